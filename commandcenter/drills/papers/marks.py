"""What every paper of one drill carries: the mark of drills, and whether it is a draft."""

from commandcenter.documents.paper import Layout, Paper
from commandcenter.drills.model.drill import Drill, State
from commandcenter.kernel.words import N_
from commandcenter.teams.papers.ground import Ground

_MARK = N_("DRILL")
DRAFT_MARK = N_("DRILL DRAFT")
_RUNNING = N_("DRILL: {title}")
_NOT_READY = N_("Draft: the drill is not ready yet")
_CANCELLED = N_("This drill is cancelled")
_SAID = {State.PLANNED: _NOT_READY, State.CANCELLED: _CANCELLED}


def number_of(drill: Drill) -> str:
    """Return the number of a drill as printed, such as 2026-003."""
    return f"{drill.year}-{drill.number:03d}"


def named(drill: Drill) -> str:
    """Return the number and the title of a drill in one line."""
    return f"{number_of(drill)} {drill.title}"


def begin(
    ground: Ground, drill: Drill, title: str, *, layout: Layout = Layout.FORM, mark: str = ""
) -> Paper:
    """Begin a paper of a drill; each page says that it is one, and what is no final paper.

    Args:
        mark: In place of the mark of a drill in its state.
    """
    words = ground.words
    mark = mark or (DRAFT_MARK if drill.state is State.PLANNED else _MARK)
    paper = ground.begin_bare(title, layout=layout, watermark=words(mark), subject=number_of(drill))
    paper.running(words(_RUNNING).format(title=drill.title))
    paper.title(title)
    if drill.state in _SAID:
        paper.subtitle(words(_SAID[drill.state]))
    return paper
