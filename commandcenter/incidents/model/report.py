"""Reports to those above (首报, 续报, 终报): written, checked, signed, sent, then frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from commandcenter.incidents.model.level import Level
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_

MAX_SECTION = 8_000
MAX_LINE = 200


class ReportKind(StrEnum):
    """Which link of the chain a report is."""

    FIRST = "first"  # 首报
    FOLLOW_UP = "follow_up"  # 续报
    FINAL = "final"  # 终报


class ReportState(StrEnum):
    """How far a report is."""

    DRAFT = "draft"  # 拟稿
    CHECKED = "checked"  # 已核稿
    SIGNED = "signed"  # 已签发
    SENT = "sent"  # 已报送
    DISCARDED = "discarded"  # 弃稿
    VOID = "void"  # 作废, its issue number is not used again


# What may follow each state; None stands for a report that is new.
STEPS: Mapping[ReportState | None, tuple[ReportState, ...]] = {
    None: (ReportState.DRAFT,),
    ReportState.DRAFT: (ReportState.CHECKED, ReportState.DISCARDED, ReportState.VOID),
    ReportState.CHECKED: (
        ReportState.DRAFT,
        ReportState.SIGNED,
        ReportState.DISCARDED,
        ReportState.VOID,
    ),
    ReportState.SIGNED: (ReportState.DRAFT, ReportState.SENT, ReportState.VOID),
    ReportState.SENT: (),
    ReportState.DISCARDED: (),
    ReportState.VOID: (),
}
UNDER_WAY = frozenset({ReportState.DRAFT, ReportState.CHECKED, ReportState.SIGNED})


class ReportAct(StrEnum):
    """What a row of the history of a report does."""

    BEGIN = "begin"
    CHECK = "check"  # 核稿
    RETURN = "return"  # back to the drafter
    SIGN = "sign"  # 签发
    SEND = "send"  # 报送
    DISCARD = "discard"


class SendChannel(StrEnum):
    """How a report was sent."""

    SYSTEM = "system"  # 信息报送系统
    TEXT = "text"  # 传真等书面方式


class Fault(StrEnum):
    """What an inquiry can find about reporting."""

    LATE = "late"  # 迟报
    OMITTED = "omitted"  # 漏报
    FALSE = "false"  # 谎报
    CONCEALED = "concealed"  # 瞒报


class NoFirstReport(Rejected):
    """A chain begins with the first report."""

    sentence = N_("Send the first report before a follow-up or the final one.")


class FirstReportSent(Rejected):
    """An incident has one first report; what it got wrong is put right by a further one."""

    sentence = N_("The first report was sent already. Write a follow-up report.")


class ReportUnderWay(Rejected):
    """Two reports written at a time would tell different things."""

    sentence = N_("Another report of {number} is being written. Finish or discard it first.")


class ReportFrozen(Rejected):
    """What was signed, sent or given up is not edited."""

    sentence = N_("This report is no longer a draft. Return it to the drafter, or write another.")


class NoSuchReportStep(Rejected):
    """The report is not so far, or farther already."""

    sentence = N_("The report cannot take this step now. Look at where it stands.")


class OwnDraft(Rejected):
    """Four eyes: nobody signs what they wrote."""

    sentence = N_("You wrote this report. Let another officer sign it.")


class SectionTooLong(Rejected):
    """A section has more characters than a report should have."""

    sentence = N_("A section has {length} characters; shorten it to {limit}.")


class SectionEmpty(Rejected):
    """A report is never blank where something has to be said."""

    sentence = N_("'{field}' is empty. Write what is known, or that it is being verified.")


class SentOutsideTime(Rejected):
    """A report is sent after it was signed and not in the future."""

    sentence = N_("The report cannot have been sent at {at}; correct the time.")


class DocumentMissing(Rejected):
    """Only an inquiry finds that a report was false or concealed."""

    sentence = N_("Write the number of the document that found this.")


class ReasonMissing(Rejected):
    """A step that takes something back says why."""

    sentence = N_("Write why the report is returned or given up.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One version of the words of a report.

    Attributes:
        id: Made by the client, so that sending again keeps it once.
        basic: What happened.
        to_orgs: 报送.
        cc_orgs: 抄送.
        level: Of the incident when the text was assembled.
        facts_id: The version of the facts it was assembled from.
        figures_id: The figures it was assembled from.
        by: Who wrote this version.
        login: Of the same person.
    """

    id: UUID
    title: str
    basic: str
    casualties: str
    measures: str
    next_steps: str
    to_orgs: str = ""
    cc_orgs: str = ""
    contact: str = ""
    contact_phone: str = ""
    level: Level
    facts_id: UUID
    figures_id: UUID | None = None
    by: str = ""
    login: str = ""
    at: datetime | None = None


