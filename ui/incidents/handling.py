"""What is asked before something is done to an incident."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from commandcenter.database.engine import Database
from commandcenter.incidents.model.incident import Incident, LinkKind, State
from commandcenter.incidents.model.level import LEVELS, Judgement, Level
from commandcenter.incidents.model.phone import PhoneReport
from commandcenter.incidents.model.words import LEVEL_WORDS
from commandcenter.incidents.service import gathering, levels, moving, phoning
from commandcenter.kernel.words import N_
from commandcenter.matters.model.matter import Matter, MatterKind
from commandcenter.matters.service import matters
from ui.incidents import head
from ui.incidents.acts import Acts
from ui.incidents.ask_bar import Ask, AskBar, Question
from ui.incidents.links_tab import Connection
from ui.incidents.orders import level_for, order_for, response_for
from ui.incidents.reading import Detail
from ui.incidents.words import proposed
from ui.shell.page import Target
from ui.shell.seat import Seat
from ui.widgets.typed_time import Toward, read_time
from ui.widgets.words import language, tr

_SAID = {
    head.LEVEL: N_("Level of {number} set"),
    head.HANDLE: N_("{number} is being handled"),
    head.CONTROL: N_("{number} is under control"),
    head.CLOSE: N_("{number} closed"),
    head.REOPEN: N_("{number} open again"),
    head.MERGE: N_("{number} merged"),
    head.WITHDRAW: N_("{number} withdrawn"),
    head.PHONE: N_("Call about {number} noted"),
    head.TASK: N_("Task of {number} noted"),
    "done": N_("Task of {number} done"),
    "link": N_("Connections of {number} changed"),
}


class Handling(QObject):
    """Asks, and writes what was answered.

    Signals:
        joined: A log line became part of an incident (UUID of the incident).
    """

    joined = Signal(object)

    def __init__(
        self, db: Database, seat: Seat, acts: Acts, ask: AskBar, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._db = db
        self._seat = seat
        self._acts = acts
        self._ask = ask

    def set_level(self, detail: Detail) -> None:
        """Ask which level the incident has; the proposed one stands there."""
        one, proposal = detail.incident, detail.proposal
        choices = tuple((level.value, tr(LEVEL_WORDS[level])) for level in reversed(LEVELS))
        asks = (
            Ask(name="level", caption=N_("Level"), span=3, choices=choices),
            Ask(name="reason", caption=N_("Reason, if it is another one or sensitive"), span=5),
            Ask(name="sensitive", caption=N_("Sensitive"), span=2, is_switch=True),
            Ask(name="near", caption=N_("Near accident"), span=2, is_switch=True),
        )
        confirmed_before = head.confirmation(detail.acts)
        is_known = confirmed_before is not None and confirmed_before.proposed is proposal.level
        values = {
            # Who saw this proposal and decided otherwise need not do so again.
            "level": (one.level if is_known else proposal.level).value,
            "sensitive": "yes" if one.is_sensitive else "",
            "near": "yes" if proposal.is_near_accident else "",
        }

        def confirmed(typed: Mapping[str, str]) -> None:
            self._do(
                one,
                head.LEVEL,
                (one.version, *sorted(typed.items())),
                lambda act_id: levels.set_level(
                    self._db,
                    one.id,
                    Judgement(
                        level=Level(typed["level"]),
                        is_sensitive=bool(typed["sensitive"]),
                        is_near_accident=bool(typed["near"]),
                        reason=typed["reason"],
                    ),
                    officer=self._seat.officer(),
                    seen_version=one.version,
                    act_id=act_id,
                ),
            )

        self._question(
            one, head.LEVEL, proposed(proposal), N_("Set the level"), asks, confirmed, values
        )

    def move(self, one: Incident, state: State) -> None:
        """Say that it is being handled, or under control."""
        act = head.HANDLE if state is State.HANDLING else head.CONTROL
        self._do(
            one,
            act,
            one.version,
            lambda act_id: moving.move(
                self._db, one.id, state, officer=self._seat.officer(), act_id=act_id
            ),
        )

    def close(self, one: Incident) -> None:
        """Ask why there is no final report, if there is none, and close it."""
        caption = N_("Why there is no final report, if none was sent")
        action = N_("Close the incident")
        self._with_reason(one, head.CLOSE, N_("Close {number}"), action, caption, moving.close)

    def withdraw(self, one: Incident) -> None:
        """Ask how it is known that nothing had happened."""
        caption = N_("How it is known that nothing had happened")
        action = N_("False report")
        self._with_reason(
            one, head.WITHDRAW, N_("Withdraw {number}"), action, caption, moving.withdraw
        )

    def reopen(self, one: Incident) -> None:
        """Ask why it goes on."""
        caption = N_("Reason")
        action = N_("Open again")
        self._with_reason(
            one, head.REOPEN, N_("Open {number} again"), action, caption, moving.reopen
        )

    def merge(self, one: Incident, others: Sequence[Incident]) -> None:
        """Ask which incident it is the same event as."""
        found = tuple(
            (str(other.id), f"{other.number} {other.facts.title}")
            for other in others
            if other.is_open and other.id != one.id
        )
        if not found:
            self._seat.messages.say(N_("No other incident is open."))
            return
        asks = (
            Ask(name="into", caption=N_("Same event as"), span=6, choices=found),
            Ask(name="reason", caption=N_("Reason"), span=6),
        )

        def confirmed(typed: Mapping[str, str]) -> None:
            self._do(
                one,
                head.MERGE,
                tuple(sorted(typed.items())),
                lambda act_id: moving.merge(
                    self._db,
                    one.id,
                    into=UUID(typed["into"]),
                    reason=typed["reason"],
                    officer=self._seat.officer(),
                    act_id=act_id,
                ),
            )

        title = tr("Merge {number} into another incident").format(number=one.number)
        self._question(one, head.MERGE, title, N_("Merge"), asks, confirmed, {})

    def new_task(self, one: Incident) -> None:
        """Ask who is to do what until when."""
        asks = (
            Ask(name="title", caption=N_("What has to be done"), span=6),
            Ask(name="owner", caption=N_("Owner"), span=3),
            Ask(name="due", caption=N_("Until when"), span=3),
        )

        def confirmed(typed: Mapping[str, str]) -> None:
            now = self._seat.clock()
            due_at = read_time(typed["due"], now=now, toward=Toward.FUTURE)
            self._do(
                one,
                head.TASK,
                tuple(sorted(typed.items())),
                lambda act_id: matters.open_task(
                    self._db,
                    Matter(
                        id=act_id,
                        kind=MatterKind.TASK,
                        title=typed["title"],
                        opened_at=now,
                        owner=typed["owner"],
                        due_at=due_at,
                        about=one.id,
                        drill_id=one.drill_id,
                    ),
                    officer=self._seat.officer(),
                ),
            )

        title = tr("New task of {number}").format(number=one.number)
        self._question(one, head.TASK, title, N_("Give the task"), asks, confirmed, {})

    def close_task(self, one: Incident, task: Matter) -> None:
        """Ask what came of a task."""
        asks = (Ask(name="result", caption=N_("Result"), span=12, longest=500),)

        def confirmed(typed: Mapping[str, str]) -> None:
            self._do(
                one,
                "done",
                (task.id, typed["result"]),
                lambda _act_id: matters.close_task(
                    self._db, task.id, result=typed["result"], officer=self._seat.officer()
                ),
            )

        title = tr("Done: {title}").format(title=task.title)
        self._question(one, ("done", task.id), title, N_("Done"), asks, confirmed, {})

    def phone(self, detail: Detail) -> None:
        """Ask who was called; what was said is put together from what is known."""
        one = detail.incident
        call = partial(gathering.words_for_phone, self._db, one.id, language=language())
        done = partial(self._ask_phone, detail)
        self._seat.background.read(self, call, done, self._seat.messages.problem)

    def _ask_phone(self, detail: Detail, words: str) -> None:
        one = detail.incident
        last = detail.phones[-1] if detail.phones else None
        values = {"content": words}
        if last is not None:
            values |= {
                "to_org": last.to_org,
                "to_name": last.to_name,
                "to_post": last.to_post,
                "to_phone": last.to_phone,
            }
        asks = (
            Ask(name="to_org", caption=N_("Unit called"), span=3),
            Ask(name="to_name", caption=N_("Who took the call"), span=2),
            Ask(name="to_post", caption=N_("Post"), span=2),
            Ask(name="to_phone", caption=N_("Phone"), span=2),
            Ask(name="called_at", caption=N_("When (now if empty)"), span=3),
            Ask(name="content", caption=N_("Words of the call"), span=8, lines=3),
            Ask(name="reply", caption=N_("What they asked for"), span=4, lines=3),
        )

        def confirmed(typed: Mapping[str, str]) -> None:
            at = read_time(typed["called_at"], now=self._seat.clock(), toward=Toward.PAST)
            texts: Mapping[str, Any] = {n: text for n, text in typed.items() if n != "called_at"}
            self._do(
                one,
                head.PHONE,
                tuple(sorted(typed.items())),
                lambda act_id: phoning.phone(
                    self._db,
                    one.id,
                    PhoneReport(id=act_id, called_at=at, **texts),
                    officer=self._seat.officer(),
                ),
            )

        title = tr("Report of {number} by phone").format(number=one.number)
        self._question(one, head.PHONE, title, N_("Note the call"), asks, confirmed, values)

    def send_teams(self, one: Incident) -> None:
        """Go to the order of teams, with what is known of the incident."""
        key = (order_for(one), level_for(one))
        self._seat.navigation.open(Target(page="teams", kind="order", key=key))

    def respond(self, one: Incident) -> None:
        """Go to a new response, with what is known of the incident."""
        self._seat.navigation.open(Target(page="response", kind="new", key=response_for(one)))

    def disconnect_from(self, one: Incident, what: Connection) -> None:
        """Take a connection away."""
        self._link(one, what.kind, what.id, is_removed=True)

    def join(self, incident_id: UUID, number: str, entry_id: UUID) -> None:
        """Make a log line part of an incident."""
        self._acts.do(
            incident_id,
            ("link", entry_id),
            lambda act_id: moving.link(
                self._db,
                incident_id,
                LinkKind.ENTRY,
                entry_id,
                officer=self._seat.officer(),
                link_id=act_id,
            ),
            done=lambda _nothing: self._on_joined(incident_id, number),
        )

    def _on_joined(self, incident_id: UUID, number: str) -> None:
        self._seat.messages.say(_SAID["link"], number=number)
        self.joined.emit(incident_id)

    def _link(self, one: Incident, kind: LinkKind, target: UUID, *, is_removed: bool) -> None:
        self._do(
            one,
            "link",
            (kind, target, is_removed),
            lambda act_id: moving.link(
                self._db,
                one.id,
                kind,
                target,
                officer=self._seat.officer(),
                link_id=act_id,
                is_removed=is_removed,
            ),
        )

    def _with_reason(
        self,
        one: Incident,
        act: str,
        title: str,
        action: str,
        caption: str,
        service: Callable[..., Incident],
    ) -> None:
        def confirmed(typed: Mapping[str, str]) -> None:
            self._do(
                one,
                act,
                (one.version, typed["reason"]),
                lambda act_id: service(
                    self._db,
                    one.id,
                    reason=typed["reason"],
                    officer=self._seat.officer(),
                    act_id=act_id,
                ),
            )

        asks = (Ask(name="reason", caption=caption, span=12),)
        words = tr(title).format(number=one.number)
        self._question(one, act, words, action, asks, confirmed, {})

    def _question(
        self,
        one: Incident,
        act: object,
        title: str,
        action: str,
        asks: Sequence[Ask],
        confirmed: Callable[[Mapping[str, str]], None],
        values: Mapping[str, str],
    ) -> None:
        self._ask.ask(
            Question(
                key=(one.id, act),
                title=title,
                action=tr(action),
                asks=asks,
                confirmed=confirmed,
                values=values,
            )
        )

    def _do(self, one: Incident, act: str, said: object, call: Callable[[UUID], Any]) -> None:
        was_asked = self._ask.key() is not None
        begun = self._acts.do(
            one.id,
            (act, said),
            call,
            done=lambda _after: self._on_done(act, one, was_asked=was_asked),
            failed=self._ask.refuse if was_asked else None,
        )
        if not begun and was_asked:
            self._ask.set_busy(False)

    def _on_done(self, act: str, one: Incident, *, was_asked: bool) -> None:
        if was_asked:
            self._ask.settle()
        self._seat.messages.say(_SAID[act], number=one.number)
