"""The form of a row of the annual plan."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QLineEdit

from commandcenter.drills.model.code_words import (
    CONTENT_WORDS,
    FORM_WORDS,
    PURPOSE_WORDS,
    TIER_WORDS,
)
from commandcenter.drills.model.drill import Drill
from commandcenter.kernel.words import N_
from ui.drills.terms import HAZARD, THEME, Terms
from ui.drills.year_typed import When, read_when, said_when, when_of
from ui.records import fields, form
from ui.records.fields import CodeBox
from ui.records.form import Form, FormField

_PLAIN = (
    *("title", "subject", "content", "form", "purpose", "theme", "hazard", "tier", "lead_org"),
    *("place", "area_code", "expected", "budget_yuan", "is_unscripted", "is_unannounced"),
    *("risk_point", "scenario"),
)


class RowForm(Form):
    """The columns of the annual plan as fields; times are typed as one."""

    def __init__(self, year: Callable[[], int], usual: Callable[[], timedelta]) -> None:
        self._theme, self._hazard, self._area = CodeBox(), CodeBox(), CodeBox()
        super().__init__(
            (
                form.line("title", N_("Name of the drill")),
                when_field(year, usual),
                form.line("lead_org", N_("Lead unit")),
                form.choice("form", N_("Form"), FORM_WORDS),
                form.choice("content", N_("Content"), CONTENT_WORDS),
                form.choice("purpose", N_("Purpose"), PURPOSE_WORDS),
                form.line("subject", N_("Drill subject")),
                fields.code("theme", N_("Theme"), self._theme),
                fields.code("hazard", N_("Hazard"), self._hazard),
                form.choice("tier", N_("Tier"), TIER_WORDS),
                form.line("place", N_("Place")),
                fields.code("area_code", N_("Area"), self._area),
                fields.number("expected", N_("People expected")),
                fields.number("budget_yuan", N_("Budget in yuan")),
                form.line("risk_point", N_("Risk point")),
                form.switch("is_unscripted", N_("No script")),
                form.switch("is_unannounced", N_("No notice")),
                fields.paragraph("scenario", N_("Scenario"), lines=3),
            )
        )
        fields.listen(self)

    def offer(self, terms: Terms) -> None:
        """Offer the words of the dictionaries."""
        self._theme.offer(terms.choices(THEME))
        self._hazard.offer(terms.choices(HAZARD))
        self._area.offer(terms.places())


def when_field(year: Callable[[], int], usual: Callable[[], timedelta]) -> FormField:
    """Return a field for a month, a day or hours, in the year of the plan."""
    control = QLineEdit(maxLength=60, placeholderText="5-12 9:00-11:30")
    return FormField(
        name="when",
        caption=N_("Month, or day and hours"),
        control=control,
        read=lambda: read_when(control.text(), year=year(), usual=usual()),
        write=lambda when: control.setText(said_when(when)),
        said=said_when,
    )


def values_of(drill: Drill, usual: timedelta) -> Mapping[str, Any]:
    """Return what the form shows of a drill."""
    return {name: getattr(drill, name) for name in _PLAIN} | {"when": when_of(drill, usual)}


def changed(drill: Drill, values: Mapping[str, Any], usual: timedelta) -> Drill:
    """Return a drill with what the form says."""
    when: When = values["when"]
    times: dict[str, Any] = {"month": when.month, "begins_at": None, "ends_at": None}
    if when.span is not None:
        times |= {"begins_at": when.span.begins_at, "ends_at": when.span.ends_at}
    plain = {name: values[name] for name in _PLAIN}
    if when == when_of(drill, usual):
        times = {}  # the end stays open where it was
    return replace(drill, **plain | {"budget_yuan": values["budget_yuan"] or None} | times)
