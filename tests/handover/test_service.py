"""Handovers: every refusal, every step, and what other workstations do meanwhile."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa

from commandcenter.database.schema import journal
from commandcenter.database.verify import run as verify
from commandcenter.directory.model import Account, Person
from commandcenter.directory.rights import NotAllowed, Role
from commandcenter.directory.service import accounts, people, rules
from commandcenter.duty.model.entry import EntryKind, Handling, Step
from commandcenter.duty.model.lines import LogQuery
from commandcenter.duty.service import log, shifts
from commandcenter.handover import service
from commandcenter.handover.model import (
    AlreadyStarted,
    Check,
    ChecklistOpen,
    Finding,
    LeaderNeeded,
    Mark,
    MatterNeeded,
    NothingToHandOver,
    NotReady,
    NotSignedOut,
    NotWalking,
    ReasonNeeded,
    SamePerson,
    Section,
    State,
    TooEarly,
)
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import clock
from commandcenter.matters.service import matters

HOUR = timedelta(hours=1)


def accepted(handover):
    return {section for section, mark in handover.marks.items() if mark.mark is Mark.ACCEPTED}


# Starting


def test_starting_freezes_what_stands_and_asks_the_countys_checks(night):
    night.record("卫星电话换电池。", kind=EntryKind.DEVICE)
    handover = night.start()
    assert handover.state is State.WALKING
    assert handover.snapshot.body["entries"] == 2
    assert [row["text"] for row in handover.snapshot.rows(Section.EQUIPMENT)] == [
        "卫星电话换电池。"
    ]
    assert len(handover.checklist) == 15
    assert all(check.finding is None for check in handover.checklist)


def test_what_is_recorded_after_the_start_belongs_to_the_next_shift(night):
    handover = night.start()
    later = night.record("天亮了。")
    assert later.shift_id != night.shift.id
    assert night.newest().snapshot == handover.snapshot


def test_an_entry_before_the_start_of_the_next_shift_goes_to_the_planned_one(night):
    night.start()
    first, second = night.record("一"), night.record("二")
    assert (first.shift_id, second.shift_id) == (night.relief.id, night.relief.id)


def test_without_a_shift_on_watch_there_is_nothing_to_hand_over(bare):
    with pytest.raises(NothingToHandOver):
        bare.start()
    assert service.newest(bare.db) is None


def test_a_shift_is_handed_over_once_at_a_time(night):
    night.start()
    with pytest.raises(AlreadyStarted):
        night.start()


def test_a_shift_that_has_just_taken_over_is_not_handed_over_again(bare):
    relief = replace(bare.relief, end_at=bare.relief.start_at + 2 * HOUR)
    shifts.import_all(bare.db, [bare.shift, relief], officer=bare.crew.admin)
    bare.start()
    bare.complete()
    sealed = bare.seal()

    with pytest.raises(TooEarly) as refusal:
        bare.start()

    assert bare.newest() == sealed
    assert shifts.get(bare.db, relief.id).closed_at is None
    opens_at = clock(relief.end_at - 2 * HOUR)
    assert refusal.value.said(str) == (
        f"白班 lasts until {clock(relief.end_at)}. It can be handed over from {opens_at}."
    )


def test_how_early_a_shift_can_be_handed_over_is_a_rule_of_the_county(bare):
    early = replace(bare.shift, end_at=bare.shift.end_at + 2 * HOUR)
    shifts.import_all(bare.db, [early], officer=bare.crew.admin)
    with pytest.raises(TooEarly):
        bare.start()

    row = next(row for row in rules.everything(bare.db) if row.code == "handover.before_s")
    rules.change(bare.db, replace(row, value="10800"), officer=bare.crew.admin)

    assert bare.start().state is State.WALKING


@pytest.mark.parametrize("who", ["viewer", "admin"])
def test_only_officers_on_watch_start_a_handover(night, who):
    with pytest.raises(NotAllowed):
        service.start(night.db, officer=getattr(night.crew, who))
    assert service.newest(night.db) is None


def test_a_section_holds_what_belongs_to_it(night):
    night.record("橙色预警", kind=EntryKind.WEATHER)
    night.record("一队出动", kind=EntryKind.DISPATCH)
    night.record("市里通知", kind=EntryKind.ORDER)
    night.open_incident()
    snapshot = night.start().snapshot
    texts = {
        section: [row.get("text") or row.get("title") for row in snapshot.rows(section)]
        for section in Section
    }
    assert texts[Section.WARNINGS] == ["橙色预警"]
    assert texts[Section.TEAMS] == ["一队出动"]
    assert texts[Section.IMPORTANT] == ["市里通知"]
    assert texts[Section.INCIDENTS] == ["东坝渗漏险情。"]
    assert "东坝渗漏险情。" in texts[Section.OPEN]


def test_only_what_has_a_time_is_told_to_the_next_shift(night):
    night.record("一", due_at=datetime.now(UTC) + timedelta(hours=1))
    night.record("二")
    rows = night.start().snapshot.rows(Section.NEXT)
    assert [row["title"] for row in rows] == ["一"]


def test_a_corrected_entry_shows_its_valid_text_once(night):
    wrong = night.record("西坝渗漏", kind=EntryKind.ORDER)
    right = night.record("东坝渗漏", kind=EntryKind.ORDER, corrects=wrong.id, reason="地点错")
    [row] = night.start().snapshot.rows(Section.IMPORTANT)
    assert row["text"] == "东坝渗漏"
    assert row["corrected"] == right.number


# Walking


def test_accepting_says_who_and_when(night):
    night.start()
    mark = night.act(service.accept, Section.OVERVIEW, officer=night.crew.taker).marks[
        Section.OVERVIEW
    ]
    assert (mark.mark, mark.by) == (Mark.ACCEPTED, "郑海")
    assert night.newest().frozen_at < mark.at <= datetime.now(UTC)


def test_accepting_twice_leaves_it_accepted_once(night):
    night.start()
    for _ in range(2):
        night.act(service.accept, Section.TEAMS, officer=night.crew.taker)
    assert accepted(night.newest()) == {Section.TEAMS}


def test_a_section_is_returned_with_a_reason_only(night):
    night.start()
    with pytest.raises(ReasonNeeded):
        night.act(service.return_section, Section.TEAMS, "  ", officer=night.crew.taker)
    assert night.newest().state is State.WALKING


def test_a_returned_shift_goes_on_until_it_is_frozen_anew(night):
    night.start()
    night.act(service.return_section, Section.TEAMS, "缺归建时间", officer=night.crew.taker)
    assert night.newest().state is State.RETURNED
    added = night.record("一队归建", kind=EntryKind.DISPATCH)
    assert added.shift_id == night.shift.id
    second = night.start()
    assert (second.revision, second.state) == (2, State.WALKING)
    assert [row["text"] for row in second.snapshot.rows(Section.TEAMS)] == ["一队归建"]


def test_sections_that_did_not_change_stay_accepted_in_the_next_revision(night):
    night.start()
    for section in (Section.WARNINGS, Section.EQUIPMENT, Section.OVERVIEW, Section.IMPORTANT):
        night.act(service.accept, section, officer=night.crew.taker)
    night.act(service.return_section, Section.TEAMS, "缺归建时间", officer=night.crew.taker)
    night.record("市里通知", kind=EntryKind.ORDER)
    assert accepted(night.start()) == {Section.WARNINGS, Section.EQUIPMENT}


def test_a_returned_section_is_read_again_even_if_nothing_was_added(night):
    night.start()
    night.act(service.return_section, Section.TEAMS, "缺归建时间", officer=night.crew.taker)
    assert night.start().marks == {}


def test_checks_and_note_are_kept_in_the_next_revision(night):
    night.start()
    night.check_all()
    night.act(service.put_note, "先打电话", officer=night.crew.giver)
    night.act(service.return_section, Section.NEXT, "补充", officer=night.crew.taker)
    second = night.start()
    assert second.note == "先打电话"
    assert {check.finding for check in second.checklist} == {Finding.NORMAL}


def test_the_signature_of_the_returned_revision_does_not_count_for_the_next(night):
    night.start()
    night.act(service.sign_outgoing, officer=night.crew.giver)
    night.act(service.return_section, Section.NEXT, "补充", officer=night.crew.taker)
    assert night.start().outgoing is None


def test_a_returned_handover_takes_no_further_marks(night):
    night.start()
    night.act(service.return_section, Section.NEXT, "补充", officer=night.crew.taker)
    with pytest.raises(NotWalking):
        night.act(service.accept, Section.TEAMS, officer=night.crew.taker)
    with pytest.raises(NotWalking):
        night.act(service.put_note, "x", officer=night.crew.giver)
    with pytest.raises(NotWalking):
        night.act(service.sign_outgoing, officer=night.crew.giver)


def test_a_check_keeps_finding_note_and_matter(night):
    entry = night.open_incident()
    check = night.start().checklist[0]
    found = replace(check, finding=Finding.ABNORMAL, note="待补", matter_id=entry.id)
    after = night.act(service.put_check, found, officer=night.crew.giver)
    assert after.checklist[0] == found
    assert after.checklist[1:] == night.newest().checklist[1:]


@pytest.mark.parametrize(
    ("call", "facts"),
    [
        (service.accept, (Section.TEAMS,)),
        (service.return_section, (Section.TEAMS, "原因")),
        (service.put_check, (Check(code="open-1", title="x"),)),
        (service.put_note, ("x",)),
        (service.sign_outgoing, ()),
        (service.seal, ()),
        (service.sign_leader, ()),
    ],
)
def test_a_viewer_changes_nothing(night, call, facts):
    before = night.start()
    with pytest.raises(NotAllowed):
        night.act(call, *facts, officer=night.crew.viewer)
    assert night.newest() == before


def test_a_chief_cannot_sign_as_leader(night):
    night.start()
    with pytest.raises(NotAllowed):
        night.act(service.sign_leader, officer=night.crew.giver)


@pytest.mark.parametrize(
    ("call", "facts"),
    [
        (service.accept, (Section.TEAMS,)),
        (service.return_section, (Section.TEAMS, "原因")),
        (service.put_check, (Check(code="open-1", title="x"),)),
        (service.put_note, ("x",)),
        (service.sign_outgoing, ()),
    ],
)
def test_whoever_saw_an_older_state_changes_nothing(night, call, facts):
    seen = night.start()
    night.act(service.put_note, "另一席", officer=night.crew.taker)
    before = night.newest()
    with pytest.raises(Conflict):
        call(night.db, seen.id, *facts, seen_version=seen.version, officer=night.crew.giver)
    assert night.newest() == before


# Two people


def test_whoever_hands_over_cannot_accept_or_seal(night):
    night.start()
    night.act(service.sign_outgoing, officer=night.crew.giver)
    for call, facts in (
        (service.accept, (Section.TEAMS,)),
        (service.return_section, (Section.TEAMS, "原因")),
        (service.seal, ()),
    ):
        with pytest.raises(SamePerson):
            night.act(call, *facts, officer=night.crew.giver)


def test_whoever_accepted_a_section_cannot_hand_over(night):
    night.start()
    night.act(service.accept, Section.TEAMS, officer=night.crew.taker)
    with pytest.raises(SamePerson):
        night.act(service.sign_outgoing, officer=night.crew.taker)


def test_two_officers_of_the_same_name_can_relieve_each_other(night):
    namesake = replace(night.crew.taker, login="heli-2", name=night.crew.giver.name)
    night.start()
    for section in Section:
        night.act(service.accept, section, officer=namesake)
    night.check_all()
    night.act(service.sign_outgoing, officer=night.crew.giver)
    sealed = night.act(service.seal, officer=namesake)
    assert (sealed.outgoing.login, sealed.incoming.login) == ("heli", "heli-2")


def test_a_second_account_makes_nobody_another_person(night):
    person = Person(id=new_id(), name="何立")
    people.add(night.db, person, officer=night.crew.admin)
    for login in ("heli", "heli-2"):
        account = Account(id=new_id(), login=login, person_id=person.id, role=Role.CHIEF)
        accounts.add(night.db, account, "long-enough-1", officer=night.crew.admin)
    night.start()
    night.act(service.sign_outgoing, officer=night.crew.giver)
    with pytest.raises(SamePerson):
        night.act(service.accept, Section.TEAMS, officer=replace(night.crew.giver, login="heli-2"))


def test_a_new_name_makes_nobody_another_person(night):
    night.start()
    night.act(service.accept, Section.TEAMS, officer=night.crew.taker)
    with pytest.raises(SamePerson):
        night.act(service.sign_outgoing, officer=replace(night.crew.taker, name="郑大海"))


def test_the_journal_says_by_account_who_answered_and_who_signed(night):
    started = night.start()
    night.act(service.accept, Section.TEAMS, officer=night.crew.taker)
    night.act(service.sign_outgoing, officer=night.crew.giver)
    with night.db.read() as tx:
        query = sa.select(journal.c.kind, journal.c.body).where(
            journal.c.subject == str(started.id)
        )
        logins = {row.kind: json.loads(row.body).get("login") for row in tx.execute(query)}
    assert logins["handover.accepted"] == "zhenghai"
    assert logins["handover.signed"] == "heli"


# Sealing


def test_a_complete_handover_is_sealed_by_the_incoming_officer(night):
    night.start()
    night.complete()
    sealed = night.seal()
    assert sealed.state is State.SEALED
    assert (sealed.outgoing.name, sealed.incoming.name, sealed.leader) == ("何立", "郑海", None)
    assert sealed.seq is not None
    assert len(sealed.hash) == 32
    assert sealed.sealed_at == sealed.incoming.at


def test_every_section_has_to_be_accepted(night):
    night.start()
    night.complete()
    night.act(service.return_section, Section.NEXT, "补充", officer=night.crew.taker)
    night.start()
    night.act(service.sign_outgoing, officer=night.crew.giver)
    with pytest.raises(NotReady) as refusal:
        night.seal()
    assert refusal.value.facts == {"count": 1}


def test_every_check_has_to_be_made_and_the_first_open_one_is_named(night):
    night.start()
    night.accept_all()
    night.act(service.sign_outgoing, officer=night.crew.giver)
    with pytest.raises(ChecklistOpen) as refusal:
        night.seal()
    assert refusal.value.facts["item"] == night.newest().checklist[0].title


def test_what_is_abnormal_needs_a_matter(night):
    night.start()
    night.complete()
    check = night.newest().checklist[3]
    bad = replace(check, finding=Finding.ABNORMAL)
    night.act(service.put_check, bad, officer=night.crew.taker)
    with pytest.raises(MatterNeeded) as refusal:
        night.seal()
    assert refusal.value.facts == {"item": check.title}


def test_the_outgoing_officer_signs_first(night):
    night.start()
    night.accept_all()
    night.check_all()
    with pytest.raises(NotSignedOut):
        night.seal()


def test_while_an_incident_is_open_the_leader_signs_too(night):
    night.open_incident()
    assert night.start().needs_leader
    night.complete()
    with pytest.raises(LeaderNeeded):
        night.seal()
    night.act(service.sign_leader, officer=night.crew.leader)
    assert night.seal().leader.name == "周敏"


def test_an_incident_that_was_followed_through_needs_no_leader(night):
    entry = night.open_incident()
    done = Handling(step=Step.FOLLOW, at=datetime.now(UTC), by="何立")
    log.take_step(night.db, entry.id, done, officer=night.crew.giver)
    assert not night.start().needs_leader


def test_sealing_twice_is_refused_and_changes_nothing(night):
    night.start()
    night.complete()
    sealed = night.seal()
    with pytest.raises(NotWalking):
        night.seal()
    assert night.newest() == sealed


def test_a_sealed_handover_takes_nothing_more(night):
    night.start()
    night.complete()
    sealed = night.seal()
    with pytest.raises(NotWalking):
        night.act(service.put_note, "x", officer=night.crew.giver)
    with pytest.raises(NotWalking):
        night.act(service.accept, Section.TEAMS, officer=night.crew.taker)
    assert night.newest() == sealed


def test_sealed_handovers_are_listed_newest_first(night):
    night.start()
    assert service.sealed(night.db) == ()
    night.complete()
    first = night.seal()
    night.record("下一班的第一条。")
    night.start()
    night.complete()
    second = night.seal()
    assert service.sealed(night.db) == (second, first)
    assert service.sealed(night.db, limit=1) == (second,)


def test_open_matters_stay_open_over_the_handover(night):
    entry = night.open_incident()
    night.start()
    night.complete()
    night.act(service.sign_leader, officer=night.crew.leader)
    night.seal()
    assert entry.id in [matter.id for matter in matters.still_open(night.db)]


def test_a_shift_is_overdue_from_its_end_until_it_is_frozen(night):
    shift = shifts.get(night.db, night.shift.id)
    assert not service.is_overdue(shift, shift.end_at - timedelta(seconds=1))
    assert service.is_overdue(shift, shift.end_at)
    night.start()
    frozen = shifts.get(night.db, night.shift.id)
    assert not service.is_overdue(frozen, shift.end_at + timedelta(hours=1))
    assert not service.is_overdue(None, shift.end_at)


# Evidence


def test_snapshot_and_report_pass_verification(night):
    night.start()
    night.complete()
    night.seal()
    with night.db.read() as tx:
        assert verify(tx, (*service.EVIDENCE, *log.EVIDENCE)).problem is None


def test_automatic_lines_tell_of_freeze_return_and_seal(night):
    night.start()
    night.act(service.return_section, Section.NEXT, "补充", officer=night.crew.taker)
    night.start()
    night.complete()
    night.seal()
    lines = log.page(night.db, LogQuery(with_automatic=True))
    kinds = [line.kind for line in lines if line.kind.startswith("handover.")]
    assert kinds == ["handover.sealed", "handover.frozen", "handover.returned", "handover.frozen"]


# Two workstations at the same moment


def at_once(*calls):
    """Run the calls at the same moment; return what each returned or raised."""
    outcomes, barrier = [None] * len(calls), Barrier(len(calls))

    def work(number, call):
        barrier.wait()
        try:
            outcomes[number] = call()
        except (Conflict, NotWalking, AlreadyStarted) as error:
            outcomes[number] = error

    threads = [Thread(target=work, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def refusals(outcomes):
    return [type(outcome) for outcome in outcomes if isinstance(outcome, Exception)]


def test_of_two_that_start_at_once_one_succeeds(night, connect):
    databases = [connect(), connect()]
    outcomes = at_once(
        *(lambda db=db: service.start(db, officer=night.crew.giver) for db in databases)
    )
    assert refusals(outcomes) == [AlreadyStarted]
    assert night.newest().revision == 1


def test_of_two_that_accept_at_once_one_succeeds_and_one_is_told(night, connect):
    seen = night.start()
    databases = [connect(), connect()]
    outcomes = at_once(
        *(
            lambda db=db, section=section: service.accept(
                db, seen.id, section, seen_version=seen.version, officer=night.crew.taker
            )
            for db, section in zip(databases, (Section.TEAMS, Section.OPEN), strict=True)
        )
    )
    assert refusals(outcomes) == [Conflict]
    assert len(night.newest().marks) == 1


def test_of_two_that_seal_at_once_one_succeeds(night, connect):
    night.start()
    seen = night.complete()
    databases = [connect(), connect()]
    outcomes = at_once(
        *(
            lambda db=db: service.seal(
                db, seen.id, seen_version=seen.version, officer=night.crew.taker
            )
            for db in databases
        )
    )
    assert refusals(outcomes) in ([NotWalking], [Conflict])
    assert len(service.sealed(night.db)) == 1


def test_accepting_and_returning_at_once_leaves_one_of_them(night, connect):
    seen = night.start()
    one, other = connect(), connect()
    outcomes = at_once(
        lambda: service.accept(
            one, seen.id, Section.TEAMS, seen_version=seen.version, officer=night.crew.taker
        ),
        lambda: service.return_section(
            other,
            seen.id,
            Section.TEAMS,
            "缺",
            seen_version=seen.version,
            officer=night.crew.leader,
        ),
    )
    assert refusals(outcomes) in ([Conflict], [NotWalking])
    assert len(night.newest().marks) == 1


def test_what_cannot_be_stored_is_replaced_in_the_note(night):
    night.start()
    walked = night.act(service.put_note, "水\0位", officer=night.crew.giver)
    assert walked.note == "水\ufffd位"
