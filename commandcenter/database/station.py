"""The workstation's own file: half-typed drafts, and heads it has seen as a witness.

It exists beside either kind of database and belongs to this computer alone.
"""

import json
import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import portalocker

from commandcenter.database import copies, faults, sqlite
from commandcenter.database.errors import Damaged
from commandcenter.database.verify import Anchor
from commandcenter.kernel.ids import new_id

log = logging.getLogger(__name__)

# Every so many rows a head is remembered for good, besides the newest one.
REMEMBER_EVERY = 100

_TABLES = """
CREATE TABLE IF NOT EXISTS draft (
  id TEXT PRIMARY KEY, database_id TEXT NOT NULL, login TEXT NOT NULL,
  holder TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS head (
  database_id TEXT NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL,
  PRIMARY KEY (database_id, seq)
) STRICT;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDraft:
    """A draft as it lies in the station file; its body is the window's own."""

    id: UUID
    body: Mapping[str, Any]


class Station:
    """The station file, open in one program.

    Safe to share between threads. A draft belongs to the program that shows it, so that
    two windows of one officer do not show the same one; it is free again when that
    program has ended, however it ended.
    """

    def __init__(self, folder: Path) -> None:
        """Open the file in this folder; creates both.

        A damaged file is set aside for an expert; work goes on with a fresh one.

        Raises:
            NetworkPath, OldLibrary, Unavailable: The file cannot be kept safe there.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._lock = threading.Lock()
        path = folder / "station.db"
        try:
            self._connection = _opened(path)
        except Damaged:
            aside = copies.backup_name(path, "damaged")
            log.warning("the station file is damaged; it is kept as %s", aside.name)
            copies.set_aside(path, aside)
            self._connection = _opened(path)
        self._holder = str(new_id())
        self._alive = self._holder_file(self._holder).open("wb")
        portalocker.lock(self._alive, portalocker.LockFlags.EXCLUSIVE)

    def keep_draft(self, database_id: UUID, login: str, draft: KeptDraft) -> None:
        """Write down a draft as it stands now; durable when this returns.

        Raises:
            DiskFull, Unavailable: It could not be written.
        """
        row = (
            str(draft.id),
            str(database_id),
            login,
            self._holder,
            json.dumps(draft.body, ensure_ascii=False),
        )
        with self._writing():
            self._connection.execute("INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?, ?)", row)

    def drop_draft(self, draft_id: UUID) -> None:
        """Forget a draft that was recorded or thrown away."""
        with self._writing():
            self._connection.execute("DELETE FROM draft WHERE id = ?", (str(draft_id),))

    def take_drafts(self, database_id: UUID, login: str) -> tuple[KeptDraft, ...]:
        """Return the drafts of an officer that no other running program shows, oldest first.

        They belong to this program from now on.
        """
        with self._writing():
            found = self._connection.execute(
                "SELECT id, holder, body FROM draft"
                " WHERE database_id = ? AND login = ? ORDER BY id",
                (str(database_id), login),
            ).fetchall()
            mine = [row for row in found if row[1] == self._holder or not self._is_alive(row[1])]
            self._connection.executemany(
                "UPDATE draft SET holder = ? WHERE id = ?", [(self._holder, row[0]) for row in mine]
            )
        return tuple(KeptDraft(id=UUID(row[0]), body=json.loads(row[2])) for row in mine)

    def count_drafts(self, database_id: UUID, login: str) -> int:
        """Return how many real drafts of an officer lie here, whoever shows them."""
        # The files of a draft are rows of their own that name the draft they belong to.
        query = (
            "SELECT count(*) FROM draft WHERE database_id = ? AND login = ?"
            " AND json_extract(body, '$.file_of') IS NULL"
            " AND coalesce(json_extract(body, '$.drill_id'), '') = ''"
        )
        with self._lock:
            found = self._connection.execute(query, (str(database_id), login)).fetchone()
        return int(found[0])

    def remember(self, database_id: UUID, head: Anchor) -> None:
        """Remember a head as a witness: the newest, and every hundredth for good."""
        name = str(database_id)
        with self._writing():
            self._connection.execute(
                "DELETE FROM head WHERE database_id = ? AND seq % ? <> 0 AND seq <= ?",
                (name, REMEMBER_EVERY, head.seq),
            )
            # The first memory of a number stays: a later one could be of a rewritten log.
            self._connection.execute(
                "INSERT OR IGNORE INTO head VALUES (?, ?, ?)", (name, head.seq, head.hash)
            )

    def remembered(self, database_id: UUID) -> tuple[Anchor, ...]:
        """Return the heads this workstation has seen, oldest first."""
        with self._lock, faults.translated():
            rows = self._connection.execute(
                "SELECT seq, hash FROM head WHERE database_id = ? ORDER BY seq", (str(database_id),)
            ).fetchall()
        return tuple(Anchor(seq=seq, hash=hash_) for seq, hash_ in rows)

    def close(self) -> None:
        """Close the file; the drafts stay."""
        with self._lock, closing(self._connection):
            self._alive.close()
            self._holder_file(self._holder).unlink(missing_ok=True)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._lock, faults.translated():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.rollback()
                raise

    def _holder_file(self, holder: str) -> Path:
        return self._folder / f"program-{holder}.lock"

    def _is_alive(self, holder: str) -> bool:
        path = self._holder_file(holder)
        if not path.exists():
            return False
        with path.open("rb+") as file:
            try:
                portalocker.lock(
                    file, portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING
                )
            except portalocker.exceptions.LockException:
                return True
        path.unlink(missing_ok=True)
        return False


def _opened(path: Path) -> Any:
    with faults.translated():
        connection = sqlite.connect(path)
        try:
            _make_sound(connection)
        except BaseException:
            connection.close()
            raise
        return connection


def _make_sound(connection: Any) -> None:
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise Damaged
    connection.executescript(_TABLES)
