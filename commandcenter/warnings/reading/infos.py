"""What a message says: one part for each language."""

import re
from dataclasses import dataclass
from typing import Any

from commandcenter.kernel.severity import Severity
from commandcenter.warnings.model.codes import Codes
from commandcenter.warnings.model.message import (
    Area,
    CapSeverity,
    Certainty,
    ColourFrom,
    Info,
    Oddity,
    Resource,
    Urgency,
)
from commandcenter.warnings.reading import limits
from commandcenter.warnings.reading.areas import area_of, pairs_of
from commandcenter.warnings.reading.errors import TooMany, UnknownWord
from commandcenter.warnings.reading.tree import children
from commandcenter.warnings.reading.values import Fields, shown

_COLOUR_PARAMETERS = (
    "colour",
    "color",
    "alertcolor",
    "awareness_level",
    "warningcolor",
    "预警颜色",
)
# A feed that has these beside the sender has its one part in the message itself.
_FLAT = ("headline", "eventtype", "event", "description")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_COLOUR_END, _SIGNAL = "色", "预警"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shade:
    """A colour, where it was found, and whether other places say another one."""

    colour: Severity | None = None
    source: ColourFrom = ColourFrom.NOWHERE
    differs: bool = False


def infos_of(
    alert: Any, name: str, codes: Codes, *, needs_event: bool
) -> tuple[tuple[Info, ...], list[Oddity]]:
    """Return the parts of a message, those in Chinese first, and what is odd about them.

    A feed that writes them straight into the message has one part.

    Raises:
        Rejected: It is refused.
    """
    elements = list(children(alert, "info"))
    if not elements and list(children(alert, *_FLAT)):
        elements = [alert]
    if len(elements) > limits.INFOS:
        raise TooMany(name=name, limit=limits.INFOS, field="info")
    oddities: list[Oddity] = [] if elements else [Oddity.INFO_MISSING]
    infos = [_info(one, name, codes, oddities, needs_event=needs_event) for one in elements]
    return tuple(sorted(infos, key=_is_foreign)), oddities


def _is_foreign(one: Info) -> bool:
    if one.language:
        return not one.language.lower().startswith("zh")
    return not _CHINESE.search(one.headline + one.event + one.description[:200])


def _info(
    element: Any, name: str, codes: Codes, oddities: list[Oddity], *, needs_event: bool
) -> Info:
    fields = Fields(element=element, name=name)
    event, event_type = fields.line("event"), fields.line("eventType")
    event_codes = _pairs(fields, "eventCode")
    headline = fields.long("headline")
    parameters = _pairs(fields, "parameter")
    code = event_type or next((value for _, value in event_codes), "")
    kind, in_code = codes.kind_of(code)
    if codes.kinds.get(kind) is None and event and (named := codes.kind_named(event)):
        kind = named if not code else kind
    if needs_event and not (event or code or headline):
        oddities.append(Oddity.EVENT_MISSING)
    severity_text = fields.line("severity")
    shade = _colour(severity_text, parameters, in_code, headline, codes)
    if shade.differs:
        oddities.append(Oddity.COLOURS_DIFFER)
    urgency = fields.word("urgency", Urgency)
    certainty = _certainty(fields)
    oddities += [
        oddity
        for oddity, is_missing in (
            (Oddity.URGENCY_MISSING, urgency is None),
            (Oddity.SEVERITY_MISSING, not severity_text),
            (Oddity.CERTAINTY_MISSING, certainty is None),
            (Oddity.NAMES, bool(event_type) and not event),
        )
        if is_missing
    ]
    return Info(
        language=fields.line("language"),
        categories=fields.texts("category"),
        event=event or codes.kinds.get(kind, ""),
        kind=kind,
        kind_code=code,
        response_types=fields.texts("responseType"),
        urgency=urgency or Urgency.UNKNOWN,
        severity_text=severity_text,
        severity=_severity(fields, severity_text, shade.colour, codes),
        colour=shade.colour,
        colour_from=shade.source,
        certainty=certainty or Certainty.UNKNOWN,
        audience=fields.long("audience"),
        effective=fields.time("effective"),
        onset=fields.time("onset"),
        expires=fields.time("expires"),
        sender_name=fields.line("senderName"),
        headline=headline,
        description=fields.long("description"),
        instruction=fields.long("instruction"),
        web=fields.line("web"),
        contact=fields.long("contact"),
        event_codes=event_codes,
        parameters=parameters,
        resources=_resources(fields),
        areas=_areas(fields, oddities),
    )


