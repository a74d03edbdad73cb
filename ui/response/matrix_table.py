"""Townships below each other, measures beside each other, and how far each is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
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
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent
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

from commandcenter.incidents.model.matrix import (
    CELL_WORDS,
    Cell,
    CellState,
    Measure,
    Progress,
)
from ui.response.terms import MEASURE, TIER, Terms
from ui.widgets import icons, paint, theme
from ui.widgets.words import tr

_ROW_H, _LEAST_ROW_H, _NAME_W, _LEAST_W, _SHARE_W, _MARK = 40, 28, 70, 66, 72, 12  # px at 100 %
_TIER_H, _MOST_LINES = 24, 4
_INSET = 3
_WRAPPED = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop) | int(
    Qt.TextFlag.TextWordWrap
)
_CELL_ROLE = Qt.ItemDataRole.UserRole
_NEXT = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """What the table shows.

    Attributes:
        townships: Codes, one a row.
        measures: One a column.
        cells: By code of township and of measure.
        shares: How far each township is, by its code.
    """

    townships: Sequence[str] = ()
    measures: Sequence[Measure] = ()
    cells: Mapping[tuple[str, str], Cell] = field(default_factory=dict)
    shares: Mapping[str, Progress] = field(default_factory=dict)


class _Model(QAbstractTableModel):
    def __init__(self, view: "MatrixTable") -> None:
        super().__init__(view)
        self._view = view
        self.grid = Grid()

    def show(self, grid: Grid) -> None:
        """Show another state; the chosen cell stays where it is if it can."""
        before = self.grid
        same = (grid.townships, grid.measures) == (before.townships, before.measures)
        if not same:
            self.beginResetModel()
        self.grid = grid
        if not same:
            self.endResetModel()
        elif grid.townships and grid.measures:
            last = self.index(len(grid.townships) - 1, len(grid.measures))
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.grid.townships)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        measures = len(self.grid.measures)
        return 0 if parent.isValid() or not measures else measures + 1

    def found(self, index: QModelIndex | QPersistentModelIndex) -> Cell | Progress | None:
        """Return what stands at a place: a cell, or how far the township is."""
        township = self.grid.townships[index.row()]
        if index.column() == len(self.grid.measures):
            return self.grid.shares.get(township)
        return self.grid.cells.get((township, self.grid.measures[index.column()].code))

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if role == _CELL_ROLE:
            return self.found(index)
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._view.sentence(self.found(index))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        terms = self._view.terms
        if orientation == Qt.Orientation.Vertical:
            return terms.area(self.grid.townships[section])
        if section == len(self.grid.measures):
            return tr("In all")
        return terms.said(MEASURE, self.grid.measures[section].code)


class MatrixTable(QTableView):
    """Enter turns a cell on to its next state, Backspace back.

    Signals:
        turned: A cell is to take its next state (Cell).
        front: Another cell is in front.
        turned_back: A cell is to go back one state (Cell).
    """

    turned = Signal(object)
    front = Signal()
    turned_back = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.terms = Terms()
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_CellDelegate(self))
        self.setHorizontalHeader(_Head(self))
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultAlignment(paint.LEFT)
        self.verticalHeader().setHighlightSections(False)
        self.doubleClicked.connect(self._turn)
        self.selectionModel().currentChanged.connect(lambda *_: self.front.emit())
        self._measure()

    def show_grid(self, grid: Grid) -> None:
        """Show another state."""
        self._model.show(grid)
        self._measure()
        if self._model.rowCount() and not self.currentIndex().isValid():
            self.setCurrentIndex(self._model.index(0, 0))

    def grid(self) -> Grid:
        """Return what is shown."""
        return self._model.grid

    def cell(self) -> Cell | None:
        """Return the cell in front."""
        index = self.currentIndex()
        found = self._model.found(index) if index.isValid() else None
        return found if isinstance(found, Cell) else None

    def choose(self, township: str, measure: str) -> bool:
        """Bring a cell to the front; False if it is not in this stage."""
        codes = [one.code for one in self.grid().measures]
        if township not in self.grid().townships or measure not in codes:
            return False
        row = list(self.grid().townships).index(township)
        self.setCurrentIndex(self._model.index(row, codes.index(measure)))
        return True

    def take_focus(self) -> None:
        """Let the keys walk through the cells."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def sentence(self, found: Cell | Progress | None) -> str:
        """Return what stands at a place in words."""
        if isinstance(found, Cell):
            return tr("{township} · {tier} · {measure}: {state}").format(
                township=self.terms.area(found.area_code),
                tier=self.terms.said(TIER, found.tier),
                measure=self.terms.said(MEASURE, found.measure),
                state=tr(CELL_WORDS[found.state]),
            )
        if found is None:
            return ""
        return tr("{done} of {cells} done, {doing} under way").format(
            done=found.done, cells=found.cells, doing=found.doing
        )

    def read_words(self) -> None:
        """Show the headings in the language of the window."""
        for orientation in (Qt.Orientation.Horizontal, Qt.Orientation.Vertical):
            self._model.headerDataChanged.emit(orientation, 0, -1)
        self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        cell = self.cell()
        if cell is not None and event.key() in _NEXT:
            self.turned.emit(cell)
        elif cell is not None and event.key() == Qt.Key.Key_Backspace:
            self.turned_back.emit(cell)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Leave the letters to the keys of the page."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_model"):
            self._measure()

    def _turn(self, index: QModelIndex) -> None:
        found = self._model.found(index)
        if isinstance(found, Cell):
            self.turned.emit(found)

    def _measure(self) -> None:
        names = [self.terms.area(code) for code in self.grid().townships]
        widest = max((paint.width(name, "tiny") for name in names), default=0)
        self.verticalHeader().setFixedWidth(max(theme.px(_NAME_W), widest + theme.space(4)))
        self._fit()

    def _fit(self) -> None:
        """Give all townships a row and all measures a column, as far as they fit."""
        row_count, columns = self._model.rowCount(), len(self.grid().measures)
        if not columns or not row_count:
            return
        share = theme.px(_SHARE_W)
        room = (self.viewport().width() - share) // columns
        for column in range(columns):
            self.setColumnWidth(column, max(self._least(), room))
        self.setColumnWidth(columns, share)
        self.horizontalHeader().setFixedHeight(self._head_height(max(self._least(), room)))
        height = self.viewport().height() // row_count
        height = min(theme.px(_ROW_H), max(theme.px(_LEAST_ROW_H), height))
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)

    def _head_height(self, width: int) -> int:
        """Return the room that the longest name of a measure needs, up to some lines."""
        metrics = QFontMetrics(theme.font("tiny"))
        box = QRect(0, 0, width - 2 * theme.px(_INSET), 1_000)
        names = [self.terms.said(MEASURE, one.code) for one in self.grid().measures]
        heights = [metrics.boundingRect(box, _WRAPPED, name).height() for name in names]
        most = _MOST_LINES * _line_height()
        return theme.px(_TIER_H) + min(max(heights, default=0), most) + theme.space(3)

    def _least(self) -> int:
        """Return how wide the longest state is with its mark."""
        words = max(paint.width(tr(word), "tiny") for word in CELL_WORDS.values())
        return max(theme.px(_LEAST_W), words + theme.px(_MARK) + theme.space(2))


