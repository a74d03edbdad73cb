"""What officers search for: terms taken from the log itself, rare, common and absent ones."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random

_SEED = 20_261_121
_SAMPLE = 20_000
_HAN = re.compile("[\u4e00-\u9fff]+")
_LATIN = re.compile("[0-9a-z]{2,}")
_PER_CLASS = {2: 10, 3: 10, 4: 8}
_LATIN_PER_CLASS = 3


@dataclass(frozen=True, slots=True)
class Term:
    """One search; `group` says which terms are measured together."""

    group: str
    text: str


def choose(texts: Sequence[str]) -> list[Term]:
    """Return 40 terms of two characters, 40 of three, 32 of four and 9 of letters or figures.

    Args:
        texts: Folded texts of all entries.
    """
    chance = Random(_SEED)
    sample = chance.sample(texts, min(_SAMPLE, len(texts)))
    terms: list[Term] = []
    for length, number in _PER_CLASS.items():
        counted = _counted(sample, partial(_runs, length=length))
        found = _of_each_class(counted, number, chance)
        found += _absent(counted, texts, number, chance)
        terms += [Term(f"{length}_characters", text) for text in found]
    counted = _counted(sample, _LATIN.findall)
    found = _of_each_class(counted, _LATIN_PER_CLASS, chance)
    return terms + [Term("letters", text) for text in found]


def _runs(text: str, length: int) -> Iterator[str]:
    for run in _HAN.findall(text):
        for start in range(len(run) - length + 1):
            yield run[start : start + length]


def _counted(sample: Sequence[str], parts: Callable[[str], Iterable[str]]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for text in sample:
        counted.update(set(parts(text)))
    return counted


def _of_each_class(counted: Counter[str], number: int, chance: Random) -> list[str]:
    """Take terms from the most frequent ones, from the frequent ones and from the rarest."""
    ordered = sorted(counted, key=lambda text: (-counted[text], text))
    tenth = len(ordered) // 10
    tiers = (ordered[: 3 * number], ordered[tenth : 2 * tenth], ordered[-tenth:])
    return [text for tier in tiers for text in chance.sample(tier, number)]


def _absent(counted: Counter[str], texts: Sequence[str], number: int, chance: Random) -> list[str]:
    """Put halves of terms together that never stand beside each other."""
    known, found = sorted(counted), list[str]()
    half = len(known[0]) // 2
    while len(found) < number:
        text = chance.choice(known)[:half] + chance.choice(known)[half:]
        if text not in counted and not any(text in one for one in texts):
            found.append(text)
    return found
