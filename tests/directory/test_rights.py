"""One table of rights, obeyed by every service that changes something."""

import itertools
from datetime import date

import pytest

from commandcenter.directory.model import Account, Person, Rule
from commandcenter.directory.rights import (
    RIGHT_WORDS,
    RIGHTS,
    ROLE_WORDS,
    NotAllowed,
    Right,
    Role,
    may,
    require,
    who_may,
)
from commandcenter.directory.service import accounts, people, rules
from commandcenter.duty.model.entry import Draft
from commandcenter.duty.service import bulk, exports, log, shifts
from commandcenter.handover import service as handover
from commandcenter.handover.model import NothingToHandOver
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import translation
from commandcenter.teams.model.team import Team
from commandcenter.teams.service import readiness, roster

DAY = date(2026, 7, 18)


def _rule():
    return Rule(id=new_id(), code="x.y", value="1", valid_from=DAY)


# What needs which right; each call is complete, so that only the right decides.
CALLS = {
    "record an entry": (
        Right.RECORD,
        lambda county, officer: log.record(
            county.db, Draft(id=new_id(), content="雨"), officer=officer
        ),
    ),
    "start a handover": (
        Right.HAND_OVER,
        lambda county, officer: handover.start(county.db, officer=officer),
    ),
    "take a paper out": (
        Right.EXPORT,
        lambda county, officer: exports.hand_out(
            county.db, b"x", paper="duty_log", of="x", officer=officer
        ),
    ),
    "plan the present shift": (
        Right.PLAN_DUTY,
        lambda county, officer: shifts.plan_ahead(county.db, at=county.db.clock(), officer=officer),
    ),
    "import shifts": (
        Right.PLAN_DUTY,
        lambda county, officer: shifts.import_all(county.db, [], officer=officer),
    ),
    "import a log": (
        Right.RECORD,
        lambda county, officer: bulk.load(county.db, [], officer=officer, login_of=str),
    ),
    "add a person": (
        Right.MANAGE_PEOPLE,
        lambda county, officer: people.add(
            county.db, Person(id=new_id(), name="李雷"), officer=officer
        ),
    ),
    "change a person": (
        Right.MANAGE_PEOPLE,
        lambda county, officer: people.change(county.db, county.person, officer=officer),
    ),
    "add a team": (
        Right.MANAGE_TEAMS,
        lambda county, officer: roster.add(
            county.db,
            Team(id=new_id(), number="1", name="蓝天救援队", category="social"),
            officer=officer,
        ),
    ),
    "say what teams are doing": (
        Right.DISPATCH,
        lambda county, officer: readiness.say_all(county.db, [], officer=officer),
    ),
    "add an account": (
        Right.MANAGE_ACCOUNTS,
        lambda county, officer: accounts.add(
            county.db,
            Account(id=new_id(), login="new", person_id=county.person.id, role=Role.VIEWER),
            "long enough",
            officer=officer,
        ),
    ),
    "change an account": (
        Right.MANAGE_ACCOUNTS,
        lambda county, officer: accounts.change(county.db, county.account, officer=officer),
    ),
    "add a rule": (
        Right.MANAGE_RULES,
        lambda county, officer: rules.add(county.db, _rule(), officer=officer),
    ),
    "change a rule": (
        Right.MANAGE_RULES,
        lambda county, officer: rules.change(
            county.db, rules.everything(county.db)[0], officer=officer
        ),
    ),
}


@pytest.mark.parametrize(("what", "role"), list(itertools.product(CALLS, Role)))
def test_only_the_roles_of_the_table_may(founded, what, role):
    right, call = CALLS[what]
    officer = founded.officer(role)
    if right not in RIGHTS[role]:
        with pytest.raises(NotAllowed):
            call(founded, officer)
        return
    try:
        call(founded, officer)
    except NothingToHandOver:
        assert what == "start a handover"  # allowed, but no shift is planned here


def test_whoever_may_change_accounts_cannot_write_the_log():
    for role, rights in RIGHTS.items():
        assert not {Right.MANAGE_ACCOUNTS, Right.RECORD} <= rights, role


def test_every_right_is_somebodys_and_every_role_and_right_has_its_words():
    assert all(who_may(right) for right in Right)
    assert set(ROLE_WORDS) == set(Role)
    assert set(RIGHT_WORDS) == set(Right)


def test_a_refusal_names_who_may_in_the_language_of_the_reader(founded):
    with pytest.raises(NotAllowed) as refusal:
        require(founded.officer(Role.VIEWER), Right.CONFIRM)
    assert refusal.value.said(translation("en")).endswith("Ask Duty leader.")
    words = {"Duty leader": "带班领导", refusal.value.sentence: "找 {who}。"}
    assert refusal.value.said(lambda text: words[text]) == "找 带班领导。"


def test_may_and_require_agree(founded):
    for role, right in itertools.product(Role, Right):
        officer = founded.officer(role)
        if may(officer, right):
            require(officer, right)
        else:
            with pytest.raises(NotAllowed):
                require(officer, right)
