"""Keeping a page whose drill is over as it is, whatever still answers to it."""

from functools import partial

from PySide6.QtCore import QChildEvent, QEvent, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

_PRESSED = (QAbstractButton, QComboBox, QAbstractSpinBox)
_WRITTEN = (QLineEdit, QTextEdit, QPlainTextEdit)


class Lock(QObject):
    """Lets everything on a page be read and copied, and nothing be changed or sent.

    What was under way when the page was locked is still answered, and its parts then let go of
    their buttons and fields, or show others: those are locked again.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        for action in page.actions():
            _hold(action)
        self._take(page)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.EnabledChange, QEvent.Type.ReadOnlyChange):
            _shut(watched)
        # The menu of a field holds what copies from it.
        elif isinstance(event, QChildEvent) and not isinstance(watched, _WRITTEN):
            child = event.child()
            if event.type() == QEvent.Type.ChildPolished and isinstance(child, QWidget):
                self._take(child)
        return False

    def _take(self, root: QWidget) -> None:
        for action in root.findChildren(QAction):
            _hold(action)
        for part in (root, *root.findChildren(QWidget)):
            part.installEventFilter(self)
            _shut(part)


def _hold(action: QAction) -> None:
    action.setEnabled(False)
    action.enabledChanged.connect(partial(_shut_again, action))


def _shut_again(action: QAction, is_enabled: bool) -> None:
    if is_enabled:
        action.setEnabled(False)


def _shut(part: QObject) -> None:
    if isinstance(part, _WRITTEN):
        if not part.isReadOnly():
            part.setReadOnly(True)
    elif isinstance(part, _PRESSED):
        part.setEnabled(False)
