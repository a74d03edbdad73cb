"""The matrix of stages, tiers and measures: tasks for every township, how far each is."""

from datetime import timedelta

import pytest

from commandcenter.database import guards
from commandcenter.directory.rights import NotAllowed
from commandcenter.directory.service import phrases, rules
from commandcenter.incidents.model import matrix as model
from commandcenter.incidents.model import response as response_model
from commandcenter.incidents.model.matrix import CellState, measures_of
from commandcenter.incidents.model.response import Stage
from commandcenter.incidents.model.response_checks import NotYet
from commandcenter.incidents.service import matrix, response
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import now
from commandcenter.matters.model.clock import ClockKind
from commandcenter.matters.service import clocks, matters

TOWN, VALLEY = "330399100", "330399101"


def tasks(db, one):
    found = matters.still_open(db, drill_id=one.opening.drill_id)
    return [matter for matter in found if matter.about == one.id]


@pytest.fixture
def mark(db, deputy):
    """Say how far measures are."""

    def _mark(cells, state, **fields):
        given = {"act_id": new_id(), "officer": deputy} | fields
        return matrix.set_cells(db, [cell.id for cell in cells], state, **given)

    return _mark


def of_town(found, code=TOWN):
    return [cell for cell in found.cells if cell.area_code == code]


def test_there_are_54_measures_three_for_each_tier_of_each_stage(db):
    with db.read() as tx:
        codes = [term.code for term in phrases.words(tx, matrix.MEASURES)]
        stages = [term.code for term in phrases.words(tx, matrix.STAGES)]
        tiers = [term.code for term in phrases.words(tx, matrix.TIERS)]

    assert len(codes) == 54
    assert stages == list(Stage)
    for stage in Stage:
        of_stage = measures_of(codes, stage)
        assert [one.tier for one in of_stage] == [tier for tier in tiers for _ in range(3)]


def test_measures_with_odd_codes_are_left_out():
    assert measures_of(["III", "III:a:1:2", "IV:a:1", "III:a:1"], Stage.THIRD) == (
        model.Measure(stage=Stage.THIRD, tier="a", code="III:a:1"),
    )


def test_a_stage_gives_every_township_one_task_with_nine_measures(db, activated):
    one = activated(Stage.THIRD)
    found = matrix.of_response(db, one.id)

    assert found.stage is Stage.THIRD
    assert len(found.cells) == 18
    assert [cell.tier for cell in found.cells[:9:3]] == ["township", "village", "household"]
    assert {cell.state for cell in found.cells} == {CellState.TODO}
    assert {code: each.percent for code, each in found.progress.items()} == {TOWN: 0, VALLEY: 0}
    open_tasks = tasks(db, one)
    assert {task.owner for task in open_tasks} == {"城关镇", "石桥乡"}
    assert {task.due_at for task in open_tasks} == {one.since + timedelta(hours=2)}
    assert {cell.matter_id for cell in found.cells} == {task.id for task in open_tasks}


def test_other_hazards_have_no_matrix(db, activated):
    one = activated(Stage.THIRD, hazard="forest_fire")

    assert matrix.of_response(db, one.id).cells == ()
    assert tasks(db, one) == []


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        (set(), {TOWN, VALLEY}),
        ({"330399"}, {TOWN, VALLEY}),
        ({TOWN}, {TOWN}),
        ({"330399101002"}, {VALLEY}),
        ({"unknown"}, {TOWN, VALLEY}),
    ],
)
def test_the_areas_of_a_response_say_which_townships(
    db, chief, an_opening, a_decree, named, expected
):
    decree = a_decree(areas=frozenset(named))
    one = response.activate(db, an_opening(), decree, officer=chief)

    assert set(matrix.of_response(db, one.id).progress) == expected


def test_a_new_stage_ends_the_tasks_of_the_last_one(db, chief, activated, a_decree, mark):
    one = activated(Stage.FOURTH)
    before = matrix.of_response(db, one.id)
    one = response.change(db, one.id, a_decree(Stage.THIRD), officer=chief)
    after = matrix.of_response(db, one.id)

    assert {cell.measure.partition(":")[0] for cell in after.cells} == {"III"}
    assert {task.id for task in tasks(db, one)} == {cell.matter_id for cell in after.cells}
    with pytest.raises(model.StageOver):
        mark(before.cells[:1], CellState.DONE)


def test_a_stage_that_comes_back_begins_anew(db, chief, activated, a_decree, mark):
    one = activated(Stage.FOURTH)
    mark(matrix.of_response(db, one.id).cells, CellState.DONE)
    for stage in (Stage.THIRD, Stage.FOURTH):
        response.change(db, one.id, a_decree(stage), officer=chief)

    found = matrix.of_response(db, one.id)
    assert found.stage is Stage.FOURTH
    assert {cell.state for cell in found.cells} == {CellState.TODO}


