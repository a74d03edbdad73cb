"""Everything a user can do, with its key."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.shell.page import Page
from ui.widgets.words import tr

EVERYWHERE = ""
PAGES = "*"  # the group of the actions that open pages
_SIGNS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓", "Return": "Enter"}


class Actions(QObject):
    """The list that the key sheet (F1) and 'go to anything' (Ctrl+K) read."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages: dict[str, list[QAction]] = {}

    def add(
        self,
        owner: QWidget,
        text: str,
        shortcut: str,
        call: Callable[[], object],
        *,
        page: str = EVERYWHERE,
        icon: str = "",
    ) -> QAction:
        """Register something a user can do.

        Args:
            owner: The window for actions that work everywhere; else the widget within
                which the key is heard.
            text: Source text, verbs first.
            shortcut: Portable key, such as `Ctrl+I`; empty for none.
            page: Name of the page under which it is listed and heard, or EVERYWHERE.
            icon: Name of an outline for menus and 'go to anything'.
        """
        action = QAction(tr(text), owner)
        action.setProperty("source", text)
        action.setProperty("outline", icon)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        if page not in {EVERYWHERE, PAGES}:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setAutoRepeat(False)
        action.triggered.connect(lambda _checked: call())
        owner.addAction(action)
        self._pages.setdefault(page, []).append(action)
        return action

    def listed(self) -> Mapping[str, Sequence[QAction]]:
        """Return the visible actions by page; '' holds those that work everywhere."""
        return {
            page: [action for action in actions if action.isVisible() and not _is_aside(action)]
            for page, actions in self._living().items()
        }

    def read_words(self) -> None:
        """Put the texts into the language of the window."""
        for actions in self._living().values():
            for action in actions:
                action.setText(tr(action.property("source")))

    def _living(self) -> dict[str, list[QAction]]:
        for page, actions in self._pages.items():
            self._pages[page] = [action for action in actions if isValid(action)]
        return self._pages


def _is_aside(action: QAction) -> bool:
    owner: QObject | None = action.parent()
    while owner is not None and not isinstance(owner, Page):
        owner = owner.parent()
    return isinstance(owner, Page) and owner.is_aside


def key_of(action: QAction) -> str:
    """Return the key of an action as shown on a keycap; empty if it has none."""
    key = action.shortcut().toString(QKeySequence.SequenceFormat.PortableText)
    for word, sign in _SIGNS.items():
        key = key.replace(word, sign)
    return key


def icon_of(action: QAction) -> str:
    """Return the name of the action's outline; empty if it has none."""
    name: str = action.property("outline")
    return name
