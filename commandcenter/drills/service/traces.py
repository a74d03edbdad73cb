"""The log of a drill: what players recorded in it, and the program for them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from commandcenter.alarms.service.heartbeat import PROGRAM
from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.service import accounts
from commandcenter.drills.log_words import CODES, LINES
from commandcenter.drills.model.timing import Trace
from commandcenter.duty.model.entry import Entry, Step
from commandcenter.duty.model.lines import LogLine, LogQuery, filled
from commandcenter.duty.model.words import KIND, STEP
from commandcenter.duty.service import log
from commandcenter.kernel.words import N_, Translate, translation

_PROGRAM = N_("the program")
STEP_KIND = "duty.step"


@dataclass(frozen=True, slots=True)
class _Told:
    """What is needed to put lines of the log into words.

    Attributes:
        names: Of accounts, by login.
        seqs: Journal rows of the steps that were taken later.
    """

    words: Translate
    names: Mapping[str, str]
    seqs: Mapping[tuple[UUID, Step], int]


def of_drill(db: Database, drill_id: UUID, *, language: str) -> tuple[Trace, ...]:
    """Return the log of a drill in a language, oldest first; each step stands by itself."""
    with db.read() as tx:
        return of_drill_in(tx, drill_id, language=language)


def of_drill_in(tx: Tx, drill_id: UUID, *, language: str) -> tuple[Trace, ...]:
    """Do what `of_drill` does inside a transaction."""
    words = translation(language)
    lines = log.everything_in(tx, LogQuery(drill_id=drill_id, with_automatic=True))
    names = {account.login: account.name for account in accounts.everyone_in(tx)}
    names[PROGRAM.login] = words(_PROGRAM)
    told = _Told(words, names, log.step_seqs_in(tx, drill_id))
    found = [one for line in lines for one in _traces(line, told)]
    return tuple(sorted(found, key=lambda one: (one.at, one.seq, one.part)))


def _traces(line: LogLine, told: _Told) -> Iterator[Trace]:
    if line.entry is None:
        yield _automatic(line, told)
        return
    yield _typed(line.entry, line, told)
    yield from _steps(line.entry, told)


def _automatic(line: LogLine, told: _Told) -> Trace:
    words, codes = told.words, CODES.get(line.kind, {})
    heading, sentence = LINES.get(line.kind, (line.kind, ""))
    text = filled(words(sentence) if sentence else "", line.body, codes=codes, translate=words)
    return Trace(
        seq=line.seq,
        at=line.at,
        kind=line.kind,
        heading=words(heading),
        text=text.strip(),
        by=told.names.get(line.author, line.author),
        author=line.author,
    )


def _typed(entry: Entry, line: LogLine, told: _Told) -> Trace:
    draft = entry.draft
    return Trace(
        seq=line.seq,
        at=entry.received_at,
        kind=line.kind,
        heading=told.words(KIND[draft.kind]),
        text=draft.content,
        org=draft.org,
        by=told.words(_PROGRAM) if entry.recorder == PROGRAM.name else entry.recorder,
        entry_id=entry.id,
    )


def _steps(entry: Entry, told: _Told) -> Iterator[Trace]:
    for part, one in enumerate(entry.steps, start=1):
        yield Trace(
            # What was done while the entry was typed stands in its row.
            seq=told.seqs.get((entry.id, one.step), entry.seq),
            part=part,
            at=one.at,
            kind=STEP_KIND,
            heading=told.words(STEP[one.step]),
            text=" ".join(filter(None, (entry.number, one.to, one.result))),
            by=one.by,
            step_of=entry.id,
        )
