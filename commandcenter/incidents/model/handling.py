"""What may be done to an incident, and what may not."""

from datetime import datetime

from commandcenter.duty.model.entry import MAX_LAT, MAX_LON, Entry, NoSuchPlace
from commandcenter.incidents.model.incident import (
    MAX_LINE,
    MAX_TEXT,
    STEPS,
    EventClass,
    Facts,
    Incident,
    State,
)
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import minute
from commandcenter.kernel.words import N_

OTHER_KIND = f"{EventClass.ACCIDENT}:other"


class NoSuchStep(Rejected):
    """The incident is not so far, or farther already."""

    sentence = N_("{number} cannot take this step now. Look at where it stands.")


class IncidentOver(Rejected):
    """Nothing is added to an incident that is over."""

    sentence = N_("{number} is over. Open it again first.")


class IncidentReasonMissing(Rejected):
    """What departs from the rule says why."""

    sentence = N_("Write why this is done to the incident.")


class FinalReportMissing(Rejected):
    """A chain of reports ends with the final one."""

    sentence = N_("No final report of {number} was sent. Send it, or write why there is none.")


class EntryTaken(Rejected):
    """A log line tells of one incident; a second one would be counted twice."""

    sentence = N_("This log entry belongs to {number} already. Open that one.")


class WarningTaken(Rejected):
    """A warning opens one incident at a time; two desks would handle it twice."""

    sentence = N_("This warning led to {number} already. Open that one.")


class UnknownKind(Rejected):
    """A kind names one of the four classes first."""

    sentence = N_("'{kind}' is no kind of incident. Choose one of the list.")


class TitleMissing(Rejected):
    """An incident without a title cannot be told from another."""

    sentence = N_("Write what happened in one line.")


class FactTooLong(Rejected):
    """More than the form holds."""

    sentence = N_("A field has {length} characters; shorten it to {limit}.")


class OccurredLater(Rejected):
    """Nobody learns of what has not happened yet."""

    sentence = N_("It cannot have happened at {at}, after it was learned of; correct the time.")


class LearnedLater(Rejected):
    """What was learned lies in the past."""

    sentence = N_("It cannot be learned of at {at}, in the future; correct the time.")


class OtherIncidentScope(Rejected):
    """A drill must not touch what really happened, nor the other way round."""

    sentence = N_("One of them belongs to a drill, the other does not. They stay apart.")


class IntoItself(Rejected):
    """An incident is merged into another one."""

    sentence = N_("Choose another incident to merge this one into.")


_LINES = (
    "title",
    "place",
    "area_code",
    "source",
    "leaders",
    "commander",
    "commander_phone",
    "reason",
)
_TEXTS = ("course", "scope", "cause", "trend", "measures", "needs")


def facts_of(entry: Entry, *, kind: str = OTHER_KIND) -> Facts:
    """Return what a log line says of an incident; nothing of it is typed again.

    The phone of the caller stays in the log: reports go to many desks.
    """
    draft = entry.newest.draft
    course = draft.content.strip()
    first = course.splitlines()[0]
    who = (draft.org, draft.post, draft.name)
    return Facts(
        id=new_id(),
        kind=kind,
        title=first if len(first) <= MAX_LINE else first[: MAX_LINE - 1] + "…",
        place=draft.place,
        area_code=draft.area_code,
        lon=draft.lon,
        lat=draft.lat,
        occurred_at=draft.occurred_at,
        source=" ".join(filter(None, who))[:MAX_LINE],
        course=course if len(course) <= MAX_TEXT else course[: MAX_TEXT - 1] + "…",
    )


def kind_in(text: str, words: dict[str, str]) -> str:
    """Return the kind whose word a text names; the longest word wins.

    Args:
        words: Of each code of the dictionary of kinds.
    """
    named = [(len(word), code) for code, word in words.items() if word and word in text]
    return max(named, default=(0, OTHER_KIND))[1]


def check_facts(facts: Facts, *, learned_at: datetime) -> None:
    """Refuse facts that break a rule.

    Raises:
        UnknownKind, TitleMissing, FactTooLong, NoSuchPlace, OccurredLater: What has to be put
        right first.
    """
    if facts.kind.partition(":")[0] not in set(EventClass) or len(facts.kind) > MAX_LINE:
        raise UnknownKind(kind=facts.kind)
    if not facts.title.strip():
        raise TitleMissing
    for names, limit in ((_LINES, MAX_LINE), (_TEXTS, MAX_TEXT)):
        length = max(len(getattr(facts, name)) for name in names)
        if length > limit:
            raise FactTooLong(length=length, limit=limit)
    if facts.occurred_at is not None and facts.occurred_at > learned_at:
        raise OccurredLater(at=minute(facts.occurred_at))
    # Written so that NaN, which compares with nothing, is refused as well.
    lon, lat = facts.lon, facts.lat
    if (lon, lat) != (None, None) and not (_within(lon, MAX_LON) and _within(lat, MAX_LAT)):
        raise NoSuchPlace(lon=lon, lat=lat)


def _within(degrees: float | None, limit: float) -> bool:
    return degrees is not None and -limit <= degrees <= limit


def check_move(incident: Incident, to: State) -> None:
    """Refuse a step that the incident cannot take where it stands.

    Raises:
        NoSuchStep: Nothing was written.
    """
    if to not in STEPS[incident.state]:
        raise NoSuchStep(number=incident.number)


def check_open(incident: Incident) -> None:
    """Refuse to add something to an incident that is over.

    Raises:
        IncidentOver: Nothing was written.
    """
    if not incident.is_open:
        raise IncidentOver(number=incident.number)


def check_length(reason: str) -> None:
    """Refuse a reason that does not fit one line.

    Raises:
        FactTooLong: Nothing was written.
    """
    if len(reason) > MAX_LINE:
        raise FactTooLong(length=len(reason), limit=MAX_LINE)


def check_reason(reason: str) -> None:
    """Refuse a step that needs a reason and gives none.

    Raises:
        IncidentReasonMissing, FactTooLong: Nothing was written.
    """
    if not reason.strip():
        raise IncidentReasonMissing
    check_length(reason)


def check_merge(one: Incident, other: Incident, reason: str) -> None:
    """Refuse to merge what does not belong together.

    Raises:
        IntoItself, OtherIncidentScope, IncidentOver, IncidentReasonMissing: Nothing was written.
    """
    if one.id == other.id:
        raise IntoItself
    if one.drill_id != other.drill_id:
        raise OtherIncidentScope
    check_open(other)
    check_reason(reason)
