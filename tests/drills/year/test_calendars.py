"""The calendar says what the plan says, to whoever reads iCalendar."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from icalendar import Calendar

from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import rules
from commandcenter.drills.service import calendars, drills
from commandcenter.drills.service.calendars import CalendarRefused
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from tests.drills.year.conftest import AT

ADMIN = Officer(account_id=new_id(), login="admin", name="管理员", rights=RIGHTS[Role.ADMIN])


def keep_file(db, *, at):
    """Do what every workstation does time and again."""
    due = calendars.due_file(db, at=at)
    return None if due is None else calendars.write_file(db, due, at=at)


@pytest.fixture
def address(sqlite_address):
    """One kind of database is enough for what reads no SQL of its own."""
    return sqlite_address


@pytest.fixture
def events(db):
    """The events as a library reads them."""

    def read(**options):
        made = calendars.export(db, (2026,), at=AT, language="zh", **options)
        return {str(one["summary"]): one for one in Calendar.from_ical(made.data).walk("VEVENT")}

    return read


def test_a_library_reads_what_was_planned(put_drill, events):
    drill = put_drill(title="防汛演练；石桥村, 转移", place="龙潭镇石桥村", area_code="330399100")
    [(summary, event)] = events().items()
    assert summary.endswith("防汛演练；石桥村, 转移")
    assert event["dtstart"].dt == drill.begins_at
    assert event["dtstart"].params["TZID"] == "Asia/Shanghai"
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(hours=3)
    assert str(event["location"]) == "龙潭镇 龙潭镇石桥村"
    assert str(event["uid"]) == f"{drill.id}@330399.drills"


def test_the_sequence_grows_with_each_change_and_the_name_stays(
    db, chief, put_drill, events, cancel
):
    drill = put_drill()
    [before] = events().values()
    cancel(drills.change(db, replace(drill, place="县体育馆"), officer=chief))
    [after] = events().values()
    assert before["uid"] == after["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 2)
    assert (str(before["status"]), str(after["status"])) == ("TENTATIVE", "CANCELLED")
    assert after["dtstamp"].dt >= before["dtstamp"].dt


def test_what_has_no_day_or_is_not_announced_stays_out(db, put_drill, events):
    put_drill(None, month=7)
    put_drill(is_unannounced=True, title="双盲")
    assert events() == {}
    assert len(events(with_unannounced=True)) == 1
    assert calendars.export(db, (2026,), at=AT, language="zh").undated == 1


def test_what_had_a_month_alone_and_was_held_stands_on_its_day(db, chief, put_drill, events):
    drill = put_drill(None, month=3)
    began_at = AT - timedelta(days=2)
    ended_at = began_at + timedelta(hours=1)
    drills.held_elsewhere(
        db, drill, began_at=began_at, ended_at=ended_at, headcount=5, officer=chief, at=AT
    )
    [event] = events().values()
    assert (event["dtstart"].dt, event["dtend"].dt) == (began_at, ended_at)
    assert calendars.export(db, (2026,), at=AT, language="zh").undated == 0


@pytest.fixture
def kept(db, tmp_path):
    """The file that the county wants to be kept up to date."""
    [row] = [one for one in rules.everything(db) if one.code == calendars.CALENDAR_FILE]
    path = tmp_path / "drills.ics"
    rules.change(db, replace(row, value=str(path)), officer=ADMIN)
    return path


def test_the_file_is_written_after_a_change_and_only_then(db, put_drill, kept):
    at = datetime(2026, 3, 2, tzinfo=AT.tzinfo)
    put_drill(title="一号演练")
    assert keep_file(db, at=at) == kept
    assert keep_file(db, at=at) is None
    put_drill((6, 1, 9), title="二号演练")
    assert keep_file(db, at=at) == kept
    assert len(Calendar.from_ical(kept.read_bytes()).walk("VEVENT")) == 2


def test_a_county_that_wants_no_file_gets_none(db, put_drill, tmp_path):
    put_drill()
    assert keep_file(db, at=AT) is None
    assert list(tmp_path.glob("*.ics")) == []


def test_a_folder_that_refuses_is_told_of_until_it_takes_the_file(db, put_drill, kept):
    put_drill()
    kept.mkdir()
    for _ in range(3):  # as often as somebody looks, for the window to believe it
        with pytest.raises(CalendarRefused):
            keep_file(db, at=AT)
    kept.rmdir()
    with pytest.raises(CalendarRefused):
        keep_file(db, at=AT)  # not each second
    assert keep_file(db, at=AT + timedelta(minutes=1)) == kept
    assert keep_file(db, at=AT + timedelta(minutes=2)) is None


def test_a_path_that_names_no_file_is_refused_like_a_folder(db, put_drill, kept):
    put_drill()
    [row] = [one for one in rules.everything(db) if one.code == calendars.CALENDAR_FILE]
    rules.change(db, replace(row, value="/"), officer=ADMIN)
    for _ in range(2):
        with pytest.raises(CalendarRefused):
            keep_file(db, at=AT)


def test_a_change_is_tried_at_once_even_after_a_refusal(db, put_drill, kept):
    put_drill()
    kept.mkdir()
    with pytest.raises(CalendarRefused):
        keep_file(db, at=AT)
    kept.rmdir()
    put_drill((6, 1, 9))
    assert keep_file(db, at=AT) == kept
