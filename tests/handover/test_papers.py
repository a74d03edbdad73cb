"""The handover report on paper: complete, true, the same every time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from commandcenter.database import heads
from commandcenter.duty.model.entry import EntryKind, Handling, Step
from commandcenter.duty.model.words import STEP
from commandcenter.duty.service import log, shifts
from commandcenter.handover import papers, service
from commandcenter.handover.model import FINDING_WORDS, SECTION_WORDS, Finding, Section
from commandcenter.kernel.times import BEIJING, clock
from commandcenter.kernel.words import LANGUAGES, translation


def text_of(data: bytes) -> str:
    pages = PdfReader(BytesIO(data)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_has_every_section_and_every_check(night, language):
    night.start()
    words = translation(language)
    handover = night.complete()
    text = text_of(papers.report(handover, words=words))

    for section in Section:
        assert squeezed(words(SECTION_WORDS[section])) in text
    for check in handover.checklist:
        assert squeezed(check.title) in text
    assert text.count(squeezed(words(FINDING_WORDS[Finding.NORMAL]))) >= len(handover.checklist)
    assert "清溪县应急指挥中心" in text
    assert all(name in text for name in ("周敏", "何立", "大雨"))


def test_a_section_prints_text_source_handling_and_number(night):
    entry = night.record("东坝渗漏险情。", kind=EntryKind.INCIDENT, org="龙潭镇", name="王建军")
    at = datetime.now(UTC)
    step = Handling(step=Step.REPORT, at=at, by="何立", to="周敏", result="已报")
    log.take_step(night.db, entry.id, step, officer=night.crew.giver)
    night.start()

    text = text_of(papers.report(night.newest(), words=str))
    assert squeezed("龙潭镇 王建军 东坝渗漏险情。") in text
    assert squeezed(f"Report {clock(at)} 周敏 已报") in text
    assert squeezed(f"{entry.serial:03d} {clock(entry.received_at)} Incident") in text


def test_a_step_of_another_day_is_printed_with_its_day(night):
    received_at = datetime.now(UTC) - timedelta(days=3)
    step = Handling(step=Step.TAKE, at=received_at, by="何立")
    night.record("东坝每小时报水位。", received_at=received_at, steps=(step,), owner="林晓")
    night.start()

    text = text_of(papers.report(night.newest(), words=str))
    day = received_at.astimezone(BEIJING).date()
    assert squeezed(f"{STEP[Step.TAKE]} {day} {clock(received_at)}") in text


def test_a_corrected_entry_prints_what_holds_and_by_which_number(night):
    wrong = night.record("西坝渗漏。", kind=EntryKind.INCIDENT)
    right = night.record("东坝渗漏。", corrects=wrong.id, reason="听错", kind=EntryKind.INCIDENT)
    night.start()
    text = text_of(papers.report(night.newest(), words=str))
    assert squeezed(f"东坝渗漏。 Corrected by {right.number}") in text
    assert "西坝" not in text


def test_the_counts_and_the_numbers_of_the_shift_are_told(night):
    first = night.record("a")
    night.record("b", kind=EntryKind.DEVICE)
    night.start()
    text = text_of(papers.report(night.newest(), words=str))
    assert squeezed("3 entries, 0 of them corrections: Call in 2、Equipment 1.") in text
    assert squeezed(f"Entry numbers {first.number[:-3]}001 to") in text


def test_what_is_due_is_told_to_the_next_shift_once_more_in_short(night):
    due = datetime(2030, 7, 19, 9, 30, tzinfo=BEIJING)
    night.record("东坝每小时报水位。", owner="林晓", due_at=due)
    night.start()
    service.put_note(
        night.db,
        night.newest().id,
        "盯紧东坝。",
        seen_version=night.newest().version,
        officer=night.crew.giver,
    )
    text = text_of(papers.report(night.newest(), words=str))
    tail = text.partition(squeezed("For the next shift"))[2]
    assert "盯紧东坝。" in tail
    assert squeezed("2030-07-19 09:30 东坝每小时报水位。 林晓") in tail


def test_what_is_abnormal_names_the_open_matter_that_deals_with_it(night):
    matter = night.record("卫星电话故障。")
    night.start()
    walked = night.newest()
    rows = walked.snapshot.rows(Section.OPEN)
    place = [row["id"] for row in rows].index(str(matter.id)) + 1
    wrong = replace(
        walked.checklist[0], finding=Finding.ABNORMAL, note="已报修", matter_id=matter.id
    )
    night.act(service.put_check, wrong, officer=night.crew.giver)
    text = text_of(papers.report(night.newest(), words=str))
    assert "Problem" in text
    assert squeezed(f"已报修 See open matter {place}") in text


def test_a_shift_in_which_nothing_happened_says_so(bare):
    shifts.import_all(bare.db, [bare.shift], officer=bare.crew.admin)
    bare.start()
    text = text_of(papers.report(bare.newest(), words=str))
    for said in ("No entries.", "Nothing in this shift", "No open matters", "Nothing is due"):
        assert squeezed(said) in text


def test_a_text_of_4000_characters_is_printed_whole(night):
    long = "".join(chr(0x4E00 + number) for number in range(4_000))
    night.record(long, kind=EntryKind.INCIDENT)
    night.start()
    data = papers.report(night.newest(), words=str)
    assert len(PdfReader(BytesIO(data)).pages) > 6
    text = text_of(data)
    assert all(character in text for character in long)


def test_text_is_never_markup(night):
    night.record("<b>坝</b> & <img src='x'>", kind=EntryKind.INCIDENT)
    night.start()
    assert squeezed("<b>坝</b> & <img src='x'>") in text_of(
        papers.report(night.newest(), words=str)
    )


def test_until_it_is_sealed_the_report_is_marked_as_a_draft(night):
    night.start()
    draft = papers.report(night.newest(), words=str)
    assert "DRAFT" in text_of(draft)
    assert "Journalno." not in text_of(draft)
    night.complete()
    sealed = papers.report(night.seal(), words=str)
    assert "DRAFT" not in text_of(sealed)


def test_a_sealed_report_prints_its_row_of_the_journal_and_who_signed(night):
    night.start()
    night.complete()
    sealed = night.seal()
    text = text_of(papers.report(sealed, words=str))
    with night.db.read() as tx:
        head = heads.at(tx, sealed.seq)
    assert f"Journalno.:{head.seq}Checkcode:{head.hash.hex()[:32]}" in text
    assert "Handedoverby何立" in text
    assert "Takenoverby郑海" in text


def test_printing_a_sealed_report_again_gives_the_same_bytes(night):
    night.start()
    night.complete()
    night.seal()
    first = papers.report(night.newest(), words=translation("zh"))
    night.record("下一班的事。", occurred_at=datetime.now(UTC) - timedelta(minutes=1))
    assert papers.report(night.newest(), words=translation("zh")) == first
