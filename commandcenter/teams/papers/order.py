"""The dispatch order (调度令), with what has become of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

from commandcenter.documents import dates
from commandcenter.documents.boxes import Signature
from commandcenter.documents.paper import Paper
from commandcenter.documents.tables import Cell, Column, Value
from commandcenter.kernel.times import clock, day_of
from commandcenter.kernel.words import N_
from commandcenter.teams.model.accountability import Measure, Verdict, judged
from commandcenter.teams.model.dispatch import Act, Circle, Dispatch, Result, StepRow
from commandcenter.teams.model.dispatch_words import (
    CIRCLE_WORDS,
    MEASURE_WORDS,
    OUTCOME_WORDS,
    STEP_WORDS,
)
from commandcenter.teams.model.fields import FIELD_WORDS
from commandcenter.teams.model.team import Team
from commandcenter.teams.papers.ground import Ground, number_or_nothing, position

_TITLE = N_("Dispatch order of {centre}")
_DRILL_MARK = N_("DRILL")
_DRILL_TITLE = N_("DRILL: {title}")
_NOBODY = N_("Nobody was ordered")
_MISSING = N_("Left out: {steps}")
_TOOK = N_("{measure} {time} (limit {limit})")
_TOOK_TOO_LONG = N_("{measure} {time} (limit {limit}), too long")
_MUSTERED = N_("Time to muster {time}")
_ACT_WORDS: dict[Act, str] = {
    Act.CORRECT: N_("Time of '{step}' corrected to {at}: {reason} ({by})"),
    Act.UNDO: N_("'{step}' taken back {at}: {reason} ({by})"),
    Act.CANCEL: N_("Called off {at}: {reason} ({by})"),
    Act.RELEASE: N_("Released {at}: {reason} ({by})"),
}
_COUNTED = ("rescued", "found_dead", "evacuated", "injured", "area_mu")

Limits = Mapping[tuple[Circle, Measure], timedelta]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The teams of one order.

    Attributes:
        teams: As the officer may see them, by their id.
        limits: The response standards of the day of the order.
        entry_number: Of the log line that the order comes from.
    """

    dispatches: Sequence[Dispatch]
    teams: Mapping[UUID, Team]
    limits: Limits
    entry_number: str = ""


def order(ground: Ground, sent: Sent) -> bytes:
    """Return the order and, once a team has done anything, the record of it.

    An order of a drill is marked on every page.

    Raises:
        Cancelled: The officer no longer wants it.
    """
    words = ground.words
    title = words(_TITLE).format(centre=ground.centre)
    is_drill = any(one.order.drill_id is not None for one in sent.dispatches)
    if is_drill:
        title = words(_DRILL_TITLE).format(title=title)
    numbers = ground.joined(one.number for one in sent.dispatches)
    watermark = words(_DRILL_MARK) if is_drill else ""
    paper = ground.begin(title, subject=numbers, watermark=watermark)
    groups = [list(group) for _, group in groupby(sent.dispatches, key=_told_alike)]
    for group in groups:
        _print_told(ground, paper, group, sent)
    if any(one.history or one.result for one in sent.dispatches):
        paper.heading(words(N_("Record")))
        rows = (_record(ground, one, sent.limits) for one in sent.dispatches)
        paper.table(_record_columns(ground), rows, empty=words(_NOBODY))
    paper.signatures(_signatures(ground, sent.dispatches))
    return ground.finish(paper)


def _told_alike(one: Dispatch) -> tuple[object, ...]:
    """Return what teams that are sent to the same work have in common."""
    told = one.order
    work = (told.place, told.area_code, told.lon, told.lat, told.hazard, told.circle, told.task)
    return (*work, one.ordered_by, one.ordered_at)


def _print_told(ground: Ground, paper: Paper, group: Sequence[Dispatch], sent: Sent) -> None:
    words, first = ground.words, group[0]
    paper.facts(_facts(ground, first, sent.entry_number), columns=2)
    paper.heading(words(FIELD_WORDS["task"]))
    paper.paragraph(first.order.task)
    paper.heading(words(N_("Teams that are sent")))
    rows = (_team_row(one, sent.teams.get(one.order.team_id)) for one in group)
    paper.table(_team_columns(ground), rows, empty=words(_NOBODY))


def _facts(ground: Ground, one: Dispatch, entry_number: str) -> list[tuple[str, str]]:
    words, told = ground.words, one.order
    where = ground.place(told.area_code, told.place)
    return [
        (words(N_("Ordered at")), dates.moment(words, one.ordered_at)),
        (words(N_("Ordered by")), one.ordered_by),
        (words(N_("Destination")), where),
        (words(N_("Position (WGS-84)")), position(told.lon, told.lat)),
        (words(N_("Kind of incident")), ground.word("hazard_kind", told.hazard)),
        (words(N_("Response standard")), words(CIRCLE_WORDS[told.circle])),
        (words(N_("Log entry")), entry_number),
    ]


