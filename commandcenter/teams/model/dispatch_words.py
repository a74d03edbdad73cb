"""Source texts for the codes of dispatch, and of what it notes in the duty log."""

from commandcenter.kernel.words import N_
from commandcenter.teams.model.accountability import Measure
from commandcenter.teams.model.dispatch import Circle, Outcome, Step
from commandcenter.teams.model.reasons import Code, Source

STEP_WORDS: dict[Step, str] = {
    Step.ORDERED: N_("Order given"),
    Step.ACKNOWLEDGED: N_("Order acknowledged"),
    Step.ASSEMBLED: N_("Assembled"),
    Step.DEPARTED: N_("Departed"),
    Step.ARRIVED: N_("Arrived"),
    Step.CHECKED_IN: N_("Checked in at the field post"),
    Step.DEPLOYED: N_("Deployed"),
    Step.CONTROLLED: N_("Under control"),
    Step.COMPLETED: N_("Completed"),
    Step.WITHDRAWN: N_("Withdrawn"),
    Step.RETURNED: N_("Returned to base"),
}

OUTCOME_WORDS: dict[Outcome, str] = {
    Outcome.RETURNED: N_("Returned to base"),
    Outcome.CANCELLED: N_("Called off"),
    Outcome.RELEASED: N_("Released"),
}

CIRCLE_WORDS: dict[Circle, str] = {
    Circle.URBAN: N_("Urban 1-3-5 circle"),
    Circle.RURAL: N_("Rural 15-minute circle"),
    Circle.FOREST: N_("One-hour forest fire circle"),
}

MEASURE_WORDS: dict[Measure, str] = {
    Measure.START: N_("Time to depart"),
    Measure.ARRIVE: N_("Time to arrive"),
    Measure.JOINT: N_("Time to joint operation"),
}

SOURCE_WORDS: dict[Source, str] = {
    Source.ROAD: N_("Along roads"),
    Source.STRAIGHT: N_("Estimated from straight line"),
}

# Values in braces: codes are put into words, seconds and kilometres are formatted, by the window.
REASON_WORDS: dict[Code, str] = {
    Code.COMMITTED: N_("Out on {value}"),
    Code.BLOCKED: N_("Not usable: {value}"),
    Code.HAZARD_MISSING: N_("Not made for {value}"),
    Code.SKILL_MISSING: N_("Lacks {value}"),
    Code.HAZARD: N_("Made for {value}"),
    Code.SKILL: N_("Has {value}"),
    Code.PRIMARY: N_("Primary skill {value}"),
    Code.NOT_PRIMARY: N_("No primary skill for this"),
    Code.GRADE: N_("Grade {value}"),
    Code.UNGRADED: N_("Not graded"),
    Code.STATE: N_("Now {value}"),
    Code.STALE: N_("Not heard of for {value}"),
    Code.BEYOND_RADIUS: N_("{value} beyond its radius"),
    Code.NO_POSITION: N_("Position unknown"),
}

# Heading and sentence of each kind of automatic line; names in braces come from its body.
LINES: dict[str, tuple[str, str]] = {
    "teams.ordered": (N_("Dispatch order"), N_("{team_name} ordered to {place} ({number})")),
    "teams.stepped": (N_("Dispatch"), N_("{team}: {step} at {clock} ({number})")),
    "teams.step_corrected": (
        N_("Dispatch"),
        N_("{team}: time of '{step}' corrected to {clock} ({number}); {reason}"),
    ),
    "teams.step_undone": (
        N_("Dispatch"),
        N_("{team}: '{step}' taken back ({number}); {reason}"),
    ),
    "teams.cancelled": (N_("Dispatch"), N_("{team} called off ({number}); {reason}")),
    "teams.released": (N_("Dispatch"), N_("{team} released ({number}); {reason}")),
    "teams.safe": (N_("Safety call"), N_("{team}: everybody answered ({number}) {reason}")),
    "teams.result": (
        N_("Dispatch result"),
        N_(
            "{team} ({number}): {rescued} rescued, {found_dead} found dead,"
            " {evacuated} evacuated, {injured} own people injured; {remarks}"
        ),
    ),
    "teams.roads_imported": (N_("Road network"), N_("{roads} roads in use {name}")),
}

_STEP_CODES = {"step": {step.value: word for step, word in STEP_WORDS.items()}}

# Source texts of the facts that are codes, by kind, fact and code.
CODES: dict[str, dict[str, dict[str, str]]] = {
    "teams.stepped": _STEP_CODES,
    "teams.step_corrected": _STEP_CODES,
    "teams.step_undone": _STEP_CODES,
}