def test_the_end_of_a_response_is_a_stage_with_measures_of_its_own(db, chief, activated, a_decree):
    one = activated()
    one = response.change(db, one.id, a_decree(Stage.ENDED), officer=chief)
    found = matrix.of_response(db, one.id)

    assert len(found.cells) == 18
    assert len(tasks(db, one)) == 2


def test_a_township_that_has_done_everything_has_its_task_closed(db, activated, mark):
    one = activated()
    town = of_town(matrix.of_response(db, one.id))
    mark(town[:8], CellState.DONE)
    assert len(tasks(db, one)) == 2

    found = mark(town[8:], CellState.DONE, note="全部落实")

    assert found.progress[TOWN].percent == 100
    assert [task.owner for task in tasks(db, one)] == ["石桥乡"]
    running = [clock for clock in clocks.running(db) if clock.kind is ClockKind.MATTER]
    assert [clock.subject for clock in running] == [tasks(db, one)[0].id]


def test_a_measure_that_is_not_done_after_all_opens_the_task_again(db, activated, mark):
    one = activated()
    town = of_town(matrix.of_response(db, one.id))
    mark(town, CellState.DONE)
    found = mark(town[:1], CellState.DOING, note="复查未到位")

    assert found.progress[TOWN].percent == 88
    assert {task.owner for task in tasks(db, one)} == {"城关镇", "石桥乡"}
    again = {cell.matter_id for cell in of_town(found)}
    assert again <= {task.id for task in tasks(db, one)}
    mark(town[:1], CellState.DONE)
    assert [task.owner for task in tasks(db, one)] == ["石桥乡"]


def test_progress_is_in_whole_percent_and_says_how_much_is_under_way(db, activated, mark):
    one = activated()
    town = of_town(matrix.of_response(db, one.id))
    mark(town[:2], CellState.DOING)
    mark(town[1:4], CellState.DONE)
    found = matrix.of_response(db, one.id).progress[TOWN]

    assert (found.cells, found.doing, found.done, found.percent) == (9, 1, 3, 33)


def test_a_measure_takes_only_the_steps_there_are(db, activated, mark):
    one = activated()
    [cell, *_] = matrix.of_response(db, one.id).cells
    mark([cell], CellState.DONE)

    with pytest.raises(model.CellStepForbidden) as refused:
        mark([cell], CellState.TODO)
    assert "'Done' cannot become 'Not started'" in refused.value.said(str)


def test_all_measures_are_marked_or_none(db, activated, mark):
    one = activated()
    cells = matrix.of_response(db, one.id).cells
    mark(cells[:1], CellState.DONE)

    with pytest.raises(model.CellStepForbidden):
        mark(cells[:3], CellState.DONE)
    states = [cell.state for cell in matrix.of_response(db, one.id).cells[:3]]
    assert states == [CellState.DONE, CellState.TODO, CellState.TODO]


def test_an_act_sent_twice_is_noted_once(db, activated, mark):
    one = activated()
    cells, act_id = matrix.of_response(db, one.id).cells[:1], new_id()
    mark(cells, CellState.DONE, act_id=act_id)

    assert mark(cells, CellState.DONE, act_id=act_id).cells[0].version == 2


def test_times_of_measures_do_not_run_back_or_ahead(db, activated, mark):
    one = activated()
    cells = matrix.of_response(db, one.id).cells[:1]

    with pytest.raises(response_model.BeforeLastAct):
        mark(cells, CellState.DONE, at=now() - timedelta(days=1))
    with pytest.raises(NotYet):
        mark(cells, CellState.DONE, at=now() + timedelta(days=1))


def test_measures_of_two_responses_are_not_marked_together(db, activated, mark):
    cells = [matrix.of_response(db, activated().id).cells[0] for _ in range(2)]

    with pytest.raises(Conflict):
        mark(cells, CellState.DONE)
    with pytest.raises(Conflict):
        matrix.of_response(db, new_id())


def test_who_may_only_look_marks_nothing(db, viewer, activated, mark):
    one = activated()

    with pytest.raises(NotAllowed):
        mark(matrix.of_response(db, one.id).cells[:1], CellState.DONE, officer=viewer)


def test_a_drill_has_tasks_of_its_own(db, activated):
    one = activated(drill_id=new_id())

    assert len(tasks(db, one)) == 2
    assert matters.still_open(db) == ()


def test_every_stage_has_its_time(db):
    codes = {one.code for one in rules.everything(db)}

    assert {matrix.due_rule(stage) for stage in Stage} <= codes


def test_the_database_knows_the_same_steps():
    column, steps = guards.TRANSITIONS["stage_cell"]
    mine = {old and old.value: tuple(map(str, new)) for old, new in model.CELL_STEPS.items()}

    assert column == "state"
    assert mine == steps
