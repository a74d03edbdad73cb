"""How the lines of statistics are called."""

from collections.abc import Callable, Mapping

from commandcenter.drills.model.code_words import CONTENT_WORDS, FORM_WORDS
from commandcenter.drills.model.drill import Content, Form
from commandcenter.drills.model.statistics import By
from commandcenter.kernel.words import N_, Translate

NOT_SAID = N_("Not stated")
WHOLE_COUNTY = N_("Whole county")
_MONTH = N_("Month {month}")
_DICTIONARIES = {By.THEME: "drill_theme", By.HAZARD: "hazard_kind"}

# Gives the word of a code of a dictionary.
Word = Callable[[str, str], str]


def name_of(by: By, code: str, *, words: Translate, word: Word, areas: Mapping[str, str]) -> str:
    """Return the name of a line of a table."""
    if not code:
        return words(WHOLE_COUNTY if by is By.TOWNSHIP else NOT_SAID)
    if by is By.MONTH:
        return words(_MONTH).format(month=code)
    if by is By.CONTENT:
        return words(CONTENT_WORDS[Content(code)])
    if by is By.FORM:
        return words(FORM_WORDS[Form(code)])
    if by is By.TOWNSHIP:
        return areas.get(code, code)
    return word(_DICTIONARIES[by], code) if by in _DICTIONARIES else code
