"""The handover report (交接班报告): what is walked through on the screen is what prints."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from commandcenter.documents import dates
from commandcenter.documents.boxes import Signature as SignatureBox
from commandcenter.documents.paper import Paper
from commandcenter.documents.seal import Seal
from commandcenter.documents.sheet import Imprint
from commandcenter.documents.tables import Cell, Column, Value
from commandcenter.duty.model.entry import EntryKind, Step
from commandcenter.duty.model.shift import DutyRole
from commandcenter.duty.model.words import KIND, ROLE, STEP
from commandcenter.handover.model import (
    FINDING_WORDS,
    SECTION_WORDS,
    Check,
    Finding,
    Handover,
    Section,
    Standing,
    State,
)
from commandcenter.handover.standing_tables import (
    clock_row,
    due_lines,
    print_left_out,
    print_standing,
)
from commandcenter.kernel.times import clock, unstamp
from commandcenter.kernel.words import N_, Translate

_TITLE = N_("Shift handover report of {centre}")
_PERIOD = N_("{name} {start} to {end}")
_REVISION = N_("Revision {revision}")
_DRAFT = N_("DRAFT")
_ENTRIES = N_("Entries of this shift")
_NOTHING = N_("Nothing in this shift")
_NOTHING_OPEN = N_("No open matters")
_COUNTS = N_("{total} entries, {corrections} of them corrections: {kinds}.")
_NO_ENTRIES = N_("No entries.")
_NUMBERS = N_("Entry numbers {first} to {last}.")
_COUNT_OF_KIND = N_("{kind} {count}")
_FROZEN = N_("Content frozen {at}; later entries belong to the next shift.")
_CORRECTED = N_("Corrected by {number}")
_DONE = N_("Done {time}")
_CHECKLIST = N_("Checklist")
_NO_CHECKS = N_("No checks")
_SEE_MATTER = N_("See open matter {number}")
_NOTHING_DUE = N_("Nothing is due")


def report(handover: Handover, *, words: Translate) -> bytes:
    """Return the report of a handover; one that is not sealed is marked as a draft."""
    body = handover.snapshot.body
    title = words(_TITLE).format(centre=body["centre"])
    is_sealed = handover.state is State.SEALED
    imprint = Imprint(
        title=title,
        subject=_period(body["shift"], words),
        author=body["centre"],
        watermark="" if is_sealed else words(_DRAFT),
    )
    paper = Paper(imprint, words=words)
    paper.title(title)
    paper.subtitle(_period(body["shift"], words))
    paper.facts(_facts(handover, words), columns=2)
    for position, section in enumerate(Section, start=1):
        paper.heading(dates.numbered(words, position, words(SECTION_WORDS[section])))
        _print_section(paper, handover, section, words)
    paper.heading(dates.numbered(words, len(Section) + 1, words(_CHECKLIST)))
    _print_checks(paper, handover, words)
    paper.signatures(_signatures(handover, words))
    if is_sealed and handover.seq is not None and handover.sealed_at is not None:
        paper.seal(Seal(seq=handover.seq, hash=handover.hash, at=handover.sealed_at))
    return paper.finish()


def _period(shift: Mapping[str, Any], words: Translate) -> str:
    return words(_PERIOD).format(
        name=shift["name"],
        start=dates.moment(words, unstamp(shift["start_at"])),
        end=dates.moment(words, unstamp(shift["end_at"])),
    )


def _facts(handover: Handover, words: Translate) -> list[tuple[str, str]]:
    shift = handover.snapshot.body["shift"]
    names: dict[str, list[str]] = {}
    for role, name in shift["members"]:
        names.setdefault(role, []).append(name)
    people = [
        (words(ROLE[role]), "、".join(names[role.value]))
        for role in DutyRole
        if role.value in names
    ]
    revision = words(_REVISION).format(revision=handover.revision)
    return [*people, (words(N_("Weather")), shift["weather"]), (words(N_("Edition")), revision)]


def _print_section(paper: Paper, handover: Handover, section: Section, words: Translate) -> None:
    if section is Section.OVERVIEW:
        _print_overview(paper, handover, words)
    elif section is Section.OPEN:
        _print_open(paper, handover, words)
    elif section is Section.NEXT:
        _print_next(paper, handover, words)
    else:
        _print_entries(paper, handover, section, words)


def _print_open(paper: Paper, handover: Handover, words: Translate) -> None:
    snapshot = handover.snapshot
    matters = [
        _matter_row(number, row, words, handover.frozen_at)
        for number, row in enumerate(snapshot.lines(Section.OPEN), start=1)
    ]
    _print_table(paper, _matter_columns(words), matters, empty=words(_NOTHING_OPEN))
    print_standing(paper, snapshot, Section.OPEN, handover.frozen_at, words)


def _print_next(paper: Paper, handover: Handover, words: Translate) -> None:
    snapshot = handover.snapshot
    if handover.note:
        paper.paragraph(handover.note)
    due = [
        clock_row(row, words, handover.frozen_at) if "what" in row else _due_row(row, words)
        for row in snapshot.rows(Section.NEXT)
        if "more" not in row
    ]
    _print_table(paper, _due_columns(words), due, empty=words(_NOTHING_DUE))
    print_left_out(paper, snapshot, Standing.CLOCK, words)


def _print_entries(paper: Paper, handover: Handover, section: Section, words: Translate) -> None:
    snapshot = handover.snapshot
    if print_standing(paper, snapshot, section, handover.frozen_at, words):
        paper.heading(words(_ENTRIES), level=2)
    entries = [_entry_row(row, words) for row in snapshot.lines(section)]
    _print_table(paper, _entry_columns(words), entries, empty=words(_NOTHING))


def _print_table(
    paper: Paper, columns: Sequence[Column], rows: Sequence[Sequence[Value]], *, empty: str
) -> None:
    if rows:
        paper.table(columns, rows, empty=empty)
    else:
        paper.paragraph(empty)


def _print_overview(paper: Paper, handover: Handover, words: Translate) -> None:
    body = handover.snapshot.body
    kinds = "、".join(
        words(_COUNT_OF_KIND).format(kind=words(KIND[EntryKind(kind)]), count=count)
        for kind, count in body["counts"]
    )
    if kinds:
        counts = {"total": body["entries"], "corrections": body["corrections"], "kinds": kinds}
        paper.paragraph(words(_COUNTS).format(**counts))
        first, last = body["numbers"]
        paper.paragraph(words(_NUMBERS).format(first=first, last=last))
    else:
        paper.paragraph(words(_NO_ENTRIES))
    at = dates.moment(words, handover.frozen_at)
    paper.paragraph(words(_FROZEN).format(at=at))


def _entry_columns(words: Translate) -> list[Column]:
    return [
        Column(words(N_("No.")), width_mm=13, align="center"),
        Column(words(N_("Time")), width_mm=15, align="center"),
        Column(words(N_("Kind")), width_mm=21, align="center"),
        Column(words(N_("Matter")), width_mm=64),
        Column(words(N_("Handling")), width_mm=43),
    ]


def _entry_row(row: Mapping[str, Any], words: Translate) -> tuple[Value, ...]:
    return (
        row["number"].rpartition("-")[2],
        clock(unstamp(row["at"])),
        words(KIND[EntryKind(row["kind"])]),
        _matter_text(row, words),
        _handling(row["steps"], words, unstamp(row["at"])),
    )


def _matter_text(row: Mapping[str, Any], words: Translate) -> Value:
    cells: list[str | Cell] = [Cell(row["source"], quiet=True)] if row["source"] else []
    cells.append(row.get("text") or row.get("title") or "")
    if row.get("corrected"):
        cells.append(Cell(words(_CORRECTED).format(number=row["corrected"]), quiet=True))
    return cells


def _handling(steps: Sequence[Sequence[str]], words: Translate, beside: datetime) -> str:
    lines = []
    for step, at, to, result in steps:
        time = dates.beside(words, unstamp(at), beside)
        is_done = Step(step) is Step.FOLLOW
        says = words(_DONE).format(time=time) if is_done else f"{words(STEP[Step(step)])} {time}"
        lines.append(" ".join(part for part in (says, to, result) if part))
    return "\n".join(lines)


def _matter_columns(words: Translate) -> list[Column]:
    return [
        Column(words(N_("No.")), width_mm=11, align="center"),
        Column(words(N_("Matter")), width_mm=58),
        Column(words(N_("Handling")), width_mm=38),
        Column(words(N_("Due")), width_mm=29, align="center"),
        Column(words(N_("Owner")), width_mm=20, align="center"),
    ]


def _matter_row(
    number: int, row: Mapping[str, Any], words: Translate, frozen_at: datetime
) -> tuple[Value, ...]:
    return (
        str(number),
        _matter_text(row, words),
        _handling(row["steps"], words, frozen_at),
        due_lines(row, words),
        row["owner"],
    )


def _due_columns(words: Translate) -> list[Column]:
    return [
        Column(words(N_("Due")), width_mm=29, align="center"),
        Column(words(N_("Matter")), width_mm=107),
        Column(words(N_("Owner")), width_mm=20, align="center"),
    ]


def _due_row(row: Mapping[str, Any], words: Translate) -> tuple[Value, ...]:
    return due_lines(row, words), row["title"], row["owner"]


def _print_checks(paper: Paper, handover: Handover, words: Translate) -> None:
    columns = [
        Column(words(N_("Section")), width_mm=36),
        Column(words(N_("Check")), width_mm=60),
        Column(words(N_("Finding")), width_mm=18, align="center"),
        Column(words(N_("Note")), width_mm=42),
    ]
    ordered = sorted(handover.checklist, key=lambda check: list(Section).index(check.section))
    rows = [
        (
            words(SECTION_WORDS[check.section]),
            check.title,
            _finding(check.finding, words),
            _check_note(handover, check, words),
        )
        for check in ordered
    ]
    _print_table(paper, columns, rows, empty=words(_NO_CHECKS))


def _check_note(handover: Handover, check: Check, words: Translate) -> str:
    ids = [row["id"] for row in handover.snapshot.lines(Section.OPEN)]
    matter = str(check.matter_id)
    see = words(_SEE_MATTER).format(number=ids.index(matter) + 1) if matter in ids else ""
    return "\n".join(filter(None, (check.note, see)))


def _finding(finding: Finding | None, words: Translate) -> Value:
    if finding is None:
        return ""
    says = words(FINDING_WORDS[finding])
    return Cell(says, bold=True) if finding is Finding.ABNORMAL else says


def _signatures(handover: Handover, words: Translate) -> list[SignatureBox]:
    signers = [
        (N_("Handed over by"), handover.outgoing),
        (N_("Taken over by"), handover.incoming),
        (N_("Duty leader"), handover.leader),
    ]
    return [
        SignatureBox(words(label), name=signature.name, at=signature.at)
        if signature
        else SignatureBox(words(label))
        for label, signature in signers
    ]
