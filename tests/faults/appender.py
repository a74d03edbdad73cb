"""Programs that write until they are killed: run as a process of its own by the tests beside it.

    python appender.py FILE WRITERS

For each line on its input it starts WRITERS processes, says their numbers in one line
(`PIDS 11 12`), and says `END` when all of them are gone. Each writer says `ACK seq id`
after every append that was acknowledged.
"""

import os
import sys
from pathlib import Path
from uuid import UUID

from commandcenter.database import journal, sqlite
from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer

OFFICER = Officer(account_id=UUID(int=1), login="wang.fang", name="王芳", station="desk-1")


def say(text: str) -> None:
    """Write a line in one piece, so that those of several processes do not mix."""
    os.write(1, text.encode() + b"\n")


def append_for_ever(file: Path) -> None:
    """Write until somebody kills this process."""
    db = Database(Address.of_file(file))
    while True:
        act = new_id()
        with db.write(OFFICER) as tx:
            seq = journal.append(tx, "test.note", {"text": "水" * 200}, id=act, subject="a")
        say(f"ACK {seq} {act}")


def main(file: Path, writers: int) -> None:
    """Start writers each time the parent asks, and wait for their end."""
    for _ in sys.stdin:
        pids = []
        for _ in range(writers):
            pid = os.fork()
            if pid == 0:
                append_for_ever(file)
            pids.append(pid)
        say("PIDS " + " ".join(map(str, pids)))
        for pid in pids:
            os.waitpid(pid, 0)
        say("END")


if __name__ == "__main__":
    sqlite.check_library(sqlite.dbapi2.sqlite_version_info)
    main(Path(sys.argv[1]), int(sys.argv[2]))
