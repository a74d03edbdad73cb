"""The duty log: recording, correcting, taking steps."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import schema, verify
from commandcenter.database.errors import TooLarge
from commandcenter.directory.rights import NotAllowed
from commandcenter.duty.model.entry import (
    MAX_CONTENT,
    MAX_FIELD,
    AlreadyCorrected,
    AlreadyRecorded,
    AlreadyTaken,
    Channel,
    ContentTooLong,
    Direction,
    EmptyContent,
    EntryKind,
    FieldTooLong,
    InFuture,
    NoSuchPlace,
    OtherScope,
    ReasonMissing,
    ReceivedBeforeOccurred,
    Step,
    StepTooLong,
    Urgency,
    admitted,
)
from commandcenter.duty.model.files import FileMissing, attachment
from commandcenter.duty.model.lines import LogQuery
from commandcenter.duty.service import files, log
from commandcenter.kernel.errors import Conflict, Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.matters.model.matter import MatterKind
from commandcenter.matters.service import matters

PDF = b"%PDF-1.7 fax"
AGO = datetime.now(UTC) - timedelta(minutes=30)
shared = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

any_text = st.text(st.characters(exclude_categories=[]), min_size=1, max_size=MAX_CONTENT)
hostile = st.sampled_from(
    [
        "<b>坝</b>",
        "=1+1",
        "撤离\u202e路东",
        "👨\u200d👩\u200d👧",
        "𠮷𪚥",
        "a\0b",
        "\ud800",
        "a\r\nb",
        "'; --",
    ]
)
line = st.text(st.characters(exclude_categories=[]), max_size=MAX_FIELD) | hostile
moments = st.datetimes(datetime(1970, 1, 2), datetime(2020, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def journal_rows(db) -> int:
    with db.read() as tx:
        return tx.execute(sa.select(sa.func.count()).select_from(schema.journal)).scalar_one()


def is_intact(db) -> bool:
    with db.read() as tx:
        return verify.run(tx, EVIDENCE).is_intact


@pytest.fixture
def record(db, chief):
    """Record a draft as the chief."""
    return lambda draft, **more: log.record(db, draft, officer=chief, **more)


@shared
@given(
    content=any_text | hostile,
    org=line,
    name=line,
    phone=line,
    reason=line,
    occurred_at=st.none() | moments,
    due_at=st.none() | moments,
    place=st.none() | st.tuples(st.floats(-180, 180), st.floats(-90, 90)),
    kind=st.sampled_from(EntryKind),
    urgency=st.sampled_from(Urgency),
    channel=st.sampled_from(Channel),
    direction=st.sampled_from(Direction),
    is_internal=st.booleans(),
)
def test_every_field_is_stored_exactly(db, chief, draft, content, place, **fields):
    lon, lat = place or (None, None)
    typed = draft(content, lon=lon, lat=lat, area_code="330399101", **fields)
    stored, _ = admitted(typed)
    if not stored.content.strip():
        with pytest.raises(EmptyContent):
            log.record(db, typed, officer=chief)
        return

    entry = log.record(db, typed, officer=chief)

    assert entry.draft == replace(stored, received_at=entry.received_at)
    assert log.find(db, typed.id) == entry
    assert is_intact(db)


def test_an_entry_says_who_when_and_in_which_shift(night_db, chief, draft, a_shift, plan):
    shift = a_shift(20, 32)
    plan(night_db, shift)
    entry = log.record(night_db, draft(), officer=chief)

    assert (entry.number, entry.serial) == ("ZB-20260718-001", 1)
    assert (entry.shift_id, entry.shift_day) == (shift.id, shift.day)
    assert entry.recorder == "何立"
    assert entry.recorded_at == entry.received_at == night_db.clock.at


def test_three_times_are_kept(night_db, chief, draft):
    at = night_db.clock.at
    typed = draft(occurred_at=at - timedelta(hours=2), received_at=at - timedelta(hours=1))
    log.record(night_db, typed, officer=chief)

    entry = log.find(night_db, typed.id)
    assert (entry.draft.occurred_at, entry.received_at, entry.recorded_at) == (
        at - timedelta(hours=2),
        at - timedelta(hours=1),
        at,
    )


def test_the_database_says_when_it_took_an_entry(db, record, draft):
    before = datetime.now(UTC) - timedelta(seconds=1)
    assert before < record(draft()).recorded_at < datetime.now(UTC) + timedelta(seconds=1)


def test_the_journal_tells_the_officer_the_station_and_the_entry(db, record, draft):
    typed = draft()
    entry = record(typed)

    with db.read() as tx:
        row = tx.execute(sa.select(schema.journal).where(schema.journal.c.seq == entry.seq)).one()
    assert (row.kind, row.id, row.subject, row.line) == ("duty.entry", typed.id, str(typed.id), 1)
    assert (row.author, row.station) == ("heli", "desk-1")


def test_eight_stations_number_without_a_gap(connect, db, chief, draft):
    stations = [connect() for _ in range(8)]
    each = 5
    failures = []

    def write(station):
        try:
            for _ in range(each):
                log.record(station, draft(), officer=chief)
        except Exception as error:  # noqa: BLE001 - shown below
            failures.append(error)

    threads = [threading.Thread(target=write, args=(station,)) for station in stations]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    entries = [one.entry for one in log.page(db, LogQuery(), limit=100)]
    days = {entry.shift_day for entry in entries}
    for day in days:
        serials = sorted(entry.serial for entry in entries if entry.shift_day == day)
        assert serials == list(range(1, len(serials) + 1))
    assert len(entries) == 8 * each
    with db.read() as tx:
        seqs = list(tx.execute(sa.select(schema.journal.c.seq).order_by("seq")).scalars())
    assert seqs == list(range(1, len(seqs) + 1))


def test_a_draft_sent_twice_is_recorded_once(db, record, draft):
    typed = draft(org="龙潭镇")
    first = record(typed)
    rows = journal_rows(db)

    assert record(typed) == first
    assert journal_rows(db) == rows


def test_a_draft_sent_again_after_a_step_is_still_the_same(db, chief, record, draft, step):
    typed = draft()
    record(typed)
    log.take_step(db, typed.id, step(at=AGO), officer=chief)

    assert record(typed).steps == (step(at=AGO),)


def test_another_text_under_the_same_id_is_refused(db, record, draft):
    typed = draft()
    entry = record(typed)

    with pytest.raises(AlreadyRecorded, match=entry.number):
        record(replace(typed, content="别的内容"))
    assert log.find(db, typed.id).draft.content == typed.content


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"content": " "}, EmptyContent),
        ({"content": "水" * 4_001}, ContentTooLong),
        ({"org": "水" * 201}, FieldTooLong),
        ({"occurred_at": datetime.now(UTC) + timedelta(hours=1)}, InFuture),
        ({"received_at": AGO, "occurred_at": AGO + timedelta(minutes=1)}, ReceivedBeforeOccurred),
        ({"corrects": new_id()}, ReasonMissing),
        ({"lon": 200.0, "lat": 0.0}, NoSuchPlace),
    ],
)
def test_a_draft_that_breaks_a_rule_writes_nothing(db, record, draft, wrong, reason):
    before = journal_rows(db)
    with pytest.raises(reason):
        record(draft(**wrong))
    assert journal_rows(db) == before
    assert log.page(db, LogQuery(with_automatic=True)) == ()


def test_only_who_keeps_watch_writes(db, viewer, draft, step):
    with pytest.raises(NotAllowed, match="Watch chief"):
        log.record(db, draft(), officer=viewer)
    with pytest.raises(NotAllowed):
        log.record_all(db, [draft()], officer=viewer)
    with pytest.raises(NotAllowed):
        log.take_step(db, new_id(), step(), officer=viewer)
    assert log.page(db, LogQuery(with_automatic=True)) == ()


def test_several_drafts_are_recorded_in_their_order(db, chief, draft):
    drafts = [draft(f"第 {number} 条") for number in range(3)]
    entries = log.record_all(db, drafts, officer=chief)

    assert [entry.draft.content for entry in entries] == ["第 0 条", "第 1 条", "第 2 条"]
    assert [entry.serial for entry in entries] == [1, 2, 3]
    assert log.record_all(db, drafts, officer=chief) == entries
    assert is_intact(db)


def test_one_wrong_draft_keeps_all_out(db, chief, draft):
    before = journal_rows(db)
    with pytest.raises(EmptyContent):
        log.record_all(db, [draft(), draft("")], officer=chief)
    assert journal_rows(db) == before


# Corrections


def corrected(record, draft, **fields):
    original = record(draft("西坝渗水。", **fields))
    correction = record(draft("东坝渗水。", corrects=original.id, reason="地点听错", **fields))
    return original, correction


def test_a_correction_is_a_line_of_its_own_and_both_stay(db, record, draft):
    original, correction = corrected(record, draft)

    found = log.find(db, original.id)
    assert found.draft.content == "西坝渗水。"
    assert found.newest.draft.content == "东坝渗水。"
    assert log.find(db, correction.id).corrects_number == original.number
    assert [one.entry.id for one in log.page(db, LogQuery())] == [correction.id, original.id]


def test_an_entry_is_corrected_once(db, record, draft):
    original, _ = corrected(record, draft)
    with pytest.raises(AlreadyCorrected, match=original.number):
        record(draft(corrects=original.id, reason="再改"))


def test_corrections_form_a_chain(db, record, draft):
    first, last = corrected(record, draft)
    for number in range(5):
        last = record(draft(f"第 {number} 次", corrects=last.id, reason="再改"))

    assert log.find(db, first.id).newest.id == last.id
    assert log.find(db, first.id).newest.draft.content == "第 4 次"


def test_what_does_not_exist_cannot_be_corrected(record, draft):
    with pytest.raises(Conflict):
        record(draft(corrects=new_id(), reason="写错"))


def test_a_draft_cannot_correct_itself(record, draft):
    typed = draft(reason="写错")
    with pytest.raises(Conflict):
        record(replace(typed, corrects=typed.id))


def test_two_stations_cannot_both_correct_an_entry(connect, db, chief, draft):
    original = log.record(db, draft(), officer=chief)
    outcomes = []

    def correct(station):
        try:
            typed = draft(corrects=original.id, reason="写错")
            outcomes.append(log.record(station, typed, officer=chief))
        except Rejected as error:
            outcomes.append(error)

    threads = [threading.Thread(target=correct, args=(connect(),)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    refused = [one for one in outcomes if isinstance(one, AlreadyCorrected)]
    assert (len(outcomes), len(refused)) == (4, 3)


# Open matters


def test_what_is_not_followed_through_is_an_open_matter(db, record, draft):
    entry = record(draft("东坝渗水。\n约 2 升/秒。", due_at=AGO))

    [matter] = matters.still_open(db)
    assert (matter.id, matter.kind, matter.title) == (entry.id, MatterKind.ENTRY, "东坝渗水。")
    assert (matter.owner, matter.due_at, matter.opened_at) == ("何立", AGO, entry.received_at)


def test_an_instruction_is_a_matter_of_who_was_told(db, record, draft):
    record(draft("盯紧东坝。", kind=EntryKind.LEADER_NOTE, owner="林晓"))

    [matter] = matters.still_open(db)
    assert (matter.kind, matter.owner) == (MatterKind.INSTRUCTION, "林晓")


def test_a_long_first_line_makes_a_short_title(db, record, draft):
    record(draft("水" * 500))
    [matter] = matters.still_open(db)
    assert matter.title == "水" * 119 + "…"


def test_what_was_done_at_once_opens_nothing(db, record, draft, step):
    record(draft(steps=(step(Step.TAKE, at=AGO), step(Step.FOLLOW, at=AGO))))
    assert matters.still_open(db) == ()


def test_following_through_closes_the_matter(db, chief, record, draft, step):
    entry = record(draft())
    log.take_step(db, entry.id, step(Step.REPORT, at=AGO), officer=chief)
    assert len(matters.still_open(db)) == 1

    log.take_step(db, entry.id, step(Step.FOLLOW, at=AGO, result="已加固"), officer=chief)
    assert matters.still_open(db) == ()


def test_a_correction_takes_the_matter_over(db, record, draft):
    _, correction = corrected(record, draft, owner="林晓")
    [matter] = matters.still_open(db)
    assert (matter.id, matter.title, matter.owner) == (correction.id, "东坝渗水。", "林晓")


def test_following_the_corrected_entry_through_closes_the_correction_too(
    db, chief, record, draft, step
):
    original, _ = corrected(record, draft)
    log.take_step(db, original.id, step(Step.FOLLOW, at=AGO), officer=chief)
    assert matters.still_open(db) == ()


# Steps


def test_steps_show_in_the_order_they_were_noted(db, chief, record, draft, step):
    typed = draft(steps=(step(Step.TAKE, at=AGO),))
    record(typed)
    log.take_step(db, typed.id, step(Step.REPORT, at=AGO, to="周敏"), officer=chief)
    entry = log.take_step(db, typed.id, step(Step.FOLLOW, at=AGO), officer=chief)

    assert [one.step for one in entry.steps] == [Step.TAKE, Step.REPORT, Step.FOLLOW]
    assert entry.steps[1].to == "周敏"
    assert entry == log.find(db, typed.id)
    assert is_intact(db)


def test_a_step_sent_twice_is_noted_once(db, chief, record, draft, step):
    entry, act = record(draft()), new_id()
    first = log.take_step(db, entry.id, step(at=AGO), officer=chief, act_id=act)
    rows = journal_rows(db)

    assert log.take_step(db, entry.id, step(at=AGO), officer=chief, act_id=act) == first
    assert journal_rows(db) == rows


def test_a_step_is_done_once(db, chief, deputy, record, draft, step):
    entry = record(draft())
    log.take_step(db, entry.id, step(at=AGO), officer=chief)
    with pytest.raises(AlreadyTaken, match=entry.number):
        log.take_step(db, entry.id, step(at=AGO, by="林晓"), officer=deputy)


def test_a_step_belongs_to_an_entry(db, chief, step):
    with pytest.raises(Conflict):
        log.take_step(db, new_id(), step(at=AGO), officer=chief)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [({"result": "水" * 201}, StepTooLong), ({"at": datetime.now(UTC) + timedelta(1)}, InFuture)],
)
def test_a_step_that_breaks_a_rule_writes_nothing(db, chief, record, draft, step, wrong, reason):
    entry = record(draft())
    before = journal_rows(db)
    with pytest.raises(reason):
        log.take_step(db, entry.id, step(**{"at": AGO} | wrong), officer=chief)
    assert journal_rows(db) == before


@shared
@given(to=line, result=line)
def test_a_step_is_stored_as_it_can_be(db, chief, draft, step, to, result):
    entry = log.record(db, draft(), officer=chief)
    log.take_step(db, entry.id, step(at=AGO, to=to, result=result), officer=chief)
    [noted] = log.find(db, entry.id).steps
    assert "\0" not in noted.to + noted.result
    assert is_intact(db)


# Drills


def test_a_drill_has_numbers_of_its_own(db, record, draft, drill):
    real = record(draft())
    exercise = [record(draft(drill_id=one)) for one in (drill, drill, new_id())]

    assert real.number.startswith("ZB-")
    assert [entry.number.partition("-")[0] for entry in exercise] == ["YL"] * 3
    assert [entry.serial for entry in exercise] == [1, 2, 1]
    assert record(draft()).serial == 2


def test_a_drill_never_shows_among_what_is_real(db, record, draft, drill):
    real = record(draft("真实渗水", org="龙潭镇", phone="0577-66122458"))
    exercise = record(draft("演练渗水", drill_id=drill, org="演练镇", phone="0577-66122458"))

    for query in (
        LogQuery(),
        LogQuery(with_automatic=True),
        LogQuery(words=("渗水",)),
        LogQuery(shift_id=real.shift_id),
    ):
        assert [one.entry.id for one in log.page(db, query) if one.entry] == [real.id]
    assert [one.entry.id for one in log.page(db, LogQuery(drill_id=drill))] == [exercise.id]
    assert [entry.id for entry in log.callers(db, "0577-66122458")] == [real.id]
    assert log.organisations(db) == ("龙潭镇",)
    assert [matter.id for matter in matters.still_open(db)] == [real.id]
    assert [matter.id for matter in matters.still_open(db, drill_id=drill)] == [exercise.id]
    with db.read() as tx:
        assert log.entries_of(tx, real.shift_id) == (real,)


@pytest.mark.parametrize("is_drill", [True, False])
def test_a_drill_and_reality_do_not_correct_each_other(db, record, draft, drill, is_drill):
    original = record(draft(drill_id=drill if is_drill else None))
    other = draft(drill_id=None if is_drill else drill, corrects=original.id, reason="写错")
    with pytest.raises(OtherScope, match=original.number):
        record(other)
    assert log.find(db, original.id).corrected_by is None


# Attachments


def test_a_file_is_kept_once_however_often_it_is_attached(db, record, draft):
    file = attachment("传真.pdf", PDF)
    first = record(draft(attachments=(file,)), contents={file.sha256: PDF})
    record(draft(attachments=(replace(file, name="同一份.pdf"),)))

    assert first.draft.attachments == (file,)
    assert files.content(db, file.sha256) == PDF
    with db.read() as tx:
        assert tx.execute(sa.select(sa.func.count()).select_from(schema.attachment)).scalar() == 1
    assert is_intact(db)


def test_a_draft_with_a_file_can_be_sent_again(db, record, draft):
    file = attachment("传真.pdf", PDF)
    typed, contents = draft(attachments=(file,)), {file.sha256: PDF}
    assert record(typed, contents=contents) == record(typed, contents=contents)


def test_bytes_that_no_draft_names_are_not_kept(db, record, draft):
    typed = draft()
    record(typed, contents={"00": PDF})
    record(typed, contents={"00": PDF})
    with db.read() as tx:
        assert tx.execute(sa.select(schema.attachment)).first() is None


def test_a_file_without_bytes_is_not_recorded(db, record, draft):
    before = journal_rows(db)
    with pytest.raises(FileMissing, match="传真"):
        record(draft(attachments=(attachment("传真.pdf", PDF),)))
    assert journal_rows(db) == before


def test_a_file_of_more_than_20_mb_is_refused(db, record, draft):
    content = PDF + bytes(20 * 2**20)
    file = attachment("大.pdf", content)
    with pytest.raises(TooLarge, match="大.pdf"):
        record(draft(attachments=(file,)), contents={file.sha256: content})


# Who called


def test_the_newest_call_from_a_number_comes_first(db, record, draft):
    record(draft(phone="0577-66122458", name="甲"))
    record(draft(phone="0577-66122458", name="乙"))
    record(draft(phone="", name="丙"))

    found = log.callers(db, " 0577-66122458 ")
    assert [entry.draft.name for entry in found] == ["乙", "甲"]
    assert log.callers(db, "") == ()
    assert len(log.callers(db, "0577-66122458", limit=1)) == 1


def test_units_are_offered_by_how_often_they_were_named(db, record, draft):
    for org in ("云岭乡", "龙潭镇", "龙潭镇", ""):
        record(draft(org=org))
    assert log.organisations(db) == ("龙潭镇", "云岭乡")
