"""Documents have to be passed on in time, and the log knows when they were not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import journal, verify
from commandcenter.directory.service import rules
from commandcenter.duty.model.entry import EntryKind, Step, Urgency
from commandcenter.duty.model.lines import LogQuery
from commandcenter.duty.service import log
from commandcenter.kernel.ids import new_id
from commandcenter.matters.model.clock import ClockKind
from commandcenter.matters.service import clocks
from tests.duty.conftest import NIGHT

MINUTE = timedelta(minutes=1)


@pytest.fixture
def document(draft):
    """Make the draft of a document."""

    def make(**fields):
        return draft("省防指电报", **({"kind": EntryKind.DOC} | fields))

    return make


def forwards(db):
    return [one for one in clocks.running(db) if one.kind is ClockKind.FORWARD]


@pytest.mark.parametrize(
    ("urgency", "minutes"), [(Urgency.FLASH, 10), (Urgency.URGENT, 30), (Urgency.ROUTINE, 60)]
)
@pytest.mark.parametrize("kind", [EntryKind.DOC, EntryKind.FAX, EntryKind.ORDER])
def test_a_document_has_to_be_passed_on_by_its_urgency(
    night_db, chief, document, kind, urgency, minutes
):
    received_at = NIGHT - 5 * MINUTE
    one = document(kind=kind, urgency=urgency, received_at=received_at)
    log.record(night_db, one, officer=chief)
    [clock] = forwards(night_db)
    assert (clock.subject, clock.title) == (one.id, "省防指电报")
    assert clock.rule == f"duty.forward_{urgency.value}_s"
    assert (clock.begun_at, clock.due_at) == (received_at, received_at + minutes * MINUTE)


def test_nothing_else_has_to_be_passed_on_and_costs_no_row_more(night_db, chief, draft):
    for kind in EntryKind:
        if kind not in (EntryKind.DOC, EntryKind.FAX, EntryKind.ORDER):
            log.record(night_db, draft(kind=kind), officer=chief)
    with night_db.read() as tx:
        assert list(journal.told(tx, ["matters.clock_started"])) == []
    assert clocks.running(night_db) == ()


def test_passing_it_on_ends_the_clock_and_notes_how_late_it_was(night_db, chief, document, step):
    one = log.record(night_db, document(), officer=chief)
    [clock] = forwards(night_db)
    night_db.clock.go(minutes=90)
    for done in (Step.REPORT, Step.FOLLOW):
        log.take_step(night_db, one.id, step(done), officer=chief)
    assert forwards(night_db) == [clock]
    passed = step(Step.FORWARD, at=NIGHT + 80 * MINUTE, to="防汛科")
    log.take_step(night_db, one.id, passed, officer=chief)
    ended = clocks.find(night_db, clock.id)
    assert (ended.end, ended.late_s, ended.done, ended.ended_by) == (
        "satisfied",
        20 * 60,
        "防汛科",
        "何立",
    )
    [line] = [
        line
        for line in log.page(night_db, LogQuery(with_automatic=True))
        if line.kind == "matters.clock_satisfied_late"
    ]
    assert line.body["minutes"] == 20


def test_what_was_passed_on_before_it_was_written_has_its_clock_as_well(
    night_db, chief, document, step
):
    taken = step(Step.FORWARD, at=NIGHT - MINUTE)
    one = document(received_at=NIGHT - 62 * MINUTE, steps=(taken,))
    log.record(night_db, one, officer=chief)
    assert forwards(night_db) == []
    with night_db.read() as tx:
        [row] = journal.told(tx, ["matters.clock_satisfied_late"])
        assert verify.run(tx, EVIDENCE).problem is None
    assert '"minutes":1' in row.body


def correct(db, chief, document, one, **fields):
    right = document(corrects=one.id, reason="听错", **fields)
    return log.record(db, right, officer=chief)


def test_a_correction_takes_the_clock_over(night_db, chief, document, step):
    one = log.record(night_db, document(), officer=chief)
    [clock] = forwards(night_db)
    night_db.clock.go(minutes=5)
    right = correct(night_db, chief, document, one)
    assert forwards(night_db) == [replace(clock, subject=right.id, version=2)]
    log.take_step(night_db, one.id, step(Step.FORWARD), officer=chief)
    assert forwards(night_db) == []


def test_a_correction_of_the_urgency_counts_from_the_same_beginning(night_db, chief, document):
    one = log.record(night_db, document(), officer=chief)
    [clock] = forwards(night_db)
    night_db.clock.go(minutes=5)
    right = correct(night_db, chief, document, one, urgency=Urgency.FLASH)
    [other] = forwards(night_db)
    assert (other.subject, other.due_at) == (right.id, NIGHT + 10 * MINUTE)
    assert clocks.find(night_db, clock.id).end == "void"
    assert clocks.find(night_db, clock.id).done == right.number


def test_a_correction_that_is_no_document_ends_the_clock(night_db, chief, document):
    one = log.record(night_db, document(), officer=chief)
    correct(night_db, chief, document, one, kind=EntryKind.OTHER)
    assert clocks.running(night_db) == ()


def test_a_correction_of_what_was_passed_on_starts_nothing(night_db, chief, document, step):
    one = log.record(night_db, document(), officer=chief)
    log.take_step(night_db, one.id, step(Step.FORWARD), officer=chief)
    correct(night_db, chief, document, one)
    assert clocks.running(night_db) == ()


def test_a_correction_that_makes_it_a_document_starts_a_clock(night_db, chief, document):
    one = log.record(night_db, document(kind=EntryKind.OTHER), officer=chief)
    right = correct(night_db, chief, document, one)
    assert [clock.subject for clock in forwards(night_db)] == [right.id]


def test_the_log_is_written_where_the_rule_row_cannot_be_read(night_db, chief, admin, document):
    [row] = [row for row in rules.everything(night_db) if row.code == "duty.forward_routine_s"]
    rules.change(night_db, replace(row, valid_to=row.valid_from.replace(year=2021)), officer=admin)
    log.record(night_db, document(), officer=chief)
    assert clocks.running(night_db) == ()


def test_a_document_of_a_drill_has_a_clock_of_the_drill(night_db, chief, document, drill):
    log.record(night_db, document(drill_id=drill), officer=chief)
    assert clocks.running(night_db) == ()
    assert len(clocks.running(night_db, drill_id=drill)) == 1


def test_on_a_server_it_is_the_same(db, chief, document, step):
    one = log.record(db, document(received_at=NIGHT), officer=chief)
    right = correct(db, chief, document, one, received_at=NIGHT, due_at=NIGHT + MINUTE)
    assert {clock.kind for clock in clocks.running(db)} == {ClockKind.FORWARD, ClockKind.MATTER}
    for done in (Step.FORWARD, Step.FOLLOW):
        log.take_step(db, right.id, step(done, at=NIGHT), officer=chief, act_id=new_id())
    assert clocks.running(db) == ()
    with db.read() as tx:
        assert verify.run(tx, EVIDENCE).problem is None
