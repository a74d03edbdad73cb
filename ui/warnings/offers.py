"""What can be done with a warning, as it stands and as the county's rows suggest."""

from commandcenter.warnings.model.proposals import (
    ClockProposal,
    LogLine,
    Proposal,
    ResponseProposal,
)
from commandcenter.warnings.model.warning import State
from ui.warnings.reading import Terms
from ui.warnings.sheet_panel import (
    CALLS,
    CONFIRM,
    FORWARD,
    INCIDENT,
    LOG,
    REFUSE,
    RESPOND,
    Offered,
)
from ui.warnings.shown import Sheet
from ui.widgets.times import span
from ui.widgets.words import tr

# Whatever the county's rows suggest.
_BY_STATE = {
    State.PENDING: (CONFIRM, REFUSE),
    State.REFUSED: (CONFIRM,),
    State.ACTIVE: (RESPOND, INCIDENT),
}


def offered(sheet: Sheet, terms: Terms, *, refusal: str) -> Offered:
    """Return what may be done with a warning.

    Args:
        refusal: Why this officer may do nothing; empty if they may.
    """
    state = sheet.warning.state
    words = dict(map(_proposed, sheet.proposals))
    commands = {*_BY_STATE.get(state, ()), *words}
    if sheet.line.called:
        commands.add(CALLS)
    if sheet.is_logged:
        commands.add(LOG)
        words[LOG] = tr("See it in the log")
    return Offered(
        commands=frozenset(commands),
        words={name: word for name, word in words.items() if word},
        refusal=refusal,
        channels=terms.channels,
    )


def _proposed(proposal: Proposal) -> tuple[str, str]:
    """Return the command that accepts a proposal, and what it is called; empty as usual."""
    if isinstance(proposal, ClockProposal):
        limit = span(proposal.limit.total_seconds())
        return FORWARD, tr("Forward within {time}").format(time=limit)
    if isinstance(proposal, ResponseProposal):
        if not proposal.level:
            return RESPOND, tr("End the response")
        return RESPOND, tr("Response level {level}").format(level=proposal.level)
    return (LOG if isinstance(proposal, LogLine) else INCIDENT), ""
