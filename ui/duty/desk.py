"""What the duty page works with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.database.station import Station
from commandcenter.kernel.officer import Officer
from ui.shell.actions import Actions
from ui.shell.background import Background
from ui.shell.messages import MessageBar
from ui.shell.navigation import Navigation


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
