"""Readiness: who said what since when, whom to call, how long a muster takes."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import verify
from commandcenter.database.engine import open_engine
from commandcenter.directory.rights import NotAllowed
from commandcenter.duty.model.lines import LogQuery, filled
from commandcenter.duty.service import log
from commandcenter.handover.words import CODES, LINES
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import now
from commandcenter.teams.model.checks import FieldTooLong, OutOfRange
from commandcenter.teams.model.readiness import (
    CALLABLE,
    Muster,
    MusterOver,
    Readiness,
    ReasonMissing,
    State,
    TimeAhead,
    TimeBackwards,
)
from commandcenter.teams.service import exports, imports, readiness, roster

HOUR = timedelta(hours=1)


@pytest.fixture
def team(db, chief, a_team):
    return roster.add(db, a_team("蓝天救援队", leader_phone="19900003333"), officer=chief)


def said(team, state: State = State.READY, ago: timedelta = HOUR, **fields: object) -> Readiness:
    reason = "" if state in {State.READY, State.RESTING} else "抽水机维修"
    facts = {"team_id": team.id, "state": state, "at": now() - ago, "reason": reason}
    return Readiness(**facts | fields)


def lines(db, **query: object) -> list[str]:
    page = log.page(db, LogQuery(with_automatic=True, **query))
    return [
        filled(LINES[line.kind][1], line.body, codes=CODES.get(line.kind, {}))
        for line in page
        if line.entry is None
    ]


def intact(db) -> bool:
    with db.read() as tx:
        return verify.run(tx, EVIDENCE).is_intact


def test_what_was_said_last_holds_and_the_rest_stays(db, chief, team):
    first = readiness.say(db, said(team, ago=2 * HOUR, level="second"), officer=chief)
    last = readiness.say(db, said(team, State.RESTING), officer=chief)

    assert readiness.told(db, team.id) == (last, first)
    (line,) = roster.lines(db, officer=chief, at=now())
    assert line.readiness == last
    assert (last.by, first.level) == ("何立", "second")
    assert intact(db)


def test_every_change_is_a_line_of_the_log_in_both_languages(db, deputy, team):
    readiness.say(db, said(team, State.PARTLY_READY, reason="抽水机维修"), officer=deputy)

    assert lines(db) == ["蓝天救援队: Partly ready 抽水机维修"]
    chinese = filled(
        "{team}：{state}", {"team": "甲", "state": "resting"}, codes=CODES["teams.readiness"],
        translate=lambda text: {"Resting": "轮休"}[text],
    )  # fmt: skip
    assert chinese == "甲：轮休"


@pytest.mark.parametrize("state", [State.PARTLY_READY, State.OUT_OF_SERVICE])
def test_a_team_that_is_not_ready_has_a_reason(db, chief, team, state):
    with pytest.raises(ReasonMissing):
        readiness.say(db, said(team, state, reason=" "), officer=chief)


def test_times_run_forward_only(db, chief, team):
    readiness.say(db, said(team), officer=chief)

    with pytest.raises(TimeBackwards):
        readiness.say(db, said(team, ago=2 * HOUR), officer=chief)
    with pytest.raises(TimeAhead):
        readiness.say(db, said(team, ago=-HOUR), officer=chief)
    with pytest.raises(FieldTooLong):
        readiness.say(db, said(team, ago=HOUR / 2, reason="原" * 201), officer=chief)
    assert len(readiness.told(db, team.id)) == 1


def test_a_drill_does_not_touch_reality(db, chief, team):
    drill = new_id()
    real = readiness.say(db, said(team), officer=chief)
    readiness.say(db, said(team, State.ON_SCENE, drill_id=drill), officer=chief)

    assert readiness.told(db, team.id) == (real,)
    assert roster.lines(db, officer=chief, at=now())[0].readiness == real
    (line,) = roster.lines(db, officer=chief, at=now(), drill_id=drill)
    assert line.readiness.state is State.ON_SCENE
    assert len(lines(db)) == 1
    assert len(lines(db, drill_id=drill)) == 1
    assert intact(db)


def test_what_is_older_than_the_rule_is_stale(db, chief, a_team, team):
    other, silent = (roster.add(db, a_team(), officer=chief) for _ in range(2))
    readiness.say(db, said(team, ago=timedelta(hours=23, minutes=59)), officer=chief)
    old = readiness.say(db, said(other, ago=timedelta(hours=24, minutes=1)), officer=chief)

    found = readiness.stale(db, officer=chief, at=now())

    assert [(one.team_id, one.heard_at) for one in found] == [
        (silent.id, None),
        (other.id, old.at),
    ]


def test_who_can_be_called_now_is_listed_with_phones(db, chief, viewer, a_card):
    cards = {}
    for state in State:
        card = a_card(people=2, name=state.value, duty_phone="0577-66123456", muster_minutes=9)
        cards[state] = card
    imports.import_all(db, [*cards.values()], officer=chief)
    readiness.say_all(db, [said(card.team, state) for state, card in cards.items()], officer=chief)

    found = exports.call_list(db, officer=chief, at=now(), language="zh").teams

    assert {one.readiness.state for one in found} == CALLABLE
    assert {one.phones for one in found} == {(("duty_phone", "0577-66123456"),)}
    assert {(one.headcount, one.muster_minutes, one.is_stale) for one in found} == {(2, 9, False)}
    masked = exports.call_list(db, officer=viewer, at=now(), language="zh").teams
    assert masked[0].phones == (("duty_phone", "057 **** 3456"),)
    late = exports.call_list(db, officer=chief, at=now() + 24 * HOUR, language="zh").teams
    assert [one.is_stale for one in late] == [True] * len(CALLABLE)


def test_many_at_once_are_one_journal_row_and_no_line(db, chief, a_card):
    cards = [a_card(people=0) for _ in range(30)]
    imports.import_all(db, cards, officer=chief)

    readiness.say_all(db, [said(card.team) for card in cards], officer=chief)
    readiness.say_all(db, [], officer=chief)

    assert lines(db) == []
    found = roster.lines(db, officer=chief, at=now())
    assert {line.readiness.state for line in found} == {State.READY}
    assert len({line.readiness.seq for line in found}) == 1
    assert intact(db)
    with pytest.raises(TimeBackwards):
        readiness.say_all(db, [said(cards[0].team, ago=2 * HOUR)], officer=chief)


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE team_readiness SET reason = 'x'",
        "DELETE FROM team_readiness",
        "UPDATE team_readiness SET seq = seq - 1",
    ],
)
@pytest.mark.parametrize("many", [False, True])
def test_what_was_tampered_with_is_found(db, address, chief, team, tampering, many):
    if many:
        readiness.say_all(db, [said(team)], officer=chief)
    else:
        readiness.say(db, said(team), officer=chief)
    assert intact(db)

    engine = open_engine(address)
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("SET LOCAL session_replication_role = replica"))
        else:
            connection.execute(sa.text("DROP TRIGGER guard_team_readiness_UPDATE"))
            connection.execute(sa.text("DROP TRIGGER guard_team_readiness_DELETE"))
        connection.execute(sa.text(tampering))
    engine.dispose()

    assert not intact(db)


def test_a_muster_test_measures_from_order_to_assembly(db, deputy, team):
    ordered = Muster(id=new_id(), team_id=team.id, ordered_at=now() - timedelta(minutes=20))
    ordered = readiness.order_muster(db, ordered, officer=deputy)
    (running,) = readiness.musters(db, team.id)
    assert (running, running.lasted) == (ordered, None)

    done = Muster(
        id=ordered.id,
        team_id=team.id,
        ordered_at=ordered.ordered_at,
        assembled_at=ordered.ordered_at + timedelta(minutes=12),
        people=18,
        result="合格",
    )
    ended = readiness.end_muster(db, done, officer=deputy)

    assert ended.lasted == timedelta(minutes=12)
    assert readiness.musters(db) == (ended,)
    assert lines(db) == [
        "蓝天救援队 assembled with 18 people after 12 minutes; 合格",
        "蓝天救援队 ordered to muster",
    ]
    with pytest.raises(MusterOver):
        readiness.end_muster(db, ended, officer=deputy)


def test_a_muster_test_ends_after_it_began_and_not_in_the_future(db, chief, team):
    muster = Muster(id=new_id(), team_id=team.id, ordered_at=now() - HOUR)
    readiness.order_muster(db, muster, officer=chief)

    def end(**fields: object) -> None:
        facts = {"id": muster.id, "team_id": team.id, "ordered_at": muster.ordered_at}
        readiness.end_muster(db, Muster(**facts | fields), officer=chief)

    with pytest.raises(TimeBackwards):
        end(assembled_at=now() - 2 * HOUR)
    with pytest.raises(TimeAhead):
        end(assembled_at=now() + HOUR)
    with pytest.raises(OutOfRange):
        end(people=-1)
    with pytest.raises(Conflict):
        end(version=7)
    with pytest.raises(TimeAhead):
        late = Muster(id=new_id(), team_id=team.id, ordered_at=now() + HOUR)
        readiness.order_muster(db, late, officer=chief)
    end(people=5)
    (ended,) = readiness.musters(db)
    assert (ended.people, ended.lasted >= HOUR) == (5, True)


def test_only_who_dispatches_says_what_teams_are_doing(db, viewer, team):
    muster = Muster(id=new_id(), team_id=team.id, ordered_at=now())
    for call in (
        lambda: readiness.say(db, said(team), officer=viewer),
        lambda: readiness.say_all(db, [said(team)], officer=viewer),
        lambda: readiness.order_muster(db, muster, officer=viewer),
        lambda: readiness.end_muster(db, muster, officer=viewer),
    ):
        with pytest.raises(NotAllowed):
            call()
