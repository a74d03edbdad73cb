"""Phrases with gaps."""

from datetime import date

import pytest

from commandcenter.cli.demo.chance import stream
from commandcenter.cli.demo.county import County
from commandcenter.cli.demo.scene import Scene, towns_of
from commandcenter.cli.demo.slots import Phrasebook
from commandcenter.cli.demo.weather import weather_on

DAY = date(2026, 1, 15)


@pytest.fixture
def scene(qingxi: County) -> Scene:
    weather = weather_on(DAY, night=date(2026, 7, 18))
    town = towns_of(qingxi)[1]
    found = Scene(town=town, luck=0, weather=weather, tomorrow=weather, day=DAY)
    found.minute = 23 * 60 + 50
    found.due_minutes = 30
    return found


def phrasebook(pools: dict[str, list[str]] | None = None) -> Phrasebook:
    return Phrasebook(pools or {}, stream("test"))


def test_a_phrase_without_gaps_stays_even_with_a_percent_sign(scene: Scene):
    assert phrasebook().sentence("电量 18 %")(scene) == "电量 18 %"


def test_a_percent_sign_beside_a_gap_stays(scene: Scene):
    assert phrasebook().sentence("{镇} 5 %")(scene) == "龙潭镇 5 %"


def test_numbers_keep_to_their_range_and_step(scene: Scene):
    fill = phrasebook().sentence("{10-30/10}")
    assert {fill(scene) for _ in range(200)} == {"10", "20", "30"}


def test_choices_may_have_gaps_themselves(scene: Scene):
    fill = phrasebook().sentence("{甲地|{镇}{1-1} 处}")
    assert {fill(scene) for _ in range(50)} == {"甲地", "龙潭镇1 处"}


def test_several_words_of_a_pool_differ(scene: Scene):
    fill = phrasebook({"果": ["桃", "李", "杏", "梅"]}).sentence("{果*3}")
    for _ in range(100):
        assert len(set(fill(scene).split("、"))) == 3


def test_a_pool_with_seasons_follows_the_month(scene: Scene):
    pools = {"物·冬": ["盐"], "物·春": ["锹"], "物·夏": ["泵"], "物·秋": ["灯"]}
    fill = phrasebook(pools).sentence("{物}")
    assert fill(scene) == "盐"
    scene.day = date(2026, 7, 1)
    assert fill(scene) == "泵"


def test_a_deadline_after_midnight_says_so(scene: Scene):
    assert phrasebook().sentence("{时限} 前")(scene) == "明日 00:20 前"


@pytest.mark.parametrize("phrase", ["{没有这个}", "{3-}", "{镇"])
def test_a_phrase_with_a_mistake_is_refused(phrase: str):
    with pytest.raises(ValueError, match="."):
        phrasebook().sentence(phrase)
