"""Pictures of a paper: two beside each other, each above the lines that say what it shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commandcenter.documents.flow import Flow, aligned, baseline
from commandcenter.documents.fonts import Font
from commandcenter.documents.photographs import HEIGHT, WIDTH, Picture
from commandcenter.documents.tables import QUIET_GRAY
from commandcenter.documents.writing import Line, style

BESIDE = 2
_SIZE = 9.0
_PITCH = _SIZE * 1.5
_GAP = 3.0  # from a picture to its lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A picture with what is said below it.

    Attributes:
        note: In grey, such as where it comes from.
    """

    picture: Picture
    text: str
    note: str


def in_rows(pictures: Sequence[Shown]) -> Iterator[Sequence[Shown]]:
    """Return the pictures as they stand beside each other."""
    return (pictures[start : start + BESIDE] for start in range(0, len(pictures), BESIDE))


def height(flow: Flow, row: Sequence[Shown]) -> float:
    """Return how high `draw` draws a row."""
    lines = max(len(_lines(flow, one)) for one in row)
    return _highest(row) + _GAP + lines * _PITCH


def draw(flow: Flow, row: Sequence[Shown]) -> None:
    """Draw a row of pictures, which stand on one line; it stays on one page."""
    whole = height(flow, row)
    flow.need(whole)
    column = flow.sheet.page.area_width / BESIDE
    for place, one in enumerate(row):
        left = flow.sheet.page.left + place * column
        _draw(flow, one, left, left + column, foot=flow.y - _highest(row))
    flow.y -= whole


def _draw(flow: Flow, one: Shown, left: float, right: float, *, foot: float) -> None:
    wide, high = _printed(one.picture)
    flow.sheet.picture(((left + right - wide) / 2, foot, wide, high), one.picture.jpeg)
    top = foot - _GAP
    for line, look in _lines(flow, one):
        x = aligned(line, look, left=left, right=right, align="center")
        flow.sheet.write(x, baseline(top, _PITCH, look), line, look)
        top -= _PITCH


def _lines(flow: Flow, one: Shown) -> list[Line]:
    plain, quiet = style(Font.SERIF, _SIZE), style(Font.SERIF, _SIZE, gray=QUIET_GRAY)
    return [*flow.lines(one.text, plain, WIDTH), *flow.lines(one.note, quiet, WIDTH)]


def _highest(row: Sequence[Shown]) -> float:
    return max(_printed(one.picture)[1] for one in row)


def _printed(picture: Picture) -> tuple[float, float]:
    """Return the width and the height on paper; small pictures are not blown up."""
    scale = min(WIDTH / picture.width_px, HEIGHT / picture.height_px, 1)
    return picture.width_px * scale, picture.height_px * scale
