"""Opening incidents and knowing more of them, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import verify
from commandcenter.directory.rights import NotAllowed, Right
from commandcenter.duty.model.entry import Draft, NoSuchPlace
from commandcenter.duty.service import log
from commandcenter.incidents.model import handling
from commandcenter.incidents.model.incident import Facts, LinkKind, Opening, State
from commandcenter.incidents.model.phone import PhoneReport
from commandcenter.incidents.service import facts, moving, opening, phoning, reading
from commandcenter.incidents.service.reading import EventKind
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import day_of, now
from commandcenter.matters.service import clocks


def test_a_log_line_becomes_an_incident_with_one_call(db, chief, an_entry):
    entry = an_entry(lon=119.5, lat=28.25, occurred_at=now() - timedelta(minutes=9))

    one = opening.open_from_entry(db, entry.id, incident_id=new_id(), officer=chief)

    assert one.number == f"SJ-{day_of(now()).year}-001"
    assert one.learned_at == entry.received_at
    assert one.state is State.OPEN
    said = one.facts
    assert (said.kind, said.place) == ("accident:traffic", "龙潭镇石桥村")
    assert (said.lon, said.lat) == (119.5, 28.25)
    assert said.occurred_at == entry.draft.occurred_at
    assert (said.source, said.course) == ("龙潭镇 周明", entry.draft.content)
    assert reading.find(db, one.id) == one
    assert reading.of_entry(db, entry.id) == (one,)


def test_sending_again_opens_one(db, chief, an_entry):
    entry, id_ = an_entry(), new_id()

    first = opening.open_from_entry(db, entry.id, incident_id=id_, officer=chief)
    again = opening.open_from_entry(db, entry.id, incident_id=id_, officer=chief)

    assert again == first
    assert len(reading.page(db)) == 1


def test_a_corrected_line_tells_what_holds(db, chief, an_entry):
    entry = an_entry("石桥村起火。")
    right = Draft(
        id=new_id(), content="石桥村发生火灾，无人员被困。", corrects=entry.id, reason="x"
    )
    log.record(db, right, officer=chief)

    one = opening.open_from_entry(db, entry.id, incident_id=new_id(), officer=chief)

    assert one.facts.course == right.content
    assert one.facts.kind == "accident:fire"


def test_a_line_tells_of_one_incident(db, chief, an_entry):
    entry = an_entry()
    first = opening.open_from_entry(db, entry.id, incident_id=new_id(), officer=chief)

    with pytest.raises(handling.EntryTaken, match=first.number):
        opening.open_from_entry(db, entry.id, incident_id=new_id(), officer=chief)

    moving.withdraw(db, first.id, reason="误报", officer=chief)
    second = opening.open_from_entry(db, entry.id, incident_id=new_id(), officer=chief)
    assert second.number != first.number
    with pytest.raises(handling.EntryTaken, match=second.number):
        moving.reopen(db, first.id, reason="又报", officer=chief)


def test_numbers_have_no_gaps_and_drills_their_own(db, an_incident):
    drill = new_id()
    numbers = [an_incident().number, an_incident(drill_id=drill).number, an_incident().number]

    year = day_of(now()).year
    assert numbers == [f"SJ-{year}-001", f"YLSJ-{year}-001", f"SJ-{year}-002"]
    assert [one.number for one in reading.still_open(db)] == [numbers[2], numbers[0]]
    assert [one.number for one in reading.page(db, drill_id=drill)] == [numbers[1]]


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"kind": "nonsense"}, handling.UnknownKind),
        ({"title": " "}, handling.TitleMissing),
        ({"title": "长" * 201}, handling.FactTooLong),
        ({"cause": "长" * 2001}, handling.FactTooLong),
        ({"lon": 181.0, "lat": 0.0}, NoSuchPlace),
        ({"lon": 119.0}, NoSuchPlace),
        ({"lon": float("nan"), "lat": 28.0}, NoSuchPlace),
        ({"occurred_at": now() + timedelta(hours=1)}, handling.OccurredLater),
    ],
)
def test_facts_that_cannot_be_are_refused(db, an_incident, changed, error):
    with pytest.raises(error):
        an_incident(**changed)

    assert reading.page(db) == ()


def test_what_was_learned_lies_in_the_past(db, an_incident):
    with pytest.raises(handling.LearnedLater):
        an_incident(learned_at=now() + timedelta(hours=1))


def test_a_line_of_a_drill_opens_no_real_incident(db, chief, an_entry):
    entry = an_entry(drill_id=new_id())
    told = Facts(id=new_id(), kind="accident:fire", title="火灾")

    with pytest.raises(handling.OtherIncidentScope):
        opening.open_incident(
            db, Opening(id=new_id(), facts=told, entry_id=entry.id), officer=chief
        )
    one = opening.open_from_entry(db, entry.id, incident_id=new_id(), officer=chief)
    assert one.drill_id == entry.draft.drill_id
    assert reading.still_open(db) == ()


def test_only_those_who_may_open_incidents(db, viewer, an_entry):
    with pytest.raises(NotAllowed):
        opening.open_from_entry(db, an_entry().id, incident_id=new_id(), officer=viewer)


def test_an_entry_that_is_not_there_opens_nothing(db, chief):
    with pytest.raises(Conflict):
        opening.open_from_entry(db, new_id(), incident_id=new_id(), officer=chief)


def test_what_is_known_grows_and_earlier_versions_stay(db, chief, an_incident):
    one = an_incident()
    known = replace(one.facts, id=new_id(), cause="路面结冰", reason="现场回报")

    after = facts.amend(db, one.id, known, seen_version=one.version, officer=chief)
    again = facts.amend(db, one.id, known, seen_version=one.version, officer=chief)

    assert after == again == reading.find(db, one.id)
    assert after.facts.cause == "路面结冰"
    assert [version.cause for _, _, version in reading.whole(db, one.id, at=now()).versions] == [
        "",
        "路面结冰",
    ]
    stale = replace(known, id=new_id())
    with pytest.raises(Conflict):
        facts.amend(db, one.id, stale, seen_version=one.version, officer=chief)


def test_the_log_shows_an_automatic_line_in_words(db, chief, an_incident):
    from commandcenter.duty.model.lines import LogQuery, filled
    from commandcenter.handover.words import CODES, LINES
    from commandcenter.kernel.words import translation

    one = an_incident()
    moving.move(db, one.id, State.HANDLING, officer=chief, reason="已到场")

    lines = log.page(db, LogQuery(with_automatic=True))
    said = [
        filled(LINES[line.kind][1], line.body, codes=CODES.get(line.kind, {}))
        for line in lines
        if line.kind.startswith("incidents.")
    ]
    assert said == [
        f"{one.number}: Being handled 已到场",
        f"{one.number} opened: 石桥村客车翻车 石桥村",
    ]
    assert translation("zh")(LINES["incidents.opened"][0]) == "突发事件"


def test_phones_are_masked_for_who_may_not_see_them_and_stay_as_they_were(
    db, chief, viewer, an_incident
):
    one = an_incident(commander="周明", commander_phone="19900021234")
    call = PhoneReport(
        id=new_id(), to_org="市局", to_name="赵敏", to_phone="19900020001", content="翻车"
    )
    phoning.phone(db, one.id, call, officer=chief)

    full = reading.whole(db, one.id, at=now(), officer=chief)
    seen = reading.whole(db, one.id, at=now(), officer=viewer)

    assert full.incident.facts.commander_phone == "19900021234"
    assert [call.to_phone for call in full.phones] == ["19900020001"]
    assert seen.incident.facts.commander_phone == "199 **** 1234"
    assert [said.commander_phone for _, _, said in seen.versions] == ["199 **** 1234"]
    assert [call.to_phone for call in seen.phones] == ["199 **** 0001"]
    writer = replace(chief, rights=chief.rights - {Right.SEE_PHONES})
    given_back = replace(seen.incident.facts, id=new_id(), cause="刹车失灵")
    facts.amend(db, one.id, given_back, seen_version=one.version, officer=writer)
    known = reading.find(db, one.id).facts
    assert (known.cause, known.commander_phone) == ("刹车失灵", "19900021234")


@pytest.mark.parametrize("kind", [LinkKind.DISPATCH, LinkKind.WARNING])
def test_drills_and_reality_are_not_connected(db, chief, an_incident, a_warning, a_dispatch, kind):
    make = a_dispatch if kind is LinkKind.DISPATCH else a_warning
    drill, say = new_id(), {"officer": chief, "link_id": new_id()}
    real_one, drill_one = an_incident(), an_incident(drill_id=drill)
    real, drilled = make(), make(drill_id=drill)
    for one, target in ((real_one, drilled), (drill_one, real)):
        with pytest.raises(handling.OtherIncidentScope):
            moving.link(db, one.id, kind, target.id, **say)
    with pytest.raises(Conflict):
        moving.link(db, real_one.id, kind, new_id(), **say)
    moving.link(db, real_one.id, kind, real.id, **say)
    moving.link(db, drill_one.id, kind, drilled.id, officer=chief, link_id=new_id())


def test_a_real_incident_is_not_opened_from_a_warning_of_a_drill(db, chief, a_warning):
    said = Facts(id=new_id(), kind="natural:flood", title="东坝上游山洪")
    drilled = a_warning(drill_id=new_id())
    with pytest.raises(handling.OtherIncidentScope):
        new = Opening(id=new_id(), facts=said, warning_id=drilled.id)
        opening.open_incident(db, new, officer=chief)
    with pytest.raises(Conflict):
        new = Opening(id=new_id(), facts=said, warning_id=new_id())
        opening.open_incident(db, new, officer=chief)
    new = Opening(id=new_id(), facts=said, warning_id=drilled.id, drill_id=drilled.drill_id)
    assert opening.open_incident(db, new, officer=chief).warning_id == drilled.id


def test_a_warning_leads_to_one_open_incident(db, chief, a_warning):
    warned = a_warning()

    def opened():
        said = Facts(id=new_id(), kind="natural:flood", title="东坝上游山洪")
        new = Opening(id=new_id(), facts=said, warning_id=warned.id)
        return opening.open_incident(db, new, officer=chief)

    first = opened()
    with pytest.raises(handling.WarningTaken, match=first.number):
        opened()
    moving.withdraw(db, first.id, reason="误报", officer=chief)
    second = opened()
    with pytest.raises(handling.WarningTaken, match=second.number):
        moving.reopen(db, first.id, reason="确有其事", officer=chief)


def test_teams_of_a_drill_are_no_forces_of_a_real_incident(db, an_incident, a_dispatch):
    one = an_incident()
    real = a_dispatch(incident_id=one.id)
    a_dispatch(incident_id=one.id, drill_id=new_id())
    assert reading.whole(db, one.id, at=now()).forces == (real,)


def test_everything_is_vouched_for(db, chief, an_incident, a_warning):
    one = an_incident(lon=120, lat=-0.0)
    moving.link(db, one.id, LinkKind.WARNING, a_warning().id, officer=chief, link_id=new_id())

    with db.read() as tx:
        assert verify.run(tx, EVIDENCE).is_intact
    assert clocks.running(db) == ()


def test_the_timeline_has_everything_in_its_order(db, chief, an_entry, counted, sent):
    entry = an_entry()
    one = opening.open_from_entry(db, entry.id, incident_id=new_id(), officer=chief)
    counted(one, dead=1)
    report = sent(one)
    moving.move(db, one.id, State.HANDLING, officer=chief)

    events = reading.timeline(reading.whole(db, one.id, at=now()))

    assert [event.kind for event in events] == [
        EventKind.ENTRY,
        EventKind.ACT,
        EventKind.FIGURES,
        EventKind.REPORT,
        EventKind.ACT,
    ]
    assert events[3].record == report
