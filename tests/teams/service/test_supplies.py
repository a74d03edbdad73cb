"""Supplies: stores, what lies in them, and what waits elsewhere."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import verify
from commandcenter.database.history import Act
from commandcenter.directory.rights import NotAllowed
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.teams.model.checks import FieldMissing, OutOfRange, PlaceIncomplete
from commandcenter.teams.model.readiness import TimeBackwards
from commandcenter.teams.model.supplies import (
    Item,
    NothingPlaced,
    Preposition,
    Stock,
    Store,
    StoreKind,
    WrongSupplyCode,
)
from commandcenter.teams.service import roster, supplies

AT = datetime(2026, 7, 18, 14, 41, tzinfo=UTC)


@pytest.fixture
def stock() -> Stock:
    store = Store(
        id=new_id(),
        name="龙潭镇云仓",
        kind=StoreKind.CLOUD,
        phone="19900003333",
        lon=120.1,
        lat=27.5,
        agreement_to=date(2026, 12, 31),
    )
    items = tuple(
        Item(id=new_id(), store_id=store.id, name=name, code=code, quantity=20, unit="件")
        for name, code in (("帐篷", "1020301"), ("救生衣", ""))
    )
    return Stock(store=store, items=items)


def placing(**fields: object) -> Preposition:
    return Preposition(
        **{"id": new_id(), "place": "龙潭水库大坝", "from_at": AT, "thing": "排涝车"} | fields
    )


def test_a_store_and_what_lies_in_it_are_added_changed_and_taken_out(db, chief, stock):
    supplies.add(db, stock.store, officer=chief)
    added = [supplies.add(db, item, officer=chief) for item in stock.items]
    fewer = supplies.change(db, replace(added[0], quantity=15), officer=chief)
    supplies.remove(db, added[1], officer=chief)

    (found,) = supplies.stocks(db, officer=chief)

    assert found == Stock(store=stock.store, items=(fewer,))
    changes = [one.change for one in roster.history(db, stock.store.id, officer=chief)]
    assert (changes[0].act, changes[0].name) == (Act.REMOVED, "救生衣")
    assert ("quantity", "20", "15") in [(one.field, one.old, one.new) for one in changes]
    with pytest.raises(Conflict):
        supplies.change(db, added[0], officer=chief)
    with db.read() as tx:
        assert verify.run(tx, EVIDENCE).is_intact


def test_many_stores_come_in_one_row(db, chief, stock):
    other = Stock(store=replace(stock.store, id=new_id(), name="白沙镇仓库"))
    supplies.import_all(db, (stock, other), officer=chief)

    found = supplies.stocks(db, officer=chief)

    assert [(one.store.name, len(one.items)) for one in found] == [
        ("白沙镇仓库", 0),
        ("龙潭镇云仓", 2),
    ]


def test_a_retired_store_leaves_the_list(db, chief, stock):
    supplies.import_all(db, (stock,), officer=chief)
    supplies.change(db, replace(stock.store, is_retired=True), officer=chief)

    assert supplies.stocks(db, officer=chief) == ()
    assert len(supplies.stocks(db, officer=chief, with_retired=True)) == 1


def test_phones_of_stores_are_masked_without_the_right(db, chief, viewer, stock):
    supplies.import_all(db, (stock,), officer=chief)
    assert supplies.stocks(db, officer=viewer)[0].store.phone == "199 **** 3333"


@pytest.mark.parametrize("code", ["4020301", "102030", "10203011", "\uff11020301", "abcdefg"])
def test_a_code_outside_the_standard_is_refused(db, chief, stock, code):
    with pytest.raises(WrongSupplyCode):
        supplies.add(db, replace(stock.items[0], code=code), officer=chief)


def test_records_that_cannot_be_are_refused(db, chief, stock):
    for record, error in (
        (replace(stock.store, name=" "), FieldMissing),
        (replace(stock.store, lat=None), PlaceIncomplete),
        (replace(stock.items[0], quantity=-1), OutOfRange),
        (placing(place=""), FieldMissing),
        (placing(thing=" "), NothingPlaced),
        (placing(to_at=AT - timedelta(hours=1)), TimeBackwards),
        (placing(lon=120.0), PlaceIncomplete),
    ):
        with pytest.raises(error):
            supplies.add(db, record, officer=chief)
    assert supplies.stocks(db, officer=chief) == supplies.placed(db) == ()


def test_what_waits_elsewhere_is_known_for_any_moment(db, chief, a_team):
    team = roster.add(db, a_team(), officer=chief)
    car = supplies.add(db, placing(reason="台风预警"), officer=chief)
    whole = supplies.add(
        db,
        placing(team_id=team.id, thing="", from_at=AT + timedelta(hours=1)),
        officer=chief,
    )
    assert supplies.placed(db) == (car, whole)
    assert supplies.placed(db, at=AT) == (car,)

    over = supplies.change(db, replace(car, to_at=AT + timedelta(hours=1)), officer=chief)

    assert over.holds_at(AT)
    assert not over.holds_at(AT + timedelta(hours=1))
    assert supplies.placed(db, at=AT + timedelta(hours=1)) == (whole,)
    supplies.remove(db, whole, officer=chief)
    assert supplies.placed(db) == (over,)


def test_only_who_manages_teams_changes_supplies(db, deputy, stock):
    for call in (
        lambda: supplies.add(db, stock.store, officer=deputy),
        lambda: supplies.change(db, stock.store, officer=deputy),
        lambda: supplies.remove(db, stock.items[0], officer=deputy),
        lambda: supplies.import_all(db, (stock,), officer=deputy),
    ):
        with pytest.raises(NotAllowed):
            call()
