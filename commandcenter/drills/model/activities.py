"""What training and publicity refuse."""

from commandcenter.drills.model.checks import MAX_COUNT, check_filled, check_range
from commandcenter.drills.model.year import Activity

_LIMITS = {"times": (0, MAX_COUNT), "headcount": (0, MAX_COUNT), "amount": (0, MAX_COUNT)}


def check(activity: Activity) -> None:
    """Refuse what cannot be counted.

    Raises:
        FieldEmpty, FigureOutOfRange: What has to be put right first.
    """
    check_filled(activity, ("kind", "title"))
    check_range(activity, _LIMITS)
