"""How fast players acted: without pauses, from what fits in the log."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commandcenter.drills.model.clock import Pause
from commandcenter.drills.model.evaluation import Mark, Met
from commandcenter.drills.model.script import Inject
from commandcenter.drills.model.timing import (
    Trace,
    actions,
    active_s,
    candidates,
    expected_of,
    figures,
    timings,
)
from commandcenter.kernel.ids import new_id

NOON = datetime(2026, 5, 12, 4, tzinfo=UTC)


def after(seconds):
    return NOON + timedelta(seconds=seconds)


def an_inject(expected, **fields):
    usual = {"id": new_id(), "drill": new_id(), "number": 1, "offset_s": 0, "title": "山洪预警"}
    return Inject(**usual | {"expected": expected} | fields)


def a_trace(seconds, text, seq=1, **fields):
    usual = {"seq": seq, "at": after(seconds), "kind": "duty.entry", "heading": "去电"}
    return Trace(**usual | {"text": text} | fields)


def the_expected(inject):
    return expected_of([inject], {inject.id: NOON})


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 60),
    st.integers(0, 60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 10)), max_size=4),
    st.booleans(),
)
def test_seconds_of_a_pause_do_not_count(begin, length, gaps, lasts):
    pauses, at = [], 0
    for gap, stands in gaps:
        pauses.append((at + gap, at + gap + stands))
        at += gap + stands
    spans = [Pause(began_at=after(a), ended_at=after(b)) for a, b in pauses]
    if lasts:
        pauses.append((at + 1, 10_000))
        spans.append(Pause(began_at=after(at + 1), ended_at=None))

    counted = sum(
        not any(a <= second < b for a, b in pauses) for second in range(begin, begin + length)
    )

    assert active_s(after(begin), after(begin + length), spans) == counted


def test_each_line_of_what_is_expected_is_an_action():
    assert actions("向县防指报告\n\n 通知石桥村 \n") == ("向县防指报告", "通知石桥村")


def test_what_fits_best_comes_first_and_what_came_before_never():
    inject = an_inject("通知石桥村转移群众", receiver="龙潭镇", within_s=300)
    best = a_trace(200, "电话通知石桥村立即转移群众", seq=4)
    unit = a_trace(90, "已收到", org="龙潭镇", seq=3)
    traces = [
        a_trace(-5, "通知石桥村转移群众", seq=1),
        a_trace(30, "午饭已送到", seq=2),
        unit,
        best,
        a_trace(400, "电话通知石桥村立即转移群众", seq=5),
    ]

    found = candidates(the_expected(inject)[0], traces, [])

    assert [(one.trace.seq, one.after_s, one.met) for one in found] == [
        (4, 200, Met.MET),
        (5, 400, Met.LATE),
        (3, 90, Met.MET),
    ]


def test_a_pause_makes_a_late_action_one_in_time():
    inject = an_inject("报告", within_s=60)
    pause = Pause(began_at=after(10), ended_at=after(100))

    (found,) = candidates(the_expected(inject)[0], [a_trace(150, "报告县防指")], [pause])

    assert (found.after_s, found.met) == (60, Met.MET)


def test_nothing_is_proposed_before_a_line_was_delivered():
    inject = an_inject("报告")

    (one,) = timings(expected_of([inject], {}), [], [a_trace(5, "报告")], [])

    assert one.candidates == ()
    assert figures([one]).expected == 0


@pytest.mark.parametrize(
    ("seconds", "median"),
    [([], None), ([7], 7), ([9, 1], 5), ([1, 2], Fraction(3, 2)), ([9, 1, 2], 2)],
)
def test_figures_of_what_was_judged(seconds, median):
    inject = an_inject("\n".join(["报告"] * (len(seconds) + 2)))
    marks = [
        Mark(
            id=new_id(),
            drill=inject.drill,
            inject_id=inject.id,
            line=line,
            met=Met.LATE if second == 9 else Met.MET,
            at=after(second),
        )
        for line, second in enumerate(seconds)
    ]
    marks.append(
        Mark(
            id=new_id(),
            drill=inject.drill,
            inject_id=inject.id,
            line=len(seconds),
            met=Met.MISSED,
        )
    )

    found = figures(timings(the_expected(inject), marks, [], []))

    assert (found.expected, found.judged) == (len(seconds) + 2, len(seconds) + 1)
    assert found.median_s == median
    in_time = sum(second != 9 for second in seconds)
    assert (found.met, found.late, found.missed) == (in_time, 9 in seconds, 1)
    assert found.share_in_time == Fraction(in_time * 100, len(seconds) + 1)
    assert (found.slowest.measured_s if found.slowest else None) == max(seconds, default=None)
