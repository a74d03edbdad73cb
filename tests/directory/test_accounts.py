"""Signing in, and the accounts one signs in with."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.database.schema import journal
from commandcenter.directory.model import (
    Account,
    Locked,
    LoginTaken,
    NameMissing,
    WeakPassword,
    WrongCredentials,
)
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import accounts
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id

PASSWORD = "demo-2026"
NOON = datetime(2026, 7, 18, 4, tzinfo=UTC)


def fail(founded, times, *, at=NOON):
    for _ in range(times):
        with pytest.raises(WrongCredentials):
            accounts.open_as(founded.db, "zhanghx", "not this one", at=at)


def present(founded):
    return accounts.get(founded.db, founded.account.id)


def bodies(founded):
    with founded.db.read() as tx:
        return " ".join(row.body for row in tx.execute(journal.select()))


def test_login_and_password_give_the_officer_with_the_rights_of_the_role(founded):
    officer = accounts.open_as(founded.db, " zhanghx ", PASSWORD, at=NOON, station="2 席")
    assert (officer.login, officer.name, officer.station) == ("zhanghx", "张华兴", "2 席")
    assert officer.rights == RIGHTS[Role.CHIEF]


@pytest.mark.parametrize(
    ("login", "password"), [("zhanghx", "wrong"), ("nobody", PASSWORD), ("zhanghx", "")]
)
def test_a_wrong_login_and_a_wrong_password_are_not_told_apart(founded, login, password):
    with pytest.raises(WrongCredentials):
        accounts.open_as(founded.db, login, password, at=NOON)


def test_a_closed_account_opens_nothing(founded):
    accounts.change(founded.db, replace(founded.account, is_active=False), officer=founded.admin)
    with pytest.raises(WrongCredentials):
        accounts.open_as(founded.db, "zhanghx", PASSWORD, at=NOON)


def test_five_wrong_passwords_lock_the_account_for_half_a_minute(founded):
    fail(founded, 5)
    with pytest.raises(Locked) as refusal:
        accounts.open_as(founded.db, "zhanghx", PASSWORD, at=NOON + timedelta(seconds=10))
    assert refusal.value.facts == {"seconds": 21}
    after = NOON + timedelta(seconds=30)
    assert accounts.open_as(founded.db, "zhanghx", PASSWORD, at=after).login == "zhanghx"


def test_each_further_failure_doubles_the_wait_up_to_an_hour(founded):
    fail(founded, 5)
    at, waits = NOON, []
    for _ in range(9):
        at = present(founded).locked_until
        fail(founded, 1, at=at)
        waits.append((present(founded).locked_until - at).total_seconds())
    assert waits == [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]


def test_a_good_password_forgets_the_failures(founded):
    fail(founded, 4)
    accounts.open_as(founded.db, "zhanghx", PASSWORD, at=NOON)
    assert present(founded).failures == 0
    fail(founded, 4)
    assert present(founded).locked_until is None


def test_an_administrator_lifts_the_lock_by_saving_the_account(founded):
    fail(founded, 5)
    accounts.change(founded.db, present(founded), officer=founded.admin)
    assert accounts.open_as(founded.db, "zhanghx", PASSWORD, at=NOON).login == "zhanghx"


def test_a_new_account_signs_in_with_its_password(founded):
    new = Account(id=new_id(), login="wangfang", person_id=founded.person.id, role=Role.DEPUTY)
    accounts.add(founded.db, new, "another-2026", officer=founded.admin)
    officer = accounts.open_as(founded.db, "wangfang", "another-2026", at=NOON)
    assert officer.rights == RIGHTS[Role.DEPUTY]


def test_two_accounts_cannot_have_one_login(founded):
    twin = replace(founded.account, id=new_id())
    with pytest.raises(LoginTaken):
        accounts.add(founded.db, twin, "another-2026", officer=founded.admin)
    assert len(accounts.everyone(founded.db)) == 1


def test_an_account_cannot_take_the_login_of_another(founded):
    other = replace(founded.account, id=new_id(), login="other")
    accounts.add(founded.db, other, "another-2026", officer=founded.admin)
    with pytest.raises(LoginTaken):
        accounts.change(founded.db, replace(other, login="zhanghx"), officer=founded.admin)
    assert {one.login for one in accounts.everyone(founded.db)} == {"zhanghx", "other"}


@pytest.mark.parametrize(
    ("login", "password", "error"),
    [(" ", "long enough", NameMissing), ("new", "short", WeakPassword)],
)
def test_an_account_needs_a_login_and_a_password_that_is_long_enough(
    founded, login, password, error
):
    new = replace(founded.account, id=new_id(), login=login)
    with pytest.raises(error):
        accounts.add(founded.db, new, password, officer=founded.admin)


def test_a_new_password_replaces_the_old_one(founded):
    accounts.change(founded.db, founded.account, officer=founded.admin, password="brand-new-1")
    assert accounts.open_as(founded.db, "zhanghx", "brand-new-1", at=NOON)
    with pytest.raises(WrongCredentials):
        accounts.open_as(founded.db, "zhanghx", PASSWORD, at=NOON)


def test_a_weak_new_password_changes_nothing(founded):
    with pytest.raises(WeakPassword):
        accounts.change(founded.db, founded.account, officer=founded.admin, password="short")
    assert accounts.open_as(founded.db, "zhanghx", PASSWORD, at=NOON)


def test_whoever_saw_an_older_account_changes_nothing(founded):
    accounts.change(founded.db, founded.account, officer=founded.admin)
    with pytest.raises(Conflict):
        accounts.change(
            founded.db, replace(founded.account, role=Role.ADMIN), officer=founded.admin
        )
    assert present(founded).role is Role.CHIEF


def test_no_password_and_no_hash_ever_enters_the_journal(founded):
    accounts.change(founded.db, founded.account, officer=founded.admin, password="brand-new-1")
    fail(founded, 1)
    written = bodies(founded)
    assert "argon2" not in written
    assert "brand-new-1" not in written
    assert "not this one" not in written
