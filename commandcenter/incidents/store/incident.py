"""SQL of incidents: what was opened, known and done is added; where it stands is kept."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database import unchanged
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.incidents.model.incident import (
    OVER,
    Act,
    ActRow,
    Facts,
    Incident,
    Link,
    LinkKind,
    Opening,
    State,
)
from commandcenter.incidents.model.level import Level
from commandcenter.incidents.store import rows
from commandcenter.incidents.store.rows import Body
from commandcenter.incidents.tables.incident import (
    incident,
    incident_act,
    incident_facts,
    incident_link,
    incident_state,
)

OPENED = "incidents.opened"
FACTS = "incidents.facts"
LINKED = "incidents.linked"
# The kind of the journal row of each act.
KINDS: dict[Act, str] = {
    Act.OPEN: "incidents.begun",
    Act.STEP: "incidents.stepped",
    Act.LEVEL: "incidents.level",
    Act.CLOSE: "incidents.closed",
    Act.WITHDRAW: "incidents.withdrawn",
    Act.REOPEN: "incidents.reopened",
    Act.MERGE: "incidents.merged",
}

_FACTS = tuple(one.name for one in fields(Facts))
_STANDING = ("state", "level", "is_sensitive", "is_near_accident", "into")


def next_serial(tx: Tx, year: int, drill_id: UUID | None) -> int:
    """Return the number that the next incident of a year will get, drills apart."""
    query = sa.select(sa.func.max(incident.c.serial)).where(
        incident.c.year == year, incident.c.drill_id.is_not_distinct_from(drill_id)
    )
    return (tx.execute(query).scalar() or 0) + 1


def add(
    tx: WriteTx, opening: Opening, *, number: str, year: int, serial: int, learned_at: datetime
) -> Body:
    """Add what an incident was opened with; returns the journal's evidence of it."""
    values = {
        "id": opening.id,
        "number": number,
        "year": year,
        "serial": serial,
        "drill_id": opening.drill_id,
        "learned_at": learned_at,
        "entry_id": opening.entry_id,
        "warning_id": opening.warning_id,
        "title": opening.facts.title,
        "place": opening.facts.place,
    }
    return rows.add(tx, incident, values)


def add_facts(tx: WriteTx, incident_id: UUID, number: str, facts: Facts) -> Body:
    """Add a version of what is known of an incident; returns the evidence of it."""
    values: dict[str, Any] = {name: getattr(facts, name) for name in _FACTS} | {
        "lon": rows.degrees(facts.lon),
        "lat": rows.degrees(facts.lat),
        "incident_id": incident_id,
    }
    return rows.add(tx, incident_facts, values, number=number)


def add_act(tx: WriteTx, one: Incident, row: ActRow) -> Body:
    """Add a row to the history of an incident; returns the evidence of it."""
    values = {
        "id": row.id,
        "incident_id": one.id,
        "act": row.act.value,
        "state": row.state.value,
        "level": row.level.value,
        "is_sensitive": row.is_sensitive,
        "is_near_accident": row.is_near_accident,
        "proposed": row.proposed.value if row.proposed else "",
        "criterion": row.criterion,
        "reason": row.reason,
        "into": row.into,
    }
    return rows.add(tx, incident_act, values, number=one.number)


def add_link(
    tx: WriteTx, one: Incident, link_id: UUID, kind: LinkKind, target: UUID, *, is_removed: bool
) -> Body:
    """Add a connection of an incident, or take one away; returns the evidence of it."""
    values = {
        "id": link_id,
        "incident_id": one.id,
        "kind": kind.value,
        "target": target,
        "is_removed": is_removed,
    }
    return rows.add(tx, incident_link, values, number=one.number)


def begin_state(tx: WriteTx, one: Incident, *, facts_seq: int) -> None:
    """Keep where a new incident stands."""
    values = {"incident_id": one.id, "drill_id": one.drill_id, **_standing(one)}
    tx.execute(incident_state.insert(), values | {"facts_seq": facts_seq, "version": one.version})


def set_state(tx: WriteTx, one: Incident, *, facts_seq: int | None = None) -> None:
    """Keep where an incident stands now."""
    values = _standing(one) | {"version": one.version}
    if facts_seq is not None:
        values["facts_seq"] = facts_seq
    where = incident_state.c.incident_id == one.id
    tx.execute(incident_state.update().where(where).values(**values))


