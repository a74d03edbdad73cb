"""What the pages of one window work with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from commandcenter.kernel.officer import Officer
from ui.shell.actions import Actions
from ui.shell.background import Background
from ui.shell.messages import MessageBar
from ui.shell.navigation import Navigation


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """The helpers that every page of a window shares.

    Attributes:
        officer: Who sits here now.
        clock: Time of the county; demo counties run on a shifted one.
    """

    background: Background
    messages: MessageBar
    navigation: Navigation
    actions: Actions
    officer: Callable[[], Officer]
    clock: Callable[[], datetime]
