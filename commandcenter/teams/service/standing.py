"""Whether teams, supplies, dispatches and packages stand as the journal says they must.

They are edited in place, so nothing but this sees a phone number or a state that somebody
changed with other tools.
"""

from collections.abc import Collection, Mapping
from dataclasses import MISSING, fields
from datetime import timedelta
from typing import Any

from commandcenter.database.tx import Tx
from commandcenter.database.verify import Reckoning
from commandcenter.directory.service import rules
from commandcenter.kernel.times import stamp
from commandcenter.teams.model.accountability import next_check
from commandcenter.teams.model.dispatch import Dispatch, ending_of
from commandcenter.teams.model.readiness import Muster
from commandcenter.teams.service import changing, packages, recording
from commandcenter.teams.service import readiness as readiness_service
from commandcenter.teams.store import dispatch as dispatch_store
from commandcenter.teams.store import packages as package_store
from commandcenter.teams.store import standing as store
from commandcenter.teams.store.rows import TABLES
from commandcenter.teams.store.standing import Told

_PAGE = 500


def first_of_records(tx: Tx, last: int) -> int | None:
    """Return the first journal row that a record of the roster or of the supplies does not fit."""
    told = store.told(tx, changing.PART)
    misfits = []
    for kind in TABLES.keys() - {Muster}:
        for record in store.records(tx, kind):
            known = told.pop(record.id, None)
            if known is None:
                misfits.append(last)
            elif not _fits(record, known):
                misfits.append(known.seq)
    misfits += [known.seq for known in told.values() if not known.is_gone]
    return min(misfits, default=None)


def _fits(record: Any, known: Told) -> bool:
    if known.is_gone or known.kind != changing.kind_of(record):
        return False
    if known.subject != changing.subject_of(record):
        return False
    if record.version != 1 + len(known.changed_in):
        return False
    texts = changing.texts_of(record)
    if known.is_told:
        expected = _blank(record) | known.fields
        return all(texts[name] == text for name, text in expected.items())
    if any(texts[name] != text for name, text in known.fields.items()):
        return False
    return changing.digest_of_texts(texts | known.began | {"version": "1"}) == known.came


def _blank(record: Any) -> dict[str, str]:
    """Return the text of each field that nobody said anything about."""
    return {
        one.name: changing.text_of(one.name, one.default)
        for one in fields(record)
        if one.default is not MISSING and changing.is_told(record, one.name)
    }


def first_of_dispatches(tx: Tx, last: int) -> int | None:
    """Return the first journal row that the state of a dispatch does not fit."""
    intervals = rules.ever(tx, recording.SAFETY_CALL)
    after, misfits = 0, []
    while page := store.dispatch_ids(tx, after=after, limit=_PAGE):
        after = page[-1][0]
        misfits += [seq for seq, _, known in page if known is None]
        found = dispatch_store.of_ids(tx, [one for _, one, known in page if known is not None])
        misfits += [_newest(one) for one in found if not _stands(one, intervals)]
    if store.has_states_of_nothing(tx):
        misfits.append(last)
    return min(misfits, default=None)


def _newest(one: Dispatch) -> int:
    return one.history[-1].seq if one.history else one.seq


def _stands(one: Dispatch, intervals: Collection[timedelta]) -> bool:
    if (one.outcome, one.ended_at) != ending_of(one.history):
        return False
    if not one.history:
        return one.check_due_at is None
    return any(one.check_due_at == next_check(one, interval) for interval in intervals)


def first_of_packages(tx: Tx, last: int) -> int | None:
    """Return the first journal row that a response package does not fit."""
    told = store.bodies(tx, [packages.CHANGED])
    positions = package_store.positions(tx)
    misfits = []
    for one in package_store.everything(tx):
        rows = told.pop(str(one.id), [])
        seq, body = rows[-1] if rows else (last, {})
        is_so = body.get("after") == packages.said(one) and one.version == len(rows)
        in_order = list(range(1, len(one.rows) + 1))
        if not is_so or positions.pop(one.id, []) != in_order:
            misfits.append(seq)
    misfits += [rows[-1][0] for rows in told.values()]
    return min([*misfits, *([last] if positions else [])], default=None)


def first_of_musters(tx: Tx, last: int) -> int | None:
    """Return the first journal row that a muster test does not fit."""
    told: dict[str, tuple[int, dict[str, Any]]] = {}
    for team_id, rows in store.bodies(tx, readiness_service.MUSTERS).items():
        for seq, body in rows:
            _, known = told.get(body["muster"], (0, {}))
            told[body["muster"]] = seq, {**known, **body, "team_id": team_id}
    misfits = []
    for one in store.records(tx, Muster):
        seq, body = told.pop(str(one.id), (last, {}))
        if _told_of_muster(body) != _said_of_muster(one):
            misfits.append(seq)
    misfits += [seq for seq, _ in told.values()]
    return min(misfits, default=None)


def _told_of_muster(body: Mapping[str, Any]) -> dict[str, Any]:
    is_over = "assembled_at" in body
    said = {name: body.get(name) for name in ("team_id", "ordered_at", "by")}
    over = {name: body[name] for name in ("assembled_at", "people", "result") if is_over}
    return said | over | {"version": 1 + is_over}


def _said_of_muster(one: Muster) -> dict[str, Any]:
    said: dict[str, Any] = {
        "team_id": str(one.team_id),
        "ordered_at": stamp(one.ordered_at),
        "by": one.ordered_by,
        "version": one.version,
    }
    if one.assembled_at is None and not one.people and not one.result:
        return said
    at = "" if one.assembled_at is None else stamp(one.assembled_at)
    return said | {"assembled_at": at, "people": one.people, "result": one.result}


EVIDENCE = tuple(
    Reckoning(first_misfit=one)
    for one in (first_of_records, first_of_dispatches, first_of_packages, first_of_musters)
)
