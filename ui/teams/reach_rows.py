"""Villages outside a circle, and what a change in thought would do, as rows of a table."""

from dataclasses import dataclass
from enum import Enum

from commandcenter.kernel.words import N_
from commandcenter.teams.model.reach import Coverage, Place
from commandcenter.teams.service.reach import Reached
from ui.teams.roster_terms import Terms
from ui.widgets.times import span
from ui.widgets.words import tr


class Change(Enum):
    """What would become of a village; the value is its word."""

    NONE = ""
    GAINED = N_("comes inside")
    LOST = N_("falls outside")


@dataclass(frozen=True, slots=True, kw_only=True)
class Village:
    """A row of the list.

    Attributes:
        seconds: Until the first team is there; infinite if none ever comes.
        after_s: The same after the change in thought; None without one.
    """

    place: Place
    name: str
    seconds: float
    team: str
    after_s: float | None = None
    change: Change = Change.NONE


def villages(reached: Reached, limit_s: float, terms: Terms) -> list[Village]:
    """Return who is outside, the latest first; those that would fall outside stand on top."""
    coverage = reached.coverage
    outside = list(coverage.outside(limit_s))
    found = reached.difference(limit_s)
    lost = {one.place.code for one in found.lost} if found is not None else set()
    gained = {one.place.code for one in found.gained} if found is not None else set()
    fallen = [at for at, place in enumerate(coverage.places) if place.code in lost]
    return [_row(reached, at, terms, gained=gained, lost=lost) for at in (*fallen, *outside)]


def _row(reached: Reached, at: int, terms: Terms, *, gained: set[str], lost: set[str]) -> Village:
    coverage, place = reached.coverage, reached.coverage.places[at]
    change = Change.LOST if place.code in lost else Change.NONE
    return Village(
        place=place,
        name=terms.area(place.code),
        seconds=float(coverage.seconds[at]),
        team=_team(reached, coverage, at),
        after_s=None if reached.after is None else float(reached.after.seconds[at]),
        change=Change.GAINED if place.code in gained else change,
    )


def _team(reached: Reached, coverage: Coverage, at: int) -> str:
    index = int(coverage.nearest[at])
    return reached.teams[index].name if index >= 0 else ""


def when(seconds: float) -> str:
    """Return a time of arrival in words."""
    return tr("nobody comes") if seconds == float("inf") else span(seconds)
