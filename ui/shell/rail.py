"""The navigation rail at the left edge."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from commandcenter.kernel.words import N_
from ui.shell.navigation import Navigation, PageEntry
from ui.shell.page import Target
from ui.widgets import icons, logo, paint, theme
from ui.widgets.labels import tip
from ui.widgets.words import tr

SEARCH_TITLE = N_("Go to anything")
_LOGO, _LOGO_TOP, _FIRST_TOP = 32, 10, 64  # px at 100 %
_ICON, _INSET = 22, 6
# What an item shows, by the height there is for it: all, no key, the icon alone.
_FULL_H, _SHORT_H, _ICON_H = 64, 48, 36


class RailButton(QAbstractButton):
    """One item: icon, word, key; fewer of them where the window is low."""

    def __init__(self, title: str, icon: str, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = title
        self._icon = icon
        self._key = key
        self.setCheckable(bool(title))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.read_words()

    def read_words(self) -> None:
        """Put the word into the language of the window."""
        words = tr(self._title) if self._title else tr(SEARCH_TITLE)
        self.setText(words)
        self.setAccessibleName(f"{words} {self._key}")
        tip(self, f"{words}  {self._key}")

    def nextCheckState(self) -> None:
        """Leave the check mark to the navigation."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.read_words()
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = self.rect().adjusted(theme.px(_INSET), theme.px(2), -theme.px(_INSET), -theme.px(2))
        if self.isChecked():
            edge = "line_strong" if theme.has_outlines() else ""
            paint.rounded(painter, box, "surface_raised", edge=edge)
            bar = QRect(0, box.top() + theme.px(10), theme.size("bar_w"), 0)
            bar.setBottom(box.bottom() - theme.px(10))
            paint.rounded(painter, bar, "accent", radius=1)
        elif self.underMouse():
            paint.rounded(painter, box, "hover")
        self._paint_content(painter, box)
        if self.hasFocus():
            paint.focus_ring(painter, box)

    def _paint_content(self, painter: QPainter, box: QRect) -> None:
        strong = self.isChecked()
        lines = self._lines()
        line, icon = paint.line_height("tiny"), theme.px(_ICON)
        step = min(line, theme.px(15))
        top = box.top() + (box.height() - icon - step * len(lines)) // 2
        icon_role = "accent" if strong else "text_quiet"
        icons.paint(painter, QRect(box.left(), top, box.width(), icon), self._icon, icon_role)
        for number, (words, is_title) in enumerate(lines):
            at = QRect(0, 0, self.width(), line)
            at.moveTop(top + icon + step * number - (line - step) // 2 + theme.px(1))
            paint.text(
                painter,
                at,
                words,
                size="tiny",
                bold=strong and is_title,
                role="text" if strong else "text_quiet",
                align=paint.CENTRE,
            )

    def _lines(self) -> list[tuple[str, bool]]:
        if not self._title:
            return [(self._key, False)] if self.height() >= theme.px(_SHORT_H) else []
        if self.height() >= theme.px(_FULL_H):
            return [(self.text(), True), (self._key, False)]
        return [(self.text(), True)] if self.height() >= theme.px(_SHORT_H) else []


class Rail(QWidget):
    """The pages one can go to, and 'go to anything'.

    Signals:
        search_wanted: The user asked for 'go to anything'.
    """

    search_wanted = Signal()

    def __init__(self, navigation: Navigation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._navigation = navigation
        self._logo = ""
        self._buttons: dict[str, RailButton] = {}
        self._search = RailButton("", "magnifying-glass", "Ctrl+K", self)
        self._search.clicked.connect(self.search_wanted)
        navigation.registered.connect(self._add)
        navigation.opened.connect(self._mark)

    def set_logo(self, character: str) -> None:
        """Show the first character of the county."""
        self._logo = character
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.size("rail_w"), theme.px(400))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.size("rail_w"), theme.px(_FIRST_TOP))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface_sunken"))
        if theme.has_outlines():
            painter.fillRect(self.rect().adjusted(self.width() - 1, 0, 0, 0), theme.color("line"))
        if self._logo:
            logo.draw(painter, self._logo_rect(), self._logo)

    def _logo_rect(self) -> QRect:
        side = theme.px(_LOGO)
        return QRect((self.width() - side) // 2, theme.px(_LOGO_TOP), side, side)

    def _add(self, entry: PageEntry) -> None:
        if entry.within:
            return
        button = RailButton(entry.title, entry.icon, entry.shortcut, self)
        button.clicked.connect(lambda: self._navigation.open(Target(page=entry.name)))
        before = list(self._buttons.values())[-1:]
        self._buttons[entry.name] = button
        for one, next_one in pairwise((*before, button, self._search)):
            self.setTabOrder(one, next_one)
        self._arrange()
        button.show()

    def _mark(self, target: Target) -> None:
        within = {entry.name: entry.within for entry in self._navigation.entries()}
        shown = within[target.page] or target.page
        for name, button in self._buttons.items():
            button.setChecked(name == shown)

    def _arrange(self) -> None:
        top = theme.px(_FIRST_TOP) if self.height() > theme.px(420) else theme.px(48)
        count = len(self._buttons) + 1
        room = (self.height() - top - theme.px(8)) // count
        fitting = [h for h in (_FULL_H, _SHORT_H, _ICON_H) if theme.px(h) <= room]
        step = theme.px(fitting[0]) if fitting else max(room, 1)
        foot = [entry.name for entry in self._navigation.entries() if entry.at_foot]
        y = top
        for name, button in self._buttons.items():
            if name not in foot:
                button.setGeometry(0, y, self.width(), step)
                y += step
        y = self.height() - theme.px(8)
        for button in (self._search, *(self._buttons[name] for name in reversed(foot))):
            y -= step
            button.setGeometry(0, y, self.width(), step)
