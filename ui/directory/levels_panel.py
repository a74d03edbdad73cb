"""Criteria of levels: from which figure on an incident has which level."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent

from commandcenter.database.engine import Database
from commandcenter.directory.model import Term
from commandcenter.incidents.model.figures import COUNTED
from commandcenter.incidents.model.incident import EventClass
from commandcenter.incidents.model.level import Level, LevelRule
from commandcenter.incidents.model.standard import Version
from commandcenter.incidents.model.words import CLASS_WORDS, FIGURE_WORDS, LEVEL_WORDS
from commandcenter.incidents.service import standards
from commandcenter.kernel.words import N_
from ui.directory import limit_field
from ui.directory.standard_panel import StandardPanel, basis_field, since, verified
from ui.records import form
from ui.records.check_list import CheckList
from ui.records.form import Form, FormField
from ui.shell.seat import Seat
from ui.widgets.record_table_model import Column
from ui.widgets.words import language, tr

_HELP = N_(
    "The next proposal is made by what is saved here; the officer confirms it. "
    "Limits in {unit}; a figure that reaches a limit has that level."
)
_LEVELS = (Level.ORDINARY, Level.LARGER, Level.MAJOR, Level.EXTREME)
_LIMITS = tuple(level.value for level in _LEVELS)


class LevelsPanel(StandardPanel):
    """All criteria; one suffices, the highest level counts."""

    def __init__(self, db: Database, seat: Seat) -> None:
        self._db = db
        self._terms: Sequence[Term] = ()
        self._kinds, self._figures = CheckList(), CheckList()
        super().__init__(
            seat,
            (
                Column(title=N_("Kinds of incident"), text=self._kinds_of),
                Column(title=N_("Figure"), text=_figure_of),
                Column(title=N_("IV / III / II / I from"), text=_limits_of, is_number=True),
                Column(title=N_("State"), text=_state),
                Column(title=N_("Basis"), text=lambda one: one.rule.basis),
                Column(title=N_("Verified"), text=verified),
                Column(title=N_("Since"), text=since),
            ),
            Form(
                (
                    *(limit_field.limit_field(one.value, LEVEL_WORDS[one]) for one in _LEVELS),
                    basis_field(),
                    form.switch("is_active", N_("In force")),
                    form.switch("is_near", N_("Makes a near accident, not a level")),
                    _ticks("figures", N_("Figure, or the sum of several"), self._figures),
                    _ticks("kinds", N_("Kinds of incident"), self._kinds),
                )
            ),
            stretch=4,
        )
        for ticks in (self._kinds, self._figures):
            ticks.edited.connect(self.editor.form.edited)
        self._figures.edited.connect(self._tell)
        self._offer()

    def show_criteria(self, versions: Sequence[Version[LevelRule]], kinds: Sequence[Term]) -> None:
        """Show the criteria as they stand."""
        self._terms = kinds
        self._offer()
        self.show_versions(versions)

    def versions(self) -> tuple[Version[LevelRule], ...]:
        return standards.level_versions(self._db)

    def first_rule(self) -> LevelRule:
        return LevelRule(code="", kinds=(), figure="dead")

    def title_of(self, record: Version[LevelRule]) -> str:
        return _figure_of(record) if record.rule.code in self._versions else tr("New row")

    def values_of(self, record: Version[LevelRule]) -> Mapping[str, Any]:
        rule = record.rule
        limits = {name: limit_field.shown(rule.figure, getattr(rule, name)) for name in _LIMITS}
        return limits | {
            "basis": rule.basis,
            "is_active": rule.is_active,
            "is_near": rule.is_near,
            "figures": frozenset(rule.figure.split("+")),
            "kinds": frozenset(rule.kinds),
        }

    def text_of(self, record: Version[LevelRule]) -> str:
        words = (self._kinds_of(record), _figure_of(record), record.rule.basis)
        return " ".join([*words, record.rule.code]).lower()

    def saving(
        self, record: Version[LevelRule], values: Mapping[str, Any], *, is_new: bool
    ) -> Callable[[], Any]:
        seen = None if is_new else record.rule
        return partial(self._save_rule, record.rule, seen, values, self.seat.officer())

    def help_words(self) -> str:
        names = self._figures.ticked() or {"dead"}
        return tr(_HELP).format(unit=limit_field.unit(min(names)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_told"):
            self._offer()

    def _save_rule(
        self, rule: LevelRule, seen: LevelRule | None, values: Mapping[str, Any], officer: Any
    ) -> None:
        figure = "+".join(name for name in COUNTED if name in values["figures"])
        if frozenset(rule.figure.split("+")) == values["figures"]:
            figure = rule.figure  # in the order it has
        same = frozenset(rule.kinds) == values["kinds"]
        others: dict[str, Any] = {
            name: limit_field.stored(figure, values[name]) for name in _LIMITS
        }
        others |= {name: values[name] for name in ("basis", "is_active", "is_near")}
        kinds = rule.kinds if same else tuple(sorted(values["kinds"]))
        changed = replace(rule, kinds=kinds, figure=figure, **others)
        standards.change_level_rule(self._db, changed, seen=seen, officer=officer)

    def _kinds_of(self, one: Version[LevelRule]) -> str:
        return self._kinds.said(one.rule.kinds)

    def _offer(self) -> None:
        """Offer whole classes and their kinds, in the language of the window."""
        whole = tr("{name}, all kinds")
        found = []
        for event_class in EventClass:
            name = tr(CLASS_WORDS[event_class])
            found.append((f"{event_class.value}:*", whole.format(name=name)))
            found += [
                (term.code, term.word(language()))
                for term in self._terms
                if term.code.startswith(f"{event_class.value}:")
            ]
        self._kinds.offer(found)
        self._figures.offer([(name, tr(words)) for name, words in FIGURE_WORDS.items()])
        self.show_found()


def _ticks(name: str, caption: str, control: CheckList) -> FormField:
    return FormField(
        name=name,
        caption=caption,
        control=control,
        read=control.ticked,
        write=control.tick,
        said=control.said,
    )


def _figure_of(one: Version[LevelRule]) -> str:
    return tr(" and ").join(tr(FIGURE_WORDS[name]) for name in one.rule.figure.split("+"))


def _limits_of(one: Version[LevelRule]) -> str:
    rule = one.rule
    limits = [limit_field.said(limit_field.shown(rule.figure, getattr(rule, n))) for n in _LIMITS]
    if rule.is_near:
        limits = [text for text in limits if text]
    return f"{' / '.join(text or '–' for text in limits)} {limit_field.unit(rule.figure)}"


def _state(one: Version[LevelRule]) -> str:
    if not one.rule.is_active:
        return tr("switched off")
    return tr("near accident") if one.rule.is_near else tr("in force")
