"""Painting incidents in their list: level, what, where, until when."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from commandcenter.incidents.model.words import LEVEL_WORDS, STATE_WORDS
from ui.incidents import clock_paint
from ui.incidents.reading import Listed
from ui.incidents.terms import Terms
from ui.incidents.words import place_of, rule_words, severity
from ui.widgets import paint, rows, theme
from ui.widgets import severity as shapes
from ui.widgets.painted_list import RowDelegate
from ui.widgets.times import ago
from ui.widgets.words import tr

_ROW_H, _LINE, _MARK = 88, 22, 16  # px at 100 %


class ListDelegate(RowDelegate):
    """Three lines a row: title, place and level, next deadline; quiet when it is over."""

    row_h = _ROW_H

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._clock = clock
        self.terms = Terms()

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, listed: Listed) -> None:
        one = listed.incident
        rows.draw_ground(painter, option)
        area: QRect = option.rect
        inner = area.adjusted(theme.space(4), theme.px(9), -theme.space(4), -theme.px(9))
        line = QRect(inner.left(), inner.top(), inner.width(), theme.px(_LINE))
        self._title(painter, line, listed)
        line.translate(0, theme.px(_LINE + 2))
        ink = "text_quiet"
        where = place_of(one, self.terms.area(one.facts.area_code))
        level = tr(LEVEL_WORDS[one.level])
        facts = [part for part in (where, self.terms.kind(one.facts.kind), level) if part]
        paint.text(painter, line, " · ".join(facts), size="tiny", role=ink)
        line.translate(0, theme.px(_LINE + 2))
        self._foot(painter, line, listed)

    def _title(self, painter: QPainter, line: QRect, listed: Listed) -> None:
        one = listed.incident
        rest = QRect(line)
        number = one.number.partition("-")[2]
        paint.text(painter, rest, number, size="tiny", role="text_quiet", align=paint.RIGHT)
        rest.setRight(rest.right() - paint.width(number, "tiny") - theme.space(2))
        shape = severity(one.level)
        if shape is not None and one.is_open:
            side = theme.px(_MARK)
            shapes.draw(painter, paint.middle(rest, side, side), shape, filled=False)
            rest.setLeft(rest.left() + side + theme.space(2))
        ink = "text" if one.is_open else "text_quiet"
        paint.text(painter, rest, one.facts.title, size="large", bold=one.is_open, role=ink)

    def _foot(self, painter: QPainter, line: QRect, listed: Listed) -> None:
        one, now = listed.incident, self._clock()
        state = tr(STATE_WORDS[one.state])
        age = ago((now - one.learned_at).total_seconds())
        words = f"{state} · {age}"
        paint.text(painter, line, words, size="tiny", role="text_quiet", align=paint.RIGHT)
        rest = QRect(line)
        rest.setRight(rest.right() - paint.width(words, "tiny") - theme.space(3))
        clock = listed.next_clock
        if clock is None or not one.is_open:
            return
        name = rule_words(self.terms.reports.get(clock.rule)) if clock.rule else tr("Task")
        time = QRect(rest)
        time.setLeft(rest.left())
        clock_paint.draw(painter, time, clock, now)
        rest.setLeft(rest.left() + clock_paint.width(clock, now) + theme.space(2))
        if rest.width() > theme.space(6):
            paint.text(painter, rest, name, size="tiny", role="text_quiet")
