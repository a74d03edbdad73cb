"""Looking at reports afterwards: findings of inquiries, samples by quarter, scores."""

from dataclasses import replace
from uuid import UUID

from commandcenter.database import journal
from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right, require
from commandcenter.directory.service import rules
from commandcenter.incidents.model.report import ReportAct
from commandcenter.incidents.model.review import (
    MAX_SEED,
    BadSeed,
    Drawn,
    Finding,
    Found,
    OwnReview,
    QuarterNotOver,
    Review,
    Sample,
    bounds,
    check_finding,
    check_review,
    draw,
)
from commandcenter.incidents.service import recording
from commandcenter.incidents.store import incident as incident_store
from commandcenter.incidents.store import report as report_store
from commandcenter.incidents.store import review as store
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit_texts
from commandcenter.kernel.times import day_of

EVIDENCE = store.EVIDENCE
PERCENT = "incidents.review_percent"
_ALL = 100


def find_fault(db: Database, finding: Finding, *, officer: Officer) -> Finding:
    """Note what was wrong with the reporting of an incident, as an inquiry found it.

    Raises:
        NotAllowed, DocumentMissing, ReviewTooLong: Nothing was written.
        Conflict: There is no such incident.
        Unavailable: The outcome is unknown; send the same finding again.
    """
    require(officer, Right.SIGN_OFF)
    ready: Finding = admit_texts(finding)[0]
    check_finding(ready)
    with db.write(officer) as tx:
        one = recording.get(tx, ready.incident_id)
        if not store.is_known(tx, ready.id):
            body = store.add_finding(tx, ready, number=one.number)
            recording.append(tx, store.FOUND, body, one, act_id=ready.id)
    return replace(ready, by=officer.name)


def sample(
    db: Database, year: int, quarter: int, *, seed: int, officer: Officer, sample_id: UUID
) -> Sample:
    """Draw the reports of a quarter that are to be reviewed; a quarter has one sample.

    Reports of drills are left out.

    Args:
        seed: Told beforehand, so that anybody can draw the same again.

    Raises:
        NotAllowed, NoSuchQuarter, QuarterNotOver, BadSeed: Nothing was written.
        NoSuchRule, BadValue: The county does not say how many are drawn.
        Unavailable: The outcome is unknown; send it again.
    """
    require(officer, Right.SIGN_OFF)
    since, until = bounds(year, quarter)
    if not 0 <= seed <= MAX_SEED:
        raise BadSeed(limit=MAX_SEED)
    with db.write(officer) as tx:
        known = store.sample_of(tx, year, quarter)
        if known is not None:
            return known
        if tx.at < until:
            raise QuarterNotOver(day=day_of(until))
        percent = min(_ALL, max(0, rules.whole(tx, PERCENT, on=day_of(tx.at))))
        reports = report_store.sent_between(tx, since, until, drill_id=None)
        ids = [one.id for one in reports]
        new = Sample(
            id=sample_id,
            year=year,
            quarter=quarter,
            seed=seed,
            percent=percent,
            count=len(ids),
            drawn=draw(ids, percent=percent, seed=seed),
            by=officer.name,
            at=tx.at,
        )
        body = store.add_sample(tx, new)
        journal.append(tx, store.SAMPLED, body, id=new.id, subject=new.id)
    return new


def review(db: Database, one: Review, *, officer: Officer) -> Review:
    """Note what a reviewer says of a report of a sample; a later review replaces it.

    Raises:
        NotAllowed, BadScore, NotInSample, OwnReview, ReviewTooLong: Nothing was written.
        Conflict: There is no such sample.
        Unavailable: The outcome is unknown; send the same review again.
    """
    require(officer, Right.SIGN_OFF)
    ready: Review = admit_texts(one)[0]
    with db.write(officer) as tx:
        drawn = store.get_sample(tx, ready.sample_id)
        if drawn is None:
            raise Conflict
        check_review(ready, drawn)
        [report] = report_store.of_ids(tx, [ready.report_id])
        signers = {row.login for row in report.history if row.act is ReportAct.SIGN}
        if officer.login in signers | {text.login for text in report.texts}:
            raise OwnReview
        if not store.is_known(tx, ready.id):
            body = store.add_review(tx, ready)
            journal.append(tx, store.REVIEWED, body, id=ready.id, subject=ready.sample_id)
    return replace(ready, by=officer.name)


def samples(db: Database) -> tuple[Sample, ...]:
    """Return every sample, oldest first."""
    with db.read() as tx:
        return store.samples(tx)


def reviews(db: Database, sample_id: UUID) -> tuple[Review, ...]:
    """Return the reviews of a sample, oldest first."""
    with db.read() as tx:
        return store.reviews(tx, sample_id)


def findings(db: Database, *, drill_id: UUID | None = None) -> tuple[Finding, ...]:
    """Return what inquiries found, oldest first."""
    with db.read() as tx:
        return store.findings(tx, drill_id=drill_id)


def found(db: Database, *, drill_id: UUID | None = None) -> tuple[Found, ...]:
    """Return what inquiries found with the incidents it is about, newest first."""
    with db.read() as tx:
        noted = store.findings(tx, drill_id=drill_id)
        known = {one.id: one for one in incident_store.of_ids(tx, [f.incident_id for f in noted])}
    return tuple(
        Found(
            finding=one,
            number=known[one.incident_id].number,
            title=known[one.incident_id].facts.title,
        )
        for one in reversed(noted)
    )


def drawn(db: Database, one: Sample) -> tuple[Drawn, ...]:
    """Return the reports of a sample with their newest reviews, in the order they were sent."""
    with db.read() as tx:
        reports = {report.id: report for report in report_store.of_ids(tx, one.drawn)}
        owners = [report.incident_id for report in reports.values()]
        numbers = {each.id: each.number for each in incident_store.of_ids(tx, owners)}
        newest = {each.report_id: each for each in store.reviews(tx, one.id)}
    return tuple(
        Drawn(report=reports[id_], number=numbers[reports[id_].incident_id], review=newest.get(id_))
        for id_ in one.drawn
    )
