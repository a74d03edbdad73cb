"""While a drill runs, what is real stands above every page."""

import pytest
from PySide6.QtCore import Qt

from ui.widgets.severity import Severity


@pytest.fixture
def line(at_work):
    return at_work.desk.real_line


def test_what_is_real_is_said_as_long_as_it_waits(line):
    assert not line.isVisible()
    line.show_alarm("东坝超红线", Severity.RED, count=2, may_pause=True)
    assert line.isVisible()
    assert "东坝超红线" in line.words()
    assert "1" in line.words()
    line.show_alarm("", Severity.RED, count=0, may_pause=True)
    assert not line.isVisible()


def test_its_buttons_lead_to_the_alarm_and_stop_the_drills(qtbot, line):
    line.show_alarm("东坝超红线", Severity.ORANGE, count=1, may_pause=True)
    with qtbot.wait_signal(line.alarm_wanted):
        qtbot.mouseClick(line._open, Qt.MouseButton.LeftButton)
    with qtbot.wait_signal(line.pause_wanted):
        qtbot.mouseClick(line._pause, Qt.MouseButton.LeftButton)
    line.show_alarm("东坝超红线", Severity.ORANGE, count=1, may_pause=False)
    assert not line._pause.isVisible()
