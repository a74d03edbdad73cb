"""Running a drill: acts are done once, lines reach the players once, at all workstations."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.alarms.service import raising
from commandcenter.alarms.store import floods
from commandcenter.board.service import heartbeat
from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import verify
from commandcenter.database.played import DrillOver
from commandcenter.directory.rights import RIGHTS, NotAllowed, Role
from commandcenter.directory.service import county
from commandcenter.drills.model import run_checks
from commandcenter.drills.model.clock import Standing
from commandcenter.drills.model.drill import Drill, State
from commandcenter.drills.model.drill_checks import TimesFollow
from commandcenter.drills.model.run import Act
from commandcenter.drills.model.script import Inject, Medium, Visibility
from commandcenter.drills.service import course, delivering, drills, records, running, script
from commandcenter.duty.model.entry import Channel, Draft, EntryKind, Handling, Step
from commandcenter.duty.model.lines import LogQuery
from commandcenter.duty.service import log
from commandcenter.handover.words import LINES
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from tests.moving_clock import MovingClock

T0 = datetime(2026, 5, 12, 1, 30, tzinfo=UTC)


def an_officer(login, role):
    return Officer(
        account_id=new_id(), login=login, name="何立", rights=RIGHTS[role], station="desk-1"
    )


CHIEF, DEPUTY = an_officer("heli", Role.CHIEF), an_officer("linxiao", Role.DEPUTY)


@pytest.fixture
def moving(address):
    moving = MovingClock(address, T0)
    db = moving.opened()
    names = county.Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
    setup = Officer(account_id=new_id(), login="setup", name="setup")
    county.found(db, county.Founding(names=names), officer=setup)
    db.close()
    yield moving
    moving.close()


@pytest.fixture
def db(moving):
    db = moving.opened()
    yield db
    db.close()


def a_drill(db, *offsets, number=1, **fields):
    drill = Drill(id=new_id(), year=2026, number=number, title=f"防汛演练 {number}")
    injects = [
        Inject(
            id=new_id(),
            drill=drill.id,
            number=place,
            offset_s=offset,
            title=f"标题 {place}",
            text=f"坝脚渗水 {place}",
            **fields,
        )
        for place, offset in enumerate(offsets, 1)
    ]
    records.add(db, drill, officer=CHIEF)
    if injects:
        records.add_all(db, injects, officer=CHIEF)
    return drill, injects


def started(db, *offsets, number=1, **fields):
    drill, injects = a_drill(db, *offsets, number=number, **fields)
    running.start(db, drill.id, act_id=new_id(), officer=CHIEF)
    return drill, injects


def said(db, drill):
    lines = log.page(db, LogQuery(drill_id=drill.id, with_automatic=True))
    return [line.entry.draft.content if line.entry else line.kind for line in reversed(lines)]


def test_lines_come_once_and_late_in_order_if_all_programs_were_off(moving, db):
    drill, _ = started(db, 20, 10, 40)
    assert delivering.deliver_due(db, officer=CHIEF) == ()
    moving.go(timedelta(seconds=30))
    acts = delivering.deliver_due(db, officer=CHIEF)
    assert delivering.deliver_due(db, officer=CHIEF) == ()
    assert [(one.at, one.offset_ms, one.is_due) for one in acts] == [(moving.at, 30_000, True)] * 2
    assert said(db, drill) == ["drills.started", "坝脚渗水 2", "坝脚渗水 1"]
    with db.read() as tx:
        assert verify.run(tx, EVIDENCE).is_intact


def test_every_heartbeat_delivers(moving, db):
    drill, _ = started(db, 10)
    moving.go(timedelta(seconds=10))
    heartbeat.beat(db)
    assert said(db, drill)[1:] == ["坝脚渗水 1"]
    assert course.read(db, drill.id).acts[-1].by == "program"


def test_workstations_that_ask_at_once_deliver_a_line_once(moving, db):
    drill, injects = started(db, 5, 5, 5)
    moving.go(timedelta(seconds=6))
    stations = [moving.opened() for _ in range(3)]
    with ThreadPoolExecutor() as pool:
        found = list(pool.map(lambda one: delivering.deliver_due(one, officer=CHIEF), stations))
    for one in stations:
        one.close()
    fired = [act.inject_id for acts in found for act in acts]
    assert sorted(fired) == sorted(one.id for one in injects)
    assert len(said(db, drill)) == 4


def test_a_delivered_line_is_an_entry_of_the_drill_and_of_it_alone(moving, db):
    drill, injects = started(db, 600, medium=Medium.FAX, sender="市防指", receiver="县指挥中心")
    assert said(db, drill) == ["drills.started"]
    act_id = new_id()
    for _ in range(2):
        running.fire(db, drill.id, injects[0].id, act_id=act_id, officer=CHIEF)
    _, act = course.read(db, drill.id).acts
    assert (act.act, act.is_due, act.by) == (Act.FIRE, False, "何立")
    entry = log.find(db, act.entry_id)
    assert entry.number == "YL-20260512-001"
    assert (entry.draft.kind, entry.draft.channel) == (EntryKind.FAX, Channel.FAX)
    assert (entry.draft.org, entry.draft.owner) == ("市防指", "县指挥中心")
    assert log.page(db, LogQuery(with_automatic=True)) == ()


def test_lines_for_those_who_run_the_drill_are_no_entries(moving, db):
    drill, _ = started(db, 5, visibility=Visibility.EVALUATORS)
    moving.go(timedelta(seconds=6))
    (act,) = delivering.deliver_due(db, officer=CHIEF)
    assert act.entry_id is None
    assert said(db, drill) == ["drills.started"]


def test_a_line_comes_again_when_the_drill_goes_back(moving, db):
    drill, injects = started(db, 5)
    moving.go(timedelta(seconds=6))
    delivering.deliver_due(db, officer=CHIEF)
    running.back(db, drill.id, 0, act_id=new_id(), officer=CHIEF)
    assert course.read(db, drill.id).line(injects[0].id).is_again
    moving.go(timedelta(seconds=5))
    assert len(delivering.deliver_due(db, officer=CHIEF)) == 1
    assert said(db, drill)[1:] == ["坝脚渗水 1"] * 2


def test_what_controllers_do_to_lines_is_not_told_to_players(db):
    drill, injects = started(db, 60, 90)
    running.hold(db, drill.id, injects[0].id, act_id=new_id(), officer=CHIEF)
    running.skip(db, drill.id, injects[1].id, act_id=new_id(), officer=CHIEF)
    running.set_speed(db, drill.id, 200, act_id=new_id(), officer=CHIEF)
    running.pause(db, drill.id, act_id=new_id(), officer=CHIEF)
    run = running.resume(db, drill.id, act_id=new_id(), officer=CHIEF)
    assert [one.standing for one in run.lines()] == [Standing.HELD, Standing.SKIPPED]
    assert said(db, drill) == ["drills.started", "drills.paused", "drills.resumed"]
    assert set(said(db, drill)) < LINES.keys()


def test_a_drill_starts_and_ends_once(moving, db):
    drill, injects = started(db, 5)
    with pytest.raises(run_checks.CannotStart):
        running.start(db, drill.id, act_id=new_id(), officer=CHIEF)
    moving.go(timedelta(seconds=3))
    act_id = new_id()
    for _ in range(2):
        run = running.end(db, drill.id, act_id=act_id, officer=CHIEF)
    assert run.drill.state is State.ENDED
    assert (run.drill.began_at, run.drill.ended_at) == (T0, moving.at)
    moving.go(timedelta(seconds=30))
    assert delivering.deliver_due(db, officer=CHIEF) == ()
    with pytest.raises(run_checks.NotRunning):
        running.fire(db, drill.id, injects[0].id, act_id=new_id(), officer=CHIEF)


def test_one_switch_ends_every_drill_that_runs(db):
    first, second = (started(db, 5, number=one)[0] for one in (1, 2))
    third, _ = a_drill(db, number=3)
    assert [one.id for one in course.running(db)] == [first.id, second.id]
    act_id = new_id()
    assert running.end_all(db, act_id=act_id, officer=CHIEF) == (first.id, second.id)
    assert running.end_all(db, act_id=act_id, officer=CHIEF) == ()
    assert course.running(db) == ()
    assert records.find(db, Drill, third.id).state is State.PLANNED
    with db.read() as tx:
        assert verify.run(tx, EVIDENCE).is_intact


def test_only_those_who_run_drills_touch_them(db):
    drill, injects = started(db, 5)
    ask = {"act_id": new_id(), "officer": DEPUTY}
    for act in (
        lambda: running.start(db, drill.id, **ask),
        lambda: running.pause(db, drill.id, **ask),
        lambda: running.fire(db, drill.id, injects[0].id, **ask),
        lambda: running.end_all(db, **ask),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_real_alarm_can_let_every_drill_stand_still(db):
    first, second = (started(db, 5, number=one)[0] for one in (1, 2))
    running.pause(db, second.id, act_id=new_id(), officer=CHIEF)
    act_id = new_id()
    # Whoever takes the alarm does it, without having to find whoever runs the drill.
    assert running.pause_all(db, act_id=act_id, officer=DEPUTY) == (first.id,)
    assert running.pause_all(db, act_id=act_id, officer=DEPUTY) == ()
    assert all(course.read(db, one.id).course.is_paused for one in (first, second))
    with pytest.raises(NotAllowed):
        running.pause_all(db, act_id=new_id(), officer=an_officer("guest", Role.VIEWER))


def test_nothing_is_recorded_in_a_drill_that_does_not_run(db):
    planned, _ = a_drill(db)
    drill, _ = started(db, number=2)
    draft = Draft(id=new_id(), content="坝脚渗水", drill_id=drill.id)
    entry = log.record(db, draft, officer=CHIEF)
    step = Handling(step=Step.FORWARD, at=T0, by="何立", to="周敏")
    act_id = new_id()
    running.end(db, drill.id, act_id=act_id, officer=CHIEF)
    for write in (
        lambda: log.record(db, replace(draft, id=new_id()), officer=CHIEF),
        lambda: log.record(db, replace(draft, id=new_id(), drill_id=planned.id), officer=CHIEF),
        lambda: log.take_step(db, entry.draft.id, step, officer=CHIEF),
    ):
        with pytest.raises(DrillOver):
            write()
    # What was sent twice was recorded once, and reality goes on.
    assert log.record(db, draft, officer=CHIEF) == entry
    running.end(db, drill.id, act_id=act_id, officer=CHIEF)
    log.record(db, replace(draft, id=new_id(), drill_id=None), officer=CHIEF)
    assert said(db, drill) == ["drills.started", "坝脚渗水", "drills.ended"]


def test_a_flood_of_alarms_ends_with_its_drill(moving, db):
    drill, _ = started(db)
    for n in range(10):
        with db.write(CHIEF) as tx:
            raising.raise_in(
                tx,
                "incident",
                source=str(n),
                title="演练",
                subject=new_id(),
                at=tx.at,
                drill_id=drill.id,
            )
    heartbeat.beat(db)
    running.end(db, drill.id, act_id=new_id(), officer=CHIEF)
    moving.go(timedelta(seconds=1))
    heartbeat.beat(db)
    with db.read() as tx:
        (flood,) = floods.everything(tx, drill_id=drill.id)
    assert flood.ended_at == T0


def test_lines_that_are_hours_late_wait_for_a_controller(moving, db):
    drill, injects = started(db, 20, 3_600, 7_190)
    moving.go(timedelta(hours=2))
    heartbeat.beat(db)
    heartbeat.beat(db)
    lines = course.read(db, drill.id).lines()
    assert [one.standing for one in lines] == [Standing.HELD, Standing.HELD, Standing.DELIVERED]
    assert [one.by.is_due for one in lines] == [True] * 3
    running.fire(db, drill.id, injects[0].id, act_id=new_id(), officer=CHIEF)
    assert said(db, drill)[1:] == ["坝脚渗水 3", "坝脚渗水 1"]


def test_no_line_gets_late_in_a_pause(moving, db):
    drill, _ = started(db, 60)
    branch = Inject(id=new_id(), drill=drill.id, number=2, offset_s=30, title="溃坝", branch="溃坝")
    records.add(db, branch, officer=CHIEF)
    moving.go(timedelta(seconds=60))
    running.pause(db, drill.id, act_id=new_id(), officer=CHIEF)
    running.open_branch(db, drill.id, "溃坝", act_id=new_id(), officer=CHIEF)
    moving.go(timedelta(hours=1))
    running.resume(db, drill.id, act_id=new_id(), officer=CHIEF)
    assert len(delivering.deliver_due(db, officer=CHIEF)) == 2


def test_a_line_whose_time_has_passed_when_it_is_written_waits(moving, db):
    drill, (first, second) = started(db, 600, 1_200)
    moving.go(timedelta(minutes=5))
    new = replace(first, id=new_id(), number=0, offset_s=60)
    script.add(db, new, officer=CHIEF)
    script.change(db, replace(second, offset_s=120), officer=CHIEF)
    script.change(db, replace(first, offset_s=400), officer=CHIEF)
    heartbeat.beat(db)
    lines = course.read(db, drill.id).lines()
    assert [one.standing for one in lines] == [Standing.HELD, Standing.HELD, Standing.PENDING]


def test_a_held_line_comes_after_all_once_its_time_lies_ahead(moving, db):
    drill, _ = started(db)
    moving.go(timedelta(minutes=10))
    typed = Inject(id=new_id(), drill=drill.id, number=1, offset_s=120, title="坝脚渗水")
    typed = script.add(db, typed, officer=CHIEF)
    still_past = script.change(db, replace(typed, offset_s=300), officer=CHIEF)
    assert course.read(db, drill.id).line(typed.id).standing is Standing.HELD
    script.change(db, replace(still_past, offset_s=1_200), officer=CHIEF)
    due_at = course.read(db, drill.id).line(typed.id).due_at
    assert due_at == T0 + timedelta(minutes=20)


def test_what_a_clock_that_was_ahead_held_comes_in_its_time(moving, db):
    drill, (coming, kept) = started(db, 60, 90)
    running.hold(db, drill.id, kept.id, act_id=new_id(), officer=CHIEF)
    for _ in range(2):  # it may happen again
        moving.go(timedelta(hours=3))
        assert delivering.deliver_due(db, officer=CHIEF) == ()
        assert course.read(db, drill.id).line(coming.id).standing is Standing.HELD
        moving.go(timedelta(hours=-3))
        assert delivering.deliver_due(db, officer=CHIEF) == ()
        run = course.read(db, drill.id)
        assert run.line(coming.id).due_at == T0 + timedelta(seconds=60)
        assert run.line(kept.id).standing is Standing.HELD
    with db.read() as tx:
        assert verify.run(tx, EVIDENCE).is_intact
    moving.go(timedelta(seconds=60))
    assert [one.inject_id for one in delivering.deliver_due(db, officer=CHIEF)] == [coming.id]


def test_a_clock_that_is_put_back_does_not_end_a_drill_before_it_began(moving, db):
    drill, _ = started(db, 5)
    moving.go(timedelta(hours=-1))
    over = running.end(db, drill.id, act_id=new_id(), officer=CHIEF).drill
    assert over.began_at == T0 < over.ended_at < T0 + timedelta(seconds=1)
    drills.change(db, replace(over, lessons="对时"), officer=CHIEF)


def test_nobody_writes_when_a_running_drill_began(db):
    drill, _ = started(db, 5)
    now = course.read(db, drill.id).drill
    for changed in (
        replace(now, began_at=T0 - timedelta(hours=1)),
        replace(now, ended_at=T0 + timedelta(hours=1)),
    ):
        with pytest.raises(TimesFollow):
            drills.change(db, changed, officer=CHIEF)
    assert course.read(db, drill.id).drill == now


def test_nobody_puts_right_what_was_measured(db):
    drill, _ = started(db, 5)
    over = running.end(db, drill.id, act_id=new_id(), officer=CHIEF).drill
    begin = over.began_at - timedelta(hours=1)
    with pytest.raises(TimesFollow):
        drills.change(db, replace(over, began_at=begin), officer=CHIEF)
    times = {"began_at": begin, "ended_at": over.ended_at, "headcount": 9}
    with pytest.raises(TimesFollow):
        drills.held_elsewhere(db, over, **times, officer=CHIEF, at=over.ended_at)
    assert course.read(db, drill.id).drill == over
    assert drills.change(db, replace(over, headcount=9), officer=CHIEF).headcount == 9
