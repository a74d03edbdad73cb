"""The four warning colours, worst first (红橙黄蓝)."""

from enum import StrEnum


class Severity(StrEnum):
    """How bad it is, as warnings, alarms and incidents say it alike."""

    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    BLUE = "blue"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self]


_RANKS = {one: number for number, one in enumerate(Severity)}
