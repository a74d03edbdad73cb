"""The script of a drill as a table: a row for each line, understood again after any editing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any
from uuid import UUID

from commandcenter.documents.sheets import kinds
from commandcenter.documents.sheets.book import Sheet, cell_name
from commandcenter.documents.sheets.converting import MOST_ERRORS, Row, Table
from commandcenter.documents.sheets.fields import CellError, Fault, Field, Kind
from commandcenter.documents.sheets.headings import Columns, guess
from commandcenter.documents.sheets.writing import NewSheet, of_fields
from commandcenter.drills import sheet_kinds
from commandcenter.drills.model.branches import Flaw, flaws
from commandcenter.drills.model.checks import LONG, MAX_COUNT, MAX_LINE, MAX_TEXT
from commandcenter.drills.model.code_words import MEDIUM_WORDS, VISIBILITY_WORDS
from commandcenter.drills.model.drill import Objective
from commandcenter.drills.model.fields import FIELD_WORDS
from commandcenter.drills.model.line_checks import MOST_LINES, tidied
from commandcenter.drills.model.script import Inject, Medium, Visibility
from commandcenter.drills.model.script_lines import in_order
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_, Translate

TITLE = N_("Script of the drill")
_OBJECTIVE, _DECIDER = "objective_id", "decided_by"
_NO_SUCH_LINE = N_(
    "Sheet {sheet}, cell {cell}: no row of the table has the number {text}. Correct {field}."
)
_OWN_LINE = N_("Sheet {sheet}, cell {cell}: a line cannot be decided by itself. Correct {field}.")
_CIRCLE = N_(
    "Sheet {sheet}, cell {cell}: the branches {branches} wait for each other. Let one of them be"
    " decided by a line outside of them."
)
_TOO_MANY = N_("Sheet {sheet}, cell {cell}: a script has at most {limit} lines. Divide the drill.")

# In the order of the columns; what is not told here is called like its field.
_TITLES: Mapping[str, str] = {
    "number": N_("Line"),
    "offset_s": FIELD_WORDS["offset_s"],
    "title": FIELD_WORDS["title"],
    "text": N_("Content of the inject"),
    "sender": N_("Inject sent by"),
    "receiver": N_("Inject sent to"),
    "medium": FIELD_WORDS["medium"],
    "expected": FIELD_WORDS["expected_action"],
    "within_s": N_("Time allowed in minutes"),
    _OBJECTIVE: FIELD_WORDS["objective_id"],
    "owner": N_("Delivered by"),
    "visibility": FIELD_WORDS["visibility"],
    "branch": FIELD_WORDS["branch"],
    _DECIDER: N_("Decided after line"),
    "condition": FIELD_WORDS["condition"],
    "scene": FIELD_WORDS["scene"],
    "dialogue": FIELD_WORDS["dialogue"],
    "narration": FIELD_WORDS["narration"],
    "picture": FIELD_WORDS["picture"],
}
_ALIASES: Mapping[str, Sequence[str]] = {
    "number": ("序号", "编号", "条号", "No.", "Number", "#"),
    "offset_s": ("时间", "计划时间", "时间偏移", "开始后", "时刻", "Time", "Offset", "T+"),
    "title": ("标题", "事件", "注入标题", "Title"),
    "text": ("内容", "注入内容", "事件注入", "情况", "情景信息", "Text", "Content"),
    "sender": ("发出", "发送方", "发出单位", "来自", "From", "Sender"),
    "receiver": ("接收", "接收单位", "接收方", "发给", "To", "Receiver"),
    "medium": ("方式", "方法", "注入方式", "媒介", "Medium"),
    "expected": ("预期行动", "行动", "期望行动", "应对动作", "Expected action"),
    "within_s": ("时限", "时限（分钟）", "完成时限", "限时", "Time allowed", "Limit"),
    _OBJECTIVE: ("目标", "对应目标", "演练目标", "Objective"),
    "owner": ("执行人", "注入人", "导调员", "责任人", "Owner"),
    "visibility": ("可见范围", "可见", "Visible to"),
    "branch": ("分支", "所属分支", "Branch"),
    _DECIDER: ("分支依据", "决定行", "决定于第几条", "Decided by", "Decided after"),
    "condition": ("条件", "开启条件", "分支条件", "Condition"),
    "scene": ("场景", "地点场景", "Scene"),
    "dialogue": ("对白", "台词", "Dialogue"),
    "narration": ("解说词", "解说", "Narration"),
    "picture": ("画面", "镜头", "Picture"),
}
_REQUIRED = frozenset({"number", "offset_s", "title"})
_WIDE = frozenset({"title", "text", "expected", "dialogue", "narration"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetKind:
    """What a sheet of a script is about.

    Attributes:
        title: Source text; the name of the exported sheet.
    """

    title: str
    fields: Sequence[Field]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What an import would do to a script.

    Attributes:
        wanted: The script as it would be, in its order.
        changed: Each line before and after.
        same: How many lines stay as they are.
    """

    wanted: tuple[Inject, ...]
    added: tuple[Inject, ...]
    changed: tuple[tuple[Inject, Inject], ...]
    removed: tuple[Inject, ...]
    same: int


