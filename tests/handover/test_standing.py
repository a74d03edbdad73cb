"""What stands in every part when a shift ends: handed over as codes, printed in words."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader

from commandcenter.alarms.service import acting
from commandcenter.alarms.service import lists as alarms
from commandcenter.database.journal import canonical
from commandcenter.directory.service import phrases
from commandcenter.handover import papers, service, standing, standing_tables
from commandcenter.handover.model import (
    SECTION_WORDS,
    STANDING,
    LeaderNeeded,
    Section,
    Standing,
)
from commandcenter.incidents.model.evacuation import Evacuee, Moved, Shelter
from commandcenter.incidents.model.figures import Figures
from commandcenter.incidents.model.incident import Facts
from commandcenter.incidents.model.incident import Opening as IncidentOpening
from commandcenter.incidents.model.level import Judgement, Level
from commandcenter.incidents.model.report import ReportKind
from commandcenter.incidents.model.response import Basis, Decree, Opening, Stage
from commandcenter.incidents.service import (
    evacuation,
    facts,
    levels,
    opening,
    reports,
    response,
    shelters,
)
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.words import LANGUAGES, translation
from commandcenter.teams.model.dispatch import Order
from commandcenter.teams.model.team import Team
from commandcenter.teams.service import ordering, roster
from commandcenter.warnings.model.passing import Hotspot
from commandcenter.warnings.service import hotspots, passing
from commandcenter.warnings.service.passing import WarningDraft

TOWNSHIP = "330399101"
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """Ids of what stands."""

    incident: UUID
    response: UUID


@pytest.fixture
def everything(night) -> Callable[..., Happened]:
    """Let something stand in every part, in reality or in a drill."""

    def make(drill_id: UUID | None = None) -> Happened:
        db, chief = night.db, night.crew.giver
        told = Facts(id=new_id(), kind="accident:traffic", title="石桥村客车翻车", place="石桥村")
        one = opening.open_incident(
            db, IncidentOpening(id=new_id(), facts=told, drill_id=drill_id), officer=chief
        )
        facts.count(db, one.id, Figures(id=new_id(), dead=2, serious=5), officer=chief)
        judged = Judgement(level=Level.MAJOR, reason="带班领导研判")
        levels.set_level(db, one.id, judged, officer=chief, seen_version=one.version)
        reports.begin(
            db, one.id, ReportKind.FIRST, report_id=new_id(), officer=chief, language="zh"
        )
        _warn(night, drill_id)
        active = _respond(night, drill_id)
        _look(night, drill_id)
        _send(night, drill_id)
        _move(night, active, drill_id)
        return Happened(incident=one.id, response=active)

    return make


def _warn(night, drill_id: UUID | None) -> None:
    draft = WarningDraft(
        id=new_id(),
        sender="县气象台",
        headline="暴雨红色预警",
        sent_at=datetime.now(UTC),
        kind="11B03",
        colour=Severity.RED,
        area_codes=(TOWNSHIP,),
        drill_id=drill_id,
    )
    passing.enter(night.db, draft, officer=night.crew.giver)


def _respond(night, drill_id: UUID | None) -> UUID:
    begun = Opening(id=new_id(), hazard="flood", drill_id=drill_id)
    decree = Decree(
        id=new_id(),
        stage=Stage.FOURTH,
        basis_kind=Basis.TEXT,
        basis="青溪水文站超警戒",
        decided_by="县防指副指挥",
        approver="周敏",
    )
    response.activate(night.db, begun, decree, officer=night.crew.leader)
    return begun.id


def _look(night, drill_id: UUID | None) -> None:
    seen = Hotspot(id=new_id(), pixels=1, lon=120.1, lat=28.2, place="后坑山", drill_id=drill_id)
    hotspots.note(night.db, seen, officer=night.crew.giver)


def _send(night, drill_id: UUID | None) -> None:
    chief = night.crew.giver
    number = "QX-002" if drill_id else "QX-001"
    team = Team(id=new_id(), number=number, name="龙潭镇救援队", category="grassroots")
    roster.add(night.db, team, officer=chief)
    order = Order(
        id=new_id(),
        order_id=new_id(),
        team_id=team.id,
        place="石桥村口",
        task="搜救",
        people_out=12,
        drill_id=drill_id,
    )
    ordering.order(night.db, [order], officer=chief)


def _move(night, about: UUID, drill_id: UUID | None) -> None:
    chief = night.crew.giver
    school = shelters.add(
        night.db,
        Shelter(id=new_id(), name="石桥小学", area_code=TOWNSHIP, capacity=200),
        officer=chief,
    )
    early = datetime.now(UTC) - HOUR
    people = [
        Evacuee(
            id=new_id(),
            number="",
            about=about,
            name=name,
            area_code=TOWNSHIP,
            people=count,
            at=early,
            drill_id=drill_id,
        )
        for name, count in (("张三", 4), ("李四", 3))
    ]
    listed = evacuation.put_on_list(night.db, people, officer=chief)
    for one, state, where in (
        (listed[0], Moved.SHELTERED, school.id),
        (listed[1], Moved.UNREACHED, None),
    ):
        evacuation.take(
            night.db,
            [one.id],
            state,
            officer=chief,
            act_id=new_id(),
            note="电话不通",
            shelter_id=where,
        )


def stands(handover, what: Standing) -> dict[str, Any]:
    [row] = handover.snapshot.standing(what)
    return dict(row)


def text_of(data: bytes) -> str:
    pages = PdfReader(BytesIO(data)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_every_part_hands_over_what_stands(night, everything):
    happened = everything()
    handover = night.start()

    missing = {what for what in Standing if not handover.snapshot.standing(what)}
    assert not missing
    incident = stands(handover, Standing.INCIDENT)
    assert incident["id"] == str(happened.incident)
    assert (incident["level"], incident["state"], incident["place"]) == ("major", "open", "石桥村")
    assert incident["figures"]["told"] == [["dead", 2], ["serious", 5]]
    assert [(one["kind"], one["state"]) for one in incident["reports"]] == [("first", "draft")]
    assert (incident["clock"]["kind"], incident["clock"]["is_late"]) == ("report", False)
    warning = stands(handover, Standing.WARNING)
    assert (warning["headline"], warning["colour"]) == ("暴雨红色预警", "red")
    assert (warning["answered"], warning["listed"]) == (0, 1)
    assert warning["waiting"] == ["龙潭镇人民政府 赵强"]
    active = stands(handover, Standing.RESPONSE)
    assert (active["id"], active["stage"]) == (str(happened.response), "IV")
    assert active["measures"] > active["measures_done"] == 0
    assert stands(handover, Standing.HOTSPOT)["place"] == "后坑山"
    sent = stands(handover, Standing.DISPATCH)
    assert (sent["team"], sent["step"], sent["place"]) == ("龙潭镇救援队", "ordered", "石桥村口")
    assert stands(handover, Standing.EVACUATION) == {
        "what": "evacuation",
        "township": "龙潭镇",
        "due": 7,
        "moved": 4,
        "settled": 4,
        "not_reached": 3,
    }
    shelter = stands(handover, Standing.SHELTER)
    assert (shelter["name"], shelter["people"], shelter["capacity"]) == ("石桥小学", 4, 200)
    assert "后坑山" in {row["title"] for row in handover.snapshot.standing(Standing.ALARM)}
    kinds = {row["kind"] for row in handover.snapshot.standing(Standing.CLOCK)}
    assert {"report", "hotspot"} <= kinds
    assert "call" not in kinds, "whom nobody reached is named with the warning"


def test_drills_are_handed_over_by_nobody(night, everything):
    everything(new_id())
    handover = night.start()
    rows = [row for section in Section for row in handover.snapshot.rows(section)]
    assert [row for row in rows if "what" in row] == []
    assert not handover.needs_leader


def test_while_an_incident_is_open_the_leader_signs_as_well(night, everything):
    assert not night.start().needs_leader
    night.act(service.return_section, Section.NEXT, "补事件", officer=night.crew.taker)
    everything()
    assert night.start().needs_leader
    night.complete()
    with pytest.raises(LeaderNeeded):
        night.seal()


def test_a_section_in_which_something_began_to_stand_is_asked_anew(night, everything):
    night.start()
    night.act(service.accept, Section.TEAMS, officer=night.crew.taker)
    night.act(service.accept, Section.EQUIPMENT, officer=night.crew.taker)
    night.act(service.return_section, Section.NEXT, "补队伍", officer=night.crew.taker)
    everything()
    assert set(night.start().marks) == {Section.EQUIPMENT}


def test_a_shelved_alarm_is_handed_over_with_its_reason_until_when(night):
    _look(night, None)
    with night.db.read() as tx:
        [alarm] = alarms.active_in(tx)
    until = datetime.now(UTC) + HOUR
    acting.shelve(night.db, alarm.id, until=until, reason="山上在烧荒", officer=night.crew.leader)
    row = stands(night.start(), Standing.ALARM)
    assert (row["state"], row["said"], row["by"]) == ("shelved", "山上在烧荒", "周敏")
    assert row["until"].startswith(f"{until:%Y-%m-%dT%H:%M}")


def test_an_alarm_that_was_acknowledged_is_told_once_it_stands_for_too_long(night):
    _look(night, None)
    with night.db.read() as tx:
        [alarm] = alarms.active_in(tx)
    acting.acknowledge(night.db, alarm.id, note="已派人", officer=night.crew.giver)
    with night.db.read() as tx:
        at = datetime.now(UTC)
        soon = standing.collect(tx, at=at, until=at)[Standing.ALARM]
        later = standing.collect(tx, at=at + 25 * HOUR, until=at)[Standing.ALARM]
    assert soon == []
    assert [(row["state"], row["is_standing"]) for row in later] == [("acknowledged", True)]


def test_what_is_due_after_the_next_shift_is_its_successors_business(night):
    _look(night, None)
    with night.db.read() as tx:
        at = datetime.now(UTC)
        near = standing.collect(tx, at=at, until=at + 2 * HOUR)[Standing.CLOCK]
        far = standing.collect(tx, at=at, until=at + timedelta(minutes=1))[Standing.CLOCK]
        late = standing.collect(tx, at=at + 2 * HOUR, until=at + 2 * HOUR)[Standing.CLOCK]
    assert [(row["kind"], row["is_late"]) for row in near] == [("hotspot", False)]
    assert far == []
    assert [row["is_late"] for row in late] == [True]


def test_the_list_for_the_next_shift_is_in_the_order_of_the_times(night, everything):
    night.record("一", due_at=datetime.now(UTC) + timedelta(minutes=2))
    night.record("二", due_at=datetime.now(UTC) + timedelta(minutes=80))
    everything()
    rows = night.start().snapshot.rows(Section.NEXT)
    times = [row["due_at"] for row in rows]
    assert times == sorted(times)
    assert (rows[0]["title"], rows[-1].get("what")) != ("二", None)


def test_a_matter_whose_time_is_over_is_late(night):
    night.record("一", due_at=datetime.now(UTC) - timedelta(minutes=2))
    night.record("二", due_at=datetime.now(UTC) + HOUR)
    handover = night.start()
    late = [row["is_late"] for row in handover.snapshot.rows(Section.NEXT)]
    assert late == [True, False]
    tail = text_of(papers.report(handover, words=str)).partition("Forthenextshift")[2]
    assert tail.count("Late") == 1


def test_of_very_many_the_rest_is_counted(night, monkeypatch):
    monkeypatch.setattr(standing, "MOST", 2)
    for _ in range(5):
        _look(night, None)
    handover = night.start()
    assert len(handover.snapshot.standing(Standing.HOTSPOT)) == 2
    assert handover.snapshot.left_out(Standing.HOTSPOT) == 3
    text = text_of(papers.report(handover, words=str))
    assert text.count("3morearenotlistedhere.") == 3  # hotspots, their alarms, their clocks


def test_the_frozen_content_is_codes_and_canonical(night, everything):
    everything()
    body = night.start().snapshot.body
    assert json.loads(canonical(body)) == body
    texts = {
        row["what"]: json.dumps(row)
        for rows in body["sections"].values()
        for row in rows
        if "what" in row
    }
    for word in ("First report", "Order given", "Level IV", "Unacknowledged", "To be moved"):
        assert not any(word in text for text in texts.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_tells_what_stands_in_both_languages(night, everything, language):
    everything()
    words = translation(language)
    text = text_of(papers.report(night.start(), words=words))
    for what in STANDING[Section.INCIDENTS] + STANDING[Section.WARNINGS] + STANDING[Section.TEAMS]:
        assert "".join(words(standing_tables.HEADINGS[what]).split()) in text
    for said in ("石桥村客车翻车", "暴雨红色预警", "赵强", "后坑山", "龙潭镇救援队", "石桥小学"):
        assert said in text
    assert "张三" not in text, "who is moved is nobody's business here"


def test_a_handover_from_before_there_was_anything_to_stand_prints_as_it_did(night, everything):
    everything()
    handover = night.start()
    sections = {
        name: [row for row in rows if "what" not in row]
        for name, rows in handover.snapshot.body["sections"].items()
    }
    body = {**handover.snapshot.body, "sections": sections}
    old = replace(handover, snapshot=replace(handover.snapshot, body=body))
    text = text_of(papers.report(old, words=str))
    assert "".join(SECTION_WORDS[Section.NEXT].split()) in text
    for heading in standing_tables.HEADINGS.values():
        assert "".join(heading.split()) not in text
    assert "Entriesofthisshift" not in text


def test_the_hazard_of_a_response_without_a_title_is_told_in_the_countys_word(night):
    _respond(night, None)
    with night.db.read() as tx:
        hazards = {term.code: term.zh for term in phrases.words(tx, "hazard_kind")}
    assert stands(night.start(), Standing.RESPONSE)["title"] == hazards["flood"]
