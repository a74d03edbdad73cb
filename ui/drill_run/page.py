"""The console of a drill: its clock, its script, and what players really do."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from commandcenter.database.engine import Database
from commandcenter.drills.model import clock
from commandcenter.drills.model.clock import ScriptLine, Standing
from commandcenter.drills.service.course import Run
from commandcenter.kernel.words import N_
from ui.drill_run import reading, words
from ui.drill_run.action_list import ActionList
from ui.drill_run.acts import Acts
from ui.drill_run.choice import Choice
from ui.drill_run.console_layout import laid_out
from ui.drill_run.head import END, END_ALL, Head
from ui.drill_run.keys_kept import keys_kept
from ui.drill_run.line_card import BACK, FIRE, HOLD, SKIP, LineCard
from ui.drill_run.line_list import LineList
from ui.drill_run.meant import Meant
from ui.drill_run.reading import Action, Reading
from ui.drill_run.showing import front_of, picture, rows
from ui.drill_run.timeline import Timeline
from ui.drill_run.twice import Twice
from ui.shell.page import Page, Target
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets import scaled, theme
from ui.widgets.roomy import Roomy
from ui.widgets.states import Deck
from ui.widgets.words import tr

PAGE, DRILL, LAST = "drill_run", "drill", "last"
_TICK_MS = 250
_SIDE_W = {False: 420, True: 280}  # px at 100 %: comfortable, compact
_LEAST_W, _LEAST_H, _LOW_H = 1_000, 440, 540


class DrillRunPage(Page):
    """Runs one drill at a time; others that run meanwhile are a key away.

    Targets: `drill` shows a drill by its id; `last` the one that was played last, if none runs.
    """

    name: ClassVar[str] = PAGE
    parts: ClassVar[frozenset[str]] = frozenset(
        {"drills", "duty", "teams", "incidents", "warnings", "response", "directory"}
    )

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._db, self._seat = db, seat
        self._wanted: UUID | None = None
        self._or_played = False
        self._pinned: UUID | None = None
        self._reading: Reading | None = None
        self._asked = 0  # answers to earlier questions are dropped
        self.twice = Twice(self)
        self.meant = Meant(self.twice)
        self.acts = Acts(db, seat, self)
        self._do: dict[str, Callable[[Run, UUID], None]] = {
            FIRE: self.acts.fire,
            HOLD: self.acts.hold,
            SKIP: self.acts.skip,
            BACK: self.acts.back_to,
        }
        self.head = Head(self.twice)
        self.timeline = Timeline()
        self.lines = LineList()
        self.card = LineCard()
        self.middle = Deck(self.card)
        self.actions_list = ActionList()
        self.choice = Choice()
        self._build()
        self._connect()
        self._add_actions()
        self._ticks = QTimer(self, interval=_TICK_MS)
        self._ticks.timeout.connect(self._tick)
        self._ticks.start()
        self.setFocusProxy(self.lines.list)
        self.deck.show_loading()

    # Reading

    def refresh(self) -> None:
        refusal = words.refusal(self._seat.officer())
        if refusal:
            self.deck.show_state("lock", tr("Not for this account"), refusal)
            return
        self._asked += 1
        call = partial(
            reading.read,
            self._db,
            self._wanted,
            at=self._seat.clock(),
            officer=self._seat.officer(),
            or_played=self._or_played,
        )
        self._seat.background.read(self, call, partial(self._take, self._asked), self._failed)

    def go_to(self, target: Target) -> None:
        if target.kind == DRILL and isinstance(target.key, UUID):
            self._show_drill(target.key)
        elif target.kind == LAST:
            self._or_played = True
            self.refresh()

    def place(self) -> Target:
        run = self.run()
        return Target(page=PAGE) if run is None else Target(page=PAGE, kind=DRILL, key=run.drill.id)

    def run(self) -> Run | None:
        """Return the drill in front."""
        return None if self._reading is None else self._reading.run

    def front(self) -> ScriptLine | None:
        """Return the line in front: the one chosen, or else the next."""
        run = self.run()
        if run is None:
            return None
        lines = run.lines()
        pinned = [one for one in lines if one.inject.id == self._pinned]
        coming = clock.next_line(run.course, run.injects)
        held = [one for one in lines if one.standing is Standing.HELD]
        return next(iter([*pinned, *([coming] if coming else []), *held, *lines[-1:]]), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if not hasattr(self, "deck"):
            return
        if event.type() == QEvent.Type.LanguageChange and self._reading is not None:
            self._show()
        elif event.type() == QEvent.Type.StyleChange:
            self._place()

    def _show_drill(self, drill_id: UUID) -> None:
        if drill_id != self._wanted:
            self._wanted, self._pinned, self._reading = drill_id, None, None
            self.twice.calm()
            self.deck.show_loading()
        self.refresh()

    def _take(self, asked: int, found: Reading) -> None:
        if asked != self._asked:
            return
        self._reading = found
        if found.run is not None:
            self._wanted = found.run.drill.id
        self.meant.see(self.front(), self.run())
        with keys_kept(self, self.lines.list):
            self._show()

    def _failed(self, error: Exception) -> None:
        self.mark_stale()
        self._seat.messages.problem(error)
        if self._reading is None:
            self.deck.show_state("warning-circle", tr("Not loaded"), sentence(error))

    # Showing

    def _show(self) -> None:
        found, now = self._reading, self._seat.clock()
        if found is None:
            return
        if found.run is None:
            was_there = self.choice.isVisibleTo(self)
            self.choice.show_drills(found.startable, found.played)
            self.pages.setCurrentWidget(self.choice)
            self.deck.show_content()
            if not was_there and self.isAncestorOf(self.window().focusWidget()):
                self.choice.take_focus()
            return
        self.head.show_reading(found, now)
        self.actions_list.show_actions(found.actions)
        is_over = found.run.course.ended_at is not None
        self.lines.show_rows(rows(found.run), self._pinned, is_over=is_over)
        self._show_front(found, now)
        self._show_picture(now)
        self.pages.setCurrentWidget(self.console)
        self.deck.show_content()

    def _show_front(self, found: Reading, now: datetime) -> None:
        run, front = found.run, self.front()
        if run is None:
            return
        if run.course.began_at is None and self._pinned is None:
            text = tr("{count} lines are ready. The clock starts when you start the drill.")
            self.middle.show_state(
                "flag",
                tr("Not started"),
                text.format(count=len(run.injects)),
                action=tr("Start the drill"),
                key="Ctrl+Enter",
            )
        elif run.course.ended_at is not None and self._pinned is None:
            self.middle.show_state(
                "check-circle",
                tr("The drill is over"),
                tr("What was done is kept. Go on with the evaluation."),
                action=tr("Evaluate the drill"),
                key="Ctrl+Shift+F7",
            )
        elif front is None:
            self.middle.show_state(
                "list-numbers",
                tr("No lines"),
                tr("The script of this drill is empty. Write it on the page of the drill."),
            )
        else:
            self.card.show_front(front_of(found, run, front), now)
            self.middle.show_content()

    def _show_picture(self, now: datetime) -> None:
        found = self._reading
        if found is not None and found.run is not None:
            self.timeline.show_picture(picture(found.run, found.actions, now), now)

    def _tick(self) -> None:
        if not self.isVisible() or self.run() is None:
            return
        now = self._seat.clock()
        self.head.tick(now)
        self.card.tick(now)
        self._show_picture(now)

    # Acting

    def _press_space(self) -> None:
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractButton) and self.isAncestorOf(focused):
            focused.click()  # whoever walks by Tab means the button
        else:
            self._on_line(FIRE)

    def _on_line(self, what: str) -> None:
        found, front = self._reading, self.front()
        if found is None or found.run is None or front is None or not found.run.course.is_running:
            return
        if self.meant.press(what, found, front, self._seat.clock()):
            self._do[what](found.run, front.inject.id)
            self._pinned = None
        elif self.meant.why:
            self._seat.messages.say(self.meant.why, number=front.inject.number)

    def _back(self) -> None:
        front = self.front()
        if front is None or front.standing is not Standing.DELIVERED:
            self._seat.messages.say(N_("Choose a delivered line to go back to."))
        else:
            self._on_line(BACK)

    def _open_branch(self) -> None:
        run, front = self.run(), self.card.front()
        if run is not None and front is not None and front.branch:
            self.acts.open_branch(run, front.branch)

    def _pause(self) -> None:
        run = self.run()
        if run is not None and run.course.is_running:
            self.acts.pause_or_resume(run)

    def _turn_speed(self, step: int) -> None:
        run = self.run()
        if run is not None and run.course.is_running:
            self.acts.turn_speed(run, step)

    def _end(self) -> None:
        run = self.run()
        if run is not None and run.course.is_running and self.twice.press(END):
            self._pinned = None
            self.acts.end(run)

    def _end_all(self) -> None:
        if self._reading is not None and self._reading.running and self.twice.press(END_ALL):
            self.acts.end_all()

    def _start_or_evaluate(self) -> None:
        run = self.run()
        if run is None:
            return
        if run.course.began_at is None:
            self.acts.start(run)
        elif run.course.ended_at is not None:
            target = Target(page="drill_review", kind=DRILL, key=run.drill.id)
            self._seat.navigation.open(target)

    def _next_drill(self) -> None:
        running = () if self._reading is None else self._reading.running
        ids = [one.id for one in running]
        if not ids:
            return
        at = ids.index(self._wanted) if self._wanted in ids else -1
        self._show_drill(ids[(at + 1) % len(ids)])

    def _choose(self, inject_id: UUID) -> None:
        self._pinned = inject_id
        self.meant.choose(inject_id)
        self.twice.calm()
        self.lines.mark(inject_id)
        if self._reading is not None:
            self._show_front(self._reading, self._seat.clock())

    def _unpin(self) -> None:
        self._pinned = None
        self.twice.calm()
        front = self.front()
        self.meant.choose(None if front is None else front.inject.id)
        self._show()

    def _open_action(self, one: Action) -> None:
        entry, run = one.line.entry, self.run()
        if entry is not None and run is not None:
            self._seat.navigation.open(
                Target(page="duty", kind="entry", key=entry.id, scope=run.drill.id)
            )

    # Putting together

    def _connect(self) -> None:
        self.acts.done.connect(self.refresh)
        self.lines.chosen.connect(self._choose)
        self.timeline.chosen.connect(self._choose)
        self.actions_list.wanted.connect(self._open_action)
        self.card.fire_wanted.connect(partial(self._on_line, FIRE))
        self.card.hold_wanted.connect(partial(self._on_line, HOLD))
        self.card.skip_wanted.connect(partial(self._on_line, SKIP))
        self.card.back_wanted.connect(self._back)
        self.card.branch_wanted.connect(self._open_branch)
        self.twice.changed.connect(lambda: self.card.ask(self.twice.asked()))
        self.head.pause_wanted.connect(self._pause)
        self.head.end_wanted.connect(self._end)
        self.head.end_all_wanted.connect(self._end_all)
        self.head.speed_wanted.connect(self._turn_speed)
        self.head.other_wanted.connect(self._next_drill)
        self.middle.acted.connect(self._start_or_evaluate)
        self.choice.chosen.connect(self._show_drill)
        self.choice.year_wanted.connect(lambda: self._seat.navigation.open(Target(page="drills")))

    def _add_actions(self) -> None:
        add = partial(self._seat.actions.add, self, page=self.name)
        add(N_("Deliver the line"), "Space", self._press_space, icon="paper-plane-tilt")
        add(N_("Hold the line"), "H", partial(self._on_line, HOLD), icon="hand-palm")
        add(N_("Skip the line"), "K", partial(self._on_line, SKIP), icon="skip-forward")
        add(N_("Go back to the line"), "B", self._back, icon="arrow-u-up-left")
        add(N_("Open the branch"), "O", self._open_branch, icon="git-branch")
        add(N_("Show the next line"), "Esc", self._unpin, icon="arrow-line-down")
        add(N_("Pause or go on"), "P", self._pause, icon="pause")
        add(N_("Faster"), "+", partial(self._turn_speed, 1), icon="fast-forward")
        add(N_("Slower"), "-", partial(self._turn_speed, -1), icon="rewind")
        add(N_("Start, or evaluate"), "Ctrl+Return", self._start_or_evaluate, icon="flag")
        add(N_("Next drill that runs"), "Ctrl+Right", self._next_drill, icon="arrow-right")
        add(N_("End the drill"), "Ctrl+E", self._end, icon="stop")
        add(N_("End all drills"), "Ctrl+Shift+E", self._end_all, icon="stop-circle")

    def _build(self) -> None:
        pieces = (self.head, self.timeline, self.lines, self.middle, self.actions_list)
        self.console = laid_out(*pieces)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.console)
        self.pages.addWidget(self.choice)
        self._scroll = Roomy(self.pages, width=_LEAST_W, height=_LEAST_H)
        self.deck = Deck(self._scroll)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.deck)
        self._place()

    def _place(self) -> None:
        wide = theme.px(_SIDE_W[scaled.is_compact(self)])
        self.lines.setFixedWidth(wide)
        self.actions_list.setFixedWidth(wide)
        self.timeline.set_low(is_low=self.height() < theme.px(_LOW_H))
