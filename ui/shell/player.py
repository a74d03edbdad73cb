"""Playing tones without anybody waiting for the sound card."""

import logging
import sys
from collections.abc import Generator, Sequence
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.shell import tones
from ui.shell.tones import Tone

if TYPE_CHECKING:
    from miniaudio import Backend, PlaybackDevice

log = logging.getLogger(__name__)

_CARDS = Path("/proc/asound/cards")
_BYTES_A_FRAME = 2
_PATIENCE_S = 2.0


class Player(QObject):
    """Plays on a thread of its own, one tone after the other.

    The device is opened at the first tone and let go at the end. One that fails or takes no
    sound is let go at once, and the next tone tries again.

    Args:
        backends: Names of miniaudio's backends to try instead of all, such as `NULL`.

    Signals:
        played: A tone was given to the device (`tones.Tone`).
        silent: Tones are not heard any more; said once until one is heard again.
    """

    played = Signal(object)
    silent = Signal()

    def __init__(self, backends: Sequence[str] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._backends = tuple(backends)
        self._wanted: SimpleQueue[Tone | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._is_closing = False
        self._is_silent = False
        self._over = Event()

    def play(self, tone: Tone) -> None:
        """Play a tone as soon as the one before is over."""
        if self._thread is None:
            self._thread = Thread(target=self._run, name="sound", daemon=True)
            self._thread.start()
        self._wanted.put(tone)

    def close(self) -> None:
        """Let the device go; tones that wait are dropped."""
        if self._thread is not None:
            self._is_closing = True
            self._wanted.put(None)
            self._over.set()
            # A driver that hangs keeps nobody from leaving.
            self._thread.join(_PATIENCE_S)
            if not self._thread.is_alive():
                self._thread = None
                self._is_closing = False

    def _run(self) -> None:
        device: PlaybackDevice | None = None
        while (tone := self._wanted.get()) is not None:
            if not self._is_closing:
                device = self._sound(device, tone)
        if device is not None:
            device.close()

    def _sound(self, device: "PlaybackDevice | None", tone: Tone) -> "PlaybackDevice | None":
        """Play a tone and return the device for the next one, if it is good for that."""
        try:
            device = device or self._open()
            self._play(device, tone)
        except Exception as error:  # noqa: BLE001
            # Whatever library and driver come up with: the next tone tries again.
            log.warning("no sound on this workstation: %r", error)
            self._say_silent()
            if device is not None:
                _let_go(device)
            return None
        self._is_silent = False
        return device

    def _say_silent(self) -> None:
        if not self._is_silent:
            self._is_silent = True
            self.silent.emit()

    def _open(self) -> "PlaybackDevice":
        # Loaded here: it brings numpy along, and most nights are quiet.
        import miniaudio  # noqa: PLC0415

        return miniaudio.PlaybackDevice(
            output_format=miniaudio.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=tones.RATE_HZ,
            backends=self._chosen(),
            app_name="commandcenter",
        )

    def _chosen(self) -> "list[Backend]":
        import miniaudio  # noqa: PLC0415 - as above

        if self._backends:
            return [miniaudio.Backend[name] for name in self._backends]
        found = [one for one in miniaudio.Backend if one is not miniaudio.Backend.NULL]
        if sys.platform == "linux" and not _has_card():
            # ALSA would fill the terminal with its complaints.
            found = [miniaudio.Backend.PULSEAUDIO]
        return found

    def _play(self, device: "PlaybackDevice", tone: Tone) -> None:
        self._over.clear()
        stream = _stream(tones.samples(tone), self._over)
        next(stream)
        device.start(stream)
        self.played.emit(tone)
        if not self._is_closing and not self._over.wait(tones.length_s(tone) + _PATIENCE_S):
            raise TimeoutError
        device.stop()


def _let_go(device: "PlaybackDevice") -> None:
    try:
        device.close()
    except Exception:
        log.warning("the sound device was not let go", exc_info=True)


def _has_card() -> bool:
    try:
        return "[" in _CARDS.read_text()
    except OSError:
        return False


def _stream(tone: bytes, over: Event) -> Generator[bytes, int, None]:
    """Hand out the tone in the portions that the device asks for, then silence."""
    at = 0
    frames = yield b""
    while at < len(tone):
        portion = tone[at : at + frames * _BYTES_A_FRAME]
        at += len(portion)
        frames = yield portion
    over.set()
    while True:
        frames = yield bytes(frames * _BYTES_A_FRAME)
