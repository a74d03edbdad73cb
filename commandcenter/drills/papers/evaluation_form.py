"""The evaluation form (演练评估表): blank, as one evaluator filled it in, and all merged."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from commandcenter.documents import dates
from commandcenter.documents.boxes import Signature
from commandcenter.documents.tables import Cell, Column, Value
from commandcenter.drills.model.code_words import CONTENT_WORDS, FORM_WORDS
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.model.evaluation import Evaluation, Grade, Item, Score
from commandcenter.drills.model.merging import (
    RESULT_WORDS,
    GroupResult,
    ItemResult,
    Merged,
    tenths,
)
from commandcenter.drills.papers import marks
from commandcenter.kernel.words import N_
from commandcenter.teams.papers.ground import Ground

_TITLE = N_("Evaluation form of the drill")
_MERGED_TITLE = N_("Merged evaluation of the drill")
_DRAFT = N_("DRILL, NOT HANDED IN")
_NO_ITEMS = N_("No items")
_PERIOD = N_("{begin} to {end}")
_EMPTY, _TICKED = "☐", "√"
_GRADES: dict[Grade, str] = {
    Grade.GOOD: N_("Met\n2"),
    Grade.PARTLY: N_("Partly\n1"),
    Grade.BAD: N_("Not met\n0"),
    Grade.NONE: N_("Does not\napply"),
}
_HOW = N_(
    "Tick one box for each item: met 2, partly met 1, not met 0. What does not apply is left"
    " out of the share. Say in a few words why an item was not met."
)
_RECKONED = N_(
    "An item counts with the mean of its evaluators; what does not apply or was not graded is"
    " left out. Shares are rounded down to one decimal; the result follows the exact share."
)
_SAID = N_("{who}: {what}")
_GAVE = N_("{who} {what}")
_DISPUTED = N_("Evaluators differ by 2")
_PERCENT = N_("{percent}%")
_SHARE = N_("{result} ({percent}%)")
_NOT_GRADED = N_("Not graded")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The form of one evaluator, or a blank one.

    Attributes:
        evaluation: None for a blank form.
        scores: By item.
    """

    drill: Drill
    items: Sequence[Item]
    evaluation: Evaluation | None = None
    scores: Mapping[UUID, Score] = field(default_factory=dict)


def evaluation_form(ground: Ground, form: Form) -> bytes:
    """Return the form with boxes to tick, or ticked as its evaluator did.

    Raises:
        Cancelled: The officer no longer wants it.
    """
    words, one = ground.words, form.evaluation
    is_draft = one is not None and one.handed_in_at is None
    mark = _DRAFT if is_draft else ""
    paper = marks.begin(ground, form.drill, words(_TITLE), mark=mark)
    paper.subtitle(marks.named(form.drill))
    by = [
        (words(N_("Evaluator")), one.evaluator if one else ""),
        (words(N_("Post of the evaluator")), one.post if one else ""),
    ]
    paper.facts([*drill_facts(ground, form.drill), *by], columns=2)
    paper.paragraph(words(_HOW))
    paper.table(_columns(ground), _rows(ground, form), empty=words(_NO_ITEMS), small=True)
    paper.heading(words(N_("Comment")))
    paper.paragraph(one.comment if one and one.comment else "\n\n")
    name, at = (one.evaluator, one.handed_in_at) if one else ("", None)
    paper.signatures([Signature(words(N_("Evaluator")), name=name, at=at)])
    return ground.finish(paper)


def merged_form(ground: Ground, drill: Drill, merged: Merged) -> bytes:
    """Return what all evaluators gave, merged.

    Raises:
        Cancelled: The officer no longer wants it.
    """
    words = ground.words
    paper = marks.begin(ground, drill, words(_MERGED_TITLE))
    paper.subtitle(marks.named(drill))
    names = ground.joined(one.evaluator for one in merged.evaluations)
    about = [
        (words(N_("Evaluators")), names),
        (words(N_("Result")), result_text(ground, merged)),
    ]
    paper.facts([*drill_facts(ground, drill), *about], columns=2)
    paper.paragraph(words(_RECKONED))
    rows = merged_rows(ground, merged)
    paper.table(merged_columns(ground), rows, empty=words(_NO_ITEMS), small=True)
    roles = (N_("Head of evaluation"), N_("Recorded by"))
    paper.signatures([Signature(words(role)) for role in roles])
    return ground.finish(paper)


