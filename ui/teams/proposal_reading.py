"""What the order sheet reads, and how it is put into words."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.teams.model.packages import Filled, Package
from commandcenter.teams.model.proposal import Proposed
from commandcenter.teams.service import proposal
from commandcenter.teams.service.proposal import Request
from ui.shell.seat import Seat
from ui.teams import proposal_words
from ui.teams.proposal_list import Choice
from ui.teams.roster_terms import CATEGORY, SKILL, Terms
from ui.widgets.words import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is proposed for a request.

    Attributes:
        filled: Which teams the response package would take.
    """

    teams: tuple[Proposed, ...]
    package: Package | None = None
    filled: tuple[Filled, ...] = ()


def choices(found: Found, ticked: Collection[UUID], terms: Terms) -> list[Choice]:
    """Return the proposed teams in the words of the window."""
    return [
        Choice(
            id=one.candidate.id,
            name=one.candidate.name,
            arrival=proposal_words.arrival(one),
            distance=proposal_words.distance(one),
            reasons=proposal_words.reasons(one, terms),
            is_usable=one.is_usable,
            is_against=proposal_words.is_against(one),
            is_ticked=one.candidate.id in ticked,
        )
        for one in found.teams
    ]


def find(db: Database, request: Request, package: Package | None, seat: Seat) -> Found:
    """Ask for the best teams, and for those of the package if there is one.

    Raises:
        NoSuchRule, BadValue: The county lacks a rule of the ranking.
        Conflict: The package is gone.
    """
    at = seat.clock()
    teams = proposal.propose(db, request, at=at)
    if package is None:
        return Found(teams=teams)
    package, filled = proposal.fill(db, package.id, request, at=at)
    return Found(teams=teams, package=package, filled=filled)


def gap(row: Filled, terms: Terms) -> str:
    """Return what nobody could be found for."""
    words = [
        terms.said(SKILL, row.row.skill) if row.row.skill else "",
        terms.said(CATEGORY, row.row.category) if row.row.category else "",
    ]
    name = " ".join(word for word in words if word)
    return tr("{name} {count}").format(name=name, count=row.missing)
