"""Keeping the script of a drill from those who play in it, until it is over."""

from collections.abc import Sequence

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.rights import Right, may
from commandcenter.directory.service import accounts
from commandcenter.drills.model.drill import Drill, Participant, Who
from commandcenter.drills.model.script import Inject
from commandcenter.drills.model.sight import Sight
from commandcenter.drills.store import delivered
from commandcenter.drills.store.keeping import ROWS
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.words import N_


class ScriptHidden(Rejected):
    """Somebody who may be playing asks for a paper that tells what is to come."""

    sentence = N_(
        "Until the drill is over, its script is for those who plan it, run it or evaluate it. "
        "Ask one of them."
    )


def of_officer_in(tx: Tx, drill: Drill, officer: Officer) -> Sight:
    """Return what an officer has to do with a drill."""
    person = accounts.person_of(tx, officer.login)
    rows: Sequence[Participant] = ()
    if person is not None:
        rows = ROWS.where(tx, Participant, ["id"], drill=drill.id, who=Who.PERSON, ref=person)
    is_maker = may(officer, Right.PLAN_DRILLS) or may(officer, Right.RUN_DRILLS)
    return Sight(is_maker=is_maker, parts=frozenset(one.part for one in rows))


def seen_in(
    tx: Tx, drill: Drill, lines: Sequence[Inject], officer: Officer | None
) -> tuple[Inject, ...]:
    """Return those lines of a drill that an officer may see.

    Args:
        officer: None for whoever has the database itself, as on the command line.
    """
    if officer is None:
        return tuple(lines)
    sight = of_officer_in(tx, drill, officer)
    return sight.seen(drill, lines, delivered.lines(tx, drill.id))


def seen(
    db: Database, drill: Drill, lines: Sequence[Inject], *, officer: Officer
) -> tuple[Inject, ...]:
    """Return those lines of a drill that an officer may see."""
    with db.read() as tx:
        return seen_in(tx, drill, lines, officer)


def check_in(tx: Tx, drill: Drill, officer: Officer | None) -> None:
    """Refuse a paper that prints the script to whoever may not see what is to come.

    Raises:
        ScriptHidden: The drill is not over, and the officer has no part in making it.
    """
    if officer is not None and not of_officer_in(tx, drill, officer).may_look(drill):
        raise ScriptHidden
