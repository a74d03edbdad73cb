"""The sound with which a line of a drill reaches the players: no alarm, and never over one."""

from collections.abc import Callable

from ui.shell import tones
from ui.shell.player import Player


class Chime:
    """Is heard once for what was told since it was heard last.

    Args:
        may_ring: Whether the officer wants sounds; asked each time.
    """

    def __init__(self, player: Player, may_ring: Callable[[], bool]) -> None:
        self._player, self._may_ring = player, may_ring
        self._told: int | None = None  # what was told before this program ran is not heard

    def hear(self, told_seq: int | None, *, is_calm: bool) -> None:
        """Take what players were told last.

        Args:
            told_seq: Its journal row; None if it was not read.
            is_calm: No real alarm waits for anybody.
        """
        if told_seq is None:
            return
        before, self._told = self._told, told_seq
        if before is not None and told_seq > before and is_calm and self._may_ring():
            self._player.play(tones.Chime.DRILL)
