"""From the first look at the database to the officer at work, and to the next officer."""

import platform
import time
from datetime import datetime
from functools import partial
from importlib import metadata
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from commandcenter.database.verify import Report
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.words import N_
from ui.app import county as counties
from ui.app import facts, pages
from ui.app.county import County, Newsreader, Watch
from ui.app.drill_watch import DrillWatch
from ui.app.live_facts import Live
from ui.shell.background import Background
from ui.shell.live import LiveUpdates
from ui.shell.login_side import LoginFacts
from ui.shell.sentences import sentence
from ui.shell.strip import StripFacts
from ui.shell.window import MainWindow
from ui.widgets.words import tr

if TYPE_CHECKING:
    from ui.app.vigil import Vigil

NOT_INTACT = N_("The log does not fit what was remembered: {problem}")
NO_SOUND = N_("No sound on this workstation. Alarms show, and are not heard.")
NOT_DONE = N_("Not every alarm and deadline is looked after: {problem}")
LOW_SPACE = N_("The disk of the database is nearly full. Make room soon.")

# Parts whose changes can change what the strips say.
_STRIP_PARTS = frozenset(
    {"directory", "matters", "duty", "handover", "alarms", "warnings", "response", "drills"}
)
# Shifts begin and disks fill up without anybody writing.
LOOK_EVERY_S = 30.0
LOOK_AGAIN_MS = 1_000
# What is due waits this long at the start, for the window comes first.
VIGIL_AFTER_MS = 1_000
# The start check computes for a second; an officer who has just signed in wants the log first.
CHECK_AFTER_MS = 2_000


