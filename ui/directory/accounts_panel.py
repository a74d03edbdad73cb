"""Accounts: who may sign in, as what."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QLineEdit

from commandcenter.database.engine import Database
from commandcenter.directory.model import Account, Person, initials
from commandcenter.directory.rights import ROLE_WORDS, Right, Role
from commandcenter.directory.service import accounts
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import clock
from commandcenter.kernel.words import N_
from ui.directory.rights_table import RightsTable
from ui.records import form
from ui.records.form import Form, FormField
from ui.records.panel import RecordPanel
from ui.records.pick_box import Choice, PickBox
from ui.shell.seat import Seat
from ui.widgets.buttons import KeyButton
from ui.widgets.labels import Label
from ui.widgets.record_table_model import Column
from ui.widgets.words import tr

_LOCKED = N_("Locked until {time}")
_NOBODY = UUID(int=0)


class NoPerson(Rejected):
    """An account belongs to a person of the directory."""

    sentence = N_("Choose the person; add them under People first if they are missing.")


class AccountsPanel(RecordPanel):
    """Accounts with role and state, above the rights of the roles."""

    right = Right.MANAGE_ACCOUNTS
    new_words = N_("New account")

    def __init__(self, db: Database, seat: Seat) -> None:
        self._db = db
        self._seat = seat
        self._person = PickBox()
        password = QLineEdit(maxLength=200, echoMode=QLineEdit.EchoMode.Password)
        super().__init__(
            seat,
            (
                Column(title=N_("Account"), text=lambda account: account.login),
                Column(title=N_("Name"), text=lambda account: account.name),
                Column(title=N_("Post"), text=lambda account: account.post),
                Column(title=N_("Role"), text=lambda account: tr(ROLE_WORDS[account.role])),
                Column(title=N_("State"), text=self._state),
            ),
            Form(
                (
                    form.line("login", N_("Account"), longest=100),
                    FormField(
                        name="person_id",
                        caption=N_("Person"),
                        control=self._person,
                        read=self._read_person,
                        write=self._person.pick,
                        said=self._person.name_of,
                    ),
                    form.choice("role", N_("Role"), ROLE_WORDS),
                    form.switch("is_active", N_("May sign in")),
                    FormField(
                        name="password",
                        caption=N_("New password"),
                        control=password,
                        read=password.text,
                        write=lambda value: password.setText(value or ""),
                        said=lambda value: "••••" if value else "",
                    ),
                )
            ),
            stretch=2,
        )
        self.unlock = KeyButton(icon="lock-simple-open")
        self.unlock.clicked.connect(self._unlock)
        self.editor.extra.addWidget(self.unlock)
        self._rights_title = Label(tone="heading")
        self.below.addWidget(self._rights_title)
        self.below.addWidget(RightsTable())
        self.editor.given_up.connect(self._show_lock)
        self._show_lock()

    def show_accounts(self, records: Sequence[Account], everybody: Sequence[Person]) -> None:
        """Show the accounts as they stand."""
        self._person.offer(
            [
                Choice(
                    id=person.id,
                    name=person.name,
                    detail=f"{person.organisation} {person.post}",
                    initials=initials(person.name),
                )
                for person in everybody
            ]
        )
        self.show_records(records)

    def title_of(self, record: Account) -> str:
        return record.login or tr("New account")

    def values_of(self, record: Account) -> Mapping[str, Any]:
        return {name: getattr(record, name) for name in accounts.FIELDS} | {"password": ""}

    def text_of(self, record: Account) -> str:
        return f"{record.login} {record.name} {initials(record.name)} {record.post}".lower()

    def blank(self) -> Account:
        return Account(id=new_id(), login="", person_id=_NOBODY, role=Role.DEPUTY)

    def saving(
        self, record: Account, values: Mapping[str, Any], *, is_new: bool
    ) -> Callable[[], Any]:
        attributes = dict(values)
        password = attributes.pop("password")
        changed, officer = replace(record, **attributes), self._seat.officer()
        if is_new:
            return partial(accounts.add, self._db, changed, password, officer=officer)
        return partial(accounts.change, self._db, changed, officer=officer, password=password)

    def reading(self, key: Hashable) -> Callable[[], Any]:
        return partial(accounts.get, self._db, UUID(str(key)))

    def _show(self, record: Account) -> None:
        super()._show(record)
        self._show_lock()

    def _is_locked(self, account: Account) -> bool:
        return account.locked_until is not None and account.locked_until > self._seat.clock()

    def _state(self, account: Account) -> str:
        if not account.is_active:
            return tr("Closed")
        if account.locked_until is not None and self._is_locked(account):
            return tr(_LOCKED).format(time=clock(account.locked_until))
        return ""

    def _show_lock(self) -> None:
        account = self._chosen
        is_locked = account is not None and self._is_locked(account)
        self.unlock.setVisible(is_locked and not self.refusal())

    def _unlock(self) -> None:
        # Every change by an administrator lifts the lock, also one that changes nothing else.
        values = self.values_of(self._chosen)
        call = self.saving(self._chosen, values, is_new=False)
        key = self.editor.key()
        self._seat.background.write(
            self, call, partial(self._saved, key), partial(self._not_saved, key)
        )

    def _read_person(self) -> UUID:
        picked = self._person.picked()
        if picked is None:
            raise NoPerson
        return picked

    def _read_words(self) -> None:
        super()._read_words()
        if hasattr(self, "_rights_title"):
            self._rights_title.setText(tr("Rights of the roles"))
            self.unlock.setText(tr("Unlock now"))
