"""A table on the left, and a form on the right that notes something for good."""

from collections.abc import Callable, Hashable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commandcenter.directory.rights import NotAllowed, Right, require
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_
from ui.records.editor import Editor
from ui.records.form import Form
from ui.review.list_tab import ListCard
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets import scaled, theme
from ui.widgets.words import tr

_EDITOR_W, _COMPACT_EDITOR_W = 420, 340  # px at 100 %
_NOTED = N_("Noted.")


class NotingTab(QWidget):
    """What is noted is never changed; a later note stands beside it.

    Signals:
        wanted: A row was opened (Target).
        changed: Something was written.
    """

    wanted = Signal(object)
    changed = Signal()

    def __init__(
        self, seat: Seat, card: ListCard, form: Form, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.seat = seat
        self.card = card
        self.editor = Editor(form)
        self._ids: dict[Hashable, tuple[Mapping[str, Any], UUID]] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 3)
        layout.addWidget(card, 1)
        layout.addWidget(self.editor)
        self.setFocusProxy(card)
        card.wanted.connect(self.wanted)
        self.editor.save_wanted.connect(self._save)
        self.editor.given_up.connect(card.setFocus)

    # Each tab answers these

    def noting(self, key: Hashable, values: Mapping[str, Any], id_: UUID) -> Callable[[], Any]:
        """Return the call that notes what was typed, under an id."""
        raise NotImplementedError

    def blank(self) -> Mapping[str, Any]:
        """Return what the form begins with."""
        raise NotImplementedError

    # What both do

    def begin(self) -> None:
        """Put the cursor into the form."""
        if not self.refusal():
            self.editor.form.fields[0].control.setFocus()

    def submit(self) -> None:
        """Note what was typed."""
        self.editor.submit()

    def give_up(self) -> None:
        """Throw away what was typed."""
        self.editor.give_up()

    def refusal(self) -> str:
        """Return why this officer may not note anything; empty if they may."""
        try:
            require(self.seat.officer(), Right.SIGN_OFF)
        except NotAllowed as error:
            return error.said(tr)
        return ""

    def show_form(self, key: Hashable, title: str, values: Mapping[str, Any]) -> None:
        """Show the form for something, with what was typed for it before."""
        self.editor.show_record(key, title, values)
        self.editor.set_editable(self.refusal())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_side()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "editor"):
            self._set_side()

    def _set_side(self) -> None:
        width = _COMPACT_EDITOR_W if scaled.is_compact(self) else _EDITOR_W
        self.editor.setFixedWidth(theme.px(width))

    def _save(self, values: Mapping[str, Any]) -> None:
        key = self.editor.key()
        sent, id_ = self._ids.get(key, ({}, new_id()))
        if sent != values:
            id_ = new_id()  # something else than what may have been written already
        self._ids[key] = (values, id_)
        self.editor.sending(values)
        self.seat.background.write(
            self,
            self.noting(key, values, id_),
            partial(self._saved, key),
            partial(self._not_saved, key),
        )

    def _saved(self, key: Hashable, _after: Any) -> None:
        self._ids.pop(key, None)
        self.editor.accept_added(key, self.blank())
        self.seat.messages.say(_NOTED)
        self.changed.emit()

    def _not_saved(self, key: Hashable, error: Exception) -> None:
        if not self.editor.not_saved(key, sentence(error)):
            self.seat.messages.problem(error)
