"""The proposal against the same ranking worked out in plain Python, over the demo county.

Nothing here asks the program how it ranks: teams come from the demo's lists, rules and needs
from the dictionaries as they are delivered, roads from the file.
"""

import json
import math
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from heapq import heappop, heappush
from itertools import pairwise
from random import Random

import pytest

import resources
from commandcenter.cli.demo import county as demo_county
from commandcenter.cli.demo import founding, roads
from commandcenter.cli.demo import teams as demo_teams
from commandcenter.database import migrate
from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.directory.model import Area
from commandcenter.directory.service import county
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.teams.model.dispatch import Order
from commandcenter.teams.model.reasons import Code, Source
from commandcenter.teams.model.team import Assessment, Team
from commandcenter.teams.service import ordering, proposal, roster
from commandcenter.teams.service import roads as road_service
from commandcenter.teams.service.proposal import Request

PLACES, KINDS_AT_EACH = 170, 3
TOLD_AT = datetime(2026, 7, 18, 11, 22, tzinfo=UTC)
AT = TOLD_AT + timedelta(minutes=40)
DAY = date(2026, 7, 18)
EARTH_KM = 6371.0088
OUT = ("QX-ZY-02", "QX-JC-03")
MOST = 50


def toml(folder):
    with resources.path(folder, "teams.toml").open("rb") as file:
        return tomllib.load(file)


RULES = {code: row["value"] for part, rows in toml("rules").items()
         for code, row in ((f"{part}.{name}", row) for name, row in rows.items())}  # fmt: skip
TERMS = toml("terms")
KINDS = [row["code"] for row in TERMS["hazard_kind"]]
SKILLS = [row["code"] for row in TERMS["team_skill"]]
NEEDS = [row["code"].split(":") for row in TERMS["hazard_need"]]


# ---- the county ----


@pytest.fixture(scope="module")
def land():
    return demo_county.load()


@pytest.fixture(scope="module")
def twins() -> tuple[Team, ...]:
    """Two teams alike in everything but number, the later number first; one without position."""
    facts = {"category": "social", "primary_skill": "water_rescue", "muster_minutes": 8,
             "skills": frozenset({"dike"}), "hazards": frozenset({"flood", "fire"})}  # fmt: skip
    here = {"lon": 119.79, "lat": 27.70, "radius_km": 6}
    return (
        Team(id=new_id(), number="QX-ZZ-02", name="后队", **facts | here),
        Team(id=new_id(), number="QX-ZZ-01", name="前队", **facts | here),
        Team(id=new_id(), number="QX-ZZ-03", name="无址队", **facts),
    )


@pytest.fixture(scope="module")
def grades(twins) -> tuple[Assessment, ...]:
    """One that has run out, and two that have not."""
    facts = {"team_id": twins[2].id, "direction": "water_rescue"}
    return (
        Assessment(id=new_id(), grade=1, valid_to=DAY - timedelta(days=1), **facts),
        Assessment(id=new_id(), grade=3, valid_to=None, **facts),
        Assessment(id=new_id(), grade=2, valid_to=DAY, **facts),
    )


@pytest.fixture(scope="module")
def db(tmp_path_factory, land, twins, grades, chief) -> Iterator[Database]:
    """The demo county with its teams and roads, two teams out, and the twins."""
    address = Address.of_file(tmp_path_factory.mktemp("ranking") / "county.db")
    migrate.create(address)
    with closing(Database(address)) as database:
        database.clock = lambda: TOLD_AT
        names = county.Names(county=land.name, centre=land.centre, code=land.code)
        setup = Officer(account_id=new_id(), login="setup", name="setup")
        county.found(database, county.Founding(names=names, areas=areas(land)), officer=setup)
        founding.put_teams(database, land, at=TOLD_AT)
        for team in twins:
            roster.add(database, team, officer=chief)
        for grade in grades:
            roster.add_part(database, grade, officer=chief)
        orders = [
            Order(id=new_id(), order_id=new_id(), team_id=demo_teams.id_of(number),
                  place="东坝", task="压盖")
            for number in OUT
        ]  # fmt: skip
        ordering.order(database, orders, officer=chief)
        yield database


def areas(land):
    return [
        Area(code=area.code, parent=area.parent or None, name=area.name, tier=area.tier.value,
             lon=area.lon, lat=area.lat)
        for area in land.areas
    ]  # fmt: skip


