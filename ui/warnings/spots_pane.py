"""The pane of hotspots (卫星热点): what satellites saw, and what was found there."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.kernel.words import N_
from commandcenter.warnings.model.passing import Hotspot
from commandcenter.warnings.service import hotspots
from ui.records import outlines
from ui.shell.page import Target
from ui.shell.seat import Seat
from ui.warnings import reading, spot_words
from ui.warnings.pane import Pane
from ui.warnings.reading import Spots, Terms
from ui.warnings.shown import PAGE
from ui.warnings.spot_forms import Check, CheckForm, SpotForm
from ui.warnings.spot_view import SpotView
from ui.warnings.spot_words import SpotRow
from ui.widgets import scaled, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.map_parts import MapMark
from ui.widgets.map_view import MapView
from ui.widgets.severity import Severity
from ui.widgets.states import Deck
from ui.widgets.words import tr

SPOTS, SPOT = "hotspots", "hotspot"
_SIDE_W = {False: 460, True: 380}  # px at 100 %: comfortable, compact
_TICK_MS = 1_000
_NOTED = N_("Hotspot taken in: {place}")
_CHECKED = N_("Check recorded: {place}")


class SpotsPane(Pane):
    """Ctrl+N takes one in, Enter records what its check brought."""

    kinds = (SPOTS, SPOT)

    def __init__(self, db: Database, seat: Seat) -> None:
        super().__init__(db, seat)
        self._spots = Spots()
        self._wanted: UUID | None = None
        self._title = Label(tone="heading")
        self._count = Label(tone="note")
        self.new = KeyButton(key="Ctrl+N", icon="plus")
        self.view = SpotView(seat.clock)
        self.list_deck = Deck(self.view)
        self.map = MapView()
        self.form = SpotForm(seat.clock)
        self.check = CheckForm()
        self.side = QStackedWidget()
        self._build()
        self._connect()
        self._ticks = QTimer(self, interval=_TICK_MS)
        self._ticks.timeout.connect(self.view.tick)
        self._ticks.start()
        self.read_words()

    def reading(self) -> Callable[[], Any]:
        return partial(reading.spots, self.db, at=self.seat.clock(), drill_id=self.seat.drill_id)

    def show_read(self, read: Spots) -> None:
        self._spots = read
        rows = self._rows()
        self.view.show_rows(rows)
        still_open = sum(row.is_open for row in rows)
        self._count.setText(tr("{count} to check").format(count=still_open))
        refusal = self.refusal()
        self.form.set_refusal(refusal)
        self.check.set_refusal(refusal)
        self.new.setEnabled(not refusal)
        if rows:
            self.list_deck.show_content()
        else:
            self.list_deck.show_state(
                "fire",
                tr("No hotspots"),
                tr("What satellites see is taken in here; the check has a clock of its own."),
                action="" if refusal else tr("Take one in"),
                key="Ctrl+N",
            )
        self._show_marks(rows)
        if self._wanted is not None and self.view.choose(self._wanted):
            self._wanted = None

    def show_terms(self, terms: Terms) -> None:
        """Take the areas of the county."""
        self.form.offer(terms.towns)
        towns = [area for area in terms.areas if area.tier == "township" and area.geometry]
        self.map.show_areas(outlines.areas_of(towns))

    def go_to(self, target: Target) -> None:
        if target.kind == SPOT and isinstance(target.key, UUID):
            self._wanted = target.key
            if self.view.choose(target.key):
                self._wanted = None

    def place(self) -> Target:
        row = self.view.present()
        if row is None:
            return Target(page=PAGE, kind=SPOTS)
        return Target(page=PAGE, kind=SPOT, key=row.spot.id)

    def begin_new(self) -> None:
        if not self.refusal():
            self.side.setCurrentWidget(self.form)
            self.form.begin()

    def submit(self) -> None:
        if self.side.currentWidget() is self.form:
            self.form.submit()
        elif self.side.currentWidget() is self.check:
            self.check.submit()

    def give_up(self) -> None:
        self.side.setCurrentWidget(self.map)
        self.view.setFocus()

    def read_words(self) -> None:
        self._title.setText(tr("Hotspots"))
        self.new.setText(tr("Take one in"))
        self.view.setAccessibleName(tr("Hotspots"))
        self.map.setAccessibleName(tr("Map of the hotspots"))
        if self.has_content:
            self.show_read(self._spots)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.setFixedWidth(theme.px(_SIDE_W[scaled.is_compact(self)]))

    def _rows(self) -> list[SpotRow]:
        now, read = self.seat.clock(), self._spots
        return [
            spot_words.row(spot, now, limit=read.limit, large=read.large) for spot in read.spots
        ]

    def _show_marks(self, rows: list[SpotRow]) -> None:
        self.map.show_marks(
            [
                MapMark(
                    key=row.spot.id,
                    name=f"{row.place} · {row.pixels}",
                    at=(row.spot.lon, row.spot.lat),
                    severity=Severity.RED if row.is_large else Severity.ORANGE,
                )
                for row in rows
                if row.is_open
            ]
        )

    def _on_chosen(self, row: SpotRow | None) -> None:
        if row is None:
            return
        self.map.choose(row.spot.id if row.is_open else None)
        if self.side.currentWidget() is self.check:
            self.check.show_row(row)

    def _on_opened(self, row: SpotRow) -> None:
        if row.is_open and not self.refusal():
            self.side.setCurrentWidget(self.check)
            self.check.begin(row)

    def _on_noted(self, spot: Hotspot) -> None:
        new = replace(spot, drill_id=self.seat.drill_id)
        call = partial(hotspots.note, self.db, new, officer=self.seat.officer())

        def done(noted: Hotspot) -> None:
            self.form.settle()
            self._wanted = noted.id
            self._done(_NOTED, noted)

        self.seat.background.write(self, call, done, self.form.refuse)

    def _on_checked(self, check: Check) -> None:
        call = partial(
            hotspots.check,
            self.db,
            check.spot.id,
            check.result,
            found=check.found,
            officer=self.seat.officer(),
        )

        def done(checked: Hotspot) -> None:
            self.check.settle(check)
            self._done(_CHECKED, checked)

        def failed(error: Exception) -> None:
            self.check.refuse(error)
            self.refresh()

        self.seat.background.write(self, call, done, failed)

    def _done(self, said: str, spot: Hotspot) -> None:
        self.seat.messages.say(said, place=spot.place)
        self.give_up()
        self.refresh()
        self.changed.emit()

    def _connect(self) -> None:
        self.new.clicked.connect(self.begin_new)
        self.list_deck.acted.connect(self.begin_new)
        self.view.chosen.connect(self._on_chosen)
        self.view.opened.connect(self._on_opened)
        self.view.doubleClicked.connect(lambda _index: self._open_present())
        self.map.chosen.connect(self.view.choose)
        self.form.submitted.connect(self._on_noted)
        self.check.submitted.connect(self._on_checked)
        for form in (self.form, self.check):
            form.left.connect(self.give_up)

    def _open_present(self) -> None:
        row = self.view.present()
        if row is not None:
            self._on_opened(row)

    def _build(self) -> None:
        head = QHBoxLayout()
        scaled.margins(head, 4, 3, 4, 2)
        scaled.gap(head, 3)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addStretch()
        head.addWidget(self.new)
        card = Card()
        left = QVBoxLayout(card)
        scaled.margins(left, 0, 0, 0, 2)
        left.setSpacing(0)
        left.addLayout(head)
        left.addWidget(self.list_deck, 1)
        for widget in (self.map, self.form, self.check):
            self.side.addWidget(widget)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        scaled.gap(row, 3)
        row.addWidget(card, 1)
        row.addWidget(self.side)
        self.put(whole)
        self.setFocusProxy(self.view)
