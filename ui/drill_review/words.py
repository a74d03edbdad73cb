"""Source texts for what the evaluation of drills names by codes."""

from commandcenter.drills.model.correction import ActionState
from commandcenter.drills.model.evaluation import Grade, Met, Seen
from commandcenter.kernel.words import N_

# Short enough for a button of a few characters.
GRADE_SHORT: dict[Grade, str] = {
    Grade.GOOD: N_("full"),
    Grade.PARTLY: N_("part"),
    Grade.BAD: N_("not"),
    Grade.NONE: N_("n/a"),
}
GRADE_KEYS: dict[Grade, str] = {
    Grade.GOOD: "2",
    Grade.PARTLY: "1",
    Grade.BAD: "0",
    Grade.NONE: "N",
}
SEEN_WORDS: dict[Seen, str] = {
    Seen.STRENGTH: N_("Strong point"),
    Seen.PROBLEM: N_("Weak point"),
    Seen.NOTE: N_("Other remark"),
}
SEEN_ICONS: dict[Seen, str] = {
    Seen.STRENGTH: "thumbs-up",
    Seen.PROBLEM: "warning-circle",
    Seen.NOTE: "note-pencil",
}
MET_WORDS: dict[Met, str] = {
    Met.MET: N_("Done in time"),
    Met.LATE: N_("Done late"),
    Met.MISSED: N_("Not done"),
}
MET_ICONS: dict[Met, str] = {
    Met.MET: "check-circle",
    Met.LATE: "clock",
    Met.MISSED: "x-circle",
}
MET_ROLES: dict[Met, str] = {
    Met.MET: "ok",
    Met.LATE: "text",
    Met.MISSED: "text",
}
ACTION_WORDS: dict[ActionState, str] = {
    ActionState.OPEN: N_("To be done"),
    ActionState.DONE: N_("Reported done"),
    ActionState.CLOSED: N_("Rechecked"),
}
