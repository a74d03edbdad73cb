"""Figures of a paper, such as charts: bars, rules, signs and labels at points."""

from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass
from enum import Enum, auto

from commandcenter.documents.flow import Align, Flow, aligned
from commandcenter.documents.fonts import Font
from commandcenter.documents.writing import style


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle.

    Attributes:
        gray: 0 is black, 1 is white.
    """

    x: float
    y: float
    width: float
    height: float
    _: KW_ONLY
    gray: float = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line."""

    from_x: float
    from_y: float
    to_x: float
    to_y: float


class Shape(Enum):
    """What a sign looks like."""

    RING = auto()
    DOT = auto()


@dataclass(frozen=True, slots=True)
class Sign:
    """A small sign around a point."""

    x: float
    y: float
    shape: Shape
    _: KW_ONLY
    radius: float = 2.6


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text that begins, ends or has its middle at a point of its baseline.

    Attributes:
        room: Width that it may take; what is beyond is cut off with an ellipsis.
    """

    x: float
    y: float
    text: str
    _: KW_ONLY
    align: Align = "left"
    size: float = 9.0
    bold: bool = False
    room: float | None = None


Part = Bar | Rule | Sign | Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A drawing as wide as the type area; points count from its lower left corner.

    Attributes:
        parts: Drawn in their order; labels stand above all others.
    """

    height: float
    parts: tuple[Part, ...]


def draw(flow: Flow, figure: Figure) -> None:
    """Draw a figure at the cursor; it stays on one page."""
    flow.need(figure.height)
    left, bottom = flow.sheet.page.left, flow.y - figure.height
    for part in figure.parts:
        if isinstance(part, Bar):
            at = (left + part.x, bottom + part.y, part.width, part.height)
            flow.sheet.fill(at, gray=part.gray)
        elif isinstance(part, Sign):
            is_filled = part.shape is Shape.DOT
            flow.sheet.circle(left + part.x, bottom + part.y, part.radius, is_filled=is_filled)
        elif isinstance(part, Label):
            _draw_label(flow, part, left, bottom)
    flow.sheet.rules(_rules(figure, left, bottom))
    flow.y = bottom


def _rules(
    figure: Figure, left: float, bottom: float
) -> Iterable[tuple[float, float, float, float]]:
    for part in figure.parts:
        if isinstance(part, Rule):
            yield (
                left + part.from_x,
                bottom + part.from_y,
                left + part.to_x,
                bottom + part.to_y,
            )


def _draw_label(flow: Flow, label: Label, left: float, bottom: float) -> None:
    look = style(Font.SANS_BOLD if label.bold else Font.SERIF, label.size)
    text = flow.sheet.writing.printable(label.text.replace("\n", " "), look)
    if label.room is not None and look.face.width(text, look.size) > label.room:
        while text and look.face.width(f"{text}…", look.size) > label.room:
            text = text[:-1]
        text += "…"
    at = left + label.x
    x = aligned(text, look, left=at, right=at, align=label.align)
    flow.sheet.write(x, bottom + label.y, text, look)
