"""The language of the window: Chinese by default, switched at run time."""

from commandcenter.kernel.words import LANGUAGES, Translate, translation


class _Current:
    language: str = LANGUAGES[0]
    translate: Translate | None = None


def tr(text: str) -> str:
    """Return a source text in the language of the window."""
    if _Current.translate is None:
        _Current.translate = translation(_Current.language)
    return _Current.translate(text)


def use(language: str) -> None:
    """Take this language from now on; widgets re-read their texts on LanguageChange.

    Args:
        language: One of `commandcenter.kernel.words.LANGUAGES`.
    """
    _Current.language = language
    _Current.translate = None


def language() -> str:
    """Return the language of the window."""
    return _Current.language
