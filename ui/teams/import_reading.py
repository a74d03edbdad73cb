"""What an import of teams does with the tables that were read, and how the roster is taken out."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Event
from typing import Any

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right, require
from commandcenter.documents import exports, files
from commandcenter.documents.sheets import writing
from commandcenter.documents.sheets.book import Sheet
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.words import N_, Translate
from commandcenter.teams import sheets
from commandcenter.teams.service import imports, roster
from commandcenter.teams.sheets import SheetKind, Taken
from ui.records.import_part import ImportUse, Part

_DONE = N_("Imported: {added} records added, {changed} changed, {unchanged} as they were.")


def import_use(db: Database) -> ImportUse:
    """Return what the import panel needs to know of teams."""
    return ImportUse(
        name="teams",
        back=N_("Roster"),
        help=N_("All or nothing: known teams are brought up to date, none is doubled or lost."),
        working=N_("Importing: {count} teams worked out"),
        done=_DONE,
        likely=_likely,
        write=lambda *said: _imported(db, *said),
        hidden=frozenset({"id_number"}),
    )


def _likely(sheet: Sheet, offered: Sequence[Any]) -> SheetKind | None:
    return sheets.likely_kind(sheet, tuple(offered))


def _taken(parts: Sequence[Part]) -> list[Taken]:
    """Return the tables that are to be imported."""
    return [
        Taken(kind=part.kind, table=part.table, columns=frozenset(part.columns.of_field))
        for part in parts
        if isinstance(part.kind, SheetKind) and part.table is not None
    ]


def _imported(
    db: Database,
    parts: Sequence[Part],
    officer: Officer,
    stop: Event,
    progress: Callable[[int], None],
) -> Mapping[str, int]:
    """Write what the tables say: all of it or nothing."""
    said = sheets.roster_of(_taken(parts))
    outcome = imports.import_all(
        db,
        said.cards,
        officer=officer,
        given=said.given,
        progress=progress,
        cancelled=stop.is_set,
    )
    return {
        "added": outcome.added,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged,
    }


def exported(
    db: Database, path: str, offered: Sequence[SheetKind], officer: Officer, words: Translate
) -> str:
    """Save the roster as a workbook that an import understands; returns its name.

    Raises:
        NotAllowed, NotSaved, Unavailable: Nothing was handed out.
    """
    require(officer, Right.EXPORT)
    file = Path(path)
    cards = roster.cards(db, officer=officer)
    data = writing.workbook(sheets.sheets_of(cards, offered, words), name=file.name)
    exports.note(db, data, paper="team_roster_workbook", of="teams", officer=officer)
    files.save(file, data)
    return file.name
