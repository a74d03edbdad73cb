"""Rules of reporting: within which time what has to be reported, by whom, to whom."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit

from commandcenter.database.engine import Database
from commandcenter.incidents.model.deadline import OWN_TIER, ClockFrom, ReportRule, Step
from commandcenter.incidents.model.incident import EventClass
from commandcenter.incidents.model.level import Level
from commandcenter.incidents.model.standard import Version
from commandcenter.incidents.model.words import CLASS_WORDS, CLOCK_WORDS, LEVEL_WORDS, STEP_WORDS
from commandcenter.incidents.service import standards
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_
from ui.directory.standard_panel import StandardPanel, basis_field, verified
from ui.records import form
from ui.records.form import Form, FormField
from ui.shell.seat import Seat
from ui.widgets.record_table_model import Column
from ui.widgets.typed_day import needed_day
from ui.widgets.typed_span import read_span, said_span
from ui.widgets.words import tr

_HELP = N_(
    "Clocks that begin from now on keep what is saved here; those that run go on as they "
    "began. Rows of other tiers are there to be looked up."
)
_TIERS = {
    "firm": N_("firm"),
    "township": N_("township"),
    "county": N_("county"),
    "city": N_("city"),
    "province": N_("province"),
    "ministry": N_("ministry"),
    "above": N_("whoever is above"),
}
_ALL = N_("All classes")
_CLASSES: dict[EventClass | None, str] = {None: _ALL}
_CLASSES.update(CLASS_WORDS.items())
_FIELDS = (
    "limit",
    "basis",
    "is_active",
    "step",
    "min_level",
    "event_class",
    "from_tier",
    "to_tier",
    "clock_from",
    "valid_from",
    "valid_to",
)


class DeadlinesPanel(StandardPanel):
    """All rules; the strictest of each step starts a clock."""

    def __init__(self, db: Database, seat: Seat) -> None:
        self._db = db
        super().__init__(
            seat,
            (
                Column(title=N_("How to report"), text=lambda one: tr(STEP_WORDS[one.rule.step])),
                Column(title=N_("From level"), text=_level_of),
                Column(title=N_("Class"), text=lambda one: tr(_CLASSES[one.rule.event_class])),
                Column(title=N_("Who to whom"), text=_way),
                Column(title=N_("Within"), text=lambda o: said_span(o.rule.limit), is_number=True),
                Column(title=N_("State"), text=self._state),
                Column(title=N_("Basis"), text=lambda one: one.rule.basis),
                Column(title=N_("Verified"), text=verified),
                Column(title=N_("Valid from"), text=lambda one: str(one.rule.valid_from)),
            ),
            Form(
                (
                    _span("limit", N_("Within")),
                    basis_field(),
                    form.switch("is_active", N_("In force")),
                    form.choice("step", N_("How to report"), STEP_WORDS),
                    form.choice("min_level", N_("From level"), LEVEL_WORDS),
                    form.choice("event_class", N_("Class"), _CLASSES),
                    form.choice("from_tier", N_("Who reports"), _TIERS),
                    form.choice("to_tier", N_("To whom"), {"": N_("not said"), **_TIERS}),
                    form.choice("clock_from", N_("Counted"), CLOCK_WORDS),
                    _first_day("valid_from", N_("Valid from")),
                    form.day("valid_to", N_("No longer valid from")),
                )
            ),
            stretch=6,
        )

    def versions(self) -> tuple[Version[ReportRule], ...]:
        return standards.report_versions(self._db)

    def first_rule(self) -> ReportRule:
        return ReportRule(
            code="",
            step=Step.TEXT,
            limit=timedelta(hours=2),
            min_level=Level.ORDINARY,
            to_tier="above",
            clock_from=ClockFrom.LEARNED,
            valid_from=day_of(self.seat.clock()),
        )

    def title_of(self, record: Version[ReportRule]) -> str:
        known = record.rule.code in self._versions
        return tr(STEP_WORDS[record.rule.step]) if known else tr("New row")

    def values_of(self, record: Version[ReportRule]) -> Mapping[str, Any]:
        return {name: getattr(record.rule, name) for name in _FIELDS}

    def text_of(self, record: Version[ReportRule]) -> str:
        rule = record.rule
        words = (tr(STEP_WORDS[rule.step]), _way(record), _level_of(record), rule.basis)
        return " ".join([*words, said_span(rule.limit), rule.code]).lower()

    def saving(
        self, record: Version[ReportRule], values: Mapping[str, Any], *, is_new: bool
    ) -> Callable[[], Any]:
        return partial(
            standards.change_report_rule,
            self._db,
            replace(record.rule, **values),
            seen=None if is_new else record.rule,
            officer=self.seat.officer(),
        )

    def help_words(self) -> str:
        return tr(_HELP)

    def _state(self, one: Version[ReportRule]) -> str:
        rule, today = one.rule, day_of(self.seat.clock())
        if not rule.is_active:
            return tr("switched off")
        if rule.from_tier != OWN_TIER:
            return tr("to look up")
        if rule.valid_from > today:
            return tr("to come")
        is_over = rule.valid_to is not None and rule.valid_to <= today
        return tr("expired") if is_over else tr("in force")


def _span(name: str, caption: str) -> FormField:
    line = QLineEdit(maxLength=40)
    return FormField(
        name=name,
        caption=caption,
        control=line,
        read=lambda: read_span(line.text()),
        write=lambda value: line.setText(said_span(value)),
        said=said_span,
    )


def _first_day(name: str, caption: str) -> FormField:
    field = form.day(name, caption)
    line = field.control
    return replace(
        field, read=lambda: needed_day(line.text()) if isinstance(line, QLineEdit) else None
    )


def _level_of(one: Version[ReportRule]) -> str:
    return tr(LEVEL_WORDS[one.rule.min_level])


def _way(one: Version[ReportRule]) -> str:
    tiers = (one.rule.from_tier, one.rule.to_tier)
    return " → ".join(tr(_TIERS[tier]) if tier in _TIERS else tier for tier in tiers)
