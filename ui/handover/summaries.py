"""The sections in a few words each."""

from commandcenter.handover.model import (
    SECTION_WORDS,
    STANDING,
    Finding,
    Handover,
    Mark,
    Section,
    Snapshot,
    Standing,
)
from commandcenter.kernel.words import N_
from ui.handover.steps_list import StepFacts
from ui.widgets.words import tr

_NONE = N_("none")
_ENTRIES = N_("{count} entries")
_MATTERS = N_("{count} matters")
_ABNORMAL = N_("{count} abnormal")
_LINES = N_("{count} lines")
_MOVED = N_("{moved} of {due} moved")
_LATE = N_("{count} late")
_STANDING = {
    Standing.INCIDENT: N_("{count} open incidents"),
    Standing.WARNING: N_("{count} warnings"),
    Standing.RESPONSE: N_("{count} responses"),
    Standing.HOTSPOT: N_("{count} hotspots"),
    Standing.DISPATCH: N_("{count} teams out"),
    Standing.ALARM: N_("{count} alarms"),
    Standing.CLOCK: N_("{count} deadlines"),
}
_MATTER_SECTIONS = {Section.IMPORTANT, Section.OPEN, Section.NEXT}


def steps(handover: Handover) -> list[StepFacts]:
    """Return the sections as steps of the walk."""
    sections = list(Section)
    return [
        StepFacts(
            section=section,
            number=number,
            title=tr(SECTION_WORDS[section]),
            summary=_summary(handover, section),
            mark=handover.marks[section].mark if section in handover.marks else None,
            is_last=number == len(sections),
        )
        for number, section in enumerate(sections, start=1)
    ]


def progress(handover: Handover) -> tuple[int, int, int]:
    """Return how many sections are accepted, returned and unread."""
    marks = [mark.mark for mark in handover.marks.values()]
    accepted, returned = marks.count(Mark.ACCEPTED), marks.count(Mark.RETURNED)
    return accepted, returned, len(Section) - accepted - returned


def _summary(handover: Handover, section: Section) -> str:
    mark = handover.marks.get(section)
    if mark is not None and mark.mark is Mark.RETURNED:
        return mark.reason
    parts = [_content(handover, section), *_abnormal(handover, section)]
    return " · ".join(parts)


def _content(handover: Handover, section: Section) -> str:
    snapshot = handover.snapshot
    if section is Section.OVERVIEW:
        count, words = snapshot.body["entries"], _ENTRIES
    else:
        count = len(snapshot.lines(section))
        words = _MATTERS if section in _MATTER_SECTIONS else _LINES
    lines = [tr(words).format(count=count)] if count else []
    return " · ".join([*_standing(snapshot, section), *lines]) or tr(_NONE)


def _standing(snapshot: Snapshot, section: Section) -> list[str]:
    """Return what stands in a section besides its entries, a few words for each kind."""
    found = []
    for what in STANDING.get(section, ()):
        rows = snapshot.standing(what)
        if rows and what in _STANDING:
            count = len(rows) + snapshot.left_out(what)
            found.append(tr(_STANDING[what]).format(count=count))
        elif rows and what is Standing.EVACUATION:
            moved, due = (sum(row[name] for row in rows) for name in ("moved", "due"))
            found.append(tr(_MOVED).format(moved=moved, due=due))
    late = sum(row.get("is_late", False) for row in snapshot.rows(Section.NEXT))
    return [*found, tr(_LATE).format(count=late)] if late and section is Section.NEXT else found


def _abnormal(handover: Handover, section: Section) -> list[str]:
    found = [
        check
        for check in handover.checklist
        if check.section is section and check.finding is Finding.ABNORMAL
    ]
    return [tr(_ABNORMAL).format(count=len(found))] if found else []
