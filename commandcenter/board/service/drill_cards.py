"""The cards of running drills: what players were told last, and what they have opened.

They stand beside the real ones and count nowhere.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from operator import itemgetter
from uuid import UUID

from commandcenter.board.model import Item, ItemKind, phrase, plain
from commandcenter.board.service import cards
from commandcenter.board.service.cards import Ground
from commandcenter.database.tx import Tx
from commandcenter.directory.model import Area
from commandcenter.drills.model.code_words import MEDIUM_WORDS
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.model.run import RunAct
from commandcenter.drills.model.script import Inject, Medium
from commandcenter.drills.service import course
from commandcenter.incidents.service import reading
from commandcenter.kernel.words import N_
from commandcenter.warnings.service import passing

# What players are told stands on the board until so much more was said.
_NEWEST = 3


def read_in(tx: Tx, *, at: datetime, areas: Sequence[Area]) -> tuple[Item, ...]:
    """Return the cards of every drill that runs; none as soon as it has ended."""
    running = course.running_in(tx)
    if not running:
        return ()
    ground = Ground(at=at, alarms={}, clocks={}, areas={one.code: one for one in areas})
    return tuple(item for drill in running for item in _cards(tx, drill, ground))


def _cards(tx: Tx, drill: Drill, ground: Ground) -> list[Item]:
    items = [cards.incident(one, ground) for one in reading.still_open_in(tx, drill_id=drill.id)]
    items += [cards.warning(one, ground) for one in passing.live_in(tx, drill_id=drill.id)]
    told = [
        (one.by.seq, _line(one.inject, one.by, one.by.entry_id, drill))
        for one in course.of_drill(tx, drill).lines()
        if one.by is not None and one.by.entry_id is not None
    ]
    items += [item for _, item in sorted(told, key=itemgetter(0))[-_NEWEST:]]
    # Nobody is called to what is only played.
    return [replace(item, is_acknowledged=True) for item in items]


def _line(inject: Inject, told: RunAct, entry_id: UUID, drill: Drill) -> Item:
    is_warning = inject.medium is Medium.WARNING
    return Item(
        id=entry_id,
        kind=ItemKind.DRILL_WARNING if is_warning else ItemKind.INJECT,
        title=inject.text.strip().partition("\n")[0] or inject.title,
        at=told.at,
        place=phrase(
            N_("{medium} · line {number}"),
            medium=phrase(MEDIUM_WORDS[inject.medium]),
            number=inject.number,
        ),
        status=plain(drill.title),
        who=inject.sender,
        drill_id=drill.id,
    )
