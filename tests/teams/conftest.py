"""A founded county, officers, and teams that name only what a test is about."""

from collections.abc import Callable
from itertools import count

import pytest

from commandcenter.directory.service import county
from commandcenter.kernel.ids import new_id
from commandcenter.teams.model.team import Card, Member, Team
from tests.qingxi import FOUNDING


@pytest.fixture(scope="session")
def founding() -> county.Founding:
    """Every county here is founded."""
    return FOUNDING


@pytest.fixture
def a_team() -> Callable[..., Team]:
    """Make a team; name only what the test is about."""
    numbers = count(1)

    def make(name: str = "龙潭镇应急救援队", **fields: object) -> Team:
        usual = {"id": new_id(), "number": f"QX-{next(numbers):03d}", "category": "grassroots"}
        return Team(**usual | {"name": name} | fields)

    return make


@pytest.fixture
def a_card(a_team) -> Callable[..., Card]:
    """Make a team with some members."""

    def make(people: int = 2, **fields: object) -> Card:
        team = a_team(**fields)
        members = tuple(
            Member(
                id=new_id(), team_id=team.id, name=f"队员{n}", phone=f"1990002{n:04d}", post="队员"
            )
            for n in range(people)
        )
        return Card(team=team, members=members)

    return make
