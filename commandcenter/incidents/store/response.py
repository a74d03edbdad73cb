"""SQL of responses: their acts are added; where each stands is kept beside them."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database.journal import canonical
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.database.verify import Evidence
from commandcenter.incidents.model.response import (
    Act,
    ActRow,
    Basis,
    Decree,
    Opening,
    Response,
    Stage,
)
from commandcenter.incidents.tables.response import response, response_act
from commandcenter.kernel.times import clock, stamp

# The kind of the journal row of each act.
KINDS: dict[Act, str] = {
    Act.ACTIVATE: "response.activated",
    Act.RAISE: "response.raised",
    Act.LOWER: "response.lowered",
    Act.END: "response.ended",
}
_DECREED = ("id", "basis", "decided_by", "approver", "actions", "notified", "doc_no")
_OPENED = ("hazard", "title", "incident_id", "drill_id")

_INSERT = response.insert()
_INSERT_ACT = response_act.insert()


def next_serial(tx: Tx, year: int, drill_id: UUID | None) -> int:
    """Return the number that the next response of a year will get, drills apart."""
    query = sa.select(sa.func.max(response.c.serial)).where(
        response.c.year == year, response.c.drill_id.is_not_distinct_from(drill_id)
    )
    return (tx.execute(query).scalar() or 0) + 1


def add(tx: WriteTx, new: Response, *, year: int, serial: int) -> None:
    """Add a response that has no act yet."""
    values = {name: getattr(new.opening, name) for name in _OPENED} | {
        "id": new.id,
        "number": new.number,
        "year": year,
        "serial": serial,
        "stage": new.stage.value,
        "started_at": new.started_at,
        "since": new.since,
        "ended_at": None,
    }
    tx.send(_INSERT, values)


def add_act(tx: WriteTx, one: Response, row: ActRow) -> dict[str, object]:
    """Add an act to the history of a response; returns the journal's evidence of it."""
    decree = row.decree
    values = {name: getattr(decree, name) for name in _DECREED}
    values |= {name: getattr(one.opening, name) for name in _OPENED}
    values |= {
        "seq": row.seq,
        "response_id": one.id,
        "number": one.number,
        "act": row.act.value,
        "before": row.before.value if row.before else "",
        "stage": decree.stage.value,
        "basis_kind": decree.basis_kind.value,
        "areas": " ".join(sorted(decree.areas)),
        "at": row.at,
        "by": row.by,
        "recorded_at": row.recorded_at,
    }
    tx.send(_INSERT_ACT, values)
    return _act_evidence(values)


def set_state(tx: WriteTx, one: Response) -> None:
    """Keep where a response stands now."""
    values = {"stage": one.stage.value, "since": one.since, "ended_at": one.ended_at}
    tx.execute(response.update().where(response.c.id == one.id).values(**values))


def has_act(tx: Tx, act_id: UUID) -> bool:
    """Say whether an act was recorded already."""
    query = sa.select(response_act.c.seq).where(response_act.c.id == act_id)
    return tx.execute(query).first() is not None


_ALL = sa.select(response)


def find(tx: Tx, response_id: UUID) -> Response | None:
    """Return a response."""
    found = _responses(tx, _ALL.where(response.c.id == response_id))
    return found[0] if found else None


def with_number(tx: Tx, number: str) -> Response | None:
    """Return the response with this printed number."""
    found = _responses(tx, _ALL.where(response.c.number == number))
    return found[-1] if found else None


def active(tx: Tx, *, drill_id: UUID | None) -> tuple[Response, ...]:
    """Return the responses that have not ended, in reality or in a drill, by number."""
    is_active = response.c.stage != Stage.ENDED.value
    of_drill = response.c.drill_id.is_not_distinct_from(drill_id)
    return _responses(tx, _ALL.where(is_active, of_drill))


def active_anywhere(tx: Tx) -> tuple[Response, ...]:
    """Return the responses that have not ended, in reality and in drills, by number."""
    return _responses(tx, _ALL.where(response.c.stage != Stage.ENDED.value))


def was_active(tx: Tx, at: datetime, *, drill_id: UUID | None) -> bool:
    """Say whether any response was in force at a moment, in reality or in a drill."""
    query = sa.select(response.c.id).where(
        response.c.started_at <= at,
        sa.or_(response.c.ended_at.is_(None), response.c.ended_at > at),
        response.c.drill_id.is_not_distinct_from(drill_id),
    )
    return tx.execute(query.limit(1)).first() is not None


def of_incident(tx: Tx, incident_id: UUID) -> tuple[Response, ...]:
    """Return the responses of an incident, by number."""
    return _responses(tx, _ALL.where(response.c.incident_id == incident_id))


