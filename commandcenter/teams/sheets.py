"""Rosters as sheets: which columns there are, and what the rows of a table mean."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, get_args, get_type_hints
from uuid import UUID

from commandcenter.directory.model import Term
from commandcenter.documents.sheets import kinds
from commandcenter.documents.sheets.book import Sheet
from commandcenter.documents.sheets.converting import Table
from commandcenter.documents.sheets.fields import Fault, Field, Kind
from commandcenter.documents.sheets.headings import guess
from commandcenter.documents.sheets.writing import NewSheet, of_fields
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import LANGUAGES, N_, Translate, translation
from commandcenter.teams.model.checks import LOWEST_GRADE, MAX_REMARKS, MAX_TEXT, MOST_PIECES
from commandcenter.teams.model.fields import FIELD_WORDS, PHONES
from commandcenter.teams.model.merging import Given
from commandcenter.teams.model.team import (
    EMPLOYMENT_WORDS,
    Agreement,
    Assessment,
    Card,
    Employment,
    Equipment,
    Member,
    Part,
    Team,
    Vehicle,
)

# The column of every sheet but the first that says whose row it is.
TEAM_NUMBER = "team_number"
_OWN = frozenset({"id", "team_id", "version", "is_retired"})
_LISTS: Mapping[type, str] = {
    Member: "members",
    Equipment: "equipment",
    Vehicle: "vehicles",
    Assessment: "assessments",
    Agreement: "agreements",
}
_TITLES: Mapping[type, str] = {
    Team: N_("Rescue teams"),
    Member: N_("Members of teams"),
    Equipment: N_("Equipment of teams"),
    Vehicle: N_("Vehicles of teams"),
    Assessment: N_("Gradings of teams"),
    Agreement: N_("Agreements of teams"),
}
_REQUIRED = {
    Team: {"number", "name", "category"},
    Member: {"name"},
    Equipment: {"name"},
    Vehicle: {"plate"},
    Assessment: {"direction", "grade"},
    Agreement: {"kind", "partner"},
}
_DICTIONARIES: Mapping[tuple[type, str], str] = {
    (Team, "category"): "team_category",
    (Team, "primary_skill"): "team_skill",
    (Team, "skills"): "team_skill",
    (Team, "hazards"): "hazard_kind",
    (Equipment, "state"): "equipment_state",
    (Vehicle, "state"): "equipment_state",
    (Assessment, "direction"): "team_skill",
    (Agreement, "kind"): "agreement_kind",
}
_ALIASES: Mapping[tuple[type, str], Sequence[str]] = {
    (Team, "number"): ("编号", "队伍编号", "序号"),
    (Team, "name"): ("队伍名称", "名称", "救援队伍"),
    (Team, "category"): ("队伍类别", "类型", "队伍类型"),
    (Team, "hazards"): ("灾种", "擅长灾种", "处置灾种"),
    (Team, "primary_skill"): ("主要能力", "专长"),
    (Team, "owner"): ("建队单位", "所属单位", "组建单位"),
    (Team, "leader"): ("负责人", "队长", "队伍负责人"),
    (Team, "leader_phone"): ("负责人电话", "联系电话", "手机"),
    (Team, "duty_phone"): ("值班电话", "24小时值班电话"),
    (Team, "address"): ("驻地", "驻地地址", "地址"),
    (Team, "area_code"): ("乡镇", "所在乡镇", "行政区划"),
    (Member, "name"): ("队员", "队员姓名"),
    (Member, "phone"): ("手机", "手机号", "联系电话"),
    (Member, "id_number"): ("身份证", "身份证号", "身份证号码"),
    (Equipment, "name"): ("装备名称", "名称", "物资名称"),
    (Equipment, "quantity"): ("数量",),
    (Equipment, "model"): ("型号", "规格型号"),
    (Vehicle, "plate"): ("车牌", "车牌号", "车牌号码"),
}
_OF_TEAM = ("队伍编号", "所属队伍编号", "队伍")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetKind:
    """What one sheet is about.

    Attributes:
        record: Team, or one of the parts of a team.
        title: Source text; the name of an exported sheet.
    """

    record: type
    title: str
    fields: Sequence[Field]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A table that was read without mistakes.

    Attributes:
        columns: Names of the fields that have a column in it.
    """

    kind: SheetKind
    table: Table
    columns: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """What the tables of an import say, ready for it."""

    cards: tuple[Card, ...]
    given: Given


