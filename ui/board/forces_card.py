"""Forces, figures of the year, and what the teams did last."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QStyleOptionViewItem, QVBoxLayout, QWidget

from commandcenter.board.model import Forces, Light, Movement, Snapshot, Tile
from commandcenter.kernel.times import clock
from commandcenter.kernel.words import N_
from ui.board import doors
from ui.board.column_view import Clock
from ui.widgets import paint, rows, scaled, theme
from ui.widgets.cards import Card
from ui.widgets.figure_button import FigureButton, FigureLook
from ui.widgets.painted_list import PaintedList, RowDelegate
from ui.widgets.record_table_model import RECORD_ROLE, Column, RecordTableModel
from ui.widgets.times import span
from ui.widgets.words import tr

_ROW_H, _TIME_W = 32, 48  # px at 100 %
_SHOWN, _SHOWN_COMPACT = 3, 2
_ONE_ROW_W = 840  # px at 100 %, from which the figures of the year stand beside the forces
LIGHTS = {
    Light.ON_TRACK: (N_("on track"), "check-circle", "ok"),
    Light.NEAR: (N_("as many as last year"), "warning", "orange_text"),
    Light.OVER: (N_("over the target"), "warning-circle", "red_text"),
}


class ForcesCard(Card):
    """Numbers that open what is behind them, and the last movements.

    Signals:
        wanted: Where a number or a movement leads (Target).
    """

    wanted = Signal(object)

    def __init__(self, now: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._snapshot: Snapshot | None = None
        self.figures = [FigureButton() for _ in range(4)]
        self.tiles: list[FigureButton] = []
        column: Column[Movement] = Column(title="", text=lambda one: spoken(one, now()))
        self.movements: RecordTableModel[Movement] = RecordTableModel(
            (column,), lambda one: (one.id, one.at), self
        )
        self.list = _Movements(self.movements, now)
        self.list.opened.connect(lambda one: self.wanted.emit(doors.of_dispatch(one.id)))
        targets = (doors.DISPATCHES, doors.STANDBY, doors.EVACUATION, doors.SHELTERS)
        for figure, target in zip(self.figures, targets, strict=True):
            figure.clicked.connect(partial(self.wanted.emit, target))
        self._build()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the forces of this moment."""
        self._snapshot = snapshot
        self._show_tiles(snapshot.tiles)
        self.movements.show(snapshot.movements)
        self.list.updateGeometry()
        self.read_words()

    def tick(self) -> None:
        """Paint the ages of the movements anew."""
        self.list.viewport().update()

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self.list.setAccessibleName(tr("Last movements"))
        if self._snapshot is None:
            return
        for figure, look in zip(self.figures, _looks(self._snapshot.forces), strict=True):
            figure.set_look(look)
        for button, tile in zip(self.tiles, self._snapshot.tiles, strict=True):
            button.set_look(tile_look(tile))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_tiles()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "list"):
            self.read_words()

    def _show_tiles(self, tiles: Sequence[Tile]) -> None:
        if self._snapshot is not None and len(tiles) == len(self.tiles):
            return
        for button in self.tiles:
            self._grid.removeWidget(button)
            button.deleteLater()
        self.tiles = [FigureButton(self) for _ in tiles]
        for number, button in enumerate(self.tiles):
            button.clicked.connect(partial(self._open_tile, number))
            button.show()
        self._place_tiles()

    def _place_tiles(self) -> None:
        """Put the figures of the year beside the forces, or below them over the whole width."""
        is_wide = self.width() >= theme.px(_ONE_ROW_W)
        each = 2 if is_wide else len(self.tiles) or 1
        for number, figure in enumerate(self.figures):
            self._grid.addWidget(figure, 0, each * number, 1, each)
        used = each * len(self.figures)
        for number, button in enumerate(self.tiles):
            if is_wide:
                self._grid.addWidget(button, 0, used + 3 * number, 1, 3)
            else:
                self._grid.addWidget(button, 1, len(self.figures) * number, 1, len(self.figures))
        columns = used + 3 * len(self.tiles) if is_wide else used
        for column in range(max(columns, self._grid.columnCount())):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _open_tile(self, number: int) -> None:
        if self._snapshot is not None:
            self.wanted.emit(doors.of_tile(self._snapshot.tiles[number].code))

    def _build(self) -> None:
        self._grid = QGridLayout()
        scaled.gap(self._grid, 2)
        self._place_tiles()
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 3, 3, 2)
        scaled.gap(layout, 1)
        layout.addLayout(self._grid)
        layout.addWidget(self.list)


