"""The main window as a whole."""

import os
import re
import subprocess
import sys
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QSettings
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from ui.shell.live import LiveUpdates
from ui.shell.login_side import LoginFacts
from ui.shell.window import MainWindow
from ui.widgets import theme
from ui.widgets.labels import Label

FIRST_PAINT = """
import sys
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from ui.shell.window import MainWindow
app = QApplication([])
window = MainWindow(None, QSettings(sys.argv[1], QSettings.Format.IniFormat))
window.show()
app.processEvents()
print(*sys.modules)
"""
HAN = re.compile("[\u4e00-\u9fff]")
NAMES = re.compile("清溪县应急指挥中心|夜班|周敏|何立|林晓|陈昊|清")
LATER = {"pyqtgraph", "numpy", "alembic", "reportlab", "sqlalchemy", "qtawesome", "pypinyin"}


def test_the_first_paint_loads_nothing_that_can_wait(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, str(tmp_path / "view.ini")],
        capture_output=True,
        check=True,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    loaded = done.stdout.split()
    assert "ui.shell.login" in loaded
    assert not LATER & set(loaded)
    assert "ui.shell.desk" not in loaded


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_the_fixed_parts_are_in_the_same_places_at_every_size(at_work, size):
    at_work.resize(*size)
    desk = at_work.desk
    at = {
        part: part.mapTo(at_work, QPoint(0, 0))
        for part in (desk._area.rail, desk.identity, desk.strip, desk.navigation.stack)
    }
    assert list(at.values()) == [QPoint(0, 0), QPoint(72, 0), QPoint(88, 52), QPoint(88, 108)]
    foot = desk.messages.mapTo(at_work, QPoint(0, 0))
    assert (foot.y(), desk.messages.height()) == (size[1] - 28, 28)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scale", [100, 125, 150, 175, 200])
def test_nothing_of_the_shell_is_clipped_or_covered_at_1280_by_720(at_work, scale, language):
    at_work.resize(1280, 720)
    at_work.view.set_language(language)
    at_work.view.set_scale(scale)
    desk = at_work.desk
    desk.set_drills(2)
    QApplication.processEvents()
    assert desk._area.rail.width() == 72 * scale // 100
    assert desk.messages.height() == 28 * scale // 100
    for row in (desk.identity, desk.strip):
        boxes = sorted(
            (w.geometry() for w in row.children() if isinstance(w, QWidget) and w.isVisible()),
            key=lambda box: box.left(),
        )
        assert all(a.right() < b.left() for a, b in pairwise(boxes))
        assert all(row.rect().contains(box) for box in boxes)
    for button in desk._area.rail.findChildren(QAbstractButton):
        assert desk._area.rail.rect().contains(button.geometry())
        assert button.height() >= 32
    assert at_work.size().width() == 1280


def test_a_change_of_language_reaches_every_text_of_the_shell(qapp, at_work):
    chinese = texts(at_work)
    at_work.view.set_language("en")
    english = texts(at_work)
    left = {words for words in english if HAN.search(NAMES.sub("", words))}
    assert left == {"中文 / English"}
    at_work.view.set_language("zh")
    assert texts(at_work) == chinese


def texts(window):
    """Return every text a user or a screen reader meets."""
    found = {window.windowTitle()}
    for widget in window.findChildren(QWidget):
        found |= {widget.accessibleName(), widget.accessibleDescription()}
        if isinstance(widget, QAbstractButton | Label):
            found.add(widget.text())
        if isinstance(widget, QLineEdit):
            found.add(widget.placeholderText())
    found |= {action.text() for action in window.desk.actions() + window.actions()}
    return {words for words in found if words}


def test_every_control_has_a_name_for_screen_readers(at_work):
    at_work.desk.key_sheet.open_sheet()
    nameless = [
        widget
        for widget in at_work.findChildren(QAbstractButton)
        if not widget.isHidden() and not (widget.accessibleName() or widget.text())
    ]
    assert nameless == []


