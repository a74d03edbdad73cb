"""The log of warnings (预警登记): what came in a period, and what was done with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from commandcenter.documents import dates
from commandcenter.documents.tables import Cell, Column, Value
from commandcenter.kernel.words import N_
from commandcenter.warnings.model.calls import CallCounts
from commandcenter.warnings.model.passing import Notice
from commandcenter.warnings.model.warning import WarningRecord
from commandcenter.warnings.model.words import MSG_TYPE_WORDS, STATE_WORDS
from commandcenter.warnings.papers.ground import Ground, issuer_of, places_of

_TITLE = N_("Log of warnings, {centre}")
_PERIOD = N_("{first} to {last}")
_NO_WARNINGS = N_("No warnings came in this period")
_REACHED = N_("{count} people")
_SENT = N_("Sent {time}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """A warning with what was done with it.

    Attributes:
        calls: How far its call list has come; None without a list.
    """

    warning: WarningRecord
    notices: Sequence[Notice]
    calls: CallCounts | None


def warning_log(ground: Ground, first: date, last: date, logged: Iterable[Logged]) -> bytes:
    """Return the log of a period of days.

    Raises:
        Cancelled: The officer no longer wants it.
    """
    words = ground.words
    days = dates.day(words, first)
    if last != first:
        days = words(_PERIOD).format(first=days, last=dates.day(words, last))
    paper = ground.begin(words(_TITLE).format(centre=ground.centre), subject=days)
    paper.subtitle(days)
    rows = (_row(ground, one) for one in logged)
    paper.table(_columns(ground), rows, empty=words(_NO_WARNINGS), small=True)
    return ground.finish(paper)


def _columns(ground: Ground) -> list[Column]:
    words = ground.words
    return [
        Column(words(N_("Received")), width_mm=24),
        Column(words(N_("Warning")), width_mm=62),
        Column(words(N_("Colour")), width_mm=17, align="center"),
        Column(words(N_("Issuer")), width_mm=28),
        Column(words(N_("Areas")), width_mm=38),
        Column(words(N_("Until")), width_mm=24),
        Column(words(N_("Passed on")), width_mm=48),
        Column(words(N_("Answered")), width_mm=20, align="center"),
    ]


def _row(ground: Ground, one: Logged) -> tuple[Value, ...]:
    words, warning = ground.words, one.warning
    message = warning.message
    sent = words(_SENT).format(time=dates.moment(words, message.sent))
    # What was typed in without a number has its own id in place of one.
    number = "" if message.identifier == str(warning.id) else message.identifier
    said = (words(MSG_TYPE_WORDS[message.msg_type]), message.info.event, number, sent)
    kind = " ".join(filter(None, said))
    state = words(STATE_WORDS[warning.state])
    return (
        dates.moment(words, warning.recorded_at),
        [message.headline, Cell(kind, quiet=True)],
        ground.colour(warning),
        issuer_of(warning),
        places_of(warning),
        [dates.moment(words, warning.ends_at), Cell(state, quiet=True)],
        "\n".join(_notice(ground, notice, warning) for notice in one.notices),
        "" if one.calls is None else f"{one.calls.answered}/{one.calls.listed}",
    )


def _notice(ground: Ground, one: Notice, warning: WarningRecord) -> str:
    words = ground.words
    way = ground.channels.get(one.channel, one.channel)
    time = dates.beside(words, one.at, warning.recorded_at)
    reached = "" if one.reached is None else words(_REACHED).format(count=one.reached)
    return " ".join(filter(None, (time, way, one.told, reached, one.remarks)))
