"""What a page shows when it has nothing to show: empty, failed, no right, loading."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.widgets import icons, paint, theme
from ui.widgets.buttons import BARE_PADDING, KeyButton
from ui.widgets.labels import Label
from ui.widgets.skeleton import Skeleton


class _Icon(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.name = "info"

    def sizeHint(self) -> QSize:
        return QSize(theme.px(28), theme.px(28))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        icons.paint(QPainter(self), self.rect(), self.name, "text_quiet")


class StatePanel(QWidget):
    """An icon, what is the matter, what to do, and the key that does it.

    Signals:
        acted: The user pressed the button.
    """

    acted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = _Icon()
        self._title = Label(tone="heading")
        self._text = Label(tone="note")
        self._text.setWordWrap(True)
        self._button = KeyButton(kind="bare")
        self._button.clicked.connect(self.acted)
        self._button.hide()  # until a state has something to do
        foot = QHBoxLayout()
        foot.setContentsMargins(-theme.px(BARE_PADDING), 0, 0, 0)
        foot.addWidget(self._button)
        foot.addStretch()
        block = QGridLayout()
        block.setHorizontalSpacing(theme.space(4))
        block.setVerticalSpacing(theme.space(1))
        block.addWidget(self._icon, 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        block.addWidget(self._title, 0, 1)
        block.addWidget(self._text, 1, 1)
        block.addLayout(foot, 2, 1)
        block.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.space(5),) * 4)
        layout.addLayout(block)
        layout.addStretch()

    def show_state(
        self, icon: str, title: str, text: str, *, action: str = "", key: str = ""
    ) -> None:
        """Say what is the matter.

        Args:
            icon: `notebook` and the like for empty, `warning-circle` for an error,
                `lock` for a missing right.
            action: Word of the button; no button without it.
        """
        self._icon.name = icon
        self._icon.update()
        self._title.setText(title)
        self._text.setText(text)
        self._button.setText(action)
        self._button.set_key(key)
        self._button.setVisible(bool(action))
        self.setAccessibleName(f"{title} {text}")


class Deck(QStackedWidget):
    """Content, a skeleton while it loads, or a state, in the same place.

    Signals:
        acted: The user pressed the button of the state.
    """

    acted = Signal()

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self._skeleton = Skeleton()
        self._state = StatePanel()
        self._state.acted.connect(self.acted)
        for page in (content, self._skeleton, self._state):
            self.addWidget(page)

    def show_content(self) -> None:
        """Show the content."""
        self.setCurrentWidget(self._content)

    def show_loading(self) -> None:
        """Show the skeleton; it appears only if the reading takes noticeably long."""
        self.setCurrentWidget(self._skeleton)

    def show_state(
        self, icon: str, title: str, text: str, *, action: str = "", key: str = ""
    ) -> None:
        """Show a state as `StatePanel.show_state` does."""
        self._state.show_state(icon, title, text, action=action, key=key)
        self.setCurrentWidget(self._state)
