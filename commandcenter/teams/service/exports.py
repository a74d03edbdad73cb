"""Taking the papers of teams out of the program.

Each paper reads everything in one transaction and prints the head of the last journal row
it depends on, so that printing it again gives the same bytes as long as nothing changed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from commandcenter.database import heads, history
from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.rights import Right, may
from commandcenter.directory.service import areas, county, phrases, rules
from commandcenter.documents.seal import Seal
from commandcenter.duty.papers import Running
from commandcenter.duty.service import log
from commandcenter.kernel.errors import Conflict, Rejected
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_, translation
from commandcenter.teams.model.accountability import RULES
from commandcenter.teams.model.dispatch import Dispatch
from commandcenter.teams.model.readiness import OnCall
from commandcenter.teams.model.strength import RosterQuery
from commandcenter.teams.model.team import Team
from commandcenter.teams.papers import card as card_paper
from commandcenter.teams.papers import expiring as expiring_paper
from commandcenter.teams.papers import on_call as on_call_paper
from commandcenter.teams.papers import order as order_paper
from commandcenter.teams.papers import resources as resources_paper
from commandcenter.teams.papers import roster as roster_paper
from commandcenter.teams.papers.card import TeamFacts
from commandcenter.teams.papers.ground import Dictionaries, Ground
from commandcenter.teams.papers.order import Sent
from commandcenter.teams.papers.resources import Means
from commandcenter.teams.service import changing, doing, overview, readiness, roster
from commandcenter.teams.store import dispatch as dispatch_store
from commandcenter.teams.store import printing
from commandcenter.teams.store import roster as store
from commandcenter.teams.store import supplies as supplies_store

# What the journal rows of a county's founding are about: its name and its dictionaries.
_FOUNDING = "county"
_DICTIONARIES = (
    "team_category",
    "team_skill",
    "hazard_kind",
    "equipment_state",
    "agreement_kind",
    "readiness_level",
    "strength_norm",
)


class NoSuchDispatch(Rejected):
    """A printed number belongs to no dispatch."""

    sentence = N_("There is no dispatch {number}. Look at its number again.")


class NoSuchTeam(Rejected):
    """A printed number belongs to no team."""

    sentence = N_("There is no team {number}. Look at its number again.")


def roster_list(
    db: Database,
    query: RosterQuery | None = None,
    *,
    at: datetime,
    officer: Officer,
    language: str,
    running: Running | None = None,
) -> bytes:
    """Return the roster; phones in full only for those who may see them.

    Args:
        at: The county is called as on this day.

    Raises:
        Cancelled: The officer no longer wants it.
        NoSuchRule, BadValue: The county does not say how long readiness holds.
        Unavailable: The database did not answer.
    """
    may_see = may(officer, Right.SEE_PHONES)
    with db.read() as tx:
        found = roster.lines_in(tx, query, at=at, with_phones=may_see)
        ground = _ground(tx, [_newest(tx)], at=at, language=language, running=running)
    lines = [replace(line, team=roster.shown(line.team, officer)) for line in found]
    return roster_paper.roster(ground, lines, query)


def card(
    db: Database,
    team_id: UUID,
    *,
    at: datetime,
    officer: Officer,
    language: str,
    running: Running | None = None,
) -> bytes:
    """Return the card of one team; phones in full only for those who may see them.

    Raises:
        Cancelled: The officer no longer wants it.
        Conflict: There is no such team.
        NoSuchRule, BadValue: The norm of the team has no rule row, or it is no number.
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        whole = store.card(tx, team_id)
        facts = _facts(tx, whole.team, at=at)
        newest = [_newest_of(tx, team_id), *(one.seq for one in (facts.said, facts.last) if one)]
        ground = _ground(tx, newest, at=at, language=language, running=running)
    return card_paper.card(ground, roster.shown_card(whole, officer), facts)


def _facts(tx: Tx, team: Team, *, at: datetime) -> TeamFacts:
    norm = team.strength_norm
    return TeamFacts(
        required=overview.required(tx, norm, on=day_of(at)) if norm else None,
        said=doing.present_in(tx, team.id),
        last=printing.newest_real(tx, team.id),
    )


def order(
    db: Database,
    order_id: UUID,
    *,
    at: datetime,
    officer: Officer,
    language: str,
    running: Running | None = None,
) -> bytes:
    """Return an order with what has become of it, held against the standards of its day.

    Raises:
        Cancelled: The officer no longer wants it.
        Conflict: There is no such order.
        NoSuchRule, BadValue: A response standard has no rule row, or it is no number.
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        found = dispatch_store.of_order(tx, order_id)
        if not found:
            raise Conflict
        teams = [store.get(tx, one.order.team_id) for one in found]
        on = day_of(found[0].ordered_at)
        sent = Sent(
            dispatches=found,
            teams={team.id: roster.shown(team, officer) for team in teams},
            limits={key: rules.seconds(tx, code, on=on) for key, code in RULES.items()},
            entry_number=_entry_number(tx, found[0]),
        )
        newest = [
            *(heads.newest_about(tx, str(one.id)) for one in found),
            *(_newest_of(tx, team.id) for team in teams),
        ]
        ground = _ground(tx, newest, at=at, language=language, running=running)
    return order_paper.order(ground, sent)


def _entry_number(tx: Tx, one: Dispatch) -> str:
    if one.order.entry_id is None:
        return ""
    entry = log.find_in(tx, one.order.entry_id)
    return entry.number if entry is not None else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallList:
    """Whom to call, as read at a moment; its paper needs the database no more."""

    ground: Ground
    teams: tuple[OnCall, ...]
    at: datetime

    def draw(self) -> bytes:
        """Return the paper.

        Raises:
            Cancelled: The officer no longer wants it.
        """
        return on_call_paper.on_call(self.ground, self.teams, at=self.at)


def call_list(
    db: Database,
    *,
    at: datetime,
    officer: Officer,
    language: str,
    running: Running | None = None,
) -> CallList:
    """Return whom to call at a moment; phones in full only for those who may see them.

    Raises:
        NoSuchRule, BadValue: The county does not say how long readiness holds.
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        teams = readiness.on_call_in(tx, officer=officer, at=at)
        said = readiness.last_said_in(tx).values()
        newest = [_newest(tx), *(one.seq for one in said)]
        ground = _ground(tx, newest, at=at, language=language, running=running)
    return CallList(ground=ground, teams=teams, at=at)


