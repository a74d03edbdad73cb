"""Importing a roster: all or nothing, nothing twice, nothing lost, in one journal row."""

from dataclasses import replace
from datetime import date

import pytest

from commandcenter.database import verify
from commandcenter.directory.rights import NotAllowed
from commandcenter.documents.errors import Cancelled
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import translation
from commandcenter.teams.model.strength import RosterQuery
from commandcenter.teams.model.team import Card, Employment, Equipment, Member, Team, Vehicle
from commandcenter.teams.service import changing, imports, roster
from commandcenter.teams.service.imports import CardRefused, Imported, NumberTwice, import_all

EVERY_TEAM = RosterQuery(with_retired=True)


def journal_rows(db) -> int:
    with db.read() as tx:
        report = verify.run(tx, changing.EVIDENCE)
    assert report.is_intact
    return report.rows


def stored(db, officer) -> dict[str, Card]:
    return {card.team.number: card for card in roster.cards(db, EVERY_TEAM, officer=officer)}


def anew(card: Card) -> Card:
    """Return what a reader makes of the same file on another day: other ids, same facts."""
    team = replace(card.team, id=new_id())
    return replace(
        card,
        team=team,
        members=tuple(replace(one, id=new_id(), team_id=team.id) for one in card.members),
        equipment=tuple(replace(one, id=new_id(), team_id=team.id) for one in card.equipment),
    )


def test_an_import_is_stored_whole_in_one_journal_row(db, chief, a_card):
    cards = [a_card(people=3, name=f"队{n}") for n in range(40)]
    before = journal_rows(db)
    told: list[int] = []

    done = import_all(db, cards, officer=chief, progress=told.append)

    assert done == Imported(added=160, changed=0, unchanged=0)
    assert stored(db, chief) == {card.team.number: card for card in cards}
    assert journal_rows(db) == before + 1
    assert told == [40]


def test_the_same_import_again_changes_nothing(db, chief, a_card):
    cards = [a_card(people=3) for _ in range(5)]
    import_all(db, cards, officer=chief)
    before, rows = stored(db, chief), journal_rows(db)

    done = import_all(db, [anew(card) for card in cards], officer=chief)

    assert done == Imported(added=0, changed=0, unchanged=20)
    assert (stored(db, chief), journal_rows(db)) == (before, rows)


def test_a_later_import_updates_adds_and_leaves_the_rest(db, chief, a_card):
    old, untouched = a_card(people=3, leader="张三", address="老街 1 号"), a_card(people=1)
    import_all(db, [old, untouched], officer=chief)
    new = anew(old)
    first, _, third = new.members
    newcomer = Member(id=new_id(), team_id=new.team.id, name="新队员")
    later = replace(
        new,
        team=replace(new.team, leader="李四", address=""),
        members=(replace(first, phone="19900029999"), third, newcomer),
    )

    done = import_all(db, [later], officer=chief)

    assert done == Imported(added=1, changed=2, unchanged=1)
    found = stored(db, chief)
    assert found[untouched.team.number] == untouched
    card = found[old.team.number]
    assert (card.team.id, card.team.version) == (old.team.id, 2)
    assert (card.team.leader, card.team.address) == ("李四", "老街 1 号")
    assert [one.name for one in card.members] == ["队员0", "队员1", "队员2", "新队员"]
    assert card.members[0].phone == "19900029999"
    assert card.members[0].id == old.members[0].id
    changes = [
        (one.change.name, one.change.field, one.change.old, one.change.new)
        for one in roster.history(db, old.team.id, officer=chief)
        if one.change.field
    ]
    assert set(changes) == {
        (old.team.name, "leader", "张三", "李四"),
        ("队员0", "phone", "19900020000", "19900029999"),
    }


def test_fields_that_the_source_has_are_taken_even_when_they_are_empty(db, chief, a_card):
    old = a_card(people=1, address="老街 1 号", leader="张三")
    part_time = replace(old.members[0], employment=Employment.PART_TIME)
    import_all(db, [replace(old, members=(part_time,))], officer=chief)
    new = anew(replace(old, team=replace(old.team, address="", leader="")))

    given = {Team: {"number", "name", "address"}, Member: {"name", "employment"}}
    import_all(db, [new], officer=chief, given=given)

    card = stored(db, chief)[old.team.number]
    assert (card.team.address, card.team.leader) == ("", "张三")
    assert card.members[0].employment is Employment.FULL_TIME
    assert card.members[0].phone == old.members[0].phone


def test_people_of_one_name_are_told_apart_by_id_number_and_phone(db, chief, a_card):
    card = a_card(people=0)

    def member(**fields: str) -> Member:
        return Member(id=new_id(), team_id=card.team.id, name="张伟", **fields)

    first = member(phone="19900020001", id_number="11010519491231002X")
    second = member(phone="19900020002")
    import_all(db, [replace(card, members=(first, second))], officer=chief)
    again = anew(
        replace(
            card,
            members=(
                replace(second, phone="19900020008", post="班长"),
                replace(first, phone="19900020009", post="队长"),
            ),
        )
    )

    import_all(db, [again], officer=chief)

    members = stored(db, chief)[card.team.number].members
    posts = {one.id: (one.post, one.phone) for one in members}
    assert posts == {first.id: ("队长", "19900020009"), second.id: ("班长", "19900020008")}


