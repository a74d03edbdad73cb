"""Tables of plans and drills.

What controllers did is only added; all other records are edited in place, each with a
history of its fields.
"""

from typing import Any

import sqlalchemy as sa

from commandcenter.database.schema import Moment, drill_column, metadata


def _texts(*names: str) -> "list[sa.Column[str]]":
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _bools(*names: str) -> "list[sa.Column[bool]]":
    return [sa.Column(name, sa.Boolean, nullable=False) for name in names]


def _record(name: str, *columns: Any) -> sa.Table:
    return sa.Table(
        name,
        metadata,
        sa.Column("id", sa.Uuid, primary_key=True),
        *columns,
        sa.Column("version", sa.Integer, nullable=False),
        info={"journaled": True},
    )


def _drill() -> "sa.Column[Any]":
    """Return the column of the drill that a record is about; not one made in a drill."""
    return sa.Column("drill", sa.Uuid, sa.ForeignKey("drill.id"), nullable=False, index=True)


def _seq(**facts: Any) -> "sa.Column[int]":
    return sa.Column(
        "seq",
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
        sa.ForeignKey("journal.seq", deferrable=True, initially="DEFERRED"),
        **facts,
    )


plan = _record(
    "plan",
    *_texts("kind", "title", "doc_no", "edition", "hazard", "tier", "org"),
    sa.Column("organisation_id", sa.Uuid, sa.ForeignKey("organisation.id")),
    *_texts("area_code"),
    *_bools("is_high_risk"),
    *_texts("approved_by"),
    sa.Column("approved_on", sa.Date),
    sa.Column("review_due", sa.Date),
    *_texts("remarks"),
    sa.Column("replaces", sa.Uuid, sa.ForeignKey("plan.id")),
    *_bools("is_active"),
)
plan_level = _record(
    "plan_level",
    sa.Column("plan_id", sa.Uuid, sa.ForeignKey("plan.id"), nullable=False, index=True),
    sa.Column("position", sa.Integer, nullable=False),
    *_texts("level", "conditions", "actions"),
)
# Belongs to a plan, a drill, an observation or a corrective action.
drill_file = _record(
    "drill_file",
    sa.Column("about", sa.Uuid, nullable=False, index=True),
    *_texts("sha256", "name", "media_type"),
    sa.Column("size", sa.BigInteger, nullable=False),
)
drill = _record(
    "drill",
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    *_texts("title", "subject", "theme", "content", "form", "purpose"),
    *_bools("is_unscripted", "is_unannounced"),
    *_texts("hazard", "tier", "lead_org"),
    sa.Column("organisation_id", sa.Uuid, sa.ForeignKey("organisation.id")),
    *_texts("place", "area_code"),
    sa.Column("lon", sa.Float),
    sa.Column("lat", sa.Float),
    sa.Column("month", sa.Integer, nullable=False),
    sa.Column("begins_at", Moment),
    sa.Column("ends_at", Moment),
    sa.Column("expected", sa.Integer, nullable=False),
    sa.Column("headcount", sa.Integer),
    sa.Column("budget_yuan", sa.Integer),
    *_texts("state", "aims", "scenario", "course", "safety", "supplies", "communications"),
    *_texts("support", "review", "risk_point", "summary", "lessons"),
    sa.Column("began_at", Moment),
    sa.Column("ended_at", Moment),
    sa.Column("series_id", sa.Uuid),
    sa.Column("copied_from", sa.Uuid, sa.ForeignKey("drill.id")),
)
sa.Index("uq_drill_year_number", drill.c.year, drill.c.number, unique=True)
drill_plan = _record(
    "drill_plan",
    _drill(),
    sa.Column("plan_id", sa.Uuid, sa.ForeignKey("plan.id"), nullable=False, index=True),
)
drill_objective = _record(
    "drill_objective",
    _drill(),
    sa.Column("number", sa.Integer, nullable=False),
    *_texts("text", "criteria"),
    *_bools("is_specific", "is_measurable", "is_achievable", "is_relevant", "is_timed"),
)
drill_participant = _record(
    "drill_participant",
    _drill(),
    *_texts("who"),
    sa.Column("ref", sa.Uuid, index=True),
    *_texts("name", "part", "group", "task"),
    sa.Column("headcount", sa.Integer, nullable=False),
    *_texts("contact"),
)
drill_inject = _record(
    "drill_inject",
    _drill(),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("offset_s", sa.Integer, nullable=False),
    *_texts("title", "text", "sender", "receiver", "medium", "expected"),
    sa.Column("within_s", sa.Integer),
    sa.Column("objective_id", sa.Uuid),
    *_texts("owner", "visibility", "branch"),
    sa.Column("decided_by", sa.Uuid),
    *_texts("condition", "scene", "dialogue", "narration", "picture"),
)
drill_run_act = sa.Table(
    "drill_run_act",
    metadata,
    _seq(primary_key=True, autoincrement=False),
    sa.Column("id", sa.Uuid, nullable=False, unique=True),
    drill_column(),
    *_texts("act"),
    sa.Column("inject_id", sa.Uuid),
    sa.Column("offset_ms", sa.BigInteger, nullable=False),
    sa.Column("speed_percent", sa.Integer, nullable=False),
    *_texts("branch"),
    sa.Column("entry_id", sa.Uuid, sa.ForeignKey("log_entry.id")),
    *_bools("is_due"),
    *_texts("note"),
    sa.Column("at", Moment, nullable=False),
    *_texts("by"),
    sa.Index("ix_drill_run_act_drill_id_seq", "drill_id", "seq"),
    info={"append_only": True, "journaled": True},
)
evaluation_item = _record(
    "evaluation_item",
    sa.Column("form", sa.Text),
    *_texts("group"),
    sa.Column("position", sa.Integer, nullable=False),
    *_texts("text", "standard", "basis"),
    *_bools("is_active"),
)
evaluation = _record(
    "evaluation",
    _drill(),
    *_texts("evaluator", "login", "post", "comment"),
    sa.Column("handed_in_at", Moment),
)
evaluation_score = _record(
    "evaluation_score",
    _drill(),
    sa.Column("evaluation_id", sa.Uuid, sa.ForeignKey("evaluation.id"), nullable=False),
    sa.Column("item_id", sa.Uuid, sa.ForeignKey("evaluation_item.id"), nullable=False),
    *_texts("grade", "comment"),
)
# One evaluator gives an item one grade.
sa.Index(
    "uq_evaluation_score_evaluation_id_item_id",
    evaluation_score.c.evaluation_id,
    evaluation_score.c.item_id,
    unique=True,
)
observation = _record(
    "observation",
    _drill(),
    *_texts("observer"),
    sa.Column("at", Moment, nullable=False),
    *_texts("kind", "text"),
    sa.Column("inject_id", sa.Uuid),
    sa.Column("objective_id", sa.Uuid),
    *_texts("login"),
)
expectation_mark = _record(
    "expectation_mark",
    _drill(),
    sa.Column("inject_id", sa.Uuid, nullable=False),
    sa.Column("line", sa.Integer, nullable=False),
    *_texts("met"),
    _seq(),
    sa.Column("at", Moment),
    *_texts("by", "note"),
)
# An expected action is judged once.
sa.Index(
    "uq_expectation_mark_inject_id_line",
    expectation_mark.c.inject_id,
    expectation_mark.c.line,
    unique=True,
)
corrective_action = _record(
    "corrective_action",
    _drill(),
    sa.Column("number", sa.Integer, nullable=False),
    *_texts("finding", "cause", "action"),
    sa.Column("item_id", sa.Uuid, sa.ForeignKey("evaluation_item.id")),
    sa.Column("objective_id", sa.Uuid),
    sa.Column("observation_id", sa.Uuid),
    *_texts("owner"),
    sa.Column("due_on", sa.Date),
    *_texts("state", "evidence", "done_by", "done_login"),
    sa.Column("done_at", Moment),
    *_texts("checked_by"),
    sa.Column("checked_at", Moment),
    *_texts("check_note"),
    sa.Column("plan_id", sa.Uuid, sa.ForeignKey("plan.id")),
    sa.Column("revised_plan_id", sa.Uuid, sa.ForeignKey("plan.id")),
)
frequency_rule = _record(
    "frequency_rule",
    *_texts("code", "title", "plan_kind"),
    sa.Column("tier", sa.Text),
    *_bools("only_high_risk"),
    sa.Column("months", sa.Integer, nullable=False),
    sa.Column("warn_days", sa.Integer, nullable=False),
    *_texts("basis"),
    *_bools("is_active"),
)
drill_period = _record(
    "drill_period",
    *_texts("kind", "title"),
    sa.Column("year", sa.Integer),
    sa.Column("from_month", sa.Integer, nullable=False),
    sa.Column("from_day", sa.Integer, nullable=False),
    sa.Column("to_month", sa.Integer, nullable=False),
    sa.Column("to_day", sa.Integer, nullable=False),
    *_texts("basis"),
    *_bools("is_active"),
)
drill_series = _record(
    "drill_series",
    *_texts("title", "rrule"),
    sa.Column("begins_on", sa.Date, nullable=False),
    sa.Column("model_id", sa.Uuid, sa.ForeignKey("drill.id"), nullable=False),
    *_bools("is_active"),
)
activity = _record(
    "activity",
    *_texts("kind", "title"),
    sa.Column("on", sa.Date, nullable=False, index=True),
    *_texts("organiser", "area_code"),
    sa.Column("times", sa.Integer, nullable=False),
    sa.Column("headcount", sa.Integer, nullable=False),
    sa.Column("amount", sa.Integer, nullable=False),
    *_texts("remarks"),
)
