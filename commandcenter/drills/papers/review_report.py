"""The review of a drill (评估报告 and 总结报告): what happened, what it came to, what follows."""

from collections.abc import Callable, Iterator, Sequence
from itertools import count

from commandcenter.documents import dates
from commandcenter.documents.boxes import Signature
from commandcenter.documents.paper import Paper
from commandcenter.documents.tables import Cell, Column
from commandcenter.drills.model.code_words import PART_WORDS, PURPOSE_WORDS
from commandcenter.drills.model.drill import State
from commandcenter.drills.model.evaluation import Observation, Seen
from commandcenter.drills.model.review import Review
from commandcenter.drills.model.timing import Trace
from commandcenter.drills.papers import evaluation_form, improvement_list, marks, photographs
from commandcenter.drills.papers import review_analysis as analysis
from commandcenter.drills.papers.drill_plan import GROUPS
from commandcenter.drills.papers.photographs import Photo
from commandcenter.kernel.times import clock
from commandcenter.kernel.words import N_
from commandcenter.teams.papers.ground import Ground

_TITLE = N_("Review of the drill")
_PLAN = N_("{title} {edition}")
_NOBODY = N_("Nobody was named")
_NOTHING_SAID = N_("Nothing was written")
_NO_PROBLEMS = N_("No problems were noted")
_NO_STRENGTHS = N_("None was noted")
_NO_ACTIONS = N_("No corrective actions")
_NO_LOG = N_("Nothing was recorded")
_PROCESS = N_("{count} evaluators handed in their forms: {names}.")
_NO_FORMS = N_("Nobody has handed in an evaluation.")
_OPEN_FORMS = N_("Not handed in: {names}.")
_ZERO = N_("{item} (an evaluator gave 0)")
_REOPENED = N_("{when} taken out of the archive by {by}: {reason}")
_PHOTOS = N_("Files: {names}")


def review_report(ground: Ground, review: Review, photos: Sequence[Photo] = ()) -> bytes:
    """Return the review of a drill from its facts to its log and its photographs.

    Raises:
        Cancelled: The officer no longer wants it.
    """
    words, drill = ground.words, review.drill
    mark = "" if drill.state is State.CLOSED else marks.DRAFT_MARK
    paper = marks.begin(ground, drill, words(_TITLE), mark=mark)
    paper.subtitle(marks.named(drill))
    numbers = count(1)
    for title, section in _SECTIONS:
        if section is _notes and not review.observed(Seen.NOTE):
            continue
        paper.heading(dates.numbered(words, next(numbers), words(title)))
        section(ground, paper, review)
    if photos:
        paper.heading(dates.numbered(words, next(numbers), words(photographs.TITLE)))
        photographs.print_photos(ground, paper, photos)
    roles = (N_("Head of evaluation"), N_("Commander of the drill"))
    paper.signatures([Signature(words(role)) for role in roles])
    return ground.finish(paper)


def _facts(ground: Ground, paper: Paper, review: Review) -> None:
    words, drill = ground.words, review.drill
    plans = ground.joined(
        words(_PLAN).format(title=one.title, edition=one.edition).strip() for one in review.plans
    )
    headcount = "" if drill.headcount is None else str(drill.headcount)
    paper.facts(
        [
            *evaluation_form.drill_facts(ground, drill),
            (words(N_("Purpose of the drill")), words(PURPOSE_WORDS[drill.purpose])),
            (words(N_("Lead unit")), drill.lead_org),
            (words(N_("Plans practised")), plans),
            (words(N_("People who took part")), headcount),
        ],
        columns=2,
    )
    texts = (
        (N_("Purpose and requirements"), drill.aims),
        (N_("Scenario"), drill.scenario),
    )
    for heading, text in texts:
        if text:
            paper.heading(words(heading), level=2)
            paper.paragraph(text)
    paper.heading(words(N_("Participants of the drill")), level=2)
    rows = (
        (
            words(PART_WORDS[one.part]),
            one.name,
            ground.word(GROUPS, one.group),
            one.task,
            str(one.headcount) if one.headcount else "",
        )
        for one in review.participants
    )
    paper.table(_participant_columns(ground), rows, empty=words(_NOBODY), small=True)


def _participant_columns(ground: Ground) -> list[Column]:
    words = ground.words
    return [
        Column(words(N_("Role in the drill")), width_mm=22),
        Column(words(N_("Unit or person")), width_mm=42),
        Column(words(N_("Group")), width_mm=26),
        Column(words(N_("Task")), width_mm=50),
        Column(words(N_("Number of people")), width_mm=16, align="right"),
    ]


