"""Going to a line by its number or to a day."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commandcenter.duty.service import log, overview
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_
from ui.duty.desk import Desk
from ui.duty.filter_bar import read_bound
from ui.duty.inline_form import Ask, InlineForm

_NUMBER = re.compile(r"(?:(?:ZB|YL)-?)?(?:(?P<day>\d{8})-)?(?P<serial>\d{1,3})", re.IGNORECASE)


class NoSuchNumber(Rejected):
    """No entry has this number."""

    sentence = N_("There is no entry {number}. Write a number such as 021, or a day such as 7-18.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Where to go: a serial number of a shift day, or a moment."""

    day: date | None = None
    serial: int | None = None
    at: datetime | None = None


def read_goal(text: str, *, now: datetime) -> Wanted:
    """Return what was typed: `021`, `ZB-20260718-021`, `7-18`, `7-18 22:41` or `22:41`.

    Raises:
        NoSuchNumber, UnreadableTime: It is none of these.
    """
    typed = text.strip()
    found = _NUMBER.fullmatch(typed)
    if found is None:
        return Wanted(at=read_bound(typed, now=now, ends=False))
    try:
        day = datetime.strptime(found["day"], "%Y%m%d").date() if found["day"] else None  # noqa: DTZ007 - a date
    except ValueError as error:
        raise NoSuchNumber(number=typed) from error
    return Wanted(day=day, serial=int(found["serial"]))


class JumpBar(InlineForm):
    """Asks where to go.

    Signals:
        found: Journal number of the line (int).
    """

    found = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        asks = [Ask(name="goal", caption=N_("Number or day, such as 021, 7-18, 7-18 22:41"))]
        super().__init__(asks, N_("Go there"), parent)
        self._desk = desk
        self.confirmed.connect(self._go)

    def _go(self, typed: dict[str, str]) -> None:
        now = self._desk.clock()
        try:
            wanted = read_goal(typed["goal"], now=now)
        except Rejected as error:
            self.refuse(error)
            return
        self.set_busy(True)
        call = partial(_find, self._desk, wanted, now, self._desk.playing.drill_id)
        self._desk.background.read(self, call, partial(self._on_found, typed["goal"]), self.refuse)

    def _on_found(self, typed: str, seq: int | None) -> None:
        if seq is None:
            self.refuse(NoSuchNumber(number=typed.strip()))
            return
        self.close_bar()
        self.found.emit(seq)


def _find(desk: Desk, wanted: Wanted, now: datetime, drill_id: UUID | None) -> int | None:
    if wanted.serial is None:
        return None if wanted.at is None else log.seq_at(desk.db, wanted.at)
    day = wanted.day
    if day is None:
        day = overview.overview(desk.db, at=now).shift_day
    return overview.seq_of_serial(desk.db, day, wanted.serial, drill_id=drill_id)
