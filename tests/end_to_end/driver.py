"""One workstation in a process of its own: the real program, driven by keys.

Reads one JSON object a line, `{"do": name, ...}`, and answers each with one line. Whoever
drives it sees what an officer sees: the rows in view, the fields, the message bar.
"""

import json
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, QSocketNotifier, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QWidget

from commandcenter.cli import opening
from commandcenter.drills.model import clock
from commandcenter.handover.model import Handover, Mark
from commandcenter.kernel import times
from tests.end_to_end.typed import Typed, content
from ui.app.program import Program, make_application
from ui.documents.page import DocumentsPage
from ui.drill_run.page import DrillRunPage
from ui.duty.page import DutyPage
from ui.duty.row import said as automatic
from ui.handover.page import HandoverPage
from ui.shell.login_person import PersonCard
from ui.teams.dispatch_card import Card
from ui.teams.dispatch_lane import LaneView
from ui.teams.page import TeamsPage

LOOK_MS = 5
_SECTIONS = 8


class Driver:
    """Does what it is told and writes down when it saw which entry."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self._app = app
        self._folder = folder
        self._program: Program | None = None
        self._seen: dict[str, float] = {}
        self._told: dict[str, float] = {}
        self._rungs: dict[str, float] = {}
        self._typed = Typed()
        self._diary: int | None = None
        self._at: datetime | None = None
        self._beats = -1
        self._worker: Typist | Walker | None = None
        self._rest = b""
        self._notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._on_input)
        self._looks = QTimer(interval=LOOK_MS)
        self._looks.timeout.connect(self._look)

    @property
    def program(self) -> Program:
        assert self._program is not None
        return self._program

    @property
    def duty(self) -> DutyPage:
        page = self.program.window.desk.navigation.page("duty")
        assert isinstance(page, DutyPage)
        return page

    @property
    def handover(self) -> HandoverPage:
        page = self.program.window.desk.navigation.page("handover")
        assert isinstance(page, HandoverPage)
        return page

    @property
    def teams(self) -> TeamsPage:
        page = self.program.window.desk.navigation.page("teams")
        assert isinstance(page, TeamsPage)
        return page

    @property
    def console(self) -> DrillRunPage:
        page = self.program.window.desk.navigation.page("drill_run")
        assert isinstance(page, DrillRunPage)
        return page

    # What it can be told

    def set_time(self, at: str) -> None:
        """Let it be this moment until another one is told, also for a county opened later."""
        self._at = datetime.fromisoformat(at)
        opening.now = lambda: self._at or times.now()  # type: ignore[assignment]

    def open(self, address: str, language: str = "en") -> None:
        settings = QSettings(str(self._folder / "view.ini"), QSettings.Format.IniFormat)
        settings.setValue("view/language", language)
        settings.setValue("view/theme", "light")
        settings.setValue("view/has_motion", False)
        self._program = Program(address, settings, station=self._folder / "station")
        self._program.window.resize(1_280, 720)
        self._program.window.show()
        self._program.window.activateWindow()
        self._program.open()
        self._looks.start()

    def close(self) -> None:
        self.program.window.close()

    def press(self, keys: list[str]) -> None:
        for key in keys:
            combination, target = QKeySequence(key)[0], self._target()
            with self._typed.watching(target):
                QTest.keyClick(target, combination.key(), combination.keyboardModifiers())

    def write(self, text: str) -> None:
        """Type as an input method does."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        target = self._target()
        with self._typed.watching(target):
            self._app.sendEvent(target, event)

    def choose_account(self, login: str) -> None:
        """Go to a card, or to the field for somebody else, by keys alone."""
        cards = [card for card in self._login.findChildren(PersonCard) if card.isVisible()]
        logins = [card.person.login for card in cards]
        if login in logins:
            self.press(["Shift+Tab"])
            at = next(number for number, card in enumerate(cards) if card.hasFocus())
            steps = logins.index(login) - at
            self.press(["Right" if steps > 0 else "Left"] * abs(steps) + ["Tab"])
        else:
            if not self._login.account.isVisible():
                self.press(["Tab", "Tab", "Space"])
            self.write(login)
            self.press(["Tab"])

    def look(self) -> dict[str, Any]:
        """Tell what is on screen."""
        window = self.program.window
        focused = self._app.focusWidget()
        seen: dict[str, Any] = {
            "is_open": self.program.session is not None,
            "is_idle": self.program.is_idle(),
            "is_at_work": self.program.session is not None and self.program.session.is_at_work(),
            "asks_who": self._login.isVisible() and self._login.password.isVisible(),
            "login": _texts(self._login),
            "focus": type(focused).__name__,
            "focus_name": focused.accessibleName() if focused is not None else "",
            "focused_text": content(focused) or "",
            "front": _front_of(focused),
        }
        if seen["is_at_work"]:
            desk = window.desk
            seen |= {
                "page": desk.navigation.current(),
                "message": desk.messages.text(),
                "age": desk.age.state().value,
                "strip": list(desk.strip.words()),
                "plays": desk.playing.current.title if desk.playing.current else "",
                "drills": [one.title for one in desk.playing.running],
                "real": desk.real_line.words() if desk.real_line.isVisible() else "",
            }
        return seen

    def log(self) -> dict[str, Any]:
        """Tell what the list of the log shows, and where it stands."""
        log = self.duty.log
        first, last = log.view.rows_on_screen()
        lines = [log.model.line(row) for row in range(first, last + 1)]
        index = log.view.currentIndex()
        return {
            "texts": [line.entry.draft.content if line.entry else "" for line in lines],
            "selected": log.model.line(index.row()).seq if index.isValid() else None,
            "selected_top": log.view.visualRect(index).top() if index.isValid() else None,
            "scroll": log.view.verticalScrollBar().value(),
            "newest": log.model.line(0).seq if log.model.rowCount() else None,
        }

    def drafts(self) -> list[dict[str, Any]]:
        """Tell what stands in the drafts."""
        return [
            {
                "content": card.text.content,
                "cursor": card.form.content.textCursor().position(),
                "kind": card.text.kind.value,
                "org": card.text.org,
                "is_folded": card.is_folded,
                "is_saving": card.is_saving,
                "problem": card.problem(),
                "owner": card.text.owner,
                "due": card.text.due,
                "id": str(card.text.id),
            }
            for card in self.duty.drafts.cards()
        ]

    def walk(self) -> dict[str, Any]:
        """Tell how far the handover is."""
        page = self.handover
        present = page._acts.handover
        return {
            "state": present.state.value if present else "",
            "section": page.walk.section.value,
            "revision": present.revision if present else 0,
            "accepted": _accepted(present) if present else 0,
            "unchecked": sum(one.finding is None for one in present.checklist) if present else 0,
            "signed": [card.is_signed() for card in page.walk.foot.cards.values()],
            "errors": _texts(page.walk.foot),
        }

    def words(self) -> list[str]:
        """Tell every text of the page in front."""
        return _texts(self.program.window.desk.navigation.stack.currentWidget())

    def typed(self) -> list[dict[str, str]]:
        """Tell which fields of which records received key input, in the order they did."""
        return self._typed.rows

    def paper(self) -> str:
        """Tell what the paper in front is called once it is made; empty before."""
        page = self.program.window.desk.navigation.stack.currentWidget()
        paper = page._paper if isinstance(page, HandoverPage | DocumentsPage) else None
        return paper.title if paper is not None and self.program.is_idle() else ""

    def save_paper(self, path: str) -> None:
        """Take the paper out as the file dialog does once a name was chosen."""
        paper = self.handover._paper
        assert paper is not None
        self.handover._out.save_to(paper, path)

    def seen(self) -> dict[str, float]:
        """Tell when each entry was first in view."""
        return self._seen

    def told(self) -> dict[str, float]:
        """Tell when each automatic line was first in view."""
        return self._told

    def board(self) -> dict[str, Any]:
        """Tell who stands in each lane, when each rung was first seen, and how the order is."""
        tab = self.teams.dispatch
        return {
            "lanes": {lane.value: _names(box.view) for lane, box in tab.board.boxes.items()},
            "rungs": self._rungs,
            "proposed": len(tab.order.chosen_teams()) if tab.order.isVisible() else 0,
            "is_at_place": tab.order.fields.place.hasFocus(),
        }

    def course(self) -> dict[str, Any]:
        """Tell how far the drill on the console is, and what it says of the line in front."""
        page = self.console
        run, card = page.run(), page.card
        coming = None if run is None else clock.next_line(run.course, run.injects)
        return {
            "lines": {one.inject.number: one.standing.value for one in run.lines()} if run else {},
            "next": None if coming is None else coming.inject.number,
            "due": None if coming is None or coming.due_at is None else coming.due_at.isoformat(),
            "rounds": 0 if run is None else run.course.rounds,
            "is_paused": run is not None and run.course.is_paused,
            "is_over": run is not None and run.course.ended_at is not None,
            "front": card.front().line.inject.number if card.front() else None,
            "when": card.when.text(),
        }

    def beats(self) -> int:
        """Tell how often it was asked what is due, since this was asked for the first time."""
        vigil = self.program.session._vigil if self.program.session else None
        if self._beats < 0 and vigil is not None:
            self._beats = 0
            vigil._heart._timer.timeout.connect(self._count_beat)
        return self._beats

    def look_every(self, ms: int) -> None:
        """Look less often at what is new, where nobody asks when it was seen."""
        self._looks.setInterval(ms)

    def grab(self, path: str) -> None:
        self.program.window.grab().save(path)

    def type_on(self, diary: str, prefix: str, length: int, pause_ms: int) -> None:
        """Type and record entry after entry until somebody ends this process."""
        self._diary = os.open(diary, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        self._worker = Typist(self, prefix, length, pause_ms)

    def walk_on(self, diary: str, pause_ms: int) -> None:
        """Freeze, accept, return and freeze anew until somebody ends this process."""
        self._diary = os.open(diary, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        self.press(["F4"])
        self._worker = Walker(self, pause_ms)

    def note(self, **facts: object) -> None:
        """Write into the diary; the kernel keeps it when this process is killed."""
        if self._diary is not None:
            os.write(self._diary, (json.dumps({"at": time.time(), **facts}) + "\n").encode())

    # How it is told

    def _count_beat(self) -> None:
        self._beats += 1

    def _on_input(self) -> None:
        read = os.read(0, 65_536)
        if not read:
            self._app.quit()
            return
        *lines, self._rest = (self._rest + read).split(b"\n")
        for line in lines:
            order = json.loads(line)
            try:
                answer = {"value": getattr(self, order.pop("do"))(**order)}
            except Exception:  # noqa: BLE001 - whoever asked gets it
                answer = {"failure": traceback.format_exc()}
            os.write(1, json.dumps(answer, ensure_ascii=False).encode() + b"\n")

    def _look(self) -> None:
        session = self.program.session
        if session is None or not session.is_at_work():
            return
        navigation = self.program.window.desk.navigation
        if navigation.page("duty") is not None:
            _note_new(self._seen, self.log()["texts"])
        if navigation.current() == "duty":
            _note_new(self._told, self._automatic())
        if navigation.current() == "teams":
            _note_new(self._rungs, self._standing())

    def _standing(self) -> list[str]:
        boxes = self.teams.dispatch.board.boxes.values()
        return [f"{card.name}: {card.state}" for box in boxes for card in _cards(box.view)]

    def _automatic(self) -> list[str]:
        log = self.duty.log
        first, last = log.view.rows_on_screen()
        lines = [log.model.line(row) for row in range(first, last + 1)]
        return [automatic(line)[1] for line in lines if line.entry is None]

    def _target(self) -> QWidget:
        if self._app.activeWindow() is None:
            # Where there are windows, somebody gives the keys back when a dialog is gone.
            self.program.window.activateWindow()
            self._app.processEvents()
        return self._app.focusWidget() or self.program.window

    @property
    def _login(self) -> Any:
        return self.program.window.login

    def end(self) -> None:
        if self._program is not None:
            self._program.close()


class Typist:
    """Types letter by letter, saves, waits for the word of the message bar, and begins anew."""

    def __init__(self, driver: Driver, prefix: str, length: int, pause_ms: int) -> None:
        self._driver = driver
        self._prefix = prefix
        self._length = length
        self._number = 0
        self._text = ""
        self._wanted = ""
        self._timer = QTimer(interval=pause_ms)
        self._timer.timeout.connect(self._next)
        self._timer.start()

    def _next(self) -> None:
        if not self._wanted:
            self._number += 1
            self._wanted = f"{self._prefix}-{self._number:04d} ".ljust(self._length, "x")
            self._text = ""
            self._driver.press(["F2"])
        elif len(self._text) < len(self._wanted):
            letter = self._wanted[len(self._text)]
            self._driver.write(letter)
            self._text += letter
            self._driver.note(typed=self._text)
            if self._text == self._wanted:
                self._driver.press(["Return"])
                self._driver.note(sent=self._wanted)
        elif self._is_recorded():
            self._driver.note(recorded=self._wanted)
            self._wanted = ""

    def _is_recorded(self) -> bool:
        message: str = self._driver.program.window.desk.messages.text()
        shown = [draft["content"] for draft in self._driver.drafts()]
        return message.startswith("Recorded") and self._wanted not in shown


class Walker:
    """Walks through a handover by keys, as long as it is let, and notes what it was shown."""

    def __init__(self, driver: Driver, pause_ms: int) -> None:
        self._driver = driver
        self._timer = QTimer(interval=pause_ms)
        self._timer.timeout.connect(self._next)
        self._timer.start()

    def _next(self) -> None:
        if not self._driver.program.is_idle():
            return
        walk = self._driver.walk()
        self._driver.note(walk=walk)
        if walk["state"] != "walking":
            self._driver.press(["Return"])
        elif walk["accepted"] < _SECTIONS:
            self._driver.press(["Esc", "Return"])
        else:
            self._driver.press(["Esc", "R"])
            self._driver.write("look again")
            self._driver.press(["Return"])


def _texts(widget: QWidget) -> list[str]:
    from ui.widgets.labels import Label

    return [
        label.text() for label in widget.findChildren(Label) if label.isVisible() and label.text()
    ]


def _note_new(when: dict[str, float], texts: Iterable[str]) -> None:
    for text in texts:
        when.setdefault(text, time.time())


def _cards(view: LaneView) -> list[Card]:
    return [view.cards.record(row) for row in range(view.cards.rowCount())]


def _names(view: LaneView) -> list[str]:
    return [card.name for card in _cards(view)]


def _accepted(handover: Handover) -> int:
    return sum(mark.mark is Mark.ACCEPTED for mark in handover.marks.values())


def _front_of(widget: QWidget | None) -> list[str]:
    """Return the row in front of a list that has the keys, column by column."""
    if not isinstance(widget, QAbstractItemView) or not widget.currentIndex().isValid():
        return []
    index = widget.currentIndex()
    columns = 1 if isinstance(widget, QListView) else index.model().columnCount()
    row = (index.siblingAtColumn(at) for at in range(columns))
    return [str(cell.data() or "") for cell in row]


def main() -> None:
    app = make_application()
    app.setQuitOnLastWindowClosed(True)
    driver = Driver(app, Path(sys.argv[1]))
    # What a county needs is loaded before it is opened, so that starting again is quick.
    load: Callable[[str], object] = __import__
    for name in ("ui.app.session", "ui.duty.page", "ui.handover.page"):
        load(name)
    os.write(1, b'{"value": "ready"}\n')
    app.exec()
    driver.end()


if __name__ == "__main__":
    main()
