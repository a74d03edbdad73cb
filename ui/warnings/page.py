"""The page of warnings (预警): what holds, who was called, hotspots, sources."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.kernel.words import N_
from ui.shell.page import Page, Target
from ui.shell.seat import Seat
from ui.warnings import reading
from ui.warnings.pane import Pane
from ui.warnings.reading import Terms
from ui.warnings.sheet_panel import CALLS, COMMANDS
from ui.warnings.shown import PAGE
from ui.warnings.sources_pane import SourcesPane
from ui.warnings.spots_pane import SpotsPane
from ui.warnings.warnings_pane import WarningsPane
from ui.widgets.roomy import Roomy
from ui.widgets.words import language, tr

_LEAST_W, _LEAST_H = 900, 440  # px at 100 %


class WarningsPage(Page):
    """Each pane is read while it is in front; the others are read when they come there.

    Args:
        next_at: When this workstation asks a source next; None where it does not.
    """

    name = PAGE
    parts = frozenset({"warnings", "directory", "duty"})

    def __init__(
        self,
        db: Database,
        seat: Seat,
        next_at: Callable[[UUID], datetime | None] = lambda _feed_id: None,
    ) -> None:
        super().__init__()
        self._db = db
        self._seat = seat
        self._terms: Terms | None = None
        self.warnings = WarningsPane(db, seat)
        self.spots = SpotsPane(db, seat)
        self.sources = SourcesPane(db, seat, next_at)
        self._panes: tuple[tuple[str, Pane], ...] = (
            (N_("Warnings"), self.warnings),
            (N_("Hotspots"), self.spots),
            (N_("Sources"), self.sources),
        )
        self.tabs = QTabBar(drawBase=False, expanding=False)
        self._stack = QStackedWidget()
        self._build()
        self._add_actions()
        self.setAcceptDrops(True)

    def refresh(self) -> None:
        for _, pane in self._panes:
            pane.mark_stale()
        if self._terms is None:
            call = partial(reading.terms, self._db, language=language(), at=self._seat.clock())
            self._seat.background.read(self, call, self._show_terms, self._not_read)
        self.pane().refresh()

    def on_answer(self, changed: frozenset[str]) -> None:
        if "directory" in changed:
            self._terms = None
        super().on_answer(changed)

    def go_to(self, target: Target) -> None:
        for number, (_, pane) in enumerate(self._panes):
            if target.kind in pane.kinds:
                self.show_pane(number)
                pane.go_to(target)

    def place(self) -> Target:
        return self.pane().place()

    def pane(self) -> Pane:
        """Return the pane in front."""
        return self._panes[self.tabs.currentIndex()][1]

    def show_pane(self, number: int) -> None:
        """Bring a pane to the front."""
        self.tabs.setCurrentIndex(number)
        self.pane().setFocus()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()
            self._terms = None
            self.on_answer(self.parts)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.read_file(paths[0])

    def read_file(self, path: str) -> None:
        """Show what a file holds before it is taken in."""
        self.show_pane(0)
        self.warnings.read_file(path)

    def _build(self) -> None:
        for title, pane in self._panes:
            self.tabs.addTab(tr(title))
            self._stack.addWidget(pane)
            pane.failed.connect(self.mark_stale)
            pane.changed.connect(self._mark_others)
        self.tabs.currentChanged.connect(self._on_tab)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(self._stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Roomy(content, width=_LEAST_W, height=_LEAST_H))
        self.setFocusProxy(self.warnings.list)
        self._read_words()

    def _add_actions(self) -> None:
        add = partial(self._seat.actions.add, self._stack, page=self.name)
        for number, (title, _) in enumerate(self._panes):
            self._seat.actions.add(
                self, title, f"Ctrl+{number + 1}", partial(self.show_pane, number), page=self.name
            )
        add(N_("Search"), "Ctrl+F", lambda: self.pane().search(), icon="magnifying-glass")
        add(N_("New"), "Ctrl+N", lambda: self.pane().begin_new(), icon="plus")
        add(N_("Save"), "Ctrl+S", lambda: self.pane().submit(), icon="floppy-disk")
        add(N_("Go back; what was typed stays"), "Esc", lambda: self.pane().give_up())
        own = partial(self._seat.actions.add, self.warnings, page=self.name)
        own(N_("Open a warning file"), "Ctrl+O", self.warnings.open_file, icon="folder-open")
        own(N_("Show the original"), "Ctrl+U", self.warnings.toggle_raw, icon="code")
        for name, (key, words, icon) in COMMANDS.items():
            call = self.warnings.show_calls if name == CALLS else partial(self.warnings.do, name)
            own(words, key, call, icon=icon)

    def _on_tab(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self._panes[number][1].refresh_if_stale()

    def _mark_others(self) -> None:
        for _, pane in self._panes:
            if pane is not self.pane():
                pane.mark_stale()

    def _show_terms(self, terms: Terms) -> None:
        self._terms = terms
        self.warnings.show_terms(terms)
        self.spots.show_terms(terms)

    def _not_read(self, error: Exception) -> None:
        self.mark_stale()
        self._seat.messages.problem(error)

    def _read_words(self) -> None:
        for number, (title, _) in enumerate(self._panes):
            self.tabs.setTabText(number, tr(title))
        self.tabs.setAccessibleName(tr("Warnings"))
