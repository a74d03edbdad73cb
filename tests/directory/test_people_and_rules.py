"""People and rule rows: found, changed, refused."""

from dataclasses import replace
from datetime import date, time, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandcenter.directory.model import (
    BadPeriod,
    BadValue,
    NameMissing,
    NoSuchRule,
    Person,
    Rule,
    initials,
    masked,
)
from commandcenter.directory.service import county, people, phrases, rules
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id

DAY = date(2026, 7, 18)


def names(found):
    return [person.name for person in found]


# People


@pytest.mark.parametrize(
    "text", ["张华", "zhx", "ZHX", "龙潭", "站长", "19900001234", "66123001", " 张华兴 "]
)
def test_people_are_found_by_name_initials_unit_post_and_phone(founded, text):
    assert names(people.find(founded.db, containing=text)) == ["张华兴"]


@pytest.mark.parametrize("text", ["%", "_", "\\", "无此人"])
def test_what_nobody_is_called_finds_nobody(founded, text):
    assert people.find(founded.db, containing=text) == ()


def test_without_a_text_everybody_is_found_with_their_unit(founded):
    everybody = people.find(founded.db)
    assert set(names(everybody)) == {"张华兴", "王芳"}
    assert people.get(founded.db, founded.person.id) == founded.person


def test_a_changed_person_is_found_by_the_new_name(founded):
    changed = people.change(
        founded.db, replace(founded.person, name="李雷", mobile=""), officer=founded.admin
    )
    assert changed.version == 2
    assert names(people.find(founded.db, containing="ll")) == ["李雷"]
    assert people.get(founded.db, founded.person.id) == changed


def test_a_person_needs_a_name(founded):
    with pytest.raises(NameMissing):
        people.add(founded.db, Person(id=new_id(), name=" "), officer=founded.admin)
    with pytest.raises(NameMissing):
        people.change(founded.db, replace(founded.person, name=""), officer=founded.admin)
    assert len(people.find(founded.db)) == 2


def test_whoever_saw_an_older_person_changes_nothing(founded):
    people.change(founded.db, replace(founded.person, post="主任"), officer=founded.admin)
    with pytest.raises(Conflict):
        people.change(founded.db, replace(founded.person, post="镇长"), officer=founded.admin)
    assert people.get(founded.db, founded.person.id).post == "主任"


def test_people_are_named_by_their_ids(founded):
    with founded.db.read() as tx:
        assert people.named(tx, [founded.person.id]) == {founded.person.id: founded.person}
        assert people.named(tx, []) == {}


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("19900001234", "199 **** 1234"),
        (" 19900001234 ", "199 **** 1234"),
        ("119", "119"),
        ("", ""),
        ("0577-66123001", "057 **** 3001"),
    ],
)
def test_a_masked_phone_keeps_its_ends_and_short_numbers(phone, shown):
    assert masked(phone) == shown


@given(st.text("0123456789-", min_size=8, max_size=20))
def test_a_masked_phone_never_shows_its_middle(phone):
    assert phone not in masked(phone)


def test_initials_are_those_of_the_pinyin():
    assert initials("张华兴") == "zhx"
    assert initials("东坝 2") == "db2"


# Rules


def value(founded, code, on):
    with founded.db.read() as tx:
        return rules.value(tx, code, on=on)


def add(founded, **facts):
    rule = Rule(**({"id": new_id(), "code": "x.y", "value": "1", "valid_from": DAY} | facts))
    rules.add(founded.db, rule, officer=founded.admin)
    return rule


def test_the_row_that_began_last_holds(founded):
    add(founded, value="old", valid_from=DAY)
    add(founded, value="new", valid_from=DAY + timedelta(days=10))
    assert value(founded, "x.y", DAY + timedelta(days=9)) == "old"
    assert value(founded, "x.y", DAY + timedelta(days=10)) == "new"


def test_a_row_holds_until_the_day_before_its_end(founded):
    add(founded, valid_to=DAY + timedelta(days=1))
    assert value(founded, "x.y", DAY) == "1"
    with pytest.raises(NoSuchRule):
        value(founded, "x.y", DAY + timedelta(days=1))
    with pytest.raises(NoSuchRule):
        value(founded, "x.y", DAY - timedelta(days=1))


