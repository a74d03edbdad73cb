"""The line above the roster that narrows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from commandcenter.directory.model import initials
from commandcenter.kernel.words import N_
from commandcenter.teams.model.readiness import STATE_WORDS
from commandcenter.teams.model.team import Line
from ui.teams.roster_terms import HAZARD, SKILL, Terms
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.toggle import Toggle
from ui.widgets.words import tr

STALE = "stale"
_LEAST_LETTERS = 6
_EVERY = {
    "hazard": N_("Any hazard"),
    "skill": N_("Any skill"),
    "township": N_("Any township"),
    "state": N_("Any readiness"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which teams are to be shown; an empty field asks for nothing.

    Attributes:
        township: Code; everything in it is meant.
        state: Of readiness, or STALE for those of which nothing was heard.
    """

    text: str = ""
    category: str = ""
    hazard: str = ""
    skill: str = ""
    township: str = ""
    state: str = ""
    with_retired: bool = False

    def fits(self, line: Line, words: str) -> bool:
        """Say whether a team is wanted, whatever its category.

        Args:
            words: What the text is looked for in, lower case.
        """
        team = line.team
        return (
            self.text.strip().lower() in words
            and (not self.hazard or self.hazard in team.hazards)
            and (not self.skill or self.skill in team.all_skills)
            and team.area_code.startswith(self.township)
            and self._fits_state(line)
        )

    def _fits_state(self, line: Line) -> bool:
        if not self.state:
            return True
        if self.state == STALE:
            return line.is_stale
        return line.readiness is not None and line.readiness.state == self.state


def words_of(line: Line) -> str:
    """Return what a typed text is looked for in; masked numbers are not among it."""
    team = line.team
    phones = (team.duty_phone, team.leader_phone)
    return " ".join(
        [
            team.number,
            team.name,
            team.short_name,
            initials(team.name),
            team.leader,
            team.owner,
            team.address,
            *(phone for phone in phones if "*" not in phone),
        ]
    ).lower()


class FilterBar(QWidget):
    """Text, hazard, skill, township and readiness; the category is chosen by its total.

    Signals:
        changed: Something else is wanted now (Wanted).
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._terms = Terms()
        self._category = ""
        self.line = QLineEdit(clearButtonEnabled=True)
        self.boxes = {name: QComboBox() for name in _EVERY}
        self.retired = Toggle()
        self.clear = KeyButton(key="Esc", kind="bare", icon="x")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 2)
        layout.addWidget(self.line, 2)
        for box in self.boxes.values():
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(_LEAST_LETTERS)
            box.activated.connect(lambda _index: self._tell())
            layout.addWidget(box, 1)
        layout.addWidget(self.retired)
        layout.addWidget(self.clear)
        self.line.textEdited.connect(lambda _text: self._tell())
        self.line.textChanged.connect(lambda text: None if text else self._tell())
        self.retired.clicked.connect(lambda _checked: self._tell())
        self.clear.clicked.connect(lambda: self.ask(Wanted()))
        self.clear.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._read_words()

    def wanted(self) -> Wanted:
        """Return what is asked for."""
        chosen = {name: str(box.currentData() or "") for name, box in self.boxes.items()}
        return Wanted(
            text=self.line.text(),
            category=self._category,
            with_retired=self.retired.isChecked(),
            **chosen,
        )

    def ask(self, wanted: Wanted) -> None:
        """Ask for this instead."""
        self._category = wanted.category
        self.retired.setChecked(wanted.with_retired)
        for name, box in self.boxes.items():
            box.setCurrentIndex(max(0, box.findData(getattr(wanted, name))))
        blocked = self.line.blockSignals(True)
        self.line.setText(wanted.text)
        self.line.blockSignals(blocked)
        self._tell()

    def choose_category(self, code: str) -> None:
        """Ask for one category; empty for all."""
        self._category = code
        self._tell()

    def show_terms(self, terms: Terms) -> None:
        """Offer the words of the dictionaries."""
        self._terms = terms
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _tell(self) -> None:
        self._show_clear()
        self.changed.emit(self.wanted())

    def _show_clear(self) -> None:
        self.clear.setVisible(self.wanted() != Wanted())

    def _fill(self) -> None:
        terms = self._terms
        offered: Mapping[str, Sequence[tuple[str, str]]] = {
            "hazard": [(code, terms.said(HAZARD, code)) for code in terms.codes(HAZARD)],
            "skill": [(code, terms.said(SKILL, code)) for code in terms.codes(SKILL)],
            "township": [(code, terms.area(code)) for code in terms.townships],
            "state": [
                *((state.value, tr(word)) for state, word in STATE_WORDS.items()),
                (STALE, tr("Not heard of lately")),
            ],
        }
        for name, box in self.boxes.items():
            chosen = box.currentData()
            box.clear()
            box.addItem(tr(_EVERY[name]), "")
            for code, word in offered[name]:
                box.addItem(word, code)
            box.setCurrentIndex(max(0, box.findData(chosen)))
            box.setAccessibleName(tr(_EVERY[name]))

    def _read_words(self) -> None:
        self.line.setPlaceholderText(tr("Search: characters, pinyin initials, numbers"))
        self.line.setAccessibleName(tr("Search"))
        self.retired.setText(tr("With retired ones"))
        self.clear.setText(tr("Show all"))
        self._fill()
        self._show_clear()
