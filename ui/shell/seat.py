"""What the pages of one window work with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from commandcenter.kernel.officer import Officer
from ui.shell.actions import Actions
from ui.shell.background import Background
from ui.shell.messages import MessageBar
from ui.shell.navigation import Navigation
from ui.shell.playing import Playing


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """The helpers that every page of a window shares.

    Attributes:
        officer: Who sits here now.
        clock: Time of the county; demo counties run on a shifted one.
        playing: Which drill the window plays in now.
        drill_id: Which drill the page shows and writes; None for reality. It stays the same
            for as long as there is the page.
    """

    background: Background
    messages: MessageBar
    navigation: Navigation
    actions: Actions
    officer: Callable[[], Officer]
    clock: Callable[[], datetime]
    playing: Playing = field(default_factory=Playing)
    drill_id: UUID | None = None
