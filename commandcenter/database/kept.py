"""Records that a part edits in place, each change noted field by field in the history.

What nobody may read who lacks the right to stands in the history as a digest alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database import history, journal, kept_rows
from commandcenter.database.history import Act, Change
from commandcenter.database.kept_rows import Rows, Told
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.database.verify import Reckoning, Source
from commandcenter.kernel.times import stamp

Record = TypeVar("Record")

_UNSAID = frozenset({"id", "version"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """How the history tells of records of one kind.

    Attributes:
        code: What they are called there.
        subject: Field that says whose history a record belongs to.
        name: Field that is the name of a record.
        secret: Fields that are told as a digest.
    """

    code: str
    subject: str
    name: str
    secret: frozenset[str] = frozenset()


class Keeper:
    """Adds, changes and takes out the records of one part, and vouches for them.

    Args:
        part: First word of the kind of the journal rows.
        kinds: By the frozen dataclass of the records.
        rows: The tables of the same records.
    """

    def __init__(self, part: str, kinds: Mapping[type, Kind], rows: Rows) -> None:
        self.part = part
        self._kinds = kinds
        self._rows = rows

    def add_all(self, tx: WriteTx, new: Sequence[Any], *, subject: UUID) -> int:
        """Add records of any kinds with one row of the journal; returns its number."""
        return self.put_all(tx, new=new, subject=subject)

    def change(self, tx: WriteTx, before: Record, after: Any) -> Record:
        """Change a record and note what differs; returns it with its new version.

        Raises:
            Conflict: It is not as the officer saw it.
        """
        changes = self._differences(before, after)
        if not changes and after.version == before.version:  # type: ignore[attr-defined]  # all have one
            return before
        self._rows.replace(tx, after)
        self._note(tx, changes, self.subject_of(after), [after])
        return replace(after, version=after.version + 1)  # type: ignore[no-any-return]  # of the same kind

    def change_all(self, tx: WriteTx, pairs: Sequence[tuple[Any, Any]], *, subject: UUID) -> int:
        """Change many records, each before and after, with one journal row.

        Returns:
            The number of the journal row, or of the last one before if nothing differs.

        Raises:
            Conflict: One of them is not as the officer saw it.
        """
        return self.put_all(tx, pairs=pairs, subject=subject)

    def change_alike(
        self, tx: WriteTx, pairs: Sequence[tuple[Any, Any]], names: Sequence[str], *, subject: UUID
    ) -> int:
        """Give many records of one kind the same values in some fields, with one journal row.

        Args:
            pairs: Each record before, as read in this transaction, and after.

        Returns:
            The number of the journal row.
        """
        self._rows.replace_alike(tx, [after for _, after in pairs], names)
        changes = [one for before, after in pairs for one in self._differences(before, after)]
        return self._note(tx, changes, subject, [after for _, after in pairs])

    def put_all(
        self,
        tx: WriteTx,
        *,
        new: Sequence[Any] = (),
        pairs: Sequence[tuple[Any, Any]] = (),
        gone: Sequence[Any] = (),
        subject: UUID,
    ) -> int:
        """Add, change and take out records of one subject with one row of the journal.

        Args:
            pairs: Each record before and after; those that do not differ are left alone.

        Returns:
            The number of the journal row, or of the last one before if nothing differs.

        Raises:
            Conflict: One of them is not as the officer saw it.
        """
        for kind in dict.fromkeys(map(type, new)):
            self._rows.add_all(tx, [one for one in new if type(one) is kind])
        changes = [self._came(one) for one in new]
        for before, after in pairs:
            differences = self._differences(before, after)
            if differences:
                self._rows.replace(tx, after)
                changes += differences
        for one in gone:
            self._rows.remove(tx, one)
            changes.append(self._change(one, Act.REMOVED))
        of = (*new, *(after for _, after in pairs), *gone)
        return self._note(tx, changes, subject, of) if changes else tx.seq

    def remove_all(self, tx: WriteTx, gone: Sequence[Any], *, subject: UUID) -> int:
        """Take out records that carry the versions that were seen, with one journal row.

        Raises:
            Conflict: One of them is not as the officer saw it.
        """
        return self.put_all(tx, gone=gone, subject=subject)

    def subject_of(self, record: Any) -> UUID:
        """Return whose history a record belongs to."""
        found: UUID = getattr(record, self._kinds[type(record)].subject)
        return found

    def evidence(self) -> tuple[Source, ...]:
        """Return what the journal vouches for."""
        return (history.evidence(self.part), Reckoning(first_misfit=self._first_misfit))

    def _note(
        self, tx: WriteTx, changes: Sequence[Change], subject: UUID, of: Sequence[Any]
    ) -> int:
        # What was made in a drill is told in that drill.
        drill_id = next((getattr(one, "drill_id", None) for one in of), None)
        told = history.evident(self.part, changes)
        return history.note(tx, told, subject=subject, drill_id=drill_id)

    def _came(self, record: Any) -> Change:
        return self._change(record, Act.ADDED, new=_digest(self._texts(record)))

    def _differences(self, before: Any, after: Any) -> list[Change]:
        return [
            self._change(after, Act.CHANGED, field=one.name, old=old, new=new)
            for one in fields(after)
            if one.name not in _UNSAID and getattr(before, one.name) != getattr(after, one.name)
            for old, new in [(self._text(before, one.name), self._text(after, one.name))]
        ]

    def _texts(self, record: Any) -> dict[str, str]:
        return {one.name: self._text(record, one.name) for one in fields(record)}

    def _change(
        self, record: Any, act: Act, *, field: str = "", old: str = "", new: str = ""
    ) -> Change:
        kind = self._kinds[type(record)]
        return Change(
            subject=self.subject_of(record),
            record=record.id,
            kind=kind.code,
            name=str(getattr(record, kind.name)),
            act=act,
            field=field,
            old=old,
            new=new,
        )

    def _text(self, record: Any, name: str) -> str:
        """Return how the history tells a field: its value as it comes back from the database."""
        value = getattr(record, name)
        if value is None or value == "" or value is False:
            return ""
        if name in self._kinds[type(record)].secret:
            return journal.digest((str(record.id), name, str(value))).hex()
        if isinstance(value, datetime):
            return stamp(value)
        if isinstance(self._rows.tables[type(record)].c[name].type, sa.Float):
            return str(float(value) + 0.0)  # 120 comes back as 120.0, and -0.0 as 0.0
        return str(value.value if isinstance(value, StrEnum) else value)

    def _first_misfit(self, tx: Tx, last: int) -> int | None:
        """Return the first journal row that a record does not fit as it stands."""
        told = kept_rows.told(tx, self.part)
        misfits = []
        record: Any
        for kind in self._kinds:
            for record in self._rows.everything(tx, kind):
                known = told.pop(record.id, None)
                if known is None:
                    misfits.append(last)
                elif not self._fits(record, known):
                    misfits.append(known.seq)
        return min([*misfits, *(known.seq for known in told.values())], default=None)

    def _fits(self, record: Any, known: Told) -> bool:
        kind = self._kinds[type(record)]
        is_same = (known.kind, known.subject) == (kind.code, self.subject_of(record))
        if not is_same or record.version != 1 + len(known.changed_in):
            return False
        texts = self._texts(record)
        if any(texts[name] != text for name, text in known.fields.items()):
            return False
        return _digest(texts | known.began | {"version": "1"}) == known.came


def _digest(texts: Mapping[str, str]) -> str:
    return journal.digest(texts.values()).hex()
