"""How kinds of entries look, and which way their messages usually go."""

from commandcenter.duty.model.entry import Channel, Direction, EntryKind

ICON: dict[EntryKind, str] = {
    EntryKind.CALL_IN: "phone-incoming",
    EntryKind.CALL_OUT: "phone-outgoing",
    EntryKind.FAX: "printer",
    EntryKind.DOC: "file-text",
    EntryKind.ORDER: "file-arrow-down",
    EntryKind.LEADER_NOTE: "note-pencil",
    EntryKind.WEATHER: "cloud-rain",
    EntryKind.WARN_ACK: "megaphone",
    EntryKind.INCIDENT: "lightning",
    EntryKind.REPORT_OUT: "paper-plane-tilt",
    EntryKind.DISPATCH: "users-three",
    EntryKind.CHECK: "identification-card",
    EntryKind.CHECKED: "identification-badge",
    EntryKind.PATROL: "eye",
    EntryKind.DEVICE: "device-mobile",
    EntryKind.HOTSPOT: "fire",
    EntryKind.TIP: "chat-circle-text",
    EntryKind.VISIT: "door",
    EntryKind.SWAP: "swap",
    EntryKind.HANDOVER: "handshake",
    EntryKind.ZERO: "number-circle-zero",
    EntryKind.OTHER: "dots-three-circle",
}

_OUTGOING = (Direction.OUT, Channel.PHONE)
_INTERNAL = (Direction.INTERNAL, Channel.IN_PERSON)
_WAYS: dict[EntryKind, tuple[Direction, Channel]] = {
    EntryKind.CALL_OUT: _OUTGOING,
    EntryKind.WARN_ACK: _OUTGOING,
    EntryKind.DISPATCH: _OUTGOING,
    EntryKind.CHECK: _OUTGOING,
    EntryKind.REPORT_OUT: (Direction.OUT, Channel.SYSTEM),
    EntryKind.FAX: (Direction.IN, Channel.FAX),
    EntryKind.DOC: (Direction.IN, Channel.PAPER),
    EntryKind.ORDER: (Direction.IN, Channel.SYSTEM),
    EntryKind.WEATHER: (Direction.IN, Channel.SYSTEM),
    EntryKind.HOTSPOT: (Direction.IN, Channel.SYSTEM),
    EntryKind.VISIT: (Direction.IN, Channel.IN_PERSON),
    EntryKind.LEADER_NOTE: _INTERNAL,
    EntryKind.PATROL: (Direction.INTERNAL, Channel.VIDEO),
    EntryKind.DEVICE: _INTERNAL,
    EntryKind.SWAP: _INTERNAL,
    EntryKind.HANDOVER: _INTERNAL,
    EntryKind.OTHER: _INTERNAL,
}


def way(kind: EntryKind) -> tuple[Direction, Channel]:
    """Return which way and how a message of this kind usually comes."""
    return _WAYS.get(kind, (Direction.IN, Channel.PHONE))
