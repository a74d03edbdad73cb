"""Founding a county: its name, areas, units, people, first accounts and default rules."""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

import resources
from commandcenter.database import journal, standing
from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory import store
from commandcenter.directory.model import Account, Area, Organisation, Person, Rule, Term
from commandcenter.directory.service import accounts, people, rules
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer

FIRST_DAY = date(2020, 1, 1)
# Rule of the name on every paper.
CENTRE = "county.centre"


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the county is called.

    Attributes:
        county: Such as 清溪县.
        centre: The name on every paper, such as 清溪县应急指挥中心.
        code: Six digits.
    """

    county: str
    centre: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """Everything a new county starts with.

    Attributes:
        accounts: With the password each begins with.
        rules: Code and value of rules that differ from the shipped defaults.
    """

    names: Names
    areas: Sequence[Area] = ()
    organisations: Sequence[Organisation] = ()
    people: Sequence[Person] = ()
    accounts: Sequence[tuple[Account, str]] = ()
    rules: Mapping[str, str] = field(default_factory=dict)


def found(db: Database, founding: Founding, *, officer: Officer) -> None:
    """Fill a new database in one transaction with one journal row for each kind of record.

    Raises:
        Conflict: The database is founded already.
    """
    hashed = [(account, accounts.hash_password(word)) for account, word in founding.accounts]
    with db.write(officer) as tx:
        _add_rules(tx, founding)
        _put_terms(tx, _terms())
        store.add_areas(tx, founding.areas)
        _note(tx, "directory.areas_imported", founding.areas)
        store.add_organisations(tx, founding.organisations)
        _note(tx, "directory.organisations_imported", founding.organisations)
        store.add_people(tx, founding.people)
        _note_told(tx, "directory.people_imported", list(map(people.told, founding.people)))
        for account, password_hash in hashed:
            accounts.add_in(tx, account, password_hash)


def complete(db: Database, *, officer: Officer) -> None:
    """Add the default rules and dictionaries that a county lacks because it is older.

    A rule or dictionary of which the county has any row is the county's own business.
    """
    with db.read() as tx:
        if store.valid_rule(tx, "county.name", FIRST_DAY) is None or not any(_lacking(tx)):
            return
    with db.write(officer) as tx:
        rows, terms = _lacking(tx)
        for rule in rows:
            rules.add_in(tx, rule)
        if terms:
            _put_terms(tx, terms)


def _lacking(tx: Tx) -> tuple[list[Rule], list[Term]]:
    codes = {rule.code for rule in store.rules(tx)}
    known = store.dictionaries(tx)
    return (
        [rule for rule in _rules(_with_own({})) if rule.code not in codes],
        [term for term in _terms() if term.dictionary not in known],
    )


def names(tx: Tx, *, on: date) -> Names:
    """Return what the county is called on a day.

    Raises:
        NoSuchRule: The county has not been founded.
    """
    return Names(
        county=rules.value(tx, "county.name", on=on),
        centre=rules.value(tx, CENTRE, on=on),
        code=rules.value(tx, "county.code", on=on),
    )


def _add_rules(tx: WriteTx, founding: Founding) -> None:
    own = {
        "county.name": founding.names.county,
        CENTRE: founding.names.centre,
        "county.code": founding.names.code,
        **founding.rules,
    }
    rows = _rules(_with_own(own))
    store.add_rules(tx, rows)
    _note_told(tx, "directory.rules_imported", list(map(rules.told, rows)))


def _rules(shipped: Mapping[str, Mapping[str, Any]]) -> list[Rule]:
    return [
        Rule(
            id=new_id(),
            code=code,
            value=str(row["value"]),
            unit=row.get("unit", ""),
            basis=row.get("basis", ""),
            valid_from=FIRST_DAY,
        )
        for code, row in shipped.items()
    ]


def _with_own(own: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    shipped = {
        f"{group}.{name}": row
        for group, rows in _shipped("rules").items()
        for name, row in rows.items()
    }
    return shipped | {
        code: {**shipped.get(code, {}), "value": value} for code, value in own.items()
    }


def _terms() -> list[Term]:
    return [
        Term(dictionary=dictionary, position=position, **({"code": f"{position:03d}"} | words))
        for dictionary, rows in _shipped("terms").items()
        for position, words in enumerate(rows, start=1)
    ]


def _put_terms(tx: WriteTx, terms: Sequence[Term]) -> None:
    store.add_terms(tx, terms)
    _note(tx, "directory.terms_imported", terms)


@cache
def _shipped(folder: str) -> dict[str, Any]:
    """Return what the files of a folder bring along, one file for each part."""
    files = sorted(resources.path(folder).glob("*.toml"))
    return {
        key: rows for file in files for key, rows in tomllib.loads(file.read_text("utf-8")).items()
    }


def _note(tx: WriteTx, kind: str, rows: Sequence[object]) -> None:
    digest = hashlib.sha256("\n".join(map(repr, rows)).encode()).hexdigest()
    body = {"count": len(rows), "sha256": digest}
    journal.append(tx, kind, body, id=new_id(), subject="county")


def _note_told(tx: WriteTx, kind: str, told: Sequence[tuple[str, standing.Fields]]) -> None:
    body = {"count": len(told), "sha256": standing.digest(told)}
    journal.append(tx, kind, body, id=new_id(), subject="county")
