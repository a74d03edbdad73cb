"""One timeline of an incident: what was told, decided, sent, counted and reported, in order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from commandcenter.duty.model.entry import Entry
from commandcenter.duty.model.lines import LogLine
from commandcenter.incidents.model.deadline import Step as ReportStep
from commandcenter.incidents.model.figures import Counted, difference
from commandcenter.incidents.model.incident import Act, ActRow, Incident
from commandcenter.incidents.model.phone import PhoneReport
from commandcenter.incidents.model.report import Report, ReportAct
from commandcenter.kernel.words import N_
from commandcenter.matters.model.clock import Clock, ClockKind
from commandcenter.matters.model.matter import Matter
from commandcenter.teams.model.dispatch import Dispatch, Step


class MomentKind(StrEnum):
    """What a line of the timeline came from."""

    ENTRY = "entry"  # a line of the duty log
    LINE = "line"  # what a part noted by itself
    STATE = "state"  # opened, controlled, closed …
    LEVEL = "level"
    FIGURES = "figures"
    PHONE = "phone"
    REPORT = "report"
    DISPATCH = "dispatch"
    TASK = "task"
    DUE = "due"  # a clock that still runs, at the time it is due


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Where a line leads: the page, what to show there, and which one."""

    page: str
    kind: str
    key: UUID | int


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One line of the timeline.

    Attributes:
        at: When it happened, as told; of a running clock when it is due.
        sentence: Source text; empty where *line* has words of its own.
        facts: What fills the sentence: texts, numbers, times, members of the enums of the
            parts, and tuples of differences. Whoever shows them puts them into words.
        text: What somebody wrote.
        struck: What a correction replaced.
        late_s: Seconds after the limit.
        line: What a part noted by itself.
        seq: Of the journal; orders what happened at the same time.
    """

    at: datetime
    kind: MomentKind
    seq: int
    sentence: str = ""
    facts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    text: str = ""
    struck: str = ""
    by: str = ""
    late_s: int = 0
    door: Door | None = None
    line: LogLine | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Everything that belongs to an incident.

    Attributes:
        lines: What the parts noted by themselves and no other of these values tells.
        merged: Incidents that were merged into it.
        steps: What each rule of reporting asks for, by its code.
    """

    incident: Incident
    acts: Sequence[ActRow] = ()
    entries: Sequence[Entry] = ()
    figures: Sequence[Counted] = ()
    phones: Sequence[PhoneReport] = ()
    reports: Sequence[Report] = ()
    dispatches: Sequence[Dispatch] = ()
    matters: Sequence[Matter] = ()
    clocks: Sequence[Clock] = ()
    lines: Sequence[LogLine] = ()
    merged: Sequence[Incident] = ()
    steps: Mapping[str, ReportStep] = field(default_factory=lambda: MappingProxyType({}))


_ACTS: dict[Act, str] = {
    Act.OPEN: N_("Opened as {number}"),
    Act.STEP: N_("Now: {state}"),
    Act.LEVEL: N_("Level: {level}"),
    Act.CLOSE: N_("Closed"),
    Act.WITHDRAW: N_("Withdrawn as a false report"),
    Act.REOPEN: N_("Opened again"),
    Act.MERGE: N_("Merged into another incident"),
}
_OVERRIDDEN = N_("Level: {level} (proposed: {proposed})")
_REPORTS: dict[ReportAct, str] = {
    ReportAct.BEGIN: N_("{kind} {position} begun"),
    ReportAct.CHECK: N_("{kind} {position} checked"),
    ReportAct.RETURN: N_("{kind} {position} returned to the drafter"),
    ReportAct.SIGN: N_("{kind} {position} signed"),
    ReportAct.DISCARD: N_("{kind} {position} given up"),
}
_SENT = N_("{kind} {position} sent {number}")
_PHONED = N_("Reported by phone to {org} {name}")
_FIGURES = N_("Figures: {deltas}")
_SAME_FIGURES = N_("Figures confirmed")
_ORDERED = N_("{team} ordered to {place} ({number})")
_STEPPED = N_("{team}: {step}")
_TASK = N_("Task for {owner}")
_TASK_DUE = N_("Task for {owner} until {due}")
_DONE = N_("Task done: {title}")
_DUE = N_("Due: {what}")
_MERGED = N_("{number} was merged into this one")


def merge(sources: Sources) -> tuple[Moment, ...]:
    """Return every line of the timeline, oldest first.

    What is to come, such as a running clock, stands at its own time, behind everything else.
    """
    told = (
        *_of_acts(sources),
        *_of_entries(sources.entries),
        *_of_figures(sources.figures),
        *map(_of_phone, sources.phones),
        *(moment for one in sources.reports for moment in _of_report(one)),
        *(moment for one in sources.dispatches for moment in _of_dispatch(one)),
        *(moment for one in sources.matters for moment in _of_matter(one)),
        *_of_clocks(sources.clocks, sources.steps),
        *map(_of_line, sources.lines),
        *map(_of_merged, sources.merged),
    )
    return tuple(sorted(told, key=lambda one: (one.kind is MomentKind.DUE, one.at, one.seq)))


def _of_acts(sources: Sources) -> Iterator[Moment]:
    for row in sources.acts:
        sentence = _ACTS[row.act]
        if row.act is Act.LEVEL and row.proposed not in (None, row.level):
            sentence = _OVERRIDDEN
        facts = {
            "number": sources.incident.number,
            "state": row.state,
            "level": row.level,
            "proposed": row.proposed,
            "criterion": row.criterion,
        }
        is_level = row.act is Act.LEVEL
        door = row.into and Door(page="incidents", kind="incident", key=row.into)
        yield Moment(
            at=row.at,
            kind=MomentKind.LEVEL if is_level else MomentKind.STATE,
            seq=row.seq,
            sentence=sentence,
            facts=facts,
            text=row.reason,
            by=row.by,
            door=door or None,
        )