def _certainty(fields: Fields) -> Certainty | None:
    """Return how sure the issuer is; the later versions read 'Very Likely' of 1.0 as 'Likely'."""
    if fields.line("certainty").lower() == "very likely":
        return Certainty.LIKELY
    return fields.word("certainty", Certainty)


def _pairs(fields: Fields, field: str) -> tuple[tuple[str, str], ...]:
    found = [pair for one in fields.all(field) for pair in pairs_of(one, fields.name)]
    if len(found) > limits.REPEATED:
        raise TooMany(name=fields.name, limit=limits.REPEATED, field=field)
    return tuple(found)


def _colour(
    severity_text: str,
    parameters: tuple[tuple[str, str], ...],
    in_code: Severity | None,
    headline: str,
    codes: Codes,
) -> _Shade:
    """Return the colour that the issuer gave; what is derived from a severity comes last."""
    said = [
        (ColourFrom.SEVERITY, codes.word(severity_text)),
        (ColourFrom.PARAMETER, _in_parameters(parameters, codes)),
        (ColourFrom.CODE, in_code),
        (ColourFrom.HEADLINE, _in_headline(headline, codes)),
    ]
    found = [(source, colour) for source, colour in said if colour is not None]
    if not found:
        derived = codes.severities.get(severity_text.capitalize())
        return _Shade() if derived is None else _Shade(colour=derived, source=ColourFrom.DERIVED)
    source, colour = found[0]
    return _Shade(colour=colour, source=source, differs=len({colour for _, colour in found}) > 1)


def _in_parameters(parameters: tuple[tuple[str, str], ...], codes: Codes) -> Severity | None:
    for parameter, value in parameters:
        if parameter.lower() in _COLOUR_PARAMETERS:
            # Such as «2; yellow; Moderate».
            for part in value.split(";"):
                if (colour := codes.word(part)) is not None:
                    return colour
    return None


def _in_headline(headline: str, codes: Codes) -> Severity | None:
    """Return the colour of «…暴雨红色预警…»; other uses of the word say nothing."""
    for word, colour in codes.words.items():
        if word.endswith(_COLOUR_END) and f"{word}{_SIGNAL}" in headline:
            return colour
    return None


def _severity(
    fields: Fields, severity_text: str, colour: Severity | None, codes: Codes
) -> CapSeverity:
    """Return the word of the protocol; derived where the field carries a colour.

    Raises:
        UnknownWord: It is neither a word of the protocol nor a colour.
    """
    word = severity_text.capitalize()
    if word in list(CapSeverity):
        return CapSeverity(word)
    if severity_text and codes.word(severity_text) is None:
        raise UnknownWord(name=fields.name, field="severity", value=shown(severity_text))
    return codes.cap_of(colour) if colour is not None else CapSeverity.UNKNOWN


def _resources(fields: Fields) -> tuple[Resource, ...]:
    found = fields.all("resource")
    if len(found) > limits.REPEATED:
        raise TooMany(name=fields.name, limit=limits.REPEATED, field="resource")
    return tuple(_resource(Fields(element=one, name=fields.name)) for one in found)


def _resource(fields: Fields) -> Resource:
    return Resource(
        description=fields.line("resourceDesc"),
        media_type=fields.line("mimeType"),
        uri=fields.line("uri"),
        size=fields.line("size"),
        digest=fields.line("digest"),
        has_content=bool(fields.all("derefUri")),
    )


def _areas(fields: Fields, oddities: list[Oddity]) -> tuple[Area, ...]:
    found = fields.all("area")
    if len(found) > limits.AREAS:
        raise TooMany(name=fields.name, limit=limits.AREAS, field="area")
    areas = tuple(area_of(one, fields.name) for one in found)
    if any(not one.description for one in areas):
        oddities.append(Oddity.AREA_NAME_MISSING)
    return areas
