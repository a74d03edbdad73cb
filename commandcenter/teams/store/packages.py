"""SQL of response packages."""

from collections import defaultdict
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database import records
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.teams.model.packages import Package, Row
from commandcenter.teams.tables.dispatch import response_package, response_package_row

_FIELDS = ("name", "hazard", "level", "is_retired")


def add(tx: WriteTx, new: Package) -> None:
    """Add a package with its rows."""
    values = {name: getattr(new, name) for name in _FIELDS}
    records.add_all(tx, response_package, [values | {"id": new.id, "version": new.version}])
    _add_rows(tx, new)


def replace(tx: WriteTx, changed: Package) -> None:
    """Change a package that carries the version that was seen, and all of its rows.

    Raises:
        Conflict: It is not there or not as the officer saw it.
    """
    values = {name: getattr(changed, name) for name in _FIELDS}
    records.replace(tx, response_package, changed.id, values, seen_version=changed.version)
    tx.execute(response_package_row.delete().where(response_package_row.c.package_id == changed.id))
    _add_rows(tx, changed)


def _add_rows(tx: WriteTx, one: Package) -> None:
    rows = [
        {
            "package_id": one.id,
            "position": position,
            "skill": row.skill,
            "category": row.category,
            "count": row.count,
            "remarks": row.remarks,
        }
        for position, row in enumerate(one.rows, start=1)
    ]
    records.add_all(tx, response_package_row, rows)


def find(tx: Tx, package_id: UUID) -> Package | None:
    """Return a package."""
    return next((one for one in everything(tx) if one.id == package_id), None)


def everything(tx: Tx) -> tuple[Package, ...]:
    """Return all packages by kind and level of event, also those no longer in use."""
    rows: dict[UUID, list[Row]] = defaultdict(list)
    columns = response_package_row.c
    in_order = sa.select(response_package_row).order_by(columns.package_id, columns.position)
    for row in tx.execute(in_order).mappings():
        rows[row["package_id"]].append(
            Row(
                skill=row["skill"],
                category=row["category"],
                count=row["count"],
                remarks=row["remarks"],
            )
        )
    query = sa.select(response_package).order_by(
        response_package.c.hazard, response_package.c.level, response_package.c.name
    )
    return tuple(
        Package(**row, rows=tuple(rows[row["id"]])) for row in tx.execute(query).mappings()
    )


def positions(tx: Tx) -> dict[UUID, list[int]]:
    """Return where the rows of packages stand, in order, also of those that are no package."""
    found: dict[UUID, list[int]] = defaultdict(list)
    columns = response_package_row.c
    query = sa.select(columns.package_id, columns.position).order_by(columns.position)
    for row in tx.execute(query):
        found[row.package_id].append(row.position)
    return found
