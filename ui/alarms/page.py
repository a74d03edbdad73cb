"""The page of alarms (F10): who acknowledges what, one key each."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from commandcenter.alarms.model.alarm import Alarm, State
from commandcenter.alarms.model.course import NotShelved, NotToAcknowledge
from commandcenter.database.engine import Database
from commandcenter.directory.rights import NotAllowed, Right, require
from commandcenter.kernel.times import clock
from commandcenter.kernel.words import N_
from ui.alarms import alarm_words, calls, values
from ui.alarms.act_form import AcknowledgeForm, ActForm, ShelveForm
from ui.alarms.alarm_list import AlarmList
from ui.alarms.alarm_words import Line
from ui.alarms.lists import LISTS, SHELVED
from ui.alarms.measures_tab import MeasuresTab
from ui.alarms.types_tab import TypesTab
from ui.alarms.values import Acknowledgement, Overview, Shelving
from ui.shell.page import Page, Target
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets import scaled, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.roomy import Roomy
from ui.widgets.states import Deck
from ui.widgets.words import tr

PAGE = "alarms"
ALARM, ACKNOWLEDGE = "alarm", "acknowledge"
FIGURES, TYPES = "statistics", "types"
_BEAT_MS = 500
_LEAST_W, _LEAST_H = 480, 420  # px at 100 %
_ACKNOWLEDGED = N_("Acknowledged: {title}")
_SHELVED = N_("Shelved until {until}: {title}")
_BACK = N_("Back on the board: {title}")


class AlarmsPage(Page):
    """Tabs of alarms, their figures and their definitions, with forms below the list.

    Targets: `unacknowledged`, `open`, `shelved`, `statistics` and `types` open a tab, `alarm`
    brings an alarm to the front by its id, `acknowledge` opens its form too.

    Args:
        record_of: Where the record that an alarm is about can be seen; None if nowhere.
    """

    name = PAGE
    parts = frozenset({"alarms", "directory"})

    def __init__(
        self, db: Database, seat: Seat, record_of: Callable[[Alarm], Target | None]
    ) -> None:
        super().__init__()
        self._db, self._seat, self._record_of = db, seat, record_of
        self.overview = Overview()
        self._has_content = False
        self._asked = 0
        self._wanted: Target | None = None
        self._is_dim = False
        self.tabs = QTabBar(drawBase=False, expanding=False)
        self.list = AlarmList(seat.clock)
        self.acknowledging, self.shelving = AcknowledgeForm(), ShelveForm()
        self.types, self.measures = TypesTab(db, seat), MeasuresTab()
        self._flood = Label(tone="error")
        self.buttons = {
            ACKNOWLEDGE: KeyButton(key="A", kind="primary", icon="check"),
            "shelve": KeyButton(key="S", icon="clock"),
            "back": KeyButton(key="B", icon="arrow-u-up-left"),
        }
        self._build()
        self._connect()
        self._add_actions()
        self._beat_timer = QTimer(self, interval=_BEAT_MS)
        self._beat_timer.timeout.connect(self._beat)
        self._beat_timer.start()
        self._read_words()

    def refresh(self) -> None:
        self._asked += 1
        done = partial(self._answered, self._asked)
        failed = partial(self._not_read, self._asked)
        drill_id = self._seat.playing.drill_id
        call = partial(values.read, self._db, at=self._seat.clock(), drill_id=drill_id)
        self._seat.background.read(self, call, done, failed)

    def go_to(self, target: Target) -> None:
        names = self._names()
        if target.kind in names:
            self.show_tab(names.index(target.kind))
        elif target.kind in {ALARM, ACKNOWLEDGE}:
            self._wanted = target
            self._go_to_wanted()

    def place(self) -> Target:
        line = self.list.present()
        if self._lists_alarms() and line is not None and self.list.hasFocus():
            return Target(page=PAGE, kind=ALARM, key=line.alarm.id)
        return Target(page=PAGE, kind=self._names()[self.tabs.currentIndex()])

    def show_tab(self, number: int) -> None:
        """Bring a tab to the front."""
        self.tabs.setCurrentIndex(number)
        self._front().setFocus()

    def acknowledge(self) -> None:
        """Ask what is done about the alarm in front."""
        line = self._line_for(Right.ACKNOWLEDGE)
        if line is not None and not line.alarm.is_waiting:
            self._seat.messages.problem(NotToAcknowledge())
        elif line is not None:
            self._ask(self.acknowledging, line)

    def shelve(self) -> None:
        """Ask for how long the alarm in front is to be silent, and why."""
        line = self._line_for(Right.SHELVE)
        if line is None:
            return
        refusal = calls.not_to_shelve(line.alarm)
        if refusal is not None:
            self._seat.messages.problem(refusal)
        else:
            self._ask(self.shelving, line)

    def take_back(self) -> None:
        """Bring the alarm in front back from the shelf."""
        line = self._line_for(Right.SHELVE)
        if line is None:
            return
        if line.alarm.state is not State.SHELVED:
            self._seat.messages.problem(NotShelved())
            return
        call = calls.take_back(self._db, self._seat, line.alarm)
        self._write(call, _BACK, None)

    def leave_form(self) -> None:
        """Close the form; what was typed is there again next time."""
        for form in (self.acknowledging, self.shelving):
            if form.isVisible():
                form.close_bar()
                return
        if self._front() is self.types:
            self.types.give_up()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_buttons()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_deck"):
            self._read_words()

    # Reading and showing

    def _answered(self, asked: int, overview: Overview) -> None:
        if asked != self._asked:
            return
        is_first, self._has_content = not self._has_content, True
        self.overview = overview
        self.acknowledging.show_overview(overview)
        self.types.show_records(overview.types)
        self.measures.show_figures(overview.figures)
        self._show_lines()
        if is_first and self.tabs.hasFocus():
            self._front().setFocus()  # there was nothing to hold the focus yet
        self._go_to_wanted()

    def _not_read(self, asked: int, error: Exception) -> None:
        if asked != self._asked:
            return
        self.mark_stale()
        self._seat.messages.problem(error)
        if not self._has_content:
            self._deck.show_state(
                "warning-circle", tr("Not loaded"), sentence(error), action=tr("Try again")
            )

    def _show_lines(self) -> None:
        if not self._has_content:
            return
        self._read_titles()
        tab = LISTS[self.tabs.currentIndex()] if self._lists_alarms() else LISTS[0]
        lines = alarm_words.lines(self.overview, tab.states)
        self.list.show_lines(lines)
        everything = {
            line.alarm.id: line for line in alarm_words.lines(self.overview, frozenset(State))
        }
        for form in (self.acknowledging, self.shelving):
            if form.line is not None:
                form.follow(everything.get(form.line.alarm.id))
        if lines:
            self._deck.show_content()
        else:
            self._deck.show_state("check-circle", tr(tab.empty), tr(tab.note))
        flood = self.overview.flood
        since = clock(flood.begun_at) if flood is not None else ""
        self._flood.setText(tr("Flood of alarms since {time}").format(time=since))
        self._flood.setVisible(flood is not None)

    def _beat(self) -> None:
        if self.isVisible() and self._lists_alarms():
            self._is_dim = theme.motion_ms("pulse") > 0 and not self._is_dim
            self.list.tick(is_dim=self._is_dim)

    def _go_to_wanted(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is None or not isinstance(wanted.key, UUID):
            return
        if not self._has_content:
            self._wanted = wanted
            return
        for number in range(len(LISTS)):
            self.tabs.setCurrentIndex(number)
            if self.list.choose(wanted.key):
                break
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if wanted.kind == ACKNOWLEDGE:
            self.acknowledge()

    # Doing

    def _line_for(self, right: Right) -> Line | None:
        line = self.list.present() if self._lists_alarms() else None
        if line is None:
            return None
        try:
            require(self._seat.officer(), right)
        except NotAllowed as error:
            self._seat.messages.problem(error)
            return None
        return line

    def _ask(self, form: ActForm, line: Line) -> None:
        for other in (self.acknowledging, self.shelving):
            if other is not form and other.isVisible():
                other.close_bar()
        form.begin(line)
        # Once it has its place; in a small window it stands below the edge.
        QTimer.singleShot(0, form, partial(self._scroll.ensureWidgetVisible, form))

    def _do_acknowledge(self, act: Acknowledgement) -> None:
        call = calls.acknowledge(self._db, self._seat, act)
        self._write(call, _ACKNOWLEDGED, self.acknowledging, act.alarm.id)

    def _do_shelve(self, act: Shelving) -> None:
        call = calls.shelve(self._db, self._seat, act)
        self._write(call, _SHELVED, self.shelving, act.alarm.id)

    def _write(
        self,
        call: Callable[[], Alarm],
        said: str,
        form: ActForm | None,
        alarm_id: UUID | None = None,
    ) -> None:
        def done(after: Alarm) -> None:
            until = clock(after.shelved_until) if after.shelved_until else ""
            self._seat.messages.say(said, title=after.title, until=until)
            if form is not None:
                form.settle(after.id)
            self.refresh()

        def failed(error: Exception) -> None:
            if form is not None and alarm_id is not None:
                form.refuse_for(alarm_id, error)
            else:
                self._seat.messages.problem(error)
            self.refresh()  # so that the present state stands beside the sentence

        self._seat.background.write(self, call, done, failed)

    def _open_record(self, line: Line) -> None:
        target = self._record_of(line.alarm)
        if target is not None:
            self._seat.navigation.open(target)

    # Putting together

    def _lists_alarms(self) -> bool:
        return self.tabs.currentIndex() < len(LISTS)

    def _front(self) -> QWidget:
        fronts: list[QWidget] = [self.list] * len(LISTS)
        return [*fronts, self.measures, self.types][self.tabs.currentIndex()]

    def _names(self) -> list[str]:
        return [*(tab.name for tab in LISTS), FIGURES, TYPES]

    def _on_tab(self, _number: int) -> None:
        front = self._front()
        self._stack.setCurrentWidget(self._alarms if front is self.list else front)
        self._show_lines()
        self._show_buttons()

    def _show_buttons(self) -> None:
        is_shelf = self._names()[self.tabs.currentIndex()] == SHELVED
        for name, button in self.buttons.items():
            is_offered = self._lists_alarms() and (name == "back") == is_shelf
            # Where it is narrow the keys alone do it.
            button.setVisible(is_offered and not scaled.is_narrow(self))

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab)
        self.list.opened.connect(self._open_record)
        self.acknowledging.confirmed.connect(self._do_acknowledge)
        self.shelving.confirmed.connect(self._do_shelve)
        self.types.changed.connect(self.refresh)
        self._deck.acted.connect(self.refresh)
        self._seat.playing.changed.connect(self.refresh)
        for form in (self.acknowledging, self.shelving):
            form.left.connect(self.list.setFocus)
        for name, call in (
            (ACKNOWLEDGE, self.acknowledge),
            ("shelve", self.shelve),
            ("back", self.take_back),
        ):
            self.buttons[name].clicked.connect(call)

    def _add_actions(self) -> None:
        def add(owner: QWidget, text: str, key: str, call: Callable[[], Any], icon: str) -> None:
            self._seat.actions.add(owner, text, key, call, page=PAGE, icon=icon)

        # Letters are heard in the list alone: in a field they are letters.
        add(self.list, N_("Acknowledge"), "A", self.acknowledge, "check")
        add(self.list, N_("Shelve"), "S", self.shelve, "clock")
        add(self.list, N_("Take back from the shelf"), "B", self.take_back, "arrow-u-up-left")
        add(self, N_("Save"), "Ctrl+S", self.types.submit, "floppy-disk")
        add(self, N_("Leave what was asked"), "Esc", self.leave_form, "x")
        titles = [*(tab.title for tab in LISTS), N_("Statistics"), N_("Definitions")]
        for number, title in enumerate(titles):
            add(self, title, f"Ctrl+{number + 1}", partial(self.show_tab, number), "")

    def _build(self) -> None:
        for _ in self._names():
            self.tabs.addTab("")
        head = QHBoxLayout()
        scaled.gap(head, 2)
        head.addWidget(self.tabs)
        head.addWidget(self._flood)
        head.addStretch()
        for button in self.buttons.values():
            head.addWidget(button)
        card = Card()
        inner = QVBoxLayout(card)
        scaled.margins(inner, 1, 2, 1, 2)
        self._deck = Deck(self.list)
        self._deck.show_loading()
        inner.addWidget(self._deck)
        self._alarms = QWidget()
        alarms = QVBoxLayout(self._alarms)
        alarms.setContentsMargins(0, 0, 0, 0)
        scaled.gap(alarms, 3)
        alarms.addWidget(card, 1)
        alarms.addWidget(self.acknowledging)
        alarms.addWidget(self.shelving)
        self._stack = QStackedWidget()
        for widget in (self._alarms, self.measures, self.types):
            self._stack.addWidget(widget)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 1)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._scroll = Roomy(content, width=_LEAST_W, height=_LEAST_H)
        whole.addWidget(self._scroll)
        self.setFocusProxy(self.list)
        self._show_buttons()

    def _read_titles(self) -> None:
        for number, tab in enumerate(LISTS):
            self.tabs.setTabText(number, alarm_words.tab_words(self.overview, tab))
        self.tabs.setTabText(len(LISTS), tr("Statistics"))
        self.tabs.setTabText(len(LISTS) + 1, tr("Definitions"))

    def _read_words(self) -> None:
        self._read_titles()
        self.tabs.setAccessibleName(tr("Alarms"))
        self.list.setAccessibleName(tr("Alarms"))
        self.buttons[ACKNOWLEDGE].setText(tr("Acknowledge"))
        self.buttons["shelve"].setText(tr("Shelve"))
        self.buttons["back"].setText(tr("Take back"))
        self._show_lines()
