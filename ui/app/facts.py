"""From what the services know to what the shell shows."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from commandcenter.cli.demo.accounts import ACCOUNTS, PASSWORD
from commandcenter.directory.model import masked
from commandcenter.directory.rights import ROLE_WORDS, Role
from commandcenter.duty.model.shift import DutyRole, Shift
from commandcenter.duty.model.words import ROLE
from commandcenter.kernel.times import BEIJING, clock
from commandcenter.kernel.words import N_
from commandcenter.matters.model.matter import Matter, MatterKind
from ui.app.county import County, Watch
from ui.shell.identity import IdentityFacts, RoleFact
from ui.shell.login_person import LoginPerson
from ui.shell.login_side import DemoAccount, LoginFacts
from ui.shell.page import Target
from ui.shell.strip import Slot, StripFacts
from ui.widgets.severity import Severity
from ui.widgets.words import tr

STATION = N_("Workstation {station} · version {version}")
OPEN_MATTERS = N_("Open matters")
OVERDUE = N_("Handover overdue since")
NEXT_DUE = {
    MatterKind.ENTRY: N_("Next due"),
    MatterKind.INSTRUCTION: N_("Instruction due"),
    MatterKind.TASK: N_("Task due"),
    MatterKind.DECISION: N_("Decision due"),
}
LATE = N_("Late")

# From when a clock that runs out gets its shape.
SOON = timedelta(minutes=10)
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
    """Return what the clock strip shows: an overdue handover, the next deadline, what is open."""
    slots = [*_handover_slot(now.shift, at), *_due_slots(now.matters, at)]
    late = [matter for matter in now.matters if matter.is_late(at)]
    if late:
        slots.append(
            Slot(label=LATE, value=str(len(late)), severity=Severity.ORANGE, target=_MATTERS)
        )
    slots.append(Slot(label=OPEN_MATTERS, value=str(len(now.matters)), target=_MATTERS))
    return StripFacts(slots=slots)


_MATTERS = Target(page="duty", kind="matters")


def _handover_slot(shift: Shift | None, at: datetime) -> list[Slot]:
    if shift is None or shift.closed_at is not None or at < shift.end_at:
        return []
    target = Target(page="handover", kind="start")
    return [Slot(label=OVERDUE, value=clock(shift.end_at), severity=Severity.ORANGE, target=target)]


def _due_slots(matters: Sequence[Matter], at: datetime) -> list[Slot]:
    upcoming = [matter for matter in matters if matter.due_at is not None and matter.due_at > at]
    # The list begins with what is due first; one clock of each kind tells them apart.
    first = {matter.kind: matter for matter in reversed(upcoming)}
    return [
        Slot(
            label=NEXT_DUE[matter.kind],
            about=matter.title,
            due_at=matter.due_at,
            begun_at=matter.opened_at,
            severity=Severity.ORANGE if matter.due_at and matter.due_at - at < SOON else None,
            target=Target(page="duty", kind="entry", key=matter.id),
        )
        for matter in sorted(first.values(), key=upcoming.index)
    ]


def _hours_with_name(shift: Shift | None) -> str:
    return f"{shift.name} {clock(shift.start_at)}–{clock(shift.end_at)}" if shift else ""
