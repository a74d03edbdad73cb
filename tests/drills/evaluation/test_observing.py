"""What evaluators see while a drill runs, with photographs."""

from dataclasses import replace
from datetime import timedelta

import pytest

from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import verify
from commandcenter.database.engine import open_engine
from commandcenter.directory.rights import NotAllowed
from commandcenter.drills.model.checks import DrillArchived, FieldEmpty
from commandcenter.drills.model.drill import Objective, State
from commandcenter.drills.model.evaluation import Observation, Seen
from commandcenter.drills.model.evaluation_checks import (
    DrillNotHeld,
    NotYourObservation,
)
from commandcenter.drills.service import files, observing, records
from commandcenter.duty.model.entry import InFuture
from commandcenter.duty.model.files import NotAttachable
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import now

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.fixture
def photograph(tmp_path):
    path = tmp_path / "坝脚.png"
    path.write_bytes(PNG)
    return files.take_in(path)


def seen(drill, **fields):
    usual = {
        "id": new_id(),
        "drill": drill.id,
        "observer": "林晓",
        "at": now(),
        "kind": Seen.PROBLEM,
        "text": "名单不全",
    }
    return Observation(**usual | fields)


def test_an_evaluator_who_may_not_plan_notes_a_photograph_once(db, a_drill, deputy, photograph):
    one = seen(a_drill(State.RUNNING))
    for _ in range(2):
        observing.note(db, one, officer=deputy, given=[photograph])
    [file] = files.of(db, one.id)
    assert (file.name, files.content(db, file)) == ("坝脚.png", PNG)
    files.attach(db, one, [photograph], officer=deputy)
    assert files.of(db, one.id) == (file,)
    files.detach(db, one, file, officer=deputy)
    assert files.of(db, one.id) == ()
    with pytest.raises(Conflict):
        files.detach(db, one, file, officer=deputy)


def test_observations_and_photographs_are_refused_with_a_reason(
    db, a_drill, planner, deputy, viewer, photograph, tmp_path
):
    drill, other = a_drill(State.ENDED), a_drill(State.ENDED)
    aim = Objective(id=new_id(), drill=other.id, number=1, text="转移")
    records.add(db, aim, officer=planner)
    for wrong, officer, error in (
        (seen(drill), viewer, NotAllowed),
        (seen(drill, text=" "), deputy, FieldEmpty),
        (seen(drill, objective_id=aim.id), deputy, Conflict),
        (seen(drill, at=now() + timedelta(hours=1)), deputy, InFuture),
        (seen(a_drill(State.PLANNED)), deputy, DrillNotHeld),
        (seen(a_drill(State.CLOSED)), deputy, DrillArchived),
    ):
        with pytest.raises(error):
            observing.note(db, wrong, officer=officer, given=[photograph])
        assert files.of(db, wrong.id) == ()
    program = tmp_path / "x.exe"
    program.write_bytes(b"MZ")
    with pytest.raises(NotAttachable):
        files.take_in(program)


def test_an_observation_is_changed_by_whoever_saw_its_newest_version(db, a_drill, deputy):
    one = observing.note(db, seen(a_drill(State.RUNNING)), officer=deputy)
    changed = observing.change(db, replace(one, text="名单缺 3 户"), officer=deputy)
    assert changed.text == "名单缺 3 户"
    with pytest.raises(Conflict):
        observing.change(db, replace(one, text="别的"), officer=deputy)
    with pytest.raises(InFuture):
        observing.change(db, replace(changed, at=now() + timedelta(hours=1)), officer=deputy)


def test_what_somebody_saw_is_changed_by_nobody_else(db, a_drill, deputy, chief, photograph):
    one = observing.note(db, seen(a_drill(State.RUNNING)), officer=deputy, given=[photograph])
    [file] = files.of(db, one.id)
    for spoil in (
        lambda: observing.change(db, replace(one, text="别的"), officer=chief),
        lambda: observing.change(db, replace(one, login=chief.login), officer=chief),
        lambda: records.remove(db, replace(one, login=chief.login), officer=chief),
        lambda: files.attach(db, one, [photograph], officer=chief),
        lambda: files.detach(db, one, file, officer=chief),
    ):
        with pytest.raises(NotYourObservation):
            spoil()
    with pytest.raises(Conflict):
        observing.change(db, replace(one, login=""), officer=deputy)
    assert (records.find(db, Observation, one.id), files.of(db, one.id)) == (one, (file,))


def test_an_observation_stays_with_its_drill(db, a_drill, deputy):
    one = observing.note(db, seen(a_drill(State.RUNNING)), officer=deputy)
    with pytest.raises(Conflict):
        observing.change(db, replace(one, drill=a_drill(State.RUNNING).id), officer=deputy)


def test_a_photograph_whose_bytes_are_gone_is_found(db, address, a_drill, deputy, photograph):
    observing.note(db, seen(a_drill(State.RUNNING)), officer=deputy, given=[photograph])
    with db.read() as tx:
        assert verify.run(tx, EVIDENCE).problem is None
    bare = open_engine(address)
    with bare.begin() as connection:
        if bare.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        else:
            connection.exec_driver_sql("DROP TRIGGER guard_attachment_DELETE")
        connection.exec_driver_sql("DELETE FROM attachment")
    bare.dispose()
    with db.read() as tx:
        assert verify.run(tx, EVIDENCE).problem is not None
