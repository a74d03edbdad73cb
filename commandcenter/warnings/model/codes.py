"""What the codes in messages mean: the county's dictionaries, as one value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from commandcenter.kernel.severity import Severity
from commandcenter.warnings.model.message import CapSeverity

# Dictionaries; the last four say a colour in the column of the English word.
KINDS = "warning_kind"
SUFFIXES = "warning_colour_suffix"
WORDS = "warning_colour_word"
SEVERITIES = "warning_severity"
DICTIONARIES = (KINDS, SUFFIXES, WORDS, SEVERITIES)

_COLOURS = {one.value: one for one in Severity}
_BARE_CODE = 5  # signs of a kind without its colour


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """What a county knows of codes; anything else is shown as received.

    Attributes:
        kinds: Name of each kind by its code.
        suffixes: Colour by the digits that some feeds append to the code of the kind.
        words: Colour by the word that stands for it.
        severities: Colour by the severity of the protocol, for feeds without colours.
    """

    kinds: Mapping[str, str] = field(default_factory=dict)
    suffixes: Mapping[str, Severity] = field(default_factory=dict)
    words: Mapping[str, Severity] = field(default_factory=dict)
    severities: Mapping[str, Severity] = field(default_factory=dict)

    def kind_of(self, code: str) -> tuple[str, Severity | None]:
        """Return the kind without its colour, and the colour if the code carries one."""
        code = code.strip().upper()
        if code in self.kinds:
            return code, None
        bare, suffix = code[:_BARE_CODE], code[_BARE_CODE:]
        if suffix in self.suffixes and bare in self.kinds:
            return bare, self.suffixes[suffix]
        return code, None

    def word(self, text: str) -> Severity | None:
        """Return the colour that a word stands for."""
        return self.words.get(text.strip().lower())

    def cap_of(self, colour: Severity) -> CapSeverity:
        """Return the severity of the protocol that a colour is shown as elsewhere."""
        found = (name for name, value in self.severities.items() if value is colour)
        return next(map(CapSeverity, found), CapSeverity.UNKNOWN)

    def kind_named(self, text: str) -> str:
        """Return the code of the kind with the longest name in a text; empty if there is none."""
        named = [(len(name), code) for code, name in self.kinds.items() if name and name in text]
        return max(named, default=(0, ""))[1]


def codes_of(rows: Iterable[tuple[str, str, str, str]]) -> Codes:
    """Return the codes of dictionary rows.

    Args:
        rows: Dictionary, code, Chinese word and English word of each; rows that say no colour
            where they should are left out.
    """
    kinds: dict[str, str] = {}
    colours: dict[str, dict[str, Severity]] = {SUFFIXES: {}, WORDS: {}, SEVERITIES: {}}
    for dictionary, code, zh, en in rows:
        if dictionary == KINDS:
            kinds[code.upper()] = zh
        elif dictionary == SEVERITIES and code not in list(CapSeverity):
            continue
        elif en.lower() in _COLOURS:
            colours[dictionary][code.lower() if dictionary == WORDS else code] = _COLOURS[
                en.lower()
            ]
    return Codes(
        kinds=kinds,
        suffixes=colours[SUFFIXES],
        words=colours[WORDS],
        severities=colours[SEVERITIES],
    )
