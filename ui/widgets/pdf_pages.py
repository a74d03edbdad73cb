"""The pages of a paper as pictures, drawn by PDFium."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

POINTS_PER_INCH = 72
# PDFium keeps state of its own for the whole process and cannot be called twice at once.
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """An entry of the outline.

    Attributes:
        level: 0 for the highest.
        page: From 0.
        top: Distance to the upper edge of the page, in points.
    """

    title: str
    level: int
    page: int
    top: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What is known of a paper before any page is drawn.

    Attributes:
        sizes: Of each page, in points.
    """

    sizes: tuple[QSizeF, ...]
    headings: tuple[Heading, ...]


def measure(data: bytes) -> Contents:
    """Return the page sizes and the outline of a paper."""
    with _opened(data) as document:
        sizes = tuple(QSizeF(*document.get_page_size(page)) for page in range(len(document)))
        return Contents(sizes=sizes, headings=tuple(_headings(document, sizes)))


def draw(data: bytes, page: int, pixels_per_point: float) -> QImage:
    """Return one page as a picture on white."""
    with (
        _opened(data) as document,
        closing(document[page]) as sheet,
        closing(sheet.render(scale=pixels_per_point, prefer_bgrx=True)) as bitmap,
    ):
        # The picture shares the bitmap's memory, which ends with this block.
        return QImage(
            memoryview(bitmap.buffer).cast("B"),
            bitmap.width,
            bitmap.height,
            bitmap.stride,
            QImage.Format.Format_RGB32,
        ).copy()


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    # Loads a library of some megabytes; the window is up before any paper is shown.
    from pypdfium2 import PdfDocument  # noqa: PLC0415

    with _ONE_AT_A_TIME, closing(PdfDocument(data)) as document:
        yield document


def _headings(document: Any, sizes: tuple[QSizeF, ...]) -> Iterator[Heading]:
    for entry in document.get_toc():
        destination = entry.get_dest()
        page = destination.get_index()
        _, position = destination.get_view()
        top = sizes[page].height() - position[1]
        yield Heading(title=entry.get_title(), level=entry.level, page=page, top=top)
