"""A handover: what one shift gives to the next, walked through and sealed.

The content is frozen when the handover starts. What is entered afterwards belongs to the
next shift. A section that is returned lets the shift go on until it is frozen anew, as
the next revision.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_


class NothingToHandOver(Rejected):
    """No shift is on watch."""

    sentence = N_("No shift is on watch. Plan the shift first.")


class TooEarly(Rejected):
    """A shift is handed over when it ends, not when it has just begun."""

    sentence = N_("{name} lasts until {end}. It can be handed over from {time}.")


class AlreadyStarted(Rejected):
    """A shift has one handover at a time."""

    sentence = N_("The handover of this shift has started already. Continue with it.")


class NotWalking(Rejected):
    """The handover was sealed or returned meanwhile."""

    sentence = N_("This handover is no longer open. Look at the newest one.")


class ReasonNeeded(Rejected):
    """Whoever returns a section has to say why."""

    sentence = N_("Write why the section is returned.")


class SamePerson(Rejected):
    """Two people hand over, each with their own credentials."""

    sentence = N_(
        "{name} hands this shift over and cannot take it. The officer who takes over signs in."
    )


class NotReady(Rejected):
    """A precondition of sealing is open."""

    sentence = N_("{count} sections are not accepted yet. Walk through them first.")


class ChecklistOpen(Rejected):
    """Every item of the checklist needs a mark."""

    sentence = N_("{count} checks have no mark yet, the first is '{item}'.")


class MatterNeeded(Rejected):
    """What is abnormal has to be seen to by somebody."""

    sentence = N_("'{item}' is abnormal: name the open matter that deals with it.")


class NotSignedOut(Rejected):
    """The outgoing officer signs first."""

    sentence = N_("The officer who hands over signs first.")


class LeaderNeeded(Rejected):
    """While an incident is open, the leader in charge confirms the handover."""

    sentence = N_("An incident is open: the duty leader signs as well.")


class Section(StrEnum):
    """The sections of the report, in the order they are walked through."""

    OVERVIEW = "overview"  # 本班概况
    IMPORTANT = "important"  # 重要事项
    INCIDENTS = "incidents"  # 突发事件及信息报送
    WARNINGS = "warnings"  # 预警与响应
    TEAMS = "teams"  # 队伍与物资动态
    OPEN = "open"  # 未办结事项移交
    EQUIPMENT = "equipment"  # 设备设施状态
    NEXT = "next"  # 下一班注意


SECTION_WORDS: dict[Section, str] = {
    Section.OVERVIEW: N_("Overview of the shift"),
    Section.IMPORTANT: N_("Important matters"),
    Section.INCIDENTS: N_("Incidents and reports"),
    Section.WARNINGS: N_("Warnings and response"),
    Section.TEAMS: N_("Teams and supplies"),
    Section.OPEN: N_("Open matters handed over"),
    Section.EQUIPMENT: N_("State of equipment"),
    Section.NEXT: N_("For the next shift"),
}


class Standing(StrEnum):
    """What stands in a section besides the entries of the shift."""

    INCIDENT = "incident"  # 未办结事件
    WARNING = "warning"  # 在效预警
    RESPONSE = "response"  # 应急响应
    HOTSPOT = "hotspot"  # 未核查热点
    DISPATCH = "dispatch"  # 在外队伍
    EVACUATION = "evacuation"  # 人员转移
    SHELTER = "shelter"  # 在用安置点
    ALARM = "alarm"  # 告警
    CLOCK = "clock"  # 时限


# In which section it is read, in this order.
STANDING: dict[Section, tuple[Standing, ...]] = {
    Section.INCIDENTS: (Standing.INCIDENT,),
    Section.WARNINGS: (Standing.WARNING, Standing.RESPONSE, Standing.HOTSPOT),
    Section.TEAMS: (Standing.DISPATCH, Standing.EVACUATION, Standing.SHELTER),
    Section.OPEN: (Standing.ALARM,),
    Section.NEXT: (Standing.CLOCK,),
}


class State(StrEnum):
    """Where a handover stands."""

    WALKING = "walking"
    RETURNED = "returned"
    SEALED = "sealed"


class Mark(StrEnum):
    """What the incoming officer says of a section."""

    ACCEPTED = "accepted"
    RETURNED = "returned"


class Finding(StrEnum):
    """What a check of the checklist found."""

    NORMAL = "normal"  # 正常
    ABNORMAL = "abnormal"  # 异常
    NOT_APPLICABLE = "not_applicable"  # 不适用


FINDING_WORDS: dict[Finding, str] = {
    Finding.NORMAL: N_("Normal"),
    Finding.ABNORMAL: N_("Problem"),
    Finding.NOT_APPLICABLE: N_("N/A"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One item of the checklist.

    Attributes:
        code: Of the dictionary row; its first word is the section it belongs to.
        title: As asked, in the county's own words.
        matter_id: The open matter that deals with what is abnormal.
    """

    code: str
    title: str
    finding: Finding | None = None
    note: str = ""
    matter_id: UUID | None = None

    @property
    def section(self) -> Section:
        """The section this is checked with."""
        return Section(self.code.partition("-")[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionMark:
    """What was said of a section, by whom, when.

    Attributes:
        by: Name as printed; two people may have the same.
        login: Account of that person.
    """

    section: Section
    mark: Mark
    reason: str
    by: str
    login: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A name given with one's own credentials."""

    name: str
    login: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The frozen content, as plain values that no later change can touch.

    Attributes:
        as_of: Number of the last journal row it was collected from.
        body: Facts by name: `shift`, `counts`, and one list of rows for each section. A row
            of what stands names its kind as `what`; entries and matters have no such field.
        sha256: Of the body as canonical JSON, in hexadecimal.
    """

    as_of: int
    body: Mapping[str, Any]
    sha256: str

    def rows(self, section: Section) -> Sequence[Mapping[str, Any]]:
        """Return the rows of a section."""
        rows: Sequence[Mapping[str, Any]] = self.body["sections"].get(section.value, ())
        return rows

    def lines(self, section: Section) -> Sequence[Mapping[str, Any]]:
        """Return the entries or matters of a section."""
        return [row for row in self.rows(section) if "what" not in row]

    def standing(self, what: Standing) -> Sequence[Mapping[str, Any]]:
        """Return what stands of a kind, without the row that counts what was left out."""
        return [row for row in self._standing(what) if "more" not in row]

    def left_out(self, what: Standing) -> int:
        """Return how much of a kind did not fit into the report."""
        return sum(row.get("more", 0) for row in self._standing(what))

    def _standing(self, what: Standing) -> list[Mapping[str, Any]]:
        sections = (section for section, kinds in STANDING.items() if what in kinds)
        return [row for one in sections for row in self.rows(one) if row.get("what") == what]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """One revision of a handover.

    Attributes:
        marks: What was said of sections so far.
        seq: Number of the journal row that sealed it; None while it is open.
        hash: Of that row.
        version: Grows with each change.
    """

    id: UUID
    shift_id: UUID
    revision: int
    state: State
    frozen_at: datetime
    snapshot: Snapshot
    checklist: tuple[Check, ...]
    note: str = ""
    marks: Mapping[Section, SectionMark] = field(default_factory=dict)
    outgoing: Signature | None = None
    incoming: Signature | None = None
    leader: Signature | None = None
    seq: int | None = None
    hash: bytes = b""
    sealed_at: datetime | None = None
    version: int = 1

    @property
    def needs_leader(self) -> bool:
        """Whether an incident was open when it was frozen."""
        return bool(self.snapshot.body["has_open_incident"])


def check_ready(handover: Handover) -> None:
    """Refuse to seal what is not complete.

    Raises:
        NotReady, ChecklistOpen, MatterNeeded, NotSignedOut, LeaderNeeded: What is missing.
    """
    if handover.state is not State.WALKING:
        raise NotWalking
    unread = [section for section in Section if not _is_accepted(handover, section)]
    if unread:
        raise NotReady(count=len(unread))
    unmarked = [check for check in handover.checklist if check.finding is None]
    if unmarked:
        raise ChecklistOpen(count=len(unmarked), item=unmarked[0].title)
    for check in handover.checklist:
        if check.finding is Finding.ABNORMAL and check.matter_id is None:
            raise MatterNeeded(item=check.title)
    if handover.outgoing is None:
        raise NotSignedOut
    if handover.needs_leader and handover.leader is None:
        raise LeaderNeeded


def _is_accepted(handover: Handover, section: Section) -> bool:
    mark = handover.marks.get(section)
    return mark is not None and mark.mark is Mark.ACCEPTED
