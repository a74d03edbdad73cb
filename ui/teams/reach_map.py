"""What the map of the reach shows: townships, circles or roads, teams, villages outside."""

from collections.abc import Sequence
from uuid import UUID

from commandcenter.teams.model.reach import Base
from commandcenter.teams.service.reach import Reached, Shape
from ui.teams.reach_rows import Change, Village
from ui.widgets.map_parts import MapMark, MapZone

_SHAPE = {Change.NONE: "diamond", Change.GAINED: "ring", Change.LOST: "diamond"}
_ROLE = {Change.NONE: "orange", Change.GAINED: "ok", Change.LOST: "red"}


def zone_of(shape: Shape) -> MapZone:
    """Return what is reached within a limit."""
    if shape.isochrone is None:
        return MapZone(role="accent", rings=shape.rings)
    lines = tuple(
        ((float(a[0]), float(a[1])), (float(b[0]), float(b[1]))) for a, b in shape.isochrone.lines
    )
    return MapZone(role="accent", lines=lines)


def marks_of(reached: Reached, villages: Sequence[Village]) -> tuple[MapMark, ...]:
    """Return the villages of the list and, above them, the teams as they would stand."""
    names = {team.id: team.name for team in reached.teams}
    before = {base.id: base for base in reached.bases}
    bases = reached.after_bases if reached.after is not None else reached.bases
    return (
        *(
            MapMark(
                key=one.place.code,
                name=one.name,
                at=(one.place.lon, one.place.lat),
                shape=_SHAPE[one.change],
                role=_ROLE[one.change],
            )
            for one in villages
        ),
        *(_team(base, names, before) for base in bases),
    )


def _team(base: Base, names: dict[UUID, str], before: dict[UUID, Base]) -> MapMark:
    is_changed = before.get(base.id) != base
    return MapMark(
        key=base.id,
        name=names.get(base.id, ""),
        at=(base.lon, base.lat),
        shape="square" if is_changed else "dot",
        role="text" if is_changed else "accent",
    )
