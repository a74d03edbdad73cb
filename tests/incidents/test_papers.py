"""The bulletin and the record of a call: their words, their bytes, their marks."""

import io
from dataclasses import replace
from datetime import timedelta

import pypdfium2 as pdfium
import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from commandcenter.database import journal
from commandcenter.directory.service import rules
from commandcenter.incidents.model.level import Level
from commandcenter.incidents.model.phone import PhoneReport
from commandcenter.incidents.model.report import ReportKind
from commandcenter.incidents.model.response import Decree, Opening, Stage
from commandcenter.incidents.service import exports, phoning, reports, response
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import day_of, now


def text_of(data: bytes) -> str:
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    return "".join("\n".join(pages).split())


@pytest.fixture
def reported(db, chief, leader, an_incident, counted, sent):
    one = an_incident(
        occurred_at=now() - timedelta(minutes=50),
        learned_at=now() - timedelta(minutes=40),
        source="龙潭镇 周明",
    )
    counted(one, dead=1, missing=2, serious=3)
    sent(one)
    counted(one, dead=2, missing=1)
    return one, sent(one, ReportKind.FOLLOW_UP)


def test_a_bulletin_says_what_was_sent_in_its_order(db, reported):
    _, report = reported

    text = text_of(exports.bulletin(db, report.id, language="zh"))

    year = day_of(now()).year
    wanted = (
        "关于石桥村客车翻车的报告（续报一）",
        f"〔{year}〕第2期（续报一）",
        "一、",
        "二、伤亡和损失",
        "死亡2人（较上次+1）",
        "失踪1人（较上次-1）",
        "重伤正在核实（上次3人）",
        "三、已采取措施",
        "四、下一步工作",
        "清溪县应急指挥中心",
        "签发陈国",
        "拟稿何立",
    )
    at = 0
    for words in wanted[:-2]:
        at = text.index(words, at)
    for words in wanted[-2:]:
        assert words in text
    assert "草稿" not in text


def test_the_same_report_gives_the_same_bytes_whatever_happens_later(db, chief, reported, counted):
    one, report = reported
    before = exports.bulletin(db, report.id, language="zh")

    counted(one, dead=5)
    reports.begin(
        db, one.id, ReportKind.FOLLOW_UP, report_id=new_id(), officer=chief, language="zh"
    )

    assert exports.bulletin(db, report.id, language="zh") == before


def test_a_bulletin_speaks_english_too(db, chief, an_incident):
    one = an_incident()
    report = reports.begin(
        db, one.id, ReportKind.FIRST, report_id=new_id(), officer=chief, language="en"
    )

    text = text_of(exports.bulletin(db, report.id, language="en"))

    assert "Reporton石桥村客车翻车(Firstreport)" in text
    assert "deadbeingverified" in text
    assert "Notnumberedyet" in text


def test_what_was_not_sent_is_marked_as_a_draft_and_a_drill_as_a_drill(db, chief, an_incident):
    for drill_id, mark in ((None, "草稿"), (new_id(), "演练")):
        one = an_incident(drill_id=drill_id)
        report = reports.begin(
            db, one.id, ReportKind.FIRST, report_id=new_id(), officer=chief, language="zh"
        )
        assert mark in text_of(exports.bulletin(db, report.id, language="zh"))


def test_the_head_of_the_office_is_printed_once_the_county_enters_it(db, admin, reported):
    _, report = reported
    assert "值班信息" not in text_of(exports.bulletin(db, report.id, language="zh"))
    [rule] = [one for one in rules.everything(db) if one.code == exports.MASTHEAD]

    rules.change(db, replace(rule, value="值班信息"), officer=admin)

    text = text_of(exports.bulletin(db, report.id, language="zh"))
    assert text.index("值班信息") < text.index("关于石桥村客车翻车的报告")
    assert red_height(exports.bulletin(db, report.id, language="zh")) > 10  # more than the line


def red_height(data: bytes) -> int:
    """Return over how many points of its height the first page has something red."""
    with pdfium.PdfDocument(data) as file:
        picture = file[0].render().to_numpy().astype(int)
    blue, green, red = (picture[:, :, at] for at in range(3))
    return int(((red > 180) & (green < 100) & (blue < 100)).any(axis=1).sum())


def test_a_bulletin_is_marked_as_urgent_while_a_response_was_in_force(db, chief, reported):
    _, report = reported
    plain = exports.bulletin(db, report.id, language="zh")
    assert "特急" not in text_of(plain)
    assert red_height(plain) == 0
    decree = Decree(
        id=new_id(),
        stage=Stage.THIRD,
        basis="超警戒",
        decided_by="县防指",
        approver="周敏",
        at=report.sent.sent_at - timedelta(minutes=1),
    )
    response.activate(db, Opening(id=new_id(), hazard="flood"), decree, officer=chief)
    assert text_of(exports.bulletin(db, report.id, language="zh")).startswith("特急")


def test_a_record_of_a_call_says_who_told_whom_and_how_late(db, chief, viewer, an_incident, judged):
    one = judged(an_incident(learned_at=now() - timedelta(minutes=45)), Level.MAJOR)
    call = PhoneReport(
        id=new_id(),
        to_org="市应急管理局",
        to_name="赵敏",
        to_phone="19900020001",
        content="石桥村客车翻车，正在核实。",
        reply="续报伤亡情况。",
    )
    phoning.phone(db, one.id, call, officer=chief)

    text = text_of(exports.phone_form(db, one.id, call.id, officer=chief, language="zh"))
    for words in ("电话报告记录单", one.number, "市应急管理局", "赵敏", "续报伤亡情况", "迟报15分"):
        assert words in text
    assert "19900020001" in text
    hidden = text_of(exports.phone_form(db, one.id, call.id, officer=viewer, language="zh"))
    assert "19900020001" not in hidden


def test_a_form_to_be_filled_in_says_what_to_tell(db, chief, an_incident):
    one = an_incident()

    text = text_of(exports.phone_form(db, one.id, officer=chief, language="zh"))

    assert "客车翻入水沟" in text
    assert "报告人年月日时分" in text


def test_papers_of_what_is_not_there_are_refused(db, chief, an_incident):
    one = an_incident()
    with pytest.raises(exports.NoSuchIncident):
        exports.incident_with(db, "SJ-1999-001")
    with pytest.raises(exports.NoReportYet):
        exports.newest_report_of(db, one.number)
    with pytest.raises(Conflict):
        exports.bulletin(db, new_id(), language="zh")
    with pytest.raises(Conflict):
        exports.phone_form(db, one.id, new_id(), officer=chief, language="zh")


def test_a_report_that_was_given_up_is_not_the_newest(db, chief, an_incident, sent):
    one = an_incident()
    first = sent(one)
    further = reports.begin(
        db, one.id, ReportKind.FOLLOW_UP, report_id=new_id(), officer=chief, language="zh"
    )
    assert exports.newest_report_of(db, one.number) == further.id

    reports.discard(db, further.id, reason="不报", officer=chief, act_id=new_id())

    assert exports.newest_report_of(db, f" {one.number} ") == first.id


def test_a_county_that_lost_a_rule_row_can_still_report(db, chief, officer, an_incident):
    one = an_incident()
    with db.write(officer) as tx:
        tx.execute(sa.text("DELETE FROM rule WHERE code = 'incidents.contact'"))
        journal.append(tx, "test.note", {}, id=new_id(), subject="a")

    report = reports.begin(
        db, one.id, ReportKind.FIRST, report_id=new_id(), officer=chief, language="zh"
    )

    assert report.text.contact == ""
