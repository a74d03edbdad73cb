"""A calendar that cannot be written is said once, and hides nothing that is more urgent."""

import threading

import pytest

from commandcenter.board.service import heartbeat
from commandcenter.database.engine import Database
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import county
from commandcenter.documents import files
from commandcenter.drills.service.calendars import CALENDAR_FILE, CalendarRefused
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from ui.app.heart import Heart
from ui.app.subscription import Subscription

CHIEF, NEXT = (
    Officer(account_id=new_id(), login=login, name="何立", rights=RIGHTS[Role.CHIEF])
    for login in ("heli", "linxiao")
)


def writers():
    return [one for one in threading.enumerate() if one.name == "errand"]


@pytest.fixture
def path(tmp_path):
    """Where the county wants its calendar: in a folder that does not exist."""
    return tmp_path / "share" / "drills.ics"


@pytest.fixture
def db(sqlite_address, path):
    db = Database(sqlite_address)
    names = county.Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
    founding = county.Founding(names=names, rules={CALENDAR_FILE: str(path)})
    county.found(db, founding, officer=CHIEF)
    yield db
    db.close()


def test_each_officer_is_told_once_that_the_calendar_is_refused(db, path, qtbot):
    now, said, seated = db.clock(), [], [None]
    db.clock = lambda: now
    kept = Subscription(db, officer=lambda: seated[0], look_ms=1)
    kept.refused.connect(said.append)
    kept.start()
    qtbot.wait(50)
    assert said == []
    for count, officer in enumerate((CHIEF, NEXT), 1):
        seated[0] = officer
        qtbot.wait_until(lambda count=count: len(said) == count)
        qtbot.wait(50)
    assert [type(one) for one in said] == [CalendarRefused] * 2
    path.parent.mkdir()
    now = now.replace(year=now.year + 1)
    qtbot.wait_until(path.is_file)
    kept.close()
    for writer in writers():
        writer.join()


def test_closing_the_program_does_not_wait_for_a_folder_that_does_not_answer(
    db, path, qtbot, monkeypatch
):
    begun, answered, save = threading.Event(), threading.Event(), files.save

    def hang(*args):
        begun.set()
        assert answered.wait(5)
        save(*args)

    monkeypatch.setattr(files, "save", hang)
    path.parent.mkdir()
    kept = Subscription(db, officer=lambda: CHIEF, look_ms=1)
    kept.refused.connect(pytest.fail)
    kept.start()
    qtbot.wait_until(begun.is_set)
    [writer] = writers()
    kept.close()
    db.close()
    assert writer.is_alive()
    assert writer.daemon  # nor does the interpreter wait for it
    answered.set()
    writer.join()
    qtbot.wait(1)
    assert path.is_file()


def test_what_is_due_is_done_without_the_calendar_and_another_trouble_is_told(
    db, qtbot, monkeypatch
):
    reasons = [ValueError("first"), ValueError("second")]

    def broken(*_args, **_named):
        raise reasons[0]

    heartbeat.beat(db)
    said = []
    heart = Heart(db, station="desk-1", beat_ms=1)
    heart.troubled.connect(lambda error: said.append(str(error)))
    monkeypatch.setattr(heartbeat.alarms, "escalate_due", broken)
    heart.start()
    qtbot.wait_until(lambda: said == ["first"])
    reasons.pop(0)
    qtbot.wait_until(lambda: said == ["first", "second"])
    heart.close()
