"""The script of a drill stays with those who make it, until the drill is over."""

from dataclasses import replace

import pytest

from commandcenter.database.engine import Database
from commandcenter.directory.model import Account, Person
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import accounts, county, people
from commandcenter.drills.model.drill import Drill, Part, Participant, Who
from commandcenter.drills.model.script import Inject
from commandcenter.drills.service import (
    drill_exports,
    drills,
    participants,
    review_exports,
    running,
    script,
    sight,
)
from commandcenter.drills.service.sight import ScriptHidden
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.times import now


def test_an_account_sees_and_prints_the_script_as_its_person_takes_part(db: Database) -> None:
    every = frozenset(right for rights in RIGHTS.values() for right in rights)
    chief = Officer(account_id=new_id(), login="chief", name="何立", rights=every)
    names = county.Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
    county.found(db, county.Founding(names=names), officer=chief)
    one = drills.create(
        db, Drill(id=new_id(), year=2026, number=0, title="防汛演练"), officer=chief
    )
    for at in (0, 600):
        line = Inject(id=new_id(), drill=one.id, number=0, offset_s=at, title=f"第 {at} 秒")
        script.add(db, line, officer=chief)
    lines = script.lines(db, one.id)
    person = Person(id=new_id(), name="林晓", mobile="13805770001")
    people.add(db, person, officer=chief)
    account = Account(id=new_id(), login="linxiao", person_id=person.id, role=Role.DEPUTY)
    accounts.add(db, account, "correct horse", officer=chief)
    deputy = replace(chief, login="linxiao", rights=RIGHTS[Role.DEPUTY])

    def seen() -> tuple[Inject, ...]:
        return sight.seen(db, one, lines, officer=deputy)

    assert seen() == ()
    for make in (drill_exports.script, review_exports.review_report):
        with pytest.raises(ScriptHidden):
            make(db, one.id, at=now(), language="zh", officer=deputy)
    running.start(db, one.id, act_id=new_id(), officer=chief)
    running.fire(db, one.id, lines[0].id, act_id=new_id(), officer=chief)
    assert seen() == lines[:1]
    part = Participant(
        id=new_id(),
        drill=one.id,
        who=Who.PERSON,
        ref=person.id,
        name="林晓",
        part=Part.EVALUATOR,
        contact="13805770001",
    )
    participants.add_all(db, [part], officer=chief)
    assert seen() == lines
    assert drill_exports.script(db, one.id, at=now(), language="zh", officer=deputy)
    viewer = replace(deputy, login="viewer", rights=frozenset())
    assert participants.shown([part], viewer)[0].contact == "138 **** 0001"
    assert participants.shown([part], chief) == (part,)
    # Without SEE_PHONES the plan is another paper.
    papers = {
        drill_exports.drill_plan(db, one.id, at=now(), language="zh", officer=officer)
        for officer in (viewer, chief, None)
    }
    assert len(papers) == 2
