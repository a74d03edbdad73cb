"""The seal: ties a paper to the journal, for eyes as text and for a scanner as QR code."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

import segno

from commandcenter.documents.flow import Flow, baseline
from commandcenter.documents.fonts import Font
from commandcenter.documents.geometry import MM
from commandcenter.documents.writing import style
from commandcenter.kernel.times import BEIJING, stamp
from commandcenter.kernel.words import N_, Translate

JOURNAL_NUMBER = N_("Journal no.: {seq}")
CHECK_CODE = N_("Check code: {code}")
SEALED_AT = N_("Time: {time}")

HEIGHT = 24 * MM
# At the foot of a page it is smaller rather than alone on the next.
LEAST_HEIGHT = 16 * MM
LINE_HEIGHT = 15.0
_CORNER = 13 * MM
_INTO_MARGIN = 18.0
_GROUPS = 8
_GROUP_LENGTH = 4
_SIZE = 9.0
_PITCH = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """The journal row that a paper shows the state after.

    Attributes:
        hash: Of that row.
        at: When that row was written, not when the paper was printed.
    """

    seq: int
    hash: bytes
    at: datetime


def payload(seal: Seal) -> str:
    """Return what the QR code says: number, full hash and time, parted by spaces."""
    return f"{seal.seq} {seal.hash.hex()} {stamp(seal.at)}"


def check_code(seal: Seal) -> str:
    """Return the first half of the hash in groups that two people can compare aloud."""
    digits = seal.hash.hex()
    return " ".join(
        digits[at : at + _GROUP_LENGTH] for at in range(0, _GROUPS * _GROUP_LENGTH, _GROUP_LENGTH)
    )


def draw_seal(flow: Flow, seal: Seal, words: Translate) -> None:
    """Draw the seal; it stays on one page, if need be a little smaller."""
    flow.need(LEAST_HEIGHT)
    height = min(HEIGHT, flow.room)
    look = style(Font.SANS, _SIZE)
    page = flow.sheet.page
    lines = _said(seal, words)
    top = flow.y - (height - len(lines) * _PITCH) / 2
    for line in lines:
        shown = flow.sheet.writing.printable(line, look)
        flow.sheet.write(page.left, baseline(top, _PITCH, look), shown, look)
        top -= _PITCH
    flow.sheet.squares(_qr(payload(seal), left=page.right - height, top=flow.y, height=height))
    flow.y -= height


def draw_line(flow: Flow, seal: Seal, words: Translate) -> None:
    """Draw what the seal says in one line; its code stands in the corner of the first page."""
    look = style(Font.SANS, _SIZE)
    said = "\u3000".join(_said(seal, words))
    flow.put(said, look, pitch=LINE_HEIGHT)


def draw_corner(flow: Flow, seal: Seal) -> None:
    """Draw the code alone into the upper right corner, partly in the margin above the title."""
    left, top = flow.sheet.page.right - _CORNER, flow.y + _INTO_MARGIN
    flow.sheet.squares(_qr(payload(seal), left=left, top=top, height=_CORNER))


def _said(seal: Seal, words: Translate) -> list[str]:
    time = f"{seal.at.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}"
    return [
        words(JOURNAL_NUMBER).format(seq=seal.seq),
        words(CHECK_CODE).format(code=check_code(seal)),
        words(SEALED_AT).format(time=time),
    ]


def _qr(
    text: str, *, left: float, top: float, height: float
) -> Iterator[tuple[float, float, float, float]]:
    matrix = segno.make_qr(text, error="m").matrix
    side = height / len(matrix)
    for row, modules in enumerate(matrix, start=1):
        at = 0
        for is_dark, run in groupby(modules):
            length = len(list(run))
            if is_dark:
                yield left + at * side, top - row * side, length * side, side
            at += length
