"""The open fonts that papers are set in, and what each of them can print."""

import re
from enum import StrEnum
from functools import cache
from threading import Lock
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import TTFont

import resources
from commandcenter.kernel.text import visible

# Papers never fetch anything, and binary streams are a sixth smaller than text ones.
rl_config.trustedHosts = []
rl_config.trustedSchemes = []
rl_config.useA85 = 0

_SUPPLEMENTARY = re.compile(r"<([0-9A-F]{5,6})>")
_registering = Lock()


class Font(StrEnum):
    """The faces, by file name, each standing in for a font of official documents."""

    SERIF = "NotoSerifSC-Regular"  # 仿宋
    SERIF_BOLD = "NotoSerifSC-Bold"  # 小标宋; has fewer characters than the others
    SANS = "NotoSansSC-Regular"
    SANS_BOLD = "NotoSansSC-Bold"  # 黑体


class _EmbeddedFont(TTFont):
    """A font whose characters beyond U+FFFF can be searched and copied from the PDF."""

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802 - reportlab's name
        super().addObjects(doc)
        objects: dict[str, Any] = doc.idToObject
        for name, stream in objects.items():
            if name.startswith("toUnicodeCMap:"):
                # reportlab writes the code point where the format wants UTF-16.
                stream.content = _SUPPLEMENTARY.sub(_as_utf16, stream.content)


class Face:
    """A loaded font.

    Attributes:
        advances: Width of each character in thousandths of the size; filled as it is asked.
    """

    def __init__(self, font: Font) -> None:
        loaded = _EmbeddedFont(font, str(resources.path("fonts", f"{font}.ttf")))
        pdfmetrics.registerFont(loaded)
        self._glyphs: dict[int, int] = loaded.face.charToGlyph
        self._plain: set[str] = set()
        self.advances = _Advances(loaded)

    def has(self, character: str) -> bool:
        """Tell whether there is a glyph."""
        return ord(character) in self._glyphs

    def prints(self, text: str) -> bool:
        """Tell whether every character is drawn as it is, without being spelt out or replaced."""
        if self._plain.issuperset(text):
            return True
        fresh = set(text) - self._plain
        self._plain |= {character for character in fresh if self._is_plain(character)}
        return self._plain.issuperset(text)

    def width(self, text: str, size: float) -> float:
        """Return the width of one line in the unit of *size*."""
        return sum(map(self.advances.__getitem__, text)) * size / 1000

    def _is_plain(self, character: str) -> bool:
        return character not in "\n\t" and self.has(character) and visible(character) == character


class _Advances(dict[str, float]):
    def __init__(self, font: TTFont) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, character: str) -> float:
        width: float = self._font.stringWidth(character, 1000)
        self[character] = width
        return width


def face(font: Font) -> Face:
    """Return the face, loaded at first use."""
    # Two threads must not register the same name: a document would mix their subsets.
    with _registering:
        return _load(font)


@cache
def _load(font: Font) -> Face:
    return Face(font)


def _as_utf16(found: re.Match[str]) -> str:
    return f"<{chr(int(found[1], 16)).encode('utf-16-be').hex().upper()}>"
