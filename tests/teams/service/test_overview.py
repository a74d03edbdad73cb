"""What the roster adds up to, compared with counting by hand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from commandcenter.directory.model import NoSuchRule
from commandcenter.kernel.ids import new_id
from commandcenter.teams.model.strength import Expires, RosterQuery, Total
from commandcenter.teams.model.supplies import Item, Stock, Store
from commandcenter.teams.model.team import Agreement, Assessment, Card, Equipment, Vehicle
from commandcenter.teams.service import imports, overview, roster, supplies

ON = date(2026, 7, 18)
SOON, LATE = ON + timedelta(days=30), ON + timedelta(days=31)


def put(db, officer, *cards: Card) -> None:
    imports.import_all(db, cards, officer=officer)


def test_totals_count_teams_firms_and_people_in_the_order_of_the_county(db, chief, a_card):
    gone = a_card(people=9, category="social")
    put(
        db,
        chief,
        a_card(people=3, category="social"),
        a_card(people=4, category="social", area_code="330399101"),
        a_card(people=5, category="contract_firm"),
        a_card(people=1, category="own_word"),
        gone,
    )
    roster.retire(db, gone.team, officer=chief)

    found = overview.counted(db)

    assert [one.category for one in found] == [
        "comprehensive",
        "professional",
        "special",
        "social",
        "grassroots",
        "contract_firm",
        "own_word",
    ]
    counts = {one.category: (one.teams, one.people, one.are_firms) for one in found}
    assert counts["social"] == (2, 7, False)
    assert counts["contract_firm"] == (1, 5, True)
    assert counts["own_word"] == (1, 1, False)
    assert counts["special"] == (0, 0, False)
    (social,) = (
        one
        for one in overview.counted(db, RosterQuery(area_code="330399101"))
        if one.category == "social"
    )
    assert social == Total(category="social", teams=1, people=4)


def test_the_matrix_counts_every_pair_and_shows_gaps(db, chief, a_card):
    put(
        db,
        chief,
        a_card(
            people=3,
            primary_skill="drainage",
            skills=frozenset({"dike"}),
            hazards=frozenset({"flood", "typhoon"}),
        ),
        a_card(people=2, primary_skill="drainage", hazards=frozenset({"flood"})),
    )

    found = overview.capability(db)

    assert len(found.cells) == len(found.hazards) * len(found.skills)
    cell = found.cells["flood", "drainage"]
    assert (cell.teams, cell.people, cell.is_needed, cell.is_gap) == (2, 5, True, False)
    assert found.cells["typhoon", "dike"].teams == 1
    assert found.cells["fire", "drainage"].teams == 0
    gaps = {(one.hazard, one.skill) for one in found.gaps}
    assert ("flood", "evacuation") in gaps
    assert not gaps & {("flood", "drainage"), ("flood", "dike"), ("fire", "drainage")}


def test_every_need_of_the_county_names_a_known_hazard_and_skill(db):
    found = overview.capability(db)
    assert sum(cell.is_needed for cell in found.cells.values()) > 30
    with db.read() as tx:
        codes = overview._codes(tx, "hazard_need")
    assert {tuple(code.split(":")) for code in codes} <= set(found.cells)


@pytest.mark.parametrize(
    ("norm", "required"), [("township_1", 50), ("township_2", 40), ("township_3", 30)]
)
def test_strength_is_held_against_the_norm(db, chief, a_card, norm, required):
    weak = a_card(people=required - 1, strength_norm=norm)
    enough = a_card(people=required, strength_norm=norm)
    put(db, chief, enough, weak, a_card(people=1))

    found = overview.strengths(db, on=ON)

    assert [(one.team.id, one.required, one.missing) for one in found] == [
        (weak.team.id, required, 1),
        (enough.team.id, required, 0),
    ]


def test_a_norm_without_a_rule_is_named(db, chief, a_card):
    put(db, chief, a_card(strength_norm="city_1"))
    with pytest.raises(NoSuchRule, match="strength_city_1"):
        overview.strengths(db, on=ON)


@pytest.mark.parametrize(("day", "is_listed"), [(SOON, True), (LATE, False), (ON, True)])
def test_everything_that_ends_within_the_days_of_the_rule_is_listed(
    db, chief, a_card, day, is_listed
):
    card = a_card(people=1, name="蓝天救援队", insured_to=day)
    of = card.team.id
    card = replace(
        card,
        members=(replace(card.members[0], valid_to=day),),
        equipment=(Equipment(id=new_id(), team_id=of, name="水泵", valid_to=day),),
        vehicles=(Vehicle(id=new_id(), team_id=of, plate="浙C12345", valid_to=day),),
        assessments=(
            Assessment(id=new_id(), team_id=of, direction="search", grade=1, valid_to=day),
        ),
        agreements=(
            Agreement(id=new_id(), team_id=of, kind="contract", partner="县局", valid_to=day),
        ),
    )
    put(db, chief, card)
    store = Store(id=new_id(), name="云仓", agreement_to=day)
    item = Item(id=new_id(), store_id=store.id, name="帐篷", valid_to=day)
    supplies.import_all(db, (Stock(store=store, items=(item,)),), officer=chief)

    found = overview.expiring(db, on=ON)

    assert {one.kind for one in found} == (set(Expires) if is_listed else set())
    assert len(overview.expiring(db, on=ON, days=31)) == len(Expires)
    assert len(overview.expiring(db, on=ON, days=10**9)) >= len(Expires)
    assert {one.days_left(ON) for one in found} <= {(day - ON).days}


def test_the_earliest_end_stands_first_and_what_is_over_stays(db, chief, a_card):
    put(
        db,
        chief,
        a_card(people=0, name="乙", insured_to=ON),
        a_card(people=0, name="甲", insured_to=ON - timedelta(days=400)),
        a_card(people=0, name="丙"),
    )
    found = overview.expiring(db, on=ON)
    assert [(one.owner, one.days_left(ON)) for one in found] == [("甲", -400), ("乙", 0)]
