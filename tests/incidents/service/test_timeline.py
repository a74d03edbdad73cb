"""The timeline of an incident: everything from every part, in order, each thing once."""

from datetime import timedelta

import pytest

from commandcenter.duty.model.entry import Draft
from commandcenter.duty.service import log
from commandcenter.incidents.model.deadline import Step as ReportStep
from commandcenter.incidents.model.incident import LinkKind, State
from commandcenter.incidents.model.level import Level
from commandcenter.incidents.model.phone import PhoneReport
from commandcenter.incidents.model.report import ReportKind
from commandcenter.incidents.model.timeline import MomentKind
from commandcenter.incidents.service import moving, opening, phoning, timeline
from commandcenter.kernel.ids import new_id
from commandcenter.matters.model.matter import Matter, MatterKind
from commandcenter.matters.service import matters
from commandcenter.teams.model.dispatch import Order, Result, Step
from commandcenter.teams.model.team import Card, Team
from commandcenter.teams.service import dispatch, imports, ordering


@pytest.fixture
def a_team(db, chief) -> Team:
    team = Team(id=new_id(), number="QX-001", name="县防汛抢险一队", category="special")
    imports.import_all(db, [Card(team=team)], officer=chief)
    return team


def of_kind(db, one, kind):
    return [moment for moment in timeline.of_incident(db, one.id) if moment.kind is kind]


def test_the_log_line_it_came_from_stands_in_it(db, chief, an_entry):
    entry = an_entry("东坝渗水")
    one = opening.open_from_entry(db, entry.id, incident_id=new_id(), officer=chief)
    [moment] = of_kind(db, one, MomentKind.ENTRY)
    assert moment.text == "东坝渗水"
    assert moment.at == entry.received_at
    assert (moment.door.page, moment.door.key) == ("duty", entry.seq)


def test_a_correction_stands_with_the_line_it_corrects(db, chief, an_entry):
    entry = an_entry("渗漏五处")
    one = opening.open_from_entry(db, entry.id, incident_id=new_id(), officer=chief)
    draft = Draft(id=new_id(), content="渗漏四处", corrects=entry.id, reason="复核")
    right = log.record(db, draft, officer=chief)
    moving.link(db, one.id, LinkKind.ENTRY, right.id, officer=chief, link_id=new_id())
    [moment] = of_kind(db, one, MomentKind.ENTRY)
    assert (moment.text, moment.struck) == ("渗漏四处", "渗漏五处")
    assert moment.facts["corrected_at"] == right.recorded_at


def test_a_line_that_was_disconnected_is_left_out(db, chief, an_incident, an_entry):
    one, entry = an_incident(), an_entry()
    moving.link(db, one.id, LinkKind.ENTRY, entry.id, officer=chief, link_id=new_id())
    assert of_kind(db, one, MomentKind.ENTRY)
    moving.link(
        db, one.id, LinkKind.ENTRY, entry.id, officer=chief, link_id=new_id(), is_removed=True
    )
    assert not of_kind(db, one, MomentKind.ENTRY)


def test_steps_of_teams_stand_at_the_time_that_was_told(db, chief, an_incident, a_team):
    one = an_incident()
    order = Order(
        id=new_id(),
        order_id=new_id(),
        team_id=a_team.id,
        place="东坝",
        task="封堵",
        incident_id=one.id,
        ordered_at=db.clock() - timedelta(minutes=50),
    )
    [sent] = ordering.order(db, [order], officer=chief)
    said = db.clock() - timedelta(minutes=40)
    dispatch.take(db, sent.id, Step.ACKNOWLEDGED, at=said, officer=chief)
    put_right = said + timedelta(minutes=3)
    dispatch.correct(
        db, sent.id, Step.ACKNOWLEDGED, at=put_right, reason="记错", officer=chief, act_id=new_id()
    )
    ordered, acknowledged = of_kind(db, one, MomentKind.DISPATCH)
    assert (ordered.facts["place"], ordered.text) == ("东坝", "封堵")
    assert (acknowledged.facts["step"], acknowledged.at) == (Step.ACKNOWLEDGED, put_right)
    assert acknowledged.door.key == sent.id


def test_what_the_records_tell_is_not_told_again_by_automatic_lines(
    db, chief, an_incident, a_team, counted, judged
):
    one = an_incident()
    counted(one, dead=1)
    judged(one, Level.ORDINARY)
    order = Order(
        id=new_id(),
        order_id=new_id(),
        team_id=a_team.id,
        place="东坝",
        task="封堵",
        incident_id=one.id,
    )
    [sent] = ordering.order(db, [order], officer=chief)
    assert not of_kind(db, one, MomentKind.LINE)
    dispatch.report(db, sent.id, Result(id=new_id(), rescued=3), officer=chief)
    assert [moment.line.kind for moment in of_kind(db, one, MomentKind.LINE)] == ["teams.result"]


