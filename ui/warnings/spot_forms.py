"""Forms beside the hotspots: one that came in, and what its check brought."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.text import fold
from commandcenter.kernel.words import N_
from commandcenter.warnings.model.passing import Hotspot, HotspotResult
from ui.shell.sentences import sentence
from ui.warnings.spot_words import RESULTS, SpotRow
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card, Field
from ui.widgets.labels import Label
from ui.widgets.paint import paintable
from ui.widgets.typed_time import Toward, read_time
from ui.widgets.words import tr

_LONGEST = 200
_CAPTIONS = {
    "pixels": N_("Pixels"),
    "seen": N_("Seen by the satellite"),
    "lon": N_("Longitude"),
    "lat": N_("Latitude"),
    "place": N_("Place"),
    "town": N_("Township"),
    "satellite": N_("Name of the satellite"),
    "number": N_("Number"),
}


class _Form(Card):
    """A title, fields, a sentence, and two buttons at the foot.

    Signals:
        left: Back to the list; what was typed stays.
    """

    left = Signal()

    def __init__(self, fields: dict[str, Field], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = fields
        self.is_busy = False
        self.refusal = ""
        self.title = Label(tone="title")
        self.title.setWordWrap(True)
        self.note = Label(tone="note")
        self.note.setWordWrap(True)
        self.grid = QGridLayout()
        scaled.gap(self.grid, 3)
        self._error = Label(tone="error")
        self._error.setWordWrap(True)
        self._error.hide()
        self.do = KeyButton(key="Ctrl+S", kind="primary")
        self._leave = KeyButton(key="Esc", kind="bare")
        foot = QHBoxLayout()
        scaled.gap(foot, 2)
        foot.addStretch()
        foot.addWidget(self._leave)
        foot.addWidget(self.do)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 3, 4, 3)
        scaled.gap(layout, 3)
        for widget in (self.title, self.note):
            layout.addWidget(widget)
        layout.addLayout(self.grid)
        layout.addWidget(self._error)
        layout.addStretch()
        layout.addLayout(foot)
        self._leave.clicked.connect(self.left)
        self.do.clicked.connect(self.submit)

    def submit(self) -> None:
        """Send what was typed."""
        raise NotImplementedError

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self._leave.setText(tr("Leave"))

    def set_refusal(self, words: str) -> None:
        """Say why this officer may change nothing; nothing with an empty text."""
        self.refusal = words
        self.do.setEnabled(not words and not self.is_busy)
        if words:
            self.say(words)

    def refuse(self, error: Exception) -> None:
        """Say why it was not recorded; what was typed stays."""
        self.set_busy(is_busy=False)
        self.say(sentence(error))

    def say(self, words: str) -> None:
        """Show a sentence; nothing with an empty one."""
        self._error.setText(words)
        self._error.setVisible(bool(words))

    def said(self) -> str:
        """Return the sentence that is shown."""
        return self._error.text()

    def set_busy(self, *, is_busy: bool) -> None:
        """Keep what was typed as it is while the database works."""
        self.is_busy = is_busy
        self.do.setEnabled(not is_busy and not self.refusal)
        for field in self.fields.values():
            field.control.setEnabled(not is_busy)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.read_words()


class SpotForm(_Form):
    """A hotspot that came in; Ctrl+S starts its clock.

    Signals:
        submitted: A hotspot is to be recorded (Hotspot); answered by `settle` or `refuse`.
    """

    submitted = Signal(object)

    def __init__(self, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        self.lines = {name: QLineEdit(maxLength=_LONGEST) for name in _CAPTIONS if name != "town"}
        self.town = QComboBox()
        controls: dict[str, QWidget] = {**self.lines, "town": self.town}
        super().__init__({name: Field("", controls[name]) for name in _CAPTIONS}, parent)
        self._clock = clock
        self._id = new_id()
        for at, field in enumerate(self.fields.values()):
            self.grid.addWidget(field, at // 2, at % 2)
        self.read_words()

    def offer(self, towns: Sequence[tuple[str, str]]) -> None:
        """Offer these townships, code and name of each; the chosen one stays."""
        offered = [self.town.itemData(at) for at in range(self.town.count())]
        if offered == ["", *(code for code, _ in towns)]:
            return
        before = self.town.currentData()
        self.town.clear()
        self.town.addItem("", "")
        for code, name in towns:
            self.town.addItem(paintable(name), code)
        self.town.setCurrentIndex(max(0, self.town.findData(before)))

    def begin(self) -> None:
        """Put the cursor into the first field."""
        self.lines["pixels"].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def submit(self) -> None:
        if self.is_busy or self.refusal:
            return
        spot = self._typed()
        if spot is not None:
            self.say("")
            self.set_busy(is_busy=True)
            self.submitted.emit(spot)

    def settle(self) -> None:
        """Take it that it was recorded; the form is empty again."""
        self.set_busy(is_busy=False)
        self._id = new_id()
        for line in self.lines.values():
            line.clear()
        self.town.setCurrentIndex(0)

    def read_words(self) -> None:
        super().read_words()
        self.title.setText(tr("Hotspot that came in"))
        self.note.setText(tr("The clock of its check runs from now on."))
        self.do.setText(tr("Take in"))
        for name, caption in _CAPTIONS.items():
            self.fields[name].set_caption(tr(caption))
        self.lines["seen"].setPlaceholderText("13:42")
        self.lines["lon"].setPlaceholderText("120.1234")
        self.lines["lat"].setPlaceholderText("27.5678")

    def _typed(self) -> Hotspot | None:
        found: dict[str, float] = {}
        wrong: dict[str, str] = {}
        for name, kind in (("pixels", int), ("lon", float), ("lat", float)):
            try:
                found[name] = kind(fold(self.lines[name].text()).strip())
            except ValueError:
                wrong[name] = tr("Write a number.")
        if not self.lines["place"].text().strip():
            wrong["place"] = tr("Fill in this field.")
        seen_at: datetime | None = None
        try:
            text = self.lines["seen"].text()
            seen_at = read_time(text, now=self._clock(), toward=Toward.PAST)
        except Rejected as error:
            wrong["seen"] = error.said(tr)
        for name, field in self.fields.items():
            field.set_error(wrong.get(name, ""))
        if wrong:
            self.fields[next(name for name in _CAPTIONS if name in wrong)].control.setFocus()
            return None
        return Hotspot(
            id=self._id,
            pixels=int(found["pixels"]),
            lon=found["lon"],
            lat=found["lat"],
            place=self.lines["place"].text().strip(),
            seen_at=seen_at,
            area_code=str(self.town.currentData() or ""),
            satellite=self.lines["satellite"].text().strip(),
            number=self.lines["number"].text().strip(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What was found at a hotspot."""

    spot: Hotspot
    result: HotspotResult
    found: str


