"""A warning typed in by hand: what a fax or a telephone call said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.warnings.town_pick import TownPick
from ui.widgets import paint, scaled, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card, Field
from ui.widgets.labels import Label
from ui.widgets.segmented import Segmented
from ui.widgets.severity import Severity
from ui.widgets.typed_time import Toward, read_time
from ui.widgets.words import tr

_LONGEST, _LONGEST_TEXT = 200, 4_000
_TIME_W, _LINES = 150, 3
_PAD = 14  # px at 100 %, above and below the lines together
_NO_TIME = datetime.max.replace(tzinfo=UTC)
_CAPTIONS = {
    "kind": N_("Kind"),
    "colour": N_("Colour"),
    "issuer": N_("Issuer"),
    "headline": N_("Headline"),
    "begins": N_("Holds from"),
    "ends": N_("Holds until"),
    "towns": N_("Townships; none ticked means the whole county"),
    "description": N_("Description"),
    "instruction": N_("What to do"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed in.

    Attributes:
        id: Made here, so that the same warning sent twice is recorded once.
        kind: Code of the kind.
        begins_at, ends_at: None where nothing was typed.
        towns: Codes; empty for the whole county.
    """

    id: UUID
    kind: str
    severity: Severity
    issuer: str
    headline: str
    begins_at: datetime | None
    ends_at: datetime | None
    towns: tuple[str, ...]
    description: str
    instruction: str


class _Paragraph(QPlainTextEdit):
    def __init__(self) -> None:
        super().__init__(tabChangesFocus=True)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        self.setFixedHeight(_LINES * paint.line_height("large") + theme.px(_PAD))


