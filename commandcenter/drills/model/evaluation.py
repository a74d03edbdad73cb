"""Evaluation of a drill: forms, scores, what was seen, and how fast players acted."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from commandcenter.drills.model.drill import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of the evaluation form; rows of the county, shipped after AQ/T 9009.

    Attributes:
        form: Of live or of tabletop drills; None for both.
        group: Code of the dictionary `evaluation_group`.
        text: What is looked at.
        standard: What it has to be like.
        basis: Where it comes from.
    """

    id: UUID
    form: Form | None
    group: str
    position: int
    text: str
    standard: str = ""
    basis: str = ""
    is_active: bool = True
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The form of one evaluator.

    Attributes:
        evaluator: Name, as printed.
        login: Account that fills it in.
        post: Where the evaluator stood.
        comment: In a few sentences.
        handed_in_at: When it was handed in; None while it is being filled in.
    """

    id: UUID
    drill: UUID
    evaluator: str
    login: str = ""
    post: str = ""
    comment: str = ""
    handed_in_at: datetime | None = None
    version: int = 1


class Grade(StrEnum):
    """What an evaluator gives an item."""

    GOOD = "2"
    PARTLY = "1"
    BAD = "0"
    NONE = "na"  # does not apply


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What one evaluator gave one item."""

    id: UUID
    drill: UUID
    evaluation_id: UUID
    item_id: UUID
    grade: Grade
    comment: str = ""
    version: int = 1


class Seen(StrEnum):
    """What kind of observation it is."""

    STRENGTH = "strength"
    PROBLEM = "problem"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """Something an evaluator saw, at a time, about a line of the script or an objective.

    Attributes:
        observer: Name, as printed.
        login: Account that noted it.
    """

    id: UUID
    drill: UUID
    observer: str
    at: datetime
    kind: Seen
    text: str
    inject_id: UUID | None = None
    objective_id: UUID | None = None
    login: str = ""
    version: int = 1


class Met(StrEnum):
    """Whether players did what was expected."""

    MET = "met"
    LATE = "late"
    MISSED = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Whether one expected action of a line was done, and what in the record shows it.

    Attributes:
        line: Which of the expected actions, from 0.
        seq: Journal row of the log entry, dispatch or report that shows it; None for none.
        at: When it was done; None if it was missed.
        by: Who judged.
    """

    id: UUID
    drill: UUID
    inject_id: UUID
    line: int
    met: Met
    seq: int | None = None
    at: datetime | None = None
    by: str = ""
    note: str = ""
    version: int = 1
