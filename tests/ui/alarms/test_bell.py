"""What is heard, on a real device without a loudspeaker."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.alarms.model.alarm import Alarm, State
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.severity import Severity
from ui.alarms.bell import Bell
from ui.shell.player import Player
from ui.widgets.severity import Severity as Color

NIGHT = datetime(2026, 7, 18, 15, tzinfo=UTC)
RED, ORANGE, YELLOW, BLUE = Severity


def alarm(severity: Severity, **more: object) -> Alarm:
    usual: dict[str, object] = {
        "id": new_id(),
        "type_code": "warning",
        "source": "s",
        "title": "t",
        "severity": severity,
        "severity_max": severity,
        "state": State.ACTIVE,
        "raised_at": NIGHT,
        "last_at": NIGHT,
        "round": 1,
    }
    return Alarm(**usual | more)  # type: ignore[arg-type]


class Night:
    """A bell with a clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NIGHT
        self.wants_sound = True
        self.player = Player(["NULL"])
        self.bell = Bell(self.player, lambda: self.wants_sound, lambda: self.now)
        self.sounds: list = []
        self.bell.rang.connect(self.sounds.append)

    def hear(self, *alarms: Alarm, in_flood: bool = False) -> None:
        self.bell.hear(alarms, in_flood=in_flood)


@pytest.fixture
def night(qapp) -> Iterator[Night]:
    """A quiet night."""
    made = Night()
    yield made
    made.player.close()
    made.bell.deleteLater()
    made.player.deleteLater()


def test_a_real_device_is_given_the_tone_of_the_colour(qtbot, night):
    with qtbot.wait_signal(night.player.played, timeout=20_000) as played:
        night.hear(alarm(ORANGE))
    assert played.args == [Color.ORANGE]


def test_an_alarm_is_heard_once_and_again_when_it_is_worse_or_escalated(night):
    one = alarm(ORANGE)
    night.hear(one)
    night.hear(one)
    assert len(night.sounds) == 1
    night.hear(replace(one, severity=RED, round=2))
    night.hear(replace(one, severity=RED, round=2, level=1))
    assert [sound.severity for sound in night.sounds] == [ORANGE, RED, RED]


def test_what_is_raised_again_after_it_was_acknowledged_is_heard_again(night):
    one = alarm(RED)
    night.hear(one)
    night.hear(replace(one, state=State.ACKNOWLEDGED))
    night.hear(replace(one, round=2))
    assert len(night.sounds) == 2


def test_of_a_flood_every_red_one_is_handed_over_and_few_sounds_are_made(qtbot, night):
    alarms: list[Alarm] = []
    for number in range(600):
        night.now = NIGHT + timedelta(seconds=number)
        alarms.append(alarm(RED if number % 20 == 0 else YELLOW))
        night.hear(*alarms, in_flood=number > 10)
    assert len(night.sounds) <= 20
    night.now += timedelta(minutes=2)
    night.hear(*alarms, in_flood=True)
    handed = {key for sound in night.sounds for key in sound.alarm_ids}
    assert {one.id for one in alarms if one.severity is RED} <= handed


def test_a_red_one_is_heard_even_if_somebody_was_quicker(qtbot, night):
    many = [alarm(RED) for _ in range(12)]
    for at in range(11):  # so many that the next has to wait
        night.now = NIGHT + timedelta(seconds=at)
        night.hear(*many[: at + 1])
    assert len(night.sounds) == 10
    gone = [replace(one, state=State.ACKNOWLEDGED) for one in many[:11]]
    night.now += timedelta(minutes=2)
    night.hear(*gone)
    assert night.sounds[-1].alarm_ids == (many[10].id,)


def test_what_waits_is_heard_when_its_time_comes(qtbot, night):
    many = [alarm(RED) for _ in range(11)]
    for at in range(11):
        night.hear(*many[: at + 1])
    assert len(night.sounds) == 10
    night.now += timedelta(minutes=2)
    qtbot.wait_until(lambda: len(night.sounds) == 11, timeout=5_000)


def test_nothing_is_heard_when_the_officer_wants_no_sound(night):
    night.wants_sound = False
    one = alarm(RED)
    night.hear(one)
    night.wants_sound = True
    night.hear(one)
    assert night.sounds == []
