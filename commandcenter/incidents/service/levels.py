"""The level of an incident: proposed by the figures, confirmed by an officer."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from commandcenter.alarms.service import raising
from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.rights import Right, require, require_at_all
from commandcenter.duty.model.shift import DutyRole
from commandcenter.duty.service import shifts
from commandcenter.incidents.model import handling
from commandcenter.incidents.model.figures import Figures
from commandcenter.incidents.model.incident import Act, ActRow, Incident
from commandcenter.incidents.model.level import Judgement, Level, Proposal, propose_level
from commandcenter.incidents.service import command, recording, reporting, standards
from commandcenter.incidents.store import figures as figures_store
from commandcenter.incidents.store import incident as store
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit_texts

ALARM = "incident"


def proposal(db: Database, incident_id: UUID) -> Proposal:
    """Return the level that the newest figures speak for, with every criterion.

    Raises:
        Conflict: There is no such incident.
    """
    with db.read() as tx:
        return proposal_in(tx, recording.get(tx, incident_id))


def proposal_in(tx: Tx, one: Incident) -> Proposal:
    """Do what `proposal` does inside a transaction."""
    counted = figures_store.newest(tx, one.id)
    figures = counted.figures if counted is not None else Figures(id=one.id)
    return propose_level(figures, standards.level_rules_in(tx), kind=one.facts.kind)


def set_level(
    db: Database,
    incident_id: UUID,
    judged: Judgement,
    *,
    officer: Officer,
    seen_version: int,
    act_id: UUID | None = None,
) -> Incident:
    """Confirm the proposed level, or say that it is another one and why.

    Clocks of reporting follow: those of a level confirmed for the first time run since the
    county learned of the incident, those of a later one since the figures that raised it
    were noted.

    Raises:
        NotAllowed, IncidentOver, IncidentReasonMissing: Nothing was written.
        Conflict: Somebody changed it since *seen_version*, or there is no such incident.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    require_at_all(officer, Right.REPORT)
    judged, _ = admit_texts(judged)
    with db.write(officer) as tx:
        one = recording.get(tx, incident_id)
        require(officer, Right.REPORT, drill_id=one.drill_id)
        if act_id is not None and store.has_act(tx, act_id):
            return one
        handling.check_open(one)
        if one.version != seen_version:
            raise Conflict
        proposed = proposal_in(tx, one)
        if proposed.fits(judged):
            handling.check_length(judged.reason)
        else:
            handling.check_reason(judged.reason)
        since = _since(tx, one, judged.level)
        row = recording.row_of(tx, one, Act.LEVEL, one.state, reason=judged.reason, act_id=act_id)
        after = recording.note(tx, one, _with(row, judged, proposed))
        reporting.change(tx, one, after, since=since)
        alarm(tx, after)
        _send_leader(tx, one, after)
    return after


def _send_leader(tx: WriteTx, before: Incident, after: Incident) -> None:
    """Ask the leader on duty to go to the scene, once the level asks for it."""
    shift = shifts.on_watch_in(tx, tx.at)
    leaders = shift.who(DutyRole.LEADER) if shift is not None else ()
    command.leader_to_scene_in(
        tx,
        after.id,
        before=before.level,
        level=after.level,
        title=after.facts.title,
        leader="、".join(one.name for one in leaders),
        at=tx.at,
        drill_id=after.drill_id,
    )


def _with(row: ActRow, judged: Judgement, proposed: Proposal) -> ActRow:
    return replace(
        row,
        level=judged.level,
        is_sensitive=judged.is_sensitive,
        is_near_accident=judged.is_near_accident,
        proposed=proposed.level,
        criterion=proposed.decided.rule.code if proposed.decided else "",
    )


def _since(tx: Tx, one: Incident, level: Level) -> datetime:
    """Return when the county learned that an incident has a level."""
    is_first = all(row.act is not Act.LEVEL for row in store.history(tx, one.id))
    counted = figures_store.newest(tx, one.id)
    if is_first or level.rank <= one.level.rank or counted is None:
        return one.learned_at
    return max(one.learned_at, counted.at)


def alarm(tx: WriteTx, one: Incident) -> None:
    """Let the desk know of an incident, in the colour of its level."""
    if one.level is not Level.INFO:
        raising.raise_in(
            tx,
            ALARM,
            source=_source(one),
            title=f"{one.number} {one.facts.title}"[: reporting.MAX_TITLE],
            severity=one.reporting_level.severity,
            area_code=one.facts.area_code,
            subject=one.id,
            at=tx.at,
            drill_id=one.drill_id,
        )


def quiet(tx: WriteTx, one: Incident) -> None:
    """Let the alarm of an incident that is over end."""
    raising.clear_in(tx, ALARM, _source(one), at=tx.at)


def _source(one: Incident) -> str:
    return f"incident:{one.id}"


def ordered(incidents: Sequence[Incident]) -> tuple[Incident, ...]:
    """Return incidents the worst first, the newest first among equals."""
    return tuple(sorted(incidents, key=lambda one: (-one.level.rank, -one.seq)))
