"""The steps of a report, each written once: begun, kept, checked, signed, sent, given up."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from commandcenter.database.engine import Database
from commandcenter.incidents.model.incident import Incident
from commandcenter.incidents.model.report import Report, ReportKind, SendChannel, Text
from commandcenter.incidents.model.words import CHANNEL_WORDS
from commandcenter.incidents.service import reports, sending
from commandcenter.kernel.errors import CommandCenterError
from commandcenter.kernel.words import N_
from ui.incidents.acts import Acts
from ui.incidents.ask_bar import Ask, AskBar, Question
from ui.incidents.sign_bar import Credentials, sign
from ui.incidents.words import name_of
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets.typed_time import Toward, read_time
from ui.widgets.words import language, tr

Then = Callable[[Report], None]
_LINES = ("title", "basic", "casualties", "measures", "next_steps")
_HEADS = ("to_orgs", "cc_orgs", "contact", "contact_phone")
_KEPT = N_("{report} kept")
_CHECKED = N_("{report} checked")
_SIGNED = N_("{report} signed")
_SENT = N_("{report} sent")
_RETURNED = N_("{report} returned to the drafter")
_GIVEN_UP = N_("{report} given up")
_BEGUN = N_("{report} begun")


class ReportSteps(QObject):
    """Writes the steps, and asks for what they need.

    Signals:
        said: What is to be put right; empty when nothing is (str).
        begun: A report was begun (UUID).
        kept: Words were kept (UUID).
    """

    said = Signal(str)
    begun = Signal(object)
    kept = Signal(object)

    def __init__(
        self, db: Database, seat: Seat, acts: Acts, ask: AskBar, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._db = db
        self._seat = seat
        self._acts = acts
        self._ask = ask

    def begin(self, one: Incident, kind: ReportKind) -> None:
        """Begin a report of the chain, put together from what is known."""
        self._acts.do(
            one.id,
            ("report", kind),
            lambda act_id: reports.begin(
                self._db,
                one.id,
                kind,
                report_id=act_id,
                officer=self._seat.officer(),
                language=language(),
            ),
            done=self._on_begun,
            failed=self._refuse,
        )

    def keep(self, one: Report, text: Text, then: Then | None) -> None:
        """Keep the words of a draft, then take the next step with it."""
        words = tuple(getattr(text, name) for name in (*_LINES, *_HEADS))
        self._acts.do(
            one.id,
            ("keep", words, one.version),
            lambda act_id: reports.edit(
                self._db,
                one.id,
                replace(text, id=act_id),
                seen_version=one.version,
                officer=self._seat.officer(),
            ),
            done=partial(self._on_kept, then),
            failed=self._refuse,
        )

    def check(self, one: Report) -> None:
        """Say that the words were checked."""
        self._do(one, "check", _CHECKED, reports.check)

    def sign(self, one: Report, login: str, password: str) -> None:
        """Sign a report; without a login whoever sits here does."""
        officer = self._seat.officer()
        if not login:
            self._do(one, "sign", _SIGNED, sending.sign)
            return
        credentials = Credentials(
            login=login, password=password, at=self._seat.clock(), station=officer.station
        )
        self._acts.do(
            one.id,
            ("sign", login, one.version),
            lambda act_id: sign(self._db, one, credentials, act_id),
            done=partial(self._on_done, _SIGNED),
            failed=self._refuse,
        )

    def ask_send(self, one: Report, channel: SendChannel) -> None:
        """Ask when it was sent."""
        self._ask.ask(
            Question(
                key=("send", one.id),
                title=tr("{report} to {orgs}, {channel}").format(
                    report=name_of(one),
                    orgs=one.text.to_orgs or tr("nobody named"),
                    channel=tr(CHANNEL_WORDS[channel]),
                ),
                action=tr("Sent"),
                asks=(Ask(name="at", caption=N_("Sent at (now if empty)"), span=12),),
                confirmed=partial(self._send, one, channel),
                values={},
            )
        )

    def ask_reason(self, act: str, one: Report) -> None:
        """Ask why a report is returned (`back`) or given up."""
        is_back = act == "back"
        words = N_("Return {report}") if is_back else N_("Give up {report}")
        action = N_("Return it") if is_back else N_("Give it up")
        self._ask.ask(
            Question(
                key=(act, one.id),
                title=tr(words).format(report=name_of(one)),
                action=tr(action),
                asks=(Ask(name="reason", caption=N_("Reason"), span=12),),
                confirmed=partial(self._with_reason, one, act),
                values={},
            )
        )

    def assemble(self, one: Report) -> None:
        """Put a draft together anew from what is known now."""
        self._acts.do(
            one.id,
            ("again", one.version),
            lambda act_id: reports.assemble_again(
                self._db,
                one.id,
                text_id=act_id,
                officer=self._seat.officer(),
                language=language(),
            ),
            done=lambda _after: self.said.emit(""),
            failed=self._refuse,
        )

    def _send(self, one: Report, channel: SendChannel, typed: Mapping[str, str]) -> None:
        at = read_time(typed["at"], now=self._seat.clock(), toward=Toward.PAST)
        self._acts.do(
            one.id,
            ("send", channel, at),
            lambda act_id: sending.send(
                self._db, one.id, channel, officer=self._seat.officer(), act_id=act_id, at=at
            ),
            done=partial(self._on_done, _SENT),
            failed=self._ask.refuse,
        )

    def _with_reason(self, one: Report, act: str, typed: Mapping[str, str]) -> None:
        service = reports.hand_back if act == "back" else reports.discard
        self._acts.do(
            one.id,
            (act, typed["reason"]),
            lambda act_id: service(
                self._db,
                one.id,
                reason=typed["reason"],
                officer=self._seat.officer(),
                act_id=act_id,
            ),
            done=partial(self._on_done, _RETURNED if act == "back" else _GIVEN_UP),
            failed=self._ask.refuse,
        )

    def _do(self, one: Report, act: str, said: str, service: Callable[..., Report]) -> None:
        self._acts.do(
            one.id,
            (act, one.version),
            lambda act_id: service(
                self._db,
                one.id,
                seen_version=one.version,
                officer=self._seat.officer(),
                act_id=act_id,
            ),
            done=partial(self._on_done, said),
            failed=self._refuse,
        )

    def _on_done(self, said: str, after: Report) -> None:
        self.said.emit("")
        self._ask.settle()
        self._seat.messages.say(said, report=name_of(after))

    def _on_kept(self, then: Then | None, after: Report) -> None:
        self.kept.emit(after.id)
        self.said.emit("")
        if then is not None:
            then(after)
        else:
            self._seat.messages.say(_KEPT, report=name_of(after))

    def _on_begun(self, after: Report) -> None:
        self.begun.emit(after.id)
        self.said.emit("")
        self._seat.messages.say(_BEGUN, report=name_of(after))

    def _refuse(self, error: Exception) -> None:
        self.said.emit(sentence(error))
        if not isinstance(error, CommandCenterError):
            self._seat.messages.problem(error)
