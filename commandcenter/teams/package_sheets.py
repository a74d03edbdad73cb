"""Response packages as a table: a row for each sort of team that a package asks for."""

from collections.abc import Iterable, Mapping
from typing import Any

from commandcenter.directory.model import Term
from commandcenter.documents.sheets import kinds
from commandcenter.documents.sheets.fields import Field
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_
from commandcenter.teams.model.checks import MAX_REMARKS
from commandcenter.teams.model.fields import FIELD_WORDS
from commandcenter.teams.model.packages import LEVELS, MAX_NAME, MOST_OF_ROW, Package, Row
from commandcenter.teams.sheets import coded

DICTIONARIES = ("hazard_kind", "team_skill", "team_category")


def package_fields(terms: Mapping[str, Mapping[str, Term]], *, language: str) -> tuple[Field, ...]:
    """Return the columns of the table with the words of the county.

    Args:
        terms: By dictionary and code.
        language: Of the words in cells; both are understood.
    """
    words = {name: coded(terms.get(name, {}), language, is_set=False) for name in DICTIONARIES}
    level = kinds.choice({code: code for code in LEVELS if code})
    return (
        Field(
            name="name",
            title=N_("Package"),
            kind=kinds.text(most=MAX_NAME),
            aliases=("力量包", "名称"),
            is_required=True,
            spans_rows=True,
        ),
        Field(
            name="hazard",
            title=N_("Kind of event"),
            kind=words["hazard_kind"],
            aliases=("灾种", "事件"),
            is_required=True,
            spans_rows=True,
        ),
        Field(
            name="level",
            title=N_("Level of event"),
            kind=level,
            aliases=("级别", "等级"),
            spans_rows=True,
        ),
        Field(
            name="skill", title=FIELD_WORDS["skill"], kind=words["team_skill"], aliases=("能力",)
        ),
        Field(
            name="category",
            title=FIELD_WORDS["category"],
            kind=words["team_category"],
            aliases=("队伍类别",),
        ),
        Field(
            name="count",
            title=N_("Number of teams"),
            kind=kinds.whole(least=1, most=MOST_OF_ROW),
            aliases=("支数", "数量"),
            is_required=True,
        ),
        Field(name="remarks", title=FIELD_WORDS["remarks"], kind=kinds.text(most=MAX_REMARKS)),
    )


def packages_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Package, ...]:
    """Return the packages that the rows describe; those of one name, kind and level are one."""
    found: dict[tuple[str, str, str], list[Row]] = {}
    for values in rows:
        said = {name: values[name] or "" for name in ("name", "hazard", "level")}
        row = Row(
            skill=values["skill"] or "",
            category=values["category"] or "",
            count=values["count"],
            remarks=values["remarks"] or "",
        )
        found.setdefault((said["name"], said["hazard"], said["level"]), []).append(row)
    return tuple(
        Package(id=new_id(), name=name, hazard=hazard, level=level, rows=tuple(asked))
        for (name, hazard, level), asked in found.items()
    )
