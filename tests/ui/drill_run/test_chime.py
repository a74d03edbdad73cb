"""A line of a drill is heard as what it is, and never over a real alarm."""

from array import array
from itertools import pairwise

import pytest

from ui.drill_run.chime import Chime
from ui.shell import tones
from ui.shell.player import Player
from ui.widgets.severity import Severity


@pytest.fixture
def heard(qtbot):
    player = Player(["NULL"])
    played = []
    player.played.connect(played.append)
    yield player, played
    player.close()
    player.deleteLater()


def test_what_was_told_is_heard_once_and_not_over_a_real_alarm(qtbot, heard):
    player, played = heard
    is_wanted = [True]
    chime = Chime(player, lambda: is_wanted[0])
    for told, is_calm in ((None, True), (7, True), (7, True), (9, False), (9, True)):
        chime.hear(told, is_calm=is_calm)
    is_wanted[0] = False
    chime.hear(10, is_calm=True)
    is_wanted[0] = True
    chime.hear(11, is_calm=True)
    qtbot.wait_until(lambda: bool(played), timeout=20_000)
    player.close()
    assert played == [tones.Chime.DRILL]


def test_the_sound_of_a_drill_is_softer_and_lower_than_any_alarm():
    drill = array("h", tones.samples(tones.Chime.DRILL))
    for colour in Severity:
        alarm = array("h", tones.samples(colour))
        assert max(drill) < 0.6 * max(alarm)
        assert _pitch(drill) < _pitch(alarm)


def _pitch(tone):
    """Return how often a tone crosses zero upwards in each sounding sample."""
    ups = sum(a <= 0 < b for a, b in pairwise(tone))
    return ups / sum(abs(one) > 50 for one in tone)
