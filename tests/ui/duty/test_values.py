"""Typed times, kept drafts, completion, periods, words of lines."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandcenter.duty.model.entry import (
    Attachment,
    Draft,
    Entry,
    EntryKind,
    Handling,
    Step,
    Urgency,
)
from commandcenter.duty.model.lines import LogLine
from commandcenter.duty.model.overview import Overview
from commandcenter.kernel.times import BEIJING
from ui.duty.completion import Choice, fitting
from ui.duty.draft_text import DraftText, WrongField, from_body, read_draft, redated, to_body
from ui.duty.filter_bar import read_bound
from ui.duty.jump import NoSuchNumber, Wanted, read_goal
from ui.duty.period import Period, bounds
from ui.duty.row import Surroundings, row_of, said
from ui.widgets.typed_time import Toward, UnreadableTime, read_time, shown_time

NOW = datetime(2026, 7, 18, 22, 46, tzinfo=BEIJING)
AFTER_MIDNIGHT = datetime(2026, 7, 19, 0, 10, tzinfo=BEIJING)
ID = UUID("01930000-0000-7000-8000-000000000001")


def an_entry(*, at: datetime, written: datetime | None = None, **fields: Any) -> Entry:
    """Return an entry received then, and written then unless later."""
    return Entry(
        seq=1,
        number="ZB-20260718-001",
        serial=1,
        shift_day=date(2026, 7, 18),
        shift_id=ID,
        received_at=at,
        recorded_at=written or at,
        recorder="何立",
        draft=Draft(id=ID, content="Rain"),
        **fields,
    )


def beijing(text: str) -> datetime:
    """Return a moment written as in the tables below."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("typed", "now", "toward", "meant"),
    [
        ("2241", NOW, Toward.PAST, "2026-07-18 22:41"),
        ("22:41", NOW, Toward.PAST, "2026-07-18 22:41"),
        ("\uff12\uff12：\uff14\uff11", NOW, Toward.PAST, "2026-07-18 22:41"),
        (" 9:05 ", NOW, Toward.PAST, "2026-07-18 09:05"),
        ("905", NOW, Toward.PAST, "2026-07-18 09:05"),
        ("22:50", NOW, Toward.PAST, "2026-07-18 22:50"),  # refused by the log, not moved
        ("2350", AFTER_MIDNIGHT, Toward.PAST, "2026-07-18 23:50"),
        ("0005", AFTER_MIDNIGHT, Toward.PAST, "2026-07-19 00:05"),
        ("7-18 22:41", AFTER_MIDNIGHT, Toward.PAST, "2026-07-18 22:41"),
        ("07/18 2241", AFTER_MIDNIGHT, Toward.PAST, "2026-07-18 22:41"),
        ("7月18日 22:41", AFTER_MIDNIGHT, Toward.PAST, "2026-07-18 22:41"),
        ("2025-12-31 23:59", NOW, Toward.PAST, "2025-12-31 23:59"),
        ("12-31 23:59", beijing("2026-01-01 00:10"), Toward.PAST, "2025-12-31 23:59"),
        ("1-1 08:00", beijing("2025-12-31 23:00"), Toward.FUTURE, "2026-01-01 08:00"),
        ("2330", NOW, Toward.FUTURE, "2026-07-18 23:30"),
        ("0600", NOW, Toward.FUTURE, "2026-07-19 06:00"),
    ],
)
def test_times_are_read_as_officers_mean_them(
    typed: str, now: datetime, toward: Toward, meant: str
) -> None:
    assert read_time(typed, now=now, toward=toward) == beijing(meant)


@pytest.mark.parametrize(
    "typed", ["25:00", "2261", "12:3", "noon", "13-1 10:00", "2-30 10:00", "7-18", "1", "--"]
)
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(UnreadableTime):
        read_time(typed, now=NOW, toward=Toward.PAST)


