"""Alarms are raised once for what is wrong, count up, and stay until they are over."""

from dataclasses import replace
from datetime import timedelta

import pytest

from commandcenter.alarms.model.alarm import State
from commandcenter.alarms.service import raising, types
from commandcenter.alarms.service.raising import clear_in, raise_in
from commandcenter.database import journal
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.times import now

T0 = now()


def say(db, officer, source="incident:1", *, code="incident", **facts):
    with db.write(officer) as tx:
        return raise_in(tx, code, source=source, **({"title": "龙潭管涌", "at": tx.at} | facts))


def clear(db, officer, source="incident:1", *, code="incident"):
    with db.write(officer) as tx:
        return clear_in(tx, code, source, at=tx.at)


def kinds(db):
    with db.read() as tx:
        told = ["alarms.raised", "alarms.counted", "alarms.risen", "alarms.cleared", raising.EVENT]
        return [row.kind.partition(".")[2] for row in journal.told(tx, told)]


def test_an_alarm_has_the_severity_of_its_type_and_a_deadline(db, chief):
    one = say(db, chief, subject=new_id(), area_code="330399102")
    assert (one.state, one.severity, one.count) == (State.ACTIVE, Severity.ORANGE, 1)
    assert one.due_at == one.sounded_at + timedelta(minutes=10)


def test_the_same_source_is_counted_up_and_not_doubled(db, chief):
    first = say(db, chief)
    again = say(db, chief, title="龙潭管涌扩大")
    assert (again.id, again.count, again.title) == (first.id, 2, "龙潭管涌扩大")
    assert again.due_at == first.due_at
    assert say(db, chief, "incident:2").id != first.id
    assert kinds(db) == ["raised", "counted", "raised"]


def test_worse_than_before_shortens_the_time_and_never_lengthens_it(db, chief):
    first = say(db, chief)
    worse = say(db, chief, severity=Severity.RED)
    assert worse.severity_max is worse.severity is Severity.RED
    assert worse.due_at == worse.sounded_at + timedelta(minutes=3)
    assert (worse.id, worse.round) == (first.id, 2)


def test_what_is_over_but_not_acknowledged_stays_and_still_escalates(db, chief):
    one = say(db, chief)
    [over] = clear(db, chief)
    assert (over.state, over.due_at) == (State.CLEARED, one.due_at)
    assert over.cleared_at is not None
    assert clear(db, chief) == ()
    again = say(db, chief)
    assert (again.id, again.state, again.due_at) == (one.id, State.ACTIVE, one.due_at)
    assert again.cleared_at is None


def test_nothing_raised_is_nothing_to_clear(db, chief):
    assert clear(db, chief, "incident:9") == ()


@pytest.mark.parametrize("code", ["coffee", "hotspot"])
def test_what_has_no_active_row_is_an_event_without_an_alarm(db, chief, admin, code):
    for row in types.everything(db):
        if row.code == code:
            types.change(db, replace(row, is_active=False), officer=admin)
    assert say(db, chief, code=code) is None
    assert kinds(db) == ["event"]


@pytest.mark.parametrize("founding", [None], ids=["empty"])
def test_a_county_that_was_never_given_the_rows_gets_them_with_its_first_alarm(
    db, officer, founding
):
    assert say(db, officer).severity is Severity.ORANGE
    assert len(types.everything(db)) == 9


def test_a_drill_has_its_own_alarms(db, chief):
    drill = new_id()
    real, played = say(db, chief), say(db, chief, drill_id=drill)
    assert real.id != played.id
    assert say(db, chief, drill_id=drill).count == 2
