"""Noticing what other workstations do."""

import threading

import pytest

from commandcenter.kernel.errors import Unavailable
from ui.shell.data_age import AgeState, DataAge
from ui.shell.live import INTERVAL_MS, LiveUpdates


class County:
    """What a database would answer: a number for each part."""

    def __init__(self):
        self.revisions = {"duty": 1, "teams": 1}
        self.is_dead = False
        self.asked = 0

    def ask(self):
        self.asked += 1
        if self.is_dead:
            raise Unavailable
        return dict(self.revisions)


@pytest.fixture
def county():
    return County()


@pytest.fixture
def live(qtbot, background, county):
    updates = LiveUpdates(background, county.ask, lambda answer: answer, interval_ms=5)
    yield updates
    updates.stop()


@pytest.fixture
def answers(live):
    heard = []
    live.answered.connect(lambda parts, answer: heard.append((parts, answer)))
    return heard


def test_twice_a_second_unless_told_otherwise(background, county):
    updates = LiveUpdates(background, county.ask, lambda answer: answer)
    assert updates._timer.interval() == INTERVAL_MS == 500


def test_the_first_answer_reports_every_part(qtbot, live, answers):
    live.start()
    qtbot.wait_until(lambda: bool(answers))
    assert answers[0] == ({"duty", "teams"}, {"duty": 1, "teams": 1})


def test_later_answers_report_only_what_changed(qtbot, live, answers, county):
    live.start()
    qtbot.wait_until(lambda: len(answers) > 2)
    county.revisions["teams"] = 2
    qtbot.wait_until(lambda: any(parts for parts, _ in answers[1:]))
    assert [parts for parts, _ in answers[1:] if parts] == [{"teams"}]


def test_a_part_that_appears_later_counts_as_changed(qtbot, live, answers, county):
    live.start()
    qtbot.wait_until(lambda: bool(answers))
    county.revisions["alarms"] = None
    qtbot.wait_until(lambda: any("alarms" in parts for parts, _ in answers))


def test_a_lost_database_is_reported_once_and_so_is_its_return(qtbot, live, answers, county):
    lost, restored = [], []
    live.lost.connect(lambda: lost.append(1))
    live.restored.connect(lambda: restored.append(1))
    county.is_dead = True
    live.start()
    qtbot.wait_until(lambda: county.asked > 4)
    assert (lost, restored, answers) == ([1], [], [])
    county.is_dead = False
    qtbot.wait_until(lambda: bool(answers))
    assert (lost, restored) == ([1], [1])


def test_what_changed_while_the_database_was_away_is_reported_afterwards(
    qtbot, live, answers, county
):
    live.start()
    qtbot.wait_until(lambda: bool(answers))
    county.is_dead = True
    with qtbot.wait_signal(live.lost):
        pass
    seen = len(answers)
    county.revisions["duty"] = 9
    county.is_dead = False
    qtbot.wait_until(lambda: len(answers) > seen)
    assert answers[seen][0] == {"duty"}


def test_the_next_question_waits_for_the_answer(qtbot, background):
    gate, asked = threading.Event(), []

    def slow():
        asked.append(1)
        gate.wait(5)
        return {}

    live = LiveUpdates(background, slow, lambda answer: answer, interval_ms=1)
    live.start()
    qtbot.wait(50)
    assert asked == [1]
    live.stop()
    gate.set()


def test_an_answer_that_comes_after_stop_starts_nothing_and_tells_nobody(qtbot, background):
    gate, heard = threading.Event(), []

    def slow():
        gate.wait(5)
        return {"duty": 1}

    live = LiveUpdates(background, slow, lambda answer: answer, interval_ms=1)
    live.answered.connect(lambda *answer: heard.append(answer))
    live.start()
    live.stop()
    gate.set()
    done = []
    background.read(live, lambda: 1, done.append, pytest.fail)
    qtbot.wait_until(lambda: bool(done))
    qtbot.wait(20)
    assert heard == []
    assert not live._timer.isActive()


def test_after_a_new_start_an_old_answer_does_not_count(qtbot, live, answers, county):
    live.start()
    live.stop()
    live.start()
    qtbot.wait_until(lambda: len(answers) > 2)
    assert [bool(parts) for parts, _ in answers[:3]] == [True, False, False]


def test_one_can_ask_at_once(qtbot, background, county):
    live = LiveUpdates(background, county.ask, lambda answer: answer, interval_ms=60_000)
    with qtbot.wait_signal(live.answered):
        live.start()
    with qtbot.wait_signal(live.answered):
        live.ask_now()
    live.stop()


@pytest.mark.parametrize(
    ("seconds", "state"),
    [
        (0, AgeState.LIVE),
        (5, AgeState.LIVE),
        (5.1, AgeState.LATE),
        (30, AgeState.LATE),
        (30.1, AgeState.STALE),
    ],
)
def test_data_goes_stale_by_a_clock_nobody_can_set(qtbot, seconds, state):
    clock = [100.0]
    age = DataAge(lambda: clock[0])
    age.hear()
    clock[0] += seconds
    assert age.state() is state


def test_nothing_counts_as_live_before_the_first_answer(qtbot):
    age = DataAge()
    assert (age.seconds(), age.state()) == (None, AgeState.LATE)


def test_a_lost_database_is_offline_at_once_and_its_age_keeps_counting(qtbot):
    clock = [100.0]
    age = DataAge(lambda: clock[0])
    age.hear()
    with qtbot.wait_signal(age.changed):
        age.lose()
    clock[0] += 3
    assert (age.seconds(), age.state()) == (3, AgeState.OFFLINE)
    age.hear()
    assert age.state() is AgeState.LIVE
