"""The window model against the whole list."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from commandcenter.duty.model.lines import LogLine, LogQuery
from ui.duty.log_model import LogModel

PAGE, PAGES = 3, 4
AT = datetime(2026, 7, 18, tzinfo=UTC)


def line(seq: int, version: int = 0) -> LogLine:
    """Return a line that differs from others of its number by its version."""
    return LogLine(seq=seq, at=AT, kind="duty.entry", body={"version": version})


class Log:
    """The whole log as a list, read as the database is read; answers wait to be let go."""

    def __init__(self) -> None:
        self.versions: dict[int, int] = {}
        self.waiting: list[Callable[[], None]] = []
        self.is_dead = False

    def lines(self, query: LogQuery) -> list[LogLine]:
        """Return the lines that fit, newest first; a filter lets even numbers through."""
        seqs = sorted(self.versions, reverse=True)
        return [line(seq, self.versions[seq]) for seq in seqs if not query.org or seq % 2 == 0]

    def read(
        self, query: LogQuery, before: int | None, after: int | None, limit: int
    ) -> Sequence[LogLine]:
        fitting = self.lines(query)
        if after is not None:
            return [one for one in fitting if one.seq > after][-limit:]
        return [one for one in fitting if before is None or one.seq < before][:limit]

    def run(self, call: Callable[[], Any], done: Callable[[Any], None], failed: Any) -> None:
        if self.is_dead:
            self.waiting.append(partial(failed, ConnectionError()))
            return
        result = call()  # what the database said then, however late it arrives
        self.waiting.append(partial(done, result))

    def answer(self, which: int = 0) -> None:
        self.waiting.pop(which)()

    def settle(self) -> None:
        while self.waiting:
            self.answer()


def window(log: Log) -> LogModel:
    """Return a model over a log with small pages."""
    return LogModel(log.read, log.run, page=PAGE, pages=PAGES)


def seqs(model: LogModel) -> list[int]:
    """Return the numbers that are loaded."""
    return [one.seq for one in model.lines()]


def scroll_to_end(model: LogModel, log: Log) -> None:
    """Look at the last rows until there are no more."""
    for _ in range(100):
        before = seqs(model)
        model.look_at(max(0, len(before) - 2), len(before) - 1)
        log.settle()
        if seqs(model) == before:
            return


class WindowMachine(RuleBasedStateMachine):
    """Any mix of writing, scrolling, searching, jumping, refreshing and late answers."""

    @initialize()
    def begin(self) -> None:
        self.log = Log()
        self.model = window(self.log)
        self.tester = QAbstractItemModelTester(
            self.model, QAbstractItemModelTester.FailureReportingMode.Fatal
        )
        self.tester.setUseFetchMore(False)
        self.marks: list[tuple[int, QPersistentModelIndex]] = []
        self.model.open(LogQuery())

    @rule(count=st.integers(1, 2 * PAGE))
    def write(self, count: int) -> None:
        newest = max(self.log.versions, default=0)
        self.log.versions |= dict.fromkeys(range(newest + 1, newest + 1 + count), 0)

    @precondition(lambda self: self.log.versions)
    @rule(data=st.data())
    def correct(self, data: st.DataObject) -> None:
        self.log.versions[data.draw(st.sampled_from(sorted(self.log.versions)))] += 1

    @rule(org=st.sampled_from(["", "Dam"]), around=st.none() | st.integers(1, 60))
    def open(self, org: str, around: int | None) -> None:
        self.model.open(LogQuery(org=org), around=around)
        self.marks.clear()

    @rule()
    def refresh(self) -> None:
        self.model.refresh()

    @precondition(lambda self: self.model.rowCount())
    @rule(data=st.data())
    def look(self, data: st.DataObject) -> None:
        first = data.draw(st.integers(0, self.model.rowCount() - 1))
        self.model.look_at(first, min(first + 1, self.model.rowCount() - 1))

    @precondition(lambda self: self.model.rowCount())
    @rule(data=st.data())
    def select(self, data: st.DataObject) -> None:
        row = data.draw(st.integers(0, self.model.rowCount() - 1))
        mark = QPersistentModelIndex(self.model.index(row))
        self.marks.append((self.model.line(row).seq, mark))

    @precondition(lambda self: self.log.waiting)
    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        self.log.answer(data.draw(st.integers(0, len(self.log.waiting) - 1)))

    @rule(is_dead=st.booleans())
    def die(self, is_dead: bool) -> None:
        self.log.is_dead = is_dead

    @invariant()
    def loaded_is_a_piece_of_the_whole(self) -> None:
        if not hasattr(self, "model"):
            return
        loaded = seqs(self.model)
        assert len(loaded) <= PAGE * PAGES
        for query in (LogQuery(), LogQuery(org="Dam")):
            whole = [one.seq for one in self.log.lines(query)]
            if not loaded or loaded == whole[whole.index(loaded[0]) :][: len(loaded)]:
                break
        else:
            raise AssertionError(loaded)

    @invariant()
    def selected_rows_keep_their_line(self) -> None:
        for seq, mark in getattr(self, "marks", ()):
            if mark.isValid() and not self.log.waiting:
                assert self.model.line(mark.row()).seq == seq

    def teardown(self) -> None:
        self.log.is_dead = False
        self.log.settle()
        for _ in range(3):
            self.model.refresh()
            self.log.settle()
        if self.model.is_at_top():
            whole = self.log.lines(self.model.query)
            assert seqs(self.model) == [one.seq for one in whole][: self.model.rowCount()]
        for first in range(0, self.model.rowCount(), 2):
            self.model.look_at(first, min(first + 1, self.model.rowCount() - 1))
            self.log.settle()
            shown = self.model.line(min(first, self.model.rowCount() - 1))
            assert shown == line(shown.seq, self.log.versions[shown.seq])
        self.tester.deleteLater()


WindowMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestAnyOrderOfEvents = WindowMachine.TestCase


def test_scrolling_reaches_every_line_and_forgets_the_far_end() -> None:
    log = Log()
    log.versions = dict.fromkeys(range(1, 31), 0)
    model = window(log)
    model.open(LogQuery())
    log.settle()
    assert seqs(model) == [30, 29, 28]
    scroll_to_end(model, log)
    assert seqs(model) == list(range(PAGE * PAGES, 0, -1))
    for _ in range(30):
        model.look_at(0, 0)
        log.settle()
    assert seqs(model) == list(range(30, 30 - PAGE * PAGES, -1))


def test_a_jump_loads_both_sides_of_its_line() -> None:
    log = Log()
    log.versions = dict.fromkeys(range(1, 31), 0)
    model = window(log)
    rows: list[int] = []
    model.shown.connect(rows.append)
    model.open(LogQuery(), around=15)
    log.settle()
    assert seqs(model) == [18, 17, 16, 15, 14, 13]
    assert rows == [3]


def test_lines_written_during_a_reading_are_not_missed() -> None:
    log = Log()
    model = window(log)
    model.open(LogQuery())
    log.versions = {1: 0, 2: 0}
    model.refresh()
    log.settle()
    assert seqs(model) == [2, 1]


def test_more_new_lines_than_a_page_leave_no_gap() -> None:
    log = Log()
    log.versions = {1: 0}
    model = window(log)
    model.open(LogQuery())
    log.settle()
    log.versions |= dict.fromkeys(range(2, 12), 0)
    model.refresh()
    log.settle()
    for _ in range(5):
        model.look_at(0, 1)
        log.settle()
    assert seqs(model) == list(range(11, 0, -1))


def test_a_correction_elsewhere_reaches_a_line_that_is_on_screen() -> None:
    log = Log()
    log.versions = {1: 0, 2: 0}
    model = window(log)
    model.settled.connect(lambda: model.look_at(0, model.rowCount() - 1))
    model.open(LogQuery())
    log.settle()
    log.versions[1] = 7
    model.refresh()
    log.settle()
    assert model.line(1) == line(1, 7)


def test_the_answer_of_an_abandoned_search_is_dropped() -> None:
    log = Log()
    log.versions = {1: 0, 2: 0}
    model = window(log)
    model.open(LogQuery())
    model.open(LogQuery(org="Dam"))
    log.answer(1)
    log.settle()
    assert seqs(model) == [2]


def test_a_failed_search_is_tried_again_by_the_next_refresh() -> None:
    log = Log()
    log.versions = {1: 0, 2: 0}
    model = window(log)
    model.open(LogQuery())
    log.settle()
    log.is_dead = True
    model.open(LogQuery(org="Dam"))
    log.settle()
    assert seqs(model) == [2, 1]
    log.is_dead = False
    model.refresh()
    log.settle()
    assert seqs(model) == [2]