def _process(ground: Ground, paper: Paper, review: Review) -> None:
    words, merged = ground.words, review.merged
    names = ground.joined(one.evaluator for one in merged.evaluations)
    said = words(_NO_FORMS)
    if merged.evaluations:
        said = words(_PROCESS).format(count=len(merged.evaluations), names=names)
    if review.open_forms:
        said += words(_OPEN_FORMS).format(names=ground.joined(review.open_forms))
    paper.paragraph(said)
    if review.drill.review:
        paper.paragraph(review.drill.review)
    for one in merged.evaluations:
        if one.comment:
            paper.paragraph(f"{one.evaluator}：{one.comment}")


def _strengths(ground: Ground, paper: Paper, review: Review) -> None:
    seen = review.observed(Seen.STRENGTH)
    _print_observations(ground, paper, review, seen, _NO_STRENGTHS)


def _problems(ground: Ground, paper: Paper, review: Review) -> None:
    words = ground.words
    zeros = [one for one in review.merged.items if one.has_zero]
    for one in zeros:
        comments = ground.joined(score.comment for score in one.scores if score.comment)
        text = words(_ZERO).format(item=one.item.text)
        paper.paragraph(f"{text}：{comments}" if comments else text)
    seen = review.observed(Seen.PROBLEM)
    if seen or not zeros:
        _print_observations(ground, paper, review, seen, _NO_PROBLEMS)


def _notes(ground: Ground, paper: Paper, review: Review) -> None:
    _print_observations(ground, paper, review, review.observed(Seen.NOTE), "")


def _print_observations(
    ground: Ground, paper: Paper, review: Review, seen: Sequence[Observation], empty: str
) -> None:
    words = ground.words
    columns = [
        Column(words(N_("Time")), width_mm=20, align="center"),
        Column(words(N_("Seen by")), width_mm=24),
        Column(words(N_("Observation")), width_mm=112),
    ]
    rows = ((clock(one.at), one.observer, list(_observed(ground, review, one))) for one in seen)
    paper.table(columns, rows, empty=words(empty), small=True)


def _observed(ground: Ground, review: Review, one: Observation) -> Iterator[str | Cell]:
    yield one.text
    files = review.files.get(one.id, ())
    if files:
        names = ground.joined(file.name for file in files)
        yield Cell(ground.words(_PHOTOS).format(names=names), quiet=True)


def _actions(ground: Ground, paper: Paper, review: Review) -> None:
    words = ground.words
    if review.actions:
        paper.paragraph(improvement_list.counted(ground, review.actions))
    columns = [
        Column(words(N_("No.")), width_mm=10, align="center"),
        Column(words(N_("Finding of the drill")), width_mm=48),
        Column(words(N_("Corrective action")), width_mm=48),
        Column(words(N_("Owner")), width_mm=24),
        Column(words(N_("Due on")), width_mm=26, align="center"),
    ]
    rows = (
        (str(one.number), one.finding, one.action, one.owner, ground.day(one.due_on))
        for one in review.actions
    )
    paper.table(columns, rows, empty=words(_NO_ACTIONS), small=True)


def _summary(ground: Ground, paper: Paper, review: Review) -> None:
    words = ground.words
    for one in review.reopened:
        when = dates.moment(words, one.at)
        paper.paragraph(words(_REOPENED).format(when=when, by=one.by, reason=one.reason))
    paper.paragraph(review.drill.summary or words(_NOTHING_SAID))


def _told(one: Trace) -> str:
    return f"{one.org}：{one.text}" if one.org else one.text


def _lessons(ground: Ground, paper: Paper, review: Review) -> None:
    paper.paragraph(review.drill.lessons or ground.words(_NOTHING_SAID))


def _log(ground: Ground, paper: Paper, review: Review) -> None:
    words = ground.words
    columns = [
        Column(words(N_("Time")), width_mm=20, align="center"),
        Column(words(N_("Kind")), width_mm=26, align="center"),
        Column(words(N_("Content")), width_mm=88),
        Column(words(N_("Recorder")), width_mm=22, align="center"),
    ]
    rows = ((clock(one.at), one.heading, _told(one), one.by) for one in review.log)
    paper.table(columns, rows, empty=words(_NO_LOG), small=True)


_SECTIONS: tuple[tuple[str, Callable[[Ground, Paper, Review], None]], ...] = (
    (N_("Facts of the drill"), _facts),
    (N_("How it was evaluated"), _process),
    (N_("Planned and actual course"), analysis.print_course),
    (N_("Were the objectives reached"), analysis.print_objectives),
    (N_("How players acted"), analysis.print_performance),
    (N_("Scores"), analysis.print_scores),
    (N_("What went well"), _strengths),
    (N_("Problems"), _problems),
    (N_("Other observations"), _notes),
    (N_("Corrective actions"), _actions),
    (N_("Conclusion and summary"), _summary),
    (N_("Lessons and advice"), _lessons),
    (N_("Log of the drill"), _log),
)
