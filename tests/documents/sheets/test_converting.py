"""Rows of values, and mistakes named by their cells."""

import pytest

from commandcenter.documents.sheets.book import NO_RESULT, Merged, cell_name
from commandcenter.documents.sheets.converting import MOST_ERRORS, convert
from commandcenter.documents.sheets.errors import Stopped
from commandcenter.documents.sheets.headings import Columns, guess

HEAD = ["编号", "队伍名称", "电话", "人数"]


@pytest.fixture
def table(sheet, fields):
    """Convert rows below the usual headings."""

    def make(*rows, **more):
        whole = sheet(HEAD, *rows, **more)
        return convert(whole, guess(whole, fields), fields)

    return make


def said(table):
    return [error.said(str) for error in table.errors]


def test_rows_carry_every_field_and_their_number(table):
    found = table(["1", "清溪队", "110", "12"], [], ["2", "东河队"])
    assert not found.errors
    assert [row.number for row in found.rows] == [2, 4]
    assert found.rows[0].values["strength"] == 12
    assert found.rows[1].values["strength"] is None
    assert (found.rows[1].values["phone"], found.rows[1].values["hazards"]) == ("", ())


def test_every_mistake_is_named_by_its_cell(table):
    found = table(["1", "清溪队", "无", "十"], ["2", "", "110", "3"])
    assert found.rows == []
    assert [error.cell for error in found.errors] == ["C2", "D2", "B3"]
    assert found.error_count == 3
    assert all("队伍" in sentence for sentence in said(found))


def test_the_same_key_twice_names_both_cells(table):
    found = table(["A1", "清溪队"], ["A2", "东河队"], ["ａ 1", "又一队"])  # noqa: RUF001 - as people type it
    assert [error.cell for error in found.errors] == ["A4"]
    assert "A2" in said(found)[0]
    assert [row.number for row in found.rows] == [2, 3]


def test_a_row_with_another_mistake_still_counts_as_the_first_of_its_key(table):
    assert [error.cell for error in table(["1", ""], ["1", "x"]).errors] == ["B2", "A3"]


def test_a_failed_formula_is_no_value(table):
    found = table(["1", "#REF!", "", NO_RESULT])
    assert [error.cell for error in found.errors] == ["B2", "D2"]
    assert "#REF!" in said(found)[0]
    assert "no stored result" in said(found)[1]


def test_a_merged_cell_stands_for_its_rows_only_where_that_is_meant(table):
    areas = [
        Merged(top=1, bottom=3, left=1, right=1),
        Merged(top=2, bottom=3, left=3, right=4),
    ]
    found = table(["1", "清溪队"], ["2", "", "", "5"], ["3"], ["4"], merged=areas)
    assert [(error.cell, error.field) for error in found.errors] == [
        ("D4", "人数"),
        ("B5", "队伍名称"),
    ]
    assert "D3:E4" in said(found)[0]
    assert [row.values["name"] for row in found.rows] == ["清溪队", "清溪队"]


def test_a_missing_column_is_said_once(sheet, fields):
    whole = sheet(["清单"], ["编号", "电话"], ["1", "x"], ["2", "y"])
    found = convert(whole, guess(whole, fields), fields)
    assert len(found.errors) == 1
    assert "row 2" in said(found)[0]
    assert "队伍名称" in said(found)[0]


def test_equal_headings_are_named(sheet, fields):
    whole = sheet(["编号", "队伍名称", "电话", "电话"], ["1", "x", "110", "119"])
    found = convert(whole, guess(whole, fields), fields)
    assert "C1, D1" in said(found)[0]
    assert found.rows == []


def test_what_stands_in_unused_columns_does_not_make_a_row(sheet, fields):
    whole = sheet([*HEAD, "签名"], ["", "", "", "", "王"], ["1", "清溪队"])
    assert len(convert(whole, guess(whole, fields), fields).rows) == 1


def test_mistakes_are_counted_beyond_those_that_are_kept(table):
    found = table(*([str(at), "x", "无"] for at in range(MOST_ERRORS + 5)))
    assert (len(found.errors), found.error_count) == (MOST_ERRORS, MOST_ERRORS + 5)


def test_it_tells_how_far_it_is_and_can_be_stopped(sheet, fields):
    whole = sheet(HEAD, *([str(at), "x"] for at in range(1_200)))
    told = []
    convert(whole, guess(whole, fields), fields, progress=told.append)
    assert (told[0], told[-1]) == (0, 1_200)
    with pytest.raises(Stopped):
        convert(whole, guess(whole, fields), fields, cancelled=lambda: True)


def test_a_column_beyond_the_table_is_empty(sheet, fields):
    columns = Columns(heading_row=0, of_field={"number": 0, "name": 90})
    found = convert(sheet(HEAD, ["1", "x"]), columns, fields)
    assert [error.cell for error in found.errors] == [cell_name(1, 90)]


def test_cells_have_the_names_that_excel_gives_them():
    places = [(0, 0), (6, 2), (0, 25), (0, 26), (0, 255), (59_999, 16_383)]
    assert [cell_name(*at) for at in places] == ["A1", "C7", "Z1", "AA1", "IV1", "XFD60000"]
