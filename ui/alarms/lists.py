"""The lists of alarms, each with what an empty one says."""

from dataclasses import dataclass

from commandcenter.alarms.model.alarm import SHOWN, WAITING, State
from commandcenter.kernel.words import N_

UNACKNOWLEDGED, OPEN, SHELVED = "unacknowledged", "open", "shelved"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTab:
    """A list of alarms: which, and what an empty one says."""

    name: str
    title: str
    states: frozenset[State]
    empty: str
    note: str


LISTS = (
    ListTab(
        name=UNACKNOWLEDGED,
        title=N_("Unacknowledged"),
        states=WAITING,
        empty=N_("None unacknowledged"),
        note=N_("What needs somebody shows here and is heard."),
    ),
    ListTab(
        name=OPEN,
        title=N_("On the board"),
        states=SHOWN,
        empty=N_("No alarm on the board"),
        note=N_("An alarm leaves when it is over and acknowledged."),
    ),
    ListTab(
        name=SHELVED,
        title=N_("Shelved"),
        states=frozenset({State.SHELVED}),
        empty=N_("Nothing is shelved"),
        note=N_("What is put aside comes back by itself."),
    ),
)