@dataclass(slots=True)
class _Gathered:
    """What the tables say of one team."""

    team: Team | None = None
    parts: dict[str, list[Part]] = field(default_factory=lambda: defaultdict(list))


def sheet_kinds(
    terms: Mapping[str, Mapping[str, Term]], areas: Mapping[str, str], *, language: str
) -> tuple[SheetKind, ...]:
    """Return the sheets of a roster with the words of the county.

    Args:
        terms: By dictionary and code.
        areas: Names by code.
        language: Of the words in exported cells; both are understood.
    """
    return tuple(
        SheetKind(record=record, title=title, fields=_fields(record, terms, areas, language))
        for record, title in _TITLES.items()
    )


def likely_kind(sheet: Sheet, offered: Sequence[SheetKind]) -> SheetKind | None:
    """Return what a sheet is about, as its headings say; None if they say nothing."""
    scored = [(_score(sheet, kind), -at) for at, kind in enumerate(offered)]
    best, at = max(scored)
    return offered[-at] if best > 0 else None


def roster_of(taken: Iterable[Taken]) -> Roster:
    """Return the cards that the tables describe together, in the order of their teams."""
    found: dict[str, _Gathered] = defaultdict(_Gathered)
    given: dict[type, set[str]] = defaultdict(set)
    for one in taken:
        given[one.kind.record] |= one.columns - {TEAM_NUMBER}
        for row in one.table.rows:
            _gather(found, one, row.values)
    cards = tuple(_card(number, said) for number, said in found.items())
    return Roster(cards=cards, given=given)


def sheets_of(
    cards: Sequence[Card], offered: Sequence[SheetKind], words: Translate
) -> list[NewSheet]:
    """Return cards as the sheets that an import understands again."""
    return [
        of_fields(words(kind.title), kind.fields, _rows(cards, kind), words) for kind in offered
    ]


def _gather(found: dict[str, _Gathered], one: Taken, values: Mapping[str, Any]) -> None:
    record = one.kind.record
    said = {
        name: _stored(record, name, value)
        for name, value in values.items()
        if name in one.columns and name != TEAM_NUMBER
    }
    if record is Team:
        found[values["number"]].team = Team(id=new_id(), **said)
    else:
        part = record(id=new_id(), team_id=_NOBODY, **said)
        found[values[TEAM_NUMBER]].parts[_LISTS[record]].append(part)


def _card(number: str, said: _Gathered) -> Card:
    # A team that only other sheets name must be known already; it stays as it is.
    team = said.team or Team(id=new_id(), number=number, name="")
    parts = {
        name: tuple(replace(part, team_id=team.id) for part in parts)
        for name, parts in said.parts.items()
    }
    return Card(team=team, **parts)  # type: ignore[arg-type]  # each list has its own kind


def _rows(cards: Sequence[Card], kind: SheetKind) -> Iterator[dict[str, Any]]:
    for card in cards:
        if kind.record is Team:
            yield _shown(card.team, kind)
            continue
        for part in getattr(card, _LISTS[kind.record]):
            yield _shown(part, kind) | {TEAM_NUMBER: card.team.number}


def _shown(record: object, kind: SheetKind) -> dict[str, Any]:
    named = {one.name: getattr(record, one.name, None) for one in kind.fields}
    return {
        name: tuple(sorted(value)) if isinstance(value, frozenset) else value
        for name, value in named.items()
    }


def _score(sheet: Sheet, kind: SheetKind) -> float:
    if sheet.name in {translation(language)(kind.title) for language in LANGUAGES}:
        return len(kind.fields) + 1
    columns = guess(sheet, kind.fields)
    found = columns.of_field.keys() | columns.unclear.keys()
    needed = {one.name for one in kind.fields if one.is_required}
    # Other sheets have some of the headings too, but hardly all that are needed.
    return len(found) if needed <= found else len(found) / 2


