"""Who waits where they may be needed (前置备勤): placed, changed, and ended."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.directory.model import initials
from commandcenter.directory.rights import Right
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_
from commandcenter.teams.model.fields import FIELD_WORDS
from commandcenter.teams.model.supplies import Preposition
from commandcenter.teams.service import roster, supplies
from ui.records import form
from ui.records.confirm_button import ConfirmButton
from ui.records.form import Form, FormField
from ui.records.panel import RecordPanel
from ui.records.pick_box import Choice, PickBox
from ui.shell.seat import Seat
from ui.teams import roster_fields
from ui.widgets.record_table_model import Column
from ui.widgets.typed_time import Toward, shown_time
from ui.widgets.words import tr

_FIELDS = ("team_id", "thing", "place", "lon", "lat", "from_at", "to_at", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Who waits elsewhere now or soon, and which teams could.

    Attributes:
        found: Those that are over are left out.
        teams: Every team in use.
    """

    found: tuple[Preposition, ...] = ()
    teams: tuple[Choice, ...] = ()


def read(db: Database, at: datetime) -> Placed:
    """Return who waits elsewhere."""
    return Placed(
        found=tuple(one for one in supplies.placed(db) if one.to_at is None or one.to_at > at),
        teams=tuple(
            Choice(id=team_id, name=name, initials=initials(name))
            for team_id, name in roster.names(db).items()
        ),
    )


class PlacedPanel(RecordPanel):
    """Teams and things outside their base; the reach and the proposals start from there."""

    right = Right.MANAGE_TEAMS
    new_words = N_("Place forward")

    def __init__(self, db: Database, seat: Seat) -> None:
        self._db = db
        self._seat = seat
        self._names: dict[UUID, str] = {}
        self._team = PickBox()
        super().__init__(
            seat,
            (
                Column(title=N_("Who or what"), text=self.title_of),
                Column(title=FIELD_WORDS["place"], text=lambda one: one.place),
                Column(title=FIELD_WORDS["from_at"], text=lambda one: self._shown(one.from_at)),
                Column(title=FIELD_WORDS["to_at"], text=self._until),
                Column(title=FIELD_WORDS["reason"], text=lambda one: one.reason),
            ),
            Form([self._field(name) for name in _FIELDS]),
            stretch=1,
        )
        self.end = ConfirmButton(N_("End it now"), N_("It goes back now"), icon="arrow-u-up-left")
        self.end.confirmed.connect(self._end)
        self.editor.extra.addWidget(self.end)
        self._show_end()

    def show_placed(self, placed: Placed) -> None:
        """Show who waits elsewhere."""
        self._names = {choice.id: choice.name for choice in placed.teams}
        self._team.offer(placed.teams)
        here = {one.id for one in placed.found}
        if self._chosen is not None and not self._is_new and self._chosen.id not in here:
            self._chosen = None  # it is over
        self.show_records(placed.found)
        self._show_end()

    def where(self, team_id: UUID, at: datetime) -> Preposition | None:
        """Return where a team waits at a moment; None for one at its base."""
        return next(
            (one for one in self.records if one.team_id == team_id and one.holds_at(at)), None
        )

    def title_of(self, record: Preposition) -> str:
        team = self._names.get(record.team_id, "") if record.team_id is not None else ""
        return tr(", ").join(part for part in (team, record.thing) if part) or tr("Place forward")

    def values_of(self, record: Preposition) -> Mapping[str, Any]:
        return {name: getattr(record, name) for name in _FIELDS}

    def text_of(self, record: Preposition) -> str:
        name = self.title_of(record)
        return f"{name} {initials(name)} {record.place} {record.reason}".lower()

    def blank(self) -> Preposition:
        return Preposition(id=new_id(), place="", from_at=self._seat.clock())

    def saving(
        self, record: Preposition, values: Mapping[str, Any], *, is_new: bool
    ) -> Callable[[], Any]:
        service: Callable[..., Preposition] = supplies.add if is_new else supplies.change
        from_at = values["from_at"] or self._seat.clock()
        changed = replace(record, **{**values, "from_at": from_at})
        return partial(service, self._db, changed, officer=self._seat.officer())

    def reading(self, key: Hashable) -> Callable[[], Any]:
        return partial(_one, self._db, key)

    def _show(self, record: Preposition) -> None:
        super()._show(record)
        if hasattr(self, "end"):
            self._show_end()

    def _show_end(self) -> None:
        is_stored = any(one.id == self.editor.key() for one in self.records)
        self.end.calm()
        self.end.setVisible(is_stored and not self.refusal())

    def _end(self) -> None:
        one: Preposition = self._chosen
        now, officer = self._seat.clock(), self._seat.officer()
        if one.from_at > now:
            call: Callable[[], Any] = partial(supplies.remove, self._db, one, officer=officer)
        else:
            ended = replace(one, to_at=now)
            call = partial(supplies.change, self._db, ended, officer=officer)
        self._seat.background.write(
            self, call, lambda _after: self._ended(one), self._seat.messages.problem
        )

    def _ended(self, one: Preposition) -> None:
        self.editor.accept_saved(one.id)
        self._seat.messages.say(N_("{name} waits there no longer."), name=self.title_of(one))
        self.changed.emit()

    def _shown(self, at: datetime) -> str:
        return shown_time(at, now=self._seat.clock())

    def _until(self, one: Preposition) -> str:
        return tr("until recalled") if one.to_at is None else self._shown(one.to_at)

    def _field(self, name: str) -> FormField:
        caption = FIELD_WORDS.get(name, "")
        if name == "team_id":
            return FormField(
                name=name,
                caption=N_("Team"),
                control=self._team,
                read=self._team.picked,
                write=self._team.pick,
                said=self._team.name_of,
            )
        if name in {"lon", "lat"}:
            return roster_fields.degrees(name)
        if name in {"from_at", "to_at"}:
            toward = Toward.PAST if name == "from_at" else Toward.FUTURE
            return roster_fields.moment(name, self._seat.clock, toward)
        return form.line(name, caption)


def _one(db: Database, key: Hashable) -> Preposition:
    found = [one for one in supplies.placed(db) if one.id == key]
    if not found:
        raise Conflict  # somebody removed it
    return found[0]
