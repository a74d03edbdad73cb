"""The page of the live board: what is going on, and what needs somebody."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.board import model
from commandcenter.board.model import Item, ItemKind, Snapshot
from commandcenter.directory.model import Area
from commandcenter.directory.rights import Right, may
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import clock
from commandcenter.kernel.words import N_
from ui.board import doors
from ui.board.card import Card
from ui.board.column import NEWS_KEY, ColumnBox, present_of
from ui.board.foot_line import FootLine
from ui.board.forces_card import ForcesCard
from ui.board.map_card import MapCard
from ui.shell.data_age import AgeState, DataAge
from ui.shell.page import Page, Target
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets import scaled, theme
from ui.widgets.roomy import Roomy

BEAT_MS = 250  # nothing on the board is painted more often
_BEATS_A_SECOND = 1_000 // BEAT_MS
# px at 100 %
_COLUMN_W, _WIDEST_COLUMN_W, _SIDE_W = 256, 372, 360
_COLUMN_H, _SIDE_H = 320, 480
_COLUMNS_ABREAST = 2  # in a compact window
_MOST_MARKS = 200  # more hide each other, and the map with them
_NOT_HERE = N_("The watch acknowledges alarms; your account may look only.")
_NOTHING_OPEN = N_("This card has nothing to acknowledge.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A snapshot, sorted.

    Attributes:
        marked: What stands on the map, the worst last and so on top.
    """

    snapshot: Snapshot
    columns: dict[ItemKind, tuple[Item, ...]]
    marked: tuple[Item, ...]


