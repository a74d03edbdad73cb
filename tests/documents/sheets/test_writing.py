"""What is exported is text where it is text, computes nothing, and comes back unchanged."""

import tempfile
from datetime import UTC, date, datetime, time
from io import BytesIO
from zipfile import ZipFile, ZipInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from commandcenter.documents.errors import Cancelled, NotSaved
from commandcenter.documents.sheets import limits
from commandcenter.documents.sheets.archives import cleaned
from commandcenter.documents.sheets.converting import convert
from commandcenter.documents.sheets.errors import CellTooLong, OutOfBounds
from commandcenter.documents.sheets.headings import guess
from commandcenter.documents.sheets.reading import read
from commandcenter.documents.sheets.workbooks import read_workbook
from commandcenter.documents.sheets.writing import (
    Column,
    NewSheet,
    of_fields,
    settled,
    sheet_name,
    workbook,
    write,
)
from commandcenter.kernel.text import admit
from commandcenter.kernel.times import BEIJING
from commandcenter.kernel.words import translation

# The last two code points, no characters, are spelt out: no workbook can hold them.
STORABLE = st.characters(exclude_categories=(), exclude_characters="\ufffe\uffff")
DANGEROUS = ["=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "#REF!", "#N/A", "0012", "1e5"]


def sheet(*rows, name="队伍", columns=1):
    return NewSheet(name=name, columns=[Column(heading="列")] * columns, rows=rows)


def values(data):
    return read_workbook(cleaned(data, "x.xlsx"), "x.xlsx").sheets[0].rows[1:]


def values_of(at):
    return {
        "number": f"A-{at}",
        "name": "清溪队",
        "leader": "",
        "phone": "0562-7821234",
        "category": "forest",
        "hazards": ("fire", "social"),
        "strength": at,
        "lon": 118.25,
        "founded_on": date(2026, 7, 18),
        "checked_at": datetime(2026, 7, 18, 8, 30, tzinfo=BEIJING),
        "opens_at": time(8, 30),
        "is_standing": at % 2 == 0,
        "note": " =第一行\n_x000B_\x0b ",
    }


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_that_looks_like_something_else_stays_text(text):
    cell = load_workbook(BytesIO(workbook([sheet([text])], name="x"))).active["A2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@"))


def test_nothing_in_the_file_is_a_formula():
    with ZipFile(BytesIO(workbook([sheet(*([text] for text in DANGEROUS))], name="x"))) as archive:
        assert b"<f" not in archive.read("xl/worksheets/sheet1.xml")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(STORABLE, min_size=1, max_size=30), max_size=20))
def test_any_text_comes_back(texts):
    stored = [admit(text)[0] for text in texts]
    found = values(workbook([sheet(*([text, "|"] for text in texts), columns=2)], name="x"))
    assert [row[0] for row in found] == stored


@pytest.mark.parametrize("text", [" ", "\n", "\t\u3000 ", "\x1c", "\xa0", "\x85"])
def test_white_space_alone_comes_back(text):
    assert values(workbook([sheet([text, "|"], columns=2)], name="x")) == [[text, "|"]]


def test_what_no_workbook_can_hold_is_spelt_out():
    assert values(workbook([sheet(["a\ufffe\uffff"])], name="x")) == [["a_xFFFE__xFFFF_"]]


def test_dates_are_dates_and_numbers_numbers():
    moment = datetime(2026, 7, 18, 0, 30, tzinfo=UTC)
    row = [date(2026, 7, 18), moment, time(8, 30), 12, 1.5, None, ""]
    data = workbook([sheet(row, columns=7)], name="x")
    cells = [cell.value for cell in load_workbook(BytesIO(data)).active[2]]
    noon = datetime(2026, 7, 18, 8, 30)  # noqa: DTZ001 - Excel knows no zones
    assert cells == [datetime(2026, 7, 18), noon, time(8, 30), 12, 1.5, None, None]  # noqa: DTZ001 - as above


