"""The keys of the page of a drill."""

from functools import partial
from typing import TYPE_CHECKING

from commandcenter.kernel.words import N_
from ui.drills.drill_head import BACK_KEY, CANCEL_KEY, NEXT_KEY, PROBLEMS_KEY
from ui.drills.drill_held import HELD_KEY, HELD_WORDS
from ui.shell.actions import Actions

if TYPE_CHECKING:
    from ui.drills.drill_page import DrillPage


def add_actions(page: "DrillPage", actions: Actions) -> None:
    """Register what can be done on the page, tab by tab."""
    add = partial(actions.add, page, page=page.name)
    for number, (name, title) in enumerate(page.titles().items(), start=1):
        add(title, f"Ctrl+{number}", partial(page.show_tab, name))
    add(N_("Choose a drill"), "Ctrl+0", page.chooser.begin, icon="flag")
    add(N_("New drill"), "Ctrl+Shift+N", page.begin_drill, icon="plus")
    add(N_("Next step of the drill"), NEXT_KEY, page.head.step, icon="check")
    add(N_("Back to planning"), BACK_KEY, page.plan_again)
    add(HELD_WORDS, HELD_KEY, page.note_held, icon="calendar-check")
    add(N_("Cancel the drill"), CANCEL_KEY, page.ask_cancel, icon="prohibit")
    add(N_("What is wrong with the script"), PROBLEMS_KEY, page.show_problems, icon="warning")
    add(N_("Paper of what is in front"), "Ctrl+P", page.open_paper, icon="printer")
    add(N_("Search"), "Ctrl+F", lambda: page.side().search(), icon="magnifying-glass")
    add(N_("New"), "Ctrl+N", lambda: page.side().begin_new(), icon="plus")
    add(N_("Save"), "Ctrl+S", page.submit, icon="floppy-disk")
    add(N_("Give up what was typed, or go back"), "Esc", page.give_up)
    _add_lists(page, actions)
    _add_script(page, actions)


def _add_lists(page: "DrillPage", actions: Actions) -> None:
    objectives = page.objectives.panel
    add = partial(actions.add, objectives.table, page=page.name)
    add(N_("Move up"), "Alt+Up", partial(objectives.move_front, -1))
    add(N_("Move down"), "Alt+Down", partial(objectives.move_front, 1))
    for panel in (objectives, page.people.panel):
        actions.add(
            panel.table, N_("Remove"), "Del", panel.remove.click, page=page.name, icon="trash"
        )


def _add_script(page: "DrillPage", actions: Actions) -> None:
    script = page.script
    # In the form beside the lines these keys edit text.
    for part in (script.table, script.ruler):
        add = partial(actions.add, part, page=page.name)
        add(N_("Insert a line below"), "Ins", script.begin_new, icon="plus")
        add(N_("Take the line out"), "Del", script.remove, icon="trash")
        add(N_("Move the line up"), "Alt+Up", partial(script.move_front, -1))
        add(N_("Move the line down"), "Alt+Down", partial(script.move_front, 1))
        add(N_("A minute later"), "Shift+Right", partial(script.retime, 1))
        add(N_("A minute sooner"), "Shift+Left", partial(script.retime, -1))
        add(N_("Take the last act back"), "Ctrl+Z", script.acts.undo, icon="arrow-u-up-left")
    add = partial(actions.add, script, page=page.name)
    add(N_("Double the line"), "Ctrl+D", script.double, icon="copy")
    add(N_("Shift times"), "Ctrl+T", script.ask_shift, icon="arrows-left-right")
    add(N_("Number the lines anew"), "Ctrl+Shift+R", script.renumber, icon="list-numbers")
    add(N_("Copy lines from another drill"), "Ctrl+Shift+C", script.ask_copy, icon="files")
    add(N_("Take a script in from Excel"), "Ctrl+Shift+I", script.open_import, icon="upload-simple")
    add(N_("Export to Excel"), "Ctrl+E", script.stack.open_export, icon="download-simple")
    importing = script.stack.importing
    actions.add(importing, N_("Choose a file"), "Ctrl+O", importing.open_file, page=page.name)
