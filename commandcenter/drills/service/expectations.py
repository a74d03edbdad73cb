"""Judging what players did: the log proposes what shows it, an evaluator says which it was."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.rights import Right, require
from commandcenter.drills.model import timing
from commandcenter.drills.model.checks import check_texts
from commandcenter.drills.model.evaluation import Mark, Met
from commandcenter.drills.model.evaluation_checks import check_past
from commandcenter.drills.model.timing import Expected, Figures, Timing, Trace
from commandcenter.drills.service import course, records, traces
from commandcenter.drills.service.course import Run
from commandcenter.drills.store.keeping import KEEPER, ROWS
from commandcenter.kernel.errors import Conflict, Rejected
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit_texts
from commandcenter.kernel.words import N_

_MARKS = ("inject_id", "line")
_OF_THE_DRILL = "drills."


class NotDelivered(Rejected):
    """Nobody can be expected to act on what was never said."""

    sentence = N_("Line {number} of the script was not delivered. Judge it after that.")


class BeforeDelivery(Rejected):
    """What was done before is no answer."""

    sentence = N_(
        "This was done before line {number} of the script was delivered. Choose what came after."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Timings:
    """What players did of what was expected, and how fast.

    Attributes:
        log: The log of the drill, oldest first.
        done: Of it what players did; what was played to them is none of it.
    """

    run: Run
    timings: tuple[Timing, ...]
    figures: Figures
    log: tuple[Trace, ...]
    done: tuple[Trace, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What an evaluator says of one expected action.

    Attributes:
        line: Which of the expected actions of the inject, from 0.
        met: None lets the time decide; without a time it was missed.
        seq: Journal row that shows it; its time is taken unless another one is given.
        at: When it was done; None with a line of the log, or where nobody knows.
        seen_version: Of the judgement that stood there; None if there was none.
    """

    drill: UUID
    inject_id: UUID
    line: int
    met: Met | None = None
    seq: int | None = None
    at: datetime | None = None
    note: str = ""
    seen_version: int | None = None


def of_drill(db: Database, drill_id: UUID, *, language: str) -> Timings:
    """Return what players did of what was expected.

    Raises:
        Conflict: There is no such drill.
    """
    with db.read() as tx:
        return of_drill_in(tx, drill_id, language=language)


def of_drill_in(tx: Tx, drill_id: UUID, *, language: str) -> Timings:
    """Do what `of_drill` does inside a transaction."""
    run = course.read_in(tx, drill_id)
    log = traces.of_drill_in(tx, drill_id, language=language)
    done = _done(run, log)
    found = timing.timings(
        timing.expected_of(run.injects, run.course.deliveries),
        ROWS.where(tx, Mark, _MARKS, drill=drill_id),
        done,
        run.course,
    )
    return Timings(run=run, timings=found, figures=timing.figures(found), log=log, done=done)


def _done(run: Run, log: Iterable[Trace]) -> tuple[Trace, ...]:
    """Return what players did; steps that they took on an entry played to them are theirs."""
    played = {act.entry_id for act in run.acts if act.entry_id is not None}
    return tuple(
        one
        for one in log
        if one.entry_id not in played
        and not one.kind.startswith(_OF_THE_DRILL)
        and not (one.author and run.follows_by_itself(one.at, one.author))
    )


def mark(db: Database, said: Judgement, *, mark_id: UUID, officer: Officer) -> Mark:
    """Say whether an expected action was done; what was said before is replaced.

    Raises:
        NotAllowed, NotDelivered, BeforeDelivery, InFuture, FieldOverlong, DrillArchived:
            Nothing was written.
        Conflict: There is no such drill, line or expected action, or no such line of its log,
            or somebody judged it meanwhile.
        Unavailable: The outcome is unknown; send it again.
    """
    require(officer, Right.EVALUATE)
    with db.write(officer) as tx:
        run = course.read_in(tx, said.drill)
        ready: Any = admit_texts(_mark(tx, run, said, mark_id))[0]
        check_texts(ready)
        records.check_open(tx, ready)
        known = ROWS.where(
            tx, Mark, _MARKS, drill=said.drill, inject_id=said.inject_id, line=said.line
        )
        if known:
            return _again(tx, known[0], ready, said.seen_version)
        if said.seen_version is not None:
            raise Conflict
        KEEPER.add_all(tx, [ready], subject=said.drill)
    return ready  # type: ignore[no-any-return]  # of the same kind


def _again(tx: WriteTx, before: Mark, ready: Mark, seen_version: int | None) -> Mark:
    """Replace what was said before by whoever saw it; the same again changes nothing."""
    after = replace(ready, id=before.id, version=before.version)
    if after == before:
        return before
    if seen_version is None:
        raise Conflict
    return KEEPER.change(tx, before, replace(after, version=seen_version))


def unmark(db: Database, gone: Mark, *, officer: Officer) -> None:
    """Take back what was said of an expected action.

    Raises:
        NotAllowed, DrillArchived: Nothing was written.
        Conflict: Somebody changed it first, or it is gone.
        Unavailable: The outcome is unknown; look at it again.
    """
    records.remove(db, gone, officer=officer)


def _mark(tx: WriteTx, run: Run, said: Judgement, mark_id: UUID) -> Mark:
    expected = _expected(run, said.inject_id, said.line)
    shown_at = None if said.seq is None else _shown_at(tx, run, said.seq)
    at = said.at or shown_at
    check_past(at, at=tx.at)
    met = _met(run, expected, said.met, at)
    return Mark(
        id=mark_id,
        drill=said.drill,
        inject_id=said.inject_id,
        line=said.line,
        met=met,
        seq=None if met is Met.MISSED else said.seq,
        at=None if met is Met.MISSED else at,
        by=tx.officer.name,
        note=said.note,
    )


def _expected(run: Run, inject_id: UUID, line: int) -> Expected:
    found = timing.expected_of(run.injects, run.course.deliveries)
    one = next((each for each in found if each.key == (inject_id, line)), None)
    if one is None:
        raise Conflict
    return one


def _met(run: Run, one: Expected, met: Met | None, at: datetime | None) -> Met:
    number = one.inject.number
    if not one.deliveries:
        raise NotDelivered(number=number)
    seconds = None if at is None else timing.after_s(one, at, run.course)
    if at is not None and seconds is None and met is not Met.MISSED:
        raise BeforeDelivery(number=number)
    if met is not None:
        return met
    return Met.MISSED if seconds is None else timing.judged(seconds, one.inject.within_s)


def _shown_at(tx: Tx, run: Run, seq: int) -> datetime:
    log = traces.of_drill_in(tx, run.drill.id, language="en")
    found = next((one.at for one in _done(run, log) if one.seq == seq), None)
    if found is None:
        raise Conflict
    return found
