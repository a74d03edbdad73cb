"""The report chain, calls, closing and merging, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from commandcenter.directory.rights import NotAllowed
from commandcenter.directory.service import rules
from commandcenter.incidents.model import handling, phone
from commandcenter.incidents.model.incident import State
from commandcenter.incidents.model.level import Level
from commandcenter.incidents.model.phone import PhoneReport
from commandcenter.incidents.model.report import (
    FirstReportSent,
    NoFirstReport,
    NoSuchReportStep,
    OwnDraft,
    ReasonMissing,
    ReportFrozen,
    ReportKind,
    ReportState,
    ReportUnderWay,
    SectionEmpty,
    SendChannel,
    SentOutsideTime,
)
from commandcenter.incidents.service import (
    facts,
    gathering,
    moving,
    phoning,
    reading,
    reports,
    sending,
)
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import day_of, now
from commandcenter.matters.model.clock import ClockKind
from commandcenter.matters.service import clocks
from commandcenter.teams.model.dispatch import Order
from commandcenter.teams.model.team import Team
from commandcenter.teams.service import ordering, roster

YEAR = day_of(now()).year


@pytest.fixture
def begun(db, chief):
    def make(one, kind=ReportKind.FIRST, language="en"):
        return reports.begin(db, one.id, kind, report_id=new_id(), officer=chief, language=language)

    return make


def ready(db, report, chief):
    return reports.check(db, report.id, seen_version=report.version, officer=chief, act_id=new_id())


def sign(db, report, officer):
    return sending.sign(
        db, report.id, seen_version=report.version, officer=officer, act_id=new_id()
    )


def of_reports(db):
    """Return the running clocks of reporting; a high level sends the leader to the scene too."""
    return [clock for clock in clocks.running(db) if clock.kind is not ClockKind.MATTER]


def test_a_first_report_says_everything_that_is_known_and_leaves_nothing_blank(
    db, an_incident, counted, begun
):
    at = now() - timedelta(minutes=5)
    one = an_incident(occurred_at=at, learned_at=at, lon=119.5, lat=28.25, source="龙潭镇 周明")
    counted(one, dead=1, serious=2, loss_fen=123_450_000)

    text = begun(one).text

    assert text.title == "Report on 石桥村客车翻车 (First report)"
    assert "龙潭镇 周明 reported" in text.basic
    assert "石桥村 (119.50000 E, 28.25000 N), Traffic accident" in text.basic
    assert "Level (preliminary): Information." in text.basic
    assert "dead 1 people, missing being verified" in text.casualties
    assert "seriously injured 2 people" in text.casualties
    assert "direct loss 123.45 × 10,000 yuan" in text.casualties
    assert "Leaders on the scene: being verified." in text.measures
    assert "Forces deployed: none so far." in text.measures
    assert "Cause (preliminary): being verified." in text.next_steps


def test_forces_of_the_line_and_of_the_incident_are_in_the_report(db, chief, an_entry, begun):
    from commandcenter.incidents.service import opening

    entry = an_entry()
    teams = [
        roster.add(
            db, Team(id=new_id(), number=f"T{n}", name=f"队伍{n}", category="social"), officer=chief
        )
        for n in range(3)
    ]
    usual = {"order_id": new_id(), "place": "石桥村", "task": "救援"}
    early = Order(id=new_id(), team_id=teams[0].id, entry_id=entry.id, people_out=6, **usual)
    ordering.order(db, [early], officer=chief)
    one = opening.open_from_entry(db, entry.id, incident_id=new_id(), officer=chief)
    direct = Order(id=new_id(), team_id=teams[1].id, incident_id=one.id, **usual)
    other = Order(id=new_id(), team_id=teams[2].id, **usual)
    ordering.order(db, [direct, other], officer=chief)

    text = begun(one).text

    assert "队伍0 (6 people), Order given, 队伍1, Order given." in text.measures
    assert "队伍2" not in text.measures


def test_a_follow_up_tells_only_what_changed(db, chief, an_incident, counted, begun, sent):
    one = an_incident()
    counted(one, dead=1, missing=2)
    first = sent(one)
    known = replace(one.facts, id=new_id(), cause="刹车失灵", reason="交警回报")
    facts.amend(db, one.id, known, seen_version=one.version, officer=chief)
    counted(one, dead=3, missing=0, light=4)

    text = begun(one, ReportKind.FOLLOW_UP).text

    assert text.title.endswith("(Follow-up report 1)")
    assert text.basic.startswith(f"No change since {first.sent.number} of ")
    assert "客车翻入水沟" not in text.basic
    figures = text.casualties.partition(": ")[2]
    assert figures == (
        "dead 3 people (+2 since the last report), missing 0 people (-2 since the last report), "
        "slightly injured 4 people (being verified before)."
    )
    assert text.next_steps == "Cause (preliminary): 刹车失灵."
    assert text.measures == "No change since the last report."


def test_nothing_new_is_said_to_be_nothing_new(an_incident, counted, begun, sent):
    one = an_incident()
    counted(one, dead=1)
    first = sent(one)

    text = begun(one, ReportKind.FOLLOW_UP).text

    assert text.basic.startswith(f"No change since {first.sent.number} of ")
    assert text.casualties == "No figure has changed since the last report."
    assert text.next_steps == "No change since the last report."


def test_a_chain_has_one_first_report_before_all_others(an_incident, begun, sent):
    one = an_incident()
    for kind in (ReportKind.FOLLOW_UP, ReportKind.FINAL):
        with pytest.raises(NoFirstReport):
            begun(one, kind)

    sent(one)

    with pytest.raises(FirstReportSent):
        begun(one)
    assert [sent(one, ReportKind.FOLLOW_UP).position for _ in range(2)] == [1, 2]
    assert sent(one, ReportKind.FINAL).state is ReportState.SENT
    # A correction is a further report.
    assert sent(one, ReportKind.FOLLOW_UP).position == 3


def test_one_report_of_an_incident_is_written_at_a_time(db, chief, an_incident, begun):
    one = an_incident()
    report = begun(one)

    with pytest.raises(ReportUnderWay):
        begun(one)
    reports.discard(db, report.id, reason="重写", officer=chief, act_id=new_id())
    assert begun(one).state is ReportState.DRAFT


def test_text_can_be_changed_and_every_version_is_kept(db, chief, an_incident, begun):
    report = begun(an_incident())
    words = replace(report.text, id=new_id(), basic="改写", to_orgs="市应急管理局")

    after = reports.edit(db, report.id, words, seen_version=report.version, officer=chief)
    again = reports.edit(db, report.id, words, seen_version=report.version, officer=chief)

    assert again == after == reading.report(db, report.id)
    assert [text.basic == "改写" for text in after.texts] == [False, True]
    assert (after.text.figures_id, after.text.facts_id) == (
        report.text.figures_id,
        report.text.facts_id,
    )
    with pytest.raises(Conflict):
        stale = replace(words, id=new_id())
        reports.edit(db, report.id, stale, seen_version=report.version, officer=chief)
    with pytest.raises(SectionEmpty):
        blank = replace(words, id=new_id(), casualties=" ")
        reports.edit(db, report.id, blank, seen_version=after.version, officer=chief)


def test_a_checked_text_that_is_changed_is_checked_again(db, chief, an_incident, begun):
    report = ready(db, begun(an_incident()), chief)
    words = replace(report.text, id=new_id(), basic="改写")

    after = reports.edit(db, report.id, words, seen_version=report.version, officer=chief)

    assert after.state is ReportState.DRAFT
    with pytest.raises(NoSuchReportStep):
        sending.sign(
            db, report.id, seen_version=after.version, officer=_leader(chief), act_id=new_id()
        )


def _leader(chief):
    from commandcenter.directory.rights import RIGHTS, Role

    return replace(chief, rights=RIGHTS[Role.LEADER], login="leader", name="李总")


def test_nobody_signs_what_they_wrote_unless_the_county_lets_them(
    db, admin, chief, an_incident, begun
):
    signing_chief = replace(_leader(chief), login=chief.login)
    report = ready(db, begun(an_incident()), chief)
    with pytest.raises(NotAllowed):
        sign(db, report, chief)
    with pytest.raises(OwnDraft):
        sign(db, report, signing_chief)

    [rule] = [one for one in rules.everything(db) if one.code == sending.SIGN_BY_OTHER]
    rules.change(db, replace(rule, value="0"), officer=admin)

    assert sign(db, report, signing_chief).state is ReportState.SIGNED


def test_what_was_signed_is_not_edited_but_can_be_handed_back(
    db, chief, leader, an_incident, begun
):
    report = sign(db, ready(db, begun(an_incident()), chief), leader)
    words = replace(report.text, id=new_id(), basic="改写")
    with pytest.raises(ReportFrozen):
        reports.edit(db, report.id, words, seen_version=report.version, officer=chief)
    with pytest.raises(ReasonMissing):
        reports.hand_back(db, report.id, reason=" ", officer=leader, act_id=new_id())

    back = reports.hand_back(db, report.id, reason="数字不符", officer=leader, act_id=new_id())
    after = reports.edit(db, report.id, words, seen_version=back.version, officer=chief)
    again = sign(db, ready(db, after, chief), leader)

    assert again.issue == report.issue == (YEAR, 1)


def test_issue_numbers_have_no_gaps_and_void_ones_stay_used(
    db, chief, leader, an_incident, begun, sent
):
    void = sign(db, ready(db, begun(an_incident()), chief), leader)
    gone = reports.discard(db, void.id, reason="不再报", officer=chief, act_id=new_id())
    never = begun(an_incident())
    dropped = reports.discard(db, never.id, reason="不报", officer=chief, act_id=new_id())
    drill = sent(an_incident(drill_id=new_id()))
    report = sent(an_incident())

    assert (gone.state, gone.issue) == (ReportState.VOID, (YEAR, 1))
    assert (dropped.state, dropped.issue) == (ReportState.DISCARDED, None)
    assert report.sent.number == f"〔{YEAR}〕第2期"
    assert drill.sent.number == f"演练〔{YEAR}〕第1期"


def test_what_was_sent_is_frozen_with_its_hash_and_who_did_what(
    db, chief, leader, an_incident, sent
):
    one = an_incident()
    report = sent(one)

    frozen = reading.report(db, report.id).sent
    assert frozen == report.sent
    assert (frozen.drafted_by, frozen.checked_by, frozen.signed_by) == ("何立", "何立", "陈国")
    assert report.text.title in frozen.body
    for step in (reports.check, sending.sign):
        with pytest.raises(NoSuchReportStep):
            step(db, report.id, seen_version=99, officer=leader, act_id=new_id())
    with pytest.raises(NoSuchReportStep):
        reports.discard(db, report.id, reason="x", officer=chief, act_id=new_id())
    with pytest.raises(NoSuchReportStep):
        reports.hand_back(db, report.id, reason="x", officer=chief, act_id=new_id())
    with pytest.raises(NoSuchReportStep):
        sending.send(db, report.id, SendChannel.TEXT, officer=chief, act_id=new_id())


def test_sending_again_sends_once(db, chief, leader, an_incident, begun):
    report = sign(db, ready(db, begun(an_incident()), chief), leader)
    act_id = new_id()

    first = sending.send(db, report.id, SendChannel.SYSTEM, officer=chief, act_id=act_id)
    again = sending.send(db, report.id, SendChannel.SYSTEM, officer=chief, act_id=act_id)

    assert first.sent == again.sent


@pytest.mark.parametrize("off", [timedelta(hours=-1), timedelta(hours=1)])
def test_a_report_is_sent_after_it_was_signed_and_not_in_the_future(
    db, chief, leader, an_incident, begun, off
):
    report = sign(db, ready(db, begun(an_incident()), chief), leader)

    with pytest.raises(SentOutsideTime):
        sending.send(
            db, report.id, SendChannel.TEXT, officer=chief, act_id=new_id(), at=now() + off
        )


def test_a_report_ends_the_clock_it_was_due_by_and_says_how_late_it_was(
    db, an_incident, judged, sent
):
    one = judged(an_incident(learned_at=now() - timedelta(minutes=90)), Level.MAJOR)

    report = sent(one)

    assert report.sent.rule == "system_major"
    assert timedelta(minutes=30) <= report.sent.late < timedelta(minutes=31)
    left = {clock.rule: clock for clock in of_reports(db)}
    assert set(left) == {"oral_major", "follow_up_twice"}
    assert left["follow_up_twice"].kind is ClockKind.FOLLOW_UP
    assert left["follow_up_twice"].begun_at == report.sent.sent_at


def test_a_report_in_writing_is_none_in_the_system(db, an_incident, judged, sent):
    one = judged(an_incident(), Level.MAJOR)

    report = sent(one, channel=SendChannel.TEXT)

    assert (report.sent.rule, report.sent.late_s) == ("", 0)
    assert "system_major" in {clock.rule for clock in clocks.running(db)}


def test_follow_ups_are_due_again_and_again_until_the_final_report(db, an_incident, judged, sent):
    one = judged(an_incident(), Level.ORDINARY)
    sent(one)
    [before] = clocks.running(db)
    follow_up = sent(one, ReportKind.FOLLOW_UP)
    [after] = clocks.running(db)

    assert (before.rule, after.rule) == ("follow_up_daily", "follow_up_daily")
    assert before.id != after.id
    assert follow_up.sent.rule == "follow_up_daily"
    sent(one, ReportKind.FINAL)
    assert clocks.running(db) == ()


def test_a_higher_level_makes_follow_ups_due_sooner(db, an_incident, judged, sent):
    one = judged(an_incident(), Level.ORDINARY)
    first = sent(one)

    judged(reading.find(db, one.id), Level.MAJOR)

    left = {clock.rule: clock for clock in of_reports(db)}
    assert set(left) == {"oral_major", "system_major", "follow_up_twice"}
    assert left["follow_up_twice"].begun_at == first.sent.sent_at


def a_call(**fields) -> PhoneReport:
    usual = {"to_org": "市应急管理局", "to_name": "赵敏", "content": "石桥村客车翻车"}
    return PhoneReport(**{"id": new_id()} | usual | fields)


def test_a_call_ends_the_oral_clock_and_says_how_late_it_was(db, chief, an_incident, judged):
    one = judged(an_incident(learned_at=now() - timedelta(minutes=50)), Level.MAJOR)
    call = a_call(called_at=now() - timedelta(minutes=15))

    told = phoning.phone(db, one.id, call, officer=chief)
    again = phoning.phone(db, one.id, call, officer=chief)

    assert again == told
    assert (told.rule, told.caller) == ("oral_major", "何立")
    assert timedelta(minutes=5) < told.late <= timedelta(minutes=5, seconds=2)
    assert {clock.rule for clock in of_reports(db)} == {"system_major"}
    assert reading.whole(db, one.id, at=now()).phones == (told,)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"to_name": " "}, phone.PhoneReportIncomplete),
        ({"content": ""}, phone.PhoneReportIncomplete),
        ({"to_org": "长" * 201}, phone.PhoneReportTooLong),
        ({"called_at": now() + timedelta(hours=1)}, phone.CalledOutsideTime),
        ({"called_at": now() - timedelta(hours=9)}, phone.CalledOutsideTime),
    ],
)
def test_a_call_that_cannot_have_been_is_refused(db, chief, an_incident, fields, error):
    one = an_incident()
    with pytest.raises(error):
        phoning.phone(db, one.id, a_call(**fields), officer=chief)


def test_what_to_say_by_phone_is_put_together(db, an_incident, counted):
    one = an_incident()
    counted(one, dead=2)

    said = gathering.words_for_phone(db, one.id, language="en")

    assert "客车翻入水沟" in said
    assert "dead 2 people" in said


def test_closing_needs_the_final_report_or_a_reason(db, chief, an_incident, sent):
    one = an_incident()
    with pytest.raises(handling.FinalReportMissing):
        moving.close(db, one.id, officer=chief)
    sent(one)
    sent(one, ReportKind.FINAL)

    assert moving.close(db, one.id, officer=chief).state is State.CLOSED
    moving.reopen(db, one.id, reason="复燃", officer=chief)
    with pytest.raises(handling.FinalReportMissing):
        moving.close(db, one.id, officer=chief)
    after = moving.close(db, one.id, reason="未达报送标准", officer=chief)
    assert (after.state, after.is_open) == (State.CLOSED, False)


def test_an_incident_that_is_over_waits_for_nothing_and_takes_nothing(
    db, chief, an_incident, judged, counted
):
    one = judged(an_incident(), Level.MAJOR)
    with pytest.raises(handling.IncidentReasonMissing):
        moving.withdraw(db, one.id, reason="", officer=chief)

    gone = moving.withdraw(db, one.id, reason="演习烟雾", officer=chief)

    assert gone.ended_at is not None
    assert clocks.running(db) == ()
    with pytest.raises(handling.IncidentOver):
        counted(one, dead=1)
    with pytest.raises(handling.NoSuchStep):
        moving.move(db, one.id, State.HANDLING, officer=chief)
    back = moving.reopen(db, one.id, reason="确有其事", officer=chief)
    assert (back.state, back.ended_at) == (State.OPEN, None)
    assert {clock.rule for clock in clocks.running(db)} == {"oral_major", "system_major"}


def test_an_incident_is_merged_into_another_and_taken_out_again(db, chief, an_incident):
    one, other = an_incident(), an_incident()
    with pytest.raises(handling.IntoItself):
        moving.merge(db, one.id, into=one.id, reason="重复", officer=chief)
    with pytest.raises(handling.OtherIncidentScope):
        drill = an_incident(drill_id=new_id())
        moving.merge(db, one.id, into=drill.id, reason="重复", officer=chief)

    merged = moving.merge(db, one.id, into=other.id, reason="重复来电", officer=chief)

    assert (merged.state, merged.into) == (State.MERGED, other.id)
    links = reading.whole(db, other.id, at=now()).links
    assert [link.target for link in links] == [one.id]
    with pytest.raises(handling.IncidentOver):
        moving.merge(db, other.id, into=one.id, reason="重复", officer=chief)
    back = moving.reopen(db, one.id, reason="不是一起", officer=chief)
    assert (back.state, back.into) == (State.OPEN, None)
    assert reading.whole(db, other.id, at=now()).links == ()


def test_whom_a_report_goes_to_is_written_once(db, chief, leader, an_incident, begun):
    one = an_incident()
    phoning.phone(db, one.id, a_call(), officer=chief)
    first = begun(one)
    assert first.text.to_orgs == "市应急管理局"

    heads = {"cc_orgs": "县防指", "contact": "何立", "contact_phone": "0577-86120001"}
    words = replace(first.text, id=new_id(), **heads)
    kept = reports.edit(db, first.id, words, seen_version=first.version, officer=chief)
    signed = sign(db, ready(db, kept, chief), leader)
    sending.send(db, signed.id, SendChannel.SYSTEM, officer=chief, act_id=new_id())

    second = begun(one, ReportKind.FOLLOW_UP).text
    assert second.to_orgs == "市应急管理局"
    assert {name: getattr(second, name) for name in heads} == heads
