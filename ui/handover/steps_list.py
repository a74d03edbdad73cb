"""The sections as steps of a walk."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from commandcenter.handover.model import Mark, Section
from commandcenter.kernel.words import N_
from ui.widgets import icons, paint, rows, theme
from ui.widgets.record_table_model import RECORD_ROLE, Column, RecordTableModel
from ui.widgets.words import tr

_HIGH, _LOW, _TWO_LINES = 72, 34, 46  # px at 100 %
_CIRCLE, _CIRCLE_X, _TEXT_X, _RIGHT = 24, 36, 62, 16
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1, Qt.Key.Key_Space: 1}
_UNREAD, _READING = N_("Unread"), N_("Reading")
_MARKS = {Mark.ACCEPTED: N_("Accepted"), Mark.RETURNED: N_("Returned")}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFacts:
    """A section in the list.

    Attributes:
        number: From 1.
        title: In the language of the window.
        summary: What it holds, or why it was returned.
    """

    section: Section
    number: int
    title: str
    summary: str
    mark: Mark | None
    is_last: bool

    def words(self) -> str:
        """Return the step as a screen reader says it."""
        mark = _MARKS[self.mark] if self.mark else _UNREAD
        return f"{self.number} {self.title} {self.summary} {tr(mark)}"


class StepsList(QListView):
    """The steps; up and down go through the sections.

    Signals:
        reached: A section came into view (Section).
        page_wanted: The paper is to go on by so many pages (int).
    """

    reached = Signal(object)
    page_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: RecordTableModel[StepFacts] = RecordTableModel(
            (Column(title=N_("Section"), text=StepFacts.words),),
            key=lambda step: step.section,
            parent=self,
        )
        self.setModel(self._steps)
        self.setItemDelegate(_StepDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_steps(self, steps: Sequence[StepFacts]) -> None:
        """Show the steps as they stand; the one being read stays."""
        self._steps.show(steps)
        if not self.currentIndex().isValid() and steps:
            self.setCurrentIndex(self._steps.index(0, 0))

    def section(self) -> Section:
        """Return the section being read."""
        index = self.currentIndex()
        if not index.isValid():
            return next(iter(Section))
        return self._steps.record(index.row()).section

    def go_to(self, section: Section) -> None:
        """Read this section."""
        for row in range(self._steps.rowCount()):
            if self._steps.record(row).section is section:
                self.setCurrentIndex(self._steps.index(row, 0))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(220), theme.px(_LOW) * 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _PAGES:
            self.page_wanted.emit(_PAGES[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.reached.emit(self._steps.record(current.row()).section)


class _StepDelegate(QStyledItemDelegate):
    def __init__(self, view: StepsList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        count = max(1, index.model().rowCount())
        share = self._view.viewport().height() // count
        return QSize(theme.px(100), max(theme.px(_LOW), min(theme.px(_HIGH), share)))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        step: StepFacts = index.data(RECORD_ROLE)
        area: QRect = option.rect
        is_current = index.row() == self._view.currentIndex().row()
        rows.draw_ground(painter, option, inset=0)
        self._paint_way(painter, area, step)
        self._paint_circle(painter, area, step, is_current=is_current)
        self._paint_words(painter, area, step, is_current=is_current)

    def _circle(self, area: QRect) -> QRect:
        side = theme.px(_CIRCLE)
        box = QRect(0, 0, side, side)
        box.moveCenter(area.center())
        box.moveLeft(area.left() + theme.px(_CIRCLE_X) - side // 2 - theme.px(8))
        return box

    def _paint_way(self, painter: QPainter, area: QRect, step: StepFacts) -> None:
        circle, gap = self._circle(area), theme.px(4)
        painter.setPen(QPen(theme.color("line"), theme.px(2)))
        x = circle.center().x()
        if step.number > 1:
            painter.drawLine(x, area.top(), x, circle.top() - gap)
        if not step.is_last:
            painter.drawLine(x, circle.bottom() + gap, x, area.bottom())

    def _paint_circle(
        self, painter: QPainter, area: QRect, step: StepFacts, *, is_current: bool
    ) -> None:
        box = self._circle(area)
        inner = box.adjusted(*(theme.px(side) for side in (6, 6, -6, -6)))
        number = str(step.number)
        if is_current:
            self._disc(painter, box, "accent")
            if step.mark is Mark.ACCEPTED:
                icons.paint(painter, inner, "check", "text_inverse")
            else:
                self._number(painter, box, number, "text_inverse", bold=True)
        elif step.mark is Mark.ACCEPTED:
            self._disc(painter, box, "accent_surface")
            icons.paint(painter, inner, "check", "accent_text")
        elif step.mark is Mark.RETURNED:
            self._ring(painter, box, "text")
            icons.paint(painter, inner.adjusted(-1, -1, 1, 1), "arrow-u-up-left", "text")
        else:
            self._ring(painter, box, "line_strong")
            self._number(painter, box, number, "text_quiet", bold=False)

    def _disc(self, painter: QPainter, box: QRect, role: str) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(role))
        painter.drawEllipse(QRectF(box))
        painter.restore()

    def _ring(self, painter: QPainter, box: QRect, role: str) -> None:
        paint.rounded(painter, box, "surface_raised", radius=12, edge=role, edge_px=1.5)

    def _number(self, painter: QPainter, box: QRect, text: str, role: str, *, bold: bool) -> None:
        paint.text(painter, box, text, role=role, bold=bold, align=paint.CENTRE)

    def _paint_words(
        self, painter: QPainter, area: QRect, step: StepFacts, *, is_current: bool
    ) -> None:
        is_returned = step.mark is Mark.RETURNED
        is_bold = is_current or is_returned
        words = area.adjusted(theme.px(_TEXT_X - 8), 0, -theme.px(_RIGHT - 4), 0)
        title_h, line_h = paint.line_height("large"), paint.line_height("tiny")
        mark = tr(_READING) if is_current and not step.mark else tr(_mark_words(step.mark))
        if area.height() < theme.px(_TWO_LINES):
            self._paint_one_line(
                painter, words, step.title, mark, is_bold=is_current or is_returned
            )
            return
        top = area.center().y() - (title_h + line_h) // 2
        title = QRect(words.left(), top, words.width(), title_h)
        paint.text(painter, title, step.title, size="large", bold=is_bold)
        below = QRect(words.left(), title.bottom(), words.width(), line_h)
        mark_w = paint.text(painter, below, mark, size="tiny", role="text_quiet", align=paint.RIGHT)
        below.setRight(below.right() - mark_w - theme.space(2))
        role = "text" if is_returned else "text_quiet"
        paint.text(painter, below, step.summary, size="tiny", bold=is_returned, role=role)

    def _paint_one_line(
        self, painter: QPainter, area: QRect, title: str, mark: str, *, is_bold: bool
    ) -> None:
        written = paint.text(painter, area, title, bold=is_bold)
        area.setLeft(area.left() + written + theme.space(2))
        # The circle says the same; the word is left out where the title needs its room.
        if paint.width(mark, "tiny") <= area.width():
            paint.text(painter, area, mark, size="tiny", role="text_quiet", align=paint.RIGHT)


def _mark_words(mark: Mark | None) -> str:
    return _MARKS[mark] if mark else _UNREAD
