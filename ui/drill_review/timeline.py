"""Planned against actual: the lines of the script on the time of the drill, as a picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from commandcenter.drills.model.clock import Pause, Standing
from commandcenter.drills.model.evaluation import Met
from commandcenter.drills.model.review import PlayedLine
from commandcenter.kernel.times import BEIJING, clock
from ui.drill_review.told import Told
from ui.widgets import hatch, icons, paint, theme
from ui.widgets.times import span
from ui.widgets.words import tr

_LABEL_W, _PAD, _AXIS_H, _BOX, _ROW_H = 92, 16, 26, 18, 30  # px at 100 %
_PAUSE_H = 18
_TICK_W, _TICK_H, _LEAST_BETWEEN, _ICON = 2, 14, 90, 14
_STEPS_MIN = (1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 360, 720)
_MARGIN = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """A line of the script on the two rows.

    Attributes:
        planned_at: None for a line of a branch that was never opened, and when it came again.
        at: When it was delivered; None if it was not.
    """

    number: int
    planned_at: datetime | None
    at: datetime | None
    is_skipped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An expected action that was judged, when it was done."""

    at: datetime
    met: Met


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What the picture shows.

    Attributes:
        records: When players wrote something down.
    """

    first: datetime
    last: datetime
    lines: tuple[Delivered, ...] = ()
    pauses: tuple[Pause, ...] = ()
    records: tuple[datetime, ...] = ()
    answers: tuple[Answered, ...] = ()


def chart_of(told: Told, now: datetime) -> Chart | None:
    """Return the picture of a drill; None for one that did not run in the program."""
    review = told.review
    drill = review.drill
    lines = tuple(each for one in review.lines for each in _line(one))
    if drill.began_at is None or not any(one.planned_at is not None for one in lines):
        return None
    answers = tuple(
        Answered(at=one.mark.at, met=one.mark.met)
        for one in review.timings
        if one.mark is not None and one.mark.at is not None
    )
    times = [drill.began_at, drill.ended_at or now]
    times += [at for one in lines for at in (one.planned_at, one.at) if at is not None]
    times += [one.at for one in answers]
    return Chart(
        first=min(times) - _MARGIN,
        last=max(times) + _MARGIN,
        lines=lines,
        pauses=review.pauses,
        records=tuple(one.at for one in review.done if one.at >= drill.began_at),
        answers=answers,
    )


def _line(one: PlayedLine) -> Iterator[Delivered]:
    number, times = one.inject.number, [each.at for each in one.deliveries]
    yield Delivered(
        number=number,
        planned_at=one.planned_at if one.standing is not Standing.WAITING or times else None,
        at=times[0] if times else None,
        is_skipped=one.standing is Standing.SKIPPED,
    )
    for again in times[1:]:
        yield Delivered(number=number, planned_at=None, at=again)


class Timeline(QWidget):
    """Paints itself; how far each line was off is in its accessible description."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chart(self, chart: Chart | None) -> None:
        """Show another drill, or how it stands now."""
        self._chart = chart
        self.setAccessibleDescription(_said(chart.lines) if chart is not None else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(600), theme.px(_AXIS_H + 4 * _ROW_H + _PAUSE_H))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(300), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        chart = self._chart
        if chart is None:
            return
        painter = QPainter(self)
        self._paint_axis(painter, chart)
        for one in chart.pauses:
            self._paint_pause(painter, chart, one)
        rows = (
            (tr("Planned"), True),
            (tr("Actual"), True),
            (tr("Actions judged"), False),
            (tr("Log lines"), False),
        )
        for at, (words, is_strong) in enumerate(rows):
            label = QRect(theme.px(4), self._row(at), theme.px(_LABEL_W), theme.px(_ROW_H))
            paint.text(painter, label, words, size="tiny", bold=is_strong)
        for at in (0, 1):
            y = self._row(at) + theme.px(_ROW_H) // 2
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(self._left(), y, self._right(), y)
        self._paint_lines(painter, chart)
        self._paint_answers(painter, chart)
        self._paint_records(painter, chart)

    def _left(self) -> int:
        return theme.px(_LABEL_W + _PAD)

    def _right(self) -> int:
        return self.width() - theme.px(_PAD)

    def _row(self, number: int) -> int:
        return theme.px(_AXIS_H + number * _ROW_H)

    def _x(self, chart: Chart, at: datetime) -> int:
        share = (at - chart.first) / (chart.last - chart.first)
        return self._left() + round((self._right() - self._left()) * share)

    def _paint_axis(self, painter: QPainter, chart: Chart) -> None:
        for at in axis(chart.first, chart.last, self._right() - self._left()):
            x = self._x(chart, at)
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(x, theme.px(_AXIS_H - 4), x, self.height())
            box = QRect(x - theme.px(40), 0, theme.px(80), theme.px(_AXIS_H - 6))
            paint.text(painter, box, clock(at), size="tiny", role="text_quiet", align=paint.CENTRE)

    def _paint_pause(self, painter: QPainter, chart: Chart, one: Pause) -> None:
        left, right = self._x(chart, one.began_at), self._x(chart, one.ended_at or chart.last)
        area = QRect(left, theme.px(_AXIS_H), max(right - left, 1), self.height())
        hatch.draw(painter, area, "stale")
        seconds = ((one.ended_at or chart.last) - one.began_at).total_seconds()
        words = tr("Pause {time}").format(time=span(seconds))
        label = QRect(left, self._row(4), area.width(), theme.px(_PAUSE_H))
        if paint.width(words, "tiny") < area.width():
            paint.text(painter, label, words, size="tiny", role="text_quiet", align=paint.CENTRE)

    def _paint_lines(self, painter: QPainter, chart: Chart) -> None:
        """Connect each line's two places, then write the numbers over the connections."""
        side = theme.px(_BOX)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.tint("drill", 0.6), 1))
        for one in chart.lines:
            if one.planned_at is not None and one.at is not None:
                below = QPoint(self._x(chart, one.planned_at), self._row(0) + theme.px(24))
                above = QPoint(self._x(chart, one.at), self._row(1) + theme.px(6))
                painter.drawLine(below, above)
        for row in (0, 1):
            last_right = -side
            for one in sorted(chart.lines, key=lambda each: _at(each, row) or chart.first):
                at = _at(one, row)
                if at is None:
                    continue
                middle = QPoint(self._x(chart, at), self._row(row) + theme.px(_ROW_H) // 2)
                fits = middle.x() - side // 2 > last_right
                self._paint_box(painter, middle, one, row, has_room=fits)
                last_right = middle.x() + side // 2 if fits else last_right

    def _paint_box(
        self, painter: QPainter, middle: QPoint, one: Delivered, row: int, *, has_room: bool
    ) -> None:
        side = theme.px(_BOX) if has_room else theme.px(8)
        box = QRect(0, 0, max(side, paint.width(str(one.number), "tiny") + 6), side)
        if not has_room:
            box.setWidth(side)
        box.moveCenter(middle)
        if row == 1:
            paint.rounded(painter, box, "drill", radius=4)
        else:
            edge = "stale" if one.is_skipped else "drill"
            paint.rounded(painter, box, "drill_surface", radius=4, edge=edge)
        if has_room:
            role = "text_inverse" if row == 1 else "drill_text"
            words = str(one.number)
            paint.text(painter, box, words, size="tiny", bold=True, role=role, align=paint.CENTRE)
        if one.is_skipped and row == 0:
            painter.setPen(QPen(theme.color("text_quiet"), 1.5))
            painter.drawLine(box.bottomLeft(), box.topRight())

    def _paint_answers(self, painter: QPainter, chart: Chart) -> None:
        side = theme.px(_ICON)
        for one in chart.answers:
            box = QRect(0, 0, side, side)
            row = self._row(2) + theme.px(_ROW_H) // 2
            box.moveCenter(QPoint(self._x(chart, one.at), row))
            is_met = one.met is Met.MET
            icons.paint(
                painter, box, "check-circle" if is_met else "clock", "ok" if is_met else "text"
            )

    def _paint_records(self, painter: QPainter, chart: Chart) -> None:
        top = self._row(3) + (theme.px(_ROW_H) - theme.px(_TICK_H)) // 2
        for at in chart.records:
            x = self._x(chart, at)
            tick = QRect(x, top, theme.px(_TICK_W), theme.px(_TICK_H))
            painter.fillRect(tick, theme.color("text"))


def axis(first: datetime, last: datetime, width: int) -> Sequence[datetime]:
    """Return the round times that are written along the picture."""
    minutes = (last - first) / timedelta(minutes=1)
    most = max(1, width // theme.px(_LEAST_BETWEEN))
    step = next((one for one in _STEPS_MIN if minutes / one <= most), _STEPS_MIN[-1])
    local = first.astimezone(BEIJING)
    day = local.replace(hour=0, minute=0, second=0, microsecond=0)
    passed = int((local - day) / timedelta(minutes=step)) + 1
    found, at = [], day + timedelta(minutes=step * passed)
    while at <= last:
        found.append(at)
        at += timedelta(minutes=step)
    return found


def _at(one: Delivered, row: int) -> datetime | None:
    return one.planned_at if row == 0 else one.at


def _said(lines: Sequence[Delivered]) -> str:
    """Say how far each line was off, for those who do not see the picture."""
    said = []
    for one in lines:
        if one.at is not None and one.planned_at is not None:
            off = round((one.at - one.planned_at).total_seconds() / 60)
            said.append(f"#{one.number} {off:+d} min")
    return ", ".join(said)
