"""Where one thing happens and who is in it: what the gaps of a phrase are filled from."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from commandcenter.cli.demo.chance import pick
from commandcenter.cli.demo.county import Area, County, Landmarks, Organisation, Person
from commandcenter.cli.demo.weather import Weather

DAY_MINUTES = 1440
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹"
_GIVEN = (
    "金水",
    "玉梅",
    "大伟",
    "新民",
    "爱华",
    "桂英",
    "成林",
    "素珍",
    "阿根",
    "正荣",
    "水根",
    "长生",
)
LUCK_BITS = 80
_CITIZENS = ("先生", "女士", "师傅", "阿姨")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """The person at the other end of the line."""

    org: str = ""
    name: str = ""
    post: str = ""
    phone: str = ""


NOBODY = Contact()


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """Who keeps watch at the moment, by name."""

    leader: str
    chief: str
    before: str
    watch: str
    watch_before: str


_NO_CREW = Crew(leader="", chief="", before="", watch="", watch_before="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A township with its villages and its landmarks."""

    name: str
    villages: tuple[Area, ...]
    marks: Landmarks
    officials: tuple[Contact, ...]
    villagers: tuple[Contact, ...]


@dataclass(slots=True, kw_only=True)
class Scene:
    """One thing that happens; places stay, time and caller move on from entry to entry.

    Attributes:
        luck: Random bits; the village and each landmark take eight of them.
        day: Calendar day in Beijing.
        minute: Minute of that day.
        due_minutes: From now to the deadline, if there is one.
        extra: Names that only some phrases know, such as who swaps with whom.
    """

    town: Town
    luck: int
    weather: Weather
    tomorrow: Weather
    day: date
    crew: Crew = _NO_CREW
    figures: tuple[str, ...] = ()
    minute: int = 0
    recorder: str = ""
    caller: Contact = NOBODY
    due_minutes: int = 0
    extra: tuple[str, ...] = ()

    @property
    def village(self) -> int:
        """Which village of the township it happens in."""
        return (self.luck & 255) % len(self.town.villages)

    @property
    def village_name(self) -> str:
        """The village it happens in."""
        return self.town.villages[self.village].name

    @property
    def official(self) -> Contact:
        """Who calls from the township; the same person throughout."""
        return self.town.officials[self.village % len(self.town.officials)]


def towns_of(county: County) -> tuple[Town, ...]:
    """Return the townships, weighted by nothing: a small one has as much weather as a large one."""
    names = {organisation.area_code: organisation for organisation in county.organisations
             if organisation.kind == "township"}  # fmt: skip
    areas = {area.code: area for area in county.townships}
    return tuple(
        Town(
            name=areas[marks.code].name,
            villages=county.within(marks.code),
            marks=marks,
            officials=contacts_of(county, names[marks.code]),
            villagers=_villagers(areas[marks.code].name, county.within(marks.code)),
        )
        for marks in county.landmarks
    )


def contacts_of(county: County, organisation: Organisation) -> tuple[Contact, ...]:
    """Return the people of an organisation as they appear in the log."""
    return tuple(contact_of(organisation, person) for person in county.staff(organisation.key))


def contact_of(organisation: Organisation, person: Person) -> Contact:
    """Return one person as he or she appears in the log."""
    return Contact(
        org=organisation.short, name=person.name, post=person.post, phone=person.office_phone
    )


def citizen(chance: Random) -> Contact:
    """Return somebody who rings up once."""
    return Contact(
        org="群众",
        name=pick(chance, _SURNAMES) + pick(chance, _CITIZENS),
        phone=f"199000{int(20_000 + chance.random() * 70_000)}",
    )


def clock(minute: int) -> str:
    """Return a minute of any day as hours and minutes."""
    return _CLOCK[minute % DAY_MINUTES]


def day_words(scene: Scene, minutes: int) -> str:
    """Return a later moment as officers write it: `17:40`, `明日 09:00`, `7月20日 10:00`."""
    days, minute = divmod(scene.minute + minutes, DAY_MINUTES)
    if days == 0:
        return _CLOCK[minute]
    if days == 1:
        return "明日 " + _CLOCK[minute]
    return f"{short_date(scene.day + timedelta(days=days))} {_CLOCK[minute]}"


def short_date(day: date) -> str:
    """Return month and day, such as `7月18日`."""
    return f"{day.month}月{day.day}日"


def _villagers(town: str, villages: tuple[Area, ...]) -> tuple[Contact, ...]:
    return tuple(_villager(town, area) for area in villages)


def _villager(town: str, area: Area) -> Contact:
    number = int(area.code[6:])
    name = _SURNAMES[number * 7 % len(_SURNAMES)] + _GIVEN[number * 5 % len(_GIVEN)]
    posts = ("村主任", "村支书", "网格员")
    if area.name.endswith("社区"):
        posts = ("社区主任", "社区书记", "网格员")
    phone = f"1990001{number % 10_000:04d}"
    return Contact(org=town + area.name, name=name, post=posts[number % 3], phone=phone)


_CLOCK = tuple(f"{hour:02d}:{minute:02d}" for hour in range(24) for minute in range(60))
