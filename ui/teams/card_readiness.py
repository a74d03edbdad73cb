"""What a team is doing: said now, said before, and muster tests."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import minute
from commandcenter.kernel.words import N_
from commandcenter.teams.model.readiness import STATE_WORDS, Muster, Readiness, State
from commandcenter.teams.service import readiness
from ui.records.fields import TermBox
from ui.records.refusal import refusal
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.teams.roster_fields import UnreadableNumber
from ui.teams.roster_terms import LEVEL, Terms
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card, Field
from ui.widgets.labels import Label
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.times import ago, span
from ui.widgets.typed_time import Toward, read_time
from ui.widgets.words import tr

_FORM_W = 420  # px at 100 %
_SAID = N_("Noted: the duty log has a line about it.")


class ReadinessPanel(QWidget):
    """Says what a team is doing now, above what was said before.

    Signals:
        said: Something was noted.
    """

    said = Signal()

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._db = db
        self._seat = seat
        self._team_id: UUID | None = None
        self._terms = Terms()
        self._last: Readiness | None = None
        self._is_stale = True
        self._running: Muster | None = None
        self._present = Label(tone="heading")
        self._source = Label(tone="note")
        self._title = Label(tone="strong")
        self._musters_title = Label(tone="strong")
        self._error = Label(tone="error")
        for label in (self._present, self._source, self._error):
            label.setWordWrap(True)
        self.state = QComboBox()
        self.level = TermBox()
        self.since = QLineEdit(maxLength=20)
        self.reason = QLineEdit(maxLength=200)
        self._fields = [Field("", one) for one in (self.state, self.level, self.since, self.reason)]
        self.save = KeyButton(key="Ctrl+S", kind="primary")
        self.muster = KeyButton(icon="bell-ringing")
        self.people = QLineEdit(maxLength=6)
        self.result = QLineEdit(maxLength=200)
        self._muster_fields = [Field("", self.people), Field("", self.result)]
        self.table = RecordTable(self._columns(), lambda one: one.seq, stretch=3)
        self.musters = RecordTable(self._muster_columns(), lambda one: one.id, stretch=3)
        self._build()
        for state in State:
            self.state.addItem("", state.value)
        self.save.clicked.connect(self.submit)
        self.muster.clicked.connect(self._muster)
        self._read_words()

    def show_terms(self, terms: Terms) -> None:
        """Take the words of the dictionaries."""
        self._terms = terms
        self.level.offer([(code, terms.said(LEVEL, code)) for code in terms.codes(LEVEL)])

    def show_said(
        self,
        team_id: UUID,
        present: Readiness | None,
        told: Sequence[Readiness],
        musters: Sequence[Muster],
        *,
        is_stale: bool,
    ) -> None:
        """Show what was said of a team; what is being typed stays."""
        is_other = team_id != self._team_id
        self._team_id, self._last, self._is_stale = team_id, present, is_stale
        self._running = next((one for one in musters if one.assembled_at is None), None)
        self.table.show_records(told)
        self.musters.show_records(musters)
        if is_other:
            self.clear()
        self._read_words()

    def clear(self) -> None:
        """Begin anew with what was said last."""
        last = self._last
        self.state.setCurrentIndex(0 if last is None else self.state.findData(last.state.value))
        self.level.choose("" if last is None else last.level)
        for line in (self.since, self.reason, self.people, self.result):
            line.clear()
        self._refuse("")

    def submit(self) -> None:
        """Note what was chosen."""
        if self._team_id is None or not self.save.isEnabled():
            return
        try:
            said = self._typed(self._team_id)
        except Rejected as error:
            self._refuse(error.said(tr))
            return
        self._write(partial(readiness.say, self._db, said, officer=self._seat.officer()), _SAID)

    def edit_first(self) -> None:
        """Put the cursor where a new state is chosen."""
        self.state.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _build(self) -> None:
        side = Card()
        scaled.width(side, _FORM_W)
        form = QVBoxLayout(side)
        scaled.margins(form, 4, 3, 4, 4)
        scaled.gap(form, 3)
        for part in (self._present, self._source, *self._fields, self._error, self.save):
            form.addWidget(part)
        form.addStretch(1)
        for part in (self._musters_title, *self._muster_fields, self.muster):
            form.addWidget(part)
        card = Card()
        lists = QVBoxLayout(card)
        scaled.margins(lists, 4, 3, 4, 3)
        scaled.gap(lists, 2)
        lists.addWidget(self._title)
        lists.addWidget(self.table, 3)
        lists.addWidget(self.musters, 2)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 3)
        layout.addWidget(card, 1)
        layout.addWidget(side)

    def _typed(self, team_id: UUID) -> Readiness:
        now = self._seat.clock()
        since = read_time(self.since.text(), now=now, toward=Toward.PAST)
        return Readiness(
            team_id=team_id,
            state=State(self.state.currentData()),
            level=self.level.code(),
            at=since or now,
            reason=self.reason.text().strip(),
            drill_id=self._seat.drill_id,
        )

    def _muster(self) -> None:
        """Order a muster test, or end the one that runs."""
        if self._team_id is None:
            return
        now, officer = self._seat.clock(), self._seat.officer()
        running = self._running
        if running is None:
            new = Muster(id=new_id(), team_id=self._team_id, ordered_at=now)
            call: Callable[[], Any] = partial(
                readiness.order_muster, self._db, new, officer=officer
            )
        else:
            typed = self.people.text().strip() or "0"
            if not typed.isdecimal():
                self._refuse(UnreadableNumber(text=typed).said(tr))
                return
            ended = replace(
                running, assembled_at=now, people=int(typed), result=self.result.text().strip()
            )
            call = partial(readiness.end_muster, self._db, ended, officer=officer)
        self._write(call, _SAID)

    def _write(self, call: Callable[[], Any], message: str) -> None:
        self._refuse("")
        self.save.setEnabled(False)
        self._seat.background.write(self, call, partial(self._written, message), self._not_written)

    def _written(self, message: str, _after: Any) -> None:
        for line in (self.since, self.reason, self.people, self.result):
            line.clear()
        self._seat.messages.say(message)
        self._read_words()
        self.said.emit()

    def _not_written(self, error: Exception) -> None:
        self._read_words()
        self._refuse(sentence(error))

    def _refuse(self, words: str) -> None:
        self._error.setText(words)
        self._error.setVisible(bool(words))

    def _refusal(self) -> str:
        return refusal(self._seat, Right.DISPATCH)

    def _columns(self) -> list[Column[Readiness]]:
        return [
            Column(title=N_("Since"), text=lambda one: minute(one.at)),
            Column(title=N_("Readiness"), text=lambda one: tr(STATE_WORDS[one.state])),
            Column(title=N_("Level"), text=lambda one: self._terms.said(LEVEL, one.level)),
            Column(title=N_("Reason"), text=lambda one: one.reason),
            Column(title=N_("Noted by"), text=lambda one: one.by),
        ]

    def _muster_columns(self) -> list[Column[Muster]]:
        return [
            Column(title=N_("Muster test"), text=lambda one: minute(one.ordered_at)),
            Column(title=N_("Took"), text=lambda one: _took(one, self._seat.clock())),
            Column(title=N_("People"), text=lambda one: str(one.people or ""), is_number=True),
            Column(title=N_("Result"), text=lambda one: one.result),
            Column(title=N_("Ordered by"), text=lambda one: one.ordered_by),
        ]

    def _read_words(self) -> None:
        for at, state in enumerate(State):
            self.state.setItemText(at, tr(STATE_WORDS[state]))
        captions = (tr("Readiness"), tr("Level"), tr("Since"), tr("Reason"))
        for field, caption in zip(self._fields, captions, strict=True):
            field.set_caption(caption)
        self.since.setPlaceholderText(tr("now"))
        for field, caption in zip(
            self._muster_fields, (tr("People who came"), tr("Result")), strict=True
        ):
            field.set_caption(caption)
            field.setVisible(self._running is not None)
        self._title.setText(tr("What was said"))
        self._musters_title.setText(tr("Muster test"))
        self.save.setText(tr("Note it"))
        is_running = self._running is not None
        self.muster.setText(
            tr("The team stands ready") if is_running else tr("Order a muster test")
        )
        refusal = self._refusal()
        for control in (self.state, self.level, self.since, self.reason, self.save, self.muster):
            control.setEnabled(not refusal)
        # A muster test is one of reality, and a drill by itself.
        self.muster.setVisible(self._seat.drill_id is None)
        if refusal:
            self._refuse(refusal)
        self._show_present()

    def _show_present(self) -> None:
        last = self._last
        if last is None:
            self._present.setText(tr("Nobody has said yet what the team is doing."))
            self._source.setText("")
            return
        state, level = tr(STATE_WORDS[last.state]), self._terms.said(LEVEL, last.level)
        self._present.setText(f"{state} · {level}" if level else state)
        seconds = max(0.0, (self._seat.clock() - last.at).total_seconds())
        told = tr("{by}, {ago}").format(by=last.by, ago=ago(seconds))
        stale = tr("too old to be relied on") if self._is_stale else ""
        self._source.setText(" · ".join(part for part in (told, last.reason, stale) if part))


def _took(muster: Muster, now: datetime) -> str:
    if muster.lasted is None:
        running = span((now - muster.ordered_at).total_seconds())
        return tr("running, {span}").format(span=running)
    return span(muster.lasted.total_seconds())
