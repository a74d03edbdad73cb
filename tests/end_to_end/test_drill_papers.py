"""What is printed of a drill says so on every page, and holds what was played."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from commandcenter.database import migrate
from commandcenter.database.address import Address
from commandcenter.duty.service import exports as duty
from commandcenter.incidents.service import exports as incidents
from commandcenter.incidents.service import response_exports as responses
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import translation
from commandcenter.teams.service import exports as teams
from commandcenter.warnings.service import exports as warnings
from tests.end_to_end.full_county import LEADER, TOWN, a_drill, founded, happen
from tests.moving_clock import MovingClock

MORNING = datetime(2026, 7, 18, 0, 30, tzinfo=UTC)
# What of a drill is printed, with a word that was played.
PAPERS = {
    "duty log": (
        "水位上涨",
        lambda db, it, at: duty.duty_log(
            db,
            day_of(at) - timedelta(days=1),
            day_of(at),
            words=translation("zh"),
            drill_id=it.incident.drill_id,
        ),
    ),
    "bulletin": ("石桥村", lambda db, it, _at: incidents.bulletin(db, it.report, language="zh")),
    "phone report": (
        "市应急局",
        lambda db, it, _at: incidents.phone_form(
            db, it.incident.id, it.call, officer=LEADER, language="zh"
        ),
    ),
    "phone form": (
        "龙潭镇",
        lambda db, it, _at: incidents.phone_form(
            db, it.incident.id, None, officer=LEADER, language="zh"
        ),
    ),
    "dispatch order": (
        "救援1队",
        lambda db, it, at: teams.order(
            db, it.sent.order.order_id, at=at, officer=LEADER, language="zh"
        ),
    ),
    "response order": (
        "超警戒",
        lambda db, it, at: responses.response_order(db, it.response, at=at, language="zh"),
    ),
    "evacuation list": (
        "李四",
        lambda db, it, at: responses.evacuation_list(
            db, it.response, at=at, officer=LEADER, language="zh"
        ),
    ),
    "township packet": (
        "李四",
        lambda db, it, at: responses.township_packet(
            db, it.response, TOWN, at=at, officer=LEADER, language="zh"
        ),
    ),
    "call record": (
        "赵镇长",
        lambda db, it, _at: warnings.call_record(db, it.warning.id, officer=LEADER, language="zh"),
    ),
}


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """A county in which everything happened in a drill, and nothing else."""
    address = Address.of_file(tmp_path_factory.mktemp("played") / "county.db")
    migrate.create(address)
    clock = MovingClock(address, MORNING)
    db = clock.opened()
    ground, drill = founded(db), a_drill(db)
    yield db, happen(db, ground, wait=clock.go, drill_id=drill.id), clock.at
    db.close()


def pages(data):
    return [page.extract_text() for page in PdfReader(BytesIO(data)).pages]


@pytest.mark.parametrize("name", PAPERS)
def test_every_page_of_a_paper_of_a_drill_says_so(played, name):
    word, make = PAPERS[name]
    db, happened, at = played
    printed = pages(make(db, happened, at))
    assert [page for page in printed if "演练" not in page] == []
    assert word in "".join(printed).replace("\n", "")


def test_the_log_of_reality_does_not_hold_what_was_played(played):
    db, _, at = played
    printed = pages(duty.duty_log(db, day_of(at), day_of(at), words=translation("zh")))
    assert not any("演练" in page or "水位上涨" in page for page in printed)
