"""What the order sheet reads, and how it is put into words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.kernel.ids import new_id
from commandcenter.teams.model.dispatch import Order
from commandcenter.teams.model.filling import Filled
from commandcenter.teams.model.packages import Package
from commandcenter.teams.model.proposal import Candidate, Proposed
from commandcenter.teams.service import proposal
from commandcenter.teams.service.proposal import Request
from ui.shell.seat import Seat
from ui.teams import proposal_words
from ui.teams.proposal_list import Choice
from ui.teams.roster_terms import CATEGORY, SKILL, Terms
from ui.widgets.words import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledPackage:
    """A response package with the teams it would take."""

    package: Package
    rows: tuple[Filled, ...]

    @property
    def teams(self) -> tuple[Candidate, ...]:
        """Every team it would take."""
        return tuple(one.candidate for row in self.rows for one in row.teams)

    @property
    def asked(self) -> int:
        """How many teams it asks for."""
        return sum(row.row.count for row in self.rows)


def blank(drill_id: UUID | None = None) -> Order:
    """Return an order that says nothing yet, in reality or in a drill."""
    return Order(
        id=new_id(), order_id=new_id(), team_id=new_id(), place="", task="", drill_id=drill_id
    )


def choices(found: Sequence[Proposed], ticked: Collection[UUID], terms: Terms) -> list[Choice]:
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
        for one in found
    ]


def find(db: Database, request: Request, seat: Seat) -> tuple[Proposed, ...]:
    """Ask for the best teams.

    Raises:
        NoSuchRule, BadValue: The county lacks a rule of the ranking.
    """
    return proposal.propose(db, request, at=seat.clock())


def fill(db: Database, request: Request, package: Package, seat: Seat) -> FilledPackage:
    """Ask which teams a response package would take.

    Raises:
        NoSuchRule, BadValue: The county lacks a rule of the ranking.
        Conflict: The package is gone.
    """
    stored, rows = proposal.fill(db, package.id, request, at=seat.clock())
    return FilledPackage(package=stored, rows=rows)


def gap(row: Filled, terms: Terms) -> str:
    """Return what nobody could be found for."""
    words = [
        terms.said(SKILL, row.row.skill) if row.row.skill else "",
        terms.said(CATEGORY, row.row.category) if row.row.category else "",
    ]
    name = " ".join(word for word in words if word)
    return tr("{name} {count}").format(name=name, count=row.missing)
