"""The log: search, filters, the list, and what can be done with its selected line."""

import html
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QHelpEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QToolTip, QVBoxLayout, QWidget

from commandcenter.directory.rights import Right
from commandcenter.duty.model.entry import Entry, Step
from commandcenter.duty.model.lines import LogLine, LogQuery
from commandcenter.duty.model.overview import Overview
from commandcenter.duty.model.words import STEP
from commandcenter.duty.service import log
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_
from ui.duty.desk import Desk
from ui.duty.filter_bar import FilterBar
from ui.duty.jump import JumpBar
from ui.duty.log_heading import LogHeading
from ui.duty.log_model import LogModel
from ui.duty.log_view import LogView
from ui.duty.row import Surroundings, spoken
from ui.duty.scope import REALLY_KEY, RECORD_REALLY
from ui.duty.shelf import Shelf
from ui.duty.step_form import StepForm
from ui.shell.page import Target
from ui.shell.sentences import sentence
from ui.widgets import scaled
from ui.widgets.cards import Card
from ui.widgets.paint import paintable
from ui.widgets.states import Deck
from ui.widgets.words import tr

_COPIED = N_("Copied")
_NO_STEP = N_("Only entries are handled; this line was noted by the program.")
_NO_ORDER = N_("Teams are ordered for entries; this line was noted by the program.")
_IS_REAL = N_("Only an entry of a drill can be recorded in reality too.")
_LONGEST_TIP = 600
_NO_INCIDENT = N_("Incidents come from entries; this line was noted by the program.")
_TEAMS, _INCIDENTS = "teams", "incidents"


