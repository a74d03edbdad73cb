"""The documents page (文档)."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.documents import files
from commandcenter.documents.errors import Cancelled
from commandcenter.duty.service import shifts
from commandcenter.handover import service
from commandcenter.handover.model import Handover
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_
from ui.documents import drill_papers, subjects
from ui.documents.choices import Choices
from ui.documents.kinds import PaperKind
from ui.documents.making import Making
from ui.documents.orders import Order, ready_to_leave
from ui.documents.subjects import Subject
from ui.shell.actions import Actions
from ui.shell.page import Page, Target
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets import scaled, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.paper_out import OutPaper, PaperOut
from ui.widgets.paper_view import PaperView
from ui.widgets.roomy import Roomy
from ui.widgets.states import Deck
from ui.widgets.words import tr

_SIDE, _COMPACT_SIDE = 340, 316  # px at 100 %
_LEAST_W, _LEAST_H = 700, 440
_LIVE_PAGES = 30
_PAGES_DONE = N_("Making the paper: {count} pages done")
_SAVED, _PRINTED = N_("Saved as {name}."), N_("Sent to the printer.")
_LIVE_PARTS = ("matters", "alarms", "incidents", "response", "warnings", "drills")
_KINDS = {kind.name.lower(): kind for kind in PaperKind}


class DocumentsPage(Page):
    """Papers on the left, the chosen one as it prints beside them."""

    name = "documents"
    parts = frozenset({"duty", "handover", "directory", "teams", *_LIVE_PARTS})

    def __init__(self, db: Database, seat: Seat) -> None:
        super().__init__()
        background = seat.background
        self._db = db
        self._background = background
        self._messages = seat.messages
        self._officer = seat.officer
        self._clock = seat.clock
        self._order: Order | None = None
        self._paper: OutPaper | None = None
        self.choices = Choices(seat.clock)
        self.view = PaperView(background.read)
        self.making = Making(db, background, self)
        self._out = PaperOut(self, background.read, write_file=files.save)
        self._deck = Deck(self.view)
        self._strip = Card()
        self._progress = Label()
        self.cancel = KeyButton(key="Esc")
        self._build()
        self._connect()
        self._add_actions(seat.actions)

    def refresh(self) -> None:
        call = partial(_read, self._db, self._clock())
        self._background.read(self, call, self._show_sealed, self._not_read)
        self._read_teams(self.choices.teams.text.text())
        reads: dict[PaperKind, Callable[[], Sequence[Subject]]] = {
            PaperKind.DISPATCH_ORDER: partial(subjects.orders, self._db),
            PaperKind.BULLETIN: partial(subjects.incidents, self._db),
            PaperKind.RESPONSE_ORDER: partial(subjects.responses, self._db),
            PaperKind.TOWNSHIP_PACKET: partial(subjects.townships, self._db, self._clock()),
            PaperKind.CALL_RECORD: partial(subjects.warnings, self._db),
            PaperKind.EVALUATION_BLANK: partial(drill_papers.drills, self._db),
            PaperKind.EVALUATION_FORM: partial(drill_papers.forms, self._db),
            PaperKind.DRILL_REPORT: partial(drill_papers.held, self._db),
        }
        for kind, read in reads.items():
            show = partial(self.choices.show_subjects, kind)
            self._background.read(self, read, show, self._not_read)

    def go_to(self, target: Target) -> None:
        kind = _KINDS.get(target.kind)
        if kind is None:
            return
        key, day = target.key, target.key
        self.choices.choose(
            kind,
            day=day if isinstance(day, date) else None,
            key=key if isinstance(key, UUID | tuple) else None,
        )

    def place(self) -> Target:
        if self._order is None:
            return Target(page=self.name)
        handover, subject = self._order.handover, self._order.subject
        key: object = self._order.first
        if handover is not None:
            key = handover.id
        elif subject is not None:
            key = subject.row
        return Target(page=self.name, kind=self._order.kind.name.lower(), key=key)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()
            if self.isVisible():
                self.choices.order_now()
            else:
                # Nobody may print what was made in the other language once the page is back.
                self.making.stop()
                self._order = self._paper = None
                self.choices.set_ready(is_ready=False)
                self.mark_stale()
        elif event.type() == QEvent.Type.StyleChange:
            self._set_side()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_side()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.making.stop()
        super().closeEvent(event)

    def _build(self) -> None:
        strip = QHBoxLayout(self._strip)
        scaled.margins(strip, 4, 2, 2, 2)
        strip.addWidget(self._progress)
        strip.addStretch()
        strip.addWidget(self.cancel)
        self._strip.hide()
        right = QVBoxLayout()
        scaled.gap(right, 3)
        right.addWidget(self._strip)
        right.addWidget(self._deck, 1)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        scaled.gap(row, 3)
        row.addWidget(self.choices)
        row.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Roomy(content, width=_LEAST_W, height=_LEAST_H))
        self.setFocusProxy(self.choices.kinds)
        self.choices.set_ready(is_ready=False)
        self._deck.show_loading()
        self._read_words()

    def _connect(self) -> None:
        choices, making = self.choices, self.making
        choices.ordered.connect(self._begin)
        choices.refused.connect(self._refuse)
        choices.save_wanted.connect(self._save)
        choices.print_wanted.connect(self._print)
        choices.teams.typed.connect(self._read_teams)
        making.progressed.connect(self._show_progress)
        making.made.connect(self._show_paper)
        making.failed.connect(self._not_made)
        self.cancel.clicked.connect(self._cancel)
        self._deck.acted.connect(choices.order_now)
        self._out.saved.connect(lambda name: self._messages.say(_SAVED, name=name))
        self._out.printed.connect(lambda: self._messages.say(_PRINTED))
        for failing in (self._out.failed, self.view.failed):
            failing.connect(self._messages.problem)

    def _add_actions(self, actions: Actions) -> None:
        add = partial(actions.add, self, page=self.name)
        add(N_("Save as PDF"), "Ctrl+S", self._save, icon="download-simple")
        add(N_("Print"), "Ctrl+P", self._print, icon="printer")
        add(N_("Stop making the paper"), "Esc", self._cancel)
        add(N_("Larger paper"), "+", partial(self.view.zoom_by, 1))
        add(N_("Smaller paper"), "-", partial(self.view.zoom_by, -1))

    def _set_side(self) -> None:
        width = _COMPACT_SIDE if scaled.is_compact(self) else _SIDE
        self.choices.setFixedWidth(theme.px(width))

    def _show_sealed(self, read: tuple[tuple[Handover, ...], date]) -> None:
        self.choices.show_reports(*read)
        # A long paper is not made anew with each entry; its period is mostly over anyway.
        is_short = self.view.page_count() <= _LIVE_PAGES
        if self._order is None or (is_short and not self.making.is_busy()):
            self.choices.order_now()

    def _read_teams(self, containing: str) -> None:
        call = partial(subjects.teams, self._db, containing)
        self._background.read(self, call, partial(self._show_teams, containing), self._not_read)

    def _show_teams(self, containing: str, found: Sequence[Subject]) -> None:
        # Answers may overtake each other while somebody types.
        if containing == self.choices.teams.text.text():
            self.choices.show_subjects(PaperKind.TEAM_CARD, found)

    def _not_read(self, error: Exception) -> None:
        self.mark_stale()
        self._messages.problem(error)

    def _begin(self, wanted: Order) -> None:
        self._order = wanted
        self._paper = None
        self.choices.set_ready(is_ready=False)
        self.making.begin(wanted, self._officer())
        if not self.view.page_count():
            self._deck.show_loading()

    def _show_progress(self, pages: int) -> None:
        self._progress.setText(tr(_PAGES_DONE).format(count=pages))
        self._strip.show()

    def _show_paper(self, wanted: Order, data: bytes) -> None:
        self._strip.hide()
        self._paper = ready_to_leave(self._db, wanted, data, officer=self._officer())
        self.choices.set_ready(is_ready=True)
        self._deck.show_content()
        self.view.show_paper(data)

    def _not_made(self, error: Exception) -> None:
        self._strip.hide()
        if not isinstance(error, Cancelled):
            self._messages.problem(error)
        self._deck.show_state(
            "warning-circle", tr("No paper"), sentence(error), action=tr("Make it")
        )

    def _refuse(self, words: str) -> None:
        self.making.stop()
        self._paper = None
        self.choices.set_ready(is_ready=False)
        self._deck.show_state("files", tr("No paper"), words)

    def _cancel(self) -> None:
        if self.making.is_busy():
            self.making.stop()

    def _save(self) -> None:
        if self._paper is not None:
            self._out.save(self._paper)

    def _print(self) -> None:
        if self._paper is not None:
            self._out.print_pages(self._paper)

    def _read_words(self) -> None:
        self.cancel.setText(tr("Stop"))


def _read(db: Database, at: datetime) -> tuple[tuple[Handover, ...], date]:
    shift = shifts.on_watch(db, at=at)
    return service.sealed(db), shift.day if shift else day_of(at)
