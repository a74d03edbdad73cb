"""The chain of reports of an incident: what was told to whom, and what is still due."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem, QWidget

from commandcenter.incidents.model.phone import PhoneReport
from commandcenter.incidents.model.report import UNDER_WAY, Report, ReportKind, ReportState
from commandcenter.incidents.model.words import CHANNEL_WORDS, REPORT_STATE_WORDS
from commandcenter.kernel.words import N_
from commandcenter.matters.model.clock import Clock, ClockKind
from ui.incidents import clock_paint
from ui.incidents.head import moment
from ui.incidents.reading import Detail
from ui.incidents.terms import Terms
from ui.incidents.words import late, name_of, rule_words
from ui.widgets import icons, paint, rows, theme
from ui.widgets.painted_list import RowDelegate
from ui.widgets.record_table_model import RECORD_ROLE, Column, RecordTableModel
from ui.widgets.words import tr

_ROW_H, _ICON, _LINE = 60, 18, 22  # px at 100 %
_REPORTING = frozenset({ClockKind.REPORT, ClockKind.FOLLOW_UP})
_ICONS = {
    ReportState.SENT: "check-circle",
    ReportState.DISCARDED: "x-circle",
    ReportState.VOID: "x-circle",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link of the chain.

    Attributes:
        key: Of the report, the call or the clock.
        clock: What is still due.
    """

    key: UUID
    title: str
    text: str
    icon: str
    late: str = ""
    is_over: bool = False
    clock: Clock | None = None
    report: Report | None = None
    call: PhoneReport | None = None


def links(detail: Detail, terms: Terms, now: datetime) -> list[Link]:
    """Return the chain: calls and reports in their order, then what is still due."""
    told = [(one.seq, _of_call(one, now)) for one in detail.phones]
    told += [(one.seq, _of_report(one, now)) for one in detail.reports]
    due = [
        Link(
            key=one.id,
            title=rule_words(terms.reports.get(one.rule)),
            text=tr("until {time}").format(time=moment(one.due_at, now)),
            icon="timer",
            clock=one,
        )
        for one in detail.running
        if one.kind in _REPORTING
    ]
    return [link for _, link in sorted(told, key=lambda pair: pair[0])] + due


def _of_call(one: PhoneReport, now: datetime) -> Link:
    at = moment(one.called_at, now) if one.called_at is not None else ""
    return Link(
        key=one.id,
        title=tr("Report by phone"),
        text=" · ".join(filter(None, (at, f"{one.to_org} {one.to_name}"))),
        icon="phone-outgoing",
        late=late(one.late_s) if one.late_s else "",
        call=one,
    )


def _of_report(one: Report, now: datetime) -> Link:
    state = tr(REPORT_STATE_WORDS[one.state])
    text = state
    late_words = ""
    if one.sent is not None:
        text = " · ".join((moment(one.sent.sent_at, now), one.sent.number))
        late_words = late(one.sent.late_s) if one.sent.late_s else ""
    return Link(
        key=one.id,
        title=name_of(one),
        text=text,
        icon=_ICONS.get(one.state, "pencil-line"),
        late=late_words,
        is_over=one.state not in UNDER_WAY and one.sent is None,
        report=one,
    )


class _Delegate(RowDelegate):
    """An icon, the name, and when; late ones say by how much."""

    row_h = _ROW_H

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._clock = clock

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, link: Link) -> None:
        rows.draw_ground(painter, option)
        area: QRect = option.rect
        inner = area.adjusted(theme.space(4), theme.px(8), -theme.space(3), 0)
        line = QRect(inner.left(), inner.top(), inner.width(), theme.px(_LINE))
        side = theme.px(_ICON)
        role = "ok" if link.icon == "check-circle" else "text_quiet"
        icons.paint(painter, paint.middle(line, side, side), link.icon, role)
        line.setLeft(line.left() + side + theme.space(2))
        ink = "text_quiet" if link.is_over or link.clock else "text"
        if link.late:
            paint.text(painter, line, link.late, size="tiny", role="orange_text", align=paint.RIGHT)
        paint.text(painter, line, link.title, bold=not link.is_over, role=ink)
        line.translate(0, theme.px(_LINE))
        if link.clock is not None:
            clock_paint.draw(painter, line, link.clock, self._clock())
        else:
            paint.text(painter, line, link.text, size="tiny", role="text_quiet")


class ChainList(QListView):
    """Lists the chain.

    Signals:
        chosen: Another link came to the front (Link).
        entered_link: Enter on a link (Link).
    """

    chosen = Signal(object)
    entered_link = Signal(object)

    def __init__(self, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        columns: list[Column[Link]] = [Column(title=N_("Reports"), text=_spoken)]
        self.records: RecordTableModel[Link] = RecordTableModel(columns, lambda one: one.key, self)
        self.setModel(self.records)
        self._delegate = _Delegate(clock)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentRowChanged.connect(self._on_current)

    def show_links(self, found: Sequence[Link]) -> None:
        """Show these; the one in front stays."""
        self.records.show(found)

    def choose(self, key: UUID) -> bool:
        """Bring a link to the front; False if it is not there."""
        for row in range(self.records.rowCount()):
            if self.records.record(row).key == key:
                self.setCurrentIndex(self.records.index(row, 0))
                return True
        return False

    def present(self) -> Link | None:
        """Return the link in front."""
        found: Any = self.currentIndex().data(RECORD_ROLE)
        return found if isinstance(found, Link) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        present = self.present()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and present is not None:
            self.entered_link.emit(present)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Leave the letters to the keys of the page."""

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(current.data(RECORD_ROLE) if current.isValid() else None)


def _spoken(link: Link) -> str:
    return " ".join(filter(None, (link.title, link.text, link.late)))


def next_kind(detail: Detail) -> ReportKind:
    """Return which report the chain asks for next."""
    has_first = any(one.sent is not None for one in detail.reports)
    return ReportKind.FOLLOW_UP if has_first else ReportKind.FIRST


def history(one: Report, now: datetime) -> str:
    """Return who wrote, checked, signed and sent a report, and when."""
    facts = [tr("drafted by {by}").format(by=one.text.by)]
    for row in one.history:
        word = _ACT_WORDS.get(row.state)
        if word and row.state is not ReportState.DRAFT:
            facts.append(tr(word).format(by=row.by, time=moment(row.at, now)))
    if one.sent is not None:
        facts.append(tr(CHANNEL_WORDS[one.sent.channel]))
        facts.append(one.sent.number)
        if one.sent.late_s:
            facts.append(late(one.sent.late_s))
    return " · ".join(facts)


_ACT_WORDS: dict[ReportState, str] = {
    ReportState.CHECKED: N_("checked by {by} at {time}"),
    ReportState.SIGNED: N_("signed by {by} at {time}"),
    ReportState.SENT: N_("sent by {by} at {time}"),
    ReportState.DISCARDED: N_("given up by {by} at {time}"),
    ReportState.VOID: N_("void since {time}, by {by}"),
}