class BoardPage(Page):
    """Columns of cards, the map between or below them, forces and figures of the year.

    Targets: `item` brings the card of a record to the front by its id.

    Args:
        read: Returns the board as it is now for an officer; called on a worker thread.
        ground: Returns the areas of the county; the same.
    """

    name = doors.BOARD
    parts = frozenset({"incidents", "response", "warnings", "alarms", "matters", "teams", "drills"})

    def __init__(
        self,
        seat: Seat,
        *,
        read: Callable[[Officer], Snapshot],
        ground: Callable[[], Sequence[Area]],
    ) -> None:
        super().__init__()
        self._seat = seat
        self._read, self._ground = read, ground
        self._shown: _Read | None = None
        self._waiting: _Read | None = None
        self._is_reading = self._is_outdated = False
        self._has_failed = self._has_ground = False
        self._wanted: UUID | None = None
        self._form: tuple[object, ...] = ()
        self._beats = 0
        self.age = DataAge(parent=self)
        self.columns: list[ColumnBox] = []
        self.map = MapCard()
        self.forces = ForcesCard(seat.clock)
        self.foot = FootLine(seat.clock)
        self._build()
        self._add_actions()
        self._set_columns(Snapshot(at=seat.clock()).columns)
        self._beat_timer = QTimer(self, interval=BEAT_MS)
        self._beat_timer.timeout.connect(self._beat)
        self._beat_timer.start()

    def refresh(self) -> None:
        if self._is_reading:
            self._is_outdated = True
            return
        self._is_reading, self._is_outdated = True, False
        # Of who sits here now: when the worker comes to it somebody else may have the seat.
        call = partial(_arranged, partial(self._read, self._seat.officer()))
        self._seat.background.read(self, call, self._take, self._not_read)
        if not self._has_ground:
            self._seat.background.read(self, self._ground, self._take_ground, self._no_ground)

    def on_answer(self, changed: frozenset[str]) -> None:
        self.age.hear()
        if "directory" in changed:
            self._has_ground = False
        super().on_answer(changed)

    def go_to(self, target: Target) -> None:
        if target.kind == doors.ITEM and isinstance(target.key, UUID):
            self._wanted = target.key
            self._choose_wanted()

    def place(self) -> Target:
        card = self.present()
        if card is None:
            return Target(page=self.name)
        return Target(page=self.name, kind=doors.ITEM, key=card.key)

    def present(self) -> Card | None:
        """Return the card on which the keys work."""
        return present_of(self.columns)

    def column(self, kind: ItemKind) -> ColumnBox:
        """Return the column of a kind."""
        return next(box for box in self.columns if box.kind is kind)

    def acknowledge(self) -> None:
        """Go to the form that acknowledges the alarm of the card in front."""
        card = self.present()
        if card is None:
            return
        if not may(self._seat.officer(), Right.ACKNOWLEDGE):
            self._seat.messages.say(_NOT_HERE)
        elif card.item.alarm_id is None or card.item.is_acknowledged:
            self._seat.messages.say(_NOTHING_OPEN)
        else:
            self._seat.navigation.open(doors.of_alarm(card.item.alarm_id))

    def show_news(self) -> None:
        """Let everything take its place in every column."""
        for box in self.columns:
            box.show_all()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_scroll"):
            self._arrange()

    # Reading

    def _take(self, read: _Read) -> None:
        self._is_reading = self._has_failed = False
        self.age.hear()
        self._waiting = read
        if self._shown is None:
            self._show_waiting()
        if self._is_outdated:
            self.refresh()

    def _not_read(self, error: Exception) -> None:
        self._is_reading = False
        self._has_failed = True
        self.mark_stale()
        self._seat.messages.problem(error)
        for box in self.columns:
            box.show_problem(sentence(error))
        self._show_age()

    def _take_ground(self, areas: Sequence[Area]) -> None:
        self._has_ground = True
        self.map.show_ground(areas)

    def _no_ground(self, error: Exception) -> None:
        self.mark_stale()
        self._seat.messages.problem(error)

    # Showing

    def _beat(self) -> None:
        """Show and paint what is due; everything that changes by itself changes here."""
        if not self.isVisible():
            return
        self._beats += 1
        self._show_waiting()
        is_pulsing = theme.motion_ms("pulse") > 0
        half = self._beats % _BEATS_A_SECOND >= _BEATS_A_SECOND // 2
        for box in self.columns:
            box.view.pulse(is_dim=is_pulsing and half)
        if self._beats % _BEATS_A_SECOND == 0:
            self._tick()

    def _tick(self) -> None:
        for box in self.columns:
            box.view.tick()
        self.forces.tick()
        self._show_age()

    def _show_waiting(self) -> None:
        read, self._waiting = self._waiting, None
        if read is None:
            return
        if self._shown is None or read.snapshot.columns != self._shown.snapshot.columns:
            self._set_columns(read.snapshot.columns)
        self._shown = read
        for box in self.columns:
            box.show_items(read.columns[box.kind], read.snapshot.closed.get(box.kind, ()))
        self._show_age()
        self._choose_wanted()
        # In a turn of its own, so that nobody who types waits for all of it.
        QTimer.singleShot(0, self, self._show_side)

    def _show_side(self) -> None:
        if self._shown is None:
            return
        self.map.show_snapshot(self._shown.snapshot, self._shown.marked)
        self.forces.show_snapshot(self._shown.snapshot)
        self.foot.show_snapshot(self._shown.snapshot)

    def _show_age(self) -> None:
        state = self.age.state()
        is_old = self._has_failed or state in {AgeState.STALE, AgeState.OFFLINE}
        at = clock(self._shown.snapshot.at) if self._shown is not None and is_old else ""
        self.foot.show_old(at)

    def _choose_wanted(self) -> None:
        for box in self.columns:
            if self._wanted is not None and box.view.choose(self._wanted):
                self._wanted = None
                box.view.take_focus()

    def _on_chosen(self, box: ColumnBox, card: Card | None) -> None:
        if box.view.hasFocus():
            self.map.choose(card.key if card is not None else None)

    def _go_sideways(self, box: ColumnBox, step: int) -> None:
        at = self.columns.index(box) + step
        while 0 <= at < len(self.columns):
            if self.columns[at].view.take_focus():
                return
            at += step

    def _open_card(self, card: Card) -> None:
        self._seat.navigation.open(doors.of_item(card.item))

    def _open_column(self, kind: ItemKind) -> None:
        self._seat.navigation.open(doors.of_column(kind))

    def _open_closed(self, kind: ItemKind) -> None:
        self._seat.navigation.open(doors.of_closed(kind))

    def _open_post(self, key: UUID) -> None:
        self._seat.navigation.open(doors.of_dispatch(key))

    def _go_to_item(self, key: UUID) -> None:
        self._wanted = key
        self._choose_wanted()

    # Putting together

    def _set_columns(self, kinds: Sequence[ItemKind]) -> None:
        if [box.kind for box in self.columns] == list(kinds):
            return
        for box in self.columns:
            self._grid.removeWidget(box)
            box.deleteLater()
        self.columns = [ColumnBox(kind, self._seat.clock, self) for kind in kinds]
        for box in self.columns:
            box.view.opened.connect(self._open_card)
            box.view.chosen.connect(partial(self._on_chosen, box))
            box.view.went_sideways.connect(partial(self._go_sideways, box))
            box.title_pressed.connect(self._open_column)
            box.closed_pressed.connect(self._open_closed)
        if self.columns:
            self.setFocusProxy(self.columns[0].view)
        self._form = ()
        self._arrange()

    def _add_actions(self) -> None:
        add = partial(self._seat.actions.add, self, page=self.name)
        add(N_("Acknowledge"), "A", self.acknowledge, icon="check")
        add(N_("Show what is new in its place"), NEWS_KEY, self.show_news, icon="arrow-line-down")
        add(N_("Go to the map"), "M", self.map.map.setFocus, icon="map-trifold")
        add(N_("Go to the cards"), "C", self._focus_cards, icon="cards")

    def _focus_cards(self) -> None:
        next((box for box in self.columns if box.view.take_focus()), None)

    def _build(self) -> None:
        self._columns_box = QWidget()
        self._grid = QGridLayout(self._columns_box)
        self._grid.setContentsMargins(0, 0, 0, 0)
        scaled.gap(self._grid, 4)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        scaled.gap(side, 3)
        side.addWidget(self.map, 1)
        side.addWidget(self.forces)
        content = QWidget()
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._both.setContentsMargins(0, 0, 0, 0)
        scaled.gap(self._both, 4)
        self._right = QWidget()
        self._right_row = QHBoxLayout(self._right)
        self._right_row.setContentsMargins(0, 0, 0, 0)
        scaled.gap(self._right_row, 4)
        self._both.addWidget(self._columns_box)
        self._both.addWidget(self._side, 1)
        self._both.addWidget(self._right)
        self._scroll = Roomy(content, width=0, height=0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 1)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self.foot)
        self.map.item_wanted.connect(self._go_to_item)
        self.map.post_wanted.connect(self._open_post)
        self.forces.wanted.connect(self._seat.navigation.open)
        self.foot.wanted.connect(self._seat.navigation.open)

    def _arrange(self) -> None:
        """Put columns and map where there is room for them."""
        count = len(self.columns)
        is_compact = scaled.is_compact(self)
        abreast = min(count, _COLUMNS_ABREAST) if is_compact else count
        share = round(self.width() * (0.43 + 0.065 * abreast) / abreast)  # the map has the rest
        share = min(max(share, theme.px(_COLUMN_W)), theme.px(_WIDEST_COLUMN_W))
        gap = theme.space(4)
        is_beside = self.width() >= abreast * (share + gap) + theme.px(_SIDE_W)
        form = (count, abreast, is_beside, is_compact, share, theme.scale_percent())
        if form == self._form or not count:
            return
        self._form = form
        self._place_columns(abreast, is_compact=is_compact, is_beside=is_beside)
        self._fix_widths(abreast, share, gap, is_beside=is_beside)
        rows = -(-count // abreast)
        columns_h = _COLUMN_H * rows
        high = max(columns_h, _SIDE_H) if is_beside else columns_h + _SIDE_H
        self._scroll.set_least(_COLUMN_W, high)

    def _place_columns(self, abreast: int, *, is_compact: bool, is_beside: bool) -> None:
        """Put the columns left of the map; in a wide window two of four stand right of it."""
        left = self.columns
        right: list[ColumnBox] = []
        if not is_compact and is_beside and len(left) > _COLUMNS_ABREAST:
            left, right = left[:_COLUMNS_ABREAST], left[_COLUMNS_ABREAST:]
        for number, box in enumerate(left):
            self._grid.addWidget(box, number // abreast, number % abreast)
        for box in right:
            self._right_row.addWidget(box)
        self._right.setVisible(bool(right))
        direction = QBoxLayout.Direction
        self._both.setDirection(direction.LeftToRight if is_beside else direction.TopToBottom)

    def _fix_widths(self, abreast: int, share: int, gap: int, *, is_beside: bool) -> None:
        most = 16_777_215  # QWIDGETSIZE_MAX
        is_split = not self._right.isHidden()
        number = min(abreast, _COLUMNS_ABREAST) if is_split else abreast
        wide = number * share + (number - 1) * gap
        self._columns_box.setFixedWidth(wide) if is_beside else _unfix(self._columns_box, most)
        if is_split:
            rest = len(self.columns) - _COLUMNS_ABREAST
            self._right.setFixedWidth(rest * share + (rest - 1) * gap)
        low = 0 if is_beside else theme.px(_SIDE_H)
        self._side.setMinimumHeight(low)


def _unfix(widget: QWidget, most: int) -> None:
    widget.setMinimumWidth(0)
    widget.setMaximumWidth(most)


def _arranged(read: Callable[[], Snapshot]) -> _Read:
    """Read and sort on the worker thread."""
    snapshot = read()
    # What is played leaves the map as it is.
    real = [one for one in snapshot.items if one.drill_id is None]
    placed = model.in_order([one for one in real if one.position is not None])
    return _Read(
        snapshot=snapshot,
        columns=model.by_column(snapshot),
        marked=placed[:_MOST_MARKS][::-1],
    )
