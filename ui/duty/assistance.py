"""What helps while typing: names, numbers that called before, quick phrases."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMenu

from commandcenter.directory.model import Person, Term, initials
from commandcenter.directory.service import people, phrases
from commandcenter.duty.model.overview import Overview
from commandcenter.duty.service import log
from ui.duty import caller
from ui.duty import phrases as phrase_menu
from ui.duty.caller import Caller
from ui.duty.completion import Choice
from ui.duty.desk import Desk
from ui.duty.draft_card import DraftCard

_PAUSE_MS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What fields are completed from."""

    people: tuple[Person, ...] = ()
    person_choices: tuple[Choice, ...] = ()
    unit_choices: tuple[Choice, ...] = ()
    phrases: tuple[Term, ...] = ()


class Assistance(QObject):
    """Reads the directory and the log in the background and fills in what is empty.

    Signals:
        known: Names and phrases were read (Known).
    """

    known = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._known = Known()
        self._overview: Overview | None = None
        self._asked: tuple[DraftCard, str] | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)

    def read(self) -> None:
        """Read names and phrases anew."""
        self._desk.background.read(
            self, partial(_read_known, self._desk), self._take, self._desk.messages.problem
        )

    def show_overview(self, overview: Overview) -> None:
        """Count calls of this shift from now on."""
        self._overview = overview

    def look_up(self, card: DraftCard, phone: str) -> None:
        """Find out who calls, once the typing of the number pauses."""
        card.form.memory.show_facts("")
        self._asked = (card, phone)
        if len(phone) >= caller.SHORTEST:
            self._pause.start()
        else:
            self._pause.stop()

    def open_phrases(self, card: DraftCard) -> QMenu:
        """Offer quick phrases for the text of a draft."""
        return phrase_menu.open_menu(card, self._known.phrases)

    def _ask(self) -> None:
        if self._asked is None:
            return
        card, phone = self._asked
        shift = self._overview.shift if self._overview else None
        call = partial(
            caller.look_up, self._desk.db, phone, self._known.people, shift.id if shift else None
        )
        # A number that nobody knows is no problem worth a message; neither is a slow answer.
        self._desk.background.read(
            card, call, partial(self._tell, card, phone), lambda _error: None
        )

    def _tell(self, card: DraftCard, phone: str, found: Caller) -> None:
        if self._asked != (card, phone) or card.is_saving:
            return  # another number by now
        card.form.memory.show_facts(found.facts())
        card.form.fill_empty(org=found.org, name=found.name, post=found.post)

    def _take(self, known: Known) -> None:
        is_first, self._known = not self._known.people, known
        self.known.emit(known)
        if is_first and self._asked is not None:
            self.look_up(*self._asked)  # a number typed before the names were there


def _read_known(desk: Desk) -> Known:
    everybody = tuple(person for person in people.find(desk.db) if person.is_active)
    recent = log.organisations(desk.db)
    listed = (one.name for one in people.organisations(desk.db) if one.is_active)
    units = dict.fromkeys((*recent, *listed))
    return Known(
        people=everybody,
        person_choices=tuple(
            Choice(
                text=person.name,
                detail=" ".join(part for part in (person.organisation, person.post) if part),
                initials=initials(person.name),
                value=person,
            )
            for person in everybody
        ),
        unit_choices=tuple(Choice(text=unit, initials=initials(unit)) for unit in units),
        phrases=phrases.quick_phrases(desk.db),
    )
