"""Records that are edited in place, and what the journal says they must be by now.

Every change of such a record tells the journal the old and the new text of each field, and
every new record all of them; so the journal adds up to what stands.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from commandcenter.database.journal import canonical
from commandcenter.database.tx import Tx

Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a part tells of one kind of record.

    Attributes:
        added: Kind of the journal rows whose body is a new record, text by field.
        changed: Kind of those whose body is a change, old and new text by field.
        imported: Kind of the row with the `digest` of all records a county began with;
            empty if it began with none.
        rows: Gives the records as they stand, each its subject and its fields.
    """

    added: str
    changed: str
    imported: str = ""
    rows: Callable[[Tx], Iterable[tuple[str, Fields]]]


def digest(records: Iterable[tuple[str, Fields]]) -> str:
    """Return one SHA-256 over records, whatever their order, in hexadecimal."""
    lines = sorted(canonical({"subject": subject, **fields}) for subject, fields in records)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


class Memory:
    """What the journal has said so far of one kind of record."""

    def __init__(self, source: Standing) -> None:
        self._source = source
        self._added: set[str] = set()
        # By subject and field: the text it must have, and the journal row that says so.
        self._known: dict[str, dict[str, tuple[str, int]]] = {}
        # What imported records were before their first change.
        self._began: dict[str, dict[str, str]] = {}
        self._imported: tuple[str, int] | None = None

    def hear(self, kind: str, subject: str, seq: int, body: str) -> None:
        """Take in one journal row."""
        if kind == self._source.added:
            self._added.add(subject)
            self._known[subject] = {name: (text, seq) for name, text in json.loads(body).items()}
        elif kind == self._source.changed:
            self._hear_change(subject, seq, json.loads(body))
        elif kind == self._source.imported:
            self._imported = (json.loads(body)["sha256"], seq)

    def _hear_change(self, subject: str, seq: int, body: Mapping[str, tuple[str, str]]) -> None:
        known, began = self._known.setdefault(subject, {}), self._began.setdefault(subject, {})
        for name, (old, new) in body.items():
            began.setdefault(name, old)
            known[name] = (new, seq)

    def first_misfit(self, tx: Tx, last: int) -> int | None:
        """Return the first journal row that the records as they stand do not fit.

        Args:
            last: The newest row; named for a record that the journal does not know at all.
        """
        standing = dict(self._source.rows(tx))
        misfits = [
            seq
            for subject, fields in self._known.items()
            for name, (text, seq) in fields.items()
            if standing.get(subject, {}).get(name) != text
        ]
        others = {subject: row for subject, row in standing.items() if subject not in self._added}
        if self._imported is not None:
            sha256, seq = self._imported
            began = (
                (subject, {**row, **self._began.get(subject, {})})
                for subject, row in others.items()
            )
            if digest(began) != sha256:
                misfits.append(seq)
        elif others:
            misfits.append(last)
        return min(misfits, default=None)
