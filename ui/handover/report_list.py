"""The present shift and the earlier handovers, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyleOptionViewItem, QWidget

from commandcenter.handover.model import Handover
from commandcenter.kernel.times import clock
from commandcenter.kernel.words import N_
from ui.widgets import icons, paint, rows, theme
from ui.widgets.painted_list import RowDelegate
from ui.widgets.record_table_model import Column, RecordTableModel
from ui.widgets.times import day_and_weekday
from ui.widgets.words import tr

_ROW_H, _PAD, _ICON = 60, 14, 18  # px at 100 %
_SEALED = N_("{outgoing} → {incoming} · sealed {time}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """A row of the list.

    Attributes:
        handover: None for the shift that is on watch now.
        title: In the language of the window.
        detail: The same, below the title.
    """

    handover: Handover | None
    title: str
    detail: str

    @property
    def id(self) -> UUID | None:
        """Of the handover."""
        return self.handover.id if self.handover else None


def report_of(handover: Handover) -> ReportFacts:
    """Return the row of a sealed handover."""
    shift = handover.snapshot.body["shift"]
    day, _ = day_and_weekday(date.fromisoformat(shift["day"]))
    facts = {
        "outgoing": handover.outgoing.name if handover.outgoing else "",
        "incoming": handover.incoming.name if handover.incoming else "",
        "time": clock(handover.sealed_at) if handover.sealed_at else "",
    }
    return ReportFacts(
        handover=handover, title=f"{day} {shift['name']}", detail=tr(_SEALED).format(**facts)
    )


class ReportList(QListView):
    """The rows.

    Signals:
        chosen: A row came to the front (ReportFacts).
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: RecordTableModel[ReportFacts] = RecordTableModel(
            (Column(title=N_("Handover"), text=lambda row: f"{row.title} {row.detail}"),),
            key=lambda row: row.id,
            parent=self,
        )
        self.setModel(self._rows)
        self.setItemDelegate(_ReportDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_reports(self, reports: Sequence[ReportFacts]) -> None:
        """Show these rows; the chosen one stays."""
        self._rows.show(reports)
        if not self.currentIndex().isValid() and reports:
            self.setCurrentIndex(self._rows.index(0, 0))

    def choose(self, handover_id: UUID | None) -> bool:
        """Bring a row to the front; False if there is none with this id."""
        for row in range(self._rows.rowCount()):
            if self._rows.record(row).id == handover_id:
                self.setCurrentIndex(self._rows.index(row, 0))
                return True
        return False

    def present(self) -> ReportFacts | None:
        """Return the row in front."""
        index = self.currentIndex()
        return self._rows.record(index.row()) if index.isValid() else None

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self._rows.record(current.row()))


class _ReportDelegate(RowDelegate):
    row_h = _ROW_H

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, row: ReportFacts) -> None:
        area: QRect = option.rect
        rows.draw_ground(painter, option, inset=0)
        inner = area.adjusted(theme.px(_PAD), 0, -theme.px(_PAD), 0)
        side = theme.px(_ICON)
        name = "check-circle" if row.handover else "hourglass"
        role = "ok" if row.handover else "accent_text"
        icons.paint(painter, paint.middle(inner, side, side), name, role)
        inner.adjust(side + theme.space(3), 0, 0, 0)
        title_h, line_h = paint.line_height("large"), paint.line_height("tiny")
        top = inner.center().y() - (title_h + line_h) // 2
        title = QRect(inner.left(), top, inner.width(), title_h)
        paint.text(painter, title, row.title, size="large", bold=row.handover is None)
        below = QRect(inner.left(), title.bottom(), inner.width(), line_h)
        paint.text(painter, below, row.detail, size="tiny", role="text_quiet")
