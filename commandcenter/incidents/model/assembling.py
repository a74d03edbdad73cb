"""Drafts of reports, put together from the record so that nothing is typed twice."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from uuid import UUID

from commandcenter.incidents.model.figures import (
    CASUALTIES,
    DISASTER,
    PEOPLE,
    Delta,
    Figures,
    difference,
)
from commandcenter.incidents.model.incident import EventClass, Facts, Incident
from commandcenter.incidents.model.level import Level
from commandcenter.incidents.model.report import MAX_SECTION, ReportKind, Text
from commandcenter.incidents.model.words import (
    FIGURE_WORDS,
    LEVEL_WORDS,
    STATE_WORDS,
    VERIFYING,
    amount,
    report_name,
)
from commandcenter.kernel.times import BEIJING
from commandcenter.kernel.words import N_, Translate
from commandcenter.teams.model.dispatch import Dispatch
from commandcenter.teams.model.dispatch_words import OUTCOME_WORDS
from commandcenter.teams.model.dispatch_words import STEP_WORDS as TEAM_STEP_WORDS

_TITLE = N_("Report on {title} ({report})")
_MOMENT = N_("{year}-{month:02}-{day:02} {hour:02}:{minute:02}")
_LEARNED = N_("At {learned}, {source} reported: {occurred}, {place}, {kind}.")
_OCCURRED = N_("occurred at {occurred}")
_POSITION = N_("{place} ({lon:.5f} E, {lat:.5f} N)")
_COURSE = N_("Course: {text}.")
_LEVEL = N_("Level (preliminary): {level}.")
_SCOPE = N_("Scope: {text}.")
_CAUSE = N_("Cause (preliminary): {text}.")
_TREND = N_("Trend: {text}.")
_MEASURES = N_("Measures taken: {text}.")
_FORCES = N_("Forces deployed: {text}.")
_NO_FORCES = N_("Forces deployed: none so far.")
_FORCE = N_("{team} ({people}), {step}")
_FORCE_ALONE = N_("{team}, {step}")
_LEADERS = N_("Leaders on the scene: {text}.")
_COMMANDER = N_("Field commander: {text}.")
_NEEDS = N_("Needs and suggestions: {text}.")
_FIGURES = N_("As of {as_of}: {figures}.")
_SAME_FIGURES = N_("No figure has changed since the last report.")
_SAME = N_("No change since the last report.")
_SAME_SINCE = N_("No change since {number} of {at}.")
_SINCE = N_("Since {number} of {at}:")
_ROSE = N_("Level changed from {old} to {new}.")
_PAIR = N_("{label} {amount}")
_CHANGED = N_("{label} {amount} ({change:+} since the last report)")
_CHANGED_AMOUNT = N_("{label} {amount} ({old} before)")
_STATE = N_("Present state: {text}.")
_AFTERCARE = N_("Aftercare, restoration and evaluation: {text}.")
# These are not counted one by one, so that a difference in their own unit says nothing.
_SMALL_UNITS = ("_m2", "_fen", "_tenths")
# Leaves room for the rest of the title of a report.
_LONGEST_TITLE = 150
_SEPARATOR = N_(", ")
_SENTENCES = N_("{first} {second}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """The report that was sent last.

    Attributes:
        figures: Those it was assembled from.
    """

    number: str
    sent_at: datetime
    level: Level
    facts: Facts
    figures: Figures | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything that a report is put together from.

    Attributes:
        figures: The newest count.
        forces: Teams that were sent to it.
        place: With the names of its areas.
        kind: The word of the kind of incident.
        previous: None before the first report was sent.
    """

    incident: Incident
    figures: Figures | None = None
    forces: tuple[Dispatch, ...] = ()
    place: str = ""
    kind: str = ""
    previous: Previous | None = None
    contact: str = ""


