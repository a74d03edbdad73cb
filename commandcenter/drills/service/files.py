"""The files that belong to records of plans and drills: photographs, scans, texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from commandcenter.database import attachments
from commandcenter.database.engine import Database
from commandcenter.database.tx import WriteTx
from commandcenter.directory.rights import require
from commandcenter.drills.model.plan import File
from commandcenter.drills.service import records
from commandcenter.drills.store.keeping import KEEPER, ROWS
from commandcenter.duty.service import files as taken
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A file of this computer that is to belong to a record.

    Attributes:
        id: Of the record that it becomes; sent again it is attached once.
    """

    id: UUID
    name: str
    media_type: str
    sha256: str
    content: bytes

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.content)

    def of(self, about: UUID) -> File:
        """Return the record of a file that belongs to something."""
        return File(
            id=self.id,
            about=about,
            sha256=self.sha256,
            name=self.name,
            media_type=self.media_type,
            size=self.size,
        )


def take_in(path: Path) -> Given:
    """Return a file of this computer.

    Raises:
        TooLarge, NotAttachable, EmptyFile, UnreadableFile: It cannot belong to a record.
    """
    known, content = taken.take_in(path)
    return Given(
        id=new_id(),
        name=known.name,
        media_type=known.media_type,
        sha256=known.sha256,
        content=content,
    )


def attach(db: Database, owner: Any, given: Sequence[Given], *, officer: Officer) -> None:
    """Let files belong to a record; who may change the record may do so.

    Raises:
        NotAllowed, NotYourObservation, DrillArchived, TooLarge: Nothing was written.
        Conflict: The record is gone.
        Unavailable: The outcome is unknown; send it again.
    """
    require(officer, records.needed(type(owner)))
    with db.write(officer) as tx:
        before: Any = ROWS.get(tx, type(owner), owner.id)
        records.check_open(tx, before)
        records.check_own(before, officer)
        new = new_in(tx, owner.id, given)
        if new:
            KEEPER.add_all(tx, new, subject=owner.id)


def new_in(tx: WriteTx, about: UUID, given: Sequence[Given]) -> tuple[File, ...]:
    """Keep the contents and return the records that are still to be written.

    Raises:
        TooLarge: One has more bytes than may be kept.
    """
    new = [one for one in given if ROWS.find(tx, File, one.id) is None]
    for one in new:
        attachments.check_size(one.name, one.size)
        attachments.add(tx, one.content)
    return tuple(one.of(about) for one in new)


def detach(db: Database, owner: Any, file: File, *, officer: Officer) -> None:
    """Take a file away from a record; its bytes and its history stay.

    Raises:
        NotAllowed, NotYourObservation, DrillArchived: Nothing was written.
        Conflict: Somebody took it away first, or the record is gone.
        Unavailable: The outcome is unknown; look at it again.
    """
    require(officer, records.needed(type(owner)))
    with db.write(officer) as tx:
        before: Any = ROWS.get(tx, type(owner), owner.id)
        records.check_open(tx, before)
        records.check_own(before, officer)
        KEEPER.remove_all(tx, [file], subject=owner.id)


def of(db: Database, about: UUID) -> tuple[File, ...]:
    """Return the files of a record in the order they came."""
    with db.read() as tx:
        return ROWS.where(tx, File, ("id",), about=about)


def content(db: Database, file: File) -> bytes:
    """Return the bytes of a file.

    Raises:
        Unavailable: The database did not answer.
    """
    return taken.content(db, file.sha256)
