"""The records of plans and drills that are edited in place."""

from commandcenter.database.kept import Keeper, Kind
from commandcenter.database.kept_rows import Rows
from commandcenter.drills import tables
from commandcenter.drills.model.correction import CorrectiveAction
from commandcenter.drills.model.drill import Drill, Objective, Participant, PlanOfDrill
from commandcenter.drills.model.evaluation import Evaluation, Item, Mark, Observation, Score
from commandcenter.drills.model.plan import File, Plan, PlanLevel
from commandcenter.drills.model.script import Inject
from commandcenter.drills.model.year import Activity, FrequencyRule, Period, Series

# Ordered so that what others refer to comes first.
ROWS = Rows(
    {
        Plan: tables.plan,
        PlanLevel: tables.plan_level,
        File: tables.drill_file,
        Drill: tables.drill,
        PlanOfDrill: tables.drill_plan,
        Objective: tables.drill_objective,
        Participant: tables.drill_participant,
        Inject: tables.drill_inject,
        Item: tables.evaluation_item,
        Evaluation: tables.evaluation,
        Score: tables.evaluation_score,
        Observation: tables.observation,
        Mark: tables.expectation_mark,
        CorrectiveAction: tables.corrective_action,
        FrequencyRule: tables.frequency_rule,
        Period: tables.drill_period,
        Series: tables.drill_series,
        Activity: tables.activity,
    }
)
KEEPER = Keeper(
    "drills",
    {
        Plan: Kind(code="plan", subject="id", name="title"),
        PlanLevel: Kind(code="plan_level", subject="plan_id", name="level"),
        File: Kind(code="file", subject="about", name="name"),
        Drill: Kind(code="drill", subject="id", name="title"),
        PlanOfDrill: Kind(code="plan_of_drill", subject="drill", name="plan_id"),
        Objective: Kind(code="objective", subject="drill", name="number"),
        Participant: Kind(code="participant", subject="drill", name="name"),
        Inject: Kind(code="inject", subject="drill", name="number"),
        Item: Kind(code="item", subject="id", name="text"),
        Evaluation: Kind(code="evaluation", subject="drill", name="evaluator"),
        Score: Kind(code="score", subject="drill", name="item_id"),
        Observation: Kind(code="observation", subject="drill", name="observer"),
        Mark: Kind(code="mark", subject="drill", name="line"),
        CorrectiveAction: Kind(code="corrective_action", subject="drill", name="number"),
        FrequencyRule: Kind(code="frequency_rule", subject="id", name="title"),
        Period: Kind(code="period", subject="id", name="title"),
        Series: Kind(code="series", subject="id", name="title"),
        Activity: Kind(code="activity", subject="id", name="title"),
    },
    ROWS,
)
