"""Rule rows: the values a county may change, each with its basis and validity."""

import json
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date, time, timedelta
from functools import partial
from uuid import UUID

from commandcenter.database import heads, journal, records
from commandcenter.database.engine import Database
from commandcenter.database.standing import Standing
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory import store
from commandcenter.directory.model import BadPeriod, BadValue, NameMissing, NoSuchRule, Rule
from commandcenter.directory.rights import Right, require
from commandcenter.directory.tables import rule as rule_table
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer

# Longer than anybody waits, in any unit that a computer can still add to a day.
_MOST = 1_000_000_000
FIELDS = ("code", "value", "unit", "basis", "valid_from", "valid_to")


def told(rule: Rule) -> tuple[str, dict[str, str]]:
    """Return a rule row as the journal tells of it."""
    return str(rule.id), records.texts(rule, FIELDS)


def _standing(tx: Tx) -> list[tuple[str, dict[str, str]]]:
    return list(map(told, store.rules(tx)))


EVIDENCE = Standing(
    added="directory.rule_added",
    changed="directory.rule_changed",
    imported="directory.rules_imported",
    rows=_standing,
)


def value(tx: Tx, code: str, *, on: date) -> str:
    """Return the text of a rule that is valid on a day.

    Raises:
        NoSuchRule: The county has no such row.
    """
    found = store.valid_rule(tx, code, on)
    if found is None:
        raise NoSuchRule(code=code, day=on)
    return found


def beginning(tx: Tx, prefix: str, *, on: date) -> dict[str, Rule]:
    """Return the rows that are valid on a day and whose code begins with a prefix, by code."""
    found: dict[str, Rule] = {}
    for one in store.rules(tx):  # of one code the newest first
        is_over = one.valid_to is not None and one.valid_to <= on
        if one.code.startswith(prefix) and one.valid_from <= on and not is_over:
            found.setdefault(one.code, one)
    return found


def whole(tx: Tx, code: str, *, on: date) -> int:
    """Return a rule as a whole number, in its own unit.

    Raises:
        NoSuchRule, BadValue: There is no such row, or it is no number.
    """
    return _number(code, value(tx, code, on=on))


def _number(code: str, text: str) -> int:
    try:
        found = int(text)
    except ValueError as error:
        raise BadValue(value=text, code=code, hint="123") from error
    if abs(found) > _MOST:
        raise BadValue(value=text, code=code, hint="123")
    return found


def seconds(tx: Tx, code: str, *, on: date) -> timedelta:
    """Return a rule that is kept in seconds as a duration.

    Raises:
        NoSuchRule, BadValue: There is no such row, or it is no number.
    """
    return timedelta(seconds=whole(tx, code, on=on))


def ever(tx: Tx, code: str) -> frozenset[timedelta]:
    """Return every duration that a rule kept in seconds was ever set to."""
    texts = {one.value for one in store.rules(tx) if one.code == code}
    ids = set(map(str, store.rule_ids(tx, [code])))
    for row in journal.told(tx, [EVIDENCE.changed]):
        if row.subject in ids:
            texts.update(json.loads(row.body).get("value", ()))
    read = partial(_number, code)
    return frozenset(timedelta(seconds=read(text)) for text in texts if _can_read(read, text))


def times(tx: Tx, code: str, *, on: date) -> tuple[tuple[str, time], ...]:
    """Return a rule of named times of day, such as `白班 08:00, 夜班 20:00`.

    Raises:
        NoSuchRule, BadValue: There is no such row, or it has another form.
    """
    return _named_times(code, value(tx, code, on=on))


def _named_times(code: str, text: str) -> tuple[tuple[str, time], ...]:
    try:
        pairs = [part.split() for part in text.split(",")]
        return tuple((name, time.fromisoformat(at)) for name, at in pairs)
    except ValueError as error:
        raise BadValue(value=text, code=code, hint="白班 08:00, 夜班 20:00") from error


def newest_about(tx: Tx, codes: Collection[str]) -> int:
    """Return the number of the newest journal row about any row of these rules; 0 if none."""
    return max((heads.newest_about(tx, str(id_)) for id_ in store.rule_ids(tx, codes)), default=0)


def everything(db: Database) -> tuple[Rule, ...]:
    """Return all rule rows, by code, newest first."""
    with db.read() as tx:
        return store.rules(tx)


def add(db: Database, new: Rule, *, officer: Officer) -> None:
    """Add a rule row.

    Raises:
        NotAllowed, NameMissing, BadPeriod, BadValue: Nothing was written.
        Unavailable: The outcome is unknown; look at the list again.
    """
    require(officer, Right.MANAGE_RULES)
    _check(new)
    with db.write(officer) as tx:
        _check_form(new, [one.value for one in store.rules(tx) if one.code == new.code])
        add_in(tx, new)


def add_in(tx: WriteTx, new: Rule) -> None:
    """Do what `add` does inside a transaction, with a rule that was checked."""
    store.add_rules(tx, [new])
    body = records.texts(new, FIELDS)
    journal.append(tx, "directory.rule_added", body, id=new_id(), subject=new.id)


def change(db: Database, changed: Rule, *, officer: Officer) -> Rule:
    """Change a rule row; *changed* carries the version that was seen.

    Raises:
        NotAllowed, NameMissing, BadPeriod, BadValue: Nothing was written.
        Conflict: Somebody changed it first.
        Unavailable: The outcome is unknown; look at the list again.
    """
    require(officer, Right.MANAGE_RULES)
    _check(changed)
    with db.write(officer) as tx:
        before = store.get_rule(tx, changed.id)
        _check_form(changed, [before.value])
        values = {name: getattr(changed, name) for name in FIELDS}
        records.replace(tx, rule_table, changed.id, values, seen_version=changed.version)
        body = records.changes(before, changed, FIELDS)
        journal.append(tx, "directory.rule_changed", body, id=new_id(), subject=changed.id)
    return replace(changed, version=changed.version + 1)


def _check(rule: Rule) -> None:
    if not rule.code.strip() or not rule.value.strip():
        raise NameMissing
    if rule.valid_to is not None and rule.valid_to <= rule.valid_from:
        raise BadPeriod(end=rule.valid_to, begin=rule.valid_from)


def _check_form(rule: Rule, known: Collection[str]) -> None:
    """Refuse what the program could not read where it can read the values there are.

    Otherwise it would be found out by whoever sends the next team.
    """
    for read in (partial(_number, rule.code), partial(_named_times, rule.code)):
        if known and all(_can_read(read, text) for text in known):
            read(rule.value)


def _can_read(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except BadValue:
        return False
    return True


def get(db: Database, rule_id: UUID) -> Rule:
    """Return a rule row as it is now."""
    with db.read() as tx:
        return store.get_rule(tx, rule_id)
