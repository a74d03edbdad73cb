"""The script of a drill to Excel and back: what an import would do, line by line, before it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from threading import Event

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right, require
from commandcenter.documents import exports, files
from commandcenter.documents.sheets import writing
from commandcenter.documents.sheets.book import Sheet
from commandcenter.drills import script_sheets
from commandcenter.drills.model.fields import FIELD_WORDS
from commandcenter.drills.model.script import Inject
from commandcenter.drills.script_sheets import Preview
from commandcenter.drills.service import script
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.words import N_, Translate
from ui.drills.drill_reading import Whole
from ui.drills.drill_words import offset_words
from ui.records.import_part import ImportUse, Part, SheetKind
from ui.widgets.words import tr

_DONE = N_("Script taken in: {added} lines added, {changed} changed, {removed} taken out.")
_FINE = N_(
    "Nothing is wrong. {added} lines are added, {changed} change, {removed} go, {same} stay."
)
_UNSAID = frozenset({"id", "drill", "version"})


class ScriptExcel:
    """What the import panel needs to know of the script in front."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._whole: Whole | None = None

    def show_whole(self, whole: Whole) -> None:
        """Take the script that an import is compared with."""
        self._whole = whole

    def use(self) -> ImportUse:
        """Return what the panel does."""
        return ImportUse(
            name="script",
            back=N_("Script"),
            help=N_(
                "The table becomes the script: lines are known by their number, lines that are"
                " missing in the table are taken out."
            ),
            working=N_("Taking the script in: {count} lines"),
            done=_DONE,
            likely=self._likely,
            write=self._written,
            outlook=self._outlook,
            fine=_FINE,
            cross=script_sheets.cross_checked,
            told=self._told,
        )

    def offered(self) -> list[SheetKind]:
        """Return the kind of sheet that is understood."""
        objectives = self._whole.objectives if self._whole is not None else ()
        return [script_sheets.sheet_kind(objectives)]

    def exported(self, path: str, officer: Officer, words: Translate) -> str:
        """Save the script as a workbook that an import understands; returns its name.

        Raises:
            NotAllowed, NotSaved, Unavailable: Nothing was handed out.
        """
        require(officer, Right.EXPORT)
        file, whole = Path(path), self._whole
        if whole is None:
            return ""
        sheet = script_sheets.sheet_of(whole.lines, whole.objectives, words)
        data = writing.workbook([sheet], name=file.name)
        about = str(whole.drill.id)
        exports.note(self._db, data, paper="drill_script_workbook", of=about, officer=officer)
        files.save(file, data)
        return file.name

    def _likely(self, sheet: Sheet, offered: Sequence[SheetKind]) -> SheetKind | None:
        found = (
            kind
            for kind in offered
            if isinstance(kind, script_sheets.SheetKind) and script_sheets.is_script(sheet, kind)
        )
        return next(found, None)

    def _preview(self, parts: Sequence[Part]) -> Preview | None:
        """Return what the first sheet that is meant would do."""
        if self._whole is None:
            return None
        for part in parts:
            if part.kind is not None and part.table is not None:
                return script_sheets.preview(
                    part.table.rows,
                    part.columns,
                    self._whole.lines,
                    objectives=self._whole.objectives,
                    drill_id=self._whole.drill.id,
                )
        return None

    def _outlook(self, parts: Sequence[Part], _officer: Officer) -> Mapping[str, int]:
        return _numbers(self._preview(parts))

    def _told(self, parts: Sequence[Part], _officer: Officer) -> Sequence[str]:
        seen = self._preview(parts)
        if seen is None:
            return ()
        return (
            *(_line_words(N_("New: {number} {time} {title}"), one) for one in seen.added),
            *(_change_words(old, new) for old, new in seen.changed),
            *(_line_words(N_("Goes: {number} {time} {title}"), one) for one in seen.removed),
        )

    def _written(
        self,
        parts: Sequence[Part],
        officer: Officer,
        _stop: Event,
        _progress: Callable[[int], None],
    ) -> Mapping[str, int]:
        """Let the script be what the table says: all of it or nothing."""
        seen, whole = self._preview(parts), self._whole
        if seen is not None and whole is not None:
            script.replace_all(
                self._db, whole.drill.id, seen.wanted, seen=whole.lines, officer=officer
            )
        return _numbers(seen)


def _numbers(seen: Preview | None) -> dict[str, int]:
    if seen is None:
        return dict.fromkeys(("added", "changed", "removed", "same"), 0)
    return {
        "added": len(seen.added),
        "changed": len(seen.changed),
        "removed": len(seen.removed),
        "same": seen.same,
    }


def _line_words(sentence: str, line: Inject) -> str:
    return tr(sentence).format(
        number=line.number, time=offset_words(line.offset_s), title=line.title
    )


def _change_words(old: Inject, new: Inject) -> str:
    """Return a line with the names of what changes in it."""
    names = [one.name for one in fields(Inject) if one.name not in _UNSAID]
    changed = [name for name in names if getattr(old, name) != getattr(new, name)]
    words = ("expected_action" if name == "expected" else name for name in changed)
    said = tr(", ").join(tr(FIELD_WORDS[name]) for name in words)
    return tr("Changes: {number} {title}: {fields}").format(
        number=new.number, title=new.title, fields=said
    )
