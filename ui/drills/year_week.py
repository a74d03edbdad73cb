"""A week of drills, to the quarter of an hour."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from commandcenter.kernel.times import BEIJING
from ui.drills import year_days
from ui.drills.year_canvas import YearCanvas
from ui.drills.year_days import A_DAY, EDGES, INKS, WEEKDAY_WORDS
from ui.drills.year_move import Held, Span, lanes
from ui.widgets import paint, theme
from ui.widgets.words import tr

_HEAD_H, _HOUR_H, _SIDE_W, _PAD, _GAP, _STRIP_H = 48, 44, 52, 4, 2, 4  # px at 100 %
_STRIP_SHARE = 0.45
_WEEK, _HOURS, _QUARTER_MIN = 7, 24, 15
_FIRST_SHOWN_H, _LINE_H = 7, 9
_HALF_AN_HOUR = timedelta(minutes=30)
_STEPS = {
    Qt.Key.Key_Left: -A_DAY,
    Qt.Key.Key_Right: A_DAY,
    Qt.Key.Key_Up: -_HALF_AN_HOUR,
    Qt.Key.Key_Down: _HALF_AN_HOUR,
}


class WeekCanvas(YearCanvas):
    """Seven days beside each other, hours from top to bottom.

    Signals:
        turned: Another week is shown (its Monday).
    """

    turned = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.monday = year_days.monday_of(today)
        self.today = today
        self._is_new = True
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_week(self, day: date) -> None:
        """Show the week of a day."""
        monday = year_days.monday_of(day)
        if monday != self.monday:
            self.monday = monday
            self.lay_out()
            self.turned.emit(monday)

    def turn(self, by: int) -> None:
        """Show the next week, or with -1 the one before."""
        self.show_week(self.monday + by * _WEEK * A_DAY)

    # What the canvas asks

    def lay_out(self) -> None:
        height = theme.px(_HEAD_H + _HOURS * _HOUR_H)
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, height - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(theme.px(_HOUR_H))
        if self._is_new and bar.maximum():
            self._is_new = False
            # With the half of its line that stands above it.
            bar.setValue(theme.px(_FIRST_SHOWN_H * _HOUR_H - _LINE_H))
        super().lay_out()

    def arrange(self) -> dict[UUID, list[QRect]]:
        boxes: dict[UUID, list[QRect]] = {}
        dated = [
            (one.id, span) for one in self.order() if (span := self.days.span(one)) is not None
        ]
        for column in range(_WEEK):
            day = self.monday + column * A_DAY
            cut = [(key, self._minutes(span, day)) for key, span in dated]
            within = [(key, part) for key, part in cut if part is not None]
            places = lanes([(low, high - 1) for _, (low, high) in within])
            count = max(places, default=0) + 1
            for (key, part), lane in zip(within, places, strict=True):
                boxes.setdefault(key, []).append(self._box(column, part, lane, count))
        return boxes

    def boxes_of(self, held: Held) -> list[QRect]:
        boxes = []
        for column in range(_WEEK):
            part = self._minutes(held.span, self.monday + column * A_DAY)
            if part is not None:
                boxes.append(self._box(column, part, 0, 1))
        return boxes

    def moment_at(self, at: QPoint) -> datetime:
        width = max(1.0, self._column_w())
        column = min(_WEEK - 1, max(0, int((at.x() - theme.px(_SIDE_W)) / width)))
        minutes = (at.y() - theme.px(_HEAD_H)) * 60 / theme.px(_HOUR_H)
        quarters = round(min(_HOURS * 60, max(0.0, minutes)) / _QUARTER_MIN)
        begin = datetime.combine(self.monday + column * A_DAY, time(), BEIJING)
        return begin + timedelta(minutes=quarters * _QUARTER_MIN)

    def span_at(self, at: QPoint) -> Span:
        begins_at = self.moment_at(at)
        return Span(begins_at=begins_at, ends_at=begins_at + self.days.usual)

    def step(self, key: Qt.Key) -> timedelta | None:
        return _STEPS.get(key)

    def bring(self, span: Span) -> None:
        self.show_week(span.first)
        begin = span.begins_at.astimezone(BEIJING)
        top = theme.px(_HOUR_H) * begin.hour
        bar, room = self.verticalScrollBar(), self.viewport().height() - theme.px(_HEAD_H)
        if not bar.value() <= top <= bar.value() + room - theme.px(2 * _HOUR_H):
            bar.setValue(top - theme.px(_HOUR_H))

    def head_h(self) -> int:
        return theme.px(_HEAD_H)

    def is_level(self) -> bool:
        return False

    def tip_at(self, at: QPoint) -> str:
        return self.days.spoken(self.moment_at(at).date())

    def paint_ground(self, painter: QPainter, area: QRect) -> None:
        for column in range(_WEEK):
            box = self._column(column)
            if box.intersects(area):
                self._paint_day(painter, box, self.monday + column * A_DAY)
        painter.setPen(QPen(theme.color("line"), 1))
        half = theme.px(_LINE_H)
        for hour in range(_HOURS):
            top = theme.px(_HEAD_H + hour * _HOUR_H)
            painter.drawLine(theme.px(_SIDE_W), top, self.viewport().width(), top)
            label = QRect(0, top - half, theme.px(_SIDE_W - 2 * _PAD), 2 * half)
            if hour and label.intersects(area):
                words = f"{hour:02}:00"
                paint.text(painter, label, words, size="tiny", role="text_quiet", align=paint.RIGHT)
                painter.setPen(QPen(theme.color("line"), 1))

    def paint_head(self, painter: QPainter) -> None:
        whole = QRect(0, 0, self.viewport().width(), theme.px(_HEAD_H))
        painter.fillRect(whole, theme.color("surface_raised"))
        for column in range(_WEEK):
            day = self.monday + column * A_DAY
            box = self._column(column)
            box.setRect(box.left(), 0, box.width() - 1, theme.px(_HEAD_H))
            self._paint_date(painter, box, day)

    # Parts

    def _paint_day(self, painter: QPainter, box: QRect, day: date) -> None:
        fill = "surface_sunken" if self.days.is_off(day) else "surface_raised"
        painter.fillRect(box.adjusted(0, 0, -1, 0), theme.color(fill))

    def _paint_date(self, painter: QPainter, box: QRect, day: date) -> None:
        stretch = self.days.stretch(day)
        if stretch is not None:
            strip = QRect(box.left(), box.top(), box.width(), theme.px(_STRIP_H))
            painter.fillRect(strip, theme.tint(EDGES[stretch.period.kind], _STRIP_SHARE))
        inner = box.adjusted(theme.px(_PAD), theme.px(_STRIP_H), -theme.px(_PAD), 0)
        inner.setHeight(box.height() // 2)
        role = "accent_text" if day == self.today else "text"
        name = f"{day.month}-{day.day} {tr(WEEKDAY_WORDS[day.weekday()])}"
        paint.text(painter, inner, name, bold=True, role=role)
        below = inner.translated(0, inner.height() - theme.px(2))
        note = self.days.note(day)
        if note:
            written = paint.text(painter, below, note, size="tiny", role="text_quiet")
            below.setLeft(below.left() + written + theme.px(_PAD))
        if stretch is not None:
            ink = INKS[stretch.period.kind]
            paint.text(painter, below, stretch.period.title, size="tiny", role=ink)

    def _minutes(self, span: Span, day: date) -> tuple[int, int] | None:
        """Return the part of a span on a day, in minutes of that day; None for no part."""
        begin = datetime.combine(day, time(), BEIJING)
        low = max(0, round((span.begins_at - begin).total_seconds() / 60))
        high = min(_HOURS * 60, round((span.ends_at - begin).total_seconds() / 60))
        return (low, high) if low < high else None

    def _column_w(self) -> float:
        return (self.viewport().width() - theme.px(_SIDE_W)) / _WEEK

    def _column(self, column: int) -> QRect:
        width, left = self._column_w(), theme.px(_SIDE_W)
        begin, end = left + round(column * width), left + round((column + 1) * width)
        return QRect(begin, theme.px(_HEAD_H), end - begin, theme.px(_HOURS * _HOUR_H))

    def _box(self, column: int, part: tuple[int, int], lane: int, count: int) -> QRect:
        whole, gap = self._column(column), theme.px(_GAP)
        width = whole.width() / count
        top = whole.top() + round(part[0] * theme.px(_HOUR_H) / 60)
        bottom = whole.top() + round(part[1] * theme.px(_HOUR_H) / 60)
        left = whole.left() + round(lane * width)
        return QRect(left + gap, top + 1, round(width) - 2 * gap - 1, bottom - top - 1)
