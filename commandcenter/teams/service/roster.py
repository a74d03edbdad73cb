"""The roster (名册): teams, their people, what they have, and what became of it."""

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from commandcenter.database import history as changes
from commandcenter.database.engine import Database
from commandcenter.database.history import Noted
from commandcenter.database.tx import Tx
from commandcenter.directory.model import initials, masked
from commandcenter.directory.rights import Right, may, require
from commandcenter.directory.service import rules
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit_texts
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_
from commandcenter.teams.model.checks import NumberTaken, check, check_part, masked_id
from commandcenter.teams.model.fields import PHONES
from commandcenter.teams.model.readiness import OUTSIDE
from commandcenter.teams.model.strength import RosterQuery
from commandcenter.teams.model.team import Card, Line, Member, Part, Team
from commandcenter.teams.service import changing, doing
from commandcenter.teams.store import dispatch as dispatch_store
from commandcenter.teams.store import roster as store
from commandcenter.teams.store import rows

Record = TypeVar("Record")
AnyPart = TypeVar("AnyPart", bound=Part)


class TeamOut(Rejected):
    """A team that is out has to come home first."""

    sentence = N_("'{name}' is out now. Retire it after its return.")


def card(db: Database, team_id: UUID, *, officer: Officer) -> Card:
    """Return everything about a team, as far as the officer may see it.

    Raises:
        Conflict: There is no such team.
    """
    with db.read() as tx:
        found = store.card(tx, team_id)
    return shown_card(found, officer)


def cards(db: Database, query: RosterQuery | None = None, *, officer: Officer) -> tuple[Card, ...]:
    """Return everything about the teams that are wanted, by number; for lists and exports."""
    with db.read() as tx:
        found = store.cards(tx, query)
    return tuple(shown_card(one, officer) for one in found)


def names(db: Database) -> dict[UUID, str]:
    """Return the names of the teams in use, by number."""
    with db.read() as tx:
        return {team.id: team.name for team in store.teams(tx)}


def lines(
    db: Database,
    query: RosterQuery | None = None,
    *,
    officer: Officer,
    at: datetime,
    drill_id: UUID | None = None,
) -> tuple[Line, ...]:
    """Return the teams that are wanted with what they count and how ready they are, by number.

    Raises:
        NoSuchRule, BadValue: The county does not say how long readiness holds.
    """
    with db.read() as tx:
        found = lines_in(
            tx, query, at=at, drill_id=drill_id, with_phones=may(officer, Right.SEE_PHONES)
        )
    return tuple(replace(line, team=shown(line.team, officer)) for line in found)


def lines_in(
    tx: Tx,
    query: RosterQuery | None = None,
    *,
    at: datetime,
    drill_id: UUID | None = None,
    with_phones: bool = True,
) -> tuple[Line, ...]:
    """Do what `lines` does inside a transaction, with every phone number.

    Raises:
        NoSuchRule, BadValue: The county does not say how long readiness holds.
    """
    known = doing.seen_in(tx, drill_id=drill_id)
    after = stale_after(tx, at)
    found = store.lines(tx, query, with_phones=with_phones)
    return tuple(
        replace(
            line,
            readiness=(said := known.get(line.team.id)),
            is_stale=said is None or said.is_stale(at, after),
        )
        for line in found
    )


def stale_after(tx: Tx, at: datetime) -> timedelta:
    """Return how long what was said about a team can be relied on.

    Raises:
        NoSuchRule, BadValue: The county has no such row, or it is no number.
    """
    return timedelta(hours=rules.whole(tx, "teams.readiness_stale_h", on=day_of(at)))


def history(db: Database, subject: UUID, *, officer: Officer) -> tuple[Noted, ...]:
    """Return what was changed of a team or store and what belongs to it, newest first."""
    with db.read() as tx:
        found = changes.of(tx, changing.PART, subject)
    if may(officer, Right.SEE_PHONES):
        return found
    return tuple(map(_masked_noted, found))


def _masked_noted(noted: Noted) -> Noted:
    one = noted.change
    if one.field not in PHONES:
        return noted
    return replace(noted, change=replace(one, old=masked(one.old), new=masked(one.new)))


def add(db: Database, new: Team, *, officer: Officer) -> Team:
    """Add a team; returns it as it was stored.

    Raises:
        NotAllowed, NumberTaken, TeamNameMissing, TeamNumberMissing, CategoryMissing,
        FieldTooLong, OutOfRange, PlaceIncomplete: Nothing was written.
        Unavailable: The outcome is unknown; look at the list again.
    """
    require(officer, Right.MANAGE_TEAMS)
    ready = prepared(new)
    with db.write(officer) as tx:
        _refuse_taken(tx, ready)
        changing.add(tx, ready)
    return ready


