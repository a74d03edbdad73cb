"""SQL of dispatches: orders, steps and results are added; where a dispatch stands is kept."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database.journal import canonical
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.database.verify import Evidence
from commandcenter.kernel.times import clock, stamp
from commandcenter.teams.model.dispatch import (
    Act,
    Circle,
    Dispatch,
    Order,
    Outcome,
    Result,
    Step,
    StepRow,
)
from commandcenter.teams.tables.dispatch import (
    dispatch,
    dispatch_result,
    dispatch_state,
    dispatch_step,
)

ORDERED = "teams.ordered"
RESULT = "teams.result"
# The kind of the journal row of each act.
KINDS: dict[Act, str] = {
    Act.TAKE: "teams.stepped",
    Act.CORRECT: "teams.step_corrected",
    Act.UNDO: "teams.step_undone",
    Act.CANCEL: "teams.cancelled",
    Act.RELEASE: "teams.released",
    Act.CHECK: "teams.safe",
}

_PLAIN = (
    "id",
    "order_id",
    "team_id",
    "entry_id",
    "incident_id",
    "place",
    "area_code",
    "hazard",
    "task",
    "people_out",
    "equipment_out",
    "told",
    "drill_id",
)
_COUNTED = ("rescued", "found_dead", "evacuated", "injured", "area_mu", "consumption", "remarks")

_INSERT = dispatch.insert()
_INSERT_STEP = dispatch_step.insert()
_INSERT_RESULT = dispatch_result.insert()
_INSERT_STATE = dispatch_state.insert()


def next_serial(tx: Tx, year: int, drill_id: UUID | None) -> int:
    """Return the number that the next dispatch of a year will get, drills apart."""
    query = sa.select(sa.func.max(dispatch.c.serial)).where(
        dispatch.c.year == year, dispatch.c.drill_id.is_not_distinct_from(drill_id)
    )
    return (tx.execute(query).scalar() or 0) + 1


def add(tx: WriteTx, new: Dispatch, *, year: int, serial: int) -> dict[str, object]:
    """Add a dispatch that stands at its order; returns the journal's evidence of it."""
    order = new.order
    values: dict[str, Any] = {name: getattr(order, name) for name in _PLAIN} | {
        "seq": new.seq,
        "number": new.number,
        "year": year,
        "serial": serial,
        "team_name": new.team_name,
        "lon": _degrees(order.lon),
        "lat": _degrees(order.lat),
        "circle": order.circle.value,
        "ordered_by": new.ordered_by,
        "ordered_at": new.ordered_at,
        "recorded_at": tx.at,
    }
    tx.send(_INSERT, values)
    tx.send(
        _INSERT_STATE,
        {
            "dispatch_id": new.id,
            "team_id": order.team_id,
            "drill_id": order.drill_id,
            "outcome": "",
            "ended_at": None,
            "check_due_at": None,
        },
    )
    return _evidence(values)


def _degrees(value: float | None) -> float | None:
    # As the column gives it back, or the journal would say 120 and -0.0 of 120.0 and 0.0.
    return None if value is None else float(value) + 0.0


def add_step(tx: WriteTx, one: Dispatch, row: StepRow) -> dict[str, object]:
    """Add a row to the history of a dispatch; returns the journal's evidence of it."""
    values: dict[str, Any] = {
        "seq": row.seq,
        "id": row.id,
        "dispatch_id": one.id,
        "act": row.act.value,
        "step": row.step.value,
        "at": row.at,
        "by": row.by,
        "recorded_at": row.recorded_at,
        "reason": row.reason,
    }
    tx.send(_INSERT_STEP, values)
    return _step_evidence(values | {"number": one.number, "team": one.team_name})


def add_result(tx: WriteTx, one: Dispatch, result: Result) -> dict[str, object]:
    """Add a report about the work of a team; returns the journal's evidence of it."""
    values: dict[str, Any] = {name: getattr(result, name) for name in _COUNTED} | {
        "seq": tx.seq + 1,
        "id": result.id,
        "dispatch_id": one.id,
        "by": tx.officer.name,
        "recorded_at": tx.at,
    }
    tx.send(_INSERT_RESULT, values)
    return _evidence(values | {"number": one.number, "team": one.team_name})


def set_state(tx: WriteTx, one: Dispatch) -> None:
    """Keep where a dispatch stands now."""
    statement = (
        dispatch_state.update()
        .where(dispatch_state.c.dispatch_id == one.id)
        .values(
            outcome=one.outcome.value if one.outcome else "",
            ended_at=one.ended_at,
            check_due_at=one.check_due_at,
        )
    )
    tx.execute(statement)


