"""Short tables that are refreshed in place."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from ui.widgets import words
from ui.widgets.record_table_model import RECORD_ROLE, Column, RecordTableModel

TEAMS = st.lists(st.tuples(st.integers(0, 9), st.sampled_from("abc")), unique_by=lambda t: t[0])


def new_model():
    columns = [
        Column(title="Size", text=lambda team: str(team[0]), is_number=True),
        Column(title="Live", text=lambda team: team[1]),
    ]
    return RecordTableModel(columns, key=lambda team: team[0])


def shown(model):
    return [
        (int(model.index(row, 0).data()), model.index(row, 1).data())
        for row in range(model.rowCount())
    ]


@given(TEAMS, TEAMS)
def test_any_list_can_follow_any_other_and_rows_keep_their_identity(first, second):
    model = new_model()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(first)
    marks = {team[0]: QPersistentModelIndex(model.index(row, 0)) for row, team in enumerate(first)}
    model.show(second)
    assert shown(model) == second
    for key, mark in marks.items():
        assert mark.isValid() == (key in {team[0] for team in second})
        assert not mark.isValid() or mark.data() == str(key)
    tester.deleteLater()


def test_an_unchanged_row_is_not_repainted(qtbot):
    model = new_model()
    model.show([(1, "a"), (2, "b")])
    with qtbot.wait_signal(model.dataChanged) as changed:
        model.show([(1, "a"), (2, "c")])
    assert (changed.args[0].row(), changed.args[1].row()) == (1, 1)


def test_a_row_gives_its_record_and_numbers_stand_right():
    model = new_model()
    model.show([(7, "a")])
    assert model.record(0) == model.index(0, 1).data(RECORD_ROLE) == (7, "a")
    alignment = model.index(0, 0).data(Qt.ItemDataRole.TextAlignmentRole)
    assert alignment & Qt.AlignmentFlag.AlignRight


def test_headings_are_in_the_language_of_the_window():
    model = new_model()
    assert model.headerData(1, Qt.Orientation.Horizontal) == "实时"
    words.use("en")
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Live"


def test_neighbours_come_and_go_at_once(qtbot):
    model = new_model()
    model.show([(1, "a"), (5, "e")])
    came, went = [], []
    model.rowsInserted.connect(lambda _parent, first, last: came.append((first, last)))
    model.rowsRemoved.connect(lambda _parent, first, last: went.append((first, last)))
    model.show([(1, "a"), (2, "b"), (3, "c"), (4, "d"), (5, "e")])
    model.show([(1, "a"), (5, "e")])
    assert (came, went) == ([(1, 3)], [(1, 3)])
