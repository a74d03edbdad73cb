"""The rules of a draft, and the numbers of entries."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandcenter.duty.model.entry import (
    MAX_CONTENT,
    MAX_FIELD,
    Attachment,
    ContentTooLong,
    Draft,
    EmptyContent,
    Entry,
    EntryKind,
    FieldTooLong,
    InFuture,
    NoSuchPlace,
    ReasonMissing,
    ReceivedBeforeOccurred,
    Step,
    StepTooLong,
    admitted,
    check,
    entry_number,
)
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import BEIJING

AT = datetime(2026, 7, 18, 22, 41, tzinfo=BEIJING)
LINES = ("org", "name", "post", "phone", "place", "area_code", "reported_to", "owner", "reason")


def test_a_draft_with_a_text_alone_is_enough(draft):
    check(draft(), at=AT)


@pytest.mark.parametrize("content", ["", " ", "\n\t", "\u3000"])
def test_a_draft_says_something(draft, content):
    with pytest.raises(EmptyContent):
        check(draft(content), at=AT)


def test_a_text_has_4000_characters_at_most(draft):
    check(draft("水" * MAX_CONTENT), at=AT)
    with pytest.raises(ContentTooLong, match="4001"):
        check(draft("水" * (MAX_CONTENT + 1)), at=AT)


@pytest.mark.parametrize("field", LINES)
def test_a_field_fits_one_line_of_a_form(draft, field):
    check(draft(**{field: "水" * MAX_FIELD}), at=AT)
    with pytest.raises(FieldTooLong, match=field):
        check(draft(**{field: "水" * (MAX_FIELD + 1)}), at=AT)


@pytest.mark.parametrize("field", ["by", "to", "result"])
def test_a_step_fits_one_line(draft, step, field):
    check(draft(steps=(step(**{field: "水" * MAX_FIELD}),)), at=AT)
    with pytest.raises(StepTooLong, match="201"):
        check(draft(steps=(step(**{field: "水" * (MAX_FIELD + 1)}),)), at=AT)


@pytest.mark.parametrize("field", ["occurred_at", "received_at"])
def test_what_happened_does_not_lie_ahead(draft, field):
    check(draft(**{field: AT + timedelta(minutes=5)}), at=AT)
    with pytest.raises(InFuture, match="2026-07-18 22:47"):
        check(draft(**{field: AT + timedelta(minutes=6)}), at=AT)


def test_a_step_is_not_done_ahead_of_time(draft, step):
    with pytest.raises(InFuture):
        check(draft(steps=(step(at=AT + timedelta(hours=1)),)), at=AT)


def test_a_due_time_lies_ahead_as_it_should(draft):
    check(draft(due_at=AT + timedelta(days=30)), at=AT)


def test_nobody_reports_what_has_not_happened_yet(draft):
    early, late = AT - timedelta(hours=20), AT
    check(draft(occurred_at=early, received_at=late), at=AT)
    check(draft(occurred_at=late, received_at=late), at=AT)
    with pytest.raises(ReceivedBeforeOccurred, match="2026-07-18 02:41 is before.* 22:41"):
        check(draft(occurred_at=late, received_at=early), at=AT)


@pytest.mark.parametrize(
    ("lon", "lat"),
    [(180.1, 0), (0, -91), (float("nan"), 30), (120, float("inf")), (120.5, None), (None, 27.4)],
)
def test_a_place_lies_on_the_globe(draft, lon, lat):
    with pytest.raises(NoSuchPlace):
        check(draft(lon=lon, lat=lat), at=AT)


@pytest.mark.parametrize(("lon", "lat"), [(120.51, 27.44), (-180, -90), (0.0, 0.0)])
def test_every_place_on_the_globe_can_be_entered(draft, lon, lat):
    check(draft(lon=lon, lat=lat), at=AT)


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_correction_says_why(draft, reason):
    with pytest.raises(ReasonMissing):
        check(draft(corrects=new_id(), reason=reason), at=AT)


def test_every_text_of_a_draft_is_admitted(draft, step):
    file = Attachment(sha256="0", name="a\0.jpg", media_type="image/jpeg", size=1)
    typed = draft("a\r\nb", org="\ud800", steps=(step(result="c\0"),), attachments=(file,))

    stored, was_replaced = admitted(typed)

    assert (stored.content, stored.org) == ("a\nb", "\ufffd")
    assert stored.steps[0].result == "c\ufffd"
    assert stored.attachments[0].name == "a\ufffd.jpg"
    assert was_replaced


@pytest.mark.parametrize("part", ["content", "steps", "attachments"])
def test_what_was_replaced_is_said_wherever_it_stood(draft, step, part):
    values = {
        "content": {"content": "a\0"},
        "steps": {"steps": (step(to="\0"),)},
        "attachments": {"attachments": (Attachment(sha256="0", name="\0", media_type="", size=1),)},
    }
    assert admitted(draft(**values[part]))[1]


def test_line_ends_are_not_called_a_replacement(draft):
    stored, was_replaced = admitted(draft("a\r\nb"))
    assert (stored.content, was_replaced) == ("a\nb", False)


def test_kinds_stay_kinds_when_a_draft_is_admitted(draft):
    stored, _ = admitted(draft(kind=EntryKind.INCIDENT, content="a\r"))
    assert stored.kind is EntryKind.INCIDENT


@given(serial=st.integers(1, 10**6), day=st.dates(date(1900, 1, 1)), is_drill=st.booleans())
def test_a_number_is_a_series_a_day_and_a_serial(serial, day, is_drill):
    series, printed_day, printed = entry_number(day, serial, is_drill=is_drill).split("-")
    assert series == ("YL" if is_drill else "ZB")
    assert printed_day == day.isoformat().replace("-", "")
    assert int(printed) == serial
    assert len(printed) >= 3


def an_entry(**fields: object) -> Entry:
    values: dict[str, object] = {
        "seq": 1,
        "number": "ZB-20260718-001",
        "serial": 1,
        "shift_day": date(2026, 7, 18),
        "shift_id": new_id(),
        "received_at": AT,
        "recorded_at": AT,
        "recorder": "何立",
        "draft": Draft(id=new_id(), content="a"),
    }
    return Entry(**values | fields)


def test_the_version_that_holds_is_the_end_of_the_corrections():
    last = an_entry()
    first = an_entry(corrected_by=an_entry(corrected_by=last))
    assert first.newest is last
    assert last.newest is last


def test_an_entry_is_done_once_it_was_followed_through(step):
    assert not an_entry(steps=(step(Step.TAKE), step(Step.REPORT))).is_done
    assert an_entry(steps=(step(Step.FOLLOW),)).is_done
