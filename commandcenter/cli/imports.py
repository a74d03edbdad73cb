"""`commandcenter import`: tables into the county without a window."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import click

from commandcenter.cli.log import writing_officer
from commandcenter.cli.running import (
    REFUSED,
    Terminal,
    county,
    database_option,
    json_option,
    lang_option,
    speaking,
)
from commandcenter.database.engine import Database
from commandcenter.directory.service import areas, phrases
from commandcenter.documents.sheets.book import Sheet, cell_name
from commandcenter.documents.sheets.converting import convert
from commandcenter.documents.sheets.fields import CellError
from commandcenter.documents.sheets.headings import guess
from commandcenter.documents.sheets.reading import read
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_, Translate
from commandcenter.teams.service import imports
from commandcenter.teams.service.imports import Imported
from commandcenter.teams.sheets import SheetKind, Taken, likely_kind, roster_of, sheet_kinds

_DICTIONARIES = ("team_category", "team_skill", "hazard_kind", "equipment_state", "agreement_kind")
_DONE = N_("Teams: {teams}. Records added: {added}, changed: {changed}, unchanged: {unchanged}.")
_WOULD = N_(
    "Nothing was written. Teams: {teams}. Records that would be added: {added},"
    " changed: {changed}, unchanged: {unchanged}."
)
_LEFT_OUT = N_("Sheet {sheet} was left out: its headings are not known.")
_UNKNOWN = N_(
    "Sheet {sheet}, cell {cell}: the heading {text} is not known; its column was left out."
)
_MISTAKES = N_("Mistakes: {count}. Nothing was written.")


class NoKnownSheet(Rejected):
    """No sheet of a file has headings of the roster."""

    sentence = N_("{name} has no sheet with headings of teams. Add a row of headings.")


@dataclass(slots=True)
class _Found:
    """What the sheets of a file hold."""

    taken: list[Taken] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    unknown: list[dict[str, str]] = field(default_factory=list)  # headings
    errors: list[CellError] = field(default_factory=list)
    error_count: int = 0


@click.group("import")
def import_group() -> None:
    """Bring tables into the county."""


@import_group.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", "is_dry", is_flag=True, help="Say what would be done; write nothing.")
@click.option("--login", envvar="COMMANDCENTER_LOGIN", help="Who writes.")
@click.option(
    "--password", envvar="COMMANDCENTER_PASSWORD", help="Better given as COMMANDCENTER_PASSWORD."
)
@json_option
@database_option
@lang_option
def teams(
    file: Path,
    *,
    is_dry: bool,
    login: str | None,
    password: str | None,
    as_json: bool,
    address: str,
    lang: str,
) -> None:
    """Take teams and what belongs to them from an Excel or CSV file, all of it or nothing."""
    with speaking(lang) as terminal, county(address) as db:
        officer = writing_officer(db, login, password, terminal)
        book = read(file)
        found = _look(book.sheets, _kinds(db, on=day_of(db.clock()), language=lang))
        if not found.taken and not found.errors:
            raise NoKnownSheet(name=book.name)
        if found.errors:
            _tell_errors(terminal, found, as_json=as_json, is_dry=is_dry)
            sys.exit(REFUSED)
        roster = roster_of(found.taken)
        act = imports.foresee if is_dry else imports.import_all
        done = act(db, roster.cards, officer=officer, given=roster.given)
        _tell(terminal, found, done, count=len(roster.cards), as_json=as_json, is_dry=is_dry)


def _kinds(db: Database, *, on: date, language: str) -> tuple[SheetKind, ...]:
    with db.read() as tx:
        terms = {
            name: {term.code: term for term in phrases.words(tx, name)} for name in _DICTIONARIES
        }
        names = {area.code: area.name for area in areas.existing(tx, on=on)}
    return sheet_kinds(terms, names, language=language)


def _look(sheets: Iterable[Sheet], offered: tuple[SheetKind, ...]) -> _Found:
    found = _Found()
    for sheet in sheets:
        kind = likely_kind(sheet, offered)
        if kind is None:
            found.left_out.append(sheet.name)
            continue
        columns = guess(sheet, kind.fields)
        found.unknown += [
            {"sheet": sheet.name, "cell": cell_name(row, at), "text": sheet.text(row, at)}
            for row, at in ((columns.heading_row, at) for at in columns.unused(sheet))
        ]
        table = convert(sheet, columns, kind.fields)
        found.errors += table.errors
        found.error_count += table.error_count
        named = frozenset(columns.of_field)
        found.taken.append(Taken(kind=kind, table=table, columns=named))
    return found


def _tell_errors(terminal: Terminal, found: _Found, *, as_json: bool, is_dry: bool) -> None:
    words = terminal.words
    if as_json:
        errors = [_as_data(error, words) for error in found.errors]
        says = {"dry_run": is_dry, "error_count": found.error_count, "errors": errors}
        terminal.data(says | _left_out(found))
        return
    for error in found.errors:
        click.echo(error.said(words), err=True)
    terminal.warn(_MISTAKES, count=found.error_count)


def _left_out(found: _Found) -> dict[str, object]:
    return {"left_out": found.left_out, "unknown_headings": found.unknown}


def _as_data(error: CellError, words: Translate) -> dict[str, str]:
    return {
        "sheet": error.sheet,
        "cell": error.cell,
        "field": words(error.field),
        "text": error.text,
        "says": error.said(words),
    }


def _tell(
    terminal: Terminal, found: _Found, done: Imported, *, count: int, as_json: bool, is_dry: bool
) -> None:
    counts = {"added": done.added, "changed": done.changed, "unchanged": done.unchanged}
    if as_json:
        says = {"dry_run": is_dry, "teams": count, **counts, "error_count": 0, "errors": []}
        terminal.data(says | _left_out(found))
        return
    for heading in found.unknown:
        terminal.warn(_UNKNOWN, **heading)
    for sheet in found.left_out:
        terminal.warn(_LEFT_OUT, sheet=sheet)
    terminal.say(_WOULD if is_dry else _DONE, teams=count, **counts)
