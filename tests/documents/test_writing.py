"""What becomes of characters that cannot be printed."""

import pytest

from commandcenter.documents.fonts import Font
from commandcenter.documents.writing import Writing, first_that_prints, style


@pytest.fixture
def writing():
    return Writing()


@pytest.fixture
def body():
    return style(Font.SERIF, 10)


def test_plain_text_stays(writing, body):
    assert writing.printable("=1+1 <b> & 河口镇", body) == "=1+1 <b> & 河口镇"
    assert writing.missing == set()


def test_a_character_that_turns_text_round_is_spelt_out(writing, body):
    assert writing.printable("a\u202eb\0", body) == "a⟦U+202E⟧b⟦U+0000⟧"


def test_a_character_without_glyph_is_a_box_and_is_remembered(writing, body):
    assert writing.printable("好😀的", body) == "好□的"
    assert writing.missing == {"😀"}


def test_a_tab_becomes_spaces(writing, body):
    assert writing.printable("a\tb", body) == "a    b"


def test_equal_styles_are_one_object(body):
    assert style(Font.SERIF, 10) is body
    assert style(Font.SERIF, 10, struck=True) is not body


def test_a_line_with_a_rare_character_takes_the_next_font():
    looks = (style(Font.SERIF_BOLD, 22), style(Font.SANS_BOLD, 22))
    assert first_that_prints("值班\n日志", looks) is looks[0]
    assert first_that_prints("镕堃", looks) is looks[1]
    assert first_that_prints("😀", looks) is looks[1]
