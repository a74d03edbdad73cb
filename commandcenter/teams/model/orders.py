"""Orders made from what is known already: a log line, a place, a list of teams."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from commandcenter.duty.model.entry import Entry
from commandcenter.kernel.ids import new_id
from commandcenter.teams.model.accountability import circle_for
from commandcenter.teams.model.dispatch import Order
from commandcenter.teams.model.ladder import MAX_TASK


def from_entry(entry: Entry, *, hazard: str = "") -> Order:
    """Return what a log line says of an order; place and task can be changed before it is given.

    Its team is still to be chosen: pass it to `for_teams`.
    """
    draft = entry.newest.draft
    return Order(
        id=new_id(),
        order_id=new_id(),
        team_id=entry.id,
        place=draft.place,
        task=draft.content.strip()[:MAX_TASK],
        entry_id=entry.id,
        area_code=draft.area_code,
        lon=draft.lon,
        lat=draft.lat,
        hazard=hazard,
        circle=circle_for(hazard, draft.area_code),
        drill_id=draft.drill_id,
    )


def for_teams(order: Order, team_ids: Iterable[UUID]) -> tuple[Order, ...]:
    """Return one order to each team, all of one order."""
    return tuple(replace(order, id=new_id(), team_id=team_id) for team_id in team_ids)
