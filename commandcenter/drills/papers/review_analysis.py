"""What the review of a drill tells of its course, its objectives, its players and its scores."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from commandcenter.documents.paper import Paper
from commandcenter.documents.tables import Cell, Column, Value
from commandcenter.drills.model.clock import Delivery
from commandcenter.drills.model.evaluation_words import MET_WORDS, SEEN_WORDS
from commandcenter.drills.model.merging import tenths
from commandcenter.drills.model.review import REACHED_WORDS, ObjectiveReview, PlayedLine, Review
from commandcenter.drills.model.timing import Timing
from commandcenter.drills.papers import charts, evaluation_form
from commandcenter.kernel.times import BEIJING, clock
from commandcenter.kernel.words import N_
from commandcenter.teams.papers.ground import Ground

_NAMED = N_("{number} {title}")
_IN_ROUND = N_("{time} (round {round})")
_WENT_BACK = N_(" The drill went back {times} times; every delivery is listed, with its round.")
_NO_LINES = N_("The script has no lines")
_NO_OBJECTIVES = N_("No objectives")
_NO_EXPECTED = N_("Nothing was expected, or nothing was delivered")
_PAUSES = N_("The drill paused {times} times, {minutes} minutes in all: {spans}.")
_BY_CLOCK = N_(" Differences are by the clock of the drill, in which pauses do not count.")
_NO_PAUSES = N_("The drill was not paused.")
_SPAN = N_("{begin} to {end}")
_FIGURES = N_(
    "{expected} actions were expected, {judged} of them judged: {met} in time, {late} late,"
    " {missed} missed."
)
_IN_TIME = N_("In time: {percent}% of those judged.")
_MEDIAN = N_("Median {median}, slowest {slowest} (line {number}: {text}).")
_SECONDS = N_("{minutes} min {seconds:02} s")
_JUDGED_RULE = N_(
    "An objective counts as reached if its expected actions were met in time and no problem was"
    " seen; late actions, or good beside bad, count as partly."
)
_RESULT = N_("Result: {result}.")
_NOT_JUDGED = N_("Not judged")
_NO_SCORES = N_("Nothing was graded")
_MINUTE_S = 60


def print_course(ground: Ground, paper: Paper, review: Review) -> None:
    """Print when the lines of the script were planned and when they came."""
    words = ground.words
    said = _pauses(ground, review) + words(_BY_CLOCK)
    if review.rounds:
        said += words(_WENT_BACK).format(times=review.rounds)
    paper.paragraph(said)
    for figure in charts.timelines(review.lines, review.pauses, width=paper.width, words=words):
        paper.figure(figure)
    rounds_mm = 14 if review.rounds else 0  # a time and its round stand on one line
    columns = [
        Column(words(N_("Line of the script")), width_mm=60 - rounds_mm),
        Column(words(N_("Planned")), width_mm=22, align="center"),
        Column(words(N_("Actual")), width_mm=22 + rounds_mm, align="center"),
        Column(words(N_("Difference")), width_mm=30),
        Column(words(N_("Remark")), width_mm=22),
    ]
    rows = (_line_row(ground, review, one) for one in review.lines)
    paper.table(columns, rows, empty=words(_NO_LINES), small=True)


def _line_row(ground: Ground, review: Review, one: PlayedLine) -> Sequence[Value]:
    words = ground.words
    return (
        words(_NAMED).format(number=one.inject.number, title=one.inject.title),
        _second(one.planned_at),
        [_delivered(ground, each, review) for each in one.deliveries] or "",
        list(charts.lateness(one, words)),
        one.note,
    )


def _delivered(ground: Ground, one: Delivery, review: Review) -> str:
    """Return when a line came, with the round if the drill went back."""
    said = _second(one.at)
    if not review.rounds:
        return said
    return ground.words(_IN_ROUND).format(time=said, round=one.round)


def _second(at: datetime | None) -> str:
    return "" if at is None else f"{at.astimezone(BEIJING):%H:%M:%S}"


def _pauses(ground: Ground, review: Review) -> str:
    words = ground.words
    ended = [(one.began_at, one.ended_at or one.began_at) for one in review.pauses]
    if not ended:
        return words(_NO_PAUSES)
    total = sum((end - begin for begin, end in ended), timedelta())
    spans = ground.joined(
        words(_SPAN).format(begin=clock(begin), end=clock(end)) for begin, end in ended
    )
    minutes = round(total.total_seconds() / _MINUTE_S)
    return words(_PAUSES).format(times=len(ended), minutes=minutes, spans=spans)


def print_objectives(ground: Ground, paper: Paper, review: Review) -> None:
    """Print whether each objective was reached, and what shows it."""
    words = ground.words
    paper.paragraph(words(_JUDGED_RULE))
    columns = [
        Column(words(N_("Objective")), width_mm=62),
        Column(words(N_("Result")), width_mm=24, align="center"),
        Column(words(N_("Shown by")), width_mm=70),
    ]
    rows = (_objective_row(ground, one) for one in review.objectives)
    paper.table(columns, rows, empty=words(_NO_OBJECTIVES), small=True)


def _objective_row(ground: Ground, one: ObjectiveReview) -> Sequence[Value]:
    words = ground.words
    shown: list[str | Cell] = [
        f"{_met(ground, timing)} {timing.expected.text}"
        for timing in one.timings
        if timing.mark is not None
    ]
    shown += [f"{words(SEEN_WORDS[seen.kind])} {seen.text}" for seen in one.observations]
    said = one.objective
    text = words(_NAMED).format(number=said.number, title=said.text)
    return (
        [text, *([Cell(said.criteria, quiet=True)] if said.criteria else [])],
        words(REACHED_WORDS[one.reached]),
        shown or "",
    )


def print_performance(ground: Ground, paper: Paper, review: Review) -> None:
    """Print how fast players did what was expected."""
    words, figures = ground.words, review.figures
    said = words(_FIGURES).format(
        expected=figures.expected,
        judged=figures.judged,
        met=figures.met,
        late=figures.late,
        missed=figures.missed,
    )
    if figures.share_in_time is not None:
        percent = tenths(figures.share_in_time)
        said += words(_IN_TIME).format(percent=percent)
    if figures.median_s is not None and figures.slowest is not None:
        expected = figures.slowest.expected
        said += words(_MEDIAN).format(
            median=_lasted(ground, int(figures.median_s)),
            slowest=_lasted(ground, figures.slowest.measured_s),
            number=expected.inject.number,
            text=expected.text,
        )
    paper.paragraph(said)
    columns = [
        Column(words(N_("Line of the script")), width_mm=34),
        Column(words(N_("Expected action")), width_mm=48),
        Column(words(N_("Time allowed")), width_mm=19, align="center"),
        Column(words(N_("Measured")), width_mm=19, align="center"),
        Column(words(N_("Judged")), width_mm=18, align="center"),
        Column(words(N_("Remark")), width_mm=18),
    ]
    delivered = (one for one in review.timings if one.expected.deliveries)
    rows = (_timing_row(ground, one) for one in delivered)
    paper.table(columns, rows, empty=words(_NO_EXPECTED), small=True)


def _timing_row(ground: Ground, one: Timing) -> Sequence[Value]:
    inject = one.expected.inject
    return (
        ground.words(_NAMED).format(number=inject.number, title=inject.title),
        one.expected.text,
        _lasted(ground, inject.within_s),
        _lasted(ground, one.measured_s),
        _met(ground, one),
        one.mark.note if one.mark else "",
    )


def _met(ground: Ground, one: Timing) -> str:
    return ground.words(_NOT_JUDGED if one.mark is None else MET_WORDS[one.mark.met])


def _lasted(ground: Ground, seconds: int | None) -> str:
    if seconds is None:
        return ""
    minutes, rest = divmod(seconds, _MINUTE_S)
    return ground.words(_SECONDS).format(minutes=minutes, seconds=rest)


def print_scores(ground: Ground, paper: Paper, review: Review) -> None:
    """Print what each group of items came to, as bars and as a table."""
    words, merged = ground.words, review.merged
    result = evaluation_form.result_text(ground, merged)
    paper.paragraph(words(_RESULT).format(result=result))
    if merged.base:
        groups = [
            (ground.word("evaluation_group", one.group), one) for one in merged.groups if one.base
        ]
        paper.figure(charts.group_bars(groups, merged.bounds, width=paper.width))
    graded = [
        (
            ground.word("evaluation_group", one.group),
            str(sum(item.mean is not None for item in one.items)),
            evaluation_form.share(ground, one),
            "\n".join(item.item.text for item in one.items if item.is_disputed),
        )
        for one in merged.groups
    ]
    columns = [
        Column(words(N_("Group of items")), width_mm=50),
        Column(words(N_("Items graded")), width_mm=24, align="center"),
        Column(words(N_("Score share")), width_mm=22, align="center"),
        Column(words(N_("Evaluators differ by 2")), width_mm=60),
    ]
    paper.table(columns, graded, empty=words(_NO_SCORES), small=True)
