"""The scene: field post, who takes part, supplies that were asked for, the leader's way there."""

from datetime import datetime
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx, WriteTx
from commandcenter.directory.model import NoSuchRule
from commandcenter.directory.service import phrases, rules
from commandcenter.incidents.model.command import (
    FieldPost,
    Participant,
    PostClosed,
    PostOpen,
    Presence,
    Role,
    SpecialCommand,
    SupplyRequest,
)
from commandcenter.incidents.model.level import Level
from commandcenter.incidents.service import doing
from commandcenter.incidents.store.keeping import ROWS
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import day_of
from commandcenter.matters.model.matter import MAX_TITLE, Matter, MatterKind
from commandcenter.matters.service import clocks, matters
from commandcenter.teams.model.dispatch import Dispatch, Step
from commandcenter.teams.service import dispatch

COMMANDS = "special_command"
COMMANDERS = "special_commander"
OFFICES = "special_command_office"
TASKS = "response_task"
LEADER_TO_SCENE = "leader_to_scene"
LEADER_LIMIT = "response.leader_to_scene_s"
LEADER_LEVEL = "response.leader_to_scene_level"
_POST = ("name", "place", "commander")
_SUPPLIES = ("item", "quantity", "unit", "from_area", "to_area")


def open_post(db: Database, new: FieldPost, *, officer: Officer) -> FieldPost:
    """Open the field post of an incident or response; sending it again opens it once.

    Raises:
        NotAllowed, PostOpen, EmptyField, OverlongField, NotYet, EndBeforeBeginning: Nothing
            was written.
        Unavailable: The outcome is unknown; send the same post again.
    """

    def check(tx: Tx, new: FieldPost) -> None:
        there = ROWS.where(tx, FieldPost, ("name",), about=new.about, closed_at=None)
        if there:
            raise PostOpen(name=there[0].name)

    return doing.add(db, new, "response.post_opened", officer=officer, check=check, tells=_POST)


def change_post(db: Database, changed: FieldPost, *, officer: Officer) -> FieldPost:
    """Change a field post, or close it; *changed* carries the version that was seen.

    Raises:
        NotAllowed, PostClosed, EmptyField, OverlongField, NotYet, EndBeforeBeginning: Nothing
            was written.
        Conflict: Somebody changed it first, or it is gone.
        Unavailable: The outcome is unknown; look at it again.
    """

    def check(before: FieldPost) -> None:
        if before.closed_at is not None:
            raise PostClosed(name=before.name)

    def kind(_before: FieldPost, after: FieldPost) -> str:
        return "response.post_changed" if after.closed_at is None else "response.post_closed"

    return doing.change(db, changed, officer=officer, check=check, kind=kind, tells=_POST)


def posts(db: Database, about: UUID, *, officer: Officer) -> tuple[FieldPost, ...]:
    """Return the field posts of an incident or response, the first one first."""
    with db.read() as tx:
        found = ROWS.where(tx, FieldPost, ("opened_at",), about=about)
    return tuple(doing.without_phone(one, officer) for one in found)


def take_part(db: Database, new: Participant, *, officer: Officer) -> Participant:
    """Note that an organisation takes part; sending it again notes it once.

    Raises:
        NotAllowed, EmptyField, OverlongField, CountOutOfRange, NotYet, EndBeforeBeginning:
            Nothing was written.
        Unavailable: The outcome is unknown; send the same participant again.
    """
    return doing.add(db, new, "response.took_part", officer=officer, tells=("organisation", "role"))


def change_participant(db: Database, changed: Participant, *, officer: Officer) -> Participant:
    """Note when a participant arrived or left, or correct it; carries the version seen.

    Raises:
        NotAllowed, EmptyField, OverlongField, CountOutOfRange, NotYet, EndBeforeBeginning:
            Nothing was written.
        Conflict: Somebody changed it first, or it is gone.
        Unavailable: The outcome is unknown; look at it again.
    """

    def kind(before: Participant, after: Participant) -> str:
        if before.arrived_at is None and after.arrived_at is not None:
            return "response.participant_arrived"
        if before.left_at is None and after.left_at is not None:
            return "response.participant_left"
        return ""

    return doing.change(db, changed, officer=officer, kind=kind, tells=("organisation", "role"))


def participants(db: Database, about: UUID, *, officer: Officer) -> tuple[Participant, ...]:
    """Return who was noted by hand as taking part, those who lead first."""
    with db.read() as tx:
        found = ROWS.where(tx, Participant, ("role", "organisation"), about=about)
    return tuple(doing.without_phone(one, officer) for one in found)


