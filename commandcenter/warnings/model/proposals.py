"""What a warning suggests to do; an officer accepts each by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from commandcenter.kernel.severity import Severity
from commandcenter.warnings.model.message import MsgType
from commandcenter.warnings.model.warning import State, WarningRecord

_HIGH = (Severity.RED, Severity.ORANGE)
_MAX_CONTENT = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """A line of the duty log.

    Attributes:
        source: Who issued the warning.
    """

    warning_id: UUID
    content: str
    source: str
    area_code: str
    drill_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockProposal:
    """Something that has to be done in time.

    Attributes:
        rule: Code of the rule row of the limit.
    """

    warning_id: UUID
    title: str
    rule: str
    limit: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseProposal:
    """A response level (应急响应), by the table that the county edits.

    Attributes:
        level: I, II, III or IV; empty to end the response.
        kind: Code of the kind of warning.
        rule: Code of the rule row that says so.
    """

    warning_id: UUID
    level: str
    kind: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentProposal:
    """An incident, for a warning of something that is happening already."""

    warning_id: UUID
    title: str
    kind: str
    area_codes: tuple[str, ...]


Proposal = LogLine | ClockProposal | ResponseProposal | IncidentProposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """What the county suggests.

    Attributes:
        responses: Level by rule: `colour` or `colour_kind`.
        forward: Until when townships have to have a high warning; None for no limit.
    """

    responses: Mapping[str, str]
    forward: timedelta | None = None


RESPONSE = "warnings.response_"
FORWARD = "warnings.forward_s"


def proposals(
    warning: WarningRecord, suggestions: Suggestions, *, is_happening: bool = False
) -> tuple[Proposal, ...]:
    """Return what a warning suggests; nothing while it waits or when it is over.

    Args:
        is_happening: The kind is one that has begun when it is warned of, such as an
            earthquake or a fire.
    """
    if warning.state is not State.ACTIVE:
        return ()
    found: list[Proposal] = [_log_line(warning)]
    if warning.message.msg_type is MsgType.CANCEL:
        return tuple(found)
    if warning.colour in _HIGH and suggestions.forward is not None:
        found.append(
            ClockProposal(
                warning_id=warning.id,
                title=warning.message.headline,
                rule=FORWARD,
                limit=suggestions.forward,
            )
        )
    response = _response(warning, suggestions.responses)
    if response is not None:
        found.append(response)
    if is_happening:
        found.append(
            IncidentProposal(
                warning_id=warning.id,
                title=warning.message.headline,
                kind=warning.message.info.kind,
                area_codes=warning.message.area_codes,
            )
        )
    return tuple(found)


def _log_line(warning: WarningRecord) -> LogLine:
    message = warning.message
    parts = (message.headline, message.info.description, message.info.instruction)
    content = "\n".join(dict.fromkeys(part for part in parts if part))
    return LogLine(
        warning_id=warning.id,
        content=content[:_MAX_CONTENT],
        source=message.info.sender_name or message.sender,
        area_code=next(iter(message.area_codes), ""),
        drill_id=warning.drill_id,
    )


def _response(warning: WarningRecord, levels: Mapping[str, str]) -> ResponseProposal | None:
    """Return the level for this kind in this colour, else that for the colour."""
    if warning.colour is None:
        return None
    kind = warning.message.info.kind
    for name in (f"{warning.colour}_{kind}", warning.colour.value):
        if levels.get(name):
            return ResponseProposal(
                warning_id=warning.id, level=levels[name], kind=kind, rule=f"{RESPONSE}{name}"
            )
    return None
