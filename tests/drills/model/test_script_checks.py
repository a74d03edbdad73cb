"""What is found wrong with a script, and where."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.drills.model.dossier import Dossier
from commandcenter.drills.model.drill import Drill, Objective
from commandcenter.drills.model.script import Inject, Visibility
from commandcenter.drills.model.script_checks import Problem, findings
from commandcenter.drills.model.smart import Smart, doubts, untouched
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import translation

AT = datetime(2026, 5, 12, 9, tzinfo=UTC)
DRILL = Drill(
    id=new_id(), year=2026, number=1, title="x", begins_at=AT, ends_at=AT + timedelta(hours=1)
)
GOAL = Objective(id=new_id(), drill=DRILL.id, number=1, text="15 分钟内报告")


def line(number: int, offset_s: int, **values: object) -> Inject:
    given = {
        "title": "渗水",
        "text": "坝脚渗浑水",
        "owner": "导调组",
        "receiver": f"镇{number}",
        "objective_id": GOAL.id,
        "expected": "报告",
        "within_s": 900,
    } | values
    return Inject(id=new_id(), drill=DRILL.id, number=number, offset_s=offset_s, **given)


def found(*lines: Inject, goals: tuple[Objective, ...] = (GOAL,)) -> list[tuple[Problem, int, str]]:
    dossier = Dossier(drill=DRILL, objectives=goals, injects=lines)
    all_found = findings(dossier, handling=timedelta(minutes=1))
    for one in all_found:
        for language in ("en", "zh"):
            assert "{" not in one.said(translation(language))
    return [(one.problem, one.number, one.field) for one in all_found]


def test_a_good_script_has_no_findings():
    first = line(1, 0)
    branch = line(2, 60, branch="断电", decided_by=first.id)
    assert found(first, branch, line(3, 3600)) == []


def test_an_empty_script_says_so():
    assert found() == [(Problem.NO_LINES, 0, "")]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"title": " "}, (Problem.NO_TITLE, 1, "title")),
        ({"text": ""}, (Problem.NO_TEXT, 1, "text")),
        ({"owner": ""}, (Problem.NO_OWNER, 1, "owner")),
        ({"within_s": None}, (Problem.NO_LIMIT, 1, "within_s")),
        ({"offset_s": 3601}, (Problem.AFTER_THE_END, 1, "offset_s")),
        ({"objective_id": new_id()}, (Problem.OBJECTIVE_GONE, 1, "objective_id")),
        ({"decided_by": new_id()}, (Problem.NO_BRANCH, 1, "branch")),
        ({"branch": "甲"}, (Problem.NOTHING_DECIDES, 1, "decided_by")),
        ({"branch": "甲", "decided_by": new_id()}, (Problem.DECIDER_GONE, 1, "decided_by")),
    ],
)
def test_what_is_wrong_with_a_line_names_it_and_its_field(values, expected):
    wrong = replace(line(1, 0), **values)
    assert expected in found(wrong)
    assert expected not in found(line(1, 0))


def test_an_objective_nobody_tries_and_a_line_without_one():
    assert found(line(1, 0, objective_id=None)) == [
        (Problem.OBJECTIVE_UNTRIED, 1, "objective_id"),
        (Problem.NO_OBJECTIVE, 1, "objective_id"),
    ]
    hidden = line(2, 60, objective_id=None, visibility=Visibility.CONTROLLERS)
    assert found(line(1, 0), hidden) == []


def test_equal_numbers():
    assert found(line(1, 0), line(1, 600)) == [(Problem.SAME_NUMBER, 1, "number")]


def test_a_receiver_is_not_told_two_things_at_once():
    both = {"receiver": "龙潭镇、县水利局"}
    assert found(line(1, 0, **both), line(2, 0, receiver="县水利局")) == [
        (Problem.SAME_TIME, 2, "offset_s")
    ]
    assert found(line(1, 0, **both), line(2, 59, receiver="龙潭镇")) == [
        (Problem.TOO_CLOSE, 2, "offset_s")
    ]
    assert found(line(1, 0, **both), line(2, 60, receiver="龙潭镇")) == []
    assert found(line(1, 0, receiver=""), line(2, 0, receiver="")) == []


def test_two_lines_that_are_too_close_are_told_once_whatever_branches_follow():
    both = {"receiver": "龙潭镇"}
    first, second = line(1, 0, **both), line(2, 30, **both)
    later = line(3, 600, branch="甲", decided_by=first.id, **both)
    assert found(first, second, later) == [(Problem.TOO_CLOSE, 2, "offset_s")]


def test_lines_of_different_branches_may_come_together():
    first = line(1, 0, receiver="县指挥中心")
    told = {"receiver": "龙潭镇", "decided_by": first.id}
    one = line(2, 600, branch="甲", **told)
    other = line(3, 600, branch="乙", **told)
    assert found(first, one, other) == []
    same = replace(other, branch="甲")
    assert found(first, one, same) == [(Problem.SAME_TIME, 3, "offset_s")]
    main = replace(other, branch="", decided_by=None)
    assert found(first, one, main) == [(Problem.SAME_TIME, 3, "offset_s")]


def test_a_branch_is_decided_before_its_lines_and_by_one_line_outside_of_it():
    first, second = line(1, 0), line(3, 1200)
    early = line(2, 600, branch="甲", decided_by=second.id)
    assert found(first, early, second) == [(Problem.DECIDED_TOO_LATE, 2, "offset_s")]
    late = line(4, 1800, branch="甲", decided_by=first.id)
    late2 = line(5, 2400, branch="甲", decided_by=second.id)
    assert found(first, second, late, late2) == [(Problem.TWO_DECIDE, 5, "decided_by")]
    inner = line(5, 2400, branch="甲", decided_by=late.id)
    own = replace(late, decided_by=None)
    assert found(first, second, own, inner) == [(Problem.DECIDES_ITSELF, 5, "decided_by")]


def test_branches_that_wait_for_each_other_never_open():
    first = line(1, 0)
    one = line(2, 600, branch="甲")
    other = line(3, 600, branch="乙", decided_by=one.id)
    one = replace(one, decided_by=other.id)
    hung = line(4, 1200, branch="丙", decided_by=other.id)
    assert found(first, one, other, hung) == [
        (Problem.CIRCLE, 2, "decided_by"),
        (Problem.CIRCLE, 3, "decided_by"),
        (Problem.NEVER_OPENS, 4, "decided_by"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("加强值班值守工作，提高应急处置能力", (Smart.MEASURABLE, Smart.TIMED)),
        ("接报后 15 分钟内电话报告县委、县政府值班室", ()),
        ("县水利局派出 2 名专家到现场会商研判", (Smart.TIMED,)),
        ("三十分钟内转移石埠村全部人员", ()),
        ("两小时内完成转移", (Smart.SPECIFIC,)),
        ("Call all 12 townships by 14:30", ()),
    ],
)
def test_the_words_of_an_objective_speak_for_or_against_it(text, expected):
    assert doubts(replace(GOAL, text=text)) == expected


def test_what_nobody_ticked_is_untouched():
    assert untouched(replace(GOAL, is_timed=True, is_specific=True)) == (
        Smart.MEASURABLE,
        Smart.ACHIEVABLE,
        Smart.RELEVANT,
    )
