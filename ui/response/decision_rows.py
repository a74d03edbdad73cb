"""Decisions of a consultation as rows: what, who, until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commandcenter.incidents.model.command import MAX_DECISION, Decision
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.ids import new_id
from ui.widgets import scaled
from ui.widgets.labels import Label, set_property
from ui.widgets.typed_time import Toward, read_time
from ui.widgets.words import tr

_TEXT, _OWNER, _DUE = 6, 2, 2  # shares of the width
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A row as it was typed."""

    id: UUID
    text: str = ""
    owner: str = ""
    due: str = ""

    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return not (self.text.strip() or self.owner.strip() or self.due.strip())


def decisions_of(rows: Sequence[Typed], *, now: datetime) -> tuple[Decision, ...]:
    """Return what was decided.

    Raises:
        UnreadableTime: A due time is none.
    """
    return tuple(
        Decision(
            id=row.id,
            text=row.text.strip(),
            owner=row.owner.strip(),
            due_at=read_time(row.due, now=now, toward=Toward.FUTURE),
        )
        for row in rows
    )


class _Row(QWidget):
    edited = Signal()
    entered = Signal()

    def __init__(self, row: Typed) -> None:
        super().__init__()
        self._id = row.id
        self.text = QLineEdit(row.text, maxLength=MAX_DECISION)
        self.owner = QLineEdit(row.owner, maxLength=_LONGEST)
        self.due = QLineEdit(row.due, maxLength=20)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 2)
        for line, share in ((self.text, _TEXT), (self.owner, _OWNER), (self.due, _DUE)):
            layout.addWidget(line, share)
            line.textEdited.connect(lambda _text: self.edited.emit())
        self.read_words()

    def typed(self) -> Typed:
        """Return what stands in the row."""
        texts = {"text": self.text.text(), "owner": self.owner.text(), "due": self.due.text()}
        return Typed(id=self._id, **texts)

    def check(self, now: datetime) -> bool:
        """Mark a due time that is none; False if it is."""
        try:
            read_time(self.due.text(), now=now, toward=Toward.FUTURE)
        except Rejected:
            set_property(self.due, "state", "error")
            return False
        set_property(self.due, "state", "")
        return True

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        for line, words in (
            (self.text, tr("What was decided")),
            (self.owner, tr("Owner")),
            (self.due, tr("Due")),
        ):
            line.setPlaceholderText(words)
            line.setAccessibleName(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class DecisionRows(QWidget):
    """There is always an empty row below; Enter goes on to the next one.

    Signals:
        edited: Something was typed.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[_Row] = []
        self._hint = Label(tone="quiet")
        self._lines = QVBoxLayout()
        scaled.gap(self._lines, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 1)
        layout.addLayout(self._lines)
        layout.addWidget(self._hint)
        self.set_typed(())

    def typed(self) -> tuple[Typed, ...]:
        """Return the rows in which something was typed."""
        return tuple(row.typed() for row in self.rows if not row.typed().is_blank())

    def set_typed(self, rows: Sequence[Typed]) -> None:
        """Show these rows."""
        if self.rows and tuple(rows or ()) == self.typed():
            return
        for row in self.rows:
            self._lines.removeWidget(row)
            row.deleteLater()
        self.rows = []
        for typed in (*(rows or ()), Typed(id=new_id())):
            self._add(typed)
        self.read_words()

    def check(self, now: datetime) -> bool:
        """Mark due times that are none; False if there is one."""
        checked = [row.check(now) for row in self.rows]  # every one, so that each is marked
        return all(checked)

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self._hint.setText(tr("Each becomes a task. Enter begins the next."))
        for row in self.rows:
            row.read_words()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "rows"):
            self.read_words()

    def _add(self, typed: Typed) -> None:
        row = _Row(typed)
        row.edited.connect(self._on_edited)
        row.entered.connect(lambda: self._next(row))
        self._lines.addWidget(row)
        if self.rows:
            QWidget.setTabOrder(self.rows[-1].due, row.text)
        self.rows.append(row)

    def _on_edited(self) -> None:
        if not self.rows[-1].typed().is_blank():
            self._add(Typed(id=new_id()))
        self.edited.emit()

    def _next(self, row: _Row) -> None:
        at = min(self.rows.index(row) + 1, len(self.rows) - 1)
        self.rows[at].text.setFocus(Qt.FocusReason.TabFocusReason)
