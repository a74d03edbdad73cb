"""What papers can be made here, and how each is ordered."""

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from functools import partial

from commandcenter.database.engine import Database
from commandcenter.duty.papers import Running
from commandcenter.duty.service import exports
from commandcenter.handover import papers as handover_papers
from commandcenter.handover.model import Handover
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.words import N_, translation
from ui.widgets.paper_out import OutPaper
from ui.widgets.words import language, tr


class PaperKind(Enum):
    """A kind of paper."""

    DUTY_LOG = auto()  # 值班日志
    ON_CALL = auto()  # 值班表
    HANDOVER = auto()  # 交接班报告


PAPER_WORDS = {
    PaperKind.DUTY_LOG: N_("Duty log"),
    PaperKind.ON_CALL: N_("On-call list"),
    PaperKind.HANDOVER: N_("Handover report"),
}
_CODES = {
    PaperKind.DUTY_LOG: "duty_log",
    PaperKind.ON_CALL: "on_call",
    PaperKind.HANDOVER: "handover",
}


class PeriodReversed(Rejected):
    """A period that ends before it begins holds nothing."""

    sentence = N_("The last day is before the first one; correct one of them.")


class NothingSealed(Rejected):
    """There is no report to show yet."""

    sentence = N_("No handover is sealed yet.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One paper as it is wanted.

    Attributes:
        first: First shift day; for a handover that of its shift.
        last: Last shift day.
        handover: Only for a handover report.
        language: That of the paper.
    """

    kind: PaperKind
    first: date
    last: date
    language: str
    handover: Handover | None = None

    def title(self) -> str:
        """Return what the paper is called as a file."""
        days = str(self.first) if self.first == self.last else f"{self.first} {self.last}"
        name = f" {self.handover.snapshot.body['shift']['name']}" if self.handover else ""
        return f"{tr(PAPER_WORDS[self.kind])} {days}{name}"


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


def make(db: Database, wanted: Order, running: Running, *, officer: Officer) -> bytes:
    """Return the paper.

    Raises:
        Cancelled: The officer no longer wants it.
        Unavailable: The database did not answer.
    """
    words = translation(wanted.language)
    if wanted.handover is not None:
        return handover_papers.report(wanted.handover, words=words)
    if wanted.kind is PaperKind.ON_CALL:
        return exports.on_call(db, wanted.first, wanted.last, officer=officer, words=words)
    return exports.duty_log(db, wanted.first, wanted.last, words=words, running=running)


def ready_to_leave(db: Database, wanted: Order, data: bytes, *, officer: Officer) -> OutPaper:
    """Return the paper with what has to be noted before it leaves the program."""
    of = f"{wanted.first}/{wanted.last}" if wanted.handover is None else str(wanted.handover.id)
    note = partial(exports.hand_out, db, data, paper=_CODES[wanted.kind], of=of, officer=officer)
    return OutPaper(title=wanted.title(), data=data, note=note)
