"""The form for what a team reports about its work."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.text import fold
from commandcenter.kernel.words import N_
from commandcenter.teams.model.dispatch import Dispatch, Result
from ui.shell.sentences import sentence
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card, Field
from ui.widgets.labels import Label
from ui.widgets.words import tr

_COUNTS: tuple[tuple[str, str], ...] = (
    ("rescued", N_("Rescued")),
    ("found_dead", N_("Found dead")),
    ("evacuated", N_("Evacuated")),
    ("injured", N_("Team members injured")),
    ("area_mu", N_("Area in mu")),
)
_TEXTS: tuple[tuple[str, str], ...] = (
    ("consumption", N_("Fuel and material used")),
    ("remarks", N_("Remarks")),
)
_LONGEST = 2_000


class NotANumber(Rejected):
    """A count that is none."""

    sentence = N_("'{text}' is no whole number.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What is to be written."""

    dispatch_id: UUID
    result: Result


class ResultForm(Card):
    """Enter notes it, Esc leaves it; what was typed stays for the next time.

    Signals:
        confirmed: What was typed (Report).
        left: Back to the board.
    """

    confirmed = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dispatch_id: UUID | None = None
        self._title = Label(tone="title")
        self._title.setWordWrap(True)
        self._error = Label(tone="error")
        self._error.setWordWrap(True)
        self.lines = {name: QLineEdit(maxLength=_LONGEST) for name, _ in (*_COUNTS, *_TEXTS)}
        self._fields = {name: Field("", line) for name, line in self.lines.items()}
        self._sent: Result | None = None
        self._do = KeyButton(key="Enter", kind="primary")
        self._leave = KeyButton(key="Esc", kind="bare")
        self._do.clicked.connect(self._confirm)
        self._leave.clicked.connect(self.left)
        self._build()
        self.read_words()

    def begin(self, one: Dispatch) -> None:
        """Ask for the result of a dispatch, beginning with what was reported before."""
        if self._dispatch_id != one.id or not self.is_edited():
            self._dispatch_id, self._sent = one.id, None
            for name, line in self.lines.items():
                value = getattr(one.result, name) if one.result else ""
                line.setText(str(value or ""))
                line.setModified(False)
        self._title.setText(tr("Result · {team}").format(team=one.team_name))
        self.set_busy(False)
        self._error.hide()
        first = self.lines[_COUNTS[0][0]]
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        first.selectAll()

    def is_edited(self) -> bool:
        """Whether something was typed that is not noted yet."""
        return any(line.isModified() for line in self.lines.values())

    def settle(self) -> None:
        """Take what was typed as noted."""
        for line in self.lines.values():
            line.setModified(False)

    def refuse(self, error: Exception) -> None:
        """Say why it was not noted; what was typed stays."""
        self.set_busy(False)
        self._error.setText(sentence(error))
        self._error.show()

    def set_busy(self, is_busy: bool) -> None:
        """Keep what was typed as it is while the database works."""
        self._do.setEnabled(not is_busy)
        for line in self.lines.values():
            line.setReadOnly(is_busy)

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        for name, words in (*_COUNTS, *_TEXTS):
            self._fields[name].set_caption(tr(words))
        self._do.setText(tr("Note the result"))
        self._leave.setText(tr("Leave"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._confirm()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.read_words()

    def _confirm(self) -> None:
        if self._dispatch_id is None or not self._do.isEnabled():
            return
        try:
            values: dict[str, Any] = {name: self._count(name) for name, _ in _COUNTS}
        except NotANumber as error:
            self.refuse(error)
            return
        values |= {name: self.lines[name].text().strip() for name, _ in _TEXTS}
        result = self._same_or_new(values)
        self._sent = result
        self._error.hide()
        self.set_busy(True)
        self.confirmed.emit(Report(dispatch_id=self._dispatch_id, result=result))

    def _same_or_new(self, values: dict[str, Any]) -> Result:
        """Return what was sent before if these are the same words; it keeps its id."""
        sent = self._sent
        if sent is not None and sent == Result(id=sent.id, **values):
            return sent
        return Result(id=new_id(), **values)

    def _count(self, name: str) -> int:
        self._fields[name].set_error("")
        typed = fold(self.lines[name].text()).strip()
        if typed and not typed.isdecimal():
            error = NotANumber(text=typed)
            self._fields[name].set_error(error.said(tr))
            self.lines[name].setFocus()
            raise error
        return int(typed or 0)

    def _build(self) -> None:
        grid = QGridLayout()
        scaled.gap(grid, 3)
        for number, (name, _) in enumerate(_COUNTS):
            grid.addWidget(self._fields[name], number // 2, number % 2)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self._leave)
        foot.addWidget(self._do)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 3, 4, 3)
        scaled.gap(layout, 3)
        layout.addWidget(self._title)
        layout.addLayout(grid)
        for name, _ in _TEXTS:
            layout.addWidget(self._fields[name])
        layout.addWidget(self._error)
        layout.addLayout(foot)
        layout.addStretch()
