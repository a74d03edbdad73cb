"""What runs out soon or has run out (到期清单)."""

from collections.abc import Sequence
from datetime import date

from commandcenter.documents.tables import Cell, Column, Value
from commandcenter.kernel.words import N_
from commandcenter.teams.model.strength import EXPIRES_WORDS, Expires, Expiry
from commandcenter.teams.papers.ground import Ground

_TITLE = N_("What expires, {centre}")
_COUNTS = N_("{on}: expired {over}, expiring within {days} days {soon}")
_NOTHING = N_("Nothing expires")
_OVER = N_("Expired, {days} d")
_LEFT = N_("{days} d left")
_LAST_DAY = N_("Last day today")


def expiring(ground: Ground, found: Sequence[Expiry], *, on: date, days: int) -> bytes:
    """Return what runs out, the earliest first; how long it lasts is counted from a day.

    Args:
        days: How far the list looks ahead.

    Raises:
        Cancelled: The officer no longer wants it.
    """
    words = ground.words
    paper = ground.begin(words(_TITLE).format(centre=ground.centre))
    over = sum(one.days_left(on) < 0 for one in found)
    counts = {"on": ground.day(on), "over": over, "soon": len(found) - over, "days": days}
    paper.subtitle(words(_COUNTS).format(**counts))
    columns = [
        Column(words(N_("Valid until")), width_mm=30, align="center"),
        Column(words(N_("Time left")), width_mm=30, align="center"),
        Column(words(N_("What runs out")), width_mm=26),
        Column(words(N_("Team or store")), width_mm=42),
        Column(words(N_("About whom or what")), width_mm=38),
    ]
    paper.table(columns, (_row(ground, one, on) for one in found), empty=words(_NOTHING))
    return ground.finish(paper)


def _row(ground: Ground, one: Expiry, on: date) -> tuple[Value, ...]:
    name = one.name
    if one.kind is Expires.ASSESSMENT:
        name = ground.word("team_skill", name)
    return (
        ground.day(one.valid_to),
        _left(ground, one.days_left(on)),
        ground.words(EXPIRES_WORDS[one.kind]),
        one.owner,
        "" if name == one.owner else name,
    )


def _left(ground: Ground, days: int) -> Cell:
    says = _LEFT if days > 0 else _OVER if days < 0 else _LAST_DAY
    return Cell(ground.words(says).format(days=abs(days)), bold=days <= 0)
