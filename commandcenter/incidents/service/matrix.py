"""The matrix of a response: what each township has to do in a stage, and how far it is.

A township gets one open task in each stage, with the due time of the stage; its cells say
what belongs to it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from commandcenter.database import journal
from commandcenter.database.engine import Database
from commandcenter.database.journal import Line
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.model import Area, NoSuchRule
from commandcenter.directory.rights import Right, require
from commandcenter.directory.service import areas, phrases, rules
from commandcenter.incidents.model.matrix import (
    Cell,
    CellState,
    Measure,
    Progress,
    StageOver,
    check_cell_step,
    measures_of,
    progress,
)
from commandcenter.incidents.model.response import BeforeLastAct, Response, Stage
from commandcenter.incidents.model.response_checks import MAX_TEXT, OverlongField, check_past
from commandcenter.incidents.store import response as store
from commandcenter.incidents.store.keeping import KEEPER, ROWS
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.text import admit
from commandcenter.kernel.times import day_of, minute
from commandcenter.matters.model.matter import Matter, MatterKind
from commandcenter.matters.service import clocks, matters

MEASURES = "matrix_measure"
STAGES = "matrix_stage"
TIERS = "matrix_tier"
# Rule with the hazards, separated by blanks, whose responses have a matrix.
HAZARDS = "response.matrix_hazards"
TOWNSHIP = "township"
VILLAGE = "village"
_ORDER = ("area_code", "measure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The matrix of a response in its present stage.

    Attributes:
        cells: By township, in the order of measures.
        progress: How far each township is, by its code.
    """

    stage: Stage
    cells: tuple[Cell, ...]
    progress: Mapping[str, Progress]


def due_rule(stage: Stage) -> str:
    """Return the code of the rule that says how long the measures of a stage may take."""
    return f"response.measures_{stage.value}_s"


def enter_in(tx: WriteTx, one: Response) -> None:
    """Make tasks of the stage that a response has come to; those of the last stage end."""
    _leave(tx, one)
    if one.opening.hazard not in _hazards(tx, one.since):
        return
    codes = [term.code for term in phrases.words(tx, MEASURES)]
    measures = measures_of(codes, one.stage)
    places = townships_in(tx, one.decree.areas, on=day_of(one.since)) if measures else ()
    tasks = [(place, _task(tx, one, place.name)) for place in places]
    cells = [
        _cell(tx, one, place, measure, task.id) for place, task in tasks for measure in measures
    ]
    if cells:
        KEEPER.add_all(tx, cells, subject=one.id)
    for _, task in tasks:
        matters.open_in(tx, task)


def _hazards(tx: Tx, at: datetime) -> frozenset[str]:
    try:
        return frozenset(rules.value(tx, HAZARDS, on=day_of(at)).split())
    except NoSuchRule:
        return frozenset()


def _leave(tx: WriteTx, one: Response) -> None:
    if len(one.history) > 1:
        earlier = ROWS.where(tx, Cell, _ORDER, response_id=one.id)
        for matter_id in dict.fromkeys(cell.matter_id for cell in earlier):
            matters.replace_in(tx, matter_id, at=tx.at, by=tx.officer.name, result=one.stage.value)


def townships_in(tx: Tx, codes: frozenset[str], *, on: date) -> tuple[Area, ...]:
    """Return the townships that areas belong to or are; all of them for none or a county."""
    known = {area.code: area for area in areas.existing(tx, on=on)}
    every = tuple(area for area in known.values() if area.tier == TOWNSHIP)
    found = [known[code] for code in codes & known.keys()]
    wanted = {area.parent if area.tier == VILLAGE else area.code for area in found}
    named = tuple(area for area in every if area.code in wanted)
    return named or every


def _task(tx: Tx, one: Response, township: str) -> Matter:
    stages = {term.code: term.zh for term in phrases.words(tx, STAGES)}
    limit = clocks.limit_in(tx, due_rule(one.stage), one.since)
    return Matter(
        id=new_id(),
        kind=MatterKind.TASK,
        title=f"{one.number} {stages.get(one.stage.value, one.stage.value)} {township}",
        opened_at=one.since,
        owner=township,
        due_at=None if limit is None else one.since + limit,
        drill_id=one.opening.drill_id,
        about=one.id,
    )


def _cell(tx: WriteTx, one: Response, place: Area, measure: Measure, matter_id: UUID) -> Cell:
    return Cell(
        id=new_id(),
        response_id=one.id,
        act_id=one.decree.id,
        stage=one.stage,
        area_code=place.code,
        tier=measure.tier,
        measure=measure.code,
        matter_id=matter_id,
        at=one.since,
        by=tx.officer.name,
        drill_id=one.opening.drill_id,
    )


