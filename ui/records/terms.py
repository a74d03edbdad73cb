"""The words of the county's dictionaries, by code."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from commandcenter.directory.model import Term
from ui.widgets.words import language


@dataclass(frozen=True, slots=True, kw_only=True)
class Dictionaries:
    """What codes mean, in both languages.

    Attributes:
        of: Terms by dictionary and code, in the order of the county.
        areas: Names by code.
    """

    of: Mapping[str, Mapping[str, Term]] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)

    def said(self, dictionary: str, code: str) -> str:
        """Return the word for a code in the language of the window; unknown codes as they are."""
        term = self.of.get(dictionary, {}).get(code)
        return code if term is None else term.word(language())

    def codes(self, dictionary: str) -> tuple[str, ...]:
        """Return the codes of a dictionary in their order."""
        return tuple(self.of.get(dictionary, {}))
