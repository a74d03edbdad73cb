"""The papers of teams: complete, true, counted, masked, the same every time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from commandcenter.database import heads
from commandcenter.database.engine import Database
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import county, rules
from commandcenter.documents.errors import Cancelled
from commandcenter.duty.model.entry import Draft
from commandcenter.duty.papers import Running
from commandcenter.duty.service import exports as duty_exports
from commandcenter.duty.service import log
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.words import LANGUAGES
from commandcenter.teams.model.dispatch import LADDER, Order, Result, Step
from commandcenter.teams.model.readiness import Readiness, State
from commandcenter.teams.model.strength import RosterQuery
from commandcenter.teams.model.supplies import Item, Stock, Store, StoreKind
from commandcenter.teams.model.team import (
    Agreement,
    Assessment,
    Card,
    Employment,
    Equipment,
    Member,
    Vehicle,
)
from commandcenter.teams.service import (
    dispatch,
    exports,
    imports,
    ordering,
    readiness,
    roster,
    supplies,
)

NIGHT = datetime(2026, 7, 18, 14, 41, tzinfo=UTC)  # 22:41 in Beijing
DAY = date(2026, 7, 18)
LONG = "清溪县龙潭镇石桥村综合应急救援与森林防灭火义务抢险先锋队第二分队" * 3


def squeezed(text: str) -> str:
    return "".join(text.split())


def text_of(data: bytes) -> str:
    pages = PdfReader(BytesIO(data)).pages
    return "".join(squeezed(page.extract_text()) for page in pages)


def pages_of(data: bytes) -> int:
    return len(PdfReader(BytesIO(data)).pages)


def seal_in(data: bytes) -> int:
    """The number of the journal row that a paper prints."""
    return int(text_of(data).partition("Journalno.:")[2].partition("Checkcode")[0])


@pytest.fixture
def now():
    """The moment of the county; a test may move it."""
    return [NIGHT]


@pytest.fixture(scope="session")
def founding():
    """Nothing: this county is founded by a clock of its own."""
    return


@pytest.fixture
def db(sqlite_address, now):
    """A founded county in a file, at 22:41 of a night."""
    database = Database(sqlite_address)
    database.clock = lambda: now[0]
    names = county.Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
    setup = Officer(account_id=new_id(), login="setup", name="setup")
    county.found(database, county.Founding(names=names), officer=setup)
    yield database
    database.close()


@pytest.fixture
def put(db, chief):
    """Bring cards into the roster."""

    def _put(*cards: Card) -> None:
        imports.import_all(db, cards, officer=chief)

    return _put


@pytest.fixture
def say(db, chief):
    """Note what a team does."""

    def _say(team, state=State.READY, *, at=NIGHT - timedelta(hours=1), reason=""):
        said = Readiness(team_id=team.id, state=state, at=at, level="first", reason=reason)
        return readiness.say(db, said, officer=chief)

    return _say


@pytest.fixture
def send(db, chief):
    """Order teams by one order; name only what the test is about."""

    def _send(*teams, **facts):
        order_id = new_id()
        usual = {"place": "石桥村", "task": "搜救被困群众", "hazard": "flood"}
        orders = [
            Order(id=new_id(), order_id=order_id, team_id=team.id, **(usual | facts))
            for team in teams
        ]
        return ordering.order(db, orders, officer=chief)

    return _send


@pytest.fixture
def whole(a_team):
    """A team with everything a card can say."""
    team = a_team(
        name="龙潭镇应急救援队",
        short_name="龙潭队",
        sub_category="乡镇",
        primary_skill="water_rescue",
        skills=frozenset({"rope", "evacuation"}),
        hazards=frozenset({"flood", "typhoon"}),
        owner="龙潭镇人民政府",
        supervisor="县应急管理局",
        established_on=date(2019, 3, 1),
        address="龙潭路 12 号",
        lon=119.5,
        lat=27.25,
        leader="巫水生",
        leader_phone="19900005671",
        deputy="顾建中",
        deputy_phone="19900005672",
        duty_phone="0577-66122907",
        satellite_phone="17400001111",
        radio_channel="应急 3 频道",
        self_sustain_hours=48,
        muster_minutes=15,
        radius_km=30,
        strength_norm="township_3",
        insured_to=date(2027, 1, 31),
        last_drill_on=date(2026, 5, 12),
        remarks="汛期驻防东坝。",
    )
    own = {"team_id": team.id}
    return Card(
        team=team,
        members=(
            Member(id=new_id(), name="石勇", phone="19900007001", post="班长", **own),
            Member(
                id=new_id(),
                name="卢青",
                employment=Employment.VOLUNTEER,
                skill="diving",
                certificate="潜水证 77",
                valid_to=date(2026, 8, 1),
                id_number="110105********002X",
                blood_type="AB",
                **own,
            ),
        ),
        equipment=(
            Equipment(id=new_id(), name="橡皮艇", quantity=3, unit="艘", state="usable", **own),
            Equipment(id=new_id(), name="抽水泵", quantity=4, unit="台", state="repair", **own),
        ),
        vehicles=(Vehicle(id=new_id(), plate="浙C12345", kind="运兵车", seats=22, **own),),
        assessments=(Assessment(id=new_id(), direction="rope", grade=2, assessor="省厅", **own),),
        agreements=(
            Agreement(id=new_id(), kind="mutual_aid", partner="邻县", phone="19900007009", **own),
        ),
    )


# The roster


def a_roster(db, officer, *, language="en", **more) -> bytes:
    return exports.roster_list(db, at=NIGHT, officer=officer, language=language, **more)


def test_the_roster_counts_teams_firms_and_people_by_category(db, put, chief, a_card):
    put(
        a_card(3, category="grassroots"),
        a_card(4, category="grassroots"),
        a_card(5, category="contract_firm"),
    )
    text = text_of(a_roster(db, chief))
    assert "Grass-roots27Contractedfirm15Sum2112Nothingfollows" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_roster_says_everything_of_a_team_that_a_list_holds(db, put, chief, whole, language):
    put(whole)
    text = text_of(a_roster(db, chief, language=language))
    said = (
        "QX-001 龙潭镇应急救援队 龙潭镇人民政府",
        "巫水生 19900005671",
        "顾建中 19900005672",
        "0577-66122907",
        "龙潭路 12 号",
    )
    words = {
        "en": ("Water rescue, Rope rescue, Evacuation", "Flood, Typhoon", "清溪县应急指挥中心"),
        "zh": ("水域救援", "洪涝", "基层应急救援队伍", "清溪县应急指挥中心"),
    }
    for one in (*said, *words[language]):
        assert squeezed(one) in text, one


def test_a_roster_of_some_teams_says_which(db, put, chief, a_card):
    put(a_card(name="甲队"), a_card(name="乙公司", category="contract_firm"))
    query = RosterQuery(category="contract_firm", containing="乙")
    text = text_of(a_roster(db, chief, query=query))
    assert "Selected:Contractedfirm,乙" in text
    assert "甲队" not in text


@pytest.mark.parametrize("made", ["roster_list", "on_call", "resources"])
def test_phones_are_masked_for_those_who_may_not_see_them(db, put, say, chief, viewer, whole, made):
    put(whole)
    say(whole.team)
    store = Store(id=new_id(), name="县库", contact="金水", phone="19900005671")
    supplies.add(db, store, officer=chief)
    make = getattr(exports, made)
    clear = text_of(make(db, at=NIGHT, officer=chief, language="en"))
    hidden = text_of(make(db, at=NIGHT, officer=viewer, language="en"))
    assert "19900005671" in clear
    assert "199****5671" in hidden
    assert "9900005671" not in hidden


def test_500_teams_with_long_names_are_all_printed(db, put, chief, a_card):
    put(*(a_card(1, name=f"{LONG}{number:03d}") for number in range(500)))
    text = text_of(a_roster(db, chief))
    assert all(f"{LONG}{number:03d}" in text for number in range(500))
    assert "Sum5000500" in text


def test_a_long_roster_can_be_stopped(db, put, chief, a_card):
    put(*(a_card(1) for _ in range(60)))
    pages: list[int] = []
    running = Running(cancelled=lambda: len(pages) > 1, progress=pages.append)
    with pytest.raises(Cancelled):
        a_roster(db, chief, running=running)
    assert pages == [1, 2]


# The card


def a_card_paper(db, team, officer, *, language="en") -> bytes:
    return exports.card(db, team.id, at=NIGHT, officer=officer, language=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_says_all_that_is_known_of_a_team(db, put, chief, say, send, whole, language):
    put(whole)
    say(whole.team)
    [sent] = send(whole.team)
    text = text_of(a_card_paper(db, whole.team, chief, language=language))
    team = whole.team
    for one in (
        *(team.number, team.name, team.short_name, team.sub_category, team.owner),
        *(team.supervisor, team.address, team.leader, team.leader_phone, team.deputy),
        *(team.deputy_phone, team.duty_phone, team.satellite_phone, team.radio_channel),
        *(team.remarks, "119.50000, 27.25000", "石勇", "19900007001", "潜水证 77"),
        *("橡皮艇", "抽水泵", "浙C12345", "运兵车", "省厅", "邻县", "19900007009"),
        sent.number,
    ):
        assert squeezed(one) in text, one


def test_the_card_counts_people_and_what_the_norm_lacks(db, put, chief, whole):
    put(whole)
    text = text_of(a_card_paper(db, whole.team, chief))
    assert squeezed("2 (Full-time 1, Volunteer 1)") in text
    assert squeezed("Township, class 3: 30 people required, 28 missing") in text
    assert squeezed("Pieces of equipment 7") in text


def test_the_card_keeps_what_nobody_needs_on_paper(db, put, chief, whole):
    put(whole)
    assert "002X" not in text_of(a_card_paper(db, whole.team, chief))


def test_the_card_masks_every_phone(db, put, chief, viewer, whole):
    put(whole)
    text = text_of(a_card_paper(db, whole.team, viewer))
    for phone in ("19900005671", "19900005672", "0577-66122907", "17400001111", "19900007001"):
        assert phone not in text
    assert "19900007009" not in text


def test_the_card_of_a_retired_team_says_so_on_every_page(db, chief, a_team):
    team = roster.add(db, a_team(), officer=chief)
    assert "RETIRED" not in text_of(a_card_paper(db, team, chief))
    roster.retire(db, team, officer=chief)
    assert "RETIRED" in text_of(a_card_paper(db, team, chief))


def test_a_card_of_nobody_is_refused(db, chief, a_team):
    with pytest.raises(Conflict):
        a_card_paper(db, a_team(), chief)


def test_a_drill_is_not_the_last_dispatch(db, put, chief, send, whole):
    put(whole)
    [drill] = send(whole.team, drill_id=new_id())
    assert drill.number not in text_of(a_card_paper(db, whole.team, chief))


# The dispatch order


def an_order(db, dispatches, officer, *, language="en") -> bytes:
    order_id = dispatches[0].order.order_id
    return exports.order(db, order_id, at=NIGHT, officer=officer, language=language)


@pytest.fixture
def teams(db, put, whole, a_card):
    """Two teams of the roster."""
    other = a_card(2, name="桥头队", leader="韩铁军", duty_phone="0577-66122782")
    put(whole, other)
    return whole.team, other.team


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_order_says_who_goes_where_to_do_what(db, chief, teams, send, language):
    facts = {"lon": 119.5, "lat": 27.25, "people_out": 17, "equipment_out": "绳索 2 套"}
    sent = send(*teams, told="值班员小韩", **facts)
    data = an_order(db, sent, chief, language=language)
    text = text_of(data)
    for one in (
        *("石桥村", "搜救被困群众", "119.50000, 27.25000", "17", "绳索 2 套", "值班员小韩"),
        *("龙潭镇应急救援队", "桥头队", "巫水生 19900005671 0577-66122907", "韩铁军"),
        *(sent[0].number, sent[1].number, "何立", "22:41"),
    ):
        assert squeezed(one) in text, one
    assert text.count("搜救被困群众") == 1


def test_teams_with_different_work_get_their_own_words(db, chief, teams, send):
    both = send(*teams)
    order = replace(both[0].order, id=new_id(), order_id=new_id(), place="东坝", task="固堤")
    dispatch.release(db, both[0].id, reason="改派", officer=chief)
    dispatch.release(db, both[1].id, reason="改派", officer=chief)
    other = replace(order, id=new_id(), team_id=teams[1].id, place="西坝", task="转移")
    sent = ordering.order(db, [order, other], officer=chief)
    text = text_of(an_order(db, sent, chief))
    assert "固堤" in text
    assert "转移" in text
    assert text.index("东坝") < text.index("固堤") < text.index("西坝") < text.index("转移")


def test_an_order_names_the_log_line_it_comes_from(db, chief, teams, send):
    entry = log.record(db, Draft(id=new_id(), content="石桥村被淹"), officer=chief)
    text = text_of(an_order(db, send(*teams, entry_id=entry.id), chief))
    assert f"Logentry{squeezed(entry.number)}" in text


def test_an_order_of_a_drill_is_marked_and_a_real_one_is_not(db, chief, teams, send):
    assert "DRILL" not in text_of(an_order(db, send(teams[0]), chief))
    drill = send(teams[1], drill_id=new_id())
    text = text_of(an_order(db, drill, chief))
    assert text.count("DRILL") >= 2
    assert "演练" in text_of(an_order(db, drill, chief, language="zh"))


def test_an_order_that_nobody_answered_has_no_record(db, chief, teams, send):
    assert "Record" not in text_of(an_order(db, send(*teams), chief))


def test_the_record_holds_times_against_the_standard(db, chief, teams, send, now):
    [sent] = send(teams[0])
    for step, minutes in (
        (Step.ACKNOWLEDGED, 1),
        (Step.ASSEMBLED, 4),
        (Step.DEPARTED, 5),
        (Step.ARRIVED, 14),
    ):
        now[0] = NIGHT + timedelta(minutes=minutes)
        dispatch.take(db, sent.id, step, officer=chief)
    text = text_of(an_order(db, [sent], chief))
    for one in (
        "22:42 Order acknowledged",
        "22:55 Arrived",
        "Time to muster 3 min",
        "Time to depart 5 min (limit 1 min), too long",
        "Time to arrive 14 min (limit 15 min)",
    ):
        assert squeezed(one) in text, one
    assert "15min),toolong" not in text


def test_the_record_shows_what_was_left_out_changed_and_reported(db, chief, teams, send, now):
    first, second = send(*teams)
    now[0] = NIGHT + timedelta(minutes=10)
    dispatch.take(db, first.id, Step.DEPARTED, officer=chief)
    later = NIGHT + timedelta(minutes=11)
    now[0] = NIGHT + timedelta(minutes=12)
    dispatch.correct(db, first.id, Step.DEPARTED, at=later, reason="听错", officer=chief)
    dispatch.take(db, first.id, Step.ARRIVED, officer=chief)
    dispatch.undo(db, first.id, Step.ARRIVED, reason="误按", officer=chief)
    result = Result(id=new_id(), rescued=3, evacuated=24, consumption="柴油 40 升", remarks="已毕")
    dispatch.report(db, first.id, result, officer=chief)
    dispatch.cancel(db, second.id, reason="险情解除", officer=chief)
    text = text_of(an_order(db, [first], chief))
    for one in (
        "22:52 Departed",
        "Left out: Order acknowledged, Assembled",
        "Time of 'Departed' corrected to 22:52: 听错 (何立)",
        "'Arrived' taken back 22:53: 误按 (何立)",
        "People rescued 3 People evacuated 24 Used up 柴油 40 升 已毕",
        "Called off 22:53: 险情解除 (何立)",
    ):
        assert squeezed(one) in text, one


def test_a_step_of_another_day_says_its_day(db, chief, teams, send, now):
    [sent] = send(teams[0])
    now[0] = NIGHT + timedelta(hours=2)
    dispatch.take(db, sent.id, Step.ACKNOWLEDGED, officer=chief)
    text = text_of(an_order(db, [sent], chief))
    assert squeezed("2026-07-19 00:41 Order acknowledged") in text


def test_every_rung_of_the_ladder_prints(db, chief, teams, send):
    [sent] = send(teams[0])
    for step in LADDER[1:]:
        dispatch.take(db, sent.id, step, officer=chief)
    assert "Leftout" not in text_of(an_order(db, [sent], chief))


def test_an_order_that_was_never_given_is_refused(db, chief):
    with pytest.raises(Conflict):
        exports.order(db, new_id(), at=NIGHT, officer=chief, language="en")


def test_phones_of_an_order_are_masked(db, viewer, teams, send):
    text = text_of(an_order(db, send(*teams), viewer))
    assert "199****5671" in text
    assert "0577-66122907" not in text


# Teams on call


def test_the_teams_on_call_are_those_that_can_be_called(db, put, say, chief, a_card):
    cards = [a_card(name=name) for name in ("备勤队", "轮休队", "停用队", "沉默队", "检修队")]
    put(*cards)
    ready, resting, broken, _silent, partly = (card.team for card in cards)
    say(ready, at=NIGHT - timedelta(hours=25))
    say(resting, State.RESTING)
    say(broken, State.OUT_OF_SERVICE, reason="事故")
    say(partly, State.PARTLY_READY, reason="水泵送修")
    text = text_of(exports.on_call(db, at=NIGHT, officer=chief, language="en"))
    assert "2026-07-1822:41:2oncall,1ofthemnotconfirmedlately" in text
    assert squeezed("Ready, First level Not confirmed since 2026-07-17 21:41") in text
    assert squeezed("Partly ready, First level, 水泵送修 Since 2026-07-18 21:41, 何立") in text
    for name in ("轮休队", "停用队", "沉默队"):
        assert name not in text


def test_every_phone_of_a_team_on_call_is_printed(db, put, say, chief, whole):
    put(whole)
    say(whole.team)
    text = text_of(exports.on_call(db, at=NIGHT, officer=chief, language="en"))
    for one in ("0577-66122907", "巫水生 19900005671", "19900005672", "17400001111", "应急 3 频道"):
        assert squeezed(one) in text, one


# Resources


@pytest.fixture
def stocked(db, chief):
    """Stores of two kinds that keep the same thing."""
    places = (("县库", StoreKind.GOVERNMENT, 120), ("云仓", StoreKind.CLOUD, 45))
    stocks = []
    for name, kind, quantity in places:
        store = Store(id=new_id(), name=name, kind=kind)
        item = Item(id=new_id(), store_id=store.id, name="帐篷", code="1020301", unit="顶")
        stocks.append(Stock(store=store, items=(replace(item, quantity=quantity),)))
    supplies.import_all(db, tuple(stocks), officer=chief)


def test_the_summary_counts_everything_itself(db, put, chief, whole, a_card, stocked):
    other = a_card(5, hazards=frozenset({"flood"}))
    boats = Equipment(
        id=new_id(), team_id=other.team.id, name="橡皮艇", quantity=2, unit="艘", state="repair"
    )
    put(whole, replace(other, equipment=(boats,)))
    text = text_of(exports.resources(db, at=NIGHT, officer=chief, language="en"))
    for one in (
        "Grass-roots 2 7",
        "Flood 2 7",
        "Township, class 3 30 2 28",
        "橡皮艇 艘 5 3 2",
        "抽水泵 台 4 0 1",
        "运兵车 1 1 1",
        "帐篷 1020301 顶 120 45 165",
        "龙潭镇应急救援队 Mutual aid 邻县",
    ):
        assert squeezed(one) in text, one


def test_the_summary_names_what_is_needed_and_nobody_can(db, put, chief, a_card):
    put(a_card(hazards=frozenset({"fire"}), primary_skill="search"))
    before = text_of(exports.resources(db, at=NIGHT, officer=chief, language="en"))
    assert before.partition("Forestfire")[0].endswith("Fire12Firefighting,Breakingin,Medicalcare")
    put(
        a_card(
            hazards=frozenset({"fire"}),
            skills=frozenset({"fire_fighting", "breaking", "medical_care"}),
        )
    )
    after = text_of(exports.resources(db, at=NIGHT, officer=chief, language="en"))
    assert "Fire24Allcovered" in after


# What expires


def test_what_runs_out_is_counted_in_days(db, put, chief, a_team):
    team = a_team(name="到期队", insured_to=DAY)
    days = {"甲": -3, "乙": 30, "丙": 31}
    members = tuple(
        Member(id=new_id(), team_id=team.id, name=name, valid_to=DAY + timedelta(days=left))
        for name, left in days.items()
    )
    rope = Assessment(
        id=new_id(), team_id=team.id, direction="rope", grade=1, valid_to=DAY + timedelta(days=1)
    )
    put(Card(team=team, members=members, assessments=(rope,)))
    text = text_of(exports.expiring(db, at=NIGHT, language="en"))
    assert "2026-07-18:expired1,expiringwithin30days3" in text
    for one in (
        "2026-07-15 Expired, 3 d Certificate 到期队 甲",
        "2026-07-18 Last day today Insurance 到期队 2026",
        "2026-07-19 1 d left Assessment 到期队 Rope rescue",
        "2026-08-17 30 d left Certificate 到期队 乙",
    ):
        assert squeezed(one) in text, one
    assert "丙" not in text
    assert "丙" in text_of(exports.expiring(db, at=NIGHT, language="en", days=31))


# All of them


def everything(db, officer, team, order_id, *, language="en", at=NIGHT) -> dict[str, bytes]:
    same = {"at": at, "language": language}
    return {
        "roster": exports.roster_list(db, officer=officer, **same),
        "card": exports.card(db, team.id, officer=officer, **same),
        "order": exports.order(db, order_id, officer=officer, **same),
        "on_call": exports.on_call(db, officer=officer, **same),
        "resources": exports.resources(db, officer=officer, **same),
        "expiring": exports.expiring(db, **same),
    }


@pytest.mark.parametrize("made", ["roster_list", "on_call", "resources"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_county_has_papers_that_say_so(db, chief, made, language):
    data = getattr(exports, made)(db, at=NIGHT, officer=chief, language=language)
    assert pages_of(data) <= 4
    said = {
        "roster_list": "There are no teams",
        "on_call": "No team is on call",
        "resources": "No supplies are listed",
    }
    if language == "en":
        assert squeezed(said[made]) in text_of(data)


def test_where_nothing_expires_the_list_says_so(db):
    assert "Nothingexpires" in text_of(exports.expiring(db, at=NIGHT, language="en"))


def test_printing_again_gives_the_same_bytes(db, put, say, send, chief, whole):
    put(whole)
    say(whole.team)
    [sent] = send(whole.team)
    order_id = sent.order.order_id
    first = everything(db, chief, whole.team, order_id)
    duty_exports.hand_out(db, b"paper", paper="team_roster", of="x", officer=chief)
    assert everything(db, chief, whole.team, order_id) == first


def test_each_paper_prints_the_last_row_it_depends_on(db, put, say, send, chief, whole, a_team):
    put(whole)
    team = whole.team

    def newest():
        with db.read() as tx:
            return heads.newest_about(tx, str(team.id))

    say(team)
    said = newest()
    [sent] = send(team)
    dispatch.take(db, sent.id, Step.ACKNOWLEDGED, officer=chief)
    roster.add(db, a_team(), officer=chief)
    seals = {
        name: seal_in(data)
        for name, data in everything(db, chief, team, sent.order.order_id).items()
    }
    added = seals["roster"]
    with db.read() as tx:
        taken = heads.newest_about(tx, str(sent.id))
    assert said < sent.seq < taken < added
    assert seals["resources"] == seals["expiring"] == added
    assert seals["order"] == taken
    assert sent.seq <= seals["card"] < taken


def test_what_changes_a_paper_changes_its_seal(db, put, say, chief, whole):
    put(whole)
    team = whole.team
    before = seal_in(exports.card(db, team.id, at=NIGHT, officer=chief, language="en"))
    on_call = seal_in(exports.on_call(db, at=NIGHT, officer=chief, language="en"))
    say(team)
    assert seal_in(exports.card(db, team.id, at=NIGHT, officer=chief, language="en")) > before
    assert seal_in(exports.on_call(db, at=NIGHT, officer=chief, language="en")) > on_call


def test_a_corrected_step_changes_the_seal_of_the_card_that_shows_it(
    db, put, say, send, chief, whole, now
):
    put(whole)
    [sent] = send(whole.team)
    dispatch.take(db, sent.id, Step.DEPARTED, officer=chief)
    now[0] = NIGHT + timedelta(minutes=5)
    say(whole.team, at=now[0])  # by hand, though it is out
    before = exports.card(db, whole.team.id, at=NIGHT, officer=chief, language="en")
    later = NIGHT + timedelta(minutes=2)
    dispatch.correct(db, sent.id, Step.DEPARTED, at=later, reason="told late", officer=chief)
    after = exports.card(db, whole.team.id, at=NIGHT, officer=chief, language="en")
    assert text_of(after).count("22:43") > text_of(before).count("22:43")
    assert seal_in(after) > seal_in(before)


def test_another_phone_of_a_team_changes_the_seal_of_its_orders(db, chief, teams, send):
    sent = send(*teams)
    before = seal_in(an_order(db, sent, chief))
    known = roster.card(db, teams[1].id, officer=chief).team
    roster.change(db, replace(known, duty_phone="0577-66120000"), officer=chief)
    data = an_order(db, sent, chief)
    assert seal_in(data) > before
    assert "0577-66120000" in text_of(data)


@pytest.mark.parametrize("name", ["<b>坝</b> & <img src='x'>", "=1+1", "a\u202eb"])
def test_text_is_never_markup(db, put, chief, a_card, name):
    put(a_card(name=name))
    text = text_of(a_roster(db, chief))
    assert squeezed(name.replace("\u202e", "⟦U+202E⟧")) in text


def test_a_changed_rule_changes_the_seal_of_a_paper_that_shows_it(db, put, whole):
    put(whole)
    before = seal_in(exports.expiring(db, at=NIGHT, language="en"))
    row = next(row for row in rules.everything(db) if row.code == "teams.expiring_days")
    admin = Officer(account_id=new_id(), login="admin", name="葛信", rights=RIGHTS[Role.ADMIN])
    rules.change(db, replace(row, value="61"), officer=admin)
    assert seal_in(exports.expiring(db, at=NIGHT, language="en")) > before