def _standing(one: Incident) -> dict[str, Any]:
    return {
        "state": one.state.value,
        "level": one.level.value,
        "is_sensitive": one.is_sensitive,
        "is_near_accident": one.is_near_accident,
        "into": one.into,
        "ended_at": one.ended_at,
    }


_FULL = (
    sa.select(
        incident.c.seq,
        incident.c.id,
        incident.c.number,
        incident.c.learned_at,
        incident.c.entry_id,
        incident.c.warning_id,
        incident.c.drill_id,
        incident.c.by.label("opened_by"),
        incident.c.recorded_at.label("opened_at"),
        *(incident_state.c[name] for name in (*_STANDING, "ended_at", "version")),
        *(incident_facts.c[name].label(f"facts_{name}") for name in _FACTS),
    )
    .join(incident_state, incident_state.c.incident_id == incident.c.id)
    .join(incident_facts, incident_facts.c.seq == incident_state.c.facts_seq)
)


def find(tx: Tx, incident_id: UUID) -> Incident | None:
    """Return an incident as it stands."""
    found = _incidents(tx, _FULL.where(incident.c.id == incident_id))
    return found[0] if found else None


def of_ids(tx: Tx, ids: Collection[UUID]) -> tuple[Incident, ...]:
    """Return incidents in the order they were opened."""
    return _incidents(tx, _FULL.where(incident.c.id.in_(ids)))


def with_number(tx: Tx, number: str) -> Incident | None:
    """Return the incident that a printed number belongs to; of several drills the newest."""
    found = _incidents(tx, _FULL.where(incident.c.number == number))
    return found[-1] if found else None


def still_open(
    tx: Tx, *, drill_id: UUID | None, known: Iterable[Incident] = ()
) -> tuple[Incident, ...]:
    """Return the incidents of reality or of a drill that are not over, oldest first.

    Args:
        known: What was read before; of these only the changed ones are read again.
    """
    is_over = incident_state.c.state.in_(sorted(OVER))
    query = _FULL.where(sa.not_(is_over), real(drill_id)).order_by(incident.c.seq)
    version = incident_state.c.version
    return tuple(unchanged.read(tx, query, _incident, known, id=incident.c.id, version=version))


def page(tx: Tx, *, before: int | None, drill_id: UUID | None, limit: int) -> tuple[Incident, ...]:
    """Return the newest incidents whose number in the journal is smaller, newest first."""
    query = _FULL.where(real(drill_id)).order_by(incident.c.seq.desc())
    if before is not None:
        query = query.where(incident.c.seq < before)
    return _incidents(tx, query.limit(limit))[::-1]


def of_drill(tx: Tx, drill_id: UUID) -> tuple[Incident, ...]:
    """Return the incidents of a drill, oldest first."""
    return _incidents(tx, _FULL.where(real(drill_id)).order_by(incident.c.seq))


def of_period(
    tx: Tx, since: datetime, until: datetime, *, drill_id: UUID | None
) -> tuple[Incident, ...]:
    """Return the incidents that were learned of in a period, oldest first."""
    learned = incident.c.learned_at
    return _incidents(tx, _FULL.where(learned >= since, learned < until, real(drill_id)))


def of_target(tx: Tx, kind: LinkKind, target: UUID) -> tuple[Incident, ...]:
    """Return the incidents that are connected with something now."""
    query = sa.select(incident_link).where(
        incident_link.c.kind == kind.value, incident_link.c.target == target
    )
    held: dict[UUID, bool] = {}
    for row in rows.records(tx, query.order_by(incident_link.c.seq)):
        held[row["incident_id"]] = not row["is_removed"]
    return of_ids(tx, [one for one, is_held in held.items() if is_held])


def linked_targets(tx: Tx, kind: LinkKind, targets: Collection[UUID]) -> frozenset[UUID]:
    """Return those of some targets that any incident was ever connected with."""
    query = sa.select(incident_link.c.target).where(
        incident_link.c.kind == kind.value, incident_link.c.target.in_(targets)
    )
    return frozenset(tx.execute(query).scalars())


