"""The evaluation form of whoever sits here."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from commandcenter.directory.rights import Role
from commandcenter.drills.model.evaluation import Grade
from commandcenter.drills.service import evaluating
from commandcenter.kernel.ids import new_id


def given(room, login="heli"):
    return [one.grade for one in room.scores(login).values()]


def test_keys_grade_one_item_after_the_other(room, page, press, settle):
    page.show_tab(0)
    for key in (Qt.Key.Key_2, Qt.Key.Key_1, Qt.Key.Key_0, Qt.Key.Key_N):
        press(key)
    settle()
    first = [one.text for one in room.items()[:4]]
    scores = room.scores()
    expected = [Grade.GOOD, Grade.PARTLY, Grade.BAD, Grade.NONE]
    assert [scores[text].grade for text in first] == expected
    assert page.form.groups.bars()[0].label.startswith("4/")


def test_a_grade_given_again_takes_the_place_of_the_first(room, page, press, settle):
    page.show_tab(0)
    press(Qt.Key.Key_0)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_2)
    settle()
    assert given(room) == [Grade.GOOD]
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Delete)
    settle()
    assert given(room) == []


def test_a_finger_grades_with_targets_wide_enough_for_it(room, page, tap, settle):
    page.show_tab(0)
    bar = page.form.cards[1].bar
    box = bar.box(Grade.PARTLY)
    assert min(box.width(), box.height()) >= 40
    tap(bar, box.center())
    settle()
    assert room.scores()[room.items()[1].text].grade is Grade.PARTLY
    tap(bar, box.center())
    settle()
    assert given(room) == []


def test_the_keys_go_on_into_the_next_group(page, press):
    page.show_tab(0)
    form = page.form
    count, second = len(form.cards), form.groups.bars()[1].code
    for _ in range(count):
        press(Qt.Key.Key_Down)
    assert form.groups.present() == second
    assert form.cards[0].hasFocus()
    press(Qt.Key.Key_Up)
    assert form.cards[-1].hasFocus()


def test_a_comment_is_saved_with_its_grade_and_digits_in_it_are_text(
    room, page, press, write, settle
):
    page.show_tab(0)
    press(Qt.Key.Key_Return)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    write("2 处没有写明 0 分")
    press(Qt.Key.Key_Return)
    settle()
    assert given(room) == []
    assert page.form.cards[0].note.text()
    press(Qt.Key.Key_1)
    settle()
    one = room.scores()[room.items()[0].text]
    assert (one.grade, one.comment) == (Grade.PARTLY, "2 处没有写明 0 分")


def test_a_refresh_leaves_a_comment_alone_that_is_being_typed(page, press, write, settle):
    page.show_tab(0)
    press(Qt.Key.Key_Return)
    write("现场没有")
    page.refresh()
    settle()
    assert page.form.cards[0].comment.text() == "现场没有"
    assert page.form.cards[0].comment.hasFocus()


def test_a_form_with_gaps_is_handed_in_once_its_evaluator_knows_of_them(room, page, press, settle):
    page.show_tab(0)
    press(Qt.Key.Key_2)
    settle()
    page.form.hand_in()
    settle()
    assert room.forms()["heli"].handed_in_at is None
    assert str(len(room.items()) - 1) in page.form.foot.note.text()
    page.form.hand_in()
    settle()
    assert room.forms()["heli"].handed_in_at is not None
    assert not page.form.cards[0].bar.isEnabled()
    page.form.take_back()
    settle()
    assert room.forms()["heli"].handed_in_at is None
    assert page.form.cards[0].bar.isEnabled()


def test_a_grade_in_between_makes_the_gaps_be_told_anew(room, page, press, settle):
    page.show_tab(0)
    page.form.hand_in()
    assert page.form.foot.is_asking()
    press(Qt.Key.Key_2)
    settle()
    page.form.hand_in()
    settle()
    assert room.forms()["heli"].handed_in_at is None


def test_two_evaluators_fill_in_their_forms_at_once(room, page, press, settle):
    colleague = replace(room.officer(), account_id=new_id(), login="chenhao", name="陈昊")
    other = room.grade_all(colleague, Grade.BAD)
    page.show_tab(0)
    press(Qt.Key.Key_2)
    settle()
    page.refresh()
    settle()
    assert given(room) == [Grade.GOOD]
    assert set(given(room, "chenhao")) == {Grade.BAD}
    assert page.form.evaluation.id != other.id
    page.form.hand_in()
    page.form.hand_in()
    page.show_tab(3)
    settle()
    assert page.merged.items.records.rowCount() == 1
    first = page.merged.items.records.record(0)
    assert (first.item.text, first.spread) == (room.items()[0].text, 2)


def test_a_grade_that_was_refused_stays_and_is_sent_again(room, page, press, settle):
    page.show_tab(0)
    press(Qt.Key.Key_2)
    settle()
    form = room.forms()["heli"]
    evaluating.hand_in(room.db, form.id, officer=room.officer(), with_gaps=True)
    press(Qt.Key.Key_0)
    settle()
    item = room.items()[1].id
    assert page.form.keeper.given(item).grade is Grade.BAD
    assert not page.form.keeper.is_kept(item)
    assert page.form.cards[1].note.text()
    evaluating.take_back(room.db, form.id, officer=room.officer())
    page.form.hand_in()
    settle()
    assert given(room) == [Grade.GOOD, Grade.BAD]
    assert room.forms()["heli"].handed_in_at is None


def test_who_may_not_evaluate_reads_why(room, open_page, press, settle):
    room.role = Role.VIEWER
    page = open_page(room)
    page.show_tab(0)
    press(Qt.Key.Key_2)
    settle()
    assert room.forms() == {}
    assert page.form.foot.note.text()


def test_post_and_comment_are_kept_when_their_field_is_left(room, page, write, settle):
    page.show_tab(0)
    page.form.foot.post.setFocus()
    write("东坝现场")
    page.form.foot.comment.setFocus()
    settle()
    assert room.forms()["heli"].post == "东坝现场"


@pytest.mark.parametrize("was_begun", [True, False])
def test_a_second_field_that_is_left_before_the_first_is_written_is_kept_as_well(
    room, page, press, write, settle, was_begun
):
    page.show_tab(0)
    if was_begun:
        press(Qt.Key.Key_2)
        settle()
        page.refresh()
        settle()
    foot = page.form.foot
    foot.post.setFocus()
    write("指挥部")
    foot.comment.setFocus()
    write("撤离偏慢")
    foot.post.setFocus()
    settle()
    form = room.forms()["heli"]
    assert (form.post, form.comment) == ("指挥部", "撤离偏慢")
    assert not foot.note.text()


def test_a_form_is_handed_in_with_the_text_of_that_moment(room, page, press, write, settle):
    page.show_tab(0)
    press(Qt.Key.Key_2)
    settle()
    page.refresh()
    settle()
    foot = page.form.foot
    foot.comment.setFocus()
    write("撤离偏慢")
    foot.post.setFocus()  # the comment is being written
    foot.comment.clear()
    page.form.hand_in()
    page.form.hand_in()  # with gaps
    settle()
    form = room.forms()["heli"]
    assert form.handed_in_at is not None
    assert form.comment == ""


def test_a_button_takes_the_first_click_after_typing_at_the_foot(room, page, write, settle, qtbot):
    page.show_tab(0)
    settle()
    foot = page.form.foot
    foot.comment.setFocus()
    write("撤离偏慢")
    qtbot.mouseClick(foot.hand_in, Qt.MouseButton.LeftButton)
    assert foot.is_asking()
    asked = foot.note.text()
    settle()
    settle()
    assert room.forms()["heli"].comment == "撤离偏慢"
    assert (foot.is_asking(), foot.note.text()) == (True, asked)
    foot.post.setFocus()
    write("指挥部")
    foot.comment.setFocus()
    assert foot.note.text() == asked
    write("。")
    qtbot.mousePress(foot.hand_in, Qt.MouseButton.LeftButton)
    settle()  # what was typed is written before the button is let go
    settle()
    qtbot.mouseRelease(foot.hand_in, Qt.MouseButton.LeftButton)
    assert not foot.hand_in.isEnabled()
    settle()
    form = room.forms()["heli"]
    assert form.handed_in_at is not None
    assert (form.post, form.comment) == ("指挥部", "撤离偏慢。")
    assert not foot.note.text()


def test_the_question_about_gaps_goes_with_a_field_that_was_refused(room, page, write, settle):
    page.show_tab(0)
    settle()
    foot = page.form.foot
    form = evaluating.open_form(room.db, room.drill.id, form_id=new_id(), officer=room.seated)
    evaluating.hand_in(room.db, form.id, officer=room.seated, with_gaps=True)
    foot.comment.setFocus()
    write("撤离偏慢")
    foot.post.setFocus()
    page.form.hand_in()
    asked = foot.note.text()
    settle()
    assert foot.note.text() not in {"", asked}
    assert not foot.is_asking()


def test_the_foot_is_written_again_before_the_page_was_read_anew(room, page, write, settle):
    page.show_tab(0)
    settle()
    page.form.changed.disconnect(page.refresh)  # as when it cannot be read
    page.form.hand_in()
    page.form.hand_in()  # with gaps
    settle()
    page.form.take_back()
    settle()
    page.form.foot.comment.setFocus()
    write("撤离偏慢")
    page.form.foot.post.setFocus()
    settle()
    assert room.forms()["heli"].comment == "撤离偏慢"


def test_what_is_put_back_before_it_is_written_is_put_back_in_the_form(room, page, write, settle):
    page.show_tab(0)
    settle()
    foot = page.form.foot
    foot.comment.setFocus()
    write("撤离偏慢")
    foot.post.setFocus()
    foot.comment.setFocus()
    foot.comment.selectAll()
    foot.comment.del_()
    foot.post.setFocus()
    settle()
    settle()
    assert room.forms()["heli"].comment == foot.comment.text() == ""


def test_a_field_is_written_again_when_it_is_left_again(room, page, press, write, settle):
    officer, foot = room.officer(), page.form.foot
    page.show_tab(0)
    settle()
    form = evaluating.open_form(room.db, room.drill.id, form_id=new_id(), officer=officer)
    evaluating.hand_in(room.db, form.id, officer=officer, with_gaps=True)
    foot.comment.setFocus()
    write("撤离偏慢")
    press(Qt.Key.Key_Return)  # refused: the form was handed in elsewhere
    settle()
    evaluating.take_back(room.db, form.id, officer=officer)
    page.refresh()
    settle()
    press(Qt.Key.Key_Return)
    settle()
    settle()
    assert room.forms()["heli"].comment == "撤离偏慢"
    evaluating.describe(room.db, replace(room.forms()["heli"], comment=""), officer=officer)
    page.refresh()
    settle()
    write("撤离偏慢")
    press(Qt.Key.Key_Return)
    settle()
    assert room.forms()["heli"].comment == "撤离偏慢"


def test_a_form_from_paper_is_entered_beside_the_own_one(room, page, press, write, settle):
    page.show_tab(0)
    press(Qt.Key.Key_2)
    settle()
    page.form.begin_new()
    write("村支书老王")
    press(Qt.Key.Key_Return)
    settle()
    press(Qt.Key.Key_0)
    settle()
    assert given(room) == [Grade.GOOD]
    [paper] = [one for one in room.forms().values() if not one.login]
    assert (paper.evaluator, given(room, "")) == ("村支书老王", [Grade.BAD])
    page.form.choice.choose(None)
    assert page.form.cards[0].bar.grade() is Grade.GOOD


def test_a_comment_on_an_item_without_a_grade_is_there_again_after_another_group(
    room, page, press, write, settle
):
    page.show_tab(0)
    press(Qt.Key.Key_Return)
    write("现场没有")
    press(Qt.Key.Key_PageDown)
    press(Qt.Key.Key_PageUp)
    assert page.form.cards[0].comment.text() == "现场没有"
    page.form.cards[0].setFocus()
    press(Qt.Key.Key_2)
    settle()
    [score] = room.scores().values()
    assert score.comment == "现场没有"


def test_what_was_typed_at_the_foot_and_not_saved_stays_with_its_form(
    room, page, press, write, settle
):
    page.show_tab(0)
    press(Qt.Key.Key_2)
    settle()
    own = room.forms()["heli"]
    paper = evaluating.open_paper_form(
        room.db, room.drill.id, form_id=new_id(), evaluator="老王", officer=room.officer()
    )
    page.refresh()
    settle()
    evaluating.hand_in(room.db, own.id, officer=room.officer(), with_gaps=True)
    page.form.foot.comment.setFocus()
    write("撤离偏慢")
    page.form.foot.post.setFocus()  # the form was handed in elsewhere: it is refused
    page.form.choice.choose(paper.id)
    settle()
    assert page.form.foot.comment.text() == ""
    page.form.choice.choose(None)
    assert page.form.foot.comment.text() == "撤离偏慢"


def test_a_refusal_at_the_foot_is_still_there_when_the_page_was_read_again(
    room, page, write, settle
):
    page.show_tab(0)
    page.form.foot.comment.setFocus()
    write("撤离偏慢")
    form = evaluating.open_form(room.db, room.drill.id, form_id=new_id(), officer=room.seated)
    evaluating.hand_in(room.db, form.id, officer=room.seated, with_gaps=True)
    page.form.foot.post.setFocus()
    settle()
    page.refresh()
    settle()
    assert page.form.foot.note.text()
    assert page.form.foot.comment.text() == "撤离偏慢"


@pytest.mark.parametrize("was_begun", [True, False])
def test_what_another_workstation_wrote_at_the_foot_is_shown_before_it_is_replaced(
    room, page, write, settle, was_begun
):
    page.show_tab(0)
    settle()
    foot = page.form.foot
    form = evaluating.open_form(room.db, room.drill.id, form_id=new_id(), officer=room.seated)
    if was_begun:
        page.refresh()
        settle()
    evaluating.describe(
        room.db, replace(form, post="指挥部", comment="集结很快"), officer=room.seated
    )
    foot.comment.setFocus()
    write("撤离偏慢")
    page.form.groups.setFocus()
    settle()
    settle()
    assert room.forms()["heli"].comment == "集结很快"
    assert foot.conflict.isVisibleTo(page)
    assert (foot.post.text(), foot.comment.text()) == ("指挥部", "撤离偏慢")
    page.form.hand_in()
    page.form.hand_in()  # with gaps
    settle()
    assert room.forms()["heli"].comment == "集结很快"
    foot.conflict.mine.click()
    settle()
    assert (room.forms()["heli"].post, room.forms()["heli"].comment) == ("指挥部", "撤离偏慢")
    assert not foot.conflict.isVisibleTo(page)


def test_what_another_workstation_wrote_at_the_foot_can_be_taken(room, page, write, settle):
    page.show_tab(0)
    settle()
    foot = page.form.foot
    foot.comment.setFocus()
    write("撤离")
    form = evaluating.open_form(room.db, room.drill.id, form_id=new_id(), officer=room.seated)
    evaluating.describe(room.db, replace(form, comment="集结很快"), officer=room.seated)
    page.refresh()
    settle()
    assert not foot.conflict.isVisibleTo(page)  # nothing takes the keys from who is typing
    write("偏慢")
    page.form.groups.setFocus()
    assert foot.conflict.isVisibleTo(page)
    foot.conflict.current.click()
    settle()
    assert foot.comment.text() == "集结很快"
    assert room.forms()["heli"].comment == "集结很快"


def test_comments_without_a_grade_are_named_before_the_form_is_handed_in(
    page, press, write, settle
):
    page.show_tab(0)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    write("物资账实不符")
    page.form.hand_in()
    settle()
    group = page.form.groups.bars()[0].name
    named = page.form.foot.note.text().splitlines()[1]
    assert group in named
    assert "2" in named
    page.form.cards[1].setFocus()
    press(Qt.Key.Key_N)
    settle()
    page.form.hand_in()
    assert len(page.form.foot.note.text().splitlines()) == 1
