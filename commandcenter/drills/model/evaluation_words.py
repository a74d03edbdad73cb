"""Source texts for the codes of evaluations and corrective actions."""

from commandcenter.drills.model.correction import ActionState
from commandcenter.drills.model.evaluation import Met, Seen
from commandcenter.kernel.words import N_

MET_WORDS: dict[Met, str] = {
    Met.MET: N_("In time"),
    Met.LATE: N_("Late"),
    Met.MISSED: N_("Missed"),
}
SEEN_WORDS: dict[Seen, str] = {
    Seen.STRENGTH: N_("Strength"),
    Seen.PROBLEM: N_("Problem"),
    Seen.NOTE: N_("Note"),
}
ACTION_WORDS: dict[ActionState, str] = {
    ActionState.OPEN: N_("To be done"),
    ActionState.DONE: N_("Done, to be rechecked"),
    ActionState.CLOSED: N_("Rechecked and closed"),
}
