"""Lets be heard what nobody has acknowledged, as the plan of sounds says."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from commandcenter.alarms.model import sounds
from commandcenter.alarms.model.alarm import Alarm
from commandcenter.alarms.model.sounds import WINDOW
from commandcenter.kernel.severity import Severity
from ui.shell.player import Player
from ui.widgets.severity import Severity as Color

_Turn: TypeAlias = tuple[int, int]

_LOOK_MS = 1_000


class Bell(QObject):
    """Hands to the player what is new, worse or escalated; each turn of an alarm once.

    Args:
        may_ring: Whether the officer wants sounds; asked each time.
        clock: Time of the county.

    Signals:
        rang: A sound was handed to the player (`alarms.model.sounds.Sound`).
    """

    rang = Signal(object)

    def __init__(
        self,
        player: Player,
        may_ring: Callable[[], bool],
        clock: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._player, self._may_ring, self._clock = player, may_ring, clock
        self._unheard: dict[UUID, Alarm] = {}
        self._heard: dict[UUID, _Turn] = {}
        self._played: list[datetime] = []
        self._in_flood = False
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._ring)

    def hear(self, alarms: Sequence[Alarm], *, in_flood: bool) -> None:
        """Take the alarms on the board as they are now."""
        self._in_flood = in_flood
        waiting = {one.id: one for one in alarms if one.is_waiting}
        # A red one is heard even if somebody was quicker to acknowledge it.
        kept = {key: one for key, one in self._unheard.items() if one.severity is Severity.RED}
        new = {key: one for key, one in waiting.items() if _turn(one) > self._heard_turn(key)}
        self._unheard = kept | new
        self._heard = {key: turn for key, turn in self._heard.items() if key in waiting}
        self._ring()

    def _heard_turn(self, key: UUID) -> _Turn:
        return self._heard.get(key, (-1, -1))

    def _ring(self) -> None:
        at = self._clock()
        self._played = [one for one in self._played if one > at - WINDOW]
        if not self._may_ring():
            self._heard |= {key: _turn(one) for key, one in self._unheard.items()}
            self._unheard = {}
        planned = sounds.plan(
            self._unheard.values(), at=at, in_flood=self._in_flood, played=self._played
        )
        for sound in planned:
            for key in sound.alarm_ids:
                self._heard[key] = _turn(self._unheard.pop(key))
            self._played.append(at)
            self._player.play(Color(sound.severity.value))
            self.rang.emit(sound)
        if self._unheard:
            self._timer.start()
        else:
            self._timer.stop()


def _turn(one: Alarm) -> _Turn:
    return one.round, one.level
