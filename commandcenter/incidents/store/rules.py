"""SQL of the criteria of levels and of the rules of reporting: the newest row of each holds."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from commandcenter.database.journal import canonical
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.database.verify import Evidence
from commandcenter.incidents.model.deadline import ClockFrom, ReportRule, Step
from commandcenter.incidents.model.incident import EventClass
from commandcenter.incidents.model.level import Level, LevelRule
from commandcenter.incidents.model.standard import Rule, Version
from commandcenter.incidents.store import rows
from commandcenter.incidents.store.rows import Body, said
from commandcenter.incidents.tables.report import level_rule, report_rule

LEVELS = "incidents.level_rules"
REPORTS = "incidents.report_rules"


def add_level_rules(tx: WriteTx, rules: Iterable[LevelRule]) -> Body:
    """Add rows of criteria; returns the journal's evidence of them."""
    return _add(tx, level_rule, [_level_values(one) for one in rules])


def add_report_rules(tx: WriteTx, rules: Iterable[ReportRule]) -> Body:
    """Add rows of rules of reporting; returns the journal's evidence of them."""
    return _add(tx, report_rule, [_report_values(one) for one in rules])


def level_rules(tx: Tx) -> tuple[LevelRule, ...]:
    """Return the criteria that hold, in the order they were first made."""
    return tuple(map(_level_rule, _newest(tx, level_rule)))


def report_rules(tx: Tx) -> tuple[ReportRule, ...]:
    """Return the rules of reporting that hold, in the order they were first made."""
    return tuple(map(_report_rule, _newest(tx, report_rule)))


def level_versions(tx: Tx) -> tuple[Version[LevelRule], ...]:
    """Return every row of criteria that was ever written, oldest first."""
    return tuple(_version(_level_rule(row), row) for row in _everything(tx, level_rule))


def report_versions(tx: Tx) -> tuple[Version[ReportRule], ...]:
    """Return every row of rules of reporting that was ever written, oldest first."""
    return tuple(_version(_report_rule(row), row) for row in _everything(tx, report_rule))


def has_rules(tx: Tx) -> bool:
    """Say whether the county has rules of its own yet."""
    return tx.execute(sa.select(level_rule.c.seq).limit(1)).first() is not None


def _add(tx: WriteTx, table: sa.Table, values: Sequence[Mapping[str, Any]]) -> Body:
    ours = {"seq": tx.seq + 1, "by": tx.officer.name, "recorded_at": tx.at}
    numbered = [{**one, **ours, "position": at} for at, one in enumerate(values, start=1)]
    tx.execute(table.insert(), numbered)
    return {"rows": list(map(said, numbered))}


def _newest(tx: Tx, table: sa.Table) -> list[Mapping[str, Any]]:
    return list({row["code"]: row for row in _everything(tx, table)}.values())


def _everything(tx: Tx, table: sa.Table) -> Sequence[Mapping[str, Any]]:
    return rows.records(tx, sa.select(table).order_by(table.c.seq, table.c.position))


def _version(rule: Rule, row: Mapping[str, Any]) -> Version[Rule]:
    return Version(rule=rule, by=row["by"], at=row["recorded_at"])


def _level_values(one: LevelRule) -> dict[str, Any]:
    return {
        "code": one.code,
        "kinds": " ".join(one.kinds),
        "figure": one.figure,
        "ordinary": one.ordinary,
        "larger": one.larger,
        "major": one.major,
        "extreme": one.extreme,
        "is_near": one.is_near,
        "basis": one.basis,
        "is_active": one.is_active,
    }


def _level_rule(row: Mapping[str, Any]) -> LevelRule:
    plain = ("code", "figure", "ordinary", "larger", "major", "extreme", "is_near", "basis")
    return LevelRule(
        **{name: row[name] for name in (*plain, "is_active")}, kinds=tuple(row["kinds"].split())
    )


def _report_values(one: ReportRule) -> dict[str, Any]:
    return {
        "code": one.code,
        "event_class": one.event_class.value if one.event_class else "",
        "min_level": one.min_level.value,
        "from_tier": one.from_tier,
        "to_tier": one.to_tier,
        "step": one.step.value,
        "limit_s": int(one.limit.total_seconds()),
        "clock_from": one.clock_from.value,
        "basis": one.basis,
        "valid_from": one.valid_from,
        "valid_to": one.valid_to,
        "is_active": one.is_active,
    }


def _report_rule(row: Mapping[str, Any]) -> ReportRule:
    plain = ("code", "from_tier", "to_tier", "basis", "valid_from", "valid_to", "is_active")
    return ReportRule(
        **{name: row[name] for name in plain},
        event_class=EventClass(row["event_class"]) if row["event_class"] else None,
        min_level=Level(row["min_level"]),
        step=Step(row["step"]),
        limit=timedelta(seconds=row["limit_s"]),
        clock_from=ClockFrom(row["clock_from"]),
    )


def _page(table: sa.Table, tx: Tx, after: int, limit: int) -> list[tuple[int, str]]:
    numbers = sa.select(table.c.seq).distinct().where(table.c.seq > after)
    seqs = tx.execute(numbers.order_by(table.c.seq).limit(limit)).scalars().all()
    if not seqs:
        return []
    query = sa.select(table).where(table.c.seq.between(seqs[0], seqs[-1]))
    found = rows.records(tx, query.order_by(table.c.seq, table.c.position))
    return [
        (seq, canonical({"rows": [said(row) for row in group]}))
        for seq, group in groupby(found, key=lambda row: row["seq"])
    ]


EVIDENCE = (
    Evidence(kind=LEVELS, page=partial(_page, level_rule)),
    Evidence(kind=REPORTS, page=partial(_page, report_rule)),
)