class EntryForm(Card):
    """Ctrl+S takes the warning in; Esc goes back and keeps what was typed.

    Signals:
        submitted: A warning is to be taken in (Typed); answered by `settle` or `refuse`.
        left: Back to the list.
    """

    submitted = Signal(object)
    left = Signal()

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self._id = new_id()
        self._is_busy = False
        self._refusal = ""
        self._kinds: tuple[tuple[str, str], ...] = ()
        self._own_headline = False  # what the officer wrote is not replaced by what fits
        self.kind = QComboBox()
        self.colour = Segmented()
        self.issuer = QLineEdit(maxLength=_LONGEST)
        self.headline = QLineEdit(maxLength=_LONGEST)
        self.begins = QLineEdit(maxLength=20)
        self.ends = QLineEdit(maxLength=20)
        self.towns = TownPick()
        self.description = _Paragraph()
        self.instruction = _Paragraph()
        self.fields = {name: Field("", getattr(self, name)) for name in _CAPTIONS}
        self._title = Label(tone="title")
        self._note = Label(tone="note")
        self._error = Label(tone="error")
        self._do = KeyButton(key="Ctrl+S", kind="primary")
        self._leave = KeyButton(key="Esc", kind="bare")
        self._build()
        self._connect()
        self.read_words()

    def offer(self, kinds: Sequence[tuple[str, str]], towns: Sequence[tuple[str, str]]) -> None:
        """Offer these kinds and townships, code and word of each; what is chosen stays."""
        if tuple(kinds) != self._kinds:
            before = self.kind.currentData()
            self._kinds = tuple(kinds)
            self.kind.clear()
            for code, word in kinds:
                self.kind.addItem(paint.paintable(word), code)
            self.kind.setCurrentIndex(max(0, self.kind.findData(before)))
        self.towns.offer(towns)

    def begin(self) -> None:
        """Put the cursor where the typing goes on."""
        first = self.issuer if not self.issuer.text() else self.headline
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_refusal(self, words: str) -> None:
        """Say why this officer may take nothing in; nothing with an empty text."""
        self._refusal = words
        self._do.setEnabled(not words)
        self.say(words)

    def submit(self) -> None:
        """Take in what was typed, if it is complete."""
        if self._is_busy or self._refusal:
            return
        typed = self._typed()
        if typed is not None:
            self.say("")
            self._set_busy(is_busy=True)
            self.submitted.emit(typed)

    def settle(self) -> None:
        """Take it that it was recorded; the form is empty again."""
        self._set_busy(is_busy=False)
        self._id = new_id()
        self._own_headline = False
        for line in (self.headline, self.begins, self.ends):
            line.clear()
        for text in (self.description, self.instruction):
            text.clear()
        self.towns.set_codes(())
        self._propose_headline()

    def refuse(self, error: Exception) -> None:
        """Say why it was not taken in; what was typed stays."""
        self._set_busy(is_busy=False)
        self.say(sentence(error))

    def say(self, words: str) -> None:
        """Show a sentence; nothing with an empty one."""
        self._error.setText(words)
        self._error.setVisible(bool(words))

    def said(self) -> str:
        """Return the sentence that is shown."""
        return self._error.text()

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self._title.setText(tr("Take in a warning by hand"))
        self._note.setText(tr("As the issuer gave it, by fax or telephone. It holds at once."))
        self._do.setText(tr("Take in"))
        self._leave.setText(tr("Leave"))
        for name, caption in _CAPTIONS.items():
            self.fields[name].set_caption(tr(caption))
        self.colour.set_choices([(one, tr(one.word)) for one in Severity])
        self.begins.setPlaceholderText(tr("now"))
        self.ends.setPlaceholderText(tr("by rule"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.read_words()

    def _typed(self) -> Typed | None:
        times = {"begins": self._time("begins", Toward.PAST)}
        times["ends"] = self._time("ends", Toward.FUTURE)
        missing = {name: not getattr(self, name).text().strip() for name in ("issuer", "headline")}
        for name, is_missing in missing.items():
            self.fields[name].set_error(tr("Fill in this field.") if is_missing else "")
        if any(missing.values()) or any(one is _NO_TIME for one in times.values()):
            self._go_to_mistake()
            return None
        severity = self.colour.value()
        return Typed(
            id=self._id,
            kind=str(self.kind.currentData() or ""),
            severity=severity if isinstance(severity, Severity) else Severity.YELLOW,
            issuer=self.issuer.text().strip(),
            headline=self.headline.text().strip(),
            begins_at=times["begins"],
            ends_at=times["ends"],
            towns=self.towns.codes(),
            description=self.description.toPlainText().strip()[:_LONGEST_TEXT],
            instruction=self.instruction.toPlainText().strip()[:_LONGEST_TEXT],
        )

    def _time(self, name: str, toward: Toward) -> datetime | None:
        """Return the moment in a field, None if it is empty; `_NO_TIME` if it is none."""
        try:
            found = read_time(getattr(self, name).text(), now=self._seat.clock(), toward=toward)
        except Rejected as error:
            self.fields[name].set_error(error.said(tr))
            return _NO_TIME
        self.fields[name].set_error("")
        return found

    def _go_to_mistake(self) -> None:
        wrong = (one for one in self.fields.values() if one.control.property("state") == "error")
        first = next(wrong, None)
        if first is not None:
            first.control.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _propose_headline(self) -> None:
        severity = self.colour.value()
        if self._own_headline or not isinstance(severity, Severity):
            return
        words = {"kind": self.kind.currentText(), "colour": tr(severity.word)}
        headline = tr("{kind} {colour} warning").format(**words)
        self.headline.setText(f"{self.issuer.text().strip()} {headline}".strip())

    def _on_headline(self, text: str) -> None:
        self._own_headline = bool(text.strip())

    def _set_busy(self, *, is_busy: bool) -> None:
        self._is_busy = is_busy
        self._do.setEnabled(not is_busy and not self._refusal)
        for field in self.fields.values():
            field.control.setEnabled(not is_busy)

    def _connect(self) -> None:
        self.headline.textEdited.connect(self._on_headline)
        self.kind.activated.connect(lambda _at: self._propose_headline())
        self.issuer.textEdited.connect(lambda _text: self._propose_headline())
        self.colour.chosen.connect(lambda _value: self._propose_headline())
        self._do.clicked.connect(self.submit)
        self._leave.clicked.connect(self.left)

    def _build(self) -> None:
        self._note.setWordWrap(True)
        self._error.setWordWrap(True)
        self._error.hide()
        self.colour.set_value(Severity.YELLOW)
        grid = QGridLayout()
        scaled.gap(grid, 3)
        places = (
            ("kind", 0, 0, 1),
            ("colour", 0, 1, 2),
            ("issuer", 1, 0, 1),
            ("begins", 1, 1, 1),
            ("ends", 1, 2, 1),
            ("headline", 2, 0, 3),
            ("towns", 3, 0, 3),
            ("description", 4, 0, 3),
            ("instruction", 5, 0, 3),
        )
        for name, row, column, wide in places:
            grid.addWidget(self.fields[name], row, column, 1, wide)
        grid.setColumnStretch(0, 1)
        for name in ("begins", "ends"):
            scaled.width(self.fields[name], _TIME_W)
        content = QWidget()
        inner = QVBoxLayout(content)
        scaled.margins(inner, 4, 4, 4, 2)
        scaled.gap(inner, 3)
        inner.addWidget(self._title)
        inner.addWidget(self._note)
        inner.addLayout(grid)
        inner.addStretch()
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        area.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        foot = QHBoxLayout()
        scaled.margins(foot, 4, 0, 4, 3)
        scaled.gap(foot, 2)
        foot.addWidget(self._error, 1)
        foot.addStretch()
        foot.addWidget(self._leave)
        foot.addWidget(self._do)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area, 1)
        layout.addLayout(foot)
