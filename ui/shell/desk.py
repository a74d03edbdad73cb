"""What an officer has while signed in: the pages, their keys, and what goes on around them."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.kernel.words import N_
from ui.shell import actions
from ui.shell.actions import EVERYWHERE, Actions, icon_of, key_of
from ui.shell.age_badge import OFFLINE
from ui.shell.background import Background
from ui.shell.candidates import Candidate, matching
from ui.shell.clock import Ticker
from ui.shell.data_age import DataAge
from ui.shell.drill_frame import DrillFrame
from ui.shell.drill_switch import DrillSwitch
from ui.shell.identity import IdentityFacts
from ui.shell.keys import KeySheet
from ui.shell.live import LiveUpdates
from ui.shell.navigation import Navigation, PageEntry
from ui.shell.officer_menu import OfficerMenu
from ui.shell.page import Target
from ui.shell.palette import COMMANDS, PAGES, Palette
from ui.shell.playing import Playing
from ui.shell.strip import NEW_ENTRY, UNACKNOWLEDGED
from ui.shell.view import View
from ui.shell.work import WorkArea
from ui.widgets import theme
from ui.widgets.initials import initials
from ui.widgets.words import tr

_RESTORED = N_("Connected again. What you see is up to date.")
SITUATION = Target(page="documents", kind="situation")
# A key that only makes sense once the page it leads to exists.
_LINKS = (
    (N_("New entry"), "F2", "plus", NEW_ENTRY),
    (N_("List what is unacknowledged"), "F10", "bell", UNACKNOWLEDGED),
    (N_("Present state on one sheet"), "F12", "printer", SITUATION),
)


class Desk(QWidget):
    """The work area with everything that acts on it.

    Signals:
        officer_left: The officer wants somebody else to take this seat.
    """

    officer_left = Signal()

    def __init__(self, window: QWidget, background: Background, view: View, ticker: Ticker) -> None:
        super().__init__()
        self._window = window
        self.view = view
        self.age = DataAge(parent=self)
        self.actions_list = Actions(self)
        self.navigation = Navigation(self)
        self._area = WorkArea(self.navigation, self.age, ticker)
        self.identity = self._area.identity
        self.strip = self._area.strip
        self.messages = self._area.messages
        self.real_line = self._area.real_line
        self.playing = Playing(self)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._area)
        self.palette_sheet = Palette(window, background)
        self.drill_switch = DrillSwitch(
            self,
            playing=self.playing,
            navigation=self.navigation,
            identity=self.identity,
            line=self._area.drill_line,
            messages=self.messages,
            actions=self.actions_list,
            palette=self.palette_sheet,
        )
        self.key_sheet = KeySheet(window, self.actions_list, self.navigation)
        self._drill_frame = DrillFrame(window)
        self._links: list[tuple[str, Callable[[bool], None]]] = []
        self._add_links()
        self._add_actions()
        self._add_view_actions()
        background.saving.connect(self.messages.set_saving)
        self._connect()

    def set_identity(self, facts: IdentityFacts) -> None:
        """Show another county, shift or crew."""
        self.identity.set_facts(facts)
        self._area.rail.set_logo(facts.county[:1])

    def clear(self) -> None:
        """Let go what belongs to the officer who leaves."""
        self.palette_sheet.close_sheet()
        self.key_sheet.close_sheet()
        self.navigation.forget()
        self.playing.leave()

    def set_drills(self, count: int) -> None:
        """Frame the window while drills are running."""
        self.identity.set_drills(count)
        edge = theme.size("drill_frame") if count else 0
        self._layout.setContentsMargins(edge, edge, edge, edge)
        self._drill_frame.fit()
        self._drill_frame.setVisible(count > 0)

    def follow(self, live: LiveUpdates) -> None:
        """Let this poll keep the pages and the age of the data up to date."""
        live.answered.connect(self._on_answer)
        live.lost.connect(self._on_lost)
        live.restored.connect(self._on_restored)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.actions_list.read_words()

    def _connect(self) -> None:
        self.navigation.registered.connect(self._on_registered)
        self._area.rail.search_wanted.connect(self.palette_sheet.open_sheet)
        self.strip.wanted.connect(self.navigation.open)
        self.identity.keys_wanted.connect(self.key_sheet.open_sheet)
        self.palette_sheet.chosen.connect(self._on_chosen)
        self.palette_sheet.add_source(PAGES, self._page_candidates)
        self.palette_sheet.add_source(COMMANDS, self._command_candidates)

    def _add_links(self) -> None:
        for text, key, icon, target in _LINKS:
            go = partial(self.navigation.open, target)
            link = self.actions_list.add(self, text, key, go, icon=icon)
            link.setVisible(False)
            link.setEnabled(False)
            self._links += [(target.page, link.setVisible), (target.page, link.setEnabled)]
        self.strip.new_entry.hide()
        self._links.append((NEW_ENTRY.page, self.strip.new_entry.setVisible))

    def _add_actions(self) -> None:
        add = partial(self.actions_list.add, self)
        add(N_("Keys"), "F1", self.key_sheet.open_sheet, icon="keyboard")
        search = self.palette_sheet.open_sheet
        add(N_("Go to anything"), "Ctrl+K", search, icon="magnifying-glass")
        add(N_("Back to where I was"), "Alt+Left", self.navigation.back, icon="arrow-left")
        open_menu = self.identity.officer.open_menu
        add(N_("Officer and view"), "Ctrl+Shift+O", open_menu, icon="user")
        leave = add(N_("Change officer"), "Ctrl+Shift+Q", self.officer_left.emit, icon="sign-out")
        self.identity.officer.set_menu(OfficerMenu(self.view, [leave], self))

    def _add_view_actions(self) -> None:
        """Register what works on the sign-in page too."""
        add, view = partial(self.actions_list.add, self._window), self.view
        add(N_("中文 / English"), "Ctrl+Shift+L", view.next_language, icon="translate")
        add(N_("Next theme"), "Ctrl+Shift+T", view.next_theme, icon="circle-half")
        add(N_("Larger"), "Ctrl+=", partial(view.scale_by, 1), icon="text-aa")
        add(N_("Smaller"), "Ctrl+-", partial(view.scale_by, -1), icon="text-aa")
        add(N_("Pulsing on or off"), "Ctrl+Shift+M", self._toggle_motion, icon="activity")
        add(N_("Sound on or off"), "Ctrl+Shift+U", self._toggle_sound, icon="speaker-high")

    def _toggle_sound(self) -> None:
        self.view.set_sound(not self.view.settings.has_sound)

    def _toggle_motion(self) -> None:
        self.view.set_motion(not self.view.settings.has_motion)

    def _on_registered(self, entry: PageEntry) -> None:
        open_page = partial(self.navigation.open, Target(page=entry.name))
        self.actions_list.add(
            self, entry.title, entry.shortcut, open_page, page=actions.PAGES, icon=entry.icon
        )
        for page, switch in self._links:
            if page == entry.name:
                switch(True)

    def _on_answer(self, changed: frozenset[str], _answer: object) -> None:
        self.age.hear()
        for page in self.navigation.pages():
            page.on_answer(changed)

    def _on_lost(self) -> None:
        self.age.lose()
        self.messages.keep("lost", OFFLINE)

    def _on_restored(self) -> None:
        self.messages.end("lost")
        self.messages.say(_RESTORED)

    def _on_chosen(self, candidate: Candidate) -> None:
        if candidate.target is not None:
            self.navigation.open(candidate.target)
        elif candidate.act is not None:
            candidate.act()

    def _page_candidates(self, query: str) -> Sequence[Candidate]:
        pages = (
            Candidate(
                title=tr(entry.title),
                initials=initials(tr(entry.title)),
                icon=entry.icon,
                key=entry.shortcut,
                target=Target(page=entry.name),
            )
            for entry in self.navigation.entries()
        )
        return matching(query, pages)

    def _command_candidates(self, query: str) -> Sequence[Candidate]:
        listed = self.actions_list.listed()
        here = [*listed.get(self.navigation.current(), ()), *listed.get(EVERYWHERE, ())]
        commands = (
            Candidate(
                title=action.text(),
                initials=initials(action.text()),
                icon=icon_of(action) or "arrow-right",
                key=key_of(action),
                act=action.trigger,
            )
            for action in here
            if action.isEnabled()
        )
        return matching(query, commands)
