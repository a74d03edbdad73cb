"""Phrases with gaps: `{村}{路}塌方 {2-30} 立方米，{已清理|正在清理}` becomes a sentence.

A gap is a name of the scene, the name of a pool of words, a range of numbers
(`12-60/5` counts in fives), several different words of a pool (`乡镇*3`) or a choice between
phrases, which may have gaps themselves. A pool may have one list for each season.
"""

import re
from collections.abc import Callable, Mapping
from operator import attrgetter
from random import Random

from commandcenter.cli.demo.scene import Scene, clock, day_words, short_date

Fill = Callable[[Scene], str]

_RANGE = re.compile(r"(\d+)-(\d+)(?:/(\d+))?")
_SEVERAL = re.compile(r"([^\d*|]+)\*(\d)")
_SEASONS = ("·冬", "·春", "·夏", "·秋")
_HOUSEHOLDS = tuple(
    f"{houses} 户 {houses * 2 + extra} 人"
    for houses in range(1, 31)
    for extra in range(houses // 3, houses + 1, 2)
)
_RAIN_MM = {"dry": (0, 0.4), "damp": (0.5, 9), "rain": (8, 36), "heavy": (38, 118)}


def _landmark(kind: str, place: int) -> Fill:
    """Return the function that names one landmark of a kind, the same throughout a scene."""
    names_of = attrgetter(kind)
    shift = 8 * place

    def fill(scene: Scene) -> str:
        names: tuple[str, ...] = names_of(scene.town.marks)
        return names[(scene.luck >> shift & 255) % len(names)]

    return fill


_SCENE: dict[str, Fill] = {
    "镇": lambda scene: scene.town.name,
    "村": lambda scene: scene.town.villages[scene.village].name,
    "路": _landmark("roads", 1),
    "河": _landmark("rivers", 2),
    "库": _landmark("reservoirs", 3),
    "校": _landmark("schools", 4),
    "企": _landmark("firms", 5),
    "弯": _landmark("bends", 6),
    "滩": _landmark("banks", 7),
    "区": _landmark("estates", 8),
    "场": _landmark("publics", 9),
    "队": lambda scene: scene.town.name + "抢险队",
    "甲": lambda scene: scene.figures[0],
    "乙": lambda scene: scene.figures[1],
    "丙": lambda scene: scene.figures[2],
    "带班": lambda scene: scene.crew.leader,
    "值班长": lambda scene: scene.crew.chief,
    "上值班长": lambda scene: scene.crew.before,
    "本班": lambda scene: scene.crew.watch,
    "上班": lambda scene: scene.crew.watch_before,
    "记录人": lambda scene: scene.recorder,
    "天气": lambda scene: scene.weather.text,
    "明日天气": lambda scene: scene.tomorrow.text,
    "明日天象": lambda scene: scene.tomorrow.sky,
    "低温": lambda scene: str(scene.weather.low_c),
    "次低": lambda scene: str(scene.tomorrow.low_c),
    "次高": lambda scene: str(scene.tomorrow.high_c),
    "年": lambda scene: str(scene.day.year),
    "时限": lambda scene: day_words(scene, scene.due_minutes),
    "缺席": lambda scene: scene.extra[0],
    "顶班": lambda scene: scene.extra[1],
    "换班日": lambda scene: scene.extra[2],
    "换班次": lambda scene: scene.extra[3],
}


class Phrasebook:
    """Turns phrases into functions of a scene; all of them draw from one generator."""

    def __init__(self, pools: Mapping[str, list[str]], chance: Random) -> None:
        self._chance = chance
        self._pools = pools
        self._compiled: dict[str, Fill] = {**_SCENE, **self._of_time()}

    def sentence(self, phrase: str) -> Fill:
        """Return the function that fills the gaps of a phrase.

        Raises:
            ValueError: A gap has an unknown name or a brace is missing.
        """
        text, gaps = _split(phrase)
        fills = tuple(self._gap(gap) for gap in gaps)
        if not fills:
            return lambda _: text
        if len(fills) == 1:
            only = fills[0]
            return lambda scene: text % only(scene)
        return lambda scene: text % tuple([fill(scene) for fill in fills])

    def number(self, span: str) -> Fill:
        """Return the function that draws from a range such as `12-60/5`.

        Raises:
            ValueError: It is not a range.
        """
        found = _RANGE.fullmatch(span)
        if found is None:
            raise ValueError(f"{span} is neither a gap nor a range")
        first, last, step = int(found[1]), int(found[2]), int(found[3] or 1)
        return self._any(tuple(str(number) for number in range(first, last + 1, step)))

    def _gap(self, gap: str) -> Fill:
        if gap not in self._compiled:
            self._compiled[gap] = self._compile(gap)
        return self._compiled[gap]

    def _compile(self, gap: str) -> Fill:
        if gap in self._pools:
            return self._one_of(self._pools[gap])
        if gap + _SEASONS[0] in self._pools:
            return self._by_season([self._one_of(self._pools[gap + name]) for name in _SEASONS])
        if several := _SEVERAL.fullmatch(gap):
            return self._several(self._pools[several[1]], int(several[2]))
        choices = _choices(gap)
        return self._one_of(choices) if len(choices) > 1 else self.number(gap)

    def _one_of(self, phrases: list[str]) -> Fill:
        if not any("{" in phrase for phrase in phrases):
            return self._any(tuple(phrases))
        fills = tuple(self.sentence(phrase) for phrase in phrases)
        random, count = self._chance.random, len(fills)

        def fill(scene: Scene) -> str:
            return fills[int(random() * count)](scene)

        return fill

    def _by_season(self, fills: list[Fill]) -> Fill:
        # December belongs to the winter of the next year: 12 % 12 = 0, like January and February.
        return lambda scene: fills[scene.day.month % 12 // 3](scene)

    def _several(self, words: list[str], number: int) -> Fill:
        random, count = self._chance.random, len(words)

        def fill(_: Scene) -> str:
            first, step = int(random() * count), 1 + int(random() * ((count - 1) // (number - 1)))
            return "、".join(words[(first + step * turn) % count] for turn in range(number))

        return fill

    def _any(self, words: tuple[str, ...]) -> Fill:
        random, count = self._chance.random, len(words)
        return lambda _: words[int(random() * count)]

    def _of_time(self) -> dict[str, Fill]:
        random = self._chance.random
        return {
            "刚才": lambda scene: clock(scene.minute - 4 - int(random() * 30)),
            "稍后": lambda scene: clock((scene.minute + 30 + int(random() * 120)) // 10 * 10),
            "明日": lambda scene: _tomorrow(scene, random()),
            "户人": self._any(_HOUSEHOLDS),
            "雨量": lambda scene: _rain(scene, random()),
        }


def _tomorrow(scene: Scene, luck: float) -> str:
    if int(luck * 2):
        return "明日"
    return short_date(scene.day.fromordinal(scene.day.toordinal() + 1))


def _rain(scene: Scene, luck: float) -> str:
    least, most = next(_RAIN_MM[name] for name in _RAIN_MM if name in scene.weather.tags)
    return f"{least + luck * (most - least):.1f}"


def _split(phrase: str) -> tuple[str, list[str]]:
    """Return a %-format with one `%s` for each outermost gap, and the gaps."""
    text, gaps, depth, start = [], [], 0, 0
    for place, sign in enumerate(phrase):
        if sign == "{":
            if depth == 0:
                text.append(phrase[start:place].replace("%", "%%"))
                start = place + 1
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                gaps.append(phrase[start:place])
                text.append("%s")
                start = place + 1
    if depth:
        raise ValueError(f"a brace is missing in {phrase}")
    if not gaps:
        return phrase, gaps
    return "".join(text) + phrase[start:].replace("%", "%%"), gaps


def _choices(gap: str) -> list[str]:
    """Return what stands between the outermost bars."""
    parts, depth = [""], 0
    for sign in gap:
        depth += (sign == "{") - (sign == "}")
        if sign == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return parts
