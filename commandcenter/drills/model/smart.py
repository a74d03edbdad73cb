"""Whether an objective is specific, measurable, achievable, relevant and timed (SMART)."""

import re
from dataclasses import dataclass
from enum import StrEnum

from commandcenter.drills.model.drill import Objective
from commandcenter.kernel.words import N_

_NUMERALS = "一二三四五六七八九十两百半零〇"
_DURATION = re.compile(
    rf"(?:\d|[{_NUMERALS}])\s*(?:个)?\s*(?:多)?\s*(?:秒|分|刻钟|小时|时|天|日|周"
    r"|s\b|sec|min|hour|h\b|day|week)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d{1,2}\s*[:：]\s*\d{2}")
_AT_ONCE = re.compile(r"当场|当日|当天|当晚|第一时间|at once|same day", re.IGNORECASE)
_COUNTED = rf"[{_NUMERALS}]+\s*[个名人户次项处支辆份条]"
_AMOUNT = re.compile(rf"\d|百分之|全部|全员|逐[户人一条项]|{_COUNTED}")
_FEWEST_CHARACTERS = 10


class Smart(StrEnum):
    """One of the five questions."""

    SPECIFIC = "specific"
    MEASURABLE = "measurable"
    ACHIEVABLE = "achievable"
    RELEVANT = "relevant"
    TIMED = "timed"


TITLES: dict[Smart, str] = {
    Smart.SPECIFIC: N_("Specific"),
    Smart.MEASURABLE: N_("Measurable"),
    Smart.ACHIEVABLE: N_("Achievable"),
    Smart.RELEVANT: N_("Relevant"),
    Smart.TIMED: N_("Timed"),
}
ADVICE: dict[Smart, str] = {
    Smart.SPECIFIC: N_("Say who does what, and under which conditions."),
    Smart.MEASURABLE: N_("Say how many, how much or how often, so that it can be counted."),
    Smart.ACHIEVABLE: N_("Ask for no more than people and equipment can do on that day."),
    Smart.RELEVANT: N_("Name the task of the plan that it puts to the test."),
    Smart.TIMED: N_("Say within which time, counted from which moment."),
}
DOUBTS: dict[Smart, str] = {
    Smart.SPECIFIC: N_("The text is very short: does it say who does what?"),
    Smart.MEASURABLE: N_("No number stands in the text or in how one can tell."),
    Smart.TIMED: N_("No time limit stands in the text or in how one can tell."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What stands behind one of the five letters.

    Attributes:
        is_ticked: Whether the planner says so.
        doubt: Source text of what speaks against it in the words of the objective; or empty.
    """

    smart: Smart
    is_ticked: bool
    doubt: str = ""

    @property
    def title(self) -> str:
        """Source text of the word."""
        return TITLES[self.smart]

    @property
    def advice(self) -> str:
        """Source text of what to do."""
        return ADVICE[self.smart]


def answers(objective: Objective) -> tuple[Answer, ...]:
    """Return the five answers, each with what the words of the objective speak against it."""
    doubtful = _doubtful(f"{objective.text}\n{objective.criteria}")
    return tuple(
        Answer(
            smart=smart,
            is_ticked=getattr(objective, f"is_{smart.value}"),
            doubt=DOUBTS[smart] if smart in doubtful else "",
        )
        for smart in Smart
    )


def untouched(objective: Objective) -> tuple[Smart, ...]:
    """Return which of the five nobody has ticked."""
    return tuple(one.smart for one in answers(objective) if not one.is_ticked)


def doubts(objective: Objective) -> tuple[Smart, ...]:
    """Return which of the five the words of the objective speak against."""
    return tuple(one.smart for one in answers(objective) if one.doubt)


def _doubtful(text: str) -> frozenset[Smart]:
    found = set()
    if len(text.strip()) < _FEWEST_CHARACTERS:
        found.add(Smart.SPECIFIC)
    if not (_AMOUNT.search(text) or _DURATION.search(text)):
        found.add(Smart.MEASURABLE)
    if not any(form.search(text) for form in (_DURATION, _CLOCK, _AT_ONCE)):
        found.add(Smart.TIMED)
    return frozenset(found)
