"""Records that are edited in place: the journal adds up to them, and says so if not."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from commandcenter.database import journal, verify
from commandcenter.database.engine import Database
from commandcenter.directory.model import Account, Person, Rule
from commandcenter.directory.rights import Role
from commandcenter.directory.service import accounts, people, rules
from commandcenter.directory.tables import account, person, rule
from commandcenter.kernel.ids import new_id

SOURCES = (people.EVIDENCE, accounts.EVIDENCE, rules.EVIDENCE)


def verified(db: Database) -> verify.Report:
    with db.read() as tx:
        return verify.run(tx, SOURCES)


@pytest.fixture
def lived_in(founded):
    """A county in which records were added, changed and changed again."""
    db, admin = founded.db, founded.admin
    new = Person(id=new_id(), name="李雷", is_active=False)
    people.add(db, new, officer=admin)
    people.change(db, replace(new, is_active=True, mobile="19900005678"), officer=admin)
    moved = people.change(
        db, replace(founded.person, post="镇长", organisation_id=None), officer=admin
    )
    people.change(db, replace(moved, post="站长"), officer=admin)
    login = Account(id=new_id(), login="lilei", person_id=new.id, role=Role.DEPUTY)
    accounts.add(db, login, "long enough", officer=admin)
    accounts.change(db, replace(login, role=Role.CHIEF), officer=admin, password="another one")
    own = Rule(id=new_id(), code="x.y", value="1", valid_from=date(2026, 1, 1))
    rules.add(db, own, officer=admin)
    rules.change(db, replace(own, valid_to=date(2026, 2, 1)), officer=admin)
    return founded


def test_what_was_added_and_changed_by_the_program_is_intact(lived_in):
    assert verified(lived_in.db).problem is None


def test_a_county_that_was_just_founded_is_intact(founded):
    assert verified(founded.db).problem is None


@pytest.mark.parametrize(
    ("table", "key", "values", "kind"),
    [
        (person, person.c.name == "李雷", {"mobile": "19900000000"}, "directory.person_changed"),
        (person, person.c.name == "李雷", {"post": "局长"}, "directory.person_added"),
        (person, person.c.name == "张华兴", {"post": "镇长"}, "directory.person_changed"),
        (person, person.c.name == "张华兴", {"mobile": "1"}, "directory.people_imported"),
        (account, account.c.login == "lilei", {"role": "admin"}, "directory.account_changed"),
        (account, account.c.login == "lilei", {"password_hash": "x"}, "directory.account_changed"),
        (account, account.c.login == "zhanghx", {"password_hash": "x"}, "directory.account_added"),
        (rule, rule.c.code == "x.y", {"valid_to": None}, "directory.rule_changed"),
        (rule, rule.c.code == "duty.pattern", {"value": "x 08:00"}, "directory.rules_imported"),
    ],
)
def test_a_changed_record_names_the_row_that_it_does_not_fit(lived_in, table, key, values, kind):
    with lived_in.db.write(lived_in.admin) as tx:
        tx.execute(table.update().where(key).values(**values))
        journal.append(tx, "test.note", {}, id=new_id(), subject="x")

    report = verified(lived_in.db)

    assert report.problem is not None
    with lived_in.db.read() as tx:
        query = sa.text("SELECT kind FROM journal WHERE seq = :seq")
        assert tx.execute(query, {"seq": report.problem.seq}).scalar() == kind
