"""The left side of the documents page: which paper, of which days."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commandcenter.handover.model import Handover
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.times import clock, day_of, unstamp
from commandcenter.kernel.words import N_
from ui.documents.orders import PAPER_WORDS, Order, PaperKind, order
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card, Field
from ui.widgets.labels import Label
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.segmented import Segmented
from ui.widgets.times import day_and_weekday
from ui.widgets.typed_day import UnreadableDay, needed_day
from ui.widgets.words import tr

_KIND_ROWS_H = 36 * len(PaperKind) + 4  # px at 100 %
_QUICK = {
    "shift": N_("This day"),
    "before": N_("Before"),
    "week": N_("7 days"),
    "month": N_("Month"),
}
_WEEK = timedelta(days=6)


class Choices(Card):
    """Kinds of paper, a period or a list of handovers, and what to do with the paper.

    Signals:
        ordered: Another paper is wanted (Order).
        refused: What was chosen makes no paper (sentence).
        save_wanted: Keep the paper as a file.
        print_wanted: Print it.
    """

    ordered = Signal(object)
    refused = Signal(str)
    save_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shift_day = day_of(now())
        self._title = Label(tone="title")
        self.kinds = RecordTable(
            (Column(title=N_("Paper"), text=lambda kind: tr(PAPER_WORDS[kind])),),
            key=lambda kind: kind,
        )
        self.quick = Segmented()
        self.first = QLineEdit(maxLength=10)
        self.last = QLineEdit(maxLength=10)
        self._first_field = Field("", self.first)
        self._last_field = Field("", self.last)
        self.reports = RecordTable(
            (
                Column(title=N_("Shift"), text=_shift_of),
                Column(title=N_("Handed over"), text=_people_of),
            ),
            key=lambda handover: handover.id,
            stretch=1,
        )
        self.print = KeyButton(key="Ctrl+P", icon="printer")
        self.save = KeyButton(key="Ctrl+S", kind="primary", icon="download-simple")
        self._period = QWidget()
        self._build()
        self._connect()
        self.kinds.show_records(list(PaperKind))
        self._choose_days("shift")
        self.kinds.choose(PaperKind.DUTY_LOG)
        self._read_words()

    def show_reports(self, sealed: Sequence[Handover], shift_day: date) -> None:
        """Offer these handovers.

        Args:
            shift_day: Of the shift on watch, from which periods are counted back.
        """
        has_moved = shift_day != self._shift_day and self.quick.value() is not None
        self._shift_day = shift_day
        if has_moved:
            self._choose_days(str(self.quick.value()))
        self.reports.show_records(sealed)
        if self.reports.present() is None and sealed:
            self.reports.choose(sealed[0].id)
        if has_moved:
            self.order_now()

    def choose(self, kind: PaperKind, *, day: date | None = None, report: object = None) -> None:
        """Order a paper, as from a link."""
        if day is not None:
            self.quick.set_value(None)
            self._set_days(day, day)
        if report is not None:
            self.reports.choose(report)
        self.kinds.choose(kind)
        self.order_now()

    def order_now(self) -> None:
        """Order what is chosen, or say why it makes no paper."""
        kind = self.kinds.present() or PaperKind.DUTY_LOG
        self._first_field.set_error("")
        self._last_field.set_error("")
        try:
            wanted = self._order(kind)
        except Rejected as error:
            self.refused.emit(error.said(tr))
            return
        self.ordered.emit(wanted)

    def set_ready(self, *, is_ready: bool) -> None:
        """Say whether there is a paper to keep or print."""
        self.save.setEnabled(is_ready)
        self.print.setEnabled(is_ready)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _build(self) -> None:
        for table in (self.kinds, self.reports):
            table.horizontalHeader().hide()
        scaled.height(self.kinds, _KIND_ROWS_H)
        days = QHBoxLayout()
        scaled.gap(days, 2)
        days.addWidget(self._first_field)
        days.addWidget(self._last_field)
        period = QVBoxLayout(self._period)
        period.setContentsMargins(0, 0, 0, 0)
        scaled.gap(period, 2)
        period.addWidget(self.quick)
        period.addLayout(days)
        period.addStretch()
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 3, 4, 4)
        scaled.gap(layout, 3)
        layout.addWidget(self._title)
        layout.addWidget(self.kinds)
        layout.addWidget(self._period, 1)
        layout.addWidget(self.reports, 1)
        layout.addWidget(self.print)
        layout.addWidget(self.save)

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._on_kind)
        self.quick.chosen.connect(self._on_quick)
        for line in (self.first, self.last):
            line.editingFinished.connect(self.order_now)
            line.textEdited.connect(lambda _text: self.quick.set_value(None))
        self.reports.chosen.connect(self._on_report)
        self.print.clicked.connect(self.print_wanted)
        self.save.clicked.connect(self.save_wanted)

    def _order(self, kind: PaperKind) -> Order:
        if kind is PaperKind.HANDOVER:
            return order(kind, self._shift_day, self._shift_day, self.reports.present())
        first = _read_day(self.first, self._first_field)
        last = _read_day(self.last, self._last_field)
        return order(kind, first, last, None)

    def _on_kind(self, kind: PaperKind) -> None:
        is_report = kind is PaperKind.HANDOVER
        self._period.setVisible(not is_report)
        self.reports.setVisible(is_report)
        self.order_now()

    def _on_report(self, _handover: Handover | None) -> None:
        if self.kinds.present() is PaperKind.HANDOVER:
            self.order_now()

    def _on_quick(self, value: object) -> None:
        self._choose_days(str(value))
        self.order_now()

    def _choose_days(self, value: str) -> None:
        self.quick.set_value(value)
        last = self._shift_day
        before = last - timedelta(days=1)
        periods = {
            "shift": (last, last),
            "before": (before, before),
            "week": (last - _WEEK, last),
            "month": (last.replace(day=1), last),
        }
        self._set_days(*periods[value])

    def _set_days(self, first: date, last: date) -> None:
        self.first.setText(str(first))
        self.last.setText(str(last))

    def _read_words(self) -> None:
        self._title.setText(tr("Papers"))
        self.kinds.setAccessibleName(tr("Papers"))
        self.quick.setAccessibleName(tr("Period"))
        self.quick.set_choices([(value, tr(words)) for value, words in _QUICK.items()])
        self._first_field.set_caption(tr("First shift day"))
        self._last_field.set_caption(tr("Last shift day"))
        self.reports.setAccessibleName(tr("Handover report"))
        self.print.setText(tr("Print"))
        self.save.setText(tr("Save as PDF"))


def _read_day(line: QLineEdit, field: Field) -> date:
    try:
        return needed_day(line.text())
    except UnreadableDay as refusal:
        field.set_error(refusal.said(tr))
        raise


def _shift_of(handover: Handover) -> str:
    shift = handover.snapshot.body["shift"]
    day, _ = day_and_weekday(date.fromisoformat(shift["day"]))
    return f"{day} {shift['name']} {clock(unstamp(shift['start_at']))}"


def _people_of(handover: Handover) -> str:
    names = [signature.name for signature in (handover.outgoing, handover.incoming) if signature]
    return " → ".join(names)
