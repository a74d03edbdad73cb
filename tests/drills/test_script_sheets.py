"""Scripts as tables: out, edited, and back."""

import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from commandcenter.database.engine import Database
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.documents.sheets.book import Merged, Sheet
from commandcenter.documents.sheets.child import book_of
from commandcenter.documents.sheets.converting import convert
from commandcenter.documents.sheets.headings import guess
from commandcenter.documents.sheets.workbooks import read_workbook
from commandcenter.documents.sheets.writing import workbook
from commandcenter.drills import script_sheets
from commandcenter.drills.model.script import Inject, Medium, Visibility
from commandcenter.drills.model.script_lines import in_order
from commandcenter.drills.script_sheets import Preview, sheet_kind, sheet_of
from commandcenter.drills.service import drills, objectives, script
from commandcenter.drills.sheet_kinds import seconds_of
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.words import LANGUAGES, translation
from tests.drills.office import DRILL, EDITED, GOALS, SCRIPT, a_line, edited

KIND = sheet_kind(GOALS)


def read(sheet: Sheet, lines: tuple[Inject, ...] = SCRIPT) -> Preview:
    columns = guess(sheet, KIND.fields)
    table = script_sheets.cross_checked(sheet, columns, convert(sheet, columns, KIND.fields))
    assert [error.said(str) for error in table.errors] == []
    return script_sheets.preview(table.rows, columns, lines, objectives=GOALS, drill_id=DRILL)


def out(lines: tuple[Inject, ...], language: str = "en") -> bytes:
    return workbook([sheet_of(lines, GOALS, translation(language))], name="script.xlsx")


def sheet_from(data: bytes) -> Sheet:
    return read_workbook(BytesIO(data), "script.xlsx").sheets[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_goes_out_comes_back_the_same(language):
    found = read(sheet_from(out(SCRIPT, language)))
    assert (found.same, found.added, found.changed, found.removed) == (len(SCRIPT), (), (), ())
    assert found.wanted == SCRIPT


texts = st.one_of(
    st.text(max_size=12),
    st.text("渗水变浑，。“”（）\n\t 　=+-@#'\"_x000B123E.:%&<>", max_size=12),
    st.sampled_from(["=1+1", "+86", "-", "@x", "1E+10", "00123", "1:05", "TRUE", "#N/A!", "'a"]),
)


@st.composite
def scripts(draw):
    count = draw(st.integers(1, 5))
    numbers = draw(st.lists(st.integers(1, 99), min_size=count, max_size=count, unique=True))
    found = []
    for number in numbers:
        words = {name: draw(texts).strip() for name in ("text", "receiver", "expected", "scene")}
        line = a_line(
            number,
            draw(st.integers(0, 100_000)),
            **words,
            within_s=draw(st.none() | st.integers(0, 100_000)),
            medium=draw(st.sampled_from(Medium)),
            visibility=draw(st.sampled_from(Visibility)),
            objective_id=draw(st.sampled_from([None, *(goal.id for goal in GOALS)])),
        )
        above = found and draw(st.booleans())
        found.append(replace(line, branch="甲", decided_by=found[0].id) if above else line)
    return in_order(found)


def storable(lines: tuple[Inject, ...]) -> tuple[Inject, ...]:
    """Return lines as the service would have kept them."""
    return tuple(script.tidied(script.admit_texts(line)[0]) for line in lines)


@given(scripts())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_script_comes_back_and_goes_out_the_same_again(lines):
    lines = storable(lines)
    sheet = sheet_from(out(lines))
    found = read(sheet, lines)
    assert found.wanted == lines
    fresh = read(sheet, ())
    assert len(fresh.added) == len(lines)
    assert sheet_from(out(fresh.wanted)).rows == sheet.rows


def test_a_script_edited_in_libreoffice_comes_back_right():
    check_edited(EDITED)


@pytest.mark.nightly
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_edits_a_script_now(tmp_path):
    check_edited(edited(tmp_path))


def check_edited(path: Path) -> None:
    found = read(book_of(path).sheets[0])
    changed = {new.number: new for _, new in found.changed}
    assert set(changed) == {2, 3}
    assert changed[2] == replace(SCRIPT[1], offset_s=450)
    assert changed[3] == replace(SCRIPT[2], title="渗水\n变浑")
    assert [(one.number, one.offset_s, one.title) for one in found.added] == [
        (8, 750, "分钟数"),
        (7, 3_900, "文字时间"),
        (9, 93_600, "次日"),
    ]
    assert found.removed == (SCRIPT[4],)
    assert found.same == 3  # one of them by a formula


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [
        ("00:35:00", 2_100),
        ("1:05", 3_900),
        ("\uff10\uff1a\uff13\uff15", 2_100),
        ("T+0:10", 600),
        ("+10", 600),
        ("10", 600),
        ("0.5", 30),
        ("90分钟", 5_400),
        ("1小时5分", 3_900),
        ("1 个小时", 3_600),
        ("30秒", 30),
        ("1h 5min", 3_900),
        ("26:00:00", 93_600),
        ("1900-01-01 02:00:00", 93_600),
        ("1899-12-30 00:05:00", 300),
        ("1904-01-02 00:00:00", 86_400),
        ("9:75", None),
        ("0:00:60", None),
        ("", None),
        ("半小时", None),
        ("-5", None),
        ("2026-05-12 09:30:00", None),
        ("1900-02-30 00:00:00", None),
    ],
)
def test_times_are_understood_as_people_write_them(typed, seconds):
    assert seconds_of(typed) == seconds