def sheet_kind(objectives: Sequence[Objective]) -> SheetKind:
    """Return the sheet of a script.

    Args:
        objectives: Those of the drill.
    """
    special: dict[str, Kind] = {
        "number": kinds.whole(least=1, most=MAX_COUNT),
        "offset_s": sheet_kinds.offset(),
        "within_s": sheet_kinds.limit(),
        _OBJECTIVE: sheet_kinds.objective({one.number for one in objectives}),
        _DECIDER: sheet_kinds.line_number(),
        "medium": kinds.choice({code.value: word for code, word in MEDIUM_WORDS.items()}),
        "visibility": kinds.choice({code.value: word for code, word in VISIBILITY_WORDS.items()}),
    }
    return SheetKind(
        title=TITLE,
        fields=tuple(
            Field(
                name=name,
                title=title,
                kind=special.get(name) or _text(name),
                aliases=_ALIASES[name],
                is_required=name in _REQUIRED,
                is_key=name == "number",
                width=36 if name in _WIDE else 14,
            )
            for name, title in _TITLES.items()
        ),
    )


def _text(name: str) -> Kind:
    return kinds.text(most=MAX_TEXT if name in LONG else MAX_LINE, is_prose=True)


def is_script(sheet: Sheet, kind: SheetKind) -> bool:
    """Say whether a sheet has the headings of a script."""
    needed = {one.name for one in kind.fields if one.is_required}
    columns = guess(sheet, kind.fields)
    return needed <= columns.of_field.keys() | columns.unclear.keys()


def sheet_of(
    script: Sequence[Inject], objectives: Sequence[Objective], words: Translate
) -> NewSheet:
    """Return a script as the sheet that an import understands again."""
    goals = {one.id: one.number for one in objectives}
    lines = {one.id: one.number for one in script}
    kind = sheet_kind(objectives)
    rows = (_row(one, goals, lines) for one in script)
    return of_fields(words(kind.title), kind.fields, rows, words)


def _row(line: Inject, goals: Mapping[UUID, int], lines: Mapping[UUID, int]) -> dict[str, Any]:
    values = {name: getattr(line, name) for name in _TITLES}
    values[_OBJECTIVE] = None if line.objective_id is None else goals.get(line.objective_id)
    values[_DECIDER] = None if line.decided_by is None else lines.get(line.decided_by)
    return values


def cross_checked(sheet: Sheet, columns: Columns, table: Table) -> Table:
    """Return a table with the mistakes that show only between its rows added, by cell."""
    if table.error_count or not table.rows:
        return table
    found = list(_between_rows(sheet, columns, table.rows))
    return replace(table, errors=found[:MOST_ERRORS], error_count=len(found))


