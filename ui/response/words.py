"""What stages, acts and states are called, and the shape and colour each has."""

from commandcenter.incidents.model.evacuation import Moved
from commandcenter.incidents.model.response import Response, Stage
from commandcenter.incidents.model.response_words import STAGE_WORDS
from commandcenter.kernel.words import N_
from ui.response.terms import HAZARD, Terms
from ui.widgets.severity import Severity
from ui.widgets.words import tr

LEVEL_WORDS: dict[str, str] = {**STAGE_WORDS, Stage.ENDED: N_("Ended")}
# The levels have the colours of the warnings they answer to.
LEVEL_SEVERITY: dict[Stage, Severity] = {
    Stage.FIRST: Severity.RED,
    Stage.SECOND: Severity.ORANGE,
    Stage.THIRD: Severity.YELLOW,
    Stage.FOURTH: Severity.BLUE,
}
# Who is not safe and not on the way needs somebody to act.
STATE_SEVERITY: dict[Moved, Severity] = {
    Moved.UNREACHED: Severity.ORANGE,
    Moved.REFUSED: Severity.YELLOW,
}


def name_of(one: Response, terms: Terms) -> str:
    """Return what a response is called: its hazard, with its title if it has one."""
    hazard = terms.said(HAZARD, one.opening.hazard)
    title = one.opening.title.strip()
    return tr("{hazard} · {title}").format(hazard=hazard, title=title) if title else hazard
