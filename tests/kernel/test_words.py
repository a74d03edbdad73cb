"""The catalogue of words in both languages."""

import pytest

from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.words import LANGUAGES, N_, translation


def test_english_is_what_stands_in_the_source():
    assert translation("en")("Take") == "Take"


def test_chinese_comes_from_the_catalogue():
    assert translation("zh")(Conflict.sentence) != Conflict.sentence


def test_a_text_without_words_shows_as_it_is():
    assert translation("zh")("No such text at all") == "No such text at all"


def test_marking_a_text_does_not_change_it():
    assert N_("Take") == "Take"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_read_once(language):
    assert translation(language) is translation(language)
