"""Pinyin initials, for searches typed without an input method."""


def initials(text: str) -> str:
    """Return one lower-case letter or character for each character: `东坝 2` gives `db 2`."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - its dictionary is large

    return "".join(
        (lazy_pinyin(character, style=Style.FIRST_LETTER)[0][:1] or character).lower()
        for character in text
    )
