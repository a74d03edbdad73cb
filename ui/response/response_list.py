"""The responses on the left of the page: active ones, and ended ones folded away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from commandcenter.incidents.model.response import Response
from commandcenter.kernel.times import minute
from ui.response.terms import Terms
from ui.response.words import LEVEL_SEVERITY, LEVEL_WORDS, name_of
from ui.widgets import icons, paint, rows, severity, theme
from ui.widgets.painted_list import PaintedList
from ui.widgets.reading_position import keep_reading_position
from ui.widgets.record_table_model import RECORD_ROLE, Column, RecordTableModel
from ui.widgets.times import span
from ui.widgets.words import tr

_CARD_H, _FOLD_H, _PAD, _MARK = 88, 40, 16, 16  # px at 100 %
_DAY_S = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """The line above the ended ones.

    Attributes:
        count: How many there are.
    """

    count: int
    is_open: bool


Row = Response | Fold


def lasted(one: Response, at: datetime) -> str:
    """Return how long a response has lasted, or lasted in all."""
    seconds = one.elapsed(at).total_seconds()
    if seconds < _DAY_S:
        return span(seconds)
    return tr("{days} d {hours} h").format(
        days=int(seconds // _DAY_S), hours=int(seconds % _DAY_S // 3_600)
    )


class ResponseList(PaintedList):
    """One card for each response; the fold opens with Enter or a click.

    Signals:
        chosen: Another response is in front (Response).
    """

    chosen = Signal(object)

    def __init__(self, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.terms = Terms()
        self._clock = clock
        self._active: tuple[Response, ...] = ()
        self._ended: tuple[Response, ...] = ()
        self._is_open = False
        self._front: UUID | None = None
        column: Column[Row] = Column(title="", text=self._spoken)
        self.rows: RecordTableModel[Row] = RecordTableModel((column,), _key, self)
        self.setModel(self.rows)
        self.setItemDelegate(_Delegate(self))
        keep_reading_position(self)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.clicked.connect(self._on_clicked)

    def show_responses(self, active: Sequence[Response], ended: Sequence[Response]) -> None:
        """Show these; the one in front stays there, wherever it stands now."""
        self._active, self._ended = tuple(active), tuple(ended)
        if any(one.id == self._front for one in ended):
            self._is_open = True  # what one is looking at does not fold away
        self._show()

    def choose(self, response_id: UUID) -> bool:
        """Bring a response to the front; False if it is not known."""
        if any(one.id == response_id for one in self._ended):
            self._is_open = True
            self._show()
        for row in range(self.rows.rowCount()):
            if _key(self.rows.record(row)) == response_id:
                self.setCurrentIndex(self.rows.index(row, 0))
                return True
        return False

    def present(self) -> Response | None:
        """Return the response in front."""
        known = {one.id: one for one in (*self._active, *self._ended)}
        return known.get(self._front) if self._front is not None else None

    def clock(self) -> datetime:
        """Return the time of the county."""
        return self._clock()

    def tick(self) -> None:
        """Let the running times run."""
        if self.isVisible():
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().data(RECORD_ROLE)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(row, Fold):
            self._toggle()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.LanguageChange}:
            self.scheduleDelayedItemsLayout()

    def _show(self) -> None:
        shown: list[Row] = list(self._active)
        if self._ended:
            shown.append(Fold(count=len(self._ended), is_open=self._is_open))
        if self._is_open:
            shown += self._ended
        self.rows.show(shown)

    def _toggle(self) -> None:
        self._is_open = not self._is_open
        self._show()

    def _on_clicked(self, index: QModelIndex) -> None:
        if isinstance(index.data(RECORD_ROLE), Fold):
            self._toggle()

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        row = current.data(RECORD_ROLE) if current.isValid() else None
        if isinstance(row, Response) and row.id != self._front:
            self._front = row.id
            self.chosen.emit(row)

    def _spoken(self, row: Row) -> str:
        if isinstance(row, Fold):
            return tr("{count} ended").format(count=row.count)
        level = tr(LEVEL_WORDS[row.stage])
        return f"{name_of(row, self.terms)} {level} {lasted(row, self._clock())}"


def _key(row: Row) -> object:
    return row.id if isinstance(row, Response) else "fold"


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: ResponseList) -> None:
        super().__init__(view)
        self._list = view

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        is_fold = isinstance(index.data(RECORD_ROLE), Fold)
        return QSize(theme.px(160), theme.px(_FOLD_H if is_fold else _CARD_H))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: Row = index.data(RECORD_ROLE)
        painter.save()
        painter.setClipRect(option.rect)
        rows.draw_ground(painter, option)
        area: QRect = option.rect.adjusted(theme.px(_PAD), 0, -theme.px(_PAD), 0)
        if isinstance(row, Fold):
            _paint_fold(painter, area, row)
        else:
            self._paint_response(painter, area, row)
        painter.restore()

    def _paint_response(self, painter: QPainter, area: QRect, one: Response) -> None:
        height = paint.line_height("large")
        line = QRect(area.left(), area.top() + theme.space(2), area.width(), height)
        level = tr(LEVEL_WORDS[one.stage])
        role = "text" if one.is_active else "text_quiet"
        paint.text(painter, line, level, bold=True, role=role, align=paint.RIGHT)
        line.setRight(line.right() - paint.width(level, bold=True) - theme.space(2))
        colour = LEVEL_SEVERITY.get(one.stage)
        if colour is not None:
            side = theme.px(_MARK)
            # What is in force is filled: a response is acted on, not acknowledged.
            severity.draw(painter, paint.middle(line, side, side), colour, filled=True)
            line.setLeft(line.left() + side + theme.space(2))
        name = name_of(one, self._list.terms)
        paint.text(painter, line, name, size="large", bold=one.is_active, role=role)
        below = QRect(area.left(), line.bottom() + theme.space(1), area.width(), 0)
        below.setHeight(paint.line_height())
        time = lasted(one, self._list.clock())
        paint.text(painter, below, time, bold=one.is_active, role=role, align=paint.RIGHT)
        below.setRight(below.right() - paint.width(time, bold=True) - theme.space(2))
        where = self._list.terms.said_areas(one.decree.areas)
        paint.text(painter, below, where, role="text_quiet")
        foot = QRect(area.left(), below.bottom() + theme.space(1), area.width(), 0)
        foot.setHeight(paint.line_height("tiny"))
        since = minute(one.since)[5:]
        paint.text(painter, foot, since, size="tiny", role="text_quiet", align=paint.RIGHT)
        foot.setRight(foot.right() - paint.width(since, "tiny") - theme.space(2))
        paint.text(painter, foot, one.decree.decided_by, size="tiny", role="text_quiet")


def _paint_fold(painter: QPainter, area: QRect, fold: Fold) -> None:
    side = theme.px(14)
    name = "caret-down" if fold.is_open else "caret-right"
    icons.paint(painter, paint.middle(area, side, side), name, "text_quiet")
    line = area.adjusted(side + theme.space(2), 0, 0, 0)
    words = tr("{count} ended").format(count=fold.count)
    paint.text(painter, line, words, role="text_quiet")