def change(db: Database, changed: Team, *, officer: Officer) -> Team:
    """Change a team; *changed* carries the version that was seen.

    Raises:
        NotAllowed, NumberTaken, TeamNameMissing, TeamNumberMissing, CategoryMissing,
        FieldTooLong, OutOfRange, PlaceIncomplete, TeamOut: Nothing was written.
        Conflict: Somebody changed the team first.
        Unavailable: The outcome is unknown; look at the team again.
    """
    require(officer, Right.MANAGE_TEAMS)
    ready = prepared(changed)
    with db.write(officer) as tx:
        before = store.get(tx, ready.id)
        _refuse_taken(tx, ready)
        if ready.is_retired and not before.is_retired:
            _refuse_out(tx, before)
        return changing.change(tx, before, ready)


def retire(db: Database, team: Team, *, officer: Officer) -> Team:
    """Take a team out of use; its history stays, and it can be brought back by `change`.

    Raises:
        NotAllowed, TeamOut: Nothing was written.
        Conflict: Somebody changed the team first.
        Unavailable: The outcome is unknown; look at the team again.
    """
    return change(db, replace(team, is_retired=True), officer=officer)


def add_part(db: Database, new: AnyPart, *, officer: Officer) -> AnyPart:
    """Add a person, a thing or a paper to a team; returns it as it was stored.

    Raises:
        NotAllowed, FieldMissing, FieldTooLong, OutOfRange, WrongIdNumber: Nothing was written.
        Conflict: There is no such team.
        Unavailable: The outcome is unknown; look at the team again.
    """
    require(officer, Right.MANAGE_TEAMS)
    ready = prepared_part(new)
    with db.write(officer) as tx:
        changing.add(tx, ready)
    return ready


def change_part(db: Database, changed: AnyPart, *, officer: Officer) -> AnyPart:
    """Change a person, a thing or a paper of a team; it carries the version that was seen.

    Raises:
        NotAllowed, FieldMissing, FieldTooLong, OutOfRange, WrongIdNumber: Nothing was written.
        Conflict: Somebody changed it first.
        Unavailable: The outcome is unknown; look at the team again.
    """
    require(officer, Right.MANAGE_TEAMS)
    ready = prepared_part(changed)
    with db.write(officer) as tx:
        before = rows.find(tx, type(ready), ready.id)
        return changing.change(tx, before, ready)


def remove_part(db: Database, part: Part, *, officer: Officer) -> None:
    """Take a person, a thing or a paper out of a team; the history names it.

    Raises:
        NotAllowed: Nothing was written.
        Conflict: Somebody changed it first.
        Unavailable: The outcome is unknown; look at the team again.
    """
    require(officer, Right.MANAGE_TEAMS)
    with db.write(officer) as tx:
        changing.remove(tx, part)


def prepared(team: Team) -> Team:
    """Return a team as it is stored.

    Raises:
        TeamNameMissing, TeamNumberMissing, CategoryMissing, FieldTooLong, OutOfRange,
        PlaceIncomplete: It breaks a rule of the roster.
    """
    admitted: Team = admit_texts(team)[0]
    ready = replace(admitted, number=admitted.number.strip(), name=admitted.name.strip())
    check(ready)
    initials(ready.name)  # loads a dictionary that must not keep a transaction waiting
    return ready


def prepared_part(part: AnyPart) -> AnyPart:
    """Return a person, a thing or a paper as it is stored.

    Raises:
        FieldMissing, FieldTooLong, OutOfRange, WrongIdNumber: It breaks a rule of the roster.
    """
    ready: Any = admit_texts(part)[0]
    if isinstance(ready, Member):
        ready = replace(ready, id_number=masked_id(ready.id_number))
    check_part(ready)
    return ready  # type: ignore[no-any-return]  # of the same kind


def shown_card(whole: Card, officer: Officer) -> Card:
    """Return a card as far as the officer may see it."""
    return replace(
        whole,
        team=shown(whole.team, officer),
        members=_all_shown(whole.members, officer),
        agreements=_all_shown(whole.agreements, officer),
    )


def _all_shown(records: Iterable[Record], officer: Officer) -> tuple[Record, ...]:
    return tuple(shown(one, officer) for one in records)


def shown(record: Record, officer: Officer) -> Record:
    """Return a record with its phone numbers masked for those who may not see them."""
    if may(officer, Right.SEE_PHONES):
        return record
    any_record: Any = record
    phones = {
        one.name: masked(getattr(record, one.name))
        for one in fields(any_record)
        if one.name in PHONES
    }
    return replace(any_record, **phones)  # type: ignore[no-any-return]  # of the same kind


def _refuse_taken(tx: Tx, team: Team) -> None:
    other = store.with_number(tx, team.number)
    if other is not None and other.id != team.id:
        raise NumberTaken(number=team.number, name=other.name)


def _refuse_out(tx: Tx, team: Team) -> None:
    said = doing.present_in(tx, team.id)
    is_outside = said is not None and said.state in OUTSIDE
    # Whatever was said of its readiness by hand: an order binds it, also one of a drill.
    if is_outside or dispatch_store.commitments(tx, [team.id]):
        raise TeamOut(name=team.name)
