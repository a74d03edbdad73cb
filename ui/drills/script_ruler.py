"""The script on a ruler of time: every line a small box that is dragged to when it is due."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from commandcenter.drills.model.script import Inject
from ui.drills.drill_words import offset_words
from ui.drills.script_table import Row
from ui.widgets import paint, theme
from ui.widgets.words import tr

_PAD, _AXIS_H, _BOX_W, _BOX_H, _GAP, _LANES = 16, 20, 24, 20, 3, 3  # px at 100 %
_STEPS_S = (60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400)
_LABEL_W = 64
_SNAP_S = 60
_LEAST_S = 600


class ScriptRuler(QWidget):
    """Boxes stand where their lines are due; the arrow keys move the one in front by minutes.

    Signals:
        chosen: A line was chosen (its id).
        moved: A line is to be due at another time (its id, seconds).
    """

    chosen = Signal(object)
    moved = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Row] = ()
        self._front: UUID | None = None
        self._pressed: QPoint | None = None
        self._dragged: Inject | None = None
        self._shown_s: int | None = None  # where the dragged box stands
        self.lasts_s = 0
        self.may_drag: Callable[[], bool] = lambda: True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def show_rows(self, rows: Sequence[Row], lasts_s: int) -> None:
        """Show these lines.

        Args:
            lasts_s: How long the drill is planned to last; 0 if that is not known.
        """
        self._rows, self.lasts_s = rows, lasts_s
        self.setAccessibleDescription(
            "; ".join(f"{offset_words(row.line.offset_s)} {row.line.title}" for row in rows)
        )
        self.updateGeometry()
        self.update()

    def choose(self, line_id: UUID | None) -> None:
        """Bring a line to the front without telling anybody."""
        self._front = line_id
        self.update()

    def sizeHint(self) -> QSize:
        lanes = max((lane for _, lane in self._lanes()), default=0) + 1
        height = theme.px(_AXIS_H) + lanes * theme.px(_BOX_H + _GAP) + theme.space(1)
        return QSize(theme.px(320), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def resizeEvent(self, event: QEvent) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt hands in what it takes
        self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self._row_at(event.pos())
            words = f"{row.line.number} {row.line.title}" if row is not None else ""
            QToolTip.showText(event.globalPos(), paint.paintable(words), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ids = [row.line.id for row in self._rows]
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self._shown_s is not None:
            self._drop_nothing()
        elif step is None or not ids or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
        else:
            at = ids.index(self._front) + step if self._front in ids else 0
            self.chosen.emit(ids[max(0, min(len(ids) - 1, at))])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().toPoint())
        if row is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        self.chosen.emit(row.line.id)
        if self.may_drag():
            self._pressed, self._dragged = event.position().toPoint(), row.line

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._pressed is None or self._dragged is None:
            over = self._row_at(at) is not None
            shape = Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            return
        far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._shown_s is None and not far:
            return
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        seconds = (at.x() - self._pressed.x()) / max(1, self._room()) * self._span_s()
        wanted = self._dragged.offset_s + seconds
        self._shown_s = max(0, round(wanted / _SNAP_S) * _SNAP_S)
        self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        dragged, shown = self._dragged, self._shown_s
        self._drop_nothing()
        if dragged is not None and shown is not None and shown != dragged.offset_s:
            self.moved.emit(dragged.id, shown)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_axis(painter)
        dragged = self._dragged.id if self._dragged is not None else None
        next_left: dict[int, int] = {}  # by row of boxes, from the right
        drawn = []
        for row, box in reversed(list(self._boxes())):
            if row.line.id != dragged or self._shown_s is None:
                drawn.append((row, box, box.right() <= next_left.get(box.top(), box.right())))
                next_left[box.top()] = box.left()
        for row, box, has_room in reversed(drawn):
            self._paint_box(painter, row, box, has_room=has_room)
        if dragged is not None and self._shown_s is not None:
            self._paint_dragged(painter, dragged, self._shown_s)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect())

    def _drop_nothing(self) -> None:
        self._pressed = self._dragged = self._shown_s = None
        self.unsetCursor()
        self.update()

    def _paint_axis(self, painter: QPainter) -> None:
        span = self._span_s()
        shown = max(1, self._room() // theme.px(_LABEL_W))
        step = next((one for one in _STEPS_S if span / one <= shown), _STEPS_S[-1])
        for seconds in range(0, span + 1, step):
            x = self._x(seconds)
            painter.fillRect(x, theme.px(_AXIS_H), 1, self.height(), theme.color("line"))
            label = QRect(x - theme.px(_LABEL_W) // 2, 0, theme.px(_LABEL_W), theme.px(_AXIS_H))
            words = offset_words(seconds)
            paint.text(painter, label, words, size="tiny", role="text_quiet", align=paint.CENTRE)
        if 0 < self.lasts_s < span:
            # After the planned end.
            over = QRect(self._x(self.lasts_s), theme.px(_AXIS_H), self.width(), self.height())
            painter.fillRect(over, theme.tint("orange", 0.12))

    def _paint_box(self, painter: QPainter, row: Row, box: QRect, *, has_room: bool = True) -> None:
        is_front = row.line.id == self._front
        fill = "drill" if is_front or row.delivered else "drill_surface"
        ink = "text_inverse" if is_front or row.delivered else "drill_text"
        edge = "drill_text" if row.line.branch else "drill"
        paint.rounded(painter, box, fill, radius=4, edge=edge)
        words = str(row.line.number)
        if has_room:
            paint.text(painter, box, words, size="tiny", bold=True, role=ink, align=paint.CENTRE)

    def _paint_dragged(self, painter: QPainter, line_id: UUID, seconds: int) -> None:
        row = next(row for row in self._rows if row.line.id == line_id)
        box = QRect(self._x(seconds) - theme.px(_BOX_W) // 2, theme.px(_AXIS_H), 0, 0)
        box.setSize(QSize(theme.px(_BOX_W), theme.px(_BOX_H)))
        painter.fillRect(self._x(seconds), 0, 1, self.height(), theme.color("accent"))
        self._paint_box(painter, replace(row, delivered="moving"), box)
        words = tr("{number} at {time}").format(number=row.line.number, time=offset_words(seconds))
        width = paint.width(words, "tiny", bold=True) + theme.space(3)
        left = min(box.right() + theme.space(1), self.width() - width)
        label = QRect(left, box.top(), width, box.height())
        paint.rounded(painter, label, "accent", radius=4)
        paint.text(
            painter, label, words, size="tiny", bold=True, role="text_inverse", align=paint.CENTRE
        )

    def _row_at(self, at: QPoint) -> Row | None:
        found = [row for row, box in self._boxes() if box.contains(at)]
        front = [row for row in found if row.line.id == self._front]
        return next(iter(front or reversed(found)), None)

    def _boxes(self) -> list[tuple[Row, QRect]]:
        width, height = theme.px(_BOX_W), theme.px(_BOX_H)
        top = theme.px(_AXIS_H)
        return [
            (
                row,
                QRect(
                    self._x(row.line.offset_s) - width // 2,
                    top + lane * (height + theme.px(_GAP)),
                    width,
                    height,
                ),
            )
            for row, lane in self._lanes()
        ]

    def _lanes(self) -> list[tuple[Row, int]]:
        """Return each line with the lane in which its box meets no other, as far as there are."""
        ends = [-theme.px(_BOX_W)] * _LANES
        placed = []
        for row in self._rows:
            left = self._x(row.line.offset_s) - theme.px(_BOX_W) // 2
            free = [lane for lane in range(_LANES) if ends[lane] < left]
            lane = free[0] if free else min(range(_LANES), key=lambda at: ends[at])
            ends[lane] = left + theme.px(_BOX_W) + 1
            placed.append((row, lane))
        return placed

    def _span_s(self) -> int:
        last = max((row.line.offset_s for row in self._rows), default=0)
        return max(_LEAST_S, self.lasts_s, last + last // 20)

    def _room(self) -> int:
        return self.width() - 2 * theme.px(_PAD)

    def _x(self, seconds: int) -> int:
        return theme.px(_PAD) + round(self._room() * seconds / self._span_s())
