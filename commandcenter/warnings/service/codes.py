"""The county's dictionaries of codes and its rules, as values."""

from datetime import datetime

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.model import BadValue, NoSuchRule
from commandcenter.directory.service import phrases, rules
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.times import day_of
from commandcenter.warnings.model.codes import DICTIONARIES, Codes, codes_of

_COLOURS = {one.value: one for one in Severity}


def codes(db: Database) -> Codes:
    """Return what the county knows of codes."""
    with db.read() as tx:
        return codes_of(
            (dictionary, term.code, term.zh, term.en)
            for dictionary in DICTIONARIES
            for term in phrases.words(tx, dictionary)
        )


def colours(tx: Tx, code: str, at: datetime) -> frozenset[Severity]:
    """Return the colours that a rule row lists; none if the county has no such row."""
    found = text(tx, code, at).lower().split()
    return frozenset(_COLOURS[one] for one in found if one in _COLOURS)


def text(tx: Tx, code: str, at: datetime) -> str:
    """Return the text of a rule row; empty if the county has no such row."""
    try:
        return rules.value(tx, code, on=day_of(at))
    except NoSuchRule:
        return ""


def whole(tx: Tx, code: str, at: datetime) -> int | None:
    """Return a rule row as a number; None if the county has no such row."""
    try:
        return rules.whole(tx, code, on=day_of(at))
    except (NoSuchRule, BadValue):
        return None
