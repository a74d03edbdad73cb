"""Drills and who takes part in them, as they stand in the calendar."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from commandcenter.drills.model.clash import ClashKind
from commandcenter.drills.model.drill import Drill, Participant, State, Who, times
from commandcenter.drills.model.schedule import Need, Slot
from commandcenter.drills.model.statistics import township
from commandcenter.kernel.text import fold

# Cannot be moved any more.
_FIXED = frozenset({State.RUNNING, State.ENDED, State.CLOSED})
_KINDS = {
    Who.TEAM: ClashKind.TEAM,
    Who.PERSON: ClashKind.PERSON,
    Who.ORGANISATION: ClashKind.UNIT,
}


def slot_of(
    drill: Drill,
    participants: Iterable[Participant],
    plans: Iterable[UUID],
    *,
    assumed: timedelta,
) -> Slot | None:
    """Return where a drill stands in the calendar; None if it has no day or is cancelled.

    Args:
        assumed: How long it lasts if it does not say so.
    """
    begins_at, ends_at = times(drill)
    if begins_at is None or drill.state is State.CANCELLED:
        return None
    return Slot(
        id=drill.id,
        title=drill.title,
        begins_at=begins_at,
        ends_at=begins_at + assumed if ends_at is None else ends_at,
        needs=needs_of(drill, participants),
        township=township(drill.area_code),
        plans=frozenset(plans),
        is_fixed=drill.state in _FIXED,
    )


def needs_of(drill: Drill, participants: Iterable[Participant]) -> dict[Need, str]:
    """Return what a drill needs for itself.

    Places are the same if they are written the same; units and people that stand in no list
    of the county are not compared.
    """
    found: dict[Need, str] = {}
    place = drill.place.strip()
    if place:
        found[ClashKind.PLACE, fold(place)] = place
    lead = drill.lead_org.strip()
    if lead:
        found[ClashKind.LEAD, str(drill.organisation_id or fold(lead))] = lead
    for one in participants:
        if one.who in _KINDS and one.ref is not None:
            found[_KINDS[one.who], str(one.ref)] = one.name
    return found
