"""Shipped drills that a planner begins with: one file each, complete and ready to change."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import resources
from commandcenter.drills.model.dossier import Dossier
from commandcenter.drills.model.drill import (
    Content,
    Drill,
    Form,
    Objective,
    Part,
    Participant,
    Purpose,
    Who,
)
from commandcenter.drills.model.line_checks import check_line
from commandcenter.drills.model.script import Inject, Medium, Visibility
from commandcenter.drills.model.script_lines import in_order
from commandcenter.kernel.ids import new_id

# A template has no day; this one only says how long it lasts.
_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)
_ENUMS: Mapping[str, Any] = {"content": Content, "form": Form, "purpose": Purpose}
_MINUTE_S, _HOUR_S = 60, 3_600
_LINE_FIELDS = {"from": "sender", "to": "receiver", "n": "number"}
_COUNTED = ("at", "within", "goal", "after")


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A shipped drill, as offered.

    Attributes:
        code: Name of its file; stays for good.
        minutes: How long it is planned to last.
        lines: How many lines its script has.
    """

    code: str
    title: str
    subject: str
    hazard: str
    minutes: int
    lines: int


def offered() -> tuple[Template, ...]:
    """Return the shipped drills, by the name of their file."""
    return tuple(
        Template(
            code=path.stem,
            title=said["title"],
            subject=said["subject"],
            hazard=said["hazard"],
            minutes=said["minutes"],
            lines=len(said["inject"]),
        )
        for path in _files()
        for said in [_said(path)]
    )


def read(code: str) -> Dossier:
    """Return a shipped drill with everything that is planned for it.

    Raises:
        KeyError: There is no such template.
    """
    path = {one.stem: one for one in _files()}[code]
    said = _said(path)
    drill = _drill(said)
    objectives = tuple(
        Objective(id=new_id(), drill=drill.id, number=number, **_ticked(one))
        for number, one in enumerate(said["objective"], start=1)
    )
    return Dossier(
        drill=drill,
        objectives=objectives,
        participants=tuple(_participant(one, drill.id) for one in said["participant"]),
        injects=in_order(_lines(said["inject"], drill.id, objectives)),
    )


def _files() -> list[Path]:
    return sorted(resources.path("drills", "templates").glob("*.toml"))


def _said(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def _drill(said: Mapping[str, Any]) -> Drill:
    known = {one.name for one in fields(Drill)}
    values = {
        name: _ENUMS[name](value) if name in _ENUMS else value
        for name, value in said.items()
        if name in known
    }
    ends_at = _ANY_DAY + timedelta(minutes=said["minutes"])
    drill_id = new_id()
    return Drill(id=drill_id, year=0, number=0, begins_at=_ANY_DAY, ends_at=ends_at, **values)


def _ticked(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return an objective that was thought through: all five letters of SMART are ticked."""
    ticked = ("is_specific", "is_measurable", "is_achievable", "is_relevant", "is_timed")
    return {**said, **dict.fromkeys(ticked, True)}


def _participant(said: Mapping[str, Any], drill_id: UUID) -> Participant:
    values = {**said, "part": Part(said.get("part", "player"))}
    return Participant(id=new_id(), drill=drill_id, who=Who.OTHER, ref=None, **values)


def _lines(
    said: Sequence[Mapping[str, Any]], drill_id: UUID, objectives: Sequence[Objective]
) -> list[Inject]:
    ids = {one["n"]: new_id() for one in said}
    found = []
    for one in said:
        texts = {_LINE_FIELDS.get(name, name): value for name, value in one.items()}
        values: dict[str, Any] = {
            name: value for name, value in texts.items() if name not in _COUNTED
        }
        values["medium"] = Medium(one["medium"])
        values["visibility"] = Visibility(one.get("visibility", "players"))
        values["offset_s"] = _seconds(one["at"])
        values["within_s"] = one["within"] * _MINUTE_S if "within" in one else None
        values["objective_id"] = objectives[one["goal"] - 1].id if "goal" in one else None
        values["decided_by"] = ids[one["after"]] if "after" in one else None
        line = Inject(id=ids[one["n"]], drill=drill_id, **values)
        check_line(line)
        found.append(line)
    return found


def _seconds(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * _HOUR_S + int(minutes) * _MINUTE_S
