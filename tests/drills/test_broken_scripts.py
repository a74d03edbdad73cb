"""Files that are no script: each is refused by cell, in one sentence, and none does harm."""

from time import process_time

import pytest

from commandcenter.documents.sheets import errors
from commandcenter.documents.sheets.child import book_of
from commandcenter.documents.sheets.converting import convert
from commandcenter.documents.sheets.headings import guess
from commandcenter.documents.sheets.limits import TIME_S
from commandcenter.documents.sheets.reading import read
from commandcenter.drills import script_sheets
from commandcenter.drills.script_sheets import sheet_kind
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import LANGUAGES, translation
from tests.documents.sheets.hostile import bomb, part_with
from tests.documents.sheets.making import SHEET, compound, rows, text_cell, xlsx
from tests.drills.office import GOALS

KIND = sheet_kind(GOALS)
HEAD = ["Line", "Offset", "Title"]
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def table(*lines: list[str], head: list[str] = HEAD) -> bytes:
    return xlsx(rows(head, *lines))


def one(field: str, text: str) -> bytes:
    """A good line in row 2 but for one more cell, D2."""
    return table(["1", "0:00", "渗水", text], head=[*HEAD, field])


def raw(cells: str) -> bytes:
    """Row 2 as it stands in the file; the headings are good."""
    return xlsx(f"{rows([*HEAD, 'Time allowed in minutes'])}<row r='2'>{cells}</row>")


def good(*more: str) -> str:
    return text_cell("A2", "1") + text_cell("B2", "0:00") + text_cell("C2", "x") + "".join(more)


def branches(*pairs: tuple[str, str]) -> bytes:
    """Lines 1, 2, …, each with a branch and the line that decides on it."""
    lines = [
        [str(number), f"0:{number:02}", "x", branch, decider]
        for number, (branch, decider) in enumerate(pairs, start=1)
    ]
    return table(*lines, head=[*HEAD, "Branch", "Decided after line"])


# Name, bytes, and the cells that are named, in order.
BY_CELL: list[tuple[str, bytes, list[str]]] = [
    ("no number", table(["", "0:00", "渗水"]), ["A2"]),
    ("no offset", table(["1", "", "渗水"]), ["B2"]),
    ("no title", table(["1", "0:00", ""]), ["C2"]),
    ("nothing but a number", table(["1"]), ["B2", "C2"]),
    ("number is text", table(["一", "0:00", "x"]), ["A2"]),
    ("number is 0", table(["0", "0:00", "x"]), ["A2"]),
    ("number is negative", table(["-3", "0:00", "x"]), ["A2"]),
    ("number has decimals", table(["1.5", "0:00", "x"]), ["A2"]),
    ("number is huge", table(["99999999999", "0:00", "x"]), ["A2"]),
    ("number stands twice", table(["1", "0:00", "x"], ["1", "0:05", "y"]), ["A3"]),
    ("number twice as 1.0", table(["1", "0:00", "x"], ["1.0", "0:05", "y"]), ["A3"]),
    ("offset is a word", table(["1", "开始", "x"]), ["B2"]),
    ("offset with 60 minutes", table(["1", "0:60", "x"]), ["B2"]),
    ("offset with 99 seconds", table(["1", "0:00:99", "x"]), ["B2"]),
    ("offset is negative", table(["1", "-5", "x"]), ["B2"]),
    ("offset before the start", table(["1", "-0:05", "x"]), ["B2"]),
    ("offset is a real date", table(["1", "2026-05-12 09:00:00", "x"]), ["B2"]),
    ("offset on a day that is none", table(["1", "1900-02-30", "x"]), ["B2"]),
    ("offset longer than a week", table(["1", "169:00", "x"]), ["B2"]),
    ("offset of a million minutes", table(["1", "999999", "x"]), ["B2"]),
    ("offset is a range", table(["1", "0:05-0:10", "x"]), ["B2"]),
    ("offset with a comma", table(["1", "0:05,0:10", "x"]), ["B2"]),
    ("offset is true", table(["1", "TRUE", "x"]), ["B2"]),
    ("title too long", table(["1", "0:00", "长" * 201]), ["C2"]),
    ("text too long", one("Content of the inject", "长" * 4_001), ["D2"]),
    ("unknown medium", one("Medium", "信鸽"), ["D2"]),
    ("two media", one("Medium", "电话、对讲机"), ["D2"]),
    ("medium is a number", one("Medium", "3"), ["D2"]),
    ("unknown visibility", one("Visible to", "所有人"), ["D2"]),
    ("limit is a word", one("Time allowed in minutes", "尽快"), ["D2"]),
    ("limit is negative", one("Time allowed in minutes", "-1"), ["D2"]),
    ("limit too long", one("Time allowed in minutes", "200:00"), ["D2"]),
    ("unknown objective", one("Objective", "O9"), ["D2"]),
    ("objective is a sentence", one("Objective", "按时报告"), ["D2"]),
    ("two objectives", one("Objective", "O1、O2"), ["D2"]),
    ("objective 0", one("Objective", "0"), ["D2"]),
    ("decided by a word", one("Decided after line", "上一条"), ["D2"]),
    ("decided by two lines", one("Decided after line", "1、2"), ["D2"]),
    ("decided by a line that is not there", one("Decided after line", "7"), ["D2"]),
    ("decided by itself", one("Decided after line", "1"), ["D2"]),
    ("two branches wait for each other", branches(("甲", "2"), ("乙", "1")), ["E2", "E3"]),
    (
        "three branches wait for each other",
        branches(("甲", "3"), ("乙", "1"), ("丙", "2")),
        ["E2", "E3", "E4"],
    ),
    ("formula with an error", raw(good('<c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c>')), ["D2"]),
    ("formula that lost its cell", raw(good('<c r="D2" t="e"><v>#REF!</v></c>')), ["D2"]),
    (
        "merged cells",
        xlsx(
            rows(HEAD, ["1", "0:00", "x"], ["2", "", "y"]),
            after='<mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>',
        ),
        ["B3"],
    ),
    ("no column of times", table(["1", "x"], head=["Line", "Title"]), [""]),
    ("no column of numbers", table(["0:00", "x"], head=["Offset", "Title"]), [""]),
    ("two columns of one name", table(["1", "0:00", "x", "y"], head=[*HEAD, "Title"]), [""]),
    ("other headings", table(["a", "b"], head=["姓名", "电话"]), ["", "", ""]),
    ("three mistakes at once", table(["x", "y", ""], ["2", "0:60", "z"]), ["A2", "B2", "C2", "B3"]),
    (
        "too many lines",
        xlsx(rows(HEAD, *([str(at), "0:00", "x"] for at in range(1, 1_002)))),
        ["A1002"],
    ),
]

