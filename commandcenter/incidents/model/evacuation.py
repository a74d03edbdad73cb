"""Moving people out of danger (人员转移): the list with its six questions, step by step."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, ClassVar
from uuid import UUID

from commandcenter.directory.model import masked
from commandcenter.incidents.model.response_checks import (
    check_count,
    check_filled,
    check_lengths,
)
from commandcenter.kernel.errors import InWords, Rejected
from commandcenter.kernel.times import minute
from commandcenter.kernel.words import N_

MOST_OF_HOUSEHOLD = 99
MOST_OF_SHELTER = 100_000
_HIDDEN = "**"


class Moved(StrEnum):
    """Where a person is on the way to safety."""

    DUE = "due"  # 待转移
    NOTIFIED = "notified"  # 已通知
    MOVING = "moving"  # 转移中
    SHELTERED = "sheltered"  # 已安置（集中）
    WITH_RELATIVES = "with_relatives"  # 已安置（投亲）
    RETURNED = "returned"  # 已返回
    REFUSED = "refused"  # 拒绝转移
    UNREACHED = "unreached"  # 失联
    AWAY = "away"  # 外出


SETTLED = (Moved.SHELTERED, Moved.WITH_RELATIVES)
# What may follow each state; None stands for a person who is new on the list. Steps may be
# left out, because villages often tell of people only when these are safe.
STEPS: dict[Moved | None, tuple[Moved, ...]] = {
    None: (Moved.DUE,),
    Moved.DUE: (
        Moved.NOTIFIED,
        Moved.MOVING,
        *SETTLED,
        Moved.REFUSED,
        Moved.UNREACHED,
        Moved.AWAY,
    ),
    Moved.NOTIFIED: (Moved.MOVING, *SETTLED, Moved.REFUSED, Moved.UNREACHED, Moved.AWAY),
    Moved.MOVING: (*SETTLED, Moved.REFUSED, Moved.UNREACHED),
    Moved.SHELTERED: (Moved.WITH_RELATIVES, Moved.MOVING, Moved.RETURNED, Moved.UNREACHED),
    Moved.WITH_RELATIVES: (Moved.SHELTERED, Moved.MOVING, Moved.RETURNED, Moved.UNREACHED),
    Moved.RETURNED: (Moved.DUE,),
    Moved.REFUSED: (Moved.NOTIFIED, Moved.MOVING, Moved.UNREACHED, Moved.AWAY),
    Moved.UNREACHED: (Moved.NOTIFIED, Moved.MOVING, *SETTLED, Moved.AWAY),
    Moved.AWAY: (Moved.DUE, Moved.NOTIFIED, Moved.UNREACHED),
}
MOVED_WORDS: dict[str, str] = {
    Moved.DUE: N_("To be moved"),
    Moved.NOTIFIED: N_("Told to move"),
    Moved.MOVING: N_("Being moved"),
    Moved.SHELTERED: N_("In a shelter"),
    Moved.WITH_RELATIVES: N_("With relatives"),
    Moved.RETURNED: N_("Back home"),
    Moved.REFUSED: N_("Refuses to go"),
    Moved.UNREACHED: N_("Not reached"),
    Moved.AWAY: N_("Away from home"),
}
# What nobody may read who lacks the right to; the journal knows it by its digest alone.
PERSONAL = ("name", "household", "phone", "address", "last_place", "id_digest", "needs")


class StepForbidden(InWords):
    """A person cannot come to this state from the one they are in."""

    sentence = N_("No. {number} is '{state}' and cannot become '{wanted}'. Look at them again.")
    words: ClassVar = {"state": MOVED_WORDS, "wanted": MOVED_WORDS}


class ShelterMissing(Rejected):
    """Who is in a shelter has to be found there."""

    sentence = N_("Choose the shelter that No. {number} was taken to.")


class ReasonMissing(Rejected):
    """Why somebody stays has to be known to whoever asks them next."""

    sentence = N_("Say why No. {number} does not go.")


class BackInTime(Rejected):
    """The steps of a person follow each other."""

    sentence = N_("No. {number} came to the last state at {last}; give a later time.")


class CrossedOff(Rejected):
    """Who was put on the list by mistake takes no steps."""

    sentence = N_("No. {number} was crossed off the list.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelter:
    """A place where people who were moved stay (避灾安置场所).

    Attributes:
        responsible: Who opens it and looks after the people.
    """

    id: UUID
    name: str
    area_code: str = ""
    address: str = ""
    capacity: int = 0
    responsible: str = ""
    phone: str = ""
    lon: float | None = None
    lat: float | None = None
    is_active: bool = True
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Evacuee:
    """A person, or a household, who has to be moved.

    Attributes:
        about: The incident or response whose list it is.
        number: On this list, such as 031.
        people: For how many the row stands.
        id_digest: Digest of the identity number, so that the same person is known again; the
            number itself is never kept.
        needs: What has to be known to move them: old, ill, pregnant, in a wheelchair.
        trigger: 何时转: at what reading, warning or time they go.
        last_place: 人在哪: where they were last known to be.
        helper: 谁去转: who fetches them.
        destination: 转到哪: the shelter's name, or where relatives live.
        care: 怎么管: who looks after them and who allows them to go back.
        at: When they came to their state, as claimed.
        by: Who recorded that.
        is_struck: Crossed off, because they should never have been on the list.
    """

    id: UUID
    about: UUID
    number: str
    name: str
    area_code: str
    household: str = ""
    people: int = 1
    phone: str = ""
    address: str = ""
    id_digest: str = ""
    needs: str = ""
    trigger: str = ""
    last_place: str = ""
    helper: str = ""
    helper_phone: str = ""
    shelter_id: UUID | None = None
    destination: str = ""
    care: str = ""
    state: Moved = Moved.DUE
    at: datetime
    by: str = ""
    note: str = ""
    is_struck: bool = False
    drill_id: UUID | None = None
    version: int = 1


# Which fields answer each of the six questions; one that is filled in is enough.
SIX: Mapping[str, tuple[str, ...]] = {
    "when": ("trigger",),
    "who": ("name",),
    "where": ("last_place", "address"),
    "helper": ("helper",),
    "shelter": ("shelter_id", "destination"),
    "care": ("care",),
}


def digest_of(about: UUID, id_number: str) -> str:
    """Return what is kept of an identity number: enough to know the same person again.

    Args:
        about: Whose list it is; the same number looks different on another list.
    """
    plain = "".join(id_number.split()).upper()
    return sha256(f"{about}:{plain}".encode()).hexdigest() if plain else ""


def unanswered(one: Evacuee) -> tuple[str, ...]:
    """Return which of the six questions nobody has answered for a person."""
    return tuple(
        question
        for question, fields in SIX.items()
        if not any(getattr(one, field) for field in fields)
    )


def shown(one: Evacuee, *, with_person: bool, with_phones: bool) -> Evacuee:
    """Return a person as somebody may see them.

    Args:
        with_person: The officer may see names and homes.
        with_phones: The officer may see phone numbers of helpers.
    """
    seen = one if with_phones else replace(one, helper_phone=masked(one.helper_phone))
    if with_person:
        return replace(seen, id_digest="")
    hidden: dict[str, Any] = dict.fromkeys(PERSONAL, "")
    # A destination may be the home of relatives, a note may name anybody.
    hidden |= {"destination": "", "note": ""}
    return replace(seen, **hidden | {"name": f"{one.name[:1]}{_HIDDEN}"})


def check_evacuee(one: Evacuee) -> None:
    """Refuse a row that could not be worked with.

    Raises:
        EmptyField, OverlongField, CountOutOfRange: One of its fields.
    """
    check_filled(one, ("name", "area_code"))
    check_count(one, "people", 1, MOST_OF_HOUSEHOLD)
    check_lengths(one, long=("note", "care", "trigger"))


def check_shelter(one: Shelter) -> None:
    """Refuse a shelter without a name.

    Raises:
        EmptyField, OverlongField, CountOutOfRange: One of its fields.
    """
    check_filled(one, ("name",))
    check_count(one, "capacity", 0, MOST_OF_SHELTER)
    check_lengths(one)


def step(
    one: Evacuee, wanted: Moved, *, at: datetime, by: str, note: str, shelter: Shelter | None
) -> Evacuee:
    """Return a person after a step.

    Args:
        shelter: Where they were taken, if it is another one than the list says.

    Raises:
        CrossedOff, StepForbidden, BackInTime, ShelterMissing, ReasonMissing: Which rule
            forbids it.
    """
    if one.is_struck:
        raise CrossedOff(number=one.number)
    if wanted not in STEPS[one.state]:
        raise StepForbidden(number=one.number, state=one.state.value, wanted=wanted.value)
    if at < one.at:
        raise BackInTime(number=one.number, last=minute(one.at))
    if wanted is Moved.REFUSED and not note.strip():
        raise ReasonMissing(number=one.number)
    after = replace(one, state=wanted, at=at, by=by, note=note)
    if wanted is not Moved.SHELTERED:
        return after
    if shelter is not None:
        after = replace(after, shelter_id=shelter.id, destination=shelter.name)
    if after.shelter_id is None:
        raise ShelterMissing(number=one.number)
    return after


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many people of a township are where; numbers of people, not of rows."""

    by_state: Mapping[Moved, int]

    @property
    def due(self) -> int:
        """Who has to be moved: everybody on the list who is not away."""
        return sum(self.by_state.values()) - self.by_state.get(Moved.AWAY, 0)

    @property
    def moved(self) -> int:
        """Who is on the way or was moved."""
        return self.settled + self.by_state.get(Moved.MOVING, 0)

    @property
    def settled(self) -> int:
        """Who is safe: settled, or back home after that."""
        return sum(self.by_state.get(state, 0) for state in (*SETTLED, Moved.RETURNED))

    @property
    def not_reached(self) -> int:
        """Of whom nobody knows where they are."""
        return self.by_state.get(Moved.UNREACHED, 0)

    @property
    def percent(self) -> int:
        """Whole percent who are safe; 100 only if all are."""
        return self.settled * 100 // self.due if self.due else 100


def counted(people: Iterable[Evacuee], townships: Mapping[str, str]) -> dict[str, Counts]:
    """Return how many people of each township are where, by its code.

    Args:
        townships: Code of the township of each area; an area not in it stands for itself.
    """
    found: dict[str, Counter[Moved]] = {}
    for one in people:
        if not one.is_struck:
            code = townships.get(one.area_code, one.area_code)
            found.setdefault(code, Counter())[one.state] += one.people
    return {code: Counts(by_state=dict(states)) for code, states in sorted(found.items())}


def total(counts: Iterable[Counts]) -> Counts:
    """Return the sum over townships."""
    added: Counter[Moved] = Counter()
    for one in counts:
        added.update(one.by_state)
    return Counts(by_state=dict(added))