def presences(
    db: Database, about: UUID, *, incident_id: UUID | None = None
) -> tuple[Presence, ...]:
    """Return who takes part: teams by their dispatches, others as noted.

    Args:
        about: An incident or a response.
        incident_id: The incident that a response was activated for.
    """
    abouts = [one for one in (about, incident_id) if one is not None]
    with db.read() as tx:
        noted = [
            each
            for one in abouts
            for each in ROWS.where(tx, Participant, ("role", "organisation"), about=one)
        ]
    sent = [each for one in abouts for each in dispatch.of_incident(db, one)]
    return (*map(_noted, noted), *map(_sent, sent))


def _noted(one: Participant) -> Presence:
    return Presence(
        organisation=one.organisation,
        role=one.role,
        leader=one.leader,
        people=one.people,
        arrived_at=one.arrived_at,
        left_at=one.left_at,
    )


def _sent(one: Dispatch) -> Presence:
    arrived_at = one.times.get(Step.ARRIVED)
    return Presence(
        organisation=one.team_name,
        role=Role.SUPPORT,
        leader="",
        people=one.order.people_out,
        arrived_at=arrived_at,
        left_at=one.times.get(Step.WITHDRAWN, one.ended_at) if arrived_at else None,
        dispatch=one.number,
        dispatch_id=one.id,
    )


def request_supplies(db: Database, new: SupplyRequest, *, officer: Officer) -> SupplyRequest:
    """Note that supplies were asked for; sending it again notes it once.

    Raises:
        NotAllowed, EmptyField, OverlongField, CountOutOfRange, NotYet, EndBeforeBeginning,
        NothingReceived: Nothing was written.
        Unavailable: The outcome is unknown; send the same request again.
    """
    return doing.add(db, new, "response.supplies_requested", officer=officer, tells=_SUPPLIES)


def change_request(db: Database, changed: SupplyRequest, *, officer: Officer) -> SupplyRequest:
    """Note what came of a request, or correct it; *changed* carries the version seen.

    Raises:
        NotAllowed, EmptyField, OverlongField, CountOutOfRange, NotYet, EndBeforeBeginning,
        NothingReceived: Nothing was written.
        Conflict: Somebody changed it first, or it is gone.
        Unavailable: The outcome is unknown; look at it again.
    """

    def kind(before: SupplyRequest, after: SupplyRequest) -> str:
        came = before.received_at is None and after.received_at is not None
        return "response.supplies_received" if came else ""

    tells = ("item", "received_quantity", "unit", "received_by")
    return doing.change(db, changed, officer=officer, kind=kind, tells=tells)


def requests(db: Database, about: UUID) -> tuple[SupplyRequest, ...]:
    """Return the requests for supplies of an incident or response, oldest first."""
    with db.read() as tx:
        return ROWS.where(tx, SupplyRequest, ("requested_at",), about=about)


def _least_level(tx: WriteTx, at: datetime) -> Level:
    try:
        return Level(rules.value(tx, LEADER_LEVEL, on=day_of(at)))
    except (NoSuchRule, ValueError):
        return Level.LARGER


def special_commands(db: Database, hazard: str) -> tuple[SpecialCommand, ...]:
    """Return the special commands that have to be told of a hazard."""
    with db.read() as tx:
        return special_commands_in(tx, hazard)


def special_commands_in(tx: Tx, hazard: str) -> tuple[SpecialCommand, ...]:
    """Do what `special_commands` does inside a transaction.

    Codes are a hazard, or a hazard with anything after a colon where it has several.
    """
    commanders = {term.code: term.zh for term in phrases.words(tx, COMMANDERS)}
    offices = {term.code: term.zh for term in phrases.words(tx, OFFICES)}
    return tuple(
        SpecialCommand(
            hazard=hazard,
            name=term.zh,
            commander=commanders.get(term.code, ""),
            office=offices.get(term.code, ""),
        )
        for term in phrases.words(tx, COMMANDS)
        if term.code.partition(":")[0] == hazard
    )


def leader_to_scene_in(
    tx: WriteTx,
    incident_id: UUID,
    *,
    before: Level,
    level: Level,
    title: str,
    leader: str,
    at: datetime,
    drill_id: UUID | None = None,
) -> Matter | None:
    """Give the leader on duty the task to go to the scene, with its due time.

    For whatever gives an incident its level. Below the level of the county's rule, or
    without a rule row, nobody is asked to go.

    Args:
        before: The level until now; who was asked at a lower one is not asked again.
        title: Of the incident.
        at: From when the time counts.
    """
    limit = clocks.limit_in(tx, LEADER_LIMIT, at)
    least = _least_level(tx, at).rank
    if limit is None or not before.rank < least <= level.rank:
        return None
    words = {term.code: term.zh for term in phrases.words(tx, TASKS)}
    told = f"{words.get(LEADER_TO_SCENE, LEADER_TO_SCENE)} {title}"
    return matters.open_task_in(
        tx,
        Matter(
            id=new_id(),
            kind=MatterKind.TASK,
            title=told[:MAX_TITLE],
            opened_at=at,
            owner=leader,
            due_at=at + limit,
            drill_id=drill_id,
            about=incident_id,
        ),
    )
