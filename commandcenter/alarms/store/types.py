"""SQL of the table of alarm types, and the rows the program ships."""

import tomllib
from dataclasses import fields
from functools import cache
from typing import Any

import sqlalchemy as sa

import resources
from commandcenter.alarms.model.kinds import AlarmType
from commandcenter.alarms.tables import alarm_type
from commandcenter.database import reckoned, records
from commandcenter.database.reckoned import SET
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.kernel.severity import Severity

ADDED = "alarms.type_added"
CHANGED = "alarms.type_changed"

EVIDENCE = reckoned.source(alarm_type, (ADDED, CHANGED))

_NAMES = tuple(column.name for column in alarm_type.columns)
_FIND = sa.select(*alarm_type.columns).where(alarm_type.c.code == sa.bindparam("code"))


@cache
def shipped() -> tuple[AlarmType, ...]:
    """Return the rows that every county begins with."""
    text = resources.path("alarms", "types.toml").read_text("utf-8")
    return tuple(
        AlarmType(code=code, **(row | {"severity": Severity(row["severity"])}))
        for code, row in tomllib.loads(text).items()
    )


def find(tx: Tx, code: str) -> AlarmType | None:
    """Return the row of a code."""
    rows = tx.rows(_FIND, {"code": code})
    return _type(dict(zip(_NAMES, rows[0], strict=True))) if rows else None


def everything(tx: Tx) -> tuple[AlarmType, ...]:
    """Return all rows, by code."""
    rows = tx.execute(sa.select(alarm_type).order_by(alarm_type.c.code)).mappings()
    return tuple(_type(dict(row)) for row in rows)


def add(tx: WriteTx, new: AlarmType) -> dict[str, object]:
    """Add a row; returns what the journal has to tell of it."""
    values = _values(new)
    tx.execute(alarm_type.insert(), values)
    return _evidence(new, values)


def replace(tx: WriteTx, before: AlarmType, after: AlarmType) -> dict[str, object]:
    """Put a row in the place of what it was; returns what the journal has to tell of it.

    Raises:
        Conflict: It was changed since *before* was read.
    """
    values = reckoned.changed(_values(before), _values(after))
    told = {name: value for name, value in values.items() if name != "version"}
    records.replace(tx, alarm_type, before.code, told, seen_version=before.version)
    return _evidence(after, {"code": after.code} | values)


def _evidence(one: AlarmType, values: dict[str, Any]) -> dict[str, object]:
    return {"name": one.zh, SET: {"alarm_type": reckoned.said(values)}}


def _values(one: AlarmType) -> dict[str, Any]:
    return {field.name: getattr(one, field.name) for field in fields(one)} | {
        "severity": one.severity.value
    }


def _type(row: dict[str, Any]) -> AlarmType:
    return AlarmType(**(row | {"severity": Severity(row["severity"])}))