def _between_rows(sheet: Sheet, columns: Columns, rows: Sequence[Row]) -> Iterator[CellError]:
    if len(rows) > MOST_LINES:
        fault = Fault(sentence=_TOO_MANY, facts={"limit": MOST_LINES})
        yield _error(sheet, columns, rows[MOST_LINES], "number", fault)
        return
    known = {row.values["number"]: row for row in rows}
    for row in rows:
        decider = row.values[_DECIDER]
        if decider is not None and decider not in known:
            yield _error(sheet, columns, row, _DECIDER, Fault(sentence=_NO_SUCH_LINE))
        elif decider == row.values["number"]:
            yield _error(sheet, columns, row, _DECIDER, Fault(sentence=_OWN_LINE))
    lines = {number: new_id() for number in known}
    drafts = [_draft(row, lines) for row in rows]
    for line, flaw, facts in flaws(in_order(drafts)):
        if flaw is Flaw.CIRCLE:
            fault = Fault(sentence=_CIRCLE, facts=facts)
            yield _error(sheet, columns, known[line.number], _DECIDER, fault)


def _draft(row: Row, lines: Mapping[int, UUID]) -> Inject:
    number = row.values["number"]
    return Inject(
        id=lines[number],
        drill=lines[number],
        number=number,
        offset_s=row.values["offset_s"],
        title="",
        branch=row.values["branch"],
        decided_by=lines.get(row.values[_DECIDER]),
    )


def _error(sheet: Sheet, columns: Columns, row: Row, name: str, fault: Fault) -> CellError:
    at = columns.of_field[name]
    return CellError(
        sheet=sheet.name,
        cell=cell_name(row.number - 1, at),
        field=_TITLES[name],
        text=sheet.text(row.number - 1, at),
        fault=fault,
    )


def preview(
    rows: Iterable[Row],
    columns: Columns,
    script: Sequence[Inject],
    *,
    objectives: Sequence[Objective],
    drill_id: UUID,
) -> Preview:
    """Return what the rows of a table would do to a script.

    Lines are the same if their numbers are. A field without a column stays as it is; lines
    that are not in the table go.

    Args:
        rows: Of a table without mistakes.
        script: As it stands.
    """
    before = {line.number: line for line in script}
    given = list(rows)
    goals = {one.number: one.id for one in objectives}
    numbers = [row.values["number"] for row in given]
    ids = {one: before[one].id if one in before else new_id() for one in numbers}
    wanted: list[Inject] = []
    for row in given:
        old = before.get(row.values["number"])
        base = old or Inject(id=new_id(), drill=drill_id, number=1, offset_s=0, title="")
        base = replace(tidied(base), id=ids[row.values["number"]])
        new = replace(base, **_values(row.values, columns, goals, ids))
        wanted.append(old if old is not None and tidied(old) == new else new)
    return _compared(script, in_order(wanted))


def _values(
    said: Mapping[str, Any],
    columns: Columns,
    goals: Mapping[int, UUID],
    ids: Mapping[int, UUID],
) -> dict[str, Any]:
    values = {name: said[name] for name in _TITLES if name in columns.of_field}
    if _OBJECTIVE in values:
        values[_OBJECTIVE] = goals.get(values[_OBJECTIVE])
    if _DECIDER in values:
        values[_DECIDER] = ids.get(values[_DECIDER])
    if "medium" in values:
        values["medium"] = Medium(values["medium"] or _default("medium"))
    if "visibility" in values:
        values["visibility"] = Visibility(values["visibility"] or _default("visibility"))
    return values


def _default(name: str) -> Any:
    return next(one.default for one in fields(Inject) if one.name == name)


def _compared(before: Sequence[Inject], wanted: tuple[Inject, ...]) -> Preview:
    known = {line.id: line for line in before}
    kept = {line.id for line in wanted}
    pairs = [(known[line.id], line) for line in wanted if line.id in known]
    return Preview(
        wanted=wanted,
        added=tuple(line for line in wanted if line.id not in known),
        changed=tuple((old, new) for old, new in pairs if old != new),
        removed=tuple(line for line in before if line.id not in kept),
        same=sum(old == new for old, new in pairs),
    )
