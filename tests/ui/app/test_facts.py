"""What the sign-in page and the strips are told."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from commandcenter.directory.model import Account
from commandcenter.directory.rights import Role
from commandcenter.directory.service.county import Names
from commandcenter.duty.model.shift import DutyRole, Member, Shift
from commandcenter.kernel.ids import new_id
from commandcenter.matters.model.clock import Clock, ClockKind
from commandcenter.matters.model.matter import Matter, MatterKind
from ui.app import facts
from ui.app.county import County, Watch
from ui.app.live_facts import Live
from ui.shell.language import speak

NIGHT = datetime(2026, 7, 18, 12, tzinfo=UTC)
NOW = NIGHT + timedelta(hours=3)
CHIEF = Member(person_id=new_id(), name="何立", phone="19900001402", role=DutyRole.CHIEF)
DRIVER = Member(person_id=new_id(), name="贾有根", role=DutyRole.DRIVER)
SHIFT = Shift(
    id=new_id(),
    day=date(2026, 7, 18),
    name="夜班",
    start_at=NIGHT,
    end_at=NIGHT + timedelta(hours=12),
    members=(CHIEF, DRIVER),
)
ACCOUNT = Account(id=new_id(), login="heli", person_id=CHIEF.person_id, role=Role.CHIEF)
QUIET = Watch(shift=SHIFT, following=None, matters=(), accounts=(ACCOUNT,), is_low_on_space=False)


@pytest.fixture(autouse=True)
def _english(qapp, _known_look):
    speak(qapp, "en")


@pytest.fixture
def county():
    names = Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
    return County(
        db=None,
        database_id=new_id(),
        station=None,
        remembered=(),
        names=names,
        clock=lambda: NOW,
        is_demo=False,
    )


def matter(due_in, kind=MatterKind.ENTRY, title="dyke at Hekou"):
    due_at = None if due_in is None else NOW + due_in
    return Matter(id=new_id(), kind=kind, title=title, opened_at=NIGHT, due_at=due_at)


def slots(*matters, shift=SHIFT, at=NOW, clocks=()):
    watch = replace(QUIET, shift=shift, matters=matters, live=Live(clocks=clocks))
    return {slot.label: slot for slot in facts.strip_facts(watch, at).slots}


def login(county, watch):
    return facts.login_facts(county, watch, station="desk-1", version="9.9")


def test_the_watch_chief_is_expected_to_sign_in(county):
    leader = Member(person_id=new_id(), name="周敏", role=DutyRole.LEADER)
    above = Account(id=new_id(), login="zhoumin", person_id=leader.person_id, role=Role.LEADER)
    shift = replace(SHIFT, members=(leader, *SHIFT.members))
    watch = replace(QUIET, shift=shift, accounts=(above, ACCOUNT))
    assert login(county, watch).expected == "heli"
    assert login(county, replace(watch, accounts=(above,))).expected == ""


def test_the_sign_in_page_offers_whoever_is_on_watch_and_has_an_account(county):
    shown = login(county, QUIET)
    assert [(one.name, one.login, one.phone) for one in shown.people] == [
        ("何立", "heli", "199 **** 1402")
    ]
    assert shown.shift == "夜班 20:00–08:00"
    assert shown.station == "Workstation desk-1 · version 9.9"
    assert (shown.demo, shown.demo_password) == ([], "")


def test_an_account_that_was_closed_is_not_offered(county):
    closed = replace(QUIET, accounts=(replace(ACCOUNT, is_active=False),))
    assert [one.login for one in login(county, closed).people] == [""]


def test_the_demo_county_tells_how_to_get_in(county):
    shown = login(replace(county, is_demo=True), QUIET)
    assert "heli" in [one.login for one in shown.demo]
    assert shown.demo_password


def test_without_a_shift_and_without_an_answer_there_is_still_a_page(county):
    assert login(county, replace(QUIET, shift=None)).people == []
    assert login(county, None).county == "清溪县应急指挥中心"
    assert facts.identity_facts(county, None).shift == ""


def test_the_identity_strip_shows_roles_that_somebody_has(county):
    shown = facts.identity_facts(county, QUIET)
    assert [(role.short, list(role.names)) for role in shown.roles] == [("Chief", ["何立"])]
    assert (shown.hours, shown.is_night) == ("20:00–08:00", True)
    day = replace(SHIFT, start_at=NIGHT - timedelta(hours=12))
    assert not facts.identity_facts(county, replace(QUIET, shift=day)).is_night


def test_a_quiet_night_shows_only_how_much_is_open():
    assert {label: slot.value for label, slot in slots().items()} == {"Open matters": "0"}


def test_the_strip_tells_open_matters_and_the_clocks_that_run():
    note = matter(timedelta(hours=1), MatterKind.INSTRUCTION)
    clock = Clock(
        id=new_id(),
        kind=ClockKind.MATTER,
        subject=note.id,
        title="dyke at Hekou",
        begun_at=NIGHT,
        limit=note.due_at - NIGHT,
        due_at=note.due_at,
        warn_at=note.due_at,
    )
    shown = slots(note, matter(None), clocks=(clock,))
    assert list(shown) == ["Instruction due", "Open matters"]
    assert shown["Open matters"].value == "2"


def test_a_shift_that_is_over_and_not_handed_over_is_shown():
    over = SHIFT.end_at
    assert "Handover overdue since" not in slots(at=over - timedelta(seconds=1))
    assert slots(at=over)["Handover overdue since"].value == "08:00"
    closed = replace(SHIFT, closed_at=over)
    assert "Handover overdue since" not in slots(shift=closed, at=over)
    assert "Handover overdue since" not in slots(shift=None, at=over)


def test_nobody_is_told_that_all_is_quiet_before_alarms_were_read():
    assert facts.strip_facts(QUIET, NOW).unacknowledged is None
    read = replace(QUIET, live=Live(is_read=True))
    assert facts.strip_facts(read, NOW).unacknowledged == 0
