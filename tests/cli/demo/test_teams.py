"""The teams of the invented county: they fit the map, the dictionaries and each other."""

import re
import tomllib
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

import resources
from commandcenter.cli.demo import teams
from commandcenter.cli.demo.county import County
from commandcenter.teams.model.checks import check, check_part
from commandcenter.teams.model.readiness import State
from commandcenter.teams.model.supplies import StoreKind, check_supply
from commandcenter.teams.model.team import Card

ON = date(2026, 7, 18)
AT = datetime(2026, 7, 18, 11, 40, tzinfo=UTC)


@pytest.fixture(scope="module")
def cards(qingxi: County) -> tuple[Card, ...]:
    return teams.cards(qingxi, on=ON)


def codes(dictionary: str) -> list[str]:
    with resources.path("terms", "teams.toml").open("rb") as file:
        return [row["code"] for row in tomllib.load(file)[dictionary]]


def test_every_category_of_the_dictionary_has_teams(cards):
    assert set(Counter(card.team.category for card in cards)) == set(codes("team_category"))
    assert len(cards) == 28
    assert sum(len(card.members) for card in cards) == 519


def test_teams_know_only_words_of_the_dictionaries(cards):
    for card in cards:
        assert card.team.all_skills <= set(codes("team_skill"))
        assert card.team.hazards <= set(codes("hazard_kind"))
        assert {one.state for one in card.equipment} <= set(codes("equipment_state"))
        assert {one.kind for one in card.agreements} <= set(codes("agreement_kind"))


def test_everything_keeps_the_rules_of_the_roster(qingxi, cards):
    for card in cards:
        check(card.team)
        for part in card.parts:
            check_part(part)
    for stock in teams.stocks(qingxi, on=ON):
        for supply in (stock.store, *stock.items):
            check_supply(supply)
    for placed in teams.prepositions(qingxi, at=AT):
        check_supply(placed)


def test_ids_numbers_names_and_phones_are_nobody_elses(qingxi, cards):
    records = [one for card in cards for one in (card.team, *card.parts)]
    records += [one for stock in teams.stocks(qingxi, on=ON) for one in (stock.store, *stock.items)]
    assert len({one.id for one in records}) == len(records)
    members = [one for card in cards for one in card.members]
    assert len({one.phone for one in members}) == len(members)
    assert all(re.fullmatch(r"199000[0-9]{5}", one.phone) for one in members)
    keepers = {stock.store.phone for stock in teams.stocks(qingxi, on=ON)}
    assert not {one.phone for one in members} & {one.mobile for one in qingxi.people}
    assert not keepers & {one.phone for one in members}
    assert not any(one.id_number for one in members)
    assert len({card.team.number for card in cards}) == len(cards)


def test_teams_and_stores_lie_in_the_areas_they_name(qingxi, cards):
    areas = {area.code: area for area in qingxi.areas}
    for card in cards:
        area = areas[card.team.area_code]
        assert abs(card.team.lon - area.lon) < 0.003
        assert abs(card.team.lat - area.lat) < 0.003


def test_some_papers_have_run_out_and_some_will_soon(cards):
    days = [
        (one.valid_to - ON).days
        for card in cards
        for one in card.members
        if one.valid_to is not None
    ]
    assert 0 < sum(left < 0 for left in days) < 15
    assert 3 < sum(0 <= left <= 30 for left in days) < 30


def test_stores_of_every_kind_have_something(qingxi):
    stocks = teams.stocks(qingxi, on=ON)
    assert {stock.store.kind for stock in stocks} == set(StoreKind)
    assert all(stock.items and stock.store.contact for stock in stocks)


def test_most_teams_are_ready_some_are_not_and_some_are_silent(cards):
    said = teams.readiness(cards, at=AT)
    states = Counter(one.state for one in said)
    assert states[State.READY] > 15
    assert len(states) >= 5
    assert len(said) < len(cards)
    assert all(one.at <= AT for one in said)
    old = [one for one in said if AT - one.at > timedelta(hours=24)]
    assert 0 < len(old) < 6


def test_the_county_is_the_same_every_time(qingxi, cards):
    assert teams.cards(qingxi, on=ON) == cards
    assert teams.readiness(cards, at=AT) == teams.readiness(cards, at=AT)