_FULL = sa.select(
    dispatch,
    dispatch_state.c.outcome,
    dispatch_state.c.ended_at,
    dispatch_state.c.check_due_at,
).join(dispatch_state, dispatch_state.c.dispatch_id == dispatch.c.id)


def find(tx: Tx, dispatch_id: UUID) -> Dispatch | None:
    """Return a dispatch."""
    found = _dispatches(tx, _FULL.where(dispatch.c.id == dispatch_id))
    return found[0] if found else None


def of_ids(tx: Tx, ids: Collection[UUID]) -> tuple[Dispatch, ...]:
    """Return dispatches, in the order of their orders."""
    return _dispatches(tx, _FULL.where(dispatch.c.id.in_(ids)))


def has_act(tx: Tx, act_id: UUID) -> bool:
    """Say whether an act was recorded already."""
    queries = (
        sa.select(dispatch_step.c.seq).where(dispatch_step.c.id == act_id),
        sa.select(dispatch_result.c.seq).where(dispatch_result.c.id == act_id),
    )
    return any(tx.execute(query).first() is not None for query in queries)


def commitments(tx: Tx, team_ids: Collection[UUID]) -> tuple[Dispatch, ...]:
    """Return the open dispatches of teams, in reality and in drills."""
    return _dispatches(
        tx, _FULL.where(dispatch_state.c.outcome == "", dispatch_state.c.team_id.in_(team_ids))
    )


def numbers_of_open(tx: Tx, *, drill_id: UUID | None) -> dict[UUID, str]:
    """Return the number of the open dispatch of each team that is out, by team."""
    query = (
        sa.select(dispatch.c.team_id, dispatch.c.number)
        .join(dispatch_state, dispatch_state.c.dispatch_id == dispatch.c.id)
        .where(
            dispatch_state.c.outcome == "",
            dispatch_state.c.drill_id.is_not_distinct_from(drill_id),
        )
    )
    return {row.team_id: row.number for row in tx.execute(query)}


def still_open(tx: Tx, *, drill_id: UUID | None) -> tuple[Dispatch, ...]:
    """Return the open dispatches of reality or of a drill, in the order of their orders."""
    return _dispatches(
        tx,
        _FULL.where(
            dispatch_state.c.outcome == "", dispatch.c.drill_id.is_not_distinct_from(drill_id)
        ),
    )


def of_order(tx: Tx, order_id: UUID) -> tuple[Dispatch, ...]:
    """Return the dispatches of one order."""
    return _dispatches(tx, _FULL.where(dispatch.c.order_id == order_id))


def of_entry(tx: Tx, entry_id: UUID) -> tuple[Dispatch, ...]:
    """Return the dispatches ordered from a log line."""
    return _dispatches(tx, _FULL.where(dispatch.c.entry_id == entry_id))


def of_incidents(
    tx: Tx,
    ids: Collection[UUID],
    *,
    entries: Collection[UUID],
    dispatches: Collection[UUID],
    drill_id: UUID | None,
) -> tuple[Dispatch, ...]:
    """Return the dispatches of incidents of one scope, in the order of their orders.

    Those that name no incident belong to them by their log line, or because somebody says so.
    """
    by_entry = sa.and_(dispatch.c.incident_id.is_(None), dispatch.c.entry_id.in_(entries))
    belongs = sa.or_(dispatch.c.incident_id.in_(ids), by_entry, dispatch.c.id.in_(dispatches))
    of_drill = dispatch.c.drill_id.is_not_distinct_from(drill_id)
    return _dispatches(tx, _FULL.where(belongs, of_drill))


def of_incident(tx: Tx, incident_id: UUID) -> tuple[Dispatch, ...]:
    """Return the dispatches that belong to an incident."""
    return _dispatches(tx, _FULL.where(dispatch.c.incident_id == incident_id))


def page(tx: Tx, *, before: int | None, drill_id: UUID | None, limit: int) -> tuple[Dispatch, ...]:
    """Return the newest dispatches whose number in the journal is smaller, newest first."""
    query = _FULL.where(dispatch.c.drill_id.is_not_distinct_from(drill_id))
    if before is not None:
        query = query.where(dispatch.c.seq < before)
    return _dispatches(tx, query.order_by(dispatch.c.seq.desc()).limit(limit))[::-1]


def newest(tx: Tx, *, limit: int) -> tuple[Dispatch, ...]:
    """Return the newest dispatches, in reality and in drills, newest first."""
    return _dispatches(tx, _FULL.order_by(dispatch.c.seq.desc()).limit(limit))[::-1]


