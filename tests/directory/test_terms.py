"""Words of dictionaries are added, renamed and retired; the journal vouches for each."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from commandcenter.cli.evidence import EVIDENCE
from commandcenter.database import journal, verify
from commandcenter.directory.model import CodeTaken, CodeUnlike, NameMissing, Term
from commandcenter.directory.rights import NotAllowed, Role
from commandcenter.directory.service import phrases, terms
from commandcenter.directory.tables import term as table
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id

FOG = Term(dictionary="warning_kind", code="11B99", zh="浓雾", en="Dense fog")


def words(db, dictionary):
    with db.read() as tx:
        return {one.code: one.zh for one in phrases.words(tx, dictionary)}


def is_intact(db) -> bool:
    with db.read() as tx:
        return verify.run(tx, EVIDENCE).problem is None


def test_a_new_word_is_offered_at_the_end_and_once(founded):
    db, admin, act_id = founded.db, founded.officer(Role.ADMIN), new_id()

    for _ in range(2):
        terms.add(db, FOG, officer=admin, act_id=act_id)

    assert list(words(db, "warning_kind"))[-1] == "11B99"
    assert is_intact(db)


def test_a_renamed_word_is_offered_by_its_new_name_and_a_retired_one_no_more(founded):
    db, admin = founded.db, founded.officer(Role.ADMIN)
    rain = terms.get(db, "warning_kind", "11B03")

    renamed = terms.change(db, replace(rain, zh="大暴雨"), seen=rain, officer=admin)
    assert words(db, "warning_kind")["11B03"] == "大暴雨"
    terms.change(db, replace(renamed, is_active=False), seen=renamed, officer=admin)

    assert "11B03" not in words(db, "warning_kind")
    assert terms.get(db, "warning_kind", "11B03").zh == "大暴雨"
    assert is_intact(db)


def test_what_somebody_else_changed_is_not_overwritten(founded):
    db, admin = founded.db, founded.officer(Role.ADMIN)
    rain = terms.get(db, "warning_kind", "11B03")
    terms.change(db, replace(rain, zh="大暴雨"), seen=rain, officer=admin)

    with pytest.raises(Conflict):
        terms.change(db, replace(rain, zh="特大暴雨"), seen=rain, officer=admin)

    assert words(db, "warning_kind")["11B03"] == "大暴雨"


@pytest.mark.parametrize(
    ("new", "error"),
    [
        (replace(FOG, code="11B03"), CodeTaken),
        (replace(FOG, code="a:b"), CodeUnlike),
        (replace(FOG, code=" "), NameMissing),
        (replace(FOG, zh=""), NameMissing),
    ],
)
def test_what_could_not_be_read_is_refused(founded, new, error):
    before = words(founded.db, "warning_kind")

    with pytest.raises(error):
        terms.add(founded.db, new, officer=founded.officer(Role.ADMIN))

    assert words(founded.db, "warning_kind") == before


def test_words_are_changed_by_those_who_may(founded):
    db, chief = founded.db, founded.officer(Role.CHIEF)
    rain = terms.get(db, "warning_kind", "11B03")

    with pytest.raises(NotAllowed):
        terms.change(db, replace(rain, zh="雨"), seen=rain, officer=chief)
    with pytest.raises(NotAllowed):
        terms.add(db, FOG, officer=chief)


@pytest.mark.parametrize("changed", [{"zh": "假"}, {"en": "x"}, {"is_active": False}, None])
def test_a_word_changed_behind_the_journal_is_found(founded, changed):
    db, admin = founded.db, founded.officer(Role.ADMIN)
    terms.add(db, FOG, officer=admin)
    chosen = table.c.code == FOG.code

    with db.write(admin) as tx:
        forged = table.update().values(**changed) if changed else sa.delete(table)
        tx.execute(forged.where(chosen))
        journal.append(tx, "tests.forged", {}, id=new_id(), subject="forged")

    assert not is_intact(db)
