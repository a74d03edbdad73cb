"""What a year of drills is read from, and the rows that the program ships for it."""

import tomllib
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar
from uuid import UUID, uuid5

import sqlalchemy as sa

import resources
from commandcenter.database.schema import change, journal
from commandcenter.database.tx import Tx
from commandcenter.drills.model.drill import Drill, Participant, PlanOfDrill
from commandcenter.drills.model.plan import Tier
from commandcenter.drills.model.year import Activity, FrequencyRule, Period, PeriodKind
from commandcenter.drills.store.keeping import KEEPER, ROWS
from commandcenter.drills.tables import activity, drill, drill_participant, drill_plan

Record = TypeVar("Record")
# So that each county has the shipped rows under the same ids, and gets each of them once.
_SHIPPED = UUID("b6a7d1f4-0f7c-5f0e-8a53-7d0c6c1c9b52")


@cache
def shipped_rules() -> tuple[FrequencyRule, ...]:
    """Return the frequency rules that every county begins with."""
    return tuple(
        FrequencyRule(id=_id("frequency", row), **(row | {"tier": Tier(row["tier"])}))
        for row in _shipped()["frequency"]
    )


@cache
def shipped_periods() -> tuple[Period, ...]:
    """Return the periods that every county begins with."""
    return tuple(
        Period(
            id=_id("period", row),
            kind=PeriodKind(row["kind"]),
            title=row["title"],
            year=None,
            from_month=row["from"][0],
            from_day=row["from"][1],
            to_month=row["to"][0],
            to_day=row["to"][1],
            basis=row["basis"],
        )
        for row in _shipped()["period"]
    )


@cache
def _shipped() -> dict[str, Any]:
    return tomllib.loads(resources.path("drills", "year.toml").read_text("utf-8"))


def _id(kind: str, row: dict[str, Any]) -> UUID:
    return uuid5(_SHIPPED, f"{kind}:{row['code']}")


def drills(tx: Tx, years: tuple[int, ...]) -> tuple[Drill, ...]:
    """Return the drills of some annual plans, by year and number."""
    query = sa.select(drill).where(drill.c.year.in_(years)).order_by(drill.c.year, drill.c.number)
    return _all(tx, Drill, query)


def drilled(tx: Tx) -> dict[UUID, Drill]:
    """Return every drill of any year that practises a plan."""
    query = sa.select(drill).where(drill.c.id.in_(sa.select(drill_plan.c.drill)))
    return {one.id: one for one in _all(tx, Drill, query)}


def links(tx: Tx) -> tuple[PlanOfDrill, ...]:
    """Return which drill practises which plan."""
    return ROWS.where(tx, PlanOfDrill, ("id",))


def participants(
    tx: Tx, year: int, also: Sequence[UUID] = ()
) -> dict[UUID, tuple[Participant, ...]]:
    """Return who takes part in the drills of a year and in some others, by drill."""
    of_year = sa.select(drill.c.id).where(drill.c.year == year)
    about = drill_participant.c.drill
    query = sa.select(drill_participant).where(sa.or_(about.in_(of_year), about.in_(also)))
    found: dict[UUID, list[Participant]] = defaultdict(list)
    for one in _all(tx, Participant, query.order_by(drill_participant.c.id)):
        found[one.drill].append(one)
    return {drill_id: tuple(some) for drill_id, some in found.items()}


def _all(tx: Tx, kind: type[Record], query: "sa.Select[Any]") -> tuple[Record, ...]:
    return tuple(ROWS.record_of(kind, row) for row in tx.execute(query).mappings())


def activities(tx: Tx, years: tuple[int, ...]) -> tuple[Activity, ...]:
    """Return training and publicity of some years, the newest first."""
    day = activity.c["on"]
    spans = [day.between(date(year, 1, 1), date(year, 12, 31)) for year in years]
    query = sa.select(activity).where(sa.or_(*spans))
    return _all(tx, Activity, query.order_by(day.desc(), activity.c.id))


def changed_at(tx: Tx) -> dict[UUID, datetime]:
    """Return when each drill was changed last."""
    query = (
        sa.select(change.c.record, sa.func.max(journal.c.received_at).label("at"))
        .join(journal, journal.c.seq == change.c.seq)
        .where(change.c.part == KEEPER.part, change.c.kind == "drill")
        .group_by(change.c.record)
    )
    return {row.record: row.at for row in tx.execute(query)}
