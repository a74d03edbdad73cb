"""What criteria of levels and rules of reporting have in common: a basis, and versions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_

MAX_BASIS = 500
Rule = TypeVar("Rule")


class BasisMissing(Rejected):
    """A row that nobody could check."""

    sentence = N_("Write which text the row is from, in 1 to {limit} characters.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version(Generic[Rule]):
    """A row as it was written once; the newest one of a code holds.

    Attributes:
        by: Who wrote it; empty as long as it is only shipped.
        at: When; None as long as it is only shipped.
    """

    rule: Rule
    by: str = ""
    at: datetime | None = None


def check_basis(basis: str) -> None:
    """Refuse a row that does not say what it is from.

    Raises:
        BasisMissing: It does not, or says too much.
    """
    if not 0 < len(basis.strip()) <= MAX_BASIS:
        raise BasisMissing(limit=MAX_BASIS)
