"""SQL of shifts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database import records
from commandcenter.database.schema import EPOCH
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.service import people as directory
from commandcenter.duty.model.shift import DutyRole, Member, Shift
from commandcenter.duty.tables import duty_member, duty_shift

_FIELDS = ("id", "day", "name", "start_at", "end_at", "weather", "closed_at", "version")


def add(tx: WriteTx, shifts: Sequence[Shift]) -> None:
    """Add shifts with their members."""
    rows = [{name: getattr(one, name) for name in _FIELDS} for one in shifts]
    records.add_all(tx, duty_shift, rows)
    members = [row for shift in shifts for row in _member_rows(shift)]
    records.add_all(tx, duty_member, members)


def replace_members(tx: WriteTx, shift: Shift) -> None:
    """Let exactly these members be in the shift."""
    tx.execute(duty_member.delete().where(duty_member.c.shift_id == shift.id))
    records.add_all(tx, duty_member, _member_rows(shift))


def _member_rows(shift: Shift) -> list[dict[str, Any]]:
    return [
        {
            "shift_id": shift.id,
            "role": member.role.value,
            "person_id": member.person_id,
            "position": position,
        }
        for position, member in enumerate(shift.members)
    ]


def around(tx: Tx, at: datetime) -> tuple[Shift, ...]:
    """Return the shifts near a moment without their members, newest first.

    Those that began last, at most six, and the two that begin next.
    """
    return tuple(map(of_row, tx.rows(_AROUND, {"at": at})))


def of_row(row: Sequence[Any]) -> Shift:
    """Return the shift without members whose columns stand first in a row."""
    return Shift(**dict(zip(_FIELDS, row, strict=False)))


_START = duty_shift.c.start_at
_FIRST_EVER = sa.literal(EPOCH, _START.type)
_LAST_EVER = sa.literal(datetime(9999, 1, 1, tzinfo=UTC), _START.type)


def select_around(at: sa.ColumnElement[Any], *more: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """Return the query of the shifts near a moment, newest first, with further columns.

    It reads the index alone: every entry asks, and sorting two lists costs more than all
    the rest.
    """
    begun, later = sa.select(_START).where(at >= _START), sa.select(_START).where(at < _START)
    sixth_begun = begun.order_by(_START.desc()).limit(1).offset(5).scalar_subquery()
    second_next = later.order_by(_START).limit(1).offset(1).scalar_subquery()
    bounds = sa.func.coalesce(sixth_begun, _FIRST_EVER), sa.func.coalesce(second_next, _LAST_EVER)
    near = sa.select(*duty_shift.columns, *more).where(_START.between(*bounds))
    return near.order_by(_START.desc())


_AROUND = select_around(sa.bindparam("at", type_=_START.type))


def get(tx: Tx, shift_id: UUID) -> Shift:
    """Return a shift with its members.

    Raises:
        sqlalchemy.exc.NoResultFound: There is none with this id.
    """
    row = tx.execute(sa.select(duty_shift).where(duty_shift.c.id == shift_id)).one()
    return _with_members(tx, [_shift(row)])[0]


def between(tx: Tx, first: date, last: date) -> tuple[Shift, ...]:
    """Return the shifts of a period of shift days with their members, oldest first."""
    query = (
        sa.select(duty_shift)
        .where(duty_shift.c.day.between(first, last))
        .order_by(duty_shift.c.start_at)
    )
    return tuple(_with_members(tx, list(map(_shift, tx.execute(query)))))


def _with_members(tx: Tx, shifts: Sequence[Shift]) -> list[Shift]:
    query = (
        sa.select(duty_member)
        .where(duty_member.c.shift_id.in_([shift.id for shift in shifts]))
        .order_by(duty_member.c.position)
    )
    rows = tx.execute(query).all()
    people = directory.named(tx, {row.person_id for row in rows})
    members: dict[UUID, tuple[Member, ...]] = {}
    for row in rows:
        person = people[row.person_id]
        member = Member(
            person_id=person.id, name=person.name, role=DutyRole(row.role), phone=person.mobile
        )
        members[row.shift_id] = (*members.get(row.shift_id, ()), member)
    return [replace(shift, members=members.get(shift.id, ())) for shift in shifts]


def _shift(row: Any) -> Shift:
    return Shift(**{name: getattr(row, name) for name in _FIELDS})
