"""Looking back by keys: what was late, what may be missing, findings, samples."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from commandcenter.directory.rights import Role
from commandcenter.incidents.model.report import Fault
from commandcenter.incidents.model.statistics import whole_year
from commandcenter.incidents.service import reviews, statistics
from commandcenter.kernel.errors import Unavailable
from ui.review import figures_row
from ui.shell.language import speak
from ui.shell.page import Target

Key = Qt.Key


def rows(table):
    model = table.records
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def control(tab, name):
    return next(one.control for one in tab.editor.form.fields if one.name == name)


def look(page, name):
    return page.figures.buttons[name].look


def test_an_empty_year_says_that_there_is_not_enough_to_count(room, open_page):
    page = open_page(room)

    late, samples = look(page, figures_row.LATE), look(page, figures_row.SAMPLES)
    assert (late.value, late.rest) == ("0", "insufficient data")
    assert samples.rest == "of 0, insufficient data"
    assert page.reports.card.table.records.rowCount() == 0


def test_late_reports_stand_apart_from_those_in_time(room, open_page):
    first = room.incident(ago=timedelta(hours=3))
    room.send(first)
    room.send(room.incident("山火"))

    page = open_page(room)

    late = look(page, figures_row.LATE)
    calls = [
        one
        for one in statistics.late(room.db, *whole_year(page.year), at=room.clock())
        if one.is_open
    ]
    assert late.value == str(1 + len(calls))
    assert late.rest == f"50.0 % of those sent, {len(calls)} waited for"
    page.figures.buttons[figures_row.LATE].click()
    shown = rows(page.reports.card.table)
    assert {one[0] for one in shown} == {first.number}
    assert any("late by 2 h" in one[2] and "not done yet" not in one[2] for one in shown)
    assert any("not done yet" in one[2] for one in shown)


def test_the_figure_of_all_reports_opens_all_of_them(room, open_page, settled):
    room.send(room.incident())
    room.send(room.incident("山火"))
    page = open_page(room)
    page.show_tab(3)

    page.figures.buttons[figures_row.REPORTS].click()
    settled()

    assert page.tabs.currentIndex() == 0
    shown = rows(page.reports.card.table)
    assert [one[2] for one in shown] == ["in time", "in time"]
    assert all("Report in the system within 1 h" in one[4] for one in shown)


def test_enter_opens_the_report(room, open_page, key):
    report = room.send(room.incident())
    page = open_page(room)
    page.figures.buttons[figures_row.REPORTS].click()
    targets = []
    page.reports.wanted.connect(targets.append)

    key(Key.Key_Return)

    assert targets == [Target(page="incidents", kind="report", key=report.id)]


def test_a_line_without_an_incident_may_be_an_omission(room, open_page, key, monkeypatch, settled):
    entry = room.line()
    later = room.clock() + timedelta(hours=5)
    monkeypatch.setattr(type(room), "clock", lambda _self: later)
    page = open_page(room)

    key(Key.Key_2, ctrl=True)

    assert [one[0] for one in rows(page.omissions.table)] == [entry.number]
    assert look(page, figures_row.OMISSIONS).value == "1"
    seen = []
    page.omissions.wanted.connect(seen.append)
    key(Key.Key_Return)
    assert seen == [Target(page="duty", kind="entry", key=entry.id)]


def test_a_finding_is_noted_by_keys_once(room, open_page, key, write, settled):
    one = room.incident()
    page = open_page(room)
    key(Key.Key_3, ctrl=True)
    key(Key.Key_N, ctrl=True)
    control(page.findings, "incident_id").pick(one.id)
    control(page.findings, "fault").setCurrentIndex(list(Fault).index(Fault.CONCEALED))
    control(page.findings, "content").setFocus()
    write("瞒报一人")

    key(Key.Key_S, ctrl=True)
    assert "number of the document" in page.findings.editor._error.text()
    assert reviews.findings(room.db) == ()

    control(page.findings, "doc_no").setFocus()
    write("清应急〔2026〕3号")
    key(Key.Key_S, ctrl=True)

    [found] = reviews.findings(room.db)
    assert (found.fault, found.doc_no, found.content) == (
        Fault.CONCEALED,
        "清应急〔2026〕3号",
        "瞒报一人",
    )
    assert rows(page.findings.card.table)[0][:2] == [one.number, "Concealed"]
    assert control(page.findings, "doc_no").text() == ""
    assert look(page, figures_row.FINDINGS).value == "1"


def test_sending_a_finding_again_after_an_unknown_outcome_notes_it_once(
    room, open_page, key, write, monkeypatch
):
    one = room.incident()
    page = open_page(room)
    key(Key.Key_3, ctrl=True)
    control(page.findings, "incident_id").pick(one.id)
    control(page.findings, "content").setFocus()
    write("迟报")
    noted = reviews.find_fault

    def lost(*args, **kwargs):
        noted(*args, **kwargs)
        raise Unavailable

    with monkeypatch.context() as broken:
        broken.setattr(reviews, "find_fault", lost)
        key(Key.Key_S, ctrl=True)
    assert control(page.findings, "content").text() == "迟报"

    key(Key.Key_S, ctrl=True)

    assert len(reviews.findings(room.db)) == 1


def test_what_is_typed_survives_a_refresh_and_another_tab(room, open_page, key, write, settled):
    page = open_page(room)
    key(Key.Key_3, ctrl=True)
    control(page.findings, "content").setFocus()
    write("半句")

    room.send(room.incident())
    page.refresh()
    settled()
    key(Key.Key_1, ctrl=True)
    key(Key.Key_3, ctrl=True)

    assert control(page.findings, "content").text() == "半句"


@pytest.mark.usefixtures("quarter_over")
def test_a_sample_is_drawn_and_reviewed_by_keys(room, open_page, key, write):
    report = room.send(room.incident())
    page = open_page(room)
    key(Key.Key_4, ctrl=True)
    page.samples.seed.setFocus()
    key(Key.Key_D, ctrl=True)
    assert "whole number" in page.samples.error.text()

    write("20261001")
    key(Key.Key_D, ctrl=True)

    [sample] = reviews.samples(room.db)
    assert (sample.seed, sample.quarter, sample.drawn) == (20261001, 1, (report.id,))
    assert page.samples.drawn.text().startswith("1 of 1 reports, 30 %, seed 20261001")
    assert rows(page.samples.card.table)[0][3] == "to be reviewed"

    control(page.samples, "score").setFocus()
    write("101")
    key(Key.Key_S, ctrl=True)
    assert "between 0 and 100" in page.samples.editor._error.text()
    control(page.samples, "score").selectAll()
    write("85")
    control(page.samples, "content").setFocus()
    write("要素齐全")
    key(Key.Key_S, ctrl=True)

    assert rows(page.samples.card.table)[0][3:] == ["85", "要素齐全", "陈国"]
    assert look(page, figures_row.SAMPLES).rest == "of 1, 85.0 points on average"


def test_a_quarter_that_is_not_over_is_refused_in_one_sentence(room, open_page, key, write):
    page = open_page(room)
    key(Key.Key_4, ctrl=True)
    page.samples.quarter.set_value(4)
    page.samples.seed.setFocus()
    write("7")

    key(Key.Key_D, ctrl=True)

    assert "quarter is not over" in page.samples.error.text()
    assert page.samples.seed.text() == "7"
    assert reviews.samples(room.db) == ()


def test_those_who_do_not_sign_look_only(room, open_page, key):
    room.role = Role.DEPUTY
    page = open_page(room)

    key(Key.Key_3, ctrl=True)

    assert not control(page.findings, "content").isEnabled()
    assert page.findings.editor._error.text()
    assert not page.samples.draw.isEnabled()


def test_years_go_back_by_key_and_not_beyond_this_one(room, open_page, key, qapp):
    room.send(room.incident())
    page = open_page(room)
    this = page.year

    key(Key.Key_PageDown, ctrl=True)
    assert page.year == this
    key(Key.Key_PageUp, ctrl=True)

    assert page.year == this - 1
    assert look(page, figures_row.REPORTS).value == "0"
    speak(qapp, "zh")
    assert look(page, figures_row.LATE).rest == "数据不足"
