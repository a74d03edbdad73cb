"""A page whose drill is over stays as it is, whatever still answers to it."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui.shell.page import Page


@pytest.fixture
def page(qtbot):
    page = Page()
    qtbot.add_widget(page)
    layout = QVBoxLayout(page)
    for kind in (QPushButton, QComboBox, QLineEdit, QTextEdit, QPlainTextEdit):
        layout.addWidget(kind())
    page.show()
    return page


@pytest.mark.parametrize("kind", [QPushButton, QComboBox])
def test_an_answer_to_a_locked_page_gives_no_button_back(page, kind):
    part = page.findChild(kind)
    page.lock()
    part.setEnabled(True)
    assert not part.isEnabled()
    page.setEnabled(False)
    page.setEnabled(True)
    assert not part.isEnabled()


@pytest.mark.parametrize("kind", [QLineEdit, QTextEdit, QPlainTextEdit])
def test_an_answer_to_a_locked_page_lets_nobody_type_and_everybody_copy(page, kind):
    part = page.findChild(kind)
    page.lock()
    part.setReadOnly(False)
    assert part.isReadOnly()
    assert part.isEnabled()


def test_an_answer_to_a_locked_page_gives_no_key_back(page):
    action = QAction(page)
    page.lock()
    action.setEnabled(True)
    assert not action.isEnabled()


def test_what_an_answer_brings_onto_a_locked_page_is_locked_as_well(page):
    page.lock()
    part = QWidget()
    button, line = QPushButton(part), QLineEdit(part)
    page.layout().addWidget(part)
    part.show()
    button.setEnabled(True)
    assert (button.isEnabled(), line.isReadOnly()) == (False, True)


def test_what_stands_in_a_field_of_a_locked_page_is_copied_by_its_menu(page):
    line = page.findChild(QLineEdit)
    line.setText("three boats")
    line.selectAll()
    page.lock()
    menu = line.createStandardContextMenu()
    menu.ensurePolished()
    copy = next(one for one in menu.actions() if one.objectName() == "edit-copy")
    assert copy.isEnabled()
    menu.deleteLater()