class _Head(QHeaderView):
    """The tier above its measures, and the measures below it in two lines."""

    def __init__(self, table: MatrixTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setSectionsClickable(False)

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        painter.save()
        painter.fillRect(rect, theme.color("surface_raised"))
        measures = self._table.grid().measures
        upper = QRect(rect.left(), rect.top(), rect.width(), theme.px(_TIER_H))
        if logical_index < len(measures):
            self._paint_tier(painter, upper, logical_index)
        name = str(self.model().headerData(logical_index, self.orientation()) or "")
        inset = theme.px(_INSET)
        lower = rect.adjusted(inset, upper.height() + theme.px(2), -inset, -theme.space(1))
        painter.setFont(theme.font("tiny"))
        painter.setPen(theme.color("text_quiet"))
        # Whole lines only: half a line of letters says nothing.
        line = _line_height()
        painter.setClipRect(lower.adjusted(0, 0, 0, lower.height() // line * line - lower.height()))
        painter.drawText(lower, _WRAPPED, paint.paintable(name))
        painter.setClipping(False)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("line"))
        painter.restore()

    def _paint_tier(self, painter: QPainter, box: QRect, column: int) -> None:
        """Paint the part of the tier's heading that lies above a column."""
        measures = self._table.grid().measures
        tier = measures[column].tier
        same = [at for at, one in enumerate(measures) if one.tier == tier]
        left = self.sectionViewportPosition(same[0])
        right = self.sectionViewportPosition(same[-1]) + self.sectionSize(same[-1])
        whole = QRect(left, box.top(), right - left, box.height())
        painter.setClipRect(box)
        words = self._table.terms.said(TIER, tier)
        paint.text(painter, whole, words, size="tiny", bold=True, align=paint.CENTRE)
        inset = theme.space(1)
        line = whole.adjusted(inset, whole.height() - 1, -inset, 0)
        painter.fillRect(line, theme.color("line_strong"))
        painter.setClipping(False)


def _line_height() -> int:
    return ceil(QFontMetricsF(theme.font("tiny")).lineSpacing())


class _CellDelegate(QStyledItemDelegate):
    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(theme.px(_LEAST_W), theme.px(_LEAST_ROW_H))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        found = index.data(_CELL_ROLE)
        box: QRect = option.rect.adjusted(1, 1, -1, -1)
        painter.save()
        if isinstance(found, Cell):
            _paint_cell(painter, box, found.state)
        elif isinstance(found, Progress):
            paint_share(painter, box, found.percent)
        if option.state & QStyle.StateFlag.State_Selected:
            paint.rounded(painter, box, None, edge="accent", radius=4)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint.focus_ring(painter, box, radius=4)
        painter.restore()


def _paint_cell(painter: QPainter, box: QRect, state: CellState) -> None:
    fills = {CellState.DOING: "accent_surface", CellState.DONE: "ok_surface"}
    if state in fills:
        paint.rounded(painter, box, fills[state], radius=4)
    words, side, gap = tr(CELL_WORDS[state]), theme.px(_MARK), theme.space(1)
    width = side + gap + paint.width(words, "tiny")
    mark = paint.middle(box, side, side)
    mark.moveLeft(box.left() + max(1, (box.width() - width) // 2))
    draw_mark(painter, mark, state)
    line = QRect(mark.right() + gap, box.top(), box.right() - mark.right() - gap, box.height())
    role = "text_quiet" if state is CellState.TODO else "text"
    paint.text(painter, line, words, size="tiny", role=role)


def draw_mark(painter: QPainter, box: QRect, state: CellState) -> None:
    """Draw the shape of a state: an empty ring, a ring half full, a tick."""
    if state is CellState.DONE:
        icons.paint(painter, box, "check-circle", "ok")
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ring = box.adjusted(1, 1, -2, -2)
    role = "accent" if state is CellState.DOING else "line_strong"
    painter.setPen(QPen(theme.color(role), 1.5))
    painter.drawEllipse(ring)
    if state is CellState.DOING:
        painter.setBrush(theme.color(role))
        painter.drawPie(ring, 90 * 16, 180 * 16)
    painter.restore()


def paint_share(painter: QPainter, box: QRect, percent: int) -> None:
    """Draw whole percent at the right of a short bar."""
    words = tr("{percent} %").format(percent=percent)
    inner = box.adjusted(theme.space(2), 0, -theme.space(2), 0)
    number_w = paint.width(tr("{percent} %").format(percent=100), bold=True)
    paint.text(painter, inner, words, bold=True, align=paint.RIGHT)
    track = QRect(inner.left(), 0, inner.width() - number_w - theme.space(2), theme.px(4))
    track.moveTop(inner.center().y() - track.height() // 2)
    draw_bar(painter, track, percent)


def draw_bar(painter: QPainter, track: QRect, percent: int) -> None:
    """Draw how much of a track is done."""
    paint.rounded(painter, track, "surface_sunken", radius=2)
    if percent and track.width() > 0:
        done = QRect(track)
        done.setWidth(max(2, track.width() * min(percent, 100) // 100))
        paint.rounded(painter, done, "accent", radius=2)