SECTIONS = ("basic", "casualties", "measures", "next_steps")
LINES = ("title", "to_orgs", "cc_orgs", "contact", "contact_phone")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """One row of the history of a report.

    Attributes:
        year: Of the issue number that signing takes.
        login: Of the person of `by`.
    """

    seq: int
    id: UUID
    act: ReportAct
    state: ReportState
    reason: str = ""
    year: int | None = None
    serial: int | None = None
    by: str
    login: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was sent, frozen.

    Attributes:
        number: Such as 〔2026〕第3期.
        body: Canonical JSON of the text and its incident, of which `sha256` is made.
        rule: The rule of reporting it kept or broke; empty if none was running.
        late_s: Seconds after the limit; 0 in time.
    """

    seq: int
    id: UUID
    number: str
    body: str
    sha256: str
    channel: SendChannel
    drafted_by: str
    checked_by: str
    signed_by: str
    sent_at: datetime
    rule: str = ""
    late_s: int = 0
    by: str
    at: datetime

    @property
    def late(self) -> timedelta:
        """By how much it was late."""
        return timedelta(seconds=self.late_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report with everything that became of it.

    Attributes:
        position: 1 for the first follow-up, and so on; 1 for first reports.
        texts: Its versions, oldest first.
    """

    seq: int
    id: UUID
    incident_id: UUID
    kind: ReportKind
    position: int
    drill_id: UUID | None = None
    texts: tuple[Text, ...] = ()
    history: tuple[ReportRow, ...] = ()
    sent: Sent | None = None
    state: ReportState = field(default=ReportState.DRAFT)
    version: int = 0

    @property
    def text(self) -> Text:
        """The version that holds."""
        return self.texts[-1]

    @property
    def issue(self) -> tuple[int, int] | None:
        """Year and number of its issue, once it was signed; a returned report keeps it."""
        return next(
            ((row.year, row.serial) for row in self.history if row.year and row.serial), None
        )

    def last_by(self, act: ReportAct) -> str:
        """Return who did something last."""
        return next((row.by for row in reversed(self.history) if row.act is act), "")


def issue_number(year: int, serial: int, *, is_drill: bool) -> str:
    """Return the printed number of an issue: one gapless series per year, drills apart."""
    return f"{'演练' if is_drill else ''}〔{year}〕第{serial}期"


def next_position(kind: ReportKind, sent: tuple[ReportKind, ...]) -> int:
    """Return the place of a new report among those of its kind.

    Args:
        sent: Kinds of the reports of the incident that were sent.

    Raises:
        NoFirstReport, FirstReportSent: The chain asks for another kind.
    """
    has_first = ReportKind.FIRST in sent
    if kind is ReportKind.FIRST and has_first:
        raise FirstReportSent
    if kind is not ReportKind.FIRST and not has_first:
        raise NoFirstReport
    return sent.count(kind) + 1


def check_text(text: Text) -> None:
    """Refuse words that a report cannot have.

    Raises:
        SectionTooLong, SectionEmpty: What has to be put right first.
    """
    for names, limit in ((SECTIONS, MAX_SECTION), (LINES, MAX_LINE)):
        for name in names:
            length = len(getattr(text, name))
            if length > limit:
                raise SectionTooLong(length=length, limit=limit)
    for name in ("title", *SECTIONS):
        if not getattr(text, name).strip():
            raise SectionEmpty(field=name)


def check_step(report: Report, to: ReportState) -> None:
    """Refuse a step that the report cannot take where it stands.

    Raises:
        NoSuchReportStep: Nothing was written.
    """
    if to not in STEPS[report.state]:
        raise NoSuchReportStep


def check_signer(report: Report, login: str, *, by_other: bool) -> None:
    """Refuse a signer who wrote the text, where the county wants another person.

    Raises:
        OwnDraft: Nothing was written.
    """
    if by_other and login == report.text.login:
        raise OwnDraft


def check_reason(reason: str) -> None:
    """Refuse a step that needs a reason and gives none, or gives a story.

    Raises:
        ReasonMissing, SectionTooLong: Nothing was written.
    """
    if not reason.strip():
        raise ReasonMissing
    if len(reason) > MAX_LINE:
        raise SectionTooLong(length=len(reason), limit=MAX_LINE)