def _of_entries(entries: Iterable[Entry]) -> Iterator[Moment]:
    told = list(entries)
    corrections = {one.newest.id for one in told if one.corrected_by is not None}
    for one in told:
        if one.id in corrections:
            continue  # it stands with the entry it corrects
        holds = one.newest
        is_corrected = holds is not one
        yield Moment(
            at=one.received_at,
            kind=MomentKind.ENTRY,
            seq=one.seq,
            sentence=N_("{kind} {source}"),
            facts={
                "kind": holds.draft.kind,
                "source": " ".join(filter(None, (holds.draft.org, holds.draft.name))),
                "number": one.number,
                "corrected_at": holds.recorded_at if is_corrected else None,
            },
            text=holds.draft.content.strip(),
            struck=one.draft.content.strip() if is_corrected else "",
            by=one.recorder,
            door=Door(page="duty", kind="entry", key=one.seq),
        )


def _of_figures(counted: Iterable[Counted]) -> Iterator[Moment]:
    before = None
    for one in counted:
        deltas = difference(before, one.figures)
        yield Moment(
            at=one.as_of,
            kind=MomentKind.FIGURES,
            seq=one.seq,
            sentence=_FIGURES if deltas else _SAME_FIGURES,
            facts={"deltas": deltas},
            text=one.figures.source,
            by=one.by,
        )
        before = one.figures


def _of_phone(one: PhoneReport) -> Moment:
    return Moment(
        at=_claimed(one.called_at),
        kind=MomentKind.PHONE,
        seq=one.seq,
        sentence=_PHONED,
        facts={"org": one.to_org, "name": one.to_name, "reply": one.reply},
        text=one.content,
        by=one.caller,
        late_s=one.late_s,
    )


def _of_report(one: Report) -> Iterator[Moment]:
    facts: dict[str, object] = {"kind": one.kind, "position": one.position}
    door = Door(page="incidents", kind="report", key=one.id)
    for row in one.history:
        if row.act in _REPORTS:
            yield Moment(
                at=row.at,
                kind=MomentKind.REPORT,
                seq=row.seq,
                sentence=_REPORTS[row.act],
                facts=facts,
                text=row.reason,
                by=row.by,
                door=door,
            )
    if one.sent is not None:
        yield Moment(
            at=one.sent.sent_at,
            kind=MomentKind.REPORT,
            seq=one.sent.seq,
            sentence=_SENT,
            facts={**facts, "number": one.sent.number, "channel": one.sent.channel},
            by=one.sent.by,
            late_s=one.sent.late_s,
            door=door,
        )


def _of_dispatch(one: Dispatch) -> Iterator[Moment]:
    door = Door(page="teams", kind="dispatch", key=one.id)
    yield Moment(
        at=one.ordered_at,
        kind=MomentKind.DISPATCH,
        seq=one.seq,
        sentence=_ORDERED,
        facts={"team": one.team_name, "place": one.order.place, "number": one.number},
        text=one.order.task,
        by=one.ordered_by,
        door=door,
    )
    newest = {row.step: row for row in one.history}
    for step, at in one.times.items():
        if step is not Step.ORDERED:
            yield Moment(
                at=at,
                kind=MomentKind.DISPATCH,
                seq=newest[step].seq,
                sentence=_STEPPED,
                facts={"team": one.team_name, "step": step},
                by=newest[step].by,
                door=door,
            )


def _of_matter(one: Matter) -> Iterator[Moment]:
    door = Door(page="incidents", kind="task", key=one.id)
    yield Moment(
        at=one.opened_at,
        kind=MomentKind.TASK,
        seq=0,
        sentence=_TASK if one.due_at is None else _TASK_DUE,
        facts={"owner": one.owner, "due": one.due_at},
        text=one.title,
        door=door,
    )
    if one.closed_at is not None:
        yield Moment(
            at=one.closed_at,
            kind=MomentKind.TASK,
            seq=0,
            sentence=_DONE,
            facts={"title": one.title},
            text=one.result,
            by=one.closed_by,
            late_s=int(one.late_by(one.closed_at).total_seconds()),
            door=door,
        )


def _of_clocks(clocks: Iterable[Clock], steps: Mapping[str, ReportStep]) -> Iterator[Moment]:
    for one in clocks:
        # A task says itself until when it has to be done.
        if not one.has_ended and one.kind is not ClockKind.MATTER:
            yield Moment(
                at=one.due_at,
                kind=MomentKind.DUE,
                seq=0,
                sentence=_DUE,
                facts={"what": steps.get(one.rule, one.title)},
                text=one.note,
                by=one.acknowledged_by,
            )


def _of_line(one: LogLine) -> Moment:
    return Moment(at=one.at, kind=MomentKind.LINE, seq=one.seq, by=one.author, line=one)


def _of_merged(one: Incident) -> Moment:
    return Moment(
        at=one.ended_at or one.opened_at,
        kind=MomentKind.STATE,
        seq=one.seq,
        sentence=_MERGED,
        facts={"number": one.number},
        text=one.facts.title,
        door=Door(page="incidents", kind="incident", key=one.id),
    )


def _claimed(at: datetime | None) -> datetime:
    if at is None:
        raise ValueError("a call that was noted has a time")
    return at
