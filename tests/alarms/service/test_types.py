"""The table of what may be an alarm is the county's own."""

import tomllib
from dataclasses import replace

import pytest

import resources
from commandcenter.alarms.model.kinds import FigureOutOfRange, WordsMissing, WordsTooLong
from commandcenter.alarms.service import lists, types
from commandcenter.alarms.service.raising import raise_in
from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import journal, verify
from commandcenter.directory.rights import NotAllowed
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.times import now

CODES = {
    "warning",
    "call_unanswered",
    "clock_late",
    "incident",
    "hotspot",
    "safety_call",
    "feed_lost",
    "evacuation",
    "warning_pending",
}


def row_of(db, code="incident"):
    return next(row for row in types.everything(db) if row.code == code)


def test_every_shipped_row_says_cause_and_action_in_both_languages(db):
    rows = types.everything(db)
    assert {row.code for row in rows} == CODES
    for row in rows:
        texts = (row.zh, row.en, row.cause_zh, row.cause_en, row.action_zh, row.action_en)
        assert all(texts)
        assert all((row.source_zh, row.source_en))
    shipped = tomllib.loads(resources.path("alarms", "types.toml").read_text("utf-8"))
    assert shipped.keys() == CODES


def test_a_county_gets_its_rows_with_its_first_alarm_and_once(db, chief):
    for source in ("1", "2"):
        with db.write(chief) as tx:
            raise_in(tx, "incident", source=source, title="x", at=tx.at)
    with db.read() as tx:
        added = [row.subject for row in journal.told(tx, ["alarms.type_added"])]
    assert sorted(added) == sorted(CODES)


def test_a_changed_row_holds_for_the_next_alarm_and_is_vouched_for(db, chief, admin):
    changed = replace(row_of(db), severity=Severity.RED, action_zh="先核实")
    assert types.change(db, changed, officer=admin).version == 2
    with db.write(chief) as tx:
        assert raise_in(tx, "incident", source="1", title="x", at=tx.at).severity is Severity.RED
    with db.read() as tx:
        assert verify.run(tx, EVIDENCE).problem is None
        [row] = journal.told(tx, ["alarms.type_changed"])
    assert '"action_zh":"先核实"' in row.body


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"action_zh": " "}, WordsMissing),
        ({"cause_zh": ""}, WordsMissing),
        ({"en": "x" * 201}, WordsTooLong),
        ({"delay_s": -1}, FigureOutOfRange),
        ({"window_s": 86_401}, FigureOutOfRange),
        ({"count": 0}, FigureOutOfRange),
    ],
)
def test_a_row_that_explains_nothing_is_refused(db, admin, facts, refusal):
    with pytest.raises(refusal):
        types.change(db, replace(row_of(db), **facts), officer=admin)


def test_who_saw_an_older_row_changes_nothing(db, chief, admin):
    row = row_of(db)
    act = new_id()
    after = types.change(db, replace(row, delay_s=5), officer=admin, act_id=act)
    assert types.change(db, replace(row, delay_s=5), officer=admin, act_id=act) == after
    with pytest.raises(Conflict):
        types.change(db, replace(row, delay_s=9), officer=admin)
    with pytest.raises(Conflict):
        types.change(db, replace(row, code="nothing"), officer=admin)
    with pytest.raises(NotAllowed):
        types.change(db, after, officer=chief)
    assert row_of(db) == after


def test_figures_of_a_new_county_say_that_there_is_too_little(db, chief):
    at = now()
    assert all(one.value is None for one in lists.figures(db, at.replace(year=2025), at))
