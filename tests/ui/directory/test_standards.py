"""Criteria of levels and rules of reporting, changed by keys; what they decide next."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.incidents.model.figures import Figures
from commandcenter.incidents.model.incident import Facts, Opening
from commandcenter.incidents.model.level import Judgement, Level
from commandcenter.incidents.service import facts, levels, opening, standards
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.matters.service import clocks
from ui.shell.language import speak
from ui.shell.page import Target
from ui.widgets.typed_span import UnreadableSpan, read_span, said_span

Key = Qt.Key
CHIEF = Officer(account_id=new_id(), login="heli", name="何立", rights=RIGHTS[Role.CHIEF])


def control(panel, name):
    return next(field.control for field in panel.editor.form.fields if field.name == name)


def row(panel, code):
    return next(one for one in panel.records if one.rule.code == code).rule


def level_rule(office, code):
    return next(one for one in standards.level_rules(office.db) if one.code == code)


def report_rule(office, code):
    return next(one for one in standards.report_rules(office.db) if one.code == code)


@pytest.fixture
def retype(press, write):
    """Replace what stands in a field."""

    def _retype(panel, name, text):
        control(panel, name).setFocus()
        press(Key.Key_A, ctrl=True)
        write(text)
        if not text:
            press(Key.Key_Delete)

    return _retype


@pytest.fixture
def go(page, qtbot):
    """Bring a row to the front."""

    def _go(kind, code):
        page.go_to(Target(page="management", kind=kind, key=code))
        panel = page.panels[page.tabs.currentIndex()]
        qtbot.wait_until(lambda: panel.editor.key() == code)
        return panel

    return _go


@pytest.fixture
def english(qapp, qtbot, page):
    """Speak English."""
    speak(qapp, "en")
    return qtbot


def an_incident(office, **figures):
    told = Facts(id=new_id(), title="客车翻车", kind="accident:traffic")
    one = opening.open_incident(office.db, Opening(id=new_id(), facts=told), officer=CHIEF)
    facts.count(office.db, one.id, Figures(id=new_id(), **figures), officer=CHIEF)
    return one


def test_a_changed_limit_changes_the_next_proposal(qtbot, office, page, go, retype, press):
    one = an_incident(office, dead=2)
    assert levels.proposal(office.db, one.id).level is Level.ORDINARY
    panel = go("level_rule", "accident_dead")
    retype(panel, "larger", "2")
    retype(panel, "basis", "县预案（2026）")
    press(Key.Key_S, ctrl=True)
    qtbot.wait_until(lambda: level_rule(office, "accident_dead").larger == 2)
    qtbot.wait_until(lambda: row(panel, "accident_dead").larger == 2)
    found = levels.proposal(office.db, one.id)
    assert (found.level, found.decided.rule.code) == (Level.LARGER, "accident_dead")
    assert "3 → 2" in panel._told.text()
    assert "本人" in panel._told.text()


def test_a_changed_time_starts_the_next_clock(qtbot, office, page, go, retype, press):
    panel = go("report_rule", "oral_major")
    retype(panel, "limit", "20 分")
    press(Key.Key_S, ctrl=True)
    qtbot.wait_until(lambda: report_rule(office, "oral_major").limit == timedelta(minutes=20))
    one = an_incident(office, dead=12)
    judged = Judgement(level=Level.MAJOR)
    levels.set_level(office.db, one.id, judged, officer=CHIEF, seen_version=one.version)
    [clock] = [one for one in clocks.running(office.db) if one.rule == "oral_major"]
    assert clock.limit == timedelta(minutes=20)


def test_a_retired_row_decides_nothing(qtbot, office, go, press):
    panel = go("level_rule", "accident_dead")
    control(panel, "is_active").click()
    press(Key.Key_S, ctrl=True)
    qtbot.wait_until(lambda: not level_rule(office, "accident_dead").is_active)
    one = an_incident(office, dead=40)
    assert levels.proposal(office.db, one.id).level is Level.INFO


def test_a_new_criterion_of_loss_is_typed_in_ten_thousand_yuan(
    qtbot, office, page, go, retype, press
):
    panel = go("level_rule", "accident_loss")
    press(Key.Key_N, ctrl=True)
    for name, text in {"ordinary": "0", "larger": "0.5", "major": "20", "extreme": ""}.items():
        retype(panel, name, text)
    retype(panel, "basis", "县规定，未核实原文")
    control(panel, "kinds").tick({"natural:flood"})
    control(panel, "kinds").edited.emit()
    press(Key.Key_S, ctrl=True)
    qtbot.wait_until(lambda: len(standards.level_rules(office.db)) == 20)
    new = standards.level_rules(office.db)[-1]
    assert (new.kinds, new.figure) == (("natural:flood",), "loss_fen")
    assert (new.ordinary, new.larger, new.major, new.extreme) == (1, 500_000, 20_000_000, None)
    assert level_rule(office, "accident_loss").larger == 1_000_000_000
    qtbot.wait_until(lambda: len(panel.records) == 20)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("larger", "三", "'三' is no number. Write digits, such as 30 or 0.5."),
        ("larger", "1", "Give at least one limit, growing with the level, of a figure there is."),
        ("larger", "2.5", "2.5 is too fine: people have at most 0 decimal places."),
        ("basis", "", "Write which text the row is from, in 1 to 500 characters."),
    ],
)
def test_what_cannot_be_kept_is_said_in_one_sentence_and_stays_typed(
    english, office, go, retype, press, name, text, words
):
    panel = go("level_rule", "accident_dead")
    retype(panel, name, text)
    press(Key.Key_S, ctrl=True)
    english.wait_until(lambda: not panel.editor._error.isHidden())
    assert panel.editor._error.text() == words
    assert control(panel, name).text() == text
    assert level_rule(office, "accident_dead").larger == 3


def test_a_criterion_changed_elsewhere_is_shown_beside_what_was_typed(
    qtbot, office, page, go, retype, press
):
    panel = go("level_rule", "accident_dead")
    retype(panel, "larger", "2")
    seen = level_rule(office, "accident_dead")
    theirs = replace(seen, larger=4, basis="市规定")
    standards.change_level_rule(office.db, theirs, seen=seen, officer=office.officer())
    press(Key.Key_S, ctrl=True)
    qtbot.wait_until(lambda: not panel.editor.conflict.isHidden())
    assert "“4”" in panel.editor.conflict._text.text()
    assert level_rule(office, "accident_dead") == theirs
    panel.editor.conflict.mine.click()
    qtbot.wait_until(lambda: level_rule(office, "accident_dead").larger == 2)


def test_those_who_may_not_change_rules_see_them(qtbot, office, open_page):
    office.role = Role.CHIEF
    page = open_page(office)
    page.go_to(Target(page="management", kind="report_rule", key="oral_major"))
    panel = page.deadlines
    assert panel.table.records.rowCount() == 16
    assert not control(panel, "limit").isEnabled()
    assert not panel.new.isEnabled()


def test_rows_say_what_is_not_verified_and_in_the_language_of_the_window(qapp, page, go):
    panel = go("level_rule", "quake_dead")
    model = panel.table.records
    texts = [
        [model.index(at, column).data() for column in range(model.columnCount())]
        for at in range(model.rowCount())
    ]
    quake = next(one for one in texts if one[0] == "地震")
    assert quake[2].startswith("1 / 10 / 50 / 300")
    assert quake[5] == ""
    assert any(one[2].startswith(">0 / 500 / 2000") and one[5] == "未核实" for one in texts)
    speak(qapp, "en")
    assert model.index(0, 0).data() == "Accident, all kinds"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("30", 1800),
        ("30 min", 1800),
        ("1 小时30分钟", 5400),
        ("\uff11\uff48", 3600),
        ("2d", 172800),
    ],
)
def test_a_duration_is_read_as_it_is_typed(text, seconds):
    assert read_span(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "min", "30 x", "1 h foo", "-5", "9" * 30])
def test_what_is_no_duration_is_refused(text):
    with pytest.raises(UnreadableSpan):
        read_span(text)


def test_a_duration_can_be_typed_again_as_it_is_said(qapp):
    for language in ("zh", "en"):
        speak(qapp, language)
        for seconds in (0, 45, 60, 1800, 5405, 86_400):
            assert read_span(said_span(timedelta(seconds=seconds))).total_seconds() == seconds
