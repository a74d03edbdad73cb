"""Triggers that keep history from being changed, on both databases.

Names of tables stand here as text, because the core does not know the parts; a test
compares them with the tables that say `append_only` or `journaled` of themselves.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from commandcenter.database.tx import Tx

# Rows are added and never changed.
APPEND_ONLY = (
    "journal",
    "attachment",
    "log_entry",
    "log_step",
    "handover_snapshot",
    "handover_report",
    "change",
    "team_readiness",
    "dispatch",
    "dispatch_step",
    "dispatch_result",
    "road_network",
    "alarm_event",
    "alarm_escalation",
    "alarm_flood",
    "incident",
    "incident_facts",
    "incident_act",
    "incident_link",
    "incident_figures",
    "level_rule",
    "report_rule",
    "phone_report",
    "report",
    "report_text",
    "report_act",
    "report_sent",
    "report_finding",
    "review_sample",
    "report_review",
    "warning_refusal",
    "warning_notice",
    "warning_attempt",
    "response_act",
    "consultation",
    "response_note",
)
# A change needs a journal row in the same transaction.
JOURNALED = (
    "attachment",
    "area",
    "organisation",
    "person",
    "account",
    "rule",
    "term",
    "matter",
    "duty_shift",
    "duty_member",
    "log_entry",
    "log_step",
    "handover",
    "handover_section",
    "handover_snapshot",
    "handover_report",
    "change",
    "team",
    "team_member",
    "team_equipment",
    "team_vehicle",
    "team_assessment",
    "team_agreement",
    "team_readiness",
    "team_muster",
    "supply_store",
    "supply_item",
    "preposition",
    "dispatch",
    "dispatch_step",
    "dispatch_result",
    "dispatch_state",
    "response_package",
    "response_package_row",
    "road_network",
    "clock",
    "alarm_type",
    "alarm",
    "alarm_event",
    "alarm_escalation",
    "alarm_flood",
    "incident",
    "incident_facts",
    "incident_act",
    "incident_link",
    "incident_figures",
    "level_rule",
    "report_rule",
    "phone_report",
    "report",
    "report_text",
    "report_act",
    "report_sent",
    "report_finding",
    "review_sample",
    "report_review",
    "incident_state",
    "report_state",
    "warning",
    "warning_refusal",
    "warning_notice",
    "warning_call",
    "warning_attempt",
    "hotspot",
    "warning_feed",
    "response",
    "response_act",
    "consultation",
    "response_note",
    "stage_cell",
    "joint_group_call",
    "field_post",
    "participant",
    "supply_request",
    "shelter",
    "evacuee",
)

# Steps that the state of a record may take: by table, its column and, for each state, what
# may follow it; None stands for a record that is new.
TRANSITIONS: dict[str, tuple[str, Mapping[str | None, tuple[str, ...]]]] = {
    "dispatch_state": (
        "outcome",
        {None: ("",), "": ("returned", "cancelled", "released"), "returned": ("",)},
    ),
    "clock": (
        "state",
        {
            None: ("running",),
            "running": ("paused", "satisfied", "void"),
            "paused": ("running", "satisfied", "void"),
        },
    ),
    "alarm": (
        "state",
        {
            None: ("pending", "active"),
            "pending": ("active", "closed"),
            "active": ("acknowledged", "cleared", "shelved"),
            "acknowledged": ("active", "shelved", "closed"),
            "cleared": ("active", "closed"),
            "shelved": ("active", "acknowledged", "cleared", "closed"),
            "closed": ("pending", "active"),
        },
    ),
    "incident_state": (
        "state",
        {
            None: ("open",),
            "open": ("handling", "controlled", "closed", "withdrawn", "merged"),
            "handling": ("controlled", "closed", "withdrawn", "merged"),
            "controlled": ("handling", "closed", "withdrawn", "merged"),
            "closed": ("handling",),
            "withdrawn": ("open",),
            "merged": ("open",),
        },
    ),
    "report_state": (
        "state",
        {
            None: ("draft",),
            "draft": ("checked", "discarded", "void"),
            "checked": ("draft", "signed", "discarded", "void"),
            "signed": ("draft", "sent", "void"),
        },
    ),
    "warning": (
        "state",
        {
            None: ("pending", "active", "superseded", "cancelled", "expired", "refused"),
            "pending": ("active", "superseded", "cancelled", "expired", "refused"),
            "active": ("superseded", "cancelled", "expired"),
            "refused": ("active",),
        },
    ),
    "warning_call": ("state", {None: ("open",), "open": ("answered", "void")}),
    "hotspot": ("state", {None: ("open",), "open": ("checked",)}),
    "response": (
        "stage",
        {
            None: ("watch", "IV", "III", "II", "I"),
            "watch": ("IV", "III", "II", "I", "ended"),
            "IV": ("watch", "III", "II", "I", "ended"),
            "III": ("watch", "IV", "II", "I", "ended"),
            "II": ("watch", "IV", "III", "I", "ended"),
            "I": ("watch", "IV", "III", "II", "ended"),
        },
    ),
    "stage_cell": (
        "state",
        {None: ("todo",), "todo": ("doing", "done"), "doing": ("todo", "done"), "done": ("doing",)},
    ),
    "evacuee": (
        "state",
        {
            None: ("due",),
            "due": (
                "notified",
                "moving",
                "sheltered",
                "with_relatives",
                "refused",
                "unreached",
                "away",
            ),
            "notified": ("moving", "sheltered", "with_relatives", "refused", "unreached", "away"),
            "moving": ("sheltered", "with_relatives", "refused", "unreached"),
            "sheltered": ("with_relatives", "moving", "returned", "unreached"),
            "with_relatives": ("sheltered", "moving", "returned", "unreached"),
            "returned": ("due",),
            "refused": ("notified", "moving", "unreached", "away"),
            "unreached": ("notified", "moving", "sheltered", "with_relatives", "away"),
            "away": ("due", "notified", "unreached"),
        },
    ),
}

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
