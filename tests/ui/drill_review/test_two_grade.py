"""Two workstations fill in one form: nothing that either typed is replaced unseen."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from commandcenter.drills.model.evaluation import Grade
from commandcenter.drills.service import evaluating
from commandcenter.kernel.ids import new_id


@pytest.fixture
def form(room, page, settle):
    """The form as it is seen here, begun and without a grade."""
    page.show_tab(0)
    evaluating.open_form(room.db, room.drill.id, form_id=new_id(), officer=room.seated)
    page.refresh()
    settle()
    return page.form


@pytest.fixture
def elsewhere(room):
    """Grade the first item on another workstation."""

    def give(grade, comment):
        form, item = room.forms()["heli"], room.items()[0]
        seen = evaluating.sheet(room.db, room.drill.id).of(form.id).get(item.id)
        evaluating.score(
            room.db,
            form.id,
            item.id,
            grade,
            officer=room.seated,
            score_id=new_id(),
            comment=comment,
            seen=seen,
        )

    return give


def first(room):
    one = room.scores()[room.items()[0].text]
    return one.grade, one.comment


def test_a_grade_given_elsewhere_is_shown_beside_the_own_and_its_comment_stays(
    room, page, form, elsewhere, press, settle
):
    elsewhere(Grade.BAD, "缺两个村的名单")
    press(Qt.Key.Key_2)
    settle()
    settle()
    card = form.cards[0]
    assert first(room) == (Grade.BAD, "缺两个村的名单")
    assert card.conflict.isVisibleTo(page)
    assert form.cards[1].hasFocus()  # the keys go on grading
    form.hand_in()
    form.hand_in()
    settle()
    assert card.hasFocus()
    assert room.forms()["heli"].handed_in_at is None
    card.conflict.mine.click()
    settle()
    assert first(room) == (Grade.GOOD, "缺两个村的名单")
    assert not card.conflict.isVisibleTo(page)
    assert form.keeper.unsaved() == 0


def test_a_comment_typed_while_somebody_else_graded_is_neither_lost_nor_put_over_theirs(
    room, page, form, elsewhere, press, write, settle
):
    press(Qt.Key.Key_Return)
    write("缺名单")
    elsewhere(Grade.BAD, "集结慢")
    page.refresh()
    settle()
    press(Qt.Key.Key_Return)
    settle()
    settle()
    card = form.cards[0]
    assert first(room) == (Grade.BAD, "集结慢")
    assert card.comment.text() == "缺名单"
    assert card.conflict.isVisibleTo(page)
    card.conflict.current.click()
    settle()
    assert card.comment.text() == "集结慢"
    assert first(room) == (Grade.BAD, "集结慢")


def test_a_choice_between_grades_takes_no_keys_from_the_foot(
    room, page, form, elsewhere, press, write, settle
):
    elsewhere(Grade.BAD, "缺两个村的名单")
    press(Qt.Key.Key_2)
    settle()
    form.foot.comment.setFocus()
    write("撤离偏慢")
    seen = room.forms()["heli"]
    evaluating.describe(room.db, replace(seen, comment="集结很快"), officer=room.seated)
    page.refresh()
    settle()
    assert form.foot.comment.hasFocus()
    assert room.forms()["heli"].comment == "集结很快"


def test_a_comment_that_comes_in_while_the_cursor_is_in_its_field_is_shown(
    room, page, form, elsewhere, press, settle
):
    press(Qt.Key.Key_Return)
    elsewhere(Grade.BAD, "集结慢")
    page.refresh()
    settle()
    press(Qt.Key.Key_Return)
    settle()
    assert form.cards[0].comment.text() == "集结慢"
    assert first(room) == (Grade.BAD, "集结慢")


def test_a_comment_stays_when_its_grade_is_taken_back(room, form, press, write, settle):
    press(Qt.Key.Key_Return)
    write("集结慢")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_0)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Delete)
    settle()
    assert room.scores() == {}
    press(Qt.Key.Key_1)
    settle()
    assert first(room) == (Grade.PARTLY, "集结慢")
