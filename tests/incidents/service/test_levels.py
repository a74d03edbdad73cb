"""Levels, the clocks they start, the rules behind both, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import verify
from commandcenter.directory.rights import NotAllowed
from commandcenter.incidents.model import handling
from commandcenter.incidents.model.deadline import BadReportRule, ClockFrom, Step
from commandcenter.incidents.model.figures import FigureOutOfRange, Figures, FiguresFromFuture
from commandcenter.incidents.model.incident import Act
from commandcenter.incidents.model.level import Judgement, Level
from commandcenter.incidents.service import facts, levels, moving, reading, standards
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.times import now
from commandcenter.matters.model.clock import ClockKind
from commandcenter.matters.service import clocks

SEED = {"oral_major": timedelta(minutes=30), "system_major": timedelta(hours=1)}


def running(db, one) -> dict[str, timedelta]:
    """Rule of each running clock of an incident, and how long after it was learned it is due."""
    return {
        clock.rule: clock.due_at - one.learned_at
        for clock in clocks.running(db)
        if clock.about == one.id and clock.kind is not ClockKind.MATTER
    }


def test_the_proposed_level_needs_no_reason_another_one_does(db, chief, an_incident, counted):
    one = an_incident()
    counted(one, dead=3)

    assert levels.proposal(db, one.id).level is Level.LARGER
    with pytest.raises(handling.IncidentReasonMissing):
        levels.set_level(
            db, one.id, Judgement(level=Level.MAJOR), officer=chief, seen_version=one.version
        )
    after = levels.set_level(
        db, one.id, Judgement(level=Level.LARGER), officer=chief, seen_version=one.version
    )
    row = reading.whole(db, one.id, at=now()).history[-1]
    assert (row.act, row.proposed, row.criterion) == (Act.LEVEL, Level.LARGER, "accident_dead")
    assert after == reading.find(db, one.id)


def test_confirming_a_level_starts_its_clocks_from_when_it_was_learned(db, an_incident, judged):
    one = an_incident(learned_at=now() - timedelta(minutes=10))
    assert running(db, one) == {}

    judged(one, Level.MAJOR)

    assert running(db, one) == SEED


def test_a_level_below_the_rules_starts_nothing(db, an_incident, judged):
    one = judged(an_incident(), Level.LARGER)

    assert running(db, one) == {}


def test_a_sensitive_incident_is_reported_as_one_level_higher(db, an_incident, judged):
    one = judged(an_incident(), Level.LARGER, is_sensitive=True)

    assert one.reporting_level is Level.MAJOR
    assert running(db, one) == SEED


def test_a_level_that_rises_later_counts_from_the_figures_that_raised_it(
    db, an_incident, counted, judged
):
    one = judged(an_incident(learned_at=now() - timedelta(hours=3)), Level.ORDINARY)
    told = counted(one, dead=12)

    judged(one, Level.MAJOR)

    due = {clock.rule: clock.due_at for clock in clocks.running(db) if clock.rule}
    assert due == {code: told.at + limit for code, limit in SEED.items()}


def test_clocks_end_when_the_level_falls(db, an_incident, judged):
    one = judged(an_incident(), Level.MAJOR)

    judged(one, Level.ORDINARY)

    assert running(db, one) == {}
    ends = {clock.end for clock in clocks.of_about(db, one.id) if clock.rule}
    assert ends == {"void"}


def test_the_strictest_rule_counts_and_the_rest_are_listed(db, admin, an_incident, judged):
    rules = {one.code: one for one in standards.report_rules(db)}
    for code in ("city_major", "city_larger"):
        changed = replace(rules[code], is_active=True)
        standards.change_report_rule(db, changed, seen=rules[code], officer=admin)

    one = judged(an_incident(), Level.MAJOR)

    assert running(db, one) == {
        "oral_major": timedelta(minutes=30),
        "city_major": timedelta(minutes=30),
    }
    listed = [rule.code for rule in reading.whole(db, one.id, at=now()).rules]
    assert listed[:4] == ["city_major", "oral_major", "city_larger", "system_major"]


@pytest.fixture
def of_its_own(db, admin):
    """Let the county have a rule of each class, that of accidents from the occurrence."""
    rules = {one.code: one for one in standards.report_rules(db)}
    for code, changes in (
        ("disaster_first", {}),
        ("tier_to_tier", {"clock_from": ClockFrom.OCCURRED}),
    ):
        changed = replace(rules[code], is_active=True, **changes)
        standards.change_report_rule(db, changed, seen=rules[code], officer=admin)


def corrected(db, chief, one, **changes):
    facts_ = replace(one.facts, id=new_id(), **changes)
    return facts.amend(db, one.id, facts_, seen_version=one.version, officer=chief)


def test_clocks_follow_a_class_that_is_put_right(db, chief, an_incident, judged, of_its_own):
    one = judged(an_incident("natural:flood"), Level.ORDINARY)
    assert running(db, one) == {"disaster_first": timedelta(hours=2)}

    one = corrected(db, chief, one, kind="accident:traffic")
    assert running(db, one) == {"tier_to_tier": timedelta(hours=2)}
    one = corrected(db, chief, one, title="石桥村货车翻车")
    assert running(db, one) == {"tier_to_tier": timedelta(hours=2)}
    one = corrected(db, chief, one, kind="security:other")
    assert running(db, one) == {}


def test_clocks_from_the_occurrence_follow_its_time(db, chief, an_incident, judged, of_its_own):
    one = judged(an_incident(), Level.ORDINARY)
    occurred = one.learned_at - timedelta(minutes=40)

    one = corrected(db, chief, one, occurred_at=occurred)
    assert running(db, one) == {"tier_to_tier": timedelta(minutes=80)}
    one = corrected(db, chief, one, occurred_at=occurred + timedelta(minutes=10))
    assert running(db, one) == {"tier_to_tier": timedelta(minutes=90)}
    one = corrected(db, chief, one, occurred_at=None)
    assert running(db, one) == {"tier_to_tier": timedelta(hours=2)}


def test_what_was_reported_stays_so_whatever_is_put_right(
    db, chief, an_incident, judged, sent, of_its_own
):
    one = judged(an_incident(), Level.ORDINARY)
    sent(one)
    before = running(db, one)
    assert "tier_to_tier" not in before
    occurred = one.learned_at - timedelta(minutes=40)

    one = reading.find(db, one.id)
    one = corrected(db, chief, one, occurred_at=occurred)
    corrected(db, chief, one, kind="natural:flood")

    assert running(db, one) == before


def test_a_rule_changed_by_the_county_counts_from_then_on(db, admin, an_incident, judged):
    [rule] = [one for one in standards.report_rules(db) if one.code == "oral_major"]
    changed = replace(rule, limit=timedelta(minutes=20), basis="县政府办〔2026〕8号")

    standards.change_report_rule(db, changed, seen=rule, officer=admin)

    assert [one for one in standards.report_rules(db) if one.code == "oral_major"] == [changed]
    assert len(standards.report_rules(db)) == 16
    one = judged(an_incident(), Level.MAJOR)
    assert running(db, one)["oral_major"] == timedelta(minutes=20)


def test_a_criterion_changed_by_the_county_proposes_another_level(db, admin, an_incident, counted):
    one = an_incident()
    counted(one, dead=2)
    [rule] = [each for each in standards.level_rules(db) if each.code == "accident_dead"]

    standards.change_level_rule(db, replace(rule, larger=2), seen=rule, officer=admin)

    assert levels.proposal(db, one.id).level is Level.LARGER
    assert len(standards.level_rules(db)) == 19


def test_rules_are_changed_by_those_who_may_and_only_to_what_can_be_kept(db, chief, admin):
    rule = standards.report_rules(db)[0]

    with pytest.raises(NotAllowed):
        standards.change_report_rule(db, rule, seen=rule, officer=chief)
    with pytest.raises(NotAllowed):
        level = standards.level_rules(db)[0]
        standards.change_level_rule(db, level, seen=level, officer=chief)
    for bad in (
        replace(rule, limit=timedelta(0)),
        replace(rule, code=""),
        replace(rule, valid_to=rule.valid_from),
    ):
        with pytest.raises(BadReportRule):
            standards.change_report_rule(db, bad, seen=rule, officer=admin)


def test_what_somebody_else_changed_since_is_not_overwritten(db, admin):
    [rule] = [one for one in standards.level_rules(db) if one.code == "accident_dead"]
    first = replace(rule, larger=2)
    standards.change_level_rule(db, first, seen=rule, officer=admin)

    with pytest.raises(Conflict):
        standards.change_level_rule(db, replace(rule, larger=5), seen=rule, officer=admin)
    with pytest.raises(Conflict):
        standards.change_level_rule(db, replace(rule, larger=4), seen=None, officer=admin)

    assert first in standards.level_rules(db)
    report = standards.report_rules(db)[0]
    later = replace(report, limit=report.limit / 2)
    standards.change_report_rule(db, later, seen=report, officer=admin)
    with pytest.raises(Conflict):
        standards.change_report_rule(
            db, replace(report, limit=report.limit * 2), seen=report, officer=admin
        )


def test_a_change_that_is_sent_again_is_noted_once(db, admin):
    [rule] = [one for one in standards.level_rules(db) if one.code == "accident_dead"]
    for _ in range(2):
        standards.change_level_rule(db, replace(rule, larger=2), seen=rule, officer=admin)

    told = [one for one in standards.level_versions(db) if one.rule.code == rule.code]
    assert [(one.rule.larger, one.by) for one in told] == [(3, "管理员"), (2, "管理员")]
    assert told[0].at <= told[1].at
    with db.read() as tx:
        assert verify.run(tx, EVIDENCE).is_intact


def test_rows_that_are_only_shipped_have_no_author(db):
    assert {(one.by, one.at) for one in standards.level_versions(db)} == {("", None)}
    assert len(standards.report_versions(db)) == 16


def test_the_seed_pair_and_the_follow_ups_are_what_is_switched_on(db):
    active = {one.code: one for one in standards.report_rules(db) if one.is_active}

    assert set(active) == {"oral_major", "system_major", "follow_up_daily", "follow_up_twice"}
    assert active["oral_major"].step is Step.ORAL
    assert all(one.basis for one in standards.report_rules(db))
    assert all(one.basis for one in standards.level_rules(db))


def test_sending_a_level_again_notes_it_once_and_a_stale_one_is_refused(db, chief, an_incident):
    one, act_id = an_incident(), new_id()
    said = Judgement(level=Level.ORDINARY, reason="核实")

    first = levels.set_level(
        db, one.id, said, officer=chief, seen_version=one.version, act_id=act_id
    )
    again = levels.set_level(
        db, one.id, said, officer=chief, seen_version=one.version, act_id=act_id
    )

    assert again == first
    with pytest.raises(Conflict):
        levels.set_level(db, one.id, said, officer=chief, seen_version=one.version)


def test_the_alarm_has_the_colour_of_the_level_and_ends_with_it(db, chief, an_incident, judged):
    one = judged(an_incident(), Level.EXTREME)

    query = sa.text("SELECT severity, state FROM alarm WHERE subject = :id")
    asked = query.bindparams(sa.bindparam("id", one.id, sa.Uuid))
    with db.read() as tx:
        assert tx.execute(asked).all() == [(Severity.RED.value, "active")]
    moving.close(db, one.id, officer=chief, reason="核实无需上报")
    with db.read() as tx:
        assert tx.execute(asked).all() == [(Severity.RED.value, "cleared")]


@pytest.mark.parametrize(
    ("figures", "error"),
    [
        ({"dead": -1}, FigureOutOfRange),
        ({"dead": 10**16}, FigureOutOfRange),
        ({"dead": 1, "as_of": now() + timedelta(hours=1)}, FiguresFromFuture),
    ],
)
def test_figures_that_nobody_can_have_counted_are_refused(db, an_incident, counted, figures, error):
    one = an_incident()
    with pytest.raises(error):
        counted(one, **figures)


def test_every_count_stays_readable(db, an_incident, counted):
    one = an_incident()
    counted(one, dead=1)
    counted(one, dead=2, missing=0)

    found = reading.whole(db, one.id, at=now()).figures

    assert [(each.figures.dead, each.figures.missing) for each in found] == [(1, None), (2, 0)]


def test_a_count_put_together_from_an_older_one_is_refused(db, an_incident, chief):
    one = an_incident()
    first, other = Figures(id=new_id(), dead=1), Figures(id=new_id(), missing=3)
    noted = facts.count(db, one.id, first, officer=chief)
    with pytest.raises(Conflict):
        facts.count(db, one.id, other, officer=chief)
    assert facts.count(db, one.id, first, officer=chief) == noted
    facts.count(db, one.id, other, officer=chief, seen=first.id)
    assert len(reading.whole(db, one.id, at=now()).figures) == 2
