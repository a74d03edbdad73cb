"""The road network: imported, kept, made a graph when somebody asks."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from commandcenter.database import attachments, journal
from commandcenter.database.engine import Database
from commandcenter.database.journal import Line
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.model import BadValue
from commandcenter.directory.rights import Right, require
from commandcenter.directory.service import rules
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit
from commandcenter.teams.model.checks import check_length
from commandcenter.teams.model.road_file import RoadClass, read
from commandcenter.teams.model.road_set import RoadSet
from commandcenter.teams.model.roads import Network, build
from commandcenter.teams.store import roads as store

EVIDENCE = store.EVIDENCE

_METRES = 1000
_HOUR_S = 3600
# The graph of the file in use: its key says everything that it was made of, so it never ages.
_made: dict[tuple[object, ...], Network] = {}


def current(db: Database) -> RoadSet | None:
    """Return what is known of the road network in use; None if there is none."""
    with db.read() as tx:
        return store.newest(tx)


def replace_all(
    db: Database, content: bytes, name: str, *, act_id: UUID, officer: Officer
) -> RoadSet:
    """Use the roads of a GeoJSON file from now on, instead of any before.

    Args:
        act_id: Made by the caller so that sending again imports once.

    Raises:
        NotAllowed, TooLarge, Rejected: Nothing was changed; the sentence says what is wrong
            with the file.
        Unavailable: The outcome is unknown; send the same file again.
    """
    require(officer, Right.MANAGE_TEAMS)
    name, _ = admit(name)
    check_length("name", name)
    attachments.check_size(name, len(content))
    roads = read(content, name)
    facts = (roads.count, round(roads.length_km * _METRES), roads.unknown)
    with db.write(officer) as tx:
        known = store.newest(tx)
        if known is not None and known.id == act_id:
            return known
        return _add(tx, name, attachments.add(tx, content), facts, act_id)


def remove(db: Database, *, act_id: UUID, officer: Officer) -> None:
    """Use no roads from now on, so that ways count in straight line.

    Raises:
        NotAllowed: Nothing was changed.
        Unavailable: The outcome is unknown; do it again.
    """
    require(officer, Right.MANAGE_TEAMS)
    with db.write(officer) as tx:
        if store.newest(tx) is not None:
            _add(tx, "", "", (0, 0, 0), act_id)


def _add(tx: WriteTx, name: str, sha256: str, facts: tuple[int, int, int], act_id: UUID) -> RoadSet:
    count, length_m, unknown = facts
    new = RoadSet(
        seq=tx.seq + 1,
        id=act_id,
        name=name,
        sha256=sha256,
        roads=count,
        length_m=length_m,
        unknown=unknown,
        by=tx.officer.name,
        recorded_at=tx.at,
    )
    body = store.add(tx, new)
    journal.append(tx, store.KIND, body, id=act_id, subject="roads", line=Line.AUTOMATIC)
    return new


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the graph of the roads in use is made of.

    Attributes:
        sha256: Of the file.
        content: The file; empty if its graph is at hand.
        access_kmh: Beside the roads.
        access_km: Farther from a road than this, the network says nothing.
    """

    name: str
    sha256: str
    content: bytes
    speeds_kmh: tuple[tuple[RoadClass, int], ...]
    access_kmh: int
    access_km: float

    @property
    def key(self) -> tuple[object, ...]:
        """What tells its graph from any other."""
        return self.sha256, self.speeds_kmh, self.access_kmh, self.access_km


def plan_in(tx: Tx, *, on: date) -> Plan | None:
    """Return what the roads in use are made of; None if there are none.

    Raises:
        NoSuchRule, BadValue: A speed has no rule row, or is none.
    """
    known = store.newest(tx)
    if known is None:
        return None
    speeds = ((kind, positive(tx, f"reach.road_{kind.value}_kmh", on=on)) for kind in RoadClass)
    plan = Plan(
        name=known.name,
        sha256=known.sha256,
        content=b"",
        speeds_kmh=tuple(speeds),
        access_kmh=positive(tx, "reach.access_kmh", on=on),
        access_km=positive(tx, "reach.access_m", on=on) / _METRES,
    )
    if plan.key in _made:
        return plan
    return replace(plan, content=attachments.get(tx, known.sha256))


def network(plan: Plan | None) -> Network | None:
    """Return the graph of the roads; made outside of any transaction, because it takes seconds."""
    if plan is None:
        return None
    found = _made.get(plan.key)
    if found is None:
        found = build(
            read(plan.content, plan.name),
            {kind: float(speed) for kind, speed in plan.speeds_kmh},
            access_s_per_km=_HOUR_S / plan.access_kmh,
            access_km=plan.access_km,
        )
        _made.clear()
        _made[plan.key] = found
    return found


def positive(tx: Tx, code: str, *, on: date) -> int:
    """Return a rule as a number above 0.

    Raises:
        NoSuchRule, BadValue: There is no such row, or no such number.
    """
    found = rules.whole(tx, code, on=on)
    if found <= 0:
        raise BadValue(value=found, code=code, hint="> 0")
    return found