def real(drill_id: UUID | None) -> sa.ColumnElement[bool]:
    """Return the one condition that keeps drills and reality apart."""
    return incident.c.drill_id.is_not_distinct_from(drill_id)


def history(tx: Tx, incident_id: UUID) -> tuple[ActRow, ...]:
    """Return what was done to an incident, oldest first."""
    query = sa.select(incident_act).where(incident_act.c.incident_id == incident_id)
    return tuple(map(_act_row, rows.records(tx, query.order_by(incident_act.c.seq))))


def versions(tx: Tx, incident_id: UUID) -> tuple[tuple[datetime, str, Facts], ...]:
    """Return every version of the facts with when and by whom it was noted, oldest first."""
    query = sa.select(incident_facts).where(incident_facts.c.incident_id == incident_id)
    return tuple(
        (row["recorded_at"], row["by"], _facts(row))
        for row in rows.records(tx, query.order_by(incident_facts.c.seq))
    )


def facts(tx: Tx, facts_id: UUID) -> Facts:
    """Return one version of the facts."""
    [row] = rows.records(tx, sa.select(incident_facts).where(incident_facts.c.id == facts_id))
    return _facts(row)


def links(tx: Tx, incident_id: UUID) -> tuple[Link, ...]:
    """Return the connections of an incident that hold now, in the order they were made."""
    query = sa.select(incident_link).where(incident_link.c.incident_id == incident_id)
    held: dict[tuple[str, UUID], Link] = {}
    for row in rows.records(tx, query.order_by(incident_link.c.seq)):
        held[row["kind"], row["target"]] = _link(row)
    return tuple(one for one in held.values() if not one.is_removed)


def has_act(tx: Tx, act_id: UUID) -> bool:
    """Say whether an act, a version of the facts or a connection was noted already."""
    known = partial(rows.is_known, tx, id_=act_id)
    return known(incident_act) or known(incident_facts) or known(incident_link)


def _incidents(tx: Tx, query: sa.Select[Any]) -> tuple[Incident, ...]:
    found = map(_incident, rows.records(tx, query))
    return tuple(sorted(found, key=lambda one: one.seq))


def _incident(row: Mapping[str, Any]) -> Incident:
    plain: Iterable[str] = (
        *("seq", "id", "number", "learned_at", "opened_at", "opened_by", "entry_id"),
        *("warning_id", "drill_id", "is_sensitive", "is_near_accident", "ended_at", "into"),
        "version",
    )
    return Incident(
        **{name: row[name] for name in plain},
        facts=Facts(**{name: row[f"facts_{name}"] for name in _FACTS}),
        state=State(row["state"]),
        level=Level(row["level"]),
    )


def _facts(row: Mapping[str, Any]) -> Facts:
    return Facts(**{name: row[name] for name in _FACTS})


def _act_row(row: Mapping[str, Any]) -> ActRow:
    return ActRow(
        seq=row["seq"],
        id=row["id"],
        act=Act(row["act"]),
        state=State(row["state"]),
        level=Level(row["level"]),
        is_sensitive=row["is_sensitive"],
        is_near_accident=row["is_near_accident"],
        proposed=Level(row["proposed"]) if row["proposed"] else None,
        criterion=row["criterion"],
        reason=row["reason"],
        into=row["into"],
        by=row["by"],
        at=row["recorded_at"],
    )


def _link(row: Mapping[str, Any]) -> Link:
    return Link(
        seq=row["seq"],
        id=row["id"],
        kind=LinkKind(row["kind"]),
        target=row["target"],
        is_removed=row["is_removed"],
        by=row["by"],
        at=row["recorded_at"],
    )


def numbered(table: sa.Table) -> sa.Select[Any]:
    """Return the rows of a table, each with the number of its incident."""
    query = sa.select(table, incident.c.number)
    return query.outerjoin(incident, incident.c.id == table.c.incident_id)


def _acts(act: Act) -> sa.Select[Any]:
    return numbered(incident_act).where(incident_act.c.act == act.value)


EVIDENCE = (
    rows.evidence(OPENED, incident),
    rows.evidence(FACTS, incident_facts, partial(numbered, incident_facts)),
    *(rows.evidence(kind, incident_act, partial(_acts, act)) for act, kind in KINDS.items()),
    rows.evidence(LINKED, incident_link, partial(numbered, incident_link)),
)
