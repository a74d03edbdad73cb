"""Skills below each other, hazards beside each other, and who can do what."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from commandcenter.teams.model.strength import Cell, Matrix
from ui.teams.roster_terms import HAZARD, SKILL, Terms
from ui.widgets import paint, severity, theme
from ui.widgets.severity import Severity
from ui.widgets.words import tr

_LEAST_W, _ROW_H, _HEAD_H, _MARK = 42, 30, 58, 12  # px at 100 %
_CELL_ROLE = Qt.ItemDataRole.UserRole


class _Model(QAbstractTableModel):
    def __init__(self, terms: Callable[[], Terms]) -> None:
        super().__init__()
        self._terms = terms
        self.matrix = Matrix(hazards=(), skills=(), cells={})

    def show(self, matrix: Matrix) -> None:
        """Show other numbers; the chosen cell stays where it is if it can."""
        same = matrix.hazards == self.matrix.hazards and matrix.skills == self.matrix.skills
        if not same:
            self.beginResetModel()
        self.matrix = matrix
        if not same:
            self.endResetModel()
        elif matrix.skills and matrix.hazards:
            last = self.index(len(matrix.skills) - 1, len(matrix.hazards) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.matrix.skills)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.matrix.hazards)

    def cell(self, index: QModelIndex | QPersistentModelIndex) -> Cell:
        """Return what stands at a place."""
        hazard = self.matrix.hazards[index.column()]
        return self.matrix.cells[hazard, self.matrix.skills[index.row()]]

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if role == _CELL_ROLE:
            return self.cell(index)
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._sentence(self.cell(index))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self._terms().said(HAZARD, self.matrix.hazards[section])
        return self._terms().said(SKILL, self.matrix.skills[section])

    def _sentence(self, cell: Cell) -> str:
        pair = tr("{hazard} · {skill}").format(
            hazard=self._terms().said(HAZARD, cell.hazard),
            skill=self._terms().said(SKILL, cell.skill),
        )
        if cell.is_gap:
            return tr("{pair}: needed, nobody has it").format(pair=pair)
        return tr("{pair}: {teams} teams, {people} people").format(
            pair=pair, teams=cell.teams, people=cell.people
        )


class MatrixTable(QTableView):
    """Each number opens the teams it counts; a gap is orange, has its shape and says 0.

    Signals:
        opened: A cell was opened (Cell).
    """

    opened = Signal(object)

    def __init__(self, terms: Callable[[], Terms], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model(terms)
        self.setModel(self._model)
        self.setItemDelegate(_CellDelegate(self))
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignCenter | Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap)
        )
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultAlignment(paint.LEFT)
        self.activated.connect(self._open)
        self.clicked.connect(self._open)
        self._measure()

    def show_matrix(self, matrix: Matrix) -> None:
        """Show other numbers."""
        self._model.show(matrix)
        self._measure()

    def read_words(self) -> None:
        """Show the headings in the language of the window."""
        for orientation in (Qt.Orientation.Horizontal, Qt.Orientation.Vertical):
            self._model.headerDataChanged.emit(orientation, 0, -1)
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_model"):
            self._measure()

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(_ROW_H))
        self.verticalHeader().setMinimumWidth(theme.px(120))
        self.horizontalHeader().setFixedHeight(theme.px(_HEAD_H))
        self._fit()

    def _fit(self) -> None:
        count = self._model.columnCount()
        if count:
            room = self.viewport().width() // count
            self.horizontalHeader().setDefaultSectionSize(max(self._least(), room))

    def _least(self) -> int:
        """Return how wide the longest word of a heading is, which cannot be wrapped."""
        across = Qt.Orientation.Horizontal
        headings = [self._model.headerData(at, across) for at in range(self._model.columnCount())]
        words = [word for heading in headings for word in heading.split() if word.isascii()]
        longest = max((paint.width(word, "tiny") for word in words), default=0)
        return max(theme.px(_LEAST_W), longest + theme.px(8))

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._model.cell(index))


class _CellDelegate(QStyledItemDelegate):
    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(theme.px(_LEAST_W), theme.px(_ROW_H))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        cell: Cell = index.data(_CELL_ROLE)
        area: QRect = option.rect
        box = area.adjusted(1, 1, -1, -1)
        state = option.state
        if cell.is_gap:
            paint.rounded(painter, box, "orange_surface", radius=4)
        elif cell.is_needed:
            paint.rounded(painter, box, "hover", radius=4)
        if state & QStyle.StateFlag.State_Selected:
            paint.rounded(painter, box, None, edge="accent", radius=4)
        if state & QStyle.StateFlag.State_HasFocus:
            paint.focus_ring(painter, box, radius=4)
        if cell.is_gap:
            self._paint_gap(painter, box)
        elif cell.teams:
            role = "text" if cell.is_needed else "text_quiet"
            words = str(cell.teams)
            align = paint.CENTRE
            paint.text(painter, box, words, bold=cell.is_needed, role=role, align=align)

    def _paint_gap(self, painter: QPainter, box: QRect) -> None:
        side, gap = theme.px(_MARK), theme.px(5)
        width = side + gap + paint.width("0", bold=True)
        mark = paint.middle(box, side, side)
        mark.moveLeft(box.center().x() - width // 2)
        severity.draw(painter, mark, Severity.ORANGE, filled=True)
        number = QRect(mark.right() + gap, box.top(), box.width(), box.height())
        paint.text(painter, number, "0", bold=True, role="orange_text")
