"""The log of a drill: what players recorded in it, and the program for them."""

from collections.abc import Mapping
from uuid import UUID

from commandcenter.alarms.service.heartbeat import PROGRAM
from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.service import accounts
from commandcenter.drills.log_words import CODES, LINES
from commandcenter.drills.model.timing import Trace
from commandcenter.duty.model.lines import LogLine, LogQuery, filled
from commandcenter.duty.model.words import KIND
from commandcenter.duty.service import log
from commandcenter.kernel.words import N_, Translate, translation

_PROGRAM = N_("the program")


def of_drill(db: Database, drill_id: UUID, *, language: str) -> tuple[Trace, ...]:
    """Return the log of a drill in a language, oldest first."""
    with db.read() as tx:
        return of_drill_in(tx, drill_id, language=language)


def of_drill_in(tx: Tx, drill_id: UUID, *, language: str) -> tuple[Trace, ...]:
    """Do what `of_drill` does inside a transaction."""
    words = translation(language)
    lines = log.everything_in(tx, LogQuery(drill_id=drill_id, with_automatic=True))
    names = {account.login: account.name for account in accounts.everyone_in(tx)}
    names[PROGRAM.login] = words(_PROGRAM)
    return tuple(_trace(line, words, names) for line in lines)


def _trace(line: LogLine, words: Translate, names: Mapping[str, str]) -> Trace:
    entry = line.entry
    if entry is None:
        heading, sentence = LINES.get(line.kind, (line.kind, ""))
        codes = CODES.get(line.kind, {})
        text = filled(words(sentence) if sentence else "", line.body, codes=codes, translate=words)
        return Trace(
            seq=line.seq,
            at=line.at,
            kind=line.kind,
            heading=words(heading),
            text=text.strip(),
            by=names.get(line.author, line.author),
        )
    draft = entry.draft
    says = [draft.content, *(f"{one.to} {one.result}".strip() for one in entry.steps)]
    return Trace(
        seq=line.seq,
        at=entry.received_at,
        kind=line.kind,
        heading=words(KIND[draft.kind]),
        text="\n".join(filter(None, says)),
        org=draft.org,
        by=words(_PROGRAM) if entry.recorder == PROGRAM.name else entry.recorder,
        entry_id=entry.id,
    )
