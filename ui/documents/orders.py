"""What papers can be made here, and how each is ordered."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from functools import partial

from commandcenter.database.engine import Database
from commandcenter.duty.papers import Running
from commandcenter.duty.service import exports
from commandcenter.handover import papers as handover_papers
from commandcenter.handover.model import Handover
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_, translation
from commandcenter.teams.service import exports as team_exports
from ui.documents.subjects import Subject
from ui.widgets.paper_out import OutPaper
from ui.widgets.words import language, tr


class PaperKind(Enum):
    """A kind of paper."""

    DUTY_LOG = auto()  # 值班日志
    ON_CALL = auto()  # 值班表
    HANDOVER = auto()  # 交接班报告
    TEAM_ROSTER = auto()  # 队伍名册
    TEAM_CARD = auto()  # 队伍信息卡
    DISPATCH_ORDER = auto()  # 调度令
    TEAMS_ON_CALL = auto()  # 待命队伍电话表
    RESOURCES = auto()  # 应急资源汇总
    EXPIRING = auto()  # 到期清单


PAPER_WORDS = {
    PaperKind.DUTY_LOG: N_("Duty log"),
    PaperKind.ON_CALL: N_("On-call list"),
    PaperKind.HANDOVER: N_("Handover report"),
    PaperKind.TEAM_ROSTER: N_("Team roster"),
    PaperKind.TEAM_CARD: N_("Team card"),
    PaperKind.DISPATCH_ORDER: N_("Dispatch order"),
    PaperKind.TEAMS_ON_CALL: N_("Teams on call"),
    PaperKind.RESOURCES: N_("Resource summary"),
    PaperKind.EXPIRING: N_("Expiring list"),
}
# What has to be chosen besides the kind.
OF_A_PERIOD = frozenset({PaperKind.DUTY_LOG, PaperKind.ON_CALL})
OF_A_SUBJECT = frozenset({PaperKind.TEAM_CARD, PaperKind.DISPATCH_ORDER})


class PeriodReversed(Rejected):
    """A period that ends before it begins holds nothing."""

    sentence = N_("The last day is before the first one; correct one of them.")


class NothingSealed(Rejected):
    """There is no report to show yet."""

    sentence = N_("No handover is sealed yet.")


class NoTeamChosen(Rejected):
    """A card is of one team."""

    sentence = N_("Choose a team. If the list is empty, there are no teams yet.")


class NoOrderChosen(Rejected):
    """There is no order to show yet."""

    sentence = N_("Choose an order. If the list is empty, no team was sent yet.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One paper as it is wanted.

    Attributes:
        first: First shift day; for a handover that of its shift.
        last: Last shift day.
        handover: Only for a handover report.
        subject: The team or order that the paper is about.
        at: The moment for which papers of teams are made.
        language: That of the paper.
    """

    kind: PaperKind
    first: date
    last: date
    language: str
    handover: Handover | None = None
    subject: Subject | None = None
    at: datetime | None = None

    def title(self) -> str:
        """Return what the paper is called as a file."""
        days = str(self.first) if self.first == self.last else f"{self.first} {self.last}"
        name = f" {self.handover.snapshot.body['shift']['name']}" if self.handover else ""
        number = f" {self.subject.number}".rstrip() if self.subject else ""
        return f"{tr(PAPER_WORDS[self.kind])}{number} {days}{name}"

    def about(self) -> str:
        """Return what the journal says that the paper is about."""
        if self.handover is not None:
            return str(self.handover.id)
        if self.kind in OF_A_PERIOD:
            return f"{self.first}/{self.last}"
        return self.subject.number or str(self.subject.key) if self.subject else "all"


def order(kind: PaperKind, first: date, last: date, handover: Handover | None) -> Order:
    """Return the order of a paper in the language of the window.

    Raises:
        PeriodReversed, NothingSealed: What has to be chosen differently.
    """
    if kind is PaperKind.HANDOVER:
        if handover is None:
            raise NothingSealed
        day = date.fromisoformat(handover.snapshot.body["shift"]["day"])
        return Order(kind=kind, first=day, last=day, language=language(), handover=handover)
    if last < first:
        raise PeriodReversed
    return Order(kind=kind, first=first, last=last, language=language())


def order_of_teams(kind: PaperKind, subject: Subject | None, *, at: datetime) -> Order:
    """Return the order of a paper of teams as of a moment, in the language of the window.

    Raises:
        NoTeamChosen, NoOrderChosen: What has to be chosen first.
    """
    if kind in OF_A_SUBJECT and subject is None:
        raise NoTeamChosen if kind is PaperKind.TEAM_CARD else NoOrderChosen
    day = day_of(at)
    about = subject if kind in OF_A_SUBJECT else None
    return Order(kind=kind, first=day, last=day, language=language(), subject=about, at=at)


def make(db: Database, wanted: Order, running: Running, *, officer: Officer) -> bytes:
    """Return the paper.

    Raises:
        Cancelled: The officer no longer wants it.
        Conflict: What it is about is not there.
        Unavailable: The database did not answer.
    """
    words = translation(wanted.language)
    if wanted.handover is not None:
        return handover_papers.report(wanted.handover, words=words)
    if wanted.at is not None:
        return _make_of_teams(db, wanted, running, at=wanted.at, officer=officer)
    if wanted.kind is PaperKind.ON_CALL:
        return exports.on_call(db, wanted.first, wanted.last, officer=officer, words=words)
    return exports.duty_log(db, wanted.first, wanted.last, words=words, running=running)


def _make_of_teams(
    db: Database, wanted: Order, running: Running, *, at: datetime, officer: Officer
) -> bytes:
    language = wanted.language
    if wanted.subject is not None:
        of_one = {
            PaperKind.TEAM_CARD: team_exports.card,
            PaperKind.DISPATCH_ORDER: team_exports.order,
        }[wanted.kind]
        key = wanted.subject.key
        return of_one(db, key, at=at, officer=officer, language=language, running=running)
    if wanted.kind is PaperKind.EXPIRING:
        return team_exports.expiring(db, at=at, language=language, running=running)
    of_all = {
        PaperKind.TEAM_ROSTER: team_exports.roster_list,
        PaperKind.TEAMS_ON_CALL: team_exports.on_call,
        PaperKind.RESOURCES: team_exports.resources,
    }[wanted.kind]
    return of_all(db, at=at, officer=officer, language=language, running=running)


def ready_to_leave(db: Database, wanted: Order, data: bytes, *, officer: Officer) -> OutPaper:
    """Return the paper with what has to be noted before it leaves the program."""
    paper, of = wanted.kind.name.lower(), wanted.about()
    note = partial(exports.hand_out, db, data, paper=paper, of=of, officer=officer)
    return OutPaper(title=wanted.title(), data=data, note=note)