def test_things_and_vehicles_are_known_again(db, chief, a_card):
    card = a_card(people=0)
    pump = Equipment(id=new_id(), team_id=card.team.id, name="水泵", quantity=2)
    big = replace(pump, id=new_id(), model="大流量")
    car = Vehicle(id=new_id(), team_id=card.team.id, plate="浙C12345")
    import_all(db, [replace(card, equipment=(pump, big), vehicles=(car,))], officer=chief)

    later = anew(replace(card, equipment=(replace(big, quantity=5), pump)))
    import_all(db, [replace(later, vehicles=(replace(car, seats=5),))], officer=chief)

    found = stored(db, chief)[card.team.number]
    assert {one.model: one.quantity for one in found.equipment} == {"": 2, "大流量": 5}
    assert [one.seats for one in found.vehicles] == [5]


def test_members_of_a_known_team_need_no_other_word_about_it(db, chief, a_card):
    card = a_card(people=1, name="蓝天救援队")
    import_all(db, [card], officer=chief)
    bare = Team(id=new_id(), number=card.team.number, name="")
    new = Member(id=new_id(), team_id=bare.id, name="新队员")

    assert import_all(db, [Card(team=bare, members=(new,))], officer=chief).added == 1
    assert stored(db, chief)[card.team.number].team == card.team


def test_one_bad_team_stops_the_whole_import_and_is_named(db, chief, a_card):
    good, bad = a_card(), a_card(category="")
    rows = journal_rows(db)

    with pytest.raises(CardRefused, match=bad.team.number) as refusal:
        import_all(db, [good, bad], officer=chief)

    assert translation("en")("Choose the category of the team.") in str(refusal.value)
    assert refusal.value.said(lambda text: f"<{text}>").endswith(
        "<Choose the category of the team.>>"
    )
    assert (stored(db, chief), journal_rows(db)) == ({}, rows)


def test_one_number_twice_is_refused(db, chief, a_card):
    with pytest.raises(NumberTwice, match="07"):
        import_all(db, [a_card(number="07"), a_card(number=" 07")], officer=chief)
    assert stored(db, chief) == {}


def test_an_import_that_is_cancelled_writes_nothing(db, chief, a_card):
    asked = iter([False, False, True])

    with pytest.raises(Cancelled):
        cards = [a_card() for _ in range(5)]
        import_all(db, cards, officer=chief, cancelled=lambda: next(asked))

    assert stored(db, chief) == {}


def test_a_change_made_meanwhile_is_not_lost(db, connect, chief, a_card):
    card = a_card(people=1, leader="张三")
    import_all(db, [card], officer=chief)
    team = card.team
    other = connect()
    changed: list[Team] = []

    def meanwhile(_done: int) -> None:
        if not changed:
            moved = replace(team, address="新街 2 号")
            changed.append(roster.change(other, moved, officer=chief))

    later = anew(replace(card, team=replace(team, leader="李四")))
    import_all(db, [later], officer=chief, progress=meanwhile)

    found = stored(db, chief)[team.number].team
    assert (found.leader, found.address, found.version) == ("李四", "新街 2 号", 3)


def test_an_import_gives_up_when_the_roster_never_stands_still(db, connect, chief, a_card):
    card = a_card(people=0)
    import_all(db, [card], officer=chief)
    other = connect()

    def meanwhile(_done: int) -> None:
        roster.add(other, a_card().team, officer=chief)

    with pytest.raises(Conflict):
        later = anew(replace(card, team=replace(card.team, leader="李四")))
        import_all(db, [later], officer=chief, progress=meanwhile)

    assert stored(db, chief)[card.team.number] == card


def test_only_who_manages_teams_imports(db, deputy, a_card):
    with pytest.raises(NotAllowed):
        import_all(db, [a_card()], officer=deputy)


def test_the_journal_keeps_a_long_import_by_number_and_digest(db, chief, a_card):
    cards = [a_card(people=20, name=f"队{n}") for n in range(10)]
    import_all(db, cards, officer=chief)
    with db.read() as tx:
        (row,) = [row for row in verify.rows(tx) if row and row.kind == "teams.changed"]
    assert '"count":210' in row.body
    assert "队员" not in row.body


def test_a_retired_team_is_known_again_and_stays_retired(db, chief, a_card):
    card = a_card(people=1)
    import_all(db, [card], officer=chief)
    roster.retire(db, card.team, officer=chief)

    import_all(db, [anew(replace(card, team=replace(card.team, leader="李四")))], officer=chief)

    found = stored(db, chief)[card.team.number].team
    assert (found.leader, found.is_retired) == ("李四", True)


def test_dates_and_positions_come_back_from_an_import(db, chief, a_card):
    card = a_card(people=1, lon=120, lat=27.5, insured_to=date(2027, 1, 1))
    import_all(db, [card], officer=chief)
    assert stored(db, chief)[card.team.number] == card
    again = imports.import_all(db, [anew(card)], officer=chief)
    assert again.changed == 0
