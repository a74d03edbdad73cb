"""Searching without an input method."""

from ui.widgets.initials import initials


def test_each_character_gives_one_letter():
    assert initials("东坝渗漏 2 号") == "dbsl 2 h"
    assert len(initials("长安 A")) == len("长安 A")
