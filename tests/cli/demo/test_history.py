"""Years of invented duty log."""

import os
import re
import subprocess
import sys
from collections import Counter
from datetime import timedelta

import pytest

import resources
from commandcenter.cli.demo import history
from commandcenter.cli.demo.county import County
from commandcenter.cli.demo.recording import Past
from commandcenter.duty.model.entry import EntryKind, Step, check
from commandcenter.duty.model.shift import DutyRole, Shift

DIGEST = """
from hashlib import sha256
from itertools import islice
from commandcenter.cli.demo import county, history, rota
first, last = rota.period(20_000)
qingxi = county.load()
shifts = rota.shifts(qingxi, first=first, last=last)[:-1]
digest = sha256()
for past in islice(history.entries(qingxi, shifts, count=20_000), 5_000):
    digest.update(repr(past).encode())
print(digest.hexdigest())
"""


def digest_with(hash_seed: str) -> str:
    root = str(resources.path().parent)
    done = subprocess.run(
        [sys.executable, "-c", DIGEST],
        env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": root},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def is_open(past: Past) -> bool:
    return all(step.step is not Step.FOLLOW for step in (*past.draft.steps, *past.later_steps))


def test_every_run_gives_the_same_entries():
    assert digest_with("1") == digest_with("2")


def test_another_seed_gives_other_entries(qingxi: County, watches: tuple[Shift, ...]):
    one, other = (
        next(history.entries(qingxi, watches, count=500, seed=seed)).draft for seed in (1, 2)
    )
    assert one != other


@pytest.mark.parametrize("count", [8, 100, 3_333])
def test_there_are_exactly_as_many_as_asked_for(
    qingxi: County, watches: tuple[Shift, ...], count: int
):
    assert sum(1 for _ in history.entries(qingxi, watches, count=count)) == count


def test_a_crowded_last_day_still_leaves_the_night_to_its_script(
    qingxi: County, watches: tuple[Shift, ...]
):
    crowd = list(history.entries(qingxi, watches[-6:], count=2_000))
    begins = watches[-1].end_at - timedelta(minutes=40)
    steps = [step.at for one in crowd for step in one.later_steps]
    assert len(crowd) == 2_000
    assert begins - timedelta(minutes=60) < max(one.recorded_at for one in crowd) < begins
    assert max(steps) < begins


def test_too_few_to_hold_what_is_open_are_refused(qingxi: County, watches: tuple[Shift, ...]):
    with pytest.raises(ValueError, match="cannot hold"):
        history.entries(qingxi, watches, count=3)


def test_no_two_entries_are_recorded_at_the_same_moment(past: list[Past]):
    moments = [one.recorded_at for one in past]
    assert moments == sorted(set(moments))


def test_every_entry_lies_in_its_shift_and_is_written_by_somebody_on_watch(past: list[Past]):
    for one in past:
        assert one.shift.start_at <= one.recorded_at < one.shift.end_at
        assert one.recorder in one.shift.members
        assert one.recorder.role in (DutyRole.CHIEF, DutyRole.DEPUTY)


def test_the_last_minutes_belong_to_the_script_of_the_night(
    past: list[Past], watches: tuple[Shift, ...]
):
    begins = watches[-1].end_at - timedelta(minutes=40)
    for one in past:
        assert one.recorded_at < begins
        assert all(step.at < begins for step in one.later_steps)


def test_every_draft_keeps_the_rules_of_the_log(past: list[Past]):
    for one in past:
        check(one.draft, at=one.recorded_at)
        assert one.draft.received_at == one.received_at <= one.recorded_at


def test_steps_are_taken_once_each_and_in_order(past: list[Past]):
    for one in past:
        steps = (*one.draft.steps, *one.later_steps)
        assert len({step.step for step in steps}) == len(steps)
        moments = [step.at for step in steps]
        assert moments == sorted(moments)
        assert all(step.at <= one.recorded_at for step in one.draft.steps)
        assert all(step.at > one.recorded_at for step in one.later_steps)


def test_ids_are_valid_uuid7_of_about_that_time(past: list[Past]):
    assert len({one.draft.id for one in past}) == len(past)
    for one in past:
        made_at = (one.draft.id.int >> 80) / 1000
        assert one.draft.id.version == 7
        assert abs(made_at - one.recorded_at.timestamp()) < 120


def test_hardly_any_two_entries_say_the_same(past: list[Past]):
    assert len({one.draft.content for one in past}) > 0.95 * len(past)


def test_every_kind_occurs(past: list[Past]):
    assert {one.draft.kind for one in past} == set(EntryKind)


def test_about_one_in_a_hundred_is_corrected_later_and_only_once(past: list[Past]):
    moments = {one.draft.id: one.recorded_at for one in past}
    corrections = [one for one in past if one.draft.corrects]
    assert 0.005 < len(corrections) / len(past) < 0.015
    assert max(Counter(one.draft.corrects for one in corrections).values()) == 1
    assert all(moments[one.draft.corrects] < one.recorded_at for one in corrections)


def test_a_correction_says_something_else_than_the_mistake(past: list[Past]):
    drafts = {one.draft.id: one.draft for one in past}
    for one in past:
        if one.draft.corrects:
            wrong = drafts[one.draft.corrects]
            assert (one.draft.content, one.draft.phone) != (wrong.content, wrong.phone)


def test_nothing_is_done_about_a_mistake_after_it_is_corrected(past: list[Past]):
    corrected_at = {one.draft.corrects: one.recorded_at for one in past if one.draft.corrects}
    for one in past:
        if one.draft.id in corrected_at:
            assert all(step.at < corrected_at[one.draft.id] for step in one.later_steps)


def test_only_what_is_left_for_the_night_is_open(past: list[Past]):
    corrected = {one.draft.corrects for one in past}
    still_open = [one for one in past if is_open(one) and one.draft.id not in corrected]
    assert 6 <= len(still_open) <= 10
    assert all(one.draft.owner and one.draft.due_at for one in still_open)
    assert all(one.shift.day >= past[-1].shift.day - timedelta(days=2) for one in still_open)


def test_instructions_have_an_owner_and_a_time_and_are_mostly_done_in_time(past: list[Past]):
    notes = [one for one in past if one.draft.kind is EntryKind.LEADER_NOTE and not is_open(one)]
    assert all(one.draft.owner and one.draft.due_at for one in notes)
    late = [one for one in notes
            if one.later_steps and one.later_steps[-1].at > one.draft.due_at]  # fmt: skip
    assert len(late) < 0.1 * len(notes)


def test_places_and_codes_are_of_the_county(past: list[Past], qingxi: County):
    areas = {area.code: area.name for area in qingxi.areas}
    for one in past:
        assert one.draft.area_code in areas or not one.draft.area_code
        if len(one.draft.area_code) == 12 and "村" in one.draft.place:
            assert areas[one.draft.area_code] in one.draft.place


def test_days_are_busy_by_day_and_quiet_at_night(past: list[Past]):
    hours = Counter((one.recorded_at.hour + 8) % 24 for one in past)
    assert 22 < len(past) / 730 < 34
    assert hours[10] > 4 * hours[2]


def test_texts_keep_the_house_rules_of_chinese_print(past: list[Past]):
    glued = re.compile(r"[一-鿿][0-9A-Za-z]|[0-9A-Za-z%][一-鿿]|[,;!?()]|  ")
    for one in past:
        steps = (*one.draft.steps, *one.later_steps)
        for text in (one.draft.content, one.draft.reason, *(step.result for step in steps)):
            assert not glued.search(re.sub(r"\d+月\d+日", "某日", text)), text


def test_texts_fit_the_season(past: list[Past]):
    for one in past:
        if one.recorded_at.month in (6, 7, 8):
            assert "结冰" not in one.draft.content
        if one.recorded_at.month in (12, 1, 2):
            assert "台风" not in one.draft.content
            assert "高温" not in one.draft.content
