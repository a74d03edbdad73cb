"""Samples, reviews, findings, counts, late reports and what may have been left out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandcenter.directory.rights import NotAllowed
from commandcenter.directory.service import rules
from commandcenter.duty.model.entry import EntryKind
from commandcenter.incidents.model import review as model
from commandcenter.incidents.model.incident import State
from commandcenter.incidents.model.level import Level
from commandcenter.incidents.model.phone import PhoneReport
from commandcenter.incidents.model.report import DocumentMissing, Fault
from commandcenter.incidents.model.review import Finding, Review, bounds, draw, size_of
from commandcenter.incidents.model.statistics import Measure, year_to_date
from commandcenter.incidents.service import moving, opening, phoning, reviews, statistics
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import BEIJING, now

LONG_AGO = timedelta(days=366 + 120)


@pytest.fixture
def past(db, monkeypatch):
    """Let the database of the test believe that a quarter is over."""

    def ends(year: int, quarter: int):
        now_ = now()
        since, until = now_ - timedelta(days=1), now_ - timedelta(seconds=0)

        def over(_year, _quarter):
            assert (_year, _quarter) == (year, quarter)
            return since, until

        monkeypatch.setattr(reviews, "bounds", over)

    return ends


@given(count=st.integers(0, 500), percent=st.integers(0, 100), seed=st.integers(0, 2**53))
def test_a_sample_has_at_least_the_percentage_and_can_be_drawn_again(count, percent, seed):
    ids = [new_id() for _ in range(min(count, 40))]

    drawn = draw(ids, percent=percent, seed=seed)

    assert len(drawn) == size_of(len(ids), percent) == min(len(ids), ceil(len(ids) * percent / 100))
    assert drawn == draw(ids, percent=percent, seed=seed)
    assert list(drawn) == [one for one in ids if one in drawn]


def test_thirty_percent_of_seven_are_three():
    assert [size_of(count, 30) for count in (0, 1, 3, 4, 7, 10, 11)] == [0, 1, 1, 2, 3, 3, 4]


def test_another_seed_draws_others():
    ids = [new_id() for _ in range(40)]

    assert len({draw(ids, percent=30, seed=seed) for seed in range(20)}) == 20


def test_quarters_begin_at_midnight_in_beijing():
    assert bounds(2026, 4) == (
        datetime(2026, 10, 1, tzinfo=BEIJING),
        datetime(2027, 1, 1, tzinfo=BEIJING),
    )
    assert bounds(2026, 2)[0] == bounds(2026, 1)[1]
    for quarter in (0, 5):
        with pytest.raises(model.NoSuchQuarter):
            bounds(2026, quarter)


def test_a_quarter_is_sampled_once_without_drills(db, leader, an_incident, sent, past):
    real = [sent(an_incident()) for _ in range(2)]
    sent(an_incident(drill_id=new_id()))
    past(2026, 3)

    said = {"seed": 7, "officer": leader}
    first = reviews.sample(db, 2026, 3, sample_id=new_id(), **said)
    again = reviews.sample(db, 2026, 3, sample_id=new_id(), **said | {"seed": 8})

    assert again.id == first.id
    assert (first.count, first.percent, first.seed, again.seed) == (2, 30, 7, 7)
    assert first.drawn == draw([one.id for one in real], percent=30, seed=7)
    assert [one.drawn for one in reviews.samples(db)] == [first.drawn]


def test_a_quarter_that_is_not_over_is_not_sampled(db, chief, leader):
    said = {"seed": 7, "sample_id": new_id()}
    with pytest.raises(model.QuarterNotOver):
        reviews.sample(db, 2999, 1, officer=leader, **said)
    with pytest.raises(NotAllowed):
        reviews.sample(db, 2025, 1, officer=chief, **said)
    with pytest.raises(model.BadSeed):
        reviews.sample(db, 2025, 1, officer=leader, **said | {"seed": -1})


def test_a_report_is_reviewed_by_somebody_else_within_its_sample(
    db, leader, an_incident, sent, past
):
    report = sent(an_incident())
    past(2026, 3)
    sample = reviews.sample(db, 2026, 3, seed=1, sample_id=new_id(), officer=leader)
    one = Review(id=new_id(), sample_id=sample.id, report_id=report.id, score=85, content="要素全")
    other = replace(leader, login="other", name="李总")

    with pytest.raises(model.OwnReview):
        reviews.review(db, one, officer=leader)
    with pytest.raises(model.BadScore):
        reviews.review(db, replace(one, score=101), officer=other)
    with pytest.raises(model.NotInSample):
        reviews.review(db, replace(one, report_id=new_id()), officer=other)
    reviews.review(db, one, officer=other)
    reviews.review(db, one, officer=other)

    assert [(found.score, found.by) for found in reviews.reviews(db, sample.id)] == [(85, "李总")]


def test_false_and_concealed_reports_are_found_by_an_inquiry_alone(db, chief, leader, an_incident):
    one = an_incident()
    said = Finding(id=new_id(), incident_id=one.id, fault=Fault.CONCEALED, content="调查认定")
    with pytest.raises(NotAllowed):
        reviews.find_fault(db, replace(said, doc_no="x"), officer=chief)
    with pytest.raises(DocumentMissing):
        reviews.find_fault(db, said, officer=leader)

    reviews.find_fault(db, replace(said, doc_no="清应急〔2026〕9号"), officer=leader)

    assert [found.doc_no for found in reviews.findings(db)] == ["清应急〔2026〕9号"]
    assert reviews.findings(db, drill_id=new_id()) == ()


def test_incidents_are_counted_by_level_and_kind_without_drills_and_false_alarms(
    db, chief, an_incident, judged
):
    judged(an_incident(), Level.LARGER)
    judged(an_incident("natural:flood"), Level.ORDINARY)
    moving.withdraw(db, an_incident().id, reason="误报", officer=chief)
    an_incident(drill_id=new_id())

    found = statistics.counted(db, now() - timedelta(hours=1), now() + timedelta(hours=1))

    assert (found.total, found.withdrawn) == (2, 1)
    assert found.by_level == {Level.LARGER: 1, Level.ORDINARY: 1}
    assert found.by_kind == {"accident:traffic": 1, "natural:flood": 1}


def test_the_tiles_hold_this_year_against_the_same_days_of_last_year(
    db, admin, an_incident, counted, judged
):
    at = now()
    last_year = year_to_date(at, years_ago=1)[1]
    for learned_at, dead in (
        (at - timedelta(minutes=1), 2),
        (at - timedelta(minutes=2), 4),
        (last_year - timedelta(hours=1), 1),
        (last_year + timedelta(hours=1), 9),
    ):
        one = an_incident(learned_at=learned_at)
        counted(one, dead=dead + 5)
        counted(one, dead=dead)
        judged(one, Level.LARGER if dead > 2 else Level.ORDINARY)
    an_incident()  # only information
    judged(an_incident(drill_id=new_id()), Level.EXTREME)

    found = {tile.measure: tile for tile in statistics.tiles(db, at=at)}

    got = {measure: (tile.now, tile.last_year) for measure, tile in found.items()}
    assert got == {
        Measure.ACCIDENTS: (2, 1),
        Measure.DEATHS: (6, 1),
        Measure.LARGER: (1, 0),
    }
    assert (found[Measure.ACCIDENTS].target, found[Measure.LARGER].target) == (None, 0)
    [rule] = [
        one for one in rules.everything(db) if one.code == statistics.TARGETS[Measure.ACCIDENTS]
    ]
    rules.change(db, replace(rule, value="5"), officer=admin)
    tile = next(iter(statistics.tiles(db, at=at)))
    assert tile.target == 5


def test_the_last_day_of_february_stands_for_the_29th():
    leap = datetime(2028, 2, 29, 4, tzinfo=UTC)

    assert year_to_date(leap, years_ago=1)[1].date().isoformat() == "2027-02-28"


def test_late_reports_are_listed_and_counted(db, chief, an_incident, judged, sent):
    late = judged(an_incident(learned_at=now() - timedelta(hours=2)), Level.MAJOR)
    call = PhoneReport(id=new_id(), to_org="市局", to_name="赵敏", content="翻车")
    phoning.phone(db, late.id, call, officer=chief)
    judged(an_incident(learned_at=now() - timedelta(hours=3)), Level.MAJOR)
    drill = judged(
        an_incident(learned_at=now() - timedelta(hours=2), drill_id=new_id()), Level.MAJOR
    )
    sent(drill)
    sent(an_incident())

    hour = timedelta(hours=1)
    found = statistics.late(db, now() - hour, now() + hour, at=now())

    told = [(one.rule, one.is_open, round(one.late / timedelta(minutes=1))) for one in found]
    assert told == [
        ("oral_major", True, 150),
        ("system_major", True, 120),
        ("oral_major", False, 90),
        ("system_major", True, 60),
    ]
    rate = statistics.punctuality(db, now().astimezone(BEIJING).year)
    assert (rate.reports, rate.late, rate.rate_percent) == (2, 1, 50.0)


def test_lines_that_nobody_reported_and_reports_that_lack_something_are_shown(
    db, chief, an_entry, an_incident, sent, counted
):
    old = now() - timedelta(hours=3)
    forgotten = an_entry(received_at=old)
    an_entry(received_at=old, kind=EntryKind.WEATHER)
    an_entry(received_at=now())
    known = an_entry(received_at=old)
    opening.open_from_entry(db, known.id, incident_id=new_id(), officer=chief)
    lacking = an_incident(source="周明")
    counted(lacking, dead=1, missing=0)
    sent(lacking)
    an_incident()

    found = statistics.omissions(db, now() - timedelta(days=1), now(), at=now())

    assert [(one.number, one.fields) for one in found] == [
        (forgotten.number, ()),
        (lacking.number, ("occurred_at", "loss_fen")),
    ]


def test_an_incident_that_was_nothing_lacks_nothing(db, chief, an_incident, sent):
    one = an_incident()
    sent(one)
    assert statistics.omissions(db, now() - timedelta(days=1), now(), at=now())

    gone = moving.withdraw(db, one.id, reason="误报", officer=chief)

    assert gone.state is State.WITHDRAWN
    assert statistics.omissions(db, now() - timedelta(days=1), now(), at=now()) == ()
