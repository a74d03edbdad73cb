"""The handover page (交接班)."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QStackedWidget, QVBoxLayout

from commandcenter.database.engine import Database
from commandcenter.directory.rights import NotAllowed, Right, require
from commandcenter.documents import files
from commandcenter.duty.service import exports
from commandcenter.handover import papers, service
from commandcenter.handover.model import (
    Check,
    Handover,
    NotWalking,
    SamePerson,
    Section,
    State,
)
from commandcenter.kernel.errors import CommandCenterError, Conflict
from commandcenter.kernel.words import N_, translation
from commandcenter.matters.model.matter import Matter
from ui.handover import facts as reading
from ui.handover.acts import Acts
from ui.handover.facts import Facts
from ui.handover.rest import RestView
from ui.handover.signing import Credentials, Signing, sign
from ui.handover.walk import WalkView
from ui.shell.actions import Actions
from ui.shell.page import REALITY, Page, Target
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets.paper_out import OutPaper, PaperOut
from ui.widgets.roomy import Roomy
from ui.widgets.states import Deck
from ui.widgets.words import language, tr

_LEAST_W, _LEAST_H = 900, 440  # px at 100 %
_SEALED = N_("Sealed as journal number {seq}. {name} is on watch now.")
_STARTED = N_("Content frozen. What is recorded now belongs to the next shift.")
_RETURNED = N_("Returned. The shift goes on until it is frozen anew.")
_SAVED = N_("Saved as {name}.")
_PRINTED = N_("Sent to the printer.")


class HandoverPage(Page):
    """Shows the walk while a handover is under way, and between two of them the earlier ones.

    Args:
        drafts: Counts the half-typed entries of an account here; called in the background,
            when another officer may have taken the seat.
    """

    name = "handover"
    parts = frozenset({"handover", "duty", "matters", "directory"})

    def __init__(
        self,
        db: Database,
        seat: Seat,
        *,
        drafts: Callable[[str], int],
    ) -> None:
        super().__init__()
        background = seat.background
        self._db = db
        self._background = background
        self._messages = seat.messages
        self._navigation = seat.navigation
        self._officer = seat.officer
        self._clock = seat.clock
        self._drafts = drafts
        self._facts: Facts | None = None
        self._paper: OutPaper | None = None
        self._wanted_paper: object = None
        self._acts = Acts(background, self)
        self.walk = WalkView(background.read)
        self.rest = RestView(background.read)
        self._views = QStackedWidget()
        self._deck = Deck(self._views)
        self._out = PaperOut(self, background.read, write_file=files.save)
        self._build()
        self._connect()
        self._add_actions(seat.actions)
        self._deck.show_loading()

    def refresh(self) -> None:
        drafts = partial(self._drafts, self._officer().login)
        call = partial(reading.read, self._db, at=self._clock(), drafts=drafts)
        self._background.read(self, call, self._show, self._not_read)

    def go_to(self, target: Target) -> None:
        if target.kind == "start":
            self.rest.choose_next(None)
        elif target.kind == "report" and isinstance(target.key, UUID):
            self.rest.choose_next(target.key)

    def place(self) -> Target:
        row = self.rest.reports.present()
        if self._views.currentWidget() is self.rest and row is not None and row.id is not None:
            return Target(page=self.name, kind="report", key=row.id)
        return Target(page=self.name, kind="start")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._wanted_paper = None  # the paper speaks the language of the window
            self._show_paper()

    def _build(self) -> None:
        self._views.addWidget(self.rest)
        self._views.addWidget(self.walk)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Roomy(self._deck, width=_LEAST_W, height=_LEAST_H))

    def _connect(self) -> None:
        walk, rest = self.walk, self.rest
        walk.accept_wanted.connect(self._accept)
        walk.return_wanted.connect(self._return)
        walk.checked.connect(self._check)
        walk.noted.connect(self._note)
        walk.sign_wanted.connect(self._sign)
        walk.freeze_wanted.connect(self._start)
        walk.entry_wanted.connect(self._record)
        rest.start.start_wanted.connect(self._start)
        rest.start.drafts_wanted.connect(self._see_drafts)
        rest.open_now.matter_wanted.connect(self._see_matter)
        rest.report_chosen.connect(lambda _handover: self._show_paper())
        rest.sealed.save_wanted.connect(self._save)
        rest.sealed.print_wanted.connect(self._print)
        self._acts.changed.connect(self._on_changed)
        self._acts.overtaken.connect(self.refresh)
        self._deck.acted.connect(self.refresh)
        self._out.saved.connect(lambda name: self._messages.say(_SAVED, name=name))
        self._out.printed.connect(lambda: self._messages.say(_PRINTED))
        for failing in (self._out.failed, walk.paper.failed, rest.paper.failed):
            failing.connect(self._messages.problem)

    def _add_actions(self, actions: Actions) -> None:
        self.walk.add_actions(actions, self.name)
        add = partial(actions.add, page=self.name)
        add(self.rest, N_("Start the handover"), "Return", self._enter)
        add(self, N_("Save as PDF"), "Ctrl+S", self._save, icon="download-simple")
        add(self, N_("Print"), "Ctrl+P", self._print, icon="printer")

    # What is on screen

    def _show(self, facts: Facts) -> None:
        self._facts = facts
        handover = self._acts.take(facts.present)
        self._deck.show_content()
        if handover is None or handover.state is State.SEALED:
            self._show_rest(facts)
        else:
            self._show_walk(facts, handover)
        self._show_paper()

    def _show_walk(self, facts: Facts, handover: Handover) -> None:
        is_new = self._views.currentWidget() is not self.walk or self.hasFocus()
        self._views.setCurrentWidget(self.walk)
        self.walk.show_handover(facts, handover, own=self._officer().login)
        self.walk.checks.set_answerable(self._refusal())
        if is_new:
            self.walk.take_focus()

    def _show_rest(self, facts: Facts) -> None:
        is_new = self._views.currentWidget() is not self.rest or self.hasFocus()
        self._views.setCurrentWidget(self.rest)
        self.rest.show_facts(facts, refusal=self._refusal())
        if is_new:
            self.rest.setFocus()

    def _not_read(self, error: Exception) -> None:
        self.mark_stale()
        self._messages.problem(error)
        if self._facts is None:
            self._deck.show_state(
                "warning-circle", tr("Not loaded"), sentence(error), action=tr("Try again")
            )

    def _refusal(self) -> str:
        try:
            require(self._officer(), Right.HAND_OVER)
        except NotAllowed as error:
            return error.said(tr)
        return ""

    def _on_changed(self, handover: Handover) -> None:
        if self._facts is None:
            return
        if handover.state is State.WALKING:
            self._show_walk(self._facts, handover)
            self._show_paper()
        else:
            self.refresh()

    # The paper

    def _show_paper(self) -> None:
        """Make the paper anew if anything that is printed on it is different."""
        handover = self._handover_in_front()
        if handover is None:
            return
        printed = (
            handover.id,
            handover.state,
            handover.checklist,
            handover.note,
            handover.outgoing,
            handover.leader,
            language(),
        )
        if printed == self._wanted_paper:
            return
        self._wanted_paper = printed
        self._paper = None  # or the report before would be saved under the eyes of this one
        call = partial(papers.report, handover, words=translation(language()))
        self._background.read(self, call, partial(self._made, printed), self._not_made)

    def _handover_in_front(self) -> Handover | None:
        if self._views.currentWidget() is self.walk:
            return self._acts.handover
        row = self.rest.reports.present()
        return row.handover if row else None

    def _made(self, printed: object, data: bytes) -> None:
        if printed != self._wanted_paper:
            return
        handover = self._handover_in_front()
        if handover is None:
            return
        shift = handover.snapshot.body["shift"]
        title = tr("Handover report {day} {shift}").format(day=shift["day"], shift=shift["name"])
        note = partial(
            exports.hand_out,
            self._db,
            data,
            paper="handover",
            of=str(handover.id),
            officer=self._officer(),
        )
        self._paper = OutPaper(title=title, data=data, note=note)
        view = self.walk if self._views.currentWidget() is self.walk else self.rest
        view.paper.show_paper(data)

    def _not_made(self, error: Exception) -> None:
        self._wanted_paper = None
        self._messages.problem(error)

    def _save(self) -> None:
        if self._paper is not None and self._handover_in_front() is not None:
            self._out.save(self._paper)

    def _print(self) -> None:
        if self._paper is not None and self._handover_in_front() is not None:
            self._out.print_pages(self._paper)

    # What the officer does

    def _enter(self) -> None:
        """Do what Enter means where the focus is."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractButton):
            focused.click()
        elif focused is self.rest.open_now.table:
            self.rest.open_now.open_present()
        elif self.rest.is_at_start() and self.rest.start.start.isEnabled():
            self._start()

    def _start(self) -> None:
        self.rest.start.start.setEnabled(False)
        call = partial(service.start, self._db, officer=self._officer())
        self._background.write(self, call, self._started, self._not_started)

    def _started(self, _handover: Handover) -> None:
        self._messages.say(_STARTED)
        self.refresh()

    def _not_started(self, error: Exception) -> None:
        self.rest.start.start.setEnabled(True)
        self.rest.start.refuse(sentence(error))
        self.walk.returned.refuse(sentence(error))
        self._messages.problem(error)
        self.refresh()

    def _accept(self, section: Section) -> None:
        officer = self._officer()
        if self._facts is not None and self._facts.hands_over(officer.login):
            # Said now and not when the first signature is refused after eight sections.
            self.walk.refuse(section, SamePerson(name=officer.name).said(tr))
            return
        self._acts.do(
            lambda present: service.accept(
                self._db, present.id, section, seen_version=present.version, officer=officer
            ),
            lambda _after: None,
            partial(self._not_answered, section),
        )
        self.walk.go_on()

    def _return(self, section: Section, reason: str) -> None:
        officer = self._officer()
        self._acts.do(
            lambda present: service.return_section(
                self._db,
                present.id,
                section,
                reason,
                seen_version=present.version,
                officer=officer,
            ),
            lambda _after: self._messages.say(_RETURNED),
            partial(self._not_answered, section),
        )

    def _not_answered(self, section: Section, error: Exception) -> None:
        self._tell(error)
        self.walk.refuse(section, sentence(error))

    def _check(self, check: Check) -> None:
        officer = self._officer()
        self._acts.do(
            lambda present: service.put_check(
                self._db, present.id, check, seen_version=present.version, officer=officer
            ),
            lambda _after: None,
            self._not_kept,
        )

    def _note(self, note: str) -> None:
        officer = self._officer()
        self._acts.do(
            lambda present: service.put_note(
                self._db, present.id, note, seen_version=present.version, officer=officer
            ),
            lambda _after: None,
            self._not_kept,
        )

    def _not_kept(self, error: Exception) -> None:
        self._tell(error)
        self.mark_stale()  # the next live answer reads anew, and the note is tried again

    def _sign(self, signing: Signing, login: str, password: str) -> None:
        credentials = Credentials(
            login=login, password=password, at=self._clock(), station=self._officer().station
        )
        card = self.walk.foot.cards[signing]
        card.set_busy(True)
        self._acts.do(
            lambda present: sign(self._db, present, signing, credentials),
            partial(self._signed, signing),
            partial(self._not_signed, signing),
        )

    def _signed(self, signing: Signing, after: Handover) -> None:
        self.walk.foot.cards[signing].set_busy(False)
        if after.state is State.SEALED and after.incoming is not None:
            self._messages.say(_SEALED, seq=after.seq, name=after.incoming.name)
            self.rest.choose_next(after.id)
        else:
            self.walk.sign()

    def _not_signed(self, signing: Signing, error: Exception) -> None:
        card = self.walk.foot.cards[signing]
        card.set_busy(False)
        card.refuse(sentence(error))
        card.take_focus()
        self._tell(error)

    def _tell(self, error: Exception) -> None:
        """Say in the message bar what has no other place; a lost race is over for this view."""
        if isinstance(error, (Conflict, NotWalking)) or not isinstance(error, CommandCenterError):
            self._messages.problem(error)
        if isinstance(error, NotWalking):
            self.refresh()

    def _record(self) -> None:
        self._navigation.open(Target(page="duty", kind="new", scope=REALITY))

    def _see_drafts(self) -> None:
        self._navigation.open(Target(page="duty", scope=REALITY))

    def _see_matter(self, matter: Matter) -> None:
        self._navigation.open(Target(page="duty", kind="entry", key=matter.id, scope=REALITY))
