"""Reports by phone (电话报告): who told whom, when, what."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_

MAX_CONTENT = 8_000
MAX_LINE = 200


class PhoneReportIncomplete(Rejected):
    """A call that nobody can look up later proves nothing."""

    sentence = N_("Write who was called and what was said.")


class CalledOutsideTime(Rejected):
    """Nobody reports before learning of it, or in the future."""

    sentence = N_("The call cannot have been at {at}; correct the time.")


class PhoneReportTooLong(Rejected):
    """More than fits the form."""

    sentence = N_("A field of the call has {length} characters; shorten it to {limit}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneReport:
    """A report by phone.

    Attributes:
        id: Made by the client, so that sending again records it once.
        caller: Who called; empty means the officer who notes it.
        called_at: None means now.
        reply: What the other side asked for.
        rule: The rule of reporting it kept or broke; set when it is recorded.
        late_s: Seconds after the limit; set when it is recorded.
    """

    id: UUID
    to_org: str
    to_name: str
    content: str
    to_post: str = ""
    to_phone: str = ""
    caller: str = ""
    reply: str = ""
    called_at: datetime | None = None
    rule: str = ""
    late_s: int = 0
    seq: int = 0

    @property
    def late(self) -> timedelta:
        """By how much it was late."""
        return timedelta(seconds=self.late_s)


_LINES = ("to_org", "to_name", "to_post", "to_phone", "caller")


def check_phone(call: PhoneReport, *, since: datetime, at: datetime) -> None:
    """Refuse what cannot have been said.

    Args:
        since: When the county learned of the incident.
        at: Now.

    Raises:
        PhoneReportIncomplete, CalledOutsideTime, PhoneReportTooLong: What has to be put right.
    """
    if not (call.to_org.strip() and call.to_name.strip() and call.content.strip()):
        raise PhoneReportIncomplete
    if call.called_at is not None and not since <= call.called_at <= at:
        raise CalledOutsideTime(at=call.called_at)
    for names, limit in ((_LINES, MAX_LINE), (("content", "reply"), MAX_CONTENT)):
        length = max(len(getattr(call, name)) for name in names)
        if length > limit:
            raise PhoneReportTooLong(length=length, limit=limit)
