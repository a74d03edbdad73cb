"""The rows of the year that a county edits: frequency rules, periods."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right
from commandcenter.drills.model.code_words import TIER_WORDS
from commandcenter.drills.model.periods import PERIOD_WORDS
from commandcenter.drills.model.plan import Tier
from commandcenter.drills.model.year import FrequencyRule, Period, PeriodKind
from commandcenter.drills.service import records, year_rows
from commandcenter.kernel.errors import Conflict, Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.text import fold
from commandcenter.kernel.words import N_
from ui.drills.terms import PLAN, Terms
from ui.records import fields, form
from ui.records.confirm_button import ConfirmButton
from ui.records.fields import CodeBox
from ui.records.form import Form, FormField
from ui.records.panel import RecordPanel
from ui.shell.seat import Seat
from ui.widgets.record_table_model import Column
from ui.widgets.words import tr

_ANY_TIER = N_("any tier")
_TIERS: dict[Tier | None, str] = {None: _ANY_TIER} | dict(TIER_WORDS.items())


class UnreadableMonthDay(Rejected):
    """A day of every year was expected."""

    sentence = N_("'{text}' is no day of the year. Write it as 5-12.")


class RowPanel(RecordPanel):
    """Rows that come with the program, and such as the county added itself."""

    right = Right.PLAN_DRILLS

    def __init__(
        self, db: Database, seat: Seat, columns: Sequence[Column[Any]], row_form: Form
    ) -> None:
        self._db = db
        super().__init__(seat, columns, row_form, stretch=0)
        self.remove = ConfirmButton(N_("Remove"), N_("Remove it for good"), icon="trash")
        self.remove.set_key("Del")
        self.editor.extra.addWidget(self.remove)
        self.remove.confirmed.connect(self.remove_front)
        # Asked about one row, it must not act on the next.
        self.table.chosen.connect(lambda _row: self.remove.calm())

    def show_records(self, records: Sequence[Any]) -> None:
        super().show_records(records)
        self.remove.setEnabled(bool(records) and not self.refusal())

    def remove_front(self) -> None:
        """Take out the row in front; one that comes with the program can only be out of force."""
        front = self.table.present()
        if front is None or self.refusal():
            return
        call = partial(year_rows.remove_row, self._db, front, officer=self.seat.officer())
        self.seat.background.write(
            self, call, lambda _none: self.note_removed(front.id), self.seat.messages.problem
        )


class RulesPanel(RowPanel):
    """How often which plans are drilled; rows, never constants."""

    new_words = N_("New rule")

    def __init__(self, db: Database, seat: Seat) -> None:
        self._terms = Terms()
        self._kind = CodeBox()
        rule_form = Form(
            (
                form.line("title", N_("Title")),
                fields.code("plan_kind", N_("Kind of plan"), self._kind),
                form.choice("tier", N_("Tier"), _TIERS),
                form.switch("only_high_risk", N_("High risk or crowded places alone")),
                fields.number("months", N_("At least once in so many months")),
                fields.number("warn_days", N_("Days of warning")),
                fields.paragraph("basis", N_("Basis"), lines=3),
                form.switch("is_active", N_("In force")),
            )
        )
        fields.listen(rule_form)
        super().__init__(
            db,
            seat,
            (
                Column(title=N_("Title"), text=lambda one: one.title),
                Column(title=N_("Kind of plan"), text=self._kind_words),
                Column(title=N_("Tier"), text=lambda one: tr(_TIERS[one.tier])),
                Column(title=N_("Months"), text=lambda one: str(one.months), is_number=True),
                Column(title=N_("In force"), text=_in_force),
                Column(title=N_("Basis"), text=lambda one: one.basis),
            ),
            rule_form,
        )

    def show_rules(self, rules: Sequence[FrequencyRule], terms: Terms) -> None:
        """Show these."""
        self._terms = terms
        self._kind.offer(terms.choices(PLAN, tr("any kind")))
        self.show_records(rules)

    def title_of(self, record: FrequencyRule) -> str:
        return record.title or tr("New rule")

    def values_of(self, record: FrequencyRule) -> Mapping[str, Any]:
        return _values(record)

    def text_of(self, record: FrequencyRule) -> str:
        return f"{record.title} {record.basis} {self._kind_words(record)}".lower()

    def blank(self) -> FrequencyRule:
        return FrequencyRule(id=new_id(), code="", title="", months=12, warn_days=60, basis="")

    def saving(
        self, record: FrequencyRule, values: Mapping[str, Any], *, is_new: bool
    ) -> Callable[[], Any]:
        act = year_rows.add_row if is_new else year_rows.change_row
        changed = replace(record, **values)
        return partial(act, self._db, changed, officer=self.seat.officer())

    def reading(self, key: Hashable) -> Callable[[], Any]:
        return partial(_find, self._db, FrequencyRule, key)

    def _kind_words(self, one: FrequencyRule) -> str:
        return self._terms.said(PLAN, one.plan_kind) if one.plan_kind else tr("any kind")


class PeriodsPanel(RowPanel):
    """Stretches of the calendar that drills keep to, or keep away from."""

    new_words = N_("New period")

    def __init__(self, db: Database, seat: Seat) -> None:
        period_form = Form(
            (
                form.line("title", N_("Title")),
                form.choice("kind", N_("What it means"), PERIOD_WORDS),
                _month_day("from", N_("First day")),
                _month_day("to", N_("Last day")),
                fields.number("year", N_("In one year alone, or empty")),
                fields.paragraph("basis", N_("Basis"), lines=3),
                form.switch("is_active", N_("In force")),
            )
        )
        fields.listen(period_form)
        super().__init__(
            db,
            seat,
            (
                Column(title=N_("Title"), text=lambda one: one.title),
                Column(title=N_("What it means"), text=lambda one: tr(PERIOD_WORDS[one.kind])),
                Column(title=N_("First day"), text=lambda one: f"{one.from_month}-{one.from_day}"),
                Column(title=N_("Last day"), text=lambda one: f"{one.to_month}-{one.to_day}"),
                Column(title=N_("Year"), text=lambda one: str(one.year or tr("each year"))),
                Column(title=N_("In force"), text=_in_force),
                Column(title=N_("Basis"), text=lambda one: one.basis),
            ),
            period_form,
        )

    def title_of(self, record: Period) -> str:
        return record.title or tr("New period")

    def values_of(self, record: Period) -> Mapping[str, Any]:
        days = {
            "from": (record.from_month, record.from_day),
            "to": (record.to_month, record.to_day),
        }
        return _values(record) | days

    def text_of(self, record: Period) -> str:
        return f"{record.title} {record.basis} {tr(PERIOD_WORDS[record.kind])}".lower()

    def blank(self) -> Period:
        return Period(
            id=new_id(),
            kind=PeriodKind.ANCHOR,
            title="",
            year=None,
            from_month=1,
            from_day=1,
            to_month=1,
            to_day=31,
        )

    def saving(
        self, record: Period, values: Mapping[str, Any], *, is_new: bool
    ) -> Callable[[], Any]:
        act = year_rows.add_row if is_new else year_rows.change_row
        plain = {name: value for name, value in values.items() if name not in {"from", "to"}}
        changed = replace(
            record,
            **plain | {"year": plain["year"] or None},
            from_month=values["from"][0],
            from_day=values["from"][1],
            to_month=values["to"][0],
            to_day=values["to"][1],
        )
        return partial(act, self._db, changed, officer=self.seat.officer())

    def reading(self, key: Hashable) -> Callable[[], Any]:
        return partial(_find, self._db, Period, key)


def _values(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in type(record).__dataclass_fields__}


def _in_force(one: Any) -> str:
    return tr("yes") if one.is_active else tr("no")


def _month_day(name: str, caption: str) -> FormField:
    """Return a field for a day of every year, such as 5-12."""
    control = QLineEdit(maxLength=8, placeholderText="5-12")
    return FormField(
        name=name,
        caption=caption,
        control=control,
        read=lambda: _read_month_day(control.text()),
        write=lambda pair: control.setText(f"{pair[0]}-{pair[1]}"),
        said=lambda pair: f"{pair[0]}-{pair[1]}",
    )


def _read_month_day(text: str) -> tuple[int, int]:
    month, _, day = fold(text).strip().partition("-")
    if not (month.isdecimal() and day.isdecimal()):
        raise UnreadableMonthDay(text=text.strip())
    return int(month), int(day)


def _find(db: Database, kind: type, key: Any) -> Any:
    """Return a row as it is now: the county's, or the one the program ships."""
    found: Any = records.find(db, kind, key)
    if found is None:
        raise Conflict
    return found
