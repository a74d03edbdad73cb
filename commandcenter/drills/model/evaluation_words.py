"""Source texts for the codes of evaluations and corrective actions."""

from commandcenter.drills.model.correction import ActionState
from commandcenter.drills.model.evaluation import Met, Seen
from commandcenter.kernel.words import N_

MET_WORDS: dict[Met, str] = {
    Met.MET: N_("Done in time"),
    Met.LATE: N_("Done too late"),
    Met.MISSED: N_("Not done"),
}
SEEN_WORDS: dict[Seen, str] = {
    Seen.STRENGTH: N_("Strength seen"),
    Seen.PROBLEM: N_("Problem seen"),
    Seen.NOTE: N_("Note of an evaluator"),
}
ACTION_WORDS: dict[ActionState, str] = {
    ActionState.OPEN: N_("To be done"),
    ActionState.DONE: N_("Done, to be rechecked"),
    ActionState.CLOSED: N_("Rechecked and closed"),
}