def _fields(
    record: type,
    terms: Mapping[str, Mapping[str, Term]],
    areas: Mapping[str, str],
    language: str,
) -> tuple[Field, ...]:
    own = [
        Field(
            name=one.name,
            title=_title(record, one.name),
            kind=_kind(record, one.name, terms, areas, language),
            aliases=_ALIASES.get((record, one.name), ()),
            is_required=one.name in _REQUIRED[record],
            is_key=record is Team and one.name == "number",
            width=_width(one.name),
        )
        for one in fields(record)
        if one.name not in _OWN
    ]
    if record is Team:
        return tuple(own)
    of_team = Field(
        name=TEAM_NUMBER,
        title=FIELD_WORDS["number"],
        kind=kinds.text(most=MAX_TEXT),
        aliases=_OF_TEAM,
        is_required=True,
        spans_rows=True,
    )
    return (of_team, *own)


def _title(record: type, name: str) -> str:
    """Return the source text of a heading; people have another word for their name."""
    if name != "name" or record is Member:
        return FIELD_WORDS[name]
    return N_("Team name") if record is Team else N_("Designation")


def _kind(
    record: type,
    name: str,
    terms: Mapping[str, Mapping[str, Term]],
    areas: Mapping[str, str],
    language: str,
) -> Kind:
    dictionary = _DICTIONARIES.get((record, name))
    if dictionary is not None:
        return coded(terms.get(dictionary, {}), language, is_set=name in {"skills", "hazards"})
    if (record, name) == (Member, "skill"):
        return _or_text(coded(terms.get("team_skill", {}), language, is_set=False))
    if name == "area_code" and areas:
        # Of areas of one name the larger one is meant.
        named = kinds.choice(dict(sorted(areas.items(), key=lambda pair: -len(pair[0]))))
        return _or_text(named, str.isdecimal)  # areas come and go; their codes stay
    if name == "employment":
        return kinds.choice({kind.value: word for kind, word in EMPLOYMENT_WORDS.items()})
    if name in PHONES:
        return kinds.phone()
    return _plain(record, name)


def coded(known: Mapping[str, Term], language: str, *, is_set: bool) -> Kind:
    """Return the kind of the words of a dictionary, by code; those of both languages count."""
    is_chinese = language == "zh"
    shown = {code: term.zh if is_chinese else term.en or term.zh for code, term in known.items()}
    both = ((code, spelling) for code, term in known.items() for spelling in (term.zh, term.en))
    spellings = {spelling: code for code, spelling in both if spelling}
    make = kinds.choices if is_set else kinds.choice
    return make(shown, spellings=spellings)


def _or_text(coded: Kind, is_allowed: Callable[[str], bool] = bool) -> Kind:
    """Return the kind of known words beside which other texts are allowed, too."""
    free = kinds.text(most=MAX_TEXT)

    def parse(typed: str) -> Any:
        found = coded.parse(typed)
        is_other = isinstance(found, Fault) and is_allowed(typed.strip())
        return free.parse(typed) if is_other else found

    return Kind(parse=parse, blank="", show=coded.show)


def _plain(record: type, name: str) -> Kind:
    hint = get_type_hints(record)[name]
    if hint is int:
        return kinds.whole(least=0, most=LOWEST_GRADE if name == "grade" else MOST_PIECES)
    if date in get_args(hint):
        return kinds.day()
    if float in get_args(hint):
        return kinds.number(least=-180, most=180)
    return kinds.text(most=MAX_REMARKS if name == "remarks" else MAX_TEXT)


def _stored(record: type, name: str, value: Any) -> Any:
    """Return the value of a cell as the record holds it; a blank cell gives its default."""
    if isinstance(value, tuple):
        return frozenset(value)
    if name == "employment":
        return Employment(value) if value else Employment.FULL_TIME
    if value is not None:
        return value
    default = next(one.default for one in fields(record) if one.name == name)
    return default if default is None or isinstance(default, (str, int)) else ""


def _width(name: str) -> int:
    return 24 if name in {"name", "address", "owner", "skills", "hazards", "remarks"} else 14


_NOBODY = UUID(int=0)
