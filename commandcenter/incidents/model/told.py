"""What a log line tells of an incident in its own words: where it is, and how many people."""

import re
from collections.abc import Iterable

from commandcenter.directory.model import Area
from commandcenter.kernel.text import fold

_VILLAGE = "village"
# How callers name a figure of people.
_NAMES = {
    "dead": "死亡|遇难",
    "missing": "失踪|失联",
    "trapped": "被困|受困",
    "serious": "重伤",
}
_NUMBER = r"(?P<{side}>\d{{1,4}}|[一二三四五六七八九十两]{{1,3}})"
_PEOPLE = "(?:人|名)"
_DIGITS = {digit: number for number, digit in enumerate("一二三四五六七八九", start=1)} | {"两": 2}


def area_in(texts: Iterable[str], areas: Iterable[Area]) -> str:
    """Return the code of the village or township that is named; empty if none is, or several.

    A village whose name is not the only one of its kind counts only beside its township.
    """
    said = "\n".join(texts)
    named = [area for area in areas if area.name and area.name in said]
    villages = [area for area in named if area.tier == _VILLAGE]
    towns = {area.code for area in named if area.tier != _VILLAGE}
    within = [area for area in villages if area.parent in towns] or villages
    found = {area.code for area in within} or towns
    if len(found) > 1 and len(towns) == 1:
        found = towns
    return found.pop() if len(found) == 1 else ""


def figures_in(text: str) -> dict[str, int]:
    """Return how many people are said to be dead, missing, trapped or badly hurt.

    What is said twice in different words is left out: whoever writes it has to decide.
    """
    said = fold(text)
    found = {}
    for figure, names in _NAMES.items():
        numbers = {_number(match) for match in re.finditer(_pattern(names), said)}
        if len(numbers) == 1:
            found[figure] = numbers.pop()
    return found


def _pattern(names: str) -> str:
    before = rf"{_NUMBER.format(side='first')}\s*{_PEOPLE}?(?:{names})"
    after = rf"(?:{names})(?:人员)?\s*{_NUMBER.format(side='last')}\s*{_PEOPLE}"
    return f"{after}|{before}"


def _number(match: re.Match[str]) -> int:
    text = match["first"] or match["last"]
    if text.isdecimal():
        return int(text)
    tens, is_ten, ones = text.rpartition("十")
    if not is_ten:
        return _DIGITS[text[-1]]
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)
