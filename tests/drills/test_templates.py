"""The shipped drills: complete, and without anything that the program itself would find."""

import tomllib
from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest

import resources
from commandcenter.database.engine import Database
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.drills import templates
from commandcenter.drills.model import branches
from commandcenter.drills.model.checks import check_texts
from commandcenter.drills.model.drill import Form, Part
from commandcenter.drills.model.drill_checks import check_objective, check_participant
from commandcenter.drills.model.line_checks import check_script
from commandcenter.drills.model.script_checks import findings
from commandcenter.drills.model.smart import doubts, untouched
from commandcenter.drills.service import drills
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer

CODES = [one.code for one in templates.offered()]
TOLD = (
    *("title", "subject", "theme", "hazard", "lead_org", "place", "aims", "scenario", "course"),
    *("safety", "supplies", "communications", "support", "review"),
)


def words(dictionary: str) -> set[str]:
    return {
        row["code"]
        for path in resources.path("terms").glob("*.toml")
        for row in tomllib.loads(path.read_text(encoding="utf-8")).get(dictionary, ())
    }


def test_there_is_one_for_each_of_the_usual_drills():
    assert CODES == ["collapse", "flood", "forest_fire", "hazchem", "tabletop"]


@pytest.mark.parametrize("code", CODES)
def test_a_template_says_everything_a_planner_needs(code):
    whole = templates.read(code)
    drill = whole.drill
    assert [name for name in TOLD if not getattr(drill, name)] == []
    assert drill.theme in words("drill_theme")
    assert drill.hazard in words("hazard_kind")
    assert {one.group for one in whole.participants} <= words("drill_group")
    assert 4 <= len(whole.objectives) <= 6
    assert 12 <= len(whole.injects) <= 30
    assert branches.names(whole.injects)
    assert {Part.PLAYER, Part.CONTROLLER, Part.EVALUATOR} <= {
        one.part for one in whole.participants
    }
    assert sum(one.headcount for one in whole.participants) <= drill.expected * 1.1
    assert drill.form is (Form.TABLETOP if code == "tabletop" else Form.LIVE)


@pytest.mark.parametrize("code", CODES)
def test_nothing_is_wrong_with_a_template(code):
    whole = templates.read(code)
    assert [one.said(str) for one in findings(whole, handling=timedelta(seconds=60))] == []
    check_script(whole.injects, {one.id for one in whole.objectives})
    for goal in whole.objectives:
        check_objective(goal)
        assert (goal.number, doubts(goal), untouched(goal)) == (goal.number, (), ())
    for one in whole.participants:
        check_participant(one)
    check_texts(whole.drill)


@pytest.mark.parametrize("code", CODES)
def test_no_key_of_a_template_is_lost(code):
    text = resources.path("drills", "templates", f"{code}.toml").read_text(encoding="utf-8")
    said = tomllib.loads(text)
    drill = {one.name for one in fields(templates.Drill)}
    assert set(said) <= drill | {"minutes", "objective", "participant", "inject"}


def test_a_drill_is_entered_from_a_template(db: Database):
    planner = Officer(
        account_id=new_id(), login="planner", name="方志伟", rights=RIGHTS[Role.PLANNER]
    )
    begins = datetime(2026, 5, 12, 1, tzinfo=UTC)
    given = {"drill_id": new_id(), "year": 2026, "officer": planner, "begins_at": begins}
    one = drills.create_from(db, "flood", **given)
    assert drills.create_from(db, "flood", **given) == one
    assert (one.number, one.month, one.ends_at) == (1, 5, begins + timedelta(minutes=120))
    whole, shipped = drills.dossier(db, one.id), templates.read("flood")
    assert [line.title for line in whole.injects] == [line.title for line in shipped.injects]
    deciding = {line.id: line.number for line in whole.injects}
    assert [deciding.get(line.decided_by) for line in whole.injects if line.branch] == [12, 12]
    undated = drills.create_from(db, "tabletop", drill_id=new_id(), year=2027, officer=planner)
    assert (undated.month, undated.begins_at, undated.ends_at) == (0, None, None)