# ---- incidents ----


def inside(ring, lon, lat):
    """Whether a point lies in a ring: a ray to the east crosses its edge an odd number of times."""
    crossings = 0
    for (lon1, lat1), (lon2, lat2) in pairwise(ring):
        if (lat1 > lat) != (lat2 > lat):
            crossings += lon < lon1 + (lat - lat1) / (lat2 - lat1) * (lon2 - lon1)
    return crossings % 2 == 1


def somewhere(villages, chance):
    """Draw a village, and points around it until one lies inside."""
    code, ring = chance.choice(villages)
    lons, lats = zip(*ring, strict=True)
    while True:
        lon, lat = chance.uniform(min(lons), max(lons)), chance.uniform(min(lats), max(lats))
        if inside(ring, lon, lat):
            return {"lon": lon, "lat": lat, "area_code": code}


def incidents(land, seed) -> list[Request]:
    """Draw places in the county and kinds; of a few the place is not known."""
    chance = Random(seed)
    villages = [
        (area.code, json.loads(area.geometry)["coordinates"][0])
        for area in land.areas
        if area.tier == "village"
    ]
    places = [somewhere(villages, chance) for _ in range(PLACES)]
    places[::20] = [{}] * len(places[::20])
    return [something(place, chance) for place in places for _ in range(KINDS_AT_EACH)]


def something(place, chance) -> Request:
    hazard = chance.choice(["", *KINDS])
    usual = [skill for kind, skill in NEEDS if kind == hazard]
    skills = chance.choice([usual, chance.sample(SKILLS, chance.randrange(4))])
    return Request(hazard=hazard, skills=frozenset(skills), **place)


# ---- what is known of the teams ----


@pytest.fixture(scope="module")
def known(land, twins, grades):
    """Team, position, grades, state, seconds of silence and whether it is out, for each."""
    cards = demo_teams.cards(land, on=DAY)
    said = {one.team_id: one for one in demo_teams.readiness(cards, at=TOLD_AT)}
    moved = {
        one.team_id: (one.lon, one.lat)
        for one in demo_teams.prepositions(land, at=TOLD_AT)
        if one.team_id is not None
    }
    assert len(moved) == 1
    papers = [paper for card in cards for paper in card.assessments] + list(grades)
    rows = []
    for team in [*(card.team for card in cards), *twins]:
        mine = [one for one in papers if one.team_id == team.id]
        valid = [one for one in mine if one.valid_to is None or one.valid_to >= DAY]
        best = {one.direction: min(other.grade for other in valid
                                   if other.direction == one.direction)
                for one in valid}  # fmt: skip
        state = said[team.id].state.value if team.id in said else ""
        silent = (AT - said[team.id].at).total_seconds() if team.id in said else math.inf
        is_out = team.number in OUT
        if is_out:
            state, silent = "mustering", (AT - TOLD_AT).total_seconds()
        spot = moved.get(team.id, (team.lon, team.lat))
        rows.append((team, spot, best, state, silent, is_out))
    return rows


# ---- ways ----


def km(one, other):
    """Great-circle distance after the haversine formula."""
    (lon1, lat1), (lon2, lat2) = ([math.radians(value) for value in spot] for spot in (one, other))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


def straight_s(one, other, area_code):
    terrain = {"0": "street", "1": "town"}.get(area_code[6:7], "country")
    factor = RULES[f"reach.{terrain}_factor_percent"] / 100
    return round(km(one, other) * factor / RULES[f"reach.{terrain}_kmh"] * 3600)


