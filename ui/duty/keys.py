"""The keys of the duty page."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from commandcenter.duty.model.entry import Step
from commandcenter.kernel.words import N_
from ui.duty.scope import MOVE_KEY, REALLY_KEY, RECORD_REALLY
from ui.shell.actions import Actions

if TYPE_CHECKING:
    from ui.duty.page import DutyPage

_DRAFTS = 9
_STEP_TEXTS = {
    Step.TAKE: N_("Note 'taken' for the selected entry"),
    Step.REPORT: N_("Note 'reported' for the selected entry"),
    Step.FORWARD: N_("Note 'forwarded' for the selected entry"),
    Step.FOLLOW: N_("Note 'followed through' for the selected entry"),
}
_DRAFT_STEP_TEXTS = {
    Step.TAKE: N_("Note 'taken' in the draft"),
    Step.REPORT: N_("Note 'reported' in the draft"),
    Step.FORWARD: N_("Note 'forwarded' in the draft"),
    Step.FOLLOW: N_("Note 'followed through' in the draft"),
}


def add_actions(page: "DutyPage", actions: Actions) -> None:
    """Register everything an officer can do on the duty page."""
    add = partial(actions.add, page=page.name)
    everywhere: tuple[tuple[str, str, Callable[[], object]], ...] = (
        (N_("Search the log"), "Ctrl+F", page.search),
        (N_("Walk through the log"), "Ctrl+L", page.go_to_log),
        (N_("Walk through open matters"), "Ctrl+O", page.go_to_matters),
        (N_("Go to a number or day"), "Ctrl+G", page.log.ask_jump),
        (N_("Show automatic lines"), "Ctrl+Shift+Y", page.log.filters.automatic.toggle),
        (N_("Quick phrases"), "Ctrl+J", page.open_phrases),
        (N_("Attach files"), "Ctrl+Shift+A", page.drafts.choose_files),
        (N_("More fields"), "Ctrl+M", page.drafts.toggle_extras),
        (N_("Discard the draft"), "Ctrl+Del", page.drafts.discard_current),
        (N_("Move the draft into the drill, or out of it"), MOVE_KEY, page.drafts.move_current),
        (N_("Bring the discarded draft back"), "Ctrl+Shift+Del", page.drafts.undo_discard),
    )
    for text, key, call in everywhere:
        add(page, text, key, call)
    add(
        page,
        N_("Go to the first draft, Alt+2 to the second…"),
        "Alt+1",
        partial(page.go_to_draft, 1),
    )
    for number in range(2, _DRAFTS + 1):
        shortcut = QShortcut(QKeySequence(f"Alt+{number}"), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(partial(page.go_to_draft, number))
    for index, step in enumerate(Step):
        add(
            page,
            _DRAFT_STEP_TEXTS[step],
            f"Ctrl+{index + 1}",
            partial(page.drafts.toggle_step, index),
        )
    _add_list_actions(page, actions)


def _add_list_actions(page: "DutyPage", actions: Actions) -> None:
    add = partial(actions.add, page=page.name)
    view = page.log.view
    add(view, N_("Correct the selected entry"), "Ctrl+E", page.log.correct)
    add(view, RECORD_REALLY, REALLY_KEY, page.log.record_really)
    add(view, N_("Copy the selected line"), "Ctrl+C", page.log.copy)
    add(view, N_("Order teams for the selected entry"), "Ctrl+D", page.log.order_teams)
    add(view, N_("Open an incident from the selected entry"), "Ctrl+I", page.log.open_incident)
    for index, step in enumerate(Step):
        add(view, _STEP_TEXTS[step], str(index + 1), partial(page.log.take_step, step))
    add(page.matters.list, N_("Assign the selected matter"), "Ctrl+R", page.matters.assign)
