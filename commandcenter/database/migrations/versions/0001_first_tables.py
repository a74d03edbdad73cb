"""The first tables: journal, directory, matters, shifts and log, handover."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None

_SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.BigInteger().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")

_BEGIN_WRITE = """
-- Takes the head row; whoever holds it is the only writer until commit or rollback.
CREATE FUNCTION begin_write(OUT seq bigint, OUT hash bytea, OUT at timestamptz)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'begin_write() needs READ COMMITTED' USING ERRCODE = '25001';
  END IF;
  -- A client may have switched this off; a saved entry must survive a crash all the same.
  IF current_setting('synchronous_commit') = 'off' THEN
    PERFORM set_config('synchronous_commit', 'on', true);
  END IF;
  -- A workstation that froze must not keep all others waiting.
  PERFORM set_config('idle_in_transaction_session_timeout', '10s', true);
  UPDATE journal_head
     SET began_seq = journal_head.seq, began_at = clock_timestamp(),
         began_by = pg_current_xact_id()::text::bigint
  RETURNING journal_head.seq, journal_head.hash, journal_head.began_at
  INTO begin_write.seq, begin_write.hash, begin_write.at;
END $$
"""

_JOURNAL_APPEND = """
CREATE FUNCTION journal_append(
  p_id uuid, p_kind text, p_subject text, p_line smallint, p_drill_id uuid, p_body text,
  p_author text, p_station text, p_written_at timestamptz
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  head journal_head%ROWTYPE;
  stamp CONSTANT text := 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';
  next_seq bigint;
  fields text;
  new_hash bytea;
BEGIN
  SELECT * INTO head FROM journal_head;
  next_seq := head.seq + 1;
  -- The bytes that `journal.row_hash` makes in Python: each field after its length in
  -- bytes. One call of concat is four times faster than a function for each field.
  fields := concat(
    '2:v1,64:', encode(head.hash, 'hex'), ',',
    length(next_seq::text), ':', next_seq, ',36:', p_id, ',',
    octet_length(p_kind), ':', p_kind, ',', octet_length(p_subject), ':', p_subject, ',',
    length(p_line::text), ':', p_line, ',',
    CASE WHEN p_drill_id IS NULL THEN '-,' ELSE '36:' || p_drill_id::text || ',' END,
    octet_length(p_body), ':', p_body, ',', octet_length(p_author), ':', p_author, ',',
    octet_length(p_station), ':', p_station, ',',
    '27:', to_char(p_written_at AT TIME ZONE 'UTC', stamp), ',',
    '27:', to_char(head.began_at AT TIME ZONE 'UTC', stamp), ',-,');
  new_hash := sha256(convert_to(fields, 'UTF8'));
  INSERT INTO journal (seq, id, v, kind, subject, line, drill_id, body, author, station,
                       written_at, received_at, sig, prev_hash, hash)
  VALUES (next_seq, p_id, 1, p_kind, p_subject, p_line, p_drill_id, p_body, p_author,
          p_station, p_written_at, head.began_at, NULL, head.hash, new_hash);
  UPDATE journal_head SET seq = next_seq, hash = new_hash;
  RETURN next_seq;
END $$
"""

# Characters beside characters, in one pass; `substr` would start from the front each time.
_LOG_PAIRS = """
CREATE FUNCTION log_pairs(searched text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE characters text[] := string_to_array(searched, NULL);
BEGIN
  RETURN array_to_tsvector(array(
    SELECT one || coalesce(other, '') FROM unnest(characters, characters[2:]) AS t(one, other)));
END $$
"""
_LOG_PAIRS_INDEX = "CREATE INDEX ix_log_entry_pairs ON log_entry USING gin (log_pairs(search_text))"

_SEARCH_SQLITE = """
CREATE VIRTUAL TABLE log_search USING fts5(
  body, content='', columnsize=0, detail=none, tokenize='ascii')
"""


def upgrade() -> None:
    """Create the tables, the functions of the journal and the search index."""
    op.create_table(
        "area",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("geometry", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("replaced_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_area")),
    )
    op.create_table(
        "attachment",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_attachment")),
    )
    op.create_table(
        "duty_shift",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("start_at", _MOMENT, nullable=False),
        sa.Column("end_at", _MOMENT, nullable=False),
        sa.Column("weather", sa.Text(), nullable=False),
        sa.Column("closed_at", _MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_shift")),
        sa.UniqueConstraint("start_at", name=op.f("uq_duty_shift_start_at")),
    )
    op.create_table(
        "feed",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_feed")),
    )
    op.create_table(
        "journal",
        sa.Column("seq", _SEQ, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("v", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("line", sa.SmallInteger(), nullable=False),
        sa.Column("drill_id", sa.Uuid(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("written_at", _MOMENT, nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.Column("sig", sa.LargeBinary(), nullable=True),
        sa.Column("prev_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal")),
        sa.UniqueConstraint("id", name=op.f("uq_journal_id")),
    )
    op.create_index(
        "ix_journal_lines",
        "journal",
        ["seq"],
        unique=False,
        sqlite_where=sa.text("line > 0"),
        postgresql_where=sa.text("line > 0"),
    )
    op.create_index("ix_journal_subject_seq", "journal", ["subject", "seq"], unique=False)
    op.create_table(
        "journal_head",
        sa.Column("one", sa.Boolean(), nullable=False),
        sa.Column("database_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("began_seq", sa.BigInteger(), nullable=False),
        sa.Column("began_at", _MOMENT, nullable=False),
        sa.Column("began_by", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("one", name=op.f("pk_journal_head")),
    )
    op.create_table(
        "matter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("opened_at", _MOMENT, nullable=False),
        sa.Column("due_at", _MOMENT, nullable=True),
        sa.Column("closed_at", _MOMENT, nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("drill_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter")),
    )
    op.create_index(
        "ix_matter_open",
        "matter",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("name", name=op.f("uq_organisation_name")),
    )
    op.create_table(
        "rule",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule")),
    )
    op.create_index("ix_rule_code_valid_from", "rule", ["code", "valid_from"], unique=False)
    op.create_table(
        "term",
        sa.Column("dictionary", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("zh", sa.Text(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("dictionary", "code", name=op.f("pk_term")),
    )
    op.create_table(
        "handover",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("shift_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("frozen_at", _MOMENT, nullable=False),
        sa.Column("checklist", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("outgoing", sa.Text(), nullable=False),
        sa.Column("outgoing_login", sa.Text(), nullable=False),
        sa.Column("outgoing_at", _MOMENT, nullable=True),
        sa.Column("incoming", sa.Text(), nullable=False),
        sa.Column("incoming_login", sa.Text(), nullable=False),
        sa.Column("incoming_at", _MOMENT, nullable=True),
        sa.Column("leader", sa.Text(), nullable=False),
        sa.Column("leader_login", sa.Text(), nullable=False),
        sa.Column("leader_at", _MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["shift_id"], ["duty_shift.id"], name=op.f("fk_handover_shift_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
        sa.UniqueConstraint("shift_id", "revision", name="uq_handover_revision"),
    )
    op.create_table(
        "log_entry",
        sa.Column("seq", _SEQ, autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("shift_day", sa.Date(), nullable=False),
        sa.Column("shift_id", sa.Uuid(), nullable=False),
        sa.Column("drill_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("occurred_at", _MOMENT, nullable=True),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.Column("org", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("reported_to", sa.Text(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("is_internal", sa.Boolean(), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("due_at", _MOMENT, nullable=True),
        sa.Column("attachments", sa.Text(), nullable=False),
        sa.Column("corrects", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorder", sa.Text(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["corrects"], ["log_entry.id"], name=op.f("fk_log_entry_corrects")),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["journal.seq"],
            name=op.f("fk_log_entry_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["shift_id"], ["duty_shift.id"], name=op.f("fk_log_entry_shift_id")
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_log_entry")),
        sa.UniqueConstraint("id", name=op.f("uq_log_entry_id")),
    )
    op.create_index(
        "ix_log_entry_phone",
        "log_entry",
        ["phone", "seq"],
        unique=False,
        sqlite_where=sa.text("phone != ''"),
        postgresql_where=sa.text("phone != ''"),
    )
    op.create_index("ix_log_entry_shift_id_seq", "log_entry", ["shift_id", "seq"], unique=False)
    op.create_index(
        "uq_log_entry_corrects",
        "log_entry",
        ["corrects"],
        unique=True,
        sqlite_where=sa.text("corrects IS NOT NULL"),
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index(
        "uq_log_entry_drill_serial",
        "log_entry",
        ["drill_id", "shift_day", "serial"],
        unique=True,
        sqlite_where=sa.text("drill_id IS NOT NULL"),
        postgresql_where=sa.text("drill_id IS NOT NULL"),
    )
    op.create_index(
        "uq_log_entry_serial",
        "log_entry",
        ["shift_day", "serial"],
        unique=True,
        sqlite_where=sa.text("drill_id IS NULL"),
        postgresql_where=sa.text("drill_id IS NULL"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("initials", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("office_phone", sa.Text(), nullable=False),
        sa.Column("mobile", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_person_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index("ix_person_initials", "person", ["initials"], unique=False)
    op.create_table(
        "account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", _MOMENT, nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_account_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("login", name=op.f("uq_account_login")),
    )
    op.create_table(
        "duty_member",
        sa.Column("shift_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_duty_member_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["shift_id"], ["duty_shift.id"], name=op.f("fk_duty_member_shift_id")
        ),
        sa.PrimaryKeyConstraint("shift_id", "role", "person_id", name=op.f("pk_duty_member")),
    )
    op.create_table(
        "handover_report",
        sa.Column("seq", _SEQ, autoincrement=False, nullable=False),
        sa.Column("handover_id", sa.Uuid(), nullable=False),
        sa.Column("shift_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("checklist", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("outgoing", sa.Text(), nullable=False),
        sa.Column("outgoing_login", sa.Text(), nullable=False),
        sa.Column("outgoing_at", _MOMENT, nullable=True),
        sa.Column("incoming", sa.Text(), nullable=False),
        sa.Column("incoming_login", sa.Text(), nullable=False),
        sa.Column("incoming_at", _MOMENT, nullable=True),
        sa.Column("leader", sa.Text(), nullable=False),
        sa.Column("leader_login", sa.Text(), nullable=False),
        sa.Column("leader_at", _MOMENT, nullable=True),
        sa.Column("sealed_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handover.id"], name=op.f("fk_handover_report_handover_id")
        ),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["journal.seq"],
            name=op.f("fk_handover_report_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_handover_report")),
        sa.UniqueConstraint("handover_id", name=op.f("uq_handover_report_handover_id")),
    )
    op.create_table(
        "handover_section",
        sa.Column("handover_id", sa.Uuid(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handover.id"], name=op.f("fk_handover_section_handover_id")
        ),
        sa.PrimaryKeyConstraint("handover_id", "section", name=op.f("pk_handover_section")),
    )
    op.create_table(
        "handover_snapshot",
        sa.Column("seq", _SEQ, autoincrement=False, nullable=False),
        sa.Column("handover_id", sa.Uuid(), nullable=False),
        sa.Column("as_of", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handover.id"], name=op.f("fk_handover_snapshot_handover_id")
        ),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["journal.seq"],
            name=op.f("fk_handover_snapshot_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_handover_snapshot")),
        sa.UniqueConstraint("handover_id", name=op.f("uq_handover_snapshot_handover_id")),
    )
    op.create_table(
        "log_step",
        sa.Column("seq", _SEQ, autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("to", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["log_entry.id"], name=op.f("fk_log_step_entry_id")),
        sa.ForeignKeyConstraint(
            ["seq"],
            ["journal.seq"],
            name=op.f("fk_log_step_seq"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_log_step")),
    )
    op.create_index("ix_log_step_entry_id", "log_step", ["entry_id"], unique=False)

    if op.get_bind().dialect.name == "postgresql":
        for statement in (_BEGIN_WRITE, _JOURNAL_APPEND, _LOG_PAIRS, _LOG_PAIRS_INDEX):
            op.get_bind().execute(sa.text(statement))
    else:
        op.execute(_SEARCH_SQLITE)
