"""A founded county with a shift on watch, on both databases."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.database.engine import Database
from commandcenter.directory.model import Area, Organisation, Person
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import county
from commandcenter.directory.service.county import Founding, Names
from commandcenter.duty.model.entry import Draft, Entry, EntryKind
from commandcenter.duty.model.shift import DutyRole, Member, Shift
from commandcenter.duty.service import log, shifts
from commandcenter.handover import service
from commandcenter.handover.model import Check, Finding, Handover, Section
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import day_of

# The server takes its own time, so the shift ends a quarter of an hour after the test.
LENGTH = timedelta(hours=12)
LEFT = timedelta(minutes=15)
# The relief is short, so that it can be handed over in the same test.
RELIEF = timedelta(minutes=90)
TOWNSHIP = "330399101"
Act = Callable[..., Handover]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """Officers of both shifts."""

    leader: Officer
    giver: Officer
    taker: Officer
    viewer: Officer
    admin: Officer


@dataclass(slots=True, kw_only=True)
class Night:
    """The end of a night shift."""

    db: Database
    crew: Crew
    shift: Shift
    relief: Shift

    def record(self, content: str = "雨停了。", **facts: object) -> Entry:
        """Let the outgoing officer record an entry."""
        draft = Draft(id=new_id(), content=content, **facts)
        return log.record(self.db, draft, officer=self.crew.giver)

    def start(self) -> Handover:
        """Freeze the shift on watch."""
        return service.start(self.db, officer=self.crew.giver)

    def newest(self) -> Handover:
        """Return the newest handover."""
        found = service.newest(self.db)
        assert found is not None
        return found

    def act(self, call: Act, *facts: object, officer: Officer) -> Handover:
        """Do something to the newest handover as it is now."""
        seen = self.newest()
        return call(self.db, seen.id, *facts, seen_version=seen.version, officer=officer)

    def accept_all(self) -> Handover:
        """Accept every section."""
        for section in Section:
            self.act(service.accept, section, officer=self.crew.taker)
        return self.newest()

    def check_all(self) -> Handover:
        """Find everything normal."""
        for check in self.newest().checklist:
            normal = Check(code=check.code, title=check.title, finding=Finding.NORMAL)
            self.act(service.put_check, normal, officer=self.crew.giver)
        return self.newest()

    def complete(self) -> Handover:
        """Do everything but seal."""
        self.accept_all()
        self.check_all()
        return self.act(service.sign_outgoing, officer=self.crew.giver)

    def seal(self) -> Handover:
        """Let the incoming officer sign."""
        return self.act(service.seal, officer=self.crew.taker)

    def open_incident(self) -> Entry:
        """Record an incident that is not followed through yet."""
        return self.record("东坝渗漏险情。", kind=EntryKind.INCIDENT)


def _officer(login: str, name: str, role: Role) -> Officer:
    return Officer(account_id=new_id(), login=login, name=name, rights=frozenset(RIGHTS[role]))


@pytest.fixture
def crew() -> Crew:
    """People of both shifts."""
    return Crew(
        leader=_officer("zhoumin", "周敏", Role.LEADER),
        giver=_officer("heli", "何立", Role.CHIEF),
        taker=_officer("zhenghai", "郑海", Role.CHIEF),
        viewer=_officer("guest", "访客", Role.VIEWER),
        admin=_officer("root", "管理员", Role.ADMIN),
    )


@pytest.fixture
def bare(db: Database, crew: Crew) -> Night:
    """A founded county in which no shift is planned."""
    names = Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
    people = [Person(id=new_id(), name=name) for name in ("周敏", "何立", "郑海")]
    office = Organisation(id=new_id(), name="龙潭镇人民政府", area_code=TOWNSHIP)
    head = Person(
        id=new_id(), name="赵强", organisation_id=office.id, post="镇长", mobile="19900010001"
    )
    founding = Founding(
        names=names,
        people=[*people, head],
        organisations=[office],
        areas=[
            Area(code="330399", parent=None, name="清溪县", tier="county"),
            Area(code=TOWNSHIP, parent="330399", name="龙潭镇", tier="township"),
        ],
    )
    county.found(db, founding, officer=crew.admin)
    roles = (DutyRole.LEADER, DutyRole.CHIEF)
    members = tuple(
        Member(person_id=person.id, name=person.name, role=role)
        for person, role in zip(people, roles, strict=False)
    )
    change_at = datetime.now(UTC) + LEFT
    shift = _shift("夜班", change_at - LENGTH, members)
    return Night(db=db, crew=crew, shift=shift, relief=_shift("白班", change_at, (), RELIEF))


def _shift(
    name: str, start_at: datetime, members: tuple[Member, ...], length: timedelta = LENGTH
) -> Shift:
    return Shift(
        id=new_id(),
        day=day_of(start_at),
        name=name,
        start_at=start_at,
        end_at=start_at + length,
        members=members,
        weather="大雨",
    )


@pytest.fixture
def night(bare: Night) -> Night:
    """A night shift a quarter of an hour before its end, with one entry, and its relief."""
    shifts.import_all(bare.db, [bare.shift, bare.relief], officer=bare.crew.admin)
    bare.record()
    return bare
