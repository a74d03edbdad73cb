"""Finding what a few typed characters mean: part of the name, or its pinyin initials."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ui.shell.page import Target

LIMIT = 8  # a group shows no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something one can go to or do.

    Attributes:
        initials: One lower-case character for each character of the title; empty where
            nobody searches by pinyin.
        icon: Name of an outline.
        key: Shortcut that does the same, as shown on a keycap.
        target: Where it leads; or else *act* is called.
    """

    title: str
    subtitle: str = ""
    initials: str = ""
    icon: str = "arrow-right"
    key: str = ""
    target: Target | None = None
    act: Callable[[], object] | None = None


def matching(query: str, candidates: Iterable[Candidate]) -> Sequence[Candidate]:
    """Return the candidates that fit, the closest first."""
    found = [(_closeness(query, candidate), candidate) for candidate in candidates]
    fitting = [(closeness, candidate) for closeness, candidate in found if closeness is not None]
    fitting.sort(key=lambda pair: pair[0])
    return [candidate for _, candidate in fitting[:LIMIT]]


def marked(query: str, candidate: Candidate) -> frozenset[int]:
    """Return the positions in the title that the query means."""
    wanted = query.lower().strip()
    if not wanted:
        return frozenset()
    title = candidate.title.lower()
    at = title.find(wanted)
    if at >= 0:
        return frozenset(range(at, at + len(wanted)))
    if len(candidate.initials) == len(title):
        return frozenset(_scattered(wanted, candidate.initials) or ())
    return frozenset()


def _closeness(query: str, candidate: Candidate) -> tuple[int, int] | None:
    """Return how well a candidate fits, smaller is better; None if it does not."""
    wanted = query.lower().strip()
    title, initials = candidate.title.lower(), candidate.initials
    for rank, text in enumerate((title, initials)):
        if text.startswith(wanted):
            return rank, len(text)
    for rank, text in enumerate((title, initials), start=2):
        if wanted in text:
            return rank, text.index(wanted)
    positions = _scattered(wanted, initials)
    if positions:
        return 4, positions[-1] - positions[0]
    return (5, 0) if wanted in candidate.subtitle.lower() else None


def _scattered(wanted: str, initials: str) -> list[int] | None:
    """Return where the characters of *wanted* stand in this order, together if possible."""
    at = initials.find(wanted)
    if at >= 0:
        return list(range(at, at + len(wanted)))
    positions, start = [], 0
    for character in wanted:
        at = initials.find(character, start)
        if at < 0:
            return None
        positions.append(at)
        start = at + 1
    return positions
