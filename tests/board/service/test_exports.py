"""The present state on one sheet: what stands on it, its bytes, its seal."""

import io
import re
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from commandcenter.board.service import exports
from commandcenter.directory.model import Organisation, Person
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import county
from commandcenter.documents import exports as documents
from commandcenter.documents.fonts import Font, face
from commandcenter.duty.model.entry import Draft
from commandcenter.duty.model.shift import DutyRole, Member, Shift
from commandcenter.duty.service import log, shifts
from commandcenter.incidents.model.incident import Facts, Opening
from commandcenter.incidents.service import opening
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.text import visible
from commandcenter.kernel.times import day_of, now
from commandcenter.teams.model.dispatch import Order
from commandcenter.teams.model.team import Team
from commandcenter.teams.service import ordering, roster
from commandcenter.warnings.service import passing
from commandcenter.warnings.service.passing import WarningDraft

CHIEF = Officer(account_id=new_id(), login="heli", name="何立", rights=RIGHTS[Role.CHIEF])
ADMIN = Officer(account_id=new_id(), login="admin", name="葛信", rights=RIGHTS[Role.ADMIN])
VIEWER = Officer(account_id=new_id(), login="guest", name="参观", rights=RIGHTS[Role.VIEWER])
AT = now()


def squeezed(text: str) -> str:
    return "".join(text.split())


def text_of(data: bytes) -> str:
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    return squeezed("".join(pages))


@pytest.fixture
def db(connect):
    """A founded county with a shift on watch, whose leader has a phone."""
    database = connect()
    names = county.Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
    leader = Person(id=new_id(), name="周敏", mobile="19900001100")
    city = Organisation(id=new_id(), name="市防指", kind="superior", phone="0577-66122478")
    bureau = Organisation(id=new_id(), name="县气象台", kind="weather", phone="0577-66122429")
    founding = county.Founding(names=names, people=[leader], organisations=[city, bureau])
    county.found(database, founding, officer=ADMIN)
    start_at = AT - timedelta(hours=2)
    member = Member(
        person_id=leader.id, name=leader.name, role=DutyRole.LEADER, phone=leader.mobile
    )
    shift = Shift(
        id=new_id(),
        day=day_of(start_at),
        name="夜班",
        start_at=start_at,
        end_at=AT + timedelta(hours=10),
        members=(member,),
    )
    shifts.import_all(database, [shift], officer=CHIEF)
    return database


@pytest.fixture
def night(db):
    """One of everything that can be open."""
    facts = Facts(id=new_id(), kind="natural:flood", title="东坝渗漏", place="龙潭水库")
    incident = opening.open_incident(db, Opening(id=new_id(), facts=facts), officer=CHIEF)
    draft = WarningDraft(
        id=new_id(),
        sender="县气象台",
        headline="暴雨橙色预警",
        sent_at=AT,
        colour=Severity.ORANGE,
        ends_at=AT + timedelta(days=2),
        area="云岭乡",
    )
    passing.enter(db, draft, officer=CHIEF)
    team = Team(
        id=new_id(),
        number="QX-001",
        name="蓝天救援队",
        category="social",
        leader="韩铁军",
        leader_phone="19900005671",
    )
    roster.add(db, team, officer=ADMIN)
    order = Order(id=new_id(), order_id=new_id(), team_id=team.id, place="石桥村", task="搜救")
    ordering.order(db, [order], officer=CHIEF)
    matter = Draft(id=new_id(), content="泵站备用电源失灵，请整改。", owner="罗敏", due_at=AT)
    log.record(db, matter, officer=CHIEF)
    return incident


def sheet(db, *, officer=CHIEF, language="zh", at=None):
    return exports.situation(
        db, at=at or AT + timedelta(minutes=1), officer=officer, language=language
    )


def test_everything_that_is_open_stands_on_one_sheet(db, night):
    data = sheet(db)

    text = text_of(data)
    for words in (
        "清溪县应急指挥中心态势一览",
        f"{night.number}东坝渗漏",
        "龙潭水库",
        "暴雨橙色预警",
        "云岭乡",
        "蓝天救援队",
        "石桥村",
        "韩铁军19900005671",
        "泵站备用电源失灵，请整改。",
        "罗敏",
        "超时：",
        "带班领导周敏19900001100",
        "市防指0577-66122478",
        "夜班",
    ):
        assert words in text, words
    assert "县气象台0577" not in text  # whom to ring up first, not every unit
    assert len(PdfReader(io.BytesIO(data)).pages) == 1


def test_the_sheet_speaks_english_too(db, night):
    text = text_of(sheet(db, language="en"))

    for words in ("Presentstate,清溪县应急指挥中心", "Teamsout", "Late:", "Nothingfollows"):
        assert words in text


def test_a_time_of_another_day_says_which(db, night):
    ends_on = day_of(AT + timedelta(days=2))

    assert f"{ends_on:%m-%d}" in text_of(sheet(db))


def test_a_quiet_county_says_of_everything_that_there_is_none(db):
    text = text_of(sheet(db))

    for words in ("事件无", "预警无", "在外队伍无", "转移无", "未确认无", "无未办结事项"):
        assert words in text


def test_phones_of_people_are_masked_for_those_who_may_not_see_them(db, night):
    text = text_of(sheet(db, officer=VIEWER))

    assert "周敏" in text
    for phone in ("19900001100", "19900005671"):
        assert phone not in text


def test_the_same_moment_gives_the_same_bytes_even_after_it_was_taken_out(db, night):
    before = sheet(db)

    documents.note(db, before, paper="situation", of="all", officer=CHIEF)

    assert sheet(db) == before


def test_the_seal_is_of_the_newest_thing_that_happened(db, night):
    def seal_in(data):
        found = re.search(r"流水号：(\d+)", text_of(data))
        assert found
        return int(found[1])

    before = seal_in(sheet(db))

    log.record(db, Draft(id=new_id(), content="水位回落。"), officer=CHIEF)

    assert seal_in(sheet(db)) > before


def test_nothing_is_lost_when_there_is_more_than_fits(db):
    drafts = [
        Draft(id=new_id(), content=f"第 {number} 件：请回复。", owner="何立", due_at=AT)
        for number in range(90)
    ]
    log.record_all(db, drafts, officer=CHIEF)

    data = sheet(db)

    text = text_of(data)
    assert all(f"第{number}件：请回复。" in text for number in range(90))
    assert len(PdfReader(io.BytesIO(data)).pages) > 1


ANY = st.text(st.characters(exclude_categories=()), min_size=1, max_size=60)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(title=ANY.filter(lambda text: visible(text).strip()))
def test_any_text_is_printed_as_it_was_written(db, title):
    draft = Draft(id=new_id(), content="要看的", owner=title, due_at=AT)
    entry = log.record(db, draft, officer=CHIEF)
    serif = face(Font.SERIF)
    said = visible(entry.draft.owner).replace("\n", "").replace("\t", "")
    drawn = (character if serif.has(character) else "□" for character in said)

    assert squeezed("".join(drawn)) in text_of(sheet(db))
