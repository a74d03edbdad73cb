"""The left side of the documents page: which paper, of which days."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commandcenter.handover.model import Handover
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.times import clock, day_of, unstamp
from commandcenter.kernel.words import N_
from ui.documents.kinds import PAPER_WORDS, PaperKind
from ui.documents.orders import (
    OF_A_PERIOD,
    OF_A_SUBJECT,
    Order,
    order,
    order_as_of,
)
from ui.documents.subjects import Subject, SubjectList
from ui.widgets import scaled, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card, Field
from ui.widgets.labels import Label
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.segmented import Segmented
from ui.widgets.times import day_and_weekday
from ui.widgets.typed_day import UnreadableDay, needed_day
from ui.widgets.words import tr

_LEAST_ROWS_H, _MOST_ROWS_H = 36 * 4 + 4, 36 * len(PaperKind) + 4  # px at 100 %
_KINDS_SHARE, _BELOW_SHARE = 3, 2
_QUICK = {
    "shift": N_("This day"),
    "before": N_("Before"),
    "week": N_("7 days"),
    "month": N_("Month"),
}
_WEEK = timedelta(days=6)


class Choices(Card):
    """Kinds of paper, what each is about, and what to do with the paper.

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
        self._now = now
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
        self.teams = SubjectList(N_("Team"), has_filter=True)
        self.sent = SubjectList(N_("Dispatch order"), has_filter=False)
        self.incidents = SubjectList(N_("Incident"), has_filter=False)
        self.responses = SubjectList(N_("Response"), has_filter=False)
        self.townships = SubjectList(N_("Township"), has_filter=False)
        self.warnings = SubjectList(N_("Warning"), has_filter=False)
        self.drills = SubjectList(N_("Drill"), has_filter=False)
        self.held = SubjectList(N_("Drill"), has_filter=False)
        self.forms = SubjectList(N_("Evaluation form"), has_filter=False)
        self._lists = {
            PaperKind.TEAM_CARD: self.teams,
            PaperKind.DISPATCH_ORDER: self.sent,
            PaperKind.BULLETIN: self.incidents,
            PaperKind.PHONE_REPORT: self.incidents,
            PaperKind.RESPONSE_ORDER: self.responses,
            PaperKind.EVACUATION: self.responses,
            PaperKind.TOWNSHIP_PACKET: self.townships,
            PaperKind.CALL_RECORD: self.warnings,
            PaperKind.DRILL_PLAN: self.drills,
            PaperKind.DRILL_SCRIPT: self.drills,
            PaperKind.EVALUATION_BLANK: self.drills,
            PaperKind.EVALUATION_FORM: self.forms,
            PaperKind.DRILL_REPORT: self.held,
            PaperKind.IMPROVEMENT_LIST: self.held,
        }
        self._subjects: dict[PaperKind, Subject] = {}
        self.print = KeyButton(key="Ctrl+P", icon="printer")
        self.save = KeyButton(key="Ctrl+S", kind="primary", icon="download-simple")
        self._period = QWidget()
        self._nothing = QWidget()  # keeps the buttons at the foot
        self._build()
        self._measure()
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

    def show_subjects(self, kind: PaperKind, found: Sequence[Subject]) -> None:
        """Offer what papers of this kind, and others of the same list, can be about."""
        shown = self._lists[kind]
        shown.show_subjects(found)
        wanted = self._subjects.get(kind)
        if wanted is not None:
            shown.table.choose(wanted.row)
        elif found:
            shown.table.choose(found[0].row)

    def choose(
        self,
        kind: PaperKind,
        *,
        day: date | None = None,
        key: UUID | tuple[UUID, str] | None = None,
    ) -> None:
        """Order a paper, as from a link.

        Args:
            key: Of what it is about, such as a handover or a team, and of which part of it.
        """
        if day is not None:
            self.quick.set_value(None)
            self._set_days(day, day)
        if key is not None and kind is PaperKind.HANDOVER:
            self.reports.choose(key)
        elif key is not None and kind in OF_A_SUBJECT:
            owner, part = key if isinstance(key, tuple) else (key, "")
            self._subjects |= dict.fromkeys(self._like(kind), Subject(key=owner, part=part))
            self._lists[kind].table.choose(key)
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
        elif event.type() == QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        self.kinds.setMinimumHeight(theme.px(_LEAST_ROWS_H))
        self.kinds.setMaximumHeight(theme.px(_MOST_ROWS_H))

    def _build(self) -> None:
        for table in (self.kinds, self.reports):
            table.horizontalHeader().hide()
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
        layout.addWidget(self.kinds, _KINDS_SHARE)
        for below in self._all_below():
            layout.addWidget(below, _BELOW_SHARE)
        layout.addWidget(self.print)
        layout.addWidget(self.save)

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._on_kind)
        self.quick.chosen.connect(self._on_quick)
        for line in (self.first, self.last):
            line.editingFinished.connect(self.order_now)
            line.textEdited.connect(lambda _text: self.quick.set_value(None))
        self.reports.chosen.connect(self._on_report)
        for shown in dict.fromkeys(self._lists.values()):
            kinds = [kind for kind, one in self._lists.items() if one is shown]
            shown.chosen.connect(partial(self._on_subject, kinds))
        self.print.clicked.connect(self.print_wanted)
        self.save.clicked.connect(self.save_wanted)

    def _order(self, kind: PaperKind) -> Order:
        if kind is PaperKind.HANDOVER:
            return order(kind, self._shift_day, self._shift_day, self.reports.present())
        if kind not in OF_A_PERIOD:
            return order_as_of(kind, self._subjects.get(kind), at=self._now())
        first = _read_day(self.first, self._first_field)
        last = _read_day(self.last, self._last_field)
        return order(kind, first, last, None, at=self._now())

    def _on_kind(self, kind: PaperKind) -> None:
        self._show_what_it_needs(kind)
        self.order_now()

    def _show_what_it_needs(self, kind: PaperKind) -> None:
        needs = {PaperKind.HANDOVER: self.reports, **self._lists}
        shown = self._period if kind in OF_A_PERIOD else needs.get(kind, self._nothing)
        for below in self._all_below():
            below.setVisible(below is shown)

    def _all_below(self) -> list[QWidget]:
        return [self._period, self.reports, *dict.fromkeys(self._lists.values()), self._nothing]

    def _like(self, kind: PaperKind) -> list[PaperKind]:
        """Return the kinds that are about what stands in the same list."""
        return [one for one, shown in self._lists.items() if shown is self._lists[kind]]

    def _on_subject(self, kinds: Sequence[PaperKind], subject: Subject | None) -> None:
        if subject is None or subject == self._subjects.get(kinds[0]):
            return
        self._subjects |= dict.fromkeys(kinds, subject)
        if self.kinds.present() in kinds:
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
