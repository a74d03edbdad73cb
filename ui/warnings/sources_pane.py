"""The pane of sources: folders and addresses that are watched, and how asking them goes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right
from commandcenter.kernel.words import N_
from commandcenter.warnings.model.feeds import Feed
from commandcenter.warnings.service import feeds
from ui.shell.page import Target
from ui.shell.seat import Seat
from ui.warnings import reading, source_words
from ui.warnings.pane import Pane
from ui.warnings.shown import PAGE
from ui.warnings.source_form import SourceForm
from ui.warnings.source_words import SourceRow
from ui.widgets import scaled, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.states import Deck
from ui.widgets.words import tr

SOURCES = "sources"
_SIDE_W = {False: 440, True: 360}  # px at 100 %: comfortable, compact
_TICK_MS = 5_000
_SAVED = N_("Source saved: {name}")

NextAt = Callable[[UUID], datetime | None]


class SourcesPane(Pane):
    """Whoever may change rules adds sources, changes them, and switches them off.

    Args:
        next_at: When this workstation asks a source next; None where it does not.
    """

    kinds = (SOURCES,)

    def __init__(self, db: Database, seat: Seat, next_at: NextAt) -> None:
        super().__init__(db, seat)
        self._next_at = next_at
        self._feeds: tuple[Feed, ...] = ()
        self._title = Label(tone="heading")
        self.new = KeyButton(key="Ctrl+N", icon="plus")
        now = seat.clock
        self.table = RecordTable(
            (
                Column(title=N_("Source"), text=lambda row: row.feed.name),
                Column(title=N_("Kind"), text=lambda row: tr(source_words.KINDS[row.feed.kind])),
                Column(title=N_("Folder or address"), text=lambda row: row.feed.place),
                Column(
                    title=N_("State"),
                    text=source_words.state,
                    is_stale=lambda row: bool(row.feed.failures) and row.feed.is_active,
                ),
                Column(
                    title=N_("Last answer"), text=lambda row: source_words.last(row.feed, now())
                ),
                Column(title=N_("Asked next"), text=lambda row: source_words.following(row, now())),
            ),
            lambda row: row.feed.id,
            stretch=2,
        )
        self.list_deck = Deck(self.table)
        self.form = SourceForm()
        self._build()
        self._connect()
        self._ticks = QTimer(self, interval=_TICK_MS)
        self._ticks.timeout.connect(self._tick)
        self._ticks.start()
        self.read_words()

    def reading(self) -> Callable[[], Any]:
        return partial(reading.sources, self.db)

    def show_read(self, read: tuple[Feed, ...]) -> None:
        self._feeds = read
        self.table.show_records(self._rows())
        refusal = self.refusal(Right.MANAGE_RULES)
        self.form.set_refusal(refusal)
        self.new.setEnabled(not refusal)
        if read:
            self.list_deck.show_content()
        else:
            self.list_deck.show_state(
                "broadcast",
                tr("No sources"),
                tr("A folder or an address that is watched brings warnings by itself."),
                action="" if refusal else tr("Add a source"),
                key="Ctrl+N",
            )
        present = self.table.present()
        if present is None and read and not self.form.is_new():
            self.table.setCurrentIndex(self.table.records.index(0, 0))
        elif present is not None:
            self.form.follow(present.feed)

    def begin_new(self) -> None:
        if not self.refusal(Right.MANAGE_RULES):
            self.form.begin()

    def submit(self) -> None:
        self.form.submit()

    def give_up(self) -> None:
        self.form.give_up()
        self.table.setFocus()

    def place(self) -> Target:
        return Target(page=PAGE, kind=SOURCES)

    def read_words(self) -> None:
        self._title.setText(tr("Sources"))
        self.new.setText(tr("Add a source"))
        self.table.setAccessibleName(tr("Sources"))
        if self.has_content:
            self.show_read(self._feeds)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.form.setFixedWidth(theme.px(_SIDE_W[scaled.is_compact(self)]))

    def _rows(self) -> list[SourceRow]:
        return [SourceRow(feed=feed, next_at=self._next_at(feed.id)) for feed in self._feeds]

    def _tick(self) -> None:
        if self.isVisible() and self.has_content:
            self.table.show_records(self._rows())
            self.table.viewport().update()

    def _on_chosen(self, row: SourceRow | None) -> None:
        if row is not None:
            self.form.show_feed(row.feed)

    def _save(self, feed: Feed) -> None:
        is_new = self.form.is_new()
        write = feeds.add if is_new else feeds.change
        call = partial(write, self.db, feed, officer=self.seat.officer())

        def done(saved: Feed) -> None:
            self.form.settle(saved)
            self.seat.messages.say(_SAVED, name=saved.name)
            self._feeds = (*(one for one in self._feeds if one.id != saved.id), saved)
            self.table.show_records(self._rows())
            self.table.choose(saved.id)
            self.refresh()
            self.changed.emit()

        def failed(error: Exception) -> None:
            self.form.refuse(error)
            self.refresh()

        self.seat.background.write(self, call, done, failed)

    def _toggle(self, feed: Feed) -> None:
        self._save(replace(feed, is_active=not feed.is_active))

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, tr("Choose a folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, on=True)
        dialog.fileSelected.connect(self.form.take_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _connect(self) -> None:
        self.new.clicked.connect(self.begin_new)
        self.list_deck.acted.connect(self.begin_new)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(lambda _row: self.form.take_focus())
        self.form.submitted.connect(self._save)
        self.form.toggled.connect(self._toggle)
        self.form.folder_wanted.connect(self._choose_folder)
        self.form.left.connect(self.give_up)

    def _build(self) -> None:
        head = QHBoxLayout()
        scaled.margins(head, 4, 3, 4, 2)
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self.new)
        card = Card()
        left = QVBoxLayout(card)
        scaled.margins(left, 0, 0, 0, 2)
        left.setSpacing(0)
        left.addLayout(head)
        left.addWidget(self.list_deck, 1)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        scaled.gap(row, 3)
        row.addWidget(card, 1)
        row.addWidget(self.form)
        self.put(whole)
        self.setFocusProxy(self.table)
