"""Who of the list is wanted: by township, village, state and what is typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from commandcenter.incidents.model.evacuation import Evacuee, Moved
from ui.response.terms import Terms
from ui.widgets.initials import initials

_KNOWN_TEXTS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a row has to be to be shown.

    Attributes:
        township: Its code; empty for all.
        area_code: Of the village; empty for all.
        text: Characters, pinyin initials or digits.
    """

    township: str = ""
    area_code: str = ""
    state: Moved | None = None
    text: str = ""


def found(people: Iterable[Evacuee], wanted: Wanted, terms: Terms) -> list[Evacuee]:
    """Return the rows that fit, in the order of the list; struck ones are left out."""
    text = wanted.text.strip().lower()
    return [
        one
        for one in people
        if not one.is_struck
        and wanted.state in {None, one.state}
        and wanted.area_code in {"", one.area_code}
        and wanted.township in {"", terms.township_of(one.area_code)}
        and (not text or text in _searched(one, terms))
    ]


def newest(people: Iterable[Evacuee], township: str, terms: Terms) -> Evacuee | None:
    """Return the last row of a township, or of all with an empty code; None if there is none."""
    there = [
        one
        for one in people
        if not one.is_struck and township in {"", terms.township_of(one.area_code)}
    ]
    return there[-1] if there else None


def _searched(one: Evacuee, terms: Terms) -> str:
    texts = (one.name, one.helper, one.destination, terms.area(one.area_code))
    said = (one.number, one.household, one.phone, one.address, one.needs, *texts)
    return " ".join((*said, *map(_letters, texts))).lower()


@lru_cache(_KNOWN_TEXTS)
def _letters(text: str) -> str:
    return initials(text)