def assemble(
    record: Record,
    kind: ReportKind,
    position: int,
    *,
    text_id: UUID,
    words: Translate,
) -> Text:
    """Return the draft of a report: the first, a follow-up or the final one.

    Args:
        position: Of the report among those of its kind.
    """
    sections = _SECTIONS[kind]
    title = words(_TITLE).format(
        title=record.incident.facts.title[:_LONGEST_TITLE],
        report=report_name(words, kind, position),
    )
    basic, casualties, measures, next_steps = (
        _fitting(_joined(words, section(record, words))) for section in sections
    )
    return Text(
        id=text_id,
        title=title,
        basic=basic,
        casualties=casualties,
        measures=measures,
        next_steps=next_steps,
        contact=record.contact,
        level=record.incident.level,
        facts_id=record.incident.facts.id,
        figures_id=record.figures.id if record.figures is not None else None,
    )


def spoken(record: Record, *, words: Translate) -> str:
    """Return what to say when an incident is reported by phone."""
    parts = (*_basic(record, words), *_casualties(record, words), *_measures(record, words))
    return _joined(words, parts)


def _joined(words: Translate, sentences: Iterable[str]) -> str:
    """Return sentences as one text; Chinese has no gap between them."""
    return reduce(
        lambda first, second: words(_SENTENCES).format(first=first, second=second), sentences
    )


def _fitting(text: str) -> str:
    return text if len(text) <= MAX_SECTION else text[: MAX_SECTION - 1] + "…"


def _basic(record: Record, words: Translate) -> Iterator[str]:
    one, facts = record.incident, record.incident.facts
    occurred = words(VERIFYING)
    if facts.occurred_at is not None:
        occurred = moment(words, facts.occurred_at)
    yield words(_LEARNED).format(
        learned=moment(words, one.learned_at),
        source=_known(words, facts.source),
        occurred=words(_OCCURRED).format(occurred=occurred),
        place=_place(record, words),
        kind=record.kind or words(VERIFYING),
    )
    yield _said(words, _COURSE, facts.course)
    yield words(_LEVEL).format(level=words(LEVEL_WORDS[one.level]))
    yield _said(words, _SCOPE, facts.scope)


def _place(record: Record, words: Translate) -> str:
    facts = record.incident.facts
    place = _known(words, record.place)
    if facts.lon is None or facts.lat is None:
        return place
    return words(_POSITION).format(place=place, lon=facts.lon, lat=facts.lat)


def _casualties(record: Record, words: Translate) -> Iterator[str]:
    figures = record.figures
    names: list[str] = [*CASUALTIES, *PEOPLE, "loss_fen"]
    if record.incident.facts.event_class is EventClass.NATURAL and figures is not None:
        counted = (name for name in DISASTER if getattr(figures, name) is not None)
        names += [name for name in counted if name not in names]
    pairs = (
        words(_PAIR).format(
            label=words(FIGURE_WORDS[name]),
            amount=amount(words, name, None if figures is None else getattr(figures, name)),
        )
        for name in names
    )
    yield words(_FIGURES).format(as_of=_as_of(record, words), figures=_listed(words, pairs))


def _as_of(record: Record, words: Translate) -> str:
    figures = record.figures
    at = figures.as_of if figures is not None and figures.as_of else record.incident.learned_at
    return moment(words, at)


def _measures(record: Record, words: Translate) -> Iterator[str]:
    facts = record.incident.facts
    yield _said(words, _LEADERS, facts.leaders)
    yield _said(words, _MEASURES, facts.measures)
    yield _forces(record.forces, words)
    yield _said(words, _COMMANDER, _commander(facts))


def _commander(facts: Facts) -> str:
    return f"{facts.commander} {facts.commander_phone}".strip()


def _forces(forces: Iterable[Dispatch], words: Translate) -> str:
    told = [_force(one, words) for one in forces]
    if not told:
        return words(_NO_FORCES)
    return words(_FORCES).format(text=_listed(words, told))


def _force(one: Dispatch, words: Translate) -> str:
    step = words(OUTCOME_WORDS[one.outcome] if one.outcome else TEAM_STEP_WORDS[one.step])
    if not one.order.people_out:
        return words(_FORCE_ALONE).format(team=one.team_name, step=step)
    people = amount(words, "people", one.order.people_out)
    return words(_FORCE).format(team=one.team_name, people=people, step=step)


