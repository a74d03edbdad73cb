"""A night of duty by keys alone, from signing in to the sealed paper."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from pypdf import PdfReader

from commandcenter.cli.upkeep import verify_command
from commandcenter.database.schema import journal
from commandcenter.duty.model.entry import EntryKind
from commandcenter.kernel.times import BEIJING, now
from tests.county_hall import PASSWORD

CALL = "Dyke at Hekou leaking, 3 boats under way"
RIGHT = "Dyke at Hekou leaking, 5 boats under way"


@pytest.fixture
def desk(sqlite_hall, workstation):
    station = workstation("desk")
    station.open(sqlite_hall.url())
    station.sign_in("heli")
    return station


def _wait_for(station, words):
    return station.wait_until(lambda seen: words in seen["message"] and seen["is_idle"])


def _shown(station):
    station.settle()
    return station.tell("log")["texts"]


def _go_to(station, name):
    for _ in range(20):
        if station.look()["focus_name"] == name:
            return
        station.press("Shift+Tab")
    raise AssertionError(name)


def _instruct(station, text):
    """Record a leader's instruction with an owner and a time, field by field."""
    station.press("F2")
    _go_to(station, "Kind of entry")
    kinds = list(EntryKind)
    [draft] = station.tell("drafts")
    steps = kinds.index(EntryKind.LEADER_NOTE) - kinds.index(EntryKind(draft["kind"]))
    station.press(*["Down" if steps > 0 else "Up"] * abs(steps))
    station.press("F2")
    station.write(text)
    _go_to(station, "Due")
    station.write(f"{now().astimezone(BEIJING) + timedelta(hours=2):%H%M}")
    _go_to(station, "Owner")
    station.write("郑海")
    station.press("Return")


def test_an_officer_records_finds_corrects_and_instructs(desk):
    assert desk.record(CALL).startswith("Recorded 001")
    desk.record("Road S232 closed")
    assert _shown(desk)[:2] == ["Road S232 closed", CALL]

    desk.press("Ctrl+F")
    desk.write("hekou 3")
    desk.wait_until(lambda log: log["texts"] == [CALL], of="log")
    desk.press("Ctrl+L", "Home", "Ctrl+E")
    [draft] = [one for one in desk.tell("drafts") if not one["is_folded"]]
    assert draft["content"] == CALL
    desk.press("Ctrl+A")
    desk.write(RIGHT)
    _go_to(desk, "Reason")
    desk.write("misheard")
    desk.press("Return")
    _wait_for(desk, "Recorded 003")

    desk.press("Ctrl+F", "Ctrl+A", "Del")
    desk.wait_until(lambda log: len(log["texts"]) == 3, of="log")
    _instruct(desk, "Check the pumps")
    _wait_for(desk, "Recorded 004")
    desk.wait_until(lambda seen: any("Instruction due" in words for words in seen["strip"]))
    assert _shown(desk)[0] == "Check the pumps"


def _walk(station):
    """Accept each section, with every check marked as normal."""
    station.press("F4")
    station.wait_until(lambda walk: walk["state"] == "walking", of="walk")
    while (walk := station.tell("walk"))["accepted"] < 8:
        station.press(*["1"] * 5, "Return")
        station.wait_until(lambda now, n=walk["accepted"]: now["accepted"] > n, of="walk")
    assert station.tell("walk")["unchecked"] == 0


def test_two_officers_hand_over_and_the_paper_carries_the_head_of_the_journal(
    desk, sqlite_hall, tmp_path, monkeypatch
):
    desk.record(CALL)
    desk.press("F4")
    desk.settle()
    desk.press("Return")
    _wait_for(desk, "frozen")
    desk.press("Ctrl+Shift+Q")
    desk.wait_until(lambda seen: seen["asks_who"] and seen["is_idle"])
    desk.sign_in("zhenghai")
    _walk(desk)
    for signed in ([True, False], [True, True]):
        desk.write(PASSWORD)
        desk.press("Return")
        if signed[1]:
            _wait_for(desk, "Sealed as journal number")
        else:
            desk.wait_until(lambda walk, now=signed: walk["signed"][:2] == now, of="walk")
    desk.settle()
    paper = tmp_path / "handover.pdf"
    desk.tell("save_paper", path=str(paper))
    _wait_for(desk, "Saved as handover.pdf")
    assert desk.close() == 0

    monkeypatch.setenv("COMMANDCENTER_STATION", str(desk.folder / "station"))
    done = CliRunner().invoke(
        verify_command, ["--database", sqlite_hall.url(), "--lang", "en"], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output
    text = "".join(page.extract_text() for page in PdfReader(paper).pages)
    number = re.search(r"Journal no\.: (\d+)", text)
    code = re.search(r"Check code: ([0-9a-f ]{39})", text)
    assert number
    assert code
    with sqlite_hall.opened() as db, db.read() as tx:
        rows = tx.execute(
            sa.select(journal.c.kind, journal.c.hash).where(journal.c.seq == int(number[1]))
        ).all()
    assert [row.kind for row in rows] == ["handover.sealed"]
    assert rows[0].hash.hex().startswith(code[1].replace(" ", ""))


def test_who_leaves_the_seat_finds_the_half_typed_draft_again(desk):
    desk.press("F2")
    desk.write("half typed")
    desk.press("Ctrl+Shift+Q")
    desk.wait_until(lambda seen: seen["asks_who"] and seen["is_idle"])
    desk.sign_in("linxiao")
    assert [draft["content"] for draft in desk.tell("drafts")] == [""]
    desk.press("Ctrl+Shift+Q")
    desk.wait_until(lambda seen: seen["asks_who"] and seen["is_idle"])
    desk.sign_in("heli")
    assert [draft["content"] for draft in desk.tell("drafts")] == ["half typed"]


def test_the_next_start_of_the_program_finds_everything_again(desk, sqlite_hall, workstation):
    desk.record(CALL)
    desk.press("F2")
    desk.write("half typed")
    assert desk.close() == 0
    again = workstation("desk")
    again.open(sqlite_hall.url())
    again.sign_in("heli")
    assert _shown(again) == [CALL]
    assert [draft["content"] for draft in again.tell("drafts")] == ["half typed"]


def test_who_hands_over_is_told_at_once_that_somebody_else_accepts(desk):
    desk.record(CALL)
    desk.press("F4")
    desk.settle()
    desk.press("Return")
    _wait_for(desk, "frozen")
    desk.settle()
    desk.press("Return")
    desk.settle()
    walk = desk.tell("walk")
    assert (walk["accepted"], walk["section"]) == (0, "overview")
    assert any("cannot take it" in words for words in desk.tell("words"))
