"""A new drill in one line: empty, from a template, or a copy of the one in front."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal

from commandcenter.database.engine import Database
from commandcenter.drills import templates
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.service import drills
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import BEIJING
from commandcenter.kernel.words import N_
from ui.records import fields, form
from ui.records.ask_bar import AskBar
from ui.records.fields import TermBox
from ui.shell.seat import Seat
from ui.widgets.words import tr

_COPY = "copy"
_EMPTY = N_("Empty")


class NewDrill(AskBar):
    """Title, year of the annual plan, and what it begins with.

    Signals:
        made: The drill was written (Drill).
    """

    made = Signal(object)

    def __init__(self, db: Database, seat: Seat) -> None:
        super().__init__()
        self._db = db
        self._seat = seat
        self._id = new_id()
        self._sent: Mapping[str, Any] = {}

    def begin(self, front: Drill | None, *, year: int | None = None) -> None:
        """Ask for a new drill; what is typed already stays.

        An answer makes one drill, however often it is sent; another answer makes another one.

        Args:
            front: What may be copied.
            year: Of the annual plan that is looked at; None for this year.
        """
        if self.form is not None and not self.isHidden():
            self.form.fields[0].control.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        self._sent = {}
        source = TermBox()
        copy = tr("A copy of '{title}'")
        offered = [(_COPY, copy.format(title=front.title))] if front is not None else []
        template = tr("Template: {title}")
        shipped = [(one.code, template.format(title=one.title)) for one in templates.offered()]
        source.offer([*offered, *shipped])
        source.setItemText(0, tr(_EMPTY))
        asked = (
            form.line("title", N_("Title of the drill")),
            fields.number("year", N_("Year of the annual plan")),
            fields.term("source", N_("Begin with"), source),
        )
        year = year or self._seat.clock().astimezone(BEIJING).year
        self.ask(
            tr("It gets the next number of its year."),
            tr("Write it down"),
            asked,
            partial(self._make, front),
            {"title": "", "year": year, "source": ""},
        )

    def _make(self, front: Drill | None, values: Mapping[str, Any]) -> None:
        if values != self._sent:
            self._id, self._sent = new_id(), dict(values)
        if values["source"] == _COPY and front is not None:
            call = self._copying(front, values)
        else:
            call = self._from_template(values) if values["source"] else self._new(values)
        self._seat.background.write(self, call, self._done, self.refuse)

    def _new(self, values: Mapping[str, Any]) -> Callable[[], Drill]:
        new = Drill(id=self._id, year=values["year"], number=1, title=values["title"])
        return partial(drills.create, self._db, new, officer=self._seat.officer())

    def _from_template(self, values: Mapping[str, Any]) -> Callable[[], Drill]:
        return partial(
            drills.create_from,
            self._db,
            values["source"],
            drill_id=self._id,
            year=values["year"],
            title=values["title"],
            officer=self._seat.officer(),
        )

    def _copying(self, front: Drill, values: Mapping[str, Any]) -> Callable[[], Drill]:
        return partial(
            drills.copy,
            self._db,
            front.id,
            drill_id=self._id,
            year=values["year"],
            title=values["title"],
            officer=self._seat.officer(),
        )

    def _done(self, one: Drill) -> None:
        self.close_bar()
        self.made.emit(one)
