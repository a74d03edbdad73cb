"""Recurring drills are planned once for each day, and not on days that are none."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from commandcenter.directory.rights import NotAllowed
from commandcenter.drills.model.drill import Drill, Participant, PlanOfDrill, Who
from commandcenter.drills.model.recurrence import RecurrenceUnreadable
from commandcenter.drills.model.year import Series
from commandcenter.drills.service import drills, records, series, year
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import BEIJING, day_of, minute
from tests.drills.year.conftest import AT


@pytest.fixture
def monthly(db, chief, put_drill, put, put_plan):
    """Each first Tuesday, like a drill that practises a plan and has a participant."""
    model = put_drill((3, 3, 14), title="首个")
    put(PlanOfDrill(id=new_id(), drill=model.id, plan_id=put_plan().id))
    put(Participant(id=new_id(), drill=model.id, who=Who.OTHER, ref=None, name="镇消防队"))
    made = Series(
        id=new_id(),
        title="每月拉动",
        rrule="FREQ=MONTHLY;BYDAY=1TU",
        begins_on=date(2026, 1, 1),
        model_id=model.id,
    )
    return series.add(db, made, officer=chief)


def of_series(db):
    found = records.everything(db, Drill, ["begins_at"])
    return [one for one in found if one.series_id is not None]


def test_a_recurrence_is_laid_out_once_and_says_what_it_left_out(db, chief, monthly):
    laid = series.lay_out(db, monthly, 2026, at=AT, officer=chief)
    planned = of_series(db)
    assert [minute(one.begins_at) for one in planned][:2] == [
        "2026-04-07 14:00",
        "2026-06-02 14:00",
    ]
    assert {one.id for one in laid.added} == {one.id for one in planned}
    # January and February are over; in May and October that day is a holiday; March is the model.
    assert [one.on.month for one in laid.skipped] == [1, 2, 5, 10]
    assert laid.are_holidays_known
    assert [one.clash is None for one in laid.skipped] == [True, True, False, False]
    assert (laid.known, len(planned)) == (1, 7)
    found = year.read(db, 2026, at=AT)
    assert all(len(found.plans_of[one.id]) == 1 for one in planned)
    assert all(found.participants[one.id][0].name == "镇消防队" for one in planned)

    again = series.lay_out(db, monthly, 2026, at=AT, officer=chief)
    assert (again.added, again.known) == ((), 8)


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_a_year_whose_holidays_nobody_knows_is_laid_out_and_says_so(db, chief, monthly):
    laid = series.lay_out(db, monthly, 2099, at=AT, officer=chief)
    assert laid.added
    assert not laid.are_holidays_known


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_a_model_of_several_days_is_not_planned_into_a_holiday(db, chief, put_drill):
    model = put_drill((3, 30, 14), ends_at=datetime(2026, 4, 2, 14, tzinfo=BEIJING))
    made = Series(
        id=new_id(),
        title="三天",
        rrule="FREQ=MONTHLY;BYMONTHDAY=30",
        begins_on=date(2026, 4, 1),
        model_id=model.id,
    )
    laid = series.lay_out(db, series.add(db, made, officer=chief), 2026, at=AT, officer=chief)
    # 1 May and 1 October are holidays; none of the days themselves is one.
    assert [one.on.month for one in laid.skipped] == [4, 9]
    assert {one.ends_at - one.begins_at for one in laid.added} == {timedelta(days=3)}


def test_what_was_moved_or_cancelled_is_not_planned_again(db, chief, monthly, cancel):
    series.lay_out(db, monthly, 2026, at=AT, officer=chief)
    first, second = of_series(db)[:2]
    moved = first.begins_at.replace(day=20)
    drills.change(db, replace(first, begins_at=moved, ends_at=None), officer=chief)
    cancel(second)
    assert series.lay_out(db, monthly, 2026, at=AT, officer=chief).added == ()
    longer = replace(monthly, rrule="FREQ=MONTHLY;BYDAY=1TU,3TU")
    series.change(db, longer, officer=chief)
    added = series.lay_out(db, longer, 2026, at=AT, officer=chief).added
    assert {15 <= day_of(one.begins_at).day <= 21 for one in added} == {True}


def test_a_recurrence_that_cannot_be_read_is_refused(db, chief, viewer, monthly):
    with pytest.raises(RecurrenceUnreadable):
        series.change(db, replace(monthly, rrule="每月一次"), officer=chief)
    with pytest.raises(NotAllowed):
        series.lay_out(db, monthly, 2026, at=AT, officer=viewer)
