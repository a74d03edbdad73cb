"""A flood night by keys alone, from the call to the sealed handover; no fact is typed twice."""

import re
from itertools import combinations

import pytest
from click.testing import CliRunner

from commandcenter.cli.upkeep import verify_command
from commandcenter.directory.model import Area
from commandcenter.incidents.model.evacuation import Moved, Shelter
from commandcenter.incidents.model.matrix import CellState
from commandcenter.incidents.service import evacuation, matrix, reading, response, shelters
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import now
from commandcenter.teams.model.dispatch import Step
from commandcenter.teams.model.readiness import Readiness, State
from commandcenter.teams.model.team import Team
from commandcenter.teams.service import dispatch, readiness, roster
from tests.county_hall import CHIEF, Hall, found
from tests.end_to_end import night_steps as steps

COUNTY, TOWN, VILLAGE = "330399", "330399101", "330399101001"
AREAS = (
    Area(code=COUNTY, parent=None, name="清溪县", tier="county"),
    Area(code=TOWN, parent=COUNTY, name="龙潭镇", tier="township", lon=120.21, lat=27.91),
    Area(code="330399102", parent=COUNTY, name="石桥乡", tier="township", lon=120.35, lat=27.85),
    Area(code=VILLAGE, parent=TOWN, name="坝下村", tier="village", lon=120.22, lat=27.9),
)
TEAM, SHELTER = "县水上救援队", "镇中心小学"
CONTACT = "值班室 0577-86120001"

# What the officers type during the night, by record and field, in this order: everything else
# is put together by the program.
NIGHT = (
    # The call
    ("log entry 1", "Content", "坝顶漫水，磨坊被困6人"),
    ("log entry 1", "Place", "东坝"),
    ("log entry 1", "Unit", "龙潭镇水利站"),
    ("log entry 1", "Name", "王建国"),
    ("log entry 1", "Phone", "19900001101"),
    # The incident
    ("incident 1", "Kind of incident", "Flood"),
    ("incident 1", "Level", "Larger (III)"),
    ("incident 1", "Reason for another level", "下游两岸受威胁"),
    ("incident 1", "people affected", "320"),
    ("incident 1", "Counted by", "县民政局"),
    ("incident 1", "Measures taken", "封闭堤上道路"),
    ("incident 1", "What is to be expected", "水位继续上涨"),
    # The report by phone, and the first one in writing
    ("phone 1", "Unit called", "市应急管理局"),
    ("phone 1", "Who took the call", "陈刚"),
    ("phone 1", "Phone", "057700000001"),
    ("phone 1", "What they asked for", "雨停前每小时一报"),
    ("report 1", "Copies to", "县防指"),
    # The response
    ("response 1", "Decided by", "李副县长"),
    ("response 1", "Approved by", "陈县长"),
    ("response 1", "Actions", "转移低处群众"),
    # Two households; the second one shares with the first when, with whom and where it goes
    ("household 1", "Who: name of the person or household", "张三"),
    ("household 1", "Number of people", "3"),
    ("household 1", "Village", "龙潭镇 坝下村"),
    ("household 1", "Phone", "19900001102"),
    ("household 1", "When: reading, warning or time", "漫坝即转"),
    ("household 1", "Home address", "溪边路12号"),
    ("household 1", "Who fetches them", "李强"),
    ("household 1", "Phone of the helper", "19900001103"),
    ("household 1", "Where to: shelter", SHELTER),
    ("household 1", "Who looks after them and lets them go back", "卫生院"),
    ("household 2", "Who: name of the person or household", "李四"),
    ("household 2", "Number of people", "2"),
    ("household 2", "Phone", "19900001104"),
    ("household 2", "Home address", "老街5号"),
    # The follow-up: only what nobody has counted yet
    ("incident 1", "trapped", "0"),
)
_CHOICES = {"Kind of incident", "Level", "Village"}
# As many characters say the same thing; digits are numbers of something else.
_SAME = 3


@pytest.fixture
def hall(address) -> Hall:
    """A county with townships, a team that is ready, and a shelter, on both kinds of database."""
    found(address, areas=AREAS, rules={"incidents.contact": CONTACT})
    made = Hall(address)
    team = Team(
        id=new_id(),
        number="QX-1",
        name=TEAM,
        category="professional",
        hazards=frozenset({"flood"}),
        area_code=TOWN,
        lon=120.2,
        lat=27.92,
    )
    school = Shelter(id=new_id(), name=SHELTER, area_code=TOWN, capacity=300)
    with made.opened() as db:
        roster.add(db, team, officer=CHIEF)
        ready = Readiness(team_id=team.id, state=State.READY, at=now())
        readiness.say(db, ready, officer=CHIEF)
        shelters.add(db, school, officer=CHIEF)
    return made


@pytest.fixture
def desk(hall, workstation):
    station = workstation("desk")
    station.open(hall.url())
    station.sign_in("heli")
    return station