def test_an_ended_row_gives_way_to_an_earlier_one_that_is_still_open(founded):
    add(founded, value="always")
    add(founded, value="for a day", valid_from=DAY, valid_to=DAY + timedelta(days=1))
    assert value(founded, "x.y", DAY + timedelta(days=1)) == "always"


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"code": " "}, NameMissing),
        ({"value": ""}, NameMissing),
        ({"valid_to": DAY}, BadPeriod),
        ({"valid_to": DAY - timedelta(days=1)}, BadPeriod),
    ],
)
def test_a_row_that_could_never_hold_is_refused(founded, facts, error):
    before = rules.everything(founded.db)
    with pytest.raises(error):
        add(founded, **facts)
    assert rules.everything(founded.db) == before


def test_whoever_saw_an_older_row_changes_nothing(founded):
    rule = add(founded)
    rules.change(founded.db, replace(rule, value="2"), officer=founded.admin)
    with pytest.raises(Conflict):
        rules.change(founded.db, replace(rule, value="3"), officer=founded.admin)
    assert rules.get(founded.db, rule.id).value == "2"


def test_values_are_read_as_what_they_are_for(founded):
    with founded.db.read() as tx:
        assert rules.whole(tx, "login.failures_allowed", on=DAY) == 5
        assert rules.seconds(tx, "login.delay_s", on=DAY) == timedelta(seconds=30)
        assert rules.times(tx, "duty.pattern", on=DAY) == (("白班", time(8)), ("夜班", time(20)))


@pytest.mark.parametrize("wrong", ["five", "5.5", "五", "9" * 20, "-" + "9" * 20])
def test_a_value_that_is_no_number_is_said_with_its_code(founded, wrong):
    add(founded, value=wrong)
    with founded.db.read() as tx, pytest.raises(BadValue) as refusal:
        rules.whole(tx, "x.y", on=DAY)
    assert refusal.value.facts["code"] == "x.y"


@pytest.mark.parametrize("text", [" 900", "1_800", "-5"])
def test_whatever_could_be_read_as_seconds_once_is_among_what_a_rule_ever_was(founded, text):
    first = add(founded, value=text)
    with founded.db.read() as tx:
        read = rules.seconds(tx, "x.y", on=DAY)
    rules.change(founded.db, replace(first, value="60"), officer=founded.admin)
    add(founded, value="9" * 20, code="x.z")
    with founded.db.read() as tx:
        assert rules.ever(tx, "x.y") == {read, timedelta(seconds=60)}
        assert rules.ever(tx, "x.z") == frozenset()


@pytest.mark.parametrize("wrong", ["白班", "白班 25:00", "白班 08:00 夜班 20:00"])
def test_a_shift_pattern_of_another_form_is_refused(founded, wrong):
    add(founded, value=wrong)
    with founded.db.read() as tx, pytest.raises(BadValue):
        rules.times(tx, "x.y", on=DAY)


@pytest.mark.parametrize(
    ("code", "wrong"),
    [("login.delay_s", "10分钟"), ("login.delay_s", "9" * 20), ("duty.pattern", "白班 8点")],
)
def test_a_rule_keeps_the_form_that_the_program_reads(founded, code, wrong):
    [row] = [row for row in rules.everything(founded.db) if row.code == code]
    later = replace(row, id=new_id(), value=wrong, valid_from=DAY)
    for refused in (
        partial(rules.change, founded.db, replace(row, value=wrong), officer=founded.admin),
        partial(rules.add, founded.db, later, officer=founded.admin),
    ):
        with pytest.raises(BadValue):
            refused()
    assert [row] == [row for row in rules.everything(founded.db) if row.code == code]


def test_a_value_that_cannot_be_read_can_be_put_right(founded):
    rule = add(founded, value="10分钟")
    assert (
        rules.change(founded.db, replace(rule, value="600"), officer=founded.admin).value == "600"
    )


# Founding


def test_a_new_county_has_its_names_rules_and_checks(founded):
    with founded.db.read() as tx:
        assert county.names(tx, on=DAY).centre == "清溪县应急指挥中心"
        assert len(phrases.words(tx, "handover_check")) == 15
    assert phrases.quick_phrases(founded.db)
    assert [unit.name for unit in people.organisations(founded.db)] == ["龙潭镇政府"]
