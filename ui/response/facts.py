"""What the strip and the board say of evacuation and response: facts from values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from commandcenter.incidents.model.evacuation import Counts, total
from commandcenter.incidents.model.response import Response
from commandcenter.incidents.service.shelters import Place
from commandcenter.kernel.words import N_
from ui.response.response_list import lasted
from ui.response.terms import Terms
from ui.response.words import LEVEL_SEVERITY, LEVEL_WORDS, name_of
from ui.shell.page import Target
from ui.shell.strip import Slot
from ui.widgets.severity import Severity
from ui.widgets.words import tr

EVACUATED = N_("Moved")
NOT_REACHED = N_("Not reached")


@dataclass(frozen=True, slots=True, kw_only=True)
class Force:
    """A number of the board's Forces.

    Attributes:
        label: Source text.
        number: In large type.
        words: Small, behind the number.
        percent: Of the bar below; None for none.
    """

    label: str
    number: str
    words: str
    percent: int | None = None
    target: Target


def evacuation_target(one: Response | None = None) -> Target:
    """Return where the people who are moved are listed."""
    return Target(page="response", kind="evacuation", key=None if one is None else one.id)


def evacuation_slots(counts: Iterable[Counts], one: Response | None = None) -> list[Slot]:
    """Return what the strip says: moved of due, and who was not reached.

    Args:
        counts: By township, of all lists that are worked on.
        one: The response the numbers lead to, if there is a single one.
    """
    whole = total(counts)
    if not whole.due:
        return []
    target = evacuation_target(one)
    value = tr("{moved} / {due} people").format(moved=whole.settled, due=whole.due)
    slots = [Slot(label=EVACUATED, value=value, target=target)]
    if whole.not_reached:
        slots.append(
            Slot(
                label=NOT_REACHED,
                value=str(whole.not_reached),
                severity=Severity.ORANGE,
                target=target,
            )
        )
    return slots


def evacuation_force(counts: Iterable[Counts], one: Response | None = None) -> Force:
    """Return what the board says: moved of due, with a bar."""
    whole = total(counts)
    return Force(
        label=EVACUATED,
        number=str(whole.settled),
        words=tr("/ {due} people").format(due=whole.due),
        percent=whole.percent if whole.due else 0,
        target=evacuation_target(one),
    )


def shelter_force(places: Sequence[Place], one: Response | None = None) -> Force:
    """Return what the board says: shelters with people in them, and how many people."""
    open_ones = [place for place in places if place.people]
    key = None if one is None else (one.id, "shelters")
    return Force(
        label=N_("Shelters"),
        number=str(len(open_ones)),
        words=tr("· {people} people").format(people=sum(place.people for place in open_ones)),
        target=Target(page="response", kind="evacuation", key=key),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The highest active response of a hazard, for the board's message line."""

    severity: Severity | None
    words: str
    target: Target


def standings(highest: Iterable[Response], terms: Terms, at: datetime) -> list[Standing]:
    """Return a line for each hazard: what, at which level, decided by whom, for how long."""
    found = sorted(highest, key=lambda one: (one.stage.rank, one.number))
    return [
        Standing(
            severity=LEVEL_SEVERITY.get(one.stage),
            words=tr("{name} {level} · {by} · {lasting}").format(
                name=name_of(one, terms),
                level=tr(LEVEL_WORDS[one.stage]),
                by=one.decree.decided_by,
                lasting=lasted(one, at),
            ),
            target=Target(page="response", kind="response", key=one.id),
        )
        for one in found
    ]
