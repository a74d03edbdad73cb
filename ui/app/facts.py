"""From what the services know to what the shell shows."""

from dataclasses import replace
from datetime import datetime

from commandcenter.cli.demo.accounts import ACCOUNTS, PASSWORD
from commandcenter.directory.model import masked
from commandcenter.directory.rights import ROLE_WORDS, Role
from commandcenter.duty.model.shift import DutyRole, Shift
from commandcenter.duty.model.words import ROLE
from commandcenter.kernel.times import BEIJING, clock
from commandcenter.kernel.words import N_
from commandcenter.matters.model.matter import MatterKind
from ui.app import live_facts
from ui.app.county import County, Watch
from ui.shell.identity import IdentityFacts, RoleFact
from ui.shell.login_person import LoginPerson
from ui.shell.login_side import DemoAccount, LoginFacts
from ui.shell.page import REALITY, Target
from ui.shell.strip import Slot, StripFacts
from ui.widgets.severity import Severity
from ui.widgets.words import tr

STATION = N_("Workstation {station} · version {version}")
OPEN_MATTERS = N_("Open matters")
OVERDUE = N_("Handover overdue since")
_NIGHT_BEGINS_H, _NIGHT_ENDS_H = 17, 5
_SHOWN_ROLES = {
    DutyRole.LEADER: N_("Leader"),
    DutyRole.CHIEF: N_("Chief"),
    DutyRole.DEPUTY: N_("Deputy"),
}


def login_facts(county: County, now: Watch | None, *, station: str, version: str) -> LoginFacts:
    """Return what the sign-in page shows: the shift, its people, the demo's accounts."""
    shift = now.shift if now else None
    accounts = now.accounts if now else ()
    by_person = {account.person_id: account.login for account in accounts if account.is_active}
    people = [
        LoginPerson(
            role=ROLE[member.role],
            name=member.name,
            phone=masked(member.phone),
            login=by_person.get(member.person_id, ""),
        )
        for member in (shift.members if shift else ())
        if member.role in _SHOWN_ROLES
    ]
    # The watch chief writes the log; the leader signs in now and then.
    chiefs = shift.who(DutyRole.CHIEF) if shift else ()
    expected = next((by_person[one.person_id] for one in chiefs if one.person_id in by_person), "")
    demo = ACCOUNTS if county.is_demo else ()
    return LoginFacts(
        county=county.names.centre,
        shift=_hours_with_name(shift),
        people=people,
        expected=expected,
        demo=[
            DemoAccount(login=one.login, name=one.name, role=ROLE_WORDS[Role(one.role)])
            for one in demo
        ],
        demo_password=PASSWORD if demo else "",
        station=tr(STATION).format(station=station, version=version),
    )


def identity_facts(county: County, now: Watch | None) -> IdentityFacts:
    """Return what the identity strip shows: whose shift it is."""
    shift = now.shift if now else None
    if shift is None:
        return IdentityFacts(county=county.names.centre)
    hour = shift.start_at.astimezone(BEIJING).hour
    return IdentityFacts(
        county=county.names.centre,
        shift=shift.name,
        hours=f"{clock(shift.start_at)}–{clock(shift.end_at)}",
        begins_at=shift.start_at,
        ends_at=shift.end_at,
        is_night=hour >= _NIGHT_BEGINS_H or hour < _NIGHT_ENDS_H,
        roles=[
            RoleFact(
                title=ROLE[role], short=short, names=[member.name for member in shift.who(role)]
            )
            for role, short in _SHOWN_ROLES.items()
            if shift.who(role)
        ],
    )


def strip_facts(now: Watch, at: datetime) -> StripFacts:
    """Return what the strip shows: alarms, an overdue handover, clocks, what is open."""
    asked = {one.id for one in now.matters if one.kind is MatterKind.INSTRUCTION}
    slots = [
        *_handover_slot(now.shift, at),
        *live_facts.clock_slots(now.live.clocks, at, asked),
        *live_facts.count_slots(now.live),
        Slot(label=OPEN_MATTERS, value=str(len(now.matters)), target=_MATTERS),
    ]
    alarms = live_facts.alarm_facts(now.live.alarms) if now.live.is_read else StripFacts()
    return replace(alarms, slots=slots)


_MATTERS = Target(page="duty", kind="matters", scope=REALITY)


def _handover_slot(shift: Shift | None, at: datetime) -> list[Slot]:
    if shift is None or shift.closed_at is not None or at < shift.end_at:
        return []
    target = Target(page="handover", kind="start", scope=REALITY)
    return [Slot(label=OVERDUE, value=clock(shift.end_at), severity=Severity.ORANGE, target=target)]


def _hours_with_name(shift: Shift | None) -> str:
    return f"{shift.name} {clock(shift.start_at)}–{clock(shift.end_at)}" if shift else ""
