"""Fields of a small roster, and sheets to read with them."""

import pytest

from commandcenter.documents.sheets import kinds
from commandcenter.documents.sheets.book import Sheet
from commandcenter.documents.sheets.fields import Field

CATEGORIES = {"fire": "Fire brigade", "forest": "森林消防", "social": "社会力量"}


@pytest.fixture(scope="session")
def fields():
    """A field of every kind."""
    return [
        Field(name="number", title="编号", kind=kinds.text(most=20), is_required=True, is_key=True),
        Field(
            name="name",
            title="队伍名称",
            kind=kinds.text(),
            aliases=["名称", "Team name"],
            is_required=True,
            spans_rows=True,
        ),
        Field(name="leader", title="负责人", kind=kinds.text(), aliases=["队长"]),
        Field(name="phone", title="电话", kind=kinds.phone(), aliases=["手机", "联系电话"]),
        Field(name="category", title="类别", kind=kinds.choice(CATEGORIES)),
        Field(name="hazards", title="灾种", kind=kinds.choices(CATEGORIES)),
        Field(name="strength", title="人数", kind=kinds.whole(most=5_000)),
        Field(name="lon", title="经度", kind=kinds.number(most=180)),
        Field(name="founded_on", title="成立日期", kind=kinds.day()),
        Field(name="checked_at", title="检查时间", kind=kinds.moment()),
        Field(name="opens_at", title="上班时间", kind=kinds.clock()),
        Field(name="is_standing", title="常备", kind=kinds.yes_no()),
        Field(name="note", title="备注", kind=kinds.text(is_exact=True)),
    ]


@pytest.fixture(scope="session")
def sheet():
    """Make a sheet of rows of text."""

    def make(*rows, **more):
        return Sheet(name="队伍", rows=rows, **more)

    return make
