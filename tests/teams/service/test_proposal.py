"""Proposals, packages and reach from what the database knows."""

import json
import math
import random
from datetime import date, timedelta

import numpy as np
import pytest

from commandcenter.database import verify
from commandcenter.directory.model import Area, BadValue
from commandcenter.directory.rights import NotAllowed
from commandcenter.directory.service import county, rules
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import now
from commandcenter.teams.model import packages as package_model
from commandcenter.teams.model.dispatch import Order, Step
from commandcenter.teams.model.packages import Package, Row
from commandcenter.teams.model.reach import Base, WhatIf
from commandcenter.teams.model.readiness import Readiness, State
from commandcenter.teams.model.reasons import Code, Source
from commandcenter.teams.model.road_file import NoRoads
from commandcenter.teams.model.strength import RosterQuery
from commandcenter.teams.model.supplies import Preposition
from commandcenter.teams.model.team import Assessment
from commandcenter.teams.service import (
    dispatch,
    ordering,
    packages,
    proposal,
    reach,
    readiness,
    roads,
    roster,
    supplies,
)
from commandcenter.teams.service.proposal import Request

LON, LAT = 119.80, 27.70
TOWN = "330399100"
ROAD = [[LON, LAT], [LON + 0.1, LAT], [LON + 0.1, LAT + 0.1]]


