"""A box to pick one of many by typing characters or pinyin initials."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from ui.widgets.popup_list import PopupList

_SEARCH_ROLE = Qt.ItemDataRole.UserRole + 1
_ID_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something to pick.

    Attributes:
        name: As shown.
        detail: Beside the name in the list.
        initials: Pinyin initials of the name.
    """

    id: UUID
    name: str
    detail: str = ""
    initials: str = ""


class PickBox(QComboBox):
    """Shows the chosen name; typing finds others by name, detail or initials."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        items = QStandardItemModel(self)
        self.setModel(items)
        completer = _Completer(self)
        completer.setPopup(PopupList())
        completer.setModel(items)
        completer.setCompletionRole(_SEARCH_ROLE)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Offer these; what is chosen or typed stays."""
        if tuple(choices) == self._choices:
            return
        chosen, typed = self.picked(), self.currentText()
        self._choices = tuple(choices)
        items = self.model()
        if isinstance(items, QStandardItemModel):
            items.clear()
            for choice in choices:
                items.appendRow(_item(choice))
        self.pick(chosen)
        if chosen is None:
            self.setEditText(typed)

    def pick(self, id_: UUID | None) -> None:
        """Choose one; None chooses nothing."""
        ids = [choice.id for choice in self._choices]
        self.setCurrentIndex(ids.index(id_) if id_ in ids else -1)
        if id_ not in ids:
            self.setEditText("")
        editor = self.lineEdit()
        if editor is not None and not editor.hasFocus():
            editor.setCursorPosition(0)  # of a long name the beginning shows

    def picked(self) -> UUID | None:
        """Return what is chosen: the one whose name stands in the box."""
        typed = self.currentText().strip()
        index = self.currentIndex()
        if 0 <= index < len(self._choices) and self._choices[index].name == typed:
            return self._choices[index].id
        named = [choice.id for choice in self._choices if choice.name == typed]
        return named[0] if named else None

    def begin(self) -> None:
        """Take the keys, so that what is typed replaces what stands there."""
        self.setFocus()
        editor = self.lineEdit()
        if editor is not None:
            editor.selectAll()

    def name_of(self, id_: UUID | None) -> str:
        """Return the name of a choice."""
        return next((choice.name for choice in self._choices if choice.id == id_), "")


def _item(choice: Choice) -> QStandardItem:
    item = QStandardItem(choice.name)
    item.setData(choice.id, _ID_ROLE)
    item.setData(f"{choice.name} {choice.detail} {choice.initials}", _SEARCH_ROLE)
    item.setToolTip(choice.detail)
    return item


class _Completer(QCompleter):
    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        # What is put into the box is the name, not everything that was searched.
        return str(index.data(Qt.ItemDataRole.DisplayRole))
