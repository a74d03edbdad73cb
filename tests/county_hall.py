"""A small county that workstations can open: one shift on watch, one that relieves it."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta

from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.directory.model import Account, Area, Organisation, Person
from commandcenter.directory.rights import RIGHTS, Right, Role
from commandcenter.directory.service import county
from commandcenter.directory.service.county import Founding, Names
from commandcenter.duty.model.entry import Draft
from commandcenter.duty.model.shift import DutyRole, Member, Shift
from commandcenter.duty.service import log, shifts
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import day_of, now

PASSWORD = "invented-7351"
SETUP = Officer(
    account_id=new_id(), login="setup", name="setup", rights=frozenset({Right.PLAN_DUTY})
)
CHIEF = Officer(
    account_id=new_id(), login="heli", name="何立", rights=frozenset(RIGHTS[Role.CHIEF])
)
# Login, name, role of the account, part in which shift.
CREW = (
    ("zhoumin", "周敏", Role.LEADER, DutyRole.LEADER, 0),
    ("heli", "何立", Role.CHIEF, DutyRole.CHIEF, 0),
    ("linxiao", "林晓", Role.DEPUTY, DutyRole.DEPUTY, 0),
    ("zhenghai", "郑海", Role.CHIEF, DutyRole.CHIEF, 1),
)
HALF = timedelta(hours=12)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Hall:
    """A county as an address, and how to look into it beside all windows."""

    address: Address

    def opened(self) -> "closing[Database]":
        """Open the county for a look."""
        return closing(Database(self.address))

    def record(self, *contents: str) -> None:
        """Let these entries be written by somebody else."""
        with self.opened() as db:
            for content in contents:
                log.record(db, Draft(id=new_id(), content=content), officer=CHIEF)

    def url(self) -> str:
        """Return what a window is given."""
        return str(self.address.file or self.address.url.render_as_string(hide_password=False))


def found(
    address: Address,
    *,
    ends_in: timedelta = HOUR,
    areas: Sequence[Area] = (),
    rules: Mapping[str, str] | None = None,
) -> None:
    """Fill an empty database.

    Args:
        ends_in: What is left of the shift on watch.
        rules: Values of rules that differ from the shipped ones.
    """
    begins_at = now() + ends_in - HALF
    people = {login: Person(id=new_id(), name=name) for login, name, *_ in CREW}
    founding = Founding(
        names=Names(county="清溪县", centre="清溪县应急指挥中心", code="330399"),
        areas=areas,
        rules=rules or {},
        organisations=[Organisation(id=new_id(), name="龙潭镇水利站")],
        people=list(people.values()),
        accounts=[
            (Account(id=new_id(), login=login, person_id=people[login].id, role=role), PASSWORD)
            for login, _, role, *_ in CREW
        ],
    )
    planned = [
        _shift(number, name, begins_at + number * HALF, people)
        for number, name in enumerate(("夜班", "白班"))
    ]
    with closing(Database(address)) as db:
        county.found(db, founding, officer=SETUP)
        shifts.import_all(db, planned, officer=SETUP)


def _shift(number: int, name: str, begins_at: datetime, people: dict[str, Person]) -> Shift:
    members = tuple(
        Member(person_id=people[login].id, name=person, role=part)
        for login, person, _, part, shift in CREW
        if shift == number
    )
    return Shift(
        id=new_id(),
        day=day_of(begins_at),
        name=name,
        start_at=begins_at,
        end_at=begins_at + HALF,
        members=members,
    )
