"""Pages of the log: in order, without gap or double, exactly what the query asks for."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commandcenter.database.journal import Line
from commandcenter.duty.model.entry import EntryKind
from commandcenter.duty.model.lines import LogQuery
from commandcenter.duty.service import log, shifts
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.text import fold

shared = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
KINDS = (EntryKind.CALL_IN, EntryKind.DEVICE, EntryKind.WEATHER)
ORGS = ("龙潭镇", "云岭乡", "")
TEXTS = ("东坝渗水 12.30 米", "停电 东坝", "𠮷田村 GPS-7", "演练", "%_'\\ <b>")


class Written:
    """A log of forty lines, and what a plain list of them says."""

    def __init__(self, db, chief, draft, drill):
        self.db = db
        for number in range(30):
            fields = {"kind": KINDS[number % 3], "org": ORGS[number % 4 % 3]}
            if number % 7 == 3:
                fields["drill_id"] = drill
            log.record(db, draft(f"{TEXTS[number % 5]} {number}", **fields), officer=chief)
            if number % 5 == 4:
                self.note(chief, "handover.sealed" if number == 14 else "duty.shift_staffed")
        self.lines = self.everything(None) + self.everything(drill)

    def note(self, chief, kind):
        with self.db.write(chief) as tx:
            body = {"name": "夜班", "day": "2026-07-18"}
            shifts.journal.append(tx, kind, body, id=new_id(), subject="shift", line=Line.AUTOMATIC)

    def everything(self, drill):
        return log.page(self.db, LogQuery(with_automatic=True, drill_id=drill), limit=1_000)

    def expected(self, query):
        return [line for line in self.lines if fits(line, query)]


def fits(line, query) -> bool:
    drill_id = line.entry.draft.drill_id if line.entry else None
    if drill_id != query.drill_id or (query.as_of is not None and line.seq > query.as_of):
        return False
    if query.since is not None and line.at < query.since:
        return False
    if query.until is not None and line.at >= query.until:
        return False
    if line.entry is None:
        is_wanted = query.with_automatic or (
            query.with_milestones and line.kind == "handover.sealed"
        )
        return is_wanted and not query.narrows_entries
    draft = line.entry.draft
    text = fold(f"{draft.content}\n{draft.org}\n{line.entry.number}")
    return (
        all(word in text for word in query.words)
        and (not query.kinds or draft.kind in query.kinds)
        and (not query.org or draft.org == query.org)
        and (query.shift_id is None or line.entry.shift_id == query.shift_id)
    )


@pytest.fixture
def written(db, chief, draft, drill):
    """A log to read."""
    return Written(db, chief, draft, drill)


WORDS = st.sampled_from(
    ["东坝", "坝", "停电 东坝", "gps", "𠮷", "%", "_", "\\", "1", "没有", "12.30"]
)


def queries(written, drill):
    ats = [line.at for line in written.lines]
    moments = st.none() | st.sampled_from(ats) | st.just(ats[0] + timedelta(hours=1))
    return st.builds(
        LogQuery,
        words=st.just(()) | st.builds(log.words_of, WORDS),
        kinds=st.frozensets(st.sampled_from(KINDS), max_size=2),
        org=st.sampled_from(("", "", *ORGS)),
        since=moments,
        until=moments,
        shift_id=st.none()
        | st.sampled_from([line.entry.shift_id for line in written.lines if line.entry]),
        as_of=st.none() | st.integers(1, 60),
        with_automatic=st.booleans(),
        with_milestones=st.booleans(),
        drill_id=st.sampled_from([None, None, drill]),
    )


@shared
@given(data=st.data(), size=st.integers(1, 12))
def test_pages_give_what_a_plain_list_gives_in_both_directions(written, drill, data, size):
    query = data.draw(queries(written, drill))
    expected = [line.seq for line in written.expected(query)]

    down, up, edge = [], [], None
    while found := log.page(written.db, query, before=edge, limit=size):
        down += [line.seq for line in found]
        edge = found[-1].seq
    edge = 0
    while found := log.page(written.db, query, after=edge, limit=size):
        up = [line.seq for line in found] + up
        edge = found[0].seq
    assert down == expected
    assert up == expected


def test_a_plain_log_holds_entries_only(written):
    assert {line.kind for line in log.page(written.db, LogQuery())} == {"duty.entry"}


def test_an_automatic_line_carries_its_body_and_its_author(written):
    [newest] = [line for line in written.lines if line.kind == "handover.sealed"]
    assert newest.entry is None
    assert (newest.body, newest.author) == ({"name": "夜班", "day": "2026-07-18"}, "heli")


def test_milestones_show_without_the_other_automatic_lines(written):
    kinds = [line.kind for line in log.page(written.db, LogQuery(with_milestones=True))]
    assert (kinds.count("handover.sealed"), kinds.count("duty.shift_staffed")) == (1, 0)
    assert len(kinds) == 27


def test_a_page_has_no_more_lines_than_wanted(written):
    assert len(log.page(written.db, LogQuery(), limit=7)) == 7


def test_a_corrected_entry_carries_the_version_that_holds(db, chief, draft):
    first = log.record(db, draft("西坝"), officer=chief)
    second = log.record(db, draft("东坝", corrects=first.id, reason="听错"), officer=chief)
    third = log.record(db, draft("中坝", corrects=second.id, reason="再核"), officer=chief)

    for query in (LogQuery(), LogQuery(with_automatic=True)):
        entries = {one.entry.id: one.entry for one in log.page(db, query) if one.entry}
        assert entries[first.id].newest.draft.content == "中坝"
        assert entries[first.id].corrected_by.number == second.number
        assert entries[third.id].corrects_number == second.number
    [found] = log.page(db, LogQuery(words=("西坝",)))
    assert found.entry.newest.id == third.id


def test_an_entry_is_found_by_everything_that_was_typed(db, chief, draft):
    typed = draft(
        "堤坝渗水",
        org="龙潭镇水利站",
        name="张华兴",
        phone="0577-6612 2458",
        place="东坝桩号 K2+300",
        owner="林晓",
    )
    entry = log.record(db, typed, officer=chief)
    for words in (
        "渗",
        "龙潭",
        "ltzslz",
        "zhx",
        "张华",
        "66122458",
        "6612 2458",
        "k2+300",
        "林晓",
        "何立",
        entry.number.lower(),
        "\uff3a\uff22-",  # ZB- in full width
        "渗水 龙潭 zhx",
    ):
        found = log.page(db, LogQuery(words=log.words_of(words)))
        assert [line.entry.id for line in found] == [entry.id], words
    assert log.page(db, LogQuery(words=log.words_of("渗水 石桥"))) == ()


def test_the_first_line_of_a_moment_is_found(night_db, chief, draft):
    log.record(night_db, draft(), officer=chief)
    seqs = []
    for _ in range(20):
        night_db.clock.go(minutes=10)
        seqs.append((night_db.clock.at, log.record(night_db, draft(), officer=chief).seq))

    for at, seq in seqs:
        assert log.seq_at(night_db, at) == seq
        assert log.seq_at(night_db, at - timedelta(minutes=5)) == seq
    assert log.seq_at(night_db, seqs[-1][0] + timedelta(seconds=1)) == seqs[-1][1] + 1
    assert log.seq_at(night_db, seqs[0][0] - timedelta(days=400)) == 1


def test_entries_of_a_shift_come_oldest_first(night_db, chief, draft, a_shift, plan):
    night, day = a_shift(20, 32), a_shift(32, 44, name="白班")
    plan(night_db, night, day)
    first, second = (log.record(night_db, draft(), officer=chief) for _ in range(2))
    night_db.clock.at = day.start_at + timedelta(hours=5)
    third = log.record(night_db, draft(), officer=chief)

    with night_db.read() as tx:
        assert log.entries_of(tx, night.id) == (first, second)
        assert log.entries_of(tx, day.id) == (third,)


def test_the_newest_row_about_a_shift_counts_all_that_its_paper_shows(
    night_db, chief, draft, step, a_shift, plan, members, drill
):
    night, day = a_shift(20, 32), a_shift(32, 44, name="白班")
    plan(night_db, night, day)

    def newest():
        with night_db.read() as tx:
            return log.newest_of_shift(tx, night.id)

    assert newest() == 0
    first = log.record(night_db, draft(), officer=chief)
    assert newest() == first.seq
    log.take_step(night_db, first.id, step(), officer=chief)
    assert newest() == first.seq + 1
    log.record(night_db, draft(drill_id=drill), officer=chief)
    assert newest() == first.seq + 1
    night_db.clock.at = day.start_at + timedelta(hours=5)
    other = log.record(night_db, draft(), officer=chief)
    assert newest() == first.seq + 1
    second = log.record(night_db, draft(corrects=first.id, reason="错"), officer=chief)
    assert newest() == second.seq
    third = log.record(night_db, draft(corrects=second.id, reason="错"), officer=chief)
    assert newest() == third.seq
    shifts.staff(night_db, night, members, weather="晴", officer=chief)
    assert newest() == third.seq + 1 > other.seq
