"""The drafts side by side: one unfolded, the others a line each."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from commandcenter.database.ballast import ReserveFreed
from commandcenter.duty.model.entry import Draft, Entry, EntryKind, admitted
from commandcenter.duty.service import log
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_
from ui.duty.completion import Choice
from ui.duty.desk import Desk
from ui.duty.draft_card import DraftCard
from ui.duty.draft_files import DraftFiles
from ui.duty.draft_keeper import DraftKeeper, Kept
from ui.duty.draft_text import DraftText, WrongField, correction_of, read_draft, real_of, redated
from ui.duty.fitting import Shape
from ui.duty.scope import MOVE_KEY, DrillOver, WhichDrill, mark_of, other_of, short_mark_of
from ui.shell.sentences import sentence
from ui.widgets import scaled
from ui.widgets.words import tr

UNDO_MS = 10_000
_RECORDED = N_("Recorded {number} · journal {seq}")
_REPLACED = N_("Recorded {number}. Characters that cannot be stored became �.")
_DISCARDED = N_("Draft discarded. Ctrl+Shift+Del brings it back.")
_BACK = N_("The draft is back.")
_DRAFTS_UNSAFE = N_("Drafts cannot be kept on this computer. Record them soon.")


class DraftsPanel(QWidget):
    """Opens, keeps, records and discards drafts.

    Signals:
        recorded: An entry was written (Entry).
        phone_typed: A phone number was typed in a draft (DraftCard, str).
        phrases_wanted: The officer wants to insert a phrase (DraftCard).
        left: The draft was folded; the officer is elsewhere now.
        counted: How many drafts hold something (int).
    """

    recorded = Signal(object)
    phone_typed = Signal(object, str)
    phrases_wanted = Signal(object)
    left = Signal()
    counted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._keeper = DraftKeeper(desk, self)
        self._keeper.kept.connect(self._on_kept)
        self._keeper.failed.connect(self._on_not_kept)
        self.files = DraftFiles(desk, self._keeper, self)
        self._cards: dict[UUID, DraftCard] = {}
        self._retried: set[UUID] = set()  # the reserve of a full disk was freed for these
        self._discarded: DraftCard | None = None
        self._undo = QTimer(self, singleShot=True, interval=UNDO_MS)
        self._undo.timeout.connect(self._forget_discarded)
        self._units: Sequence[Choice] = ()
        self._people: Sequence[Choice] = ()
        self._next_number = ""
        self._shape = Shape()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(self._layout, 3)
        self._layout.addStretch()

    def restore(self) -> None:
        """Show the drafts that were kept, and an empty one if there are none."""
        self._keeper.take(self._show_kept)

    def cards(self) -> tuple[DraftCard, ...]:
        """Return the drafts in their order."""
        return tuple(self._cards.values())

    def current(self) -> DraftCard | None:
        """Return the unfolded draft."""
        return next((card for card in self.cards() if not card.is_folded), None)

    def new_draft(self) -> None:
        """Put the cursor into the text of an empty draft, opened if need be."""
        empty = [card for card in self.cards() if card.text.is_empty and not card.is_saving]
        card = empty[0] if empty else self._add(self._blank())
        self._unfold(card)
        card.write_here()

    def correct(self, entry: Entry) -> None:
        """Open a draft that puts an entry right."""
        now = self._desk.clock()
        for card in self.cards():
            if card.text.corrects == entry.id:
                self._unfold(card)
                card.write_here()
                return
        self._open(correction_of(entry, new_id(), now=now))

    def record_really(self, entry: Entry) -> None:
        """Open a draft of reality with the words of an entry of a drill."""
        self._open(real_of(entry, new_id(), now=self._desk.clock()))

    def go_to(self, number: int) -> None:
        """Unfold the draft with this position, counted from 1."""
        if 1 <= number <= len(self._cards):
            card = self.cards()[number - 1]
            self._unfold(card)
            card.write_here()

    def discard_current(self) -> None:
        """Take the unfolded draft away; it can be brought back for some seconds."""
        card = self.current()
        if card is None or card.is_saving or card.text.is_empty:
            return
        self._forget_discarded()
        self._take_off(card)
        self._discarded = card
        self._undo.start()
        self._desk.messages.say(_DISCARDED)
        self.new_draft()

    def undo_discard(self) -> None:
        """Bring back the draft that was discarded last, while there is time."""
        back, self._discarded = self._discarded, None
        self._undo.stop()
        if back is None:
            return
        self._place(back)
        self._unfold(back)
        back.write_here()
        self._desk.messages.say(_BACK)

    def turn(self) -> None:
        """Begin drafts in the drill that is played from now on, or in reality.

        Those that were begun stay what they are.
        """
        for card in self.cards():
            if card.text.is_empty and not card.is_saving:
                card.change(drill_id=self._desk.playing.drill_id)
        self._next_number = ""
        self.show_drills()

    def show_drills(self) -> None:
        """Show on each draft whether it is for a drill or for reality."""
        for card in self.cards():
            self._mark(card)

    def move_current(self) -> None:
        """Move the unfolded draft out of its drill into reality, or the other way round."""
        card = self.current()
        if card is None or card.is_saving:
            return
        if card.text.corrects is not None:
            card.say(tr("A correction stays with the entry that it corrects."))
            return
        try:
            drill_id = other_of(card.text.drill_id, self._desk.playing)
        except WhichDrill as error:
            card.say(sentence(error))
            return
        card.change(drill_id=drill_id)
        self._mark(card)

    def toggle_step(self, index: int) -> None:
        """Note a step of handling in the unfolded draft."""
        card = self.current()
        if card is not None and not card.is_saving:
            card.form.handling.toggle(list(card.form.handling.chips)[index])

    def toggle_extras(self) -> None:
        """Show or hide the seldom needed fields of the unfolded draft."""
        card = self.current()
        if card is not None:
            card.form.toggle_extras()

    def choose_files(self) -> None:
        """Let the officer choose files for the unfolded draft."""
        card = self.current()
        if card is not None and not card.is_saving:
            self.files.choose(card)

    def offer(self, units: Sequence[Choice], people: Sequence[Choice]) -> None:
        """Offer these units and people for completion."""
        self._units, self._people = units, people
        for card in self.cards():
            card.form.offer(units, people)

    def set_next_number(self, number: str) -> None:
        """Show the number the next entry will probably get."""
        self._next_number = number
        for card in self.cards():
            self._mark(card)

    def set_shape(self, shape: Shape) -> None:
        """Take the compact or the comfortable form."""
        self._shape = shape
        for card in self.cards():
            card.set_shape(shape)

    def tick(self, *, is_new_day: bool) -> None:
        """Show how long ago folded drafts were touched; at midnight spell out dates."""
        for card in self.cards():
            if is_new_day and card.text.touched_at is not None:
                card.redate()
            else:
                card.read_age()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.show_drills()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._keeper.flush()

    def _show_kept(self, found: Sequence[Kept]) -> None:
        now, is_first = self._desk.clock(), not self._cards
        for kept in found:
            text = redated(kept.text, now=now)
            card = self._add(replace(text, touched_at=kept.text.touched_at), kept.contents)
            card.set_kept(kept.text.touched_at or now)
            card.set_folded(True)
        if not is_first:
            return  # somebody types already
        if self._cards:
            self._unfold(max(self.cards(), key=_touched))
        else:
            self._add(self._blank())

    def _add(self, text: DraftText, contents: dict[str, bytes] | None = None) -> DraftCard:
        officer = self._desk.officer
        card = DraftCard(text, self._desk.clock, lambda: officer().name)
        card.set_shape(self._shape)
        card.form.offer(self._units, self._people)
        self._mark(card)
        card.changed.connect(lambda: self._on_changed(card))
        card.save_wanted.connect(lambda: self.save(card))
        card.fold_wanted.connect(lambda: self._fold(card))
        card.discard_wanted.connect(self.discard_current)
        card.unfold_wanted.connect(lambda: self.go_to(self.cards().index(card) + 1))
        card.phrases_wanted.connect(lambda: self.phrases_wanted.emit(card))
        card.form.phone_changed.connect(lambda number: self.phone_typed.emit(card, number))
        self.files.follow(card, contents)
        self._place(card)
        return card

    def _open(self, text: DraftText) -> None:
        card = self._add(text)
        self._keeper.keep(text)
        self._unfold(card)
        card.write_here()

    def _blank(self, kind: EntryKind = EntryKind.CALL_IN) -> DraftText:
        return DraftText(id=new_id(), kind=kind, drill_id=self._desk.playing.drill_id)

    def _mark(self, card: DraftCard) -> None:
        text, playing = card.text, self._desk.playing
        is_here = text.drill_id == playing.drill_id
        card.set_next_number(self._next_number if is_here and not text.corrects else "")
        card.set_scope(mark_of(text.drill_id, playing), short_mark_of(text.drill_id, playing))

    def _place(self, card: DraftCard) -> None:
        self._cards[card.text.id] = card
        self._layout.insertWidget(self._layout.count() - 1, card)
        card.show()
        self._number()

    def save(self, card: DraftCard) -> None:
        """Record a draft; its text stays until the database has taken it."""
        if card.is_saving:
            return
        try:
            draft = read_draft(card.text, now=self._desk.clock())
        except WrongField as wrong:
            card.show_wrong_field(wrong.field, wrong.reason)
            return
        if draft.drill_id is not None and not self._desk.playing.is_running(draft.drill_id):
            card.show_problem(DrillOver(key=MOVE_KEY))
            return
        card.say("")
        card.set_saving(True)
        self._record(card, draft)

    def _record(self, card: DraftCard, draft: Draft) -> None:
        call = partial(
            log.record,
            self._desk.db,
            draft,
            officer=self._desk.officer(),
            contents=self.files.contents(draft.id, draft.attachments),
        )
        self._desk.background.write(
            self, call, partial(self._on_recorded, card, draft), partial(self._refused, card, draft)
        )

    def _on_recorded(self, card: DraftCard, draft: Draft, entry: Entry) -> None:
        was_current = card is self.current()
        focused = QApplication.focusWidget()
        had_focus = focused is not None and card.isAncestorOf(focused)
        self._keeper.drop(draft.id)
        self.files.forget(draft.id)
        self._retried.discard(draft.id)
        self._remove(card)
        _, was_replaced = admitted(draft)
        said = _REPLACED if was_replaced else _RECORDED
        self._desk.messages.say(said, number=f"{entry.serial:03d}", seq=entry.seq)
        if was_current or not self._cards:
            next_card = self._add(self._blank(_next_kind(draft)))
            self._unfold(next_card)
            if had_focus:
                next_card.write_here()
        self.recorded.emit(entry)

    def _refused(self, card: DraftCard, draft: Draft, error: Exception) -> None:
        if isinstance(error, ReserveFreed) and draft.id not in self._retried:
            self._retried.add(draft.id)
            self._record(card, draft)
            return
        self._retried.discard(draft.id)
        card.set_saving(False)
        card.show_problem(error)

    def _fold(self, card: DraftCard) -> None:
        if not card.text.is_empty:
            card.set_folded(True)
        self._keeper.flush()
        self.left.emit()

    def _unfold(self, card: DraftCard) -> None:
        for other in self.cards():
            if other is not card and not other.is_folded:
                if other.text.is_empty and not other.is_saving:
                    self._remove(other)
                else:
                    other.set_folded(True)
        card.set_folded(False)
        self._number()

    def _take_off(self, card: DraftCard) -> None:
        del self._cards[card.text.id]
        self._layout.removeWidget(card)
        card.hide()
        self._number()

    def _remove(self, card: DraftCard) -> None:
        self._take_off(card)
        card.deleteLater()

    def _forget_discarded(self) -> None:
        gone, self._discarded = self._discarded, None
        if gone is not None:
            self._keeper.drop(gone.text.id)
            self.files.forget(gone.text.id)
            gone.deleteLater()

    def _number(self) -> None:
        for position, card in enumerate(self.cards(), start=1):
            card.set_position(position)
        self.counted.emit(sum(not card.text.is_empty for card in self.cards()))

    def _on_changed(self, card: DraftCard) -> None:
        text = card.text
        if text.is_empty:
            self._keeper.drop(text.id)
        else:
            self._keeper.keep(text)
        self.counted.emit(sum(not card.text.is_empty for card in self.cards()))

    def _on_kept(self, draft_id: UUID) -> None:
        card = self._cards.get(draft_id)
        if card is not None:
            card.set_kept(self._desk.clock())
        self._desk.messages.end("drafts")

    def _on_not_kept(self, _error: Exception) -> None:
        self._desk.messages.keep("drafts", _DRAFTS_UNSAFE)


def _touched(card: DraftCard) -> float:
    at = card.text.touched_at
    return at.timestamp() if at is not None else 0.0


def _next_kind(draft: Draft) -> EntryKind:
    # Calls come in rows; an instruction or a nil report rarely does.
    return draft.kind if draft.kind is EntryKind.CALL_OUT else EntryKind.CALL_IN
