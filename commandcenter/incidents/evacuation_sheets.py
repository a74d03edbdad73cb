"""The list of people to move as a table: a row for each person or household."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from commandcenter.documents.sheets import kinds
from commandcenter.documents.sheets.fields import Field, Kind
from commandcenter.incidents.model.evacuation import MOST_OF_HOUSEHOLD, Evacuee, digest_of
from commandcenter.incidents.model.response_checks import FIELD_WORDS, MAX_LINE, MAX_TEXT
from commandcenter.kernel.ids import new_id

ID_NUMBER = "id_number"
_ALIASES: Mapping[str, tuple[str, ...]] = {
    "number": ("序号", "编号"),
    "name": ("姓名", "户主", "要转谁"),
    "area_code": ("村", "村（社区）", "所在村", "乡镇", "行政区划", "区划代码", "Area code"),
    "household": ("户号", "户"),
    "people": ("人数", "家庭人数", "人员", "People"),
    "phone": ("手机", "手机号", "联系电话"),
    "address": ("住址", "地址", "家庭住址", "Address"),
    ID_NUMBER: ("身份证", "身份证号", "身份证号码"),
    "needs": ("特殊情况", "备注"),
    "trigger": ("何时转", "转移时机", "转移条件"),
    "last_place": ("人在哪", "现在何处"),
    "helper": ("谁去转", "转移责任人", "责任人"),
    "helper_phone": ("责任人电话", "转移责任人电话"),
    "destination": ("转到哪", "安置点", "安置去向"),
    "care": ("怎么管", "管理措施"),
}
_REQUIRED = frozenset({"name", "area_code"})


def evacuee_fields(areas: Mapping[str, str]) -> tuple[Field, ...]:
    """Return the columns of the table.

    Args:
        areas: Names of townships and villages by their code.
    """
    special: dict[str, Kind] = {
        "area_code": kinds.choice(areas),
        "people": kinds.whole(least=1, most=MOST_OF_HOUSEHOLD),
        "phone": kinds.phone(),
        "helper_phone": kinds.phone(),
        "trigger": kinds.text(most=MAX_TEXT),
        "care": kinds.text(most=MAX_TEXT),
    }
    return tuple(
        Field(
            name=name,
            title=FIELD_WORDS[name],
            kind=special.get(name, kinds.text(most=MAX_LINE)),
            aliases=aliases,
            is_required=name in _REQUIRED,
            is_key=name == "number",
            spans_rows=name in ("area_code", "household"),
        )
        for name, aliases in _ALIASES.items()
    )


def people_of(
    rows: Iterable[Mapping[str, Any]], *, about: UUID, at: datetime, drill_id: UUID | None
) -> tuple[Evacuee, ...]:
    """Return the people that rows describe; of identity numbers only the digest.

    Args:
        about: The incident or response whose list it is.
        at: When they are put on it.
    """
    found = []
    for values in rows:
        texts: dict[str, Any] = {
            name: values[name] or "" for name in _ALIASES if name not in (ID_NUMBER, "people")
        }
        found.append(
            Evacuee(
                id=new_id(),
                about=about,
                at=at,
                drill_id=drill_id,
                people=values["people"] or 1,
                id_digest=digest_of(about, values[ID_NUMBER] or ""),
                **texts,
            )
        )
    return tuple(found)
