"""One person of the list with the six questions (六问)."""

from collections.abc import Mapping, Sequence
from typing import Any

from commandcenter.incidents.model.evacuation import SIX, Evacuee, Shelter, unanswered
from commandcenter.incidents.model.response_words import QUESTION_WORDS
from commandcenter.kernel.words import N_
from ui.records import fields, form
from ui.records.fields import CodeBox
from ui.records.form import Form, FormField
from ui.records.pick_box import Choice, PickBox
from ui.response.terms import Terms
from ui.widgets.initials import initials
from ui.widgets.words import tr

NAMES = (
    "name",
    "people",
    "area_code",
    "household",
    "phone",
    "needs",
    "trigger",
    "address",
    "last_place",
    "helper",
    "helper_phone",
    "shelter_id",
    "destination",
    "care",
)


class EvacueeForm(Form):
    """The fields of a row, in the order of the questions."""

    def __init__(self) -> None:
        self.village = CodeBox()
        self.shelter = PickBox()
        super().__init__(
            (
                form.line("name", N_("Who: name of the person or household")),
                fields.number("people", N_("Number of people")),
                fields.code("area_code", N_("Village"), self.village),
                form.line("household", N_("Household")),
                form.line("phone", N_("Phone")),
                form.line("needs", N_("Special needs")),
                form.line("trigger", N_("When: reading, warning or time")),
                form.line("address", N_("Home address")),
                form.line("last_place", N_("Where they are")),
                form.line("helper", N_("Who fetches them")),
                form.line("helper_phone", N_("Phone of the helper")),
                FormField(
                    name="shelter_id",
                    caption=N_("Where to: shelter"),
                    control=self.shelter,
                    read=self.shelter.picked,
                    write=self.shelter.pick,
                    said=self.shelter.name_of,
                ),
                form.line("destination", N_("Where to: other place")),
                form.line("care", N_("Who looks after them and lets them go back")),
            )
        )
        self.set_columns(2)

    def offer(self, terms: Terms, shelters: Sequence[Shelter]) -> None:
        """Offer the areas and shelters there are."""
        self.village.offer([(code, terms.place(code)) for code in terms.areas if len(code) > 6])  # noqa: PLR2004 - below the county
        self.shelter.offer(shelter_choices(terms, shelters))


def shelter_choices(terms: Terms, shelters: Sequence[Shelter]) -> list[Choice]:
    """Return the shelters that are in use, to pick from."""
    return [
        Choice(
            id=one.id,
            name=one.name,
            detail=terms.area(one.area_code),
            initials=initials(one.name),
        )
        for one in shelters
        if one.is_active
    ]


def values_of(one: Evacuee) -> Mapping[str, Any]:
    """Return what the form shows of a person."""
    return {name: getattr(one, name) for name in NAMES}


def missing_words(one: Evacuee) -> str:
    """Return the questions that nobody has answered; empty if there are none."""
    return tr(", ").join(tr(QUESTION_WORDS[name]) for name in SIX if name in unanswered(one))
