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
from ui.widgets.severity import Severity

if TYPE_CHECKING:
    from miniaudio import Backend, PlaybackDevice

log = logging.getLogger(__name__)

_CARDS = Path("/proc/asound/cards")
_BYTES_A_FRAME = 2


class Player(QObject):
    """Plays on a thread of its own, one tone after the other.

    The device is opened at the first tone and let go at the end. A machine without one is
    found out once; from then on tones are dropped.

    Args:
        backends: Names of miniaudio's backends to try instead of all, such as `NULL`.

    Signals:
        played: A tone was given to the device (Severity).
        silent: There is no device.
    """

    played = Signal(object)
    silent = Signal()

    def __init__(self, backends: Sequence[str] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._backends = tuple(backends)
        self._wanted: SimpleQueue[Severity | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._is_closing = False
        self._over = Event()

    def play(self, severity: Severity) -> None:
        """Play the tone of a colour as soon as the one before is over."""
        if self._thread is None:
            self._thread = Thread(target=self._run, name="sound", daemon=True)
            self._thread.start()
        self._wanted.put(severity)

    def close(self) -> None:
        """Let the device go; tones that wait are dropped."""
        if self._thread is not None:
            self._is_closing = True
            self._wanted.put(None)
            self._over.set()
            self._thread.join()
            self._thread = None
            self._is_closing = False

    def _run(self) -> None:
        device = self._open()
        if device is None:
            self.silent.emit()
        while (severity := self._wanted.get()) is not None:
            if device is not None and not self._is_closing:
                self._play(device, severity)
        if device is not None:
            device.close()

    def _open(self) -> "PlaybackDevice | None":
        # Loaded here: it brings numpy along, and most nights are quiet.
        import miniaudio  # noqa: PLC0415

        try:
            return miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=tones.RATE_HZ,
                backends=self._chosen(),
                app_name="commandcenter",
            )
        except miniaudio.MiniaudioError as error:
            log.warning("no sound on this workstation: %s", error)
            return None

    def _chosen(self) -> "list[Backend]":
        import miniaudio  # noqa: PLC0415 - as above

        if self._backends:
            return [miniaudio.Backend[name] for name in self._backends]
        found = [one for one in miniaudio.Backend if one is not miniaudio.Backend.NULL]
        if sys.platform == "linux" and not _has_card():
            # ALSA would fill the terminal with its complaints.
            found = [miniaudio.Backend.PULSEAUDIO]
        return found

    def _play(self, device: "PlaybackDevice", severity: Severity) -> None:
        self._over.clear()
        stream = _stream(tones.samples(severity), self._over)
        next(stream)
        device.start(stream)
        self.played.emit(severity)
        if not self._is_closing:
            self._over.wait()
        device.stop()


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
