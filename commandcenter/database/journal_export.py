"""The journal as text that can be verified without this program.

One JSON object for each row, with the fields of `journal.Row`, and one for the end.
`resources/verifier/verify_journal.py` reads it.
"""

import json
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database import verify
from commandcenter.database.journal import Row
from commandcenter.database.schema import journal_head
from commandcenter.database.tx import Tx
from commandcenter.kernel.times import stamp

_NAMES = tuple(field.name for field in fields(Row))


def lines(tx: Tx) -> Iterator[str]:
    """Give every row, oldest first, as it is; then the end as the head of the journal has it.

    A row that cannot be read is an object without fields, and nothing follows it.
    """
    for row in verify.rows(tx):
        if row is None:
            yield "{}"
            return
        yield _line({name: getattr(row, name) for name in _NAMES})
    head = tx.execute(sa.select(journal_head.c.seq, journal_head.c.hash)).first()
    yield _line({"end": True} | (dict(head._mapping) if head is not None else {}))  # noqa: SLF001 - the documented name of SQLAlchemy


def _line(values: dict[str, object]) -> str:
    return json.dumps({name: _written(value) for name, value in values.items()}, ensure_ascii=False)


def _written(value: object) -> object:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, datetime):
        return stamp(value)
    return str(value) if isinstance(value, UUID) else value
