"""SQL of the directory."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database import records
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.model import (
    Account,
    Area,
    Organisation,
    Person,
    Rule,
    Term,
    initials,
)
from commandcenter.directory.rights import Role
from commandcenter.directory.tables import account, area, organisation, person, rule, term

_PERSON = sa.select(person, organisation.c.name.label("organisation")).select_from(
    person.outerjoin(organisation)
)
_ACCOUNT = sa.select(
    account.c.id,
    account.c.login,
    account.c.person_id,
    account.c.role,
    account.c.failures,
    account.c.locked_until,
    account.c.is_active,
    account.c.version,
    person.c.name,
    person.c.post,
).select_from(account.join(person))


def add_areas(tx: WriteTx, areas: Sequence[Area]) -> None:
    """Add many areas at once."""
    records.add_all(tx, area, [records.values_of(one) for one in areas])


def areas(tx: Tx, *, on: date, tier: str | None = None) -> tuple[Area, ...]:
    """Return the areas that exist on a day, by code."""
    query = sa.select(area).where(
        area.c.valid_from <= on, sa.or_(area.c.valid_to.is_(None), area.c.valid_to > on)
    )
    if tier is not None:
        query = query.where(area.c.tier == tier)
    return tuple(Area(**row._mapping) for row in tx.execute(query.order_by(area.c.code)))  # noqa: SLF001


def add_organisations(tx: WriteTx, organisations: Sequence[Organisation]) -> None:
    """Add many organisations at once."""
    records.add_all(tx, organisation, [records.values_of(one) for one in organisations])


def organisations(tx: Tx) -> tuple[Organisation, ...]:
    """Return all organisations, by name."""
    query = sa.select(organisation).order_by(organisation.c.name)
    return tuple(Organisation(**row._mapping) for row in tx.execute(query))  # noqa: SLF001


def add_people(tx: WriteTx, people: Sequence[Person]) -> None:
    """Add many people at once."""
    records.add_all(tx, person, [_person_row(one) for one in people])


def person_values(changed: Person) -> dict[str, Any]:
    """Return the columns that a changed person may have new values in."""
    row = _person_row(changed)
    del row["id"], row["version"]
    return row


def _person_row(one: Person) -> dict[str, Any]:
    row = records.values_of(one)
    del row["organisation"]
    return row | {"initials": initials(one.name)}


def get_person(tx: Tx, person_id: UUID) -> Person:
    """Return a person.

    Raises:
        sqlalchemy.exc.NoResultFound: There is none with this id.
    """
    return _person(tx.execute(_PERSON.where(person.c.id == person_id)).one())


def people(tx: Tx, *, containing: str = "", limit: int | None = 2_000) -> tuple[Person, ...]:
    """Return people whose name, unit, post, phone or pinyin initials contain a text."""
    query = _PERSON.order_by(organisation.c.name, person.c.name).limit(limit)
    if containing:
        wanted = f"%{_escaped(containing.lower())}%"
        columns = (
            person.c.name,
            person.c.initials,
            person.c.post,
            person.c.mobile,
            person.c.office_phone,
            organisation.c.name,
        )
        query = query.where(
            sa.or_(*(sa.func.lower(column).like(wanted, escape="\\") for column in columns))
        )
    return tuple(map(_person, tx.execute(query)))


def people_with(tx: Tx, ids: Collection[UUID]) -> tuple[Person, ...]:
    """Return the people with these ids."""
    return tuple(map(_person, tx.execute(_PERSON.where(person.c.id.in_(ids)))))


def people_of_area(tx: Tx, area_code: str) -> tuple[Person, ...]:
    """Return the active people whose unit lies in an area or below it, by unit and name."""
    query = _PERSON.where(
        organisation.c.area_code.like(f"{_escaped(area_code)}%", escape="\\"), person.c.is_active
    )
    return tuple(map(_person, tx.execute(query.order_by(organisation.c.name, person.c.name))))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _person(row: Any) -> Person:
    fields = dict(row._mapping)  # noqa: SLF001
    del fields["initials"]
    return Person(**(fields | {"organisation": fields["organisation"] or ""}))


def add_account(tx: WriteTx, new: Account, password_hash: str) -> None:
    """Add an account."""
    row = records.values_of(new) | {"password_hash": password_hash, "role": new.role.value}
    del row["name"], row["post"]
    tx.execute(account.insert(), row)


def find_account(tx: Tx, login: str) -> Account | None:
    """Return the account with this login."""
    row = tx.execute(_ACCOUNT.where(account.c.login == login)).first()
    return None if row is None else _account(row)


def get_account(tx: Tx, account_id: UUID) -> Account:
    """Return an account.

    Raises:
        sqlalchemy.exc.NoResultFound: There is none with this id.
    """
    return _account(tx.execute(_ACCOUNT.where(account.c.id == account_id)).one())


def password_hashes(tx: Tx) -> dict[UUID, str]:
    """Return the argon2id hash of every account's password."""
    rows = tx.execute(sa.select(account.c.id, account.c.password_hash))
    return {row.id: row.password_hash for row in rows}


