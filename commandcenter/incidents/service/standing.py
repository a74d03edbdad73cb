"""Whether incidents and reports stand where what was done to them has brought them."""

from datetime import datetime

from commandcenter.database.tx import Tx
from commandcenter.database.verify import Reckoning
from commandcenter.incidents.model.incident import State
from commandcenter.incidents.service.recording import ended_at
from commandcenter.incidents.store import standing as store
from commandcenter.incidents.store.standing import Row

_SAME = ("state", "level", "is_sensitive", "is_near_accident", "into")


def first_of_incidents(tx: Tx, last: int) -> int | None:
    """Return the first journal row that the state of an incident does not fit."""
    misfits = [
        max(row["seq"] for row in (one, *acts, *facts))
        for one, state, acts, facts in store.incidents(tx)
        if not acts or not facts or state != _incident_state(one, acts, facts)
    ]
    if store.has_states_of_nothing(tx):
        misfits.append(last)
    return min(misfits, default=None)


def _incident_state(one: Row, acts: list[Row], facts: list[Row]) -> Row:
    ended: datetime | None = None
    before: Row | None = None
    for row in acts:
        is_same = before is not None and before["state"] == row["state"]
        ended = ended_at(State(row["state"]), row["recorded_at"], ended if is_same else None)
        before = row
    return {
        "incident_id": one["id"],
        "drill_id": one["drill_id"],
        **{name: acts[-1][name] for name in _SAME},
        "ended_at": ended,
        "facts_seq": facts[-1]["seq"],
        "version": len(acts) + len(facts) - 1,
    }


def first_of_reports(tx: Tx, _last: int) -> int | None:
    """Return the first journal row that the state of a report does not fit."""
    misfits = [
        max(row["seq"] for row in (one, *acts, *texts))
        for one, state, acts, texts in store.reports(tx)
        if not acts or not texts or state != _report_state(one, acts, texts)
    ]
    return min(misfits, default=None)


def _report_state(one: Row, acts: list[Row], texts: list[Row]) -> Row:
    return {
        "report_id": one["id"],
        "incident_id": one["incident_id"],
        "state": acts[-1]["state"],
        "version": len(acts) + len(texts),
    }


EVIDENCE = tuple(Reckoning(first_misfit=one) for one in (first_of_incidents, first_of_reports))
