"""Photographs made ready to print: read with care, turned upright, small, and always the same."""

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

from commandcenter.documents.geometry import MM

# What a picture is printed in, upright or lying: six to a page, with lines below them.
WIDTH = 75 * MM
HEIGHT = 52 * MM

_DOTS_PER_INCH = 150
_POINTS_PER_INCH = 72
_LONGEST_PX = round(max(WIDTH, HEIGHT) / _POINTS_PER_INCH * _DOTS_PER_INCH)
_QUALITY = 80
# A scan of several pages is a paper; and the fewer kinds are read, the less can go wrong.
_KINDS = ("JPEG", "PNG", "GIF", "BMP", "WEBP")
# A JPEG (several in one are an MPO) is made smaller while it is read; others fill the memory.
_MOST_PIXELS = {"JPEG": 80_000_000, "MPO": 80_000_000}
_MOST_PIXELS_OTHERWISE = 40_000_000
# Each part of a progressive JPEG that follows costs as much time as the whole picture. Real
# ones have a dozen; a film behind the picture may look like some hundreds.
_BEGINNING_OF_SCAN = b"\xff\xda"
_MOST_SCANS = 500
# Everything that reading somebody's bytes may end in; a warning is an error to a test.
_UNREADABLE = (
    *(OSError, EOFError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError),
    *(AttributeError, RuntimeError, MemoryError, struct.error, zlib.error, Warning),
    Image.DecompressionBombError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as it is printed.

    Attributes:
        jpeg: Upright, in colour or grey, with nothing in it but what can be seen.
    """

    jpeg: bytes
    width_px: int
    height_px: int


def printable(content: bytes) -> Picture | None:
    """Return a file as a picture to print; None if it is none that can be read.

    Equal files give equal bytes.
    """
    try:
        with Image.open(BytesIO(content), formats=_KINDS) as image:
            if image.width * image.height > _most_pixels(image) or _takes_hours(image, content):
                return None
            return _encoded(_upright(_small(image)))
    except _UNREADABLE:
        return None


def _most_pixels(image: Image.Image) -> int:
    return _MOST_PIXELS.get(image.format or "", _MOST_PIXELS_OTHERWISE)


def _takes_hours(image: Image.Image, content: bytes) -> bool:
    # In other kinds these two bytes are a colour, and a picture may be full of it.
    is_jpeg = image.format in ("JPEG", "MPO")
    return is_jpeg and content.count(_BEGINNING_OF_SCAN) > _MOST_SCANS


def _small(image: Image.Image) -> Image.Image:
    """Return a picture with as many pixels as are printed, in colour, with its notes."""
    size = (_LONGEST_PX, _LONGEST_PX)
    image.draft(None, (2 * _LONGEST_PX, 2 * _LONGEST_PX))
    if image.mode not in ("L", "RGB", "RGBA"):
        # Pictures of few colours would become coarse, and those of print colours strange.
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail(size, Image.Resampling.LANCZOS, reducing_gap=2)
    return image


def _upright(image: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(image)
    except _UNREADABLE:  # its notes are broken, what can be seen is not
        return image


def _encoded(image: Image.Image) -> Picture:
    # A new one takes over neither the place where it was taken nor anything else.
    seen = Image.new("L" if image.mode == "L" else "RGB", image.size, "white")
    seen.paste(image, mask=image if image.mode == "RGBA" else None)
    out = BytesIO()
    seen.save(out, "JPEG", quality=_QUALITY)
    return Picture(jpeg=out.getvalue(), width_px=seen.width, height_px=seen.height)
