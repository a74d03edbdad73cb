"""The columns of the roster: which there are, which are shown, and in which order."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from commandcenter.kernel.words import N_
from commandcenter.teams.model.fields import FIELD_WORDS
from commandcenter.teams.model.readiness import STATE_WORDS
from commandcenter.teams.model.team import Line
from ui.shell.view import View
from ui.teams.roster_terms import CATEGORY, HAZARD, LEVEL, SKILL, Terms
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.times import ago
from ui.widgets.words import tr

_KEY = "teams/roster_columns"
_DEFAULT = (
    "number",
    "name",
    "category",
    "primary_skill",
    "state",
    "heard",
    "people",
    "vehicles",
    "leader",
    "duty_phone",
    "township",
)
TEAM_NAME = N_("Team name")
_FIRST = "name"  # cannot be hidden: nobody knows a team by its phone


def columns(terms: Callable[[], Terms], now: Callable[[], datetime]) -> dict[str, Column[Line]]:
    """Return every column by name.

    Args:
        terms: The words of the dictionaries as known now.
        now: The time of the county.
    """
    return {
        **_of_team(terms),
        "state": Column(title=N_("Readiness"), text=state_of, is_stale=lambda line: line.is_stale),
        "level": Column(
            title=N_("Readiness level"),
            text=lambda line: (
                terms().said(LEVEL, line.readiness.level) if line.readiness is not None else ""
            ),
        ),
        "heard": Column(
            title=N_("Heard of"),
            text=lambda line: heard(line, now()),
            is_stale=lambda line: line.is_stale,
        ),
        "people": _number(N_("People"), lambda line: line.headcount),
        "vehicles": _number(N_("Vehicles"), lambda line: line.vehicles),
        "pieces": _number(N_("Gear"), lambda line: line.pieces),
        "next_expiry": Column(
            title=N_("Next to run out"), text=lambda line: str(line.next_expiry or "")
        ),
    }


def _of_team(terms: Callable[[], Terms]) -> dict[str, Column[Line]]:
    shown: Mapping[str, Callable[[Line], str]] = {
        "number": lambda line: line.team.number,
        "name": _name,
        "short_name": lambda line: line.team.short_name,
        "category": lambda line: terms().said(CATEGORY, line.team.category),
        "primary_skill": lambda line: terms().said(SKILL, line.team.primary_skill),
        "skills": lambda line: _all_said(terms(), SKILL, line.team.all_skills),
        "hazards": lambda line: _all_said(terms(), HAZARD, line.team.hazards),
        "leader": lambda line: line.team.leader,
        "duty_phone": lambda line: line.team.duty_phone,
        "leader_phone": lambda line: line.team.leader_phone,
        "owner": lambda line: line.team.owner,
        "address": lambda line: line.team.address,
        "radio_channel": lambda line: line.team.radio_channel,
    }
    made = {name: Column(title=title_of(name), text=text) for name, text in shown.items()}
    made["township"] = Column(
        title=N_("Township"), text=lambda line: terms().township(line.team.area_code)
    )
    made["muster_minutes"] = _number(
        FIELD_WORDS["muster_minutes"], lambda line: line.team.muster_minutes
    )
    return made


def title_of(field: str) -> str:
    """Return the source text of a field of a team; people have another word for their name."""
    return TEAM_NAME if field == "name" else FIELD_WORDS[field]


def _number(title: str, count: Callable[[Line], int]) -> Column[Line]:
    return Column(title=title, text=lambda line: str(count(line) or ""), is_number=True)


def _name(line: Line) -> str:
    name = line.team.name
    return tr("{name} (retired)").format(name=name) if line.team.is_retired else name


def _all_said(terms: Terms, dictionary: str, codes: frozenset[str]) -> str:
    known = [code for code in terms.codes(dictionary) if code in codes]
    return " · ".join(terms.said(dictionary, code) for code in known)


def state_of(line: Line) -> str:
    """Return what a team is doing, as far as anybody has said."""
    return tr("Unknown") if line.readiness is None else tr(STATE_WORDS[line.readiness.state])


def heard(line: Line, now: datetime) -> str:
    """Return how long ago something was heard of a team."""
    if line.readiness is None:
        return tr("never")
    return ago(max(0.0, (now - line.readiness.at).total_seconds()))


class ColumnChoice(QObject):
    """Shows and hides columns of a table and remembers which.

    Args:
        names: Of all columns, in the order of the table.
    """

    def __init__(self, table: RecordTable, made: Mapping[str, Column[Line]], view: View) -> None:
        super().__init__(table)
        self._table = table
        self._made = made
        self._view = view
        self._names = tuple(made)
        self._is_applying = False
        header = table.horizontalHeader()
        header.setSectionsMovable(True)
        self._apply()
        header.sectionMoved.connect(lambda *_: self._keep())

    def menu(self) -> QMenu:
        """Return a menu of all columns with those shown ticked."""
        menu = QMenu(self._table)
        for name in self._names:
            action = QAction(tr(self._made[name].title), menu)
            action.setCheckable(True)
            action.setChecked(not self._is_hidden(name))
            action.setEnabled(name != _FIRST)
            action.toggled.connect(partial(self.show_column, name))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(tr("As at the beginning")).triggered.connect(lambda _checked: self.reset())
        return menu

    def show_column(self, name: str, is_shown: bool) -> None:
        """Show or hide a column."""
        self._table.setColumnHidden(self._names.index(name), not is_shown)
        self._keep()

    def reset(self) -> None:
        """Show the columns of a workstation that has never been used."""
        self._view.remember(_KEY, "")
        self._apply()

    def shown(self) -> tuple[str, ...]:
        """Return the names of the columns shown, from left to right."""
        header = self._table.horizontalHeader()
        ordered = (self._names[header.logicalIndex(at)] for at in range(len(self._names)))
        return tuple(name for name in ordered if not self._is_hidden(name))

    def _is_hidden(self, name: str) -> bool:
        return self._table.isColumnHidden(self._names.index(name))

    def _keep(self) -> None:
        if not self._is_applying:
            self._view.remember(_KEY, " ".join(self.shown()))

    def _apply(self) -> None:
        kept = [name for name in self._view.recall(_KEY).split() if name in self._names]
        wanted = kept if _FIRST in kept else list(_DEFAULT)
        header = self._table.horizontalHeader()
        self._is_applying = True
        for at, name in enumerate([*wanted, *(one for one in self._names if one not in wanted)]):
            header.moveSection(header.visualIndex(self._names.index(name)), at)
        for at, name in enumerate(self._names):
            self._table.setColumnHidden(at, name not in wanted)
        self._is_applying = False
