"""What is played in a drill is written while the drill runs, and neither before nor after."""

from uuid import UUID

import sqlalchemy as sa

from commandcenter.database.tx import Tx
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_

_RUNNING = "running"


class DrillOver(Rejected):
    """What came after the end would stay open for ever, and change what is in the archive."""

    sentence = N_(
        "This drill is not running; nothing can be recorded in it. Go back to reality; what was"
        " seen in the drill can still be written into its evaluation."
    )


_drill = sa.table("drill", sa.column("id", sa.Uuid), sa.column("state", sa.String))
_STATE = sa.select(_drill.c.state).where(_drill.c.id == sa.bindparam("drill", type_=sa.Uuid))


def is_over(tx: Tx, drill_id: UUID) -> bool:
    """Say whether a drill is known that does not run: it is over, or was not started yet."""
    return tx.rows(_STATE, {"drill": drill_id}) not in ([], [(_RUNNING,)])


def check_running(tx: Tx, drill_id: UUID | None) -> None:
    """Refuse a row of a drill that does not run; rows of reality cost nothing.

    Raises:
        DrillOver: It is over, or was not started; nothing was written.
    """
    if drill_id is not None and is_over(tx, drill_id):
        raise DrillOver
