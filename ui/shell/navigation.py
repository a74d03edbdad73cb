"""Going from page to page, and back to where one was."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ui.shell.page import HERE, Page, Target

_REMEMBERED = 50
_TAB = Qt.FocusPolicy.TabFocus


class Play(Enum):
    """What a page shows while the window plays in a drill."""

    NEVER = "never"  # always reality
    APART = "apart"  # there is one page for reality and one for each drill
    ALONG = "along"  # the page itself turns to the drill and back


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEntry:
    """A page one can go to.

    Attributes:
        title: Source text.
        icon: Name of an outline.
        make: Called at the first visit.
        at_foot: Stands at the lower end of the rail.
        within: Name of the page whose item of the rail stands for this one too; such a page
            has no item of its own.
        play: What it shows while the window plays in a drill.
    """

    name: str
    title: str
    icon: str
    shortcut: str
    make: Callable[[], Page]
    at_foot: bool = False
    within: str = ""
    play: Play = Play.NEVER


class Navigation(QObject):
    """Knows the pages, makes them at the first visit, and remembers the way.

    Signals:
        registered: A page was added (PageEntry).
        opened: A page came to the front (Target).
        scope_wanted: What is to be shown belongs to reality, or to a drill (its scope); who
            hears it sets the scope before it returns.
    """

    registered = Signal(object)
    opened = Signal(object)
    scope_wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stack = QStackedWidget()
        self._entries: dict[str, PageEntry] = {}
        self._scope: UUID | None = None
        self._front: tuple[UUID | None, str] | None = None
        self._over: set[tuple[UUID | None, str]] = set()  # typed on, of drills that are over
        self._pages: dict[tuple[UUID | None, str], Page] = {}
        self._ways: dict[UUID | None, list[Target]] = {}
        self._current = ""

    def register(self, entry: PageEntry) -> None:
        """Offer a page."""
        self._entries[entry.name] = entry
        self.registered.emit(entry)

    def entries(self) -> Sequence[PageEntry]:
        """Return the pages on offer, in the order of registration."""
        return tuple(self._entries.values())

    def has(self, name: str) -> bool:
        """Return whether there is such a page."""
        return name in self._entries

    def current(self) -> str:
        """Return the name of the page in front; empty before the first."""
        return self._current

    def current_title(self) -> str:
        """Return the source text of the page in front; empty before the first."""
        return self._entries[self._current].title if self._current else ""

    def open_first(self) -> None:
        """Go to the page registered first."""
        for name in list(self._entries)[:1]:
            self.open(Target(page=name))

    def page(self, name: str) -> Page | None:
        """Return a page if it was visited before."""
        return self._pages.get(self._place_of(name))

    def play_of(self, name: str) -> Play:
        """Return what a page shows while the window plays in a drill."""
        return self._entries[name].play if name in self._entries else Play.NEVER

    def scope(self) -> UUID | None:
        """Return the drill whose pages are shown; None in reality."""
        return self._scope

    def is_over(self) -> bool:
        """Return whether the page in front is of a drill that is over."""
        return self._front in self._over

    def over(self, drill_id: UUID) -> Sequence[str]:
        """Return the source texts of the pages on which something typed in a drill was left."""
        names = {name for scope, name in self._over if scope == drill_id}
        return tuple(entry.title for name, entry in self._entries.items() if name in names)

    def set_scope(self, drill_id: UUID | None, *, is_over: bool = False) -> None:
        """Show the pages of a drill, or of reality, instead of those shown so far.

        What was typed on those stays there, and is found again with them.

        Args:
            is_over: The drill shown so far is over, and nothing of it is found again. Pages on
                which something was typed are kept to be read and copied: the one in front until
                it is left, the others until they were visited.
        """
        if drill_id == self._scope:
            return
        ended, self._scope = self._scope, drill_id
        for (_, name), page in self._pages.items():
            page.is_aside = page is not self.page(name)
        if is_over:
            self._keep_typed(ended)
        if self._current and not (is_over and self.is_over()):
            self._show(Target(page=self._current))
        if is_over:
            self.end(ended)

    def end(self, drill_id: UUID | None) -> None:
        """Let go what belongs to a drill that is over and is not shown any more.

        Pages on which something was typed are kept until they were visited.
        """
        self._keep_typed(drill_id)
        self._ways.pop(drill_id, None)
        of_it = [place for place in self._pages if place[0] == drill_id]
        for place in of_it:
            if place not in self._over:
                self._let_go(place)

    def pages(self) -> Sequence[Page]:
        """Return the pages visited so far."""
        return tuple(self._pages.values())

    def open(self, target: Target) -> None:
        """Go there; nothing happens if there is no such page."""
        if target.page not in self._entries:
            return
        if target.scope is not HERE:
            self.scope_wanted.emit(target.scope)
        leaving = self.page(self._current)
        if leaving is not None and (target.kind or target.page != self._current):
            self._ways[self._scope] = [*self._way(), leaving.place()][-_REMEMBERED:]
        self._show(target)

    def back(self) -> None:
        """Return to where the user was before."""
        if self._way():
            self._show(self._way().pop())

    def forget(self) -> None:
        """Let all pages and the way go, as when another officer takes over."""
        self._ways.clear()
        self._current = ""
        self._scope = self._front = None
        self._over.clear()
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()

    def _way(self) -> list[Target]:
        return self._ways.get(self._scope, [])

    def _place_of(self, name: str) -> tuple[UUID | None, str]:
        return (self._scope if self.play_of(name) is Play.APART else None), name

    def _show(self, target: Target) -> None:
        left = self._front if self.is_over() else None
        self._over.discard(left)
        place = self._wanted(target)
        is_new = place not in self._pages
        if is_new:
            self._pages[place] = self._entries[target.page].make()
            self.stack.addWidget(self._pages[place])
        page = self._pages[place]
        self._current, self._front = target.page, place
        self.stack.setCurrentWidget(page)
        if left is not None:
            self._let_go(left)
        _give_focus(page, is_new=is_new)
        if target.kind:
            page.go_to(target)
        self.opened.emit(target)

    def _wanted(self, target: Target) -> tuple[UUID | None, str]:
        """Return which page is shown: what was left on it first, unless something is looked for."""
        left = (place for place in self._over if place[1] == target.page and not target.kind)
        return next(left, self._place_of(target.page))

    def _keep_typed(self, ended: UUID | None) -> None:
        """Lock the pages of a drill on which something was typed, once."""
        for place, page in self._pages.items():
            if place[0] == ended and place not in self._over and page.has_unsaved():
                page.lock()
                self._over.add(place)

    def _let_go(self, place: tuple[UUID | None, str]) -> None:
        page = self._pages.pop(place)
        self.stack.removeWidget(page)
        page.deleteLater()


def _give_focus(page: Page, *, is_new: bool) -> None:
    """Put the cursor where it was on the page; on the first visit where the page wants it."""
    focused = QApplication.focusWidget()
    if focused is not None and page.isAncestorOf(focused) and not (is_new and page.focusProxy()):
        return  # the stack has seen to it
    before = None if is_new else page.focusWidget()
    places: list[QWidget | None] = [before, page.focusProxy(), _first_place(page)]
    # A page that has nothing to show yet holds the focus itself, and hands it on later.
    next((place for place in places if place is not None), page).setFocus()


def _first_place(page: Page) -> QWidget | None:
    children: list[QWidget] = page.findChildren(QWidget)
    reachable = (
        child
        for child in children
        if child.focusPolicy() & _TAB == _TAB and child.isEnabled() and child.isVisibleTo(page)
    )
    return next(reachable, None)
