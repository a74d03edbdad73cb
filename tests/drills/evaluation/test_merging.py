"""The grades of several evaluators made one, against a naive reckoning."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commandcenter.drills.model.evaluation import Evaluation, Grade, Item, Score
from commandcenter.drills.model.merging import Bounds, Result, merge, result_of, tenths
from commandcenter.kernel.ids import new_id

BOUNDS = Bounds(excellent=90, good=80, fair=60)


def of_grades(table):
    """Merge a table of grades: a row for each item as (group, grades by evaluator)."""
    drill = new_id()
    people = [
        Evaluation(id=new_id(), drill=drill, evaluator=f"评估员{n}")
        for n in range(len(table[0][1]))
    ]
    items = [
        Item(id=new_id(), form=None, group=group, position=n, text="项目")
        for n, (group, _) in enumerate(table)
    ]
    scores = [
        Score(id=new_id(), drill=drill, evaluation_id=one.id, item_id=item.id, grade=grade)
        for item, (_, grades) in zip(items, table, strict=True)
        for one, grade in zip(people, grades, strict=True)
        if grade is not None
    ]
    return merge(items, people, reversed(scores), BOUNDS)


G, P, B, N = Grade.GOOD, Grade.PARTLY, Grade.BAD, Grade.NONE


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 4).flatmap(
        lambda people: st.lists(
            st.tuples(
                st.sampled_from("abc"),
                st.lists(st.sampled_from([G, P, B, N, None]), min_size=people, max_size=people),
            ),
            min_size=1,
            max_size=12,
        )
    )
)
def test_merging_is_what_a_slow_reckoning_gives(table):
    table = sorted(table, key=lambda row: row[0])

    merged = of_grades(table)

    points = {G: 2, P: 1, B: 0}
    all_means = []
    for group in merged.groups:
        means = []
        for _, grades in [row for row in table if row[0] == group.group]:
            given_ = [points[grade] for grade in grades if grade in points]
            if given_:
                means.append(Fraction(sum(given_)) / len(given_))
        assert group.percent == (sum(means) / len(means) * 50 if means else None)
        all_means += means
    assert merged.percent == (sum(all_means) / len(all_means) * 50 if all_means else None)
    for one, (_, grades) in zip(merged.items, table, strict=True):
        assert one.is_disputed == (G in grades and B in grades)
        assert one.has_zero == (B in grades)


def test_what_does_not_apply_is_left_out_of_the_base():
    merged = of_grades([("a", [G, N]), ("a", [N, N]), ("b", [P, G]), ("b", [None, B])])

    assert [one.percent for one in merged.groups] == [100, Fraction(75, 2)]
    assert merged.base == 6
    assert merged.percent == Fraction(350, 6)
    assert merged.items[1].mean is None
    assert merged.items[3].scores[0].grade is B


def test_nothing_graded_is_no_result():
    merged = of_grades([("a", [N, None])])

    assert (merged.percent, merged.result) == (None, None)
    assert merged.groups[0].percent is None


@pytest.mark.parametrize(
    ("percent", "result"),
    [
        (Fraction(90), Result.EXCELLENT),
        (Fraction(8999, 100), Result.GOOD),
        (Fraction(80), Result.GOOD),
        (Fraction(7999, 100), Result.FAIR),
        (Fraction(60), Result.FAIR),
        (Fraction(5999, 100), Result.POOR),
    ],
)
def test_a_result_begins_exactly_at_its_bound(percent, result):
    assert result_of(percent, BOUNDS) is result


def test_a_share_is_shown_rounded_down_so_that_it_never_looks_better_than_its_result():
    assert tenths(Fraction(8999, 100)) == "89.9"
    assert tenths(Fraction(200, 3)) == "66.6"
    assert tenths(Fraction(100)) == "100.0"
    assert tenths(Fraction(0)) == "0.0"
