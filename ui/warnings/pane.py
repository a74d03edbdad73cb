"""What the parts of the page of warnings have in common."""

from PySide6.QtCore import Signal

from commandcenter.directory.rights import Right
from ui.records.reading_tab import ReadingTab
from ui.warnings.shown import PAGE


class Pane(ReadingTab):
    """Content about warnings, hotspots or sources.

    Signals:
        changed: Something was written; the other panes are out of date.
    """

    changed = Signal()

    page = PAGE

    def refusal(self, right: Right = Right.WARN) -> str:
        return super().refusal(right)