class Net:
    """The roads of the file, cut every 200 m, with a way from any point to the nearest of them."""

    def __init__(self, content: bytes) -> None:
        self.next = defaultdict(dict)
        lats = []
        for feature in json.loads(content)["features"]:
            speed = RULES[f"reach.road_{feature['properties']['class']}_kmh"]
            for begin, end in pairwise(feature["geometry"]["coordinates"]):
                count = max(1, math.ceil(km(begin, end) / 0.2))
                cuts = [
                    tuple(a + (b - a) * (at / count) for a, b in zip(begin, end, strict=True))
                    for at in range(count + 1)
                ]
                for one, other in pairwise(cuts):
                    lats += [one[1], other[1]]
                    seconds = km(one, other) / speed * 3600
                    seconds = min(seconds, self.next[one].get(other, math.inf))
                    self.next[one][other] = self.next[other][one] = seconds
        self.shrink = math.cos(math.radians(sum(lats) / len(lats)))
        self.begun, self.ways = {}, {}

    def begin(self, spot):
        """Return the nearest node and the seconds to it; none beyond the limit."""
        if spot not in self.begun:
            lon, lat, shrink = *spot, self.shrink
            node = min(
                self.next, key=lambda one: ((one[0] - lon) * shrink) ** 2 + (one[1] - lat) ** 2
            )
            away = km(spot, node)
            is_near = away * 1000 <= RULES["reach.access_m"]
            self.begun[spot] = (node, away / RULES["reach.access_kmh"] * 3600) if is_near else None
        return self.begun[spot]

    def ways_to(self, target):
        """Return how long the way from each node takes to a place; nothing if it has no road."""
        if target not in self.ways:
            begun = self.begin(target)
            self.ways[target] = self.spread(*begun) if begun else {}
        return self.ways[target]

    def spread(self, node, leave):
        """Go from node to node, always on from the one that is reached first."""
        found, ahead = {}, [(0.0, node)]
        while ahead:
            taken, node = heappop(ahead)
            if node in found:
                continue
            found[node] = taken
            for other, seconds in self.next[node].items():
                if other not in found:
                    heappush(ahead, (taken + seconds, other))
        return {one: taken + leave for one, taken in found.items()}


@pytest.fixture(scope="module")
def net(land) -> Net:
    return Net(roads.geojson(land))


def test_no_two_crossings_are_so_near_that_they_would_be_one(net):
    grid = defaultdict(list)
    for lon, lat in net.next:
        grid[int(lon * 5_000), int(lat * 5_000)].append((lon, lat))
    for (x, y), nodes in grid.items():
        near = [one for dx in (0, 1) for dy in (-1, 0, 1) for one in grid.get((x + dx, y + dy), ())]
        assert all(km(one, other) > 0.005 for one in nodes for other in near if one != other)


# ---- the ranking ----


STATE_COST = {
    "": "unknown", "on_duty": "on_duty", "mustering": "on_duty", "en_route": "on_duty",
    "on_scene": "on_duty", "resting": "resting", "training": "training",
    "partly_ready": "partly_ready",
}  # fmt: skip


def cost_of(name):
    return RULES[f"proposal.{name}_s"]


def weighed(request, row, net, ways):
    """Return what speaks for and against a team, as a line of the proposal should say it."""
    team, spot, grades, state, silent, is_out = row
    place = None if request.lon is None else (request.lon, request.lat)
    distance, travel, source = None, None, Source.UNKNOWN
    if place and spot[0] is not None:
        distance = km(spot, place)
        travel, source = straight_s(spot, place, request.area_code), Source.STRAIGHT
        begun = net and net.begin(spot)
        if begun and begun[0] in ways:
            travel, source = round(begun[1] + ways[begun[0]]), Source.ROAD
    reasons = list(capabilities_of(request, team))
    reasons += standing_of(request, team, grades, state, silent)
    if is_out:
        reasons.append((Code.COMMITTED, f"DD-2026-{OUT.index(team.number) + 1:03d}", 0))
    if travel is None:
        reasons.append((Code.NO_POSITION, "", 0))
    if distance is not None and team.radius_km and distance > team.radius_km:
        reasons.append((Code.BEYOND_RADIUS, distance - team.radius_km, cost_of("beyond_radius")))
    missing = sum(code in (Code.HAZARD_MISSING, Code.SKILL_MISSING) for code, _, _ in reasons)
    cost = (1e9 if travel is None else travel) + team.muster_minutes * 60
    cost += sum(seconds for _, _, seconds in reasons)
    is_usable = not is_out and state != "out_of_service"
    return {
        "number": team.number, "is_usable": is_usable, "missing": missing, "cost_s": cost,
        "travel_s": travel, "distance_km": distance, "source": source, "reasons": reasons,
        "arrival_s": None if travel is None else travel + team.muster_minutes * 60,
    }  # fmt: skip


def capabilities_of(request, team):
    if request.hazard:
        has = request.hazard in team.hazards
        yield (Code.HAZARD if has else Code.HAZARD_MISSING, request.hazard, 0)
    for skill in request.skills:
        if skill == team.primary_skill:
            yield Code.PRIMARY, skill, 0
        else:
            yield (Code.SKILL if skill in team.skills else Code.SKILL_MISSING, skill, 0)


