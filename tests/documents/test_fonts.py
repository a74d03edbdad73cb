"""What the cut fonts can print."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics

from commandcenter.documents import fonts
from commandcenter.documents.fonts import Font, face

EVERYDAY = (
    "⟦⟧□●▲◆■→←↑↓ⅠⅡⅢⅣ①②⑩￥№㎡℃°✓✔☐×÷±≥≤【】《》“”—…·，。！？：；（）〔〕%‰ abcXYZ0123456789"
    "\u2018\u2019\u3007\uff10\uff21\uff5e"
)
RARE_IN_NAMES = "䶮㛃𬭩镕堃喆珺"


@pytest.mark.parametrize("font", Font)
def test_every_face_has_the_signs_of_forms(font):
    assert [sign for sign in EVERYDAY if not face(font).has(sign)] == []


@pytest.mark.parametrize("font", [font for font in Font if font is not Font.SERIF_BOLD])
def test_every_face_but_the_title_face_has_every_character_of_gbk(font):
    lows = [*range(0x40, 0x7F), *range(0x80, 0xFF)]
    pairs = (bytes([high, low]) for high in range(0x81, 0xFF) for low in lows)
    characters = "".join(pair.decode("gbk", "ignore") for pair in pairs)
    lacking = {character for character in characters if not face(font).has(character)}
    assert lacking == {"\u2252"}  # an approximation sign that the source lacks
    assert all(face(font).has(character) for character in RARE_IN_NAMES)


def test_a_face_is_loaded_once_for_all_threads(monkeypatch):
    monkeypatch.setattr(fonts, "_load", fonts.cache(fonts.Face))
    with ThreadPoolExecutor(4) as pool:
        faces = set(pool.map(face, [Font.SERIF_BOLD] * 8))
    assert len(faces) == 1


def test_control_characters_and_missing_glyphs_do_not_print_as_they_are():
    serif = face(Font.SERIF)
    assert serif.prints("水位 32.7m")
    assert not serif.prints("a\u202eb")
    assert not serif.prints("a\tb")
    assert not serif.prints("😀")


def test_the_width_is_that_of_the_font():
    assert face(Font.SERIF).width("应急", 10) == 20
    assert face(Font.SERIF).width("Wi", 10) == pytest.approx(
        pdfmetrics.stringWidth("Wi", Font.SERIF, 10)
    )


def test_drawing_may_fetch_nothing():
    assert rl_config.trustedHosts == []
    assert rl_config.trustedSchemes == []
