"""The criteria of levels and the rules of reporting: rows that a county may change."""

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any

import resources
from commandcenter.database import journal
from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.rights import Right, require
from commandcenter.incidents.model.deadline import (
    ClockFrom,
    ReportRule,
    Step,
    check_report_rule,
)
from commandcenter.incidents.model.incident import EventClass
from commandcenter.incidents.model.level import Level, LevelRule, check_level_rule
from commandcenter.incidents.model.standard import Version
from commandcenter.incidents.store import rules as store
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit_texts

EVIDENCE = store.EVIDENCE
SUBJECT = "incident-rules"


def level_rules(db: Database) -> tuple[LevelRule, ...]:
    """Return the criteria of levels that hold now, those switched off as well."""
    with db.read() as tx:
        return level_rules_in(tx)


def level_rules_in(tx: Tx) -> tuple[LevelRule, ...]:
    """Do what `level_rules` does inside a transaction."""
    return store.level_rules(tx) if store.has_rules(tx) else _shipped_levels()


def report_rules(db: Database) -> tuple[ReportRule, ...]:
    """Return the rules of reporting that hold now, those switched off as well."""
    with db.read() as tx:
        return report_rules_in(tx)


def report_rules_in(tx: Tx) -> tuple[ReportRule, ...]:
    """Do what `report_rules` does inside a transaction."""
    return store.report_rules(tx) if store.has_rules(tx) else _shipped_reports()


def level_versions(db: Database) -> tuple[Version[LevelRule], ...]:
    """Return every row of criteria there was, oldest first; the last one of a code holds."""
    with db.read() as tx:
        return store.level_versions(tx) or tuple(Version(rule=one) for one in _shipped_levels())


def report_versions(db: Database) -> tuple[Version[ReportRule], ...]:
    """Return every rule of reporting there was, oldest first; the last one of a code holds."""
    with db.read() as tx:
        return store.report_versions(tx) or tuple(Version(rule=one) for one in _shipped_reports())


def change_level_rule(
    db: Database, rule: LevelRule, *, seen: LevelRule | None, officer: Officer
) -> None:
    """Change a criterion, switch it off or add one; earlier rows stay readable.

    A row that says already what *rule* says is left alone, so that sending again is safe.

    Args:
        seen: The row as the officer saw it; None for a new one.

    Raises:
        NotAllowed, BadLevelRule, BasisMissing: Nothing was written.
        Conflict: Somebody changed the row since it was seen.
        Unavailable: The outcome is unknown; send it again.
    """
    require(officer, Right.MANAGE_RULES)
    ready: LevelRule = admit_texts(rule)[0]
    check_level_rule(ready)
    with db.write(officer) as tx:
        known = {one.code: one for one in level_rules_in(tx)}
        if _is_new(known.get(ready.code), ready, seen):
            keep_in(tx)
            _note(tx, store.LEVELS, store.add_level_rules(tx, [ready]))


def change_report_rule(
    db: Database, rule: ReportRule, *, seen: ReportRule | None, officer: Officer
) -> None:
    """Change a rule of reporting, switch it off or add one; earlier rows stay readable.

    Clocks that are running go on as they were started. A row that says already what *rule*
    says is left alone, so that sending again is safe.

    Args:
        seen: The row as the officer saw it; None for a new one.

    Raises:
        NotAllowed, BadReportRule, BasisMissing: Nothing was written.
        Conflict: Somebody changed the row since it was seen.
        Unavailable: The outcome is unknown; send it again.
    """
    require(officer, Right.MANAGE_RULES)
    ready: ReportRule = admit_texts(rule)[0]
    check_report_rule(ready)
    with db.write(officer) as tx:
        known = {one.code: one for one in report_rules_in(tx)}
        if _is_new(known.get(ready.code), ready, seen):
            keep_in(tx)
            _note(tx, store.REPORTS, store.add_report_rules(tx, [ready]))


def _is_new(now: object, wanted: object, seen: object) -> bool:
    """Say whether a row has to be written."""
    if now == wanted:
        return False
    if now != seen:
        raise Conflict
    return True


def keep_in(tx: WriteTx) -> None:
    """Make the shipped rows the county's own before the first of them decides anything."""
    if not store.has_rules(tx):
        _note(tx, store.LEVELS, store.add_level_rules(tx, _shipped_levels()))
        _note(tx, store.REPORTS, store.add_report_rules(tx, _shipped_reports()))


def _note(tx: WriteTx, kind: str, body: Mapping[str, object]) -> None:
    journal.append(tx, kind, body, id=new_id(), subject=SUBJECT)


@cache
def _shipped_levels() -> tuple[LevelRule, ...]:
    return tuple(
        LevelRule(**row | {"kinds": tuple(row["kinds"].split())})
        for row in _rows("levels.toml", "level")
    )


@cache
def _shipped_reports() -> tuple[ReportRule, ...]:
    return tuple(map(_shipped_report, _rows("deadlines.toml", "report")))


def _shipped_report(row: Mapping[str, Any]) -> ReportRule:
    plain = ("code", "from_tier", "to_tier", "basis", "is_active")
    event_class = row.get("event_class")
    return ReportRule(
        **{name: row[name] for name in plain},
        step=Step(row["step"]),
        limit=timedelta(seconds=row["limit_s"]),
        event_class=EventClass(event_class) if event_class else None,
        min_level=Level(row["min_level"]),
        clock_from=ClockFrom(row.get("clock_from", ClockFrom.LEARNED)),
    )


def _rows(file: str, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(
        resources.path("incidents", file).read_text("utf-8")
    )[name]
    return found
