"""The whole year from left to right: a row for each drill, or for each lead unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from commandcenter.drills.model.drill import Drill
from commandcenter.drills.model.year import PeriodKind
from commandcenter.kernel.times import BEIJING
from ui.drills import year_days, year_paint
from ui.drills.year_canvas import YearCanvas
from ui.drills.year_days import A_DAY, INKS, MONTHS, TINTS
from ui.drills.year_move import Held, Span, lanes
from ui.widgets import paint, scaled, theme
from ui.widgets.words import tr

_HEAD_H, _ROW_H, _LANE_H, _PAD = 46, 28, 24, 8  # px at 100 %
_LABEL_W, _COMPACT_LABEL_W = 260, 180
_LEAST_BAR = 10
_YEAR_DAYS, _SHORT = 366, 3
_TINT, _OFF = 0.4, 0.7
ZOOMS = (1, 2, 4, 12)  # how many times as wide as the window
_LEAST_DAY_PX = 16  # from which on days have numbers
_STEPS = {Qt.Key.Key_Left: -A_DAY, Qt.Key.Key_Right: A_DAY}
_WEEK_STEPS = {Qt.Key.Key_PageUp: -7 * A_DAY, Qt.Key.Key_PageDown: 7 * A_DAY}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    words: str
    note: str
    drills: Sequence[Drill]
    top: int = 0
    height: int = 0
    lane_of: Mapping[UUID, int] = field(default_factory=dict)


class GanttCanvas(YearCanvas):
    """Months across; what has a month alone is a dashed bar as long as the month."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self.year = today.year
        self.by_unit = False
        self.zoom = 1
        self._is_new = True
        self._rows: list[_Row] = []
        self._row_of: dict[UUID, _Row] = {}

    def show_rows(self, *, by_unit: bool) -> None:
        """Give each lead unit a row, or each drill."""
        self.by_unit = by_unit
        self.lay_out()

    def show_zoom(self, zoom: int, *, at: date | None = None) -> None:
        """Make the year so many times as wide as the window, keeping a day in sight."""
        one = self.present()
        span = self.days.span(one) if one is not None else None
        keep = at or (span.first if span is not None else self._middle_day())
        self.zoom = zoom
        self.lay_out()
        half = (self.viewport().width() - self._label_w()) // 2
        self.horizontalScrollBar().setValue(self._x(keep) - self._label_w() - half)

    # What the canvas asks

    def lay_out(self) -> None:
        if self.drills:
            self.year = self.drills[0].year
        self._rows = self._arranged()
        self._row_of = {one.id: row for row in self._rows for one in row.drills}
        port = self.viewport()
        height = self._rows[-1].top + self._rows[-1].height if self._rows else 0
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(0, self._content_w() - port.width()))
        across.setPageStep(port.width())
        across.setSingleStep(theme.px(40))
        down.setRange(0, max(0, height - port.height()))
        down.setPageStep(port.height())
        down.setSingleStep(theme.px(_ROW_H))
        super().lay_out()
        self._show_today()

    def arrange(self) -> dict[UUID, list[QRect]]:
        return {
            one.id: [self._box(row, one.id, *self._edges(one))]
            for row in self._rows
            for one in row.drills
        }

    def boxes_of(self, held: Held) -> list[QRect]:
        row = self._row_of.get(held.drill.id)
        if row is None:
            return []
        return [self._box(row, held.drill.id, *self._span_edges(held.span))]

    def moment_at(self, at: QPoint) -> datetime:
        days = int((at.x() - self._label_w()) // self._day_w())
        day = date(self.year, 1, 1) + min(_YEAR_DAYS, max(-1, days)) * A_DAY
        return datetime.combine(day, time(), BEIJING)

    def step(self, key: Qt.Key) -> timedelta | None:
        return _STEPS.get(key) or _WEEK_STEPS.get(key)

    def bring(self, span: Span) -> None:
        across = self.horizontalScrollBar()
        left = self._x(span.first) - self._label_w()
        room = self.viewport().width() - self._label_w()
        if not across.value() <= left <= across.value() + room - theme.px(_LEAST_BAR):
            across.setValue(left - room // 2)

    def head_h(self) -> int:
        return theme.px(_HEAD_H)

    def choose(self, drill_id: UUID | None) -> None:
        super().choose(drill_id)
        one = self.present()
        span = self.days.span(one) if one is not None else None
        if span is not None:
            self.bring(span)
        row = self._row_of.get(drill_id) if drill_id is not None else None
        if row is not None:
            down, room = self.verticalScrollBar(), self.viewport().height() - theme.px(_HEAD_H)
            top = row.top - theme.px(_HEAD_H)
            if not down.value() <= top <= down.value() + room - row.height:
                down.setValue(top - room // 2)

    def order(self) -> list[Drill]:
        return [one for row in self._rows for one in row.drills]

    def words_of(self, drill: Drill) -> str:
        return super().words_of(drill) if self.by_unit else ""

    def tip_at(self, at: QPoint) -> str:
        if at.x() - self.offset().x() < self._label_w():
            found = (row for row in self._rows if row.top <= at.y() < row.top + row.height)
            return next((f"{row.words} {row.note}" for row in found), "")
        return self.days.spoken(self.moment_at(at).date())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        at = ZOOMS.index(self.zoom) + (1 if event.angleDelta().y() > 0 else -1)
        day = self.moment_at(self._content(event.position().toPoint())).date()
        self.show_zoom(ZOOMS[max(0, min(len(ZOOMS) - 1, at))], at=day)

    def paint_ground(self, painter: QPainter, area: QRect) -> None:
        painter.fillRect(area, theme.color("surface_raised"))
        self._paint_stretches(painter, area)
        self._paint_days_off(painter, area)
        painter.setPen(QPen(theme.color("line"), 1))
        for month in MONTHS:
            x = self._x(date(self.year, month, 1))
            painter.drawLine(x, area.top(), x, area.bottom())
        for row in self._rows:
            if row.top <= area.bottom() and area.top() <= row.top + row.height:
                painter.drawLine(area.left(), row.top, area.right(), row.top)
        if self.today.year == self.year:
            x = self._x(self.today)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawLine(x, area.top(), x, area.bottom())

    def paint_head(self, painter: QPainter) -> None:
        offset, port = self.offset(), self.viewport()
        label_w, head_h = self._label_w(), theme.px(_HEAD_H)
        painter.save()
        painter.setClipRect(QRect(0, head_h, label_w, port.height()))
        painter.fillRect(QRect(0, head_h, label_w, port.height()), theme.color("surface_raised"))
        for row in self._rows:
            box = QRect(0, row.top - offset.y(), label_w, row.height)
            if box.bottom() > head_h and box.top() < port.height():
                self._paint_label(painter, box, row)
        painter.restore()
        painter.fillRect(QRect(0, 0, port.width(), head_h), theme.color("surface_raised"))
        painter.save()
        painter.setClipRect(QRect(label_w, 0, port.width(), head_h))
        painter.translate(-offset.x(), 0)
        self._paint_months(painter)
        painter.restore()
        painter.setPen(QPen(theme.color("line_strong"), 1))
        painter.drawLine(0, head_h - 1, port.width(), head_h - 1)
        painter.drawLine(label_w - 1, 0, label_w - 1, port.height())

    # Parts

    def _show_today(self) -> None:
        """Begin with what is still to come, once there is something to scroll."""
        down = self.verticalScrollBar()
        if self._is_new and down.maximum():
            self._is_new = False
            ahead = (row for row in self._rows if self._begin(row.drills[0])[0] >= self.today)
            row = next(ahead, self._rows[-1])
            down.setValue(row.top - self.viewport().height() // 3)

    def _paint_months(self, painter: QPainter) -> None:
        for month in MONTHS:
            first = date(self.year, month, 1)
            left, right = self._x(first), self._x(year_days.first_of_next(first))
            line = QRect(left, 0, right - left, theme.px(_HEAD_H) // 2)
            words = year_days.month_word(month)
            if paint.width(words, bold=True) > line.width() - theme.px(4):
                words = words[:_SHORT]
            paint.text(painter, line.adjusted(theme.px(4), 0, 0, 0), words, bold=True)
        below = QRect(0, theme.px(_HEAD_H) // 2, 0, theme.px(_HEAD_H) // 2)
        if self._day_w() >= theme.px(_LEAST_DAY_PX):
            self._paint_numbers(painter, below)
        else:
            self._paint_periods(painter, below)

    def _paint_numbers(self, painter: QPainter, line: QRect) -> None:
        width = int(self._day_w())
        for day in year_days.days_between(*self._year_edges()):
            box = QRect(self._x(day), line.top(), width, line.height())
            role = "text_quiet" if self.days.is_off(day) else "text"
            paint.text(painter, box, str(day.day), size="tiny", role=role, align=paint.CENTRE)

    def _paint_periods(self, painter: QPainter, line: QRect) -> None:
        boxes = []
        for one in self.days.stretches:
            left, right = self._x(one.first), self._x(one.last + A_DAY)
            box = QRect(left, line.top(), max(right - left, theme.px(4)), line.height())
            painter.fillRect(box, theme.color(TINTS[one.period.kind]))
            boxes.append(box)
        end = 0
        for one, box in zip(self.days.stretches, boxes, strict=True):
            start = max(box.left() + theme.px(4), end)
            wide = paint.width(one.period.title, "tiny")
            if start + wide <= box.right():
                place = QRect(start, line.top(), wide + 1, line.height())
                ink = INKS[one.period.kind]
                paint.text(painter, place, one.period.title, size="tiny", role=ink)
                end = start + wide + theme.px(8)

    def _paint_stretches(self, painter: QPainter, area: QRect) -> None:
        for one in self.days.stretches:
            if one.period.kind is PeriodKind.ANCHOR:
                continue
            left, right = self._x(one.first), self._x(one.last + A_DAY)
            box = QRect(left, area.top(), right - left, area.height())
            if box.intersects(area):
                painter.fillRect(box & area, theme.tint(TINTS[one.period.kind], _TINT))

    def _paint_days_off(self, painter: QPainter, area: QRect) -> None:
        days = list(self.days.off.holidays)
        if self._day_w() >= theme.px(6):
            days = [
                one for one in year_days.days_between(*self._year_edges()) if self.days.is_off(one)
            ]
        for day in days:
            box = QRect(self._x(day), area.top(), max(1, round(self._day_w())), area.height())
            if box.intersects(area):
                painter.fillRect(box & area, theme.tint("surface_sunken", _OFF))

    def _paint_label(self, painter: QPainter, box: QRect, row: _Row) -> None:
        inner = box.adjusted(theme.px(_PAD), 0, -theme.px(_PAD), 0)
        inner.setHeight(theme.px(_ROW_H))
        is_front = any(one.id == self.front for one in row.drills)
        if is_front:
            painter.fillRect(box.adjusted(0, 1, 0, 0), theme.color("selection"))
        note_w = paint.width(row.note, "tiny")
        paint.text(painter, inner, row.note, size="tiny", role="text_quiet", align=paint.RIGHT)
        inner.setRight(inner.right() - note_w - theme.px(_PAD))
        paint.text(painter, inner, row.words, bold=is_front)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(box.left(), box.top(), box.right(), box.top())

    def _arranged(self) -> list[_Row]:
        top, rows = theme.px(_HEAD_H), []
        for words, note, drills in self._groups():
            low_high = [self._edges(one) for one in drills]
            places = lanes(low_high)
            height = theme.px(_ROW_H) + max(places, default=0) * theme.px(_LANE_H)
            lane_of = {one.id: lane for one, lane in zip(drills, places, strict=True)}
            row = _Row(
                words=words, note=note, drills=drills, top=top, height=height, lane_of=lane_of
            )
            rows.append(row)
            top += height
        return rows

    def _groups(self) -> list[tuple[str, str, list[Drill]]]:
        known = sorted(self.drills, key=self._begin)
        if not self.by_unit:
            return [
                (super(GanttCanvas, self).words_of(one), self._day_words(one), [one])
                for one in known
            ]
        units: dict[str, list[Drill]] = {}
        for one in known:
            units.setdefault(one.lead_org or tr("No lead unit"), []).append(one)
        return [
            (unit, tr("{count} drills").format(count=len(of)), of) for unit, of in units.items()
        ]

    def _edges(self, one: Drill) -> tuple[int, int]:
        span = self.days.span(one)
        if span is not None:
            return self._span_edges(span)
        first = date(one.year, one.month or 1, 1)
        last = year_days.first_of_next(first) if one.month else date(one.year + 1, 1, 1)
        return self._x(first), self._x(last) - 1

    def _span_edges(self, span: Span) -> tuple[int, int]:
        left = self._x(span.first)
        right = max(self._x(span.last + A_DAY) - 1, left + theme.px(_LEAST_BAR))
        return left, right

    def _box(self, row: _Row, drill_id: UUID, left: int, right: int) -> QRect:
        lane = row.lane_of.get(drill_id, 0)
        top = row.top + (theme.px(_ROW_H) - theme.px(year_paint.BAR_H)) // 2
        top += lane * theme.px(_LANE_H)
        return QRect(left, top, right - left + 1, theme.px(year_paint.BAR_H))

    def _label_w(self) -> int:
        return theme.px(_COMPACT_LABEL_W if scaled.is_compact(self) else _LABEL_W)

    def _day_w(self) -> float:
        room = max(theme.px(300), self.viewport().width() - self._label_w())
        return room * self.zoom / _YEAR_DAYS

    def _content_w(self) -> int:
        return self._label_w() + round(self._day_w() * _YEAR_DAYS)

    def _x(self, day: date) -> int:
        return self._label_w() + round((day - date(self.year, 1, 1)).days * self._day_w())

    def _middle_day(self) -> date:
        middle = self.offset() + QPoint((self.viewport().width() + self._label_w()) // 2, 0)
        return self.moment_at(middle).date()

    def _begin(self, one: Drill) -> tuple[date, int]:
        span = self.days.span(one)
        if span is not None:
            return span.first, one.number
        return date(one.year, one.month or 12, 1), one.number

    def _day_words(self, one: Drill) -> str:
        span = self.days.span(one)
        if span is None:
            return year_days.month_word(one.month) if one.month else tr("No month")
        return f"{span.first.month}-{span.first.day}"

    def _year_edges(self) -> tuple[date, date]:
        return date(self.year, 1, 1), date(self.year, 12, 31)
