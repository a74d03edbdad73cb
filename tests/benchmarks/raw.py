"""The bare minimum: one row with the words of an entry, by the driver alone."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import psycopg

from commandcenter.database import sqlite
from commandcenter.database.address import Address
from commandcenter.duty.model.entry import Draft
from commandcenter.kernel.ids import new_id

# Every column of an entry that is not made from the others, in plain types.
_NAMES = (
    *("id", "number", "kind", "direction", "channel", "received_at", "recorded_at", "org"),
    *("name", "post", "phone", "content", "place", "area_code", "reported_to", "urgency"),
    *("steps", "owner", "recorder"),
)
_TYPED = ", ".join(f"{name} TEXT NOT NULL" for name in _NAMES)
_LISTED = ", ".join(_NAMES)

Row = Sequence[str]
Write = Callable[[Row], None]


def row_of(draft: Draft) -> Row:
    """Return the words of a draft as the columns of a bare row."""
    steps = '[{"step":"take","at":"2026-07-18T14:41:00.000000Z","by":"何立","to":"","result":""}]'
    texts = {name: str(getattr(draft, name)) for name in _NAMES if hasattr(draft, name)}
    made = {
        "id": str(new_id()),
        "number": "ZB-20260718-023",
        "received_at": "2026-07-18T14:41:00.000000Z",
        "recorded_at": "2026-07-18T14:43:00.000000Z",
        "steps": steps,
        "recorder": "何立",
    }
    return [(texts | made)[name] for name in _NAMES]


def make_table(target: Path | Address) -> None:
    """Make the table of bare rows."""
    if isinstance(target, Path):
        connection = sqlite.connect(target)
        connection.execute(f"CREATE TABLE bare (seq INTEGER PRIMARY KEY, {_TYPED})")
    else:
        connection = _connected(target)
        connection.execute(f"CREATE TABLE bare (seq bigserial PRIMARY KEY, {_TYPED})")
    connection.close()


def writer(target: Path | Address, *, takes_turns: bool = False) -> Write:
    """Return a function that adds one durable row.

    Args:
        takes_turns: Begin each transaction as a file with several writers needs it.
    """
    marks = ", ".join(["?" if isinstance(target, Path) else "%s"] * len(_NAMES))
    insert = f"INSERT INTO bare ({_LISTED}) VALUES ({marks})"
    connection: Any = sqlite.connect(target) if isinstance(target, Path) else _connected(target)

    def write(row: Row) -> None:
        connection.execute(insert, row)

    def write_in_turn(row: Row) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(insert, row)
        connection.execute("COMMIT")

    return write_in_turn if takes_turns and isinstance(target, Path) else write


def _connected(address: Address) -> "psycopg.Connection[Any]":
    url = address.url.set(drivername="postgresql")
    return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True)
