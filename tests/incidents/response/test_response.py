"""The emergency response: its acts, its number, its clock, what follows from each stage."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from commandcenter.database import guards, journal
from commandcenter.directory.rights import RIGHTS, NotAllowed, Role
from commandcenter.directory.service import rules
from commandcenter.duty.model.lines import LogQuery, filled
from commandcenter.duty.service import log
from commandcenter.handover.words import CODES, LINES
from commandcenter.incidents.model import response as model
from commandcenter.incidents.model import response_checks as checks
from commandcenter.incidents.model.response import Act, Basis, ResponseThere, Stage
from commandcenter.incidents.service import response
from commandcenter.incidents.tables.response import response as response_table
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.times import clock, now
from commandcenter.kernel.words import translation
from commandcenter.matters.model.clock import ClockKind
from commandcenter.matters.service import clocks


def running(db, one):
    return [
        found
        for found in clocks.running(db, drill_id=one.opening.drill_id)
        if found.kind is ClockKind.RESPONSE
    ]


def test_a_response_begins_with_its_number_and_the_act_that_activated_it(db, chief, activated):
    one = activated(Stage.THIRD, title="台风“银杏”")

    assert one.number.startswith("XY-")
    assert one.number.endswith("-001")
    assert response.find(db, one.id) == one
    assert [row.act for row in one.history] == [Act.ACTIVATE]
    assert one.decree.approver == "周明"
    assert response.active(db) == (one,)


def test_numbers_have_no_gap_and_drills_count_for_themselves(db, activated):
    drill = new_id()
    numbers = [activated().number, activated(drill_id=drill).number, activated().number]

    assert [number[-3:] for number in numbers] == ["001", "001", "002"]
    assert numbers[1].startswith("YLXY-")
    assert len(response.active(db)) == 2
    assert len(response.active(db, drill_id=drill)) == 1


def test_activating_twice_with_the_same_id_activates_once(db, chief, an_opening, a_decree):
    opening, decree = an_opening(), a_decree()
    first = response.activate(db, opening, decree, officer=chief)

    assert response.activate(db, opening, decree, officer=chief) == first
    assert len(response.newest(db)) == 1


@pytest.mark.parametrize("is_warning", [True, False])
def test_one_event_has_one_response_to_a_hazard(db, chief, an_opening, a_decree, is_warning):
    because = {"basis_kind": Basis.WARNING, "basis": "暴雨红色预警 33039941600000_20260718"}
    why = because if is_warning else {}
    about = {} if is_warning else {"incident_id": new_id()}

    def begun(**fields):
        opening = an_opening(**about | fields)
        return response.activate(db, opening, a_decree(**why), officer=chief)

    first = begun()
    with pytest.raises(ResponseThere, match=first.number):
        begun()
    begun(hazard="forest_fire")
    begun(drill_id=new_id())
    response.change(db, first.id, a_decree(Stage.ENDED), officer=chief)
    assert begun().is_active


def test_raising_lowering_and_ending_are_acts_of_their_own(db, chief, activated, a_decree):
    one = activated(Stage.FOURTH)
    for stage in (Stage.SECOND, Stage.THIRD, Stage.ENDED):
        one = response.change(db, one.id, a_decree(stage), officer=chief)

    found = response.find(db, one.id)
    acts = [(row.act, row.before, row.decree.stage) for row in found.history]
    assert acts == [
        (Act.ACTIVATE, None, Stage.FOURTH),
        (Act.RAISE, Stage.FOURTH, Stage.SECOND),
        (Act.LOWER, Stage.SECOND, Stage.THIRD),
        (Act.END, Stage.THIRD, Stage.ENDED),
    ]
    assert found == one
    assert found.ended_at == found.history[-1].at
    assert response.active(db) == ()


def test_an_act_sent_twice_is_recorded_once(db, chief, activated, a_decree):
    one, decree = activated(), a_decree(Stage.FIRST)
    response.change(db, one.id, decree, officer=chief)
    again = response.change(db, one.id, decree, officer=chief)

    assert len(again.history) == 2


def test_what_has_ended_takes_no_more_acts(db, chief, activated, a_decree):
    one = activated()
    response.change(db, one.id, a_decree(Stage.ENDED), officer=chief)

    with pytest.raises(model.ResponseEnded):
        response.change(db, one.id, a_decree(Stage.FIRST), officer=chief)


def test_the_same_level_again_is_no_act(db, chief, activated, a_decree):
    one = activated(Stage.THIRD)

    with pytest.raises(model.SameLevel):
        response.change(db, one.id, a_decree(Stage.THIRD), officer=chief)


def test_acts_follow_each_other_and_none_lies_ahead(db, chief, activated, a_decree):
    one = activated()
    early, ahead = now() - timedelta(hours=1), now() + timedelta(hours=1)

    with pytest.raises(model.BeforeLastAct):
        response.change(db, one.id, a_decree(Stage.FIRST, at=early), officer=chief)
    with pytest.raises(checks.NotYet):
        response.change(db, one.id, a_decree(Stage.FIRST, at=ahead), officer=chief)


@pytest.mark.parametrize("name", ["basis", "decided_by", "approver"])
def test_a_decision_says_on_what_and_by_whom(db, chief, an_opening, a_decree, name):
    with pytest.raises(checks.EmptyField):
        response.activate(db, an_opening(), a_decree(**{name: " "}), officer=chief)
    with pytest.raises(checks.OverlongField):
        response.activate(db, an_opening(), a_decree(**{name: "长" * 4_001}), officer=chief)
    assert response.newest(db) == ()


def test_a_response_does_not_begin_with_its_end(db, chief, an_opening, a_decree):
    with pytest.raises(model.NotBegun):
        response.activate(db, an_opening(), a_decree(Stage.ENDED), officer=chief)


def test_a_response_is_of_a_hazard(db, chief, an_opening, a_decree):
    with pytest.raises(checks.EmptyField) as refused:
        response.activate(db, an_opening(hazard=""), a_decree(), officer=chief)
    assert refused.value.said(str) == "'Hazard' is empty. Fill it in."


def test_only_who_may_responds(db, deputy, activated, an_opening, a_decree):
    one = activated()

    with pytest.raises(NotAllowed):
        response.activate(db, an_opening(), a_decree(), officer=deputy)
    with pytest.raises(NotAllowed):
        response.change(db, one.id, a_decree(Stage.FIRST), officer=deputy)


def test_a_response_that_is_not_there_cannot_change(db, chief, a_decree):
    with pytest.raises(Conflict):
        response.change(db, new_id(), a_decree(Stage.FIRST), officer=chief)


def test_an_ended_response_has_lasted_until_its_end(db, chief, activated, a_decree):
    one = activated()
    one = response.change(db, one.id, a_decree(Stage.ENDED), officer=chief)

    assert one.elapsed(now() + timedelta(days=9)) == one.ended_at - one.started_at


def test_the_county_table_suggests_a_level_and_its_own_row_of_a_hazard_goes_first(db):
    assert response.suggestion(db, "flood", Severity.ORANGE) is Stage.SECOND
    assert response.suggestion(db, "forest_fire", Severity.YELLOW) is Stage.FOURTH
    assert response.suggestion(db, "forest_fire", Severity.RED) is Stage.FIRST
    assert model.suggested(["*:red:nonsense", "broken"], "flood", Severity.RED) is None
    assert model.suggested(["*:red:ended"], "flood", Severity.RED) is None


def test_the_next_report_is_due_as_the_rule_of_the_stage_says(db, chief, activated, a_decree):
    one = activated(Stage.FOURTH)
    [first] = running(db, one)
    assert (first.subject, first.about) == (one.id, one.id)
    assert first.due_at == one.since + timedelta(hours=24)

    one = response.change(db, one.id, a_decree(Stage.FIRST), officer=chief)
    [second] = running(db, one)
    assert second.due_at == one.since + timedelta(hours=6)

    response.change(db, one.id, a_decree(Stage.ENDED), officer=chief)
    assert running(db, one) == []


def test_a_rule_of_no_time_asks_for_no_report(db, chief, activated):
    admin = replace(chief, rights=RIGHTS[Role.ADMIN])
    [rule] = [one for one in rules.everything(db) if one.code == response.report_rule(Stage.FOURTH)]
    rules.change(db, replace(rule, value="0"), officer=admin)

    assert running(db, activated(Stage.FOURTH)) == []


def test_every_stage_that_lasts_has_its_rule_rows(db):
    codes = {one.code for one in rules.everything(db)}

    assert {response.report_rule(stage) for stage in model.ACTIVE} <= codes


def test_the_duty_log_tells_each_act_in_words(db, chief, activated, a_decree):
    one = activated(Stage.FOURTH, title="台风“银杏”")
    changed = response.change(db, one.id, a_decree(Stage.SECOND), officer=chief)
    words = translation("en")
    lines = log.page(db, LogQuery(with_automatic=True))

    said = [
        filled(words(LINES[line.kind][1]), line.body, codes=CODES.get(line.kind, {}))
        for line in reversed(lines)
        if line.kind.startswith("response.")
    ]
    assert said == [
        f"{one.number} activated at {clock(one.since)}: Level IV. 台风“银杏” Approved by 周明",
        f"{one.number} raised at {clock(changed.since)}: Level IV → Level II. Approved by 周明",
    ]


def test_the_database_knows_the_same_steps():
    column, steps = guards.TRANSITIONS["response"]

    assert column == "stage"
    assert {old and old.value: tuple(map(str, new)) for old, new in model.STEPS.items()} == steps


def test_the_database_refuses_what_the_rules_refuse(db, chief, activated, a_decree):
    one = activated()
    response.change(db, one.id, a_decree(Stage.ENDED), officer=chief)

    refused = (sa.exc.IntegrityError, sa.exc.ProgrammingError, Conflict)
    with pytest.raises(refused), db.write(chief) as tx:
        tx.execute(response_table.update().values(stage="I"))
        journal.append(tx, "test.note", {}, id=new_id(), subject="note")
