"""How a line of text looks, and what becomes of characters that cannot be printed."""

from dataclasses import dataclass, field
from functools import cache

from commandcenter.documents.fonts import Face, Font, face
from commandcenter.kernel.text import visible

NO_GLYPH = "□"
_TAB = "    "


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """The look of a line. Make it with `style`, so that equal styles are the same object.

    Attributes:
        size: In points.
        gray: 0 is black, 1 is white.
        struck: Crossed out but legible.
        is_red: As the head of an official letter is; gray says nothing then.
        face: The loaded font.
    """

    font: Font
    size: float
    gray: float
    struck: bool
    is_red: bool
    face: Face = field(compare=False)


Line = tuple[str, Style]


def style(
    font: Font, size: float, *, gray: float = 0, struck: bool = False, is_red: bool = False
) -> Style:
    """Return the one style of this look."""
    return _style(font, size, gray, struck, is_red)


@cache
def _style(font: Font, size: float, gray: float, struck: bool, is_red: bool) -> Style:
    return Style(font=font, size=size, gray=gray, struck=struck, is_red=is_red, face=face(font))


class Writing:
    """Turns text into what the fonts can print.

    Attributes:
        missing: Characters of one paper that no glyph exists for.
    """

    def __init__(self) -> None:
        self.missing: set[str] = set()

    def printable(self, text: str, look: Style) -> str:
        """Return one line without line feeds as it will be drawn."""
        if look.face.prints(text):
            return text
        shown = visible(text).replace("\t", _TAB)
        absent = {character for character in set(shown) if not look.face.has(character)}
        self.missing |= absent
        return shown.translate({ord(character): NO_GLYPH for character in absent})


def first_that_prints(text: str, looks: tuple[Style, ...]) -> Style:
    """Return the first style whose font has the whole text, else the last."""
    shown = visible(text).replace("\n", "").replace("\t", _TAB)
    return next((look for look in looks if look.face.prints(shown)), looks[-1])
