"""A county with a log and incidents, and the page of incidents."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from commandcenter.database import heads
from commandcenter.database.address import Address
from commandcenter.database.engine import Database
from commandcenter.database.station import Station
from commandcenter.directory.model import Area
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import county
from commandcenter.duty.model.entry import Draft, Entry
from commandcenter.duty.service import log
from commandcenter.incidents.model.evacuation import Evacuee, Moved, Shelter
from commandcenter.incidents.model.figures import Counted, Figures
from commandcenter.incidents.model.incident import Facts, Incident, Opening
from commandcenter.incidents.model.level import Judgement, Level
from commandcenter.incidents.model.report import Report, ReportKind, SendChannel
from commandcenter.incidents.model.response import Basis, Decree, Stage
from commandcenter.incidents.model.response import Opening as ResponseOpening
from commandcenter.incidents.service import (
    evacuation,
    facts,
    levels,
    opening,
    reading,
    reports,
    response,
    sending,
    shelters,
)
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.warnings.model.warning import WarningRecord
from commandcenter.warnings.service import passing
from commandcenter.warnings.service.passing import WarningDraft
from ui.duty.desk import Desk as DutyDesk
from ui.duty.page import DutyPage
from ui.incidents.page import IncidentsPage
from ui.shell.background import Background
from ui.shell.language import speak
from ui.shell.navigation import PageEntry
from ui.shell.page import Target
from ui.shell.window import MainWindow

LONGTAN = "330399101"


def _officer(login: str, name: str, role: Role) -> Officer:
    return Officer(account_id=new_id(), login=login, name=name, rights=frozenset(RIGHTS[role]))


@dataclass(slots=True, kw_only=True)
class Room:
    """A seat in the duty room."""

    db: Database
    role: Role = Role.CHIEF
    other: Officer = field(default_factory=lambda: _officer("linxiao", "林晓", Role.CHIEF))
    leader: Officer = field(default_factory=lambda: _officer("zhoumin", "周敏", Role.LEADER))

    def officer(self) -> Officer:
        """Return who sits here."""
        return _officer(self.role.value, "何立", self.role)

    def clock(self) -> datetime:
        """Return the time of the county."""
        return datetime.now(UTC)

    def entry(self, content: str = "东坝渗水，渗漏点三处。", **fields: object) -> Entry:
        """Record a log line, as somebody else does."""
        usual = {"org": "龙潭镇政府", "name": "王建国", "place": "东坝", "area_code": LONGTAN}
        draft = Draft(id=new_id(), content=content, **usual | fields)
        return log.record(self.db, draft, officer=self.other)

    def incident(self, title: str = "东坝渗漏", **fields: object) -> Incident:
        """Open an incident, as somebody else does."""
        usual = {"kind": "natural:flood", "place": "东坝", "area_code": LONGTAN}
        learned_at = fields.pop("learned_at", None)
        told = Facts(id=new_id(), title=title, **usual | fields)
        new = Opening(id=new_id(), facts=told, learned_at=learned_at)
        return opening.open_incident(self.db, new, officer=self.other)

    def warning(self) -> WarningRecord:
        """Take in a warning, as somebody else does."""
        draft = WarningDraft(
            id=new_id(), sender="县气象台", headline="山洪红色预警", sent_at=self.clock()
        )
        return passing.enter(self.db, draft, officer=self.other)

    def judge(self, one: Incident, level: Level = Level.MAJOR) -> Incident:
        """Say how bad it is."""
        judged = Judgement(level=level, reason="带班领导研判")
        seen = self.find(one).version
        return levels.set_level(self.db, one.id, judged, officer=self.other, seen_version=seen)

    def count(self, one: Incident, **figures: object) -> Counted:
        """Note figures, as somebody else does."""
        with self.db.read() as tx:
            newest = reading.figures_in(tx, [one.id]).get(one.id)
        return facts.count(
            self.db,
            one.id,
            Figures(id=new_id(), **figures),
            officer=self.other,
            seen=newest.figures.id if newest is not None else None,
        )

    def move(self, one: Incident, people: int, state: Moved) -> int:
        """Put a household on the list of a response to an incident and move it so far."""
        response_id = self._respond(one)
        row = Evacuee(
            id=new_id(),
            about=response_id,
            number="",
            name="王建国",
            area_code=LONGTAN,
            people=people,
            at=self.clock(),
        )
        shelter = Shelter(id=new_id(), name="龙潭中心小学", area_code=LONGTAN)
        school = shelters.add(self.db, shelter, officer=self.other)
        [listed] = evacuation.put_on_list(self.db, [row], officer=self.other)
        return evacuation.take(
            self.db,
            [listed.id],
            state,
            officer=self.other,
            act_id=new_id(),
            shelter_id=school.id if state is Moved.SHELTERED else None,
        )

    def _respond(self, one: Incident) -> UUID:
        there = response.of_incident(self.db, one.id)
        if there:
            return there[0].id
        opening_ = ResponseOpening(id=new_id(), hazard="flood", incident_id=one.id)
        decree = Decree(
            id=new_id(),
            stage=Stage.FOURTH,
            basis_kind=Basis.TEXT,
            basis=one.number,
            decided_by="县防指副指挥",
            approver="周敏",
        )
        return response.activate(self.db, opening_, decree, officer=self.other).id

    def find(self, one: Incident) -> Incident:
        """Return an incident as it is stored."""
        found = reading.find(self.db, one.id)
        assert found is not None
        return found

    def all(self) -> tuple[Incident, ...]:
        """Return every incident that is stored."""
        return reading.page(self.db)

    def reports_of(self, one: Incident) -> tuple[Report, ...]:
        """Return the reports of an incident."""
        return reading.whole(self.db, one.id, at=self.clock()).reports

    def send_first(self, one: Incident) -> Report:
        """Write, sign and send the first report."""
        report = reports.begin(
            self.db,
            one.id,
            ReportKind.FIRST,
            report_id=new_id(),
            officer=self.other,
            language="zh",
        )
        for act, officer in ((reports.check, self.other), (sending.sign, self.leader)):
            report = act(
                self.db,
                report.id,
                seen_version=report.version,
                officer=officer,
                act_id=new_id(),
            )
        return sending.send(
            self.db, report.id, SendChannel.SYSTEM, officer=self.other, act_id=new_id()
        )


@pytest.fixture
def room(sqlite_address: Address) -> Iterator[Room]:
    """A founded county with one township and nothing else."""
    db = Database(sqlite_address)
    names = county.Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
    areas = [
        Area(code="330399", parent=None, name="清溪县", tier="county"),
        Area(code=LONGTAN, parent="330399", name="龙潭镇", tier="township", lon=119.75, lat=27.7),
    ]
    setup = Officer(account_id=new_id(), login="setup", name="setup")
    county.found(db, county.Founding(names=names, areas=areas), officer=setup)
    yield Room(db=db)
    db.close()


@pytest.fixture
def settled(qtbot: QtBot, background: Background) -> Callable[[], None]:
    """Wait until nothing is read or written any more."""

    def _settle() -> None:
        for _ in range(3):
            qtbot.wait(1)
            qtbot.wait_until(background.is_idle, timeout=20_000)

    return _settle


@pytest.fixture
def open_page(
    qtbot: QtBot,
    visit: Callable[..., IncidentsPage],
    window: MainWindow,
    settled: Callable[[], None],
    qapp: QApplication,
) -> Callable[..., IncidentsPage]:
    """Open the page in the main window, in English for comparing sentences."""

    def _open(room: Room, *, width: int = 1920, height: int = 1080) -> IncidentsPage:
        window.resize(width, height)
        page = visit("incidents", lambda seat: IncidentsPage(room.db, seat), room)
        speak(qapp, "en")
        window.desk.navigation.open(Target(page="incidents"))
        settled()
        return page

    return _open


@pytest.fixture
def key(qtbot: QtBot, settled: Callable[[], None]) -> Callable[..., None]:
    """Press a key where the focus is and wait until it is done."""

    def _key(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        qtbot.keyClick(QApplication.focusWidget(), key, held)
        settled()

    return _key


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    """The station file."""
    opened = Station(tmp_path / "station")
    yield opened
    opened.close()


@pytest.fixture
def at_the_log(
    room: Room,
    window: MainWindow,
    background: Background,
    station: Station,
    qtbot: QtBot,
    open_page: Callable[..., IncidentsPage],
    settled: Callable[[], None],
) -> Callable[[Entry], IncidentsPage]:
    """Select a line of the log, with the page of incidents beside it."""

    def _select(entry: Entry) -> IncidentsPage:
        page = open_page(room)
        desk = window.desk
        with room.db.read() as tx:
            database_id = heads.database_id(tx)
        seat = DutyDesk(
            db=room.db,
            database_id=database_id,
            background=background,
            local=background,
            station=station,
            messages=desk.messages,
            navigation=desk.navigation,
            actions=desk.actions_list,
            officer=room.officer,
            clock=room.clock,
        )
        made = PageEntry(
            name="duty", title="Duty", icon="notebook", shortcut="", make=lambda: DutyPage(seat)
        )
        desk.navigation.register(made)
        desk.navigation.open(Target(page="duty", kind="entry", key=entry.seq))
        duty = desk.navigation.page("duty")
        qtbot.wait_until(lambda: duty.log.selected_entry() is not None)
        settled()
        duty.log.view.setFocus()
        return page

    return _select
