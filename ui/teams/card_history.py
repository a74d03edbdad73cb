"""What became of a team: every change of it and of what belongs to it."""

from collections.abc import Callable, Hashable

from commandcenter.database.history import Act, Noted
from commandcenter.kernel.times import minute
from commandcenter.kernel.words import N_
from commandcenter.teams.model.fields import FIELD_WORDS
from commandcenter.teams.model.team import EMPLOYMENT_WORDS
from ui.teams.roster_terms import (
    AGREEMENT,
    CATEGORY,
    EQUIPMENT_STATE,
    HAZARD,
    SKILL,
    Terms,
)
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.words import tr

_KINDS = {
    "team": N_("Team"),
    "member": N_("Member"),
    "equipment": N_("Gear"),
    "vehicle": N_("Vehicle"),
    "assessment": N_("Grading"),
    "agreement": N_("Agreement"),
    "muster": N_("Muster test"),
    "store": N_("Store"),
    "item": N_("Supply"),
}
_ACTS = {Act.ADDED: N_("Added"), Act.CHANGED: N_("Changed"), Act.REMOVED: N_("Removed")}
_OLD, _NEW = N_("Old value"), N_("New value")
_DICTIONARIES = {
    ("team", "category"): CATEGORY,
    ("member", "skill"): SKILL,
    ("team", "primary_skill"): SKILL,
    ("team", "skills"): SKILL,
    ("team", "hazards"): HAZARD,
    ("equipment", "state"): EQUIPMENT_STATE,
    ("vehicle", "state"): EQUIPMENT_STATE,
    ("assessment", "direction"): SKILL,
    ("agreement", "kind"): AGREEMENT,
}
_EMPLOYMENTS = {kind.value: word for kind, word in EMPLOYMENT_WORDS.items()}


def table(terms: Callable[[], Terms]) -> RecordTable:
    """Return an empty table of changes.

    Args:
        terms: The words of the dictionaries as known now.
    """
    return RecordTable(
        (
            Column(title=N_("Time"), text=lambda noted: minute(noted.at)),
            Column(title=N_("Account"), text=lambda noted: noted.author),
            Column(title=N_("What"), text=_what),
            Column(title=N_("Act"), text=lambda noted: tr(_ACTS[noted.change.act])),
            Column(title=N_("Field"), text=_field),
            Column(title=_OLD, text=lambda noted: _said(noted, noted.change.old, terms())),
            Column(title=_NEW, text=lambda noted: _said(noted, noted.change.new, terms())),
        ),
        _key,
        stretch=6,
    )


def _key(noted: Noted) -> Hashable:
    one = noted.change
    return (noted.seq, one.record, one.act, one.field)


def _what(noted: Noted) -> str:
    kind = _KINDS.get(noted.change.kind, noted.change.kind)
    name = "" if noted.change.kind == "team" else noted.change.name
    return f"{tr(kind)} {name}".strip()


def _field(noted: Noted) -> str:
    name = noted.change.field
    return tr(FIELD_WORDS.get(name, name)) if name else ""


def _said(noted: Noted, text: str, terms: Terms) -> str:
    one = noted.change
    if not one.field:
        # The digest of an imported record vouches for it and says nothing to people.
        return "" if one.act is Act.ADDED and len(text) == _DIGEST else text
    dictionary = _DICTIONARIES.get((one.kind, one.field))
    if dictionary is not None:
        return " · ".join(terms.said(dictionary, code) for code in text.split())
    if one.field == "employment":
        return tr(_EMPLOYMENTS.get(text, text))
    return tr("yes") if one.field == "is_retired" and text else text


_DIGEST = 64
