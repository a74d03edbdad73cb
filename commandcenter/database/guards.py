"""Triggers that keep history from being changed, on both databases."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from commandcenter.database.guarded import APPEND_ONLY, JOURNALED, TRANSITIONS
from commandcenter.database.tx import Tx

_SQLITE_APPEND_ONLY = """CREATE TRIGGER guard_{table}_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'append-only: {verb} on {table} refused'); END"""

_SQLITE_NEXT = """CREATE TRIGGER guard_journal_next BEFORE INSERT ON journal
BEGIN
  SELECT RAISE(ABORT, 'journal: not the next number')
   WHERE NEW.seq <> coalesce((SELECT max(seq) FROM journal), 0) + 1;
  SELECT RAISE(ABORT, 'journal: not the hash of the row before')
   WHERE NEW.seq > 1 AND NEW.prev_hash IS NOT (SELECT hash FROM journal WHERE seq = NEW.seq - 1);
END"""

_SQLITE_STEP = """CREATE TRIGGER guard_{table}_{name} BEFORE {event} ON {table}
WHEN {forbidden}
BEGIN SELECT RAISE(ABORT, 'no such step: {column} of {table}'); END"""

_POSTGRESQL_FUNCTIONS = {
    "guard_append_only": """
BEGIN
  RAISE EXCEPTION 'append-only: % on % refused', tg_op, tg_table_name USING ERRCODE = '42501';
END
""",
    "guard_began": """
BEGIN
  IF (SELECT began_by FROM journal_head) <> pg_current_xact_id()::text::bigint THEN
    RAISE EXCEPTION 'silent write: % on % without begin_write()', tg_op, tg_table_name
      USING ERRCODE = '42501';
  END IF;
  IF current_setting('commandcenter.changed', true) IS DISTINCT FROM '1' THEN
    PERFORM set_config('commandcenter.changed', '1', true);
  END IF;
  RETURN NULL;
END
""",
    "guard_appended": """
BEGIN
  IF (SELECT seq = began_seq FROM journal_head) THEN
    RAISE EXCEPTION 'silent write: begin_write() without a journal row' USING ERRCODE = '42501';
  END IF;
  RETURN NULL;
END
""",
    "guard_step": """
BEGIN
  RAISE EXCEPTION 'no such step: % of %', tg_name, tg_table_name USING ERRCODE = '23514';
END
""",
    "guard_next": """
DECLARE last record;
BEGIN
  SELECT seq, hash INTO last FROM journal ORDER BY seq DESC LIMIT 1;
  IF NEW.seq <> coalesce(last.seq, 0) + 1 THEN
    RAISE EXCEPTION 'journal: not the next number' USING ERRCODE = '42501';
  END IF;
  IF last.seq IS NOT NULL AND NEW.prev_hash <> last.hash THEN
    RAISE EXCEPTION 'journal: not the hash of the row before' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END