class _Movements(PaintedList):
    opened = Signal(object)

    def __init__(self, model: RecordTableModel[Movement], now: Clock) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_MovementDelegate(self, now))
        self.setStyleSheet("background: transparent")
        self.setUniformItemSizes(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda index: self.opened.emit(index.data(RECORD_ROLE)))

    def sizeHint(self) -> QSize:
        most = _SHOWN_COMPACT if scaled.is_compact(self) else _SHOWN
        shown = min(self.model().rowCount(), most)
        return QSize(theme.px(240), theme.px(_ROW_H) * shown)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.currentIndex().isValid():
                self.opened.emit(self.currentIndex().data(RECORD_ROLE))
            return
        super().keyPressEvent(event)


class _MovementDelegate(RowDelegate):
    row_h = _ROW_H

    def __init__(self, parent: QWidget, now: Clock) -> None:
        super().__init__(parent)
        self._now = now

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, one: Movement) -> None:
        rows.draw_ground(painter, option, inset=0)
        area = option.rect.adjusted(0, 0, -theme.space(2), 0)
        paint.text(painter, area, clock(one.at), role="text_quiet")
        area.setLeft(area.left() + theme.px(_TIME_W))
        state = state_words(one, self._now())
        paint.text(painter, area, state, role="text_quiet", align=paint.RIGHT)
        area.setRight(area.right() - paint.width(state) - theme.space(3))
        paint.text(painter, area, one.words.said(tr))


def state_words(one: Movement, now: datetime) -> str:
    """Return how things stand with a team, and for how long."""
    state = one.state.said(tr)
    if one.since is None:
        return state
    return f"{state} {span((now - one.since).total_seconds())}".strip()


def spoken(one: Movement, now: datetime) -> str:
    """Return a movement for screen readers."""
    return f"{clock(one.at)} {one.words.said(tr)} {state_words(one, now)}".strip()


def tile_look(tile: Tile) -> FigureLook:
    """Return how a figure of the year looks: this year, last year, target and the light."""
    words, icon, role = LIGHTS[tile.light]
    rest = tr("last year {count}").format(count=tile.last_year)
    if tile.target is not None:
        rest += " · " + tr("target {count}").format(count=tile.target)
    return FigureLook(
        label=tr(tile.title),
        value=str(tile.this_year),
        rest=rest,
        note=tr(words),
        note_icon=icon,
        note_role=role,
    )


def _looks(forces: Forces) -> tuple[FigureLook, ...]:
    crew = N_("· {people} people")
    share = forces.moved / forces.to_move if forces.to_move else None
    return (
        FigureLook(
            label=tr("Teams out"),
            value=str(forces.teams_out),
            rest=tr(crew).format(people=forces.people_out),
        ),
        FigureLook(
            label=tr("Standing by"),
            value=str(forces.teams_waiting),
            rest=tr(crew).format(people=forces.people_waiting),
        ),
        FigureLook(
            label=tr("Moved"),
            value=str(forces.moved),
            rest=tr("of {count}").format(count=forces.to_move),
            share=share,
        ),
        FigureLook(
            label=tr("Shelters"),
            value=str(forces.shelters),
            rest=tr("· {people} there").format(people=forces.sheltered),
        ),
    )
