"""Files and the clipboard, read at a distance."""

import multiprocessing
import os
import signal
import sys

import pytest

from commandcenter.documents.sheets import limits
from commandcenter.documents.sheets.errors import (
    BrokenQuotes,
    Empty,
    NotOpened,
    OutOfBounds,
    Stopped,
    TookTooLong,
    TooLarge,
    Unreadable,
)
from commandcenter.documents.sheets.reading import paste, read
from tests.documents.sheets.making import (
    BOOK,
    BOOK_RELATIONS,
    book,
    relations,
    rows,
    worksheet,
    xls,
    xlsx,
)


@pytest.fixture
def file(tmp_path):
    """Put bytes into a file."""

    def put(data, name="队伍.xlsx"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return put


def test_a_workbook_is_read_with_its_name_and_merged_cells(file):
    merged = '<mergeCells><mergeCell ref="A2:A4"/></mergeCells>'
    found = read(file(xlsx(after=merged)))
    assert (found.name, found.sheets[0].name) == ("队伍.xlsx", "队伍")
    assert found.sheets[0].rows == [("姓名", "电话"), ("张三", "110")]
    area = found.sheets[0].merged[0]
    assert (area.top, area.left, area.bottom, area.right) == (1, 0, 3, 0)


def test_hidden_and_empty_sheets_are_left_out_and_hidden_ones_named(file):
    changes = {
        BOOK: book(("空", ""), ("字典", 'state="hidden"'), ("队员", "")),
        BOOK_RELATIONS: relations("worksheets/e.xml", "worksheets/h.xml", "worksheets/sheet1.xml"),
        "xl/worksheets/e.xml": worksheet(""),
        "xl/worksheets/h.xml": worksheet(rows(["x"])),
    }
    found = read(file(xlsx(changes=changes)))
    assert [sheet.name for sheet in found.sheets] == ["队员"]
    assert found.hidden == ("字典",)


def test_a_refusal_names_the_sheet_and_the_cell(file):
    with pytest.raises(OutOfBounds) as refused:
        read(file(xlsx('<row r="70000"><c r="B70000"><v>1</v></c></row>')))
    assert refused.value.facts["sheet"] == "队伍"
    assert refused.value.facts["cell"] == "B70000"


def test_an_old_workbook_is_read(file):
    found = read(file(xls(["姓名"], ["张三"]), "老表.xls"))
    assert found.sheets[0].rows == [("姓名",), ("张三",)]


def test_a_text_file_has_one_sheet_of_its_name(file):
    assert read(file(b"a,b", "名册.csv")).sheets[0].name == "名册"


def test_progress_is_told_and_ends_with_all_rows(file):
    told = []
    found = read(file(b"a,b\n" * 5_000, "a.csv"), progress=told.append)
    assert told == [2_000, 4_000, 5_000]
    assert len(found.sheets[0].rows) == 5_000


def test_reading_can_be_stopped(file):
    with pytest.raises(Stopped):
        read(file(xlsx()), cancelled=lambda: True)
    assert multiprocessing.active_children() == []


def test_a_reader_that_takes_too_long_is_ended(file, monkeypatch):
    monkeypatch.setattr(limits, "TIME_S", 0.0)
    with pytest.raises(TookTooLong):
        read(file(xlsx()))
    assert multiprocessing.active_children() == []


def test_a_reader_that_takes_too_much_memory_is_ended(file, monkeypatch):
    monkeypatch.setattr(limits, "MEMORY_BYTES", 1_000)
    with pytest.raises(TooLarge):
        read(file(xlsx()))
    assert multiprocessing.active_children() == []


def test_a_reader_that_dies_is_one_sentence(file, monkeypatch):
    def kill():
        for child in multiprocessing.active_children():
            child.kill()
        return False

    with pytest.raises(Unreadable):
        read(file(xlsx()), cancelled=kill)


@pytest.mark.skipif(sys.platform == "win32", reason="nothing can be made to hang there")
def test_a_reader_that_hangs_is_ended(file, monkeypatch):
    def hang():
        for child in multiprocessing.active_children():
            os.kill(child.pid, signal.SIGSTOP)
        return False

    monkeypatch.setattr(limits, "TIME_S", 0.5)
    with pytest.raises(TookTooLong):
        read(file(xlsx()), cancelled=hang)
    assert multiprocessing.active_children() == []


def test_a_file_that_is_too_large_is_not_opened(file, monkeypatch):
    monkeypatch.setattr(limits, "FILE_BYTES", 10)
    with pytest.raises(TooLarge):
        read(file(xlsx()))


def test_what_is_no_file_is_not_opened(tmp_path):
    for path in (tmp_path, tmp_path / "gone.xlsx", tmp_path / ("x" * 5_000), tmp_path / "a\0b"):
        with pytest.raises(NotOpened):
            read(path)


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
def test_a_device_or_pipe_is_not_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "endless.csv").symlink_to("/dev/zero")
    for name in ("pipe.csv", "endless.csv"):
        with pytest.raises(NotOpened):
            read(tmp_path / name)


def test_a_table_from_the_clipboard_of_excel_is_read():
    found = paste('姓名\t备注\r\n张三\t"两行\n""引号"""\r\n李四\t\r\n', name="剪贴板")
    assert [list(row) for row in found.sheets[0].rows] == [
        ["姓名", "备注"],
        ["张三", '两行\n"引号"'],
        ["李四"],
    ]
    assert (found.name, found.sheets[0].name) == ("剪贴板", "剪贴板")


def test_one_pasted_column_is_a_table():
    assert [list(row) for row in paste("甲\n乙\n", name="x").sheets[0].rows] == [["甲"], ["乙"]]


def test_a_clipboard_without_a_table_is_refused(monkeypatch):
    for text, refusal in (("\n\n", Empty), ("", Empty), ('a\t"b', BrokenQuotes)):
        with pytest.raises(refusal):
            paste(text, name="x")
    monkeypatch.setattr(limits, "PASTED_CHARACTERS", 3)
    with pytest.raises(TooLarge):
        paste("a\tb\n", name="x")
