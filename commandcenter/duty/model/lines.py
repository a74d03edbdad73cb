"""What the log page shows: entries, and between them what the program noted by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from commandcenter.duty.model.entry import Entry, EntryKind
from commandcenter.kernel.words import Translate

SEALED = "handover.sealed"
# Automatic lines that divide the log.
MILESTONES = frozenset({SEALED})


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One line of the log page.

    Attributes:
        seq: Its number in the journal; lines are ordered by it.
        kind: Of the journal row; the catalogue of words has a sentence for each.
        entry: What an officer typed; None for an automatic line.
        body: Codes of an automatic line; empty for an entry.
        author: Login of who caused an automatic line.
    """

    seq: int
    at: datetime
    kind: str
    entry: Entry | None = None
    subject: str = ""
    body: Mapping[str, Any] = field(default_factory=dict)
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogQuery:
    """Which lines are wanted.

    Attributes:
        words: Every one must occur; made by `database.search.terms`.
        since: Received at or after.
        until: Received before.
        as_of: No line after this journal number.
        with_automatic: Automatic lines as well; they have no words, kinds or units, so
            a query that asks for those shows entries only.
        with_milestones: Of the automatic lines at least those that divide the log.
        drill_id: Lines of a drill; None for reality.
    """

    words: tuple[str, ...] = ()
    kinds: frozenset[EntryKind] = frozenset()
    org: str = ""
    since: datetime | None = None
    until: datetime | None = None
    shift_id: UUID | None = None
    as_of: int | None = None
    with_automatic: bool = False
    with_milestones: bool = False
    drill_id: UUID | None = None

    @property
    def narrows_entries(self) -> bool:
        """Whether it asks for something that only entries have."""
        return bool(self.words or self.kinds or self.org or self.shift_id)


class _Facts(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return ""


def filled(
    sentence: str,
    body: Mapping[str, Any],
    *,
    codes: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
    translate: Translate = str,
) -> str:
    """Return a translated sentence of an automatic line with the facts of its body.

    A fact that changed is given by its new value; one that is missing stays empty.

    Args:
        codes: Source texts of the facts that are codes, by fact and code.
        translate: Puts them into the language of the sentence.
    """
    facts = {
        name: value[-1] if isinstance(value, list) and value else value
        for name, value in body.items()
    }
    for name, words in codes.items():
        code = str(facts.get(name, ""))
        facts[name] = translate(words[code]) if code in words else code
    return sentence.format_map(_Facts(facts))
