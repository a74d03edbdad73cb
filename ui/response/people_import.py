"""What the import panel needs to know of the people to be moved."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from threading import Event
from typing import Any

from commandcenter.database.engine import Database
from commandcenter.documents.errors import Cancelled
from commandcenter.documents.sheets.book import Sheet
from commandcenter.documents.sheets.fields import Field
from commandcenter.documents.sheets.headings import guess
from commandcenter.incidents.evacuation_sheets import ID_NUMBER, evacuee_fields, people_of
from commandcenter.incidents.model.evacuation import Evacuee
from commandcenter.incidents.model.response import Response
from commandcenter.incidents.service import evacuee_import
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.words import N_
from ui.records.import_part import ImportUse, Part, SheetKind

_FEWEST_COLUMNS = 2  # found among the headings, so that a sheet is likely about people


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleSheet:
    """The one kind of sheet there is."""

    title: str
    fields: Sequence[Field]


def people_sheet(areas: Mapping[str, str]) -> PeopleSheet:
    """Return the columns, with the names of the county's areas."""
    return PeopleSheet(title=N_("People to be moved"), fields=evacuee_fields(areas))


def import_use(
    db: Database, of: Callable[[], Response | None], clock: Callable[[], datetime]
) -> ImportUse:
    """Return what the import panel needs to know.

    Args:
        of: The response whose list the people are put on.
    """

    def people(parts: Sequence[Part]) -> tuple[Evacuee, ...]:
        one = of()
        if one is None:
            return ()
        return people_of(_rows(parts), about=one.id, at=clock(), drill_id=one.opening.drill_id)

    def outlook(parts: Sequence[Part], officer: Officer) -> Mapping[str, int]:
        taken = evacuee_import.import_people(db, people(parts), officer=officer, is_dry=True)
        return asdict(taken)

    def write(
        parts: Sequence[Part], officer: Officer, stop: Event, _progress: Callable[[int], None]
    ) -> Mapping[str, int]:
        found = people(parts)
        if stop.is_set():
            raise Cancelled
        return asdict(evacuee_import.import_people(db, found, officer=officer))

    return ImportUse(
        name="response",
        back=N_("People on the list"),
        help=N_("All or nothing: who is on the list already stays as they are."),
        working=N_("Being put on the list…"),
        done=N_("List imported: {added} rows added, {unchanged} were there already."),
        likely=_likely,
        write=write,
        outlook=outlook,
        fine=N_("Nothing is wrong: {added} new rows, {unchanged} are there already."),
        hidden=frozenset({ID_NUMBER}),
    )


def _likely(sheet: Sheet, offered: Sequence[SheetKind]) -> SheetKind | None:
    for kind in offered:
        if len(guess(sheet, kind.fields).of_field) >= _FEWEST_COLUMNS:
            return kind
    return None


def _rows(parts: Sequence[Part]) -> list[Mapping[str, Any]]:
    tables = [part.table for part in parts if part.table is not None]
    return [row.values for table in tables for row in table.rows]
