"""Entries as officers type them, without end, the same in every run."""

from collections.abc import Iterator
from itertools import count
from uuid import UUID

from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.duty.model.entry import Draft, EntryKind
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer

OFFICER = Officer(
    account_id=UUID("01930000-0000-7000-8000-000000000001"),
    login="heli",
    name="何立",
    station="desk-1",
    rights=frozenset(RIGHTS[Role.CHIEF]),
)

_CONTENTS = (
    "东坝背水坡发现渗水点两处，水质清，已安排3人值守，每半小时报一次水位。",
    "S232线K12+300处边坡塌方约20立方米，双向断行，公路段已派机械，预计2小时抢通。",
    "上街村低洼处12户31人已全部转移到村文化礼堂，无人员伤亡，电力正常。",
    "县气象台电话会商：未来3小时东部乡镇仍有50到80毫米降雨，注意山洪和地质灾害。",
)


def drafts() -> Iterator[Draft]:
    """Yield drafts with a caller, a place and about forty characters of text."""
    for number in count(1):
        yield Draft(
            id=new_id(),
            content=f"{_CONTENTS[number % len(_CONTENTS)]}第{number}次续报。",
            kind=EntryKind.CALL_IN,
            org="龙潭镇",
            name="王建国",
            post="镇长",
            phone=f"0577-6000{number % 10_000:04d}",
            place="龙潭水库东坝",
            area_code="330399104",
        )
