"""Taking a step of handling for an entry of the log."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commandcenter.duty.model.entry import Entry, Handling, Step
from commandcenter.duty.model.words import STEP
from commandcenter.duty.service import log
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_
from ui.duty.desk import Desk
from ui.duty.inline_form import Ask, InlineForm
from ui.widgets.typed_time import Toward, read_time, shown_time
from ui.widgets.words import tr

_TAKEN = N_("{step} noted for {number}")


class StepForm(InlineForm):
    """Asks whom a step reached, what came of it, and when.

    A step is noted for good; that is why one key opens this and a second one confirms.

    Signals:
        taken: The entry with its new step (Entry).
    """

    taken = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        asks = [
            Ask(name="to", caption=N_("Whom"), stretch=3),
            Ask(name="result", caption=N_("Result"), stretch=4),
            Ask(name="at", caption=N_("When"), stretch=2),
        ]
        super().__init__(asks, N_("Note it"), parent)
        self._desk = desk
        self._entry: Entry | None = None
        self._step = Step.TAKE
        self._act_id = new_id()
        self._sent: Handling | None = None
        self.confirmed.connect(self._confirm_step)

    def ask_for(self, entry: Entry, step: Step) -> None:
        """Open it for a step of an entry."""
        self._entry, self._step = entry, step
        self._act_id, self._sent = new_id(), None
        now = self._desk.clock()
        title = tr("{step} · {number}").format(step=tr(STEP[step]), number=f"{entry.serial:03d}")
        self.ask(title, {"at": shown_time(now, now=now)})

    def _confirm_step(self, typed: dict[str, str]) -> None:
        entry = self._entry
        if entry is None:
            return
        now = self._desk.clock()
        try:
            at = read_time(typed["at"], now=now, toward=Toward.PAST) or now
        except Rejected as error:
            self.fields["at"].set_error(error.said(tr))
            return
        officer = self._desk.officer()
        handling = Handling(
            step=self._step,
            at=at,
            by=officer.name,
            to=typed["to"].strip(),
            result=typed["result"].strip(),
        )
        if handling != self._sent:
            # The same words again are the same act, however often the line broke.
            self._act_id, self._sent = new_id(), handling
        self.set_busy(True)
        self._desk.background.write(
            self, partial(self._take, entry.id, handling, self._act_id), self._on_taken, self.refuse
        )

    def _take(self, entry_id: UUID, handling: Handling, act_id: UUID) -> Entry:
        return log.take_step(
            self._desk.db, entry_id, handling, officer=self._desk.officer(), act_id=act_id
        )

    def _on_taken(self, entry: Entry) -> None:
        self.close_bar()
        self._desk.messages.say(_TAKEN, step=tr(STEP[self._step]), number=f"{entry.serial:03d}")
        self.taken.emit(entry)
