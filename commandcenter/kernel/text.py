"""What happens to text that people type: stored exactly, shown safely, found again."""

import re
import unicodedata
from dataclasses import fields, replace
from typing import Any

# Only these never enter the database: PostgreSQL refuses NUL and lone surrogates,
# and a carriage return would let one entry print as two lines.
_NOT_STORABLE = re.compile("\r\n|[\0\r\ud800-\udfff]")
_HIDDEN_CATEGORIES = {"Cc", "Cs", "Cn", "Co"}
_BIDI = re.compile(
    "[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)


def admit(text: str) -> tuple[str, bool]:
    """Return the text as it will be stored, and whether anything had to be replaced.

    Line ends become a line feed (not counted as a replacement); NUL and lone
    surrogates become U+FFFD.
    """
    replaced = _NOT_STORABLE.sub(lambda found: "\n" if "\r" in found[0] else "\ufffd", text)
    return replaced, replaced.count("\ufffd") != text.count("\ufffd")


def admit_texts(record: Any) -> tuple[Any, bool]:
    """Return a dataclass with all of its texts admitted, and whether any had to be replaced."""
    values = {field.name: getattr(record, field.name) for field in fields(record)}
    # Members of a StrEnum are codes.
    odd = {
        name: admit(value)
        for name, value in values.items()
        if type(value) is str and _NOT_STORABLE.search(value)
    }
    if not odd:
        return record, False
    stored = replace(record, **{name: text for name, (text, _) in odd.items()})
    return stored, any(was_replaced for _, was_replaced in odd.values())


def fold(text: str) -> str:
    """Return the form that is searched: compatibility forms and capitals made equal."""
    return unicodedata.normalize("NFKC", text).lower()


def visible(text: str) -> str:
    """Return the text with every invisible or direction-changing character spelt out.

    Used on paper, where U+202E would turn a sentence round: it prints as ⟦U+202E⟧.
    Line feeds and tabs stay.
    """
    return "".join(_spelt(character) if _is_hidden(character) else character for character in text)


def _is_hidden(character: str) -> bool:
    if character in "\n\t":
        return False
    return unicodedata.category(character) in _HIDDEN_CATEGORIES or bool(_BIDI.match(character))


def _spelt(character: str) -> str:
    return f"⟦U+{ord(character):04X}⟧"