class Session(QObject):
    """Runs one county in one window.

    Signals:
        signed_in: An officer took the seat (Officer).
    """

    signed_in = Signal(object)

    def __init__(self, window: MainWindow, background: Background, county: County) -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._county = county
        # Drafts go to the station file by a thread of their own: a database that does not
        # answer never delays them. And no long report makes the data look old.
        self._local = Background(self)
        self._poll = Background(self)
        # Nor does a long report keep an alarm from being seen and heard.
        self._looks = Background(self)
        self._officer: Officer | None = None
        self._watch: Watch | None = None
        self._looked_s = 0.0
        self._is_looking = False
        self._is_outdated = False
        self._strip: StripFacts | None = None
        self._is_composed = False
        self._is_checked = False
        self._vigil: Vigil | None = None
        self._drills: DrillWatch | None = None
        self._look_again = QTimer(self, singleShot=True, interval=LOOK_AGAIN_MS)
        self._look_again.timeout.connect(self._look)
        self._until_vigil = QTimer(self, singleShot=True, interval=VIGIL_AFTER_MS)
        self._until_vigil.timeout.connect(self._begin_vigil)
        news = Newsreader(county)
        self.live = LiveUpdates(self._poll, news.ask, news.revisions, parent=self)
        self.live.answered.connect(self._on_answer)
        self.live.restored.connect(self._check)
        window.login.wanted.connect(self._sign_in)
        window.view.changed.connect(self._show_login_facts)
        window.ticker.ticked.connect(self._on_tick)

    def begin(self) -> None:
        """Watch the database from now on, and ask who takes the seat."""
        # Pages are opened later and are new then: they need not hear of what was before.
        self.live.start()
        self._until_vigil.start()
        self.change_officer()

    def change_officer(self) -> None:
        """Show who is on watch and ask who takes the seat next."""
        # Behind all that is being written: who leaves still learns what became of it.
        call = partial(counties.watch, self._county, before=self._live())
        self._background.write(self, call, self._ask_who, self._ask_who_anyway)

    def close(self) -> None:
        """Finish what is being written and close the county."""
        self.live.stop()
        self._until_vigil.stop()
        self._look_again.stop()
        if self._vigil is not None:
            self._vigil.close()
        self._poll.close()
        self._looks.close()
        self._background.close()
        self._local.close()
        counties.close_county(self._county)

    def is_at_work(self) -> bool:
        """Say whether somebody has signed in."""
        return self._officer is not None

    def is_idle(self) -> bool:
        """Say whether nothing is being read or written, but for the question what is new."""
        workers = (self._background, self._looks, self._local)
        is_told = not self.is_at_work() or (self._watch is not None and self._watch.live.is_read)
        return is_told and all(one.is_idle() for one in workers)

    def is_checked(self) -> bool:
        """Say whether the newest part of the log was verified since the start."""
        return self._is_checked

    def officer(self) -> Officer:
        """Return who sits here.

        Raises:
            RuntimeError: Nobody has signed in.
        """
        if self._officer is None:
            raise RuntimeError("nobody has signed in")
        return self._officer

    def enter(self, officer: Officer) -> None:
        """Let an officer work who has given their credentials."""
        self._officer = officer
        self._strip = None
        self._compose()
        self._window.show_work(officer, facts.identity_facts(self._county, self._watch))
        self._show_watch()
        self.signed_in.emit(officer)

    def _ask_who(self, now: Watch | None) -> None:
        self._officer = None
        self._take_watch(now)
        self._window.show_login(self._login_facts())

    def _ask_who_anyway(self, error: Exception) -> None:
        self._ask_who(self._watch)
        self._window.login.refuse(error)

    def _login_facts(self) -> LoginFacts:
        version = metadata.version("commandcenter")
        return facts.login_facts(
            self._county, self._watch, station=platform.node(), version=version
        )

    def _show_login_facts(self) -> None:
        if not self.is_at_work() and self._watch is not None:
            self._window.login.update_facts(self._login_facts())

    def _sign_in(self, login: str, password: str) -> None:
        call = partial(
            counties.sign_in,
            self._county,
            login,
            password,
            station=platform.node(),
            before=self._live(),
        )
        self._background.write(self, call, self._signed_in, self._window.login.refuse)

    def _signed_in(self, found: tuple[Officer, Watch]) -> None:
        officer, now = found
        self._take_watch(now)
        self.enter(officer)

    def _compose(self) -> None:
        """Register the pages once; they are made anew for each officer."""
        if self._is_composed:
            return
        self._is_composed = True
        desk = self._window.desk
        pages.register(
            desk,
            self._county,
            background=self._background,
            local=self._local,
            officer=self.officer,
            next_at=self._next_at,
        )
        self._drills = DrillWatch(desk, self._county, self._background, self.officer)
        desk.officer_left.connect(self.change_officer)
        desk.follow(self.live)
        self.live.ask_now()  # without an answer that it heard nothing looks live
        QTimer.singleShot(CHECK_AFTER_MS, self, self._check)

    def _check(self) -> None:
        """Verify the newest part of the log, once and in the background."""
        if not self._is_checked:
            check = partial(counties.check, self._county)
            problem = self._window.desk.messages.problem
            self._background.read(self, check, self._checked, problem)

    def _checked(self, report: Report) -> None:
        self._is_checked = True
        if report.problem is not None:
            said = report.problem.said(tr)
            self._window.desk.messages.keep("intact", NOT_INTACT, problem=said)

    def _begin_vigil(self) -> None:
        """Look after what time brings about, once the window is up."""
        from ui.app.vigil import Vigil  # noqa: PLC0415 - the log comes first

        self._vigil = Vigil(
            self._county, officer=lambda: self._officer, may_ring=self._may_ring, parent=self
        )
        self._vigil.silent.connect(self._say_silent)
        self._vigil.troubled.connect(self._say_troubled)
        self._vigil.eased.connect(lambda: self._window.desk.messages.end("due"))
        self._vigil.refused.connect(self._window.desk.messages.problem)
        self.live.answered.connect(self._vigil.on_answer)
        self._vigil.begin()
        self._look()

    def _next_at(self, feed_id: UUID) -> datetime | None:
        return None if self._vigil is None else self._vigil.next_at(feed_id)

    def _on_answer(self, changed: frozenset[str], _news: object) -> None:
        if not _STRIP_PARTS.isdisjoint(changed):
            self._look()

    def _on_tick(self, _at: datetime) -> None:
        if time.monotonic() - self._looked_s >= LOOK_EVERY_S:
            self._look()
        self._show_strip()

    def _look(self) -> None:
        """Read who is on watch; a look asked for during another one follows it."""
        if self._is_looking:
            self._is_outdated = True
            return
        self._is_looking, self._is_outdated = True, False
        self._looked_s = time.monotonic()
        call = partial(counties.watch, self._county, before=self._live())
        self._looks.read(self, call, self._seen, self._not_seen)

    def _live(self) -> Live | None:
        if self._vigil is None:
            return None
        return Live() if self._watch is None else self._watch.live

    def _seen(self, now: Watch) -> None:
        self._is_looking = False
        self._take_watch(now)
        self._show_watch()
        self._show_login_facts()
        if self._is_outdated:
            self._look()

    def _not_seen(self, _error: Exception) -> None:
        # Nothing to say here: the age of the data tells that the database does not answer.
        self._is_looking = False
        self._look_again.start()  # what has changed meanwhile is not told a second time

    def _take_watch(self, now: Watch | None) -> None:
        self._watch = now
        self._looked_s = time.monotonic()
        if now is not None and self._vigil is not None:
            self._vigil.hear(now)

    def _show_watch(self) -> None:
        if not self.is_at_work() or self._watch is None:
            return
        desk = self._window.desk
        desk.set_identity(facts.identity_facts(self._county, self._watch))
        if self._drills is not None:
            self._drills.take(self._watch)
        if self._watch.is_low_on_space:
            desk.messages.keep("space", LOW_SPACE)
        else:
            desk.messages.end("space")
        self._show_strip()

    def _may_ring(self) -> bool:
        return self._window.view.settings.has_sound

    def _say_troubled(self, error: Exception) -> None:
        self._window.desk.messages.keep("due", NOT_DONE, problem=sentence(error))

    def _say_silent(self) -> None:
        self._window.desk.messages.say(NO_SOUND)

    def _show_strip(self) -> None:
        """Show what the moment changes: what is overdue now was not a second ago."""
        if not self.is_at_work() or self._watch is None:
            return
        strip = facts.strip_facts(self._watch, self._county.clock())
        if strip != self._strip:
            self._strip = strip
            self._window.desk.strip.set_facts(strip)
