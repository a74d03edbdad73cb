"""Painting open matters: what, who, and how long there is."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from commandcenter.kernel.times import BEIJING
from commandcenter.matters.model.matter import Matter, MatterKind
from ui.duty.row import one_line
from ui.widgets import paint, rows, severity, theme
from ui.widgets.record_table_model import RECORD_ROLE
from ui.widgets.severity import Severity
from ui.widgets.times import countdown, day_and_weekday
from ui.widgets.words import tr

_ICON, _OWNER_W = 14, 64  # px at 100 %
_HEIGHTS = {False: 42, True: 32}  # comfortable, compact
# Nearer than this a running time says more than a clock time.
_RUNNING = timedelta(hours=6)


class MatterDelegate(QStyledItemDelegate):
    """Paints one matter a row; late ones orange, with their shape and a word."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._clock = clock
        self.is_compact = False

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(theme.px(160), theme.px(_HEIGHTS[self.is_compact]))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        matter: Matter = index.data(RECORD_ROLE)
        now, area = self._clock(), option.rect
        is_late = matter.is_late(now)
        rows.draw_ground(painter, option)
        if is_late and not option.state & QStyle.StateFlag.State_Selected:
            paint.rounded(
                painter, area.adjusted(theme.px(4), 1, -theme.px(4), -1), "orange_surface"
            )
        inner = area.adjusted(theme.space(4), 0, -theme.space(4), 0)
        _mark(painter, inner, is_late=is_late)
        ink = "orange_text" if is_late else "text"
        time = time_shown(matter, now)
        paint.text(painter, inner, time, bold=is_late, role=ink, align=paint.RIGHT)
        inner.setRight(inner.right() - paint.width(time, bold=is_late) - theme.space(4))
        if not self.is_compact:
            owner = QRect(inner)
            owner.setLeft(inner.right() - theme.px(_OWNER_W))
            paint.text(
                painter, owner, matter.owner, size="tiny", role="text_quiet", align=paint.RIGHT
            )
            inner.setRight(owner.left() - theme.space(2))
        inner.setLeft(inner.left() + theme.px(_ICON) + theme.space(3))
        paint.text(painter, inner, title_shown(matter), role=ink)


def title_shown(matter: Matter) -> str:
    """Return what a matter is about in one line."""
    title = one_line(matter.title)
    if matter.kind is MatterKind.INSTRUCTION:
        return tr("Instruction: {title}").format(title=title)
    return title


def time_shown(matter: Matter, now: datetime) -> str:
    """Return how long there is, or since when it is late."""
    if matter.due_at is None:
        return tr("no set time")
    left = matter.due_at - now
    if left <= timedelta(0):
        return tr("late {time}").format(time=countdown(-left.total_seconds()))
    if left < _RUNNING:
        return tr("{time} left").format(time=countdown(left.total_seconds()))
    due, today = matter.due_at.astimezone(BEIJING), now.astimezone(BEIJING).date()
    if due.date() == today:
        return tr("until {time}").format(time=f"{due:%H:%M}")
    if due.date() == today + timedelta(days=1):
        return tr("tomorrow {time}").format(time=f"{due:%H:%M}")
    return f"{day_and_weekday(due.date())[0]} {due:%H:%M}"


def _mark(painter: QPainter, inner: QRect, *, is_late: bool) -> None:
    side = theme.px(_ICON)
    box = paint.middle(inner, side, side)
    if is_late:
        severity.draw(painter, box, Severity.ORANGE, filled=True)
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("line_strong"), max(1.5, side / 9)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box.adjusted(1, 1, -2, -2))
    painter.restore()
