"""Plans of the invented county, its year of drills, training and publicity.

What lies before the night was held; what lies after it is planned.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import Any
from uuid import UUID

import resources
from commandcenter.cli.demo.chance import id_at, stream
from commandcenter.cli.demo.county import Area, County, Organisation
from commandcenter.drills import templates
from commandcenter.drills.model.dossier import Copying, Dossier, copied
from commandcenter.drills.model.drill import (
    Content,
    Drill,
    Form,
    Objective,
    Part,
    Participant,
    PlanOfDrill,
    Who,
)
from commandcenter.drills.model.plan import Plan, PlanLevel, Tier
from commandcenter.drills.model.script import Inject
from commandcenter.drills.model.year import Activity
from commandcenter.kernel.times import BEIJING

Row = Mapping[str, Any]

# Days on which townships and firms hold their drills, and the hours at which they begin.
_DAYS = range(2, 28)
_HOURS = (9, 10, 14, 15)
_SATURDAY = 5
_MINUTES = 90
# What a template says of a drill in sentences.
_TEXTS = (
    *("risk_point", "aims", "scenario", "course", "safety", "supplies"),
    *("communications", "support", "review"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A drill of the year with the plans it practises and who takes part.

    Attributes:
        key: Of a drill that the demo tells more about; empty for all others.
        script: Objectives and lines, of a drill that was written from a template.
        taking_part: How many came, for one that was held.
    """

    key: str
    drill: Drill
    plans: tuple[PlanOfDrill, ...]
    participants: tuple[Participant, ...]
    taking_part: int
    script: tuple[Objective | Inject, ...] = ()


@cache
def lists() -> dict[str, Any]:
    """Return what the file of the demo says of drills."""
    with resources.path("demo", "drills.toml").open("rb") as file:
        return tomllib.load(file)


def id_of(*seeds: object) -> UUID:
    """Return the id of a record named by *seeds*; the same each time."""
    return id_at(datetime(2026, 1, 5, tzinfo=UTC), stream("drills", *seeds))


def _day(text: str, year: int) -> date:
    """Return the day of a text such as -2/03-18: two years before, on 18 March."""
    offset, _, rest = text.partition("/") if "/" in text else ("0", "", text)
    return date.fromisoformat(f"{year + int(offset)}-{rest}")


def plans(county: County, *, year: int) -> tuple[tuple[Plan, tuple[PlanLevel, ...]], ...]:
    """Return the plans of the county, each with what it orders at which level."""
    listed = [_plan(row, county.organisation(row["organisation"]), year) for row in _list("plan")]
    return (*listed, *(_township_plan(area, county, year) for area in county.townships))


def _list(name: str) -> list[Row]:
    found: list[Row] = lists()[name]
    return found


def _plan(row: Row, org: Organisation, year: int) -> tuple[Plan, tuple[PlanLevel, ...]]:
    plan = Plan(
        id=id_of("plan", row["key"]),
        kind=row["kind"],
        title=row["title"],
        doc_no=row.get("doc_no", ""),
        edition=row["edition"],
        hazard=row.get("hazard", ""),
        tier=Tier(row.get("tier", Tier.COUNTY)),
        org=org.name,
        organisation_id=org.id,
        area_code=org.area_code,
        is_high_risk=row.get("is_high_risk", False),
        approved_by=row["approved_by"],
        approved_on=_day(row["approved"], year),
        review_due=_day(row["review"], year),
    )
    levels = tuple(
        PlanLevel(
            id=id_of("level", row["key"], level),
            plan_id=plan.id,
            position=position,
            level=level,
            conditions=conditions,
            actions=actions,
        )
        for position, (level, conditions, actions) in enumerate(row.get("levels", ()))
    )
    return plan, levels


def _township_plan(area: Area, county: County, year: int) -> tuple[Plan, tuple[PlanLevel, ...]]:
    row: Row = lists()["township_plan"]
    org = _government(area, county)
    plan = Plan(
        id=id_of("plan", area.code),
        kind=row["kind"],
        title=row["title"].format(town=area.name),
        edition=row["edition"],
        hazard=row["hazard"],
        tier=Tier.TOWN,
        org=org.name,
        organisation_id=org.id,
        area_code=area.code,
        approved_by=org.name,
        approved_on=_day(row["approved"], year),
        review_due=_day(row["review"], year),
    )
    return plan, ()


def _government(area: Area, county: County) -> Organisation:
    return next(
        one for one in county.organisations if one.kind == "township" and one.area_code == area.code
    )


def year_of_drills(county: County, *, year: int) -> tuple[Planned, ...]:
    """Return the drills of a year in the order of their days, numbered."""
    found = [*_county_drills(county, year), *_township_drills(county, year)]
    found += _firm_drills(county, year)
    return tuple(sorted(found, key=_when))


def _when(one: Planned) -> tuple[int, bool, float]:
    """Return where a drill stands in its year; one without a day at the end of its month."""
    at = one.drill.begins_at
    return one.drill.month, at is None, 0.0 if at is None else at.timestamp()


