"""What papers can be made here, and how each is ordered."""

from dataclasses import dataclass
from datetime import date, datetime
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
from commandcenter.warnings.service import exports as warning_exports
from ui.documents.drill_papers import Wanted, make_of_days
from ui.documents.kinds import PAPER_WORDS, PaperKind
from ui.documents.makers import Asked, make_as_of
from ui.documents.subjects import Subject
from ui.widgets.paper_out import OutPaper
from ui.widgets.words import language, tr

# What has to be chosen besides the kind.
_OF_DRILLS = frozenset({PaperKind.ANNUAL_PLAN, PaperKind.DRILL_STATISTICS})
OF_A_PERIOD = _OF_DRILLS | {PaperKind.DUTY_LOG, PaperKind.ON_CALL, PaperKind.WARNING_LOG}


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


class NoIncidentChosen(Rejected):
    """A report is about one incident."""

    sentence = N_("Choose an incident. If the list is empty, there are no incidents yet.")


class NoResponseChosen(Rejected):
    """These papers are of one response."""

    sentence = N_("Choose a response. If the list is empty, none was activated yet.")


class NoWarningChosen(Rejected):
    """People are called because of one warning."""

    sentence = N_("Choose a warning. If the list is empty, none came yet.")


class NoDrillChosen(Rejected):
    """These papers are of one drill."""

    sentence = N_("Choose a drill. If the list is empty, there is none for this paper yet.")


# What is said of papers about something, as long as nothing is chosen.
_MISSING: dict[PaperKind, type[Rejected]] = {
    PaperKind.TEAM_CARD: NoTeamChosen,
    PaperKind.DISPATCH_ORDER: NoOrderChosen,
    PaperKind.BULLETIN: NoIncidentChosen,
    PaperKind.PHONE_REPORT: NoIncidentChosen,
    PaperKind.RESPONSE_ORDER: NoResponseChosen,
    PaperKind.EVACUATION: NoResponseChosen,
    PaperKind.TOWNSHIP_PACKET: NoResponseChosen,
    PaperKind.CALL_RECORD: NoWarningChosen,
    PaperKind.DRILL_PLAN: NoDrillChosen,
    PaperKind.DRILL_SCRIPT: NoDrillChosen,
    PaperKind.EVALUATION_BLANK: NoDrillChosen,
    PaperKind.EVALUATION_FORM: NoDrillChosen,
    PaperKind.DRILL_REPORT: NoDrillChosen,
    PaperKind.IMPROVEMENT_LIST: NoDrillChosen,
}
OF_A_SUBJECT = frozenset(_MISSING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One paper as it is wanted.

    Attributes:
        first: First shift day; for a handover that of its shift.
        last: Last shift day.
        handover: Only for a handover report.
        subject: What the paper is about, such as a team or an incident.
        at: The moment for which papers are made that are of no period.
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
        number = f" {self.subject.number} {self.subject.part}".rstrip() if self.subject else ""
        return f"{tr(PAPER_WORDS[self.kind])}{number} {days}{name}"

    def about(self) -> str:
        """Return what the journal says that the paper is about."""
        if self.handover is not None:
            return str(self.handover.id)
        if self.kind in OF_A_PERIOD:
            return f"{self.first}/{self.last}"
        return self.subject.said() if self.subject else "all"


def order(
    kind: PaperKind,
    first: date,
    last: date,
    handover: Handover | None,
    *,
    at: datetime | None = None,
) -> Order:
    """Return the order of a paper in the language of the window.

    Args:
        at: Now, for papers of a period that say how things stand.

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
    moment = at if kind in _OF_DRILLS else None
    return Order(kind=kind, first=first, last=last, language=language(), at=moment)


def order_as_of(kind: PaperKind, subject: Subject | None, *, at: datetime) -> Order:
    """Return the order of a paper as of a moment, in the language of the window.

    Raises:
        Rejected: What has to be chosen first.
    """
    if kind in OF_A_SUBJECT and subject is None:
        raise _MISSING[kind]
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
    if wanted.at is not None and wanted.kind in _OF_DRILLS:
        moment = Wanted(at=wanted.at, language=wanted.language, running=running)
        return make_of_days(db, wanted.kind, wanted.first, wanted.last, moment)
    if wanted.at is not None:
        asked = Asked(at=wanted.at, officer=officer, language=wanted.language, running=running)
        return make_as_of(db, wanted.kind, wanted.subject, asked)
    if wanted.kind is PaperKind.WARNING_LOG:
        return warning_exports.warning_log(
            db, wanted.first, wanted.last, language=wanted.language, running=running
        )
    if wanted.kind is PaperKind.ON_CALL:
        return exports.on_call(db, wanted.first, wanted.last, officer=officer, words=words)
    return exports.duty_log(db, wanted.first, wanted.last, words=words, running=running)


def ready_to_leave(db: Database, wanted: Order, data: bytes, *, officer: Officer) -> OutPaper:
    """Return the paper with what has to be noted before it leaves the program."""
    paper, of = wanted.kind.name.lower(), wanted.about()
    note = partial(exports.hand_out, db, data, paper=paper, of=of, officer=officer)
    return OutPaper(title=wanted.title(), data=data, note=note)
