"""What the roster adds up to: totals, gaps, strength against norms, what runs out."""

from collections.abc import Iterator
from datetime import date, timedelta

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.service import phrases, rules
from commandcenter.teams.model.strength import (
    Expires,
    Expiry,
    Matrix,
    RosterQuery,
    Strength,
    Total,
    matrix,
    totals,
)
from commandcenter.teams.model.supplies import Stock
from commandcenter.teams.model.team import Card
from commandcenter.teams.store import roster as store
from commandcenter.teams.store import supplies as supplies_store

# The rule row that says within how many days something counts as running out.
EXPIRING = "teams.expiring_days"


def norm_rule(norm: str) -> str:
    """Return the code of the rule row that says how many people a norm asks for."""
    return f"teams.strength_{norm}"


def counted(db: Database, query: RosterQuery | None = None) -> tuple[Total, ...]:
    """Return teams (支), firms (家) and people (人) by category, in the county's order."""
    with db.read() as tx:
        return totals(store.lines(tx, query), _codes(tx, "team_category"))


def capability(db: Database, query: RosterQuery | None = None) -> Matrix:
    """Return hazards against skills, with what is needed and nobody has."""
    with db.read() as tx:
        return capability_in(tx, query)


def capability_in(tx: Tx, query: RosterQuery | None = None) -> Matrix:
    """Do what `capability` does inside a transaction."""
    needed = (code.partition(":") for code in _codes(tx, "hazard_need"))
    return matrix(
        store.lines(tx, query),
        hazards=_codes(tx, "hazard_kind"),
        skills=_codes(tx, "team_skill"),
        needed=frozenset((hazard, skill) for hazard, _, skill in needed),
    )


def _codes(tx: Tx, dictionary: str) -> tuple[str, ...]:
    return tuple(term.code for term in phrases.words(tx, dictionary))


def strengths(db: Database, *, on: date) -> tuple[Strength, ...]:
    """Return each team that has a norm with its headcount, the weakest first.

    Raises:
        NoSuchRule, BadValue: A norm has no rule row, or it is no number.
    """
    with db.read() as tx:
        return strengths_in(tx, on=on)


def strengths_in(tx: Tx, *, on: date) -> tuple[Strength, ...]:
    """Do what `strengths` does inside a transaction."""
    found = [
        Strength(
            team=line.team,
            required=required(tx, line.team.strength_norm, on=on),
            headcount=line.headcount,
        )
        for line in store.lines(tx)
        if line.team.strength_norm
    ]
    return tuple(sorted(found, key=lambda one: (-one.missing, one.team.number)))


def required(tx: Tx, norm: str, *, on: date) -> int:
    """Return how many people a norm asks for.

    Raises:
        NoSuchRule, BadValue: The norm has no rule row, or it is no number.
    """
    return rules.whole(tx, norm_rule(norm), on=on)


def expiring(db: Database, *, on: date, days: int | None = None) -> tuple[Expiry, ...]:
    """Return what runs out within some days, or has run out, the earliest first.

    Args:
        days: None means as many as the rule of the county says.

    Raises:
        NoSuchRule, BadValue: The county has no such rule, or it is no number.
    """
    with db.read() as tx:
        return expiring_in(tx, on=on, days=looks_ahead(tx, on=on) if days is None else days)


def looks_ahead(tx: Tx, *, on: date) -> int:
    """Return within how many days something counts as running out.

    Raises:
        NoSuchRule, BadValue: The county has no such rule, or it is no number.
    """
    return rules.whole(tx, EXPIRING, on=on)


def expiring_in(tx: Tx, *, on: date, days: int) -> tuple[Expiry, ...]:
    """Do what `expiring` does inside a transaction."""
    until = on + timedelta(days=min(days, (date.max - on).days))
    found = [one for one in _last_days(tx) if one.valid_to <= until]
    return tuple(sorted(found, key=lambda one: (one.valid_to, one.owner, one.kind, one.name)))


def _last_days(tx: Tx) -> Iterator[Expiry]:
    for card in store.cards(tx):
        yield from _of_card(card)
    for stock in supplies_store.stocks(tx):
        yield from _of_stock(stock)


def _of_stock(stock: Stock) -> Iterator[Expiry]:
    store = stock.store
    if store.agreement_to is not None:
        yield Expiry(
            kind=Expires.STORE_AGREEMENT,
            owner_id=store.id,
            owner=store.name,
            name=store.owner or store.name,
            valid_to=store.agreement_to,
        )
    for item in stock.items:
        if item.valid_to is not None:
            yield Expiry(
                kind=Expires.SUPPLY,
                owner_id=store.id,
                owner=store.name,
                name=item.name,
                valid_to=item.valid_to,
                item_id=item.id,
            )


def _of_card(card: Card) -> Iterator[Expiry]:
    team = card.team
    dates = [(Expires.INSURANCE, team.name, team.insured_to)]
    dates += [(Expires.CERTIFICATE, one.name, one.valid_to) for one in card.members]
    dates += [(Expires.EQUIPMENT, one.name, one.valid_to) for one in card.equipment]
    dates += [(Expires.VEHICLE, one.plate, one.valid_to) for one in card.vehicles]
    dates += [(Expires.ASSESSMENT, one.direction, one.valid_to) for one in card.assessments]
    dates += [(Expires.AGREEMENT, one.partner, one.valid_to) for one in card.agreements]
    for kind, name, day in dates:
        if day is not None:
            yield Expiry(kind=kind, owner_id=team.id, owner=team.name, name=name, valid_to=day)
