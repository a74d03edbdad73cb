"""Joint groups (联合指挥工作组): called up, signed in, what they report, released."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right
from commandcenter.incidents.model.command import GroupCall, Note, Noted, NoteKind
from commandcenter.incidents.model.response import Response
from commandcenter.incidents.service import consultation, groups
from commandcenter.kernel.words import N_
from ui.records import fields, form
from ui.records.ask_bar import AskBar
from ui.records.chips import Chips
from ui.records.refusal import refusal
from ui.response.command_panels import short
from ui.response.sent import Sent
from ui.response.terms import GROUP, Terms
from ui.shell.seat import Seat
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.states import Deck
from ui.widgets.words import tr

_CALLED = N_("{count} groups called up")
_NOTED = N_("{group}: noted")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """A group with what it reported."""

    call: GroupCall
    reports: tuple[Noted, ...]

    def state(self) -> str:
        """Return in words where the group stands."""
        if self.call.released_at is not None:
            return tr("Released {at}").format(at=short(self.call.released_at))
        if self.call.signed_in_at is not None:
            return tr("Signed in {at}").format(at=short(self.call.signed_in_at))
        return tr("Called up {at}").format(at=short(self.call.called_at))


class _Table(RecordTable):
    sign_in_wanted = Signal()
    report_wanted = Signal()
    release_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wanted = {
            Qt.Key.Key_Return: self.sign_in_wanted,
            Qt.Key.Key_Enter: self.sign_in_wanted,
            Qt.Key.Key_R: self.report_wanted,
            Qt.Key.Key_Delete: self.release_wanted,
        }.get(Qt.Key(event.key()))
        if wanted is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            wanted.emit()

    def keyboardSearch(self, _search: str) -> None:
        """Leave the letters to the keys of the list."""


class GroupsPanel(QWidget):
    """One key signs a group in, one writes down what it reports.

    Signals:
        changed: Something was written.
    """

    changed = Signal()

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._db = db
        self._seat = seat
        self._terms = Terms()
        self._response: Response | None = None
        self._sent = Sent()
        self.table = _Table(_columns(), lambda row: row.call.id, stretch=1)
        self.ask = AskBar()
        self.new = KeyButton(key="Ctrl+N", icon="plus")
        self.sign_in = KeyButton(key="Enter")
        self.report = KeyButton(key="R", kind="bare")
        self.release = KeyButton(key="Del", kind="bare")
        self.last = Label(tone="note")
        self.deck = Deck(self.table)
        self._build()
        self._connect()
        self.read_words()

    def show_of(
        self, response: Response, calls: Sequence[GroupCall], said: Sequence[Noted]
    ) -> None:
        """Show the groups of a response."""
        if self._response is None or self._response.id != response.id:
            self.ask.close_bar()
        self._response = response
        of_group: dict[UUID | None, list[Noted]] = {}
        for noted in said:
            of_group.setdefault(noted.note.group_id, []).append(noted)
        there = sorted(calls, key=lambda call: call.released_at is not None)
        rows = [GroupRow(call=call, reports=tuple(of_group.get(call.id, ()))) for call in there]
        self.table.show_records(rows)
        if self.table.present() is None and rows:
            self.table.choose(rows[0].call.id)
        if rows:
            self.deck.show_content()
        else:
            self.deck.show_state("users", tr("No groups yet"), tr("Call them up with Ctrl+N."))
        self._show_front()

    def show_terms(self, terms: Terms) -> None:
        """Take the words of the dictionaries."""
        self._terms = terms

    def begin_new(self) -> None:
        """Ask which groups are called up."""
        response = self._response
        if response is None or not response.is_active or self._refusal(Right.RESPOND):
            return
        box = Chips(N_("None"))
        called = {row.call.code for row in self._rows() if row.call.released_at is None}
        codes = [code for code in self._terms.codes(GROUP) if code not in called]
        box.offer([(code, self._terms.said(GROUP, code)) for code in codes])
        field = fields.chips("codes", N_("Groups"), box)
        self.ask.ask(
            tr("Which groups are called up?"),
            tr("Call up"),
            [field],
            partial(self._call_up, response),
            {"codes": frozenset()},
        )

    def ask_sign_in(self) -> None:
        """Ask who signs the group in."""
        row = self._front_row()
        if row is None or row.call.signed_in_at is not None or row.call.released_at is not None:
            return
        asked = [
            form.line("signed_in_by", N_("Who says so")),
            fields.moment("at", N_("Time; empty means now"), self._seat.clock),
        ]
        title = tr("{group} signs in").format(group=row.call.name)
        self.ask.ask(title, tr("Sign in"), asked, partial(self._sign_in, row.call))

    def ask_report(self) -> None:
        """Ask what a group reports."""
        row = self._front_row()
        if row is None:
            return
        asked = [
            form.line("text", N_("Report"), longest=2_000),
            fields.moment("at", N_("Time; empty means now"), self._seat.clock),
        ]
        title = tr("{group} reports").format(group=row.call.name)
        self.ask.ask(title, tr("Note it"), asked, partial(self._report, row.call))

    def ask_release(self) -> None:
        """Ask when a group was released."""
        row = self._front_row()
        if row is None or row.call.released_at is not None:
            return
        asked = [fields.moment("at", N_("Time; empty means now"), self._seat.clock)]
        title = tr("{group} is released").format(group=row.call.name)
        self.ask.ask(title, tr("Release"), asked, partial(self._release, row.call))

    def give_up(self) -> None:
        """Close what is asked."""
        self.ask.close_bar()
        self.table.setFocus()

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self.table.setAccessibleName(tr("Joint groups"))
        self.new.setText(tr("Call up groups"))
        self.sign_in.setText(tr("Sign in"))
        self.report.setText(tr("Note a report"))
        self.release.setText(tr("Release"))
        self._show_front()

    def _rows(self) -> list[GroupRow]:
        model = self.table.records
        return [model.record(row) for row in range(model.rowCount())]

    def _front_row(self) -> GroupRow | None:
        row: GroupRow | None = self.table.present()
        return None if self._refusal(Right.REPORT) else row

    def _refusal(self, right: Right) -> str:
        return refusal(self._seat, right)

    def _show_front(self) -> None:
        row: GroupRow | None = self.table.present()
        is_there = row is not None and row.call.released_at is None
        may = not self._refusal(Right.REPORT)
        is_active = self._response is not None and self._response.is_active
        self.new.setEnabled(is_active and not self._refusal(Right.RESPOND))
        self.sign_in.setEnabled(
            may and is_there and row is not None and row.call.signed_in_at is None
        )
        self.report.setEnabled(may and row is not None)
        self.release.setEnabled(may and is_there)
        words = ""
        if row is not None and row.reports:
            newest = row.reports[-1]
            words = tr("{at} {text}").format(at=short(newest.note.at), text=newest.note.text)
        self.last.setText(words)
        self.last.setVisible(bool(words))

    def _call_up(self, response: Response, typed: Mapping[str, Any]) -> None:
        codes = [code for code in self._terms.codes(GROUP) if code in typed["codes"]]
        call = partial(groups.call_up, self._db, response.id, codes, officer=self._seat.officer())
        self._write(call, lambda _found: self._seat.messages.say(_CALLED, count=len(codes)))

    def _sign_in(self, before: GroupCall, typed: Mapping[str, Any]) -> None:
        at = _after_call(typed["at"] or self._seat.clock(), before)
        self._change(replace(before, signed_in_at=at, signed_in_by=typed["signed_in_by"]))

    def _release(self, before: GroupCall, typed: Mapping[str, Any]) -> None:
        at = _after_call(typed["at"] or self._seat.clock(), before)
        self._change(replace(before, released_at=at))

    def _change(self, changed: GroupCall) -> None:
        call = partial(groups.change_call, self._db, changed, officer=self._seat.officer())
        self._write(call, lambda _done: self._seat.messages.say(_NOTED, group=changed.name))

    def _report(self, group: GroupCall, typed: Mapping[str, Any]) -> None:
        said = (group.id, typed["text"], typed["at"])
        new = Note(
            id=self._sent.id_for(said),
            kind=NoteKind.SITREP,
            about=group.response_id,
            text=typed["text"],
            at=typed["at"],
            group_id=group.id,
            drill_id=group.drill_id,
        )
        call = partial(consultation.note, self._db, new, officer=self._seat.officer())
        self._write(call, lambda _done: self._seat.messages.say(_NOTED, group=group.name))

    def _write(self, call: Callable[[], Any], say: Callable[[Any], None]) -> None:
        def done(result: Any) -> None:
            self._sent.done()
            self.ask.close_bar()
            say(result)
            self.changed.emit()

        def failed(error: Exception) -> None:
            self.ask.refuse(error)
            self.changed.emit()

        self._seat.background.write(self, call, done, failed)

    def _connect(self) -> None:
        self.table.chosen.connect(lambda _row: self._show_front())
        self.table.sign_in_wanted.connect(self.ask_sign_in)
        self.table.report_wanted.connect(self.ask_report)
        self.table.release_wanted.connect(self.ask_release)
        self.table.doubleClicked.connect(lambda _index: self.ask_sign_in())
        self.new.clicked.connect(self.begin_new)
        self.sign_in.clicked.connect(self.ask_sign_in)
        self.report.clicked.connect(self.ask_report)
        self.release.clicked.connect(self.ask_release)
        self.ask.left.connect(self.table.setFocus)

    def _build(self) -> None:
        foot = QHBoxLayout()
        scaled.gap(foot, 2)
        for button in (self.release, self.report):
            foot.addWidget(button)
        foot.addStretch()
        foot.addWidget(self.new)
        foot.addWidget(self.sign_in)
        self.last.setWordWrap(True)
        card = Card()
        inner = QVBoxLayout(card)
        scaled.margins(inner, 4, 3, 4, 3)
        scaled.gap(inner, 2)
        inner.addWidget(self.deck, 1)
        inner.addWidget(self.last)
        inner.addLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 2)
        layout.addWidget(card, 1)
        layout.addWidget(self.ask)
        self.setFocusProxy(self.table)


def _after_call(at: datetime, call: GroupCall) -> datetime:
    return fields.not_before(at, call.called_at) or at


def _columns() -> tuple[Column[GroupRow], ...]:
    return (
        Column(title=N_("Group"), text=lambda row: row.call.name),
        Column(title=N_("Led by"), text=lambda row: row.call.lead_org),
        Column(title=N_("State"), text=lambda row: row.state()),
        Column(title=N_("Signed in by"), text=lambda row: row.call.signed_in_by),
        Column(title=N_("Reports"), text=lambda row: str(len(row.reports) or ""), is_number=True),
        Column(
            title=N_("Last"),
            text=lambda row: short(row.reports[-1].note.at) if row.reports else "",
        ),
    )