class LogPanel(Card):
    """Shows the log and asks what to do with a line.

    Signals:
        details_wanted: A line should be shown whole (LogLine).
        correction_wanted: An entry should be put right (Entry).
        reality_wanted: An entry of a drill was a real call (Entry).
        changed: Something was written here.
        new_wanted: The button of the empty log was pressed.
        failed: Lines could not be read (Exception).
    """

    details_wanted = Signal(object)
    correction_wanted = Signal(object)
    reality_wanted = Signal(object)
    changed = Signal()
    new_wanted = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_read = False
        self.model = LogModel(self._read, self._run, parent=self)
        self.shelf = Shelf(self.model)
        self.view = LogView(self.model, self.shelf)
        self.filters = FilterBar(desk)
        self.heading = LogHeading(lambda: self.shelf.layout)
        self.steps = StepForm(desk)
        self.jump = JumpBar(desk)
        self.deck = Deck(self.view)
        self._build()
        self._connect()
        self.deck.show_loading()
        self.read_words()

    def refresh(self) -> None:
        """Read what is new; at first, read the newest page."""
        if not self.model.query.with_milestones:
            self.model.open(self.filters.query())
        else:
            self.model.refresh()

    def turn(self) -> None:
        """Show the lines of the drill that is played from now on, or those of reality."""
        if self.model.query.with_milestones:
            self.deck.show_loading()
            self.model.open(self.filters.query())

    def show_overview(self, overview: Overview) -> None:
        """Take over the shift on watch."""
        self.filters.show_overview(overview)
        around = Surroundings(
            shift_id=overview.shift.id if overview.shift else None, late_after=overview.late_after
        )
        if self.shelf.set_surroundings(around, day_of(self._desk.clock())):
            self.view.measure_again()

    def show_seq(self, seq: int) -> None:
        """Bring a line into view, if need be without the filters."""
        row = self.model.row_of(seq)
        if row >= 0 and self.model.line(row).seq == seq:
            self.deck.show_content()
            self.view.show_row(row)
            return
        self.filters.blockSignals(True)
        self.filters.show_everything()
        self.filters.blockSignals(False)
        self.model.open(self.filters.query(), around=seq)

    def take_focus(self) -> None:
        """Let the keys walk through the list; an empty one leaves them to the search."""
        place = self.view if self.view.isVisibleTo(self) else self.filters.search
        place.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.take_focus()

    def selected(self) -> LogLine | None:
        """Return the line the keys work on."""
        index = self.view.currentIndex()
        return self.model.line(index.row()) if index.isValid() else None

    def selected_entry(self) -> Entry | None:
        """Return the entry the keys work on; None for automatic lines."""
        line = self.selected()
        return None if line is None else line.entry

    def correct(self) -> None:
        """Ask for a correction of the selected entry, in the version that holds."""
        entry = self.selected_entry()
        if entry is not None and self._may_record():
            self.correction_wanted.emit(entry.newest)

    def record_really(self) -> None:
        """Ask for the selected entry of a drill to be recorded in reality too."""
        entry = self.selected_entry()
        if entry is None or entry.draft.drill_id is None:
            self._desk.messages.say(_IS_REAL)
        else:
            self.reality_wanted.emit(entry.newest)

    def take_step(self, step: Step) -> None:
        """Ask whom a step of the selected entry reached."""
        entry = self.selected_entry()
        if entry is None and self.selected() is not None:
            self._desk.messages.say(_NO_STEP)
        elif entry is not None and self._may_record():
            self.steps.ask_for(entry.newest, step)

    def order_teams(self) -> None:
        """Go to the order of teams for the selected entry."""
        entry = self.selected_entry()
        if entry is not None and self._can_order():
            target = Target(page=_TEAMS, kind="order", key=entry.id)
            self._desk.navigation.open(target)
        elif self.selected() is not None and entry is None:
            self._desk.messages.say(_NO_ORDER)

    def open_incident(self) -> None:
        """Go to the sheet that opens an incident from the selected entry."""
        entry = self.selected_entry()
        if entry is not None and self._can_report():
            target = Target(page=_INCIDENTS, kind="new", key=entry.newest.id)
            self._desk.navigation.open(target)
        elif self.selected() is not None and entry is None:
            self._desk.messages.say(_NO_INCIDENT)

    def copy(self) -> None:
        """Put the selected line into the clipboard, with its whole text."""
        line = self.selected()
        if line is None:
            return
        row = self.shelf.row(self.view.currentIndex().row())
        words = spoken(row)
        if line.entry is not None:
            words = words.replace(row.text, line.entry.newest.draft.content)
        QGuiApplication.clipboard().setText(words)
        self._desk.messages.say(_COPIED)

    def show_details(self) -> None:
        """Ask for the selected line to be shown whole."""
        line = self.selected()
        if line is not None:
            self.details_wanted.emit(line)

    def ask_jump(self) -> None:
        """Ask where to go."""
        self.jump.ask(tr("Go to a line"), {})

    def set_form(self, *, is_compact: bool, is_narrow: bool) -> None:
        """Take the comfortable, the compact or the narrow form."""
        self.filters.set_form(is_compact=is_compact, is_narrow=is_narrow)
        self.view.measure_again()
        self.heading.update()

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self.view.setAccessibleName(tr("Duty log"))
        if self._is_read and not self.model.rowCount():
            self._on_shown(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_nothing_found = not self.model.rowCount() and self.filters.is_narrowed()
        if event.key() == Qt.Key.Key_Escape and is_nothing_found:
            self.filters.show_everything()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.read_words()

    def _build(self) -> None:
        top = QVBoxLayout()
        scaled.margins(top, 4, 3, 4, 1)
        top.addWidget(self.filters)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.heading)
        layout.addWidget(self.deck, 1)
        layout.addWidget(self.steps)
        layout.addWidget(self.jump)

    def _connect(self) -> None:
        self.model.shown.connect(self._on_shown)
        self.model.failed.connect(self._on_failed)
        self.model.rowsInserted.connect(lambda *_: self._show_list())
        self.view.entered_line.connect(lambda _row: self.show_details())
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._open_menu)
        self.view.viewport().installEventFilter(self)
        self.filters.wanted.connect(self._open_query)
        self.filters.went_down.connect(self._go_into_list)
        self.deck.acted.connect(self._on_acted)
        self.steps.left.connect(self.take_focus)
        self.steps.taken.connect(lambda _entry: self.changed.emit())
        self.jump.left.connect(self.take_focus)
        self.jump.found.connect(self.show_seq)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_of_rows = watched is self.view.viewport()
        if is_of_rows and event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.view.indexAt(event.pos())
            words = self.tip_of(self.model.line(index.row())) if index.isValid() else ""
            QToolTip.showText(event.globalPos(), words, self.view.viewport())
            return True
        return False

    def tip_of(self, line: LogLine) -> str:
        """Return the tooltip of a line: its whole text, never as markup."""
        if line.entry is None:
            return ""
        text = line.entry.newest.draft.content
        shown = text if len(text) <= _LONGEST_TIP else text[:_LONGEST_TIP] + "…"
        return f"<span>{html.escape(paintable(shown))}</span>".replace("\n", "<br>")

    def _read(
        self, query: LogQuery, before: int | None, after: int | None, limit: int
    ) -> tuple[LogLine, ...]:
        return log.page(self._desk.db, query, before=before, after=after, limit=limit)

    def _run(
        self,
        call: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._desk.background.read(self.model, call, done, failed)

    def _open_query(self, query: LogQuery) -> None:
        self.model.open(query)

    def _on_shown(self, row: int) -> None:
        self._is_read = True
        if self.model.rowCount():
            self._show_list()
            if row >= 0:
                self.view.show_row(row)
        elif self.filters.is_narrowed():
            self.deck.show_state(
                "magnifying-glass",
                tr("Nothing found"),
                tr("No line fits. Fewer words or another period find more."),
                action=tr("Show everything"),
                key="Esc",
            )
        else:
            action = tr("Write the first one") if self._may_record() else ""
            self.deck.show_state(
                "notebook",
                tr("No entries yet"),
                tr("Calls, orders and patrols are written here."),
                action=action,
                key="F2" if action else "",
            )

    def _show_list(self) -> None:
        self.deck.show_content()
        self.heading.update()

    def _on_failed(self, error: Exception) -> None:
        if not self.model.rowCount():
            self.deck.show_state("warning-circle", tr("Not loaded"), sentence(error))
        self.failed.emit(error)

    def _on_acted(self) -> None:
        if self.filters.is_narrowed():
            self.filters.show_everything()
        else:
            self.new_wanted.emit()

    def _go_into_list(self) -> None:
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.view.currentIndex().isValid() and self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0))

    def _open_menu(self, at: QPoint) -> None:
        if self.selected() is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        is_entry = self.selected_entry() is not None and self._may_record()
        menu.addAction(_with_key(tr("Show details"), "Enter"), self.show_details)
        menu.addAction(_with_key(tr("Copy text"), "Ctrl+C"), self.copy)
        if is_entry:
            menu.addAction(_with_key(tr("Correct"), "Ctrl+E"), self.correct)
            if self._desk.playing.drill_id is not None:
                menu.addAction(_with_key(tr(RECORD_REALLY), REALLY_KEY), self.record_really)
            menu.addSeparator()
            if self._can_report():
                words = tr("Open an incident from the selected entry")
                menu.addAction(_with_key(words, "Ctrl+I"), self.open_incident)
            if self._can_order():
                words = tr("Order teams for the selected entry")
                menu.addAction(_with_key(words, "Ctrl+D"), self.order_teams)
            menu.addSeparator()
            for number, step in enumerate(Step, start=1):
                action = menu.addAction(_with_key(tr(STEP[step]), str(number)))
                action.triggered.connect(lambda _on=False, step=step: self.take_step(step))
        menu.popup(self.view.viewport().mapToGlobal(at))

    def _can_order(self) -> bool:
        is_there = self._desk.navigation.has(_TEAMS)
        return is_there and self._desk.may(Right.DISPATCH)

    def _can_report(self) -> bool:
        is_there = self._desk.navigation.has(_INCIDENTS)
        return is_there and self._desk.may(Right.REPORT)

    def _may_record(self) -> bool:
        return self._desk.may(Right.RECORD)


def _with_key(words: str, key: str) -> str:
    return f"{words}\t{key}"
