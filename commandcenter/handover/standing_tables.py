"""Tables of what stands besides the entries of a shift, as the handover report prints them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commandcenter.alarms.model.alarm import State as AlarmState
from commandcenter.alarms.words import SEVERITY_WORDS
from commandcenter.alarms.words import STATE_WORDS as ALARM_WORDS
from commandcenter.documents import dates
from commandcenter.documents.flow import Align
from commandcenter.documents.paper import Paper
from commandcenter.documents.tables import Cell, Column, Value
from commandcenter.handover.model import STANDING, Section, Snapshot, Standing
from commandcenter.incidents.model.incident import State as IncidentState
from commandcenter.incidents.model.level import Level
from commandcenter.incidents.model.report import ReportKind, ReportState
from commandcenter.incidents.model.response_words import STAGE_WORDS
from commandcenter.incidents.model.words import (
    FIGURE_WORDS,
    LEVEL_WORDS,
    REPORT_STATE_WORDS,
    STATE_WORDS,
    amount,
    report_name,
)
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.times import clock, day_of, unstamp
from commandcenter.kernel.words import N_, Translate
from commandcenter.matters.model.clock import ClockKind
from commandcenter.matters.model.clock import State as ClockState
from commandcenter.matters.words import KIND_WORDS
from commandcenter.matters.words import STATE_WORDS as CLOCK_WORDS
from commandcenter.teams.model.dispatch import Step
from commandcenter.teams.model.dispatch_words import STEP_WORDS
from commandcenter.warnings.model.warning import State as WarningState
from commandcenter.warnings.model.words import COLOUR_WORDS
from commandcenter.warnings.model.words import STATE_WORDS as WARNING_WORDS

Row = Mapping[str, Any]

HEADINGS: dict[Standing, str] = {
    Standing.INCIDENT: N_("Open incidents"),
    Standing.WARNING: N_("Warnings in force or to be confirmed"),
    Standing.RESPONSE: N_("Emergency responses"),
    Standing.HOTSPOT: N_("Hotspots not checked"),
    Standing.DISPATCH: N_("Teams out"),
    Standing.EVACUATION: N_("Moving people"),
    Standing.SHELTER: N_("Shelters in use"),
    Standing.ALARM: N_("Alarms: unacknowledged, shelved, standing for long"),
}
_MORE = N_("{count} more are not listed here. Look at the board.")
_LATE = N_("Late")
_UNTIL = N_("until {time}")
_SINCE = N_("since {time}")
_SENT = N_("sent {time}")
_SENT_LATE = N_("sent {time}, late")
_NO_REPORT = N_("No report yet")
_AS_OF = N_("As of {time}: {figures}")
_FIGURE = N_("{label} {amount}")
_ANSWERED = N_("{answered} of {listed} answered")
_WAITING = N_("No answer yet: {names}")
_NO_CALLS = N_("No call list")
_DONE_OF = N_("{percent}% ({done} of {all})")
_NO_MEASURES = N_("No measures")
_PIXELS = N_("{pixels} pixels")
_PEOPLE = N_("{amount} people")
_OF_PLACES = N_("{people} of {capacity}")
_STANDING = N_("Standing for long")
_SAID = N_("{by}: {said}")
_TITLED = N_("{kind}: {title}")
_ALL_TOWNSHIPS = N_("Total")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """Puts codes and times into words, beside the moment they were frozen at."""

    words: Translate
    frozen_at: datetime

    def moment(self, stamped: str) -> str:
        """Return a time as short as it is clear."""
        return dates.beside(self.words, unstamp(stamped), self.frozen_at)

    def said(self, text: str, **facts: object) -> str:
        """Return a source text with its facts."""
        return self.words(text).format(**facts)

    def due(self, row: Row) -> list[str | Cell]:
        """Return until when something has to be done, and whether that is over."""
        return due_lines(row, self.words)

    def next_clock(self, row: Row) -> list[str | Cell]:
        """Return what a clock is for and when it ends; nothing where none runs."""
        if not row:
            return []
        return [self.words(KIND_WORDS[ClockKind(row["kind"])]), *self.due(row)]


def due_lines(row: Row, words: Translate) -> list[str | Cell]:
    """Return day and time below each other, and whether that is late; nothing without a time."""
    if not row["due_at"]:
        return []
    at = unstamp(row["due_at"])
    lines: list[str | Cell] = [dates.day(words, day_of(at)), clock(at)]
    return [*lines, Cell(words(_LATE), bold=True)] if row.get("is_late") else lines


def print_standing(
    paper: Paper, snapshot: Snapshot, section: Section, frozen_at: datetime, words: Translate
) -> bool:
    """Print what stands in a section, each kind below a heading of its own.

    Returns:
        Whether there was anything; a section in which nothing stands has no further headings.
    """
    frame = _Frame(words=words, frozen_at=frozen_at)
    kinds = [what for what in STANDING.get(section, ()) if what in _TABLES]
    found = [what for what in kinds if snapshot.standing(what)]
    for what in found:
        columns, row_of = _TABLES[what]
        paper.heading(words(HEADINGS[what]), level=2)
        rows = [row_of(row, frame) for row in snapshot.standing(what)]
        if what is Standing.EVACUATION:
            rows.append(_total(snapshot, frame))
        paper.table([_column(one, words) for one in columns], rows, empty="")
        print_left_out(paper, snapshot, what, words)
    return bool(found)


def print_left_out(paper: Paper, snapshot: Snapshot, what: Standing, words: Translate) -> None:
    """Print how much of a kind did not fit, if anything."""
    left_out = snapshot.left_out(what)
    if left_out:
        paper.paragraph(words(_MORE).format(count=left_out))


def clock_row(row: Row, words: Translate, frozen_at: datetime) -> tuple[Value, ...]:
    """Return a clock as a row of what is due: when, what, who took care of it."""
    frame = _Frame(words=words, frozen_at=frozen_at)
    title = frame.said(_TITLED, kind=words(KIND_WORDS[ClockKind(row["kind"])]), title=row["title"])
    state = ClockState(row["state"])
    remarks = [words(CLOCK_WORDS[state])] if state is ClockState.PAUSED else []
    return frame.due(row), [title, *_quiet(*remarks, row["said"])], row["by"]


def _column(one: tuple[str, float, Align], words: Translate) -> Column:
    heading, width_mm, align = one
    return Column(words(heading), width_mm=width_mm, align=align)


def _quiet(*texts: str) -> list[Cell]:
    return [Cell(text, quiet=True) for text in texts if text]


def _incident(row: Row, frame: _Frame) -> tuple[Value, ...]:
    level, state = LEVEL_WORDS[Level(row["level"])], STATE_WORDS[IncidentState(row["state"])]
    reports = [_report(one, frame) for one in row["reports"]]
    return (
        row["number"],
        [row["title"], *_quiet(row["place"], _figures(row["figures"], frame))],
        [Cell(frame.words(level), bold=True), frame.words(state)],
        frame.next_clock(row["clock"]),
        reports or frame.words(_NO_REPORT),
    )


def _figures(row: Row, frame: _Frame) -> str:
    if not row or not row["told"]:
        return ""
    told = [
        frame.said(
            _FIGURE,
            label=frame.words(FIGURE_WORDS[name]),
            amount=amount(frame.words, name, value),
        )
        for name, value in row["told"]
    ]
    return frame.said(_AS_OF, time=frame.moment(row["as_of"]), figures="、".join(told))


def _report(row: Row, frame: _Frame) -> str:
    name = report_name(frame.words, ReportKind(row["kind"]), row["position"])
    if row["sent_at"]:
        text = _SENT_LATE if row["late_s"] else _SENT
        return f"{name} {frame.said(text, time=frame.moment(row['sent_at']))}"
    return f"{name} {frame.words(REPORT_STATE_WORDS[ReportState(row['state'])])}"


def _warning(row: Row, frame: _Frame) -> tuple[Value, ...]:
    colour = frame.words(COLOUR_WORDS[Severity(row["colour"])]) if row["colour"] else ""
    until = frame.said(_UNTIL, time=frame.moment(row["ends_at"]))
    state = frame.words(WARNING_WORDS[WarningState(row["state"])])
    is_pending = row["state"] == WarningState.PENDING
    return (
        Cell(colour, bold=True),
        [row["headline"], *_quiet(row["areas"])],
        [Cell(state, bold=is_pending), until],
        _calls(row, frame),
    )


def _calls(row: Row, frame: _Frame) -> Value:
    if not row["listed"]:
        return _quiet(frame.words(_NO_CALLS))
    answered = frame.said(_ANSWERED, answered=row["answered"], listed=row["listed"])
    names = "、".join(row["waiting"])
    waiting = [Cell(frame.said(_WAITING, names=names), bold=True)] if names else []
    return [answered, *waiting]


def _response(row: Row, frame: _Frame) -> tuple[Value, ...]:
    done, cells = row["measures_done"], row["measures"]
    share = frame.words(_NO_MEASURES)
    if cells:
        share = frame.said(_DONE_OF, percent=done * 100 // cells, done=done, all=cells)
    since = frame.said(_SINCE, time=frame.moment(row["since"]))
    stage = Cell(frame.words(STAGE_WORDS[row["stage"]]), bold=True)
    return row["number"], row["title"], [stage, since], share


def _hotspot(row: Row, frame: _Frame) -> tuple[Value, ...]:
    received = frame.moment(row["received_at"]) if row["received_at"] else ""
    pixels = frame.said(_PIXELS, pixels=row["pixels"])
    return (
        [row["place"], *_quiet(pixels)],
        received,
        frame.due(row["clock"]) if row["clock"] else "",
    )


def _dispatch(row: Row, frame: _Frame) -> tuple[Value, ...]:
    people = frame.said(_PEOPLE, amount=row["people"]) if row["people"] else ""
    step = Cell(frame.words(STEP_WORDS[Step(row["step"])]), bold=True)
    return (
        row["number"],
        [row["team"], *_quiet(people)],
        [step, frame.said(_SINCE, time=frame.moment(row["since"]))],
        [row["place"], *_quiet(row["task"])],
    )


_COUNTED = ("due", "moved", "settled", "not_reached")


def _evacuation(row: Row, _frame: _Frame) -> tuple[Value, ...]:
    *counts, missing = (str(row[name]) for name in _COUNTED)
    return row["township"], *counts, Cell(missing, bold=row["not_reached"] > 0)


def _total(snapshot: Snapshot, frame: _Frame) -> tuple[Value, ...]:
    rows = snapshot.standing(Standing.EVACUATION)
    sums = (str(sum(row[name] for row in rows)) for name in _COUNTED)
    return Cell(frame.words(_ALL_TOWNSHIPS), bold=True), *(Cell(one, bold=True) for one in sums)


def _shelter(row: Row, frame: _Frame) -> tuple[Value, ...]:
    return row["name"], frame.said(_OF_PLACES, people=row["people"], capacity=row["capacity"])


def _alarm(row: Row, frame: _Frame) -> tuple[Value, ...]:
    state = AlarmState(row["state"])
    says: list[str | Cell] = [
        Cell(frame.words(ALARM_WORDS[state]), bold=state is not AlarmState.ACKNOWLEDGED)
    ]
    if row["until"]:
        says.append(frame.said(_UNTIL, time=frame.moment(row["until"])))
    if row["is_standing"]:
        says.append(frame.words(_STANDING))
    said = frame.said(_SAID, by=row["by"], said=row["said"]) if row["said"] else row["by"]
    return (
        Cell(frame.words(SEVERITY_WORDS[Severity(row["severity"])]), bold=True),
        [row["title"], *_quiet(said)],
        says,
        frame.moment(row["raised_at"]),
    )


# Columns with their width in mm, and what is written into them.
_TABLES: dict[
    Standing,
    tuple[tuple[tuple[str, float, Align], ...], Callable[[Row, _Frame], tuple[Value, ...]]],
] = {
    Standing.INCIDENT: (
        (
            (N_("No."), 25, "center"),
            (N_("Incident"), 43, "left"),
            (N_("Level and state"), 26, "center"),
            (N_("Next deadline"), 29, "center"),
            (N_("Reports"), 33, "left"),
        ),
        _incident,
    ),
    Standing.WARNING: (
        (
            (N_("Colour"), 19, "center"),
            (N_("Warning"), 57, "left"),
            (N_("State"), 32, "center"),
            (N_("Call and answer"), 48, "left"),
        ),
        _warning,
    ),
    Standing.RESPONSE: (
        (
            (N_("No."), 32, "center"),
            (N_("Response"), 56, "left"),
            (N_("Stage"), 36, "center"),
            (N_("Measures done"), 32, "center"),
        ),
        _response,
    ),
    Standing.HOTSPOT: (
        (
            (N_("Place"), 96, "left"),
            (N_("Reported"), 30, "center"),
            (N_("Check until"), 30, "center"),
        ),
        _hotspot,
    ),
    Standing.DISPATCH: (
        (
            (N_("No."), 28, "center"),
            (N_("Team"), 44, "left"),
            (N_("Step"), 32, "center"),
            (N_("Place and task"), 52, "left"),
        ),
        _dispatch,
    ),
    Standing.EVACUATION: (
        (
            (N_("Township"), 48, "left"),
            (N_("To move"), 27, "center"),
            (N_("Moved"), 27, "center"),
            (N_("Settled"), 27, "center"),
            (N_("Not reached"), 27, "center"),
        ),
        _evacuation,
    ),
    Standing.SHELTER: (
        ((N_("Shelter"), 108, "left"), (N_("People, places"), 48, "center")),
        _shelter,
    ),
    Standing.ALARM: (
        (
            (N_("Severity"), 21, "center"),
            (N_("Alarm"), 67, "left"),
            (N_("State"), 40, "center"),
            (N_("Since"), 28, "center"),
        ),
        _alarm,
    ),
}
