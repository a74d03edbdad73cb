"""Tables of the report chain: rules, drafts, what was signed and sent, what was found."""

from typing import Any

import sqlalchemy as sa

from commandcenter.database.schema import Moment, drill_column, metadata
from commandcenter.incidents.tables.incident import (
    EVIDENT,
    JOURNALED,
    id_column,
    incident_id_column,
    seq_column,
    text_columns,
)


def _position() -> "sa.Column[int]":
    return sa.Column("position", sa.Integer, primary_key=True, autoincrement=False)


def _report_id(**facts: Any) -> "sa.Column[Any]":
    return sa.Column("report_id", sa.Uuid, sa.ForeignKey("report.id"), **facts)


def _recorded() -> "list[sa.Column[Any]]":
    return [*text_columns("by"), sa.Column("recorded_at", Moment, nullable=False)]


# The newest row of each code holds; one journal row vouches for all rows of a number.
level_rule = sa.Table(
    "level_rule",
    metadata,
    seq_column(),
    _position(),
    *text_columns("code", "kinds", "figure"),
    *(sa.Column(name, sa.BigInteger) for name in ("ordinary", "larger", "major", "extreme")),
    sa.Column("is_near", sa.Boolean, nullable=False),
    *text_columns("basis"),
    sa.Column("is_active", sa.Boolean, nullable=False),
    *_recorded(),
    info=EVIDENT,
)

report_rule = sa.Table(
    "report_rule",
    metadata,
    seq_column(),
    _position(),
    *text_columns("code", "event_class", "min_level", "from_tier", "to_tier", "step"),
    sa.Column("limit_s", sa.BigInteger, nullable=False),
    *text_columns("clock_from", "basis"),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("valid_to", sa.Date),
    sa.Column("is_active", sa.Boolean, nullable=False),
    *_recorded(),
    info=EVIDENT,
)

phone_report = sa.Table(
    "phone_report",
    metadata,
    seq_column(),
    id_column(),
    incident_id_column(nullable=False, index=True),
    *text_columns("to_org", "to_name", "to_post", "to_phone", "caller", "content", "reply"),
    sa.Column("called_at", Moment, nullable=False),
    *text_columns("rule"),
    sa.Column("late_s", sa.BigInteger, nullable=False),
    *_recorded(),
    info=EVIDENT,
)

report = sa.Table(
    "report",
    metadata,
    seq_column(),
    id_column(),
    incident_id_column(nullable=False, index=True),
    drill_column(),
    *text_columns("kind"),
    sa.Column("position", sa.Integer, nullable=False),
    *_recorded(),
    info=EVIDENT,
)

# Every version of the text; the newest one holds.
report_text = sa.Table(
    "report_text",
    metadata,
    seq_column(),
    id_column(),
    _report_id(nullable=False, index=True),
    *text_columns("title", "basic", "casualties", "measures", "next_steps"),
    *text_columns("to_orgs", "cc_orgs", "contact", "contact_phone", "level", "login"),
    # What it was assembled from, so that the next report can say what has changed.
    sa.Column("facts_id", sa.Uuid, nullable=False),
    sa.Column("figures_id", sa.Uuid),
    *_recorded(),
    info=EVIDENT,
)

report_act = sa.Table(
    "report_act",
    metadata,
    seq_column(),
    id_column(),
    _report_id(nullable=False, index=True),
    *text_columns("act", "state", "reason"),
    # Issue numbers are taken by signing and never used again.
    sa.Column("drill_id", sa.Uuid),
    sa.Column("year", sa.Integer),
    sa.Column("serial", sa.Integer),
    *text_columns("login"),
    *_recorded(),
    info=EVIDENT,
)
sa.Index(
    "uq_report_act_serial",
    report_act.c.year,
    report_act.c.serial,
    unique=True,
    sqlite_where=sa.and_(report_act.c.serial.is_not(None), report_act.c.drill_id.is_(None)),
)
sa.Index(
    "uq_report_act_drill_serial",
    report_act.c.drill_id,
    report_act.c.year,
    report_act.c.serial,
    unique=True,
    sqlite_where=sa.and_(report_act.c.serial.is_not(None), report_act.c.drill_id.is_not(None)),
)

# Where a report stands; everything in it follows from the rows above.
report_state = sa.Table(
    "report_state",
    metadata,
    _report_id(primary_key=True),
    incident_id_column(nullable=False),
    *text_columns("state"),
    sa.Column("version", sa.Integer, nullable=False),
    info=JOURNALED,
)
# One report of an incident is written at a time.
sa.Index(
    "uq_report_state_open",
    report_state.c.incident_id,
    unique=True,
    sqlite_where=report_state.c.state.in_(["draft", "checked", "signed"]),
)

# What was sent, frozen.
report_sent = sa.Table(
    "report_sent",
    metadata,
    seq_column(),
    id_column(),
    _report_id(nullable=False, unique=True),
    *text_columns("number", "body", "sha256", "channel", "drafted_by", "checked_by", "signed_by"),
    sa.Column("sent_at", Moment, nullable=False),
    *text_columns("rule"),
    sa.Column("late_s", sa.BigInteger, nullable=False),
    *_recorded(),
    info=EVIDENT,
)

report_finding = sa.Table(
    "report_finding",
    metadata,
    seq_column(),
    id_column(),
    incident_id_column(nullable=False, index=True),
    *text_columns("fault", "doc_no", "content"),
    *_recorded(),
    info=EVIDENT,
)

review_sample = sa.Table(
    "review_sample",
    metadata,
    seq_column(),
    id_column(),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("quarter", sa.Integer, nullable=False),
    sa.Column("seed", sa.BigInteger, nullable=False),
    sa.Column("percent", sa.Integer, nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
    # Ids of the reports that were drawn, parted by spaces.
    *text_columns("drawn"),
    *_recorded(),
    sa.UniqueConstraint("year", "quarter"),
    info=EVIDENT,
)

report_review = sa.Table(
    "report_review",
    metadata,
    seq_column(),
    id_column(),
    sa.Column("sample_id", sa.Uuid, sa.ForeignKey("review_sample.id"), nullable=False),
    _report_id(nullable=False),
    sa.Column("score", sa.Integer, nullable=False),
    *text_columns("content"),
    *_recorded(),
    info=EVIDENT,
)
