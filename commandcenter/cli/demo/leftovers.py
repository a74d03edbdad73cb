"""What is still open when the flood night begins."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from commandcenter.cli.demo import script
from commandcenter.cli.demo.county import County
from commandcenter.cli.demo.recording import Past
from commandcenter.duty.model.shift import DutyRole, Shift


def leftovers(county: County, shifts: Sequence[Shift]) -> tuple[Past, ...]:
    """Return the entries nobody has finished, oldest first.

    Args:
        shifts: The last one ends with the flood night's handover; entries of shifts that are
            not among them are left out.
    """
    found = (_past(row, county, shifts) for row in script.rows("leftover"))
    return tuple(sorted((one for one in found if one), key=lambda past: past.recorded_at))


def ids(county: County, night: date) -> dict[str, UUID]:
    """Return the ids of what is left open, by its name in the script."""
    rows = script.rows("leftover")
    return {
        row["key"]: script.draft_of(row, county, night=night, at=_at(row, night), by="").id
        for row in rows
    }


def _past(row: script.Row, county: County, shifts: Sequence[Shift]) -> Past | None:
    night = shifts[-1].day
    at = _at(row, night)
    shift = next((one for one in shifts if one.start_at <= at < one.end_at), None)
    if shift is None:
        return None
    recorder = shift.who(DutyRole.CHIEF)[0]
    draft = script.draft_of(row, county, night=night, at=at, by=recorder.name)
    return Past(
        draft=draft,
        received_at=draft.received_at or at,
        recorded_at=at,
        recorder=recorder,
        shift=shift,
    )


def _at(row: script.Row, night: date) -> datetime:
    return script.moment(row["at"], night + timedelta(days=row["days"]))
