"""A program whose disk fails at a chosen call: run as a process of its own, recorder preloaded.

    python failing.py ORIGINAL FOLDER MOST

For each of the first MOST writes and syncs: lets it fail, once and for good, with an error
of the disk and with a full disk. Says `n code sticky` of each run in which something was
lost, doubled, or reported in a way that users do not know; says `DONE runs errors` at the end.
"""

import ctypes
import errno
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from commandcenter.database import journal, verify
from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.kernel.errors import Conflict, Unavailable
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer

OFFICER = Officer(account_id=UUID(int=1), login="wang.fang", name="王芳", station="desk-1")
SAVES = 12
recorder = ctypes.CDLL(None)


def save(db: Database, act: UUID) -> None:
    """Append a row of some pages."""
    with db.write(OFFICER) as tx:
        journal.append(tx, "test.note", {"text": "水" * 3000}, id=act, subject="a")


def run(address: Address, n: int, code: int, *, sticky: bool) -> tuple[bool, int]:
    """Save while the n-th call fails; returns whether all is well, and the errors shown."""
    db = Database(address)
    acts, errors = [new_id() for _ in range(SAVES)], 0
    recorder.fault_arm(n, code, int(sticky))
    for act in acts:
        try:
            save(db, act)
        except Unavailable:
            errors += 1
            recorder.fault_arm(-1, 0, 0)  # somebody made room or changed the cable
            with suppress(Conflict):  # it was there, although its answer was an error
                save(db, act)
    recorder.fault_arm(-1, 0, 0)
    db.close()
    db = Database(address)
    with db.read() as tx:
        is_sound = verify.run(tx, []).problem is None
        found = [row.id for row in verify.rows(tx) if row is not None]
    db.close()
    return is_sound and found == acts, errors


def main(original: Path, folder: Path, most: int) -> None:
    """Let each call fail in each way."""
    runs = errors = 0
    for n in range(1, most + 1):
        for code in (errno.EIO, errno.ENOSPC):
            for sticky in (False, True):
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                shutil.copyfile(original, folder / "county.db")
                is_well, shown = run(Address.of_file(folder / "county.db"), n, code, sticky=sticky)
                runs, errors = runs + 1, errors + shown
                if not is_well:
                    sys.stdout.write(f"{n} {code} {sticky}\n")
    sys.stdout.write(f"DONE {runs} {errors}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