def accounts(tx: Tx) -> tuple[Account, ...]:
    """Return all accounts, by login."""
    return tuple(map(_account, tx.execute(_ACCOUNT.order_by(account.c.login))))


def password_hash(tx: Tx, account_id: UUID) -> str:
    """Return the argon2id hash of an account's password."""
    query = sa.select(account.c.password_hash).where(account.c.id == account_id)
    return str(tx.execute(query).scalar_one())


def _account(row: Any) -> Account:
    return Account(**(dict(row._mapping) | {"role": Role(row.role)}))  # noqa: SLF001


def add_rules(tx: WriteTx, rules: Iterable[Rule]) -> None:
    """Add rule rows."""
    records.add_all(tx, rule, [records.values_of(one) for one in rules])


def get_rule(tx: Tx, rule_id: UUID) -> Rule:
    """Return a rule row.

    Raises:
        sqlalchemy.exc.NoResultFound: There is none with this id.
    """
    return Rule(**tx.execute(sa.select(rule).where(rule.c.id == rule_id)).one()._mapping)  # noqa: SLF001


def rules(tx: Tx) -> tuple[Rule, ...]:
    """Return all rule rows, by code, newest first."""
    query = sa.select(rule).order_by(rule.c.code, rule.c.valid_from.desc())
    return tuple(Rule(**row._mapping) for row in tx.execute(query))  # noqa: SLF001


def rule_ids(tx: Tx, codes: Collection[str]) -> tuple[UUID, ...]:
    """Return the ids of all rows of these rules, valid or not."""
    return tuple(tx.execute(sa.select(rule.c.id).where(rule.c.code.in_(codes))).scalars())


def valid_rule(tx: Tx, code: str, on: date) -> str | None:
    """Return the value of a rule on a day; the row that began last holds."""
    return tx.execute(_VALID, {"code": code, "day": on}).scalar()


_VALID = (
    sa.select(rule.c.value)
    .where(
        rule.c.code == sa.bindparam("code"),
        rule.c.valid_from <= sa.bindparam("day", type_=sa.Date),
        sa.or_(rule.c.valid_to.is_(None), rule.c.valid_to > sa.bindparam("day", type_=sa.Date)),
    )
    .order_by(rule.c.valid_from.desc())
    .limit(1)
)


def add_terms(tx: WriteTx, terms: Iterable[Term]) -> None:
    """Add words to dictionaries."""
    records.add_all(tx, term, [records.values_of(one) for one in terms])


def dictionaries(tx: Tx) -> frozenset[str]:
    """Return the names of the dictionaries that have any word."""
    return frozenset(tx.execute(sa.select(term.c.dictionary).distinct()).scalars())


def terms(tx: Tx, dictionary: str) -> tuple[Term, ...]:
    """Return the active words of a dictionary in their order."""
    query = (
        sa.select(term)
        .where(term.c.dictionary == dictionary, term.c.is_active)
        .order_by(term.c.position, term.c.code)
    )
    return tuple(Term(**row._mapping) for row in tx.execute(query))  # noqa: SLF001


def every_term(tx: Tx) -> tuple[Term, ...]:
    """Return the words of all dictionaries in their order, retired ones as well."""
    query = sa.select(term).order_by(term.c.dictionary, term.c.position, term.c.code)
    return tuple(Term(**row._mapping) for row in tx.execute(query))  # noqa: SLF001


def find_term(tx: Tx, dictionary: str, code: str) -> Term | None:
    """Return a word; None if there is none."""
    query = sa.select(term).where(term.c.dictionary == dictionary, term.c.code == code)
    row = tx.execute(query).first()
    return None if row is None else Term(**row._mapping)  # noqa: SLF001


def replace_term(tx: WriteTx, changed: Term) -> None:
    """Change a word; its dictionary and its code say which."""
    values = records.values_of(changed)
    key = (term.c.dictionary == values.pop("dictionary"), term.c.code == values.pop("code"))
    tx.execute(term.update().where(*key).values(**values))
