"""Taking everything of a drill out of the program as one file, to keep or to hand over."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from commandcenter.database import attachments, heads
from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.documents.sheets.writing import settled, workbook
from commandcenter.drills import archive_file, script_sheets
from commandcenter.drills.archive_file import About, Head
from commandcenter.drills.model.dossier import Dossier
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.model.evaluation import Evaluation
from commandcenter.drills.model.plan import File
from commandcenter.drills.model.review import Review
from commandcenter.drills.model.timing import Trace
from commandcenter.drills.service import after, drill_exports, drills, review_exports, sight
from commandcenter.drills.store.keeping import ROWS
from commandcenter.duty.model.files import bare_name
from commandcenter.duty.papers import Running
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import stamp
from commandcenter.kernel.words import N_, Translate, translation

_PLAN = N_("Drill plan")
_SCRIPT = N_("Drill script")
_BLANK = N_("Evaluation form, blank")
_FORM = N_("Evaluation form of {name}")
_MERGED = N_("Evaluation merged")
_REVIEW = N_("Drill review")
_ACTIONS = N_("Corrective actions")
_LOG = N_("Drill log")
_FILES = N_("Files")
# Of a line of the log, nothing to anybody outside the program.
_OURS = frozenset({"entry_id", "step_of"})


def bundle(
    db: Database,
    drill_id: UUID,
    *,
    at: datetime,
    language: str,
    officer: Officer | None = None,
    running: Running | None = None,
) -> bytes:
    """Return the archive of a drill: its papers, its log, its files, and a list of them.

    As long as nothing of the drill changed it has the same bytes.

    Args:
        officer: Who takes it; None for whoever has the database itself.

    Raises:
        ScriptHidden: The officer may not see the script before the drill is over.
        Cancelled: The officer no longer wants it.
        Conflict: There is no such drill.
        Unavailable: The database did not answer.
    """
    words = translation(language)
    with db.read() as tx:
        review = after.read_in(tx, drill_id, language=language, at=at)
        sight.check_in(tx, review.drill, officer)
        forms = ROWS.where(tx, Evaluation, ("evaluator", "id"), drill=drill_id)
        head = review_exports.head_in(tx, review)
        files = dict(_files(tx, review, words))
        dossier = drills.dossier_in(tx, drill_id)
    files |= _papers(db, drill_id, forms, at=at, language=language, running=running)
    files[f"{words(_SCRIPT)}.xlsx"] = _workbook(dossier, words)
    files[f"{words(_LOG)}.json"] = _log(review.log)
    return archive_file.pack(files, _about(review.drill, head))


def _papers(
    db: Database,
    drill_id: UUID,
    forms: Iterable[Evaluation],
    **how: Any,
) -> dict[str, bytes]:
    words = translation(how["language"])
    found = {
        f"{words(name)}.pdf": make(db, drill_id, **how)
        for name, make in (
            (_PLAN, drill_exports.drill_plan),
            (_SCRIPT, drill_exports.script),
            (_BLANK, review_exports.evaluation_form),
            (_MERGED, review_exports.merged_form),
            (_REVIEW, review_exports.review_report),
            (_ACTIONS, review_exports.improvement_list),
        )
    }
    for one in forms:
        name = _unlike(bare_name(words(_FORM).format(name=one.evaluator)), found, ".pdf")
        found[name] = review_exports.evaluation_form(db, drill_id, evaluation_id=one.id, **how)
    return found


def _unlike(name: str, known: Iterable[str], ending: str) -> str:
    """Return a file name that differs from those there are."""
    taken, number, found = set(known), 1, f"{name}{ending}"
    while found in taken:
        number += 1
        found = f"{name} {number}{ending}"
    return found


def _files(tx: Tx, review: Review, words: Translate) -> Iterator[tuple[str, bytes]]:
    kept = sorted(
        (one for files in review.files.values() for one in files), key=lambda one: str(one.id)
    )
    for number, one in enumerate(kept, start=1):
        yield f"{words(_FILES)}/{number:03}-{bare_name(one.name)}", _content(tx, one)


def _content(tx: Tx, file: File) -> bytes:
    return attachments.get(tx, file.sha256)


def _workbook(dossier: Dossier, words: Translate) -> bytes:
    sheet = script_sheets.sheet_of(dossier.injects, dossier.objectives, words)
    return settled(workbook([sheet], name=f"{words(_SCRIPT)}.xlsx"))


def _log(lines: Iterable[Trace]) -> bytes:
    told = [
        {
            name: value
            for name, value in (asdict(one) | {"at": stamp(one.at)}).items()
            if name not in _OURS
        }
        for one in lines
    ]
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _about(drill: Drill, head: heads.Head | None) -> About:
    return About(
        drill=str(drill.id),
        year=drill.year,
        number=drill.number,
        title=drill.title,
        head=None
        if head is None
        else Head(seq=head.seq, hash=head.hash.hex(), at=stamp(head.received_at)),
    )
