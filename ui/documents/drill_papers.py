"""The papers of drills: what each is about, and how it is made."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.drills.model.code_words import STATE_WORDS
from commandcenter.drills.model.drill import Drill, State
from commandcenter.drills.model.evaluation import Evaluation
from commandcenter.drills.model.statistics import Range
from commandcenter.drills.service import drill_exports, records, review_exports, year_exports
from commandcenter.duty.papers import Running
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import day_of
from ui.documents.kinds import PaperKind
from ui.documents.subjects import Subject
from ui.widgets.words import tr

_HELD = frozenset({State.RUNNING, State.ENDED, State.CLOSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """When a paper of a drill is made, and in which language."""

    at: datetime
    language: str
    running: Running
    officer: Officer | None = None


def drills(db: Database) -> tuple[Subject, ...]:
    """Return all drills that were not cancelled, the newest year first."""
    return tuple(_subject(one) for one in _known(db) if one.state is not State.CANCELLED)


def held(db: Database) -> tuple[Subject, ...]:
    """Return the drills that run or have ended, the newest first."""
    known = [one for one in _known(db) if one.state in _HELD]
    return tuple(_subject(one) for one in sorted(known, key=_began, reverse=True))


def forms(db: Database) -> tuple[Subject, ...]:
    """Return each drill that was evaluated with all its forms as one, then each form."""
    by_drill: dict[UUID, list[Evaluation]] = {}
    for form in records.everything(db, Evaluation, ("evaluator", "id")):
        by_drill.setdefault(form.drill, []).append(form)
    found: list[Subject] = []
    for one in sorted(_known(db), key=_began, reverse=True):
        if one.id in by_drill:
            whole = _subject(one)
            words = tr("All forms: {title}").format(title=one.title)
            found.append(Subject(key=one.id, number=whole.number, name=words))
            found += [
                Subject(
                    key=one.id,
                    number=whole.number,
                    name=f"{form.evaluator}  {one.title}",
                    part=str(form.id),
                )
                for form in by_drill[one.id]
            ]
    return tuple(found)


def make_of_one(db: Database, kind: PaperKind, subject: Subject, wanted: Wanted) -> bytes:
    """Return a paper of one drill.

    Raises:
        Cancelled: The officer no longer wants it.
        Conflict: There is no such drill or form.
        Unavailable: The database did not answer.
    """
    if kind is PaperKind.EVALUATION_FORM and subject.part:
        return review_exports.evaluation_form(
            db,
            subject.key,
            evaluation_id=UUID(subject.part),
            at=wanted.at,
            language=wanted.language,
            running=wanted.running,
        )
    at, language, running = wanted.at, wanted.language, wanted.running
    if kind in _MAKERS_FOR:
        make_for, officer = _MAKERS_FOR[kind], wanted.officer
        return make_for(db, subject.key, at=at, language=language, officer=officer, running=running)
    make = _MAKERS[kind]
    return make(db, subject.key, at=at, language=language, running=running)


def make_of_days(db: Database, kind: PaperKind, first: date, last: date, wanted: Wanted) -> bytes:
    """Return the annual plan of the year of the last day, or the statistics of some days.

    Raises:
        Cancelled: The officer no longer wants it.
        NoSuchRule, BadValue, RangeOverYears: What has to be put right first.
        Unavailable: The database did not answer.
    """
    at, language, running = wanted.at, wanted.language, wanted.running
    if kind is PaperKind.ANNUAL_PLAN:
        return year_exports.annual_plan(db, last.year, at=at, language=language, running=running)
    days = Range(first=first, last=last)
    return year_exports.statistics(db, days, at=at, language=language, running=running)


_MAKERS: dict[PaperKind, Callable[..., bytes]] = {
    PaperKind.EVALUATION_BLANK: review_exports.evaluation_form,
    PaperKind.EVALUATION_FORM: review_exports.merged_form,
    PaperKind.IMPROVEMENT_LIST: review_exports.improvement_list,
}
# What depends on who reads it.
_MAKERS_FOR: dict[PaperKind, Callable[..., bytes]] = {
    PaperKind.DRILL_PLAN: drill_exports.drill_plan,
    PaperKind.DRILL_SCRIPT: drill_exports.script,
    PaperKind.DRILL_REPORT: review_exports.review_report,
}


def _known(db: Database) -> tuple[Drill, ...]:
    return tuple(sorted(records.everything(db, Drill, ("number",)), key=_year, reverse=True))


def _year(one: Drill) -> int:
    return one.year


def _began(one: Drill) -> tuple[float, int, int]:
    at = one.began_at or one.begins_at
    return (at.timestamp() if at is not None else 0.0, one.year, one.number)


def _subject(one: Drill) -> Subject:
    at = one.began_at or one.begins_at
    when = str(day_of(at)) if at is not None else tr(STATE_WORDS[one.state])
    return Subject(key=one.id, number=f"{one.year}-{one.number}", name=f"{one.title}  {when}")
