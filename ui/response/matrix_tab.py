"""The matrix (633): what each township has to do in the present stage, and how far it is."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right
from commandcenter.incidents.model.matrix import Cell, CellState, Progress, measures_of
from commandcenter.incidents.service import matrix
from commandcenter.incidents.service.matrix import Matrix
from commandcenter.kernel.times import minute
from commandcenter.kernel.words import N_
from ui.response.matrix_share import ShareBar
from ui.response.matrix_table import Grid, MatrixTable
from ui.response.sent import Sent
from ui.response.tab import Tab
from ui.response.terms import MEASURE, Terms
from ui.response.words import LEVEL_WORDS
from ui.shell.page import Target
from ui.shell.seat import Seat
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.states import StatePanel
from ui.widgets.words import tr

_ON: Mapping[CellState, CellState] = {
    CellState.TODO: CellState.DOING,
    CellState.DOING: CellState.DONE,
}
_BACK: Mapping[CellState, CellState] = {
    CellState.DONE: CellState.DOING,
    CellState.DOING: CellState.TODO,
}
_NOTED = N_("{township}: {measure} noted")


class MatrixTab(Tab):
    """One key turns a measure on; a township that has done all closes its task."""

    kinds = ("matrix",)
    paper_kind = (N_("Township packet"), "township_packet")

    def __init__(self, db: Database, seat: Seat) -> None:
        super().__init__(db, seat)
        self._matrix: Matrix | None = None
        self._sent = Sent()
        self._wanted: tuple[str, str] | None = None
        self._title = Label(tone="heading")
        self.share = ShareBar()
        self.on = KeyButton(key="Enter")
        self.back = KeyButton(key="⌫", kind="bare")
        self.all_done = KeyButton(key="Ctrl+Enter", kind="bare")
        self.table = MatrixTable()
        self.note = Label(tone="note")
        self.present = Label(tone="note")
        self._empty = StatePanel()
        self._build()
        self.table.front.connect(self._show_present)
        self.table.turned.connect(partial(self._turn, _ON))
        self.table.turned_back.connect(partial(self._turn, _BACK))
        self.on.clicked.connect(lambda: self._turn(_ON, self.table.cell()))
        self.back.clicked.connect(lambda: self._turn(_BACK, self.table.cell()))
        self.all_done.clicked.connect(self.finish_row)
        self.read_words()

    def reading_of(self, response_id: UUID) -> Callable[[], Any]:
        return partial(matrix.of_response, self.db, response_id)

    def show_read(self, read: Matrix) -> None:
        self._matrix = read
        self.table.show_grid(self._grid(read))
        if self._wanted is not None and self.table.choose(*self._wanted):
            self._wanted = None
        self._stack.setCurrentWidget(self.table if read.cells else self._empty)
        self.read_words()

    def show_terms(self, terms: Terms) -> None:
        super().show_terms(terms)
        self.table.terms = terms
        if self._matrix is not None:
            self.table.show_grid(self._grid(self._matrix))
        self.read_words()

    def go_to(self, target: Target) -> None:
        """Show the cell that a target names: (response, township, measure)."""
        if isinstance(target.key, tuple) and len(target.key) == 3:  # noqa: PLR2004 - as documented
            self._wanted = (str(target.key[1]), str(target.key[2]))
            if self.table.choose(*self._wanted):
                self._wanted = None

    def take_focus(self) -> None:
        self.table.take_focus()

    def give_up(self) -> None:
        self.table.take_focus()

    def paper(self) -> tuple[str, Target]:
        """Return the packet of the township in front."""
        name, kind = self.paper_kind
        townships = self.table.grid().townships
        if self.response is None or not townships:
            return name, Target(page="documents", kind=kind)
        code = townships[max(0, self.table.currentIndex().row())]
        return name, Target(page="documents", kind=kind, key=(self.response.id, code))

    def finish_row(self) -> None:
        """Say that a township has done everything."""
        cell = self.table.cell()
        if cell is not None and self._matrix is not None:
            open_cells = [
                one
                for one in self._matrix.cells
                if one.area_code == cell.area_code and one.state is not CellState.DONE
            ]
            self._write(open_cells, CellState.DONE)

    def read_words(self) -> None:
        stage = LEVEL_WORDS[self._matrix.stage] if self._matrix is not None else ""
        self._title.setText(tr("Measures: {stage}").format(stage=tr(stage)) if stage else "")
        done, cells = self._total()
        self.share.show_share(done, cells, tr("{done} of {cells} done"))
        self.on.setText(tr("On"))
        self.back.setText(tr("Back"))
        self.all_done.setText(tr("Township done"))
        self.table.setAccessibleName(tr("Measures by township"))
        self.table.read_words()
        refusal = self.refusal(Right.REPORT)
        for button in (self.on, self.back, self.all_done):
            button.setEnabled(not refusal)
            button.setVisible(bool(cells))
        self.note.setText(refusal)
        self.note.setVisible(bool(refusal))
        self._show_present()
        self._empty.show_state(
            "check-square",
            tr("No measures in this stage"),
            tr("The county's dictionary names none for this hazard and level."),
        )

    def _show_present(self) -> None:
        """Say the cell in front in full: headings are cut where there is little room."""
        cell = self.table.cell()
        words = self.table.sentence(cell)
        if cell is not None and cell.state is not CellState.TODO:
            words = tr("{words}, {at} {by}").format(words=words, at=minute(cell.at)[5:], by=cell.by)
        self.present.setText(words)
        self.present.setVisible(bool(words))

    def _grid(self, read: Matrix) -> Grid:
        townships = dict.fromkeys(cell.area_code for cell in read.cells)
        there = {cell.measure for cell in read.cells}
        known = self.terms.codes(MEASURE)
        codes = [code for code in known if code in there]
        codes += [code for code in sorted(there) if code not in set(known)]
        return Grid(
            townships=tuple(townships),
            measures=measures_of(codes, read.stage),
            cells={(cell.area_code, cell.measure): cell for cell in read.cells},
            shares=read.progress,
        )

    def _total(self) -> tuple[int, int]:
        shares: list[Progress] = list(self._matrix.progress.values()) if self._matrix else []
        return sum(one.done for one in shares), sum(one.cells for one in shares)

    def _turn(self, steps: Mapping[CellState, CellState], cell: Cell | None) -> None:
        if cell is not None and cell.state in steps:
            self._write([cell], steps[cell.state])

    def _write(self, cells: list[Cell], state: CellState) -> None:
        if not cells or self.refusal(Right.REPORT):
            return
        said = (tuple((cell.id, cell.version) for cell in cells), state)
        call = partial(
            matrix.set_cells,
            self.db,
            [cell.id for cell in cells],
            state,
            officer=self.seat.officer(),
            act_id=self._sent.id_for(said),
        )
        done = partial(self._written, cells[0])
        self.seat.background.write(self, call, done, self._not_written)

    def _written(self, cell: Cell, after: Matrix) -> None:
        self._sent.done()
        if self.response is not None and cell.response_id == self.response.id:
            self.show_read(after)
        self.seat.messages.say(
            _NOTED,
            township=self.terms.area(cell.area_code),
            measure=self.terms.said(MEASURE, cell.measure),
        )
        self.changed.emit()

    def _not_written(self, error: Exception) -> None:
        self.seat.messages.problem(error)
        self.refresh()

    def _build(self) -> None:
        head = QHBoxLayout()
        scaled.gap(head, 2)
        head.addWidget(self._title)
        head.addWidget(self.share, 1)
        head.addStretch()
        for button in (self.all_done, self.back, self.on):
            head.addWidget(button)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        self.note.setWordWrap(True)
        card = Card()
        inner = QVBoxLayout(card)
        scaled.margins(inner, 4, 2, 3, 2)
        scaled.gap(inner, 2)
        inner.addLayout(head)
        inner.addWidget(self._stack, 1)
        inner.addWidget(self.present)
        inner.addWidget(self.note)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        self.put(content)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
