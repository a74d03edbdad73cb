"""The script of the flood night."""

from datetime import date, datetime, timedelta

import pytest

from commandcenter.cli.demo import leftovers, night
from commandcenter.cli.demo.accounts import ACCOUNTS, PASSWORD
from commandcenter.cli.demo.county import County
from commandcenter.cli.demo.night import Act, Correct, HandOver, LogEntry, TakeStep
from commandcenter.cli.demo.recording import Past
from commandcenter.duty.model.entry import Step, check
from commandcenter.duty.model.shift import DutyRole, Shift
from commandcenter.kernel.times import BEIJING


@pytest.fixture
def acts(qingxi: County) -> tuple[Act, ...]:
    return night.acts(qingxi)


def written(acts: tuple[Act, ...]) -> list[LogEntry | Correct]:
    return [act for act in acts if isinstance(act, LogEntry | Correct)]


def test_it_is_a_long_night_from_dusk_to_three(acts: tuple[Act, ...]):
    assert len(written(acts)) >= 45
    assert acts[0].at == datetime(2026, 7, 18, 19, 22, tzinfo=BEIJING)
    assert acts[-1].at == datetime(2026, 7, 19, 3, 10, tzinfo=BEIJING)


def test_one_thing_happens_after_the_other(acts: tuple[Act, ...]):
    moments = [act.at for act in acts]
    assert moments == sorted(set(moments))


def test_it_begins_after_the_history_has_ended(acts: tuple[Act, ...], past: list[Past]):
    assert acts[0].at > past[-1].recorded_at


def test_every_draft_keeps_the_rules_and_says_nothing_of_the_future(acts: tuple[Act, ...]):
    for act in written(acts):
        check(act.draft, at=act.at)
        moments = [step.at for step in act.draft.steps]
        assert moments == sorted(moments)
        assert max([act.draft.received_at, *moments]) <= act.at
        assert len({step.step for step in act.draft.steps}) == len(moments)


def test_every_step_is_about_an_entry_written_before_and_is_taken_once(
    acts: tuple[Act, ...], qingxi: County
):
    ids = leftovers.ids(qingxi, night.NIGHT)
    taken: set[tuple[object, Step]] = set()
    for act in acts:
        if isinstance(act, LogEntry | Correct):
            ids[act.key] = act.draft.id
            taken |= {(act.draft.id, step.step) for step in act.draft.steps}
        elif isinstance(act, TakeStep):
            assert ids[act.key] == act.entry_id
            assert (act.entry_id, act.step) not in taken
            taken.add((act.entry_id, act.step))


def test_what_was_open_before_is_the_same_in_history_and_night(past: list[Past], qingxi: County):
    recorded = {one.draft.id for one in past}
    assert set(leftovers.ids(qingxi, night.NIGHT).values()) <= recorded


def test_the_dam_is_put_right_from_west_to_east(acts: tuple[Act, ...]):
    (correction,) = [act for act in acts if isinstance(act, Correct)]
    original = next(act for act in written(acts) if act.key == correction.corrects)
    assert correction.draft.corrects == original.draft.id
    assert "西坝" in original.draft.content
    assert "东坝" in correction.draft.content
    assert correction.draft.reason


def test_nobody_works_on_a_corrected_entry(acts: tuple[Act, ...]):
    corrected = {act.draft.corrects for act in acts if isinstance(act, Correct)}
    assert not any(act.entry_id in corrected for act in acts if isinstance(act, TakeStep))


def test_the_shifts_hand_over_at_eight(acts: tuple[Act, ...]):
    (handover,) = [act for act in acts if isinstance(act, HandOver)]
    assert f"{handover.at.astimezone(BEIJING):%H:%M}" == "20:00"
    assert (handover.officer, handover.taker, handover.leader) == ("chenguodong", "heli", "zhoumin")


def test_whoever_acts_has_an_account_and_keeps_watch(
    acts: tuple[Act, ...], watches: tuple[Shift, ...], qingxi: County
):
    names = {account.login: account.name for account in ACCOUNTS}
    for act in acts:
        if isinstance(act, HandOver):
            continue
        crew = ["陈国栋"] if act.at < watches[-1].end_at else ["何立", "林晓", "陈昊"]
        assert names[act.officer] in crew
    assert watches[-1].who(DutyRole.CHIEF)[0].name == "陈国栋"


def test_a_handful_is_still_open_at_the_end(acts: tuple[Act, ...]):
    finished = {act.entry_id for act in acts
                if isinstance(act, TakeStep) and act.step is Step.FOLLOW}  # fmt: skip
    corrected = {act.draft.corrects for act in acts if isinstance(act, Correct)}
    still_open = [
        act.key
        for act in written(acts)
        if act.draft.id not in finished | corrected
        and all(step.step is not Step.FOLLOW for step in act.draft.steps)
    ]
    assert len(still_open) == 6
    assert "three_points" in still_open


def test_places_lie_in_the_county(acts: tuple[Act, ...], qingxi: County):
    codes = {area.code for area in qingxi.areas}
    assert all(act.draft.area_code in codes or not act.draft.area_code for act in written(acts))


def test_it_can_be_another_night(qingxi: County):
    other = night.acts(qingxi, night=date(2027, 8, 3))
    usual = night.acts(qingxi)
    assert [act.at - timedelta(days=381) for act in other] == [act.at for act in usual]
    assert {act.draft.id for act in written(other)}.isdisjoint(
        act.draft.id for act in written(usual)
    )


def test_accounts_belong_to_people_and_their_password_is_long_enough(qingxi: County):
    roles = {"leader", "chief", "deputy", "planner", "admin"}
    assert {account.role for account in ACCOUNTS} == roles
    for account in ACCOUNTS:
        assert qingxi.person(account.name).name == account.name
    assert len(PASSWORD) >= 8
