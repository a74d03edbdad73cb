"""What the duty page works with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.database.station import Station
from commandcenter.directory.rights import Right, may
from commandcenter.kernel.officer import Officer
from ui.shell.actions import Actions
from ui.shell.background import Background
from ui.shell.messages import MessageBar
from ui.shell.navigation import Navigation
from ui.shell.playing import Playing


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The services and helpers of one seat.

    Attributes:
        background: For the database.
        local: A second one, for the station file alone, so that a database that does not
            answer never delays a draft.
        database_id: Which county the drafts belong to.
        officer: Who sits here now.
        clock: Time of the county; demo counties run on a shifted one.
        playing: Which drill the window plays in; the page shows and writes its rows.
    """

    db: Database
    database_id: UUID
    background: Background
    local: Background
    station: Station
    messages: MessageBar
    navigation: Navigation
    actions: Actions
    officer: Callable[[], Officer]
    clock: Callable[[], datetime]
    playing: Playing = field(default_factory=Playing)

    def may(self, right: Right) -> bool:
        """Say whether the officer has a right, in the drill that is played or in reality."""
        return may(self.officer(), right, drill_id=self.playing.drill_id)
