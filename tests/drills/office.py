"""A small script, edited as a planner edits it in LibreOffice.

`python -m tests.drills.office` makes the file that lies beside this one anew. The cells are
changed in the flat XML that LibreOffice writes, and it reads and saves them itself.
"""

import re
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from commandcenter.documents.sheets.writing import write
from commandcenter.drills.model.drill import Objective
from commandcenter.drills.model.script import Inject, Medium, Visibility
from commandcenter.drills.script_sheets import sheet_of

EDITED = Path(__file__).parent / "edited_in_libreoffice.xlsx"
DRILL = UUID(int=1)
GOALS = tuple(
    Objective(id=UUID(int=100 + number), drill=DRILL, number=number, text=text)
    for number, text in ((1, "15 分钟内报告"), (2, "40 分钟内转移"))
)


def a_line(number: int, offset_s: int, **values: object) -> Inject:
    given: dict[str, object] = {"title": f"情况 {number}", "objective_id": GOALS[0].id} | values
    return Inject(id=UUID(int=number), drill=DRILL, number=number, offset_s=offset_s, **given)


SCRIPT = (
    a_line(1, 0, medium=Medium.WARNING, text="暴雨橙色预警", expected="登记\n叫应", within_s=600),
    a_line(2, 300, within_s=90, owner="导调组 1 号"),
    a_line(3, 720, visibility=Visibility.CONTROLLERS, objective_id=None, scene="东坝"),
    a_line(4, 1320, text="=1+1", branch="扩大", decided_by=UUID(int=3), condition="仍带浑"),
    a_line(5, 1800, dialogue="“演练演练”", narration="　两格缩进", picture="'引号"),
    a_line(6, 2400, objective_id=GOALS[1].id),
)
_BORN = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
_TIME = (
    '<table:table-cell table:style-name="ce2" office:value-type="time" office:time-value="{}">'
    "<text:p/></table:table-cell>"
)
_FLOAT = (
    '<table:table-cell office:value-type="float" office:value="{}"><text:p/></table:table-cell>'
)
_ROW = re.compile(r"<table:table-row.*?</table:table-row>", re.DOTALL)


def edit(flat: str) -> str:
    """Do what the planner does: a title above, times, a formula, a line out, three lines in."""
    start = flat.index("<table:table-header-rows>")
    head, body = flat[:start], flat[start:]
    rows = _ROW.findall(body)[1:7]
    title = (
        '<table:table-row><table:table-cell table:number-columns-spanned="6"'
        ' table:number-rows-spanned="1" office:value-type="string"><text:p>龙潭水库演练脚本'
        '</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="5"/>'
        "</table:table-row>"
    )
    second = rows[1].replace("PT00H05M00S", "PT00H07M30S")
    third = rows[2].replace("<text:p>情况 3</text:p>", "<text:p>渗水</text:p><text:p>变浑</text:p>")
    sixth = rows[5].replace('office:value="6"', 'table:formula="of:=3*2" office:value="6"')
    new = (
        _row(_FLOAT.format(7), _BORN.format("1:05"), "文字时间"),
        _row(_FLOAT.format(8), _FLOAT.format("12.5"), "分钟数"),
        _row(_FLOAT.format(9), _TIME.format("PT26H00M00S"), "次日"),
    )
    for old, now in ((rows[1], second), (rows[2], third), (rows[4], ""), (rows[5], sixth)):
        body = body.replace(old, now)
    body = body.replace(sixth, sixth + "".join(new))
    return f"{head}{title}{body}"


def _row(number: str, offset: str, title: str) -> str:
    return f"<table:table-row>{number}{offset}{_BORN.format(title)}</table:table-row>"


def edited(folder: Path) -> Path:
    """Let LibreOffice open the script, edit it, and let it save it again."""
    source = folder / "script.xlsx"
    write(source, [sheet_of(SCRIPT, GOALS, str)])
    flat = _converted(source, "fods", folder)
    flat.write_text(edit(flat.read_text(encoding="utf-8")), encoding="utf-8")
    return _converted(flat, "xlsx", folder / "saved")


def _converted(source: Path, kind: str, folder: Path) -> Path:
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", kind, "--outdir", str(folder)]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=120)
    return folder / f"{source.stem}.{kind}"


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        EDITED.write_bytes(edited(Path(made)).read_bytes())
