"""A team on the board, in the words of the window."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from commandcenter.kernel.words import N_
from commandcenter.teams.model.accountability import Measure, judged
from commandcenter.teams.model.dispatch import LADDER, OPTIONAL, Circle, Dispatch, Step
from commandcenter.teams.model.dispatch_words import STEP_WORDS
from commandcenter.teams.model.readiness import CALLABLE, STATE_WORDS
from commandcenter.teams.model.team import Line
from commandcenter.teams.service.trips import Trip
from ui.teams.dispatch_lanes import Lane, lane_of
from ui.teams.dispatch_reading import Picture
from ui.teams.roster_terms import LEVEL
from ui.widgets.severity import Severity
from ui.widgets.times import ago, span
from ui.widgets.words import tr

_LATE_WORDS: dict[Measure, tuple[str, str]] = {
    Measure.START: (N_("Late to leave {time}"), N_("To leave within {time}")),
    Measure.ARRIVE: (N_("Late to arrive {time}"), N_("To arrive within {time}")),
    Measure.JOINT: (N_("Late to deploy {time}"), N_("To deploy within {time}")),
}
_LONG_S, _DAY_S = 100 * 60, 100 * 3600
RUNGS = tuple(step for step in LADDER if step not in OPTIONAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """A limit that has passed, or will.

    Attributes:
        due: The moment it passes.
        severity: RED where people at the scene do not answer, else ORANGE.
        words: Source text with a place for the time it is over.
        before: Source text with a place for the time left.
    """

    due: datetime
    severity: Severity
    words: str
    before: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A team as the board shows it; running times are worked out when it is painted.

    Attributes:
        key: Of the dispatch, or of a team that stands by.
        since: Since when it is in its state; None if nobody ever said.
        next_word: What Enter notes; empty for nothing.
        rung: Index of the rung it stands on; -1 for teams that stand by.
        late: What may run out, the soonest first.
        trip: How far it has to go, and how long that takes.
    """

    key: UUID
    team_id: UUID
    lane: Lane
    name: str
    place: str = ""
    state: str = ""
    since: datetime | None = None
    crew: str = ""
    next_word: str = ""
    rung: int = -1
    missing: str = ""
    late: tuple[Late, ...] = ()
    trip: str = ""
    is_stale: bool = False
    is_ready: bool = True


def cards(picture: Picture) -> dict[Lane, list[Card]]:
    """Return the cards of each lane: who is out by order, who stands by readiest first."""
    lanes: dict[Lane, list[Card]] = {lane: [] for lane in Lane}
    by_team = {line.team.id: line for line in picture.lines}
    for one in picture.out:
        line = by_team.get(one.order.team_id)
        card = _of_dispatch(one, line, picture.limits, picture.trips.get(one.id))
        lanes[card.lane].append(card)
    out = {one.order.team_id for one in picture.out}
    standing = [_of_line(line, picture) for line in picture.lines if line.team.id not in out]
    lanes[Lane.STANDBY] = sorted(standing, key=lambda card: (not card.is_ready, card.is_stale))
    return lanes


def _of_dispatch(
    one: Dispatch,
    line: Line | None,
    limits: Mapping[tuple[Circle, Measure], timedelta],
    trip: Trip | None,
) -> Card:
    following = one.next_step
    return Card(
        key=one.id,
        team_id=one.order.team_id,
        lane=lane_of(one.step),
        name=one.team_name,
        place=one.order.place,
        state=tr(STEP_WORDS[one.step]),
        since=one.since,
        crew=_crew(one.order.people_out or (line.headcount if line else 0), line),
        next_word=tr(STEP_WORDS[following]) if following else "",
        rung=RUNGS.index(one.step if one.step in RUNGS else Step.ARRIVED),
        missing=tr(", ").join(tr(STEP_WORDS[step]) for step in one.missing),
        late=_late(one, limits),
        trip=trip_words(trip),
    )


def _late(one: Dispatch, limits: Mapping[tuple[Circle, Measure], timedelta]) -> tuple[Late, ...]:
    found = [
        Late(
            due=one.ordered_at + verdict.limit,
            severity=Severity.ORANGE,
            words=_LATE_WORDS[verdict.measure][0],
            before=_LATE_WORDS[verdict.measure][1],
        )
        for verdict in judged(one, dict(limits), at=one.ordered_at)
        if verdict.running is not None
    ]
    if one.check_due_at is not None:
        found.append(
            Late(
                due=one.check_due_at,
                severity=Severity.RED,
                words=N_("Call overdue {time}"),
                before=N_("Safety call in {time}"),
            )
        )
    return tuple(sorted(found, key=lambda late: late.due))


def _of_line(line: Line, picture: Picture) -> Card:
    said = line.readiness
    level = picture.terms.said(LEVEL, said.level) if said and said.level else ""
    state = tr(STATE_WORDS[said.state]) if said else tr("Never reported")
    return Card(
        key=line.team.id,
        team_id=line.team.id,
        lane=Lane.STANDBY,
        name=line.team.name,
        state=" · ".join(part for part in (state, level) if part),
        since=said.at if said else None,
        crew=_crew(line.headcount, line),
        is_stale=line.is_stale,
        is_ready=said is not None and said.state in CALLABLE,
    )


def _crew(people: int, line: Line | None) -> str:
    parts = [tr("{count} pax").format(count=people)] if people else []
    if line is not None and line.vehicles:
        parts.append(tr("{count} vehicles").format(count=line.vehicles))
    return " · ".join(parts)


def trip_words(trip: Trip | None) -> str:
    """Return how far a team has to go and how long that takes; empty if nobody knows."""
    if trip is None:
        return ""
    km = tr("{km} km").format(km=f"{trip.distance_km:.1f}")
    if not math.isfinite(trip.travel_s):
        return km
    return f"{km} · {tr('about {time}').format(time=span(trip.travel_s))}"


def running(seconds: float) -> tuple[str, str]:
    """Return a time as large digits and the unit beside them.

    Minutes and seconds carry no unit; from 100 minutes on it is hours and minutes.
    """
    whole = max(0, int(seconds))
    if whole < _LONG_S:
        return f"{whole // 60:02}:{whole % 60:02}", ""
    if whole < _DAY_S:
        return f"{whole // 3600}:{whole % 3600 // 60:02}", tr("hours")
    return f"{whole // 86_400}", tr("days")


def shown_late(card: Card, at: datetime) -> Late | None:
    """Return the worst limit that has passed; before that the one that passes next."""
    over = [late for late in card.late if late.due <= at]
    worst = min(over, key=lambda late: (late.severity is not Severity.RED, late.due), default=None)
    return worst or next(iter(card.late), None)


def late_words(late: Late, at: datetime) -> str:
    """Return how long a limit has passed, or how long is left."""
    seconds = (at - late.due).total_seconds()
    digits, unit = running(abs(seconds))
    time = f"{digits} {unit}".strip()
    return tr(late.words if seconds >= 0 else late.before).format(time=time)


def spoken(card: Card, at: datetime) -> str:
    """Return a card as one sentence for screen readers."""
    late = shown_late(card, at)
    parts = [card.name, card.place, card.trip, card.state, card.crew]
    if card.since is not None:
        parts.append(ago((at - card.since).total_seconds()))
    if late is not None:
        parts.append(late_words(late, at))
    if card.missing:
        parts.append(tr("not noted: {steps}").format(steps=card.missing))
    return " · ".join(part for part in parts if part)


def since_words(card: Card, at: datetime) -> str:
    """Return since when a team that stands by is in its state."""
    if card.since is None:
        return ""
    return ago((at - card.since).total_seconds())
