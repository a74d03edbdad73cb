"""A process of the PDF benchmark: prints one duty log and says how fast it was.

Seconds are those of the processor: nothing here waits, and a busy machine does not count.
`ours COUNTY ENTRIES` prints the newest entries of a county through the papers of the
program; with a third argument it also writes down in that file what it drew.
`bare FILE` draws the same on a bare canvas of the PDF library.
"""

import json
import pickle
import sys
import time
from collections.abc import Iterable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

import resources
from commandcenter.cli.opening import open_county
from commandcenter.documents.geometry import LANDSCAPE
from commandcenter.documents.sheet import Sheet
from commandcenter.duty import papers
from commandcenter.duty.model.entry import Entry
from commandcenter.duty.model.shift import Shift
from commandcenter.duty.papers import Running
from commandcenter.duty.service import log, shifts
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import translation

CENTRE = "清溪县应急指挥中心"
_LATE_AFTER = timedelta(minutes=10)

# Of each page, in order: lines of text as (x, y, text, font, size, grey), and lists of rules.
_Drawn = list[list[Any]]


def _print(county: str, entries: int, drawn: _Drawn | None) -> tuple[int, float]:
    printed = _newest(county, entries)
    if drawn is not None:
        _write_down(drawn)
    pages: list[int] = []
    began = time.process_time()
    papers.duty_log(
        CENTRE,
        printed,
        None,
        late_after=_LATE_AFTER,
        words=translation("zh"),
        running=Running(progress=pages.append),
    )
    return len(pages), time.process_time() - began


def _newest(county: str, entries: int) -> list[tuple[Shift, tuple[Entry, ...]]]:
    db = open_county(county)
    try:
        today = day_of(db.clock())
        found: list[tuple[Shift, tuple[Entry, ...]]] = []
        for shift in reversed(shifts.between(db, today.replace(year=today.year - 3), today)):
            with db.read() as tx:
                found.append((shift, log.entries_of(tx, shift.id)))
            entries -= len(found[-1][1])
            if entries <= 0:
                break
        return found[::-1]
    finally:
        db.close()


def _write_down(drawn: _Drawn) -> None:
    write, rules, turn = Sheet.write, Sheet.rules, Sheet.turn
    drawn.append([])

    def writing(sheet: Sheet, x: float, y: float, line: str, look: Any) -> None:
        drawn[-1].append((x, y, line, str(look.font), look.size, look.gray))
        write(sheet, x, y, line, look)

    def ruling(sheet: Sheet, lines: Iterable[tuple[float, float, float, float]]) -> None:
        kept = list(lines)
        drawn[-1].append(kept)
        rules(sheet, kept)

    def turning(sheet: Sheet) -> None:
        turn(sheet)
        drawn.append([])

    Sheet.write, Sheet.rules, Sheet.turn = writing, ruling, turning  # type: ignore[method-assign]


def _draw(drawn: _Drawn) -> tuple[int, float]:
    began = time.process_time()
    fonts = {item[3] for page in drawn for item in page if isinstance(item, tuple)}
    for font in sorted(fonts):
        pdfmetrics.registerFont(TTFont(font, str(resources.path("fonts", f"{font}.ttf"))))
    size = (LANDSCAPE.width, LANDSCAPE.height)
    canvas = Canvas(
        BytesIO(), pagesize=size, pageCompression=1, invariant=1, initialFontName=min(fonts)
    )
    for page in drawn:
        look = None
        for item in page:
            if isinstance(item, list):
                canvas.setLineWidth(0.5)
                canvas.lines(item)
                continue
            x, y, line, *wanted = item
            if wanted != look:
                look = wanted
                canvas.setFont(look[0], look[1])
                canvas.setFillGray(look[2])
            canvas.drawString(x, y, line)
        canvas.showPage()
    canvas.getpdfdata()
    return len(drawn), time.process_time() - began


def main(how: str, place: str, entries: str = "0", into: str = "") -> None:
    """Print a ledger and say how many pages it has and how many seconds it took."""
    if how == "ours":
        drawn: _Drawn | None = [] if into else None
        pages, seconds = _print(place, int(entries), drawn)
        if into:
            Path(into).write_bytes(pickle.dumps(drawn))
    else:
        drawn = pickle.loads(Path(place).read_bytes())  # noqa: S301 - written by this file
        pages, seconds = _draw(drawn)
    sys.stdout.write(json.dumps({"pages": pages, "seconds": seconds}))


if __name__ == "__main__":
    main(*sys.argv[1:])
