"""Which column is which field."""

import pytest

from commandcenter.documents.sheets.headings import columns_at, guess, recall, remember


class Kept(dict):
    """A memory in a dictionary."""

    def find(self, source):
        return self.get(source)

    keep = dict.__setitem__


def test_headings_are_known_by_title_and_alias(sheet, fields):
    found = guess(sheet(["编号", "队长", "Team name", "手机"]), fields)
    assert found.heading_row == 0
    assert found.of_field == {"number": 0, "leader": 1, "name": 2, "phone": 3}


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        *[("队伍名称（必填）", "name"), ("队 伍\n名 称", "name"), ("＊队伍名称：", "name")],  # noqa: RUF001 - as people type it
        *[("ＴＥＡＭ ＮＡＭＥ", "name"), ("team_names", "name"), ("负责人电话", "phone")],  # noqa: RUF001 - as people type it
        *[("负责人姓名", "leader"), ("成立日期(年/月/日)", "founded_on"), ("队伍人数", "strength")],
    ],
)
def test_headings_are_known_when_they_are_only_alike(sheet, fields, heading, name):
    assert guess(sheet(["x", heading]), fields).of_field == {name: 1}


def test_a_title_above_the_headings_is_passed_over(sheet, fields):
    rows = (
        ["清溪县应急救援队伍名称及负责人一览表"],
        [],
        ["单位：支"],
        ["编号", "队伍名称", "备注"],
    )
    assert guess(sheet(*rows), fields).heading_row == 3


def test_data_that_looks_like_a_heading_does_not_win(sheet, fields):
    rows = (["编号", "队伍名称", "负责人"], ["名称", "电话", "3"], ["编号", "x", "y"])
    assert guess(sheet(*rows), fields).heading_row == 0


def test_equal_headings_are_left_to_people(sheet, fields):
    found = guess(sheet(["编号", "电话", "电话"]), fields)
    assert found.of_field == {"number": 0}
    assert found.unclear == {"phone": [1, 2]}
    assert found.choosing("phone", 2).of_field == {"number": 0, "phone": 2}
    assert found.choosing("phone", 2).unclear == {}


def test_no_column_serves_two_fields(sheet, fields):
    chosen = guess(sheet(["编号", "队伍名称"]), fields).choosing("leader", 1)
    assert chosen.of_field == {"number": 0, "leader": 1}
    assert chosen.choosing("leader", None).of_field == {"number": 0}


def test_people_can_say_which_row_has_the_headings(sheet, fields):
    found = columns_at(sheet(["编号"], ["编号", "队伍名称"]), 1, fields)
    assert (found.heading_row, found.of_field) == (1, {"number": 0, "name": 1})


def test_columns_without_a_field_are_told(sheet, fields):
    table = sheet(["编号", "血型", " ", "星座"])
    assert guess(table, fields).unused(table) == [1, 3]


def test_a_choice_is_remembered_for_the_same_headings(sheet, fields):
    memory, table = Kept(), sheet(["编号", "甲", "乙"], ["1", "a", "b"])
    remember(table, guess(table, fields).choosing("name", 2), fields, memory)
    again = sheet([" 编号", "甲", "乙 "], ["2", "c", "d"])
    assert recall(again, fields, memory).of_field == {"number": 0, "name": 2}
    other = sheet(["编号", "乙", "甲"])
    assert recall(other, fields, memory).of_field == {"number": 0}
    assert recall(table, fields[:1], memory).of_field == {"number": 0}


def test_a_memory_that_fits_no_longer_is_not_used(sheet, fields):
    memory, table = Kept(), sheet(["编号", "甲"])
    remember(table, guess(table, fields), fields, memory)
    for wrong in ({"number": 7}, {"gone": 0}, {"number": -1}):
        memory.update(dict.fromkeys(memory, wrong))
        assert recall(table, fields, memory).of_field == {"number": 0}


def test_a_sheet_of_nothing_known_has_no_columns(sheet, fields):
    assert guess(sheet(["天气", "晴"]), fields).of_field == {}
    assert guess(sheet(), fields).of_field == {}
