"""One line below the board that asks for a reason or a time before something is noted."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commandcenter.kernel.words import N_
from ui.records.ask_card import AskCard
from ui.widgets import scaled
from ui.widgets.cards import Field
from ui.widgets.labels import Label
from ui.widgets.words import tr

REASON, TIME = "reason", "time"
_CAPTIONS = {TIME: N_("Time"), REASON: N_("Reason")}
_LONGEST = 200
_TIME_W = 140

Confirmed = Callable[[Mapping[str, str]], None]


class AskBar(AskCard):
    """Asks for a time, a reason, or both."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._confirmed: Confirmed | None = None
        self._title = Label(tone="strong")
        self._title.setWordWrap(True)
        self.lines = {name: QLineEdit(maxLength=_LONGEST) for name in _CAPTIONS}
        self.fields = {
            name: Field(tr(caption), self.lines[name]) for name, caption in _CAPTIONS.items()
        }
        self._build()

    def ask(
        self,
        title: str,
        action: str,
        names: Sequence[str],
        confirmed: Confirmed,
        *,
        values: Mapping[str, str] | None = None,
    ) -> None:
        """Ask for these fields, in words of the window; the cursor goes into the first."""
        self._confirmed = confirmed
        self._title.setText(title)
        self.button.setText(action)
        self.set_busy(False)
        self.say("")
        for name, field in self.fields.items():
            field.setVisible(name in names)
            field.set_error("")
            self.lines[name].setText((values or {}).get(name, ""))
        self.show()
        first = self.lines[names[0]]
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        first.selectAll()

    def set_busy(self, is_busy: bool) -> None:
        super().set_busy(is_busy)
        for line in self.lines.values():
            line.setReadOnly(is_busy)

    def is_busy(self) -> bool:
        """Whether what was asked is being written."""
        return not self.isHidden() and not self.button.isEnabled()

    def read_words(self) -> None:
        super().read_words()
        for name, field in self.fields.items():
            field.set_caption(tr(_CAPTIONS[name]))

    def confirm(self) -> None:
        if self.button.isEnabled() and self._confirmed is not None:
            self.say("")
            self.set_busy(True)
            self._confirmed({name: line.text().strip() for name, line in self.lines.items()})

    def _build(self) -> None:
        row = QHBoxLayout()
        scaled.gap(row, 3)
        row.addWidget(self._title, 2)
        row.addWidget(self.fields[TIME])
        row.addWidget(self.fields[REASON], 3)
        foot = Qt.AlignmentFlag.AlignBottom
        row.addWidget(self._leave, 0, foot)
        row.addWidget(self.button, 0, foot)
        scaled.width(self.fields[TIME], _TIME_W)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 2, 4, 3)
        scaled.gap(layout, 1)
        layout.addLayout(row)
        layout.addWidget(self.error)
