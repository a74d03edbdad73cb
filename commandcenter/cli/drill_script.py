"""`commandcenter drills`: the plan of a drill, and its script out to Excel and back."""

import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

import click

from commandcenter.cli.export import hand_out, out_option
from commandcenter.cli.log import writing_officer
from commandcenter.cli.running import (
    REFUSED,
    Terminal,
    county,
    database_option,
    json_option,
    lang_option,
    login_option,
    password_option,
    speaking,
)
from commandcenter.database.engine import Database
from commandcenter.documents.sheets.converting import Table, convert
from commandcenter.documents.sheets.headings import Columns, guess
from commandcenter.documents.sheets.reading import read
from commandcenter.documents.sheets.writing import workbook
from commandcenter.drills import script_sheets
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.papers.marks import number_of
from commandcenter.drills.script_sheets import Preview, sheet_kind, sheet_of
from commandcenter.drills.service import drill_exports, objectives
from commandcenter.drills.service import script as script_service
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_

_SAVED = N_("Saved: {path}")
_DONE = N_("Lines added: {added}, changed: {changed}, taken out: {removed}, the same: {same}.")
_WOULD = N_(
    "Nothing was written. Lines that would be added: {added}, changed: {changed}, taken out:"
    " {removed}, the same: {same}."
)
_MISTAKES = N_("Mistakes: {count}. Nothing was written.")


class NoScriptSheet(Rejected):
    """No sheet of a file has headings of a script."""

    sentence = N_(
        "{name} has no sheet of a script. It needs at least the headings: Line, Offset, Title."
    )


class _Paper(Protocol):
    def __call__(
        self, db: Database, drill_id: UUID, /, *, at: datetime, language: str
    ) -> bytes: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What the sheet of a file holds."""

    columns: Columns
    table: Table


@click.command("plan")
@click.argument("drill", metavar="DRILL")
@out_option
@database_option
@lang_option
def plan(drill: str, out: Path, address: str, lang: str) -> None:
    """The plan (工作方案) of a DRILL, such as 2026-003, as PDF."""
    _print(drill_exports.drill_plan, "drill_plan", drill, out, address, lang)


@click.command("script")
@click.argument("drill", metavar="DRILL")
@out_option
@database_option
@lang_option
def script(drill: str, out: Path, address: str, lang: str) -> None:
    """The script (脚本) of a DRILL, such as 2026-003: PDF for a .pdf FILE, else Excel."""
    if out.suffix.lower() == ".pdf":
        _print(drill_exports.script, "drill_script", drill, out, address, lang)
        return
    with speaking(lang) as terminal, county(address) as db:
        one = drill_exports.drill_with(db, drill)
        goals, lines = objectives.of_drill(db, one.id), script_service.lines(db, one.id)
        data = workbook([sheet_of(lines, goals, terminal.words)], name=out.name)
        hand_out(db, out, data, paper="drill_script_sheet", of=number_of(one))
        terminal.say(_SAVED, path=out)


@click.command("import-script")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--drill", "number", required=True, help="Year and number, such as 2026-003.")
@click.option("--check", "is_check", is_flag=True, help="Say what would be done; write nothing.")
@login_option
@password_option
@json_option
@database_option
@lang_option
def import_script(
    file: Path,
    *,
    number: str,
    is_check: bool,
    login: str | None,
    password: str | None,
    as_json: bool,
    address: str,
    lang: str,
) -> None:
    """Take the script of a DRILL from an Excel or CSV FILE, all of it or nothing."""
    with speaking(lang) as terminal, county(address) as db:
        officer = writing_officer(db, login, password, terminal)
        one = drill_exports.drill_with(db, number)
        goals, seen = objectives.of_drill(db, one.id), script_service.lines(db, one.id)
        found = _found(file, sheet_kind(goals))
        if found.table.error_count:
            _tell_errors(terminal, found.table, as_json=as_json, is_check=is_check)
            sys.exit(REFUSED)
        preview = script_sheets.preview(
            found.table.rows, found.columns, seen, objectives=goals, drill_id=one.id
        )
        if not is_check:
            script_service.replace_all(db, one.id, preview.wanted, seen=seen, officer=officer)
        _tell(terminal, preview, as_json=as_json, is_check=is_check)
        if not is_check:
            _tell_findings(terminal, db, one)


def _print(make: _Paper, paper: str, number: str, out: Path, address: str, lang: str) -> None:
    with speaking(lang) as terminal, county(address) as db:
        one = drill_exports.drill_with(db, number)
        data = make(db, one.id, at=db.clock(), language=lang)
        hand_out(db, out, data, paper=paper, of=number_of(one))
        terminal.say(_SAVED, path=out)


def _found(file: Path, kind: script_sheets.SheetKind) -> _Found:
    book = read(file)
    for sheet in book.sheets:
        if script_sheets.is_script(sheet, kind):
            columns = guess(sheet, kind.fields)
            table = convert(sheet, columns, kind.fields)
            table = script_sheets.cross_checked(sheet, columns, table)
            return _Found(columns=columns, table=table)
    raise NoScriptSheet(name=book.name)


def _tell_errors(terminal: Terminal, table: Table, *, as_json: bool, is_check: bool) -> None:
    said = [error.said(terminal.words) for error in table.errors]
    if as_json:
        cells = [
            {"sheet": error.sheet, "cell": error.cell, "says": says}
            for error, says in zip(table.errors, said, strict=True)
        ]
        terminal.data({"check": is_check, "error_count": table.error_count, "errors": cells})
        return
    for says in said:
        click.echo(says, err=True)
    terminal.warn(_MISTAKES, count=table.error_count)


def _tell(terminal: Terminal, preview: Preview, *, as_json: bool, is_check: bool) -> None:
    counts = {
        "added": len(preview.added),
        "changed": len(preview.changed),
        "removed": len(preview.removed),
        "same": preview.same,
    }
    if as_json:
        terminal.data({"check": is_check, **counts, "error_count": 0, "errors": []})
        return
    terminal.say(_WOULD if is_check else _DONE, **counts)


def _tell_findings(terminal: Terminal, db: Database, one: Drill) -> None:
    for finding in script_service.checked(db, one.id, on=day_of(db.clock())):
        click.echo(finding.said(terminal.words), err=True)
