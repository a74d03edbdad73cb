"""What stays where it is while the log grows, and what the rows say."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QTextDocument
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from commandcenter.database.engine import Database
from commandcenter.duty.model.entry import Draft, Entry
from commandcenter.duty.model.lines import LogLine, LogQuery
from commandcenter.duty.service import log, shifts
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from ui.duty import row_layout
from ui.duty.desk import Desk
from ui.duty.log_model import FIRST, PAGE, LogModel
from ui.duty.log_view import LogView
from ui.duty.page import DutyPage
from ui.duty.row import one_line, row_of
from ui.duty.shelf import Shelf
from ui.shell.language import speak
from ui.widgets import theme
from ui.widgets.paint import paintable

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
# Without a screen a tooltip cannot be raised.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def grown(qtbot: QtBot, page: DutyPage, record: Callable[..., Entry]) -> Callable[[int], None]:
    """Let so many entries be written elsewhere, and wait until the page shows them."""

    def _grow(count: int) -> None:
        wanted = page.log.model.rowCount() + count
        for number in range(count):
            record(f"entry {number}")
        page.on_answer(frozenset({"duty"}))
        qtbot.wait_until(lambda: page.log.model.rowCount() == wanted)

    return _grow


def on_screen(page: DutyPage) -> dict[int, int]:
    """Return the top of each line in view, by journal number."""
    view = page.log.view
    first, last = view.rows_on_screen()
    model = page.log.model
    return {
        model.line(row).seq: view.visualRect(model.index(row)).top()
        for row in range(first, last + 1)
    }


def test_what_is_being_read_stays_in_place_while_lines_come_in_above(
    page: DutyPage, grown: Callable[[int], None]
) -> None:
    grown(40)
    view = page.log.view
    view.verticalScrollBar().setValue(333)
    view.setCurrentIndex(page.log.model.index(12))
    view.verticalScrollBar().setValue(333)
    before, selected = on_screen(page), page.log.selected()
    grown(5)
    assert on_screen(page) == before
    assert page.log.selected() == selected
    assert view.selectionModel().selectedIndexes()[0].row() == 17


def test_at_the_top_the_newest_line_is_in_view(
    page: DutyPage, grown: Callable[[int], None]
) -> None:
    grown(40)
    page.log.view.verticalScrollBar().setValue(200)
    page.log.view.verticalScrollBar().setValue(0)
    grown(3)
    assert page.log.view.verticalScrollBar().value() == 0
    assert page.log.view.rows_on_screen()[0] == 0


def test_a_jump_puts_its_line_into_the_middle_and_reads_what_is_around_it(
    qtbot: QtBot, page: DutyPage, desk: Desk, db: Database, chief: Officer
) -> None:
    drafts = [Draft(id=new_id(), content=f"entry {number}") for number in range(400)]
    wanted = log.record_all(db, drafts, officer=chief)[60].seq
    page.on_answer(frozenset({"duty"}))
    model, view = page.log.model, page.log.view
    qtbot.wait_until(lambda: model.rowCount() == FIRST + PAGE)
    page.log.show_seq(wanted)
    qtbot.wait_until(lambda: page.log.selected() is not None)
    qtbot.wait_until(lambda: model.lines()[-1].entry.draft.content == "entry 0")  # type: ignore[union-attr]  # all lines are entries
    qtbot.wait_until(lambda: desk.background.is_idle() and model.rowCount() > FIRST + PAGE)
    qtbot.wait(50)  # nothing more is read
    line = page.log.selected()
    assert line is not None
    assert line.seq == wanted
    middle = view.visualRect(view.currentIndex()).center().y()
    assert abs(middle - view.viewport().height() // 2) <= 1
    assert not model.is_at_top()


def test_lines_are_on_screen_before_more_of_them_are_read(qtbot: QtBot) -> None:
    happened: list[str] = []
    at = datetime(2026, 7, 18, tzinfo=UTC)

    def read(_query: LogQuery, before: int | None, _after: Any, limit: int) -> list[LogLine]:
        happened.append("read")
        newest = before or 1_000
        return [
            LogLine(seq=newest - place, at=at, kind="duty.step") for place in range(1, limit + 1)
        ]

    def run(call: Callable[[], Any], done: Callable[[Any], None], _failed: Any) -> None:
        result = call()
        QTimer.singleShot(0, lambda: done(result))

    model = LogModel(read, run)
    view = LogView(model, Shelf(model))
    qtbot.add_widget(view)
    model.shown.connect(lambda _row: happened.append("shown"))
    with qtbot.wait_exposed(view):
        view.show()
    watch = Painted(view.viewport(), lambda: happened.append("painted"))
    model.open(LogQuery())
    qtbot.wait_until(lambda: model.rowCount() == FIRST + PAGE)
    view.viewport().removeEventFilter(watch)
    assert happened[: happened.index("read", 1)] == ["read", "shown", "painted"]


class Painted(QObject):
    """Tells of every painting of a widget, before it is done."""

    def __init__(self, widget: QWidget, tell: Callable[[], None]) -> None:
        super().__init__(widget)
        self._tell = tell
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt
        if event.type() == QEvent.Type.Paint:
            self._tell()
        return False


def test_typing_goes_on_while_the_log_grows(
    qtbot: QtBot, page: DutyPage, grown: Callable[[int], None]
) -> None:
    page.new_draft()
    content = QApplication.focusWidget()
    qtbot.keyClicks(content, "half a ")
    grown(10)
    assert QApplication.focusWidget() is content
    qtbot.keyClicks(content, "sentence")
    card = page.drafts.current()
    assert card is not None
    assert card.text.content == "half a sentence"


def test_a_date_stands_above_the_first_row_of_each_other_day(
    qtbot: QtBot, page: DutyPage, grown: Callable[[int], None], clock: Any
) -> None:
    grown(2)
    clock.on(hours=3)
    page._tick()
    grown(1)
    shelf = page.log.shelf
    dated = [None, date(2026, 7, 18), None]
    qtbot.wait_until(lambda: [shelf.band_of(row) for row in range(3)] == dated)
    heights = [after - before for before, after in pairwise(shelf.tops)]
    assert heights[1] - heights[0] == theme.px(row_layout.BAND)
    assert page.log.view.indexAt(QPoint(5, shelf.tops[1] + 3)).row() == -1


def test_rows_fill_the_list_without_gap_or_overlap(
    page: DutyPage, grown: Callable[[int], None]
) -> None:
    grown(30)
    view, model = page.log.view, page.log.model
    rects = [view.visualRect(model.index(row)) for row in range(30)]
    assert [rect.top() for rect in rects] == page.log.shelf.tops[:-1]
    assert view.verticalScrollBar().maximum() == page.log.shelf.tops[-1] - view.viewport().height()


@pytest.mark.parametrize(
    ("key", "row"), [(Key.Key_Down, 1), (Key.Key_End, 29), (Key.Key_PageDown, 10)]
)
def test_keys_walk_through_the_rows(
    qtbot: QtBot, page: DutyPage, grown: Callable[[int], None], key: Qt.Key, row: int
) -> None:
    grown(30)
    view = page.log.view
    view.setFocus()
    view.setCurrentIndex(page.log.model.index(0))
    qtbot.keyClick(view, key)
    reached = view.currentIndex().row()
    assert reached == row if key != Key.Key_PageDown else 5 <= reached <= 20
    rect = view.visualRect(view.currentIndex())
    assert view.viewport().rect().contains(rect)
    qtbot.keyClick(view, Key.Key_Home)
    assert view.currentIndex().row() == 0


def test_a_late_entry_is_marked_and_so_is_an_internal_one(
    page: DutyPage,
    record: Callable[..., Entry],
    clock: Any,
    qtbot: QtBot,
    grown: Callable[[int], None],
) -> None:
    now = clock()
    record("late", received_at=now - timedelta(minutes=11), is_internal=True)
    record("in time", received_at=now - timedelta(minutes=9))
    page.refresh()
    qtbot.wait_until(lambda: page.log.model.rowCount() == 2)
    qtbot.wait_until(lambda: page.log.shelf.row(1).marks == ("Late entry", "Internal"))
    assert page.log.shelf.row(0).marks == ()


def test_automatic_lines_are_hidden_until_wanted(qtbot: QtBot, page: DutyPage, desk: Desk) -> None:
    db, officer = desk.db, desk.officer()
    shift = shifts.on_watch(db, at=desk.clock())
    assert shift is not None
    shifts.staff(db, replace(shift), [], weather="rain", officer=officer)
    page.refresh()
    qtbot.wait_until(lambda: page.log.filters.automatic.text() == "Automatic lines 1")
    assert page.log.model.rowCount() == 0
    qtbot.keyClick(page.log.filters.search, Key.Key_Y, CTRL | SHIFT)
    qtbot.wait_until(lambda: page.log.model.rowCount() == 1)
    row = page.log.shelf.row(0)
    assert row.is_automatic
    assert (row.kind, row.text) == ("Rota", f"Crew of the shift {shift.name} on {shift.day} set")


# Everything Python can hold, with what is apt to break layouts drawn often.
_NASTY = st.sampled_from(
    ["\u202e", "\u200f", "\ufeff", "👨‍👩‍👧", "𠮷", "e\u0301", "<b>", "&lt;", "{name}", "\x07"]
)
ANY_TEXT = st.lists(st.text() | _NASTY | st.text("水坝 ，。", max_size=80), max_size=6).map("".join)


@given(text=ANY_TEXT)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_text_can_be_shown_as_it_is(
    qtbot: QtBot, page: DutyPage, record: Callable[..., Entry], text: str
) -> None:
    count = page.log.model.rowCount()
    record("x" + text, name=text[:50], org=text[:50])
    page.refresh()
    qtbot.wait_until(lambda: page.log.model.rowCount() == count + 1)
    line, row = page.log.model.line(0), page.log.shelf.row(0)
    assert line.entry is not None
    stored = line.entry.draft.content
    assert row.text == " ".join(paintable(stored[:400]).split())
    page.log.view.viewport().grab()
    document = QTextDocument()
    document.setHtml(page.log.tip_of(line))
    plain = document.toPlainText()
    assert _letters(plain) == _letters(paintable(stored[:600]))


def _visible(text: str) -> str:
    return "".join(character for character in text if character.isprintable() and character != " ")


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


@given(text=ANY_TEXT, width=st.integers(60, 900), indent=st.integers(0, 50))
@example(text="\ufeff00W00\U00010000", width=60, indent=0)
@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_broken_text_loses_nothing_but_what_the_dots_stand_for(
    qapp: QApplication, text: str, width: int, indent: int
) -> None:
    shown = one_line(text)
    font = theme.font("large")
    lines = row_layout.broken(shown, font, width, indent)
    assert 1 <= len(lines) <= 2
    joined, plain = _visible("".join(lines)), _visible(shown)
    if joined != plain:
        assert "…" in lines[-1]
        assert plain.startswith(_visible(lines[0]))
    for words in lines[1:]:
        assert QFontMetricsF(font).horizontalAdvance(words) <= width + 1


def test_a_word_longer_than_a_line_is_broken_and_covers_nothing(qapp: QApplication) -> None:
    font = theme.font("large")
    first, second = row_layout.broken("W" * 400, font, 300, 40)
    assert QFontMetricsF(font).horizontalAdvance(first) <= 260
    assert second.endswith("…")


@given(text=ANY_TEXT, width=st.integers(20, 900))
@example(text="\ufdfd" * 3, width=100)
@example(text="WWWWWWWW", width=150)
@example(text="ùù", width=20)
@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_short_cut_says_what_measuring_says(qapp: QApplication, text: str, width: int) -> None:
    shown, font = one_line(text), theme.font("large")
    fits = QFontMetricsF(font).horizontalAdvance(shown) <= width
    assert row_layout.needed_lines(shown, font, width) == (1 if fits else 2)


def test_nothing_hides_behind_the_mark_that_qt_gives_a_meaning(qapp: QApplication) -> None:
    shown = one_line("Dam is safe\x9cDam has broken")
    assert shown == "Dam is safe⟦U+009C⟧Dam has broken"
    (line,) = row_layout.broken(shown, theme.font("large"), 900, 0)
    assert line == shown


def test_no_text_turns_a_sentence_round() -> None:
    assert one_line("\u202enot safe") == "⟦U+202E⟧not safe"


def test_a_tooltip_shows_markup_as_text(
    page: DutyPage, record: Callable[..., Entry], qtbot: QtBot
) -> None:
    record("<img src=x> & <b>bold</b>")
    page.refresh()
    qtbot.wait_until(lambda: page.log.model.rowCount() == 1)
    assert "&lt;img src=x&gt; &amp; &lt;b&gt;bold" in page.log.tip_of(page.log.model.line(0))
    at = QPoint(20, 20)
    event = QHelpEvent(QEvent.Type.ToolTip, at, page.log.view.viewport().mapToGlobal(at))
    assert page.log.eventFilter(page.log.view.viewport(), event)


def test_row_words_change_with_the_language(
    qtbot: QtBot, page: DutyPage, grown: Callable[[int], None], qapp: QApplication
) -> None:
    grown(1)
    english = page.log.shelf.row(0).kind
    speak(qapp, "zh")
    qtbot.wait_until(lambda: page.log.view.accessibleName() != "")
    line: LogLine = page.log.model.line(0)
    assert page.log.shelf.row(0).kind == row_of(line, page.log.shelf._around).kind
    speak(qapp, "en")
    assert page.log.shelf.row(0).kind == english
