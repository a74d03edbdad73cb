"""Importing a roster: all of it or nothing, known teams brought up to date, none lost."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from commandcenter.database import history
from commandcenter.database.engine import Database
from commandcenter.database.history import Change
from commandcenter.database.tx import Tx
from commandcenter.directory.rights import Right, require
from commandcenter.documents.errors import Cancelled
from commandcenter.kernel.errors import Conflict, Rejected
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.words import N_, Translate
from commandcenter.teams.model.merging import Given, merged, paired
from commandcenter.teams.model.team import Card, Part
from commandcenter.teams.service import changing
from commandcenter.teams.service.roster import prepared, prepared_part
from commandcenter.teams.store import roster as store
from commandcenter.teams.store import rows

# How often an import is worked out anew because somebody changed the roster meanwhile.
_TRIES = 3
_EVERY = 100


class NumberTwice(Rejected):
    """An import says two things of one team."""

    sentence = N_("The team number '{number}' stands in the import twice; keep one.")


class CardRefused(Rejected):
    """A team of an import breaks a rule."""

    sentence = N_("Team '{number}': {reason}")

    def said(self, translate: Translate) -> str:
        """Return the sentence with its reason in the language of *translate*."""
        reason = self.facts["reason"]
        words = reason.said(translate) if isinstance(reason, Rejected) else str(reason)
        return translate(self.sentence).format(number=self.facts["number"], reason=words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did, counted in records of any kind."""

    added: int
    changed: int
    unchanged: int


@dataclass(slots=True, kw_only=True)
class Plan:
    """What an import will write.

    Attributes:
        as_of: Number of the journal row that changed the roster last when it was made.
    """

    as_of: int = 0
    new: list[Any] = field(default_factory=list)
    changed: list[Any] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0

    def add(self, record: Any) -> None:
        """Let a record come."""
        self.new.append(record)
        self.changes.append(changing.came(record))

    def change(self, before: Any, after: Any) -> None:
        """Let a record become another, if they differ."""
        differences = changing.differences(before, after)
        if differences:
            self.changed.append(replace(after, version=before.version + 1))
            self.changes += differences
        else:
            self.unchanged += 1

    def outcome(self) -> Imported:
        """Return what it did, once it is written."""
        return Imported(added=len(self.new), changed=len(self.changed), unchanged=self.unchanged)


def import_all(
    db: Database,
    cards: Sequence[Card],
    *,
    officer: Officer,
    given: Given = MappingProxyType({}),
    progress: Callable[[int], None] = lambda _done: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Imported:
    """Add teams and bring known ones up to date, with one journal row.

    A team is known by its number, a person by name, ID number and phone, a thing by name
    and model. What the import does not mention is left as it is.

    Args:
        given: Fields that the source has; these are taken even when they are empty.
        progress: Told how many teams are worked out; called before anything is written.
        cancelled: Asked before anything is written.

    Raises:
        NotAllowed, CardRefused, NumberTwice: Nothing was written.
        Cancelled: The officer no longer wants it; nothing was written.
        Conflict: Somebody changed the roster all the while; nothing was written.
        Unavailable: The outcome is unknown; import again, nothing will be doubled.
    """
    require(officer, Right.MANAGE_TEAMS)
    _refuse_twice(cards)
    for _ in range(_TRIES):
        plan = _planned(db, cards, given, progress, cancelled)
        if not plan.changes or _write(db, plan, officer=officer):
            return plan.outcome()
    raise Conflict


def foresee(
    db: Database,
    cards: Sequence[Card],
    *,
    officer: Officer,
    given: Given = MappingProxyType({}),
    progress: Callable[[int], None] = lambda _done: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Imported:
    """Return what `import_all` would do now; nothing is written.

    Raises:
        NotAllowed, CardRefused, NumberTwice: The import would be refused.
        Cancelled: The officer no longer wants it.
        Unavailable: The database did not answer.
    """
    require(officer, Right.MANAGE_TEAMS)
    _refuse_twice(cards)
    return _planned(db, cards, given, progress, cancelled).outcome()


def _refuse_twice(cards: Sequence[Card]) -> None:
    seen: set[str] = set()
    for card in cards:
        number = card.team.number.strip()
        if number in seen:
            raise NumberTwice(number=number)
        seen.add(number)


def _planned(
    db: Database,
    cards: Sequence[Card],
    given: Given,
    progress: Callable[[int], None],
    cancelled: Callable[[], bool],
) -> Plan:
    with db.read() as tx:
        plan = Plan(as_of=_newest(tx))
        known = store.numbered(tx, [card.team.number.strip() for card in cards])
    for done, card in enumerate(cards, start=1):
        if cancelled():
            raise Cancelled
        try:
            _add_card(plan, known.get(card.team.number.strip()), card, given)
        except Rejected as reason:
            raise CardRefused(number=card.team.number, reason=reason) from reason
        if done % _EVERY == 0 or done == len(cards):
            progress(done)
    return plan


def _newest(tx: Tx) -> int:
    return history.newest(tx, changing.PART)


def _add_card(plan: Plan, known: Card | None, card: Card, given: Given) -> None:
    if known is None:
        team = prepared(card.team)
        plan.add(team)
    else:
        team = prepared(merged(known.team, card.team, given))
        plan.change(known.team, team)
    incoming = [replace(prepared_part(part), team_id=team.id) for part in card.parts]
    for before, part in paired(known.parts if known else (), incoming):
        _add_part(plan, before, part, given)


def _add_part(plan: Plan, before: Part | None, part: Part, given: Given) -> None:
    if before is None:
        plan.add(part)
    else:
        plan.change(before, merged(before, part, given))


def _write(db: Database, plan: Plan, *, officer: Officer) -> bool:
    """Write a plan in one transaction, unless the roster is no longer what it was made for."""
    new, changed = rows.ready(plan.new), rows.ready(plan.changed)
    evident = history.evident(changing.PART, plan.changes)
    with db.write(officer) as tx:
        if _newest(tx) != plan.as_of:
            return False
        rows.add_all(tx, new)
        rows.put_all(tx, changed)
        history.note(tx, evident, subject=changing.PART)
    return True
