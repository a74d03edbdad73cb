"""Who is in a shift: a role and a person in each row."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.duty.model.shift import DutyRole, Member
from commandcenter.duty.model.words import ROLE
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_
from ui.records.pick_box import Choice, PickBox
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.words import tr

_ROLE_W = 140  # px at 100 %


class NobodyPicked(Rejected):
    """A row without a person means nothing."""

    sentence = N_("Choose a person in each row, or remove the row.")


class _Row(QWidget):
    edited = Signal()
    removed = Signal()

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__()
        self.role = QComboBox()
        self.person = PickBox()
        self.person.offer(choices)
        self.remove = KeyButton(icon="x", kind="bare")
        for role in DutyRole:
            self.role.addItem("", role)
        scaled.width(self.role, _ROLE_W)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 1)
        layout.addWidget(self.role)
        layout.addWidget(self.person, 1)
        layout.addWidget(self.remove)
        self.role.activated.connect(lambda _index: self.edited.emit())
        self.person.activated.connect(lambda _index: self.edited.emit())
        editor = self.person.lineEdit()
        if editor is not None:
            editor.textEdited.connect(lambda _text: self.edited.emit())
        self.remove.clicked.connect(self.removed)
        self.read_words()

    def read_words(self) -> None:
        for number, role in enumerate(DutyRole):
            self.role.setItemText(number, tr(ROLE[role]))
        self.role.setAccessibleName(tr("Role"))
        self.person.setAccessibleName(tr("Person"))
        self.remove.setAccessibleName(tr("Remove the row"))


class MembersList(QWidget):
    """Rows in the order of the rota.

    Signals:
        edited: A role or person was changed by the user.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()
        self.rows: list[_Row] = []
        self._rows_layout = QVBoxLayout()
        scaled.gap(self._rows_layout, 1)
        self.add = KeyButton(icon="plus", kind="bare")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 1)
        layout.addLayout(self._rows_layout)
        layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.add.clicked.connect(self._add_by_user)
        self._read_words()

    def offer(self, choices: Sequence[Choice]) -> None:
        """Offer these people."""
        self._choices = tuple(choices)
        for row in self.rows:
            row.person.offer(choices)

    def show_members(self, members: Sequence[Member]) -> None:
        """Show these members."""
        while len(self.rows) > len(members):
            self._drop(self.rows[-1])
        while len(self.rows) < len(members):
            self._add_row()
        for row, member in zip(self.rows, members, strict=True):
            row.role.setCurrentIndex(list(DutyRole).index(member.role))
            row.person.pick(member.person_id)

    def members(self) -> tuple[Member, ...]:
        """Return the members as chosen.

        Raises:
            NobodyPicked: A row has no person.
        """
        return tuple(self._member(row) for row in self.rows)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _member(self, row: _Row) -> Member:
        picked: UUID | None = row.person.picked()
        if picked is None:
            raise NobodyPicked
        role = list(DutyRole)[row.role.currentIndex()]
        return Member(person_id=picked, name=row.person.name_of(picked), role=role)

    def _add_row(self) -> _Row:
        row = _Row(self._choices)
        row.edited.connect(self.edited)
        row.removed.connect(lambda: self._remove_by_user(row))
        self.rows.append(row)
        self._rows_layout.addWidget(row)
        return row

    def _drop(self, row: _Row) -> None:
        self.rows.remove(row)
        row.hide()
        row.deleteLater()

    def _add_by_user(self) -> None:
        row = self._add_row()
        row.role.setCurrentIndex(list(DutyRole).index(DutyRole.DEPUTY))
        row.person.setFocus()
        self.edited.emit()

    def _remove_by_user(self, row: _Row) -> None:
        self._drop(row)
        self.add.setFocus()
        self.edited.emit()

    def _read_words(self) -> None:
        self.add.setText(tr("Add a person"))
        for row in self.rows:
            row.read_words()


def said(members: Sequence[Member]) -> str:
    """Return the members in one line."""
    return "、".join(f"{tr(ROLE[member.role])} {member.name}" for member in members)
