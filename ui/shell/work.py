"""The working side of the window: rail, strips, page and message bar in their places."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.shell.clock import Ticker
from ui.shell.data_age import DataAge
from ui.shell.drill_line import DrillLine
from ui.shell.identity import IdentityStrip
from ui.shell.messages import MessageBar
from ui.shell.navigation import Navigation
from ui.shell.rail import Rail
from ui.shell.real_line import RealLine
from ui.shell.strip import AlarmStrip
from ui.widgets import scaled


class WorkArea(QWidget):
    """Holds everything an officer sees while signed in."""

    def __init__(
        self, navigation: Navigation, age: DataAge, ticker: Ticker, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.rail = Rail(navigation)
        self.identity = IdentityStrip(age, ticker)
        self.strip = AlarmStrip(ticker)
        self.drill_line = DrillLine()
        self.real_line = RealLine()
        self.messages = MessageBar()
        scaled.width(self.rail, 72)
        scaled.height(self.identity, 52)
        scaled.height(self.strip, 44)
        scaled.height(self.messages, 28)
        page = QVBoxLayout()
        scaled.margins(page, 4, 0, 4, 0)
        scaled.gap(page, 3)
        page.addWidget(self.strip)
        page.addWidget(self.real_line)
        page.addWidget(self.drill_line)
        page.addWidget(navigation.stack, 1)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.identity)
        column.addLayout(page, 1)
        column.addWidget(self.messages)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addLayout(column, 1)
