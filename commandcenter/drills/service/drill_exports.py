"""Taking the papers of one drill out of the program: its plan and its script.

Each paper reads everything in one transaction and prints the head of the last journal row
it depends on, so that printing it again gives the same bytes as long as nothing changed.
"""

import re
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from commandcenter.database import heads
from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.model.plan import Plan
from commandcenter.drills.papers import drill_plan as plan_paper
from commandcenter.drills.papers import script as script_paper
from commandcenter.drills.papers.drill_plan import GROUPS, HAZARDS, THEMES, PlannedDrill
from commandcenter.drills.service import drills, paper_ground, participants, sight
from commandcenter.drills.service.paper_ground import How
from commandcenter.drills.store.keeping import ROWS
from commandcenter.duty.papers import Running
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit
from commandcenter.kernel.words import N_
from commandcenter.teams.papers.ground import Ground

_DICTIONARIES = (THEMES, GROUPS, HAZARDS)
_NUMBER = re.compile(r"(\d{4})\D{1,3}(\d{1,6})")


class NoSuchDrill(Rejected):
    """A printed number belongs to no drill."""

    sentence = N_("There is no drill {number}. Write its year and number, such as 2026-003.")


def drill_with(db: Database, number: str) -> Drill:
    """Return the drill that has a printed number, such as 2026-003.

    Raises:
        NoSuchDrill: There is none.
    """
    said = _NUMBER.fullmatch(admit(number)[0].strip())
    with db.read() as tx:
        found = (
            ROWS.where(tx, Drill, ["id"], year=int(said[1]), number=int(said[2])) if said else ()
        )
    if not found:
        raise NoSuchDrill(number=number)
    return found[0]


def drill_plan(
    db: Database,
    drill_id: UUID,
    *,
    at: datetime,
    language: str,
    officer: Officer | None = None,
    running: Running | None = None,
) -> bytes:
    """Return the plan of a drill (工作方案).

    Args:
        officer: Who sees it; None for whoever has the database itself.

    Raises:
        Cancelled: The officer no longer wants it.
        Conflict: There is no such drill.
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        planned, ground = _read(tx, drill_id, at=at, language=language, running=running)
        people = participants.shown(planned.dossier.participants, officer)
    planned = replace(planned, dossier=replace(planned.dossier, participants=people))
    return plan_paper.drill_plan(ground, planned)


def script(
    db: Database,
    drill_id: UUID,
    *,
    at: datetime,
    language: str,
    officer: Officer | None = None,
    running: Running | None = None,
) -> bytes:
    """Return the script of a drill (脚本) with the list of its injects.

    Args:
        officer: Who sees it; None for whoever has the database itself.

    Raises:
        ScriptHidden: The officer may not see it before the drill is over.
        Cancelled: The officer no longer wants it.
        Conflict: There is no such drill.
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        planned, ground = _read(tx, drill_id, at=at, language=language, running=running)
        dossier = planned.dossier
        sight.check_in(tx, dossier.drill, officer)
        lines = sight.seen_in(tx, dossier.drill, dossier.injects, officer)
    planned = replace(planned, dossier=replace(dossier, injects=lines))
    return script_paper.script(ground, planned)


def _read(
    tx: Tx, drill_id: UUID, *, at: datetime, language: str, running: Running | None
) -> tuple[PlannedDrill, Ground]:
    dossier = drills.dossier_in(tx, drill_id)
    plans = ROWS.with_ids(tx, Plan, [one.plan_id for one in dossier.plans])
    titles = sorted(one.title for one in plans)
    about = [drill_id, *(one.id for one in plans)]
    newest = paper_ground.newest_in(tx, [heads.newest_about(tx, str(one)) for one in about])
    how = How(at=at, language=language, running=running)
    ground = paper_ground.ground_in(tx, newest, how, dictionaries=_DICTIONARIES)
    return PlannedDrill(dossier=dossier, plans=titles), ground
