"""The table of what may be an alarm at all: its cause, what to do about it, how bad it is.

What has no row there makes no sound; it is an event in the log.
"""

from dataclasses import dataclass
from datetime import timedelta

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.words import N_

MAX_TEXT = 200
MAX_SECONDS = 86_400
MAX_COUNT = 100


class WordsMissing(Rejected):
    """An alarm nobody can explain helps nobody."""

    sentence = N_("Write the name, the cause and what to do.")


class WordsTooLong(Rejected):
    """Each text fits one line."""

    sentence = N_("One of the texts has {length} characters; shorten it to {limit}.")


class FigureOutOfRange(Rejected):
    """A delay or a count that makes no sense."""

    sentence = N_("{value} is not between {least} and {most}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmType:
    """One row of the table.

    Attributes:
        source: Who or what raises it.
        severity: How bad it is if the one who raises it does not say.
        delay_s: How long it has to last before it is an alarm.
        count: How often it has to be said within the window before it is an alarm.
        window_s: The same again within this time is the same alarm, counted up.
        is_active: Whether it is an alarm; otherwise an event in the log.
        version: Grows with each change.
    """

    code: str
    zh: str
    en: str
    cause_zh: str
    cause_en: str
    action_zh: str
    action_en: str
    source_zh: str
    source_en: str
    severity: Severity
    delay_s: int = 0
    count: int = 1
    window_s: int = 600
    is_active: bool = True
    version: int = 1

    @property
    def delay(self) -> timedelta:
        """How long it has to last."""
        return timedelta(seconds=self.delay_s)

    @property
    def window(self) -> timedelta:
        """How long the same again is the same alarm."""
        return timedelta(seconds=self.window_s)


TEXTS = (
    "zh",
    "en",
    "cause_zh",
    "cause_en",
    "action_zh",
    "action_en",
    "source_zh",
    "source_en",
)
_NEEDED = ("zh", "cause_zh", "action_zh")


def check(one: AlarmType) -> None:
    """Refuse a row that explains nothing, or whose figures make no sense.

    Raises:
        WordsMissing, WordsTooLong, FigureOutOfRange: What has to be put right first.
    """
    if not all(getattr(one, name).strip() for name in _NEEDED):
        raise WordsMissing
    length = max(len(getattr(one, name)) for name in TEXTS)
    if length > MAX_TEXT:
        raise WordsTooLong(length=length, limit=MAX_TEXT)
    for value, least, most in (
        (one.delay_s, 0, MAX_SECONDS),
        (one.window_s, 0, MAX_SECONDS),
        (one.count, 1, MAX_COUNT),
    ):
        if not least <= value <= most:
            raise FigureOutOfRange(value=value, least=least, most=most)