def on_call(
    db: Database,
    *,
    at: datetime,
    officer: Officer,
    language: str,
    running: Running | None = None,
) -> bytes:
    """Return the paper of `call_list`.

    Raises:
        Cancelled: The officer no longer wants it.
        NoSuchRule, BadValue: The county does not say how long readiness holds.
        Unavailable: The database did not answer.
    """
    return call_list(db, at=at, officer=officer, language=language, running=running).draw()


def resources(
    db: Database,
    *,
    at: datetime,
    officer: Officer,
    language: str,
    running: Running | None = None,
) -> bytes:
    """Return what the county has to help with; phones only for those who may see them.

    Raises:
        Cancelled: The officer no longer wants it.
        NoSuchRule, BadValue: A norm has no rule row, or it is no number.
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        stocks = supplies_store.stocks(tx)
        means = Means(
            lines=store.lines(tx),
            cards=store.cards(tx),
            stocks=[replace(one, store=roster.shown(one.store, officer)) for one in stocks],
            matrix=overview.capability_in(tx),
            strengths=overview.strengths_in(tx, on=day_of(at)),
        )
        ground = _ground(tx, [_newest(tx)], at=at, language=language, running=running)
    return resources_paper.resources(ground, means)


def expiring(
    db: Database,
    *,
    at: datetime,
    language: str,
    days: int | None = None,
    running: Running | None = None,
) -> bytes:
    """Return what runs out within some days of a moment, or has run out.

    Args:
        days: None means as many as the rule of the county says.

    Raises:
        Cancelled: The officer no longer wants it.
        NoSuchRule, BadValue: The county has no such rule, or it is no number.
        Unavailable: The database did not answer.
    """
    on = day_of(at)
    with db.read() as tx:
        ahead = overview.looks_ahead(tx, on=on) if days is None else days
        found = overview.expiring_in(tx, on=on, days=ahead)
        ground = _ground(tx, [_newest(tx)], at=at, language=language, running=running)
    return expiring_paper.expiring(ground, found, on=on, days=ahead)


def teams_to_print(db: Database, containing: str, *, limit: int) -> tuple[Team, ...]:
    """Return the first teams, by number, whose number, name or leader holds a text."""
    query = RosterQuery(containing=containing, with_retired=True)
    with db.read() as tx:
        return store.teams(tx, query, with_phones=False)[:limit]


def orders_to_print(db: Database, *, limit: int) -> tuple[Dispatch, ...]:
    """Return the newest dispatches, in reality and in drills, newest first."""
    with db.read() as tx:
        return dispatch_store.newest(tx, limit=limit)


def team_with(db: Database, number: str) -> UUID:
    """Return the team that has a number.

    Raises:
        NoSuchTeam: None has it.
    """
    with db.read() as tx:
        found = store.with_number(tx, admit(number)[0].strip())
    if found is None:
        raise NoSuchTeam(number=number)
    return found.id


def order_with(db: Database, number: str) -> UUID:
    """Return the order that the dispatch with a number belongs to.

    Raises:
        NoSuchDispatch: There is none.
    """
    with db.read() as tx:
        found = printing.order_with(tx, admit(number)[0].strip())
    if found is None:
        raise NoSuchDispatch(number=number)
    return found


def _newest(tx: Tx) -> int:
    """Return the number of the newest journal row about the roster and the supplies."""
    return history.newest(tx, changing.PART)


def _newest_of(tx: Tx, team_id: UUID) -> int:
    """Return the number of the newest journal row about a team and what belongs to it."""
    found = history.of(tx, changing.PART, team_id, limit=1)
    return found[0].seq if found else 0


def _ground(
    tx: Tx, newest: Iterable[int], *, at: datetime, language: str, running: Running | None
) -> Ground:
    on = day_of(at)
    known = phrases.said(tx, _DICTIONARIES, language)
    norms = (overview.norm_rule(code) for code in known["strength_norm"])
    changed = rules.newest_about(tx, [county.CENTRE, overview.EXPIRING, *RULES.values(), *norms])
    head = heads.at(tx, max(heads.newest_about(tx, _FOUNDING), changed, *newest))
    return Ground(
        centre=county.names(tx, on=on).centre,
        words=translation(language),
        dictionaries=Dictionaries(words=known),
        areas={area.code: area.name for area in areas.existing(tx, on=on)},
        seal=None if head is None else Seal(seq=head.seq, hash=head.hash, at=head.received_at),
        running=running or Running(),
    )