""",
}

_SQLITE_PRESENT = sa.text(
    "SELECT name, tbl_name, sql FROM sqlite_master"
    " WHERE type = 'trigger' AND name LIKE 'guard|_%' ESCAPE '|'"
)
_POSTGRESQL_PRESENT = sa.text(
    "SELECT tgname, tgrelid::regclass::text, CASE WHEN tgenabled <> 'D' THEN proname END, prosrc"
    " FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
    " JOIN pg_class ON pg_class.oid = tgrelid"
    " WHERE relnamespace = 'public'::regnamespace AND starts_with(tgname, 'guard_')"
)


def install(connection: Connection) -> None:
    """Make every guard anew; runs after each migration, which may have dropped some."""
    is_sqlite = connection.dialect.name == "sqlite"
    for name, table, *_ in _found(connection, is_sqlite=is_sqlite):
        place = "" if is_sqlite else f" ON {table}"
        connection.exec_driver_sql(f"DROP TRIGGER {name}{place}")
    if not is_sqlite:
        for name, body in _POSTGRESQL_FUNCTIONS.items():
            connection.execute(
                sa.text(
                    f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger"
                    f" LANGUAGE plpgsql AS $${body}$$"
                )
            )
    for statement in _statements(is_sqlite=is_sqlite).values():
        connection.exec_driver_sql(statement)


def missing(tx: Tx) -> frozenset[str]:
    """Return the names of the guards that are not there, switched off or not what they were."""
    found = _found(tx.connection, is_sqlite=tx.is_sqlite)
    wanted = _statements(is_sqlite=tx.is_sqlite)
    if tx.is_sqlite:
        good = {name for name, _, sql in found if wanted.get(name) == sql}
    else:
        good = {
            name for name, _, function, body in found if _POSTGRESQL_FUNCTIONS.get(function) == body
        }
    return frozenset(wanted) - good


def _found(connection: Connection, *, is_sqlite: bool) -> Sequence[Any]:
    query = _SQLITE_PRESENT if is_sqlite else _POSTGRESQL_PRESENT
    return connection.execute(query).all()


def _statements(*, is_sqlite: bool) -> dict[str, str]:
    return _sqlite_statements() if is_sqlite else _postgresql_statements()


def _sqlite_statements() -> dict[str, str]:
    statements = {"guard_journal_next": _SQLITE_NEXT}
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            statements[f"guard_{table}_{verb}"] = _SQLITE_APPEND_ONLY.format(table=table, verb=verb)
    for table, (column, steps) in TRANSITIONS.items():
        for name, event, forbidden in _steps(column, steps, update=f"UPDATE OF {column}"):
            statements[f"guard_{table}_{name}"] = _SQLITE_STEP.format(
                table=table, name=name, event=event, forbidden=forbidden, column=column
            )
    return statements


def _postgresql_statements() -> dict[str, str]:
    statements = {
        "guard_journal_next": (
            "CREATE TRIGGER guard_journal_next BEFORE INSERT ON journal"
            " FOR EACH ROW EXECUTE FUNCTION guard_next()"
        ),
        "guard_journal_head": (
            "CREATE CONSTRAINT TRIGGER guard_journal_head AFTER UPDATE ON journal_head"
            " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
            " WHEN (NEW.seq = NEW.began_seq) EXECUTE FUNCTION guard_appended()"
        ),
    }
    for table in APPEND_ONLY:
        statements[f"guard_{table}_change"] = (
            f"CREATE TRIGGER guard_{table}_change BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION guard_append_only()"
        )
        statements[f"guard_{table}_truncate"] = (
            f"CREATE TRIGGER guard_{table}_truncate BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION guard_append_only()"
        )
    for table in JOURNALED:
        statements[f"guard_{table}_began"] = (
            f"CREATE TRIGGER guard_{table}_began BEFORE INSERT OR UPDATE OR DELETE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION guard_began()"
        )
    for table, (column, steps) in TRANSITIONS.items():
        for name, event, forbidden in _steps(column, steps, update="UPDATE"):
            statements[f"guard_{table}_{name}"] = (
                f"CREATE TRIGGER guard_{table}_{name} BEFORE {event} ON {table}"
                f" FOR EACH ROW WHEN ({forbidden}) EXECUTE FUNCTION guard_step()"
            )
    return statements


def _steps(
    column: str, steps: Mapping[str | None, tuple[str, ...]], *, update: str
) -> list[tuple[str, str, str]]:
    """Return name, event and condition of what is forbidden, in the SQL of both databases."""
    allowed = [
        f"OLD.{column} = '{old}' AND NEW.{column} IN ({_listed(new)})"
        for old, new in steps.items()
        if old is not None
    ]
    other = f"OLD.{column} <> NEW.{column} AND NOT ({' OR '.join(allowed)})"
    return [
        ("begin", "INSERT", f"NEW.{column} NOT IN ({_listed(steps[None])})"),
        ("step", update, other),
    ]


def _listed(states: Sequence[str]) -> str:
    return ", ".join(f"'{state}'" for state in states)