def set_cells(
    db: Database,
    ids: Sequence[UUID],
    state: CellState,
    *,
    officer: Officer,
    act_id: UUID,
    at: datetime | None = None,
    note: str = "",
) -> Matrix:
    """Say of measures of one response how far they are, of all of them or of none.

    A township whose measures are all done has its task closed.

    Args:
        at: When it was so, as told; None means now.
        act_id: Made by the caller so that sending again notes it once.

    Raises:
        NotAllowed, CellStepForbidden, StageOver, BeforeLastAct, NotYet, OverlongField:
            Nothing was written.
        Conflict: There is no such measure, or they belong to several responses.
        Unavailable: The outcome is unknown; send it again with the same *act_id*.
    """
    require(officer, Right.REPORT)
    note, _ = admit(note)
    if len(note) > MAX_TEXT:
        raise OverlongField(field="note", length=len(note), limit=MAX_TEXT)
    with db.write(officer) as tx:
        cells = ROWS.with_ids(tx, Cell, ids)
        one = _response_of(tx, cells)
        if not journal.has(tx, act_id):
            _set(tx, one, cells, state, at=at, note=note, act_id=act_id)
        return _matrix(tx, one)


def _response_of(tx: Tx, cells: Sequence[Cell]) -> Response:
    owners = {cell.response_id for cell in cells}
    one = store.find(tx, owners.pop()) if len(owners) == 1 else None
    if one is None:
        raise Conflict
    return one


def _set(
    tx: WriteTx,
    one: Response,
    cells: Sequence[Cell],
    state: CellState,
    *,
    at: datetime | None,
    note: str,
    act_id: UUID,
) -> None:
    check_past(at, now=tx.at)
    moment = at or max(tx.at, *(cell.at for cell in cells))
    for cell in cells:
        _check(one, cell, state, moment)
    by = tx.officer.name
    pairs = [(cell, replace(cell, state=state, at=moment, by=by, note=note)) for cell in cells]
    before = progress(_current(tx, one))
    KEEPER.change_alike(tx, pairs, ("state", "at", "by", "note"), subject=one.id)
    body = {"number": one.number, "state": state.value, "count": len(cells), "by": by}
    journal.append(
        tx, "response.measures", body, id=act_id, subject=one.id, drill_id=one.opening.drill_id
    )
    touched = dict.fromkeys(cell.area_code for cell in cells)
    for code in touched:
        _follow(tx, one, code, before[code], at=moment)


def _check(one: Response, cell: Cell, state: CellState, at: datetime) -> None:
    if cell.act_id != one.decree.id:
        raise StageOver
    check_cell_step(cell, state)
    if at < cell.at:
        raise BeforeLastAct(last=minute(cell.at))


def _follow(tx: WriteTx, one: Response, code: str, before: Progress, *, at: datetime) -> None:
    """Close the task of a township that has done everything; open it again if it has not."""
    cells = [cell for cell in _current(tx, one) if cell.area_code == code]
    is_done = all(cell.state is CellState.DONE for cell in cells)
    was_done = before.done == before.cells
    names = {area.code: area.name for area in areas.existing(tx, on=day_of(tx.at))}
    name = names.get(code, code)
    if is_done and not was_done:
        body = {
            "number": one.number,
            "stage": one.stage.value,
            "area": name,
            "by": tx.officer.name,
        }
        journal.append(
            tx,
            "response.township_done",
            body,
            id=new_id(),
            subject=one.id,
            line=Line.AUTOMATIC,
            drill_id=one.opening.drill_id,
        )
        matters.close_in(
            tx,
            cells[0].matter_id,
            at=at,
            by=tx.officer.name,
            result=f"{before.cells}/{before.cells}",
        )
    elif was_done and not is_done:
        _open_again(tx, one, cells, name)


def _open_again(tx: WriteTx, one: Response, cells: Sequence[Cell], name: str) -> None:
    task = _task(tx, one, name)
    pairs = [(cell, replace(cell, matter_id=task.id)) for cell in cells]
    KEEPER.change_alike(tx, pairs, ("matter_id",), subject=one.id)
    matters.open_in(tx, task)


def _current(tx: Tx, one: Response) -> tuple[Cell, ...]:
    """Return the cells of the present stage, by township, in the order of the dictionary."""
    places = {term.code: place for place, term in enumerate(phrases.words(tx, MEASURES))}
    cells = ROWS.where(tx, Cell, _ORDER, act_id=one.decree.id)
    return tuple(
        sorted(cells, key=lambda cell: (cell.area_code, places.get(cell.measure, len(places))))
    )


def _matrix(tx: Tx, one: Response) -> Matrix:
    cells = _current(tx, one)
    return Matrix(stage=one.stage, cells=cells, progress=progress(cells))


def of_response(db: Database, response_id: UUID) -> Matrix:
    """Return the matrix of a response in its present stage; empty if its hazard has none.

    Raises:
        Conflict: There is no such response.
    """
    with db.read() as tx:
        return of_response_in(tx, response_id)


def of_response_in(tx: Tx, response_id: UUID) -> Matrix:
    """Do what `of_response` does inside a transaction."""
    one = store.find(tx, response_id)
    if one is None:
        raise Conflict
    return _matrix(tx, one)
