"""Any text somebody types comes back as it is, wherever it was typed, and is vouched for."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import verify
from commandcenter.duty.model.lines import LogQuery
from commandcenter.duty.service import log
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.text import admit
from commandcenter.kernel.times import now
from commandcenter.teams.model.dispatch import Order, Result, Step
from commandcenter.teams.model.packages import Package, Row
from commandcenter.teams.model.readiness import Readiness, State
from commandcenter.teams.model.strength import RosterQuery
from commandcenter.teams.model.supplies import Preposition, Store
from commandcenter.teams.model.team import Agreement, Equipment, Member, Vehicle
from commandcenter.teams.service import (
    dispatch,
    exports,
    ordering,
    packages,
    readiness,
    roster,
    supplies,
)

# Every code point, also halves of pairs, which come in by the clipboard of some programs.
ANY = st.text(st.characters(codec=None, exclude_categories=()), min_size=1, max_size=100)
TYPED = ANY.filter(lambda text: admit(text)[0].strip())


@pytest.mark.timeout(120)
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(typed=TYPED)
@example(typed="<b>=1+1</b>{place}{0}{")
@example(typed="a\0b\ud800c\u202ed\r\ne")
@example(typed="Ａ队À")
@example(typed="𠀀𪜶㑇👩‍🚒")
def test_any_text_is_kept(db, chief, a_team, typed):
    kept = admit(typed)[0]
    team = add_team(db, chief, a_team, typed, kept)
    add_supplies(db, chief, team, typed, kept)
    send(db, chief, team, typed, kept)
    with db.read() as tx:
        assert verify.run(tx, EVIDENCE).problem is None
    assert roster.lines(db, RosterQuery(containing=typed), officer=chief, at=now())
    assert log.page(db, LogQuery(with_automatic=True), limit=10)


def add_team(db, chief, a_team, typed, kept):
    whole = a_team(name=typed, leader=typed, leader_phone=typed, address=typed, remarks=typed)
    team = roster.add(db, whole, officer=chief)
    parts = [
        Member(id=new_id(), team_id=team.id, name=typed, certificate=typed),
        Equipment(id=new_id(), team_id=team.id, name=typed, model=typed),
        Vehicle(id=new_id(), team_id=team.id, plate=typed),
        Agreement(id=new_id(), team_id=team.id, kind="mutual_aid", partner=typed),
    ]
    for part in parts:
        roster.add_part(db, part, officer=chief)
    card = roster.card(db, team.id, officer=chief)
    assert (card.team.name, card.team.leader, card.team.remarks) == (kept.strip(), kept, kept)
    assert (card.members[0].name, card.members[0].certificate) == (kept, kept)
    assert (card.vehicles[0].plate, card.agreements[0].partner) == (kept, kept)
    return team


def add_supplies(db, chief, team, typed, kept) -> None:
    store = supplies.add(db, Store(id=new_id(), name=typed, address=typed), officer=chief)
    placed = Preposition(id=new_id(), team_id=team.id, place=typed, reason=typed, from_at=now())
    supplies.add(db, placed, officer=chief)
    assert kept in {one.place for one in supplies.placed(db)}
    assert store.address == kept
    package = Package(id=new_id(), name=typed, rows=(Row(skill="water", remarks=typed),))
    added = packages.add(db, package, officer=chief)
    assert (added.name, added.rows[0].remarks) == (kept, kept)
    # The next one is of the same kind.
    packages.change(db, replace(added, is_retired=True), officer=chief)


def send(db, chief, team, typed, kept) -> None:
    said = Readiness(team_id=team.id, state=State.RESTING, at=now(), reason=typed)
    assert readiness.say(db, said, officer=chief).reason == kept
    order = Order(
        id=new_id(), order_id=new_id(), team_id=team.id, place=typed, task=typed, told=typed
    )
    [sent] = ordering.order(db, [order], officer=chief)
    assert ordering.order(db, [order], officer=chief) == (sent,)
    assert (sent.order.place, sent.order.task, sent.order.told) == (kept, kept, kept)
    dispatch.take(db, sent.id, Step.ARRIVED, officer=chief)
    dispatch.report(
        db, sent.id, Result(id=new_id(), consumption=typed, remarks=typed), officer=chief
    )
    later = now() + timedelta(seconds=30)
    dispatch.correct(db, sent.id, Step.ARRIVED, at=later, reason=typed, officer=chief)
    done = dispatch.release(db, sent.id, reason=typed, officer=chief)
    assert [row.reason for row in done.history] == ["", kept, kept]
    assert dispatch.find(db, sent.id).result.remarks == kept


@pytest.mark.parametrize("looked_for", ["\ud800", "\0", "{number}"])
def test_a_number_that_cannot_be_is_not_found(db, looked_for):
    with pytest.raises(exports.NoSuchTeam):
        exports.team_with(db, looked_for)
    with pytest.raises(exports.NoSuchDispatch):
        exports.order_with(db, looked_for)
