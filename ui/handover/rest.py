"""Between two handovers: the shift on watch, and the handovers before it."""

from uuid import UUID

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from commandcenter.kernel.times import clock
from commandcenter.kernel.words import N_
from ui.handover.facts import Facts
from ui.handover.open_now import OpenNow
from ui.handover.report_list import ReportFacts, ReportList, report_of
from ui.handover.sealed_card import SealedCard
from ui.handover.start_card import StartCard
from ui.widgets import scaled, theme
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.paper_view import PaperView, Read
from ui.widgets.words import tr

_SIDES = (288, 384)  # px at 100 %
_COMPACT_SIDES = (220, 300)
_ON_WATCH = N_("{name} {start}–{end} · {count} open")


class RestView(QWidget):
    """List on the left, what was chosen in the middle, what can be done on the right.

    Signals:
        report_chosen: A sealed handover came to the front (Handover).
    """

    report_chosen = Signal(object)

    def __init__(self, read: Read, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: Facts | None = None
        self._refusal = ""
        self._next: UUID | None = None
        self._has_next = False
        self._title = Label(tone="title")
        self._subtitle = Label(tone="quiet")
        self.reports = ReportList()
        self.open_now = OpenNow()
        self.paper = PaperView(read)
        self.start = StartCard()
        self.sealed = SealedCard()
        self._left = Card()
        self._middle = QStackedWidget()
        self._right = QStackedWidget()
        self._build()
        self.reports.chosen.connect(self._show_chosen)

    def show_facts(self, facts: Facts, *, refusal: str) -> None:
        """Show the state as it stands; the row that was chosen stays.

        Args:
            refusal: Why this officer may not start, in the language of the window.
        """
        self._facts, self._refusal = facts, refusal
        self._read_words()

    def choose_next(self, handover_id: UUID | None) -> None:
        """Bring a sealed handover to the front as soon as it is there; None for the present."""
        self._next = handover_id
        self._has_next = True
        self._read_words()

    def is_at_start(self) -> bool:
        """Whether the shift on watch is in front."""
        return self._right.currentWidget() is self.start

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()
        elif event.type() == QEvent.Type.StyleChange:
            self._set_sides()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_sides()

    def _build(self) -> None:
        for stack, widgets in (
            (self._middle, (self.open_now, self.paper)),
            (self._right, (self.start, self.sealed)),
        ):
            for widget in widgets:
                stack.addWidget(widget)
        left = QVBoxLayout(self._left)
        scaled.margins(left, 0, 3, 0, 2)
        scaled.gap(left, 1)
        for label in (self._title, self._subtitle):
            head = QHBoxLayout()
            scaled.margins(head, 4, 0, 4, 0)
            head.addWidget(label)
            left.addLayout(head)
        inset = QVBoxLayout()
        scaled.margins(inset, 2, 2, 2, 0)
        inset.addWidget(self.reports)
        left.addLayout(inset, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 3)
        layout.addWidget(self._left)
        layout.addWidget(self._middle, 1)
        layout.addWidget(self._right)
        self.setFocusProxy(self.reports)

    def _set_sides(self) -> None:
        left, right = _COMPACT_SIDES if scaled.is_compact(self) else _SIDES
        self._left.setFixedWidth(theme.px(left))
        self._right.setFixedWidth(theme.px(right))

    def _read_words(self) -> None:
        facts = self._facts
        if facts is None:
            return
        self._title.setText(tr("Handover"))
        self._subtitle.setText(tr("{count} sealed").format(count=len(facts.sealed)))
        self.reports.setAccessibleName(tr("Handover"))
        reports = map(report_of, facts.sealed)
        self.reports.show_reports([_now(facts), *reports])
        if self._has_next and self.reports.choose(self._next):
            self._has_next = False
        self.open_now.show_matters(facts.still_open)
        self.start.show_facts(facts, refusal=self._refusal)
        chosen = self.reports.present()
        if chosen is not None:
            self._show_chosen(chosen)

    def _show_chosen(self, row: ReportFacts) -> None:
        handover = row.handover
        is_report = handover is not None
        self._middle.setCurrentWidget(self.paper if is_report else self.open_now)
        self._right.setCurrentWidget(self.sealed if is_report else self.start)
        if handover is not None:
            self.sealed.show_handover(handover)
            self.report_chosen.emit(handover)


def _now(facts: Facts) -> ReportFacts:
    shift = facts.shift
    if shift is None:
        detail = tr("No shift is on watch")
    else:
        times = {"start": clock(shift.start_at), "end": clock(shift.end_at)}
        count = len(facts.still_open)
        detail = tr(_ON_WATCH).format(name=shift.name, count=count, **times)
    return ReportFacts(handover=None, title=tr("On watch now"), detail=detail)
