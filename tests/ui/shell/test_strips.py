"""What every page shows at its head: identity, age, alarms, clocks."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from commandcenter.kernel.words import N_
from ui.shell.clock import Ticker
from ui.shell.page import Target
from ui.shell.strip import Count, Slot, StripFacts
from ui.shell.strip_item import StripItem
from ui.widgets.severity import Severity


@pytest.fixture
def strip(at_work):
    return at_work.desk.strip


@pytest.fixture
def flood(at_work):
    now = at_work.ticker.now()
    return StripFacts(
        unacknowledged=2,
        counts=(
            Count(
                severity=Severity.ORANGE, number=8, unacknowledged=1, target=Target(page="teams")
            ),
            Count(severity=Severity.BLUE, number=2),
        ),
        slots=(
            Slot(label=N_("Live"), due_at=now + timedelta(minutes=21, seconds=7)),
            Slot(label=N_("Stale"), due_at=now - timedelta(seconds=61), severity=Severity.ORANGE),
            Slot(label=N_("Offline"), value="6"),
        ),
    )


def test_a_quiet_night_says_so_once_alarms_were_read(strip):
    assert strip.words() == ["正在读取告警…"]
    strip.set_facts(StripFacts(unacknowledged=0))
    assert strip.words() == ["无未确认"]


def test_the_strip_says_what_needs_attention_and_how_long_there_is(strip, flood):
    strip.set_facts(flood)
    assert strip.words() == [
        "2 条红色未确认",
        "8 橙 1 未确认",
        "2 蓝",
        "实时 00:21:07",
        "陈旧 -00:01:01",
        "离线 6",
    ]


def test_only_what_is_unacknowledged_is_filled_and_pulses(strip, flood):
    strip.set_facts(flood)
    look = strip._main._look
    assert (look.fill, look.pulses) == ("red", True)
    strip.set_facts(replace(flood, unacknowledged=0))
    look = strip._main._look
    assert (look.fill, look.pulses) == ("", False)
    [orange, blue] = [item._look.runs[0] for item in strip._items[:2]]
    assert (orange.filled, blue.filled) == (True, False)


def test_a_late_clock_pulses_until_somebody_knows(strip):
    late = Slot(label=N_("Late"), value="2", severity=Severity.RED, pulses=True)
    strip.set_facts(StripFacts(unacknowledged=0, slots=(late, replace(late, pulses=False))))
    assert [item._look.pulses for item in strip._items] == [True, False]


def test_a_number_leads_to_its_rows(qtbot, at_work, strip, flood):
    strip.set_facts(flood)
    qtbot.mouseClick(strip._items[0], Qt.MouseButton.LeftButton)
    assert at_work.desk.navigation.current() == "teams"


def test_a_clock_runs_without_new_facts(qtbot, strip, flood, at_work, monkeypatch):
    strip.set_facts(flood)
    later = at_work.ticker.now() + timedelta(seconds=5)
    monkeypatch.setattr(at_work.ticker, "now", lambda: later)
    at_work.ticker.ticked.emit(later)
    assert strip.words()[3] == "实时 00:21:02"


def test_fewer_facts_later_leave_nothing_of_the_old_ones(strip, flood):
    strip.set_facts(flood)
    strip.set_facts(StripFacts(unacknowledged=0, slots=(Slot(label=N_("Offline"), value="1"),)))
    assert strip.words() == ["无未确认", "离线 1"]
    assert sum(item.isVisible() for item in strip.findChildren(StripItem)) == 2


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_what_does_not_fit_is_in_the_list_behind_the_last_item(at_work, strip, flood):
    strip.set_facts(flood)
    at_work.view.set_scale(200)
    strip.resize(700, 88)
    missing = [item.words() for item in strip.missing() if item in strip._items]
    assert missing
    assert strip._more.words() == f"另 {len(missing)} 项"
    strip._open_more()
    assert [action.text() for action in strip._menu.actions()] == missing
    strip._menu.close()


def test_the_button_for_a_new_entry_opens_one(qtbot, at_work, strip):
    qtbot.mouseClick(strip.new_entry, Qt.MouseButton.LeftButton)
    qtbot.keyClick(at_work, Qt.Key.Key_F2)
    assert at_work.desk.navigation.page("duty").shown == [Target(page="duty", kind="new")] * 2


def test_there_is_no_such_button_without_a_log(window, facts):
    assert not window.desk.strip.new_entry.isVisibleTo(window.desk.strip)


def test_the_identity_strip_tells_whose_shift_it_is(at_work, facts):
    spoken = at_work.desk.identity.accessibleName()
    for word in ("清溪县应急指挥中心", "夜班", "20:00–08:00", "周敏", "何立", "林晓 · 陈昊"):
        assert word in spoken


def test_a_shift_with_fewer_people_shows_no_old_names(at_work, facts):
    at_work.desk.set_identity(replace(facts, roles=facts.roles[:1]))
    assert "何立" not in at_work.desk.identity.accessibleName()
    shown = [role for role in at_work.desk.identity._roles if role.isVisible()]
    assert len(shown) == 1


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "实时 刚刚"), (12, "延迟 12 秒前"), (95, "陈旧 1 分钟前")]
)
def test_the_badge_says_how_old_the_data_is(at_work, monkeypatch, seconds, words):
    age, clock = at_work.desk.age, [100.0]
    monkeypatch.setattr(age, "_clock_s", lambda: clock[0])
    age.hear()
    clock[0] += seconds
    age.changed.emit()
    [badge] = [w for w in at_work.desk.identity.children() if type(w).__name__ == "AgeBadge"]
    assert badge.accessibleName() == words
    before = badge.grab().toImage()
    age.lose()
    assert badge.accessibleName().startswith("离线")
    assert badge.grab().toImage() != before


def test_the_ticker_beats_every_second(qtbot, at_work):
    ticker = Ticker(at_work.ticker.now)
    with qtbot.wait_signal(ticker.ticked, timeout=2_000):
        pass


def test_drills_are_named_and_framed_as_long_as_they_run(qtbot, at_work):
    desk = at_work.desk
    desk.set_drills(2)
    assert desk._drill_frame.isVisible()
    assert desk.identity._drills.accessibleName() == "演练进行中 · 2 场"
    inner = at_work.rect().adjusted(10, 10, -10, -10)
    qtbot.wait_until(lambda: desk._area.geometry() == inner)
    desk.set_drills(0)
    assert not desk._drill_frame.isVisible()
    assert not desk.identity._drills.isVisible()


def test_a_clock_says_what_it_belongs_to(strip, at_work):
    due_at = at_work.ticker.now() + timedelta(hours=1)
    long = "枫林文化礼堂安置点已住 62 人，其中 4 人需夜间看护"
    slots = (
        Slot(label=N_("Live"), due_at=due_at, about="东坝渗水"),
        Slot(label=N_("Stale"), due_at=due_at, about=long),
    )
    strip.set_facts(StripFacts(slots=slots))
    assert strip.words()[1:] == ["实时 01:00:00 东坝渗水", "陈旧 01:00:00 枫林文化礼堂安置点已住…"]
    shown = [item for item in strip.findChildren(StripItem) if long in item.toolTip()]
    assert len(shown) == 1


def test_in_a_narrow_window_further_people_are_counted(at_work):
    at_work.resize(1_280, 720)
    names = {role._names for role in at_work.desk.identity._roles}
    assert names == {"周敏", "何立", "林晓 +1"}
    at_work.resize(1_920, 1_080)
    names = {role._names for role in at_work.desk.identity._roles}
    assert "林晓 · 陈昊" in names