def drill_facts(ground: Ground, drill: Drill) -> list[tuple[str, str]]:
    """Return what every paper after a drill begins with."""
    words = ground.words
    kind = ground.joined((words(CONTENT_WORDS[drill.content]), words(FORM_WORDS[drill.form])))
    return [
        (words(N_("Kind of drill")), kind),
        (words(N_("Drill subject")), drill.subject),
        (words(N_("Time held")), held(ground, drill)),
        (words(N_("Place")), drill.place),
    ]


def held(ground: Ground, drill: Drill) -> str:
    """Return when a drill was held, or else when it is to be."""
    begin = drill.began_at or drill.begins_at
    end = drill.ended_at if drill.began_at else drill.ends_at
    if begin is None:
        return ""
    words = ground.words
    begins = dates.moment(words, begin)
    if end is None:
        return begins
    return words(_PERIOD).format(begin=begins, end=dates.beside(words, end, begin))


def result_text(ground: Ground, merged: Merged) -> str:
    """Return the result with its share, or that nothing was graded."""
    words, percent = ground.words, merged.percent
    if merged.result is None or percent is None:
        return words(_NOT_GRADED)
    return words(_SHARE).format(result=words(RESULT_WORDS[merged.result]), percent=tenths(percent))


def share(ground: Ground, group: GroupResult) -> str:
    """Return the share of a group, or a dash where nothing was graded."""
    if group.percent is None:
        return "—"
    return ground.words(_PERCENT).format(percent=tenths(group.percent))


def _columns(ground: Ground) -> list[Column]:
    words = ground.words
    return [
        Column(words(N_("No.")), width_mm=10, align="center"),
        Column(words(N_("Item and standard")), width_mm=65),
        *(Column(words(word), width_mm=12.5, align="center") for word in _GRADES.values()),
        Column(words(N_("Comment")), width_mm=32),
    ]


def _rows(ground: Ground, form: Form) -> Iterator[Sequence[Value]]:
    number = 0
    for code, items in groupby(form.items, key=attrgetter("group")):
        yield ("", Cell(ground.word("evaluation_group", code), bold=True), "", "", "", "", "")
        for item in items:
            number += 1
            score = form.scores.get(item.id)
            boxes = (
                _TICKED if score is not None and score.grade is grade else _EMPTY
                for grade in _GRADES
            )
            yield (str(number), item_cell(item), *boxes, score.comment if score else "")


def item_cell(item: Item) -> list[str | Cell]:
    """Return an item with its standard below it."""
    return [item.text, *([Cell(item.standard, quiet=True)] if item.standard else [])]


def merged_columns(ground: Ground) -> list[Column]:
    """Return the columns of the merged grades."""
    words = ground.words
    return [
        Column(words(N_("No.")), width_mm=10, align="center"),
        Column(words(N_("Evaluated item")), width_mm=56),
        Column(words(N_("Mean")), width_mm=15, align="center"),
        Column(words(N_("Grades")), width_mm=42),
        Column(words(N_("Comments")), width_mm=33),
    ]


def merged_rows(ground: Ground, merged: Merged) -> Iterator[Sequence[Value]]:
    """Give the rows of the merged grades, each group below its name and share."""
    names = {one.id: one.evaluator for one in merged.evaluations}
    number = 0
    for group in merged.groups:
        name = Cell(ground.word("evaluation_group", group.group), bold=True)
        yield ("", name, Cell(share(ground, group), bold=True), "", "")
        for one in group.items:
            number += 1
            yield (str(number), one.item.text, mean(one), *_said(ground, one, names))


def mean(one: ItemResult) -> str:
    """Return the mean of an item with two decimals, rounded down, or a dash."""
    if one.mean is None:
        return "—"
    whole = one.mean * 100 // 1
    return f"{whole // 100}.{whole % 100:02}"


def _said(
    ground: Ground, one: ItemResult, names: Mapping[UUID, str]
) -> tuple[list[str | Cell], str]:
    words = ground.words
    given = (
        words(_GAVE).format(
            who=names[score.evaluation_id],
            what="—" if score.grade is Grade.NONE else score.grade.value,
        )
        for score in one.scores
    )
    grades: list[str | Cell] = [ground.joined(given)]
    if one.is_disputed:
        grades.append(Cell(words(_DISPUTED), bold=True))
    comments = (
        words(_SAID).format(who=names[score.evaluation_id], what=score.comment)
        for score in one.scores
        if score.comment.strip()
    )
    return grades, "\n".join(comments)
