"""A warning message as its issuer wrote it: the Common Alerting Protocol, and its relatives."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from commandcenter.kernel.severity import Severity
from commandcenter.kernel.times import BEIJING


class Status(StrEnum):
    """Whether a message is meant."""

    ACTUAL = "Actual"
    EXERCISE = "Exercise"
    SYSTEM = "System"
    TEST = "Test"
    DRAFT = "Draft"


class MsgType(StrEnum):
    """What a message does."""

    ALERT = "Alert"  # 首次
    UPDATE = "Update"  # 更新
    CANCEL = "Cancel"  # 解除
    ACK = "Ack"
    ERROR = "Error"


class Scope(StrEnum):
    """Whom a message is for."""

    PUBLIC = "Public"
    RESTRICTED = "Restricted"
    PRIVATE = "Private"


class CapSeverity(StrEnum):
    """How bad it is, in the words of the protocol."""

    EXTREME = "Extreme"
    SEVERE = "Severe"
    MODERATE = "Moderate"
    MINOR = "Minor"
    UNKNOWN = "Unknown"


class Urgency(StrEnum):
    """How soon something has to be done."""

    IMMEDIATE = "Immediate"
    EXPECTED = "Expected"
    FUTURE = "Future"
    PAST = "Past"
    UNKNOWN = "Unknown"


class Certainty(StrEnum):
    """How sure the issuer is."""

    OBSERVED = "Observed"
    LIKELY = "Likely"
    POSSIBLE = "Possible"
    UNLIKELY = "Unlikely"
    UNKNOWN = "Unknown"


class ColourFrom(StrEnum):
    """Where the colour of a warning was found."""

    NOWHERE = ""
    SEVERITY = "severity"  # the field carries the colour itself, as in the national feed
    PARAMETER = "parameter"
    CODE = "code"  # the last two digits of the code of the event
    HEADLINE = "headline"
    DERIVED = "derived"  # from the severity of the protocol, by the county's table


class SignatureState(StrEnum):
    """What the electronic signature is worth."""

    NONE = "none"  # 无签名
    VERIFIED = "verified"  # 已验签
    FAILED = "failed"  # 验签失败


class SignatureProblem(StrEnum):
    """Why a signature does not count."""

    NOTHING = ""
    NO_CERTIFICATE = "no_certificate"
    NOT_ITS_KEY = "not_its_key"  # made with another key, or the message was changed
    NOT_WHOLE = "not_whole"  # does not cover the whole message
    OUT_OF_DATE = "out_of_date"  # the certificate was not valid when the message was sent


class Oddity(StrEnum):
    """Something that is not as the standard says and was read all the same."""

    NAMESPACE = "namespace"  # missing, or not one of the protocol
    NAMES = "names"  # elements are called as in the national feed
    SCOPE_MISSING = "scope_missing"
    INFO_MISSING = "info_missing"
    EVENT_MISSING = "event_missing"
    URGENCY_MISSING = "urgency_missing"
    SEVERITY_MISSING = "severity_missing"
    CERTAINTY_MISSING = "certainty_missing"
    AREA_NAME_MISSING = "area_name_missing"
    IDENTIFIER_FORM = "identifier_form"  # blanks, commas or other signs a reference cannot hold
    COLOURS_DIFFER = "colours_differ"
    DECLARED_ENCODING = "declared_encoding"  # the bytes are in another one
    REFERENCES_MISSING = "references_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """The electronic signature of a message.

    Attributes:
        certificate: SHA-256 of the pinned certificate that verified it, in hexadecimal.
    """

    state: SignatureState = SignatureState.NONE
    problem: SignatureProblem = SignatureProblem.NOTHING
    certificate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """An earlier message that this one changes or ends.

    Attributes:
        sender: Empty if only the identifier was given; then it is that of the message.
        sent: As written.
    """

    identifier: str
    sender: str = ""
    sent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """A place and a distance around it.

    Attributes:
        lon, lat: WGS-84 degrees.
    """

    lon: float
    lat: float
    radius_km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """Where a warning holds.

    Attributes:
        geocodes: Name of the code and code, as written.
        codes: Those that are codes of administrative divisions: 6, 9 or 12 digits.
        polygons: Closed rings of (longitude, latitude), in WGS-84 degrees.
    """

    description: str = ""
    geocodes: tuple[tuple[str, str], ...] = ()
    codes: tuple[str, ...] = ()
    polygons: tuple[tuple[tuple[float, float], ...], ...] = ()
    circles: tuple[Circle, ...] = ()
    altitude: str = ""
    ceiling: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A file that the message speaks of. It is listed and never fetched.

    Attributes:
        uri: As written.
        size: Bytes, as written.
        has_content: Whether the file was enclosed; it stays in the raw message.
    """

    description: str = ""
    media_type: str = ""
    uri: str = ""
    size: str = ""
    digest: str = ""
    has_content: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Info:
    """What is said, in one language.

    Attributes:
        event: Name of the kind, as written.
        kind: Code of the kind without its colour; as received if the county does not know it.
        kind_code: The code as received.
        severity_text: As received: a colour in the national feed.
        severity: In the words of the protocol; derived from the colour if there is one.
        colour: The issuer's; None if nothing says one.
    """

    language: str = ""
    categories: tuple[str, ...] = ()
    event: str = ""
    kind: str = ""
    kind_code: str = ""
    response_types: tuple[str, ...] = ()
    urgency: Urgency = Urgency.UNKNOWN
    severity_text: str = ""
    severity: CapSeverity = CapSeverity.UNKNOWN
    colour: Severity | None = None
    colour_from: ColourFrom = ColourFrom.NOWHERE
    certainty: Certainty = Certainty.UNKNOWN
    audience: str = ""
    effective: datetime | None = None
    onset: datetime | None = None
    expires: datetime | None = None
    sender_name: str = ""
    headline: str = ""
    description: str = ""
    instruction: str = ""
    web: str = ""
    contact: str = ""
    event_codes: tuple[tuple[str, str], ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()
    resources: tuple[Resource, ...] = ()
    areas: tuple[Area, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalNumber:
    """An identifier of the national warning release, taken apart.

    Attributes:
        area: Six digits of GB/T 2260.
        organisation: Three digits of GB/T 4657.
        unit: Three digits below the organisation.
        extension: Two digits.
        entered_at: When it was entered.
        serial: One digit; empty where the issuer leaves it out.
    """

    area: str
    organisation: str
    unit: str
    extension: str
    entered_at: datetime
    serial: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A warning message.

    Attributes:
        sender: Identifies the issuer.
        infos: One for each language or part; those in Chinese first.
        oddities: What is not as the standard says.
    """

    identifier: str
    sender: str
    sent: datetime
    status: Status
    msg_type: MsgType
    scope: Scope = Scope.PUBLIC
    protocol: str = ""
    sender_code: str = ""
    source: str = ""
    restriction: str = ""
    addresses: str = ""
    codes: tuple[str, ...] = ()
    note: str = ""
    incidents: str = ""
    references: tuple[Reference, ...] = ()
    infos: tuple[Info, ...] = ()
    signature: Signature = Signature()
    oddities: tuple[Oddity, ...] = ()

    @property
    def info(self) -> Info:
        """The first one in Chinese, or the first one, or an empty one."""
        return self.infos[0] if self.infos else Info()

    @property
    def colour(self) -> Severity | None:
        """The worst colour that any part says."""
        worst: Severity | None = None
        for one in self.infos:
            if one.colour is not None and (worst is None or one.colour.rank < worst.rank):
                worst = one.colour
        return worst

    @property
    def headline(self) -> str:
        """What stands in a list: the headline, or the kind, or the number."""
        return self.info.headline or self.info.event or self.identifier

    @property
    def area_codes(self) -> tuple[str, ...]:
        """The codes of administrative divisions of all parts, each once."""
        found = (code for info in self.infos for area in info.areas for code in area.codes)
        return tuple(dict.fromkeys(found))

    @property
    def number(self) -> NationalNumber | None:
        """The identifier taken apart; None if it has another form."""
        return national_number(self.identifier)


_NATIONAL = re.compile(r"(\d{6})(\d{3})(\d{3})(\d{2})_(\d{14})(?:_(\d))?", re.ASCII)


def national_number(identifier: str) -> NationalNumber | None:
    """Take an identifier of the national warning release apart; None if it is none."""
    found = _NATIONAL.fullmatch(identifier)
    if found is None:
        return None
    area, organisation, unit, extension, entered, serial = found.groups()
    try:
        entered_at = datetime.strptime(entered, "%Y%m%d%H%M%S").replace(tzinfo=BEIJING)
    except ValueError:
        return None
    return NationalNumber(
        area=area,
        organisation=organisation,
        unit=unit,
        extension=extension,
        entered_at=entered_at,
        serial=serial or "",
    )


def said_end(message: Message) -> datetime | None:
    """Return when a message says it is over; None if a part of it does not say."""
    given = [info.expires for info in message.infos if info.expires is not None]
    return max(given) if given and len(given) == len(message.infos) else None


def ends_at(message: Message, holds: timedelta) -> datetime:
    """Return when a message is over; the last part that ends counts.

    Args:
        holds: How long one without an end holds, or a cancellation without an end is shown.
    """
    said = said_end(message)
    if said is not None:
        return said
    given = [info.expires for info in message.infos if info.expires is not None]
    begun = [info.effective for info in message.infos if info.effective is not None]
    began = message.sent if message.msg_type is MsgType.CANCEL else max([message.sent, *begun])
    end: datetime = max([began + holds, *given])
    return end
