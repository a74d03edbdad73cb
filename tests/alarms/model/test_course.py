"""The states of an alarm as data."""

from commandcenter.alarms.model.alarm import SHOWN, STEPS, WAITING, State
from commandcenter.database import guards


def test_every_state_has_a_way_out_and_can_be_reached():
    assert set(STEPS) == {None, *State}
    assert all(STEPS[state] for state in State)
    assert {state for after in STEPS.values() for state in after} == set(State)


def test_what_waits_is_shown():
    assert WAITING <= SHOWN
    assert set(State) - SHOWN == {State.PENDING, State.SHELVED, State.CLOSED}


def test_the_database_knows_the_same_steps():
    column, steps = guards.TRANSITIONS["alarm"]
    assert column == "state"
    assert {state: set(after) for state, after in steps.items()} == {
        state: set(after) for state, after in STEPS.items()
    }
