"""Between rows, values and what the journal says of them."""

from datetime import UTC, date, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from commandcenter.database.journal import canonical
from commandcenter.duty.model.entry import (
    Attachment,
    Channel,
    Direction,
    Draft,
    Entry,
    EntryKind,
    Handling,
    Step,
    Urgency,
)
from commandcenter.duty.store.rows import entry_of, entry_values, evidence, step_values

AT = datetime(2026, 7, 18, 14, 41, tzinfo=UTC)
STEP = Handling(step=Step.REPORT, at=AT, by="何立", to="周敏", result="已报")


def an_entry(**fields: object) -> Entry:
    draft = Draft(**{"id": UUID(int=7), "content": "东坝渗水", "received_at": AT} | fields)
    return Entry(
        seq=21,
        number="ZB-20260718-001",
        serial=1,
        shift_day=date(2026, 7, 18),
        shift_id=UUID(int=1),
        received_at=AT,
        recorded_at=AT,
        recorder="何立",
        draft=draft,
        steps=draft.steps,
    )


FULL = an_entry(
    kind=EntryKind.INCIDENT,
    direction=Direction.INTERNAL,
    channel=Channel.RADIO,
    occurred_at=AT,
    org="龙潭镇",
    name="王建军",
    post="站长",
    phone="0577-6612 3081",
    place="东坝",
    area_code="330399101",
    lon=120.51,
    lat=0.0,
    reported_to="县水利局",
    urgency=Urgency.FLASH,
    is_internal=True,
    steps=(STEP,),
    owner="林晓",
    due_at=AT,
    attachments=(Attachment(sha256="ab", name="a.pdf", media_type="application/pdf", size=3),),
    corrects=UUID(int=5),
    reason="听错",
    drill_id=UUID(int=9),
)


def test_what_the_journal_says_of_a_short_entry_stays_what_it_was_in_the_first_release():
    assert canonical(evidence(entry_values(an_entry()))) == (
        '{"channel":"phone","content":"东坝渗水","direction":"in",'
        '"id":"00000000-0000-0000-0000-000000000007","kind":"call_in",'
        '"number":"ZB-20260718-001","received_at":"2026-07-18T14:41:00.000000Z",'
        '"recorded_at":"2026-07-18T14:41:00.000000Z","recorder":"何立",'
        '"search":"d48d91259804b185514cbb55d23c338a","serial":1,"shift_day":"2026-07-18",'
        '"shift_id":"00000000-0000-0000-0000-000000000001","urgency":"routine"}'
    )


def test_what_the_journal_says_of_a_step_stays_what_it_was_in_the_first_release():
    assert canonical(evidence(step_values(22, UUID(int=7), STEP))) == (
        '{"at":"2026-07-18T14:41:00.000000Z","by":"何立",'
        '"entry_id":"00000000-0000-0000-0000-000000000007","result":"已报","step":"report",'
        '"to":"周敏"}'
    )


def test_every_field_that_was_filled_in_is_evidence():
    said = evidence(entry_values(FULL))
    assert set(said) == (set(entry_values(FULL)) - {"seq", "search_text"}) | {"search"}
    assert (said["lat"], said["is_internal"]) == (0.0, True)


def test_an_entry_comes_back_from_its_row():
    assert entry_of(entry_values(FULL)) == FULL
    assert entry_of(entry_values(an_entry())) == an_entry()


@given(st.integers(-180, 180))
def test_degrees_are_kept_as_the_database_gives_them_back(degrees):
    value = entry_values(an_entry(lon=degrees, lat=-0.0))
    assert str(value["lon"]) == str(float(degrees))
    assert str(value["lat"]) == "0.0"


def test_an_entry_is_found_by_words_initials_and_digits():
    text = entry_values(FULL)["search_text"]
    for wanted in ("东坝渗水", "龙潭镇", "ltz", "wjj", "057766123081", "0577-6612 3081", "听错"):
        assert wanted in text
    assert text == text.lower()
