"""Tones, and the thread that plays them on a real device without a loudspeaker."""

import threading
import time
from array import array
from typing import ClassVar

import miniaudio
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


class DeafDevice:
    """A sound device that takes what it is given and never asks for more."""

    made: ClassVar[list[str]] = []
    closed: ClassVar[list[str]] = []

    def __init__(self, *, app_name, **_settings):
        self.made.append(app_name)

    def start(self, stream):
        pass

    def close(self):
        self.closed.append("closed")


class LostDevice(DeafDevice):
    """A sound device whose plug somebody pulled."""

    def start(self, _stream):
        raise miniaudio.MiniaudioError("failed to start audio device", -1)

    def close(self):
        super().close()
        raise OSError("no such device")


class BrokenDriver(DeafDevice):
    """A driver that fails in a way of its own."""

    def __init__(self, **settings):
        super().__init__(**settings)
        raise OSError("no such driver")


@pytest.mark.parametrize(
    ("device", "closed"), [(DeafDevice, 2), (LostDevice, 2), (BrokenDriver, 0)]
)
def test_lost_sound_is_told_once_and_tried_again(qtbot, monkeypatch, player, device, closed):
    monkeypatch.setattr(player_module, "_PATIENCE_S", 0.2)
    for name in ("made", "closed"):
        monkeypatch.setattr(DeafDevice, name, [])
    said = []
    player.silent.connect(lambda: said.append(True))
    with monkeypatch.context() as broken:
        broken.setattr(miniaudio, "PlaybackDevice", device)
        player.play(Severity.BLUE)
        player.play(Severity.BLUE)
        qtbot.wait_until(lambda: len(device.made) == 2, timeout=10_000)
    monkeypatch.setattr(player_module, "_PATIENCE_S", 10)
    heard = []
    player.played.connect(heard.append)
    player.play(Severity.YELLOW)
    qtbot.wait_until(lambda: Severity.YELLOW in heard, timeout=20_000)
    assert (said, len(device.closed)) == ([True], closed)


def test_a_driver_that_hangs_keeps_nobody_from_leaving(qtbot, monkeypatch, player):
    monkeypatch.setattr(player_module, "_PATIENCE_S", 0.1)
    unplugged = threading.Event()
    monkeypatch.setattr(DeafDevice, "close", lambda _: unplugged.wait(20))
    monkeypatch.setattr(miniaudio, "PlaybackDevice", DeafDevice)
    with qtbot.wait_signal(player.silent, timeout=10_000):
        player.play(Severity.BLUE)
    began_s = time.monotonic()
    player.close()
    assert time.monotonic() - began_s < 10
    unplugged.set()
    monkeypatch.setattr(player_module, "_PATIENCE_S", 10)
    player.close()
