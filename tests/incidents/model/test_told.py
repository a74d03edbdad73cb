"""What a log line tells: the place it names and the people it counts."""

import pytest

from commandcenter.directory.model import Area
from commandcenter.incidents.model.told import area_in, figures_in

LONGTAN = Area(code="330399101", parent="330399", name="龙潭镇", tier="township")
STONE = Area(code="330399102", parent="330399", name="石桥乡", tier="township")
BELOW = Area(code="330399101001", parent="330399101", name="坝下村", tier="village")
SAME = Area(code="330399102001", parent="330399102", name="坝下村", tier="village")


@pytest.mark.parametrize(
    ("texts", "areas", "code"),
    [
        (["龙潭镇水利站", "坝顶漫水"], [LONGTAN, STONE, BELOW], LONGTAN.code),
        (["坝下村进水"], [LONGTAN, STONE, BELOW], BELOW.code),
        (["龙潭镇政府", "坝下村进水"], [LONGTAN, STONE, BELOW, SAME], BELOW.code),
        (["坝下村进水"], [LONGTAN, STONE, BELOW, SAME], ""),
        (["龙潭镇、石桥乡同时告急"], [LONGTAN, STONE], ""),
        (["坝顶漫水"], [LONGTAN, STONE, BELOW], ""),
        ([], [LONGTAN], ""),
    ],
)
def test_the_place_that_is_named_is_found_unless_it_could_be_another(texts, areas, code):
    assert area_in(texts, areas) == code


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("坝顶漫水，磨坊被困6人", {"trapped": 6}),
        ("６人被困，2人失踪", {"trapped": 6, "missing": 2}),
        ("死亡1人，重伤十二人，失联三人", {"dead": 1, "serious": 12, "missing": 3}),
        ("二十名受困", {"trapped": 20}),
        ("两人遇难", {"dead": 2}),
        ("被困人员15名", {"trapped": 15}),
        ("无人员被困", {}),
        ("被困6人，其后又说被困8人", {}),
        ("3条船出动，水深2米", {}),
        ("", {}),
    ],
)
def test_people_are_counted_as_the_caller_said_it(text, figures):
    assert figures_in(text) == figures
