"""Text that people type: stored exactly, shown safely, found again."""

from dataclasses import dataclass
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandcenter.kernel.text import admit, admit_texts, fold, visible

any_text = st.text(
    st.characters(exclude_categories=[]) | st.sampled_from("\0\r\n\ud800\udfff\ufffd")
)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")))
def test_text_that_can_be_stored_is_stored_exactly(text):
    assert admit(text) == (text, False)


@given(any_text)
def test_admitted_text_is_accepted_by_both_databases(text):
    admitted, _ = admit(text)
    admitted.encode()
    assert "\0" not in admitted
    assert "\r" not in admitted


@given(any_text)
def test_admitting_twice_changes_nothing_more(text):
    once, _ = admit(text)
    assert admit(once) == (once, False)


@pytest.mark.parametrize(
    ("typed", "stored", "says_so"),
    [
        ("a\r\nb\rc", "a\nb\nc", False),
        ("a\0b", "a\ufffdb", True),
        ("a\ud83db", "a\ufffdb", True),
        ("a\ufffdb", "a\ufffdb", False),
        ("\u202e路东", "\u202e路东", False),
        ("=1+1 <b>", "=1+1 <b>", False),
        ("👨\u200d👩\u200d👧 𠮷", "👨\u200d👩\u200d👧 𠮷", False),
    ],
)
def test_only_what_no_database_takes_is_replaced(typed, stored, says_so):
    assert admit(typed) == (stored, says_so)


class Kind(StrEnum):
    """A code, which is no text."""

    ONE = "one"


@dataclass(frozen=True)
class Note:
    """A record with texts, a code and a number."""

    text: str
    kind: Kind = Kind.ONE
    number: int = 1
    other: str = ""


def test_every_text_of_a_record_is_admitted():
    assert admit_texts(Note("a\0", other="b\r\n")) == (Note("a\ufffd", other="b\n"), True)


def test_a_record_that_can_be_stored_is_the_same_record():
    note = Note("a")
    assert admit_texts(note) == (note, False)
    assert admit_texts(note)[0] is note


def test_line_ends_of_a_record_are_no_replacement():
    assert admit_texts(Note("a\r\nb")) == (Note("a\nb"), False)


@pytest.mark.parametrize(
    ("one", "other"),
    [("\uff21\uff22\uff11", "ab1"), ("℃", "°c"), ("㎡", "m2"), ("Dam", "dAM")],
)
def test_forms_that_look_alike_are_found_alike(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("character", "shown"),
    [
        ("\u202e", "⟦U+202E⟧"),
        ("\u2066", "⟦U+2066⟧"),
        ("\u200f", "⟦U+200F⟧"),
        ("\x1b", "⟦U+001B⟧"),
        ("\ufeff", "⟦U+FEFF⟧"),
        ("\U000e0041", "⟦U+E0041⟧"),
        ("\ue000", "⟦U+E000⟧"),
        ("\x85", "⟦U+0085⟧"),
    ],
)
def test_what_would_turn_or_hide_a_sentence_is_spelt_out(character, shown):
    assert visible(f"撤离{character}路东") == f"撤离{shown}路东"


@pytest.mark.parametrize("text", ["东坝\n西坝\t", "👨\u200d👩\u200d👧", "𠮷𪚥", "“引号”——"])
def test_ordinary_text_shows_as_it_is(text):
    assert visible(text) == text


@given(st.text())
def test_nothing_that_is_shown_can_turn_the_line(text):
    shown = visible(text)
    assert visible(shown) == shown
    assert not any(character in shown for character in "\u202a\u202b\u202d\u202e\u2066\u2067")
