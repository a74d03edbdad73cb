"""Response packages are filled well."""

import random
from itertools import permutations

import numpy as np

from commandcenter.kernel.ids import new_id
from commandcenter.teams.model.filling import fill
from commandcenter.teams.model.packages import Package, Row
from commandcenter.teams.model.proposal import Candidate, Pool, Way, Weights

WEIGHTS = Weights(blocked=frozenset({"out_of_service"}))


def package(*rows, **facts):
    return Package(**{"id": new_id(), "name": "山洪一般", "rows": rows} | facts)


def team(number, travel, *skills, category="a", **facts):
    values = {"id": new_id(), "number": number, "name": number, "category": category}
    return Candidate(**values | {"skills": frozenset(skills)} | facts), travel


def filled(wanted, *teams):
    times = {one.number: float(travel) for one, travel in teams}
    pool = Pool.of([one for one, _ in teams])
    travel = np.array([times[one.number] for one in pool.candidates])
    way = Way(travel_s=travel, distance_km=travel, by_road=np.zeros(len(travel), dtype=bool))
    return fill(wanted, pool, way, WEIGHTS)


def numbers(found):
    return [[one.candidate.number for one in row.teams] for row in found]


def test_each_row_gets_the_quickest_teams_that_fit_it():
    found = filled(
        package(Row(skill="water", count=2), Row(category="b")),
        team("T1", 900, "water"),
        team("T2", 300, "water"),
        team("T3", 100, "medical", category="b"),
        team("T4", 600, "water"),
        team("T5", 50, "medical"),
    )
    assert numbers(found) == [["T2", "T4"], ["T3"]]
    assert [row.missing for row in found] == [0, 0]


def test_a_team_that_two_rows_want_goes_where_it_helps_the_whole():
    found = filled(
        package(Row(skill="water"), Row(skill="medical")),
        team("T1", 100, "water", "medical"),
        team("T2", 900, "water"),
    )
    assert numbers(found) == [["T2"], ["T1"]]


def test_committed_teams_are_left_out_and_gaps_are_counted():
    found = filled(
        package(Row(skill="water", count=3)),
        team("T1", 1, "water", committed="DD-2026-001"),
        team("T2", 2, "water", state="out_of_service"),
        team("T3", 3, "water"),
    )
    assert numbers(found) == [["T3"]]
    assert found[0].missing == 2


def test_nobody_is_found_where_there_is_nobody():
    assert [row.missing for row in filled(package(Row(skill="water", count=2)))] == [2]


def test_a_team_made_for_the_event_goes_before_a_nearer_one_that_is_not():
    found = filled(
        package(Row(skill="water"), hazard="flood"),
        team("T1", 10, "water"),
        team("T2", 900, "water", hazards=frozenset({"flood"})),
    )
    assert numbers(found) == [["T2"]]


def test_filling_agrees_with_trying_everything():
    chance = random.Random(5)
    for _ in range(120):
        teams = [
            team(f"T{at}", chance.randrange(1, 999), *chance.sample("wmc", chance.randrange(1, 3)))
            for at in range(chance.randrange(1, 7))
        ]
        rows = [Row(skill=chance.choice("wmc")) for _ in range(chance.randrange(1, 4))]
        found = filled(package(*rows), *teams)
        by_number = {one.number: travel for one, travel in teams}
        ours = [row.teams[0].candidate.number if row.teams else None for row in found]
        best = min(
            (
                sum(one is None for one in choice),
                sum(travel for _, travel in filter(None, choice)),
            )
            for choice in permutations([*teams, *[None] * len(rows)], len(rows))
            if all(
                one is None or row.skill in one[0].skills
                for row, one in zip(rows, choice, strict=True)
            )
        )
        chosen = [one for one in ours if one is not None]
        assert (ours.count(None), sum(by_number[one] for one in chosen)) == best
        assert len(set(chosen)) == len(chosen)
