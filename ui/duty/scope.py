"""Whether a draft is for reality or for a drill, in words."""

from uuid import UUID

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_
from ui.shell.playing import Playing
from ui.widgets.words import tr

MOVE_KEY = "Ctrl+Shift+X"
REALLY_KEY, RECORD_REALLY = "Ctrl+Shift+E", N_("Record it in reality too")
_LONGEST = 14


class DrillOver(Rejected):
    """A draft of a drill cannot be recorded after its end."""

    sentence = N_(
        "This drill is over. {key} makes the draft a real one, Ctrl+Del discards it. "
        "Nothing is recorded yet."
    )


class WhichDrill(Rejected):
    """A real draft cannot be moved into one of several drills without a choice."""

    sentence = N_("No drill to move it to. Take part in one first, with {key}.")


def mark_of(drill_id: UUID | None, playing: Playing) -> str:
    """Return what stands on a draft; nothing on a real one while no drill runs."""
    if drill_id is None:
        return tr("Real") if playing.running else ""
    title = playing.title_of(drill_id)
    if not title:
        return tr("Drill · over")
    cut = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"
    return tr("DRILL: {title}").format(title=cut)


def short_mark_of(drill_id: UUID | None, playing: Playing) -> str:
    """Return what stands on a draft where there is no room for the name of the drill."""
    is_running = drill_id is not None and playing.is_running(drill_id)
    return tr("Drill") if is_running else mark_of(drill_id, playing)


def other_of(drill_id: UUID | None, playing: Playing) -> UUID | None:
    """Return where a draft is moved: out of its drill, or into the one there is.

    Raises:
        WhichDrill: None runs, or several and the window plays in none.
    """
    if drill_id is not None:
        return None
    if playing.drill_id is not None:
        return playing.drill_id
    if len(playing.running) != 1:
        raise WhichDrill(key="Ctrl+Shift+D")
    return playing.running[0].id