def test_figures_tell_what_changed(db, an_incident, counted):
    one = an_incident()
    counted(one, dead=1, missing=3)
    counted(one, dead=2, missing=3)
    first, second = of_kind(db, one, MomentKind.FIGURES)
    assert {delta.figure for delta in first.facts["deltas"]} == {"dead", "missing"}
    [delta] = second.facts["deltas"]
    assert (delta.figure, delta.change) == ("dead", 1)


def test_a_level_other_than_the_proposed_one_says_so(db, an_incident, counted, judged):
    one = an_incident()
    counted(one, dead=1)
    judged(one, Level.MAJOR, reason="带班领导研判")
    [moment] = of_kind(db, one, MomentKind.LEVEL)
    assert moment.facts["level"] is Level.MAJOR
    assert "proposed" in moment.sentence
    assert moment.text == "带班领导研判"


def test_a_sent_report_says_how_late_it_was(db, an_incident, judged, sent):
    one = judged(an_incident(learned_at=db.clock() - timedelta(hours=3)), Level.MAJOR)
    report = sent(one)
    moments = [m for m in of_kind(db, one, MomentKind.REPORT) if "sent" in m.sentence]
    [moment] = moments
    assert moment.late_s == report.sent.late_s > 0
    assert (moment.facts["kind"], moment.door.key) == (ReportKind.FIRST, report.id)


def test_a_call_stands_at_the_time_it_was_made(db, chief, an_incident):
    one = an_incident(learned_at=db.clock() - timedelta(hours=1))
    at = db.clock() - timedelta(minutes=20)
    call = PhoneReport(id=new_id(), to_org="市局", to_name="刘洋", content="东坝渗水", called_at=at)
    phoning.phone(db, one.id, call, officer=chief)
    [moment] = of_kind(db, one, MomentKind.PHONE)
    assert (moment.at, moment.text, moment.facts["org"]) == (at, "东坝渗水", "市局")


def test_tasks_are_told_when_given_and_when_done(db, chief, an_incident):
    one = an_incident()
    task = Matter(
        id=new_id(),
        kind=MatterKind.TASK,
        title="核实人数",
        opened_at=db.clock() - timedelta(hours=1),
        owner="龙潭镇",
        due_at=db.clock() - timedelta(minutes=10),
        about=one.id,
    )
    matters.open_task(db, task, officer=chief)
    matters.close_task(db, task.id, result="已核实", officer=chief)
    given, done = of_kind(db, one, MomentKind.TASK)
    assert (given.facts["owner"], given.text) == ("龙潭镇", "核实人数")
    assert done.text == "已核实"
    assert done.late_s >= 600


def test_a_running_clock_stands_last_at_the_time_it_is_due(db, chief, an_incident, judged):
    one = judged(an_incident(learned_at=db.clock() - timedelta(hours=3)), Level.MAJOR)
    moments = timeline.of_incident(db, one.id)
    due = [moment for moment in moments if moment.kind is MomentKind.DUE]
    assert due
    assert moments[-len(due) :] == tuple(due)
    assert all(isinstance(moment.facts["what"], ReportStep) for moment in due)
    moving.withdraw(db, one.id, reason="误报", officer=chief, act_id=new_id())
    assert not of_kind(db, one, MomentKind.DUE)


def test_everything_is_in_the_order_it_happened(db, chief, an_incident, counted):
    one = an_incident(learned_at=db.clock() - timedelta(hours=2))
    counted(one, dead=1, as_of=db.clock() - timedelta(hours=1))
    moving.move(db, one.id, State.HANDLING, officer=chief)
    kinds = [moment.kind for moment in timeline.of_incident(db, one.id)]
    assert kinds[0] is MomentKind.FIGURES
    times = [m.at for m in timeline.of_incident(db, one.id) if m.kind is not MomentKind.DUE]
    assert times == sorted(times)


def test_an_incident_tells_which_was_merged_into_it(db, chief, an_incident):
    one, other = an_incident(), an_incident(title="同一起")
    moving.merge(db, other.id, into=one.id, reason="同一起事故", officer=chief)
    merged = [m for m in timeline.of_incident(db, one.id) if m.facts.get("number") == other.number]
    [moment] = merged
    assert moment.door.key == other.id
    [act] = [m for m in timeline.of_incident(db, other.id) if m.text == "同一起事故"]
    assert act.door.key == one.id


def test_nobody_knows_of_an_incident_that_is_not_there(db):
    assert timeline.of_incident(db, new_id()) == ()
