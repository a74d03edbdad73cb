"""Letting a clock of an incident stand, with a reason, and run again."""

from collections.abc import Mapping
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.kernel.words import N_
from commandcenter.matters.model.clock import MAX_NOTE, Clock, NoPause
from commandcenter.matters.service import clocks
from ui.incidents.acts import Acts
from ui.incidents.ask_bar import Ask, AskBar, Question
from ui.incidents.reading import Detail
from ui.incidents.terms import Terms
from ui.incidents.words import rule_words
from ui.shell.seat import Seat
from ui.widgets.words import tr

_PAUSED, _RESUMED = N_("Clock paused"), N_("Clock runs again")
_STANDS, _RUNS = N_("{name}, paused"), N_("{name}, running")


class Pausing:
    """Asks which clock, and why."""

    def __init__(self, db: Database, seat: Seat, acts: Acts, ask: AskBar) -> None:
        self._db = db
        self._seat = seat
        self._acts = acts
        self._ask = ask

    def begin(self, detail: Detail, terms: Terms, subject: UUID | None = None) -> None:
        """Ask about the clocks of an incident that may stand.

        Args:
            subject: The task whose clock is offered first.
        """
        known = {str(one.id): one for one in pausable(detail)}
        if not known:
            self._seat.messages.problem(NoPause())
            return
        wanted = [id_ for id_, one in known.items() if one.subject == subject]
        first = (*wanted, *known)[0]
        choices = tuple((id_, _name(one, terms)) for id_, one in known.items())
        asks = (
            Ask(name="clock", caption=N_("Clock"), span=5, choices=choices),
            Ask(
                name="note",
                caption=N_("Why it stands, or what goes on"),
                span=7,
                longest=MAX_NOTE,
            ),
        )

        def confirmed(typed: Mapping[str, str]) -> None:
            self._do(known[typed["clock"]], typed["note"])

        self._ask.ask(
            Question(
                key=(detail.incident.id, "pause"),
                title=tr("A clock that stands is due later by as long as it stood."),
                action=tr("Pause or run again"),
                asks=asks,
                confirmed=confirmed,
                values={"clock": first},
            )
        )

    def _do(self, one: Clock, note: str) -> None:
        service = clocks.resume if one.paused_at is not None else clocks.pause
        said = _RESUMED if one.paused_at is not None else _PAUSED
        begun = self._acts.do(
            one.id,
            ("pause", one.version, note),
            lambda act_id: service(
                self._db, one.id, note=note, officer=self._seat.officer(), act_id=act_id
            ),
            done=lambda _after: self._on_done(said),
            failed=self._ask.refuse,
        )
        if not begun:
            self._ask.set_busy(False)

    def _on_done(self, said: str) -> None:
        self._ask.settle()
        self._seat.messages.say(said)


def pausable(detail: Detail) -> tuple[Clock, ...]:
    """Return the clocks of an incident that a rule lets stand."""
    if not detail.incident.is_open:
        return ()
    return tuple(one for one in detail.running if one.can_pause)


def _name(one: Clock, terms: Terms) -> str:
    name = rule_words(terms.reports.get(one.rule)) if one.rule else one.title
    return tr(_STANDS if one.paused_at is not None else _RUNS).format(name=name)
