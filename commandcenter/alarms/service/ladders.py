"""Whom an alarm reaches when nobody acknowledges it: rule rows by severity."""

from datetime import datetime, timedelta

from commandcenter.alarms.model.alarm import Ladder
from commandcenter.database.tx import Tx
from commandcenter.directory.model import BadValue, NoSuchRule
from commandcenter.directory.service import rules
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.times import day_of

# First whoever leads the shift, then the commander.
RULES: dict[Severity, tuple[str, ...]] = {
    Severity.RED: ("alarms.red_escalate_s", "alarms.red_commander_s"),
    Severity.ORANGE: ("alarms.orange_escalate_s", "alarms.orange_commander_s"),
    Severity.YELLOW: ("alarms.yellow_escalate_s",),
    Severity.BLUE: (),
}


def ladder_of(tx: Tx, severity: Severity, at: datetime) -> Ladder:
    """Return the times of a severity, as far as the county has the rule rows.

    An alarm has to be raised even where a rule row is missing or cannot be read.
    """
    found: list[timedelta] = []
    for code in RULES[severity]:
        try:
            found.append(rules.seconds(tx, code, on=day_of(at)))
        except (NoSuchRule, BadValue):
            break
    return tuple(found)
