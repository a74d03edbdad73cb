"""What every window asks twice a second."""

import pytest
import sqlalchemy as sa

from commandcenter.database import feed
from commandcenter.database.schema import feed as feed_table


def head(db) -> int:
    return feed.since(db, None).seq


def test_the_first_look_says_that_everything_is_new(db):
    news = feed.since(db, None)

    assert (news.seq, news.parts, news.feeds) == (0, None, {})


def test_nothing_happened_is_no_part(db, append):
    append(db)

    assert feed.since(db, head(db)).parts == frozenset()


def test_the_parts_that_changed_are_named_once(db, append):
    before = append(db)
    for kind in ("duty.entry", "duty.step", "matter.opened"):
        append(db, kind=kind)

    assert feed.since(db, before).parts == {"duty", "matter"}


def test_another_workstation_sees_it_at_the_next_look(connect, append):
    here, there = connect(), connect()
    seen = head(there)

    append(here, kind="duty.entry")

    assert feed.since(there, seen).parts == {"duty"}


def test_the_head_is_the_newest_row(db, append):
    append(db)

    with db.read() as tx:
        stored = tx.execute(sa.text("SELECT hash FROM journal WHERE seq = 1")).scalar()
    assert feed.since(db, None).hash == bytes(stored)


def test_too_much_news_is_everything(db, append, monkeypatch):
    monkeypatch.setattr(feed, "MOST_NEWS", 2)
    for _ in range(3):
        append(db)

    assert feed.since(db, 1).parts == {"test"}
    assert feed.since(db, 0).parts is None


def test_a_journal_shorter_than_seen_is_everything(db, append):
    append(db)

    assert feed.since(db, 5).parts is None


@pytest.mark.parametrize("names", [[], ["river"], ["river", "rain"]])
def test_counters_beside_the_journal_are_told(db, bare, names):
    with bare.begin() as connection:
        for n, name in enumerate(names):
            connection.execute(feed_table.insert(), {"name": name, "n": n})

    assert feed.since(db, 0).feeds == {name: n for n, name in enumerate(names)}
