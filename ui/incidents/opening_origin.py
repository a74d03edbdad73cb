"""What an incident is opened from: a line of the log, a warning, or nothing."""

from dataclasses import dataclass, replace
from uuid import UUID

from commandcenter.duty.model.entry import Entry
from commandcenter.incidents.model.handling import OTHER_KIND, facts_of, kind_in
from commandcenter.incidents.model.incident import Facts, Opening
from commandcenter.incidents.model.told import area_in
from commandcenter.kernel.ids import new_id
from ui.incidents.terms import Terms
from ui.widgets.words import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What the sheet of a new incident is filled with.

    Attributes:
        opening: What is known already; its ids are not those of the incident.
        number: Of the log line, as people say it; empty without one.
        text: Of the log line or the warning.
    """

    opening: Opening
    number: str = ""
    text: str = ""

    def said(self) -> str:
        """Say where it comes from; empty for an incident that nothing tells of."""
        if self.opening.entry_id is not None:
            words = tr("From log line {number}: {text}")
            return words.format(number=self.number, text=self.text)
        if self.opening.warning_id is not None:
            return tr("From the warning: {text}").format(text=self.text)
        return ""


def of_nothing(drill_id: UUID | None = None) -> Origin:
    """Return the origin of an incident that nothing tells of, in reality or in a drill."""
    facts = Facts(id=new_id(), kind=OTHER_KIND, title="")
    return Origin(opening=Opening(id=new_id(), facts=facts, drill_id=drill_id))


def of_line(entry: Entry, terms: Terms) -> Origin:
    """Return what a log line says; kind and township are found in its words."""
    draft = entry.newest.draft
    said = facts_of(entry, kind=_kind_in(draft.content, terms))
    named = area_in((draft.content, draft.place, draft.org), terms.areas.values())
    opening = Opening(
        id=new_id(),
        facts=replace(said, area_code=said.area_code or named),
        learned_at=entry.newest.received_at,
        entry_id=entry.id,
        drill_id=entry.draft.drill_id,
    )
    text = " ".join(draft.content.split())
    return Origin(opening=opening, number=f"{entry.serial:03d}", text=text)


def of_warning(said: Opening, terms: Terms) -> Origin:
    """Return what a warning says; the kind is found in its words."""
    facts = replace(said.facts, kind=_kind_in(said.facts.course, terms))
    return Origin(opening=replace(said, facts=facts), text=facts.title)


def _kind_in(text: str, terms: Terms) -> str:
    return kind_in(text, {code: term.zh for code, term in terms.kinds.items()})
