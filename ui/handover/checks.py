"""The right side of the walk: what is checked with this section, the note, the two answers."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from commandcenter.handover.model import Check, Finding, Handover, Mark, Section
from commandcenter.kernel.words import N_
from commandcenter.matters.model.matter import Matter
from ui.handover.check_row import CheckRow, hint
from ui.handover.line import EnterLine
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card, Field
from ui.widgets.labels import Label
from ui.widgets.words import tr

_KEEP_NOTE_MS = 800
_NOTE_H = 112  # px at 100 %
_FINDINGS = tuple(Finding)
_NO_CHECKS = N_("Nothing to check with this section.")
_RETURNED = N_("Returned by {name}: {reason}")
_WRITTEN_ELSEWHERE = N_("Written at another seat meanwhile: {text}. Typing on keeps yours.")


class ChecksPanel(Card):
    """Checklist of one section, note for the next shift, accept and return.

    Signals:
        checked: A check was made or changed (Check).
        noted: The note is to be kept (str).
        accept_wanted: The section is understood.
        return_wanted: The section goes back, for this reason (str).
        entry_wanted: A matter has to be recorded first.
        done: Typing is over; the keys of the walk count again.
    """

    checked = Signal(object)
    noted = Signal(str)
    accept_wanted = Signal()
    return_wanted = Signal(str)
    entry_wanted = Signal()
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handover: Handover | None = None
        self._section = Section.OVERVIEW
        self._current = 0
        self._refusal = ""
        self.rows: list[CheckRow] = []
        self._title = Label(tone="title")
        self._count = Label(tone="large")
        self._hint = Label(tone="quiet")
        self._rows_box = QWidget()
        self._rows_layout = QVBoxLayout(self._rows_box)
        self.note = QPlainTextEdit(tabChangesFocus=True)
        self._note_field = Field("", self.note)
        self._note_kept = ""
        self._note_sent = ""
        self.reason = EnterLine(maxLength=200)
        self.reason_field = Field("", self.reason)
        self._error = Label(tone="error")
        self.accept = KeyButton(key="Enter", kind="primary")
        self.give_back = KeyButton(key="R")
        self._scroll = QScrollArea(widgetResizable=True)
        self._note_timer = QTimer(self, singleShot=True, interval=_KEEP_NOTE_MS)
        self._build()
        self._connect()
        self._read_words()

    def show_section(self, handover: Handover, section: Section, matters: Sequence[Matter]) -> None:
        """Show a section as it stands; what is being typed stays."""
        before = self._handover
        is_other = section is not self._section or before is None
        # What was returned once and frozen anew waits for another answer.
        is_anew = before is not None and before.revision != handover.revision
        self._handover, self._section = handover, section
        checks = [check for check in handover.checklist if check.section is section]
        if is_other or [row.check.code for row in self.rows] != [one.code for one in checks]:
            self._make_rows(checks)
        if is_other or is_anew:
            self.reason.clear()
            self.hide_reason()
        for row, check in zip(self.rows, checks, strict=True):
            row.show_check(check, matters)
        if is_other:
            self._set_current(self._first_open() or 0)
        self._show_note(handover.note)
        self._read_words()

    def answer(self, key: int) -> None:
        """Take the finding of a key from 1 to 3 for the present check."""
        if self.rows and self.isEnabled():
            self.rows[self._current].set_finding(_FINDINGS[key - 1])

    def step(self, steps: int) -> None:
        """Go to another check of this section."""
        if self.rows:
            self._set_current(max(0, min(len(self.rows) - 1, self._current + steps)))

    def ask_reason(self) -> None:
        """Let the officer write why the section goes back."""
        self.reason_field.show()
        self.reason.setFocus()
        self.accept.set_key("")  # Enter returns the section now
        self.give_back.set_key("Enter")
        self._read_words()

    def hide_reason(self) -> None:
        """Put the line for the reason away; what was typed in it is kept."""
        self.reason_field.hide()
        self.reason_field.set_error("")
        self.accept.set_key("Enter")
        self.give_back.set_key("R")
        self._read_words()

    def refuse(self, sentence: str) -> None:
        """Say why the answer was not taken; nothing typed is lost."""
        if self.reason_field.isVisible():
            self.reason_field.set_error(sentence)
        else:
            self._error.setText(sentence)
            self._error.setVisible(bool(sentence))

    def keep_note(self) -> None:
        """Hand over what was typed in the note, if anything is new."""
        self._note_timer.stop()
        if self.note.toPlainText() != self._note_kept:
            self._note_sent = self.note.toPlainText()
            self.noted.emit(self._note_sent)

    def set_answerable(self, refusal: str) -> None:
        """Allow to answer, or say why not; reading is always possible."""
        self._refusal = refusal
        for widget in (self.accept, self.give_back, self.note, self._rows_box):
            widget.setEnabled(not refusal)
        self._show_returned()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._count)
        self._rows_layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(self._rows_layout, 1)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        scaled.gap(inner, 3)
        inner.addWidget(self._rows_box)
        scaled.height(self.note, _NOTE_H)
        inner.addWidget(self._note_field)
        inner.addStretch(1)
        scroll = self._scroll
        scroll.setWidget(content)
        scroll.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        self.reason_field.hide()
        self._error.setWordWrap(True)
        self._error.hide()
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 3, 4, 4)
        scaled.gap(layout, 2)
        layout.addLayout(head)
        layout.addWidget(self._hint)
        layout.addWidget(scroll, 1)
        layout.addWidget(self.reason_field)
        layout.addWidget(self._error)
        layout.addWidget(self.accept)
        layout.addWidget(self.give_back)

    def _connect(self) -> None:
        self.note.textChanged.connect(self._note_timer.start)
        self._note_timer.timeout.connect(self.keep_note)
        self.accept.clicked.connect(self.accept_wanted)
        self.give_back.clicked.connect(self._on_give_back)
        self.reason.returnPressed.connect(self._on_give_back)
        self.reason.textEdited.connect(lambda _text: self.reason_field.set_error(""))

    def _on_give_back(self) -> None:
        if self.reason_field.isVisible():
            self.return_wanted.emit(self.reason.text())
        else:
            self.ask_reason()

    def _make_rows(self, checks: Sequence[Check]) -> None:
        for row in self.rows:
            row.deleteLater()
        self.rows = [CheckRow(check) for check in checks]
        for number, row in enumerate(self.rows):
            self._rows_layout.addWidget(row)
            row.changed.connect(self._on_changed)
            row.left.connect(partial(self._on_left, number))
            row.entry_wanted.connect(self.entry_wanted)

    def _on_changed(self, check: Check) -> None:
        self.checked.emit(check)
        self._read_words()

    def _on_left(self, number: int) -> None:
        later = [at for at in range(number + 1, len(self.rows)) if self.rows[at].is_open()]
        first = self._first_open()
        self._set_current(later[0] if later else number if first is None else first)
        self.done.emit()

    def _first_open(self) -> int | None:
        return next((at for at, row in enumerate(self.rows) if row.is_open()), None)

    def _set_current(self, number: int) -> None:
        self._current = number
        for at, row in enumerate(self.rows):
            row.set_current(at == number)
        if self.rows:
            self._scroll.ensureWidgetVisible(self.rows[number])

    def _show_note(self, note: str) -> None:
        """Show the note as it stands; if another workstation wrote too, both texts are shown."""
        typed, before, self._note_kept = self.note.toPlainText(), self._note_kept, note
        if typed in (before, note):
            if typed != note:
                self.note.setPlainText(note)
            self._note_timer.stop()
            self._note_field.set_error("")
        elif note in (before, self._note_sent):
            self._note_timer.start()
        else:
            self._note_timer.stop()
            self._note_field.set_error(tr(_WRITTEN_ELSEWHERE).format(text=note))

    def _read_words(self) -> None:
        made = sum(1 for row in self.rows if row.check.finding is not None)
        self._title.setText(tr("Checks of this section"))
        self._count.setText(f"{made} / {len(self.rows)}" if self.rows else "")
        self._hint.setText(hint() if self.rows else tr(_NO_CHECKS))
        self._note_field.set_caption(tr("Note for the next shift"))
        self.reason_field.set_caption(tr("Why the section is returned"))
        self.accept.setText(tr(self._accept_words()))
        is_asking = self.reason_field.isVisible()
        self.give_back.setText(
            tr("Return the section") if is_asking else tr("Return, write the reason")
        )
        self._show_returned()

    def _show_returned(self) -> None:
        mark = self._handover.marks.get(self._section) if self._handover else None
        if mark is not None and mark.mark is Mark.RETURNED:
            self.refuse(tr(_RETURNED).format(name=mark.by, reason=mark.reason))
        elif not self.reason_field.isVisible():
            self.refuse(self._refusal)

    def _accept_words(self) -> str:
        return _LAST if self._section is list(Section)[-1] else _NEXT


_NEXT = N_("Accept, read the next")
_LAST = N_("Accept, go and sign")
