"""Where the pages of a paper lie below each other on screen."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from ui.widgets.pdf_pages import Contents


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLayout:
    """Pages in one column, centred.

    Attributes:
        scale: Pixels per point.
        width: Of the column in px; pages narrower than it stand in its middle.
        gap: Above, between and below the pages, in px.
    """

    contents: Contents
    scale: float
    width: float
    gap: float

    @property
    def count(self) -> int:
        """Number of pages."""
        return len(self.contents.sizes)

    @property
    def height(self) -> float:
        """Height of everything with its gaps."""
        pages = sum(size.height() for size in self.contents.sizes)
        return pages * self.scale + self.gap * (self.count + 1)

    def page(self, number: int) -> QRectF:
        """Return where a page lies, from 0."""
        size = self.contents.sizes[number]
        above = sum(size.height() for size in self.contents.sizes[:number])
        top = above * self.scale + self.gap * (number + 1)
        width = size.width() * self.scale
        return QRectF((self.width - width) / 2, top, width, size.height() * self.scale)

    def pages_between(self, top: float, bottom: float) -> range:
        """Return the pages of which something lies between two heights."""
        seen = [
            number
            for number in range(self.count)
            if self.page(number).bottom() > top and self.page(number).top() < bottom
        ]
        return range(seen[0], seen[-1] + 1) if seen else range(0)

    def page_at(self, height: float) -> int:
        """Return the page at a height, or the last one above it."""
        above = [number for number in range(self.count) if self.page(number).top() <= height]
        return above[-1] if above else 0

    def sections(self) -> int:
        """Return how many headings of the highest level there are."""
        return sum(1 for heading in self.contents.headings if heading.level == 0)

    def section_top(self, number: int) -> float:
        """Return the height at which a section begins."""
        heading = [one for one in self.contents.headings if one.level == 0][number]
        return self.page(heading.page).top() + heading.top * self.scale

    def section_bottom(self, number: int) -> float:
        """Return the height at which a section ends: where the next one begins."""
        if number + 1 < self.sections():
            return self.section_top(number + 1)
        return self.height
