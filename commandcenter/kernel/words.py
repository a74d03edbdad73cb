"""The one catalogue of words: English source texts and their Chinese."""

import gettext
from collections.abc import Callable
from functools import cache

import resources

Translate = Callable[[str], str]

LANGUAGES = ("zh", "en")


def N_(text: str) -> str:  # noqa: N802 - the name that gettext tools look for
    """Mark a text for translation where it is written; it is translated where it is shown."""
    return text


@cache
def translation(language: str) -> Translate:
    """Return the function that puts source texts into this language.

    Args:
        language: One of LANGUAGES; the source texts are English already.
    """
    if language == "en":
        return str
    with resources.path("translations", f"{language}.mo").open("rb") as file:
        return gettext.GNUTranslations(file).gettext