def _county_drills(county: County, year: int) -> Iterator[Planned]:
    for row in _list("drill"):
        begins_at, month = None, row.get("month", 0)
        if "on" in row:
            begins_at = datetime.fromisoformat(f"{year}-{row['on']}").replace(tzinfo=BEIJING)
            month = begins_at.month
        seed = ("county", row["title"])
        lead = county.organisation(row["lead"])
        yield _planned(
            row,
            seed=seed,
            title=f"{year}年{row['title']}",
            lead=lead,
            others=[county.organisation(key) for key in row["with"]],
            area=county.place(row["area"]),
            place=row["place"],
            year=year,
            month=month,
            begins_at=begins_at,
        )


def _township_drills(county: County, year: int) -> Iterator[Planned]:
    for row in _list("township_drill"):
        for area in county.townships:
            seed = ("township", row["title"], area.code)
            # What the township has a plan of its own for.
            own = [area.code] if row["hazard"] == lists()["township_plan"]["hazard"] else []
            yield _planned(
                {**row, "plans": [*row["plans"], *own]},
                seed=seed,
                title=row["title"].format(town=area.name),
                lead=_government(area, county),
                others=[],
                area=area,
                place=area.name,
                year=year,
                month=row["month"],
                begins_at=_some_day(year, row["month"], stream(*seed)),
            )


def _firm_drills(county: County, year: int) -> Iterator[Planned]:
    for row in _list("firm_drill"):
        for key in row["firms"]:
            firm = county.organisation(key)
            for month in row["months"]:
                seed = ("firm", key, month)
                yield _planned(
                    {**row, "tier": Tier.ENTERPRISE},
                    seed=seed,
                    title=row["title"].format(firm=firm.short),
                    lead=firm,
                    others=[],
                    area=county.townships[0],
                    place=firm.name,
                    year=year,
                    month=month,
                    begins_at=_some_day(year, month, stream(*seed)),
                )


def _some_day(year: int, month: int, chance: Random) -> datetime:
    day = date(year, month, _DAYS[int(chance.random() * len(_DAYS))])
    if day.weekday() >= _SATURDAY:
        day -= timedelta(days=2) if day.day > 2 else timedelta(days=-2)  # noqa: PLR2004 - of a week
    hour = _HOURS[int(chance.random() * len(_HOURS))]
    return datetime.combine(day, time(hour), BEIJING)


def _planned(  # noqa: PLR0913 - one row of three lists
    row: Row,
    *,
    seed: tuple[object, ...],
    title: str,
    lead: Organisation,
    others: list[Organisation],
    area: Area,
    place: str,
    year: int,
    month: int,
    begins_at: datetime | None,
) -> Planned:
    is_of_county = seed[0] == "county"
    lasts = timedelta(minutes=row.get("minutes", _MINUTES))
    drill = Drill(
        id=id_of(*seed),
        year=year,
        number=0,
        title=title,
        subject=row["subject"],
        theme=row["theme"],
        content=Content(row.get("content", Content.SINGLE)),
        form=Form(row.get("form", Form.LIVE)),
        is_unscripted=row.get("unscripted", False),
        is_unannounced=row.get("unannounced", False),
        hazard=row.get("hazard", ""),
        tier=Tier(row.get("tier", Tier.COUNTY if is_of_county else Tier.TOWN)),
        lead_org=lead.name,
        organisation_id=lead.id,
        place=place,
        area_code=area.code,
        month=month,
        begins_at=None if begins_at is None else begins_at.astimezone(UTC),
        ends_at=None if begins_at is None else (begins_at + lasts).astimezone(UTC),
        expected=row["expected"],
        budget_yuan=row.get("budget"),
    )
    planned = Planned(
        key=row.get("key", ""),
        drill=drill,
        plans=tuple(
            PlanOfDrill(id=id_of("plan", *seed, key), drill=drill.id, plan_id=id_of("plan", key))
            for key in row["plans"]
        ),
        participants=tuple(
            Participant(
                id=id_of("participant", *seed, one.key),
                drill=drill.id,
                who=Who.ORGANISATION,
                ref=one.id,
                name=one.short,
                part=Part.PLAYER,
                contact=one.phone,
            )
            for one in (lead, *others)
        ),
        taking_part=int(row["expected"] * (0.85 + 0.3 * stream(*seed).random())),
    )
    return _written(planned, templates.read(row["template"])) if "template" in row else planned


def _written(planned: Planned, template: Dossier) -> Planned:
    """Return a drill with the texts, objectives, people and script of a template."""
    drill = planned.drill
    copying = Copying(drill_id=drill.id, year=drill.year, number=0)
    made = copied(template, copying)
    texts = {name: getattr(made.drill, name) for name in _TEXTS}
    return replace(
        planned,
        drill=replace(drill, **texts),
        participants=made.participants,
        script=(*made.objectives, *made.injects),
    )


def plans_practised(drill_id: UUID) -> tuple[PlanOfDrill, ...]:
    """Return the plans that the drill on the afternoon before the flood practises."""
    return tuple(
        PlanOfDrill(id=id_of("practised", key), drill=drill_id, plan_id=id_of("plan", key))
        for key in lists()["played"]["plans"]
    )


def activities(county: County, *, year: int) -> tuple[Activity, ...]:
    """Return training and publicity of the first half of a year."""
    return tuple(
        Activity(
            id=id_of("activity", row["title"]),
            kind=row["kind"],
            title=row["title"],
            on=_day(row["on"], year),
            organiser=county.organisation(row["organiser"]).name,
            times=row["times"],
            headcount=row.get("headcount", 0),
            amount=row.get("amount", 0),
        )
        for row in _list("activity")
    )
