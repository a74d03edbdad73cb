"""What the tabs of criteria of levels and of rules of reporting have in common."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QLineEdit

from commandcenter.directory.rights import Right
from commandcenter.incidents.model.standard import MAX_BASIS, Version
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import clock, day_of
from commandcenter.kernel.words import N_
from ui.records.form import Form, FormField
from ui.records.panel import RecordPanel
from ui.shell.seat import Seat
from ui.widgets.labels import Label
from ui.widgets.record_table_model import Column
from ui.widgets.words import tr

# How the shipped rows mark what no official text could be found for.
_UNVERIFIED = "未核实"


class StandardPanel(RecordPanel):
    """Rows of which every earlier version stays readable below the form."""

    right = Right.MANAGE_RULES
    new_words = N_("New row")

    def __init__(
        self, seat: Seat, columns: Sequence[Column[Any]], form: Form, *, stretch: int
    ) -> None:
        self._versions: dict[str, list[Version[Any]]] = {}
        super().__init__(seat, columns, form, stretch=stretch)
        self._help = Label(tone="note")
        self._told = Label(tone="note")
        for label in (self._help, self._told):
            label.setWordWrap(True)
            self.editor.extra.addWidget(label)
        self._read_words()

    # Each tab answers these

    def help_words(self) -> str:
        """Return what stands below the form."""
        raise NotImplementedError

    def versions(self) -> tuple[Version[Any], ...]:
        """Read every row there was, oldest first; called away from the window."""
        raise NotImplementedError

    # What both do

    def show_versions(self, versions: Sequence[Version[Any]]) -> None:
        """Show the rows as they stand; what is being typed stays."""
        self._versions = {}
        for one in versions:
            self._versions.setdefault(one.rule.code, []).append(one)
        self.show_records([told[-1] for told in self._versions.values()])
        self._tell()

    def key_of(self, record: Version[Any]) -> Hashable:
        code: str = record.rule.code
        return code

    def reading(self, key: Hashable) -> Callable[[], Any]:
        def read() -> Version[Any]:
            found = [one for one in self.versions() if one.rule.code == key]
            if not found:
                raise Conflict
            return found[-1]

        return read

    def blank(self) -> Version[Any]:
        present: Version[Any] | None = self.table.present()
        rule = self.first_rule() if present is None else present.rule
        return Version(rule=replace(rule, code=f"own_{new_id().hex}", is_active=True))

    def first_rule(self) -> Any:
        """Return what a new row begins with where there is none to begin from."""
        raise NotImplementedError

    def _show(self, record: Any) -> None:
        super()._show(record)
        self._tell()

    def _tell(self) -> None:
        """Show who changed the row in front, and what it was before."""
        if self._chosen is not None and hasattr(self, "_told"):
            told = self._versions.get(str(self.key_of(self._chosen)), [])
            lines = [self._line(at, told) for at in reversed(range(len(told)))]
            self._told.setText("\n".join(line for line in lines if line))
            self._help.setText(self.help_words())

    def _line(self, at: int, told: Sequence[Version[Any]]) -> str:
        one = told[at]
        if one.at is None:
            return tr("As the program brought it along.")
        if at == 0:
            what = tr("first kept")
        else:
            before, now = self.values_of(told[at - 1]), self.values_of(one)
            what = "; ".join(self._differences(before, now))
        when = f"{day_of(one.at)} {clock(one.at)}"
        return tr("{time} {name}: {what}").format(time=when, name=one.by, what=what)

    def _differences(self, before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
        return [
            tr("{caption}: {old} → {new}").format(
                caption=tr(field.caption),
                old=field.said(before[field.name]) or "–",
                new=field.said(now[field.name]) or "–",
            )
            for field in self.editor.form.fields
            if before[field.name] != now[field.name]
        ]

    def _read_words(self) -> None:
        super()._read_words()
        self._tell()


def basis_field() -> FormField:
    """Return the field for the basis of a row; a long one shows its beginning."""
    line = QLineEdit(maxLength=MAX_BASIS)

    def write(value: str) -> None:
        line.setText(value)
        line.setCursorPosition(0)

    return FormField(
        name="basis",
        caption=N_("Basis"),
        control=line,
        read=lambda: line.text().strip(),
        write=write,
    )


def verified(one: Version[Any]) -> str:
    """Return the mark of a row whose official text nobody has seen."""
    return tr(N_("not verified")) if _UNVERIFIED in one.rule.basis else ""


def since(one: Version[Any]) -> str:
    """Return since when the row says what it says."""
    return str(day_of(one.at)) if one.at is not None else tr(N_("shipped"))
