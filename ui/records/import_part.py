"""What goes on behind the import panel: reading, finding the columns, checking every cell."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import Protocol, TypeAlias

from commandcenter.documents.sheets import converting, headings, reading
from commandcenter.documents.sheets.book import Book, Sheet, column_name
from commandcenter.documents.sheets.converting import Table
from commandcenter.documents.sheets.fields import Field
from commandcenter.documents.sheets.headings import Columns
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.words import N_
from ui.shell.view import View

_EXAMPLES = 3
_ROWS_LOOKED_AT = 200  # for examples; a column may be empty to the end
_LONGEST_EXAMPLE = 60


class SheetKind(Protocol):
    """What a sheet can be about.

    Attributes:
        title: Source text.
        fields: Its columns.
    """

    @property
    def title(self) -> str:
        """Source text."""

    @property
    def fields(self) -> Sequence[Field]:
        """Its columns."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportUse:
    """What the panel is used for. Texts are source texts.

    Attributes:
        name: Under which the chosen columns are kept.
        back: Where one comes from.
        help: What an import does to what is there.
        working: Said while it is written, with `count`.
        done: Said afterwards, with the numbers that *write* gives.
        likely: What a sheet is about.
        write: Writes all sheets or nothing.
        outlook: What writing would do, for *fine*; None asks nothing.
        fine: Said when nothing is wrong, with the numbers of *outlook*.
        hidden: Fields whose texts are not shown beside the columns.
        cross: Adds the mistakes that show only between the rows of a sheet.
        told: What writing would do, record by record, in the language of the window; shown
            once *outlook* was asked.
    """

    name: str
    back: str
    help: str
    working: str
    done: str
    likely: Callable[[Sheet, Sequence[SheetKind]], SheetKind | None]
    write: Callable[[Sequence[Part], Officer, Event, Callable[[int], None]], Mapping[str, int]]
    outlook: Callable[[Sequence[Part], Officer], Mapping[str, int]] | None = None
    fine: str = N_("Nothing is wrong.")
    hidden: frozenset[str] = frozenset()
    cross: Callable[[Sheet, Columns, Table], Table] | None = None
    told: Callable[[Sequence[Part], Officer], Sequence[str]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What writing would do.

    Attributes:
        numbers: For the sentence that says that nothing is wrong.
        told: Record by record, if the use tells that.
    """

    numbers: Mapping[str, int]
    told: tuple[str, ...] = ()


class ViewMemory:
    """Keeps the columns that were chosen for tables with the same headings."""

    def __init__(self, view: View, name: str) -> None:
        self._view = view
        self._name = name

    def find(self, source: str) -> Mapping[str, int] | None:
        """Return what was kept under this key."""
        try:
            kept = json.loads(self._view.recall(f"{self._name}/import/{source}") or "null")
        except ValueError:
            return None
        return kept if isinstance(kept, dict) else None

    def keep(self, source: str, of_field: Mapping[str, int]) -> None:
        """Keep the columns of the fields."""
        self._view.remember(f"{self._name}/import/{source}", json.dumps(dict(of_field)))


def of_file(
    path: str,
    use: ImportUse,
    offered: Sequence[SheetKind],
    stop: Event,
    progress: Callable[[int], None],
) -> Guessed:
    """Return the tables of a file with what they are likely about."""
    book = reading.read(Path(path), progress=progress, cancelled=stop.is_set)
    return guessed(book, use, offered)


def guessed(book: Book, use: ImportUse, offered: Sequence[SheetKind]) -> Guessed:
    """Return tables with what they are likely about."""
    return tuple((sheet, use.likely(sheet, offered)) for sheet in book.sheets)


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


def checked(part: Part, use: ImportUse, stop: Event, progress: Callable[[int], None]) -> Part:
    """Return a sheet with the values of its rows and the mistakes in its cells."""
    if part.kind is None:
        return part
    table = converting.convert(
        part.sheet, part.columns, part.kind.fields, progress=progress, cancelled=stop.is_set
    )
    if use.cross is not None:
        table = use.cross(part.sheet, part.columns, table)
    return replace(part, table=table)


def foreseen(parts: Sequence[Part], use: ImportUse, officer: Officer) -> Foreseen:
    """Return what writing the sheets would do."""
    numbers = use.outlook(parts, officer) if use.outlook is not None else {}
    told = use.told(parts, officer) if use.told is not None else ()
    return Foreseen(numbers=numbers, told=tuple(told))
