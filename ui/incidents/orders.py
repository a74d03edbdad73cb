"""Orders of teams begun from an incident."""

from commandcenter.incidents.model.incident import Incident
from commandcenter.kernel.ids import new_id
from commandcenter.teams.model.accountability import circle_for
from commandcenter.teams.model.dispatch import Order


def order_for(one: Incident) -> Order:
    """Return what an incident says of an order of teams; its team is still to be chosen."""
    facts = one.facts
    hazard = facts.kind.partition(":")[2]
    return Order(
        id=new_id(),
        order_id=new_id(),
        team_id=one.id,
        place=facts.place,
        task=facts.title,
        entry_id=one.entry_id,
        incident_id=one.id,
        area_code=facts.area_code,
        lon=facts.lon,
        lat=facts.lat,
        hazard=hazard,
        circle=circle_for(hazard, facts.area_code),
        drill_id=one.drill_id,
    )
