"""A tabletop drill on two workstations, with something real in the middle of it."""

from datetime import timedelta

import pytest
from click.testing import CliRunner

from commandcenter.cli.upkeep import verify_command
from commandcenter.drills.service import course
from tests.end_to_end import drill_outcome as outcome
from tests.end_to_end import drill_steps as drilled
from tests.end_to_end import night_steps as steps
from tests.end_to_end.drill_scene import ANSWERS, CALL, PLAYED_PLACE, Scene, prepared

MINUTE = timedelta(minutes=1)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.nightly)])
def scene(request):
    """A county with a drill of 30 lines that is ready, at a time that stands until it is moved."""
    made = prepared(request.getfixturevalue(f"{request.param}_address"))
    yield made
    made.clock.close()


@pytest.fixture
def console(scene, workstation):
    return seat(scene, workstation, "console", "heli")


@pytest.fixture
def player(scene, workstation):
    return seat(scene, workstation, "player", "linxiao")


def seat(scene: Scene, workstation, name, login):
    """Let somebody sit down; the same name is the same computer."""
    station = workstation(name)
    scene.place(name, station)
    station.open(scene.hall.url())
    station.sign_in(login)
    return station


def test_nothing_of_a_drill_is_in_reality_and_everything_is_in_its_review(
    scene, console, player, workstation, tmp_path, monkeypatch
):
    drilled.begin(console)
    drilled.take_part(player, scene.drill.title)
    _first_lines(scene, console)
    _paused(scene, console)
    _play(scene, player)
    console = _restarted(scene, console, workstation)
    _something_real(scene, console, player)
    _last_lines(scene, console, player)
    _hand_over(console)
    for station in (console, player):
        assert station.close() == 0
    said = outcome.evaluate(scene)
    outcome.check_reality(scene, said)
    outcome.check_review(scene, said, tmp_path / "drill.zip")
    monkeypatch.setenv("COMMANDCENTER_STATION", str(player.folder / "station"))
    done = CliRunner().invoke(
        verify_command, ["--database", scene.hall.url(), "--lang", "en"], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output


def _first_lines(scene, console):
    """Lines that come by themselves, early, held, and not at all."""
    scene.until(1 * MINUTE)
    drilled.stands(console, 1, "delivered")
    for key, number, standing in (("Space", 2, "delivered"), ("H", 3, "held"), ("K", 4, "skipped")):
        drilled.bring(console, number)
        console.press(key)
        drilled.stands(console, number, standing)
    scene.until(5 * MINUTE)
    drilled.stands(console, 5, "delivered")
    assert console.tell("course")["lines"]["3"] == "held"


def _paused(scene, console):
    """Two minutes that count for nothing."""
    console.press("P")
    console.wait_until(lambda seen: seen["is_paused"], of="course")
    scene.until(7 * MINUTE)
    drilled.beats(scene, console)
    assert console.tell("course")["lines"]["6"] == "pending"
    console.press("P")
    console.wait_until(lambda seen: not seen["is_paused"], of="course")


def _play(scene, player):
    """Answer, open an incident, send a team and report: all in the drill."""
    for text in ANSWERS[:2]:
        assert "Recorded" in player.record(text)
    drilled.open_incident(player, "Traffic accident")
    drilled.send_team(player, PLAYED_PLACE)
    drilled.report(player, "12")
    player.press("F3")
    steps.at_page(player, "duty")


def _restarted(scene, console, workstation):
    """The next line comes at the same second, whatever became of the program of the controller."""
    before = console.tell("course")
    console.kill()
    console = seat(scene, workstation, "console", "heli")
    drilled.at_console(console)
    after = console.tell("course")
    assert after == before
    due_at = scene.start + 8 * MINUTE
    assert after["due"] == due_at.isoformat()
    scene.until(8 * MINUTE - timedelta(seconds=1))
    drilled.beats(scene, console)
    assert console.tell("course")["lines"]["6"] == "pending"
    scene.until(8 * MINUTE)
    drilled.stands(console, 6, "delivered")
    with scene.opened() as db:
        [act] = [
            one for one in course.read(db, scene.drill.id).acts if one.inject_id == scene.line(6)
        ]
    assert act.at == due_at
    return console


def _something_real(scene, console, player):
    """A call that is real, typed by somebody who plays."""
    scene.until(17 * MINUTE)
    drilled.stands(console, 15, "delivered")
    player.press("F2")
    player.write(CALL)
    player.press("Ctrl+Shift+X", "Return")
    steps.said(player, "Recorded")
    player.press("Ctrl+Shift+D")
    player.wait_until(lambda seen: not seen["plays"] and seen["is_idle"])
    drilled.open_incident(player, "Flood", level="Larger (III)")
    for station in (console, player):
        station.wait_until(lambda seen: "Real, not the drill" in seen["real"])
    drilled.casualties(player, "3")
    drilled.send_team(player, "老码头")
    drilled.report(player, "40", by_phone=True)
    with scene.opened() as db:
        outcome.check_team(db, scene.drill.id)
    drilled.take_part(player, scene.drill.title)


def _last_lines(scene, console, player):
    """A branch that is opened, a line that comes twice, one that was held, one that never comes."""
    assert "Recorded" in player.record(ANSWERS[2])
    scene.until(22 * MINUTE)
    drilled.stands(console, 20, "delivered")
    console.press("O")
    drilled.stands(console, 21, "pending")
    scene.until(26 * MINUTE + timedelta(seconds=10))
    drilled.stands(console, 24, "delivered")
    drilled.back_to(console, 24)
    scene.until(32 * MINUTE)
    drilled.stands(console, 29, "delivered")
    drilled.fire(console, 3)
    assert "Recorded" in player.record(ANSWERS[3])
    console.press("Ctrl+E", "Ctrl+E")
    console.wait_until(lambda seen: seen["is_over"], of="course")
    player.wait_until(lambda seen: not seen["plays"] and seen["is_idle"])
    assert console.tell("course")["lines"]["30"] == "pending"


def _hand_over(console):
    console.settle()
    console.press("F4")
    steps.at_page(console, "handover")
    console.press("Return")
    steps.said(console, "frozen")
    steps.change_officer(console, "zhenghai")
    steps.walk(console)
    steps.sign_handover(console)