def _team_columns(ground: Ground) -> list[Column]:
    words = ground.words
    return [
        Column(words(N_("Dispatch number")), width_mm=28, align="center"),
        Column(words(N_("Team")), width_mm=36),
        Column(words(N_("Leader and phones")), width_mm=35),
        Column(words(FIELD_WORDS["people_out"]), width_mm=19, align="center"),
        Column(words(FIELD_WORDS["equipment_out"]), width_mm=28),
        Column(words(FIELD_WORDS["told"]), width_mm=20),
    ]


def _team_row(one: Dispatch, team: Team | None) -> tuple[Value, ...]:
    told = one.order
    calls = () if team is None else (team.leader, team.leader_phone, team.duty_phone)
    return (
        one.number,
        one.team_name,
        "\n".join(filter(None, calls)),
        number_or_nothing(told.people_out),
        told.equipment_out,
        told.told,
    )


def _record_columns(ground: Ground) -> list[Column]:
    words = ground.words
    return [
        Column(words(N_("Team")), width_mm=34),
        Column(words(N_("Steps")), width_mm=66),
        Column(words(N_("Times and result")), width_mm=66),
    ]


def _record(ground: Ground, one: Dispatch, limits: Limits) -> tuple[Value, ...]:
    words = ground.words
    outcome = words(OUTCOME_WORDS[one.outcome]) if one.outcome else ""
    return (
        [one.number, one.team_name, Cell(outcome, bold=True)],
        list(_steps(ground, one)),
        list(_achieved(ground, one, limits)),
    )


def _steps(ground: Ground, one: Dispatch) -> Iterator[str | Cell]:
    words = ground.words
    for step, at in sorted(one.times.items(), key=lambda pair: pair[0].rank):
        yield f"{_time(ground, at, one)} {words(STEP_WORDS[step])}"
    if one.missing:
        steps = ground.joined(words(STEP_WORDS[step]) for step in one.missing)
        yield Cell(words(_MISSING).format(steps=steps), bold=True)
    for row in one.history:
        if row.act in _ACT_WORDS:
            yield Cell(_act(ground, row, one), quiet=True)


def _act(ground: Ground, row: StepRow, one: Dispatch) -> str:
    return ground.words(_ACT_WORDS[row.act]).format(
        step=ground.words(STEP_WORDS[row.step]),
        at=_time(ground, row.at, one),
        reason=row.reason,
        by=row.by,
    )


def _time(ground: Ground, at: datetime, one: Dispatch) -> str:
    """Return a time, with its day if that is not the day of the order."""
    is_same_day = day_of(at) == day_of(one.ordered_at)
    return clock(at) if is_same_day else dates.moment(ground.words, at)


def _achieved(ground: Ground, one: Dispatch, limits: Limits) -> Iterator[str | Cell]:
    if one.muster_time is not None:
        yield ground.words(_MUSTERED).format(time=ground.duration(one.muster_time))
    for verdict in judged(one, dict(limits), at=one.ordered_at):
        if verdict.taken is not None:
            yield _verdict(ground, verdict, verdict.taken)
    if one.result is not None:
        yield from _result(ground, one.result)


def _verdict(ground: Ground, verdict: Verdict, taken: timedelta) -> Cell:
    says = _TOOK if verdict.is_met else _TOOK_TOO_LONG
    text = ground.words(says).format(
        measure=ground.words(MEASURE_WORDS[verdict.measure]),
        time=ground.duration(taken),
        limit=ground.duration(verdict.limit),
    )
    return Cell(text, bold=not verdict.is_met)


def _result(ground: Ground, result: Result) -> Iterator[str]:
    words = ground.words
    for name in _COUNTED:
        if count := getattr(result, name):
            yield f"{words(FIELD_WORDS[name])} {count}"
    if result.consumption:
        yield f"{words(FIELD_WORDS['consumption'])} {result.consumption}"
    if result.remarks:
        yield result.remarks


def _signatures(ground: Ground, dispatches: Sequence[Dispatch]) -> list[Signature]:
    words = ground.words
    givers = {(one.ordered_by, one.ordered_at) for one in dispatches}
    name, at = min(givers) if len(givers) == 1 else ("", None)
    return [
        Signature(words(N_("Ordered by")), name=name, at=at),
        Signature(words(N_("Order received by"))),
    ]
