"""Looking at reports afterwards: what inquiries found, samples, scores."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from commandcenter.incidents.model.report import MAX_SECTION, DocumentMissing, Fault, Report
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.times import BEIJING
from commandcenter.kernel.words import N_

MAX_SCORE = 100
MAX_SEED = 2**53
_QUARTERS = 4
_ONLY_BY_INQUIRY = frozenset({Fault.FALSE, Fault.CONCEALED})


class NoSuchQuarter(Rejected):
    """A year has four quarters."""

    sentence = N_("Choose a quarter from 1 to 4.")


class QuarterNotOver(Rejected):
    """A sample is drawn from all reports of a quarter."""

    sentence = N_("The quarter is not over yet. Draw the sample after {day}.")


class BadScore(Rejected):
    """A score is a number of points."""

    sentence = N_("The score must be between 0 and {limit}.")


class BadSeed(Rejected):
    """Anybody must be able to draw the same sample again."""

    sentence = N_("The seed must be a whole number between 0 and {limit}.")


class NotInSample(Rejected):
    """Reviewed is what was drawn."""

    sentence = N_("This report is not in the sample.")


class OwnReview(Rejected):
    """Nobody reviews what they wrote or signed."""

    sentence = N_("You wrote or signed this report. Let another officer review it.")


class ReviewTooLong(Rejected):
    """More than a review has room for."""

    sentence = N_("The review has {length} characters; shorten it to {limit}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What somebody with the right to do so says was wrong with the reporting of an incident.

    Attributes:
        id: Made by the client, so that sending again notes it once.
        doc_no: Number of the document that says so; needed for false and concealed reports.
    """

    id: UUID
    incident_id: UUID
    fault: Fault
    doc_no: str = ""
    content: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Reports of a quarter that were drawn to be reviewed.

    Attributes:
        seed: Anybody can draw the same again with it.
        percent: How many of a hundred are drawn, rounded up.
        count: How many reports were sent in the quarter.
        drawn: Ids of the reports, in the order they were sent.
    """

    id: UUID
    year: int
    quarter: int
    seed: int
    percent: int
    count: int
    drawn: tuple[UUID, ...]
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a reviewer says of a report.

    Attributes:
        id: Made by the client, so that sending again notes it once.
        score: 0 to 100.
        content: What was found.
    """

    id: UUID
    sample_id: UUID
    report_id: UUID
    score: int
    content: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A finding with the incident it is about.

    Attributes:
        number: Of the incident.
        title: The same.
    """

    finding: Finding
    number: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A report of a sample.

    Attributes:
        number: Of its incident.
        review: The newest one; None as long as nobody reviewed it.
    """

    report: Report
    number: str
    review: Review | None = None


def size_of(count: int, percent: int) -> int:
    """Return how many of so many are drawn: at least the percentage, never more than all."""
    return min(count, -(-count * percent // 100))


def draw(ids: Sequence[UUID], *, percent: int, seed: int) -> tuple[UUID, ...]:
    """Return the reports to review; the same seed draws the same ones."""
    chosen = random.Random(seed).sample(range(len(ids)), size_of(len(ids), percent))  # noqa: S311 - no secret
    return tuple(ids[at] for at in sorted(chosen))


def bounds(year: int, quarter: int) -> tuple[datetime, datetime]:
    """Return when a quarter begins and ends, in Beijing.

    Raises:
        NoSuchQuarter: There is none.
    """
    if not 1 <= quarter <= _QUARTERS:
        raise NoSuchQuarter
    months = 12 // _QUARTERS
    first = date(year, (quarter - 1) * months + 1, 1)
    next_ = date(year + quarter // _QUARTERS, quarter % _QUARTERS * months + 1, 1)
    return _midnight(first), _midnight(next_)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=BEIJING)


def check_finding(finding: Finding) -> None:
    """Refuse a finding that only an inquiry can make, or that is too long.

    Raises:
        DocumentMissing, ReviewTooLong: Nothing was written.
    """
    if finding.fault in _ONLY_BY_INQUIRY and not finding.doc_no.strip():
        raise DocumentMissing
    length = max(len(finding.doc_no), len(finding.content))
    if length > MAX_SECTION:
        raise ReviewTooLong(length=length, limit=MAX_SECTION)


def check_review(review: Review, sample: Sample) -> None:
    """Refuse a review of something else, or points there are not.

    Raises:
        BadScore, NotInSample, ReviewTooLong: Nothing was written.
    """
    if not 0 <= review.score <= MAX_SCORE:
        raise BadScore(limit=MAX_SCORE)
    if review.report_id not in sample.drawn:
        raise NotInSample
    if len(review.content) > MAX_SECTION:
        raise ReviewTooLong(length=len(review.content), limit=MAX_SECTION)
