"""Judging what players did by what the log of the drill shows."""

from dataclasses import replace
from datetime import timedelta

import pytest

from commandcenter.directory.rights import NotAllowed
from commandcenter.drills.model.checks import DrillArchived
from commandcenter.drills.model.drill import State
from commandcenter.drills.model.evaluation import Met
from commandcenter.drills.service import expectations, records, running
from commandcenter.drills.service.expectations import (
    BeforeDelivery,
    Judgement,
    NotDelivered,
)
from commandcenter.duty.model.entry import Draft, Handling, InFuture, Step
from commandcenter.duty.service import log
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id


@pytest.fixture
def played(a_played_drill):
    return a_played_drill()


@pytest.fixture
def judged(db, played, deputy):
    """Judge an expected action of the first line."""

    def judge(line=0, officer=deputy, **fields):
        said = Judgement(drill=played.drill.id, inject_id=played.first.id, line=line, **fields)
        return expectations.mark(db, said, mark_id=new_id(), officer=officer)

    return judge


def test_the_log_of_the_drill_proposes_what_players_did(db, played, chief):
    log.record(db, Draft(id=new_id(), content="通知石桥村转移群众"), officer=chief)  # really

    found = expectations.of_drill(db, played.drill.id, language="zh")

    told, reported = found.timings
    assert [one.trace.seq for one in told.candidates] == [played.entry.seq]
    assert told.candidates[0].met is Met.MET
    assert all(one.trace.seq == played.entry.seq for one in reported.candidates)
    texts = [one.text for one in found.log]
    assert any("62 毫米" in text for text in texts)
    assert sum("转移群众" in text for text in texts) == 1


def test_a_judgement_takes_its_time_from_the_log_and_is_replaced_by_who_saw_it(
    db, played, judged, deputy, chief
):
    first = judged(seq=played.entry.seq, note="及时")

    assert (first.met, first.at, first.by) == (Met.MET, played.entry.received_at, "林晓")
    assert judged(seq=played.entry.seq, note="及时") == first
    with pytest.raises(Conflict):
        judged(met=Met.MISSED)  # without having seen what stood there
    missed = judged(met=Met.MISSED, seq=played.entry.seq, seen_version=first.version)
    assert (missed.id, missed.met, missed.seq, missed.at) == (first.id, Met.MISSED, None, None)
    with pytest.raises(Conflict):
        judged(met=Met.MET, officer=chief, seen_version=first.version)
    with pytest.raises(Conflict):
        judged(line=1, met=Met.MET, seen_version=1)
    late = judged(line=1, met=Met.LATE, at=played.entry.received_at)

    found = expectations.of_drill(db, played.drill.id, language="zh").figures
    assert (found.expected, found.judged, found.met, found.late, found.missed) == (2, 2, 0, 1, 1)
    expectations.unmark(db, late, officer=deputy)
    assert expectations.of_drill(db, played.drill.id, language="zh").figures.judged == 1


def test_each_step_counts_at_its_own_time_also_one_of_the_entry_that_was_played(
    db, a_drill, a_line, planner, chief
):
    drill = a_drill(State.PLANNED, began_at=None, ended_at=None)
    line = a_line(drill, expected="通知石桥村", within_s=60)
    running.start(db, drill.id, act_id=new_id(), officer=planner)
    draft = Draft(id=new_id(), content="来电询问", drill_id=drill.id)
    asked = log.record(db, draft, officer=chief)
    run = running.fire(db, drill.id, line.id, act_id=new_id(), officer=planner)
    (told,) = run.course.deliveries[line.id]
    for entry, seconds in ((told.entry_id, 30), (asked.id, 90)):
        step = Handling(
            step=Step.REPORT, at=told.at + timedelta(seconds=seconds), by="何立", to="石桥村"
        )
        log.take_step(db, entry, step, officer=chief)

    (one,) = expectations.of_drill(db, drill.id, language="zh").timings

    assert [(each.after_s, each.met) for each in one.candidates] == [
        (30, Met.MET),
        (90, Met.LATE),
    ]
    seqs = [each.trace.seq for each in one.candidates]
    assert asked.seq not in seqs
    assert len(set(seqs)) == 2


def test_what_cannot_be_judged_is_refused(db, played, judged, viewer, deputy, planner):
    delivered_at = expectations.of_drill(db, played.drill.id, language="zh").timings[0]
    with pytest.raises(BeforeDelivery):
        judged(at=delivered_at.expected.delivered_at - timedelta(seconds=1))
    with pytest.raises(InFuture):
        judged(at=played.entry.received_at + timedelta(hours=1))
    with pytest.raises(Conflict):
        judged(line=2)
    with pytest.raises(Conflict):
        judged(seq=1)
    with pytest.raises(Conflict):
        judged(seq=1, at=played.entry.received_at)  # of the journal, and not of this drill
    with pytest.raises(NotAllowed):
        judged(officer=viewer)
    records.change(db, replace(played.second, expected="绕行"), officer=planner)
    with pytest.raises(NotDelivered):
        expectations.mark(
            db,
            Judgement(drill=played.drill.id, inject_id=played.second.id, line=0),
            mark_id=new_id(),
            officer=deputy,
        )
    records.change(db, replace(played.drill, state=State.CLOSED, headcount=30), officer=planner)
    with pytest.raises(DrillArchived):
        judged(met=Met.MISSED)