def test_what_excel_cannot_hold_as_a_number_or_date_is_text():
    row = [10**17 + 1, float("inf"), date(1899, 1, 1), datetime(1899, 1, 1, tzinfo=BEIJING)]
    found = values(workbook([sheet(row, columns=4)], name="x"))
    assert found == [["100000000000000001", "inf", "1899-01-01", "1899-01-01 00:00:00"]]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_export_is_imported_and_exported_the_same(fields, tmp_path, language):
    words = translation(language)
    original = [values_of(at) for at in range(50)]
    write(tmp_path / "a.xlsx", [of_fields("队伍", fields, original, words)])
    first = read(tmp_path / "a.xlsx").sheets[0]
    table = convert(first, guess(first, fields), fields)
    assert table.errors == []
    assert [row.values for row in table.rows] == original
    again = of_fields("队伍", fields, (row.values for row in table.rows), words)
    write(tmp_path / "b.xlsx", [again])
    assert read(tmp_path / "b.xlsx").sheets[0] == first


def test_blank_values_come_back_blank(fields, tmp_path):
    blank = {field.name: field.kind.blank for field in fields} | {"number": "1", "name": "x"}
    write(tmp_path / "a.xlsx", [of_fields("队伍", fields, [blank], str)])
    found = read(tmp_path / "a.xlsx").sheets[0]
    assert [row.values for row in convert(found, guess(found, fields), fields).rows] == [blank]


def test_the_heading_stays_in_sight_and_columns_are_wide_enough():
    columns = [Column(heading="编号", width=3), Column(heading="备注", width=400)]
    made = NewSheet(name="队伍", columns=columns, rows=[["1", "x"], ["2", "y"]])
    target = load_workbook(BytesIO(workbook([made], name="x"))).active
    assert target.freeze_panes == "A2"
    assert target.auto_filter.ref == "A1:B3"
    assert target["A1"].font.bold
    assert (target.column_dimensions["A"].width, target.column_dimensions["B"].width) == (6, 60)


def test_sheets_get_names_that_excel_accepts():
    taken = set()
    wanted = ["队伍/队员: [1]", "", "a" * 40, "A" * 40, "𬭩" * 20, "'x'", "a\0b\ud800"]
    names = [sheet_name(name, taken) for name in wanted]
    data = workbook([sheet(name=name) for name in wanted], name="x")
    assert load_workbook(BytesIO(data)).sheetnames == names
    assert len({name.casefold() for name in names}) == len(wanted)
    assert all(len(name.encode("utf-16-le")) <= 62 for name in names)


def test_too_many_rows_are_refused_and_the_old_file_stays(tmp_path):
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    endless = ([at] for at in range(10**9))
    with pytest.raises(OutOfBounds) as refused:
        write(target, [NewSheet(name="队伍", columns=[Column(heading="列")], rows=endless)])
    assert "A60001" in str(refused.value)
    assert target.read_bytes() == b"old"


def test_a_text_too_long_for_excel_is_named():
    with pytest.raises(CellTooLong) as refused:
        workbook([sheet(["x"], ["x" * (limits.CELL_CHARACTERS + 1)])], name="a.xlsx")
    assert all(part in str(refused.value) for part in ("a.xlsx", "队伍", "A3"))


def test_it_tells_how_far_it_is_and_can_be_stopped():
    told = []
    rows = [["x"]] * 1_200
    workbook([sheet(*rows), sheet(*rows)], name="x", progress=told.append)
    assert told == [500, 1_000, 1_500, 2_000, 2_400]
    with pytest.raises(Cancelled):
        workbook([sheet(*rows)], name="x", cancelled=lambda: True)


def test_a_missing_folder_is_said(tmp_path):
    with pytest.raises(NotSaved):
        write(tmp_path / "gone" / "a.xlsx", [sheet(["x"])])


def test_an_export_that_was_stopped_leaves_no_draft(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(Cancelled):
        workbook([sheet(["x"]), sheet(["y"])], name="x", cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []


def test_a_settled_workbook_does_not_say_when_it_was_written():
    data = workbook([sheet(("2026-01-01T00:00:00Z",))], name="x.xlsx")
    later = BytesIO()
    with ZipFile(BytesIO(data)) as book, ZipFile(later, "w") as copy:
        for name in book.namelist():
            content = book.read(name)
            if name == "docProps/core.xml":
                content = content.replace(b"Z</dcterms", b".5Z</dcterms")
            copy.writestr(ZipInfo(name, date_time=(2030, 1, 2, 3, 4, 5)), content)

    assert settled(later.getvalue()) == settled(data)
    assert [row[0] for row in values(settled(data))] == ["2026-01-01T00:00:00Z"]
