"""What became of a drill: every change of it and of what belongs to it."""

from collections.abc import Callable, Hashable
from functools import partial
from typing import TypeAlias

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.database.history import Act, Noted
from commandcenter.drills.model.code_words import (
    CONTENT_WORDS,
    FORM_WORDS,
    MEDIUM_WORDS,
    PART_WORDS,
    PURPOSE_WORDS,
    STATE_WORDS,
    TIER_WORDS,
    VISIBILITY_WORDS,
    WHO_WORDS,
)
from commandcenter.drills.model.fields import FIELD_WORDS
from commandcenter.kernel.times import minute, unstamp
from commandcenter.kernel.words import N_
from ui.drills import drill_reading
from ui.drills.drill_reading import Whole
from ui.drills.drill_tab import DrillTab
from ui.drills.drill_words import offset_words
from ui.drills.terms import GROUP, HAZARD, THEME, Terms
from ui.shell.seat import Seat
from ui.widgets import scaled
from ui.widgets.cards import Card
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.states import Deck
from ui.widgets.words import tr

_KINDS = {
    "drill": N_("Drill"),
    "plan_of_drill": N_("Plan practised"),
    "objective": N_("Objective"),
    "participant": N_("Participant"),
    "inject": N_("Line of the script"),
    "file": N_("File"),
    "evaluation": N_("Evaluation"),
    "score": N_("Score"),
    "observation": N_("Observation"),
    "mark": N_("Expected action"),
    "corrective_action": N_("Corrective action"),
}
_NUMBERED = {"objective": "O", "inject": "#", "corrective_action": "#"}
_NAMED = frozenset({"participant", "file", *_NUMBERED})
_ACTS = {Act.ADDED: N_("Added"), Act.CHANGED: N_("Changed"), Act.REMOVED: N_("Removed")}
_DICTIONARIES = {"theme": THEME, "hazard": HAZARD, "group": GROUP}
_CODES = {
    name: {code.value: word for code, word in words.items()}
    for name, words in (
        ("content", CONTENT_WORDS),
        ("form", FORM_WORDS),
        ("purpose", PURPOSE_WORDS),
        ("state", STATE_WORDS),
        ("tier", TIER_WORDS),
        ("part", PART_WORDS),
        ("who", WHO_WORDS),
        ("medium", MEDIUM_WORDS),
        ("visibility", VISIBILITY_WORDS),
    )
}
_DIGEST = 64  # letters
_Saying: TypeAlias = Callable[[str, Terms], str]


class HistoryTab(DrillTab):
    """Newest change on top; read while the tab is in front."""

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(db, seat, parent)
        self._asked = 0
        self.table = RecordTable(_columns(self), _key, stretch=6)
        self._deck = Deck(self.table)
        card = Card()
        inner = QVBoxLayout(card)
        scaled.margins(inner, 4, 3, 4, 3)
        inner.addWidget(self._deck)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        self.setFocusProxy(self.table)

    def show_terms(self, terms: Terms, known: drill_reading.Known) -> None:
        super().show_terms(terms, known)
        self.table.viewport().update()

    def show_whole(self, whole: Whole) -> None:
        if self.whole is None or self.whole.drill.id != whole.drill.id:
            self.table.show_records([])
            self._deck.show_loading()
        super().show_whole(whole)
        self._asked += 1
        officer = self.seat.officer()
        call = partial(drill_reading.changes, self.db, whole, officer=officer)
        done = partial(self._show, self._asked)
        self.seat.background.read(self, call, done, self.seat.messages.problem)

    def _show(self, asked: int, changes: tuple[Noted, ...]) -> None:
        if asked == self._asked:
            self.table.show_records(changes)
            self._deck.show_content()


def _columns(tab: HistoryTab) -> tuple[Column[Noted], ...]:
    return (
        Column(title=N_("Time"), text=lambda noted: minute(noted.at)),
        Column(title=N_("Account"), text=lambda noted: noted.author),
        Column(title=N_("What"), text=_what),
        Column(title=N_("Act"), text=lambda noted: tr(_ACTS[noted.change.act])),
        Column(title=N_("Field"), text=_field),
        Column(title=N_("Old value"), text=lambda noted: _said(noted, noted.change.old, tab.terms)),
        Column(title=N_("New value"), text=lambda noted: _said(noted, noted.change.new, tab.terms)),
    )


def _key(noted: Noted) -> Hashable:
    one = noted.change
    return (noted.seq, one.record, one.act, one.field)


def _what(noted: Noted) -> str:
    one = noted.change
    name = f"{_NUMBERED.get(one.kind, '')}{one.name}" if one.kind in _NAMED else ""
    return f"{tr(_KINDS.get(one.kind, one.kind))} {name}".strip()


def _field(noted: Noted) -> str:
    name = noted.change.field
    if name == "expected" and noted.change.kind == "inject":
        name = "expected_action"
    return tr(FIELD_WORDS.get(name, name)) if name else ""


def _said(noted: Noted, text: str, terms: Terms) -> str:
    """Return a value as people say it."""
    one = noted.change
    if not one.field:
        # The digest of an added record vouches for it and says nothing to people.
        return "" if one.act is Act.ADDED and len(text) == _DIGEST else text
    if not text or one.field not in _SAYING:
        return tr("yes") if text and one.field.startswith("is_") else text
    return _SAYING[one.field](text, terms)


def _coded(name: str) -> _Saying:
    return lambda text, _terms: tr(_CODES[name].get(text, text))


def _of_dictionary(dictionary: str) -> _Saying:
    return lambda text, terms: terms.said(dictionary, text)


def _moment(text: str, _terms: Terms) -> str:
    return minute(unstamp(text))


def _offset(text: str, _terms: Terms) -> str:
    return offset_words(int(text))


_SAYING: dict[str, _Saying] = {
    **{name: _coded(name) for name in _CODES},
    **{name: _of_dictionary(dictionary) for name, dictionary in _DICTIONARIES.items()},
    **dict.fromkeys(("begins_at", "ends_at", "began_at", "ended_at"), _moment),
    **dict.fromkeys(("offset_s", "within_s"), _offset),
    "area_code": lambda text, terms: terms.area(text),
}