def _dispatches(tx: Tx, query: sa.Select[Any]) -> tuple[Dispatch, ...]:
    rows = list(map(dict, tx.execute(query).mappings()))
    ids = [row["id"] for row in rows]
    histories = _histories(tx, ids) if ids else {}
    results = _results(tx, ids) if ids else {}
    found = [
        _dispatch(row, tuple(histories.get(row["id"], ())), results.get(row["id"])) for row in rows
    ]
    return tuple(sorted(found, key=lambda one: one.seq))


def _dispatch(
    row: Mapping[str, Any], history: tuple[StepRow, ...], result: Result | None
) -> Dispatch:
    order = Order(
        **{name: row[name] for name in _PLAIN},
        lon=row["lon"],
        lat=row["lat"],
        circle=Circle(row["circle"]),
        ordered_at=row["ordered_at"],
    )
    return Dispatch(
        seq=row["seq"],
        number=row["number"],
        order=order,
        team_name=row["team_name"],
        ordered_by=row["ordered_by"],
        ordered_at=row["ordered_at"],
        history=history,
        result=result,
        check_due_at=row["check_due_at"],
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        ended_at=row["ended_at"],
    )


def _histories(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, list[StepRow]]:
    query = sa.select(dispatch_step).where(dispatch_step.c.dispatch_id.in_(ids))
    found: dict[UUID, list[StepRow]] = defaultdict(list)
    for row in tx.execute(query.order_by(dispatch_step.c.seq)).mappings():
        found[row["dispatch_id"]].append(
            StepRow(
                seq=row["seq"],
                id=row["id"],
                act=Act(row["act"]),
                step=Step(row["step"]),
                at=row["at"],
                by=row["by"],
                recorded_at=row["recorded_at"],
                reason=row["reason"],
            )
        )
    return found


def _results(tx: Tx, ids: Sequence[UUID]) -> dict[UUID, Result]:
    query = sa.select(dispatch_result).where(dispatch_result.c.dispatch_id.in_(ids))
    return {
        row["dispatch_id"]: Result(id=row["id"], **{name: row[name] for name in _COUNTED})
        for row in tx.execute(query.order_by(dispatch_result.c.seq)).mappings()
    }


def _evidence(values: Mapping[str, Any]) -> dict[str, object]:
    """Return what the journal says of a row: every column that is not empty.

    The number in the journal is left out, because it is a field of the journal itself.
    """
    return {
        name: _EVIDENT.get(type(value), _itself)(value)
        for name, value in values.items()
        if name != "seq" and value is not None and value != ""
    }


def _step_evidence(values: Mapping[str, Any]) -> dict[str, object]:
    # A step may be noted long after it was taken, and the line of the log says when that was.
    return _evidence({**values, "clock": clock(values["at"])})


def _itself(value: Any) -> Any:
    return value


_EVIDENT: dict[type, Callable[[Any], Any]] = {
    datetime: stamp,
    date: date.isoformat,
    UUID: str,
}


def _order_bodies(tx: Tx, after: int, limit: int) -> list[tuple[int, str]]:
    return _bodies(tx, sa.select(dispatch), dispatch, after, limit)


def _step_bodies(act: Act, tx: Tx, after: int, limit: int) -> list[tuple[int, str]]:
    query = _named(dispatch_step).where(dispatch_step.c.act == act.value)
    return _bodies(tx, query, dispatch_step, after, limit, said=_step_evidence)


def _result_bodies(tx: Tx, after: int, limit: int) -> list[tuple[int, str]]:
    return _bodies(tx, _named(dispatch_result), dispatch_result, after, limit)


def _named(table: sa.Table) -> sa.Select[Any]:
    query = sa.select(table, dispatch.c.number, dispatch.c.team_name.label("team"))
    return query.outerjoin(dispatch, dispatch.c.id == table.c.dispatch_id)


def _bodies(
    tx: Tx,
    query: sa.Select[Any],
    table: sa.Table,
    after: int,
    limit: int,
    *,
    said: Callable[[Mapping[str, Any]], dict[str, object]] = _evidence,
) -> list[tuple[int, str]]:
    rows = tx.execute(query.where(table.c.seq > after).order_by(table.c.seq).limit(limit))
    return [(row["seq"], canonical(said(dict(row)))) for row in rows.mappings()]


EVIDENCE = (
    Evidence(kind=ORDERED, page=_order_bodies),
    *(Evidence(kind=kind, page=partial(_step_bodies, act)) for act, kind in KINDS.items()),
    Evidence(kind=RESULT, page=_result_bodies),
)
