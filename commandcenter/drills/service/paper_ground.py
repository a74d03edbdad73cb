"""What every paper of a drill is printed on: names, words, and the head it vouches with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from commandcenter.database import heads
from commandcenter.database.tx import Tx
from commandcenter.directory.service import areas, county, phrases, rules
from commandcenter.documents.seal import Seal
from commandcenter.duty.papers import Running
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import translation
from commandcenter.teams.papers.ground import Dictionaries, Ground

# What the journal rows of a county's founding are about: its name and its dictionaries.
FOUNDING = "county"


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How a paper is wanted.

    Attributes:
        at: Now.
    """

    at: datetime
    language: str
    running: Running | None


def newest_in(tx: Tx, newest: Iterable[int], codes: Iterable[str] = ()) -> int:
    """Return the last journal row that a paper depends on.

    Args:
        newest: Of what it is about.
        codes: Of rules, besides the name of the centre.
    """
    return max(
        heads.newest_about(tx, FOUNDING),
        rules.newest_about(tx, [county.CENTRE, *codes]),
        *newest,
    )


def ground_in(tx: Tx, newest: int, how: How, *, dictionaries: Iterable[str]) -> Ground:
    """Return what a paper is printed on, with the head of the last row it depends on."""
    on = day_of(how.at)
    head = heads.at(tx, newest)
    return Ground(
        centre=county.names(tx, on=on).centre,
        words=translation(how.language),
        dictionaries=dictionaries_in(tx, dictionaries, how.language),
        areas={area.code: area.name for area in areas.existing(tx, on=on)},
        seal=None if head is None else Seal(seq=head.seq, hash=head.hash, at=head.received_at),
        running=how.running or Running(),
    )


def dictionaries_in(tx: Tx, names: Iterable[str], language: str) -> Dictionaries:
    """Return the words of some dictionaries of the county in a language."""
    return Dictionaries(words=phrases.said(tx, names, language))
