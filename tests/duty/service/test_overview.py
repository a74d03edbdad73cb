"""The shift on watch in figures, and the way to an entry by its number."""

from datetime import date, timedelta

from commandcenter.duty.service import log, overview, shifts
from commandcenter.kernel.ids import new_id


def test_without_a_shift_there_is_nothing_to_count(night_db):
    at = night_db.clock.at
    found = overview.overview(night_db, at=at)
    assert (found.shift, found.entries, found.next_serial) == (None, 0, 1)
    assert found.took_over_at == at


def test_the_shift_counts_its_entries_and_what_the_program_noted(
    night_db, chief, draft, a_shift, plan, members, drill
):
    shift = a_shift(20, 32)
    plan(night_db, shift)
    log.record(night_db, draft(), officer=chief)
    log.record(night_db, draft(drill_id=drill), officer=chief)
    shifts.staff(night_db, shift, members, weather="大雨", officer=chief)

    found = overview.overview(night_db, at=night_db.clock.at)
    assert (found.entries, found.automatic, found.next_serial) == (1, 1, 2)
    assert (found.shift.id, found.took_over_at) == (shift.id, shift.start_at)
    assert found.late_after == timedelta(minutes=10)
    of_drill = overview.overview(night_db, at=night_db.clock.at, drill_id=drill)
    assert (of_drill.entries, of_drill.next_serial) == (1, 2)


def test_a_shift_begins_where_the_one_before_was_frozen(night_db, a_shift, plan):
    night = a_shift(20, 32)
    early = night.start_at - timedelta(minutes=12)
    plan(night_db, a_shift(8, 20, name="白班", closed_at=early), night)
    assert overview.overview(night_db, at=night_db.clock.at).took_over_at == early


def test_a_freeze_of_days_ago_says_nothing_about_this_shift(night_db, a_shift, plan):
    night = a_shift(20, 32)
    old = a_shift(-60, -48, closed_at=night.start_at - timedelta(days=2))
    plan(night_db, old, night)
    assert overview.overview(night_db, at=night_db.clock.at).took_over_at == night.start_at


def test_an_entry_is_found_by_its_number(db, chief, draft, drill):
    first = log.record(db, draft(), officer=chief)
    exercise = log.record(db, draft(drill_id=drill), officer=chief)

    day = first.shift_day
    assert overview.seq_of_serial(db, day, 1) == first.seq
    assert overview.seq_of_serial(db, day, 1, drill_id=drill) == exercise.seq
    assert overview.seq_of_serial(db, day, 2) is None
    assert overview.seq_of_serial(db, day, 1, drill_id=new_id()) is None
    assert overview.seq_of_serial(db, date(2020, 1, 1), 1) is None
