"""The library of plans: found, revised, ordered by level, with its texts."""

from dataclasses import replace
from uuid import UUID

from commandcenter.drills.service import plans
from ui.drills.plan_panel import FILES, LEVELS


def shown(panel) -> list[UUID]:
    table = panel.table.records
    return [table.record(row).plan.id for row in range(table.rowCount())]


def type_level(levels, name: str, text: str) -> None:
    levels.level.set_value(name)
    levels._show()
    levels.orders.setPlainText(text)


def test_what_has_to_be_reviewed_is_found(panel, room):
    assert set(shown(panel)) == {room.flood, room.fire}
    panel.wanted.set_code("review")
    panel.show_found()
    assert shown(panel) == [room.flood]
    panel.wanted.set_code("never")
    panel.search.setText("森林")
    panel.show_found()
    assert shown(panel) == [room.fire]


def test_levels_are_written_together_and_empty_ones_go(panel, room, qtbot):
    panel.show_view(LEVELS)
    type_level(panel.levels, "IV", "")
    type_level(panel.levels, "II", "队伍集结\n前置")
    panel.submit()
    type_level(panel.levels, "I", "县委书记到岗")  # the first is on its way
    qtbot.wait_until(lambda: [one.level for one in room.card(room.flood).levels] == ["II"])
    assert room.card(room.flood).levels[0].actions == "队伍集结\n前置"
    qtbot.wait_until(lambda: not panel.levels._error.isVisible() and panel.levels.save.isEnabled())
    assert panel.levels.is_edited()
    panel.submit()
    qtbot.wait_until(lambda: not panel.levels.is_edited())
    assert {one.level for one in room.card(room.flood).levels} == {"I", "II"}


def test_levels_that_somebody_changed_first_stand_beside_mine(panel, room, qtbot):
    panel.show_view(LEVELS)
    type_level(panel.levels, "IV", "到岗\n通知乡镇")
    seen = room.card(room.flood).levels
    theirs = [replace(seen[0], actions="全员到岗")]
    plans.set_levels(room.db, room.card(room.flood).plan, theirs, seen=seen, officer=room.officer())
    panel.submit()
    qtbot.wait_until(panel.levels.conflict.isVisible)
    said = panel.levels.conflict._text.text()
    assert "通知乡镇" in said
    assert "全员到岗" in said
    panel.levels.conflict.mine.click()
    qtbot.wait_until(lambda: room.card(room.flood).levels[0].actions == "到岗\n通知乡镇")


def test_a_new_edition_takes_the_place_of_the_old_one(panel, room, qtbot):
    panel.begin_revision()
    panel.submit()
    qtbot.wait_until(lambda: room.card(room.flood).replaced_by is not None)
    newest = room.card(room.card(room.flood).replaced_by)
    assert (newest.plan.edition, newest.plan.is_active) == ("2026版", True)
    assert [one.actions for one in newest.levels] == ["到岗"]
    qtbot.wait_until(lambda: set(shown(panel)) == {newest.plan.id, room.fire})
    panel.choose(newest.plan.id)
    editions = panel.chain.editions.records
    assert [editions.record(row).edition for row in range(2)] == ["2026版", "2023版"]


def test_a_revision_that_is_given_up_leaves_the_plan_as_it_is(panel, room, qtbot):
    panel.begin_revision()
    panel.give_up()
    assert panel.table.present().plan.id == room.flood
    field = next(one for one in panel.editor.form.fields if one.name == "org")
    field.control.setText("县水利局")
    panel.editor.form.edited.emit()
    panel.submit()
    qtbot.wait_until(lambda: room.card(room.flood).plan.org == "县水利局")
    assert room.card(room.flood).replaced_by is None


def test_a_text_belongs_to_its_plan_and_comes_back_as_it_was(panel, room, qtbot, tmp_path):
    text = tmp_path / "防汛.pdf"
    text.write_bytes(b"%PDF-1.4 plan")
    panel.show_view(FILES)
    panel.files.take_in([text])
    qtbot.wait_until(lambda: len(room.card(room.flood).files) == 1)
    qtbot.wait_until(lambda: panel.files.table.records.rowCount() == 1)
    copy = tmp_path / "copy.pdf"
    panel.files.save_to(room.card(room.flood).files[0], copy)
    qtbot.wait_until(copy.is_file)
    assert copy.read_bytes() == text.read_bytes()
    panel.files.table.choose(room.card(room.flood).files[0].id)
    panel.files.remove_front()
    qtbot.wait_until(lambda: room.card(room.flood).files == ())
