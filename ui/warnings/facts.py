"""What other places show of warnings: slots of the strip, colours and marks of a map."""

from collections.abc import Iterable, Mapping, Sequence

from commandcenter.directory.model import Area
from commandcenter.kernel.words import N_
from commandcenter.warnings.model.coverage import covered
from commandcenter.warnings.model.passing import Hotspot
from commandcenter.warnings.model.warning import State, WarningRecord
from commandcenter.warnings.service.passing import Live
from ui.shell.page import Target
from ui.shell.strip import Slot
from ui.warnings.shown import PAGE
from ui.widgets.map_parts import MapMark
from ui.widgets.severity import Severity

UNANSWERED = N_("Calls not answered")
TO_CONFIRM = N_("Warnings to confirm")
HOTSPOTS = N_("Hotspots to check")


def strip_slots(live: Sequence[Live], spots: Sequence[Hotspot] = ()) -> list[Slot]:
    """Return what the strip says of warnings: what waits for somebody, each a door."""
    waiting = [one.warning for one in live if one.warning.state is State.PENDING]
    unanswered = sum(one.waiting_calls for one in live)
    counted = (
        (TO_CONFIRM, len(waiting), worst(waiting), Target(page=PAGE)),
        (UNANSWERED, unanswered, None, Target(page=PAGE, kind="calls")),
        (HOTSPOTS, len(spots), None, Target(page=PAGE, kind="hotspots")),
    )
    return [
        Slot(label=label, value=str(count), severity=severity, target=target)
        for label, count, severity, target in counted
        if count
    ]


def worst(warnings: Iterable[WarningRecord]) -> Severity | None:
    """Return the worst colour of some warnings; None if none says one."""
    colours = [one.colour for one in warnings if one.colour is not None]
    found = min(colours, key=lambda colour: colour.rank, default=None)
    return Severity(found.value) if found is not None else None


def colours(live: Sequence[Live], areas: Sequence[Area]) -> Mapping[str, Severity]:
    """Return the worst colour in force of every area that a warning covers, by its code."""
    found: dict[str, list[WarningRecord]] = {}
    for one in live:
        if one.warning.state is State.ACTIVE and one.warning.colour is not None:
            for code in covered(one.warning.message, areas):
                found.setdefault(code, []).append(one.warning)
    by_code = {code: worst(warnings) for code, warnings in found.items()}
    return {code: severity for code, severity in by_code.items() if severity is not None}


def marks(spots: Sequence[Hotspot]) -> list[MapMark]:
    """Return the hotspots that nobody has checked as marks of a map."""
    return [
        MapMark(
            key=("hotspot", spot.id),
            name=spot.place,
            at=(spot.lon, spot.lat),
            severity=Severity.ORANGE,
        )
        for spot in spots
    ]
