"""The sheet of keys (F1): everything one can do here, page by page."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from commandcenter.kernel.words import N_
from ui.shell.actions import EVERYWHERE, PAGES, Actions, key_of
from ui.shell.navigation import Navigation
from ui.shell.overlay import Overlay
from ui.widgets import keycap, paint, scaled, theme
from ui.widgets.labels import Label
from ui.widgets.words import tr

_CARD_W, _ROW_H, _KEY_W = 860, 32, 130  # px at 100 %
_EVERYWHERE = N_("On every page")
_PAGES = N_("Pages")


class KeySheet(Overlay):
    """Lists the registered actions: the present page first, then the rest."""

    def __init__(self, window: QWidget, actions: Actions, navigation: Navigation) -> None:
        super().__init__(window)
        self._actions = actions
        self._navigation = navigation
        self._title = Label(tone="title")
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout = QVBoxLayout(self.card)
        scaled.margins(layout, 5, 5, 5, 4)
        scaled.gap(layout, 3)
        layout.addWidget(self._title)
        layout.addWidget(self._scroll)
        navigation.opened.connect(self.close_sheet)

    def open_sheet(self) -> None:
        """Show the keys."""
        self._fill()
        self.open_over()
        self.place_card()
        self._scroll.setFocus()

    def place_card(self) -> None:
        width = min(theme.px(_CARD_W), self.width() - 2 * theme.space(4))
        content = self._scroll.widget()
        wanted = content.sizeHint().height() if content is not None else 0
        height = min(wanted + theme.px(110), self.height() - 2 * theme.space(5))
        self.card.setGeometry((self.width() - width) // 2, theme.space(5), width, height)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self.isVisible():
            self._fill()

    def _fill(self) -> None:
        self._title.setText(tr("Keys"))
        content = QWidget()
        content.setObjectName("keys")
        columns = QHBoxLayout(content)
        scaled.margins(columns, 0, 0, 2, 0)
        scaled.gap(columns, 5)
        sides = [QVBoxLayout(), QVBoxLayout()]
        rows = [0, 0]
        for title, actions in self._groups():
            shorter = 0 if rows[0] <= rows[1] else 1
            sides[shorter].addWidget(_Group(title, actions))
            rows[shorter] += len(actions) + 2
        for side in sides:
            scaled.gap(side, 4)
            side.addStretch()
            columns.addLayout(side, 1)
        self._scroll.setWidget(content)
        self._scroll.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)

    def _groups(self) -> Sequence[tuple[str, Sequence[QAction]]]:
        listed = self._actions.listed()
        titles = {entry.name: entry.title for entry in self._navigation.entries()}
        here = self._navigation.current()
        order = [here, EVERYWHERE, PAGES, *(name for name in titles if name != here)]
        titles |= {EVERYWHERE: _EVERYWHERE, PAGES: _PAGES}
        with_keys = {
            name: [action for action in listed.get(name, ()) if key_of(action)] for name in order
        }
        return [(tr(titles[name]), with_keys[name]) for name in order if with_keys[name]]


class _Group(QWidget):
    """A heading and its rows of keycap and words."""

    def __init__(self, title: str, actions: Sequence[QAction]) -> None:
        super().__init__()
        self._title = title
        self._rows = [(key_of(action), action.text()) for action in actions]
        self.setAccessibleName(title)
        self.setAccessibleDescription("; ".join(f"{key}: {words}" for key, words in self._rows))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(340), theme.px(_ROW_H) * (len(self._rows) + 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        row = self.rect()
        row.setHeight(theme.px(_ROW_H))
        paint.text(painter, row, self._title, size="tiny", role="text_quiet")
        for key, words in self._rows:
            row.translate(0, theme.px(_ROW_H))
            keycap.draw(painter, row, key, role="text")
            paint.text(painter, row.adjusted(theme.px(_KEY_W), 0, 0, 0), words)
