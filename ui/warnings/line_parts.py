"""The head of a warning: its colour as shape, surface and word, and what it is about."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.warnings import times
from ui.warnings.line_delegate import draw_mark
from ui.warnings.shown import STATE_WORDS, Line
from ui.widgets import paint, theme
from ui.widgets.words import tr

_HEAD_H, _BAND_H, _PAD = 52, 76, 16  # px at 100 %
_MARK, _BAND_MARK = 18, 28


class LineHead(QWidget):
    """Shape, headline and until when; one line above a list that belongs to a warning."""

    def __init__(self, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._line: Line | None = None

    def show_line(self, line: Line) -> None:
        """Show this warning."""
        self._line = line
        self.setAccessibleName(f"{color_word(line)} {line.headline}")
        self.update()

    def tick(self) -> None:
        """Let the remaining time run."""
        if self.isVisible():
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(_HEAD_H))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(_HEAD_H))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        line = self._line
        if line is None:
            return
        painter = QPainter(self)
        side = theme.px(_MARK)
        top = QRect(self.rect())
        top.setHeight(theme.px(28))
        draw_mark(painter, paint.middle(top, side, side), line)
        rest = top.adjusted(side + theme.space(3), 0, 0, 0)
        paint.text(painter, rest, line.headline, size="title", bold=True)
        below = rest.translated(0, rest.height())
        below.setHeight(theme.px(22))
        paint.text(painter, below, facts(line, self._clock()), role="text_quiet")


class Band(QWidget):
    """The colour of a warning as a surface, with shape, colour, level and where it stands."""

    def __init__(self, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._line: Line | None = None

    def show_line(self, line: Line) -> None:
        """Show this warning."""
        self._line = line
        words = (color_word(line), tr(STATE_WORDS[line.state]), line.headline)
        self.setAccessibleName(" ".join(words))
        self.update()

    def tick(self) -> None:
        """Let the remaining time run."""
        if self.isVisible():
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(_BAND_H))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), theme.px(_BAND_H))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        line = self._line
        if line is None:
            return
        painter = QPainter(self)
        is_colored = line.is_live and not line.is_all_clear
        role = line.severity.role if line.severity is not None and is_colored else ""
        edge = "line_strong" if theme.has_outlines() else ""
        fill = f"{role}_surface" if role else "surface_sunken"
        paint.rounded(painter, self.rect(), fill, edge=edge)
        if role:
            bar = QRect(0, 0, theme.px(5), self.height())
            paint.rounded(painter, bar, role, radius=2)
        inner = self.rect().adjusted(theme.px(_PAD), theme.px(8), -theme.px(_PAD), -theme.px(8))
        ink = f"{role}_text" if role else "text_quiet"
        self._paint_words(painter, inner, line, ink)

    def _paint_words(self, painter: QPainter, inner: QRect, line: Line, ink: str) -> None:
        side = theme.px(_BAND_MARK)
        draw_mark(painter, paint.middle(inner, side, side), line)
        rest = inner.adjusted(side + theme.space(4), 0, 0, 0)
        upper = QRect(rest.left(), rest.top(), rest.width(), rest.height() // 2)
        lower = upper.translated(0, upper.height())
        now = self._clock()
        left = times.left(line.ends_at, now) if line.is_live else ""
        paint.text(painter, upper, left, role=ink, bold=True, align=paint.RIGHT)
        upper.setRight(upper.right() - paint.width(left, bold=True) - theme.space(2))
        words = " · ".join((color_word(line), tr(STATE_WORDS[line.state])))
        paint.text(painter, upper, words, bold=True, role=ink)
        paint.text(painter, lower, line.headline, size="title", bold=True)


def color_word(line: Line) -> str:
    """Return colour and level of a warning, such as `红 特别严重`."""
    if line.is_all_clear:
        return tr("all clear")
    if line.severity is None:
        return tr("no colour")
    return f"{tr(line.severity.word)} {tr(line.severity.level_word)}"


def facts(line: Line, now: datetime) -> str:
    """Return what is said of a warning below its headline."""
    where = tr(", ").join(line.areas)
    held = times.until(line.ends_at, now) if line.is_live else ""
    parts = (color_word(line), tr(STATE_WORDS[line.state]), where, held)
    return " · ".join(part for part in parts if part)
