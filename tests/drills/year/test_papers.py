"""The papers of the year say everything, the same each time; workbooks hold the same figures."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from commandcenter.directory.service import county, rules
from commandcenter.documents.errors import Cancelled
from commandcenter.drills.model.drill import Participant, PlanOfDrill, Who
from commandcenter.drills.model.statistics import whole_year
from commandcenter.drills.model.year import Activity
from commandcenter.drills.service import year, year_exports
from commandcenter.duty.papers import Running
from commandcenter.kernel.ids import new_id
from tests.drills.year.conftest import AT


@pytest.fixture
def address(sqlite_address):
    """One kind of database is enough for paper."""
    return sqlite_address


def text_of(data):
    pages = PdfReader(BytesIO(data)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.fixture
def planned(put_drill, put, put_plan, hold, cancel):
    """A drill that was held, two at one place, one without a day and one that is off."""
    hold(put_drill((2, 3, 9), title="冬训演练", area_code="330399100", lead_org="龙潭镇"), 120)
    place = {"place": "县体育馆", "lead_org": "县应急局"}
    drill = put_drill(title="防汛演练", scenario="东坝管涌", budget_yuan=5000, **place)
    put_drill(title="消防演练", **place)
    put_drill(None, title="地震演练", month=10, area_code="330399101")
    cancel(put_drill((9, 1, 9), title="停办演练"))
    put(PlanOfDrill(id=new_id(), drill=drill.id, plan_id=put_plan("防汛专项预案").id))
    put(Participant(id=new_id(), drill=drill.id, who=Who.ORGANISATION, ref=None, name="消防大队"))
    put(Activity(id=new_id(), kind="lecture", title="讲座", on=date(2026, 1, 9), headcount=80))


def test_the_annual_plan_prints_drills_conflicts_targets_and_coverage(db, planned):
    data = year_exports.annual_plan(db, 2026, at=AT, language="zh")
    text = text_of(data)
    for said in (
        *("2026年度应急演练计划", "演练4场", "经费5000元"),
        *("东坝管涌", "防汛专项预案", "消防大队", "停办演练", "05-1209:00", "10月"),
        *("“消防演练”同一时间也在县体育馆。", "场地占用", "须调整", "牵头单位撞期"),
        *("1/100场，1%", "未核实", "龙潭镇02-03", "云岭乡10月", "从未演练"),
    ):
        assert said in text, said
    assert year_exports.annual_plan(db, 2026, at=AT, language="zh") == data
    box = PdfReader(BytesIO(data)).pages[0].mediabox
    assert box.width > box.height


def test_an_empty_year_says_so_and_an_unknown_one_that_it_is_unknown(db):
    text = text_of(year_exports.annual_plan(db, 2060, at=AT, language="zh"))
    for said in ("没有计划演练", "演练时间没有冲突", "没有生效的预案", "2060年节假日尚未公布"):
        assert said in text, said


def test_statistics_print_what_was_held(db, planned):
    text = text_of(year_exports.statistics(db, whole_year(2026), at=AT, language="zh"))
    for said in ("演练统计", "2月1120", "龙潭镇1120", "合计1120", "讲座（场）180"):
        assert said in text, said


def test_a_paper_that_nobody_wants_any_more_is_not_made(db, planned):
    with pytest.raises(Cancelled):
        running = Running(cancelled=lambda: True)
        year_exports.annual_plan(db, 2026, at=AT, language="zh", running=running)


@pytest.mark.parametrize("code", [county.CENTRE, "drill_year.target_drills", year.LENGTH])
def test_the_seal_vouches_for_the_rules_that_stand_on_the_paper(db, chief, code):
    def sealed():
        text = text_of(year_exports.annual_plan(db, 2026, at=AT, language="zh"))
        return int(re.search(r"流水号：(\d+)", text)[1])

    before = sealed()
    with db.read() as tx:
        known = rules.beginning(tx, code, on=AT.date())[code]
    officer = replace(chief, rights=chief.rights | {"manage_rules"})
    rules.add(db, replace(known, id=new_id(), valid_from=AT.date()), officer=officer)

    assert sealed() == before + 1


def rows_of(data):
    book = load_workbook(BytesIO(data), read_only=True)
    found = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    book.close()
    return found


def test_workbooks_hold_the_same(db, planned):
    made = year_exports.plan_workbook(db, 2026, at=AT, language="zh", name="计划.xlsx")
    [(_, rows)] = rows_of(made).items()
    assert [row[1] for row in rows] == [
        *("演练名称", "冬训演练", "防汛演练", "消防演练", "地震演练", "停办演练")
    ]
    head = dict(zip(rows[0], rows[2], strict=True))
    assert head["依据预案"] == "防汛专项预案"
    assert f"{head['开始时间']:%m-%d %H:%M}" == "05-12 09:00"
    made = year_exports.statistics_workbook(
        db, whole_year(2026), at=AT, language="zh", name="统计.xlsx"
    )
    found = rows_of(made)
    assert found["按月"][2] == ("2 月", 1, 120, 0, 0)
    assert found["按月"][-1] == ("合计", 1, 120, 0, 0)
    assert ("讲座（场）", 1, 80, 0, 0, 0, 0) in found["宣教活动"]
    assert ("云岭乡", None, "10 月") in found["乡镇覆盖"]
