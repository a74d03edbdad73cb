"""Where the numbers and cards of the board lead."""

from uuid import UUID

from commandcenter.board.model import Item, ItemKind
from ui.shell.page import REALITY, Target

BOARD = "board"
ITEM = "item"

_PAGES = {
    ItemKind.INCIDENT: ("incidents", "incident"),
    ItemKind.WARNING: ("warnings", "warning"),
    ItemKind.HOTSPOT: ("warnings", "hotspot"),
    ItemKind.HAZARD: ("hazards", "hazard"),
    ItemKind.READING: ("readings", "station"),
    ItemKind.INJECT: ("duty", "entry"),
    ItemKind.DRILL_WARNING: ("duty", "entry"),
}


def of_item(item: Item) -> Target:
    """Return the record behind a card."""
    page, kind = _PAGES[item.kind]
    return Target(page=page, kind=kind, key=item.id, scope=item.drill_id or REALITY)


def of_alarm(alarm_id: UUID) -> Target:
    """Return the form that acknowledges an alarm."""
    return Target(page="alarms", kind="acknowledge", key=alarm_id, scope=REALITY)


def of_column(column: ItemKind) -> Target:
    """Return all that is open of a kind."""
    return Target(page=_PAGES[column][0], kind="open", scope=REALITY)


def of_closed(column: ItemKind) -> Target:
    """Return what was closed of a kind."""
    return Target(page=_PAGES[column][0], kind="closed", scope=REALITY)


def of_dispatch(dispatch_id: UUID) -> Target:
    """Return a team that was sent."""
    return Target(page="teams", kind="dispatch", key=dispatch_id, scope=REALITY)


def of_tile(code: str) -> Target:
    """Return what a figure of this year was counted from."""
    return Target(page="incidents", kind="year", key=code, scope=REALITY)


def of_response(response_id: UUID) -> Target:
    """Return a response that is in force."""
    return Target(page="response", kind="response", key=response_id, scope=REALITY)


DISPATCHES = Target(page="teams", kind="board", scope=REALITY)
STANDBY = Target(page="teams", kind="oncall", scope=REALITY)
EVACUATION = Target(page="response", kind="evacuation", scope=REALITY)
SHELTERS = Target(page="response", kind="shelters", scope=REALITY)
DRILLS = Target(page="drills", kind="reminders", scope=REALITY)
