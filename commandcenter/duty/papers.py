"""The papers of the duty part: the duty log (值班日志) and the on-call list (值班表)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from commandcenter.directory.model import masked
from commandcenter.documents import dates
from commandcenter.documents.boxes import Signature
from commandcenter.documents.paper import Layout, Paper
from commandcenter.documents.seal import Seal
from commandcenter.documents.sheet import Imprint
from commandcenter.documents.tables import Cell, Column, Value
from commandcenter.duty.model.entry import Draft, Entry, Handling, Step, Urgency
from commandcenter.duty.model.shift import DutyRole, Shift
from commandcenter.duty.model.words import KIND, ROLE, STEP, URGENCY
from commandcenter.kernel.times import clock, day_of
from commandcenter.kernel.words import N_, Translate

_LOG_TITLE = N_("Duty log of {centre}")
_ON_CALL_TITLE = N_("On-call list of {centre}")
_SHIFT = N_("{day} {weekday} {name} {start}–{end}")
_PERIOD = N_("{first} to {last}")
_NO_ENTRIES = N_("No entries in this shift")
_NO_SHIFTS = N_("No shifts are planned in this period")
_DONE = N_("Done {time}")
_CORRECTED = N_("Corrected {time} {who}: {reason}")
_CORRECTS = N_("Correction of {number}: {reason}")
_DRILL_MARK = N_("DRILL")
_DRILL_TITLE = N_("DRILL: {title}")
_INTERNAL_MARK = N_("INTERNAL")
_HAPPENED = N_("Happened {time}")
_PLACE = N_("Place: {place}")
_TOLD = N_("Told already: {names}")
_OWNER = N_("Owner: {owner}")
_DUE = N_("Due {time}")
_FILES = N_("Files: {names}")
_WRITTEN = N_("Written {time}")
_RUNNING = N_("Duty log {shift}")
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """What a long rendering is told and tells.

    Attributes:
        cancelled: Asked before each page.
        progress: Told the number of each finished page.
    """

    cancelled: Callable[[], bool] = field(default=lambda: False)
    progress: Callable[[int], None] = field(default=lambda _page: None)


def duty_log(
    centre: str,
    shifts: Iterable[tuple[Shift, Iterable[Entry]]],
    seal: Seal | None,
    *,
    words: Translate,
    late_after: timedelta,
    running: Running,
    is_drill: bool = False,
) -> bytes:
    """Return the duty log of some shifts; entries are taken one by one, oldest first.

    Args:
        late_after: An entry written so long after it was received says when.
        is_drill: They were written in a drill; every page says so.

    Raises:
        Cancelled: The officer no longer wants it.
    """
    title, mark = words(_LOG_TITLE).format(centre=centre), ""
    if is_drill:
        title, mark = words(_DRILL_TITLE).format(title=title), words(_DRILL_MARK)
    paper = Paper(
        Imprint(title=title, author=centre, watermark=mark),
        words=words,
        layout=Layout.WIDE,
        cancelled=running.cancelled,
        progress=running.progress,
    )
    paper.title(title)
    is_empty = True
    for shift, entries in shifts:
        is_empty = False
        heading = shift_line(shift, words)
        paper.running(words(_RUNNING).format(shift=heading))
        paper.heading(heading)
        paper.facts(_shift_facts(shift, words), columns=3)
        rows = (_log_row(entry, shift, words, late_after=late_after) for entry in entries)
        paper.table(_log_columns(words), rows, empty=words(_NO_ENTRIES))
        paper.signatures(_log_signatures(shift, words))
    if is_empty:
        paper.paragraph(words(_NO_SHIFTS), indent=0)
    if seal is not None:
        paper.seal(seal)
    return paper.finish()


def shift_line(shift: Shift, words: Translate) -> str:
    """Return a shift in one line: day, weekday, name and hours."""
    return words(_SHIFT).format(
        day=dates.day(words, shift.day),
        weekday=dates.weekday(words, shift.day),
        name=shift.name,
        start=clock(shift.start_at),
        end=clock(shift.end_at),
    )


def _shift_facts(shift: Shift, words: Translate) -> list[tuple[str, str]]:
    roles = [role for role in DutyRole if shift.who(role)]
    facts = [
        (words(ROLE[role]), "、".join(member.name for member in shift.who(role))) for role in roles
    ]
    return [*facts, (words(N_("Weather")), shift.weather)]


def _log_columns(words: Translate) -> list[Column]:
    return [
        Column(words(N_("No.")), width_mm=14, align="center"),
        Column(words(N_("Time")), width_mm=15, align="center"),
        Column(words(N_("Kind")), width_mm=25, align="center"),
        Column(words(N_("Source")), width_mm=36),
        Column(words(N_("Content")), width_mm=76),
        Column(words(N_("Handling")), width_mm=60),
        Column(words(N_("Recorder")), width_mm=22, align="center"),
    ]


def _log_row(
    entry: Entry, shift: Shift, words: Translate, *, late_after: timedelta
) -> tuple[Value, ...]:
    draft, beside = entry.draft, entry.received_at
    remarks = _remarks(draft, words, beside)
    if entry.recorded_at - entry.received_at > late_after:
        remarks.append(words(_WRITTEN).format(time=dates.beside(words, entry.recorded_at, beside)))
    return (
        f"{entry.serial:03d}",
        _received(entry.received_at, shift),
        words(KIND[draft.kind]),
        "\n".join(filter(None, (draft.org, f"{draft.name} {draft.post}".strip(), draft.phone))),
        list(_content(entry, "  ".join(remarks), words)),
        "\n".join(_handling(step, words, beside) for step in entry.steps),
        entry.recorder,
    )


def _received(at: datetime, shift: Shift) -> str:
    """Return the time of a row, with its date if the hours in the heading do not tell it."""
    if shift.end_at - _A_DAY <= at < shift.end_at:
        return clock(at)
    on = day_of(at)
    return f"{on.month}-{on.day}\n{clock(at)}"


def _content(entry: Entry, remarks: str, words: Translate) -> Iterator[str | Cell]:
    draft, valid = entry.draft, entry.newest
    if marks := _marks(draft, words):
        yield Cell(marks, bold=True)
    if draft.corrects is not None:
        says = words(_CORRECTS).format(number=entry.corrects_number, reason=draft.reason)
        yield Cell(says, quiet=True)
    is_valid = valid is entry
    yield Cell(draft.content, struck=not is_valid)
    if remarks:
        yield Cell(remarks, quiet=True, struck=not is_valid)
    if is_valid:
        return
    yield valid.draft.content
    time = dates.beside(words, valid.recorded_at, entry.received_at)
    says = words(_CORRECTED).format(time=time, who=valid.recorder, reason=valid.draft.reason)
    yield Cell(says, quiet=True)


def _marks(draft: Draft, words: Translate) -> str:
    marks = [words(_DRILL_MARK)] if draft.drill_id is not None else []
    if draft.urgency is not Urgency.ROUTINE:
        marks.append(words(URGENCY[draft.urgency]))
    if draft.is_internal:
        marks.append(words(_INTERNAL_MARK))
    return " ".join(marks)


def _remarks(draft: Draft, words: Translate, beside: datetime) -> list[str]:
    """Return what has no column of its own."""
    happened = dates.beside(words, draft.occurred_at, beside) if draft.occurred_at else ""
    due = dates.beside(words, draft.due_at, beside) if draft.due_at else ""
    remarks = (
        (_HAPPENED, "time", happened),
        (_PLACE, "place", draft.place),
        (_TOLD, "names", draft.reported_to),
        (_OWNER, "owner", draft.owner),
        (_DUE, "time", due),
        (_FILES, "names", "、".join(one.name for one in draft.attachments)),
    )
    return [words(says).format(**{name: value}) for says, name, value in remarks if value]


def _handling(step: Handling, words: Translate, beside: datetime) -> str:
    time = dates.beside(words, step.at, beside)
    if step.step is Step.FOLLOW:
        says = words(_DONE).format(time=time)
    else:
        says = f"{words(STEP[step.step])} {time}"
    return " ".join(part for part in (says, step.to, step.result) if part)


def _log_signatures(shift: Shift, words: Translate) -> list[Signature]:
    roles = (DutyRole.CHIEF, DutyRole.LEADER)
    return [
        Signature(words(ROLE[role]), name=shift.who(role)[0].name if shift.who(role) else "")
        for role in roles
    ]


def on_call(
    centre: str,
    shifts: Sequence[Shift],
    seal: Seal | None,
    *,
    words: Translate,
    shows_phones: bool,
) -> bytes:
    """Return who is on call in these shifts, with phones in full or masked."""
    title = words(_ON_CALL_TITLE).format(centre=centre)
    paper = Paper(Imprint(title=title, author=centre), words=words, layout=Layout.WIDE)
    paper.title(title)
    if shifts:
        first, last = dates.day(words, shifts[0].day), dates.day(words, shifts[-1].day)
        period = words(_PERIOD).format(first=first, last=last)
        paper.subtitle(first if first == last else period)
    roles = _roles_used(shifts)
    columns = [
        Column(words(N_("Date")), width_mm=27, align="center"),
        Column(words(N_("Shift")), width_mm=22, align="center"),
        *(Column(words(ROLE[role]), width_mm=35) for role in roles),
    ]
    rows = (_on_call_row(shift, roles, words, shows_phones=shows_phones) for shift in shifts)
    paper.table(columns, rows, empty=words(_NO_SHIFTS), small=True)
    if seal is not None:
        paper.seal(seal)
    return paper.finish()


def _roles_used(shifts: Sequence[Shift]) -> list[DutyRole]:
    used = {member.role for shift in shifts for member in shift.members}
    always = (DutyRole.LEADER, DutyRole.CHIEF, DutyRole.DEPUTY)
    return [role for role in DutyRole if role in used or role in always]


def _on_call_row(
    shift: Shift, roles: Sequence[DutyRole], words: Translate, *, shows_phones: bool
) -> tuple[Value, ...]:
    day = f"{dates.day(words, shift.day)}\n{dates.weekday(words, shift.day)}"
    hours = f"{shift.name}\n{clock(shift.start_at)}–{clock(shift.end_at)}"
    return (day, hours, *(_people(shift, role, shows_phones=shows_phones) for role in roles))


def _people(shift: Shift, role: DutyRole, *, shows_phones: bool) -> str:
    return "\n".join(
        f"{member.name} {member.phone if shows_phones else masked(member.phone)}".rstrip()
        for member in shift.who(role)
    )
