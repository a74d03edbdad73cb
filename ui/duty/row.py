"""A line of the log in the words of the window."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from commandcenter.duty.model.entry import Entry, Step
from commandcenter.duty.model.lines import SEALED, LogLine, filled
from commandcenter.duty.model.words import KIND, STEP_SIGN
from commandcenter.handover.words import CODES, LINES
from commandcenter.kernel.times import clock, day_of
from ui.duty.kinds import ICON
from ui.widgets.paint import paintable
from ui.widgets.words import tr

STEPS = tuple(Step)
# More than two lines of the widest window; what is cut off is in the details.
_LONGEST = 400
_HASH_SHOWN = 8
# A time of day that is farther away than this could as well be of another day.
_NEAR = timedelta(hours=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What the delegate paints of a line.

    Attributes:
        struck: Text that a correction replaced.
        foot: Strong and plain words of a correction below the text.
        marks: Short words before the text, such as 补记.
        present: Index of the step to be done next; -1 where nothing is handled.
        done: When it was followed through, such as `已办 22:04`.
        is_automatic: Small and quiet.
        is_break: A sealed handover, which divides the log.
        is_past: Of an earlier shift.
    """

    seq: int
    day: date
    number: str = ""
    time: str
    icon: str
    kind: str
    source: str = ""
    text: str
    struck: str = ""
    foot: tuple[str, str] | None = None
    marks: tuple[str, ...] = ()
    files: int = 0
    present: int = -1
    done: str = ""
    recorder: str = ""
    is_automatic: bool = False
    is_break: bool = False
    is_past: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a row depends on besides its line.

    Attributes:
        shift_id: The shift on watch; lines of others are of the past.
        late_after: See `duty.model.overview`.
    """

    shift_id: UUID | None = None
    late_after: timedelta = timedelta.max


def row_of(line: LogLine, around: Surroundings) -> Row:
    """Return the words of a line."""
    if line.entry is not None:
        return _of_entry(line, line.entry, around)
    if line.kind == SEALED:
        return _of_sealed(line)
    heading, sentence = said(line)
    return Row(
        seq=line.seq,
        day=day_of(line.at),
        time=clock(line.at),
        icon="cpu",
        kind=heading,
        text=one_line(sentence),
        is_automatic=True,
    )


def said(line: LogLine) -> tuple[str, str]:
    """Return heading and sentence of an automatic line."""
    heading, sentence = LINES.get(line.kind, (line.kind, ""))
    return tr(heading), filled(
        tr(sentence), line.body, codes=CODES.get(line.kind, {}), translate=tr
    )


def spoken(row: Row) -> str:
    """Return a row as a screen reader says it, and as it is copied."""
    parts = (row.number, row.time, row.kind, *row.marks, row.source, row.text)
    corrected = " ".join(row.foot) if row.foot else ""
    return " ".join(part for part in (*parts, corrected, row.done, row.recorder) if part)


def _of_sealed(line: LogLine) -> Row:
    heading, sentence = said(line)
    facts = [sentence]
    if line.body.get("leader"):
        facts.append(tr("led by {name}").format(name=line.body["leader"]))
    facts.append(tr("hash {hash}").format(hash=grouped(str(line.body.get("sha256", "")))))
    return Row(
        seq=line.seq,
        day=day_of(line.at),
        time=clock(line.at),
        icon="circle-wavy-check",
        kind=heading,
        text=one_line(" · ".join(facts)),
        is_break=True,
    )


def grouped(digest: str) -> str:
    """Return the beginning of a hash as people compare it: in groups of four."""
    return f"{digest[:4]} {digest[4:_HASH_SHOWN]}".strip()


def _of_entry(line: LogLine, entry: Entry, around: Surroundings) -> Row:
    draft, holds = entry.draft, entry.newest
    is_corrected = holds is not entry
    taken = [STEPS.index(handling.step) for handling in holds.steps]
    return Row(
        seq=line.seq,
        day=day_of(line.at),
        number=f"{entry.serial:03d}",
        time=clock(entry.received_at),
        icon=ICON[draft.kind],
        kind=tr(KIND[draft.kind]),
        source=one_line(f"{holds.draft.org} {holds.draft.name}"),
        text=one_line(holds.draft.content),
        struck=one_line(draft.content) if is_corrected else "",
        foot=_foot(entry),
        marks=_marks(entry, around.late_after),
        files=len(holds.draft.attachments),
        present=-1 if holds.is_done else max(taken, default=-1) + 1,
        done=_done(entry),
        recorder=entry.recorder,
        is_past=around.shift_id is not None and entry.shift_id != around.shift_id,
    )


def _foot(entry: Entry) -> tuple[str, str] | None:
    if (by := entry.corrected_by) is not None:
        time = shown_beside(by.recorded_at, entry.received_at)
        words = tr("Corrected {time} {who}").format(time=time, who=by.recorder)
        return words, one_line(by.draft.reason)
    if entry.corrects_number:
        number = entry.corrects_number.rpartition("-")[2]
        return tr("Corrects {number}").format(number=number), one_line(entry.draft.reason)
    return None


def _marks(entry: Entry, late_after: timedelta) -> tuple[str, ...]:
    marks = []
    received_on = day_of(entry.received_at)
    # The date above the row is that of writing.
    other_day = _short(received_on) if received_on != day_of(entry.recorded_at) else ""
    if is_late(entry.received_at, entry.recorded_at, late_after):
        marks.append(" ".join((tr("Late entry"), other_day)).rstrip())
    elif other_day:
        marks.append(other_day)
    if entry.draft.is_internal:
        marks.append(tr("Internal"))
    return tuple(marks)


def is_late(received_at: datetime, recorded_at: datetime, late_after: timedelta) -> bool:
    """Return whether an entry was written long after it was received (补记)."""
    return recorded_at - received_at > late_after


def _done(entry: Entry) -> str:
    steps = entry.newest.steps
    ends = [handling.at for handling in steps if handling.step is Step.FOLLOW]
    if not ends:
        return ""
    # There is no room for both; on another day the day says more.
    is_near = abs(ends[-1] - entry.received_at) < _NEAR
    return tr("Done {time}").format(time=clock(ends[-1]) if is_near else _short(day_of(ends[-1])))


def shown_beside(at: datetime, other: datetime) -> str:
    """Return a time that stands beside another one, with its date unless both are close."""
    return clock(at) if abs(at - other) < _NEAR else f"{_short(day_of(at))} {clock(at)}"


def _short(day: date) -> str:
    return f"{day.month}-{day.day}"


def step_signs() -> tuple[str, ...]:
    """Return the four letters of the step bar."""
    return tuple(tr(STEP_SIGN[step]) for step in STEPS)


def one_line(text: str) -> str:
    """Return the beginning of a text as it is painted in one line."""
    return " ".join(paintable(text[:_LONGEST]).split())