class CheckForm(_Form):
    """The result of a check; what is typed stays with the hotspot it was typed for.

    Signals:
        submitted: A result is to be recorded (Check); answered by `settle` or `refuse`.
    """

    submitted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.result = QComboBox()
        self.found = QLineEdit(maxLength=_LONGEST)
        fields = {"result": Field("", self.result), "found": Field("", self.found)}
        super().__init__(fields, parent)
        self._row: SpotRow | None = None
        self._typed: dict[UUID, tuple[int, str]] = {}
        for at, field in enumerate(self.fields.values()):
            self.grid.addWidget(field, at, 0)
        self.found.textEdited.connect(lambda _text: self._keep())
        self.result.activated.connect(lambda _at: self._keep())
        self.read_words()

    def begin(self, row: SpotRow) -> None:
        """Ask for the result of this one."""
        self.show_row(row)
        self.result.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_row(self, row: SpotRow) -> None:
        """Show this one, with what was typed for it."""
        if self._row is None or self._row.spot.id != row.spot.id:
            at, words = self._typed.get(row.spot.id, (0, ""))
            self.result.setCurrentIndex(at)
            self.found.setText(words)
            self.say(self.refusal)
        self._row = row
        self.title.setText(row.place)
        self.note.setText(f"{row.pixels} · {row.facts}")

    def submit(self) -> None:
        if self.is_busy or self.refusal or self._row is None:
            return
        self.say("")
        self.set_busy(is_busy=True)
        result = HotspotResult(str(self.result.currentData()))
        self.submitted.emit(
            Check(spot=self._row.spot, result=result, found=self.found.text().strip())
        )

    def unsaved(self) -> tuple[str, ...]:
        """Return what was found and is not recorded, of hotspots in front or not."""
        return tuple(words for _, words in self._typed.values())

    def settle(self, check: Check) -> None:
        """Take it that a result was recorded."""
        self.set_busy(is_busy=False)
        self._typed.pop(check.spot.id, None)

    def read_words(self) -> None:
        super().read_words()
        self.do.setText(tr("Record the check"))
        self.fields["result"].set_caption(tr("What it was"))
        self.fields["found"].set_caption(tr("Who looked, and what they found"))
        at = max(0, self.result.currentIndex())
        self.result.clear()
        for result, word in RESULTS.items():
            self.result.addItem(tr(word), result.value)
        self.result.setCurrentIndex(at)

    def _keep(self) -> None:
        if self._row is not None:
            self._typed[self._row.spot.id] = (self.result.currentIndex(), self.found.text())
