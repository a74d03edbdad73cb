"""What an incident says where it leads to: an order of teams, a response."""

from collections.abc import Mapping

from commandcenter.incidents.model.incident import Incident
from commandcenter.incidents.model.level import Level
from commandcenter.kernel.ids import new_id
from commandcenter.teams.model.accountability import circle_for
from commandcenter.teams.model.dispatch import Order

_TOWNSHIP_DIGITS = 9
# As response packages call the levels of an event.
_EVENT_LEVELS = {
    Level.ORDINARY: "IV",
    Level.LARGER: "III",
    Level.MAJOR: "II",
    Level.EXTREME: "I",
}


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


def level_for(one: Incident) -> str:
    """Return the level of an incident as response packages call it; empty below the four."""
    return _EVENT_LEVELS.get(one.level, "")


def response_for(one: Incident) -> Mapping[str, object]:
    """Return what an incident says of a response to it; its level is still to be decided."""
    facts = one.facts
    township = facts.area_code[:_TOWNSHIP_DIGITS]
    return {
        "hazard": facts.kind.partition(":")[2],
        "title": facts.title,
        "basis": f"{one.number} {facts.place}".strip(),
        "areas": frozenset({township} - {""}),
        "incident_id": one.id,
    }
