"""What the county has to help with (应急资源汇总): teams, gaps, equipment, supplies."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commandcenter.documents.paper import Paper
from commandcenter.documents.tables import Cell, Column, Value
from commandcenter.kernel.words import N_
from commandcenter.teams.model.fields import FIELD_WORDS
from commandcenter.teams.model.strength import Matrix, Strength, totals
from commandcenter.teams.model.supplies import STORE_KIND_WORDS, Item, Stock, StoreKind
from commandcenter.teams.model.team import Card, Line
from commandcenter.teams.papers.ground import Ground
from commandcenter.teams.papers.roster import total_columns, total_rows

_TITLE = N_("Rescue resources of {centre}")
_NO_TEAMS = N_("There are no teams")
_NO_NORMS = N_("No team has a norm")
_NO_HAZARDS = N_("No hazards are listed")
_NO_THINGS = N_("No equipment is listed")
_NO_VEHICLES = N_("No vehicles are listed")
_NO_SUPPLIES = N_("No supplies are listed")
_NO_STORES = N_("No stores are listed")
_NO_AGREEMENTS = N_("No agreements are listed")
_COVERED = N_("All covered")
_KINDS = N_("Kinds {count}")
_USABLE = "usable"  # code of the dictionary `equipment_state`; no state at all counts too


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """Everything that is summed up.

    Attributes:
        matrix: Hazards against skills.
        strengths: Each team that has a norm, the weakest first.
    """

    lines: Sequence[Line]
    cards: Sequence[Card]
    stocks: Sequence[Stock]
    matrix: Matrix
    strengths: Sequence[Strength]


def resources(ground: Ground, means: Means) -> bytes:
    """Return what there is, every number counted here.

    Raises:
        Cancelled: The officer no longer wants it.
    """
    words = ground.words
    paper = ground.begin(words(_TITLE).format(centre=ground.centre))
    counted = totals(means.lines, ground.dictionaries.codes("team_category"))
    rows = total_rows(ground, [total for total in counted if total.teams])
    paper.heading(words(N_("Teams and people")))
    paper.table(total_columns(ground), rows, empty=words(_NO_TEAMS))
    _print_capability(ground, paper, means)
    _print_strength(ground, paper, means.strengths)
    _print_things(ground, paper, means.cards)
    _print_supplies(ground, paper, means.stocks)
    _print_agreements(ground, paper, means.cards)
    return ground.finish(paper)


def _print_capability(ground: Ground, paper: Paper, means: Means) -> None:
    words = ground.words
    columns = [
        Column(words(N_("Hazard")), width_mm=36),
        Column(words(N_("Teams and firms")), width_mm=24, align="right"),
        Column(words(N_("Number of people")), width_mm=24, align="right"),
        Column(words(N_("Needed and nobody can")), width_mm=72),
    ]
    rows = (_hazard_row(ground, hazard, means) for hazard in means.matrix.hazards)
    paper.heading(words(N_("Hazards and gaps")))
    paper.table(columns, rows, empty=words(_NO_HAZARDS))


def _hazard_row(ground: Ground, hazard: str, means: Means) -> tuple[Value, ...]:
    able = [line for line in means.lines if hazard in line.team.hazards]
    gaps = {cell.skill for cell in means.matrix.gaps if cell.hazard == hazard}
    is_asked = any(cell.is_needed for cell in means.matrix.cells.values() if cell.hazard == hazard)
    missing = ground.joined(ground.dictionaries.in_order("team_skill", gaps))
    covered = ground.words(_COVERED) if is_asked else ""
    return (
        ground.word("hazard_kind", hazard),
        str(len(able)),
        str(sum(line.headcount for line in able)),
        Cell(missing, bold=True) if missing else covered,
    )


def _print_strength(ground: Ground, paper: Paper, strengths: Sequence[Strength]) -> None:
    words = ground.words
    columns = [
        Column(words(N_("Team")), width_mm=54),
        Column(words(FIELD_WORDS["strength_norm"]), width_mm=42),
        Column(words(N_("Required")), width_mm=20, align="right"),
        Column(words(N_("Present")), width_mm=20, align="right"),
        Column(words(N_("Missing")), width_mm=20, align="right"),
    ]
    rows = (
        (
            one.team.name,
            ground.word("strength_norm", one.team.strength_norm),
            str(one.required),
            str(one.headcount),
            Cell(str(one.missing or ""), bold=True),
        )
        for one in strengths
    )
    paper.heading(words(N_("Strength against the norm")))
    paper.table(columns, rows, empty=words(_NO_NORMS))


def _print_things(ground: Ground, paper: Paper, cards: Sequence[Card]) -> None:
    words = ground.words
    columns = [
        Column(words(N_("Thing")), width_mm=60),
        Column(words(FIELD_WORDS["unit"]), width_mm=24, align="center"),
        Column(words(N_("Sum")), width_mm=24, align="right"),
        Column(words(N_("Of these usable")), width_mm=24, align="right"),
        Column(words(N_("Teams and firms")), width_mm=24, align="right"),
    ]
    paper.heading(words(N_("Equipment of the teams")))
    paper.table(columns, _thing_rows(cards), empty=words(_NO_THINGS))
    columns = [columns[0], *columns[2:]]
    paper.heading(words(N_("Vehicles and boats of the teams")))
    paper.table(columns, _vehicle_rows(cards), empty=words(_NO_VEHICLES))


def _thing_rows(cards: Sequence[Card]) -> Iterator[tuple[Value, ...]]:
    whole: Counter[tuple[str, str]] = Counter()
    usable: Counter[tuple[str, str]] = Counter()
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for card in cards:
        for one in card.equipment:
            key = (one.name, one.unit)
            whole[key] += one.quantity
            usable[key] += one.quantity if one.state in ("", _USABLE) else 0
            owners[key].add(card.team.number)
    for name, unit in sorted(whole):
        key = (name, unit)
        yield name, unit, str(whole[key]), str(usable[key]), str(len(owners[key]))


def _vehicle_rows(cards: Sequence[Card]) -> Iterator[tuple[Value, ...]]:
    whole: Counter[str] = Counter()
    usable: Counter[str] = Counter()
    owners: dict[str, set[str]] = defaultdict(set)
    for card in cards:
        for one in card.vehicles:
            whole[one.kind] += 1
            usable[one.kind] += one.state in ("", _USABLE)
            owners[one.kind].add(card.team.number)
    for kind in sorted(whole):
        yield kind, str(whole[kind]), str(usable[kind]), str(len(owners[kind]))


def _print_supplies(ground: Ground, paper: Paper, stocks: Sequence[Stock]) -> None:
    words = ground.words
    columns = [
        Column(words(N_("Supplies")), width_mm=48),
        Column(words(FIELD_WORDS["code"]), width_mm=24, align="center"),
        Column(words(FIELD_WORDS["unit"]), width_mm=15, align="center"),
        *(Column(words(STORE_KIND_WORDS[kind]), width_mm=23, align="right") for kind in StoreKind),
        Column(words(N_("Sum")), width_mm=20, align="right"),
    ]
    paper.heading(words(N_("Emergency supplies")))
    paper.table(columns, _supply_rows(stocks), empty=words(_NO_SUPPLIES))
    columns = [
        Column(words(N_("Store")), width_mm=42),
        Column(words(FIELD_WORDS["kind"]), width_mm=26),
        Column(words(FIELD_WORDS["address"]), width_mm=40),
        Column(words(FIELD_WORDS["contact"]), width_mm=32),
        Column(words(N_("Contents")), width_mm=18, align="center"),
    ]
    paper.heading(words(N_("Stores")))
    rows = (_store_row(ground, stock) for stock in stocks)
    paper.table(columns, rows, empty=words(_NO_STORES))


def _supply_rows(stocks: Sequence[Stock]) -> Iterator[tuple[Value, ...]]:
    counts: dict[tuple[str, str, str], Counter[StoreKind]] = defaultdict(Counter)
    for stock in stocks:
        for item in stock.items:
            counts[_alike(item)][stock.store.kind] += item.quantity
    for (code, name, unit), by_kind in sorted(counts.items()):
        amounts = (str(by_kind[kind] or "") for kind in StoreKind)
        yield name, code, unit, *amounts, str(by_kind.total())


def _alike(item: Item) -> tuple[str, str, str]:
    return item.code, item.name, item.unit


def _store_row(ground: Ground, stock: Stock) -> tuple[Value, ...]:
    store = stock.store
    return (
        [store.name, Cell(store.owner, quiet=True)] if store.owner else store.name,
        ground.words(STORE_KIND_WORDS[store.kind]),
        ground.place(store.area_code, store.address),
        "\n".join(filter(None, (store.contact, store.phone))),
        ground.words(_KINDS).format(count=len(stock.items)),
    )


def _print_agreements(ground: Ground, paper: Paper, cards: Sequence[Card]) -> None:
    words = ground.words
    columns = [
        Column(words(N_("Team")), width_mm=46),
        Column(words(FIELD_WORDS["kind"]), width_mm=30),
        Column(words(FIELD_WORDS["partner"]), width_mm=50),
        Column(words(FIELD_WORDS["valid_to"]), width_mm=30, align="center"),
    ]
    rows = (
        (
            card.team.name,
            ground.word("agreement_kind", one.kind),
            one.partner,
            ground.day(one.valid_to),
        )
        for card in cards
        for one in card.agreements
    )
    paper.heading(words(N_("Mutual aid and contracts")))
    paper.table(columns, rows, empty=words(_NO_AGREEMENTS))
