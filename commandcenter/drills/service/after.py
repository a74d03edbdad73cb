"""What a drill came to, read as one value, and putting it into the archive and taking it out."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from commandcenter.database import journal
from commandcenter.database.engine import Database
from commandcenter.database.journal import Line
from commandcenter.database.tx import Tx
from commandcenter.directory.rights import Right, require
from commandcenter.drills.model import review
from commandcenter.drills.model.correction_checks import check_reason
from commandcenter.drills.model.drill import (
    Drill,
    Objective,
    Participant,
    PlanOfDrill,
    State,
)
from commandcenter.drills.model.drill_checks import check_step, impossible
from commandcenter.drills.model.evaluation import Observation
from commandcenter.drills.model.plan import File, Plan
from commandcenter.drills.model.review import GAP_WORDS, Missing, Reopened, Review
from commandcenter.drills.service import corrections, evaluating, expectations, proposing
from commandcenter.drills.store.keeping import KEEPER, ROWS
from commandcenter.kernel.errors import InWords
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_

_TAKEN_OUT = "drills.taken_out"


class StillMissing(InWords):
    """Who archives a drill knows what it lacks."""

    sentence = N_("{count} things are missing before this drill is archived, the first: {gap}.")
    words: ClassVar = {"gap": {gap.value: word for gap, word in GAP_WORDS.items()}}


def read(db: Database, drill_id: UUID, *, language: str, at: datetime) -> Review:
    """Return everything about a drill after it was held.

    Args:
        language: Of the lines of its log.
        at: Now.

    Raises:
        Conflict: There is no such drill.
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        return read_in(tx, drill_id, language=language, at=at)


def read_in(tx: Tx, drill_id: UUID, *, language: str, at: datetime) -> Review:
    """Do what `read` does inside a transaction."""
    timed = expectations.of_drill_in(tx, drill_id, language=language)
    sheet = evaluating.sheet_in(tx, drill_id)
    observations = ROWS.where(tx, Observation, ("at", "id"), drill=drill_id)
    actions = corrections.of_drill_in(tx, drill_id)
    links = ROWS.where(tx, PlanOfDrill, ("id",), drill=drill_id)
    return Review(
        drill=sheet.drill,
        plans=ROWS.with_ids(tx, Plan, [one.plan_id for one in links]),
        objectives=tuple(
            review.objective_review(one, timed.timings, observations)
            for one in ROWS.where(tx, Objective, ("number",), drill=drill_id)
        ),
        participants=ROWS.where(tx, Participant, ("part", "name", "id"), drill=drill_id),
        lines=review.played(timed.run.course, timed.run.lines()),
        pauses=timed.run.course.pauses(),
        timings=timed.timings,
        figures=timed.figures,
        merged=sheet.merged,
        open_forms=tuple(one.evaluator for one in sheet.evaluations if one.handed_in_at is None),
        observations=observations,
        actions=actions,
        uncovered=len(proposing.proposals_in(tx, drill_id, on=day_of(at))),
        files=_files(
            tx, [drill_id, *(one.id for one in observations), *(one.id for one in actions)]
        ),
        log=timed.log,
        done=timed.done,
        reopened=_reopened(tx, drill_id),
        rounds=timed.run.course.rounds,
    )


def _files(tx: Tx, about: Iterable[UUID]) -> dict[UUID, tuple[File, ...]]:
    found = {one: ROWS.where(tx, File, ("id",), about=one) for one in about}
    return {one: files for one, files in found.items() if files}


def _reopened(tx: Tx, drill_id: UUID) -> tuple[Reopened, ...]:
    rows = journal.about(tx, [str(drill_id)], line=Line.NONE)
    return tuple(
        Reopened(at=row.received_at, **json.loads(row.body))
        for row in rows
        if row.kind == _TAKEN_OUT
    )


def missing(db: Database, drill_id: UUID, *, at: datetime) -> tuple[Missing, ...]:
    """Return what is missing before a drill goes into the archive.

    Raises:
        Conflict: There is no such drill.
    """
    return review.missing(read(db, drill_id, language="en", at=at))


def close(
    db: Database, seen: Drill, *, officer: Officer, at: datetime, with_gaps: bool = False
) -> Drill:
    """Put a drill that was evaluated into the archive (归档); nothing of it changes any more.

    Args:
        at: Now.
        with_gaps: The officer has seen what is missing.

    Raises:
        NotAllowed, StepImpossible, TimesMissing, HeadcountMissing, StillMissing:
            Nothing was written.
        Conflict: Somebody changed it first.
        Unavailable: The outcome is unknown; look at it again.
    """
    require(officer, Right.PLAN_DRILLS)
    with db.write(officer) as tx:
        before = ROWS.get(tx, Drill, seen.id)
        after = replace(before, state=State.CLOSED)
        check_step(before, after, at=at)
        if not with_gaps:
            _check_whole(tx, before, at)
        return KEEPER.change(tx, before, replace(after, version=seen.version))


def _check_whole(tx: Tx, drill: Drill, at: datetime) -> None:
    lacking = review.missing(read_in(tx, drill.id, language="en", at=at))
    if lacking:
        raise StillMissing(count=len(lacking), gap=lacking[0].gap.value)


def reopen(db: Database, seen: Drill, *, reason: str, officer: Officer, at: datetime) -> Drill:
    """Take a drill out of the archive, so that it can be changed, and say why.

    Raises:
        NotAllowed, StepImpossible, FieldEmpty, FieldOverlong: Nothing was written.
        Conflict: Somebody changed it first.
        Unavailable: The outcome is unknown; look at it again.
    """
    require(officer, Right.PLAN_DRILLS)
    said = admit(reason)[0].strip()
    check_reason(said, "note")
    with db.write(officer) as tx:
        before = ROWS.get(tx, Drill, seen.id)
        after = replace(before, state=State.ENDED)
        if before.state is not State.CLOSED:
            raise impossible(before, after.state)
        check_step(before, after, at=at)
        changed = KEEPER.change(tx, before, replace(after, version=seen.version))
        body = {"by": officer.name, "reason": said}
        journal.append(tx, _TAKEN_OUT, body, id=new_id(), subject=seen.id)
    return changed
