"""What the log page asks for and shows."""

import pytest

from commandcenter.duty.model.entry import EntryKind
from commandcenter.duty.model.lines import LogQuery, filled
from commandcenter.kernel.ids import new_id


@pytest.mark.parametrize(
    "query",
    [
        LogQuery(words=("东坝",)),
        LogQuery(kinds=frozenset({EntryKind.FAX})),
        LogQuery(org="龙潭镇"),
        LogQuery(shift_id=new_id()),
    ],
)
def test_only_entries_have_words_kinds_units_and_shifts(query):
    assert query.narrows_entries


def test_a_plain_query_asks_for_every_line():
    assert not LogQuery(as_of=3, with_automatic=True).narrows_entries


def test_a_sentence_is_filled_from_the_body():
    assert filled("{name} on {day}", {"name": "夜班", "day": "2026-07-18"}) == "夜班 on 2026-07-18"


def test_a_changed_fact_is_said_by_its_new_value():
    assert filled("now {owner}", {"owner": ["何立", "林晓"]}) == "now 林晓"


def test_a_missing_fact_stays_empty():
    assert filled("by {who}.", {}) == "by ."


def test_a_code_is_put_into_words_and_an_unknown_one_stays():
    codes = {"state": {"ready": "Ready"}}
    said = filled("{team}: {state}", {"team": "A", "state": "ready"}, codes=codes)
    assert said == "A: Ready"
    chinese = {"Ready": "在岗备勤"}
    for state, words in (("ready", "在岗备勤"), ("new_state", "new_state"), ("", "")):
        body = {"team": "A", "state": state}
        assert filled("{state}", body, codes=codes, translate=chinese.__getitem__) == words
