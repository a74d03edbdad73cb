"""What is only read of a response: who is at the scene, and its course line by line."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.duty.model.lines import LogLine, filled
from commandcenter.handover.words import CODES, LINES
from commandcenter.incidents.model.command import Presence
from commandcenter.incidents.model.response_words import ROLE_WORDS
from commandcenter.kernel.words import N_
from ui.response.command_panels import short
from ui.shell.navigation import Navigation
from ui.shell.page import Target
from ui.widgets import scaled
from ui.widgets.cards import Card
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.states import Deck
from ui.widgets.words import tr


class ReadPanel(QWidget):
    """A list of which each row leads to where it was written; Enter opens it."""

    def __init__(
        self,
        columns: Sequence[Column[Any]],
        key: Callable[[Any], Hashable],
        *,
        stretch: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.table = RecordTable(columns, key, stretch=stretch)
        self.deck = Deck(self.table)
        card = Card()
        inner = QVBoxLayout(card)
        scaled.margins(inner, 4, 3, 4, 3)
        inner.addWidget(self.deck)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        self.setFocusProxy(self.table)

    def begin_new(self) -> None:
        """Nothing is written here."""

    def give_up(self) -> None:
        """Go back to the list."""
        self.table.setFocus()

    def show_rows(self, rows: Sequence[Any], icon: str, title: str, hint: str) -> None:
        """Show the rows, or why there are none."""
        self.table.show_records(rows)
        if not rows:
            self.deck.show_state(icon, title, hint)
            return
        self.deck.show_content()
        if self.table.present() is None:
            self.table.setCurrentIndex(self.table.records.index(0, 0))


class ScenePanel(ReadPanel):
    """Everybody who takes part, with when they came and went."""

    def __init__(self, navigation: Navigation) -> None:
        super().__init__(
            (
                Column(title=N_("Organisation"), text=lambda one: one.organisation),
                Column(title=N_("Role"), text=lambda one: tr(ROLE_WORDS[one.role])),
                Column(title=N_("Leader"), text=lambda one: one.leader),
                Column(
                    title=N_("Number of people"),
                    text=lambda one: str(one.people or ""),
                    is_number=True,
                ),
                Column(title=N_("Arrived"), text=lambda one: short(one.arrived_at)),
                Column(title=N_("Left"), text=lambda one: short(one.left_at)),
                Column(title=N_("Dispatch"), text=lambda one: one.dispatch),
            ),
            lambda one: (one.dispatch, one.organisation, one.arrived_at),
            stretch=0,
        )
        self._navigation = navigation
        self.table.opened.connect(self._open)

    def show_presences(self, found: Sequence[Presence]) -> None:
        """Show who takes part, those who came first on top."""
        shown = sorted(found, key=lambda one: (one.arrived_at is None, one.arrived_at or 0))
        self.show_rows(
            shown,
            "users-three",
            tr("Nobody is at the scene"),
            tr("Teams appear here by their dispatches, others once they are noted."),
        )

    def _open(self, one: Presence) -> None:
        if one.dispatch_id is not None:
            self._navigation.open(Target(page="teams", kind="dispatch", key=one.dispatch_id))


class CoursePanel(ReadPanel):
    """What was noted in the log of this response, the newest on top."""

    def __init__(self, navigation: Navigation) -> None:
        super().__init__(
            (
                Column(title=N_("Time"), text=lambda line: short(line.at)),
                Column(title=N_("Kind"), text=_heading),
                Column(title=N_("Text"), text=_text),
                Column(title=N_("Recorded by"), text=self._name_of),
            ),
            lambda line: line.seq,
            stretch=2,
        )
        self._navigation = navigation
        self._names: Mapping[str, str] = {}
        self.table.opened.connect(self._open)

    def show_lines(self, lines: Sequence[LogLine], names: Mapping[str, str]) -> None:
        """Show the lines.

        Args:
            names: Of people by their login.
        """
        self._names = names
        self.show_rows(
            lines[::-1],
            "clock-counter-clockwise",
            tr("Nothing noted yet"),
            tr("Every step of this response appears here by itself."),
        )

    def _name_of(self, line: LogLine) -> str:
        return self._names.get(line.author, line.author)

    def _open(self, line: LogLine) -> None:
        self._navigation.open(Target(page="duty", kind="entry", key=line.seq))


def _heading(line: LogLine) -> str:
    return tr(LINES[line.kind][0]) if line.kind in LINES else line.kind


def _text(line: LogLine) -> str:
    sentence = LINES[line.kind][1] if line.kind in LINES else ""
    return filled(tr(sentence), line.body, codes=CODES.get(line.kind, {}), translate=tr)
