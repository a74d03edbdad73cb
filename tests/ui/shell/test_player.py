"""Tones, and the thread that plays them on a real device without a loudspeaker."""

import threading
import time
from array import array

import pytest

from ui.shell import player as player_module
from ui.shell import tones
from ui.shell.player import Player
from ui.widgets.severity import Severity


@pytest.fixture
def player():
    made = Player(["NULL"])
    yield made
    made.close()
    made.deleteLater()


def test_each_colour_has_a_tone_of_its_own_that_begins_and_ends_in_silence():
    found = [array("h", tones.samples(one)) for one in Severity]
    assert len({tone.tobytes() for tone in found}) == 4
    for tone in found:
        assert abs(tone[0]) < 500
        assert abs(tone[-1]) < 500
        assert 8_000 < max(tone) < 32_000


def test_a_worse_colour_sounds_longer():
    lengths = [tones.length_s(one) for one in Severity]
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[0] < 1.5


def test_tones_are_played_one_after_the_other(qtbot, player):
    heard = []
    player.played.connect(heard.append)
    for one in (Severity.BLUE, Severity.RED, Severity.BLUE):
        player.play(one)
    qtbot.wait_until(lambda: len(heard) == 3, timeout=20_000)
    assert heard == [Severity.BLUE, Severity.RED, Severity.BLUE]


def test_whoever_plays_does_not_wait_and_closing_cuts_a_tone_short(qtbot, player):
    with qtbot.wait_signal(player.played, timeout=20_000):
        player.play(Severity.RED)
    for _ in range(50):
        player.play(Severity.RED)
    began_s = time.monotonic()
    player.close()
    assert time.monotonic() - began_s < tones.length_s(Severity.RED) - 0.2
    assert "sound" not in {thread.name for thread in threading.enumerate()}


def test_a_machine_without_a_device_says_so_once_and_goes_on(qtbot, monkeypatch):
    monkeypatch.setattr(player_module, "_has_card", lambda: False)
    silent = Player(["CUSTOM"])  # a backend that never has a device
    said = []
    silent.silent.connect(lambda: said.append(True))
    with qtbot.wait_signal(silent.silent, timeout=20_000):
        silent.play(Severity.RED)
    silent.play(Severity.RED)
    silent.close()
    assert said == [True]
    silent.deleteLater()
