"""Sizes, scales, languages, screen readers, states."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from commandcenter.database.engine import Database
from commandcenter.duty.model.entry import Entry, EntryKind
from commandcenter.kernel.errors import Unavailable
from ui.duty.desk import Desk
from ui.duty.page import DutyPage
from ui.shell.language import speak
from ui.shell.page import Target
from ui.widgets import scaled, theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
_CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit)


def busy(page: DutyPage, record: Callable[..., Entry], qtbot: QtBot) -> None:
    """Let the page show much: entries, a matter, two drafts with every field."""
    record("x" * 300, org="Some unit with a long name", name="Somebody")
    page.refresh()
    qtbot.wait_until(lambda: page.log.model.rowCount() == 1)
    for _ in range(2):
        page.go_to(Target(page="duty", kind="new"))
        card = page.drafts.current()
        assert card is not None
        qtbot.keyClicks(card.form.content, "half a sentence")
        card.kind.setCurrentIndex(card.kind.findData(EntryKind.LEADER_NOTE.value))
        for index in range(4):
            page.drafts.toggle_step(index)
        card.form.toggle_extras()


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Callable[..., None]]:
    """Change theme, scale and language."""

    def _look(name: str, percent: int, language: str) -> None:
        theme.apply(qapp, name, percent)
        scaled.apply_again()
        speak(qapp, language)

    yield _look
    _look("light", 100, "en")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("size", "percent"),
    [((1176, 584), 100), ((1816, 944), 100), ((1764, 860), 150), ((1072, 448), 200)],
)
def test_nothing_is_wider_than_its_place(
    qtbot: QtBot,
    page: DutyPage,
    record: Callable[..., Entry],
    look: Callable[..., None],
    size: tuple[int, int],
    percent: int,
    language: str,
) -> None:
    look("high_contrast", percent, language)
    page.resize(*size)
    busy(page, record, qtbot)
    qtbot.wait(1)
    assert page.width() == size[0]
    page.go_to_log()
    qtbot.wait(1)
    assert page.width() == size[0]
    heading = page.log.shelf.layout
    last = "recorder" if heading.form.recorder else "handling"
    assert heading.column(last, QRect()).right() <= page.log.view.viewport().width()
    page.show_work()
    qtbot.wait(1)
    work = page._work.widget()
    assert work.width() <= page._work.viewport().width()
    assert page.log.minimumSizeHint().width() <= page.log.width() or not page.log.isVisible()
    card = page.drafts.current()
    assert card is not None
    right = card.save_button.mapTo(page, QPoint(card.save_button.width(), 0)).x()
    assert right <= page.width()


def controls(page: QWidget) -> list[QWidget]:
    """Return what can be focused and is on screen."""
    return [
        widget
        for widget in page.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def test_every_control_has_a_name_for_screen_readers(
    qtbot: QtBot, page: DutyPage, record: Callable[..., Entry]
) -> None:
    busy(page, record, qtbot)
    nameless = [
        widget
        for widget in controls(page)
        if not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
        and not (isinstance(widget, QAbstractScrollArea) and not isinstance(widget, _CONTROLS))
    ]
    assert nameless == []


def test_every_target_is_large_enough_for_a_tired_hand(
    qtbot: QtBot, page: DutyPage, record: Callable[..., Entry]
) -> None:
    busy(page, record, qtbot)
    small = [
        widget
        for widget in controls(page)
        if isinstance(widget, _CONTROLS) and widget.height() < theme.size("target_min")
    ]
    assert small == []


def test_the_language_of_everything_changes_at_once(
    qtbot: QtBot,
    page: DutyPage,
    record: Callable[..., Entry],
    qapp: QApplication,
    settled: Callable[[], None],
) -> None:
    busy(page, record, qtbot)
    settled()
    english = shown_words(page)
    speak(qapp, "zh")
    qtbot.wait(1)
    speak(qapp, "en")
    qtbot.wait(1)
    assert shown_words(page) == english


def shown_words(page: DutyPage) -> list[str]:
    """Return the words of labels, buttons and lists."""
    words = [label.text() for label in page.findChildren(QLabel)]
    words += [button.text() for button in page.findChildren(QAbstractButton)]
    for combo in page.findChildren(QComboBox):
        words += [combo.itemText(row) for row in range(combo.count())]
    return words


@pytest.mark.parametrize("name", ["light", "dark", "high_contrast"])
def test_every_theme_paints_every_kind_of_row(
    qtbot: QtBot,
    page: DutyPage,
    record: Callable[..., Entry],
    look: Callable[..., None],
    name: str,
) -> None:
    look(name, 100, "en")
    busy(page, record, qtbot)
    page.log.filters.automatic.setChecked(True)
    qtbot.wait(1)
    picture = page.grab().toImage()
    assert picture.pixelColor(2, picture.height() - 2) is not None
    assert len({picture.pixelColor(x, y).rgb() for x in range(0, 1200, 7) for y in (60, 300)}) > 3


def test_an_empty_log_says_how_to_begin(qtbot: QtBot, page: DutyPage) -> None:
    assert page.log.deck.currentWidget().accessibleName().startswith("No entries yet")
    page.log.deck.acted.emit()
    card = page.drafts.current()
    assert card is not None
    assert QApplication.focusWidget() is card.form.content


@contextmanager
def silent(monkeypatch: pytest.MonkeyPatch, db: Database) -> Iterator[None]:
    """Let the database not answer."""

    @contextmanager
    def dead() -> Iterator[Any]:
        raise Unavailable
        yield

    with monkeypatch.context() as patched:
        patched.setattr(db, "read", dead)
        yield


def test_a_log_that_cannot_be_read_says_so_and_comes_back_by_itself(
    qtbot: QtBot,
    desk: Desk,
    record: Callable[..., Entry],
    monkeypatch: pytest.MonkeyPatch,
    settled: Callable[[], None],
) -> None:
    record("Rain")
    with silent(monkeypatch, desk.db):
        page = DutyPage(desk)
        qtbot.add_widget(page)
        page.resize(1280, 720)
        page.show()
        qtbot.wait_until(lambda: "Not loaded" in page.log.deck.currentWidget().accessibleName())
        assert "Not loaded" in page.matters._deck.currentWidget().accessibleName()
        settled()
    page.on_answer(frozenset())
    qtbot.wait_until(lambda: page.log.model.rowCount() == 1)
    qtbot.wait_until(lambda: page.matters.model.rowCount() == 1)
    assert page.log.view.isVisible()


def test_what_is_on_screen_stays_when_a_refresh_fails(
    qtbot: QtBot,
    page: DutyPage,
    desk: Desk,
    record: Callable[..., Entry],
    monkeypatch: pytest.MonkeyPatch,
    settled: Callable[[], None],
) -> None:
    record("Rain")
    page.refresh()
    qtbot.wait_until(lambda: page.log.model.rowCount() == 1)
    settled()
    with silent(monkeypatch, desk.db):
        page.refresh()
        settled()
        assert page.log.view.isVisible()
        assert desk.messages.text().startswith("The database does not answer.")
    record("Wind")
    page.on_answer(frozenset())
    qtbot.wait_until(lambda: page.log.model.rowCount() == 2)


def test_the_menu_of_a_line_offers_what_its_keys_do(
    qtbot: QtBot, page: DutyPage, record: Callable[..., Entry]
) -> None:
    record("Rain\nand wind")
    page.refresh()
    qtbot.wait_until(lambda: page.log.model.rowCount() == 1)
    page.log.view.setCurrentIndex(page.log.model.index(0))
    page.log._open_menu(QPoint(30, 30))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    offered = [action.text().replace("\t", " ") for action in menu.actions() if action.text()]
    assert offered[:3] == ["Show details Enter", "Copy text Ctrl+C", "Correct Ctrl+E"]
    assert [text[-1] for text in offered[3:]] == ["1", "2", "3", "4"]
    menu.actions()[1].trigger()
    menu.close()
    assert "Rain\nand wind" in QApplication.clipboard().text()


def test_quick_phrases_go_to_the_cursor(
    qtbot: QtBot, page: DutyPage, settled: Callable[[], None]
) -> None:
    settled()
    page.go_to(Target(page="duty", kind="new"))
    card = page.drafts.current()
    assert card is not None
    qtbot.keyClicks(card.form.content, "AB")
    qtbot.keyClick(card.form.content, Qt.Key.Key_Left)
    qtbot.keyClick(card.form.content, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    qtbot.keyClick(menu, Qt.Key.Key_1)
    assert card.text.content == "AReported to the duty leader. B"


def test_every_action_is_listed_with_its_key(page: DutyPage, desk: Desk) -> None:
    actions = desk.actions.listed()["duty"]
    assert all(action.shortcut().toString() for action in actions)
    by_owner: dict[object, list[str]] = {}
    for action in actions:
        by_owner.setdefault(action.parent(), []).append(action.shortcut().toString())
    for keys in by_owner.values():
        assert len(keys) == len(set(keys))
