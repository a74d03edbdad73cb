"""Casualties and losses: counted at a time, by a source, some still being verified."""

from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_

# More than there are people, or fen in the largest loss.
MOST = 10**15


class FigureOutOfRange(Rejected):
    """Nobody can count this."""

    sentence = N_("'{field}' must be between 0 and {limit}; correct the figure.")


class FiguresFromFuture(Rejected):
    """Figures cannot be of a time to come."""

    sentence = N_("The figures are of {at}, which lies in the future; correct the time.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was counted; None is still being verified (正在核实).

    Attributes:
        id: Made by the client, so that sending again notes it once.
        as_of: The time they hold for; None means now.
        source: Who counted.
        at_risk: People in danger.
        evacuated: Moved in all; gathered and scattered are parts of it.
        to_move: People who have to be moved because of a danger.
        houses: Households whose homes collapsed; the other houses are counted in rooms.
        crops_hit_m2: Square metres, as all areas.
        loss_fen: Direct loss in all; the five that follow are parts of it.
        magnitude_tenths: Of an earthquake.
    """

    id: UUID
    as_of: datetime | None = None
    source: str = ""
    dead: int | None = None
    missing: int | None = None
    trapped: int | None = None
    serious: int | None = None
    light: int | None = None
    poisoned: int | None = None
    at_risk: int | None = None
    affected: int | None = None
    evacuated: int | None = None
    gathered: int | None = None
    scattered: int | None = None
    to_move: int | None = None
    need_relief: int | None = None
    crops_hit_m2: int | None = None
    crops_damaged_m2: int | None = None
    crops_lost_m2: int | None = None
    houses: int | None = None
    rooms_collapsed: int | None = None
    rooms_severe: int | None = None
    rooms_light: int | None = None
    forest_m2: int | None = None
    loss_fen: int | None = None
    loss_farming_fen: int | None = None
    loss_industry_fen: int | None = None
    loss_infrastructure_fen: int | None = None
    loss_public_fen: int | None = None
    loss_household_fen: int | None = None
    potential_loss_fen: int | None = None
    magnitude_tenths: int | None = None


COUNTED = tuple(one.name for one in fields(Figures) if one.name not in ("id", "as_of", "source"))
# What every first report says, counted or not.
CASUALTIES = ("dead", "missing", "trapped", "serious", "light", "poisoned")
PEOPLE = ("affected", "evacuated")
# The sheet of a natural disaster (自然灾害情况快报).
DISASTER = (
    "affected",
    "dead",
    "missing",
    "evacuated",
    "gathered",
    "scattered",
    "need_relief",
    "crops_hit_m2",
    "crops_damaged_m2",
    "crops_lost_m2",
    "houses",
    "rooms_collapsed",
    "rooms_severe",
    "rooms_light",
    "loss_fen",
    "loss_farming_fen",
    "loss_industry_fen",
    "loss_infrastructure_fen",
    "loss_public_fen",
    "loss_household_fen",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Figures as they were noted."""

    seq: int
    figures: Figures
    as_of: datetime
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Delta:
    """A figure that is not what it was; None is still being verified."""

    figure: str
    old: int | None
    new: int | None

    @property
    def change(self) -> int | None:
        """How much more it is; None unless both were counted."""
        return None if self.old is None or self.new is None else self.new - self.old


def difference(old: Figures | None, new: Figures | None) -> tuple[Delta, ...]:
    """Return the figures that changed, in their order; without earlier ones all that are known."""
    deltas = (Delta(figure=name, old=_of(old, name), new=_of(new, name)) for name in COUNTED)
    return tuple(delta for delta in deltas if delta.old != delta.new)


def _of(figures: Figures | None, name: str) -> int | None:
    found: int | None = None if figures is None else getattr(figures, name)
    return found


def unit_of(figure: str) -> str:
    """Return in what a figure is counted: `fen`, `m2`, `tenths`, `rooms`, `houses`, `people`."""
    for unit in ("fen", "m2", "tenths"):
        if figure.endswith(f"_{unit}"):
            return unit
    if figure == "houses":
        return "houses"
    return "rooms" if figure.startswith("rooms_") else "people"


def measured(figures: Figures, figure: str) -> int | None:
    """Return a figure, or the sum of several joined by `+` as far as they are known."""
    known = [found for name in figure.split("+") if (found := getattr(figures, name)) is not None]
    return sum(known) if known else None


def check_figures(figures: Figures, *, at: datetime) -> None:
    """Refuse figures that nobody can have counted.

    Raises:
        FigureOutOfRange, FiguresFromFuture: What has to be put right first.
    """
    for name in COUNTED:
        value = getattr(figures, name)
        if value is not None and not 0 <= value <= MOST:
            raise FigureOutOfRange(field=name, limit=MOST)
    if figures.as_of is not None and figures.as_of > at:
        raise FiguresFromFuture(at=figures.as_of)
