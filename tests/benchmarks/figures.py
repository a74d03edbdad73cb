"""What a benchmark finds: a measure of this program beside one of the bare minimum."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Where a run works and how much of it there is.

    Attributes:
        folder: For databases; what lies there already is used again.
        entries: In the large log. The goals are set for a million.
    """

    folder: Path
    entries: int = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measure and its goal.

    Attributes:
        baseline: Of the bare minimum in the same run; None if the goal is for *ours* itself.
        goal: For the ratio, or for *ours* where there is no baseline.
        at_least: The goal is a lower limit.
        unit: Of *ours* and *baseline*.
    """

    name: str
    ours: float
    baseline: float | None = None
    goal: float
    at_least: bool = False
    unit: str = ""

    @property
    def ratio(self) -> float:
        """What is compared with the goal."""
        if self.baseline is None:
            return self.ours
        return self.ours / self.baseline if self.baseline else math.inf

    @property
    def is_met(self) -> bool:
        """Whether the goal is reached."""
        return self.ratio >= self.goal if self.at_least else self.ratio <= self.goal

    def record(self) -> dict[str, object]:
        """Return it as one JSON object."""
        return {
            "name": self.name,
            "ours": _rounded(self.ours),
            "baseline": None if self.baseline is None else _rounded(self.baseline),
            "ratio": _rounded(self.ratio),
            "goal": self.goal_said(),
            "ok": self.is_met,
            "unit": self.unit,
        }

    def goal_said(self) -> str:
        """Return the goal with its direction."""
        return f"{'>=' if self.at_least else '<='} {self.goal:g}"


def _rounded(value: float) -> float | None:
    return float(f"{value:.4g}") if math.isfinite(value) else None


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the value that so many percent of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]
