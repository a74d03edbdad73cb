"""Satellite hotspots: an hour to look, large ones at once."""

import pytest
import sqlalchemy as sa

from commandcenter.kernel.ids import new_id
from commandcenter.matters.service import clocks
from commandcenter.warnings.model.passing import (
    AlreadyChecked,
    BadCount,
    BadDegrees,
    Hotspot,
    HotspotResult,
)
from commandcenter.warnings.model.warning import ReasonMissing, TextMissing
from commandcenter.warnings.service import hotspots


@pytest.fixture
def noted(db, chief):
    def make(**changed):
        usual = {"id": new_id(), "pixels": 1, "lon": 120.1, "lat": 28.1, "place": "东坝后山"}
        return hotspots.note(db, Hotspot(**usual | changed), officer=chief)

    return make


def severities(db) -> list[str]:
    with db.read() as tx:
        query = sa.text("SELECT severity FROM alarm WHERE cleared_at IS NULL ORDER BY raised_at")
        return list(tx.execute(query).scalars())


def test_its_clock_runs_an_hour_and_its_alarm_rings(db, noted):
    id_ = new_id()
    assert noted(id=id_) == noted(id=id_)
    [clock] = clocks.running(db)
    assert clock.limit.total_seconds() == 3600
    assert len(severities(db)) == 1


def test_three_pixels_are_red(db, noted):
    noted(pixels=2)
    assert severities(db) != ["red"]
    noted(pixels=3)
    assert severities(db)[-1] == "red"


def test_looking_ends_clock_and_alarm_and_holds_once(db, chief, noted):
    one = noted()
    assert hotspots.still_open(db) == (one,)
    with pytest.raises(ReasonMissing):
        hotspots.check(db, one.id, HotspotResult.NO_FIRE, found=" ", officer=chief)
    with pytest.raises(TextMissing):
        hotspots.check(db, one.id, HotspotResult.NOTHING, found="x", officer=chief)
    for _ in range(2):
        checked = hotspots.check(
            db, one.id, HotspotResult.FARM_FIRE, found="烧田埂，已扑灭", officer=chief
        )
    assert (checked.checked_by, checked.version) == ("何立", 2)
    with pytest.raises(AlreadyChecked):
        hotspots.check(db, one.id, HotspotResult.NO_FIRE, found="无", officer=chief)
    assert (clocks.running(db), severities(db), hotspots.still_open(db)) == ((), [], ())
    assert hotspots.newest(db) == (checked,)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"pixels": 0}, BadCount),
        ({"lon": 181.0}, BadDegrees),
        ({"lat": float("nan")}, BadDegrees),
        ({"place": " "}, TextMissing),
    ],
)
def test_it_has_to_make_sense(noted, changed, refusal):
    with pytest.raises(refusal):
        noted(**changed)