def _fill(station, subject, *fields):
    """Type what the night says of a record, those fields that are named."""
    for about, field, text in NIGHT:
        if about != subject or field not in fields:
            continue
        if field in _CHOICES:
            steps.choose(station, field, text)
        else:
            steps.go_to(station, field)
            station.write(text)


def _take_the_call(desk):
    desk.press("F2")
    _fill(desk, "log entry 1", "Content")
    desk.press("Ctrl+M")
    _fill(desk, "log entry 1", "Place")
    steps.go_to(desk, "Unit", back=True)
    _fill(desk, "log entry 1", "Unit", "Name", "Phone")
    desk.press("Return")
    steps.said(desk, "Recorded 001")


def _open_the_incident(desk):
    desk.press("Ctrl+L", "Home", "Ctrl+I")
    steps.at_page(desk, "incidents")
    assert any("Proposed: Information" in words for words in desk.tell("words"))
    _fill(desk, "incident 1", "Kind of incident", "Level", "Reason for another level")
    desk.press("Return")
    steps.said(desk, "opened")


def _send_the_team(desk):
    desk.press("Ctrl+D")
    steps.at_page(desk, "teams")
    desk.wait_until(lambda board: board["proposed"], of="board")
    desk.press("Ctrl+D")
    for rung in ("Order given", "Order acknowledged", "Assembled", "Departed", "Arrived"):
        wanted = f"{TEAM}: {rung}"
        desk.wait_until(lambda board, wanted=wanted: wanted in board["rungs"], of="board")
        desk.settle()
        if rung != "Arrived":
            desk.press("Return")


def _report(desk, tmp_path):
    desk.press("Ctrl+F5")
    steps.at_page(desk, "incidents")
    desk.press("Ctrl+Shift+H")
    steps.said(desk, "is being handled")
    desk.press("Ctrl+G")
    _fill(desk, "incident 1", "people affected", "Counted by")
    desk.press("Ctrl+S")
    steps.said(desk, "Figures of")
    desk.press("Ctrl+2")
    _fill(desk, "incident 1", "Measures taken", "What is to be expected")
    desk.press("Ctrl+S")
    steps.said(desk, "Facts of")
    desk.press("Ctrl+P")
    desk.wait_until(lambda seen: seen["focus_name"] == "Unit called" and seen["is_idle"])
    _fill(desk, "phone 1", "Unit called", "Who took the call", "Phone", "What they asked for")
    desk.press("Return")
    steps.said(desk, "Call about")
    desk.press("Ctrl+R")
    steps.said(desk, "First report begun")
    _fill(desk, "report 1", "Copies to")
    steps.send_report(desk, "First report")
    call = steps.print_out(desk, "Record of a report by phone", tmp_path / "call.pdf")
    return call, steps.print_out(desk, "Incident bulletin", tmp_path / "first.pdf")


def _respond(desk, tmp_path):
    desk.press("Ctrl+F5", "Ctrl+Shift+N")
    steps.at_page(desk, "response")
    _fill(desk, "response 1", "Decided by", "Approved by", "Actions")
    desk.press("Ctrl+S")
    steps.said(desk, "activated")
    desk.press("Ctrl+2")
    desk.settle()
    for _ in ("under way", "done"):
        desk.press("Return")
        steps.said(desk, "noted")
    return steps.print_out(desk, "Response order", tmp_path / "response.pdf")


def _move_people(desk, tmp_path):
    desk.press("Alt+F5", "Ctrl+4")
    for number in ("1", "2"):
        desk.settle()
        desk.press("Ctrl+N")
        _fill(desk, f"household {number}", *(field for _, field, _ in NIGHT))
        desk.press("Ctrl+S")
        steps.said(desk, f"List saved: 00{number}")
    desk.press("Ctrl+A")
    for key, state in (("1", "Told to move"), ("2", "Being moved"), ("3", "In a shelter")):
        desk.press(key)
        steps.said(desk, f"5 people: {state}")
    return steps.print_out(desk, "Evacuation list", tmp_path / "people.pdf")


def _follow_up(desk, tmp_path):
    desk.press("Ctrl+F5")
    steps.at_page(desk, "incidents")
    desk.press("Ctrl+Shift+G", "Ctrl+S")
    steps.said(desk, "Figures of")
    desk.press("Ctrl+G")
    _fill(desk, "incident 1", "trapped")
    desk.press("Ctrl+S")
    desk.settle()
    desk.press("Ctrl+R")
    steps.said(desk, "Follow-up report 1 begun")
    steps.send_report(desk, "Follow-up report 1")
    return steps.print_out(desk, "Incident bulletin", tmp_path / "second.pdf")


def _hand_over(desk, tmp_path):
    desk.press("F4")
    steps.at_page(desk, "handover")
    desk.press("Return")
    steps.said(desk, "frozen")
    steps.change_officer(desk, "zhenghai")
    seen = desk.look()["strip"]
    assert any(words.startswith("Next due") for words in seen)
    assert "Moved 5 / 5" in seen
    steps.walk(desk)
    steps.sign_handover(desk)
    return steps.save_paper(desk, tmp_path / "handover.pdf")


