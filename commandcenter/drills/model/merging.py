"""The grades of several evaluators made one: by item, by group, and the result of the drill.

Reckoned in fractions, so that nothing depends on how a share would be rounded. An item
counts with the mean of those who gave it 2, 1 or 0; who says that it does not apply, or
has not said anything, is left out. Each item weighs the same, in its group and in all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from commandcenter.drills.model.evaluation import Evaluation, Grade, Item, Score
from commandcenter.kernel.words import N_

POINTS: Mapping[Grade, int] = {Grade.GOOD: 2, Grade.PARTLY: 1, Grade.BAD: 0}
_MOST = 2
_TENTHS = 10


class Result(StrEnum):
    """The result of a drill in one word."""

    EXCELLENT = "excellent"  # 优
    GOOD = "good"  # 良
    FAIR = "fair"  # 中
    POOR = "poor"  # 差


RESULT_WORDS: dict[Result, str] = {
    Result.EXCELLENT: N_("Excellent"),
    Result.GOOD: N_("Good result"),
    Result.FAIR: N_("Fair"),
    Result.POOR: N_("Poor"),
}
GRADE_WORDS: dict[Grade, str] = {
    Grade.GOOD: N_("Met (2)"),
    Grade.PARTLY: N_("Partly met (1)"),
    Grade.BAD: N_("Not met (0)"),
    Grade.NONE: N_("Does not apply"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """From how many percent which result is reached, as the rule rows say."""

    excellent: int
    good: int
    fair: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemResult:
    """What all evaluators gave one item.

    Attributes:
        scores: In the order of the evaluations; without those who have not said anything.
        mean: 0 to 2; None where nobody gave 2, 1 or 0.
        spread: Highest less lowest points; 0 where one or nobody gave any.
    """

    item: Item
    scores: tuple[Score, ...]
    mean: Fraction | None
    spread: int

    @property
    def is_disputed(self) -> bool:
        """Whether two evaluators differ by 2: one says met, the other not met."""
        return self.spread == _MOST

    @property
    def has_zero(self) -> bool:
        """Whether anybody says that it was not met."""
        return any(one.grade is Grade.BAD for one in self.scores)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupResult:
    """What a group of items came to.

    Attributes:
        points: Sum of the means of its items.
        base: Points that those items could have got; items without a mean are not in it.
    """

    group: str
    items: tuple[ItemResult, ...]
    points: Fraction
    base: int

    @property
    def percent(self) -> Fraction | None:
        """Points as a share of what could have been got; None where nothing was."""
        return self.points * 100 / self.base if self.base else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The grades of a drill.

    Attributes:
        evaluations: Whose grades these are.
        groups: In the order of the items.
        bounds: That the result was decided by.
        result: None where nothing has been graded.
    """

    evaluations: tuple[Evaluation, ...]
    groups: tuple[GroupResult, ...]
    points: Fraction
    base: int
    bounds: Bounds
    result: Result | None

    @property
    def percent(self) -> Fraction | None:
        """Points as a share of what could have been got; None where nothing was."""
        return self.points * 100 / self.base if self.base else None

    @property
    def items(self) -> tuple[ItemResult, ...]:
        """The items of all groups."""
        return tuple(one for group in self.groups for one in group.items)


def merge(
    items: Sequence[Item],
    evaluations: Sequence[Evaluation],
    scores: Iterable[Score],
    bounds: Bounds,
) -> Merged:
    """Merge the grades that some evaluators gave some items.

    Args:
        items: In the order of the form, items of a group beside each other.
        scores: Those of other evaluations and other items are left out.
    """
    order = {one.id: place for place, one in enumerate(evaluations)}
    by_item: dict[UUID, list[Score]] = {one.id: [] for one in items}
    for score in scores:
        if score.evaluation_id in order and score.item_id in by_item:
            by_item[score.item_id].append(score)
    results = [
        _item(one, sorted(by_item[one.id], key=lambda score: order[score.evaluation_id]))
        for one in items
    ]
    groups = tuple(
        _group(code, tuple(some)) for code, some in groupby(results, key=attrgetter("item.group"))
    )
    points, base = sum((one.points for one in groups), Fraction(0)), sum(g.base for g in groups)
    return Merged(
        evaluations=tuple(evaluations),
        groups=groups,
        points=points,
        base=base,
        bounds=bounds,
        result=result_of(points * 100 / base, bounds) if base else None,
    )


def _item(item: Item, scores: Sequence[Score]) -> ItemResult:
    points = [POINTS[one.grade] for one in scores if one.grade in POINTS]
    return ItemResult(
        item=item,
        scores=tuple(scores),
        mean=Fraction(sum(points), len(points)) if points else None,
        spread=max(points) - min(points) if points else 0,
    )


def _group(code: str, items: tuple[ItemResult, ...]) -> GroupResult:
    means = [one.mean for one in items if one.mean is not None]
    return GroupResult(
        group=code, items=items, points=sum(means, Fraction(0)), base=_MOST * len(means)
    )


def result_of(percent: Fraction, bounds: Bounds) -> Result:
    """Return the result for a share; decided by the exact share, never by a rounded one."""
    if percent >= bounds.excellent:
        return Result.EXCELLENT
    if percent >= bounds.good:
        return Result.GOOD
    return Result.FAIR if percent >= bounds.fair else Result.POOR


def tenths(share: Fraction) -> str:
    """Return a share with one decimal, rounded down.

    So none looks as if it had reached a result that it missed: 89.95 is 89.9 and no 优.
    """
    whole = share * _TENTHS // 1
    return f"{whole // _TENTHS}.{whole % _TENTHS}"
