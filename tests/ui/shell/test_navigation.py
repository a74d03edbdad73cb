"""Going from page to page, and back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QScrollArea, QVBoxLayout

from ui.shell.navigation import PageEntry
from ui.shell.page import Page, Target


@pytest.fixture
def navigation(at_work):
    return at_work.desk.navigation


def test_a_page_is_made_at_its_first_visit(navigation):
    assert navigation.page("teams") is None
    navigation.open(Target(page="teams"))
    page = navigation.page("teams")
    navigation.open(Target(page="duty"))
    navigation.open(Target(page="teams"))
    assert navigation.page("teams") is page


def test_a_target_is_handed_to_its_page(navigation):
    target = Target(page="teams", kind="team", key=7)
    navigation.open(target)
    assert navigation.current() == "teams"
    assert navigation.page("teams").shown == [target]


def test_a_page_that_does_not_exist_is_not_opened(navigation):
    navigation.open(Target(page="board"))
    assert navigation.current() == "duty"


def test_alt_left_goes_back_to_the_place_one_came_from(qtbot, at_work, navigation):
    first = Target(page="duty", kind="entry", key=21)
    navigation.open(first)
    navigation.open(Target(page="teams", kind="team", key=7))
    navigation.open(Target(page="teams", kind="team", key=8))
    qtbot.keyClick(at_work, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert navigation.page("teams").shown[-1].key == 7
    qtbot.keyClick(at_work, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert (navigation.current(), navigation.page("duty").shown[-1]) == ("duty", first)


def test_back_at_the_beginning_stays(navigation):
    navigation.back()
    assert navigation.current() == "duty"


def test_the_focus_is_where_it_was_on_the_page(qtbot, at_work, navigation):
    duty = navigation.page("duty")
    duty.line.setFocus()
    qtbot.wait_until(duty.line.hasFocus)
    qtbot.keyClick(at_work, Qt.Key.Key_F6)
    assert navigation.current() == "teams"
    qtbot.wait_until(navigation.page("teams").line.hasFocus)
    qtbot.keyClick(at_work, Qt.Key.Key_F3)
    qtbot.wait_until(duty.line.hasFocus)


def test_the_cursor_is_in_the_first_field_of_a_page_that_is_new(qtbot, at_work, navigation):
    qtbot.wait_until(navigation.page("duty").line.hasFocus)
    at_work.desk._area.rail._buttons["duty"].setFocus()
    qtbot.keyClick(at_work, Qt.Key.Key_F6)
    qtbot.wait_until(navigation.page("teams").line.hasFocus)


def test_a_page_reads_its_data_when_it_is_first_shown(navigation):
    assert navigation.page("duty").refreshed == 1
    navigation.open(Target(page="teams"))
    assert navigation.page("teams").refreshed == 1


def test_a_visible_page_refreshes_when_its_part_changed_and_only_then(navigation):
    page = navigation.page("duty")
    page.on_answer(frozenset({"teams"}))
    assert page.refreshed == 1
    page.on_answer(frozenset({"duty", "teams"}))
    assert page.refreshed == 2


def test_a_hidden_page_waits_until_it_is_shown(navigation):
    page = navigation.page("duty")
    navigation.open(Target(page="teams"))
    page.on_answer(frozenset({"duty"}))
    page.on_answer(frozenset())
    assert page.refreshed == 1
    navigation.open(Target(page="duty"))
    assert page.refreshed == 2


def test_a_reading_that_failed_is_tried_again_at_the_next_answer(navigation):
    page = navigation.page("duty")
    page.mark_stale()
    page.on_answer(frozenset())
    assert page.refreshed == 2


def test_the_next_officer_gets_fresh_pages(qtbot, at_work, navigation):
    before = navigation.page("duty")
    navigation.forget()
    assert navigation.pages() == ()
    navigation.open(Target(page="duty"))
    assert navigation.page("duty") is not before
    navigation.back()
    assert navigation.current() == "duty"


class LoadingPage(Page):
    """A page that has nothing to type into until its data are there."""

    name = "loading"

    def __init__(self):
        super().__init__()
        self.scroll = QScrollArea(focusPolicy=Qt.FocusPolicy.NoFocus)
        self.line = QLineEdit()
        layout = QVBoxLayout(self)
        layout.addWidget(self.scroll)
        layout.addWidget(self.line)
        self.line.hide()


def test_a_page_that_is_still_loading_holds_the_focus_itself(qtbot, qapp, at_work, navigation):
    navigation.page("duty").line.setFocus()
    entry = PageEntry(name="loading", title="Live", icon="flag", shortcut="", make=LoadingPage)
    navigation.register(entry)
    navigation.open(Target(page="loading"))
    page = navigation.page("loading")
    qtbot.wait_until(page.hasFocus)
    page.line.show()
    navigation.open(Target(page="duty"))
    navigation.open(Target(page="loading"))
    qtbot.wait_until(lambda: qapp.focusWidget() in {page, page.line})


def test_the_focus_goes_to_the_place_the_page_names(qtbot, at_work, navigation):
    def make():
        page = LoadingPage()
        page.line.show()
        page.second = QLineEdit()
        page.layout().addWidget(page.second)
        page.setFocusProxy(page.second)
        return page

    entry = PageEntry(name="loading", title="Live", icon="flag", shortcut="", make=make)
    navigation.register(entry)
    navigation.open(Target(page="loading"))
    qtbot.wait_until(navigation.page("loading").second.hasFocus)


def test_a_page_within_another_has_no_item_of_its_own(at_work, navigation):
    rail = at_work.desk._area.rail
    entry = PageEntry(
        name="team", title="Team", icon="flag", shortcut="", make=Page, within="teams"
    )
    navigation.register(entry)
    navigation.open(Target(page="team"))

    assert "team" not in rail._buttons
    assert [name for name, button in rail._buttons.items() if button.isChecked()] == ["teams"]
