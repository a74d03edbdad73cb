"""Call-and-answer: deputies and neighbours, answers, statistics; passing on; what is proposed."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from commandcenter.duty.service import log
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.times import now
from commandcenter.matters.service import clocks
from commandcenter.warnings.model.calls import (
    AnswerInFuture,
    Attempt,
    CallClosed,
    CallState,
    Outcome,
    Stage,
)
from commandcenter.warnings.model.message import MsgType
from commandcenter.warnings.model.passing import BadCount, Notice
from commandcenter.warnings.model.proposals import (
    ClockProposal,
    IncidentProposal,
    LogLine,
    ResponseProposal,
)
from commandcenter.warnings.model.warning import (
    EndsBeforeItBegins,
    Origin,
    State,
    TextMissing,
)
from commandcenter.warnings.service import calling, passing, proposing
from commandcenter.warnings.service.passing import WarningDraft


@pytest.fixture
def entered(db, chief):
    """A red warning that was typed in."""

    def make(**changed):
        usual = {
            "id": new_id(),
            "sender": "县气象台",
            "headline": "暴雨红色预警",
            "sent_at": now(),
            "kind": "11B03",
            "colour": Severity.RED,
            "area_codes": ("330399101",),
        }
        return passing.enter(db, WarningDraft(**usual | changed), officer=chief)

    return make


def alarms(db) -> list[str]:
    with db.read() as tx:
        query = "SELECT severity FROM alarm WHERE type_code = 'call_unanswered'"
        return list(tx.execute(sa.text(f"{query} AND cleared_at IS NULL")).scalars())


def ring(db, chief, call, outcome=Outcome.NO_ANSWER, **changed):
    usual = {"id": new_id(), "call_id": call.id, "outcome": outcome, "called_at": now()}
    return calling.ring(db, Attempt(**usual | changed), officer=chief)


def test_a_typed_warning_is_live_in_the_officers_name_and_sending_again_is_one(db, entered):
    id_ = new_id()
    one, again = entered(id=id_), entered(id=id_)
    assert one == again
    assert (one.state, one.origin, one.decided_by) == (State.ACTIVE, Origin.MANUAL, "何立")
    assert one.message.info.event == "暴雨"


def test_a_typed_cancellation_ends_the_warning_of_another_sender(db, entered):
    one = entered()
    entered(headline="解除", msg_type=MsgType.CANCEL, refers_to=one.id)
    assert passing.find(db, one.id).state is State.CANCELLED


def test_what_is_typed_has_to_make_sense(entered):
    with pytest.raises(TextMissing):
        entered(headline=" ")
    with pytest.raises(EndsBeforeItBegins):
        entered(ends_at=now() - timedelta(hours=1))
    with pytest.raises(Conflict):
        entered(refers_to=new_id())


def test_the_list_holds_who_is_responsible_where_the_warning_holds(db, entered):
    first, second = calling.of_warning(db, entered().id)
    assert (first.name, first.deputy_name, first.neighbour_name) == (
        "钱书记",
        "赵镇长",
        "龙潭派出所",
    )
    assert (second.name, second.deputy_name, second.organisation) == ("李主任", "", "东坝村")


def test_an_answer_ends_its_clock_and_is_noted_once(db, chief, entered):
    one = entered()
    call, _ = calling.of_warning(db, one.id)
    missed = ring(db, chief, call)
    assert (missed.state, missed.rounds) == (CallState.OPEN, 1)
    attempt = Attempt(
        id=new_id(),
        call_id=call.id,
        outcome=Outcome.ANSWERED,
        called_at=now(),
        replied="正在转移",
    )
    for _ in range(2):
        answered = calling.ring(db, attempt, officer=chief)
    assert (answered.state, answered.replied, answered.rounds) == (
        CallState.ANSWERED,
        "正在转移",
        2,
    )
    assert [one.outcome for one in calling.attempts(db, one.id)] == ["no_answer", "answered"]
    assert len(clocks.running(db)) == 1
    with pytest.raises(CallClosed):
        ring(db, chief, answered)
    found = calling.answered(db, one.id)
    assert (found.listed, found.answered, found.in_time, found.share) == (2, 1, 1, 0.5)


def test_nobody_answers_in_the_future(db, chief, entered):
    call, _ = calling.of_warning(db, entered().id)
    with pytest.raises(AnswerInFuture):
        ring(db, chief, call, called_at=now() + timedelta(hours=1))


def test_silence_goes_to_the_deputy_then_to_the_neighbours_each_once(db, chief, entered):
    one = entered()
    if not db.address.is_sqlite:
        pytest.skip("the clock of a server cannot be moved")
    assert calling.escalate_due(db, officer=chief) == ()
    db.clock = lambda: now() + timedelta(seconds=301)
    assert {call.stage for call in calling.escalate_due(db, officer=chief)} == {Stage.DEPUTY}
    assert calling.escalate_due(db, officer=chief) == ()
    assert alarms(db) == ["orange", "orange"]
    call, other = calling.of_warning(db, one.id)
    assert (call.callee.name, other.callee.name) == ("赵镇长", "李主任")
    db.clock = lambda: now() + timedelta(seconds=601)
    calling.escalate_due(db, officer=chief)
    assert alarms(db) == ["red", "red"]
    call, other = calling.of_warning(db, one.id)
    assert call.callee.name == "龙潭派出所"
    answered = ring(db, chief, call, Outcome.FORWARDED, called_at=db.clock())
    assert answered.answered_by == "龙潭派出所"
    assert alarms(db) == ["red"]
    assert calling.answered(db, one.id).in_time == 0


def test_the_calls_end_with_the_warning(db, chief, entered):
    one = entered()
    entered(headline="解除", msg_type=MsgType.CANCEL, refers_to=one.id)
    assert {call.state for call in calling.of_warning(db, one.id)} == {CallState.VOID}
    assert clocks.running(db) == ()


def test_passing_on_is_noted_once_and_takes_the_warning_down_the_list(db, chief, entered):
    one = entered(colour=Severity.YELLOW)
    assert [live.needs for live in passing.live(db)] == [2]
    notice = Notice(
        id=new_id(), warning_id=one.id, channel="sms", told="全县村干部", at=now(), reached=812
    )
    for _ in range(2):
        passing.pass_on(db, notice, officer=chief)
    [noted] = passing.notices(db, one.id)
    assert (noted.by, noted.reached) == ("何立", 812)
    assert [live.needs for live in passing.live(db)] == [3]


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [({"reached": -1}, BadCount), ({"told": ""}, TextMissing), ({"channel": " "}, TextMissing)],
)
def test_a_notice_has_to_make_sense(db, chief, entered, changed, refusal):
    usual = {
        "id": new_id(),
        "warning_id": entered().id,
        "channel": "sms",
        "told": "村",
        "at": now(),
    }
    with pytest.raises(refusal):
        passing.pass_on(db, Notice(**usual | changed), officer=chief)


def test_a_warning_proposes_a_line_a_clock_and_a_response(db, chief, entered):
    one = entered(description="转移危险地带人员。")
    line, clock, response = proposing.of_warning(db, one)
    assert isinstance(line, LogLine)
    assert isinstance(clock, ClockProposal)
    assert isinstance(response, ResponseProposal)
    assert response.level == "I"
    entry = proposing.accept_log_line(db, proposing.draft_of(line, new_id()), officer=chief)
    assert log.find(db, entry.id).draft.content == "暴雨红色预警\n转移危险地带人员。"
    before = len(clocks.running(db))
    for _ in range(2):
        proposing.accept_clock(db, clock, officer=chief)
    assert len(clocks.running(db)) == before + 1


def test_an_earthquake_proposes_an_incident_and_a_blue_one_no_clock(db, entered):
    one = entered(kind="11C02", colour=Severity.BLUE)
    kinds = [type(found) for found in proposing.of_warning(db, one)]
    assert kinds == [LogLine, ResponseProposal, IncidentProposal]


def test_what_is_over_proposes_nothing(db, entered):
    one = entered()
    entered(headline="解除", msg_type=MsgType.CANCEL, refers_to=one.id)
    assert proposing.of_warning(db, passing.find(db, one.id)) == ()
