"""SQL of what is looked at afterwards: findings, samples and reviews of reports."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from commandcenter.database.tx import Tx, WriteTx
from commandcenter.incidents.model.report import Fault
from commandcenter.incidents.model.review import Finding, Review, Sample
from commandcenter.incidents.store import rows
from commandcenter.incidents.store.incident import numbered
from commandcenter.incidents.store.rows import Body
from commandcenter.incidents.tables.incident import incident
from commandcenter.incidents.tables.report import report_finding, report_review, review_sample

FOUND = "incidents.fault_found"
SAMPLED = "incidents.sampled"
REVIEWED = "incidents.reviewed"


def add_finding(tx: WriteTx, finding: Finding, *, number: str) -> Body:
    """Add what an inquiry found; returns the journal's evidence of it."""
    values = {
        "id": finding.id,
        "incident_id": finding.incident_id,
        "fault": finding.fault.value,
        "doc_no": finding.doc_no,
        "content": finding.content,
    }
    return rows.add(tx, report_finding, values, number=number)


def add_sample(tx: WriteTx, sample: Sample) -> Body:
    """Add a sample that was drawn; returns the journal's evidence of it."""
    values = {
        "id": sample.id,
        "year": sample.year,
        "quarter": sample.quarter,
        "seed": sample.seed,
        "percent": sample.percent,
        "count": sample.count,
        "drawn": " ".join(map(str, sample.drawn)),
    }
    return rows.add(tx, review_sample, values)


def add_review(tx: WriteTx, review: Review) -> Body:
    """Add a review of a report; returns the journal's evidence of it."""
    names = ("id", "sample_id", "report_id", "score", "content")
    return rows.add(tx, report_review, {name: getattr(review, name) for name in names})


def is_known(tx: Tx, id_: UUID) -> bool:
    """Say whether a finding or a review was noted already."""
    return rows.is_known(tx, report_finding, id_) or rows.is_known(tx, report_review, id_)


def findings(tx: Tx, *, drill_id: UUID | None) -> tuple[Finding, ...]:
    """Return what inquiries found, oldest first."""
    query = sa.select(report_finding).join(incident, incident.c.id == report_finding.c.incident_id)
    real = incident.c.drill_id.is_not_distinct_from(drill_id)
    found = rows.records(tx, query.where(real).order_by(report_finding.c.seq))
    return tuple(map(_finding, found))


def samples(tx: Tx) -> tuple[Sample, ...]:
    """Return every sample, oldest first."""
    return tuple(
        map(_sample, rows.records(tx, sa.select(review_sample).order_by(review_sample.c.seq)))
    )


def sample_of(tx: Tx, year: int, quarter: int) -> Sample | None:
    """Return the sample of a quarter, once it was drawn."""
    query = sa.select(review_sample).where(
        review_sample.c.year == year, review_sample.c.quarter == quarter
    )
    found = rows.records(tx, query)
    return _sample(found[0]) if found else None


def get_sample(tx: Tx, sample_id: UUID) -> Sample | None:
    """Return a sample."""
    query = sa.select(review_sample).where(review_sample.c.id == sample_id)
    found = rows.records(tx, query)
    return _sample(found[0]) if found else None


def reviews(tx: Tx, sample_id: UUID) -> tuple[Review, ...]:
    """Return the reviews of a sample, oldest first; a later one of a report replaces it."""
    query = sa.select(report_review).where(report_review.c.sample_id == sample_id)
    return tuple(map(_review, rows.records(tx, query.order_by(report_review.c.seq))))


def _finding(row: Mapping[str, Any]) -> Finding:
    return Finding(
        id=row["id"],
        incident_id=row["incident_id"],
        fault=Fault(row["fault"]),
        doc_no=row["doc_no"],
        content=row["content"],
        by=row["by"],
        at=row["recorded_at"],
    )


def _sample(row: Mapping[str, Any]) -> Sample:
    plain = ("id", "year", "quarter", "seed", "percent", "count", "by")
    return Sample(
        **{name: row[name] for name in plain},
        drawn=tuple(map(UUID, row["drawn"].split())),
        at=row["recorded_at"],
    )


def _review(row: Mapping[str, Any]) -> Review:
    names = ("id", "sample_id", "report_id", "score", "content", "by")
    return Review(**{name: row[name] for name in names}, at=row["recorded_at"])


EVIDENCE = (
    rows.evidence(FOUND, report_finding, partial(numbered, report_finding)),
    rows.evidence(SAMPLED, review_sample),
    rows.evidence(REVIEWED, report_review),
)
