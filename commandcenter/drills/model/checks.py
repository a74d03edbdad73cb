"""What records of plans and drills refuse whatever they are, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from enum import Enum
from typing import Any, ClassVar

from commandcenter.drills.model.fields import FIELD_WORDS
from commandcenter.kernel.errors import InWords, Rejected
from commandcenter.kernel.words import N_

MAX_LINE = 200
MAX_TEXT = 4_000
MAX_COUNT = 10_000_000

# Fields of several lines; all other texts stand on one.
LONG = frozenset(
    {
        *("remarks", "conditions", "actions", "aims", "scenario", "course", "safety"),
        *("supplies", "communications", "support", "review", "summary", "lessons"),
        *("text", "criteria", "task", "expected", "condition", "scene", "dialogue"),
        *("narration", "picture", "standard", "basis", "comment", "note", "finding"),
        *("cause", "action", "evidence", "check_note"),
    }
)


class FieldEmpty(InWords):
    """A record cannot do without this."""

    sentence = N_("Fill in '{field}' first.")
    words: ClassVar = {"field": FIELD_WORDS}


class FieldOverlong(InWords):
    """A text that would not fit on its paper."""

    sentence = N_("'{field}' has {length} characters. Shorten it to {limit}.")
    words: ClassVar = {"field": FIELD_WORDS}


class FigureOutOfRange(InWords):
    """A number that cannot be."""

    sentence = N_("Give '{field}' a number from {low} to {high}.")
    words: ClassVar = {"field": FIELD_WORDS}


class DrillArchived(Rejected):
    """What is in the archive stays as it is."""

    sentence = N_("The drill '{title}' is archived. Take it out of the archive to change it.")


def check_texts(record: Any) -> None:
    """Refuse a record with a text that is too long for its field.

    Raises:
        FieldOverlong: It has to be shortened.
    """
    for one in fields(record):
        value = getattr(record, one.name)
        if isinstance(value, str) and not isinstance(value, Enum):
            limit = MAX_TEXT if one.name in LONG else MAX_LINE
            if len(value) > limit:
                raise FieldOverlong(field=one.name, length=len(value), limit=limit)


def check_filled(record: Any, names: Iterable[str]) -> None:
    """Refuse a record in which one of these fields is empty.

    Raises:
        FieldEmpty: It has to be filled in.
    """
    for name in names:
        value = getattr(record, name)
        if value is None or not str(value).strip():
            raise FieldEmpty(field=name)


def check_range(record: Any, limits: Mapping[str, tuple[int, int]]) -> None:
    """Refuse a record in which a number is outside its limits; None is no number.

    Raises:
        FigureOutOfRange: It has to be put right.
    """
    for name, (low, high) in limits.items():
        value = getattr(record, name)
        if value is not None and not low <= value <= high:
            raise FigureOutOfRange(field=name, low=low, high=high)
