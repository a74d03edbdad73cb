"""The keys of the page of incidents."""

from functools import partial
from typing import TYPE_CHECKING

from commandcenter.kernel.words import N_
from ui.incidents import head
from ui.incidents.desk import TITLES
from ui.shell.actions import Actions

if TYPE_CHECKING:
    from ui.incidents.page import IncidentsPage

_MORE = {
    head.MERGE: (N_("Same event as another incident"), "Ctrl+M", "git-merge"),
    head.WITHDRAW: (N_("False report"), "Ctrl+Shift+W", "prohibit"),
}


def add_actions(page: "IncidentsPage", actions: Actions) -> None:
    """Register everything an officer can do on the page."""
    add = partial(actions.add, page, page=page.name)
    desk = page.desk
    add(N_("Search"), "Ctrl+F", page.search, icon="magnifying-glass")
    add(N_("Open an incident"), "Ctrl+N", page.begin_new, icon="plus")
    add(N_("Save"), "Ctrl+S", desk.submit, icon="floppy-disk")
    add(N_("Take figures over from the evacuation list"), "Ctrl+Shift+G", desk.take_moved)
    add(N_("Next step of the report"), "Ctrl+Return", desk.reports.advance)
    buttons = {name: (words, key, icon) for name, (words, key, icon, _) in head.BUTTONS.items()}
    for name, (words, key, icon) in (buttons | _MORE).items():
        add(words, key, partial(desk.act, name), icon=icon)
    add(N_("Pause a clock, or let it run again"), "Ctrl+Shift+P", desk.pause_clock, icon="pause")
    for number, title in enumerate(TITLES):
        add(title, f"Ctrl+{number + 1}", partial(desk.show_tab, number))
    within = partial(actions.add, desk, page=page.name)
    within(N_("Give up what was typed, or go back"), "Esc", desk.give_up)
    within(N_("Take the connection away"), "Ctrl+Del", desk.links.take_away)
