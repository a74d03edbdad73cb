"""The line above the list of people: what is looked for, and what can be begun."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from commandcenter.incidents.model.evacuation import MOVED_WORDS, Evacuee
from ui.records.fields import CodeBox
from ui.response.evacuation_search import Wanted
from ui.response.terms import Terms
from ui.widgets import scaled, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.labels import Label
from ui.widgets.words import tr

_SEARCH_W = 220  # px at 100 %


class PeopleFilter(QWidget):
    """Text, state and village.

    Signals:
        changed: Somebody else is looked for.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(clearButtonEnabled=True)
        self.state = CodeBox()
        self.village = CodeBox()
        self.count = Label(tone="note")
        self.detail = KeyButton(key="Ctrl+E", kind="bare")
        self.new = KeyButton(key="Ctrl+N", icon="plus")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 2)
        for part in (self.line, self.state, self.village):
            layout.addWidget(part, 1)
        layout.addWidget(self.count)
        layout.addStretch()
        for button in (self.detail, self.new):
            layout.addWidget(button)
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        for box in (self.state, self.village):
            box.activated.connect(lambda _at: self.changed.emit())

    def wanted(self, township: str) -> Wanted:
        """Return who is looked for in a township; an empty code means all."""
        return Wanted(
            township=township,
            area_code=self.village.code() or "",
            state=self.state.code(),
            text=self.line.text(),
        )

    def clear(self) -> None:
        """Look for everybody."""
        self.line.clear()
        self.state.set_code(None)
        self.village.set_code("")

    def offer_villages(self, people: Iterable[Evacuee], township: str, terms: Terms) -> None:
        """Offer the villages of a township that somebody on the list lives in."""
        codes = sorted({one.area_code for one in people})
        within = [code for code in codes if township in {"", terms.township_of(code)}]
        villages = [(code, terms.area(code)) for code in within]
        self.village.offer([("", tr("All villages")), *villages])

    def fit(self) -> None:
        """Follow the scale of the window."""
        self.line.setMaximumWidth(theme.px(_SEARCH_W))

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self.line.setPlaceholderText(tr("Name, pinyin initials, phone, helper"))
        self.line.setAccessibleName(tr("Search"))
        self.state.setAccessibleName(tr("State"))
        self.village.setAccessibleName(tr("Village"))
        self.new.setText(tr("New"))
        self.detail.setText(tr("Details"))
        states = [(state, tr(word)) for state, word in MOVED_WORDS.items()]
        self.state.offer([(None, tr("All states")), *states])
