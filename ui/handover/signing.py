"""Signing with one's own account and password."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from commandcenter.database.engine import Database
from commandcenter.directory.service import accounts
from commandcenter.handover import service
from commandcenter.handover.model import Handover


class Signing(Enum):
    """As whom somebody signs."""

    OUTGOING = auto()  # 交班人
    INCOMING = auto()  # 接班人
    LEADER = auto()  # 带班领导


_SERVICES = {
    Signing.OUTGOING: service.sign_outgoing,
    Signing.INCOMING: service.seal,
    Signing.LEADER: service.sign_leader,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What a signer typed.

    Attributes:
        at: Moment of the attempt.
    """

    login: str
    password: str
    at: datetime
    station: str


def sign(db: Database, handover: Handover, signing: Signing, credentials: Credentials) -> Handover:
    """Sign a handover; the incoming officer's signature seals it.

    Raises:
        WrongCredentials, Locked: Nobody signed.
        Rejected: One of the refusals of the service; nothing was written.
        Conflict: Somebody changed the handover since it was read.
        Unavailable: The outcome is unknown; look at the handover again.
    """
    officer = accounts.open_as(
        db,
        credentials.login,
        credentials.password,
        at=credentials.at,
        station=credentials.station,
    )
    signed = _SERVICES[signing]
    return signed(db, handover.id, seen_version=handover.version, officer=officer)
