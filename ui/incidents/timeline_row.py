"""A line of the timeline in the words of the window."""

from dataclasses import dataclass
from datetime import date, datetime

from commandcenter.duty.model.lines import filled as filled_line
from commandcenter.handover.words import CODES, LINES
from commandcenter.incidents.model.timeline import Moment, MomentKind
from commandcenter.kernel.times import clock, day_of
from ui.incidents.words import filled, late
from ui.widgets.paint import paintable
from ui.widgets.words import tr

_LONGEST = 400
_ICONS: dict[MomentKind, str] = {
    MomentKind.ENTRY: "notebook",
    MomentKind.LINE: "cpu",
    MomentKind.STATE: "flag",
    MomentKind.LEVEL: "gauge",
    MomentKind.FIGURES: "list-numbers",
    MomentKind.PHONE: "phone-outgoing",
    MomentKind.REPORT: "paper-plane-tilt",
    MomentKind.DISPATCH: "users-three",
    MomentKind.TASK: "check-square",
    MomentKind.DUE: "timer",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """What the delegate paints.

    Attributes:
        head: What happened.
        text: What somebody wrote about it.
        struck: What a correction replaced.
        foot: Of a correction.
        late: By how much, in words.
        is_quiet: Noted by the program alone.
        is_to_come: Has not happened yet.
        day: Shown where it differs from the row above.
    """

    key: tuple[str, int, str, str]
    day: date
    time: str
    icon: str
    head: str
    text: str = ""
    struck: str = ""
    foot: str = ""
    by: str = ""
    late: str = ""
    is_quiet: bool = False
    is_to_come: bool = False
    is_door: bool = False
    moment: Moment


def row_of(one: Moment) -> TimelineRow:
    """Return the words of a line."""
    head, text = _said(one)
    corrected = one.facts.get("corrected_at")
    foot = ""
    if isinstance(corrected, datetime):
        foot = tr("Corrected {time}").format(time=clock(corrected))
    return TimelineRow(
        key=(one.kind.value, one.seq, one.at.isoformat(), head),
        day=day_of(one.at),
        time=clock(one.at),
        icon=_ICONS[one.kind],
        head=head,
        text=_one_line(text),
        struck=_one_line(one.struck),
        foot=foot,
        by=one.by,
        late=late(one.late_s) if one.late_s else "",
        is_quiet=one.kind is MomentKind.LINE,
        is_to_come=one.kind is MomentKind.DUE,
        is_door=one.door is not None,
        moment=one,
    )


def spoken(row: TimelineRow) -> str:
    """Return a line as a screen reader says it."""
    parts = (row.time, row.head, row.text, row.foot, row.late, row.by)
    return " ".join(part for part in parts if part)


def _said(one: Moment) -> tuple[str, str]:
    line = one.line
    if line is None:
        return filled(one.sentence, one.facts), one.text
    heading, sentence = LINES.get(line.kind, (line.kind, ""))
    codes = CODES.get(line.kind, {})
    return tr(heading), filled_line(tr(sentence), line.body, codes=codes, translate=tr)


def _one_line(text: str) -> str:
    return " ".join(paintable(text[:_LONGEST]).split())
