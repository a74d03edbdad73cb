"""The tab of dispatch: the board, what is done to its teams, the order sheet, the reach."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.duty.model.entry import Entry
from commandcenter.duty.service import log
from commandcenter.teams.model.dispatch import Dispatch
from ui.shell.page import Target
from ui.shell.seat import Seat
from ui.teams.dispatch_acts import Acts
from ui.teams.dispatch_ask import AskBar
from ui.teams.dispatch_board import DispatchBoard
from ui.teams.dispatch_card import Card, cards, trip_words
from ui.teams.dispatch_commands import Commands
from ui.teams.dispatch_details import DispatchDetails
from ui.teams.dispatch_news import NewsPanel
from ui.teams.dispatch_reading import Picture, read
from ui.teams.dispatch_result import Report, ResultForm
from ui.teams.proposal_sheet import OrderSheet
from ui.teams.reach_panel import ReachPanel
from ui.teams.tab import PAGE, Tab
from ui.widgets import scaled, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.roomy import Roomy
from ui.widgets.segmented import Segmented
from ui.widgets.words import tr

BOARD, ORDER, DISPATCH, REACH = "board", "order", "dispatch", "reach"
_SIDE_W = {False: 400, True: 396}  # px at 100 %: comfortable, compact
_WIDE_W = 740
_DETAILS_H = 560
_TICK_MS = 1_000


class DispatchTab(Tab):
    """Puts board, side and reach together.

    Targets: `order` writes an order for a log line by its id, with an Order and the level of
    its event, or alone; `dispatch` shows a team that was sent; `board` and `reach` open one or
    the other.
    """

    kinds = (BOARD, ORDER, DISPATCH, REACH)

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(db, seat, parent)
        self.picture = Picture()
        self.acts = Acts(db, seat, self)
        self.board = DispatchBoard(seat.clock)
        self.ask = AskBar()
        self.details = DispatchDetails()
        self.news = NewsPanel()
        self.result = ResultForm()
        self.order = OrderSheet(db, seat)
        self.reach = ReachPanel(db, seat)
        self.side = QStackedWidget()
        self._views = QStackedWidget()
        self._switch = Segmented()
        self._new = KeyButton(key="Ctrl+N", kind="primary", icon="paper-plane-tilt")
        self._wanted: UUID | None = None
        self._later: Callable[[], None] | None = None  # what waits for the first reading
        self._is_side_open = False
        self._build()
        self.commands = Commands(self)
        self._connect()
        self._ticks = QTimer(self, interval=_TICK_MS)
        self._ticks.timeout.connect(self.board.tick)
        self._ticks.start()
        self.setFocusProxy(self.board.boxes[next(iter(self.board.boxes))].view)
        self.read_words()

    def reading(self) -> Callable[[], Any]:
        seat = self.seat
        return partial(
            read, self.db, officer=seat.officer(), at=seat.clock(), drill_id=seat.drill_id
        )

    def show_read(self, read: Any) -> None:
        self.picture = read
        self.board.show_cards(cards(self.picture))
        self.order.show_picture(self.picture)
        self.news.show_news(self.picture.news)
        self.details.set_editable(self.acts.refusal() is None)
        refusal = self.acts.refusal()
        self.order.set_editable(refusal.said(tr) if refusal else "")
        self._new.setEnabled(refusal is None)
        self._choose_wanted()
        self._show_details()
        later, self._later = self._later, None
        if later is not None:
            later()
        if self._views.currentWidget() is self.reach:
            self.reach.refresh()
        else:
            self.reach.mark_stale()

    def go_to(self, target: Target) -> None:
        """Show what a target names that leads to this tab."""
        if target.kind == REACH:
            self.open_view(REACH)
            return
        self.open_view(BOARD)
        if target.kind == ORDER and isinstance(target.key, tuple):
            order, level = target.key
            self._open_side(self.order)
            self._when_read(partial(self.order.begin_with, order, level))
        elif target.kind == ORDER and isinstance(target.key, UUID):
            call = partial(log.find, self.db, target.key)
            self.seat.background.read(self, call, self._order_for, self.seat.messages.problem)
        elif target.kind == ORDER:
            self.begin_new()
        elif target.kind == DISPATCH and isinstance(target.key, UUID):
            self._wanted = target.key
            self._choose_wanted()

    def place(self) -> Target:
        """Return where the user is in this tab."""
        if self._views.currentWidget() is self.reach:
            return Target(page=PAGE, kind=REACH)
        card = self.board.present()
        if card is None or card.rung < 0:
            return Target(page=PAGE, kind=BOARD)
        return Target(page=PAGE, kind=DISPATCH, key=card.key)

    def begin_new(self) -> None:
        self.write_order()

    def search(self) -> None:
        if self._views.currentWidget() is self.reach:
            self.reach.search()

    def submit(self) -> None:
        if self.side.currentWidget() is self.order and self._is_side_open:
            self.order.give()

    def give_up(self) -> None:
        """Go back to the board; what was typed stays."""
        if not self.ask.isHidden():
            self.ask.close_bar()
        else:
            self.leave_side()

    def write_order(self, team_id: UUID | None = None) -> None:
        """Open the order sheet, for one team if given."""
        self.open_view(BOARD)
        self._open_side(self.order)
        self._when_read(partial(self.order.begin, team_id=team_id))

    def write_result(self, one: Dispatch) -> None:
        """Open the form for the result of a dispatch."""
        self._open_side(self.result)
        self.result.begin(one)

    def toggle_details(self) -> None:
        """Show or hide the side where it does not always stand."""
        if self._is_side_open and self.side.currentWidget() is self._details:
            self.leave_side()
        else:
            self._open_side(self._details)
            self._show_details()

    def open_view(self, name: str) -> None:
        """Show the board or the reach."""
        self._switch.set_value(name)
        self._views.setCurrentIndex(0 if name == BOARD else 1)
        if name == REACH:
            self.reach.refresh_if_stale()
            self.reach.take_focus()

    def toggle_view(self) -> None:
        """Go from the board to the reach, or back."""
        is_board = self._views.currentIndex() == 0
        self.open_view(REACH if is_board else BOARD)
        if not is_board:
            self.board.take_focus()

    def leave_side(self) -> None:
        """Give the keys back to the board; what was typed stays in the side."""
        self._is_side_open = False
        self._show_details()
        self._place_side()
        self.board.take_focus()

    def present(self) -> Dispatch | None:
        """Return the dispatch in front; None for a team that stands by."""
        card = self.board.present()
        if card is None:
            return None
        return next((one for one in self.picture.out if one.id == card.key), None)

    def show_after(self, *after: Dispatch) -> None:
        """Show dispatches as they are after an act, before the next reading."""
        changed = {one.id: one for one in after}
        kept = [changed.pop(one.id, one) for one in self.picture.out]
        out = tuple(one for one in (*kept, *changed.values()) if one.is_open)
        self.picture = replace(self.picture, out=out)
        self.board.show_cards(cards(self.picture))
        self._show_details()
        self.refresh()

    def read_words(self) -> None:
        self._switch.set_choices(((BOARD, tr("Board")), (REACH, tr("Reach"))))
        self._switch.setAccessibleName(tr("Board or reach"))
        self._new.setText(tr("Dispatch order"))
        if self.has_content:
            self.board.show_cards(cards(self.picture))
            self._show_details()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_side()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "commands"):
            self._place_side()

    def _order_for(self, entry: Entry | None) -> None:
        if entry is not None:
            self._open_side(self.order)
            self._when_read(partial(self.order.begin_for, entry))

    def _when_read(self, call: Callable[[], None]) -> None:
        if self.has_content:
            call()
        else:
            self._later = call

    def _on_ordered(self, sent: tuple[Dispatch, ...]) -> None:
        self._wanted = sent[0].id
        self.show_after(*sent)
        self.leave_side()
        self._choose_wanted()

    def _choose_wanted(self) -> None:
        if self._wanted is not None and self.board.choose(self._wanted):
            self._wanted = None

    def _on_chosen(self, _card: Card | None) -> None:
        self._show_details()

    def _show_details(self) -> None:
        one = self.present()
        if one is not None:
            line = self.picture.line(one.order.team_id)
            trip = trip_words(self.picture.trips.get(one.id))
            limits, now = self.picture.limits, self.seat.clock()
            self.details.show_dispatch(one, line, limits, now, trip=trip)
        if self.side.currentWidget() in {self._details, self.news} or not self._is_side_open:
            self.side.setCurrentWidget(self._details if one is not None else self.news)

    def _report(self, report: Report) -> None:
        one = next((one for one in self.picture.out if one.id == report.dispatch_id), None)
        if one is not None:
            self.acts.report(one, report.result, done=self._reported, failed=self.result.refuse)

    def _reported(self) -> None:
        self.result.settle()
        self.leave_side()

    def _open_side(self, widget: QWidget) -> None:
        self._is_side_open = True
        self.side.setCurrentWidget(widget)
        self._place_side()

    def _place_side(self) -> None:
        is_compact = scaled.is_compact(self)
        # In a small window there is room for few proposals below the fields.
        is_wide = is_compact and self.side.currentWidget() is self.order
        self.order.set_wide(is_compact)
        self.side.setFixedWidth(theme.px(_WIDE_W if is_wide else _SIDE_W[is_compact]))
        self.side.setVisible(self._is_side_open or not is_compact)
        QTimer.singleShot(0, self.board, self.board.reveal)  # once the layout is done

    def _connect(self) -> None:
        self.board.chosen.connect(self._on_chosen)
        self.ask.left.connect(self.board.take_focus)
        self.result.left.connect(self.leave_side)
        self.result.confirmed.connect(self._report)
        self.order.left.connect(self.leave_side)
        self.order.ordered.connect(self._on_ordered)
        self.acts.done.connect(self.show_after)
        self._new.clicked.connect(self.begin_new)
        self._switch.chosen.connect(self.open_view)

    def _build(self) -> None:
        self._details = Roomy(self.details, width=0, height=_DETAILS_H)
        for widget in (self.news, self._details, self.result, self.order):
            self.side.addWidget(widget)
        left = QVBoxLayout()
        scaled.gap(left, 2)
        left.addWidget(self.board, 1)
        left.addWidget(self.ask)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        scaled.gap(row, 3)
        row.addLayout(left, 1)
        row.addWidget(self.side)
        self._views.addWidget(whole)
        self._views.addWidget(self.reach)
        self._switch.set_value(BOARD)
        head = QHBoxLayout()
        scaled.gap(head, 3)
        head.addWidget(self._switch)
        head.addStretch()
        head.addWidget(self._new, 0, Qt.AlignmentFlag.AlignVCenter)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 2)
        layout.addLayout(head)
        layout.addWidget(self._views, 1)
        self.put(content)
