"""A server that is frozen, gone, busy or set up differently."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress

import psutil
import pytest
import sqlalchemy as sa

from commandcenter.database import journal, postgres
from commandcenter.database.engine import Database
from commandcenter.database.errors import SilentWrite
from commandcenter.directory.tables import term
from commandcenter.kernel.errors import Conflict, Unavailable
from commandcenter.kernel.ids import new_id

ONE = sa.text("SELECT 1")
TERM = {"dictionary": "kind", "zh": "来电", "en": "Call", "position": 1, "is_active": True}


@pytest.fixture
def hasty(postgresql_address) -> Iterator[Database]:
    """A workstation that waits one second for an answer, connected already."""
    db = Database(postgresql_address, patience_s=1.0)
    with db.read() as tx:
        tx.execute(ONE)
    yield db
    db.close()


class Freeze:
    """Stops every process of the server where it stands, and lets them go on."""

    def __init__(self, postmaster: psutil.Process) -> None:
        self._postmaster = postmaster
        self._stopped: list[psutil.Process] = []

    def __call__(self) -> None:
        self._stopped += [self._postmaster, *self._postmaster.children(recursive=True)]
        for process in self._stopped:
            process.suspend()

    def thaw(self) -> None:
        while self._stopped:
            with suppress(psutil.NoSuchProcess):
                self._stopped.pop().resume()


@pytest.fixture
def freeze(postgres_server) -> Iterator[Freeze]:
    """A way to freeze the server; it goes on after the test, or after ten seconds."""
    freeze = Freeze(psutil.Process(postgres_server.pid))
    watch = threading.Timer(10, freeze.thaw)
    watch.start()
    yield freeze
    watch.cancel()
    watch.join()
    freeze.thaw()


def end_connections(server, address) -> None:
    ending = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
    with closing(server.admin()) as admin:
        admin.execute(ending, [address.url.database])


def note(tx):
    return journal.append(tx, "test.note", {}, id=new_id(), subject="a")


def test_a_frozen_server_is_noticed_while_reading(hasty, freeze):
    freeze()
    started = time.monotonic()

    with pytest.raises(Unavailable), hasty.read() as tx:
        tx.execute(ONE)

    assert 0.9 < time.monotonic() - started < 6


@pytest.mark.parametrize("moment", ["begin", "statement", "commit"])
def test_a_frozen_server_is_noticed_while_writing(hasty, officer, freeze, moment):
    def write() -> None:
        if moment == "begin":
            freeze()
        with hasty.write(officer) as tx:
            if moment == "statement":
                freeze()
                tx.execute(ONE)
            note(tx)
            freeze()

    started = time.monotonic()
    with pytest.raises(Unavailable):
        write()

    assert 0.9 < time.monotonic() - started < 6


def test_a_server_that_freezes_at_the_end_of_a_reading_is_noticed(hasty, freeze):
    started = time.monotonic()

    with pytest.raises(Unavailable), hasty.read() as tx:
        assert tx.execute(ONE).scalar() == 1
        freeze()

    assert time.monotonic() - started < 6


def test_a_frozen_server_is_noticed_while_connecting(postgresql_address, freeze, monkeypatch):
    monkeypatch.setattr(postgres, "CONNECT_S", 2)
    freeze()
    started = time.monotonic()

    with pytest.raises(Unavailable):
        Database(postgresql_address)

    assert time.monotonic() - started < 8


def test_a_server_that_was_frozen_is_used_again(hasty, officer, freeze, postgres_server):
    freeze()
    with pytest.raises(Unavailable), hasty.read() as tx:
        tx.execute(ONE)

    freeze.thaw()

    with hasty.write(officer) as tx:
        assert note(tx) == 1


def test_work_on_one_statement_has_the_same_limit(hasty):
    with hasty.read() as tx:
        for _ in range(3):
            tx.execute(sa.text("SELECT pg_sleep(0.5)"))

    with pytest.raises(Unavailable), hasty.read() as tx:
        tx.execute(sa.text("SELECT pg_sleep(1.5)"))


def test_a_restarted_server_is_found_again(postgresql_address, postgres_server, officer):
    db = Database(postgresql_address)
    with ThreadPoolExecutor(4) as pool:  # several connections that do not know yet
        list(pool.map(lambda _: count(db, "SELECT pg_sleep(0.1)"), range(4)))
    end_connections(postgres_server, postgresql_address)

    with pytest.raises(Unavailable):
        count(db, "SELECT 1")

    assert count(db, "SELECT 1") is not None
    with db.write(officer) as tx:
        note(tx)
    db.close()


def test_a_restarted_server_is_found_again_by_who_writes_first(
    postgresql_address, postgres_server, officer
):
    db = Database(postgresql_address)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: count(db, "SELECT pg_sleep(0.1)"), range(4)))
    end_connections(postgres_server, postgresql_address)

    with pytest.raises(Unavailable), db.write(officer):
        pass

    with db.write(officer) as tx:
        assert note(tx) == 1
    db.close()


def count(db, statement) -> object:
    with db.read() as tx:
        return tx.execute(sa.text(statement)).scalar()


def test_a_connection_that_ends_in_a_write_is_not_used_again(
    hasty, officer, postgresql_address, postgres_server
):
    with pytest.raises(Unavailable), hasty.write(officer) as tx:
        note(tx)
        end_connections(postgres_server, postgresql_address)

    with hasty.write(officer) as tx:
        assert note(tx) == 1


def test_who_waits_too_long_for_the_journal_is_told(
    postgresql_address, hasty, officer, slow_writes_are_expected
):
    other = Database(postgresql_address)

    with other.write(officer) as holding:
        note(holding)
        with pytest.raises(Unavailable), hasty.write(officer) as tx:
            note(tx)

    with hasty.write(officer) as tx:
        assert note(tx) == 2
    other.close()


def test_a_saved_entry_is_durable_whatever_the_client_has_set(postgresql_address, officer):
    settings = {"synchronous_commit": "off", "default_transaction_isolation": "serializable"}
    owner = Database(postgresql_address)
    name = postgresql_address.url.database
    with owner._engine.connect() as connection:
        for setting, value in settings.items():
            connection.exec_driver_sql(f"ALTER DATABASE {name} SET {setting} = '{value}'")
        connection.commit()
    owner.close()

    db = Database(postgresql_address)
    with db.write(officer) as tx:
        shown = [
            tx.execute(sa.text(f"SHOW {setting}")).scalar()
            for setting in ("synchronous_commit", "transaction_isolation")
        ]
        freed = tx.execute(sa.text("SHOW idle_in_transaction_session_timeout")).scalar()
        note(tx)
    db.close()

    assert shown == ["on", "read committed"]
    assert freed == "10s"


def test_readers_see_one_moment_and_cannot_write(postgresql_address):
    db = Database(postgresql_address)

    assert count(db, "SHOW transaction_isolation") == "repeatable read"
    assert count(db, "SHOW transaction_read_only") == "on"
    db.close()


def test_what_was_sent_travels_with_the_commit(postgresql_address, officer, tmp_path):
    db = Database(postgresql_address)
    with (tmp_path / "trace").open("w") as trace:
        with db.write(officer) as tx:
            for n in range(5):
                tx.send(term.insert(), TERM | {"code": str(n)})
            note(tx)
            driver = tx.driver
            driver.pgconn.trace(trace.fileno())
        driver.pgconn.untrace()

    trips = (tmp_path / "trace").read_text().count("ReadyForQuery")
    # One for all of it and the commit; psycopg asks once more before it leaves the pipeline.
    assert trips == 2
    assert count(db, "SELECT count(*) FROM term") == 5
    db.close()


def test_a_server_ends_by_itself_what_nobody_waits_for(postgresql_address):
    db = Database(postgresql_address)

    assert count(db, "SHOW lock_timeout") == "5s"
    assert count(db, "SHOW statement_timeout") == "10s"
    assert count(db, "SHOW idle_in_transaction_session_timeout") == "1min"
    db.close()


def test_what_fails_in_the_last_trip_is_named_by_its_cause(postgresql_address, officer, caplog):
    db = Database(postgresql_address)

    with pytest.raises(Conflict), db.write(officer) as tx:
        tx.send(term.insert(), TERM | {"code": "same"})
        tx.send(term.insert(), TERM | {"code": "same"})
        note(tx)

    assert caplog.records == []
    with db.write(officer) as tx:
        assert note(tx) == 1
    db.close()


def test_a_silent_write_is_refused_even_if_nothing_was_asked(postgresql_address, officer):
    db = Database(postgresql_address)

    with pytest.raises(SilentWrite), db.write(officer) as tx:
        tx.send(term.insert(), TERM | {"code": "a"})

    with db.read() as tx:
        assert tx.execute(sa.select(term)).all() == []
    db.close()
