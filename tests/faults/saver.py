"""A program that saves and says so: run as a process of its own, with the recorder preloaded.

    python saver.py database|station FOLDER COUNT SYNCHRONOUS

Every acknowledged number goes into FOLDER/acks, so that the record has it in its order.
"""

import os
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

from commandcenter.database import journal, sqlite
from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.database.station import KeptDraft, Station
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer

OFFICER = Officer(account_id=UUID(int=1), login="wang.fang", name="王芳", station="desk-1")
COUNTY = UUID(int=2)


def main(kind: str, folder: Path, count: int, synchronous: str) -> None:
    """Save so many times, with a checkpoint every few pages."""
    as_it_is = sqlite._set_up

    def set_up(connection: Any) -> None:
        as_it_is(connection)
        connection.execute("PRAGMA wal_autocheckpoint=20")
        connection.execute(f"PRAGMA synchronous={synchronous}")

    sqlite._set_up = set_up
    acks = os.open(folder / "acks", os.O_WRONLY | os.O_CREAT)
    save = append_to(folder) if kind == "database" else keep_in(folder)
    for number in range(1, count + 1):
        save(number)
        os.write(acks, b"%d\n" % number)
    os._exit(0)  # without the tidy end that a power cut does not leave time for


def append_to(folder: Path):
    """Return what appends to a journal."""
    db = Database(Address.of_file(folder / "county.db"))

    def save(number: int) -> None:
        with db.write(OFFICER) as tx:
            journal.append(tx, "test.note", {"n": number}, id=new_id(), subject="a")

    return save


def keep_in(folder: Path):
    """Return what keeps drafts in a station file."""
    station = Station(folder)

    def save(number: int) -> None:
        draft = KeptDraft(id=UUID(int=number), body={"content": "水" * 300})
        station.keep_draft(COUNTY, "wang.fang", draft)

    return save


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