def geojson(*lines, **properties) -> bytes:
    features = [
        {
            "type": "Feature",
            "properties": {"class": "trunk"} | properties,
            "geometry": {"type": "LineString", "coordinates": line},
        }
        for line in lines
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


@pytest.fixture(scope="session")
def founding() -> county.Founding:
    """A county with three villages."""
    names = county.Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
    villages = [
        Area(
            code=f"330399100{200 + at}",
            parent=TOWN,
            name=f"第{at}村",
            tier="village",
            lon=LON + at * 0.1,
            lat=LAT,
        )
        for at in range(3)
    ]
    unknown = Area(code="330399100300", parent=TOWN, name="无名村", tier="village")
    return county.Founding(names=names, areas=[*villages, unknown])


@pytest.fixture
def placed(db, chief, a_team):
    """Add a team with a position; name only what the test is about."""

    def add(name, *, lon=LON, lat=LAT, **facts):
        values = {"muster_minutes": 5, "primary_skill": "water_rescue", "lon": lon, "lat": lat}
        return roster.add(db, a_team(name, **values | facts), officer=chief)

    return add


def names(found):
    return [one.candidate.name for one in found]


def proposed(db, at=None, **facts):
    request = Request(**{"lon": LON, "lat": LAT, "area_code": TOWN} | facts)
    return proposal.propose(db, request, at=at or now())


def ready(db, chief, *teams, state=State.READY, **facts):
    for team in teams:
        said = Readiness(team_id=team.id, state=state, at=now(), reason="维修", **facts)
        readiness.say(db, said, officer=chief)


def test_the_nearest_ready_team_with_the_skill_is_proposed_first(db, chief, placed):
    near = placed("近队", primary_skill="medical_care")
    far = placed("远队", lon=LON + 0.05)
    farther = placed("更远队", lon=LON + 0.1, hazards=frozenset({"flood"}))
    out = placed("停用队")
    ready(db, chief, near, far, farther)
    ready(db, chief, out, state=State.OUT_OF_SERVICE)
    found = proposed(db, hazard="flood", skills=frozenset({"water_rescue"}))
    assert names(found) == ["更远队", "远队", "近队", "停用队"]
    assert [one.is_usable for one in found] == [True, True, True, False]
    assert found[1].source is Source.STRAIGHT
    expected = found[1].distance_km * 1.4 / 40 * 3600
    assert found[1].travel_s == pytest.approx(expected, abs=0.51)
    assert found[1].arrival_s == found[1].travel_s + 300


def test_what_nobody_has_said_or_said_long_ago_costs_time(db, chief, placed):
    silent, fresh = placed("无声队"), placed("新报队")
    ready(db, chief, fresh)
    first, last = proposed(db)
    assert (first.candidate.name, last.candidate.name) == ("新报队", "无声队")
    assert {why.code for why in last.reasons} == {Code.STATE, Code.STALE}
    later = proposed(db, at=now() + timedelta(hours=25))
    assert all(Code.STALE in [why.code for why in one.reasons] for one in later)
    assert silent.id == last.candidate.id


def test_a_valid_grade_counts_and_an_expired_one_does_not(db, chief, placed):
    for name, valid_to in (("过期队", date(2020, 1, 1)), ("有效队", None)):
        team = placed(name)
        ready(db, chief, team)
        grade = Assessment(
            id=new_id(), team_id=team.id, direction="water_rescue", grade=1, valid_to=valid_to
        )
        roster.add_part(db, grade, officer=chief)
    found = proposed(db, skills=frozenset({"water_rescue"}))
    assert names(found) == ["有效队", "过期队"]
    assert found[1].cost_s - found[0].cost_s == 3 * 120


def send(db, chief, team, **facts):
    values = {"id": new_id(), "order_id": new_id(), "team_id": team.id, "place": "x", "task": "x"}
    [sent] = ordering.order(db, [Order(**values | facts)], officer=chief)
    return sent


def test_a_committed_team_is_not_offered_until_it_is_back(db, chief, placed):
    team, other = placed("甲队"), placed("乙队", lon=LON + 0.05)
    ready(db, chief, team, other)
    assert names(proposed(db)) == ["甲队", "乙队"]
    sent = send(db, chief, team)
    found = proposed(db)
    assert names(found) == ["乙队", "甲队"]
    assert (found[1].is_usable, found[1].reasons[0].value) == (False, sent.number)
    dispatch.take(db, sent.id, Step.RETURNED, officer=chief)
    assert names(proposed(db)) == ["甲队", "乙队"]


def test_a_drill_sees_what_is_real_but_reality_does_not_see_the_drill(db, chief, placed):
    drill = new_id()
    played, real = placed("演练队"), placed("实战队")
    ready(db, chief, played, real)
    in_drill = send(db, chief, played, drill_id=drill)
    in_reality = send(db, chief, real)

    def committed(**scope):
        found = proposed(db, **scope)
        return {one.candidate.name: one.candidate.committed for one in found}

    assert committed(drill_id=drill) == {"演练队": in_drill.number, "实战队": in_reality.number}
    assert committed() == {"演练队": "", "实战队": in_reality.number}


def test_a_drill_takes_what_was_said_in_it_before_what_is_real(db, chief, placed):
    drill, team = new_id(), placed("演练队")
    ready(db, chief, team)
    ready(db, chief, team, state=State.OUT_OF_SERVICE, drill_id=drill)
    assert [one.is_usable for one in proposed(db)] == [True]
    assert [one.is_usable for one in proposed(db, drill_id=drill)] == [False]


def test_a_team_placed_ahead_starts_from_there(db, chief, placed):
    team, other = placed("前置队", lon=LON + 0.2), placed("本地队", lon=LON + 0.05)
    ready(db, chief, team, other)
    assert names(proposed(db)) == ["本地队", "前置队"]
    ahead = Preposition(
        id=new_id(), place="石桥村", from_at=now() - timedelta(hours=1), team_id=team.id,
        lon=LON, lat=LAT,
    )  # fmt: skip
    supplies.add(db, ahead, officer=chief)
    assert names(proposed(db)) == ["前置队", "本地队"]


def test_without_a_place_the_way_is_unknown_and_mustering_decides(db, chief, placed):
    slow, quick = placed("慢队", muster_minutes=30), placed("快队", lon=LON + 0.3)
    ready(db, chief, slow, quick)
    found = proposal.propose(db, Request(), at=now())
    assert names(found) == ["快队", "慢队"]
    assert {one.source for one in found} == {Source.UNKNOWN}


def test_as_many_as_asked_for_are_shown(db, placed):
    for at in range(4):
        placed(f"{at}队")
    assert len(proposal.propose(db, Request(), at=now(), limit=3)) == 3


def test_the_county_says_which_skills_an_event_needs(db):
    assert proposal.wanted_skills(db, "water_accident") == ("water_rescue", "diving")
    assert proposal.wanted_skills(db, "nothing") == ()


# Response packages.


def a_package(**facts):
    rows = (Row(skill="water_rescue", count=2), Row(category="contract_firm", remarks="吊车"))
    return Package(**{"id": new_id(), "name": "山洪", "hazard": "flood", "rows": rows} | facts)


def test_a_package_is_kept_changed_and_retired(db, chief):
    one = packages.add(db, a_package(level="II"), officer=chief)
    assert packages.everything(db) == (one,)
    changed = packages.change(
        db, a_package(id=one.id, rows=(Row(skill="diving"),), name="溺水"), officer=chief
    )
    assert packages.everything(db) == (changed,)
    assert changed.version == 2
    with pytest.raises(Conflict):
        packages.change(db, one, officer=chief)
    with pytest.raises(Conflict):
        packages.change(db, a_package(), officer=chief)


def test_a_kind_and_level_has_one_package_in_use(db, chief):
    one = packages.add(db, a_package(), officer=chief)
    packages.add(db, a_package(level="II"), officer=chief)
    with pytest.raises(package_model.PackageTaken):
        packages.add(db, a_package(), officer=chief)
    retired = packages.change(db, a_package(id=one.id, is_retired=True), officer=chief)
    packages.add(db, a_package(), officer=chief)
    with pytest.raises(package_model.PackageTaken):
        packages.change(db, a_package(id=one.id, version=retired.version), officer=chief)


def test_a_package_is_filled_and_ordered_in_one_go(db, chief, placed):
    teams = [placed("甲队"), placed("乙队", lon=LON + 0.05), placed("丙队", lon=LON + 0.1)]
    firm = placed("吊装公司", category="contract_firm", primary_skill="lifting")
    ready(db, chief, *teams, firm)
    one = packages.add(db, a_package(), officer=chief)
    request = Request(hazard="flood", lon=LON, lat=LAT, area_code=TOWN)
    package, found = proposal.fill(db, one.id, request, at=now())
    assert package == one
    assert [names(row.teams) for row in found] == [["甲队", "乙队"], ["吊装公司"]]
    shared = new_id()
    orders = [
        Order(id=new_id(), order_id=shared, team_id=line.candidate.id, place="石桥村", task="救人")
        for row in found
        for line in row.teams
    ]
    assert len(ordering.order(db, orders, officer=chief)) == 3
    _, again = proposal.fill(db, one.id, request, at=now())
    assert [row.missing for row in again] == [1, 1]
    with pytest.raises(Conflict):
        proposal.fill(db, new_id(), request, at=now())


# Roads and circles.


def test_roads_are_imported_used_and_taken_away(db, chief, placed):
    team = placed("甲队", lon=ROAD[2][0], lat=ROAD[2][1])
    ready(db, chief, team)
    [straight] = proposed(db)
    act = new_id()
    used = roads.replace_all(db, geojson(ROAD), "道路.geojson", act_id=act, officer=chief)
    assert roads.replace_all(db, geojson(ROAD), "道路.geojson", act_id=act, officer=chief) == used
    assert (roads.current(db), used.roads, used.by) == (used, 1, "何立")
    [along] = proposed(db)
    assert (straight.source, along.source) == (Source.STRAIGHT, Source.ROAD)
    assert along.travel_s == pytest.approx(used.length_m / 1000 / 60 * 3600, abs=1)
    with db.read() as tx:
        assert verify.run(tx, roads.EVIDENCE).problem is None
    roads.remove(db, act_id=new_id(), officer=chief)
    assert roads.current(db) is None
    assert proposed(db)[0].source is Source.STRAIGHT


def test_a_changed_speed_makes_another_graph(db, chief, placed):
    ready(db, chief, placed("甲队", lon=ROAD[1][0]))
    roads.replace_all(db, geojson(ROAD), "r", act_id=new_id(), officer=chief)
    [before] = proposed(db)
    [speed] = [one for one in rules.everything(db) if one.code == "reach.road_trunk_kmh"]
    admin = Officer(account_id=new_id(), login="a", name="a", rights=frozenset({"manage_rules"}))
    from dataclasses import replace

    slower = rules.change(db, replace(speed, value="30"), officer=admin)
    [after] = proposed(db)
    assert after.travel_s == pytest.approx(before.travel_s * 2, abs=1)
    rules.change(db, replace(slower, value="0"), officer=admin)
    with pytest.raises(BadValue):
        proposed(db)


def test_a_file_without_roads_changes_nothing(db, chief):
    used = roads.replace_all(db, geojson(ROAD), "r", act_id=new_id(), officer=chief)
    with pytest.raises(NoRoads):
        roads.replace_all(db, geojson(), "r", act_id=new_id(), officer=chief)
    assert roads.current(db) == used


def test_villages_are_covered_by_the_nearest_team(db, placed):
    placed("乙队", lon=LON + 0.1, muster_minutes=1)
    placed("甲队", muster_minutes=1)
    placed("无位置队", lon=None, lat=None)
    found = reach.covered(db, at=now())
    assert [place.name for place in found.coverage.places] == ["第0村", "第1村", "第2村"]
    nearest = [found.teams[at].name for at in found.coverage.nearest]
    assert nearest == ["甲队", "乙队", "乙队"]
    assert [found.coverage.places[at].name for at in found.coverage.outside(900)] == ["第2村"]
    assert [team.name for team in found.unplaced] == ["无位置队"]
    assert found.difference(900) is None


def test_a_team_in_thought_shows_what_it_would_gain(db, placed):
    team = placed("甲队", muster_minutes=1)
    base = Base(id=new_id(), lon=LON + 0.2, lat=LAT, start_s=60)
    found = reach.covered(db, at=now(), what_if=WhatIf(added=(base,)))
    gained = found.difference(900).gained
    assert [change.place.name for change in gained] == ["第2村"]
    assert found.after_bases[found.after.nearest[2]] == base
    assert found.coverage.nearest[2] == 0
    assert found.teams[0].id == team.id


def test_only_the_teams_in_question_count(db, placed):
    placed("林火队", hazards=frozenset({"forest_fire"}), muster_minutes=1)
    near = placed("水上队", lon=LON + 0.2, muster_minutes=1)
    fire = reach.covered(db, at=now(), query=RosterQuery(hazard="forest_fire"))
    assert [team.name for team in fire.teams] == ["林火队"]
    left = reach.covered(db, at=now(), leaving_out=frozenset({near.id}))
    assert [team.name for team in left.teams] == ["林火队"]


def test_roads_cover_what_they_lead_to_and_straight_lines_the_rest(db, chief, placed):
    placed("甲队", muster_minutes=1)
    short = [[LON, LAT], [LON + 0.1, LAT]]
    roads.replace_all(db, geojson(short), "r", act_id=new_id(), officer=chief)
    found = reach.covered(db, at=now()).coverage
    assert list(found.by_road) == [True, True, False]
    assert list(found.nearest) == [0, 0, 0]
    assert np.isfinite(found.seconds).all()


def test_a_team_far_from_any_road_still_counts(db, chief, placed):
    placed("路边队", muster_minutes=10)
    placed("山里队", lon=LON + 0.2, lat=LAT + 0.05, muster_minutes=1)
    roads.replace_all(
        db, geojson([[LON, LAT], [LON + 0.21, LAT]]), "r", act_id=new_id(), officer=chief
    )
    found = reach.covered(db, at=now())
    assert [found.teams[at].name for at in found.coverage.nearest] == ["路边队", "路边队", "山里队"]
    assert list(found.coverage.by_road) == [True, True, False]


def test_a_map_shows_circles_without_roads_and_roads_with_them(db, chief, placed):
    placed("甲队", muster_minutes=1)
    slow = placed("慢队", muster_minutes=30)
    five, fifteen = reach.shapes(db, [300, 900], at=now())
    assert [len(shape.rings) for shape in (five, fifteen)] == [1, 1]
    km = (900 - 60) * 40 / 3600 / 1.4
    north = max(lat for _, lat in fifteen.rings[0])
    assert (north - LAT) * 111.195 == pytest.approx(km, rel=1e-3)
    roads.replace_all(db, geojson(ROAD), "r", act_id=new_id(), officer=chief)
    [shape] = reach.shapes(db, [900], at=now())
    assert shape.rings == ()
    east = max(lon for lon, _ in shape.isochrone.lines[:, 1])
    assert east == pytest.approx(ROAD[1][0])
    assert slow.muster_minutes == 30


def test_only_who_manages_teams_changes_packages_and_roads(db, viewer, deputy):
    for officer in (viewer, deputy):
        for act in (
            lambda by: packages.add(db, a_package(), officer=by),
            lambda by: packages.change(db, a_package(), officer=by),
            lambda by: roads.replace_all(db, geojson(ROAD), "r", act_id=new_id(), officer=by),
            lambda by: roads.remove(db, act_id=new_id(), officer=by),
        ):
            with pytest.raises(NotAllowed):
                act(officer)


def test_random_requests_are_ranked_as_by_hand_from_the_database(db, chief, placed):
    chance = random.Random(3)
    teams = []
    for at in range(12):
        team = placed(
            f"{at}队",
            lon=LON + chance.random() * 0.3,
            muster_minutes=chance.choice([1, 10]),
            primary_skill=chance.choice(["water_rescue", "diving"]),
            skills=frozenset({chance.choice(["water_rescue", "rope"])}),
        )
        teams.append(team)
        ready(db, chief, team, state=chance.choice([State.READY, State.TRAINING, State.RESTING]))
    with db.read() as tx:
        said = readiness.last_said_in(tx)
    for _ in range(20):
        lon, skill = LON + chance.random() * 0.3, chance.choice(["water_rescue", "diving", "rope"])

        def key(team, lon=lon, skill=skill):
            km = math.radians(abs(team.lon - lon)) * 6371.0088 * math.cos(math.radians(LAT))
            cost = team.muster_minutes * 60 + km * 1.4 / 40 * 3600 + 3 * 120
            cost += 0 if team.primary_skill == skill else 300
            cost += {"training": 600, "resting": 1200}.get(said[team.id].state.value, 0)
            return skill not in team.all_skills, cost

        found = proposed(db, lon=lon, skills=frozenset({skill}))
        assert names(found) == [team.name for team in sorted(teams, key=key)]
