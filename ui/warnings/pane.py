"""What the parts of the page of warnings have in common."""

from PySide6.QtCore import Signal

from commandcenter.directory.rights import NotAllowed, Right, require
from ui.records.reading_tab import ReadingTab
from ui.warnings.shown import PAGE
from ui.widgets.words import tr


class Pane(ReadingTab):
    """Content about warnings, hotspots or sources.

    Signals:
        changed: Something was written; the other panes are out of date.
    """

    changed = Signal()

    page = PAGE

    def refusal(self, right: Right = Right.WARN) -> str:
        """Return why this officer may change nothing here; empty if they may."""
        try:
            require(self.seat.officer(), right)
        except NotAllowed as error:
            return error.said(tr)
        return ""
