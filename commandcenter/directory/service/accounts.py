"""Accounts: who may sign in, and signing in itself."""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from commandcenter.database import journal, records
from commandcenter.database.engine import Database
from commandcenter.database.journal import Line
from commandcenter.database.standing import Standing
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory import store
from commandcenter.directory.model import (
    MIN_PASSWORD,
    Account,
    Locked,
    LoginTaken,
    NameMissing,
    WeakPassword,
    WrongCredentials,
)
from commandcenter.directory.rights import RIGHTS, Right, require
from commandcenter.directory.service import rules
from commandcenter.directory.tables import account as account_table
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import day_of

FIELDS = ("login", "person_id", "role", "is_active")


def _told(account: Account, password_hash: str) -> dict[str, str]:
    return records.texts(account, FIELDS) | {"password": _digest(password_hash)}


def _digest(password_hash: str) -> str:
    # Nobody can guess passwords by it: the salt is in the hash, and the hash is not told.
    return hashlib.sha256(password_hash.encode()).hexdigest()


def _standing(tx: Tx) -> list[tuple[str, dict[str, str]]]:
    hashes = store.password_hashes(tx)
    return [(str(one.id), _told(one, hashes[one.id])) for one in store.accounts(tx)]


EVIDENCE = Standing(
    added="directory.account_added", changed="directory.account_changed", rows=_standing
)


def everyone(db: Database) -> tuple[Account, ...]:
    """Return all accounts, by login."""
    with db.read() as tx:
        return everyone_in(tx)


def everyone_in(tx: Tx) -> tuple[Account, ...]:
    """Do what `everyone` does inside a transaction."""
    return store.accounts(tx)


