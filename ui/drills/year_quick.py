"""One line in which a drill is entered: name, time, lead unit, form."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from commandcenter.drills.model.code_words import FORM_WORDS
from commandcenter.drills.model.drill import Form
from commandcenter.kernel.errors import Rejected
from ui.drills.year_move import LEAST
from ui.drills.year_typed import When, read_when
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.labels import Label, set_property
from ui.widgets.segmented import Segmented
from ui.widgets.words import tr

_WHEN_W, _ORG_W = 160, 180  # px at 100 %


@dataclass(frozen=True, slots=True, kw_only=True)
class Quick:
    """What the line says."""

    title: str
    when: When
    lead_org: str
    form: Form


class QuickLine(QWidget):
    """Enter enters it; the line is emptied once it was written.

    Signals:
        entered: The line is complete (Quick).
    """

    entered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.year, self.usual = 2000, LEAST
        self.title = QLineEdit(maxLength=200)
        self.when = QLineEdit(maxLength=60)
        self.org = QLineEdit(maxLength=200)
        self.form = Segmented()
        self.add = KeyButton(key="Enter", icon="plus")
        self._error = Label(tone="error")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 2)
        scaled.width(self.when, _WHEN_W)
        scaled.width(self.org, _ORG_W)
        for widget in (self.title, self.when, self.org, self.form, self.add):
            layout.addWidget(widget, 1 if widget is self.title else 0)
        layout.addWidget(self._error)
        self._error.hide()
        self.form.set_value(Form.LIVE)
        for field in (self.title, self.when, self.org):
            field.returnPressed.connect(self.enter)
        self.add.clicked.connect(self.enter)
        self.read_words()

    def enter(self) -> None:
        """Hand the line over, if it can be read."""
        if not self.add.isEnabled():
            return
        title = self.title.text().strip()
        if not title:
            self.title.setFocus()
            return
        try:
            when = read_when(self.when.text(), year=self.year, usual=self.usual)
        except Rejected as error:
            self.refuse(error.said(tr))
            self.when.setFocus()
            return
        self.refuse("")
        org = self.org.text().strip()
        form = self.form.value()
        self.add.setEnabled(False)
        live = form if isinstance(form, Form) else Form.LIVE
        self.entered.emit(Quick(title=title, when=when, lead_org=org, form=live))

    def accept(self) -> None:
        """Empty the line, as it was written; the unit stays for the next one."""
        self.add.setEnabled(True)
        self.title.clear()
        self.when.clear()
        self.title.setFocus()

    def refuse(self, sentence: str) -> None:
        """Say what is wrong; nothing typed is lost."""
        self.add.setEnabled(True)
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        set_property(self.when, "state", "error" if sentence else "")

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self.title.setPlaceholderText(tr("New drill: name"))
        self.when.setPlaceholderText(tr("5, 5-12 or 5-12 9:00"))
        self.org.setPlaceholderText(tr("Lead unit"))
        self.title.setAccessibleName(tr("Name of the drill"))
        self.when.setAccessibleName(tr("Month, or day and hours"))
        self.org.setAccessibleName(tr("Lead unit"))
        self.form.setAccessibleName(tr("Form"))
        self.form.set_choices([(form, tr(words)) for form, words in FORM_WORDS.items()])
        self.add.setText(tr("Enter drill"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.read_words()
