"""Source texts of what drills note in the duty log; it is the log of the drill."""

from commandcenter.kernel.words import N_

_DRILL = N_("Drill")

# Heading and sentence of each kind of automatic line; names in braces come from its body.
LINES: dict[str, tuple[str, str]] = {
    "drills.started": (_DRILL, N_("The drill begins")),
    "drills.paused": (_DRILL, N_("The drill pauses {note}")),
    "drills.resumed": (_DRILL, N_("The drill goes on")),
    "drills.ended": (_DRILL, N_("The drill is over {note}")),
}
