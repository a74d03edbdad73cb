"""Reading log entries that somebody else's program wrote as JSON."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TextIO
from uuid import UUID

from commandcenter.duty.model.entry import Channel, Direction, Draft, EntryKind, Urgency, check
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import BEIJING, stamp
from commandcenter.kernel.words import N_, Translate

# All other workstations wait while these are written.
MOST_ENTRIES = 200


class NotText(Rejected):
    """The input is no text in UTF-8."""

    sentence = N_("The input is not UTF-8 text. Nothing was recorded.")


class NotJson(Rejected):
    """The input is no JSON."""

    sentence = N_(
        "The input is not JSON from line {line}, column {column} on. Nothing was recorded."
    )


class WrongShape(Rejected):
    """The input is JSON, but not an entry or a list of entries."""

    sentence = N_("Entry {position} is not an object of fields. Nothing was recorded.")


class TooMany(Rejected):
    """More entries than may be recorded in one go."""

    sentence = N_("The input has {count} entries; split it into files of {limit} at most.")


class UnknownField(Rejected):
    """A field that an entry does not have; a typing error would otherwise lose its text."""

    sentence = N_(
        "Entry {position} has the unknown field '{field}'. Nothing was recorded. Fields: {known}."
    )


class BadField(Rejected):
    """A field holds something else than it should."""

    sentence = N_(
        "Field '{field}' of entry {position} cannot be read: {value}. Nothing was recorded."
        " Write it as: {hint}"
    )


class Refused(Rejected):
    """An entry breaks a rule of the log; says which one."""

    sentence = N_("Entry {position}: {reason} Nothing was recorded.")

    def __init__(self, *, position: int, reason: Rejected) -> None:
        super().__init__(position=position, reason=reason)
        self._position = position
        self._reason = reason

    def said(self, translate: Translate) -> str:
        """Return the sentence with the reason in the language of *translate*."""
        reason = self._reason.said(translate)
        return translate(self.sentence).format(position=self._position, reason=reason)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _degrees(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    return float(value)


def _moment(value: Any) -> datetime:
    at = datetime.fromisoformat(value)
    at = at if at.tzinfo else at.replace(tzinfo=BEIJING)
    stamp(at)  # or the first and the last day of all time would fail only when recorded
    return at


_ID = (UUID, "01890a5d-ac96-774b-bcce-b302099a8057")
_MOMENT = (_moment, "2026-07-18T22:41+08:00")
_TEXT = (_text, '"…"')
_FIELDS: dict[str, tuple[Callable[[Any], object], str]] = {
    "id": _ID,
    "content": _TEXT,
    "kind": (EntryKind, " ".join(EntryKind)),
    "direction": (Direction, " ".join(Direction)),
    "channel": (Channel, " ".join(Channel)),
    "urgency": (Urgency, " ".join(Urgency)),
    "occurred_at": _MOMENT,
    "received_at": _MOMENT,
    "org": _TEXT,
    "name": _TEXT,
    "post": _TEXT,
    "phone": _TEXT,
    "place": _TEXT,
    "area_code": _TEXT,
    "lon": (_degrees, "120.51"),
    "lat": (_degrees, "27.44"),
    "reported_to": _TEXT,
    "is_internal": (_yes_or_no, "true"),
    "owner": _TEXT,
    "due_at": _MOMENT,
    "corrects": _ID,
    "reason": _TEXT,
}


def read(file: TextIO) -> list[Draft]:
    """Return the drafts of a JSON object or a list of them; times without zone are Beijing's.

    Raises:
        NotText, NotJson, WrongShape, TooMany, UnknownField, BadField: Nothing was recorded.
    """
    found = _parsed(file)
    items = found if isinstance(found, list) else [found]
    if len(items) > MOST_ENTRIES:
        raise TooMany(count=len(items), limit=MOST_ENTRIES)
    return [_draft(position, item) for position, item in enumerate(items, start=1)]


def check_all(drafts: Sequence[Draft], *, at: datetime) -> None:
    """Refuse drafts of which one breaks a rule of the log, and say which one.

    Raises:
        Refused: Nothing was recorded.
    """
    for position, draft in enumerate(drafts, start=1):
        try:
            check(draft, at=at)
        except Rejected as reason:
            raise Refused(position=position, reason=reason) from reason


def _parsed(file: TextIO) -> Any:
    try:
        return json.load(file)
    except UnicodeDecodeError as error:
        raise NotText from error
    except json.JSONDecodeError as error:
        raise NotJson(line=error.lineno, column=error.colno) from error
    except (ValueError, RecursionError) as error:
        # Numbers of thousands of digits, or brackets within brackets without end.
        raise NotJson(line=1, column=1) from error


def _draft(position: int, item: object) -> Draft:
    if not isinstance(item, Mapping):
        raise WrongShape(position=position)
    fields: dict[str, Any] = {"id": new_id(), "content": ""}
    for name, value in item.items():
        if name not in _FIELDS:
            raise UnknownField(position=position, field=name, known=", ".join(_FIELDS))
        if value is not None:
            fields[name] = _read(position, name, value)
    return Draft(**fields)


def _read(position: int, name: str, value: object) -> object:
    reader, example = _FIELDS[name]
    try:
        return reader(value)
    except (ValueError, TypeError, AttributeError, OverflowError) as error:
        shown = json.dumps(value, ensure_ascii=False)[:80]
        raise BadField(field=name, position=position, value=shown, hint=example) from error
