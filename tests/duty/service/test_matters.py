"""Open matters: who sees to them, until when."""

from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.directory.rights import NotAllowed
from commandcenter.duty.model.entry import Step
from commandcenter.duty.model.lines import LogQuery, filled
from commandcenter.duty.service import log
from commandcenter.handover.words import LINES
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.matters.model.matter import Matter, MatterKind, OwnerTooLong
from commandcenter.matters.service import matters

DUE = datetime(2026, 7, 19, 1, 0, tzinfo=UTC)


@pytest.fixture
def matter(db, chief, draft) -> Matter:
    """An open matter."""
    log.record(db, draft(), officer=chief)
    [one] = matters.still_open(db)
    return one


def assign(db, one, officer, *, owner="林晓", due_at=DUE, seen=None):
    return matters.assign(
        db, one.id, owner=owner, due_at=due_at, seen_version=seen or one.version, officer=officer
    )


def test_a_matter_can_be_given_to_somebody_until_a_time(db, chief, matter):
    given = assign(db, matter, chief)
    assert matters.still_open(db) == (given,)
    assert (given.owner, given.due_at, given.version) == ("林晓", DUE, 2)


def test_giving_a_matter_shows_in_the_log(db, chief, matter):
    assign(db, matter, chief)
    [line] = [
        one for one in log.page(db, LogQuery(with_automatic=True)) if one.kind == "matters.assigned"
    ]
    assert filled(LINES[line.kind][1], line.body) == f"Reassigned: {matter.title}"
    assert line.body["owner"] == ["何立", "林晓"]


def test_who_saw_an_older_state_does_not_overwrite_it(db, chief, matter):
    assign(db, matter, chief)
    with pytest.raises(Conflict):
        assign(db, matter, chief, owner="周敏")


def test_a_matter_that_was_closed_meanwhile_is_not_given_away(db, chief, matter, step):
    log.take_step(db, matter.id, step(Step.FOLLOW), officer=chief)
    with pytest.raises(Conflict):
        assign(db, matter, chief)


def test_what_does_not_exist_cannot_be_given(db, chief, matter):
    with pytest.raises(Conflict):
        matters.assign(db, new_id(), owner="林晓", due_at=None, seen_version=1, officer=chief)


def test_only_who_keeps_watch_gives_matters(db, viewer, matter):
    with pytest.raises(NotAllowed):
        assign(db, matter, viewer)


def test_the_owner_fits_one_line_and_can_be_stored(db, chief, matter):
    with pytest.raises(OwnerTooLong, match="201"):
        assign(db, matter, chief, owner="水" * 201)
    assert assign(db, matter, chief, owner="a\0").owner == "a\ufffd"


def test_what_is_due_first_stands_on_top(db, chief, draft):
    for content, due in (("无时限", None), ("晚", DUE), ("早", DUE - timedelta(hours=1))):
        log.record(db, draft(content, due_at=due), officer=chief)
    assert [one.title for one in matters.still_open(db)] == ["早", "晚", "无时限"]


@pytest.mark.parametrize(
    ("fields", "is_late"),
    [
        ({"due_at": DUE}, True),
        ({"due_at": DUE + timedelta(seconds=1)}, False),
        ({"due_at": None}, False),
        ({"due_at": DUE, "closed_at": DUE}, False),
    ],
)
def test_a_matter_is_late_from_its_time_on(fields, is_late):
    one = Matter(id=new_id(), kind=MatterKind.ENTRY, title="a", opened_at=DUE, **fields)
    assert one.is_late(DUE) == is_late
