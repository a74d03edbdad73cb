"""A proposed team in the words of the window."""

import math

from commandcenter.kernel.words import N_
from commandcenter.teams.model.dispatch_words import REASON_WORDS, SOURCE_WORDS
from commandcenter.teams.model.proposal import Proposed
from commandcenter.teams.model.readiness import STATE_WORDS, State
from commandcenter.teams.model.reasons import Code, Reason
from ui.teams.roster_terms import HAZARD, SKILL, Terms
from ui.widgets.times import span
from ui.widgets.words import tr

_DICTIONARY: dict[Code, str] = {
    Code.HAZARD: HAZARD,
    Code.HAZARD_MISSING: HAZARD,
    Code.SKILL: SKILL,
    Code.SKILL_MISSING: SKILL,
    Code.PRIMARY: SKILL,
}
_STATES = frozenset({Code.STATE, Code.BLOCKED})
_AGAINST = frozenset({Code.COMMITTED, Code.BLOCKED, Code.HAZARD_MISSING, Code.SKILL_MISSING})
_NEVER = N_("Never heard of")


def reasons(proposed: Proposed, terms: Terms) -> str:
    """Return what was weighed, the worst first, and how the time was found."""
    said = [reason_words(one, terms) for one in proposed.reasons]
    if proposed.source in SOURCE_WORDS:
        said.append(tr(SOURCE_WORDS[proposed.source]))
    return " · ".join(said)


def reason_words(reason: Reason, terms: Terms) -> str:
    """Return one thing that was weighed; what it costs stands behind it."""
    if reason.code is Code.STALE and math.isinf(float(reason.value)):
        words = tr(_NEVER)
    else:
        words = tr(REASON_WORDS[reason.code]).format(value=_value(reason, terms))
    if not reason.cost_s:
        return words
    return tr("{reason} (+{time})").format(reason=words, time=span(reason.cost_s))


def is_against(proposed: Proposed) -> bool:
    """Whether something needed is missing, or the team cannot be sent."""
    return any(reason.code in _AGAINST for reason in proposed.reasons)


def arrival(proposed: Proposed) -> str:
    """Return when the team would be there."""
    if proposed.arrival_s is None:
        return tr("time unknown")
    return tr("about {time}").format(time=span(proposed.arrival_s))


def distance(proposed: Proposed) -> str:
    """Return how far away it is; empty if nobody knows."""
    if proposed.distance_km is None:
        return ""
    return tr("{km} km").format(km=f"{proposed.distance_km:.1f}")


def _value(reason: Reason, terms: Terms) -> str:
    if reason.code in _DICTIONARY:
        return terms.said(_DICTIONARY[reason.code], str(reason.value))
    if reason.code in _STATES:
        return tr(STATE_WORDS[State(str(reason.value))]) if reason.value else tr("unknown")
    if reason.code is Code.STALE:
        return span(float(reason.value))
    if reason.code is Code.BEYOND_RADIUS:
        return tr("{km} km").format(km=f"{float(reason.value):.1f}")
    return str(reason.value)