def _next_steps(record: Record, words: Translate) -> Iterator[str]:
    facts = record.incident.facts
    yield _said(words, _CAUSE, facts.cause)
    yield _said(words, _TREND, facts.trend)
    yield _said(words, _NEEDS, facts.needs)


def _basic_since(record: Record, words: Translate) -> Iterator[str]:
    one, last = record.incident, record.previous
    if last is None:
        yield from _basic(record, words)
        return
    changes = []
    if last.level is not one.level:
        old, new = words(LEVEL_WORDS[last.level]), words(LEVEL_WORDS[one.level])
        changes.append(words(_ROSE).format(old=old, new=new))
    fields = (("course", _COURSE), ("scope", _SCOPE))
    changes += _changed(record, last, fields, words)
    says = words(_SINCE if changes else _SAME_SINCE)
    yield says.format(number=last.number, at=moment(words, last.sent_at))
    yield from changes


def _casualties_since(record: Record, words: Translate) -> Iterator[str]:
    last = record.previous
    deltas = difference(last.figures if last is not None else None, record.figures)
    if not deltas:
        yield words(_SAME_FIGURES)
        return
    figures = _listed(words, (_delta(one, words) for one in deltas))
    yield words(_FIGURES).format(as_of=_as_of(record, words), figures=figures)


def _delta(one: Delta, words: Translate) -> str:
    label, now = words(FIGURE_WORDS[one.figure]), amount(words, one.figure, one.new)
    if one.change is None or one.figure.endswith(_SMALL_UNITS):
        old = amount(words, one.figure, one.old)
        return words(_CHANGED_AMOUNT).format(label=label, amount=now, old=old)
    return words(_CHANGED).format(label=label, amount=now, change=one.change)


def _measures_since(record: Record, words: Translate) -> Iterator[str]:
    last = record.previous
    if last is None:
        yield from _measures(record, words)
        return
    fields = (("leaders", _LEADERS), ("measures", _MEASURES), ("commander", _COMMANDER))
    changes = _changed(record, last, fields, words)
    moved = [one for one in record.forces if _newest(one) > last.sent_at]
    if moved:
        changes.append(_forces(moved, words))
    yield from changes or [words(_SAME)]


def _newest(one: Dispatch) -> datetime:
    return max([one.ordered_at, *(row.recorded_at for row in one.history)])


def _next_steps_since(record: Record, words: Translate) -> Iterator[str]:
    last = record.previous
    if last is None:
        yield from _next_steps(record, words)
        return
    fields = (("cause", _CAUSE), ("trend", _TREND), ("needs", _NEEDS))
    yield from _changed(record, last, fields, words) or [words(_SAME)]


def _changed(
    record: Record, last: Previous, fields: Iterable[tuple[str, str]], words: Translate
) -> list[str]:
    now = record.incident.facts
    return [
        _said(words, says, getattr(now, name))
        for name, says in fields
        if getattr(now, name) != getattr(last.facts, name)
    ]


def _last_words(record: Record, words: Translate) -> Iterator[str]:
    facts = record.incident.facts
    yield words(_STATE).format(text=words(STATE_WORDS[record.incident.state]))
    yield _said(words, _CAUSE, facts.cause)
    yield _said(words, _AFTERCARE, "")


def _said(words: Translate, says: str, text: str) -> str:
    return words(says).format(text=_known(words, text).rstrip("。.；;"))


def _known(words: Translate, text: str) -> str:
    return text.strip() or words(VERIFYING)


def _listed(words: Translate, texts: Iterable[str]) -> str:
    return words(_SEPARATOR).join(texts)


def moment(words: Translate, at: datetime) -> str:
    """Return a moment in Beijing as reports write it."""
    local = at.astimezone(BEIJING)
    return words(_MOMENT).format(
        year=local.year, month=local.month, day=local.day, hour=local.hour, minute=local.minute
    )


_SECTIONS = {
    ReportKind.FIRST: (_basic, _casualties, _measures, _next_steps),
    ReportKind.FOLLOW_UP: (_basic_since, _casualties_since, _measures_since, _next_steps_since),
    ReportKind.FINAL: (_basic, _casualties, _measures, _last_words),
}
