"""What is asked in one line above a script: how far times shift, whose lines are copied in."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from commandcenter.database.engine import Database
from commandcenter.directory.model import initials
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.model.script import Inject
from commandcenter.drills.model.script_copy import joined
from commandcenter.drills.service import script
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.text import fold
from commandcenter.kernel.words import N_
from ui.drills.drill_reading import Whole, all_drills
from ui.drills.script_acts import COPIED, SHIFTED, Lines, ScriptActs, Wish
from ui.records import form
from ui.records.ask_bar import AskBar
from ui.records.form import FormField
from ui.records.pick_box import Choice, PickBox
from ui.shell.seat import Seat
from ui.widgets.typed_span import read_span
from ui.widgets.words import tr

_FROM_HERE, _ALL = "from_here", "all"
_SCOPES = {_FROM_HERE: N_("This line and all that follow"), _ALL: N_("The whole script")}
_APPEND, _SAME = "append", "same"
_PLACES = {_APPEND: N_("After the last line"), _SAME: N_("At the times they have there")}
_AFTER_S = 300


class NoDrillPicked(Rejected):
    """Nobody knows whose lines are meant."""

    sentence = N_("Pick the drill whose lines are copied in.")


class ScriptAsks(QObject):
    """Asks in one line and hands what was answered to the acts."""

    def __init__(self, db: Database, seat: Seat, acts: ScriptActs, bar: AskBar) -> None:
        super().__init__(bar)
        self.bar = bar
        self._db = db
        self._seat = seat
        self._acts = acts

    def shift(self, front: Inject | None) -> None:
        """Ask by how much times are shifted, and from where on."""
        fields = (
            _signed_span("span", N_("By how much")),
            form.choice("scope", N_("Which lines"), _SCOPES),
        )

        def confirmed(values: Mapping[str, Any]) -> None:
            start = front.id if front is not None and values["scope"] == _FROM_HERE else None
            self._acts.shift(values["span"], start, self._wish(SHIFTED, start))

        self.bar.ask(
            tr("Minutes, with a minus for sooner: 10, -5, 1 h 30 min."),
            tr("Move them"),
            fields,
            confirmed,
            {"span": 0, "scope": _FROM_HERE if front is not None else _ALL},
        )

    def copy(self, whole: Whole) -> None:
        """Ask whose lines are copied in, and at which times."""
        self._seat.background.read(
            self, partial(all_drills, self._db), partial(self._ask_copy, whole), self._failed
        )

    def _ask_copy(self, whole: Whole, found: tuple[Drill, ...]) -> None:
        box = PickBox()
        others = [one for one in reversed(found) if one.id != whole.drill.id]
        box.offer(
            [
                Choice(
                    id=one.id,
                    name=f"{one.year}-{one.number:02} {one.title}",
                    initials=initials(one.title),
                )
                for one in others
            ]
        )
        fields = (_picked("drill", N_("Drill"), box), form.choice("place", N_("When"), _PLACES))

        def confirmed(values: Mapping[str, Any]) -> None:
            self._copy_in(whole.drill.id, values["drill"], is_after=values["place"] == _APPEND)

        self.bar.ask(
            tr("Lines come without their objectives."),
            tr("Copy in"),
            fields,
            confirmed,
            {"drill": None, "place": _APPEND},
        )

    def _copy_in(self, drill_id: UUID, source_id: UUID, *, is_after: bool) -> None:
        def act(seen: Lines) -> Lines:
            source = script.lines(self._db, source_id)
            last = max((line.offset_s for line in seen), default=-_AFTER_S)
            first = min((line.offset_s for line in source), default=0)
            later_s = last + _AFTER_S - first if is_after else 0
            return joined(seen, drill_id, source, later_s=later_s)

        self._acts.rewrite(act, self._wish(COPIED, None))

    def _wish(self, words: str, show: UUID | None) -> Wish:
        return Wish(words=words, show=show, done=self.bar.close_bar, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        if self.bar.isVisible():
            self.bar.refuse(error)
        else:
            self._seat.messages.problem(error)


def _picked(name: str, caption: str, box: PickBox) -> FormField:
    def read() -> UUID:
        picked = box.picked()
        if picked is None:
            raise NoDrillPicked
        return picked

    return FormField(name=name, caption=caption, control=box, read=read, write=box.pick)


def _signed_span(name: str, caption: str) -> FormField:
    """Return a field for minutes, or another span, with a minus for sooner."""
    made = form.line(name, caption, longest=20)
    plain = made.read

    def read() -> int:
        typed = fold(plain()).replace("\u2212", "-").strip()
        is_sooner = typed.startswith("-")
        seconds = int(read_span(typed.lstrip("+-")).total_seconds())
        return -seconds if is_sooner else seconds

    return FormField(
        name=name,
        caption=caption,
        control=made.control,
        read=read,
        write=lambda value: made.write(str(value or "")),
    )
