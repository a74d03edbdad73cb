"""Scripts as officers write them: one act, one transaction, one row of the journal."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from commandcenter.database import history, journal, verify
from commandcenter.database.engine import Database
from commandcenter.database.schema import journal as journal_table
from commandcenter.directory.rights import RIGHTS, NotAllowed, Role
from commandcenter.drills.model import line_checks
from commandcenter.drills.model.checks import DrillArchived, FieldEmpty, FigureOutOfRange
from commandcenter.drills.model.drill import Drill, State
from commandcenter.drills.model.run import Act
from commandcenter.drills.model.script import Inject
from commandcenter.drills.service import after, drills, script
from commandcenter.drills.service.evidence import EVIDENCE
from commandcenter.drills.store.keeping import KEEPER
from commandcenter.drills.tables import drill_run_act
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer

AT = datetime(2026, 5, 12, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def planner() -> Officer:
    return Officer(account_id=new_id(), login="planner", name="方志伟", rights=RIGHTS[Role.PLANNER])


@pytest.fixture
def drill(db: Database, planner: Officer) -> Drill:
    new = Drill(id=new_id(), year=2026, number=0, title="防汛综合演练")
    return drills.create(db, new, officer=planner)


@pytest.fixture
def three(db: Database, drill: Drill, planner: Officer) -> tuple[Inject, ...]:
    for offset in (0, 600, 1200):
        script.add(db, line(drill, offset), officer=planner)
    return script.lines(db, drill.id)


def line(drill: Drill, offset_s: int, **values: object) -> Inject:
    given = {"id": new_id(), "number": 0, "title": f"第 {offset_s} 秒"} | values
    return Inject(drill=drill.id, offset_s=offset_s, **given)


def brief(lines: tuple[Inject, ...]) -> list[tuple[int, int]]:
    return [(one.number, one.offset_s) for one in lines]


def rows(db: Database) -> int:
    with db.read() as tx:
        return tx.execute(sa.select(sa.func.max(journal_table.c.seq))).scalar_one()


def run(db: Database, drill: Drill, planner: Officer, *fired: Inject) -> None:
    """Let a drill run and deliver lines, as its console does."""
    with db.write(planner) as tx:
        before = drills.dossier_in(tx, drill.id).drill
        KEEPER.change(tx, before, replace(before, state=State.RUNNING, began_at=AT))
        for one in fired:
            act_id = new_id()
            seq = tx.seq + 1
            values = {"seq": seq, "id": act_id, "drill_id": drill.id, "inject_id": one.id}
            values |= {"act": Act.FIRE.value, "offset_ms": 0, "speed_percent": 0, "at": AT}
            values |= {"branch": "", "is_due": False, "note": "", "by": "何立"}
            tx.execute(drill_run_act.insert().values(**values))
            journal.append(tx, "drills.fired", {"id": str(act_id)}, id=act_id, subject=drill.id)


def test_lines_get_numbers_and_stand_in_order(db, drill, three):
    assert brief(three) == [(1, 0), (2, 600), (3, 1200)]


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (
            lambda db, d, s, who: script.insert_after(db, line(d, 0), s[0].id, seen=s, officer=who),
            [(1, 0), (2, 300), (3, 600), (4, 1200)],
        ),
        (
            lambda db, _d, s, who: script.move(db, s[2], None, seen=s, officer=who),
            [(1, 0), (2, 600), (3, 0)],
        ),
        (
            lambda db, d, s, who: script.shift(db, d.id, 90, start=None, seen=s, officer=who),
            [(1, 90), (2, 690), (3, 1290)],
        ),
        (
            lambda db, d, s, who: script.shift(db, d.id, -600, start=s[1].id, seen=s, officer=who),
            [(1, 0), (2, 0), (3, 600)],
        ),
        (
            lambda db, _d, s, who: script.remove(db, [s[0], s[1]], officer=who),
            [(3, 1200)],
        ),
    ],
    ids=["insert", "move", "shift all", "shift from a line on", "remove"],
)
def test_each_act_on_a_script_leaves_one_row(db, drill, three, planner, act, expected):
    before = rows(db)
    found = act(db, drill, three, planner)
    assert sorted(brief(found)) == sorted(expected)
    assert found == script.lines(db, drill.id)
    assert rows(db) == before + 1
    with db.read() as tx:
        assert history.of(tx, "drills", drill.id)[0].seq == before + 1
        assert verify.run(tx, EVIDENCE).is_intact


def test_nothing_is_due_before_the_start_and_no_line_passes_another(db, drill, three, planner):
    with pytest.raises(line_checks.NoRoomToShift) as refused:
        script.shift(db, drill.id, -601, start=three[1].id, seen=three, officer=planner)
    assert "Line 2 can be moved up by 10 minutes 0 seconds" in str(refused.value)
    with pytest.raises(line_checks.NoRoomToShift):
        script.shift(db, drill.id, -1, start=None, seen=three, officer=planner)
    with pytest.raises(FigureOutOfRange):
        script.shift(db, drill.id, 8 * 86_400, start=None, seen=three, officer=planner)
    assert script.lines(db, drill.id) == three


def test_renumbering_follows_the_order_and_keeps_references(db, drill, three, planner):
    late = line(drill, 1500, branch="断电", decided_by=three[2].id)
    script.add(db, late, officer=planner)
    moved = script.move(db, three[2], None, seen=script.lines(db, drill.id), officer=planner)
    found = script.renumber(db, drill.id, seen=moved, officer=planner)
    assert [one.number for one in found] == [1, 2, 3, 4]
    assert found[3].decided_by == three[2].id


def test_a_script_that_somebody_else_changed_is_a_conflict(db, drill, three, planner):
    script.change(db, replace(three[0], owner="导调组"), officer=planner)
    with pytest.raises(Conflict):
        script.move(db, three[2], None, seen=three, officer=planner)
    with pytest.raises(Conflict):
        script.change(db, replace(three[0], owner="别人"), officer=planner)
    with pytest.raises(Conflict):
        script.remove(db, [three[0]], officer=planner)
    with pytest.raises(Conflict):
        script.replace_all(db, drill.id, three, seen=three, officer=planner)


def test_a_line_sent_twice_is_added_once(db, drill, three, planner):
    again = script.insert_after(db, three[1], None, seen=(), officer=planner)
    assert again == three
    assert script.add(db, replace(three[1], title="别的"), officer=planner) == three[1]


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"title": " "}, FieldEmpty),
        ({"offset_s": -1}, FigureOutOfRange),
        ({"within_s": -1}, FigureOutOfRange),
        ({"number": 3}, line_checks.NumberTaken),
        ({"objective_id": new_id()}, line_checks.ReferenceGone),
        ({"decided_by": new_id()}, line_checks.ReferenceGone),
    ],
)
def test_a_line_that_cannot_be_is_refused(db, drill, three, planner, values, error):
    with pytest.raises(error):
        script.change(db, replace(three[1], **values), officer=planner)
    assert script.lines(db, drill.id) == three


def test_no_line_is_decided_by_itself_and_no_branches_wait_for_each_other(
    db, drill, three, planner
):
    with pytest.raises(line_checks.ReferenceGone):
        own = replace(three[0], branch="甲", decided_by=three[0].id)
        script.change(db, own, officer=planner)
    first = replace(three[1], branch="甲", decided_by=three[2].id)
    script.change(db, first, officer=planner)
    with pytest.raises(line_checks.BranchesInCircle):
        second = replace(three[2], branch="乙", decided_by=three[1].id)
        script.change(db, second, officer=planner)


def test_a_line_that_decides_is_not_taken_out_alone(db, drill, three, planner):
    waiting = replace(three[2], branch="断电", decided_by=three[0].id)
    waiting = script.change(db, waiting, officer=planner)
    with pytest.raises(line_checks.LineDecides) as refused:
        script.remove(db, [three[0]], officer=planner)
    assert "Lines 3 are decided by line 1" in str(refused.value)
    assert brief(script.remove(db, [three[0], waiting], officer=planner)) == [(2, 600)]


def test_what_was_delivered_stays_and_what_follows_can_be_changed(db, drill, three, planner):
    run(db, drill, planner, three[0])
    with pytest.raises(line_checks.LineDelivered):
        script.change(db, replace(three[0], text="改"), officer=planner)
    with pytest.raises(line_checks.LineDelivered):
        script.remove(db, [three[0]], officer=planner)
    with pytest.raises(line_checks.LineDelivered):
        script.shift(db, drill.id, 60, start=None, seen=three, officer=planner)
    found = script.shift(db, drill.id, 60, start=three[1].id, seen=three, officer=planner)
    assert brief(found) == [(1, 0), (2, 660), (3, 1260)]


def test_a_script_that_was_run_stays(db, drill, three, planner):
    run(db, drill, planner, three[0])
    with db.write(planner) as tx:
        before = drills.dossier_in(tx, drill.id).drill
        ended = replace(before, state=State.ENDED, ended_at=AT + timedelta(hours=1))
        KEEPER.change(tx, before, ended)
    with pytest.raises(line_checks.ScriptOver):
        script.change(db, replace(three[2], text="改"), officer=planner)
    with pytest.raises(line_checks.ScriptOver):
        script.add(db, line(drill, 5), officer=planner)


def test_the_script_of_an_archived_drill_stays(db, drill, three, planner):
    times = {"began_at": AT, "ended_at": AT + timedelta(hours=1), "headcount": 3}
    ended = drills.held_elsewhere(db, drill, **times, officer=planner, at=AT + timedelta(hours=2))
    at = AT + timedelta(hours=2)
    after.close(db, ended, officer=planner, at=at, with_gaps=True)
    for act in (
        lambda: script.change(db, replace(three[0], text="改"), officer=planner),
        lambda: script.add(db, line(drill, 5), officer=planner),
        lambda: script.remove(db, [three[0]], officer=planner),
    ):
        with pytest.raises(DrillArchived):
            act()


def test_who_may_not_plan_changes_no_script(db, drill, three):
    guest = Officer(account_id=new_id(), login="g", name="参观", rights=RIGHTS[Role.DEPUTY])
    acts: list[Callable[[], object]] = [
        lambda: script.add(db, line(drill, 1), officer=guest),
        lambda: script.change(db, three[0], officer=guest),
        lambda: script.remove(db, [three[0]], officer=guest),
        lambda: script.renumber(db, drill.id, seen=three, officer=guest),
        lambda: script.replace_all(db, drill.id, (), seen=three, officer=guest),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()


def test_texts_are_kept_without_white_space_around_them(db, drill, planner):
    one = script.add(db, line(drill, 0, title=" 渗水 ", text="\n报告\r\n了\n"), officer=planner)
    assert (one.title, one.text) == ("渗水", "报告\n了")
