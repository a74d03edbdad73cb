"""The person who acts."""

import dataclasses

import pytest

from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer


def test_an_officer_has_no_right_unless_given():
    assert Officer(account_id=new_id(), login="a", name="甲").rights == frozenset()


def test_an_officer_cannot_be_changed_on_the_way():
    officer = Officer(account_id=new_id(), login="a", name="甲")
    with pytest.raises(dataclasses.FrozenInstanceError):
        officer.login = "b"
