"""Finding what a few typed characters mean."""

import pytest

from ui.shell.candidates import LIMIT, Candidate, marked, matching

DAM = Candidate(title="东坝渗漏险情", subtitle="龙潭镇", initials="dbslxq")
TEAM = Candidate(title="东坝水利管护队", initials="dbslghd")
BRIDGE = Candidate(title="大溪老街桥过水", initials="dxljqgs")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("dbsl", [DAM, TEAM]),
        ("渗漏", [DAM]),
        ("dxq", [BRIDGE, DAM]),
        ("龙潭", [DAM]),
        ("DBSLX", [DAM]),
        ("zzz", []),
    ],
)
def test_words_initials_and_places_are_found(query, found):
    assert sorted(matching(query, [BRIDGE, DAM, TEAM]), key=str) == sorted(found, key=str)


def test_what_begins_like_the_query_comes_before_what_contains_it():
    english = Candidate(title="中文 / English", initials="zw / english")
    person = Candidate(title="换人", initials="hr")
    assert matching("h", [english, person]) == [person, english]


def test_an_empty_query_offers_the_first_ones():
    many = [Candidate(title=str(number)) for number in range(LIMIT + 5)]
    assert matching(" ", many) == many[:LIMIT]


@pytest.mark.parametrize(
    ("query", "marks"),
    [
        ("渗漏", {2, 3}),
        ("dbsl", {0, 1, 2, 3}),
        ("dslx", {0, 2, 3, 4}),
        ("龙潭", set()),
        ("", set()),
    ],
)
def test_the_characters_meant_are_marked(query, marks):
    assert marked(query, DAM) == marks
