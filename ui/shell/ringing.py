"""When something is to be heard: each red one, the rest as far as people can listen.

A burst is put together: one sound in the colour of the worst stands for all that came since
the last. The more there was to hear of late, the longer the pause before the next.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from ui.shell.player import Player
from ui.widgets.severity import Severity

_ORDER = list(Severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How much may be heard.

    Attributes:
        window_s: Over which sounds are counted.
        most: Sounds within the window.
        pauses: From so many sounds within the window on, so many seconds lie between two.
        others: Sounds within the window, from which on only red ones are heard.
    """

    window_s: float = 600.0
    most: int = 20
    pauses: Sequence[tuple[int, float]] = ((0, 2.0), (6, 20.0), (10, 45.0))
    others: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """One sound and what it stands for.

    Attributes:
        keys: Of everything that came since the sound before, in the order it came.
    """

    severity: Severity
    keys: tuple[Hashable, ...]


@dataclass(slots=True, kw_only=True)
class Ringing:
    """What waits to be heard and what was heard; times are seconds of any steady clock."""

    patience: Patience = field(default_factory=Patience)
    _heard_s: list[float] = field(default_factory=list)
    _waiting: dict[Hashable, Severity] = field(default_factory=dict)

    def add(self, key: Hashable, severity: Severity) -> None:
        """Let this be heard; one that waits already may have become worse."""
        before = self._waiting.get(key, severity)
        self._waiting[key] = min(before, severity, key=_ORDER.index)

    def drop(self, key: Hashable) -> None:
        """Forget what need not be heard any more, unless it is red."""
        if self._waiting.get(key) is not Severity.RED:
            self._waiting.pop(key, None)

    def wait_s(self, at_s: float) -> float | None:
        """Return how long until the next sound; None if nothing waits to be heard."""
        if not self._waiting:
            return None
        patience, recent = self.patience, self._recent(at_s)
        if self._worst() is not Severity.RED and len(recent) >= patience.others:
            # Until so many of the window are over that others may be heard again.
            return max(0.0, recent[-patience.others] + patience.window_s - at_s)
        if len(recent) >= patience.most:
            return max(0.0, recent[-patience.most] + patience.window_s - at_s)
        if not recent:
            return 0.0
        reached = takewhile(lambda one: one[0] <= len(recent), patience.pauses)
        *_, (_, pause_s) = reached
        return max(0.0, recent[-1] + pause_s - at_s)

    def take(self, at_s: float) -> Sound | None:
        """Return the sound that is due, if any; what it stands for waits no longer."""
        wait_s = self.wait_s(at_s)
        if wait_s is None or wait_s > 0:
            return None
        sound = Sound(severity=self._worst(), keys=tuple(self._waiting))
        self._waiting.clear()
        self._heard_s = [*self._recent(at_s), at_s]
        return sound

    def _recent(self, at_s: float) -> list[float]:
        return [one for one in self._heard_s if one > at_s - self.patience.window_s]

    def _worst(self) -> Severity:
        return min(self._waiting.values(), key=_ORDER.index)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """Something that nobody has acknowledged.

    Attributes:
        turn: Grows when it is to be heard again, as when it is escalated.
    """

    key: Hashable
    severity: Severity
    turn: int = 0


class Bell(QObject):
    """Lets what is new, worse or escalated be heard.

    Args:
        may_ring: Whether the officer wants sounds; asked each time.

    Signals:
        rang: A sound was handed to the player (Sound).
    """

    rang = Signal(object)

    def __init__(
        self,
        player: Player,
        may_ring: Callable[[], bool],
        *,
        patience: Patience | None = None,
        clock_s: Callable[[], float] = monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._player = player
        self._may_ring = may_ring
        self._clock_s = clock_s
        self._ringing = Ringing(patience=patience or Patience())
        self._known: dict[Hashable, Alert] = {}
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._ring)

    def hear(self, alerts: Sequence[Alert]) -> None:
        """Take all that is unacknowledged now; what was not so before is heard."""
        now = {alert.key: alert for alert in alerts}
        for key in self._known.keys() - now.keys():
            self._ringing.drop(key)
        for key, alert in now.items():
            before = self._known.get(key)
            if before is None or _is_louder(alert, before):
                self._ringing.add(key, alert.severity)
        self._known = now
        self._ring()

    def _ring(self) -> None:
        sound = self._ringing.take(self._clock_s())
        if sound is not None and self._may_ring():
            self._player.play(sound.severity)
            self.rang.emit(sound)
        wait_s = self._ringing.wait_s(self._clock_s())
        if wait_s is None:
            self._timer.stop()
        else:
            self._timer.start(round(wait_s * 1_000) + 1)


def _is_louder(now: Alert, before: Alert) -> bool:
    is_worse = _ORDER.index(now.severity) < _ORDER.index(before.severity)
    return is_worse or now.turn > before.turn
