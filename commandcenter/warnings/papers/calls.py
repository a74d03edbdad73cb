"""The record of call-and-answer (叫应记录): who was rung when, and what they answered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from commandcenter.documents import dates
from commandcenter.documents.boxes import Signature
from commandcenter.documents.tables import Cell, Column, Value
from commandcenter.kernel.words import N_
from commandcenter.warnings.model.calls import Attempt, Call, CallState, Statistics
from commandcenter.warnings.model.warning import WarningRecord
from commandcenter.warnings.model.words import CALL_STATE_WORDS, OUTCOME_WORDS
from commandcenter.warnings.papers.ground import Ground, issuer_of, places_of

_TITLE = N_("Record of call-and-answer, {centre}")
_DRILL_TITLE = N_("DRILL: {title}")
_NOBODY = N_("Nobody has to be called")
_NO_SHARE = N_("No list")
_SHARE = N_("{percent} %")
_PERCENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The call list of a warning with everything that became of it.

    Attributes:
        attempts: Of each line, oldest first.
    """

    warning: WarningRecord
    calls: Sequence[Call]
    attempts: Mapping[UUID, Sequence[Attempt]]
    figures: Statistics


def call_record(ground: Ground, record: Record) -> bytes:
    """Return the record of one warning.

    Raises:
        Cancelled: The officer no longer wants it.
    """
    words, warning = ground.words, record.warning
    is_drill = warning.drill_id is not None
    title = words(_TITLE).format(centre=ground.centre)
    if is_drill:
        title = words(_DRILL_TITLE).format(title=title)
    paper = ground.begin(title, subject=warning.message.headline, is_drill=is_drill)
    paper.facts(_facts(ground, record), columns=2)
    paper.table(_columns(ground), _rows(ground, record), empty=words(_NOBODY), small=True)
    paper.signatures([Signature(words(N_("Recorded by"))), Signature(words(N_("Checked by")))])
    return ground.finish(paper)


def _facts(ground: Ground, record: Record) -> list[tuple[str, str]]:
    words, warning, figures = ground.words, record.warning, record.figures
    share = words(_NO_SHARE)
    if figures.share is not None:
        share = words(_SHARE).format(percent=int(figures.share * _PERCENT))
    return [
        (words(N_("Warning")), warning.message.headline),
        (words(N_("Colour")), ground.colour(warning)),
        (words(N_("Issuer")), issuer_of(warning)),
        (words(N_("Issued at")), dates.moment(words, warning.message.sent)),
        (words(N_("Areas")), places_of(warning)),
        (words(N_("Until")), dates.moment(words, warning.ends_at)),
        (words(N_("To be called")), str(figures.listed)),
        (words(N_("Answered")), str(figures.answered)),
        (words(N_("Answered in time")), f"{figures.in_time} ({share})"),
        (words(N_("Waiting for an answer")), str(figures.open)),
    ]


def _columns(ground: Ground) -> list[Column]:
    words = ground.words
    return [
        Column(words(N_("No.")), width_mm=11, align="center"),
        Column(words(N_("Unit")), width_mm=38),
        Column(words(N_("Whom to call")), width_mm=34),
        Column(words(N_("Calls")), width_mm=86),
        Column(words(N_("Answered")), width_mm=36),
        Column(words(N_("Reply")), width_mm=46),
    ]


def _rows(ground: Ground, record: Record) -> Iterator[Sequence[Value]]:
    for one in record.calls:
        attempts = record.attempts.get(one.id, ())
        yield (
            str(one.position),
            one.organisation,
            [f"{one.name} {one.post}".strip(), Cell(one.phone, quiet=True)],
            "\n".join(_attempt(ground, attempt, one) for attempt in attempts),
            _answered(ground, one),
            one.replied,
        )


def _attempt(ground: Ground, one: Attempt, call: Call) -> str:
    words = ground.words
    way = ground.channels.get(one.channel, one.channel)
    who = "" if one.callee == call.name else f"{one.callee} {one.phone}".strip()
    time = dates.beside(words, one.called_at, call.begun_at)
    outcome = words(OUTCOME_WORDS[one.outcome])
    return " ".join(filter(None, (f"{one.round}.", time, way, who, outcome, one.caller)))


def _answered(ground: Ground, one: Call) -> Value:
    words = ground.words
    if one.answered_at is None:
        says = words(CALL_STATE_WORDS[one.state])
        return Cell(says, bold=one.state is CallState.OPEN)
    return f"{dates.beside(words, one.answered_at, one.begun_at)} {one.answered_by}"
