"""The pane of warnings: the list on the left, and beside it a warning, its calls, or a form."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.kernel import severity as kernel
from commandcenter.kernel.words import N_
from commandcenter.warnings.model.calls import Attempt, Call
from commandcenter.warnings.model.warning import WarningRecord
from commandcenter.warnings.service import calling, passing
from commandcenter.warnings.service.passing import WarningDraft
from ui.shell.page import Target
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.warnings import reading
from ui.warnings.call_panel import CallPanel
from ui.warnings.entry_form import EntryForm, Typed
from ui.warnings.incoming import IncomingPanel
from ui.warnings.line_list import LineList
from ui.warnings.offers import offered
from ui.warnings.pane import Pane
from ui.warnings.reading import Terms
from ui.warnings.sheet_acts import SheetActs
from ui.warnings.sheet_panel import SheetPanel
from ui.warnings.shown import PAGE, CallList, Line, Lines, Sheet, urgency
from ui.widgets import scaled, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.states import Deck
from ui.widgets.words import tr

LIST, WARNING, NEW, CALL_LIST, FILE = "", "warning", "new", "calls", "file"
OPEN, CLOSED = "open", "closed"  # what the board calls the list, and what is over
_LIST_W = {False: 420, True: 340}  # px at 100 %: comfortable, compact
_TICK_MS = 1_000
_TAKEN = N_("Taken in: {headline}")


class WarningsPane(Pane):
    """Targets: `warning` and `calls` show one by its id, `new` takes one in by hand."""

    kinds = (LIST, WARNING, NEW, CALL_LIST, FILE, OPEN, CLOSED)

    def __init__(self, db: Database, seat: Seat) -> None:
        super().__init__(db, seat)
        self.lines = Lines()
        self.terms = Terms()
        self._wanted: UUID | None = None
        self._wants_calls = False
        self._sheet_asked = self._calls_asked = 0
        self.search_line = QLineEdit(clearButtonEnabled=True)
        self.new = KeyButton(key="Ctrl+N", icon="plus")
        self.open = KeyButton(key="Ctrl+O", icon="folder-open")
        self.list = LineList(seat.clock)
        self.list_deck = Deck(self.list)
        self.sheet = SheetPanel(seat)
        self.acts = SheetActs(db, seat, self.sheet)
        self.calls = CallPanel(seat)
        self.form = EntryForm(seat)
        self.incoming = IncomingPanel(db, seat)
        self.side = QStackedWidget()
        self._left = Card()
        self._build()
        self._connect()
        self._ticks = QTimer(self, interval=_TICK_MS)
        self._ticks.timeout.connect(self.list.tick)
        self._ticks.start()
        self.read_words()

    def reading(self) -> Callable[[], Any]:
        return partial(reading.lines, self.db, at=self.seat.clock(), drill_id=self.seat.drill_id)

    def show_read(self, read: Lines) -> None:
        self.lines = read
        self.list.show_lines(read.lines)
        if not read.lines:
            self.list_deck.show_state(
                "broadcast",
                tr("No warnings"),
                tr("Warnings come from the sources, from a file, or are taken in by hand."),
                action=tr("Take in by hand"),
                key="Ctrl+N",
            )
            self.sheet.show_nothing()
            return
        self.list_deck.show_content()
        self._choose_wanted()
        self.list.choose_first()
        self._read_side()

    def show_terms(self, terms: Terms) -> None:
        """Take the words of the dictionaries and the areas of the county."""
        self.terms = terms
        self.sheet.show_county(terms.areas)
        self.form.offer(terms.kinds, terms.towns)
        refusal = self.refusal()
        self.form.set_refusal(refusal)
        self.incoming.set_refusal(refusal)

    def go_to(self, target: Target) -> None:
        if target.kind == NEW:
            self.begin_new()
        elif target.kind == FILE:
            self.open_file()
        elif target.kind in {WARNING, CALL_LIST} and isinstance(target.key, UUID):
            self._wanted = target.key
            self.show_side(self.calls if target.kind == CALL_LIST else self.sheet)
            self._choose_wanted()
            self._read_side()
        elif target.kind == CALL_LIST:
            self._wants_calls = True
            self._choose_wanted()
        elif target.kind == CLOSED:
            self.list.open_folds()

    def place(self) -> Target:
        line = self.list.present()
        if self.side.currentWidget() is self.form:
            return Target(page=PAGE, kind=NEW)
        if line is None:
            return Target(page=PAGE)
        is_calls = self.side.currentWidget() is self.calls
        return Target(page=PAGE, kind=CALL_LIST if is_calls else WARNING, key=line.id)

    def search(self) -> None:
        self.search_line.setFocus()
        self.search_line.selectAll()

    def begin_new(self) -> None:
        self.show_side(self.form)
        self.form.begin()

    def open_file(self) -> None:
        """Let the user choose a file with a warning."""
        self.show_side(self.incoming)
        self.incoming.open_file()

    def read_file(self, path: str) -> None:
        """Show what a file holds before it is taken in."""
        self.show_side(self.incoming)
        self.incoming.read_file(path)

    def submit(self) -> None:
        if self.side.currentWidget() is self.form:
            self.form.submit()
        elif self.side.currentWidget() is self.incoming:
            self.incoming.submit()

    def give_up(self) -> None:
        if self.calls.reply.hasFocus():
            self.calls.view.setFocus()
        elif not self.sheet.ask.isHidden() and self.sheet.ask.isVisible():
            self.sheet.ask.close_bar()
        elif self.side.currentWidget() is not self.sheet:
            self.leave_side()
        elif self.search_line.hasFocus() and self.search_line.text():
            self.search_line.clear()
        else:
            self.list.setFocus()

    def leave_side(self) -> None:
        """Go back to the warning; what was typed stays."""
        self.show_side(self.sheet)
        self.list.setFocus()

    def show_side(self, widget: QWidget) -> None:
        """Show a warning, its calls, or a form beside the list."""
        self.side.setCurrentWidget(widget)
        self._make_room()
        self._read_side()

    def do(self, command: str) -> None:
        """Do something with the warning that is shown."""
        if self.side.currentWidget() is self.sheet:
            self.sheet.do(command)

    def show_calls(self) -> None:
        """Show the call list of the warning in front, or go back to the warning."""
        if self.side.currentWidget() is self.calls:
            self.leave_side()
        elif self.list.present() is not None:
            self.show_side(self.calls)
            self.calls.setFocus()

    def toggle_raw(self) -> None:
        """Open or close the original message."""
        if self.side.currentWidget() is self.sheet:
            self.sheet.raw.toggle()

    def read_words(self) -> None:
        self.search_line.setPlaceholderText(tr("Search: headline, area, pinyin initials"))
        self.search_line.setAccessibleName(tr("Search"))
        self.new.setText(tr("By hand"))
        self.open.setText(tr("Open a file"))
        self.list.setAccessibleName(tr("Warnings"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._left.setFixedWidth(theme.px(_LIST_W[scaled.is_compact(self)]))
        self._make_room()

    # The side

    def _make_room(self) -> None:
        """Leave the list out where there is only room for the calls."""
        is_calls = self.side.currentWidget() is self.calls
        self._left.setVisible(not (is_calls and scaled.is_narrow(self)))

    def _choose_wanted(self) -> None:
        """Bring to the front what a target named, as soon as it was read."""
        if self._wanted is not None and self.list.choose(self._wanted):
            self._wanted = None
        waiting = [one for one in self.lines.lines if one.is_live and one.answered < one.called]
        if self._wants_calls and self.has_content:
            self._wants_calls = False
            if waiting:
                worst = min(waiting, key=urgency)
                self.list.choose(worst.id)
                self.show_side(self.calls)
                self.calls.setFocus()

    def _read_side(self) -> None:
        line = self.list.present()
        if line is None:
            return
        side = self.side.currentWidget()
        if side is self.sheet:
            self._read_sheet(line.id)
        elif side is self.calls:
            self._read_calls(line.id)

    def _read_sheet(self, warning_id: UUID) -> None:
        self._sheet_asked += 1
        number = self._sheet_asked
        call = partial(reading.sheet, self.db, warning_id, at=self.seat.clock())
        self.seat.background.read(
            self, call, partial(self._show_sheet, number), partial(self._no_sheet, number)
        )

    def _show_sheet(self, number: int, sheet: Sheet) -> None:
        if number != self._sheet_asked:
            return
        found = offered(sheet, self.terms, refusal=self.refusal())
        self.sheet.show_sheet(sheet, found)

    def _no_sheet(self, number: int, error: Exception) -> None:
        if number == self._sheet_asked:
            self.mark_stale()
            self.sheet.show_problem(sentence(error))
            self.seat.messages.problem(error)
            self.failed.emit()

    def _read_calls(self, warning_id: UUID) -> None:
        self._calls_asked += 1
        number, officer = self._calls_asked, self.seat.officer()
        call = partial(reading.calls, self.db, warning_id, officer=officer, at=self.seat.clock())
        self.seat.background.read(
            self, call, partial(self._show_calls, number), partial(self._no_sheet, -1)
        )

    def _show_calls(self, number: int, calls: CallList) -> None:
        if number == self._calls_asked:
            self.calls.show_calls(calls, refusal=self.refusal())

    def _on_chosen(self, _line: Line) -> None:
        if self.side.currentWidget() in {self.form, self.incoming}:
            self.side.setCurrentWidget(self.sheet)  # what was typed stays in the form
        self._read_side()

    def _on_opened(self, _line: Line) -> None:
        if self.side.currentWidget() is self.calls:
            self.calls.setFocus()
        else:
            self.show_side(self.sheet)
            self.sheet.area.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _open_other(self, warning_id: UUID) -> None:
        self.seat.navigation.open(Target(page=PAGE, kind=WARNING, key=warning_id))

    # What is done

    def _after_act(self) -> None:
        self.refresh()
        self.changed.emit()

    def _on_rung(self, attempt: Attempt) -> None:
        call = partial(calling.ring, self.db, attempt, officer=self.seat.officer())

        def done(_call: Call) -> None:
            self.calls.settle(attempt)
            self.refresh()

        def failed(error: Exception) -> None:
            self.calls.refuse(attempt, error)
            self.refresh()

        self.seat.background.write(self, call, done, failed)

    def _on_typed(self, typed: Typed) -> None:
        draft = WarningDraft(
            id=typed.id,
            sender=typed.issuer,
            headline=typed.headline,
            sent_at=typed.begins_at or self.seat.clock(),
            kind=typed.kind,
            colour=kernel.Severity(typed.severity.value),
            description=typed.description,
            instruction=typed.instruction,
            begins_at=typed.begins_at,
            ends_at=typed.ends_at,
            area=self.terms.named(typed.towns),
            area_codes=typed.towns,
            drill_id=self.seat.drill_id,
        )
        call = partial(passing.enter, self.db, draft, officer=self.seat.officer())

        def done(record: WarningRecord) -> None:
            self.form.settle()
            self._taken(record.id, typed.headline)

        self.seat.background.write(self, call, done, self.form.refuse)

    def _taken(self, warning_id: UUID, headline: str) -> None:
        self._wanted = warning_id
        self.show_side(self.sheet)
        self.list.setFocus()
        self.seat.messages.say(_TAKEN, headline=headline)
        self._after_act()

    # Building

    def _on_left_out(self, is_nothing: bool) -> None:
        if is_nothing:
            self.list_deck.show_state(
                "magnifying-glass", tr("Nothing found"), tr("Esc shows everything again.")
            )
        elif self.lines.lines:
            self.list_deck.show_content()

    def _connect(self) -> None:
        self.search_line.textEdited.connect(self.list.look_for)
        self.search_line.textChanged.connect(self.list.look_for)
        self.new.clicked.connect(self.begin_new)
        self.open.clicked.connect(self.open_file)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._on_opened)
        self.list.left_out.connect(self._on_left_out)
        self.list_deck.acted.connect(self.begin_new)
        self.sheet.opened.connect(self._open_other)
        self.acts.calls_wanted.connect(self.show_calls)
        self.acts.done.connect(self._after_act)
        self.acts.failed.connect(self.refresh)
        self.calls.noted.connect(self._on_rung)
        self.form.submitted.connect(self._on_typed)
        self.incoming.taken.connect(self._taken)
        for side in (self.calls, self.form, self.incoming):
            side.left.connect(self.leave_side)

    def _build(self) -> None:
        head = QVBoxLayout()
        scaled.margins(head, 3, 3, 3, 2)
        scaled.gap(head, 2)
        buttons = QHBoxLayout()
        scaled.gap(buttons, 2)
        buttons.addWidget(self.new)
        buttons.addWidget(self.open)
        buttons.addStretch()
        head.addWidget(self.search_line)
        head.addLayout(buttons)
        left = QVBoxLayout(self._left)
        scaled.margins(left, 1, 0, 1, 1)
        left.setSpacing(0)
        left.addLayout(head)
        left.addWidget(self.list_deck, 1)
        for widget in (self.sheet, self.calls, self.form, self.incoming):
            self.side.addWidget(widget)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        scaled.gap(row, 3)
        row.addWidget(self._left)
        row.addWidget(self.side, 1)
        self.put(whole)
        self.setFocusProxy(self.list)
