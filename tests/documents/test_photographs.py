"""Photographs made ready to print: upright, small, the same each time, and safe to read."""

import random
from functools import cache
from io import BytesIO

import pytest
from PIL import ExifTags, Image

from commandcenter.documents.photographs import printable

RED, BLUE = (200, 0, 0), (0, 0, 200)


def a_file(image, kind="JPEG", **options):
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def two_halves(width=1600, height=1200):
    """Make a picture that is red on the left and blue on the right."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    return image


def opened(picture):
    return Image.open(BytesIO(picture.jpeg))


def looks_like(pixel, colour):
    return all(abs(one - other) < 20 for one, other in zip(pixel, colour, strict=True))


def test_a_photograph_is_made_small_upright_and_tells_nothing_but_what_is_seen():
    turned = Image.Exif()
    turned[ExifTags.Base.Orientation] = 6  # the camera was held upright: its left is on top
    turned[ExifTags.Base.Make] = "Telefon"
    taken = a_file(two_halves(), exif=turned, comment=b"Chen was here")

    picture = printable(taken)

    assert (picture.width_px, picture.height_px) == (332, 443)
    assert looks_like(opened(picture).getpixel((166, 40)), RED)
    assert looks_like(opened(picture).getpixel((166, 400)), BLUE)
    assert b"Telefon" in taken
    assert b"Chen was here" in taken
    assert b"Telefon" not in picture.jpeg
    assert b"Chen was here" not in picture.jpeg
    assert printable(taken) == picture


def test_a_photograph_whose_notes_are_broken_is_printed_as_it_lies():
    turned = (0x0112).to_bytes(2, "little") + b"\3\0\1\0\0\0\6\0\0\0"
    letters_for_a_figure = (0x011A).to_bytes(2, "little") + b"\2\0\4\0\0\0ab\0\0"
    notes = b"Exif\0\0II*\0\x08\0\0\0\2\0" + turned + letters_for_a_figure + bytes(4)

    picture = printable(a_file(two_halves(), exif=notes))

    assert (picture.width_px, picture.height_px) == (443, 332)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1", "L", "I;16", "CMYK"])
def test_pictures_of_every_kind_are_printed_in_colour_or_grey(mode):
    image = Image.new("I;16", (900, 600)) if mode == "I;16" else two_halves(900, 600).convert(mode)
    kind = "JPEG" if mode == "CMYK" else "PNG"

    picture = printable(a_file(image, kind))

    assert (picture.width_px, picture.height_px) == (443, 295)
    assert opened(picture).mode in ("RGB", "L")


def test_what_is_clear_is_printed_white():
    picture = printable(a_file(Image.new("RGBA", (60, 60), (0, 0, 0, 0)), "PNG"))

    assert looks_like(opened(picture).getpixel((30, 30)), (255, 255, 255))


def test_a_picture_in_the_colour_that_looks_like_the_parts_of_a_photograph_is_printed():
    sky = a_file(Image.new("RGB", (60, 40), (0, 218, 255)), "BMP")

    assert sky.count(b"\xff\xda") > 500
    assert looks_like(opened(printable(sky)).getpixel((30, 20)), (0, 218, 255))


@cache
def unreadable():
    photograph = a_file(two_halves())
    stepwise = a_file(two_halves(80, 60), progressive=True)
    scan = stepwise[stepwise.rindex(b"\xff\xda") : -2]
    huge = bytearray(a_file(Image.new("1", (8, 8)), "PNG"))
    huge[16:24] = (100_000).to_bytes(4, "big") * 2
    at = photograph.index(b"\xff\xc0") + 5
    return {
        "nothing": b"",
        "a text": "现场照片".encode(),
        "a PDF": b"%PDF-1.7\n%%EOF",
        "a cut photograph": photograph[: len(photograph) // 2],
        "one that claims to be huge": bytes(huge),
        "a photograph that claims to be huge": photograph[:at] + b"\xff" * 4 + photograph[at + 4 :],
        "one of many pixels": a_file(Image.new("1", (8_000, 5_001)), "PNG"),
        "one that takes hours": stepwise[:-2] + scan * 500 + b"\xff\xd9",
        "a scan of several pages": a_file(two_halves(80, 60), "TIFF"),
    }


@pytest.mark.parametrize("name", unreadable())
def test_what_is_no_picture_or_would_fill_the_memory_is_not_printed(name):
    assert printable(unreadable()[name]) is None


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "BMP", "WEBP"])
def test_no_damage_to_a_file_does_more_than_leave_it_out(kind):
    chance = random.Random(1)
    whole = a_file(two_halves(64, 48), kind)
    for _ in range(100):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        picture = printable(bytes(broken[: chance.choice((len(broken), chance.randrange(600)))]))
        assert picture is None or max(picture.width_px, picture.height_px) <= 443
