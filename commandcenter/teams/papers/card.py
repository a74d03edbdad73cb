"""The card of one team (救援队伍信息卡)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commandcenter.documents import dates
from commandcenter.documents.paper import Paper
from commandcenter.documents.tables import Column, Value
from commandcenter.kernel.words import N_
from commandcenter.teams.model.dispatch import Dispatch
from commandcenter.teams.model.fields import FIELD_WORDS
from commandcenter.teams.model.readiness import STATE_WORDS, Readiness
from commandcenter.teams.model.team import EMPLOYMENT_WORDS, Card, Team
from commandcenter.teams.papers.ground import Ground, number_or_nothing, position

_TITLE = N_("Rescue team card, {centre}")
_RETIRED = N_("RETIRED")
_NONE = N_("None known")
_HEADCOUNT = N_("{total} ({kinds})")
_COUNT = N_("{what} {count}")
_NORM = N_("{norm}: {required} people required, {missing} missing")
_QUANTITY = N_("{quantity} {unit}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamFacts:
    """What the card says of a team that stands in other tables.

    Attributes:
        required: People that its norm asks for; None without a norm.
        said: What was said last about its readiness.
        last: Its newest real dispatch.
    """

    required: int | None = None
    said: Readiness | None = None
    last: Dispatch | None = None


def card(ground: Ground, whole: Card, facts: TeamFacts) -> bytes:
    """Return everything about one team, as far as its card was given.

    Raises:
        Cancelled: The officer no longer wants it.
    """
    words, team = ground.words, whole.team
    paper = ground.begin(
        words(_TITLE).format(centre=ground.centre),
        subject=f"{team.number} {team.name}",
        watermark=words(_RETIRED) if team.is_retired else "",
    )
    paper.subtitle(f"{team.number} {team.name}")
    paper.facts([*_base(ground, team), *_calling(ground, team)], columns=2)
    paper.facts([*_strength(ground, whole, facts), *_last(ground, team, facts)], columns=2)
    if team.remarks:
        paper.paragraph(team.remarks, indent=0)
    _print_people(ground, paper, whole)
    _print_means(ground, paper, whole)
    _print_papers(ground, paper, whole)
    return ground.finish(paper)


def _label(ground: Ground, name: str) -> str:
    return ground.words(FIELD_WORDS[name])


def _base(ground: Ground, team: Team) -> list[tuple[str, str]]:
    said = ground.dictionaries
    category = (ground.word("team_category", team.category), team.sub_category)
    values = {
        "category": ground.joined(category),
        "short_name": team.short_name,
        "primary_skill": ground.word("team_skill", team.primary_skill),
        "skills": ground.joined(said.in_order("team_skill", team.skills)),
        "hazards": ground.joined(said.in_order("hazard_kind", team.hazards)),
        "owner": team.owner,
        "supervisor": team.supervisor,
        "established_on": ground.day(team.established_on),
        "address": ground.place(team.area_code, team.address),
    }
    place = (ground.words(N_("Position (WGS-84)")), position(team.lon, team.lat))
    return [*((_label(ground, name), value) for name, value in values.items()), place]


def _calling(ground: Ground, team: Team) -> list[tuple[str, str]]:
    names = (
        "leader",
        "leader_phone",
        "deputy",
        "deputy_phone",
        "duty_phone",
        "satellite_phone",
        "radio_channel",
    )
    return [(_label(ground, name), getattr(team, name)) for name in names]


def _strength(ground: Ground, whole: Card, facts: TeamFacts) -> list[tuple[str, str]]:
    words, team = ground.words, whole.team
    kinds = ground.joined(
        words(_COUNT).format(what=words(EMPLOYMENT_WORDS[how]), count=count)
        for how, count in whole.people().items()
        if count
    )
    total = len(whole.members)
    pieces = sum(one.quantity for one in whole.equipment)
    found = [
        (
            words(N_("Number of people")),
            words(_HEADCOUNT).format(total=total, kinds=kinds) if kinds else str(total),
        ),
        (words(N_("Vehicles and boats")), str(len(whole.vehicles))),
        (words(N_("Pieces of equipment")), str(pieces)),
    ]
    if facts.required is not None:
        norm = ground.word("strength_norm", team.strength_norm)
        missing = max(0, facts.required - total)
        says = words(_NORM).format(norm=norm, required=facts.required, missing=missing)
        found.append((_label(ground, "strength_norm"), says))
    names = ("muster_minutes", "self_sustain_hours", "radius_km")
    limits = [(_label(ground, name), number_or_nothing(getattr(team, name))) for name in names]
    return [*found, *limits]


def _last(ground: Ground, team: Team, facts: TeamFacts) -> list[tuple[str, str]]:
    words, said, last = ground.words, facts.said, facts.last
    found = [
        (_label(ground, "insured_to"), ground.day(team.insured_to)),
        (_label(ground, "last_drill_on"), ground.day(team.last_drill_on)),
    ]
    if last is not None:
        at = dates.moment(words, last.ordered_at)
        found.append((words(N_("Last dispatch")), f"{at} {last.number} {last.order.place}"))
    if said is not None:
        state = ground.joined(
            (words(STATE_WORDS[said.state]), ground.word("readiness_level", said.level))
        )
        told = " ".join(filter(None, (dates.moment(words, said.at), said.by, said.reason)))
        found.append((words(N_("Readiness")), f"{state}\n{told}"))
    return found


def _print_people(ground: Ground, paper: Paper, whole: Card) -> None:
    words = ground.words
    columns = [
        Column(_label(ground, "name"), width_mm=18),
        Column(_label(ground, "employment"), width_mm=25, align="center"),
        Column(_label(ground, "post"), width_mm=16),
        Column(_label(ground, "phone"), width_mm=27),
        Column(_label(ground, "skill"), width_mm=23),
        Column(_label(ground, "certificate"), width_mm=27),
        Column(_label(ground, "valid_to"), width_mm=28, align="center"),
    ]
    rows = (
        (
            one.name,
            words(EMPLOYMENT_WORDS[one.employment]),
            one.post,
            one.phone,
            ground.word("team_skill", one.skill),
            one.certificate,
            ground.day(one.valid_to),
        )
        for one in whole.members
    )
    _section(ground, paper, words(N_("Members")), columns, rows)


def _print_means(ground: Ground, paper: Paper, whole: Card) -> None:
    words = ground.words
    days = [
        Column(_label(ground, "checked_on"), width_mm=28, align="center"),
        Column(_label(ground, "valid_to"), width_mm=28, align="center"),
    ]
    columns = [
        Column(words(N_("Thing")), width_mm=38),
        Column(_label(ground, "model"), width_mm=28),
        Column(_label(ground, "quantity"), width_mm=18, align="right"),
        Column(_label(ground, "state"), width_mm=18, align="center"),
        *days,
    ]
    equipment = (
        (
            one.name,
            one.model,
            words(_QUANTITY).format(quantity=one.quantity, unit=one.unit).strip(),
            ground.word("equipment_state", one.state),
            ground.day(one.checked_on),
            ground.day(one.valid_to),
        )
        for one in whole.equipment
    )
    _section(ground, paper, words(N_("Equipment of the team")), columns, equipment)
    names = ("plate", "kind", "seats", "load", "state")
    columns = [*(Column(_label(ground, name), width_mm=26) for name in names), days[1]]
    vehicles = (
        (
            one.plate,
            one.kind,
            number_or_nothing(one.seats),
            one.load,
            ground.word("equipment_state", one.state),
            ground.day(one.valid_to),
        )
        for one in whole.vehicles
    )
    _section(ground, paper, words(N_("Vehicles and boats")), columns, vehicles)


def _print_papers(ground: Ground, paper: Paper, whole: Card) -> None:
    words = ground.words
    names = ("direction", "grade", "score", "assessor", "assessed_on", "valid_to")
    assessments = (
        (
            ground.word("team_skill", one.direction),
            str(one.grade),
            one.score,
            one.assessor,
            ground.day(one.assessed_on),
            ground.day(one.valid_to),
        )
        for one in whole.assessments
    )
    columns = [Column(_label(ground, name), width_mm=26) for name in names]
    _section(ground, paper, words(N_("Assessments")), columns, assessments)
    names = ("kind", "partner", "contact", "phone", "signed_on", "valid_to")
    agreements = (
        (
            ground.word("agreement_kind", one.kind),
            one.partner,
            one.contact,
            one.phone,
            ground.day(one.signed_on),
            ground.day(one.valid_to),
        )
        for one in whole.agreements
    )
    columns = [Column(_label(ground, name), width_mm=26) for name in names]
    _section(ground, paper, words(N_("Agreements")), columns, agreements)


def _section(
    ground: Ground,
    paper: Paper,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
) -> None:
    paper.heading(title)
    paper.table(columns, rows, empty=ground.words(_NONE), small=True)