def open_as(db: Database, login: str, password: str, *, at: datetime, station: str = "") -> Officer:
    """Return the officer whose login and password these are.

    Also the way to give a second signature: two people sign with their own credentials.

    Args:
        at: Moment of the attempt; after several failures there is a delay.

    Raises:
        WrongCredentials, Locked: Nobody was signed in.
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        account = store.find_account(tx, login.strip())
        known_hash = store.password_hash(tx, account.id) if account else _hash_of_nobody()
    if account is not None and account.locked_until is not None and at < account.locked_until:
        raise Locked(seconds=int((account.locked_until - at).total_seconds()) + 1)
    fits = _fits(known_hash, password)
    if account is None or not account.is_active:
        raise WrongCredentials
    officer = _officer(account, station)
    with db.write(officer) as tx:
        if fits:
            _note_success(tx, account)
        else:
            _note_failure(tx, account, at)
    if not fits:
        raise WrongCredentials
    return officer


def is_same_person(tx: Tx, login: str, other: str) -> bool:
    """Say whether two logins are of one person, who may have more than one account."""
    if login == other:
        return True
    one, two = store.find_account(tx, login), store.find_account(tx, other)
    return one is not None and two is not None and one.person_id == two.person_id


def person_of(tx: Tx, login: str) -> UUID | None:
    """Return the person who signs in with a login; None if there is no such account."""
    found = store.find_account(tx, login)
    return None if found is None else found.person_id


def _officer(account: Account, station: str) -> Officer:
    return Officer(
        account_id=account.id,
        login=account.login,
        name=account.name,
        rights=frozenset(RIGHTS[account.role]),
        station=station,
    )


def _note_success(tx: WriteTx, account: Account) -> None:
    now = store.get_account(tx, account.id)
    if now.failures:
        values = {"failures": 0, "locked_until": None}
        records.replace(tx, account_table, now.id, values, seen_version=now.version)
    body = {"name": account.name}
    journal.append(
        tx, "directory.signed_in", body, id=new_id(), subject=account.id, line=Line.AUTOMATIC
    )


def _note_failure(tx: WriteTx, account: Account, at: datetime) -> None:
    now = store.get_account(tx, account.id)
    allowed = rules.whole(tx, "login.failures_allowed", on=day_of(at))
    delay = rules.seconds(tx, "login.delay_s", on=day_of(at))
    failures = now.failures + 1
    locked_until = at + _wait(failures - allowed, delay) if failures >= allowed else None
    values = {"failures": failures, "locked_until": locked_until}
    records.replace(tx, account_table, now.id, values, seen_version=now.version)
    body = {"name": account.name, "failures": failures}
    journal.append(tx, "directory.sign_in_refused", body, id=new_id(), subject=account.id)


def _wait(beyond: int, delay: timedelta) -> timedelta:
    # Doubles with each further failure, up to an hour: a person waits, a program gives up.
    doubled: timedelta = delay * 2 ** min(beyond, 10)
    return min(doubled, timedelta(hours=1))


def add(db: Database, new: Account, password: str, *, officer: Officer) -> None:
    """Add an account.

    Raises:
        NotAllowed, NameMissing, WeakPassword, LoginTaken: Nothing was written.
        Unavailable: The outcome is unknown; look at the list again.
    """
    require(officer, Right.MANAGE_ACCOUNTS)
    _check(new, password)
    hashed = hash_password(password)
    with db.write(officer) as tx:
        add_in(tx, new, hashed)


def add_in(tx: WriteTx, new: Account, hashed: str) -> None:
    """Do what `add` does inside a transaction, with the password hashed already.

    Raises:
        LoginTaken: Nothing was written.
    """
    if store.find_account(tx, new.login) is not None:
        raise LoginTaken(login=new.login)
    store.add_account(tx, new, hashed)
    body = _told(new, hashed)
    journal.append(tx, "directory.account_added", body, id=new_id(), subject=new.id)


def change(db: Database, changed: Account, *, officer: Officer, password: str = "") -> Account:
    """Change role, person or activity of an account, and its password if one is given.

    Raises:
        NotAllowed, NameMissing, WeakPassword, LoginTaken: Nothing was written.
        Conflict: Somebody changed it first.
        Unavailable: The outcome is unknown; look at the list again.
    """
    require(officer, Right.MANAGE_ACCOUNTS)
    _check(changed, password or "x" * MIN_PASSWORD)
    hashed = {"password_hash": hash_password(password)} if password else {}
    with db.write(officer) as tx:
        before = store.get_account(tx, changed.id)
        known = store.password_hash(tx, changed.id)
        if changed.login != before.login and store.find_account(tx, changed.login) is not None:
            raise LoginTaken(login=changed.login)
        values = {name: getattr(changed, name) for name in FIELDS} | {
            "role": changed.role.value,
            "failures": 0,
            "locked_until": None,
        }
        records.replace(
            tx, account_table, changed.id, values | hashed, seen_version=changed.version
        )
        body = records.changes(before, changed, FIELDS)
        if password:
            body["password"] = [_digest(known), _digest(hashed["password_hash"])]
        journal.append(tx, "directory.account_changed", body, id=new_id(), subject=changed.id)
    return replace(changed, version=changed.version + 1)


def get(db: Database, account_id: UUID) -> Account:
    """Return an account as it is now."""
    with db.read() as tx:
        return store.get_account(tx, account_id)


def _check(account: Account, password: str) -> None:
    if not account.login.strip():
        raise NameMissing
    if len(password) < MIN_PASSWORD:
        raise WeakPassword(length=MIN_PASSWORD)


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password, with its own salt."""
    # Slow to import and needed only here; the window is up before anybody signs in.
    from argon2 import PasswordHasher  # noqa: PLC0415

    return PasswordHasher().hash(password)


def _fits(known_hash: str, password: str) -> bool:
    from argon2 import PasswordHasher  # noqa: PLC0415 - as in `hash_password`
    from argon2.exceptions import VerificationError  # noqa: PLC0415

    try:
        return PasswordHasher().verify(known_hash, password)
    except VerificationError:
        return False


@cache
def _hash_of_nobody() -> str:
    # An unknown login takes as long as a wrong password, so that nobody can tell them apart.
    return hash_password("nobody has this password")
