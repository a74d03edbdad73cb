"""The plan and the script of a drill on paper."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service.county import Founding
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.service import drill_exports, drills, script
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from tests.qingxi import FOUNDING

AT = datetime(2026, 5, 1, tzinfo=UTC)
BEGINS = datetime(2026, 5, 12, 1, tzinfo=UTC)


@pytest.fixture
def planner() -> Officer:
    return Officer(account_id=new_id(), login="p", name="方志伟", rights=RIGHTS[Role.PLANNER])


@pytest.fixture(scope="session")
def founding() -> Founding:
    return FOUNDING


@pytest.fixture
def founded(sqlite_address: Address) -> Iterator[Database]:
    """A founded county; what a paper reads is tried on both databases elsewhere."""
    with closing(Database(sqlite_address)) as db:
        yield db


def a_drill(db: Database, planner: Officer, code: str = "hazchem") -> Drill:
    given = {"drill_id": new_id(), "year": 2026, "officer": planner, "begins_at": BEGINS}
    return drills.create_from(db, code, **given)


def pages(data: bytes) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(data)).pages]


def printed(db: Database, drill: Drill, paper: str, language: str = "zh") -> bytes:
    make = getattr(drill_exports, paper)
    return make(db, drill.id, at=AT, language=language)


@pytest.mark.parametrize("paper", ["drill_plan", "script"])
def test_each_page_says_that_it_is_of_a_drill_and_while_it_is_a_draft(founded, planner, paper):
    one = a_drill(founded, planner)
    draft = pages(printed(founded, one, paper))
    assert all("演练草案" in page for page in draft)
    assert "（草案，演练尚未准备完成）" in draft[0]
    one = drills.make_ready(founded, one, officer=planner, at=AT)
    ready = pages(printed(founded, one, paper))
    assert len(ready) > 2
    assert not any("草案" in page for page in ready)
    assert all("演练" in page for page in ready)


def test_a_plan_has_the_sections_that_are_asked_of_it(founded, planner):
    one = a_drill(founded, planner)
    text = "".join(pages(printed(founded, one, "drill_plan")))
    sections = [
        "一、目的与要求",
        "演练目标",
        "二、情景",
        "三、规模与时间",
        "四、组织机构与任务分工",
    ]
    sections += [
        "五、准备工作",
        "六、主要步骤",
        "七、安全措施",
        "八、技术与保障条件",
        "九、评估与总结",
    ]
    places = [text.index(each) for each in sections]
    assert places == sorted(places)
    assert "2026年5月12日09:00–10:30" in text
    assert "综合演练、实战演练、示范性、安全生产、危险化学品" in text
    assert "策划与导调组" in text
    assert "经费" not in text  # nothing was said of it


def test_an_empty_plan_says_that_nothing_is_written_yet(founded, planner):
    new = Drill(id=new_id(), year=2026, number=0, title="拉动演练", month=6, budget_yuan=800)
    one = drills.create(founded, new, officer=planner)
    one = drills.cancel(founded, one, officer=planner, at=AT)
    text = "".join(pages(printed(founded, one, "drill_plan")))
    assert text.count("（尚未填写）") == 8
    for said in ("还没有写目标", "还没有写参演单位和人员", "6月", "800元", "（本次演练已取消）"):
        assert said in text


def test_a_script_tells_time_branch_and_who_may_see_it(founded, planner):
    one = a_drill(founded, planner)
    text = "".join(pages(printed(founded, one, "script")))
    headings = ["时间", "场景", "事件注入", "行动", "执行人", "对白", "解说词", "画面", "注入清单"]
    told = ["09:44+00:44", "仅导调人员", "15分钟内"]
    told.append("分支“倒罐”，第8条后开启：第二次封堵后浓度仍高于报警值")
    assert [each for each in (*headings, *told) if each not in text] == []


def test_a_script_without_spoken_words_has_no_columns_for_them(founded, planner):
    one = a_drill(founded, planner, "flood")
    text = "".join(pages(printed(founded, one, "script")))
    assert [each for each in ("对白", "解说词", "画面") if each in text] == []


def test_a_paper_shows_the_state_after_the_last_change(founded, planner):
    one = a_drill(founded, planner)
    before = printed(founded, one, "script", "en")
    assert before == printed(founded, one, "script", "en")
    line = script.lines(founded, one.id)[0]
    script.change(founded, replace(line, title="另一个标题"), officer=planner)
    after = printed(founded, one, "script", "en")
    assert "另一个标题" in "".join(pages(after))
    assert before != after
