"""Source texts for the codes of the duty part."""

from commandcenter.duty.model.entry import Channel, Direction, EntryKind, Step, Urgency
from commandcenter.duty.model.shift import DutyRole
from commandcenter.kernel.words import N_

KIND: dict[EntryKind, str] = {
    EntryKind.CALL_IN: N_("Call in"),
    EntryKind.CALL_OUT: N_("Call out"),
    EntryKind.FAX: N_("Fax"),
    EntryKind.DOC: N_("Document"),
    EntryKind.ORDER: N_("Order"),
    EntryKind.LEADER_NOTE: N_("Leader's instruction"),
    EntryKind.WEATHER: N_("Weather"),
    EntryKind.WARN_ACK: N_("Warning call"),
    EntryKind.INCIDENT: N_("Incident"),
    EntryKind.REPORT_OUT: N_("Report sent"),
    EntryKind.DISPATCH: N_("Dispatch"),
    EntryKind.CHECK: N_("Post check"),
    EntryKind.CHECKED: N_("Checked"),
    EntryKind.PATROL: N_("Patrol"),
    EntryKind.DEVICE: N_("Equipment"),
    EntryKind.HOTSPOT: N_("Hotspot"),
    EntryKind.TIP: N_("Public tip"),
    EntryKind.VISIT: N_("Visit"),
    EntryKind.SWAP: N_("Shift swap"),
    EntryKind.HANDOVER: N_("Handover"),
    EntryKind.ZERO: N_("Nil report"),
    EntryKind.OTHER: N_("Other"),
}

STEP: dict[Step, str] = {
    Step.TAKE: N_("Take"),
    Step.REPORT: N_("Report"),
    Step.FORWARD: N_("Forward"),
    Step.FOLLOW: N_("Follow"),
}

# One letter each for the four-step bar.
STEP_SIGN: dict[Step, str] = {
    Step.TAKE: N_("T"),
    Step.REPORT: N_("R"),
    Step.FORWARD: N_("F"),
    Step.FOLLOW: N_("D"),
}

URGENCY: dict[Urgency, str] = {
    Urgency.FLASH: N_("Flash"),
    Urgency.URGENT: N_("Urgent"),
    Urgency.ROUTINE: N_("Routine"),
}

CHANNEL: dict[Channel, str] = {
    Channel.PHONE: N_("Phone"),
    Channel.FAX: N_("Fax"),
    Channel.SMS: N_("SMS"),
    Channel.VIDEO: N_("Video"),
    Channel.RADIO: N_("Radio"),
    Channel.SATELLITE: N_("Satellite phone"),
    Channel.SYSTEM: N_("System"),
    Channel.WECHAT: N_("WeChat"),
    Channel.PAPER: N_("On paper"),
    Channel.IN_PERSON: N_("In person"),
}

DIRECTION: dict[Direction, str] = {
    Direction.IN: N_("Incoming"),
    Direction.OUT: N_("Outgoing"),
    Direction.INTERNAL: N_("Internal"),
}

ROLE: dict[DutyRole, str] = {
    DutyRole.LEADER: N_("Duty leader"),
    DutyRole.CHIEF: N_("Watch chief"),
    DutyRole.DEPUTY: N_("Watch deputy"),
    DutyRole.REPORTING: N_("Reporting post"),
    DutyRole.DISPATCH: N_("Dispatch post"),
    DutyRole.TECH: N_("Technical post"),
    DutyRole.STANDBY: N_("Standby"),
    DutyRole.DRIVER: N_("Duty driver"),
}

# Heading and sentence of each kind of automatic line; names in braces come from its body.
LINES: dict[str, tuple[str, str]] = {
    "duty.shift_staffed": (N_("Rota"), N_("Crew of the shift {name} on {day} set")),
}
