"""Only what was held is counted, held against the year before."""

from datetime import date, datetime, timedelta

import pytest

from commandcenter.drills.model.statistics import By, Range, whole_year
from commandcenter.drills.model.year import Activity
from commandcenter.drills.service import drills, statistics
from commandcenter.drills.service import year as year_service
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import BEIJING
from tests.drills.year.conftest import AT


def figures(found, by):
    [table] = [one for one in found.tables if one.by is by]
    return {
        line.code: (line.now.times, line.now.people, line.before.times, line.before.people)
        for line in (*table.lines, table.total)
        if line.now.times or line.before.times
    }


def test_drills_that_were_held_are_counted_by_everything(db, put_drill, hold, cancel):
    hold(put_drill((2, 3, 9), lead_org="县应急局", area_code="330399100002", hazard="flood"), 120)
    hold(put_drill((3, 1, 9), lead_org="龙潭镇", area_code="330399100", theme="natural"), 30)
    put_drill((3, 2, 9), lead_org="县应急局")
    cancel(put_drill((3, 3, 9)))
    found = statistics.read(db, whole_year(2026), at=AT)
    assert figures(found, By.MONTH) == {"2": (1, 120, 0, 0), "3": (1, 30, 0, 0), "": (2, 150, 0, 0)}
    assert set(figures(found, By.ORGANISER)) == {"县应急局", "龙潭镇", ""}
    assert figures(found, By.TOWNSHIP)["330399100"] == (2, 150, 0, 0)
    assert figures(found, By.HAZARD)["flood"] == (1, 120, 0, 0)
    assert figures(found, By.THEME)["natural"] == (1, 30, 0, 0)
    later = statistics.read(db, whole_year(2027), at=AT)
    assert figures(later, By.MONTH)["2"] == (0, 0, 1, 120)


def test_a_drill_counts_in_the_year_it_was_held_in_whatever_its_plan(db, chief, put_drill):
    drill = put_drill((12, 20, 9), area_code="330399100")
    begin = datetime(2027, 1, 5, 9, tzinfo=BEIJING)
    times = {"began_at": begin, "ended_at": begin + timedelta(hours=2), "headcount": 40}
    drills.held_elsewhere(db, drill, **times, officer=chief, at=begin + timedelta(days=1))
    for year, times in ((2026, 0), (2027, 1)):
        found = statistics.read(db, whole_year(year), at=AT)
        shown = year_service.read(db, year, at=AT)
        reached = {one.code.partition(".target_")[2]: one.reached for one in found.targets}
        assert (reached["drills"], reached["people"]) == (times, 40 * times)
        assert sum(one.is_covered for one in found.coverage) == times
        assert (shown.targets, shown.coverage) == (found.targets, found.coverage)
        [table] = [one for one in found.tables if one.by is By.FORM]
        assert table.total.now.times == times


def test_a_range_counts_its_days_and_the_same_days_a_year_before(db, put_drill, hold):
    hold(put_drill((2, 3, 9)))
    hold(put_drill((2, 4, 9)))
    days = Range(first=date(2026, 2, 4), last=date(2026, 2, 28))
    found = statistics.read(db, days, at=AT)
    assert figures(found, By.FORM)["live"] == (1, 30, 0, 0)
    for wrong in (
        Range(first=date(2026, 2, 4), last=date(2026, 2, 3)),
        Range(first=date(2025, 12, 31), last=date(2026, 1, 1)),
    ):
        with pytest.raises(statistics.RangeOverYears):
            statistics.read(db, wrong, at=AT)


def test_training_and_publicity_are_counted_by_kind(db, put):
    for day, kind, fields in (
        (date(2026, 1, 9), "lecture", {"times": 2, "headcount": 80}),
        (date(2026, 2, 9), "lecture", {"headcount": 20}),
        (date(2025, 2, 9), "leaflet", {"amount": 50_000}),
    ):
        put(Activity(id=new_id(), kind=kind, title="讲座", on=day, **fields))
    found = statistics.read(db, whole_year(2026), at=AT)
    lines = {one.kind: one for one in found.activities}
    assert (lines["lecture"].now.times, lines["lecture"].now.headcount) == (3, 100)
    assert (lines["leaflet"].now.amount, lines["leaflet"].before.amount) == (0, 50_000)
    assert lines["banner"].now.times == 0  # kinds without any are told as well
