"""What the teams do in the flood night, through the services, beside what the log tells of it."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from itertools import pairwise

import pytest

from commandcenter.cli.demo import founding, leftovers, night, sorties
from commandcenter.cli.demo import teams as demo_teams
from commandcenter.cli.demo.county import County
from commandcenter.cli.demo.night import Act, HandOver
from commandcenter.cli.demo.rota import NIGHT
from commandcenter.cli.demo.sorties import Deed
from commandcenter.database import migrate, verify
from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.directory.model import Area
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import county
from commandcenter.duty.model.shift import Shift
from commandcenter.duty.service import log
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.teams.model import packages as package_model
from commandcenter.teams.model.dispatch import Dispatch, Outcome, Step
from commandcenter.teams.model.readiness import State
from commandcenter.teams.service import dispatch, evidence, packages, proposal, readiness, roads
from commandcenter.teams.service.proposal import Request


@pytest.fixture(scope="module")
def acts(qingxi: County) -> tuple[Act | Deed, ...]:
    """The night without its handover, which needs years of shifts before it."""
    told = [act for act in night.acts(qingxi) if not isinstance(act, HandOver)]
    return tuple(sorted([*told, *sorties.deeds(qingxi)], key=lambda act: act.at))


@pytest.fixture(scope="module")
def played(
    tmp_path_factory, qingxi: County, watches: tuple[Shift, ...], acts
) -> Iterator[Database]:
    """A county in which nothing but what is left open and the flood night ever happened."""
    address = Address.of_file(tmp_path_factory.mktemp("night") / "county.db")
    migrate.create(address)
    with closing(Database(address)) as db:
        chief = Officer(account_id=new_id(), login="heli", name="何立", rights=RIGHTS[Role.CHIEF])
        before = leftovers.leftovers(qingxi, watches)
        db.clock = lambda: before[0].recorded_at
        names = county.Names(county=qingxi.name, centre=qingxi.centre, code=qingxi.code)
        areas = [
            Area(code=one.code, parent=one.parent or None, name=one.name, tier=one.tier.value)
            for one in qingxi.areas
        ]
        county.found(db, county.Founding(names=names, areas=areas), officer=chief)
        for past in before:
            db.clock = lambda at=past.recorded_at: at
            log.record(db, past.draft, officer=chief)
        founding.put_teams(db, qingxi, at=acts[0].at)
        founding.play(db, acts)
        yield db


@pytest.fixture(scope="module")
def sent(played: Database) -> tuple[Dispatch, ...]:
    return tuple(reversed(dispatch.page(played)))


def test_nothing_happens_twice_at_once_or_after_the_night(qingxi: County, acts):
    moments = [act.at for act in acts]
    assert moments == sorted(set(moments))
    assert max(moments) < night.acts(qingxi)[-1].at + timedelta(minutes=1)


def test_teams_stand_in_every_lane_of_the_board(sent):
    out = [one for one in sent if one.is_open]
    steps = Counter(one.step for one in out)
    assert len(out) == 7
    assert steps[Step.ACKNOWLEDGED] == steps[Step.ASSEMBLED] == steps[Step.DEPARTED] == 1
    assert steps[Step.DEPLOYED] == steps[Step.CONTROLLED] == 1
    assert steps[Step.WITHDRAWN] == 2


def test_some_are_back_and_one_was_let_go_with_what_they_achieved(sent):
    over = Counter(one.outcome for one in sent if not one.is_open)
    assert over == {Outcome.RETURNED: 3, Outcome.RELEASED: 1}
    assert all(one.result is not None for one in sent if not one.is_open)
    assert sum(one.result.rescued for one in sent if one.result) == 11
    assert sum(one.result.evacuated for one in sent if one.result) == 39


def test_the_safety_calls_were_answered_in_time_and_are_not_over(sent, acts):
    for one in sent:
        if one.check_due_at is not None:
            assert one.check_due_at > acts[-1].at + timedelta(minutes=5)
    dam = next(one for one in sent if one.team_name == "县防汛抢险一队")
    answered = [row.at for row in dam.history if row.act.value == "check"]
    heard = [dam.times[Step.DEPLOYED], *answered]
    gaps = [later - earlier for earlier, later in pairwise(heard)]
    assert len(gaps) >= 8
    assert max(gaps) < timedelta(minutes=30)


def test_the_board_tells_what_the_log_tells(played, sent, acts):
    dam = next(one for one in sent if one.team_name == "县防汛抢险一队")
    times = {step.value: f"{at + timedelta(hours=8):%H:%M}" for step, at in dam.times.items()}
    line = next(act.draft for act in acts if getattr(act, "key", "") == "team_1")
    assert "24 人" in line.content
    assert dam.order.people_out == 24
    assert times["departed"] == "22:24"  # 接令，22:24 出动
    assert times["arrived"] == "22:46"  # 22:46 到东坝
    said = [f"{act.result} {act.to}" for act in acts if isinstance(act, night.TakeStep)]
    assert any("22:46 到场" in result for result in said)


def test_orders_come_after_the_call_they_answer(played, sent):
    from_a_line = [one for one in sent if one.order.entry_id is not None]
    assert len(from_a_line) == len(sent) - 1
    for one in from_a_line:
        entry = log.find(played, one.order.entry_id)
        assert entry is not None
        assert entry.draft.received_at <= one.ordered_at


def test_teams_take_no_more_people_than_they_have(qingxi: County, sent):
    cards = {card.team.id: card for card in demo_teams.cards(qingxi, on=NIGHT)}
    for one in sent:
        assert one.order.people_out <= len(cards[one.order.team_id].members), one.team_name


def test_two_teams_were_mustered_and_the_second_one_was_quicker(played):
    musters = readiness.musters(played)
    assert [one.lasted for one in musters] == [timedelta(minutes=8), timedelta(minutes=13)]
    assert all(one.people and one.result and one.ordered_by == "陈昊" for one in musters)


def test_what_a_team_does_follows_its_dispatch(played, sent):
    for one in sent:
        last = readiness.told(played, one.order.team_id)[0]
        newest = max((other for other in sent if other.order.team_id == one.order.team_id),
                     key=lambda other: other.seq)  # fmt: skip
        assert (last.state is State.READY) == (not newest.is_open)


def test_the_packages_keep_the_rules_and_find_teams(qingxi: County, played, acts):
    assert len(packages.everything(played)) == len(demo_teams.packages())
    dam = next(area for area in qingxi.areas if area.name == "坝脚村")
    for package in demo_teams.packages():
        package_model.check(package)
        request = Request(hazard=package.hazard, lon=dam.lon, lat=dam.lat, area_code=dam.code)
        _, rows = proposal.fill(played, package.id, request, at=acts[0].at)
        assert sum(len(row.teams) for row in rows) > sum(row.missing for row in rows)


def test_the_roads_are_in_use_and_the_journal_vouches_for_the_night(played):
    assert roads.current(played).roads > 100
    with played.read() as tx:
        assert verify.run(tx, evidence.EVIDENCE).is_intact
