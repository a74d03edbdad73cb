"""A month of drills, week below week."""

from datetime import date, datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from commandcenter.drills.model.drill import Drill
from commandcenter.kernel.times import BEIJING, clock
from ui.drills import year_days
from ui.drills.year_canvas import YearCanvas
from ui.drills.year_days import A_DAY, EDGES, INKS, WEEKDAY_WORDS
from ui.drills.year_move import Held, Span, lanes
from ui.drills.year_paint import BAR_H
from ui.widgets import paint, theme
from ui.widgets.words import tr

_HEAD_H, _DAY_H, _GAP, _PAD, _STRIP_H = 24, 21, 2, 4, 3  # px at 100 %
_TIMED_W = 170  # from which on a bar says when a drill begins
_STRIP_SHARE = 0.45
_WEEK = 7
_STEPS = {
    Qt.Key.Key_Left: -A_DAY,
    Qt.Key.Key_Right: A_DAY,
    Qt.Key.Key_Up: -_WEEK * A_DAY,
    Qt.Key.Key_Down: _WEEK * A_DAY,
}


class MonthCanvas(YearCanvas):
    """The weeks of a month below each other; a drill of several days reaches over them.

    Signals:
        turned: Another month is shown (its first day).
        day_wanted: More drills lie on a day than there is room for (date).
    """

    turned = Signal(object)
    day_wanted = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.month = today.replace(day=1)
        self.today = today
        self._taken: dict[int, list[tuple[int, int, int, UUID]]] = {}
        self._hidden: dict[date, int] = {}
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_month(self, day: date) -> None:
        """Show the month of a day."""
        first = day.replace(day=1)
        if first != self.month:
            self.month = first
            self.lay_out()
            self.turned.emit(first)

    def turn(self, by: int) -> None:
        """Show the next month, or with -1 the one before."""
        self.show_month(year_days.first_of_next(self.month) if by > 0 else self.month - A_DAY)

    # What the canvas asks

    def arrange(self) -> dict[UUID, list[QRect]]:
        boxes: dict[UUID, list[QRect]] = {}
        self._taken, self._hidden = {}, {}
        most = self._most_lanes()
        dated = [(one, span) for one in self.order() if (span := self.days.span(one)) is not None]
        for row, monday in enumerate(self._weeks()):
            within = [
                (one, *self._columns(span, monday))
                for one, span in dated
                if span.first < monday + _WEEK * A_DAY and span.last >= monday
            ]
            within.sort(key=lambda each: (each[1], each[1] - each[2]))
            places = lanes([(first, last) for _, first, last in within])
            for (one, first, last), lane in zip(within, places, strict=True):
                self._taken.setdefault(row, []).append((first, last, lane, one.id))
                if lane < most:
                    boxes.setdefault(one.id, []).append(self._box(row, lane, first, last))
                else:
                    self._hide(monday, first, last)
        return boxes

    def boxes_of(self, held: Held) -> list[QRect]:
        boxes = []
        for row, monday in enumerate(self._weeks()):
            if held.span.first < monday + _WEEK * A_DAY and held.span.last >= monday:
                first, last = self._columns(held.span, monday)
                lane = self._free_lane(row, first, last, held.drill.id)
                boxes.append(self._box(row, lane, first, last))
        return boxes

    def moment_at(self, at: QPoint) -> datetime:
        day = self.day_at(at)
        return datetime(day.year, day.month, day.day, tzinfo=BEIJING)

    def step(self, key: Qt.Key) -> timedelta | None:
        return _STEPS.get(key)

    def bring(self, span: Span) -> None:
        shown = self._weeks()
        if not shown[0] <= span.first < shown[-1] + _WEEK * A_DAY:
            self.show_month(span.first)

    def day_at(self, at: QPoint) -> date:
        """Return the day under a point; beyond the edges the nearest one."""
        weeks = self._weeks()
        column = min(_WEEK - 1, max(0, int(at.x() / max(1.0, self._column_w()))))
        below = at.y() - theme.px(_HEAD_H)
        row = min(len(weeks) - 1, max(0, int(below / max(1.0, self._row_h()))))
        return weeks[row] + column * A_DAY

    def words_of(self, drill: Drill) -> str:
        words = super().words_of(drill)
        span = self.days.span(drill)
        if span is None or self._column_w() < theme.px(_TIMED_W):
            return words
        return f"{clock(span.begins_at)} {words}"

    def tip_at(self, at: QPoint) -> str:
        return self.days.spoken(self.day_at(at))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        at = self._content(event.position().toPoint())
        day = self.day_at(at)
        if self.held is None and self._found(at) is None and day in self._hidden:
            self.day_wanted.emit(day)

    def paint_ground(self, painter: QPainter, area: QRect) -> None:
        for row, monday in enumerate(self._weeks()):
            for column in range(_WEEK):
                cell = self._cell(row, column)
                if cell.intersects(area):
                    self._paint_day(painter, cell, monday + column * A_DAY)

    def paint_head(self, painter: QPainter) -> None:
        for column, words in enumerate(WEEKDAY_WORDS):
            head = self._cell(0, column)
            head.setRect(head.left(), 0, head.width(), theme.px(_HEAD_H))
            inner = head.adjusted(theme.px(_PAD), 0, 0, 0)
            paint.text(painter, inner, tr(words), size="tiny", role="text_quiet")

    # Parts

    def _paint_day(self, painter: QPainter, cell: QRect, day: date) -> None:
        is_here = day.month == self.month.month
        stretch = self.days.stretch(day) if is_here else None
        fill = "surface_raised" if is_here else "surface"
        if is_here and self.days.is_off(day):
            fill = "surface_sunken"
        painter.fillRect(cell.adjusted(0, 0, -1, -1), theme.color(fill))
        line = QRect(cell.left(), cell.top(), cell.width() - 1, theme.px(_DAY_H))
        if stretch is not None:
            strip = QRect(line.left(), line.top(), line.width(), theme.px(_STRIP_H))
            painter.fillRect(strip, theme.tint(EDGES[stretch.period.kind], _STRIP_SHARE))
        inner = line.adjusted(theme.px(_PAD), 0, -theme.px(_PAD), 0)
        is_today = day == self.today
        role = "text" if is_here else "text_quiet"
        if is_today:
            badge = paint.middle(inner, theme.px(22), theme.px(18))
            paint.rounded(painter, badge, "accent", radius=9)
            paint.text(
                painter, badge, str(day.day), bold=True, role="text_inverse", align=paint.CENTRE
            )
            written = badge.width()
        else:
            written = paint.text(painter, inner, str(day.day), bold=is_here, role=role)
        inner.setLeft(inner.left() + written + theme.px(_PAD))
        inner.setRight(inner.right() - self._paint_hidden(painter, inner, day))
        note = self.days.note(day) if is_here else ""
        if note:
            inner.setLeft(
                inner.left()
                + paint.text(painter, inner, note, size="tiny", role="text_quiet")
                + theme.px(_PAD)
            )
        if stretch is not None and (day.day == 1 or day.weekday() == 0 or day == stretch.first):
            ink = INKS[stretch.period.kind]
            paint.text(painter, inner, stretch.period.title, size="tiny", role=ink)

    def _paint_hidden(self, painter: QPainter, line: QRect, day: date) -> int:
        """Say at the right how many more there are; returns the room that takes."""
        count = self._hidden.get(day, 0)
        if not count:
            return 0
        words = tr("{count} more").format(count=count)
        paint.text(painter, line, words, size="tiny", role="accent_text", align=paint.RIGHT)
        return paint.width(words, "tiny") + theme.px(_PAD)

    def _free_lane(self, row: int, first: int, last: int, drill_id: UUID) -> int:
        """Return the first lane where a drill covers no other; the last one if there is none."""
        taken = {
            lane
            for low, high, lane, key in self._taken.get(row, ())
            if key != drill_id and low <= last and first <= high
        }
        most = self._most_lanes()
        return next((lane for lane in range(most) if lane not in taken), most - 1)

    def _hide(self, monday: date, first: int, last: int) -> None:
        for column in range(first, last + 1):
            day = monday + column * A_DAY
            self._hidden[day] = self._hidden.get(day, 0) + 1

    def _weeks(self) -> list[date]:
        return year_days.weeks_of(self.month)

    def _columns(self, span: Span, monday: date) -> tuple[int, int]:
        first = max(0, (span.first - monday).days)
        return first, min(_WEEK - 1, (span.last - monday).days)

    def _column_w(self) -> float:
        return self.viewport().width() / _WEEK

    def _row_h(self) -> float:
        return (self.viewport().height() - theme.px(_HEAD_H)) / len(self._weeks())

    def _most_lanes(self) -> int:
        room = int(self._row_h()) - theme.px(_DAY_H)
        return max(1, room // theme.px(BAR_H + _GAP))

    def _cell(self, row: int, column: int) -> QRect:
        width, height, top = self._column_w(), self._row_h(), theme.px(_HEAD_H)
        left, right = round(column * width), round((column + 1) * width)
        upper, lower = top + round(row * height), top + round((row + 1) * height)
        return QRect(left, upper, right - left, lower - upper)

    def _box(self, row: int, lane: int, first: int, last: int) -> QRect:
        begin, end = self._cell(row, first), self._cell(row, last)
        top = begin.top() + theme.px(_DAY_H) + lane * theme.px(BAR_H + _GAP)
        gap = theme.px(_GAP)
        return QRect(begin.left() + gap, top, end.right() - begin.left() - 2 * gap, theme.px(BAR_H))
