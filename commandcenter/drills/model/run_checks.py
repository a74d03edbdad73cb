"""What a controller cannot do to a drill as it stands, and why."""

from collections.abc import Iterable
from datetime import datetime

from commandcenter.drills.model.clock import Course, ScriptLine, Standing
from commandcenter.drills.model.script import Inject
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_

SLOWEST_PERCENT, FASTEST_PERCENT = 100, 6_000
_PER_CENT = 100
_MS_PER_MINUTE = 60_000


class CannotStart(Rejected):
    """A drill begins once."""

    sentence = N_("The drill '{title}' is running, over or cancelled. Start another one.")


class NotRunning(Rejected):
    """Only a drill that runs has a course that can be changed."""

    sentence = N_("This drill is not running. Choose one that runs, or start it.")


class AlreadyPaused(Rejected):
    """It stands still already."""

    sentence = N_("The drill is paused already. Resume it to go on.")


class NotPaused(Rejected):
    """It goes on already."""

    sentence = N_("The drill is not paused. Pause it first, or let it go on.")


class SpeedOutOfRange(Rejected):
    """Slower than life, or faster than anybody can follow."""

    sentence = N_("Choose a speed from {low} to {high} times.")


class NotEarlier(Rejected):
    """Going back leads to an earlier time."""

    sentence = N_("The drill is at {minutes} minutes. Choose an earlier time.")


class AlreadyDelivered(Rejected):
    """What was said cannot be held or said again; going back can."""

    sentence = N_("Line {number} was delivered already. Go back to it to deliver it again.")


class AlreadyHeld(Rejected):
    """It does not come by itself already."""

    sentence = N_("Line {number} is on hold already. Deliver it when it is wanted.")


class AlreadySkipped(Rejected):
    """It was left out already."""

    sentence = N_("Line {number} was skipped already. Deliver it if it is wanted after all.")


class NoSuchBranch(Rejected):
    """No line waits for this."""

    sentence = N_("No line belongs to the branch '{branch}'. Choose a branch of the script.")


class BranchOpen(Rejected):
    """Its lines come already."""

    sentence = N_("The branch '{branch}' is open already. Wait for its lines, or deliver them.")


def check_speed(speed_percent: int) -> None:
    """Refuse a speed that nobody can follow.

    Raises:
        SpeedOutOfRange: It has to be another one.
    """
    if not SLOWEST_PERCENT <= speed_percent <= FASTEST_PERCENT:
        raise SpeedOutOfRange(low=SLOWEST_PERCENT // _PER_CENT, high=FASTEST_PERCENT // _PER_CENT)


def check_running(course: Course) -> None:
    """Refuse what can be done to a running drill only.

    Raises:
        NotRunning: It was not started, or has ended.
    """
    if not course.is_running:
        raise NotRunning


def check_pause(course: Course) -> None:
    """Refuse to pause what stands still.

    Raises:
        NotRunning, AlreadyPaused: It does not run.
    """
    check_running(course)
    if course.is_paused:
        raise AlreadyPaused


def check_resume(course: Course) -> None:
    """Refuse to let go on what goes on.

    Raises:
        NotRunning, NotPaused: It is not paused.
    """
    check_running(course)
    if not course.is_paused:
        raise NotPaused


def check_back(course: Course, offset_ms: int, *, at: datetime) -> None:
    """Refuse to go back to a time that is not earlier.

    Raises:
        NotRunning, NotEarlier: There is no way back to it.
    """
    check_running(course)
    now_ms = course.offset_ms(at)
    if not 0 <= offset_ms < now_ms:
        raise NotEarlier(minutes=now_ms // _MS_PER_MINUTE)


def check_fire(course: Course, line: ScriptLine) -> None:
    """Refuse to deliver a line twice.

    Raises:
        NotRunning, AlreadyDelivered: It cannot be delivered.
    """
    check_running(course)
    if line.standing is Standing.DELIVERED:
        raise AlreadyDelivered(number=line.inject.number)


def check_hold(course: Course, line: ScriptLine) -> None:
    """Refuse to hold what does not come by itself.

    Raises:
        NotRunning, AlreadyDelivered, AlreadyHeld, AlreadySkipped: It cannot be held.
    """
    check_skip(course, line)
    if line.standing is Standing.HELD:
        raise AlreadyHeld(number=line.inject.number)


def check_skip(course: Course, line: ScriptLine) -> None:
    """Refuse to leave out what was said or left out.

    Raises:
        NotRunning, AlreadyDelivered, AlreadySkipped: It cannot be skipped.
    """
    check_fire(course, line)
    if line.standing is Standing.SKIPPED:
        raise AlreadySkipped(number=line.inject.number)


def check_branch(course: Course, injects: Iterable[Inject], branch: str) -> None:
    """Refuse to open what is open, or does not exist.

    Raises:
        NotRunning, NoSuchBranch, BranchOpen: It cannot be opened.
    """
    check_running(course)
    if not branch or all(one.branch != branch for one in injects):
        raise NoSuchBranch(branch=branch)
    if branch in course.opened:
        raise BranchOpen(branch=branch)
