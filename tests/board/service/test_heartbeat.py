"""What is due in one part is done though another part cannot do its own."""

import pytest

from commandcenter.alarms.service import lists
from commandcenter.alarms.service.raising import raise_in
from commandcenter.board.service import heartbeat
from commandcenter.directory.model import BadValue
from commandcenter.directory.rights import RIGHTS, Role
from commandcenter.directory.service import county
from commandcenter.kernel.errors import Unavailable
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from commandcenter.kernel.severity import Severity

CHIEF = Officer(account_id=new_id(), login="heli", name="何立", rights=RIGHTS[Role.CHIEF])


@pytest.fixture
def alarm(sqlite_address, connect):
    """A red alarm that nobody acknowledges, and the county whose clock a test can set."""
    db = connect()
    names = county.Names(county="清溪县", centre="清溪县应急指挥中心", code="330399")
    county.found(db, county.Founding(names=names), officer=CHIEF)
    with db.write(CHIEF) as tx:
        raised = raise_in(
            tx, "incident", source="incident:1", title="管涌", severity=Severity.RED, at=tx.at
        )
    assert raised is not None
    db.clock = lambda: raised.due_at
    return db, raised


@pytest.fixture
def address(sqlite_address):
    """A file, because the clock of a server cannot be moved."""
    return sqlite_address


def test_alarms_escalate_though_a_rule_of_another_part_is_unusable(alarm, monkeypatch):
    db, raised = alarm

    def unusable(*_args, **_named):
        raise BadValue(value="soon", code="warnings.call_deputy_s", hint="123")

    monkeypatch.setattr(heartbeat.intake, "expire_due", unusable)
    followed = []
    monkeypatch.setattr(
        heartbeat.safety, "follow_calls", lambda *_args, **_named: followed.append(1)
    )
    with pytest.raises(BadValue):
        heartbeat.beat(db)
    found = lists.find(db, raised.id)
    assert found.level > raised.level
    assert followed


def test_a_database_that_does_not_answer_is_not_asked_for_the_rest(alarm, monkeypatch):
    db, _ = alarm

    def lost(*_args, **_named):
        raise Unavailable

    monkeypatch.setattr(heartbeat.alarms, "escalate_due", lost)
    followed = []
    monkeypatch.setattr(
        heartbeat.safety, "follow_calls", lambda *_args, **_named: followed.append(1)
    )
    with pytest.raises(Unavailable):
        heartbeat.beat(db)
    assert not followed
