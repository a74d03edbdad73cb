"""Which drills of a year meet which others, watches and days, found in whole arrays."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]
Pairs: TypeAlias = Iterator[tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The drills of a year as columns of numbers.

    Attributes:
        begins: Microseconds.
        ends: Microseconds; not after *begins* for a drill that ends before it begins.
        firsts: Ordinals of first days.
        lasts: Ordinals of last days.
        fixed: Which of them cannot be moved any more.
        townships: Their numbers, -1 for none.
    """

    begins: Ints
    ends: Ints
    firsts: Ints
    lasts: Ints
    fixed: Bools
    townships: Ints
    is_real: Bools = field(init=False)
    is_open: Bools = field(init=False)
    begin_list: list[int] = field(init=False)
    end_list: list[int] = field(init=False)

    def __post_init__(self) -> None:
        is_real = self.ends > self.begins
        object.__setattr__(self, "is_real", is_real)
        object.__setattr__(self, "is_open", is_real & ~self.fixed)
        object.__setattr__(self, "begin_list", self.begins.tolist())
        object.__setattr__(self, "end_list", self.ends.tolist())


def numbered(codes: Sequence[str]) -> Ints:
    """Return codes as numbers, the same for the same code and -1 for none."""
    numbers = {code: number for number, code in enumerate(sorted({*codes} - {""}))}
    return np.array([numbers.get(code, -1) for code in codes], dtype=np.int64)


def overlapping(columns: Columns) -> Pairs:
    """Give the pairs of drills that overlap, if one of them can be moved."""
    begins, ends = columns.begins, columns.ends
    return _pairs(columns, (begins[:, None] < ends) & (begins < ends[:, None]))


def same_day(columns: Columns) -> Pairs:
    """Give the pairs of drills that touch one township on one day."""
    firsts, lasts, where = columns.firsts, columns.lasts, columns.townships
    meet = (where[:, None] == where) & (where >= 0)
    return _pairs(columns, meet & (firsts[:, None] <= lasts) & (firsts <= lasts[:, None]))


def touching(columns: Columns, firsts: Ints, lasts: Ints) -> Pairs:
    """Give the drills that can be moved and touch stretches of days, with the stretch."""
    meet = (columns.firsts[:, None] <= lasts) & (firsts <= columns.lasts[:, None])
    return _places(meet & columns.is_open[:, None])


def odd(columns: Columns, year: int) -> list[int]:
    """Return the drills that can be moved and end before they begin or begin in another year."""
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    is_odd = ~columns.is_real | (columns.firsts < first) | (columns.firsts > last)
    found: list[int] = np.nonzero(is_odd & ~columns.fixed)[0].tolist()
    return found


def _pairs(columns: Columns, meet: Bools) -> Pairs:
    both = columns.is_real[:, None] & columns.is_real
    movable = ~(columns.fixed[:, None] & columns.fixed)
    return _places(np.triu(meet & both & movable, 1))


def _places(found: Bools) -> Pairs:
    rows, columns = np.nonzero(found)
    return zip(rows.tolist(), columns.tolist(), strict=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rota:
    """The watches of people, in order of person and beginning, and who is in which drill.

    Attributes:
        drills: With `people` the pairs of drill and person.
        keys: Person and beginning in one number.
        longest: Longest watch in microseconds.
    """

    drills: Ints
    people: Ints
    keys: Ints
    ends: Ints
    origin: int
    stride: int
    longest: int

    @classmethod
    def of(
        cls,
        rows: Sequence[tuple[int, int]],
        keys: Sequence[tuple[int, int]],
        spans: Sequence[tuple[int, int]],
        longest: int,
    ) -> "Rota":
        """Return it for pairs of drill and person, and for watches in order."""
        begins = [begin for begin, _ in spans]
        origin = min(begins, default=0)
        # Further apart than any two moments of the rota.
        stride = max(begins, default=0) - origin + longest + 1
        pairs = np.array(rows, dtype=np.int64).reshape(-1, 2)
        return cls(
            drills=pairs[:, 0],
            people=pairs[:, 1],
            keys=np.array([who * stride + at - origin for who, at in keys], dtype=np.int64),
            ends=np.array([end for _, end in spans], dtype=np.int64),
            origin=origin,
            stride=stride,
            longest=longest,
        )

    def meeting(self, columns: Columns) -> Pairs:
        """Give each drill that can be moved and each watch of its people that overlaps it."""
        is_open = columns.is_open[self.drills]
        drills, people = self.drills[is_open], self.people[is_open]
        begins, ends = columns.begins[drills], columns.ends[drills]
        low = np.searchsorted(self.keys, self._key(people, begins - self.longest))
        high = np.searchsorted(self.keys, self._key(people, ends))
        for row in np.nonzero(high > low)[0].tolist():
            for at in range(low[row], high[row]):
                if self.ends[at] > begins[row]:
                    yield int(drills[row]), at

    def _key(self, people: Ints, at: Ints) -> Ints:
        return people * self.stride + np.clip(at - self.origin, 0, self.stride - 1)
