"""The form of a decision about a response, and the values it begins with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from commandcenter.incidents.model.response import (
    ACTIVE,
    Basis,
    Decree,
    Opening,
    Response,
    Stage,
)
from commandcenter.incidents.model.response_words import BASIS_WORDS
from commandcenter.kernel.words import N_
from ui.records import fields, form
from ui.records.chips import Chips
from ui.records.fields import Clock, CodeBox, LevelBox
from ui.records.form import Form, FormField
from ui.response.terms import HAZARD, Terms
from ui.response.words import LEVEL_WORDS
from ui.widgets.words import tr

# Of the county's list of levels, the highest first.
_LEVELS = (Stage.FIRST, Stage.SECOND, Stage.THIRD, Stage.FOURTH, Stage.WATCH)
_OPENING = ("hazard", "title")
_KEPT = ("decided_by", "approver", "areas", "actions", "notified")


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What somewhere else suggests for a new response.

    Attributes:
        severity: Colour of a warning that suggests a level; empty if there is none.
    """

    hazard: str = ""
    title: str = ""
    stage: Stage | None = None
    severity: str = ""
    basis_kind: Basis = Basis.TEXT
    basis: str = ""
    areas: frozenset[str] = frozenset()
    incident_id: UUID | None = None

    @classmethod
    def of(cls, told: object) -> "Beginning":
        """Read what a target tells: a mapping of these names; anything else suggests nothing."""
        if not isinstance(told, Mapping):
            return cls()
        known = {name: told[name] for name in cls.__dataclass_fields__ if name in told}
        if "stage" in known:
            known["stage"] = Stage(known["stage"])
        if "basis_kind" in known:
            known["basis_kind"] = Basis(known["basis_kind"])
        known["areas"] = frozenset(known.get("areas", ()))
        return cls(**known)


class DecreeForm(Form):
    """Level, basis, who decided, where, what is to be done and who was told."""

    def __init__(self, clock: Clock) -> None:
        self.hazard = CodeBox()
        self.level = LevelBox()
        self.areas = Chips(N_("The whole county"))
        super().__init__(
            (
                fields.code("hazard", N_("Hazard"), self.hazard),
                form.line("title", N_("Title")),
                FormField(
                    name="stage",
                    caption=N_("Level"),
                    control=self.level,
                    read=self.level.value,
                    write=self.level.set_value,
                    said=lambda stage: tr(LEVEL_WORDS[stage]) if stage else "",
                ),
                form.choice("basis_kind", N_("Kind of basis"), BASIS_WORDS),
                form.line("decided_by", N_("Decided by")),
                form.line("approver", N_("Approved by")),
                fields.paragraph("basis", N_("Basis")),
                fields.chips("areas", N_("Areas"), self.areas),
                fields.paragraph("actions", N_("Actions"), lines=3),
                fields.paragraph("notified", N_("Notified"), lines=3),
                fields.moment("at", N_("In force from; empty means now"), clock),
                form.line("doc_no", N_("Document number")),
            )
        )
        self.set_columns(2)
        fields.listen(self)
        self.offer_levels(None)

    def offer(self, terms: Terms) -> None:
        """Offer the hazards and townships of the county."""
        hazards = [(code, terms.said(HAZARD, code)) for code in terms.codes(HAZARD)]
        # None is taken for granted: the first of the list may be quite another one.
        self.hazard.offer([("", tr("not chosen")), *hazards])
        self.areas.offer([(code, terms.area(code)) for code in terms.townships])

    def offer_levels(self, present: Stage | None) -> None:
        """Offer the levels that may follow the present one."""
        offered = [stage for stage in _LEVELS if stage in ACTIVE and stage is not present]
        self.level.set_choices([(stage, tr(LEVEL_WORDS[stage])) for stage in offered])

    def show_for(self, *, is_new: bool, is_end: bool) -> None:
        """Show the fields that the act needs."""
        for name in _OPENING:
            self.set_shown(name, is_shown=is_new)
        self.set_shown("stage", is_shown=not is_end)


def blank(beginning: Beginning) -> dict[str, Any]:
    """Return the values that a new response begins with."""
    return {
        "hazard": beginning.hazard,
        "title": beginning.title,
        "stage": beginning.stage or Stage.FOURTH,
        "basis_kind": beginning.basis_kind,
        "basis": beginning.basis,
        "decided_by": "",
        "approver": "",
        "areas": beginning.areas,
        "actions": "",
        "notified": "",
        "at": None,
        "doc_no": "",
    }


def next_values(one: Response, *, is_end: bool) -> dict[str, Any]:
    """Return the values that a further act begins with: those of the decision in force."""
    kept = {name: getattr(one.decree, name) for name in _KEPT}
    # Who approves is asked each time; the same post mostly decides.
    kept["approver"] = ""
    stage = Stage.ENDED if is_end else _next_level(one.stage)
    return blank(Beginning()) | kept | {"hazard": one.opening.hazard, "stage": stage}


def _next_level(stage: Stage) -> Stage:
    """Return the level below, for most changes lower; from the lowest the one above."""
    order = list(_LEVELS)
    at = order.index(stage)
    return order[at + 1] if at + 1 < len(order) else order[at - 1]


def decree_of(values: Mapping[str, Any], *, id_: UUID) -> Decree:
    """Return the decision that the form says."""
    at: datetime | None = values["at"]
    return Decree(
        id=id_,
        stage=values["stage"],
        basis_kind=values["basis_kind"],
        basis=values["basis"],
        decided_by=values["decided_by"],
        approver=values["approver"],
        areas=frozenset(values["areas"]),
        actions=values["actions"],
        notified=values["notified"],
        doc_no=values["doc_no"],
        at=at,
    )


def opening_of(
    values: Mapping[str, Any], *, id_: UUID, incident_id: UUID | None, drill_id: UUID | None
) -> Opening:
    """Return what the new response is about, in reality or in a drill."""
    return Opening(
        id=id_,
        hazard=values["hazard"],
        title=values["title"],
        incident_id=incident_id,
        drill_id=drill_id,
    )
