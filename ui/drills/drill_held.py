"""Writing down that a drill was held without the program: when, and with how many people."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Signal

from commandcenter.database.engine import Database
from commandcenter.drills.model.drill import Drill, State
from commandcenter.drills.model.drill_checks import TimesMissing
from commandcenter.drills.service import drills
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_
from ui.drills.drill_fields import amount
from ui.records import fields, form
from ui.records.ask_bar import AskBar
from ui.records.fields import Clock
from ui.records.form import FormField
from ui.shell.seat import Seat
from ui.widgets.typed_time import Toward, read_time, shown_time
from ui.widgets.words import tr

HELD_KEY = "Ctrl+Shift+H"
HELD_WORDS = N_("It was held")
_CORRECT_WORDS = N_("Correct the times")
_TITLE = N_("'{title}' was held without this program.")
_NOTED = N_("'{title}' was held: written down.")
_A_NIGHT = timedelta(hours=12)


def held_words(drill: Drill | None) -> str:
    """Return what can be written down of a drill: that it was held, or when it really was."""
    return tr(_CORRECT_WORDS if drill is not None and _is_over(drill) else HELD_WORDS)


def _is_over(drill: Drill) -> bool:
    return drill.state is State.ENDED


class HeldBar(AskBar):
    """Asks when a drill began and ended and how many took part.

    The plan stands there already, or what was written down before. An end without a day lies on
    the day of the beginning, or after its midnight.

    Signals:
        noted: It was written (Drill).
    """

    noted = Signal(object)

    def __init__(self, db: Database, seat: Seat) -> None:
        super().__init__()
        self._db = db
        self._seat = seat
        self._drill: Drill | None = None

    def begin(self, drill: Drill) -> None:
        """Ask about a drill; what was typed about the same one stays."""
        if self.form is not None and not self.isHidden() and self._is_about(drill):
            self.form.fields[0].control.setFocus()
            return
        self._drill = drill
        clock = self._seat.clock
        began = fields.moment("began_at", N_("Began at"), clock, hint="7-18 9:00")
        asked = (began, _end(began, clock), amount("headcount", N_("People who took part")))
        title = tr(_TITLE).format(title=drill.title)
        held = held_words(drill) if _is_over(drill) else tr("Note that it was held")
        self.ask(title, held, asked, self._note, self._known(drill))

    def follow(self, found: Mapping[Any, Drill]) -> None:
        """Go on from the drill as it stands now; what was typed stays."""
        if self._drill is not None:
            self._drill = found.get(self._drill.id, self._drill)

    def _is_about(self, drill: Drill) -> bool:
        return self._drill is not None and self._drill.id == drill.id

    def _known(self, drill: Drill) -> dict[str, Any]:
        """Return what is known of it.

        Before anything was written down these are the times of the plan as far as they are
        past: mostly it was held like that.
        """
        if _is_over(drill):
            names = ("began_at", "ended_at", "headcount")
            return {name: getattr(drill, name) for name in names}
        now = self._seat.clock()
        times = {"began_at": drill.begins_at, "ended_at": drill.ends_at}
        past = {name: at for name, at in times.items() if at is not None and at <= now}
        return past | {"headcount": drill.headcount}

    def _note(self, values: Mapping[str, Any]) -> None:
        if self._drill is None:
            return
        if values["began_at"] is None or values["ended_at"] is None:
            self.refuse(TimesMissing())
            return
        call = partial(
            drills.held_elsewhere,
            self._db,
            self._drill,
            **values,
            officer=self._seat.officer(),
            at=self._seat.clock(),
        )
        self._seat.background.write(self, call, self._noted, self.refuse)

    def _noted(self, drill: Drill) -> None:
        self.close_bar()
        self._seat.messages.say(_NOTED, title=drill.title)
        self.noted.emit(drill)


def _end(began: FormField, clock: Clock) -> FormField:
    """Return a field for the end, which is typed without a day if it is that of the beginning."""
    made = form.line("ended_at", N_("Ended at"), longest=20)

    def begin() -> datetime | None:
        try:
            at: datetime | None = began.read()
        except Rejected:
            return None  # its own field says so
        return at

    def read() -> datetime | None:
        return read_end(made.read(), begin=begin(), now=clock())

    def write(at: datetime | None) -> None:
        made.write("" if at is None else shown_time(at, now=begin() or clock()))

    return replace(made, read=read, write=write)


def read_end(text: str, *, begin: datetime | None, now: datetime) -> datetime | None:
    """Return when a drill ended, as it was typed.

    Raises:
        UnreadableTime: It is no time.
    """
    end = read_time(text, now=begin or now, toward=Toward.PAST)
    if begin is None or end is None or end > begin:
        return end
    later = read_time(text, now=begin, toward=Toward.FUTURE)
    # Longer than a night it is no drill over midnight but a slip of the finger.
    return later if later is not None and later - begin <= _A_NIGHT else end
