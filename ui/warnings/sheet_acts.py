"""What is done with the warning that is shown: decided, logged, passed on, led elsewhere."""

from collections.abc import Callable, Mapping
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from commandcenter.database.engine import Database
from commandcenter.incidents.model.handling import OTHER_KIND
from commandcenter.incidents.model.incident import Facts, Opening
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_
from commandcenter.warnings.model.passing import Notice
from commandcenter.warnings.model.proposals import ClockProposal, LogLine
from commandcenter.warnings.service import intake, passing, proposing
from ui.shell.page import Target
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.warnings.sheet_panel import CALLS, CONFIRM, FORWARD, INCIDENT, LOG, RESPOND, SheetPanel
from ui.warnings.shown import Sheet, entry_of

_CONFIRMED = N_("Confirmed: {headline}")
_NOT_ACCEPTED = N_("Not accepted: {headline}")
_LOGGED = N_("In the log: {headline}")
_CLOCK_RUNS = N_("The clock runs: {headline}")
_TOWNSHIP_DIGITS = 9


def response_for(sheet: Sheet) -> Mapping[str, object]:
    """Return what a warning says of a response; its hazard and level are still to be decided."""
    codes = {code for area in sheet.warning.message.info.areas for code in area.codes}
    towns = (code[:_TOWNSHIP_DIGITS] for code in codes if len(code) >= _TOWNSHIP_DIGITS)
    colour = sheet.warning.colour
    return {
        "title": sheet.line.headline,
        "severity": colour.value if colour is not None else "",
        "basis_kind": "warning",
        "basis": f"{sheet.line.headline} {sheet.warning.message.identifier}",
        "areas": frozenset(towns),
    }


def incident_for(sheet: Sheet) -> Opening:
    """Return what a warning says of an incident; the sheet asks for the rest."""
    one = sheet.warning
    facts = Facts(
        id=new_id(),
        kind=OTHER_KIND,
        title=sheet.line.headline,
        area_code=next(iter(one.message.area_codes), ""),
        source=one.message.info.sender_name or one.message.sender,
        course=one.message.info.description or sheet.line.headline,
    )
    return Opening(
        id=new_id(),
        facts=facts,
        learned_at=one.recorded_at,
        warning_id=one.id,
        drill_id=one.drill_id,
    )


class SheetActs(QObject):
    """Writes what the sheet asks for; what is sent again keeps its id.

    Signals:
        done: Something was written.
        failed: Something was not written; the sheet says why.
        calls_wanted: The call list is to be shown, or left.
    """

    done = Signal()
    failed = Signal()
    calls_wanted = Signal()

    def __init__(self, db: Database, seat: Seat, sheet: SheetPanel) -> None:
        super().__init__(sheet)
        self._db = db
        self._seat = seat
        self._sheet = sheet
        self._acts: dict[tuple[str, UUID, str], UUID] = {}
        sheet.wanted.connect(self._on_wanted)
        sheet.decided.connect(self._on_decided)
        sheet.told.added.connect(self._on_told)

    def _on_wanted(self, command: str, sheet: Sheet) -> None:
        if command == CALLS:
            self.calls_wanted.emit()
        elif command == LOG:
            self._log(sheet)
        elif command == FORWARD:
            self._forward(sheet)
        elif command == RESPOND:
            key = response_for(sheet)
            self._seat.navigation.open(Target(page="response", kind="new", key=key))
        elif command == INCIDENT:
            opening = incident_for(sheet)
            self._seat.navigation.open(Target(page="incidents", kind="new", key=opening))

    def _log(self, sheet: Sheet) -> None:
        entry_id = entry_of(sheet.line.id)
        if sheet.is_logged:
            self._seat.navigation.open(Target(page="duty", kind="entry", key=entry_id))
            return
        for proposal in sheet.proposals:
            if isinstance(proposal, LogLine):
                draft = proposing.draft_of(proposal, entry_id)
                call = partial(
                    proposing.accept_log_line, self._db, draft, officer=self._seat.officer()
                )
                self._write(call, _LOGGED, sheet)

    def _forward(self, sheet: Sheet) -> None:
        for proposal in sheet.proposals:
            if isinstance(proposal, ClockProposal):
                officer = self._seat.officer()
                call = partial(proposing.accept_clock, self._db, proposal, officer=officer)
                self._write(call, _CLOCK_RUNS, sheet)

    def _on_decided(self, command: str, sheet: Sheet, reason: str) -> None:
        decide = intake.confirm if command == CONFIRM else intake.refuse
        said = _CONFIRMED if command == CONFIRM else _NOT_ACCEPTED
        act_id = self._acts.setdefault((command, sheet.line.id, reason), new_id())
        officer = self._seat.officer()
        call = partial(
            decide, self._db, sheet.line.id, reason=reason, officer=officer, act_id=act_id
        )
        self._write(call, said, sheet, settle=partial(self._sheet.ask.settle, sheet.line.id))

    def _write(
        self,
        call: Callable[[], object],
        said: str,
        sheet: Sheet,
        settle: Callable[[], None] | None = None,
    ) -> None:
        def done(_result: object) -> None:
            if settle is not None:
                settle()
            self._done(said, sheet.line.headline)

        self._seat.background.write(self, call, done, self._refused)

    def _refused(self, error: Exception) -> None:
        if self._sheet.ask.isHidden():
            self._sheet.say(sentence(error))
        else:
            self._sheet.ask.refuse(error)
        self.failed.emit()

    def _done(self, said: str, headline: str) -> None:
        self._seat.messages.say(said, headline=headline)
        self.done.emit()

    def _on_told(self, notice: Notice) -> None:
        call = partial(passing.pass_on, self._db, notice, officer=self._seat.officer())

        def done(_notice: object) -> None:
            self._sheet.told.settle(notice)
            self.done.emit()

        self._seat.background.write(self, call, done, self._sheet.told.refuse)