WHOLE: list[tuple[str, bytes, type[Rejected]]] = [
    ("truncated", table(["1", "0:00", "x"])[:-200], errors.Damaged),
    ("cut in the middle", table(["1", "0:00", "x"])[:300], errors.Damaged),
    ("an archive of nothing", b"PK\x05\x06" + bytes(18), errors.NotATable),
    (
        "encrypted",
        compound({"EncryptionInfo": b"x" * 100, "EncryptedPackage": b"y" * 100}),
        errors.Protected,
    ),
    ("a page of the web", b"<html><body><table><tr><td>1</td></tr></table>", errors.NotATable),
    ("a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, errors.BrokenText),
    ("nothing", b"", errors.Empty),
    ("an empty sheet", xlsx(""), errors.Empty),
    ("entities", part_with(SHEET, '<!DOCTYPE x [<!ENTITY a "b">]>'), errors.HasInstructions),
    ("half of the XML", xlsx(changes={SHEET: "<worksheet><sheetData>"}), errors.Damaged),
    ("a bomb", bomb(SHEET), errors.TooLarge),
    ("a column far out", xlsx(f'<row r="1">{text_cell("ZZ1", "x")}</row>'), errors.OutOfBounds),
]


def test_there_are_sixty_of_them():
    assert len(BY_CELL) + len(WHOLE) >= 60
    assert len({name for name, *_ in (*BY_CELL, *WHOLE)}) == len(BY_CELL) + len(WHOLE)


@pytest.mark.parametrize(
    ("data", "cells"), [each[1:] for each in BY_CELL], ids=[each[0] for each in BY_CELL]
)
def test_a_wrong_table_is_refused_by_cell(tmp_path, data, cells):
    path = tmp_path / "script.xlsx"
    path.write_bytes(data)
    started = process_time()
    sheet = book_of(path).sheets[0]
    columns = guess(sheet, KIND.fields)
    found = script_sheets.cross_checked(sheet, columns, convert(sheet, columns, KIND.fields))
    assert [error.cell for error in found.errors] == cells
    assert found.error_count == len(cells)
    for error in found.errors:
        for language in LANGUAGES:
            said = error.said(translation(language))
            assert error.cell in said
            assert "{" not in said
            assert len(said) < 300
    assert process_time() - started < TIME_S


@pytest.mark.parametrize(
    ("data", "refusal"), [each[1:] for each in WHOLE], ids=[each[0] for each in WHOLE]
)
def test_a_file_that_is_no_table_is_refused(tmp_path, data, refusal):
    path = tmp_path / "script.xlsx"
    path.write_bytes(data)
    started = process_time()
    with pytest.raises(refusal):
        book_of(path)
    assert process_time() - started < TIME_S


def test_a_file_is_read_by_another_process_too(tmp_path):
    path = tmp_path / "script.xlsx"
    path.write_bytes(dict((each[:2]) for each in BY_CELL)["unknown medium"])
    sheet = read(path).sheets[0]
    assert convert(sheet, guess(sheet, KIND.fields), KIND.fields).errors[0].cell == "D2"
