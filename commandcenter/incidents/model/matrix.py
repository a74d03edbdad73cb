"""The matrix of stages, tiers and measures (“633”基层防汛防台), township by township.

What the tiers and measures are is in the county's dictionaries; a cell is one measure of one
tier in one township, whatever number of villages carries it out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from commandcenter.incidents.model.response import Stage
from commandcenter.kernel.errors import InWords, Rejected
from commandcenter.kernel.words import N_

_PARTS = 3


class CellState(StrEnum):
    """How far a measure is."""

    TODO = "todo"
    DOING = "doing"
    DONE = "done"


# What may follow each state; None stands for a cell that is new.
CELL_STEPS: dict[CellState | None, tuple[CellState, ...]] = {
    None: (CellState.TODO,),
    CellState.TODO: (CellState.DOING, CellState.DONE),
    CellState.DOING: (CellState.TODO, CellState.DONE),
    CellState.DONE: (CellState.DOING,),
}


CELL_WORDS: dict[str, str] = {
    CellState.TODO: N_("Not started"),
    CellState.DOING: N_("Under way"),
    CellState.DONE: N_("Done"),
}


class CellStepForbidden(InWords):
    """A measure cannot take this step."""

    sentence = N_("A measure that is '{state}' cannot become '{wanted}'. Look at it again.")
    words: ClassVar = {"state": CELL_WORDS, "wanted": CELL_WORDS}


class StageOver(Rejected):
    """The measures of a stage that is over are history."""

    sentence = N_("This stage is over. Its measures stay as they were.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A row of the dictionary `matrix_measure`, whose code is `stage:tier:measure`."""

    stage: Stage
    tier: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One measure of one tier in one township.

    Attributes:
        act_id: The act of the response that began the stage; one may come twice.
        measure: Code of the dictionary `matrix_measure`.
        area_code: Of the township.
        matter_id: The open task of the township that it belongs to.
        at: When it came to its state, as claimed.
        by: Who recorded that.
    """

    id: UUID
    response_id: UUID
    act_id: UUID
    stage: Stage
    area_code: str
    tier: str
    measure: str
    matter_id: UUID
    state: CellState = CellState.TODO
    at: datetime
    by: str
    note: str = ""
    drill_id: UUID | None = None
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a township is in a stage."""

    cells: int
    doing: int
    done: int

    @property
    def percent(self) -> int:
        """Whole percent that are done; 100 only if all are."""
        return self.done * 100 // self.cells if self.cells else 0


def measures_of(codes: Iterable[str], stage: Stage) -> tuple[Measure, ...]:
    """Return the measures of a stage, in the order of the dictionary; odd codes are left out."""
    found = []
    for code in codes:
        parts = code.split(":")
        if len(parts) == _PARTS and parts[0] == stage.value:
            found.append(Measure(stage=stage, tier=parts[1], code=code))
    return tuple(found)


def check_cell_step(cell: Cell, wanted: CellState) -> None:
    """Refuse a step that a measure cannot take.

    Raises:
        CellStepForbidden: The measure is in another state.
    """
    if wanted not in CELL_STEPS[cell.state]:
        raise CellStepForbidden(state=cell.state.value, wanted=wanted.value)


def progress(cells: Iterable[Cell]) -> Mapping[str, Progress]:
    """Return how far each township is, by its code."""
    states: dict[str, list[CellState]] = {}
    for cell in cells:
        states.setdefault(cell.area_code, []).append(cell.state)
    return {
        code: Progress(
            cells=len(found),
            doing=found.count(CellState.DOING),
            done=found.count(CellState.DONE),
        )
        for code, found in sorted(states.items())
    }
