"""The matrix (能力矩阵): what the county can do, what is missing, whose team is too small."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_
from commandcenter.teams.model.strength import Cell, Matrix, Strength
from commandcenter.teams.service import overview
from ui.shell.seat import Seat
from ui.teams.matrix_table import MatrixTable
from ui.teams.roster_filter import Wanted
from ui.teams.roster_terms import Terms
from ui.teams.tab import Tab
from ui.widgets import scaled, theme
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.words import tr

_SIDE_W, _COMPACT_SIDE_W, _NAME_W = 380, 272, 160  # px at 100 %


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    matrix: Matrix
    strengths: tuple[Strength, ...]


class MatrixTab(Tab):
    """Skills against hazards beside the teams that lack people."""

    kinds = ("matrix",)

    def __init__(self, db: Database, seat: Seat) -> None:
        super().__init__(db, seat)
        self._read_last: _Read | None = None
        self.table = MatrixTable(lambda: self.terms)
        self.strengths = RecordTable(
            (
                Column(title=N_("Team"), text=lambda one: one.team.name),
                Column(
                    title=N_("Has / norm"),
                    text=lambda one: f"{one.headcount} / {one.required}",
                    is_number=True,
                ),
                Column(title=N_("Lacks"), text=lambda one: str(one.missing or ""), is_number=True),
            ),
            lambda one: one.team.id,
        )
        self._summary = Label(tone="note")
        self._title = Label(tone="heading")
        self._build()
        self.table.opened.connect(self._open_cell)
        self.strengths.opened.connect(lambda one: self.team_wanted.emit(one.team.id))
        self.read_words()

    def reading(self) -> Callable[[], Any]:
        return partial(_read, self.db, day_of(self.seat.clock()))

    def show_read(self, read: _Read) -> None:
        self._read_last = read
        self.table.show_matrix(read.matrix)
        self.strengths.show_records(read.strengths)
        self._side.setVisible(bool(read.strengths))
        self._set_side()
        self.read_words()

    def show_terms(self, terms: Terms) -> None:
        super().show_terms(terms)
        self.table.read_words()

    def read_words(self) -> None:
        self.table.setAccessibleName(tr("Matrix of skills and hazards"))
        self.strengths.setAccessibleName(tr("Strength against the norm"))
        self._title.setText(tr("Strength against the norm"))
        self.table.read_words()
        gaps: Sequence[Cell] = () if self._read_last is None else self._read_last.matrix.gaps
        self._summary.setText(
            tr("{count} gaps: needed for a hazard, and no team has the skill").format(
                count=len(gaps)
            )
            if gaps
            else tr("No gaps: each skill that a hazard needs is there.")
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_side"):
            self._set_side()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_side()

    def _set_side(self) -> None:
        header = self.strengths.horizontalHeader()
        numbers = sum(header.sectionSize(at) for at in range(1, header.count()))
        least = theme.px(_NAME_W) + numbers + 2 * theme.space(4)
        width = _COMPACT_SIDE_W if scaled.is_compact(self) else _SIDE_W
        self._side.setFixedWidth(max(theme.px(width), least))

    def _build(self) -> None:
        card = Card()
        inner = QVBoxLayout(card)
        scaled.margins(inner, 4, 3, 4, 3)
        scaled.gap(inner, 2)
        inner.addWidget(self._summary)
        inner.addWidget(self.table, 1)
        self._side = Card()
        side = QVBoxLayout(self._side)
        scaled.margins(side, 4, 3, 4, 3)
        scaled.gap(side, 2)
        side.addWidget(self._title)
        side.addWidget(self.strengths, 1)
        content = QWidget()
        layout = QHBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 3)
        layout.addWidget(card, 1)
        layout.addWidget(self._side)
        self.put(content)
        self.setFocusProxy(self.table)

    def _open_cell(self, cell: Cell) -> None:
        self.found_wanted.emit(Wanted(hazard=cell.hazard, skill=cell.skill))


def _read(db: Database, on: date) -> _Read:
    return _Read(matrix=overview.capability(db), strengths=overview.strengths(db, on=on))
