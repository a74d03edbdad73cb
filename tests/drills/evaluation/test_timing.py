"""How fast players acted: without pauses, from what fits in the log."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commandcenter.drills.model.clock import Course, Delivery, Stretch, to_ms
from commandcenter.drills.model.evaluation import Mark, Met
from commandcenter.drills.model.script import Inject
from commandcenter.drills.model.timing import (
    Trace,
    actions,
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


def the_expected(inject, *told_s):
    deliveries = tuple(Delivery(at=after(seconds)) for seconds in told_s or (0,))
    return expected_of([inject], {inject.id: deliveries})


def a_course(*stretches, ended_s=None):
    """Return a course of stretches that each begin at a second and go at a speed."""
    begins = [to_ms(after(second)) for second, _ in stretches]
    ends = [*begins[1:], None if ended_s is None else to_ms(after(ended_s))]
    return Course(
        stretches=tuple(
            Stretch(begins_ms=begin, ends_ms=end, offset=0, speed_percent=speed)
            for begin, end, (_, speed) in zip(begins, ends, stretches, strict=True)
        ),
        began_at=NOON,
        ended_at=None if ended_s is None else after(ended_s),
    )


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 60),
    st.integers(0, 60),
    st.lists(st.tuples(st.integers(1, 10), st.sampled_from([0, 100, 400])), min_size=1, max_size=5),
    st.none() | st.integers(1, 10),
)
def test_seconds_count_by_the_clock_of_the_drill_and_after_its_end_as_they_are(
    begin, length, spans, last
):
    speeds, stretches = [], []
    for seconds, speed in spans:
        stretches.append((len(speeds), speed))
        speeds += [speed] * seconds
    ended_s = None if last is None else len(speeds) + last
    speeds += [spans[-1][1]] * (120 if last is None else last) + [100] * 120
    course = a_course(*stretches, ended_s=ended_s)

    passed = course.passed_s(after(begin), after(begin + length))

    assert passed == sum(speeds[begin : begin + length]) // 100


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

    found = candidates(the_expected(inject)[0], traces, a_course((0, 100)))

    assert [(one.trace.seq, one.after_s, one.met) for one in found] == [
        (4, 200, Met.MET),
        (5, 400, Met.LATE),
        (3, 90, Met.MET),
    ]


def test_a_pause_makes_a_late_action_one_in_time():
    inject = an_inject("报告", within_s=60)
    course = a_course((0, 100), (10, 0), (100, 100))

    (found,) = candidates(the_expected(inject)[0], [a_trace(150, "报告县防指")], course)

    assert (found.after_s, found.met) == (60, Met.MET)


def test_at_four_times_the_speed_what_took_five_minutes_took_twenty():
    inject = an_inject("报告", within_s=600)

    (found,) = candidates(the_expected(inject)[0], [a_trace(300, "报告")], a_course((0, 400)))

    assert (found.after_s, found.met) == (1_200, Met.LATE)


def test_what_was_done_counts_from_the_delivery_before_it_also_when_the_line_came_again():
    inject = an_inject("报告", within_s=60)
    mark = Mark(
        id=new_id(), drill=inject.drill, inject_id=inject.id, line=0, met=Met.MET, at=after(40)
    )
    traces = [a_trace(40, "报告", seq=1), a_trace(330, "报告", seq=2)]

    (one,) = timings(the_expected(inject, 0, 300), [mark], traces, a_course((0, 100)))

    assert one.measured_s == 40
    assert [each.after_s for each in one.candidates] == [40, 30]


def test_steps_of_what_was_played_are_proposed_whatever_they_say():
    inject, entry = an_inject("通知石桥村转移群众"), new_id()
    told = Delivery(at=NOON, entry_id=entry)
    (one,) = expected_of([inject], {inject.id: (told,)})
    traces = [
        a_trace(50, "王主任已派人", seq=3, kind="duty.step", step_of=entry),
        a_trace(60, "王主任已派人", seq=4, kind="duty.step", step_of=new_id()),
    ]

    found = candidates(one, traces, a_course((0, 100)))

    assert [each.trace.seq for each in found] == [3]


def test_nothing_is_proposed_before_a_line_was_delivered():
    inject = an_inject("报告")

    (one,) = timings(expected_of([inject], {}), [], [a_trace(5, "报告")], Course())

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

    found = figures(timings(the_expected(inject), marks, [], a_course((0, 100))))

    assert (found.expected, found.judged) == (len(seconds) + 2, len(seconds) + 1)
    assert found.median_s == median
    in_time = sum(second != 9 for second in seconds)
    assert (found.met, found.late, found.missed) == (in_time, 9 in seconds, 1)
    assert found.share_in_time == Fraction(in_time * 100, len(seconds) + 1)
    assert (found.slowest.measured_s if found.slowest else None) == max(seconds, default=None)
