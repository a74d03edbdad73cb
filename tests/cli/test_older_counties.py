"""A county of the first version is brought to this one with everything that stood in it."""

import shutil
import tomllib
from contextlib import closing
from typing import Any

import pytest
import sqlalchemy as sa

from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import gate, guards, journal, migrate, verify
from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import county, phrases, rules
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import day_of, now
from commandcenter.teams.model.team import Team
from commandcenter.teams.service import overview, roster
from resources import path as resource_path

FIRST = "0001"
FIRST_RULES = {"login", "duty", "handover", "county"}
FIRST_TERMS = {"quick_phrase", "handover_check"}
SETUP = Officer(account_id=new_id(), login="setup", name="setup")
CHIEF = Officer(account_id=new_id(), login="heli", name="何立", rights=RIGHTS[Role.CHIEF])


def shipped_first(name: str) -> dict[str, Any]:
    """What the first version brought along."""
    known = {"rules": FIRST_RULES, "terms": FIRST_TERMS}[name]
    with resource_path(name, "core.toml").open("rb") as file:
        return {group: rows for group, rows in tomllib.load(file).items() if group in known}


@pytest.fixture
def older(empty_address, tmp_path, monkeypatch) -> Address:
    """A county that the first version founded, without the rules that came later."""
    folder = tmp_path / "migrations"
    ignored = shutil.ignore_patterns("000[2-9]*", "__pycache__")
    shutil.copytree(migrate._MIGRATIONS, folder, ignore=ignored)
    made = "".join(path.read_text() for path in (folder / "versions").glob("*.py"))

    def known(tables: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(table for table in tables if f'"{table}",\n' in made)

    with monkeypatch.context() as past:
        past.setattr(county, "_shipped", shipped_first)
        past.setattr(migrate, "_MIGRATIONS", folder)
        past.setattr(migrate, "VERSION", FIRST)
        past.setattr(gate, "VERSION", FIRST)
        past.setattr(guards, "APPEND_ONLY", known(guards.APPEND_ONLY))
        past.setattr(guards, "JOURNALED", known(guards.JOURNALED))
        past.setattr(guards, "TRANSITIONS", {})
        migrate.create(empty_address)
        with closing(Database(empty_address)) as db:
            names = county.Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
            county.found(db, county.Founding(names=names), officer=SETUP)
    return empty_address


def counted(address: Address) -> tuple[int, int, int]:
    with closing(Database(address)) as db, db.read() as tx:
        assert verify.run(tx, EVIDENCE).is_intact
        rows = [sa.text(f"SELECT count(*) FROM {table}") for table in ("journal", "rule", "term")]
        journal_rows, rule_rows, terms = (tx.execute(one).scalar() for one in rows)
        return journal_rows, rule_rows, terms


def test_everything_stays_and_teams_can_be_kept(older, run):
    url = str(older.file or older.url.render_as_string(hide_password=False))

    result = run("migrate", "--database", url)

    assert result.exit_code == 0, result.output
    with closing(Database(older)) as db:
        with db.read() as tx:
            assert rules.value(tx, "county.name", on=day_of(now())) == "清溪县"
            assert rules.whole(tx, "teams.expiring_days", on=day_of(now())) == 30
            assert len(phrases.words(tx, "team_category")) == 6
            assert len(phrases.words(tx, "quick_phrase")) == 8
        team = Team(id=new_id(), number="1", name="蓝天救援队", category="social")
        roster.add(db, team, officer=CHIEF)
        assert len(roster.lines(db, officer=CHIEF, at=now())) == 1
        assert overview.expiring(db, on=day_of(now())) == ()


def test_what_came_later_is_added_once_and_own_changes_are_kept(older, run):
    url = str(older.file or older.url.render_as_string(hide_password=False))
    run("migrate", "--database", url)
    before = counted(older)

    run("migrate", "--database", url)
    assert counted(older) == before

    with closing(Database(older)) as db, db.write(SETUP) as tx:
        tx.execute(sa.text("DELETE FROM rule WHERE code = 'teams.expiring_days'"))
        tx.execute(sa.text("DELETE FROM term WHERE dictionary = 'team_skill' AND code <> 'search'"))
        journal.append(tx, "test.note", {}, id=new_id(), subject="a")
    run("migrate", "--database", url)
    with closing(Database(older)) as db, db.read() as tx:
        assert [term.code for term in phrases.words(tx, "team_skill")] == ["search"]
        assert rules.whole(tx, "teams.expiring_days", on=day_of(now())) == 30


def test_a_county_that_nobody_founded_gets_nothing(empty_address):
    migrate.create(empty_address)
    with closing(Database(empty_address)) as db:
        county.complete(db, officer=SETUP)
        assert rules.everything(db) == ()