def test_an_empty_field_is_no_time() -> None:
    assert read_time("  ", now=NOW, toward=Toward.PAST) is None


@given(st.integers(0, 5_000_000), st.integers(-2_000, 700))
def test_a_shown_time_is_read_back_as_the_same(later: int, minutes: int) -> None:
    now = NOW + timedelta(minutes=later)
    at = now + timedelta(minutes=minutes)
    assert read_time(shown_time(at, now=now), now=now, toward=Toward.PAST) == at


@given(st.text())
def test_any_text_is_a_time_or_refused(text: str) -> None:
    with suppress(UnreadableTime):
        read_time(text, now=NOW, toward=Toward.PAST)


DRAFTS = st.builds(
    DraftText,
    id=st.uuids(),
    kind=st.sampled_from(EntryKind),
    occurred=st.text(),
    content=st.text(),
    org=st.text(),
    cursor=st.integers(0, 10),
    urgency=st.sampled_from(Urgency),
    is_internal=st.booleans(),
    steps=st.lists(
        st.builds(
            Handling,
            step=st.sampled_from(Step),
            at=st.datetimes(timezones=st.just(UTC)),
            by=st.text(),
            to=st.text(),
        )
    ).map(tuple),
    attachments=st.lists(
        st.builds(
            Attachment,
            sha256=st.text(),
            name=st.text(),
            media_type=st.text(),
            size=st.integers(0),
        )
    ).map(tuple),
    corrects=st.none() | st.uuids(),
    touched_at=st.none() | st.datetimes(timezones=st.just(UTC)),
)


@given(DRAFTS)
def test_a_kept_draft_comes_back_as_it_was(draft: DraftText) -> None:
    assert from_body(draft.id, to_body(draft)) == draft


def test_a_draft_of_another_version_comes_back_with_what_it_has() -> None:
    assert from_body(ID, {"content": "Rain", "mood": "calm"}) == DraftText(id=ID, content="Rain")


def test_a_draft_of_yesterday_says_yesterdays_date() -> None:
    draft = DraftText(id=ID, occurred="2230", received="oops", touched_at=NOW)
    again = redated(draft, now=NOW + timedelta(days=2))
    assert (again.occurred, again.received) == ("7-18 22:30", "oops")


def test_the_wrong_field_is_named() -> None:
    with pytest.raises(WrongField) as caught:
        read_draft(DraftText(id=ID, due="soon"), now=NOW)
    assert caught.value.field == "due"


CHOICES = [
    Choice(text="张华兴", initials="zhx"),
    Choice(text="周华", initials="zh"),
    Choice(text="Dam Zhx", initials="dz"),
]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zhx", ["张华兴", "Dam Zhx"]),
        ("华", ["张华兴", "周华"]),
        ("ZH", ["张华兴", "周华", "Dam Zhx"]),
        ("张华兴", []),
        ("", []),
        ("q", []),
    ],
)
def test_completion_offers_what_begins_with_or_contains_it(typed: str, found: list[str]) -> None:
    assert [choice.text for choice in fitting(typed, CHOICES)] == found


def test_periods_begin_at_midnight_in_beijing() -> None:
    overview = Overview(
        shift=None,
        shift_day=date(2026, 7, 18),
        took_over_at=NOW - timedelta(hours=2),
        entries=0,
        automatic=0,
        next_serial=1,
        late_after=timedelta(minutes=10),
    )
    since = {
        period: bounds(period, now=NOW, overview=overview).since
        for period in Period
        if period is not Period.FROM_TO
    }
    assert since == {
        Period.ALL: None,
        Period.SHIFT: beijing("2026-07-18 20:46"),
        Period.TODAY: beijing("2026-07-18 00:00"),
        Period.WEEK: beijing("2026-07-12 00:00"),
    }


