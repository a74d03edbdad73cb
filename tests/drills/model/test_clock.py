"""The clock of a drill: pauses, speeds, going back, branches, and what is refused."""

from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.drills.model import clock, run_checks
from commandcenter.drills.model.clock import Standing, fold
from commandcenter.drills.model.run import Act, RunAct
from commandcenter.drills.model.script import Inject
from commandcenter.kernel.ids import new_id

T0 = datetime(2026, 5, 12, 1, 30, tzinfo=UTC)
DRILL = new_id()


def at(seconds):
    return T0 + timedelta(seconds=seconds)


def act(kind, seconds, **fields):
    usual = {"id": new_id(), "seq": 0, "drill_id": DRILL, "offset_ms": 0, "by": "何立"}
    return RunAct(act=kind, at=at(seconds), **usual | fields)


def started(*acts, speed=100):
    return fold([act(Act.START, 0, speed_percent=speed), *acts])


def line(offset_s, number=1, **fields):
    return Inject(
        id=new_id(), drill=DRILL, number=number, offset_s=offset_s, title="坝脚渗水", **fields
    )


def test_the_clock_runs_from_the_start_at_its_speed():
    assert started().offset_ms(at(90)) == 90_000
    assert started(speed=150).offset_ms(at(90)) == 135_000
    assert fold([]).offset_ms(at(90)) == 0


def test_a_pause_moves_what_is_to_come_by_its_length():
    acts = [act(Act.PAUSE, 60), act(Act.RESUME, 630)]
    inject = line(600)
    assert clock.line_of(started(acts[0]), inject).due_at is None
    assert started(acts[0]).offset_ms(at(400)) == 60_000
    assert clock.line_of(started(*acts), inject).due_at == at(1_170)
    (pause,) = started(*acts).pauses()
    assert (pause.began_at, pause.ended_at) == (at(60), at(630))


def test_a_pause_in_which_the_speed_was_changed_is_one_pause():
    course = started(act(Act.PAUSE, 60), act(Act.SPEED, 70, speed_percent=300), act(Act.RESUME, 80))
    assert [(one.began_at, one.ended_at) for one in course.pauses()] == [(at(60), at(80))]
    assert course.offset_ms(at(90)) == 90_000
    assert course.speed_percent == 300


def test_a_time_between_two_milliseconds_is_reached_with_the_second_of_them():
    due = clock.line_of(started(speed=300), line(1)).due_at
    assert due == T0 + timedelta(milliseconds=334)


def test_going_back_undoes_what_was_done_to_lines_since():
    early, exact, late = line(10), line(20, 2), line(30, 3)
    fired = [act(Act.FIRE, s, inject_id=one.id) for s, one in ((10, early), (20, exact))]
    back = act(Act.BACK, 35, offset_ms=20_000)
    course = started(*fired, act(Act.SKIP, 33, inject_id=late.id), back)
    stands = [clock.line_of(course, one) for one in (early, exact, late)]
    assert [one.standing for one in stands] == [
        Standing.DELIVERED,
        Standing.PENDING,
        Standing.PENDING,
    ]
    assert [one.due_at for one in stands] == [None, at(35), at(45)]
    assert [one.is_again for one in stands] == [False, True, False]
    assert course.rounds == 1


def test_a_released_line_comes_by_itself_again_and_a_drill_that_goes_back_undoes_that():
    inject = line(20)
    held, released = (
        act(kind, s, inject_id=inject.id) for kind, s in ((Act.HOLD, 5), (Act.RELEASE, 8))
    )
    assert clock.line_of(started(held, released), inject).due_at == at(20)
    back = act(Act.BACK, 10, offset_ms=6_000)
    assert clock.line_of(started(held, released, back), inject).standing is Standing.HELD


def test_a_line_gets_late_only_while_the_drill_runs():
    acts = [act(Act.PAUSE, 60), act(Act.RESUME, 100), act(Act.SPEED, 110, speed_percent=300)]
    course = started(*acts)
    assert course.ran(at(50), at(90)) == timedelta(seconds=10)
    assert course.ran(at(50), at(120)) == timedelta(seconds=30)


def test_a_drill_that_goes_back_in_a_pause_stays_paused():
    course = started(act(Act.PAUSE, 50), act(Act.BACK, 60, offset_ms=20_000))
    assert course.is_paused
    assert course.offset_ms(at(100)) == 20_000
    assert clock.line_of(course, line(10)).due_at is None


def test_a_branch_closes_again_when_the_drill_goes_back_before_it_was_opened():
    inject = line(5, branch="溃坝")
    opened = act(Act.OPEN_BRANCH, 40, branch="溃坝")
    assert clock.line_of(started(), inject).standing is Standing.WAITING
    assert clock.line_of(started(opened), inject).due_at == at(40)
    back = act(Act.BACK, 50, offset_ms=30_000)
    assert clock.line_of(started(opened, back), inject).standing is Standing.WAITING


def test_what_is_due_comes_in_the_order_of_its_times_and_not_in_a_pause():
    second, first, later = line(20, 1), line(10, 2), line(90, 3)
    injects = [second, first, later]
    assert clock.due(started(), injects, at(60)) == ((first, at(10)), (second, at(20)))
    assert clock.due(started(act(Act.PAUSE, 50)), injects, at(60)) == ()
    assert clock.due(started(act(Act.END, 50)), injects, at(60)) == ()
    assert clock.next_line(started(), [later, first]).inject is first


def test_a_clock_on_the_wall_that_is_put_back_turns_nothing_back():
    course = started(act(Act.PAUSE, 60), act(Act.RESUME, 40))
    assert course.offset_ms(at(60)) == 60_000
    assert course.offset_ms(at(70)) == 70_000


def test_the_end_stops_the_clock_for_good():
    course = started(act(Act.END, 100), act(Act.RESUME, 120))
    assert course.ended_at == at(100)
    assert course.offset_ms(at(500)) == 100_000
    assert course.pauses() == ()
    with pytest.raises(run_checks.NotRunning):
        run_checks.check_resume(course)


def test_what_cannot_be_done_is_refused():
    inject = line(10)
    running, paused = started(), started(act(Act.PAUSE, 5))
    held = clock.line_of(started(act(Act.HOLD, 5, inject_id=inject.id)), inject)
    said = clock.line_of(started(act(Act.FIRE, 5, inject_id=inject.id)), inject)
    left = clock.line_of(started(act(Act.SKIP, 5, inject_id=inject.id)), inject)
    for refusal, check in (
        (run_checks.AlreadyPaused, lambda: run_checks.check_pause(paused)),
        (run_checks.NotPaused, lambda: run_checks.check_resume(running)),
        (run_checks.NotRunning, lambda: run_checks.check_pause(fold([]))),
        (run_checks.SpeedOutOfRange, lambda: run_checks.check_speed(99)),
        (run_checks.SpeedOutOfRange, lambda: run_checks.check_speed(6_001)),
        (run_checks.NotEarlier, lambda: run_checks.check_back(running, 5_000, at=at(5))),
        (run_checks.AlreadyDelivered, lambda: run_checks.check_hold(running, said)),
        (run_checks.AlreadyDelivered, lambda: run_checks.check_fire(running, said)),
        (run_checks.AlreadyHeld, lambda: run_checks.check_hold(running, held)),
        (run_checks.AlreadySkipped, lambda: run_checks.check_skip(running, left)),
        (run_checks.NoSuchBranch, lambda: run_checks.check_branch(running, [inject], "溃坝")),
        (run_checks.NoSuchBranch, lambda: run_checks.check_branch(running, [inject], "")),
    ):
        with pytest.raises(refusal):
            check()
