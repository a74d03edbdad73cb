"""The timeline of a drill: planned against actual, pauses, and what players did below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from commandcenter.drills.model.clock import Pause, ScriptLine, Standing
from commandcenter.kernel.times import BEIJING, clock
from ui.drill_run import words
from ui.widgets import hatch, paint, scaled, theme
from ui.widgets.labels import tip
from ui.widgets.words import tr

# px at 100 %
_PAD, _AXIS_H, _LEFT_W, _BOX_H = 16, 34, 116, 22
_TICK_W, _TICK_H, _NARROW_W = 3, 14, 6
# Rows of the script, rows of units, and how many of these: comfortable, compact.
_ROW_H, _TRACK_H, _MOST_TRACKS = {False: 32, True: 28}, {False: 22, True: 18}, {False: 5, True: 3}
# Minutes between two times of the axis; the first that leaves room enough.
_STEPS_MIN = (1, 2, 5, 10, 15, 30, 60, 120, 240, 720, 1_440)
_LABEL_ROOM = 84
_LEAST = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A line of the script on the timeline."""

    line: ScriptLine
    planned_at: datetime
    is_next: bool = False

    @property
    def actual_at(self) -> datetime | None:
        """When it came, or comes as things stand."""
        if self.line.standing is Standing.DELIVERED and self.line.by is not None:
            return self.line.by.at
        return self.line.due_at if self.is_next else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What the timeline shows.

    Attributes:
        until: Planned end.
        tracks: When the players of each unit did something, by unit.
    """

    since: datetime
    until: datetime
    marks: tuple[Mark, ...] = ()
    pauses: tuple[Pause, ...] = ()
    tracks: Mapping[str, Sequence[datetime]]
    is_over: bool = False


class Timeline(QWidget):
    """Paints a picture; pressing a line of the script chooses it.

    Signals:
        chosen: A line of the script was pressed (its id).
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: Picture | None = None
        self._now: datetime | None = None
        self._ends: tuple[datetime, datetime] | None = None
        self._boxes: list[tuple[QRect, Mark]] = []
        self._is_low = False
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_picture(self, picture: Picture | None, now: datetime) -> None:
        """Show this as it stands at a moment."""
        is_taller = self._tracks(picture) != self._tracks(self._picture)
        self._picture, self._now = picture, now
        self._ends = None if picture is None else _ends(picture, now)
        if is_taller:
            self.updateGeometry()
        self._describe()
        self.update()

    def set_low(self, *, is_low: bool) -> None:
        """Leave out what players did where the room is needed for the line in front."""
        if is_low != self._is_low:
            self._is_low = is_low
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        is_compact = scaled.is_compact(self)
        tracks = self._tracks(self._picture) * _TRACK_H[is_compact]
        high = _AXIS_H + 2 * _ROW_H[is_compact] + tracks + _PAD
        return QSize(theme.px(600), theme.px(high + (10 if tracks else 0)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(320), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()  # rows are lower in a small window

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        mark = self._mark_at(event.position().toPoint())
        self.setCursor(Qt.CursorShape.PointingHandCursor if mark else Qt.CursorShape.ArrowCursor)
        tip(self, "" if mark is None else f"{mark.line.inject.number}  {mark.line.inject.title}")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        mark = self._mark_at(event.position().toPoint())
        if mark is not None:
            self.chosen.emit(mark.line.inject.id)

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._boxes = []
        if self._picture is None or self._now is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = self._room()
        self._paint_axis(painter, room)
        for one in self._picture.pauses:
            self._paint_pause(painter, room, one)
        self._paint_tracks(painter, room)
        self._paint_now(painter, room)
        self._paint_script(painter, room)

    # Where things are

    def _room(self) -> QRect:
        room = self.rect().adjusted(theme.px(_PAD), 0, -theme.px(_PAD + 10), -theme.px(_PAD - 4))
        room.setLeft(room.left() + theme.px(_LEFT_W))
        return room

    def _tracks(self, picture: Picture | None) -> int:
        most = 0 if self._is_low else _MOST_TRACKS[scaled.is_compact(self)]
        return 0 if picture is None else min(len(picture.tracks), most)

    def _row_h(self) -> int:
        return theme.px(_ROW_H[scaled.is_compact(self)])

    def _track_h(self) -> int:
        return theme.px(_TRACK_H[scaled.is_compact(self)])

    def _span(self) -> tuple[datetime, datetime]:
        if self._ends is None:
            raise RuntimeError("nothing is shown")
        return self._ends

    def _x(self, room: QRect, at: datetime) -> float:
        since, until = self._span()
        return room.left() + (at - since) / (until - since) * room.width()

    def _y(self, row: int) -> int:
        return theme.px(_AXIS_H) + row * self._row_h()

    def _mark_at(self, at: QPoint) -> Mark | None:
        margin = theme.px(2)
        for box, mark in reversed(self._boxes):
            if box.adjusted(-margin, -margin, margin, margin).contains(at):
                return mark
        return None

    # Painting

    def _paint_axis(self, painter: QPainter, room: QRect) -> None:
        since, until = self._span()
        minutes = (until - since) / timedelta(minutes=1)
        fits = max(1, room.width() // theme.px(_LABEL_ROOM))
        step = next((one for one in _STEPS_MIN if minutes / one <= fits), _STEPS_MIN[-1])
        at = _next_round(since, step)
        taken = self._now_box(room)
        while at <= until:
            x = round(self._x(room, at))
            line = QRect(x, theme.px(_AXIS_H), 1, room.bottom() - theme.px(_AXIS_H))
            painter.fillRect(line, theme.color("line"))
            label = QRect(x - theme.px(30), 0, theme.px(60), theme.px(_AXIS_H))
            if taken is None or not label.adjusted(12, 0, -12, 0).intersects(taken):
                paint.text(
                    painter, label, clock(at), size="tiny", role="text_quiet", align=paint.CENTRE
                )
            at += timedelta(minutes=step)

    def _paint_pause(self, painter: QPainter, room: QRect, pause: Pause) -> None:
        if self._now is None:
            return
        end = pause.ended_at or max(self._now, pause.began_at)
        left, right = round(self._x(room, pause.began_at)), round(self._x(room, end))
        top = theme.px(_AXIS_H)
        box = QRect(left, top, max(right - left, theme.px(2)), room.bottom() - top)
        hatch.draw(painter, box, "stale")
        said = words.pause((end - pause.began_at).total_seconds())
        if paint.width(said, "tiny") + theme.px(8) < box.width():
            foot = QRect(box.left(), box.bottom() - theme.px(18), box.width(), theme.px(16))
            paint.text(painter, foot, said, size="tiny", role="text_quiet", align=paint.CENTRE)

    def _paint_script(self, painter: QPainter, room: QRect) -> None:
        marks = () if self._picture is None else self._picture.marks
        for row, title in enumerate((tr("As planned"), tr("Actual"))):
            self._paint_label(painter, self._y(row), self._row_h(), title, bold=True)
            middle = self._y(row) + self._row_h() // 2
            line = QRect(room.left(), middle, room.width(), max(1, theme.px(2)))
            painter.fillRect(line, theme.color("line"))
        for one in marks:
            actual = one.actual_at
            if actual is not None:
                self._paint_link(painter, room, one.planned_at, actual)
        planned = [(self._x(room, one.planned_at), one) for one in marks]
        actual_at = [(self._x(room, one.actual_at), one) for one in marks if one.actual_at]
        self._paint_boxes(painter, 0, planned)
        self._paint_boxes(painter, 1, sorted(actual_at, key=lambda pair: pair[0]))

    def _paint_link(
        self, painter: QPainter, room: QRect, planned: datetime, actual: datetime
    ) -> None:
        x0, x1 = self._x(room, planned), self._x(room, actual)
        if abs(x1 - x0) < theme.px(4):
            return
        half = theme.px(_BOX_H) / 2
        middle = self._row_h() / 2
        y0, y1 = self._y(0) + middle + half, self._y(1) + middle - half
        painter.setPen(QPen(theme.tint("drill", 0.6), theme.px(1)))
        painter.drawLine(QPointF(x0, y0), QPointF(x1, y1))

    def _paint_boxes(
        self, painter: QPainter, row: int, placed: Sequence[tuple[float, Mark]]
    ) -> None:
        free = -1.0
        order = list(placed)
        for place, (x, mark) in enumerate(order):
            number = str(mark.line.inject.number)
            wide = max(theme.px(_BOX_H - 2), paint.width(number, "tiny", bold=True) + theme.px(8))
            after = order[place + 1][0] if place + 1 < len(order) else x + 10_000
            is_narrow = x - wide / 2 < free or (after - x < wide and not mark.is_next)
            if mark.is_next:
                is_narrow = False
            if is_narrow:
                wide = theme.px(_NARROW_W)
            box = QRect(0, 0, wide, theme.px(_BOX_H))
            box.moveCenter(QPointF(x, self._y(row) + self._row_h() / 2).toPoint())
            self._paint_box(painter, box, mark, "" if is_narrow else number, is_actual=row == 1)
            self._boxes.append((box, mark))
            free = box.right() + 1

    def _paint_box(
        self, painter: QPainter, box: QRect, mark: Mark, number: str, *, is_actual: bool
    ) -> None:
        is_done = mark.line.standing is Standing.DELIVERED
        if is_actual and is_done:
            fill, edge, ink = "drill", "", "text_inverse"
        elif is_actual:
            fill, edge, ink = "surface_raised", "drill", "drill_text"
        elif mark.line.standing in {Standing.SKIPPED, Standing.WAITING}:
            fill, edge, ink = "surface_raised", "line_strong", "text_quiet"
        else:
            fill, edge, ink = "drill_surface", "drill", "drill_text"
        paint.rounded(painter, box, fill, radius=4, edge=edge, edge_px=2 if is_actual else 1)
        if number:
            paint.text(painter, box, number, size="tiny", bold=True, role=ink, align=paint.CENTRE)

    def _paint_tracks(self, painter: QPainter, room: QRect) -> None:
        tracks = {} if self._picture is None else self._picture.tracks
        if not self._tracks(self._picture):
            return
        top = self._y(2) + theme.px(4)
        divider = QRect(theme.px(_PAD), top - theme.px(2), self.width() - 2 * theme.px(_PAD), 1)
        painter.fillRect(divider, theme.color("line"))
        for row, (unit, times) in enumerate(list(tracks.items())[: self._tracks(self._picture)]):
            y = top + theme.px(2) + row * self._track_h()
            self._paint_label(painter, y, self._track_h(), unit)
            for at in times:
                tick = QRect(0, 0, theme.px(_TICK_W), theme.px(_TICK_H))
                tick.moveCenter(QPointF(self._x(room, at), y + self._track_h() / 2).toPoint())
                painter.fillRect(tick, theme.color("text"))

    def _paint_label(
        self, painter: QPainter, y: int, high: int, title: str, *, bold: bool = False
    ) -> None:
        box = QRect(theme.px(_PAD), y, theme.px(_LEFT_W - 8), high)
        role = "text" if bold else "text_quiet"
        paint.text(painter, box, title, size="tiny", bold=bold, role=role)

    def _now_box(self, room: QRect) -> QRect | None:
        if self._picture is None or self._now is None or self._picture.is_over:
            return None
        said = self._now_words()
        wide = paint.width(said, "tiny", bold=True) + theme.px(20)
        box = QRect(0, 0, wide, theme.px(22))
        box.moveCenter(QPointF(self._x(room, self._now), theme.px(_AXIS_H) / 2).toPoint())
        box.moveRight(min(box.right(), self.width() - theme.px(4)))
        return box

    def _now_words(self) -> str:
        return "" if self._now is None else tr("Now {time}").format(time=clock(self._now))

    def _paint_now(self, painter: QPainter, room: QRect) -> None:
        box = self._now_box(room)
        if box is None or self._now is None:
            return
        x = round(self._x(room, self._now))
        top = theme.px(_AXIS_H - 6)
        line = QRect(x, top, max(1, theme.px(2)), room.bottom() - top)
        painter.fillRect(line, theme.color("drill"))
        paint.rounded(painter, box, "drill", radius=11)
        said = self._now_words()
        paint.text(
            painter, box, said, size="tiny", bold=True, role="text_inverse", align=paint.CENTRE
        )

    def _describe(self) -> None:
        marks = () if self._picture is None else self._picture.marks
        done = sum(one.line.standing is Standing.DELIVERED for one in marks)
        self.setAccessibleName(tr("Timeline"))
        self.setAccessibleDescription(
            tr("{done} of {count} delivered").format(done=done, count=len(marks))
        )


def _ends(picture: Picture, now: datetime) -> tuple[datetime, datetime]:
    """Return what the axis spans: all lines, and a little at both ends."""
    since = picture.since
    actual = [one.actual_at for one in picture.marks]
    ends = [picture.until, since + _LEAST, *(one for one in actual if one)]
    ends += [one.planned_at for one in picture.marks]
    if not picture.is_over:
        ends.append(now)
    until = max(ends)
    return since - (until - since) / 60, until + (until - since) / 40


def _next_round(at: datetime, step_min: int) -> datetime:
    local = at.astimezone(BEIJING)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    step = timedelta(minutes=step_min)
    return midnight + -(-(local - midnight) // step) * step
