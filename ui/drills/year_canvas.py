"""What calendar and Gantt chart have in common: drills that are chosen, held and let go."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QToolTip, QWidget

from commandcenter.drills.model.clash import Weight
from commandcenter.drills.model.days_off import DaysOff
from commandcenter.drills.model.drill import Drill
from commandcenter.kernel.times import day_of
from ui.drills import year_grip, year_paint
from ui.drills.year_days import Days
from ui.drills.year_move import Grip, Held, Span, may_move, moved
from ui.drills.year_paint import Look
from ui.drills.year_words import when_words
from ui.widgets import theme

_AROUND = 3  # px at 100 %
_WALK = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class YearCanvas(QAbstractScrollArea):
    """Paints drills in time. Arrow keys walk; Space takes hold of the one in front.

    While one is held, arrow keys move it, with Shift its end and with Ctrl its beginning.
    What is painted anew while it moves is the place it left and the one it came to.

    Signals:
        chosen: Another drill is in front (Drill or None).
        moved: The one that is held is somewhere else (Held).
        dropped: It was let go, with the pointer or without; whoever listens saves it, or asks.
        opened: A drill was opened (Drill).
        refused: A drill cannot be moved any more (Drill).
    """

    chosen = Signal(object)
    moved = Signal(object)
    dropped = Signal(bool)
    opened = Signal(object)
    refused = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drills: tuple[Drill, ...] = ()
        self.days = Days(off=DaysOff(year=2000), usual=timedelta())
        self.front: UUID | None = None
        self.held: Held | None = None
        self.is_editable = True
        self._weights: Mapping[UUID, Weight] = {}
        self._held_weight: Weight | None = None
        self._boxes: dict[UUID, list[QRect]] = {}
        self._pressed: tuple[Drill, QPoint, Grip, Span] | None = None
        self._is_dragging = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)

    # What each of them answers, in content coordinates

    def arrange(self) -> dict[UUID, list[QRect]]:
        """Return where each drill stands."""
        raise NotImplementedError

    def boxes_of(self, held: Held) -> list[QRect]:
        """Return where a drill would stand."""
        raise NotImplementedError

    def moment_at(self, at: QPoint) -> datetime:
        """Return the time under a point, as fine as drills are moved here."""
        raise NotImplementedError

    def span_at(self, at: QPoint) -> Span:
        """Return when a drill without a day would be held if it were put at a point."""
        return self.days.put_on(day_of(self.moment_at(at)))

    def step(self, key: Qt.Key) -> timedelta | None:
        """Return how far an arrow key moves a drill."""
        raise NotImplementedError

    def bring(self, span: Span) -> None:
        """Bring a time into sight."""

    def paint_ground(self, painter: QPainter, area: QRect) -> None:
        """Paint what lies under the drills."""

    def paint_head(self, painter: QPainter) -> None:
        """Paint what stays in place while the rest scrolls, in widget coordinates."""

    def head_h(self) -> int:
        """Return how much of the window the head covers."""
        return 0

    def is_level(self) -> bool:
        """Say whether time runs from left to right."""
        return True

    def words_of(self, drill: Drill) -> str:
        """Return what stands in the bar of a drill."""
        return drill.title.removeprefix(f"{drill.year}年")

    def tip_at(self, at: QPoint) -> str:
        """Return what there is to say about a place without a drill."""
        _ = at
        return ""

    # What all of them do

    def show_drills(self, drills: Sequence[Drill], days: Days) -> None:
        """Show these; what is held stays held."""
        self.drills, self.days = tuple(drills), days
        if self.front not in {one.id for one in drills}:
            self.front = None
        self.lay_out()

    def show_weights(self, weights: Mapping[UUID, Weight]) -> None:
        """Mark the drills whose time something speaks against."""
        if weights != self._weights:
            self._weights = dict(weights)
            self.viewport().update()

    def show_held_weight(self, weight: Weight | None) -> None:
        """Say how much speaks against the place of the one that is held."""
        if weight != self._held_weight and self.held is not None:
            self._held_weight = weight
            self._update(self.boxes_of(self.held))

    def present(self) -> Drill | None:
        """Return the drill in front."""
        return next((one for one in self.drills if one.id == self.front), None)

    def choose(self, drill_id: UUID | None) -> None:
        """Bring a drill to the front, and into sight if it has a day."""
        if drill_id == self.front:
            return
        before, self.front = self.front, drill_id
        one = self.present()
        span = self.days.span(one) if one is not None else None
        if span is not None and not self._in_sight(drill_id):
            self.bring(span)
        for each in (before, drill_id):
            self._update(self._boxes.get(each, []) if each is not None else [])
        self.chosen.emit(one)

    def hold(self, drill: Drill, span: Span, grip: Grip = Grip.WHOLE) -> None:
        """Take hold of a drill; arrow keys or the pointer move it from here."""
        if not self.is_editable or not may_move(drill):
            self.refused.emit(drill)
            return
        self.front = drill.id
        self._held_weight = None
        self.held = Held(drill=drill, origin=self.days.span(drill), span=span, grip=grip)
        self.bring(span)
        self._update([*self._boxes.get(drill.id, []), *self.boxes_of(self.held)])
        self.moved.emit(self.held)

    def carry_to(self, span: Span, grip: Grip | None = None) -> None:
        """Move the one that is held."""
        held = self.held
        if held is None or span == held.span:
            return
        before = self.boxes_of(held)
        self.held = replace(held, span=span, grip=held.grip if grip is None else grip)
        self._update([*before, *self.boxes_of(self.held)])
        self.moved.emit(self.held)

    def release(self) -> None:
        """Let go; the drill is where it was until it is read anew."""
        held, self.held = self.held, None
        self._pressed, self._is_dragging = None, False
        self.viewport().unsetCursor()
        if held is not None:
            self._update([*self.boxes_of(held), *self._boxes.get(held.drill.id, [])])

    def drop_position(self, global_at: QPoint) -> QPoint | None:
        """Return the place under a pointer elsewhere; None if it is not over the canvas."""
        at = self.viewport().mapFromGlobal(global_at)
        return self._content(at) if self.viewport().rect().contains(at) else None

    def lay_out(self) -> None:
        """Measure anew and paint everything."""
        self._boxes = self.arrange()
        self.viewport().update()

    def offset(self) -> QPoint:
        """Return how far the content is scrolled."""
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    # Events

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        offset = self.offset()
        area = event.rect().translated(offset)
        painter.translate(-offset)
        self.paint_ground(painter, area)
        around = area.adjusted(-theme.px(_AROUND), -theme.px(_AROUND), theme.px(_AROUND), 0)
        for one in self.drills:
            for box in self._boxes.get(one.id, ()):
                if box.intersects(around):
                    self._paint_drill(painter, box, one)
        self._paint_held(painter, around)
        painter.translate(offset)
        self.paint_head(painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._content(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self.held is not None:
            for box in self.boxes_of(self.held):
                if box.contains(at):
                    held = self.held
                    self._pressed = (held.drill, at, self._grip(box, at), held.span)
            return
        found = self._found(at)
        self.choose(found[0].id if found else None)
        if found is not None:
            drill, box = found
            base = self.days.span(drill) or self.span_at(at)
            self._pressed = (drill, at, self._grip(box, at), base)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._content(event.position().toPoint())
        if self._pressed is None:
            self._show_cursor(at)
            return
        drill, begun, grip, base = self._pressed
        far = (at - begun).manhattanLength() >= QApplication.startDragDistance()
        if not self._is_dragging and far:
            self._is_dragging = True
            if self.held is None:
                self.hold(drill, base, grip)
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        if self.held is not None and self._is_dragging:
            by = self.moment_at(at) - self.moment_at(begun)
            self.carry_to(moved(base, by, grip), grip)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        was_dragging, self._is_dragging, self._pressed = self._is_dragging, False, None
        self.viewport().unsetCursor()
        if was_dragging and self.held is not None:
            self.dropped.emit(True)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self._found(self._content(event.position().toPoint()))
        if found is not None and self.held is None:
            self.opened.emit(found[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.held is not None:
            by = self.step(key)
            if by is not None:
                grip = year_grip.of_keys(event)
                self.carry_to(moved(self.held.span, by, grip), grip)
            elif key in _ENTER:
                self.dropped.emit(False)
            else:
                event.ignore()  # such as the digit of a free time
        elif key in _WALK:
            self._walk(_WALK[key])
        elif key in _ENTER or key == Qt.Key.Key_Space:
            self._act_on_front(is_opening=key in _ENTER)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.LanguageChange}:
            self.lay_out()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            at = self._content(event.pos())
            found = self._found(at)
            words = f"{found[0].title}\n{when_words(found[0])}" if found else self.tip_at(at)
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().viewportEvent(event)

    # Parts

    def order(self) -> list[Drill]:
        """Return the drills in the order in which the arrow keys walk."""
        dated = [(one, span) for one in self.drills if (span := self.days.span(one)) is not None]
        dated.sort(key=lambda each: (each[1].begins_at, each[0].number))
        return [one for one, _ in dated]

    def _paint_drill(self, painter: QPainter, box: QRect, one: Drill) -> None:
        held = self.held
        look = Look(
            is_front=one.id == self.front,
            has_focus=self.hasFocus(),
            is_ghost=held is not None and held.drill.id == one.id,
            weight=self._weights.get(one.id),
        )
        if self.days.span(one) is None:
            year_paint.draw_month(painter, box, self.words_of(one), look)
        else:
            year_paint.draw_bar(painter, box, one, self.words_of(one), look)

    def _paint_held(self, painter: QPainter, area: QRect) -> None:
        if self.held is None:
            return
        look = Look(is_front=True, is_floating=True, weight=self._held_weight)
        for box in self.boxes_of(self.held):
            if box.intersects(area):
                words = self.words_of(self.held.drill)
                year_paint.draw_bar(painter, box, self.held.drill, words, look)

    def _act_on_front(self, *, is_opening: bool) -> None:
        one = self.present()
        if one is None:
            self._walk(1)
        elif is_opening:
            self.opened.emit(one)
        else:
            self.hold(one, self.days.span(one) or self.days.usual_span(one))

    def _walk(self, by: int) -> None:
        known = self.order()
        if not known:
            return
        ids = [one.id for one in known]
        if self.front not in ids:
            self.choose(self._first_shown(known).id)
            return
        at = ids.index(self.front) + by
        if 0 <= at < len(ids):
            self.choose(ids[at])

    def _first_shown(self, known: Sequence[Drill]) -> Drill:
        """Return where walking begins: what is in sight, else what comes after it."""
        seen = [one for one in known if self._in_sight(one.id)]
        begin = self.moment_at(self.offset())
        later = [one for one in known if one.begins_at is not None and one.begins_at >= begin]
        return next(iter([*seen, *later]), known[-1])

    def _in_sight(self, drill_id: UUID | None) -> bool:
        port = self.viewport().rect().adjusted(0, self.head_h(), 0, 0).translated(self.offset())
        boxes = self._boxes.get(drill_id, ()) if drill_id is not None else ()
        return any(box.intersects(port) for box in boxes)

    def _found(self, at: QPoint) -> tuple[Drill, QRect] | None:
        for one in reversed(self.drills):
            for box in self._boxes.get(one.id, ()):
                if box.contains(at):
                    return one, box
        return None

    def _grip(self, box: QRect, at: QPoint) -> Grip:
        return year_grip.of_point(box, at, is_level=self.is_level())

    def _show_cursor(self, at: QPoint) -> None:
        found = self._found(at)
        if found is None or not self.is_editable or not may_move(found[0]):
            self.viewport().unsetCursor()
            return
        has_day = self.days.span(found[0]) is not None
        grip = self._grip(found[1], at) if has_day else Grip.WHOLE
        self.viewport().setCursor(year_grip.cursor(grip, is_level=self.is_level()))

    def _content(self, at: QPoint) -> QPoint:
        return at + self.offset()

    def _update(self, boxes: Sequence[QRect]) -> None:
        around, offset = theme.px(_AROUND), self.offset()
        for box in boxes:
            self.viewport().update(
                box.translated(-offset).adjusted(-around, -around, around, around)
            )