def test_a_typed_period_takes_whole_days() -> None:
    assert read_bound("7-17", now=NOW, ends=False) == beijing("2026-07-17 00:00")
    assert read_bound("7-17", now=NOW, ends=True) == beijing("2026-07-18 00:00")
    assert read_bound("7-17 08:00", now=NOW, ends=True) == beijing("2026-07-17 08:00")
    assert read_bound("", now=NOW, ends=True) is None
    with pytest.raises(UnreadableTime, match="'13-45' is"):
        read_bound("13-45", now=NOW, ends=True)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("21", Wanted(serial=21)),
        ("021", Wanted(serial=21)),
        ("zb-20260717-003", Wanted(day=date(2026, 7, 17), serial=3)),
        ("7-17", Wanted(at=beijing("2026-07-17 00:00"))),
        ("2241", Wanted(at=beijing("2026-07-18 22:41"))),
    ],
)
def test_a_goal_is_a_number_or_a_moment(typed: str, wanted: Wanted) -> None:
    assert read_goal(typed, now=NOW) == wanted


def test_a_number_of_an_impossible_day_is_refused() -> None:
    with pytest.raises(NoSuchNumber):
        read_goal("ZB-20261318-001", now=NOW)


def test_an_automatic_line_without_some_facts_still_has_a_sentence() -> None:
    line = LogLine(seq=1, at=NOW, kind="directory.signed_in", body={})
    assert said(line)[1] == " signed in"
    assert row_of(line, Surroundings()).is_automatic


@pytest.mark.parametrize(
    ("received", "done", "corrected", "shown"),
    [
        ("2026-07-18 22:41", "2026-07-19 00:10", "2026-07-19 01:00", ("00:10", "01:00", ())),
        ("2026-07-18 10:41", "2026-07-19 11:00", "2026-07-19 12:00", ("7-19", "7-19 12:00", ())),
        ("2026-07-16 22:41", "2026-07-18 22:41", "2026-07-18 23:00", ("7-18", "7-18 23:00", None)),
    ],
)
def test_a_time_far_from_that_of_its_row_names_its_day(
    received: str, done: str, corrected: str, shown: tuple[str, str, tuple[str, ...] | None]
) -> None:
    at = beijing(received)
    written = at if shown[2] == () else beijing(done)
    end = Handling(step=Step.FOLLOW, at=beijing(done), by="何立")
    newest = an_entry(at=beijing(corrected), steps=(end,))
    entry = an_entry(at=at, written=written, corrected_by=newest)
    line = LogLine(seq=1, at=written, kind="duty.entry", entry=entry)
    row = row_of(line, Surroundings(late_after=timedelta(minutes=10)))
    assert row.done == f"Done {shown[0]}"
    assert row.foot is not None
    assert row.foot[0] == f"Corrected {shown[1]} 何立"
    assert row.marks == (("Late entry 7-16",) if shown[2] is None else ())


def test_what_came_just_before_midnight_names_its_day() -> None:
    before = beijing("2026-07-18 23:58")
    entry = an_entry(at=before, written=before + timedelta(minutes=5))
    line = LogLine(seq=1, at=entry.recorded_at, kind="duty.entry", entry=entry)
    row = row_of(line, Surroundings(late_after=timedelta(minutes=10)))
    assert (row.day, row.time, row.marks) == (date(2026, 7, 19), "23:58", ("7-18",))


def test_braces_in_facts_are_no_placeholders() -> None:
    line = LogLine(seq=1, at=NOW, kind="directory.signed_in", body={"name": "{x} {0}"})
    assert said(line)[1] == "{x} {0} signed in"


def test_a_sealed_handover_divides_the_log() -> None:
    body = {"outgoing": "陈国栋", "incoming": "何立", "leader": "周敏", "sha256": "7b03e6d1ff"}
    row = row_of(LogLine(seq=1, at=NOW, kind="handover.sealed", body=body), Surroundings())
    assert row.is_break
    assert row.text == "陈国栋 → 何立 · led by 周敏 · hash 7b03 e6d1"
