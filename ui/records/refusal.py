"""Why an officer may not change what is in front: a right is lacking, or it is of no drill."""

from commandcenter.directory.rights import NotAllowed, Right, require
from ui.shell.playing import SWITCH_KEY
from ui.shell.seat import Seat
from ui.widgets.words import tr

# What is changed with these is the county itself, and stays when a drill is over.
_OF_THE_COUNTY = frozenset(
    {Right.MANAGE_TEAMS, Right.MANAGE_PEOPLE, Right.MANAGE_RULES, Right.PLAN_DUTY}
)


def refusal(seat: Seat, right: Right, *, is_of_county: bool = False) -> str:
    """Return why whoever sits here may not change anything; empty if they may.

    Args:
        is_of_county: It stays when a drill is over, so that no drill changes it.
    """
    try:
        require(seat.officer(), right, drill_id=seat.drill_id)
    except NotAllowed as error:
        return error.said(tr)
    if seat.drill_id is not None and (is_of_county or right in _OF_THE_COUNTY):
        words = tr("This is the county's own and no part of the drill. {key} goes to reality.")
        return words.format(key=SWITCH_KEY)
    return ""


def may(seat: Seat, right: Right) -> bool:
    """Say whether whoever sits here may use a right on this page."""
    return not refusal(seat, right)
