"""Loading years at once gives the very rows that an officer's entries would have given."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from itertools import pairwise

import pytest
import sqlalchemy as sa

from commandcenter.cli.demo import county as demo_county
from commandcenter.cli.demo import history, rota
from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import copies, schema, verify
from commandcenter.database.engine import Database
from commandcenter.database.schema import metadata
from commandcenter.directory.rights import NotAllowed
from commandcenter.duty.model.entry import Draft, EntryKind, Handling, Step
from commandcenter.duty.model.lines import LogQuery
from commandcenter.duty.model.shift import Member, Shift
from commandcenter.duty.service import bulk, log, shifts
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.matters.service import clocks, matters

TEXTS = ("东坝渗水约 2 升/秒。", "𠮷田村停电", "=1+1 <b>\n第二行", "GPS-7 “失联”")
# What has a deadline gets a clock when it is recorded; what was over when it is loaded does not.
KINDS = [kind for kind in EntryKind if kind not in (EntryKind.DOC, EntryKind.FAX, EntryKind.ORDER)]
PARTS = ("duty_shift", "duty_member", "log_entry", "log_step", "matter", "attachment")


@dataclass(frozen=True)
class Past:
    """An entry as it was recorded somewhere else."""

    draft: Draft
    recorded_at: datetime
    recorder: Member
    shift: Shift
    later_steps: tuple[Handling, ...] = ()


@pytest.fixture
def past(a_shift, members, draft, drill) -> list[Past]:
    """Two shifts of entries of every sort without a deadline, oldest first."""
    night = a_shift(20, 32)
    # Long enough after the night that it is on watch although nobody handed over.
    day = a_shift(37, 49, name="白班", day=night.day + timedelta(days=1))
    history = []
    for number in range(60):
        shift = night if number < 40 else day
        at = shift.start_at + timedelta(minutes=7 * (number % 40) + 1, microseconds=number)
        fields = {"kind": KINDS[number % len(KINDS)], "received_at": at - timedelta(minutes=3)}
        if number % 2:
            fields |= {"org": "龙潭镇", "name": "张华兴", "phone": "0577-66122458", "owner": "林晓"}
        if number % 3 == 0:
            fields |= {"lon": 120.5, "lat": -0.0, "occurred_at": at - timedelta(hours=1)}
        if number % 5 == 0:
            taken = Handling(step=Step.TAKE, at=at, by="何立", to="周敏")
            fields |= {"steps": (taken,)}
        if number % 11 == 10:
            fields |= {"corrects": history[-1].draft.id, "reason": "地点听错"}
        if number % 13 == 12:
            fields |= {"drill_id": drill, "corrects": None}
        later = [] if number % 4 == 3 else [Step.REPORT, Step.FOLLOW]
        steps = tuple(
            Handling(step=one, at=at + timedelta(minutes=5 * place + 2), by="何立", result="已办")
            for place, one in enumerate(later)
        )
        text = f"{TEXTS[number % 4]} {number}"
        history.append(Past(draft(text, **fields), at, members[number % 3], shift, steps))
    return history


@pytest.fixture
def both(night_db, sqlite_address, plan, past, tmp_path):
    """The same county twice, both with the shifts and no entry."""
    plan(night_db, past[0].shift, past[-1].shift)
    other = tmp_path / "other.db"
    copies.copy_file(sqlite_address.file, other)
    twin = Database(str(other))
    yield night_db, twin
    twin.close()


def one_by_one(db, past, chief):
    """Record and take steps as officers do, when they did."""
    acts = [(one.recorded_at, 0, one, None) for one in past]
    for one in past:
        acts += [(taken.at, number, one, taken) for number, taken in enumerate(one.later_steps, 1)]
    for at, _, one, taken in sorted(acts, key=lambda act: act[:2]):
        db.clock = lambda at=at: at
        officer = replace(
            chief, name=one.recorder.name, login=f"login-{one.recorder.name}", station=""
        )
        if taken is None:
            log.record(db, one.draft, officer=officer)
        else:
            act_id = bulk._step_id(one.draft.id, taken, at)
            log.take_step(db, one.draft.id, taken, officer=officer, act_id=act_id)


def load(db, past, chief, **more):
    return bulk.load(
        db, past, officer=chief, login_of=lambda member: f"login-{member.name}", **more
    )


def rows(db, name) -> list:
    table = metadata.tables[name]
    with db.read() as tx:
        return [tuple(row) for row in tx.execute(sa.select(table).order_by(*table.primary_key))]


def test_loaded_rows_equal_rows_that_were_recorded(both, past, chief):
    recorded, loaded = both
    one_by_one(recorded, past, chief)
    load(loaded, past, chief)

    for part in PARTS:
        assert rows(loaded, part) == rows(recorded, part), part
    # The import adds one row of its own at the end, about what it left open.
    assert rows(loaded, "journal")[:-1] == rows(recorded, "journal")
    assert log.page(loaded, LogQuery(), limit=500) == log.page(recorded, LogQuery(), limit=500)
    assert matters.still_open(loaded) == matters.still_open(recorded)


@pytest.mark.parametrize("words", ["渗水", "坝", "zhx", "66122458", "𠮷", "gps", "第二行"])
def test_loaded_entries_are_found_like_recorded_ones(both, past, chief, words):
    recorded, loaded = both
    one_by_one(recorded, past, chief)
    load(loaded, past, chief)

    query = LogQuery(words=log.words_of(words))
    assert log.page(loaded, query) == log.page(recorded, query) != ()


def test_a_loaded_log_is_intact_and_goes_on(db, past, chief, plan, draft, step):
    plan(db, past[0].shift, past[-1].shift)
    told = []
    assert load(db, past, chief, progress=told.append) == len(past) == told[-1]

    with db.read() as tx:
        report = verify.run(tx, EVIDENCE)
    assert report.is_intact
    entries = [line.entry for line in log.page(db, LogQuery(), limit=500)]
    real = [one for one in past if one.draft.drill_id is None]
    assert {entry.id for entry in entries} == {one.draft.id for one in real}
    assert all(later.seq > earlier.seq for later, earlier in pairwise(entries))
    open_one = matters.still_open(db)[0]
    log.take_step(db, open_one.id, step(Step.FOLLOW), officer=chief)
    log.record(db, draft(), officer=chief)
    with db.read() as tx:
        assert verify.run(tx, EVIDENCE).is_intact


def test_batches_of_any_size_give_the_same_log(both, past, chief, monkeypatch):
    whole, divided = both
    load(whole, past, chief)
    monkeypatch.setattr(bulk, "BATCH", 7)
    load(divided, past, chief)
    for part in PARTS:
        assert rows(divided, part) == rows(whole, part)
    assert rows(divided, "journal")[:-1] == rows(whole, "journal")[:-1]


def test_a_log_that_has_entries_is_not_loaded_again(db, past, chief, plan):
    plan(db, past[0].shift, past[-1].shift)
    load(db, past, chief)
    count = len(rows(db, "journal"))
    with pytest.raises(Conflict):
        load(db, past, chief)
    assert len(rows(db, "journal")) == count


def test_following_through_what_was_corrected_closes_the_correction(
    db, past, members, chief, draft, plan
):
    shift, at = past[0].shift, past[0].recorded_at
    plan(db, shift)
    follow = Handling(step=Step.FOLLOW, at=at + timedelta(hours=1), by="何立")
    wrong = Past(draft("西坝"), at, members[1], shift, (follow,))
    right = draft("东坝", corrects=wrong.draft.id, reason="听错")
    load(db, [wrong, Past(right, at + timedelta(minutes=1), members[1], shift)], chief)
    assert matters.still_open(db) == ()


def test_what_is_loaded_open_with_a_due_time_has_a_clock(db, past, members, chief, draft, plan):
    shift, at = past[0].shift, past[0].recorded_at
    plan(db, shift)
    due_at = at + timedelta(hours=2)
    done = Handling(step=Step.FOLLOW, at=at, by="何立")
    waiting = draft("未办", due_at=due_at, received_at=at)
    late = draft("已办", due_at=due_at, received_at=at, kind=EntryKind.FAX)
    load(
        db,
        [Past(waiting, at, members[1], shift), Past(late, at, members[1], shift, (done,))],
        chief,
    )
    [clock] = clocks.running(db)
    assert (clock.subject, clock.due_at, clock.begun_at) == (waiting.id, due_at, at)


def test_loading_nothing_notes_that(db, chief):
    assert load(db, [], chief) == 0
    with db.read() as tx:
        newest = tx.execute(sa.select(schema.journal.c.kind).order_by(sa.desc("seq"))).scalar()
    assert newest == "matters.imported"


def test_an_entry_that_was_received_when_it_was_written_says_so(db, past, members, chief, plan):
    shift, at = past[0].shift, past[0].recorded_at
    plan(db, shift)
    one = Draft(id=new_id(), content="a")
    load(db, [Past(one, at, members[1], shift)], chief)
    assert log.find(db, one.id).received_at == at


def test_nobody_without_the_right_imports_with_two_processes(db, chief):
    guest = replace(chief, rights=frozenset())
    with pytest.raises(NotAllowed):
        bulk.load_with_second_process(db, list, officer=guest, login_of=str)


def test_two_processes_load_what_one_loads(both, chief):
    county = demo_county.load()
    last = date(2025, 7, 18)
    first = last - timedelta(days=12)
    shifts_ = rota.shifts(county, first=first, last=last, night=last)
    make = partial(history.entries, county, shifts_, count=300)
    one, two = both
    for db in both:
        empty = [replace(shift, members=()) for shift in shifts_]
        shifts.import_all(db, empty, officer=chief)
    told = []

    bulk.load(one, make(), officer=chief, login_of=str)
    counted = bulk.load_with_second_process(
        two, make, officer=chief, login_of=str, progress=told.append
    )

    assert counted == told[-1] == 300
    for part in PARTS:
        assert rows(two, part) == rows(one, part), part
    loaded = [row[:-2] for row in rows(one, "journal") if row[3].startswith("duty.entry")]
    assert len(loaded) == 300
    assert [row[:-2] for row in rows(two, "journal") if row[3].startswith("duty.entry")] == loaded
    with two.read() as tx:
        assert verify.run(tx, EVIDENCE).is_intact
