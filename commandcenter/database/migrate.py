"""Creating a database, and bringing an older one to this program's version.

On SQLite the steps run on a copy, which is checked and then takes the place of the
original; on PostgreSQL they run in one transaction under a lock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Connection

from commandcenter.database import copies, faults, filelock, gate, guards
from commandcenter.database.address import Address
from commandcenter.database.engine import open_engine
from commandcenter.database.errors import FileExists, NoCounty, SchemaNewer
from commandcenter.database.journal import GENESIS
from commandcenter.database.schema import EPOCH, VERSION, journal_head
from commandcenter.database.tx import Tx

# Any number; only migrations of this program take this lock on a server.
_LOCK = 4_770_913
_MIGRATIONS = Path(__file__).with_name("migrations")


def create(address: Address) -> None:
    """Make an empty database of this program's version.

    Raises:
        FileExists: There is something already; it was not touched.
        NetworkPath, Unavailable: It cannot be made there.
    """
    if address.file is None:
        _refuse_existing(address, exists=not is_empty(address))
        _run(address)
        return
    _refuse_existing(address, exists=address.file.exists())
    address.file.parent.mkdir(parents=True, exist_ok=True)
    with filelock.alone(address.file), _beside(address.file, "new") as fresh:
        _refuse_existing(address, exists=address.file.exists())
        _run(Address.of_file(fresh))
        _swap_in(fresh, address.file)


def migrate(address: Address) -> Path | None:
    """Bring a database to this program's version; one that has it already is left alone.

    Returns:
        The backup that was made before, or None if there was nothing to do. On a
        server the backup is the administrator's, made with `commandcenter backup`.

    Raises:
        NoCounty: There is no database.
        SchemaNewer: It is ahead of this program.
        InUse: Somebody has the file open.
    """
    if address.file is None:
        if not _is_current(address):
            _run(address)
        return None
    if not address.file.exists():
        raise NoCounty(place=address.shown())
    with filelock.alone(address.file):
        if _is_current(address):
            return None
        before = copies.backup_name(address.file, "before-migration")
        copies.copy_file(address.file, before)
        with _beside(address.file, "migrating") as work:
            copies.copy_file(address.file, work)
            upgrade_copy(work)
            copies.check_file(work)
            _swap_in(work, address.file)
        copies.keep_newest(address.file, "before-migration", 3)
    return before


def upgrade_copy(path: Path) -> None:
    """Bring a file that nobody else knows of to this program's version.

    Raises:
        NoCounty: It is no county.
        SchemaNewer: It is ahead of this program.
    """
    address = Address.of_file(path)
    if not _is_current(address):
        _run(address)


def is_empty(address: Address) -> bool:
    """Say whether nothing has been made in a database yet."""
    with _opened(address) as tx:
        return gate.found_version(tx) is None


def _refuse_existing(address: Address, *, exists: bool) -> None:
    if exists:
        raise FileExists(path=address.shown())


def _is_current(address: Address) -> bool:
    with _opened(address) as tx:
        found = gate.found_version(tx)
        if found is None:
            raise NoCounty(place=address.shown())
        if found > VERSION:
            raise SchemaNewer(found=found, known=VERSION)
        return found == VERSION and not guards.missing(tx)


@contextmanager
def _opened(address: Address) -> Iterator[Tx]:
    engine = open_engine(address)
    try:
        with faults.translated(), engine.connect() as connection:
            yield Tx(connection=connection, is_sqlite=address.is_sqlite)
    finally:
        engine.dispose()


def _run(address: Address) -> None:
    engine = open_engine(address, patience_s=None)
    try:
        with faults.translated(), engine.connect() as connection:
            if address.is_sqlite:
                _switch_off_foreign_keys(connection)
            with connection.begin():
                _upgrade(connection)
    finally:
        engine.dispose()


def _switch_off_foreign_keys(connection: Connection) -> None:
    # Tables that are rebuilt would otherwise take the rows of others with them.
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    guards.install(connection)
    if connection.execute(sa.select(journal_head.c.seq)).first() is None:
        connection.execute(journal_head.insert(), _first_head())
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            raise AssertionError(f"a migration broke references of {broken[0]}")


def _first_head() -> dict[str, object]:
    return {
        "one": True,
        "database_id": uuid4(),
        "seq": 0,
        "hash": GENESIS,
        "began_seq": -1,
        "began_at": EPOCH,
        "began_by": 0,
    }


@contextmanager
def _beside(database: Path, word: str) -> Iterator[Path]:
    """Give a name beside a database for a file that is gone afterwards."""
    path = database.with_name(f"{database.name}.{word}")
    copies.remove(path)
    try:
        yield path
    finally:
        copies.remove(path)


def _swap_in(fresh: Path, database: Path) -> None:
    """Put a finished file in the place of the database, durably."""
    copies.settle(fresh)
    if database.exists():
        copies.settle(database)
    fresh.replace(database)
    copies.sync_folder(database.parent)
