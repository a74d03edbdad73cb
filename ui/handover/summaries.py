"""The sections in a few words each."""

from commandcenter.handover.model import SECTION_WORDS, Finding, Handover, Mark, Section
from commandcenter.kernel.words import N_
from ui.handover.steps_list import StepFacts
from ui.widgets.words import tr

_NONE = N_("none")
_ENTRIES = N_("{count} entries")
_MATTERS = N_("{count} matters")
_ABNORMAL = N_("{count} abnormal")
_LINES = N_("{count} lines")
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
    if section is Section.OVERVIEW:
        count, words = handover.snapshot.body["entries"], _ENTRIES
    else:
        count = len(handover.snapshot.rows(section))
        words = _MATTERS if section in _MATTER_SECTIONS else _LINES
    return tr(words).format(count=count) if count else tr(_NONE)


def _abnormal(handover: Handover, section: Section) -> list[str]:
    found = [
        check
        for check in handover.checklist
        if check.section is section and check.finding is Finding.ABNORMAL
    ]
    return [tr(_ABNORMAL).format(count=len(found))] if found else []