@pytest.mark.parametrize("name", ["dark", "high_contrast", "light"])
def test_a_change_of_theme_repaints_everything(at_work, name):
    at_work.view.set_theme(name)
    image = at_work.grab().toImage()
    assert image.pixelColor(2, 700) == theme.color("surface_sunken")
    assert image.pixelColor(1270, 300) == theme.color("surface")


def test_the_view_is_remembered(qtbot, background, settings, window):
    window.view.set_theme("dark")
    window.view.set_scale(125)
    window.view.set_language("en")
    window.view.set_motion(False)
    window.view.set_sound(False)
    window.show_login(LoginFacts(county="清溪县应急指挥中心"))
    window.resize(1024, 700)
    window.close()
    again = MainWindow(background, settings)
    qtbot.add_widget(again)
    assert again.view.settings == window.view.settings
    assert (again.width(), again.height()) == (1024, 700)
    assert "清溪县应急指挥中心" in [label.text() for label in again.login.findChildren(Label)]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("view/theme", "pink"),
        ("view/language", "xx"),
        ("view/scale_percent", "9999"),
        ("view/scale_percent", "wide"),
        ("window/geometry", b"nonsense"),
    ],
)
def test_settings_that_make_no_sense_are_not_taken(qtbot, background, tmp_path, key, value):
    broken = QSettings(str(tmp_path / "broken.ini"), QSettings.Format.IniFormat)
    broken.setValue(key, value)
    window = MainWindow(background, broken)
    qtbot.add_widget(window)
    assert window.view.settings.language == "zh"
    assert window.view.settings.scale_percent == 100


def test_scaling_stops_at_both_ends(window):
    for _ in range(10):
        window.view.scale_by(1)
    assert window.view.settings.scale_percent == 200
    for _ in range(10):
        window.view.scale_by(-1)
    assert window.view.settings.scale_percent == 100


def test_the_rail_shows_the_registered_pages_and_marks_the_present_one(qtbot, at_work):
    rail = at_work.desk._area.rail
    assert [button.text() for button in rail._buttons.values()] == ["Duty page", "Teams page"]
    rail._buttons["teams"].click()
    assert at_work.desk.navigation.current() == "teams"
    assert [button.isChecked() for button in rail._buttons.values()] == [False, True]
    rail._buttons["teams"].click()
    assert rail._buttons["teams"].isChecked()
    assert at_work.windowTitle().startswith("Teams page")


def test_the_window_follows_the_database(qtbot, at_work, background):
    answers = {"duty": 1}
    live = LiveUpdates(background, lambda: dict(answers), lambda answer: answer, interval_ms=5)
    at_work.desk.follow(live)
    page = at_work.desk.navigation.page("duty")
    with qtbot.wait_signal(live.answered):
        live.start()
    before = page.refreshed
    answers["duty"] = 2
    qtbot.wait_until(lambda: page.refreshed == before + 1)
    live.lost.emit()
    assert "数据库没有应答" in at_work.desk.messages.text()
    live.restored.emit()
    assert "已重新连上" in at_work.desk.messages.text()
    live.stop()


def test_changing_the_officer_lets_the_pages_go(qtbot, at_work):
    with qtbot.wait_signal(at_work.desk.officer_left):
        [leave] = [a for a in at_work.desk.actions() if a.text() == "换人"]
        leave.trigger()
    at_work.show_login(LoginFacts(county="清溪县"))
    assert at_work.login.isVisible()
    assert at_work.desk.navigation.pages() == ()


def test_the_officer_menu_offers_language_theme_and_size(at_work):
    menu = at_work.desk.identity.officer._menu
    menu.aboutToShow.emit()
    submenus = [action.menu() for action in menu.actions() if action.menu()]
    assert [submenu.title() for submenu in submenus] == ["语言", "主题", "大小"]
    [dark] = [a for a in submenus[1].actions() if a.text() == "深色"]
    dark.trigger()
    assert theme.name() == "dark"
