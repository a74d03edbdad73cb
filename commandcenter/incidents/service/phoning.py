"""Reports by phone (电话报告): noted with whom, when and what."""

from dataclasses import replace
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right, require, require_at_all
from commandcenter.incidents.model.deadline import Step
from commandcenter.incidents.model.phone import PhoneReport, check_phone
from commandcenter.incidents.service import recording, reporting
from commandcenter.incidents.store import report as store
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit_texts


def phone(db: Database, incident_id: UUID, call: PhoneReport, *, officer: Officer) -> PhoneReport:
    """Note a report by phone; it ends the clock it was due by, and says how late it was.

    Raises:
        NotAllowed, PhoneReportIncomplete, CalledOutsideTime, PhoneReportTooLong: Nothing was
            written.
        Conflict: There is no such incident.
        Unavailable: The outcome is unknown; send the same call again.
    """
    require_at_all(officer, Right.REPORT)
    ready: PhoneReport = admit_texts(call)[0]
    with db.write(officer) as tx:
        one = recording.get(tx, incident_id)
        require(officer, Right.REPORT, drill_id=one.drill_id)
        known = [old for old in store.phones(tx, one.id) if old.id == ready.id]
        if known:
            return known[0]
        check_phone(ready, since=one.learned_at, at=tx.at)
        called_at = ready.called_at or tx.at
        done = f"{ready.to_org} {ready.to_name}"
        rule, late_s = reporting.spoken(tx, one, [Step.ORAL], at=called_at, done=done)
        ready = replace(
            ready,
            caller=ready.caller or officer.name,
            called_at=called_at,
            rule=rule,
            late_s=late_s,
            seq=tx.seq + 1,
        )
        body = store.add_phone(tx, one, ready)
        recording.append(tx, store.PHONED, body, one, act_id=ready.id)
    return ready
