"""SQL of road networks; the newest row is in use."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from commandcenter.database.journal import canonical
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.database.verify import Evidence
from commandcenter.kernel.times import stamp
from commandcenter.teams.model.road_set import RoadSet
from commandcenter.teams.tables.dispatch import road_network

KIND = "teams.roads_imported"
_INSERT = road_network.insert()


def add(tx: WriteTx, new: RoadSet) -> dict[str, object]:
    """Add a road network; returns the journal's evidence of it."""
    values = asdict(new)
    tx.send(_INSERT, values)
    return _evidence(values)


def newest(tx: Tx) -> RoadSet | None:
    """Return the road network in use; None if there is none or it was taken away."""
    query = sa.select(road_network).order_by(road_network.c.seq.desc()).limit(1)
    row = tx.execute(query).mappings().first()
    return None if row is None or not row["sha256"] else RoadSet(**row)


def _evidence(values: Mapping[str, Any]) -> dict[str, object]:
    said = {name: value for name, value in values.items() if name != "seq" and value != ""}
    return said | {"id": str(values["id"]), "recorded_at": stamp(values["recorded_at"])}


def _bodies(tx: Tx, after: int, limit: int) -> list[tuple[int, str]]:
    query = sa.select(road_network).where(road_network.c.seq > after)
    rows = tx.execute(query.order_by(road_network.c.seq).limit(limit)).mappings()
    return [(row["seq"], canonical(_evidence(dict(row)))) for row in rows]


EVIDENCE = (Evidence(kind=KIND, page=_bodies),)
