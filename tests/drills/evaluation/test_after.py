"""What a drill came to, and putting it into the archive and taking it out."""

from dataclasses import replace

import pytest

from commandcenter.drills.model.checks import FieldEmpty
from commandcenter.drills.model.clock import Course, Delivery, Standing
from commandcenter.drills.model.drill import Form, Objective, State
from commandcenter.drills.model.drill_checks import HeadcountMissing, StepImpossible
from commandcenter.drills.model.evaluation import Grade, Mark, Met, Observation, Seen
from commandcenter.drills.model.review import Gap, Reached, objective_review
from commandcenter.drills.model.script import Inject
from commandcenter.drills.model.timing import expected_of, timings
from commandcenter.drills.papers import charts
from commandcenter.drills.service import (
    after,
    corrections,
    drills,
    evaluating,
    evaluation_items,
    expectations,
    proposing,
    running,
)
from commandcenter.drills.service.after import StillMissing
from commandcenter.drills.service.expectations import Judgement
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import day_of, now


@pytest.fixture
def played(a_played_drill):
    return a_played_drill()


@pytest.fixture
def read(db, played):
    return lambda: after.read(db, played.drill.id, language="zh", at=now())


def test_plan_and_actual_stand_beside_each_other(played, read):
    review = read()

    first, second = review.lines
    assert (first.standing, second.standing) == (Standing.DELIVERED, Standing.SKIPPED)
    (told,) = first.deliveries
    assert -60 <= first.late_s(told) < -30  # delivered at once instead of after a minute
    assert first.planned_at is not None
    assert round((first.planned_at - review.drill.began_at).total_seconds()) == 60
    assert first.actual_at is not None
    assert first.actual_at < first.planned_at
    assert (second.deliveries, second.note) == ((), "时间不够")
    assert any(one.text.startswith("电话通知石桥村") for one in review.log)
    assert review.pauses == ()


@pytest.mark.parametrize(
    ("mets", "seen", "is_told", "reached"),
    [
        ([], [], True, Reached.UNKNOWN),
        ([Met.MET], [], True, Reached.YES),
        ([Met.MET, Met.MISSED], [], True, Reached.PARTLY),
        ([Met.LATE], [], True, Reached.PARTLY),
        ([Met.MISSED], [], True, Reached.NO),
        ([Met.MET], [Seen.PROBLEM], True, Reached.PARTLY),
        ([], [Seen.STRENGTH], True, Reached.YES),
        ([], [Seen.NOTE], True, Reached.UNKNOWN),
        ([Met.MET], [], False, Reached.UNKNOWN),
    ],
)
def test_an_objective_is_reached_as_far_as_what_is_linked_to_it_tells(mets, seen, is_told, reached):
    goal, other = (
        Objective(id=new_id(), drill=new_id(), number=n, text="按时转移") for n in (1, 2)
    )
    inject = Inject(
        id=new_id(),
        drill=goal.drill,
        number=1,
        offset_s=0,
        title="预警",
        expected="通知\n报告",
        objective_id=goal.id,
    )
    told = {inject.id: (Delivery(at=now()),)} if is_told else {}
    marks = [
        Mark(id=new_id(), drill=goal.drill, inject_id=inject.id, line=line, met=met)
        for line, met in enumerate(mets)
    ]
    observations = [
        Observation(
            id=new_id(),
            drill=goal.drill,
            observer="何立",
            at=now(),
            kind=kind,
            text="看到的情况",
            objective_id=goal.id,
        )
        for kind in seen
    ]
    timed = timings(expected_of([inject], told), marks, [], Course())

    found = objective_review(goal, timed, observations)

    assert found.reached is reached
    assert found.timings == (timed if is_told else ())
    assert found.observations == tuple(observations)
    assert objective_review(other, timed, observations).reached is Reached.UNKNOWN


def test_all_that_players_were_told_is_kept_when_the_drill_goes_back(db, a_drill, a_line, planner):
    drill = a_drill(State.PLANNED, began_at=None, ended_at=None)
    line = a_line(drill, expected="通知")
    running.start(db, drill.id, act_id=new_id(), officer=planner)
    running.fire(db, drill.id, line.id, act_id=new_id(), officer=planner)
    running.back(db, drill.id, 0, act_id=new_id(), officer=planner)
    running.hold(db, drill.id, line.id, act_id=new_id(), officer=planner)
    running.end(db, drill.id, act_id=new_id(), officer=planner)

    read = after.read(db, drill.id, language="en", at=now())

    assert read.rounds == 1
    (played,) = read.lines
    assert played.standing is Standing.HELD
    assert [one.round for one in played.deliveries] == [1]
    assert read.figures.expected == 1
    assert charts.lateness(played, str)[-1] == "Held back"
    assert len(charts.lateness(played, str)) == 2


def test_archiving_says_what_is_missing_and_needs_the_headcount(db, played, planner, chief, read):
    form = evaluating.open_form(db, played.drill.id, form_id=new_id(), officer=chief)
    gaps = {one.gap: one.count for one in after.missing(db, played.drill.id, at=now())}
    assert gaps == {Gap.HEADCOUNT: 1, Gap.OPEN_FORM: 1, Gap.UNJUDGED: 2, Gap.SUMMARY: 1}
    with pytest.raises(HeadcountMissing):
        after.close(db, played.drill, officer=planner, at=now(), with_gaps=True)

    item = evaluation_items.of_form(db, Form.TABLETOP)[0]
    evaluating.score(db, form.id, item.id, Grade.BAD, officer=chief, score_id=new_id())
    evaluating.hand_in(db, form.id, officer=chief, with_gaps=True)
    counted = drills.change(
        db, replace(played.drill, headcount=42, summary="总体顺利"), officer=planner
    )
    for line in (0, 1):
        said = Judgement(drill=played.drill.id, inject_id=played.first.id, line=line, met=Met.MET)
        expectations.mark(db, said, mark_id=new_id(), officer=chief)
    with pytest.raises(StillMissing) as refused:
        after.close(db, counted, officer=planner, at=now())
    assert refused.value.facts == {"count": 1, "gap": "uncovered"}
    (proposal,) = proposing.proposals(db, played.drill.id, on=day_of(now()))
    corrections.add(db, replace(proposal.action, owner="值班室"), officer=planner)

    closed = after.close(db, counted, officer=planner, at=now())

    assert closed.state is State.CLOSED
    assert after.missing(db, played.drill.id, at=now()) == ()
    assert read().uncovered == 0


def test_a_drill_is_taken_out_of_the_archive_with_a_reason(db, a_drill, planner):
    archived = a_drill(State.CLOSED, headcount=20)

    with pytest.raises(FieldEmpty):
        after.reopen(db, archived, reason=" ", officer=planner, at=now())
    opened = after.reopen(db, archived, reason="人数有误", officer=planner, at=now())
    with pytest.raises(StepImpossible):
        after.reopen(db, opened, reason="再来", officer=planner, at=now())

    assert opened.state is State.ENDED
    (told,) = after.read(db, archived.id, language="zh", at=now()).reopened
    assert (told.by, told.reason) == ("周敏", "人数有误")
