"""The board as values: order, columns, what is held back while somebody looks."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from commandcenter.board import model
from commandcenter.board.model import (
    Item,
    ItemKind,
    Light,
    Shown,
    Snapshot,
    Tile,
    phrase,
    plain,
)
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.severity import Severity

NOW = datetime(2026, 7, 18, 15, tzinfo=UTC)
RED, ORANGE, YELLOW, BLUE = Severity


def item(title="t", **more):
    usual = {"id": new_id(), "kind": ItemKind.INCIDENT, "title": title, "at": NOW}
    return Item(**usual | more)


def titles(items):
    return [one.title for one in items]


ITEMS = st.lists(
    st.builds(
        lambda severity, acknowledged, due, at: item(
            severity=severity,
            is_acknowledged=acknowledged,
            due_at=None if due is None else NOW + timedelta(seconds=due),
            at=NOW - timedelta(seconds=at),
        ),
        st.sampled_from([None, RED, ORANGE, YELLOW, BLUE]),
        st.booleans(),
        st.none() | st.integers(-3, 3),
        st.integers(0, 3),
    ),
    max_size=12,
)


def test_unacknowledged_comes_before_worse_before_sooner_before_newer():
    soon, later = NOW + timedelta(minutes=1), NOW + timedelta(minutes=2)
    old = NOW - timedelta(hours=1)
    wanted = [
        item("blue, unacknowledged", severity=BLUE, is_acknowledged=False),
        item("red, no time", severity=RED),
        item("orange, soon", severity=ORANGE, due_at=soon, at=old),
        item("orange, later", severity=ORANGE, due_at=later),
        item("orange, no time, new", severity=ORANGE),
        item("orange, no time, old", severity=ORANGE, at=old),
        item("no colour", due_at=soon),
    ]
    assert titles(model.in_order(wanted[::-1])) == titles(wanted)


@given(ITEMS)
def test_equal_items_keep_their_order_and_none_is_lost(items):
    found = model.in_order(items)
    assert sorted(one.id for one in found) == sorted(one.id for one in items)
    rows = {one.id: row for row, one in enumerate(items)}

    def place(one):
        return (one.is_acknowledged, one.severity, one.due_at, one.at)

    for before, after in pairwise(found):
        assert place(before) != place(after) or rows[before.id] < rows[after.id]


def test_a_hotspot_stands_among_the_warnings_and_other_kinds_wait_for_their_column():
    spot, hazard = item(kind=ItemKind.HOTSPOT), item(kind=ItemKind.HAZARD)
    found = model.by_column(Snapshot(at=NOW, items=(spot, hazard)))
    assert found == {ItemKind.INCIDENT: (), ItemKind.WARNING: (spot,)}


@given(ITEMS, ITEMS, st.integers(0, 12))
def test_while_somebody_looks_nothing_moves_and_nothing_is_lost(before, new, gone):
    shown = Shown(items=tuple(before))
    wanted = model.in_order([*before[gone:], *new])
    held = model.held(shown, wanted)
    assert [one.id for one in held.items] == [one.id for one in before]
    assert {one.id for one in held.new} == {one.id for one in new}
    assert held.ended == frozenset(one.id for one in before[:gone])


def test_what_changes_while_somebody_looks_changes_in_its_place():
    first, second = item("a", severity=BLUE), item("b")
    worse = item("a, now red", severity=RED, id=second.id, is_acknowledged=False)
    held = model.held(Shown(items=(first, second)), (worse, first))
    assert titles(held.items) == ["a", "a, now red"]


def test_what_waits_goes_on_waiting_at_the_next_change():
    first, second, third = item("a"), item("b"), item("c")
    once = model.held(Shown(items=(first,)), (second, first))
    twice = model.held(once, (third, second, first))
    assert titles(twice.new) == ["c", "b"]


def test_a_phrase_is_put_into_words_with_its_facts_which_may_be_phrases():
    words = {"until {time}": "至 {time}", "night": "夜里"}
    said = phrase("until {time}", time=phrase("night")).said(lambda text: words.get(text, text))
    assert said == "至 夜里"
    assert plain("8/{11}").said(str) == "8/{11}"
    assert plain("").said(str) == ""


def test_the_light_of_a_figure_of_the_year():
    def light(this_year, last_year, target=None):
        tile = Tile(code="x", title="x", this_year=this_year, last_year=last_year, target=target)
        return tile.light

    assert light(3, 5, 4) is Light.ON_TRACK
    assert light(5, 5, 6) is Light.NEAR
    assert light(5, 9, 4) is Light.OVER
    assert light(4, 9, 4) is Light.ON_TRACK
    assert light(0, 0, 0) is Light.ON_TRACK
    assert light(2, 1) is Light.NEAR