def standing_of(request, team, grades, state, silent):
    if request.skills:
        if team.primary_skill not in request.skills:
            yield Code.NOT_PRIMARY, "", cost_of("not_primary")
        grade = min(grades.get(skill, 4) for skill in request.skills)
        yield Code.UNGRADED if grade == 4 else Code.GRADE, grade, (grade - 1) * cost_of("grade")
    if state == "out_of_service":
        yield Code.BLOCKED, state, 0
    if state in STATE_COST:
        yield Code.STATE, state, cost_of(STATE_COST[state])
    if silent > RULES["teams.readiness_stale_h"] * 3600:
        yield Code.STALE, silent, cost_of("stale")


def ranked(request, known, net):
    """Return the whole county in the order in which it should be sent."""
    has_way = net and request.lon is not None
    ways = net.ways_to((request.lon, request.lat)) if has_way else {}
    lines = [weighed(request, row, net, ways) for row in known]
    return sorted(
        lines, key=lambda one: (not one["is_usable"], one["missing"], one["cost_s"], one["number"])
    )


def said(line):
    """Return a line of the proposal in the same shape."""
    names = ("is_usable", "missing", "cost_s", "travel_s", "distance_km", "source", "arrival_s")
    reasons = [(why.code, why.value, why.cost_s) for why in line.reasons]
    return {name: getattr(line, name) for name in names} | {
        "number": line.candidate.number, "reasons": reasons
    }  # fmt: skip


def same(found, expected):
    """Whether two lines say the same; kilometres may differ in the last digits of a float."""
    plain = found.keys() - {"distance_km", "reasons"}
    whys, others = (sorted(one["reasons"], key=told) for one in (found, expected))
    return (
        {name: found[name] for name in plain} == {name: expected[name] for name in plain}
        and nearly(found["distance_km"], expected["distance_km"])
        and [why[::2] for why in whys] == [why[::2] for why in others]
        and all(nearly(one[1], other[1]) for one, other in zip(whys, others, strict=True))
    )


def told(why):
    return str(why[0]), str(why[1])


def nearly(one, other):
    return one == other or (isinstance(one, float) and math.isclose(one, other, rel_tol=1e-7))


def check(db, requests, known, net):
    for request in requests:
        expected = ranked(request, known, net)
        found = [said(line) for line in proposal.propose(db, request, at=AT, limit=MOST)]
        assert [line["number"] for line in found] == [line["number"] for line in expected], request
        for line, other in zip(found, expected, strict=True):
            assert same(line, other), (request, line, other)
        yield found


def test_the_proposal_along_the_roads_is_the_one_worked_out_by_hand(db, land, known, net):
    seen = list(check(db, incidents(land, seed=1), known, net))
    sources = {line["source"] for found in seen for line in found}
    assert sources >= {Source.ROAD, Source.UNKNOWN}
    codes = {code for found in seen for line in found for code, _, _ in line["reasons"]}
    assert codes == set(Code)


@pytest.fixture
def roadless(db, land, chief) -> Iterator[Database]:
    """The same county while its roads are taken away."""
    road_service.remove(db, act_id=new_id(), officer=chief)
    yield db
    file = roads.geojson(land)
    road_service.replace_all(db, file, roads.NAME, act_id=new_id(), officer=chief)


def test_the_proposal_in_straight_line_is_the_one_worked_out_by_hand(roadless, land, known):
    seen = list(check(roadless, incidents(land, seed=2), known, None))
    assert {line["source"] for found in seen for line in found} == {
        Source.STRAIGHT, Source.UNKNOWN
    }  # fmt: skip


def test_of_two_that_cost_the_same_the_smaller_number_comes_first(db, land):
    for request in incidents(land, seed=3)[:25]:
        whole = proposal.propose(db, request, at=AT, limit=MOST)
        numbers = [one.candidate.number for one in whole]
        first = numbers.index("QX-ZZ-01")
        assert numbers[first + 1] == "QX-ZZ-02"
        assert whole[first].cost_s == whole[first + 1].cost_s
        few = proposal.propose(db, request, at=AT, limit=first + 1)
        assert [one.candidate.number for one in few] == numbers[: first + 1]
