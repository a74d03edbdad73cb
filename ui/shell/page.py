"""What every page has in common."""

from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ui.shell import typed
from ui.shell.left_texts import LeftTexts
from ui.shell.lock import Lock

HERE, REALITY = "", "reality"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Somewhere to go: a page, or something on it.

    Attributes:
        page: Name of the page.
        kind: What to show there, such as `entry`; empty for the page as it was left.
        key: Which one.
        scope: HERE to stay in the drill, or in reality, where the window is; REALITY, or the
            id of a drill, for what belongs nowhere else.
    """

    page: str
    kind: str = ""
    key: object = None
    scope: str | UUID = field(default=HERE, compare=False)  # the way there, not the place


class Page(QWidget):
    """A page of the main window.

    It reads its data when it is stale and visible: at first, after a change of one of its
    parts, and after a reading that failed.

    Attributes:
        name: Name of the page in targets and actions.
        parts: Parts whose changes make it stale.
        is_aside: The window plays in a drill that this page does not show, or it shows one
            that the window does not play in.
    """

    name: ClassVar[str] = ""
    parts: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._is_stale = True
        self.is_aside = False

    def refresh(self) -> None:
        """Read the data anew; pages that show data override this."""

    def go_to(self, target: Target) -> None:
        """Show what the target names; pages that can be linked to override this."""

    def place(self) -> Target:
        """Return where the user is now, so that Alt+Left can come back to it."""
        return Target(page=self.name)

    def has_unsaved(self) -> bool:
        """Say whether something was typed on it that is not saved, in sight or not."""
        return typed.has_typed(self) or bool(typed.kept(self))

    def lock(self) -> None:
        """Let everything typed on it be read and copied, and nothing be changed or sent."""
        Lock(self)
        texts, layout = typed.kept(self), self.layout()
        if texts and layout is not None:
            left = LeftTexts(texts, self)
            layout.addWidget(left)
            left.show()

    def mark_stale(self) -> None:
        """Note that the last reading failed; the next live answer starts another."""
        self._is_stale = True

    def on_answer(self, changed: frozenset[str]) -> None:
        """Refresh if out of date: now if visible, else when shown again."""
        self._is_stale = self._is_stale or not self.parts.isdisjoint(changed)
        self._refresh_if_due()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh_if_due()

    def _refresh_if_due(self) -> None:
        # One that is aside and still in sight is of a drill that is over, and stays as it was.
        if self._is_stale and self.isVisible() and not self.is_aside:
            self._is_stale = False
            self.refresh()
