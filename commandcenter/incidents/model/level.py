"""How bad an incident is, and which threshold says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from commandcenter.incidents.model.figures import COUNTED, Figures, measured, unit_of
from commandcenter.incidents.model.standard import check_basis
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.words import N_


class BadLevelRule(Rejected):
    """A criterion whose limits do not grow with the level."""

    sentence = N_("Give at least one limit, growing with the level, of a figure there is.")


class KindsMissing(BadLevelRule):
    """A criterion of no incident."""

    sentence = N_("Choose at least one kind of incident.")


class FiguresUnlike(BadLevelRule):
    """A criterion of no figure, or of people and yuan together."""

    sentence = N_("Choose a figure, or several that are counted in the same unit.")


class NearLimit(BadLevelRule):
    """A near accident has one limit and no level."""

    sentence = N_("A near accident has one limit; write it at the larger level.")


class Level(StrEnum):
    """The four levels of the law, and what counties log below them."""

    INFO = "info"  # 信息/险情
    ORDINARY = "ordinary"  # 一般
    LARGER = "larger"  # 较大
    MAJOR = "major"  # 重大
    EXTREME = "extreme"  # 特别重大

    @property
    def rank(self) -> int:
        """0 for the least."""
        return _RANKS[self]

    @property
    def raised(self) -> "Level":
        """One level higher, if there is one."""
        return LEVELS[min(self.rank + 1, len(LEVELS) - 1)]

    @property
    def severity(self) -> Severity:
        """The colour it has on screens."""
        return _SEVERITIES[self]


LEVELS = tuple(Level)
_RANKS = {level: rank for rank, level in enumerate(LEVELS)}
LARGEST = 10**15
_SEVERITIES = {
    Level.INFO: Severity.BLUE,
    Level.ORDINARY: Severity.BLUE,
    Level.LARGER: Severity.YELLOW,
    Level.MAJOR: Severity.ORANGE,
    Level.EXTREME: Severity.RED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRule:
    """A criterion: from which figure on an incident has which level.

    A value belongs to the highest level whose limit it reaches, so that 以上 includes the
    number itself. Limits are in the unit of the figure: people, fen, square metres, tenths.

    Attributes:
        code: Names it for good; a later row with the same code replaces an earlier one.
        kinds: Codes of incident kinds, `accident:*` for a whole class.
        figure: Name of a figure, or several joined by `+`.
        ordinary: None where a level has no limit of its own.
        is_near: It makes a near accident (较大涉险), not a level; the limit stands in `larger`.
        basis: The text it is taken from, or that it could not be verified.
    """

    code: str
    kinds: tuple[str, ...]
    figure: str
    ordinary: int | None = None
    larger: int | None = None
    major: int | None = None
    extreme: int | None = None
    is_near: bool = False
    basis: str = ""
    is_active: bool = True

    @property
    def limits(self) -> dict[Level, int]:
        """The limit of each level that has one, the least level first."""
        said = {
            Level.ORDINARY: self.ordinary,
            Level.LARGER: self.larger,
            Level.MAJOR: self.major,
            Level.EXTREME: self.extreme,
        }
        return {level: limit for level, limit in said.items() if limit is not None}

    def is_about(self, kind: str) -> bool:
        """Whether incidents of a kind are measured by it."""
        return kind in self.kinds or f"{kind.partition(':')[0]}:*" in self.kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """What one rule says of the figures of an incident.

    Attributes:
        value: What was held against the limits.
        limit: The one that was reached; None if none was.
    """

    rule: LevelRule
    value: int
    level: Level
    limit: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The level that the figures speak for.

    Attributes:
        decided: The criterion that decided; None if nothing reached a limit.
        criteria: All that could be judged, the highest level first.
        near: Those that make it a near accident.
    """

    level: Level
    decided: Criterion | None
    criteria: tuple[Criterion, ...]
    near: tuple[Criterion, ...]

    @property
    def is_near_accident(self) -> bool:
        """Whether much could have happened (较大涉险)."""
        return bool(self.near)

    def fits(self, judged: "Judgement") -> bool:
        """Whether an officer says just this, so that no reason is needed."""
        said = (judged.level, judged.is_near_accident, judged.is_sensitive)
        return said == (self.level, self.is_near_accident, False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What an officer says of how bad an incident is.

    Attributes:
        is_sensitive: By its place, its time, the people or the attention it gets.
        is_near_accident: 较大涉险.
        reason: Needed where it is not what was proposed, and for sensitive ones.
    """

    level: Level
    is_sensitive: bool = False
    is_near_accident: bool = False
    reason: str = ""


def propose_level(figures: Figures, rules: Iterable[LevelRule], *, kind: str) -> Proposal:
    """Return the level that the figures speak for; one criterion suffices, the highest wins.

    What is still being verified speaks for nothing.
    """
    of_kind = [one for one in rules if one.is_active and one.is_about(kind)]
    judged = [found for one in of_kind if (found := _judged(one, figures)) is not None]
    levels = [found for found in judged if not found.rule.is_near]
    criteria = tuple(sorted(levels, key=lambda found: (-found.level.rank, found.rule.code)))
    decided = next((found for found in criteria if found.limit is not None), None)
    return Proposal(
        level=decided.level if decided else Level.INFO,
        decided=decided,
        criteria=criteria,
        near=tuple(found for found in judged if found.rule.is_near and found.limit is not None),
    )


def _judged(rule: LevelRule, figures: Figures) -> Criterion | None:
    value = measured(figures, rule.figure)
    if value is None:
        return None
    reached = [(level, limit) for level, limit in rule.limits.items() if value >= limit]
    level, limit = max(reached, key=lambda one: one[0].rank, default=(Level.INFO, None))
    return Criterion(rule=rule, value=value, level=level, limit=limit)


def check_level_rule(rule: LevelRule) -> None:
    """Refuse a criterion that could not decide anything.

    Raises:
        BadLevelRule: What has to be put right first, see its subclasses.
        BasisMissing: Nobody could say where it is from.
    """
    if not rule.kinds:
        raise KindsMissing
    names = rule.figure.split("+")
    if not set(names) <= set(COUNTED) or len({unit_of(name) for name in names}) > 1:
        raise FiguresUnlike
    if rule.is_near and list(rule.limits) != [Level.LARGER]:
        raise NearLimit
    limits = list(rule.limits.values())
    is_growing = all(low < high for low, high in pairwise(limits))
    is_counted = all(0 < limit <= LARGEST for limit in limits)
    if not (limits and is_growing and is_counted and rule.code.strip()):
        raise BadLevelRule
    check_basis(rule.basis)
