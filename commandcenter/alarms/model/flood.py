"""Flood mode: more new alarms than anybody can look at one by one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Turn(StrEnum):
    """What happens to a flood."""

    BEGIN = "begin"
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class FloodRule:
    """When a flood begins and ends.

    Attributes:
        window: New alarms are counted over this time.
        begin: So many begin it.
        end: Fewer than this end it.
    """

    window: timedelta
    begin: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Flood:
    """A time in which alarms were summarised.

    Attributes:
        ended_at: None while it goes on.
        count: New alarms when it began.
    """

    begun_at: datetime
    count: int
    ended_at: datetime | None = None


def turn(count: int, rule: FloodRule, *, is_under_way: bool) -> Turn | None:
    """Return whether a flood begins or ends with so many new alarms."""
    if is_under_way:
        return Turn.END if count < min(rule.end, rule.begin) else None
    return Turn.BEGIN if count >= max(rule.begin, 1) else None
