"""The plan of a drill (工作方案): why, what, who, when, how, and how it is judged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from commandcenter.documents import dates
from commandcenter.documents.paper import Layout, Paper
from commandcenter.documents.tables import Column, Value
from commandcenter.drills.model.code_words import (
    CONTENT_WORDS,
    FORM_WORDS,
    PART_WORDS,
    PURPOSE_WORDS,
    TIER_WORDS,
)
from commandcenter.drills.model.dossier import Dossier
from commandcenter.drills.model.drill import Drill, Participant
from commandcenter.drills.model.fields import FIELD_WORDS
from commandcenter.drills.papers import marks
from commandcenter.kernel.times import BEIJING, day_of
from commandcenter.kernel.words import N_
from commandcenter.teams.papers.ground import Ground, number_or_nothing

THEMES, GROUPS, HAZARDS = "drill_theme", "drill_group", "hazard_kind"
_TITLE = N_("{title}\nPlan of the drill")
_MONTH = N_("Month {month}")
_YUAN = N_("{amount} yuan")
_NOT_WRITTEN = N_("Nothing is written here yet.")
_NO_GOALS = N_("No objectives are written yet")
_NOBODY = N_("Nobody is named yet")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDrill:
    """What the plan of a drill is printed from.

    Attributes:
        plans: Titles of the plans that it practises.
    """

    dossier: Dossier
    plans: Sequence[str] = ()


def drill_plan(ground: Ground, planned: PlannedDrill) -> bytes:
    """Return the plan of a drill; a draft while it is not ready.

    Raises:
        Cancelled: The officer no longer wants it.
    """
    drill, words = planned.dossier.drill, ground.words
    title = words(_TITLE).format(title=drill.title)
    paper = marks.begin(ground, drill, title, layout=Layout.FORM)
    sections = _Sections(ground, paper)
    sections.heading(N_("Purpose and requirements"))
    sections.text(drill.aims)
    paper.heading(words(N_("Objectives of the drill")), level=2)
    paper.table(_goal_columns(ground), _goals(planned), empty=words(_NO_GOALS))
    sections.heading(N_("Scenario"))
    sections.text(drill.scenario)
    sections.heading(N_("Scale and time"))
    paper.facts([fact for fact in _facts(ground, planned) if fact[1]], columns=1)
    sections.heading(N_("Units, people and their tasks"))
    rows = (_participant(ground, one) for one in _in_groups(ground, planned.dossier))
    paper.table(_people_columns(ground), rows, empty=words(_NOBODY))
    sections.heading(N_("Preparation"))
    for name in ("supplies", "communications"):
        paper.heading(words(FIELD_WORDS[name]), level=2)
        sections.text(getattr(drill, name))
    for title_, text in (
        (N_("Main steps"), drill.course),
        (N_("Safety"), drill.safety),
        (N_("Technical and support conditions"), drill.support),
        (N_("Evaluation and summary"), drill.review),
    ):
        sections.heading(title_)
        sections.text(text)
    if ground.seal is not None:
        unit = drill.lead_org or ground.centre
        paper.closing(unit, dates.day(words, day_of(ground.seal.at)))
    return ground.finish(paper)


class _Sections:
    """Numbers the sections of a paper."""

    def __init__(self, ground: Ground, paper: Paper) -> None:
        self._ground = ground
        self._paper = paper
        self._numbers = count(1)

    def heading(self, title: str) -> None:
        """Begin the next section."""
        words = self._ground.words
        self._paper.heading(dates.numbered(words, next(self._numbers), words(title)))

    def text(self, text: str) -> None:
        """Print what was written, or that nothing was."""
        self._paper.paragraph(text.strip() or self._ground.words(_NOT_WRITTEN))


def _goal_columns(ground: Ground) -> list[Column]:
    words = ground.words
    return [
        Column(words(FIELD_WORDS["number"]), width_mm=14, align="center"),
        Column(words(N_("Objective")), width_mm=78),
        Column(words(FIELD_WORDS["criteria"]), width_mm=66),
    ]


def _goals(planned: PlannedDrill) -> Iterator[tuple[Value, ...]]:
    for one in planned.dossier.objectives:
        yield (f"O{one.number}", one.text, one.criteria)


def _facts(ground: Ground, planned: PlannedDrill) -> list[tuple[str, str]]:
    words, drill = ground.words, planned.dossier.drill
    budget = "" if drill.budget_yuan is None else words(_YUAN).format(amount=drill.budget_yuan)
    return [
        (words(N_("Drill number")), marks.number_of(drill)),
        (words(FIELD_WORDS["subject"]), drill.subject),
        (words(N_("Kind of drill")), kind_of(ground, drill)),
        (words(N_("Level of the drill")), words(TIER_WORDS[drill.tier])),
        (words(N_("Plans it practises")), "\n".join(planned.plans)),
        (words(N_("Time of the drill")), when(ground, drill)),
        (words(N_("Place")), ground.place(drill.area_code, drill.place)),
        (words(FIELD_WORDS["risk_point"]), drill.risk_point),
        (words(FIELD_WORDS["lead_org"]), drill.lead_org),
        (words(FIELD_WORDS["expected"]), number_or_nothing(drill.expected)),
        (words(N_("Budget")), budget),
    ]


def kind_of(ground: Ground, drill: Drill) -> str:
    """Return how a drill is classified, in one line."""
    words = ground.words
    return ground.joined(
        [
            words(CONTENT_WORDS[drill.content]),
            words(FORM_WORDS[drill.form]),
            words(PURPOSE_WORDS[drill.purpose]),
            ground.word(THEMES, drill.theme),
            ground.word(HAZARDS, drill.hazard),
            words(N_("No script")) if drill.is_unscripted else "",
            words(N_("No notice")) if drill.is_unannounced else "",
        ]
    )


def when(ground: Ground, drill: Drill) -> str:
    """Return when a drill is to be held, as far as that was said."""
    words = ground.words
    if drill.begins_at is None:
        return words(_MONTH).format(month=drill.month) if drill.month else ""
    begins = dates.moment(words, drill.begins_at)
    if drill.ends_at is None:
        return begins
    ends = drill.ends_at.astimezone(BEIJING)
    is_same_day = day_of(drill.begins_at) == ends.date()
    return f"{begins}–{ends:%H:%M}" if is_same_day else f"{begins}–{dates.moment(words, ends)}"


def _in_groups(ground: Ground, dossier: Dossier) -> list[Participant]:
    """Return who takes part by group in the order of the county; those without one come last."""
    order = {code: at for at, code in enumerate(ground.dictionaries.codes(GROUPS))}
    last = len(order)
    return sorted(
        dossier.participants,
        key=lambda one: (order.get(one.group, last), one.group, list(PART_WORDS).index(one.part)),
    )


def _people_columns(ground: Ground) -> list[Column]:
    words = ground.words
    return [
        Column(words(FIELD_WORDS["group"]), width_mm=26),
        Column(words(N_("Unit, team or person")), width_mm=40),
        Column(words(FIELD_WORDS["part"]), width_mm=18, align="center"),
        Column(words(N_("People it brings")), width_mm=12, align="right"),
        Column(words(FIELD_WORDS["task"]), width_mm=60),
    ]


def _participant(ground: Ground, one: Participant) -> tuple[Value, ...]:
    return (
        ground.word(GROUPS, one.group),
        [one.name, one.contact] if one.contact else one.name,
        ground.words(PART_WORDS[one.part]),
        number_or_nothing(one.headcount),
        one.task,
    )
