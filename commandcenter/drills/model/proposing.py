"""Free times for a drill: the best spans of a range of days, and why the other days are none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from commandcenter.drills.model.clash import Clash, Weight
from commandcenter.drills.model.schedule import Index, Slot, check_slot
from commandcenter.drills.model.year import PeriodKind
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.times import BEIJING
from commandcenter.kernel.words import N_, Translate

MOST_DAYS = 400


class RangeBackwards(Rejected):
    """A range that has no day."""

    sentence = N_("The last day lies before the first one. Change one of them.")


class RangeTooLong(Rejected):
    """More days than a year has."""

    sentence = N_("This is more than {days} days. Choose fewer.")


class Why(StrEnum):
    """What speaks for a time, or against a whole day."""

    ANCHOR = "anchor"
    FREE = "free"
    WORKDAY = "workday"
    FIRST_HERE = "first_here"
    DISTANT = "distant"
    CLOSE = "close"
    WARNED = "warned"
    HOLIDAYS_UNKNOWN = "holidays_unknown"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    PAST = "past"
    BLOCKED = "blocked"


_SENTENCES: dict[Why, str] = {
    Why.ANCHOR: N_("In the time for drills: {what}"),
    Why.FREE: N_("Nothing is in the way"),
    Why.WORKDAY: N_("A workday"),
    Why.FIRST_HERE: N_("The first drill of this township or plan in the year"),
    Why.DISTANT: N_("{days} days from '{what}', the next drill of this township or plan"),
    Why.CLOSE: N_("Only {days} days from '{what}', a drill of this township or plan"),
    Why.WARNED: N_("{what}"),
    Why.HOLIDAYS_UNKNOWN: N_("The holidays of this year are not known yet"),
    Why.WEEKEND: N_("No workday"),
    Why.HOLIDAY: N_("A public holiday: {what}"),
    Why.PAST: N_("The day is over"),
    Why.BLOCKED: N_("{what}"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that speaks for a time, or against it.

    Attributes:
        points: What it adds; below nothing if it speaks against.
        clash: What is in the way, if that is the reason.
    """

    why: Why
    points: int = 0
    what: str = ""
    days: int = 0
    clash: Clash | None = None

    def said(self, words: Translate) -> str:
        """Return it in the language of *words*."""
        what = self.clash.said(words) if self.clash is not None else self.what
        return words(_SENTENCES[self.why]).format(what=what, days=self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """What the reasons are worth; rule rows of the county.

    Attributes:
        anchor: In a time for drills.
        workday: On a workday.
        week: For each week of distance, up to *weeks*.
        warning: Taken off for each warning.
    """

    anchor: int
    workday: int
    week: int
    weeks: int
    warning: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is looked for.

    Attributes:
        slot: The drill; its own time does not matter.
        starts: Times of day to try.
        after: Nothing before this moment is proposed.
        only_workdays: Whether weekends and holidays are left out.
    """

    slot: Slot
    first: date
    last: date
    starts: Sequence[time]
    length: timedelta
    after: datetime
    only_workdays: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A time for a drill.

    Attributes:
        reasons: What speaks for it first, then what warns of it.
    """

    begins_at: datetime
    ends_at: datetime
    points: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A day that is no good, and why: of its best time of day."""

    on: date
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """What was found.

    Attributes:
        best: The best times first, one for each day.
        refused: The days on which there is none, in order.
    """

    best: tuple[Proposal, ...] = ()
    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class _Search:
    index: Index
    wish: Wish
    points: Points
    near: Sequence[tuple[int, str]]


def propose(index: Index, wish: Wish, points: Points, *, limit: int) -> Proposed:
    """Return the best times for a drill in a range of days, at most *limit*.

    Raises:
        RangeBackwards, RangeTooLong: The range has to be put right.
    """
    if wish.last < wish.first:
        raise RangeBackwards
    if (wish.last - wish.first).days >= MOST_DAYS:
        raise RangeTooLong(days=MOST_DAYS)
    search = _Search(index, wish, points, _related(index, wish.slot))
    found: list[Proposal] = []
    refused: list[Refusal] = []
    for day in _days(wish.first, wish.last):
        best = _best(search, day)
        if isinstance(best, Proposal):
            found.append(best)
        else:
            refused.append(best)
    found.sort(key=lambda one: (-one.points, one.begins_at))
    return Proposed(best=tuple(found[:limit]), refused=tuple(refused))


def _days(first: date, last: date) -> Iterator[date]:
    for step in range((last - first).days + 1):
        yield first + timedelta(days=step)


def _related(index: Index, slot: Slot) -> list[tuple[int, str]]:
    """Return the days of other drills in the same township or of the same plan."""
    return [
        (other.first.toordinal(), other.title)
        for other in index.year.slots
        if other.id != slot.id
        and ((slot.township and other.township == slot.township) or slot.plans & other.plans)
    ]


def _best(search: _Search, day: date) -> Proposal | Refusal:
    wish = search.wish
    if wish.only_workdays and not search.index.year.days_off.is_working_day(day):
        return _no_workday(search.index, day)
    begins = [datetime.combine(day, start, BEIJING) for start in wish.starts]
    ahead = [begin for begin in begins if begin >= wish.after]
    if not ahead:
        return Refusal(on=day, reasons=(Reason(why=Why.PAST),))
    tried = [
        (begin, check_slot(search.index, wish.slot.at(begin, begin + wish.length)))
        for begin in ahead
    ]
    free = [(begin, clashes) for begin, clashes in tried if not _blocking(clashes)]
    if free:
        begin, clashes = min(free, key=lambda pair: len(pair[1]))
        return _proposal(search, begin, clashes)
    fewest = min((_blocking(clashes) for _, clashes in tried), key=len)
    return Refusal(on=day, reasons=tuple(Reason(why=Why.BLOCKED, clash=one) for one in fewest))


def _no_workday(index: Index, day: date) -> Refusal:
    name = index.year.days_off.holidays.get(day, "")
    why = Why.HOLIDAY if name else Why.WEEKEND
    return Refusal(on=day, reasons=(Reason(why=why, what=name),))


def _blocking(clashes: Sequence[Clash]) -> list[Clash]:
    return [one for one in clashes if one.weight is Weight.BLOCK]


def _proposal(search: _Search, begin: datetime, clashes: Sequence[Clash]) -> Proposal:
    reasons = tuple(_reasons(search, begin.date(), clashes))
    return Proposal(
        begins_at=begin,
        ends_at=begin + search.wish.length,
        points=sum(one.points for one in reasons),
        reasons=reasons,
    )


def _reasons(search: _Search, day: date, clashes: Sequence[Clash]) -> Iterator[Reason]:
    points, year = search.points, search.index.year
    for stretch in year.stretches:
        if stretch.period.kind is PeriodKind.ANCHOR and stretch.holds(day):
            yield Reason(why=Why.ANCHOR, points=points.anchor, what=stretch.period.title)
    if year.days_off.is_working_day(day):
        yield Reason(why=Why.WORKDAY, points=points.workday)
    if not clashes:
        yield Reason(why=Why.FREE)
    yield from _distance(search, day)
    for clash in clashes:
        yield Reason(why=Why.WARNED, points=-points.warning, clash=clash)
    if not year.days_off.is_known:
        yield Reason(why=Why.HOLIDAYS_UNKNOWN)


def _distance(search: _Search, day: date) -> Iterator[Reason]:
    """Say how far the nearest drill of the same township or plan is."""
    slot, points = search.wish.slot, search.points
    if not search.near:
        if slot.township or slot.plans:
            yield Reason(why=Why.FIRST_HERE, points=points.week * points.weeks)
        return
    at = day.toordinal()
    nearest, title = min(search.near, key=lambda one: (abs(one[0] - at), one[1]))
    days = abs(nearest - at)
    weeks = min(days // 7, points.weeks)
    why = Why.DISTANT if weeks else Why.CLOSE
    yield Reason(why=why, points=points.week * weeks, what=title, days=days)
