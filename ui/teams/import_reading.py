"""What goes on behind the import sheet: reading, finding the columns, checking every cell."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import TypeAlias

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right, require
from commandcenter.documents import exports, files
from commandcenter.documents.sheets import converting, headings, reading, writing
from commandcenter.documents.sheets.book import Book, Sheet, column_name
from commandcenter.documents.sheets.converting import Table
from commandcenter.documents.sheets.headings import Columns
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.words import Translate
from commandcenter.teams import sheets
from commandcenter.teams.service import imports, roster
from commandcenter.teams.service.imports import Imported
from commandcenter.teams.sheets import SheetKind, Taken
from ui.shell.view import View

_EXAMPLES = 3
_ROWS_LOOKED_AT = 200  # for examples; a column may be empty to the end
_LONGEST_EXAMPLE = 60


Guessed: TypeAlias = tuple[tuple[Sheet, SheetKind | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One sheet of what was read.

    Attributes:
        kind: What it is about; None leaves it out.
        columns: Where its fields stand.
        table: Its rows once every cell was checked.
    """

    sheet: Sheet
    kind: SheetKind | None
    columns: Columns
    table: Table | None = None

    def examples(self, name: str) -> str:
        """Return the first few texts in the column of a field."""
        column = self.columns.of_field.get(name)
        if column is None:
            return ""
        first = self.columns.heading_row + 1
        below = range(first, min(first + _ROWS_LOOKED_AT, len(self.sheet.rows)))
        texts = (self.sheet.text(row, column).strip() for row in below)
        found = [text for text, _ in zip(filter(None, texts), range(_EXAMPLES), strict=False)]
        return " · ".join(found)[:_LONGEST_EXAMPLE]

    def headings(self) -> list[str]:
        """Return how each column is called: its letters and its heading."""
        width = max((len(row) for row in self.sheet.rows), default=0)
        row = self.columns.heading_row
        return [f"{column_name(at)} {self.sheet.text(row, at)}".strip() for at in range(width)]


class ViewMemory:
    """Keeps the columns that were chosen for tables with the same headings."""

    def __init__(self, view: View) -> None:
        self._view = view

    def find(self, source: str) -> Mapping[str, int] | None:
        """Return what was kept under this key."""
        try:
            kept = json.loads(self._view.recall(f"teams/import/{source}") or "null")
        except ValueError:
            return None
        return kept if isinstance(kept, dict) else None

    def keep(self, source: str, of_field: Mapping[str, int]) -> None:
        """Keep the columns of the fields."""
        self._view.remember(f"teams/import/{source}", json.dumps(dict(of_field)))


def of_file(
    path: str, offered: Sequence[SheetKind], stop: Event, progress: Callable[[int], None]
) -> Guessed:
    """Return the tables of a file with what they are likely about."""
    return guessed(reading.read(Path(path), progress=progress, cancelled=stop.is_set), offered)


def guessed(book: Book, offered: Sequence[SheetKind]) -> Guessed:
    """Return tables with what they are likely about."""
    return tuple((sheet, sheets.likely_kind(sheet, offered)) for sheet in book.sheets)


def parts_of(found: Guessed, memory: ViewMemory) -> list[Part]:
    """Return the sheets with their columns as they are remembered, or likely."""
    return [_part(sheet, kind, memory) for sheet, kind in found]


def as_kind(part: Part, kind: SheetKind | None, memory: ViewMemory) -> Part:
    """Return a sheet as being about something else."""
    return _part(part.sheet, kind, memory)


def _part(sheet: Sheet, kind: SheetKind | None, memory: ViewMemory) -> Part:
    if kind is None:
        return Part(sheet=sheet, kind=None, columns=Columns(heading_row=0, of_field={}))
    return Part(sheet=sheet, kind=kind, columns=headings.recall(sheet, kind.fields, memory))


def checked(part: Part, stop: Event, progress: Callable[[int], None]) -> Part:
    """Return a sheet with the values of its rows and the mistakes in its cells."""
    if part.kind is None:
        return part
    table = converting.convert(
        part.sheet, part.columns, part.kind.fields, progress=progress, cancelled=stop.is_set
    )
    return replace(part, table=table)


def taken(parts: Sequence[Part]) -> list[Taken]:
    """Return the tables that are to be imported."""
    return [
        Taken(kind=part.kind, table=part.table, columns=frozenset(part.columns.of_field))
        for part in parts
        if part.kind is not None and part.table is not None
    ]


def imported(
    db: Database,
    parts: Sequence[Part],
    officer: Officer,
    stop: Event,
    progress: Callable[[int], None],
) -> Imported:
    """Write what the tables say: all of it or nothing."""
    said = sheets.roster_of(taken(parts))
    return imports.import_all(
        db,
        said.cards,
        officer=officer,
        given=said.given,
        progress=progress,
        cancelled=stop.is_set,
    )


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
