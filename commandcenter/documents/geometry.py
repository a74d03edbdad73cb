"""Sizes on paper: A4 with the margins of GB/T 9704. Lengths are points unless named otherwise."""

from dataclasses import dataclass

MM = 72 / 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A sheet and its type area (版心); the origin is the lower left corner of the sheet.

    The area is that of odd pages. Sheets are printed on both sides and bound at one edge, so
    that on even pages the binding is opposite.

    Attributes:
        even_x: How far to the right the area of even pages lies.
        even_y: How far up it lies.
    """

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    even_x: float = 0
    even_y: float = 0

    @property
    def area_width(self) -> float:
        """Width of the type area."""
        return self.right - self.left

    @property
    def area_height(self) -> float:
        """Height of the type area."""
        return self.top - self.bottom


def _page(
    *, width_mm: float, height_mm: float, margins_mm: tuple[float, ...], **even: float
) -> Page:
    top_mm, right_mm, bottom_mm, left_mm = margins_mm
    return Page(
        width=width_mm * MM,
        height=height_mm * MM,
        left=left_mm * MM,
        right=(width_mm - right_mm) * MM,
        top=(height_mm - top_mm) * MM,
        bottom=bottom_mm * MM,
        **even,
    )


# The margin at the binding edge is 2 mm wider than the one opposite.
PORTRAIT = _page(width_mm=210, height_mm=297, margins_mm=(37, 26, 35, 28), even_x=-2 * MM)
# The same sheet turned clockwise: the head of a table lies at the binding edge of an odd
# page and at the outer edge of an even one, so that both are read from the same side.
LANDSCAPE = _page(width_mm=297, height_mm=210, margins_mm=(28, 37, 26, 35), even_y=2 * MM)
# As much room as a printer and a hole punch leave, for what has to be seen on one sheet.
NARROW = _page(width_mm=210, height_mm=297, margins_mm=(11, 11, 18, 17), even_x=-6 * MM)
