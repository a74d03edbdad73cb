"""What is asked for before a step of people is noted."""

from collections.abc import Sequence

from commandcenter.incidents.model.evacuation import Evacuee, Moved
from commandcenter.kernel.words import N_
from ui.records import fields, form
from ui.records.fields import Clock
from ui.records.form import FormField
from ui.records.pick_box import Choice, PickBox


def asked_fields(
    people: Sequence[Evacuee], wanted: Moved, shelters: Sequence[Choice], clock: Clock
) -> list[FormField]:
    """Return the fields: the shelter if they come to one, the reason, and the time."""
    asked = [
        form.line("note", N_("Reason or remarks")),
        fields.moment("at", N_("Time; empty means now"), clock),
    ]
    if wanted is Moved.SHELTERED:
        asked.insert(0, _shelter(people, shelters))
    return asked


def _shelter(people: Sequence[Evacuee], shelters: Sequence[Choice]) -> FormField:
    box = PickBox()
    box.offer(shelters)
    known = {one.shelter_id for one in people}
    one_for_all = known.pop() if len(known) == 1 else None
    return FormField(
        name="shelter_id",
        caption=N_("Shelter"),
        control=box,
        read=box.picked,
        write=lambda _value: box.pick(one_for_all),
    )