def test_headings_stand_in_any_order_and_language_below_a_title():
    rows = (
        ("龙潭水库演练脚本", "", "", ""),
        ("事件注入", "序号", "接收单位", "开始后", "对应目标", "可见范围", "注入标题", "注入方式"),
        ("坝脚渗水", "7", "龙潭镇", "0:12", "目标2", "导调可见", "渗水", "电话"),
    )
    sheet = Sheet(name="脚本", rows=rows, merged=[Merged(top=0, left=0, bottom=0, right=3)])
    columns = guess(sheet, KIND.fields)
    assert columns.heading_row == 1
    assert set(columns.of_field) == {
        *("text", "number", "receiver", "offset_s"),
        *("objective_id", "visibility", "title", "medium"),
    }


def test_columns_that_are_not_there_leave_the_fields_alone():
    sheet = Sheet(name="x", rows=(("Line", "Offset", "Title"), ("4", "0:22", "断电")))
    found = read(sheet)
    assert found.wanted == (replace(SCRIPT[3], title="断电", decided_by=SCRIPT[2].id),)
    assert len(found.removed) == 5


def test_white_space_around_texts_is_no_change():
    spaced = (replace(SCRIPT[0], title=" 情况 1 "), *SCRIPT[1:])
    assert read(sheet_from(out(SCRIPT)), spaced).same == len(SCRIPT)


def test_references_go_by_number_among_the_rows_of_the_file():
    rows = (
        ("Line", "Offset", "Title", "Branch", "Decided after line"),
        ("4", "0:22", "断电", "甲", "第30条"),
        ("30", "0:10", "新", "", ""),
    )
    found = read(Sheet(name="x", rows=rows))
    assert found.wanted[1].decided_by == found.added[0].id != UUID(int=30)


@pytest.fixture
def planner() -> Officer:
    return Officer(account_id=new_id(), login="planner", name="方志伟", rights=RIGHTS[Role.PLANNER])


def test_an_import_is_written_at_once_or_not_at_all(db: Database, planner: Officer):
    one = drills.create_from(db, "flood", drill_id=new_id(), year=2026, officer=planner)
    goals, seen = objectives.of_drill(db, one.id), script.lines(db, one.id)
    book = load_workbook(BytesIO(workbook([sheet_of(seen, goals, str)], name="x.xlsx")))
    page = book.worksheets[0]
    page["C2"], page["B3"] = "台风预警", "0:06"
    page.append([99, "1:58", "加一条"])
    data = BytesIO()
    book.save(data)
    kind = sheet_kind(goals)
    sheet = sheet_from(data.getvalue())
    columns = guess(sheet, kind.fields)
    table = script_sheets.cross_checked(sheet, columns, convert(sheet, columns, kind.fields))
    found = script_sheets.preview(table.rows, columns, seen, objectives=goals, drill_id=one.id)
    assert (found.same, len(found.added), len(found.changed)) == (len(seen) - 2, 1, 2)
    after = script.replace_all(db, one.id, found.wanted, seen=seen, officer=planner)
    assert [line.title for line in after if line.number in (1, 99)] == ["台风预警", "加一条"]
    assert script.lines(db, one.id) == after
    with pytest.raises(Conflict):
        script.replace_all(db, one.id, found.wanted, seen=seen, officer=planner)
