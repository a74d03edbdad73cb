"""Where the parts of a log row stand, how high it is, and how its text breaks."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from ui.duty.row import Row
from ui.widgets import pill, theme

LEFT_PAD, RIGHT_PAD, GAP = 16, 16, 12  # px at 100 %
BAND = 30
_MARK_GAP = 6
_CLIP_W = 18
_MOST_LINES = 2
_WIDEST_EM = 1.25  # of any usual character
# As wide as they are high in the typeface, which has all of them.
_SQUARE = re.compile("[\u4e00-\u9fa5]")
# Outside of these blocks a single character can be as wide as a line, such as U+FDFD.
_UNUSUAL = re.compile("[^\0-\u2e39\u3000-\ua4cf\uac00-\ud7af\uff00-\uffef]")
_NARROWEST = 120  # the content, however narrow the list


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """Lengths of one form of the list, px at 100 %."""

    number: int = 48
    time: int = 62
    kind: int
    source: int
    handling: int
    recorder: int
    base: int
    line: int
    foot: int
    automatic: int
    divider: int = 36
    text_size: str


_COMFORTABLE = _Form(
    kind=120,
    source=184,
    handling=120,
    recorder=76,
    base=22,
    line=22,
    foot=28,
    automatic=30,
    text_size="large",
)
_COMPACT = _Form(
    kind=92,
    source=124,
    handling=108,
    recorder=0,
    base=17,
    line=19,
    foot=27,
    automatic=26,
    text_size="base",
)
# At 200 % on a small screen: the kind is its icon alone.
_NARROW = replace(_COMPACT, number=42, time=54, kind=32, source=112, handling=104)
_NARROW_W = 640  # px at 100 %


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLayout:
    """The columns of the log at one width."""

    width: int
    is_compact: bool

    @property
    def form(self) -> _Form:
        """The lengths in force."""
        return self._measures().form

    @property
    def text_size(self) -> str:
        """Type size of the content."""
        return self.form.text_size

    def column(self, name: str, row: QRect) -> QRect:
        """Return the box of a column within a row; empty if this form leaves it out."""
        left, width = self._measures().columns[name]
        return QRect(row.left() + left, row.top(), width, row.height())

    def text_width(self) -> int:
        """Return how wide the content may be."""
        return self._measures().columns["text"][1]

    def _measures(self) -> "_Measures":
        return _measures(self.width, self.is_compact, theme.scale_percent())

    def height(self, row: Row) -> int:
        """Return how high a row is."""
        form = self.form
        if row.is_break:
            return theme.px(form.divider)
        if row.is_automatic:
            return theme.px(form.automatic)
        font = theme.font(form.text_size)
        room = self.text_width() - (marks_width(row) if row.marks or row.files else 0)
        lines = needed_lines(row.text, font, room) + bool(row.struck)
        return theme.px(form.base + form.line * lines + form.foot * (row.foot is not None))


class _Measures(NamedTuple):
    """The form of a list, and left and width of each of its columns."""

    form: _Form
    columns: dict[str, tuple[int, int]]


@lru_cache(maxsize=8)
def _measures(width: int, is_compact: bool, _scale_percent: int) -> _Measures:
    wide = _COMPACT if is_compact else _COMFORTABLE
    form = _NARROW if width < theme.px(_NARROW_W) else wide
    return _Measures(form, _columns(width, form))


def _columns(width: int, form: _Form) -> dict[str, tuple[int, int]]:
    """Place the columns; the content gets what the others leave."""
    before = ("number", "time", "kind", "source")
    after = ("handling", "recorder")
    fixed = sum(getattr(form, name) for name in (*before, *after))
    rest = width - theme.px(LEFT_PAD + RIGHT_PAD + fixed)
    columns, left = {}, theme.px(LEFT_PAD)
    for name in (*before, "text", *after):
        room = max(rest, theme.px(_NARROWEST)) if name == "text" else theme.px(getattr(form, name))
        columns[name] = (left, max(0, room - theme.px(GAP)))
        left += room
    return columns


def needed_lines(text: str, font: QFont, width: int) -> int:
    """Return whether a text takes one line or more; measures only where it is close.

    Shaping a text costs as much as painting it, and most texts are clearly short or long.
    """
    pixels = font.pixelSize()
    is_plain = _UNUSUAL.search(text) is None
    if is_plain and len(text) * pixels * _WIDEST_EM <= width:
        return 1
    if len(_SQUARE.findall(text)) * pixels > width:
        return _MOST_LINES
    return 1 if QFontMetricsF(font).horizontalAdvance(text) <= width else _MOST_LINES


def marks_width(row: Row) -> int:
    """Return how much room the marks before the text take."""
    total = sum(pill.width(words) + theme.px(_MARK_GAP) for words in row.marks)
    return total + (theme.px(_CLIP_W) if row.files else 0)


def mark_gap() -> int:
    """Return the distance behind a mark."""
    return theme.px(_MARK_GAP)


def clip_width() -> int:
    """Return the room of the paper clip."""
    return theme.px(_CLIP_W)


def broken(text: str, font: QFont, width: int, indent: int) -> tuple[str, ...]:
    """Return the text in at most two lines; the last one ends with `…` if more follows.

    Args:
        indent: Room that marks take at the beginning of the first line.
    """
    if needed_lines(text, font, width - indent) == 1:
        return (text,)
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(max(1, width - indent))
    layout.endLayout()
    # Qt counts UTF-16 units, Python characters; and Qt drops a byte order mark at the start.
    units = layout.text().encode("utf-16-le", "surrogatepass")
    end = 2 * line.textLength()
    first = units[:end].decode("utf-16-le", "replace").rstrip()
    rest = units[end:].decode("utf-16-le", "replace").lstrip()
    if not rest:
        return (first,)
    return first, QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)


def line_height(layout: RowLayout) -> int:
    """Return the distance of two lines of the content."""
    return theme.px(layout.form.line)
