"""`commandcenter import teams`: a roster from a table, all of it or nothing."""

import json
from contextlib import closing

import pytest

from commandcenter.database.engine import Database
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.teams.service import roster

HEADINGS = "编号,名称,类别,主要专长,队长,负责人电话,Minutes to muster"
TWO = f"""{HEADINGS}
QX-01,张家山队,社会应急力量,水域救援,韩铁军,19900005671,15
QX-02,桥头队,基层应急救援队伍,,顾建中,19900005672,20
"""


@pytest.fixture
def table(tmp_path):
    """Write a table to a file."""

    def _table(text):
        path = tmp_path / "teams.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return _table


@pytest.fixture
def take(run, url, signed_in):
    """Import a file into the county."""

    def _take(path, *options, **more):
        more = {"env": signed_in} | more
        return run("import", "teams", path, "--database", url, *options, **more)

    return _take


def teams(url):
    officer = Officer(account_id=new_id(), login="heli", name="何立", rights=RIGHTS[Role.CHIEF])
    with closing(Database(url)) as db:
        return [card.team for card in roster.cards(db, officer=officer)]


def test_teams_of_a_table_come_into_the_roster(take, table, url):
    result = take(table(TWO))
    assert result.exit_code == 0, result.output
    assert result.stdout == "Teams: 2. Records added: 2, changed: 0, unchanged: 0.\n"
    first, second = teams(url)
    assert (first.number, first.name, first.category) == ("QX-01", "张家山队", "social")
    assert (first.primary_skill, first.muster_minutes) == ("water_rescue", 15)
    assert (second.leader, second.leader_phone) == ("顾建中", "19900005672")


def test_importing_again_brings_up_to_date_and_doubles_nothing(take, table, url):
    take(table(TWO))
    result = take(table(TWO.replace("韩铁军", "巫水生")), "--json")
    done = json.loads(result.stdout)
    assert (done["teams"], done["added"], done["changed"], done["unchanged"]) == (2, 0, 1, 1)
    assert [team.leader for team in teams(url)] == ["巫水生", "顾建中"]


def test_a_dry_run_says_the_same_and_writes_nothing(take, table, url):
    path = table(TWO)
    foreseen = json.loads(take(path, "--dry-run", "--json").stdout)
    assert teams(url) == []
    done = json.loads(take(path, "--json").stdout)
    assert (foreseen.pop("dry_run"), done.pop("dry_run")) == (True, False)
    assert foreseen == done
    assert take(path, "--dry-run").stdout.startswith("Nothing was written. Teams: 2.")


def test_every_mistake_is_named_by_its_cell_and_nothing_is_written(take, table, url):
    path = table(TWO.replace("社会应急力量", "不知道").replace(",20\n", ",二十\n"))
    result = take(path)
    assert result.exit_code == 1
    assert "C2" in result.stderr
    assert "G3" in result.stderr
    assert "Mistakes: 2. Nothing was written." in result.stderr
    assert teams(url) == []
    said = json.loads(take(path, "--json").stdout)
    assert said["error_count"] == 2
    assert [(one["cell"], one["text"]) for one in said["errors"]] == [
        ("C2", "不知道"),
        ("G3", "二十"),
    ]


def test_columns_and_sheets_that_are_not_known_are_told(take, table, url):
    path = table(TWO.replace("负责人电话", "幸运数字"))
    result = take(path)
    assert result.exit_code == 0
    assert "cell F1: the heading 幸运数字 is not known" in result.stderr
    said = json.loads(take(path, "--dry-run", "--json").stdout)
    assert [one["cell"] for one in said["unknown_headings"]] == ["F1"]


def test_a_rule_of_the_roster_is_said(take, table, url):
    result = take(table(TWO.replace(",15\n", ",900000\n")))
    assert result.exit_code == 1
    assert "QX-01" in result.stderr
    assert teams(url) == []


def test_a_table_of_something_else_is_refused(take, table):
    result = take(table("水位,时刻\n12.1,22:41\n"))
    assert result.exit_code == 1
    assert "no sheet with headings of teams" in result.stderr


def test_a_file_that_is_not_there_is_said(take, tmp_path):
    result = take(tmp_path / "nothing.csv")
    assert result.exit_code == 1
    assert "nothing.csv cannot be opened" in result.stderr


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_only_who_manages_teams_imports(take, table, url, signed_in, options):
    guest = signed_in | {"COMMANDCENTER_LOGIN": "guest"}
    result = take(table(TWO), *options, env=guest)
    assert result.exit_code == 1
    assert teams(url) == []


def test_nobody_imports_without_a_name(take, table):
    result = take(table(TWO), env={})
    assert result.exit_code == 1
    assert "Say who writes" in result.stderr
