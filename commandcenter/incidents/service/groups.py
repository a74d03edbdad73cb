"""Joint groups (联合指挥工作组) of a response: called up, signed in, released."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.database.tx import Tx
from commandcenter.directory.rights import Right, require
from commandcenter.directory.service import phrases
from commandcenter.incidents.model.command import GroupCall, UnknownGroup
from commandcenter.incidents.model.response import ResponseEnded
from commandcenter.incidents.service import doing
from commandcenter.incidents.store import response as store
from commandcenter.incidents.store.keeping import KEEPER, ROWS
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer

GROUPS = "joint_group"
LEADS = "joint_group_lead"
MEMBERS = "joint_group_members"
_ORDER = ("called_at", "code")


def offered(db: Database) -> tuple[GroupCall, ...]:
    """Return the groups of the county's dictionary, as they would be called up."""
    with db.read() as tx:
        return tuple(_offered(tx, response_id=new_id(), at=db.clock(), drill_id=None).values())


def _offered(
    tx: Tx, *, response_id: UUID, at: datetime, drill_id: UUID | None
) -> dict[str, GroupCall]:
    leads = {term.code: term.zh for term in phrases.words(tx, LEADS)}
    members = {term.code: term.zh for term in phrases.words(tx, MEMBERS)}
    return {
        term.code: GroupCall(
            id=new_id(),
            response_id=response_id,
            code=term.code,
            name=term.zh,
            lead_org=leads.get(term.code, ""),
            members=members.get(term.code, ""),
            called_at=at,
            drill_id=drill_id,
        )
        for term in phrases.words(tx, GROUPS)
    }


def call_up(
    db: Database, response_id: UUID, codes: Sequence[str], *, officer: Officer
) -> tuple[GroupCall, ...]:
    """Call up joint groups; those that are called up already stay as they are.

    Returns:
        The groups that are called up now.

    Raises:
        NotAllowed, ResponseEnded, UnknownGroup: Nothing was written.
        Conflict: There is no such response.
        Unavailable: The outcome is unknown; send it again.
    """
    require(officer, Right.RESPOND)
    with db.write(officer) as tx:
        one = store.find(tx, response_id)
        if one is None:
            raise Conflict
        if not one.is_active:
            raise ResponseEnded(number=one.number)
        drill_id = one.opening.drill_id
        known = _offered(tx, response_id=response_id, at=tx.at, drill_id=drill_id)
        for code in codes:
            if code not in known:
                raise UnknownGroup(code=code)
        there = {call.code for call in _called(tx, response_id)}
        new = [known[code] for code in dict.fromkeys(codes) if code not in there]
        if new:
            KEEPER.add_all(tx, new, subject=response_id)
            body = {"number": one.number, "count": len(new)}
            doing.say(tx, "response.groups_called", body, about=one.id, drill_id=drill_id)
        return _called(tx, response_id)


def _called(tx: Tx, response_id: UUID) -> tuple[GroupCall, ...]:
    return ROWS.where(tx, GroupCall, _ORDER, response_id=response_id, released_at=None)


def change_call(db: Database, changed: GroupCall, *, officer: Officer) -> GroupCall:
    """Note that a group signed in or was released; *changed* carries the version seen.

    Raises:
        NotAllowed, EmptyField, OverlongField, NotYet, EndBeforeBeginning: Nothing was written.
        Conflict: Somebody changed it first, or it is gone.
        Unavailable: The outcome is unknown; look at it again.
    """

    def kind(before: GroupCall, after: GroupCall) -> str:
        if before.signed_in_at is None and after.signed_in_at is not None:
            return "response.group_signed_in"
        is_over = before.released_at is None and after.released_at is not None
        return "response.group_released" if is_over else ""

    return doing.change(
        db, changed, officer=officer, kind=kind, tells=("code", "name", "signed_in_by")
    )


def calls(db: Database, response_id: UUID) -> tuple[GroupCall, ...]:
    """Return the groups that were ever called up in a response, in order."""
    with db.read() as tx:
        return ROWS.where(tx, GroupCall, _ORDER, response_id=response_id)
