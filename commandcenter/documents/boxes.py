"""Boxes of a form: facts beside their labels, and lines to sign on."""

from collections.abc import Iterator, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import datetime

from commandcenter.documents.flow import Align, Flow
from commandcenter.documents.fonts import Font
from commandcenter.documents.geometry import MM
from commandcenter.documents.grid import PADDING_X, Grid
from commandcenter.documents.tables import SIZE
from commandcenter.documents.writing import Line, style
from commandcenter.kernel.times import BEIJING, clock
from commandcenter.kernel.words import N_, Translate

SIGNATURE = N_("Signature")
SIGNED_AT = N_("Time")
MOMENT = N_("{year}-{month:02}-{day:02} {clock}")
BLANK_MOMENT = N_("____-__-__  __:__")

_PITCH = SIZE * 1.7
_SIGNING_HEIGHT = 13 * MM
_LABEL_SHARE_LIMIT = 0.45  # of a column of facts
_SIGNATURE_SHARES = (22, 36, 42)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs; an empty name or no time leaves room to write.

    Attributes:
        role: Such as 交班人.
    """

    role: str
    _: KW_ONLY
    name: str = ""
    at: datetime | None = None


def draw_facts(flow: Flow, facts: Sequence[tuple[str, str]], *, columns: int) -> None:
    """Draw pairs of label and value, so many pairs beside each other."""
    for grid, cells in _fact_rows(flow, facts, columns):
        grid.row(cells)
        grid.close()


def height_of_facts(flow: Flow, facts: Sequence[tuple[str, str]], *, columns: int) -> float:
    """Return how high `draw_facts` draws them."""
    return sum(grid.height(cells) for grid, cells in _fact_rows(flow, facts, columns))


def _fact_rows(
    flow: Flow, facts: Sequence[tuple[str, str]], columns: int
) -> Iterator[tuple[Grid, list[list[Line]]]]:
    label, value = style(Font.SANS_BOLD, SIZE), style(Font.SERIF, SIZE)
    column_width = flow.sheet.page.area_width / columns
    widest = max(
        (label.face.width(line, SIZE) for name, _ in facts for line in name.split("\n")), default=0
    )
    label_width = min(widest + 2 * PADDING_X + SIZE, column_width * _LABEL_SHARE_LIMIT)
    for start in range(0, len(facts), columns):
        row = facts[start : start + columns]
        shares = [label_width, column_width - label_width] * len(row)
        shares[-1] += column_width * (columns - len(row))
        aligns: list[Align] = ["center", "left"] * len(row)
        grid = Grid(flow, shares, aligns, pitch=_PITCH, is_centered=True)
        texts = [text for fact in row for text in fact]
        looks = [label, value] * len(row)
        cells = zip(texts, looks, grid.widths(), strict=True)
        yield grid, [flow.lines(*cell) for cell in cells]


def draw_signatures(flow: Flow, signatures: Sequence[Signature], words: Translate) -> None:
    """Draw a box to sign in; it stays on one page."""
    flow.need(height_of_signatures(signatures))
    label, value = style(Font.SANS_BOLD, SIZE), style(Font.SERIF, SIZE)
    grid = Grid(
        flow, _SIGNATURE_SHARES, ["center", "left", "center"], pitch=_PITCH, is_centered=True
    )
    widths = grid.widths()
    heads = ["", words(SIGNATURE), words(SIGNED_AT)]
    grid.row([flow.lines(head, label, 100) for head in heads], aligns=["center"] * 3)
    for signature in signatures:
        texts = [signature.role, signature.name, _moment(signature.at, words)]
        looks = [label, value, value]
        grid.row(
            [flow.lines(*cell) for cell in zip(texts, looks, widths, strict=True)],
            min_height=_SIGNING_HEIGHT,
        )
    grid.close()


def height_of_signatures(signatures: Sequence[Signature]) -> float:
    """Return the room that `draw_signatures` needs."""
    return (len(signatures) + 1) * _SIGNING_HEIGHT


def _moment(at: datetime | None, words: Translate) -> str:
    if at is None:
        return words(BLANK_MOMENT)
    day = at.astimezone(BEIJING)
    return words(MOMENT).format(year=day.year, month=day.month, day=day.day, clock=clock(at))
