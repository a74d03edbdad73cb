"""From an `alert` element to a message."""

import re
from collections.abc import Sequence
from typing import Any

from commandcenter.warnings.model.codes import Codes
from commandcenter.warnings.model.message import (
    Message,
    MsgType,
    Oddity,
    Reference,
    Scope,
    Signature,
    Status,
)
from commandcenter.warnings.reading import limits
from commandcenter.warnings.reading.errors import FieldMissing, TooMany
from commandcenter.warnings.reading.infos import infos_of
from commandcenter.warnings.reading.signatures import checked
from commandcenter.warnings.reading.tree import CAP_NAMESPACES, namespace
from commandcenter.warnings.reading.values import Fields

NATIONAL = "national"
_UNFIT = re.compile(r"[\s,<&]")
_CLOCK = re.compile(r"\d\d:\d\d:\d\d")
_TRIPLE = 2  # commas in sender,identifier,sent
_SAYS_SOMETHING = (MsgType.ALERT, MsgType.UPDATE)
_REFERS = (MsgType.UPDATE, MsgType.CANCEL)


def message_of(alert: Any, name: str, codes: Codes, certificates: Sequence[bytes]) -> Message:
    """Return a message; with a good signature, of what it covers and nothing else.

    Raises:
        Rejected: It is refused.
    """
    sent = Fields(element=alert, name=name).time("sent")
    if sent is None:
        raise FieldMissing(name=name, field="sent")
    element, signature = checked(alert, certificates, sent=sent)
    return _message(element, name, codes, signature)


def _message(element: Any, name: str, codes: Codes, signature: Signature) -> Message:
    fields = Fields(element=element, name=name)
    identifier, sender = fields.required("identifier"), fields.required("sender")
    sent = fields.time("sent")
    status, msg_type = fields.word("status", Status), fields.word("msgType", MsgType)
    if sent is None or status is None or msg_type is None:
        missing = {"sent": sent, "status": status, "msgType": msg_type}
        raise FieldMissing(name=name, field=next(key for key, one in missing.items() if not one))
    scope = fields.word("scope", Scope)
    references = _references(fields)
    needs_event = msg_type in _SAYS_SOMETHING
    infos, oddities = infos_of(element, name, codes, needs_event=needs_event)
    # A cancellation may say nothing but what it cancels.
    odd = list(oddities) if infos or needs_event else []
    protocol = CAP_NAMESPACES.get(namespace(element), "")
    odd += [
        oddity
        for oddity, is_so in (
            (Oddity.NAMESPACE, not protocol),
            (Oddity.NAMES, fields.national),
            (Oddity.SCOPE_MISSING, scope is None),
            (Oddity.IDENTIFIER_FORM, bool(_UNFIT.search(identifier))),
            (Oddity.REFERENCES_MISSING, msg_type in _REFERS and not references),
        )
        if is_so
    ]
    return Message(
        identifier=identifier,
        sender=sender,
        sent=sent,
        status=status,
        msg_type=msg_type,
        scope=scope or Scope.PUBLIC,
        protocol=protocol or (NATIONAL if Oddity.NAMES in odd else ""),
        sender_code=fields.line("senderCode"),
        source=fields.line("source"),
        restriction=fields.line("restriction"),
        addresses=fields.line("addresses", length=limits.LIST_CHARACTERS),
        codes=fields.texts("code"),
        note=fields.long("note"),
        incidents=fields.line("incidents", length=limits.LIST_CHARACTERS),
        references=references,
        infos=infos,
        signature=signature,
        oddities=tuple(dict.fromkeys(odd)),
    )


def _references(fields: Fields) -> tuple[Reference, ...]:
    """Return the earlier messages; some feeds give their identifiers alone."""
    found: list[Reference] = []
    for text in fields.texts("references", length=limits.LIST_CHARACTERS):
        found += _referred(text)
        if len(found) > limits.REPEATED:
            raise TooMany(name=fields.name, limit=limits.REPEATED, field="references")
    return tuple(dict.fromkeys(found))


def _referred(text: str) -> list[Reference]:
    found: list[Reference] = []
    for word in text.split():
        last = found[-1] if found else None
        if last is not None and last.sender and _CLOCK.match(word) and ":" not in last.sent:
            # A time that was written with a blank between day and hour.
            found[-1] = Reference(
                sender=last.sender, identifier=last.identifier, sent=f"{last.sent} {word}"
            )
        elif word.count(",") == _TRIPLE and not word.endswith(","):
            sender, identifier, sent = word.split(",")
            found.append(Reference(sender=sender, identifier=identifier, sent=sent))
        else:
            found += [Reference(identifier=one) for one in word.split(",") if one]
    return [one for one in found if one.identifier]
