"""What is heard: every red alarm, and never more than ears can bear."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.alarms.model.alarm import Alarm, State
from commandcenter.alarms.model.sounds import Sound, SoundKind, plan
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.severity import Severity

T0 = datetime(2026, 7, 18, 14, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def an_alarm(severity=Severity.RED, at=T0):
    return Alarm(
        id=new_id(),
        type_code="incident",
        source=str(new_id()),
        title="x",
        severity=severity,
        severity_max=severity,
        state=State.ACTIVE,
        raised_at=at,
        last_at=at,
        sounded_at=at,
    )


def planned(*alarms, at=T0, in_flood=False, played=()):
    return plan(alarms, at=at, in_flood=in_flood, played=played)


def test_nothing_new_is_not_heard():
    assert planned() == ()


@pytest.mark.parametrize("severity", list(Severity))
@pytest.mark.parametrize("in_flood", [True, False])
def test_one_alarm_is_one_sound_of_its_severity(severity, in_flood):
    one = an_alarm(severity)
    assert planned(one, in_flood=in_flood) == (
        Sound(kind=SoundKind.ALARM, severity=severity, count=1, alarm_ids=(one.id,)),
    )


def test_red_ones_of_one_moment_are_one_sound_that_names_them_all():
    alarms = [an_alarm(at=T0 + n * SECOND) for n in range(5)]
    [sound] = planned(*alarms)
    assert (sound.kind, sound.count) == (SoundKind.BURST, 5)
    assert sound.alarm_ids == tuple(one.id for one in alarms)


def test_others_are_heard_one_by_one_in_quiet_times_and_together_in_a_flood():
    alarms = [an_alarm(Severity.YELLOW), an_alarm(Severity.ORANGE)]
    assert [sound.severity for sound in planned(*alarms)] == [Severity.ORANGE, Severity.YELLOW]
    [sound] = planned(*alarms, in_flood=True)
    assert (sound.kind, sound.severity, sound.count) == (SoundKind.BURST, Severity.ORANGE, 2)


def test_more_others_than_there_is_room_for_are_heard_together():
    [sound] = planned(*(an_alarm(Severity.YELLOW) for _ in range(6)))
    assert sound.count == 6


def test_red_is_heard_first_and_on_its_own():
    red, other = an_alarm(), an_alarm(Severity.ORANGE)
    first, second = planned(other, red)
    assert (first.alarm_ids, second.alarm_ids) == ((red.id,), (other.id,))


def test_others_leave_room_for_red():
    played = [T0 - n * SECOND for n in range(5)]
    assert planned(an_alarm(Severity.ORANGE), played=played) == ()
    assert len(planned(an_alarm(), played=played)) == 1
    assert len(planned(an_alarm(Severity.ORANGE), at=T0 + 119 * SECOND, played=played)) == 0
    assert len(planned(an_alarm(Severity.ORANGE), at=T0 + 120 * SECOND, played=played)) == 1


def test_a_red_one_after_many_sounds_waits_for_a_minute_at_most():
    played = [T0 - n * SECOND for n in range(10)]
    assert planned(an_alarm(), at=T0 + 59 * SECOND, played=played) == ()
    assert len(planned(an_alarm(), at=T0 + 60 * SECOND, played=played)) == 1


def test_what_was_heard_long_ago_does_not_count():
    played = [T0 - 600 * SECOND - n * SECOND for n in range(50)]
    assert len(planned(an_alarm(), played=played)) == 1


@pytest.mark.parametrize("seed", range(20))
def test_of_a_thousand_alarms_every_red_one_is_heard_with_twenty_sounds(seed):
    chance = random.Random(seed)
    share = chance.choice([0.05, 0.5, 1.0])
    coming = sorted(chance.uniform(0, 600) for _ in range(1000))
    waiting, played, heard, delays = [], [], set(), []
    reds = set()
    for second in range(1400):
        at = T0 + second * SECOND
        while coming and coming[0] <= second:
            severity = Severity.RED if chance.random() < share else Severity.YELLOW
            waiting.append(an_alarm(severity, T0 + coming.pop(0) * SECOND))
            reds |= {waiting[-1].id} if severity is Severity.RED else set()
        for sound in plan(waiting, at=at, in_flood=chance.random() < 0.9, played=played):
            played.append(at)
            heard |= set(sound.alarm_ids)
            delays += [
                at - one.raised_at
                for one in waiting
                if one.id in sound.alarm_ids and one.severity is Severity.RED
            ]
            waiting = [one for one in waiting if one.id not in heard]
    assert reds <= heard
    assert max(delays) <= 62 * SECOND
    for one in played:
        assert sum(one <= other < one + 600 * SECOND for other in played) <= 20
