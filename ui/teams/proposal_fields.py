"""Where help is needed and what for: the upper half of the order sheet."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from commandcenter.directory.model import Area
from commandcenter.kernel.words import N_
from commandcenter.teams.model.dispatch import Order
from commandcenter.teams.model.packages import LEVELS
from ui.teams.roster_terms import HAZARD, SKILL, Terms
from ui.widgets import scaled
from ui.widgets.cards import Field
from ui.widgets.words import tr

_LONGEST_PLACE, _LONGEST_TASK = 200, 2_000
_CAPTIONS = {
    "place": N_("Where to"),
    "area": N_("Township or village"),
    "hazard": N_("Kind of event"),
    "level": N_("Event level"),
    "skill": N_("Skill needed"),
    "task": N_("Task"),
}


class OrderFields(QWidget):
    """The fields of an order; what was typed stays until it is given or discarded.

    Signals:
        changed: Something that the proposal depends on was changed.
        edited: Anything was changed by the officer.
    """

    changed = Signal()
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = QLineEdit(maxLength=_LONGEST_PLACE)
        self.task = QLineEdit(maxLength=_LONGEST_TASK)
        self.area, self.hazard, self.level, self.skill = (QComboBox() for _ in range(4))
        controls: dict[str, QWidget] = {
            "place": self.place,
            "area": self.area,
            "hazard": self.hazard,
            "level": self.level,
            "skill": self.skill,
            "task": self.task,
        }
        self.fields = {name: Field("", control) for name, control in controls.items()}
        self._areas: dict[str, Area] = {}
        self._terms: Terms | None = None
        self._was_edited = False
        self._build()
        self._connect()
        self.read_words()

    def offer(self, terms: Terms, areas: Sequence[Area]) -> None:
        """Offer these words and places; what is chosen stays."""
        known = {area.code: area for area in areas}
        if terms == self._terms and known == self._areas:
            return
        self._terms, self._areas = terms, known
        self.read_words()

    def show_order(self, order: Order, level: str = "") -> None:
        """Begin with what is known of an order.

        Args:
            level: Of the event, if it has one.
        """
        self.place.setText(order.place)
        self.task.setText(order.task)
        self.task.setCursorPosition(0)
        _choose(self.area, self._nearest_known(order.area_code))
        _choose(self.hazard, order.hazard)
        _choose(self.level, level)
        _choose(self.skill, "")
        self._was_edited = False
        self.say({})

    def is_edited(self) -> bool:
        """Whether the officer changed anything."""
        return self._was_edited

    def position(self) -> tuple[float, float] | None:
        """Return where the chosen township or village lies."""
        area = self._areas.get(str(self.area.currentData() or ""))
        if area is None or area.lon is None or area.lat is None:
            return None
        return area.lon, area.lat

    def area_code(self) -> str:
        """Return the code of the chosen township or village."""
        return str(self.area.currentData() or "")

    def say(self, sentences: dict[str, str]) -> None:
        """Show what is wrong with each field."""
        for name, field in self.fields.items():
            field.set_error(sentences.get(name, ""))

    def take_focus(self) -> bool:
        """Put the cursor into the first field that still needs something."""
        for control in (self.place, self.task):
            if not control.text().strip():
                control.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
        return False

    def set_editable(self, is_editable: bool) -> None:
        """Keep everything as it is while the order is being given."""
        for control in (self.place, self.task):
            control.setReadOnly(not is_editable)
        for box in (self.area, self.hazard, self.level, self.skill):
            box.setEnabled(is_editable)

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        for name, field in self.fields.items():
            field.set_caption(tr(_CAPTIONS[name]))
        terms = self._terms or Terms()
        _fill(self.hazard, [(code, terms.said(HAZARD, code)) for code in terms.codes(HAZARD)])
        _fill(self.skill, [(code, terms.said(SKILL, code)) for code in terms.codes(SKILL)])
        _fill(self.level, [(level, level) for level in LEVELS if level])
        _fill(self.area, [(code, terms.area(code)) for code in self._areas])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.read_words()

    def _nearest_known(self, code: str) -> str:
        return next((one for one in (code, code[:9]) if one in self._areas), "")

    def _connect(self) -> None:
        for box in (self.area, self.hazard, self.level, self.skill):
            box.activated.connect(lambda _index: self._on_edited(counts=True))
        for control in (self.place, self.task):
            control.textEdited.connect(lambda _text: self._on_edited(counts=False))

    def _on_edited(self, *, counts: bool) -> None:
        self._was_edited = True
        self.say({})
        self.edited.emit()
        if counts:
            self.changed.emit()

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        scaled.gap(grid, 2)
        grid.addWidget(self.fields["place"], 0, 0, 1, 3)
        grid.addWidget(self.fields["area"], 0, 3, 1, 3)
        grid.addWidget(self.fields["hazard"], 1, 0, 1, 2)
        grid.addWidget(self.fields["level"], 1, 2, 1, 1)
        grid.addWidget(self.fields["skill"], 1, 3, 1, 3)
        grid.addWidget(self.fields["task"], 2, 0, 1, 6)
        for box in (self.area, self.hazard, self.level, self.skill):
            box.setMinimumContentsLength(3)
            policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            box.setSizeAdjustPolicy(policy)


def _fill(box: QComboBox, choices: Sequence[tuple[str, str]]) -> None:
    present = box.currentData()
    box.clear()
    box.addItem(tr("any"), "")
    for code, words in choices:
        box.addItem(words, code)
    _choose(box, str(present or ""))


def _choose(box: QComboBox, code: str) -> None:
    box.setCurrentIndex(max(0, box.findData(code)))
