"""A table whose widest column never vanishes."""

import pytest

from ui.widgets import theme
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column


@pytest.fixture
def table(qtbot):
    columns = [
        Column(title="Name", text=lambda row: row[0]),
        Column(title="What it is about", text=lambda row: row[1]),
        Column(title="Since", text=lambda row: row[0]),
    ]
    made = RecordTable(columns, key=lambda row: row[0], stretch=1)
    qtbot.add_widget(made)
    made.show_records([("07-18 14:22", "a matter with a long title " * 4)])
    made.show()
    return made


def test_the_column_with_the_words_takes_what_is_left(table):
    table.resize(900, 300)
    header = table.horizontalHeader()
    assert header.length() == table.viewport().width()
    assert header.sectionSize(1) > header.sectionSize(0)


def test_in_a_narrow_window_it_keeps_a_least_width_and_the_table_scrolls(table):
    table.resize(240, 300)
    assert table.horizontalHeader().sectionSize(1) == theme.px(160)
    assert table.horizontalHeader().length() > table.viewport().width()
    table.resize(900, 300)
    assert table.horizontalHeader().length() == table.viewport().width()


def test_a_single_column_is_as_wide_as_the_table(qtbot):
    made = RecordTable([Column(title="Name", text=str)], key=str)
    qtbot.add_widget(made)
    made.resize(90, 200)
    made.show()
    assert made.horizontalHeader().sectionSize(0) == made.viewport().width()


def test_a_row_that_just_came_is_brought_into_sight_at_once(table):
    table.resize(900, 300)
    table.show_records([(str(number), "a matter") for number in range(90)])
    assert table.choose("80")
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())
