"""The results of 'go to anything', and the line of keys beneath them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.shell.candidates import Candidate, marked
from ui.widgets import icons, keycap, paint, theme
from ui.widgets.words import tr

_GROUP_H, _ROW_H, _PADDING, _TEXT_LEFT = 30, 50, 20, 54  # px at 100 %
_ICON = 18


class _Rows(QWidget):
    """Paints groups of rows; knows which row is current."""

    def __init__(self) -> None:
        super().__init__()
        self.query = ""
        self.groups: Sequence[tuple[str, Sequence[Candidate]]] = ()
        self.current = 0

    def candidates(self) -> list[Candidate]:
        return [candidate for _, found in self.groups for candidate in found]

    def content_height(self) -> int:
        rows = len(self.candidates()) * theme.px(_ROW_H)
        return rows + len(self.groups) * theme.px(_GROUP_H) + theme.px(8)

    def row_rect(self, number: int) -> QRect:
        """Return where a row stands."""
        y, seen = 0, 0
        for _, found in self.groups:
            y += theme.px(_GROUP_H)
            if number < seen + len(found):
                return QRect(
                    0, y + (number - seen) * theme.px(_ROW_H), self.width(), theme.px(_ROW_H)
                )
            seen += len(found)
            y += len(found) * theme.px(_ROW_H)
        return QRect()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        y, number = 0, 0
        for title, found in self.groups:
            head = QRect(theme.px(_PADDING), y, self.width(), theme.px(_GROUP_H))
            paint.text(painter, head, title, size="tiny", role="text_quiet")
            y += theme.px(_GROUP_H)
            for candidate in found:
                row = QRect(0, y, self.width(), theme.px(_ROW_H))
                self._paint_row(painter, row, candidate, number == self.current)
                y += theme.px(_ROW_H)
                number += 1

    def _paint_row(
        self, painter: QPainter, row: QRect, candidate: Candidate, is_current: bool
    ) -> None:
        box = row.adjusted(theme.px(8), 1, -theme.px(8), -1)
        if is_current:
            paint.rounded(painter, box, "selection")
            bar = QRect(box.left(), box.top() + theme.px(8), theme.size("bar_w"), 0)
            bar.setBottom(box.bottom() - theme.px(8))
            paint.rounded(painter, bar, "accent", radius=1)
        side = theme.px(_ICON)
        at = paint.middle(row.adjusted(theme.px(_PADDING), 0, 0, 0), side, side)
        icons.paint(painter, at, candidate.icon, "text_quiet")
        right = row.right() - theme.px(_PADDING)
        if candidate.key:
            cap = QRect(right - keycap.width(candidate.key), row.top(), right, row.height())
            keycap.draw(painter, cap, candidate.key)
            right = cap.left() - theme.px(12)
        words = QRect(theme.px(_TEXT_LEFT), row.top(), 0, row.height())
        words.setRight(right)
        self._paint_words(painter, words, candidate)

    def _paint_words(self, painter: QPainter, at: QRect, candidate: Candidate) -> None:
        title = QRect(at)
        if candidate.subtitle:
            title.setHeight(theme.px(32))
            below = at.adjusted(0, theme.px(26), 0, -theme.px(4))
            paint.text(painter, below, candidate.subtitle, size="tiny", role="text_quiet")
        hits = marked(self.query, candidate)
        for words, is_hit in _pieces(candidate.title, hits):
            role = "accent_text" if is_hit else "text"
            title.adjust(
                paint.text(painter, title, words, size="large", bold=is_hit, role=role), 0, 0, 0
            )


class PaletteList(QScrollArea):
    """Scrolls the rows; the current one is always visible.

    Signals:
        pressed_at: The candidate that was pressed with the pointer.
    """

    pressed_at = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = _Rows()
        self.setWidget(self._rows)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self._rows.setAutoFillBackground(False)

    def show_groups(self, query: str, groups: Sequence[tuple[str, Sequence[Candidate]]]) -> None:
        """Show these results; the first becomes current."""
        self._rows.query = query
        self._rows.groups = groups
        self._rows.setMinimumHeight(self.content_height())
        self._go(0)

    def move(self, step: int) -> None:  # type: ignore[override]  # a widget's position is not ours
        """Make a row further down or up current."""
        self._go(self._rows.current + step)

    def current(self) -> Candidate | None:
        """Return the current candidate; None if nothing was found."""
        found = self._rows.candidates()
        return found[self._rows.current] if found else None

    def content_height(self) -> int:
        """Return how high all rows are together."""
        return self._rows.content_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._go(self._rows.current)  # what was out of sight in a lower list is not any more

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._rows.mapFrom(self, event.position().toPoint())
        for number, candidate in enumerate(self._rows.candidates()):
            if self._rows.row_rect(number).contains(at):
                self.pressed_at.emit(candidate)
                return

    def _go(self, number: int) -> None:
        found = self._rows.candidates()
        self._rows.current = max(0, min(number, len(found) - 1))
        row = self._rows.row_rect(self._rows.current)
        self.ensureVisible(0, row.top() - theme.px(_GROUP_H), 0, 0)
        self.ensureVisible(0, row.bottom(), 0, 0)
        self.setAccessibleDescription(found[self._rows.current].title if found else "")
        self._rows.update()


class PaletteHead(QWidget):
    """The place of the line, with a hairline beneath."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        line = QRect(0, self.height() - 1, self.width(), 1)
        QPainter(self).fillRect(line, theme.color("line"))


class PaletteFoot(QWidget):
    """The keys of the sheet, and how much was found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0

    def set_count(self, count: int) -> None:
        """Show how much was found."""
        self._count = count
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRect(0, 0, self.width(), 1), theme.color("line"))
        rest = self.rect().adjusted(theme.px(_PADDING), 0, -theme.px(_PADDING), 0)
        count = tr("{count} found").format(count=self._count)
        paint.text(painter, rest, count, size="tiny", role="text_quiet", align=paint.RIGHT)
        for key, words in (("↑ ↓", tr("choose")), ("Enter", tr("open")), ("Esc", tr("back"))):
            keycap.draw(painter, rest, key)
            rest.adjust(keycap.width(key) + theme.px(6), 0, 0, 0)
            written = paint.text(painter, rest, words, size="tiny", role="text_quiet")
            rest.adjust(written + theme.px(18), 0, 0, 0)


class SearchIcon(QWidget):
    """The glass before the line."""

    def sizeHint(self) -> QSize:
        return QSize(theme.px(22), theme.px(22))

    def paintEvent(self, _event: QPaintEvent) -> None:
        icons.paint(QPainter(self), self.rect(), "magnifying-glass", "text_quiet")


def _pieces(title: str, hits: frozenset[int]) -> Sequence[tuple[str, bool]]:
    """Split a title where it changes between found and not found."""
    pieces: list[tuple[str, bool]] = []
    for position, character in enumerate(title):
        is_hit = position in hits
        if pieces and pieces[-1][1] == is_hit:
            pieces[-1] = (pieces[-1][0] + character, is_hit)
        else:
            pieces.append((character, is_hit))
    return pieces
