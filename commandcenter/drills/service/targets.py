"""What a year of drills, training and publicity has to reach, as the county's rows say."""

from collections.abc import Sequence
from datetime import date

from commandcenter.database.tx import Tx
from commandcenter.directory.model import Rule
from commandcenter.directory.service import phrases, rules
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.model.statistics import (
    Tally,
    Target,
    activity_lines,
    held,
    whole_year,
)
from commandcenter.drills.store import year as store
from commandcenter.kernel.words import N_

ACTIVITY_KINDS = "activity_kind"
_PREFIX = "drill_year.target_"
_DRILLS, _PEOPLE, _ALL = (f"{_PREFIX}{name}" for name in ("drills", "people", "activities"))
# Counted together with drills: what seeds call activities of the year.
_CONTESTS = ("quiz", "contest")
_WORDS = {
    _DRILLS: N_("Drills held"),
    _PEOPLE: N_("People who took part"),
    _ALL: N_("Drills, quizzes and contests"),
}


def codes_in(tx: Tx) -> tuple[str, ...]:
    """Return the rules that may set a target."""
    return (*_WORDS, *(f"{_PREFIX}{one.code}" for one in phrases.words(tx, ACTIVITY_KINDS)))


def of_year_in(tx: Tx, year: int, drills: Sequence[Drill], *, on: date) -> tuple[Target, ...]:
    """Return the targets of a year and how far each is reached, inside a transaction.

    Besides drills and people each kind of activity has one of whose target there is a row.

    Args:
        drills: Those of the plans around the year: the day counts, not the plan.
    """
    days = whole_year(year)
    rows = rules.beginning(tx, _PREFIX, on=max(days.first, min(on, days.last)))
    counted = held(drills, days)
    kinds = [one.code for one in phrases.words(tx, ACTIVITY_KINDS)]
    lines = activity_lines(store.activities(tx, (year,)), days, kinds)
    tallies = {line.kind: line.now for line in lines}
    contests = sum(tallies.get(kind, Tally()).times for kind in _CONTESTS)
    reached = {
        _DRILLS: len(counted),
        _PEOPLE: sum(one.headcount or 0 for one in counted),
        _ALL: len(counted) + contests,
    }
    found = [_target(code, _WORDS[code], reached[code], rows.get(code)) for code in _WORDS]
    for kind, tally in tallies.items():
        row = rows.get(f"{_PREFIX}{kind}")
        if row is not None:
            found.append(_target(row.code, "", tally.counted, row, kind=kind))
    return tuple(found)


def _target(code: str, title: str, reached: int, row: Rule | None, *, kind: str = "") -> Target:
    """Return a target; one that nobody has set, or that was taken back, wants nothing."""
    value = "" if row is None else row.value.strip()
    return Target(
        code=code,
        title=title,
        reached=reached,
        kind=kind,
        wanted=int(value) if value.isdecimal() else None,
        unit="" if row is None else row.unit,
        basis="" if row is None else row.basis,
    )
