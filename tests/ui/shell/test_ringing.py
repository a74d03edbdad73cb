"""What is heard, and how often."""

from hypothesis import given
from hypothesis import strategies as st

from ui.shell.player import Player
from ui.shell.ringing import Alert, Bell, Patience, Ringing
from ui.widgets.severity import Severity

RED, ORANGE, YELLOW, BLUE = Severity
ARRIVALS = st.lists(
    st.tuples(st.floats(0, 12), st.sampled_from([RED, ORANGE, YELLOW, BLUE])), max_size=300
)


def heard(arrivals, ringing):
    """Return the sounds of a night: (seconds, sound), given gaps between arrivals."""
    found, now = [], 0.0
    for number, (gap_s, severity) in enumerate(arrivals):
        until = now + gap_s
        while (wait_s := ringing.wait_s(now)) is not None and now + wait_s <= until:
            now += wait_s
            found += [(now, sound)] if (sound := ringing.take(now)) else []
        now = until
        ringing.add(number, severity)
    while (wait_s := ringing.wait_s(now)) is not None:
        now += wait_s
        found += [(now, sound)] if (sound := ringing.take(now)) else []
    return found


@given(ARRIVALS)
def test_at_most_twenty_sounds_are_heard_within_any_ten_minutes(arrivals):
    times = [at_s for at_s, _ in heard(arrivals, Ringing())]
    assert all(sum(at <= other < at + 600 for other in times) <= 20 for at in times)


@given(ARRIVALS)
def test_everything_is_heard_once_and_each_red_one_within_two_minutes(arrivals):
    came, now = {}, 0.0
    for number, (gap_s, severity) in enumerate(arrivals):
        now += gap_s
        came[number] = (now, severity)
    stood_for = [(at_s, key) for at_s, sound in heard(arrivals, Ringing()) for key in sound.keys]
    assert sorted(key for _, key in stood_for) == sorted(came)
    late = [at_s - came[key][0] for at_s, key in stood_for if came[key][1] is RED]
    assert max(late, default=0) <= 120


@given(ARRIVALS)
def test_a_sound_has_the_colour_of_the_worst_it_stands_for(arrivals):
    for _, sound in heard(arrivals, Ringing()):
        assert sound.severity is min(
            (arrivals[key][1] for key in sound.keys), key=list(Severity).index
        )


def test_a_burst_is_one_sound():
    ringing = Ringing()
    ringing.add("first", ORANGE)
    first = ringing.take(0)
    for number in range(30):
        ringing.add(number, ORANGE)
    assert ringing.take(1) is None
    burst = ringing.take(2)
    assert (first.keys, len(burst.keys)) == (("first",), 30)


def test_what_is_acknowledged_before_its_turn_is_not_heard_but_red_is():
    ringing = Ringing()
    ringing.add("a", RED)
    ringing.take(0)
    ringing.add("b", ORANGE)
    ringing.add("c", RED)
    ringing.drop("b")
    ringing.drop("c")
    assert ringing.take(2).keys == ("c",)


def test_after_many_sounds_only_red_ones_are_heard():
    ringing = Ringing(patience=Patience(pauses=((0, 0.0),), others=3))
    for at_s in range(3):
        ringing.add(at_s, YELLOW)
        assert ringing.take(at_s) is not None
    ringing.add("yellow", YELLOW)
    assert ringing.take(10) is None
    ringing.add("red", RED)
    assert ringing.take(10).keys == ("yellow", "red")


class Night:
    """A bell with a clock that is set by hand."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.wants_sound = True
        self.player = Player(["NULL"])
        self.bell = Bell(self.player, lambda: self.wants_sound, clock_s=lambda: self.now_s)
        self.sounds = []
        self.bell.rang.connect(self.sounds.append)

    def close(self) -> None:
        self.player.close()
        self.bell.deleteLater()
        self.player.deleteLater()


def test_a_real_device_is_given_what_is_new_and_worse_and_escalated_and_nothing_else(qtbot):
    night = Night()
    first = Alert(key="dam", severity=ORANGE)
    with qtbot.wait_signal(night.player.played, timeout=10_000) as played:
        night.bell.hear([first])
    assert played.args == [ORANGE]
    night.now_s = 100
    night.bell.hear([first])
    assert len(night.sounds) == 1
    night.bell.hear([Alert(key="dam", severity=RED)])
    night.now_s = 200
    night.bell.hear([Alert(key="dam", severity=RED, turn=1)])
    assert [sound.severity for sound in night.sounds] == [ORANGE, RED, RED]
    night.close()


def test_what_waits_is_heard_when_its_time_comes(qtbot):
    night = Night()
    night.bell.hear([Alert(key=1, severity=RED)])
    night.bell.hear([Alert(key=1, severity=RED), Alert(key=2, severity=RED)])
    night.now_s = 2
    qtbot.wait_until(lambda: len(night.sounds) == 2, timeout=10_000)
    assert night.sounds[1].keys == (2,)
    night.close()


def test_nothing_is_heard_when_the_officer_wants_no_sound(qtbot):
    night = Night()
    night.wants_sound = False
    night.bell.hear([Alert(key=1, severity=RED)])
    assert night.sounds == []
    night.close()