def newest(tx: Tx, *, drill_id: UUID | None, limit: int) -> tuple[Response, ...]:
    """Return the newest responses of reality or of a drill, newest first."""
    query = _ALL.where(response.c.drill_id.is_not_distinct_from(drill_id))
    ordered = query.order_by(response.c.year.desc(), response.c.serial.desc())
    return _responses(tx, ordered.limit(limit))[::-1]


def everything(tx: Tx) -> tuple[Response, ...]:
    """Return all responses, in reality and in drills."""
    return _responses(tx, _ALL)


def openings(tx: Tx, response_id: UUID) -> frozenset[tuple[Opening, str]]:
    """Return what the acts of a response say it is, with its number; one, if all is well."""
    query = sa.select(response_act).where(response_act.c.response_id == response_id)
    return frozenset(
        (Opening(id=response_id, **{name: row[name] for name in _OPENED}), row["number"])
        for row in tx.execute(query).mappings()
    )


def lost_acts(tx: Tx) -> tuple[int, ...]:
    """Return the journal rows of acts whose response is not there any more."""
    known = sa.select(response.c.id)
    query = sa.select(response_act.c.seq).where(response_act.c.response_id.not_in(known))
    return tuple(tx.execute(query).scalars())


def strays(tx: Tx) -> bool:
    """Say whether year and serial of a response are not those of its number."""
    query = sa.select(response.c.number, response.c.year, response.c.serial)
    return any(
        row.number.partition("-")[2] != f"{row.year}-{row.serial:03d}" for row in tx.execute(query)
    )


def _responses(tx: Tx, query: sa.Select[Any]) -> tuple[Response, ...]:
    rows = list(map(dict, tx.execute(query).mappings()))
    histories = _histories(tx, query) if rows else {}
    rows.sort(key=lambda row: (row["year"], row["serial"]))
    return tuple(_response(row, tuple(histories.get(row["id"], ()))) for row in rows)


def _response(row: Mapping[str, Any], history: tuple[ActRow, ...]) -> Response:
    return Response(
        opening=Opening(id=row["id"], **{name: row[name] for name in _OPENED}),
        number=row["number"],
        stage=Stage(row["stage"]),
        started_at=row["started_at"],
        since=row["since"],
        ended_at=row["ended_at"],
        history=history,
    )


def _histories(tx: Tx, query: sa.Select[Any]) -> dict[UUID, list[ActRow]]:
    ids = query.with_only_columns(response.c.id).subquery()
    of_these = sa.select(response_act).join(ids, ids.c.id == response_act.c.response_id)
    found: dict[UUID, list[ActRow]] = defaultdict(list)
    for row in tx.execute(of_these.order_by(response_act.c.seq)).mappings():
        found[row["response_id"]].append(_act(dict(row)))
    return found


def _act(row: Mapping[str, Any]) -> ActRow:
    decree = Decree(
        **{name: row[name] for name in _DECREED},
        stage=Stage(row["stage"]),
        basis_kind=Basis(row["basis_kind"]),
        areas=frozenset(row["areas"].split()),
        at=row["at"],
    )
    return ActRow(
        seq=row["seq"],
        act=Act(row["act"]),
        before=Stage(row["before"]) if row["before"] else None,
        at=row["at"],
        by=row["by"],
        recorded_at=row["recorded_at"],
        decree=decree,
    )


def _act_evidence(values: Mapping[str, Any]) -> dict[str, object]:
    # An act may be noted long after it was taken, and the line of the log says when that was.
    return evidence({**values, "clock": clock(values["at"])})


def evidence(values: Mapping[str, Any]) -> dict[str, object]:
    """Return what the journal says of a row: every column that is not empty.

    The number in the journal is left out, because it is a field of the journal itself.
    """
    return {
        name: _EVIDENT.get(type(value), _itself)(value)
        for name, value in values.items()
        if name != "seq" and value is not None and value != ""
    }


def _itself(value: Any) -> Any:
    return value


_EVIDENT: dict[type, Callable[[Any], Any]] = {datetime: stamp, UUID: str}


def bodies(
    tx: Tx,
    query: sa.Select[Any],
    table: sa.Table,
    after: int,
    limit: int,
    *,
    said: Callable[[Mapping[str, Any]], dict[str, object]] = evidence,
) -> list[tuple[int, str]]:
    """Return number and journal body of the rows of a query after a number, in order."""
    rows = tx.execute(query.where(table.c.seq > after).order_by(table.c.seq).limit(limit))
    return [(row["seq"], canonical(said(dict(row)))) for row in rows.mappings()]


def _act_bodies(act: Act, tx: Tx, after: int, limit: int) -> list[tuple[int, str]]:
    query = sa.select(response_act).where(response_act.c.act == act.value)
    return bodies(tx, query, response_act, after, limit, said=_act_evidence)


EVIDENCE = tuple(Evidence(kind=kind, page=partial(_act_bodies, act)) for act, kind in KINDS.items())
