"""`commandcenter import`: tables and roads into the county without a window."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
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
    login_option,
    password_option,
    speaking,
)
from commandcenter.database.engine import Database
from commandcenter.directory.model import Term
from commandcenter.directory.service import areas, phrases
from commandcenter.documents.sheets.book import Sheet, cell_name
from commandcenter.documents.sheets.converting import convert
from commandcenter.documents.sheets.errors import NotOpened
from commandcenter.documents.sheets.fields import CellError
from commandcenter.documents.sheets.headings import guess
from commandcenter.documents.sheets.reading import read
from commandcenter.incidents.evacuation_sheets import evacuee_fields, people_of
from commandcenter.incidents.service import evacuee_import, response, response_exports
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_, Translate
from commandcenter.teams.model import road_file
from commandcenter.teams.package_sheets import DICTIONARIES, package_fields, packages_of
from commandcenter.teams.service import imports
from commandcenter.teams.service import packages as package_service
from commandcenter.teams.service import roads as road_service
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
_PUT = N_("Packages: {packages}. Added: {added}, changed: {changed}, unchanged: {unchanged}.")
_WOULD_PUT = N_(
    "Nothing was written. Packages: {packages}. Would be added: {added}, changed: {changed},"
    " unchanged: {unchanged}."
)
_IN_USE = N_("{roads} roads are in use, {km} km; {unknown} of a class that is not known.")
_WOULD_USE = N_(
    "Nothing was written. The file has {roads} roads, {km} km; {unknown} of a class that is"
    " not known."
)
_LISTED = N_("Rows: {rows}. Put on the list: {added}, on it already: {unchanged}.")
_WOULD_LIST = N_(
    "Nothing was written. Rows: {rows}. Would be put on the list: {added}, on it already:"
    " {unchanged}."
)
_MISTAKES = N_("Mistakes: {count}. Nothing was written.")


class NoKnownSheet(Rejected):
    """No sheet of a file has headings of the roster."""

    sentence = N_("{name} has no sheet with headings of teams. Add a row of headings.")


class NoPackages(Rejected):
    """No sheet of a file has headings of response packages."""

    sentence = N_(
        "{name} has no sheet of response packages. Its headings are: Package, Kind of event,"
        " Level of event, Skill, Category, Number of teams, Remarks."
    )


class NoEvacuees(Rejected):
    """No sheet of a file has headings of people to move."""

    sentence = N_(
        "{name} has no sheet of people to move. It needs at least the headings: Name, Village."
    )


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


def _file_of_county(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command its file, and the options that all imports have."""
    for option in (
        lang_option,
        database_option,
        json_option,
        password_option,
        login_option,
        click.option(
            "--dry-run", "is_dry", is_flag=True, help="Say what would be done; write nothing."
        ),
        click.argument("file", type=click.Path(path_type=Path)),
    ):
        command = option(command)
    return command


@import_group.command()
@_file_of_county
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


@import_group.command()
@_file_of_county
def packages(
    file: Path,
    *,
    is_dry: bool,
    login: str | None,
    password: str | None,
    as_json: bool,
    address: str,
    lang: str,
) -> None:
    """Take response packages (力量包) from an Excel or CSV file, all of them or none."""
    with speaking(lang) as terminal, county(address) as db:
        officer = writing_officer(db, login, password, terminal)
        book = read(file)
        fields = package_fields(_terms(db, DICTIONARIES), language=lang)
        needed = {one.name for one in fields if one.is_required}
        known = [(sheet, guess(sheet, fields)) for sheet in book.sheets]
        tables = [
            convert(sheet, columns, fields)
            for sheet, columns in known
            if needed <= columns.of_field.keys()
        ]
        if not tables:
            raise NoPackages(name=book.name)
        errors = [error for table in tables for error in table.errors]
        if errors:
            count = sum(table.error_count for table in tables)
            found = _Found(errors=errors, error_count=count)
            _tell_errors(terminal, found, as_json=as_json, is_dry=is_dry)
            sys.exit(REFUSED)
        given = packages_of(row.values for table in tables for row in table.rows)
        put = package_service.put_all(db, given, officer=officer, is_dry=is_dry)
        if as_json:
            terminal.data({"dry_run": is_dry, "packages": len(given), **asdict(put)})
        else:
            said = _WOULD_PUT if is_dry else _PUT
            terminal.say(said, packages=len(given), **asdict(put))


@import_group.command()
@_file_of_county
def roads(
    file: Path,
    *,
    is_dry: bool,
    login: str | None,
    password: str | None,
    as_json: bool,
    address: str,
    lang: str,
) -> None:
    """Use the roads of a GeoJSON file from now on, instead of any before."""
    with speaking(lang) as terminal, county(address) as db:
        officer = writing_officer(db, login, password, terminal)
        try:
            content = file.read_bytes()
        except OSError as error:
            raise NotOpened(name=file.name) from error
        found = road_file.read(content, file.name)
        if not is_dry:
            road_service.replace_all(db, content, file.name, act_id=new_id(), officer=officer)
        facts = {"roads": found.count, "km": round(found.length_km), "unknown": found.unknown}
        if as_json:
            terminal.data({"dry_run": is_dry, **facts})
        else:
            terminal.say(_WOULD_USE if is_dry else _IN_USE, **facts)


@import_group.command()
@click.option("--number", required=True, help="Of the response, such as XY-2026-001.")
@_file_of_county
def evacuees(
    file: Path,
    *,
    number: str,
    is_dry: bool,
    login: str | None,
    password: str | None,
    as_json: bool,
    address: str,
    lang: str,
) -> None:
    """Put the people of an Excel or CSV file on the evacuation list of a response."""
    with speaking(lang) as terminal, county(address) as db:
        officer = writing_officer(db, login, password, terminal)
        one = response.find(db, response_exports.response_with(db, number))
        book = read(file)
        fields = evacuee_fields(_names(db, on=day_of(db.clock())))
        needed = {field.name for field in fields if field.is_required}
        known = [(sheet, guess(sheet, fields)) for sheet in book.sheets]
        tables = [
            convert(sheet, columns, fields)
            for sheet, columns in known
            if needed <= columns.of_field.keys()
        ]
        if not tables or one is None:
            raise NoEvacuees(name=book.name)
        errors = [error for table in tables for error in table.errors]
        if errors:
            count = sum(table.error_count for table in tables)
            found = _Found(errors=errors, error_count=count)
            _tell_errors(terminal, found, as_json=as_json, is_dry=is_dry)
            sys.exit(REFUSED)
        people = people_of(
            (row.values for table in tables for row in table.rows),
            about=one.id,
            at=db.clock(),
            drill_id=one.opening.drill_id,
        )
        done = evacuee_import.import_people(db, people, officer=officer, is_dry=is_dry)
        if as_json:
            terminal.data({"dry_run": is_dry, "rows": len(people), **asdict(done)})
        else:
            terminal.say(_WOULD_LIST if is_dry else _LISTED, rows=len(people), **asdict(done))


def _names(db: Database, *, on: date) -> dict[str, str]:
    with db.read() as tx:
        return {area.code: area.name for area in areas.existing(tx, on=on)}


def _terms(db: Database, names: Iterable[str]) -> dict[str, dict[str, Term]]:
    with db.read() as tx:
        return phrases.by_code(tx, names)


def _kinds(db: Database, *, on: date, language: str) -> tuple[SheetKind, ...]:
    terms = _terms(db, _DICTIONARIES)
    return sheet_kinds(terms, _names(db, on=on), language=language)


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
