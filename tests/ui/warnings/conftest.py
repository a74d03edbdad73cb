"""A small county with people to call, warnings, and the page of warnings."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from commandcenter.database.engine import Database
from commandcenter.directory.model import Area, Organisation, Person
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import county
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.severity import Severity
from commandcenter.warnings.model.warning import WarningRecord
from commandcenter.warnings.service import passing
from commandcenter.warnings.service.passing import WarningDraft
from ui.warnings.page import WarningsPage

LONGTAN, SHIQIAO = "330399101", "330399102"
# Name, number of the unit and post.
_PEOPLE = (
    ("赵镇长", 0, "镇长"),
    ("钱书记", 0, "副镇长"),
    ("孙站长", 1, "站长"),
    ("李乡长", 2, "乡长"),
)
CAP = """<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>{number}</identifier><sender>{sender}</sender><sent>{sent}</sent>
<status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
<info><language>zh-CN</language><category>Met</category><event>暴雨</event>
<urgency>Immediate</urgency><severity>Severe</severity><certainty>Likely</certainty>
<eventCode><valueName>eventType</valueName><value>11B03</value></eventCode>
<senderName>县气象台</senderName><headline>{headline}</headline>
<description>雨大</description>
<area><areaDesc>龙潭镇</areaDesc><geocode><valueName>c</valueName><value>330399101</value>
</geocode></area></info></alert>"""


@dataclass(slots=True, kw_only=True)
class Room:
    """A seat in the duty room: the county, and who sits there."""

    db: Database
    role: Role = Role.CHIEF
    later: timedelta = field(default_factory=timedelta)

    def officer(self) -> Officer:
        """Return who sits here."""
        return self.somebody(self.role)

    def somebody(self, role: Role) -> Officer:
        """Return an officer with this role."""
        rights = frozenset(RIGHTS[role])
        return Officer(account_id=new_id(), login=role.value, name="何立", rights=rights)

    def clock(self) -> datetime:
        """Return the time of the county."""
        return datetime.now(UTC) + self.later

    def warn(self, headline: str, colour: Severity = Severity.RED, **more: object) -> WarningRecord:
        """Take in a warning by hand."""
        usual = {
            "id": new_id(),
            "sender": "县气象台",
            "headline": headline,
            "sent_at": self.clock() - timedelta(minutes=1),
            "kind": "11B03",
            "colour": colour,
            "area": "龙潭镇",
            "area_codes": (LONGTAN,),
            "ends_at": self.clock() + timedelta(hours=3),
        }
        draft = WarningDraft(**usual | more)
        return passing.enter(self.db, draft, officer=self.somebody(Role.CHIEF))


def _square(lon: float, lat: float) -> str:
    ring = [[lon, lat], [lon + 0.2, lat], [lon + 0.2, lat + 0.2], [lon, lat + 0.2], [lon, lat]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


def _found(db: Database) -> None:
    areas = [Area(code="330399", parent=None, name="清溪县", tier="county")]
    for code, name, lon in ((LONGTAN, "龙潭镇", 120.0), (SHIQIAO, "石桥乡", 120.2)):
        place = {"lon": lon + 0.1, "lat": 27.1, "geometry": _square(lon, 27.0)}
        areas.append(Area(code=code, parent="330399", name=name, tier="township", **place))
    units = [
        Organisation(id=new_id(), name=name, area_code=code, phone="0577-66120000")
        for name, code in (
            ("龙潭镇人民政府", LONGTAN),
            ("龙潭水利站", LONGTAN),
            ("石桥乡人民政府", SHIQIAO),
            ("龙潭派出所", LONGTAN),
        )
    ]
    people = [
        Person(
            id=new_id(),
            name=name,
            organisation_id=units[unit].id,
            post=post,
            mobile=f"1990001{number:04d}",
        )
        for number, (name, unit, post) in enumerate(_PEOPLE)
    ]
    names = county.Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
    founding = county.Founding(names=names, areas=areas, organisations=units, people=people)
    setup = Officer(account_id=new_id(), login="setup", name="setup")
    county.found(db, founding, officer=setup)


@pytest.fixture
def room(sqlite_address) -> Room:
    """Two townships with people to call; no warnings."""
    db = Database(sqlite_address)
    _found(db)
    yield Room(db=db)
    db.close()


@pytest.fixture
def cap_file(tmp_path) -> Callable[..., str]:
    """Write a warning file that nobody signed; returns its path."""

    def write(headline: str = "暴雨橙色预警", **more: str) -> str:
        sent = datetime.now(UTC).isoformat(timespec="seconds")
        usual = {"number": str(new_id()), "sender": "qx", "sent": sent, "headline": headline}
        path = tmp_path / "warning.xml"
        path.write_text(CAP.format(**usual | more), "utf-8")
        return str(path)

    return write


@pytest.fixture
def open_page(qtbot: QtBot, visit: Callable[..., WarningsPage]) -> Callable[[Room], WarningsPage]:
    """Open the page of warnings in the main window."""

    def _open(room: Room) -> WarningsPage:
        page = visit("warnings", lambda seat: WarningsPage(room.db, seat), room)
        qtbot.wait_until(lambda: page.warnings.has_content)
        qtbot.wait_until(lambda: bool(page.warnings.terms.kinds))
        return page

    return _open


@pytest.fixture
def press(qtbot: QtBot) -> Callable[..., None]:
    """Press a key where the focus is, with Ctrl if wanted."""

    def _press(key: Qt.Key, *, ctrl: bool = False, alt: bool = False) -> None:
        modifier = Qt.KeyboardModifier
        held = modifier.ControlModifier if ctrl else modifier.NoModifier
        held = modifier.AltModifier if alt else held
        qtbot.keyClick(QApplication.focusWidget(), key, held)

    return _press
