"""The order of the objectives of a drill."""

import pytest

from commandcenter.database import verify
from commandcenter.directory.rights import RIGHTS, NotAllowed, Role
from commandcenter.drills.model.drill import Drill, Objective
from commandcenter.drills.service import drills, objectives
from commandcenter.drills.service.evidence import EVIDENCE
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer


def somebody(role):
    return Officer(account_id=new_id(), login="fang", name="方志伟", rights=RIGHTS[role])


def test_objectives_are_numbered_in_the_order_that_is_wanted(db):
    planner = somebody(Role.PLANNER)
    one = drills.create(
        db, Drill(id=new_id(), year=2026, number=0, title="防汛演练"), officer=planner
    )
    first, second, third = (
        objectives.add(
            db, Objective(id=new_id(), drill=one.id, number=0, text=text), officer=planner
        )
        for text in ("首报", "到场", "转移")
    )
    order = [third.id, first.id, second.id]
    after = objectives.reorder(db, one.id, order, officer=planner)
    assert [(goal.number, goal.text) for goal in after] == [(1, "转移"), (2, "首报"), (3, "到场")]
    with pytest.raises(Conflict):
        objectives.reorder(db, one.id, order[1:], officer=planner)
    with pytest.raises(NotAllowed):
        objectives.reorder(db, one.id, order, officer=somebody(Role.VIEWER))
    assert objectives.of_drill(db, one.id) == after
    with db.read() as tx:
        assert verify.run(tx, EVIDENCE).is_intact
