"""The duty log and the on-call list on paper: complete, true, the same every time."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from commandcenter.database import heads
from commandcenter.directory.rights import NotAllowed
from commandcenter.directory.service import people, rules
from commandcenter.documents.errors import Cancelled
from commandcenter.duty import papers
from commandcenter.duty.model.entry import EntryKind, Step, Urgency
from commandcenter.duty.model.files import attachment
from commandcenter.duty.model.words import KIND
from commandcenter.duty.service import exports, log, shifts
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import LANGUAGES, translation

DAY = date(2026, 7, 18)
PDF = b"%PDF-1.7 fax"


def text_of(data: bytes) -> str:
    pages = PdfReader(BytesIO(data)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.fixture
def night(night_db, a_shift, plan):
    """A shift on watch at 22:41, with who is in it."""
    shift = a_shift(20, 32)
    plan(night_db, shift)
    return shift


@pytest.fixture
def write(night_db, night, chief, draft):
    """Record an entry in the night."""
    return lambda *said, **fields: log.record(night_db, draft(*said, **fields), officer=chief)


def printed(db, *, words=str, first=DAY, last=DAY, **more) -> bytes:
    return exports.duty_log(db, first, last, words=words, **more)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_log_prints_every_entry_whole(night_db, write, step, language):
    words = translation(language)
    for number, kind in enumerate(EntryKind):
        write(
            f"第 {number} 条：水位 12.{number:02d} 米", kind=kind, org="龙潭镇", name=f"李{number}"
        )

    text = text_of(printed(night_db, words=words))
    for number, kind in enumerate(EntryKind):
        assert squeezed(f"第 {number} 条：水位 12.{number:02d} 米") in text
        assert squeezed(words(KIND[kind])) in text
        assert f"李{number}" in text
    assert squeezed("清溪县应急指挥中心") in text
    assert all(name in text for name in ("周敏", "何立", "林晓", "大雨"))


def test_the_log_prints_what_has_no_column_of_its_own(night_db, write, night_db_at):
    fields = {
        "urgency": Urgency.FLASH,
        "is_internal": True,
        "occurred_at": night_db_at - timedelta(minutes=31),
        "received_at": night_db_at - timedelta(minutes=15),
        "place": "东坝桩号 K2",
        "post": "站长",
        "phone": "0577-66122458",
        "reported_to": "县水利局",
        "owner": "林晓",
        "due_at": night_db_at + timedelta(days=3),
    }
    write("渗水。", **fields)
    text = text_of(printed(night_db))
    for said in (
        "Flash INTERNAL",
        "Happened 22:10",
        "Place: 东坝桩号 K2",
        "Told already: 县水利局",
        "Owner: 林晓",
        "Due 2026-07-21 22:41",
        "Written 22:41",
        "站长",
        "0577-66122458",
        "22:26",
    ):
        assert squeezed(said) in text, said


@pytest.fixture
def night_db_at(night_db):
    """The moment of the night."""
    return night_db.clock.at


def test_files_of_an_entry_are_named(night_db, night, chief, draft):
    file = attachment("传真件.pdf", PDF)
    log.record(night_db, draft(attachments=(file,)), officer=chief, contents={file.sha256: PDF})
    assert squeezed("Files: 传真件.pdf") in text_of(printed(night_db))


def test_an_entry_written_in_time_does_not_say_when(night_db, write, night_db_at):
    write("渗水。", received_at=night_db_at - timedelta(minutes=10))
    assert "Written" not in text_of(printed(night_db))


def test_a_row_of_another_day_says_which(night_db, write, step, night_db_at):
    done = step(Step.FOLLOW, at=night_db_at - timedelta(hours=10))
    write("渗水。", received_at=night_db_at - timedelta(days=2), steps=(done,))
    text = text_of(printed(night_db))
    assert "7-1622:41" in text
    assert squeezed("Done 2026-07-18 12:41") in text
    assert squeezed("Written 2026-07-18 22:41") in text


def test_the_log_prints_every_step_with_its_time(night_db, chief, write, step):
    entry = write("渗水。", steps=(step(Step.TAKE),))
    log.take_step(night_db, entry.id, step(Step.REPORT, to="周敏"), officer=chief)
    done = step(Step.FOLLOW, result="已加固", at=night_db.clock.at - timedelta(days=2))
    log.take_step(night_db, entry.id, done, officer=chief)

    text = text_of(printed(night_db))
    assert squeezed("Take 22:41 Report 22:41 周敏 Done 2026-07-16 22:41 已加固") in text


def test_a_correction_prints_both_texts_and_the_reason(night_db, write):
    wrong = write("西坝渗水。", place="西坝")
    write("东坝渗水。", corrects=wrong.id, reason="地点听错")

    text = text_of(printed(night_db))
    assert squeezed("西坝渗水。 Place: 西坝 东坝渗水。 Corrected 22:41 何立: 地点听错") in text
    assert squeezed(f"Correction of {wrong.number}: 地点听错 东坝渗水。") in text


def test_the_mark_of_a_drill_stands_before_the_text(night_db, night, chief, draft, drill):
    entry = log.record(night_db, draft("渗水。", drill_id=drill), officer=chief)
    data = papers.duty_log(
        "清溪县",
        [(night, [entry])],
        None,
        words=str,
        late_after=timedelta(minutes=10),
        running=papers.Running(),
    )
    assert "DRILL渗水。" in text_of(data)


def test_a_drill_is_not_in_the_real_log(night_db, write, drill):
    write("真实渗水。")
    write("演练渗水。", drill_id=drill)
    text = text_of(printed(night_db))
    assert "真实渗水。" in text
    assert "演练" not in text


def test_a_text_of_4000_characters_is_printed_whole(night_db, write):
    long = "".join(chr(0x4E00 + number) for number in range(4_000))
    write(long)
    assert long in column_of(printed(night_db))


def column_of(data: bytes) -> str:
    """Return what stands in the column of contents."""
    pieces = []

    def collect(text, cm, tm, font, size):
        if 325 < tm[4] + cm[4] < 340:  # where its lines begin
            pieces.append(text)

    for page in PdfReader(BytesIO(data)).pages:
        page.extract_text(visitor_text=collect)
    return squeezed("".join(pieces))


@pytest.mark.parametrize("content", ["<b>坝</b> & <img src='/etc/passwd'>", "=1+1", "a\tb"])
def test_text_is_never_markup(night_db, write, content):
    write(content)
    assert squeezed(content) in text_of(printed(night_db))


def test_what_would_turn_a_sentence_is_spelt_out(night_db, write):
    write("撤离\u202e路东")
    assert "撤离⟦U+202E⟧路东" in text_of(printed(night_db))


def test_a_shift_without_entries_says_so(night_db, night):
    assert squeezed("No entries in this shift") in text_of(printed(night_db))


def test_a_period_without_shifts_says_so(night_db):
    assert squeezed("No shifts are planned in this period") in text_of(printed(night_db))


def test_printing_again_gives_the_same_bytes(night_db, chief, write):
    write()
    first = printed(night_db)
    exports.hand_out(night_db, first, paper="duty_log", of=str(DAY), officer=chief)
    night_db.clock.go(hours=1)
    assert printed(night_db) == first


def test_every_page_after_the_first_says_of_which_shift_it_is(night_db, write):
    for number in range(30):
        write(f"第 {number} 条。")
    pages = PdfReader(BytesIO(printed(night_db))).pages
    said = squeezed("Duty log 2026-07-18 Saturday 夜班 20:00–08:00")
    assert [said in squeezed(page.extract_text()) for page in pages] == [
        number > 0 for number in range(len(pages))
    ]
    assert len(pages) > 1


def test_several_days_are_one_paper(night_db, write, chief, draft):
    write("第一天")
    night_db.clock.go(days=1)
    log.record(night_db, draft("第二天"), officer=chief)
    text = text_of(printed(night_db, last=date(2026, 7, 19)))
    assert "第一天" in text
    assert "第二天" in text


def seal_in(data: bytes) -> str:
    """The number of the journal row that a paper prints."""
    return text_of(data).partition("Journalno.:")[2].partition("Checkcode")[0]


def test_the_paper_prints_the_last_row_it_depends_on(
    night_db, night, chief, write, step, members, draft
):
    def seal():
        return int(seal_in(printed(night_db)))

    entry = write()
    assert seal() == entry.seq
    log.take_step(night_db, entry.id, step(), officer=chief)
    assert seal() == entry.seq + 1
    exports.hand_out(night_db, b"x", paper="duty_log", of="x", officer=chief)
    assert seal() == entry.seq + 1
    shifts.staff(night_db, night, members[:2], weather="晴", officer=chief)
    assert seal() == entry.seq + 3
    [leader] = people.find(night_db, containing="周敏")
    people.change(night_db, leader, officer=chief)
    assert seal() == entry.seq + 4
    night_db.clock.at = night.end_at + timedelta(hours=5)
    log.record(night_db, draft("下一班"), officer=chief)
    assert seal() == entry.seq + 4


@pytest.mark.parametrize(
    ("code", "value"), [("county.centre", "清溪县应急局"), ("duty.late_entry_s", "1800")]
)
def test_a_changed_rule_that_the_paper_shows_changes_its_seal(night_db, write, admin, code, value):
    entry = write()
    [row] = [row for row in rules.everything(night_db) if row.code == code]

    rules.change(night_db, replace(row, value=value), officer=admin)
    assert int(seal_in(printed(night_db))) == entry.seq + 1
    rules.add(night_db, replace(row, id=new_id(), valid_from=DAY), officer=admin)
    assert int(seal_in(printed(night_db))) == entry.seq + 2


def test_a_changed_name_of_the_centre_changes_the_seal_of_the_list(night_db, night, chief, admin):
    before = on_call(night_db, chief)
    [row] = [row for row in rules.everything(night_db) if row.code == "county.centre"]

    rules.change(night_db, replace(row, value="清溪县应急局"), officer=admin)

    after = on_call(night_db, chief)
    assert "清溪县应急局" in text_of(after)
    assert int(seal_in(after)) > int(seal_in(before))


def test_the_check_code_is_that_of_the_journal(night_db, write):
    entry = write()
    with night_db.read() as tx:
        expected = heads.at(tx, entry.seq).hash.hex()[:32]
    assert expected in text_of(printed(night_db))


def test_a_long_rendering_can_be_stopped(night_db, write):
    for _ in range(30):
        write("水" * 300)
    pages = []
    running = papers.Running(cancelled=lambda: len(pages) > 1, progress=pages.append)
    with pytest.raises(Cancelled):
        printed(night_db, running=running)
    assert pages == [1, 2]


# The on-call list


def on_call(db, officer, *, words=str, first=DAY, last=DAY) -> bytes:
    return exports.on_call(db, first, last, officer=officer, words=words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_on_call_list_names_everybody_with_phones(night_db, night, chief, language):
    text = text_of(on_call(night_db, chief, words=translation(language)))
    for name in ("周敏19900001001", "何立19900001002", "林晓19900001003", "夜班20:00–08:00"):
        assert name in text


def test_an_on_call_list_of_one_day_names_it_once(night_db, night, chief):
    data = exports.on_call(night_db, DAY, DAY, officer=chief, words=str)
    title, _, _ = PdfReader(BytesIO(data)).pages[0].extract_text().partition("Date")
    assert title.count("2026-07-18") == 1


def test_phones_are_masked_for_those_who_may_not_see_them(night_db, night, viewer):
    text = text_of(on_call(night_db, viewer))
    assert "周敏199****1001" in text
    assert "19900001001" not in text


def test_an_on_call_list_without_shifts_says_so(night_db, chief):
    assert squeezed("No shifts are planned in this period") in text_of(on_call(night_db, chief))


def test_a_changed_phone_changes_the_seal_of_the_list(night_db, night, chief):
    before = on_call(night_db, chief)
    assert on_call(night_db, chief) == before
    [leader] = people.find(night_db, containing="周敏")
    people.change(night_db, leader, officer=chief)
    assert int(seal_in(on_call(night_db, chief))) > int(seal_in(before))


# Taking papers out


def test_who_took_a_paper_out_is_noted(db, chief):
    exports.hand_out(db, b"paper", paper="duty_log", of="2026-07-18", officer=chief)
    with db.read() as tx:
        assert heads.newest_about(tx, "2026-07-18") > 0


def test_only_who_may_takes_papers_out(db, viewer):
    with pytest.raises(NotAllowed):
        exports.hand_out(db, b"paper", paper="duty_log", of="2026-07-18", officer=viewer)
