"""Where the record can be seen that an alarm is about."""

from commandcenter.alarms.model.alarm import Alarm
from ui.shell.page import REALITY, Target

# Page and kind of target by the type of alarm.
_PLACES = {
    "warning": ("warnings", "warning"),
    "warning_pending": ("warnings", "warning"),
    "call_unanswered": ("warnings", "warning"),
    "incident": ("incidents", "incident"),
    "hotspot": ("warnings", "hotspot"),
    "safety_call": ("teams", "dispatch"),
    "evacuation": ("response", "evacuation"),
}


def record_of(alarm: Alarm) -> Target | None:
    """Return where the record of an alarm is; None where its type leads nowhere."""
    place = _PLACES.get(alarm.type_code)
    if place is None or alarm.subject is None:
        return None
    page, kind = place
    return Target(page=page, kind=kind, key=alarm.subject, scope=alarm.drill_id or REALITY)
