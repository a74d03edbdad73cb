"""One field after the other: words of the standard, times, texts of bounded length."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from commandcenter.kernel.text import admit
from commandcenter.warnings.reading import limits
from commandcenter.warnings.reading.errors import (
    BadTime,
    FieldMissing,
    TextTooLong,
    TooMany,
    UnknownWord,
)
from commandcenter.warnings.reading.tree import children, text

Word = TypeVar("Word", bound=StrEnum)

# How the national feed calls what the protocol calls otherwise.
NATIONAL_NAMES: Mapping[str, tuple[str, ...]] = {
    "sent": ("sendtime",),
    "sender": ("sendercode",),
    "msgtype": ("messagetype",),
    "identifier": ("alertid",),
    "areadesc": ("areadescription",),
    "sendername": ("sendunit",),
}
_SHOWN = 60
# Seconds and zone are needed; the national feed has a blank where the protocol has a T.
_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)", re.ASCII)


@dataclass(slots=True, kw_only=True)
class Fields:
    """The children of one element, asked for by name.

    Attributes:
        element: Of the tree.
        name: Of the file, for the sentences.
        national: Whether a name of the national feed was met.
    """

    element: Any
    name: str
    national: bool = False

    def all(self, field: str) -> list[Any]:
        """Return the children of this name, or of the names the national feed gives it."""
        found = list(children(self.element, field.lower()))
        if not found and (names := NATIONAL_NAMES.get(field.lower())):
            found = list(children(self.element, *names))
            self.national = self.national or bool(found)
        return found

    def texts(
        self, field: str, *, most: int = limits.REPEATED, length: int = limits.LINE_CHARACTERS
    ) -> tuple[str, ...]:
        """Return the texts of all children of this name that say something.

        Raises:
            TooMany, TextTooLong: It is refused.
        """
        found = self.all(field)
        if len(found) > most:
            raise TooMany(name=self.name, limit=most, field=field)
        said = (self.text_of(one, field, length) for one in found)
        return tuple(one for one in said if one)

    def line(self, field: str, *, length: int = limits.LINE_CHARACTERS) -> str:
        """Return the text of the first child of this name that says something.

        Raises:
            TooMany, TextTooLong: It is refused.
        """
        return next(iter(self.texts(field, length=length)), "")

    def long(self, field: str) -> str:
        """Return a text of several sentences.

        Raises:
            TooMany, TextTooLong: It is refused.
        """
        return self.line(field, length=limits.TEXT_CHARACTERS)

    def required(self, field: str) -> str:
        """Return a text that has to be there.

        Raises:
            FieldMissing, TooMany, TextTooLong: It is refused.
        """
        found = self.line(field)
        if not found:
            raise FieldMissing(name=self.name, field=field)
        return found

    def word(self, field: str, words: type[Word], default: Word | None = None) -> Word | None:
        """Return a word of the standard, whatever its capitals; *default* if there is none.

        Raises:
            UnknownWord: It says something else.
        """
        found = self.line(field)
        if not found:
            return default
        try:
            return self._known(found, words)
        except KeyError as error:
            raise UnknownWord(name=self.name, field=field, value=shown(found)) from error

    @staticmethod
    def _known(found: str, words: type[Word]) -> Word:
        return {one.value.lower(): one for one in words}[found.lower()]

    def time(self, field: str) -> datetime | None:
        """Return a time with zone; None if there is none.

        Raises:
            BadTime: It says something else.
        """
        found = self.line(field)
        if not found:
            return None
        try:
            return _time(found)
        except ValueError as error:
            raise BadTime(name=self.name, field=field, value=shown(found)) from error

    def text_of(self, element: Any, field: str, length: int) -> str:
        """Return the text of an element.

        Raises:
            TextTooLong: It is refused.
        """
        found, _ = admit(text(element))
        if len(found) > length:
            raise TextTooLong(name=self.name, field=field, length=len(found), limit=length)
        return found


def _time(written: str) -> datetime:
    if not _TIME.fullmatch(written):
        raise ValueError(written)
    at = datetime.fromisoformat(written)
    if not limits.FIRST_YEAR < at.year < limits.LAST_YEAR:
        raise ValueError(written)
    return at


def shown(value: str) -> str:
    """Return the beginning of a value, as a sentence quotes it."""
    flat = " ".join(value.split())
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN]}…"