def test_a_flood_night_by_keys_alone_types_nothing_twice(desk, hall, tmp_path, monkeypatch):
    _take_the_call(desk)
    _open_the_incident(desk)
    _send_the_team(desk)
    papers = {}
    papers["call"], papers["first"] = _report(desk, tmp_path)
    papers["response"] = _respond(desk, tmp_path)
    papers["people"] = _move_people(desk, tmp_path)
    papers["second"] = _follow_up(desk, tmp_path)
    papers["handover"] = _hand_over(desk, tmp_path)

    _check_typed(desk.tell("typed"))
    assert desk.close() == 0
    _check_papers(papers)
    _check_record(hall)
    monkeypatch.setenv("COMMANDCENTER_STATION", str(desk.folder / "station"))
    done = CliRunner().invoke(
        verify_command, ["--database", hall.url(), "--lang", "en"], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output


def _check_typed(rows):
    typed = [(row["subject"], row["field"], row["value"]) for row in rows]
    assert typed == list(NIGHT)
    pairs = [(subject, field) for subject, field, _ in typed]
    assert len(set(pairs)) == len(pairs)
    texts = [text for _, field, text in typed if field not in _CHOICES]
    assert len(set(texts)) == len(texts)
    assert [words for pair in combinations(texts, 2) if (words := _shared(*pair))] == []


def _shared(one: str, other: str) -> set[str]:
    """Return what two texts both say, in so many characters."""
    first, second = (
        {text[at : at + _SAME] for at in range(len(text) - _SAME + 1)} for text in (one, other)
    )
    return {words for words in first & second if not re.search(r"\d", words)}


def _check_papers(papers):
    """Look for what was typed once in each paper that needs it."""
    call = ("坝顶漫水，磨坊被困6人", "龙潭镇东坝", "龙潭镇水利站王建国")
    known = (*call, "Flood", "Larger(III)", "320people", "trapped6people", "封闭堤上道路")
    team = (TEAM, "Arrived")
    wanted = {
        "call": (*known, "市应急管理局", "陈刚", "057700000001", "雨停前每小时一报"),
        "first": (*known, *team, "水位继续上涨", "市应急管理局", "县防指", "周敏"),
        "response": ("Flood", "SJ-", "东坝", "龙潭镇", "李副县长", "陈县长", "转移低处群众"),
        "people": ("张三", "李四", "坝下村", "溪边路12号", "老街5号", "李强", "漫坝即转", SHELTER),
        "second": ("trapped0people(-6sincethelastreport)", "evacuated5people", "市应急管理局"),
        "handover": (call[0], *team, "trapped0people", "Follow-upreport1sent", "11%(1of9)"),
    }
    missing = {
        name: [words for words in all_of if words not in papers[name]]
        for name, all_of in wanted.items()
    }
    assert not any(missing.values()), (missing, papers)
    assert papers["people"].count("卫生院") == papers["people"].count("李强") == 2
    assert "封闭堤上道路" not in papers["second"]
    _check_sections(papers["handover"])


def _check_sections(handover):
    """Look for incident, clock, response, people and team in the sections they belong to."""
    section = {}
    for number in range(1, 9):
        start, end = (handover.index(f"{at}.{_HEADS[at]}") for at in (number, number + 1))
        section[number] = handover[start:end]
    assert "SJ-" in section[3]
    assert "XY-" in section[4]
    assert re.search(r"龙潭镇5550", section[5])
    assert f"{SHELTER}5of300" in section[5]
    assert "带班领导赶赴现场" in section[8]


_HEADS = {
    1: "Overview",
    2: "Important",
    3: "Incidents",
    4: "Warnings",
    5: "Teams",
    6: "Openmatters",
    7: "Stateofequipment",
    8: "Forthenext",
    9: "Checklist",
}


def _check_record(hall):
    """Look at what the night left in the database: all of it hangs together."""
    with hall.opened() as db:
        [one] = reading.still_open(db)
        [sent] = dispatch.of_incident(db, one.id)
        [activated] = response.of_incident(db, one.id)
        cells = matrix.of_response(db, activated.id).cells
        people = evacuation.listed(db, activated.id, officer=CHIEF)
        reports = reading.whole(db, one.id, at=now()).reports
    assert one.entry_id is not None
    assert (one.facts.area_code, sent.step) == (TOWN, Step.ARRIVED)
    assert (activated.opening.hazard, activated.decree.areas) == ("flood", {TOWN})
    assert [cell.state for cell in cells].count(CellState.DONE) == 1
    assert len(cells) == 9
    assert [each.state for each in people] == [Moved.SHELTERED] * 2
    assert [report.sent is not None for report in reports] == [True, True]
