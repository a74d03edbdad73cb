"""How bad an incident is, what changed, and which steps there are."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandcenter.database import guards
from commandcenter.incidents.model import report
from commandcenter.incidents.model.figures import COUNTED, Figures, difference
from commandcenter.incidents.model.incident import OVER, STEPS, State
from commandcenter.incidents.model.level import (
    LEVELS,
    BadLevelRule,
    FiguresUnlike,
    KindsMissing,
    Level,
    LevelRule,
    NearLimit,
    check_level_rule,
    propose_level,
)
from commandcenter.incidents.model.standard import BasisMissing
from commandcenter.incidents.service import standards
from commandcenter.kernel.ids import new_id

RULES = standards._shipped_levels()
WAN = 1_000_000  # fen


def proposed(kind: str, **figures: int):
    return propose_level(Figures(id=new_id(), **figures), RULES, kind=kind)


@pytest.mark.parametrize(
    ("kind", "figures", "level"),
    [
        ("accident:traffic", {"dead": 0}, Level.INFO),
        ("accident:traffic", {"dead": 1}, Level.ORDINARY),
        ("accident:traffic", {"dead": 2}, Level.ORDINARY),
        ("accident:traffic", {"dead": 3}, Level.LARGER),
        ("accident:traffic", {"dead": 9}, Level.LARGER),
        ("accident:traffic", {"dead": 10}, Level.MAJOR),
        ("accident:traffic", {"dead": 29}, Level.MAJOR),
        ("accident:traffic", {"dead": 30}, Level.EXTREME),
        ("accident:fire", {"serious": 9}, Level.ORDINARY),
        ("accident:fire", {"serious": 10}, Level.LARGER),
        ("accident:fire", {"serious": 49, "poisoned": 1}, Level.MAJOR),
        ("accident:work", {"loss_fen": 1000 * WAN - 1}, Level.ORDINARY),
        ("accident:work", {"loss_fen": 1000 * WAN}, Level.LARGER),
        ("accident:work", {"loss_fen": 10000 * WAN}, Level.EXTREME),
        ("accident:work", {"dead": 1, "loss_fen": 5000 * WAN}, Level.MAJOR),
        ("natural:forest_fire", {"forest_m2": 9_999}, Level.ORDINARY),
        ("natural:forest_fire", {"forest_m2": 10_000}, Level.LARGER),
        ("natural:forest_fire", {"forest_m2": 10_000_000}, Level.EXTREME),
        ("natural:landslide", {"loss_fen": 100 * WAN}, Level.LARGER),
        ("natural:landslide", {"to_move": 1000}, Level.EXTREME),
        ("natural:landslide", {"potential_loss_fen": 5000 * WAN}, Level.MAJOR),
        ("natural:earthquake", {"magnitude_tenths": 39}, Level.INFO),
        ("natural:earthquake", {"magnitude_tenths": 50}, Level.LARGER),
        ("natural:earthquake", {"dead": 20, "missing": 30}, Level.MAJOR),
        ("accident:environment", {"evacuated": 5000}, Level.LARGER),
        ("accident:environment", {"loss_fen": 500 * WAN}, Level.LARGER),
        ("natural:flood", {"dead": 50}, Level.INFO),
    ],
)
def test_a_level_includes_its_limit_and_the_highest_wins(kind, figures, level):
    assert proposed(kind, **figures).level is level


def test_the_criterion_that_decided_is_said_and_the_others_are_listed():
    found = proposed("accident:work", dead=1, serious=60)

    assert found.decided.rule.code == "accident_serious"
    assert found.decided.limit == 50
    assert [one.rule.code for one in found.criteria] == ["accident_serious", "accident_dead"]


def test_what_is_being_verified_speaks_for_nothing():
    found = proposed("accident:work")

    assert (found.level, found.decided, found.criteria) == (Level.INFO, None, ())


@pytest.mark.parametrize(
    "figures", [{"at_risk": 10}, {"trapped": 2, "missing": 1}, {"evacuated": 500}]
)
def test_much_that_could_have_happened_is_a_near_accident_and_no_level(figures):
    found = proposed("accident:chemical", **figures)

    assert found.is_near_accident
    assert found.level is Level.INFO
    less = {name: value - 1 for name, value in figures.items()}
    assert not proposed("accident:chemical", **less).is_near_accident


def test_a_rule_that_is_switched_off_decides_nothing():
    rules = [replace(one, is_active=False) for one in RULES]

    assert propose_level(Figures(id=new_id(), dead=9), rules, kind="accident:fire").level is (
        Level.INFO
    )


@given(value=st.integers(0, 100), limits=st.lists(st.integers(1, 99), min_size=4, max_size=4))
def test_more_is_never_less_bad(value, limits):
    names = ("ordinary", "larger", "major", "extreme")
    rule = LevelRule(
        code="x",
        kinds=("accident:*",),
        figure="dead",
        **dict(zip(names, sorted(limits), strict=True)),
    )

    def level(dead: int) -> Level:
        return propose_level(Figures(id=new_id(), dead=dead), [rule], kind="accident:x").level

    assert level(value).rank <= level(value + 1).rank


SOUND = LevelRule(code="x", kinds=("accident:*",), figure="dead", larger=3, basis="县预案")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"larger": None}, BadLevelRule),
        ({"major": 3}, BadLevelRule),
        ({"ordinary": 0}, BadLevelRule),
        ({"extreme": 10**16}, BadLevelRule),
        ({"code": " "}, BadLevelRule),
        ({"figure": "dragons"}, FiguresUnlike),
        ({"figure": "dead+loss_fen"}, FiguresUnlike),
        ({"figure": ""}, FiguresUnlike),
        ({"kinds": ()}, KindsMissing),
        ({"is_near": True, "major": 10}, NearLimit),
        ({"basis": " "}, BasisMissing),
    ],
)
def test_a_criterion_that_decides_nothing_is_refused_and_says_why(changes, error):
    with pytest.raises(error):
        check_level_rule(replace(SOUND, **changes))


def test_figures_of_one_unit_are_measured_together():
    check_level_rule(SOUND)
    check_level_rule(replace(SOUND, figure="dead+missing", is_near=True))


def test_a_difference_tells_what_changed_and_what_is_no_longer_known():
    old = Figures(id=new_id(), dead=1, missing=3, light=2)
    new = Figures(id=new_id(), dead=3, missing=None, light=2, serious=0)

    told = {one.figure: (one.old, one.new, one.change) for one in difference(old, new)}

    assert told == {"dead": (1, 3, 2), "missing": (3, None, None), "serious": (None, 0, None)}
    assert difference(old, old) == ()


@given(st.data())
def test_a_difference_put_onto_the_old_figures_gives_the_new_ones(data):
    counts = st.none() | st.integers(0, 9)
    old, new = (
        Figures(id=new_id(), **{name: data.draw(counts) for name in COUNTED}) for _ in range(2)
    )

    changed = {one.figure: one.new for one in difference(old, new)}

    assert replace(old, **changed, id=new.id) == new


@pytest.mark.parametrize(
    ("table", "steps", "states"),
    [("incident_state", STEPS, State), ("report_state", report.STEPS, report.ReportState)],
)
def test_the_database_knows_the_same_steps(table, steps, states):
    column, known = guards.TRANSITIONS[table]

    assert column == "state"
    assert set(steps) == {None, *states}
    for old in (None, *states):
        name = old.value if old else None
        assert set(known.get(name, ())) == {new.value for new in steps[old]}


def test_every_state_of_an_incident_has_a_way_out_and_every_one_can_be_reached():
    assert all(STEPS[state] for state in State)
    reached, waiting = set(), [State.OPEN]
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting += STEPS[state]
    assert reached == set(State)
    assert set(State) >= OVER


def test_a_report_that_is_under_way_can_always_be_given_up_or_sent():
    ends = {report.ReportState.SENT, report.ReportState.DISCARDED, report.ReportState.VOID}
    for state in report.UNDER_WAY:
        assert set(report.STEPS[state]) & (ends - {report.ReportState.SENT})
    assert all(not report.STEPS[state] for state in ends)


def test_levels_have_their_order():
    assert [level.rank for level in LEVELS] == [0, 1, 2, 3, 4]
    assert Level.EXTREME.raised is Level.EXTREME
    assert Level.LARGER.raised is Level.MAJOR
