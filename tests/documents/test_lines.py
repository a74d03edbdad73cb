"""Where lines end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandcenter.documents.fonts import Font, face
from commandcenter.documents.lines import broken

SIZE = 10


@pytest.fixture(scope="module")
def serif():
    return face(Font.SERIF)


@pytest.fixture(scope="module")
def lines(serif):
    def broken_at(text, characters):
        return broken(text, width=characters * SIZE, face=serif, size=SIZE)

    return broken_at


def test_chinese_breaks_between_any_two_characters(lines):
    assert lines("清溪县应急指挥中心", 4) == ["清溪县应", "急指挥中", "心"]


def test_no_line_begins_with_a_closing_sign(lines):
    assert lines("请立即撤离，注意安全", 5) == ["请立即撤", "离，注意安", "全"]


def test_no_line_ends_with_an_opening_sign(lines):
    assert lines("清溪县委（代章）", 5) == ["清溪县委", "（代章）"]


def test_a_dash_of_two_signs_is_not_parted(lines):
    assert lines("白石乡——河口镇", 4) == ["白石", "乡——河", "口镇"]


def test_a_latin_word_moves_to_the_next_line_as_a_whole(lines):
    assert lines("风速 gale force", 6) == ["风速 gale", "force"]


def test_a_word_longer_than_the_line_is_cut_after_a_hyphen(lines):
    assert lines("0571-00000000", 6) == ["0571-", "00000000"]


def test_a_word_without_hyphen_is_cut_where_the_line_ends(lines):
    assert "".join(lines("x" * 100, 6)) == "x" * 100


def test_a_line_of_closing_signs_only_still_breaks(lines):
    assert lines("。" * 9, 4) == ["。。。。", "。。。。", "。"]


def test_a_character_wider_than_the_line_stands_alone(lines):
    assert lines("应急", 0.5) == ["应", "急"]


def test_an_empty_text_is_one_empty_line(lines):
    assert lines("", 4) == [""]


@given(
    text=st.text(st.sampled_from("汛，。（）ab1- —"), max_size=80),
    characters=st.integers(min_value=1, max_value=20),
)
def test_nothing_but_spaces_is_lost_and_nothing_is_too_wide(serif, text, characters):
    lines = broken(text, width=characters * SIZE, face=serif, size=SIZE)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(serif.width(line, SIZE) <= characters * SIZE + 0.01 for line in lines)
