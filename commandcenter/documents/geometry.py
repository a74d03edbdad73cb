"""Sizes on paper: A4 with the margins of GB/T 9704. Lengths are points unless named otherwise."""

from dataclasses import dataclass

MM = 72 / 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A sheet and its type area (版心); the origin is the lower left corner of the sheet."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def area_width(self) -> float:
        """Width of the type area."""
        return self.right - self.left

    @property
    def area_height(self) -> float:
        """Height of the type area."""
        return self.top - self.bottom


def _page(*, width_mm: float, height_mm: float, margins_mm: tuple[float, ...]) -> Page:
    top_mm, right_mm, bottom_mm, left_mm = margins_mm
    return Page(
        width=width_mm * MM,
        height=height_mm * MM,
        left=left_mm * MM,
        right=(width_mm - right_mm) * MM,
        top=(height_mm - top_mm) * MM,
        bottom=bottom_mm * MM,
    )


PORTRAIT = _page(width_mm=210, height_mm=297, margins_mm=(37, 26, 35, 28))
# The same sheet turned clockwise: the head of the table lies at the binding edge.
LANDSCAPE = _page(width_mm=297, height_mm=210, margins_mm=(28, 37, 26, 35))
