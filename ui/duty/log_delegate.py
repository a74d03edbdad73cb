"""Painting the rows of the log."""

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.duty import row_layout
from ui.duty.row import STEPS, Row, step_signs
from ui.duty.shelf import Shelf
from ui.widgets import glyphs, paint, pill, rows, steps, theme

_ICON, _SMALL_ICON = 16, 13  # px at 100 %
_ICON_STEP = 24
_ODD = tuple("13579")  # by number, so that a new line on top changes no other
_DENSITY = 2  # pixmaps have twice the pixels, sharp on dense screens too
_LINE = paint.LEFT | Qt.TextFlag.TextSingleLine
_CONTENT = _LINE | Qt.TextFlag.TextDontClip


class LogDelegate(QStyledItemDelegate):
    """Paints entries, automatic lines and sealed handovers.

    Nothing is measured here: words and broken lines come from the shelf.
    """

    def __init__(self, shelf: Shelf) -> None:
        super().__init__()
        self._shelf = shelf

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = self._shelf.row(index.row())
        area: QRect = option.rect
        if row.is_break:
            self._paint_break(painter, option, row)
            return
        rows.draw_ground(painter, option, zebra=row.number[-1:] in _ODD)
        if row.is_automatic:
            self._paint_automatic(painter, area, row)
        else:
            self._paint_entry(painter, area, row)

    def _paint_break(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        area: QRect = option.rect
        ground = area.adjusted(0, theme.px(3), 0, -theme.px(3))
        painter.fillRect(ground, theme.color("surface_sunken"))
        if option.state & QStyle.StateFlag.State_Selected:
            rows.draw_ground(painter, option)
        layout = self._shelf.layout
        _icon(painter, _before_time(layout.column("number", area)), row.icon, "text")
        _write(painter, layout.column("time", area), row.time, bold=True)
        box = layout.column("kind", area)
        width = paint.text(painter, box.adjusted(0, 0, area.width(), 0), row.kind, bold=True)
        rest = QRect(box.left() + width + theme.space(4), area.top(), 0, area.height())
        rest.setRight(area.right() - theme.space(4))
        _write(painter, rest, row.text, size="tiny", role="text_quiet")

    def _paint_automatic(self, painter: QPainter, area: QRect, row: Row) -> None:
        layout = self._shelf.layout
        _icon(
            painter, _before_time(layout.column("number", area)), row.icon, "text_quiet", small=True
        )
        for name, words in (("time", row.time), ("kind", row.kind)):
            _write(painter, layout.column(name, area), words, size="tiny", role="text_quiet")
        rest = layout.column("source", area)
        rest.setRight(layout.column("text", area).right())
        _write(painter, rest, row.text, size="tiny", role="text_quiet")

    def _paint_entry(self, painter: QPainter, area: QRect, row: Row) -> None:
        layout = self._shelf.layout
        ink = "text_quiet" if row.is_past else "text"
        first = QRect(area)
        first.setTop(area.top() + theme.px(layout.form.base) // 2)
        first.setHeight(row_layout.line_height(layout))
        _write(painter, layout.column("number", first), row.number, role="text_quiet")
        time_size = layout.text_size
        _write(painter, layout.column("time", first), row.time, size=time_size, role=ink)
        kind = layout.column("kind", first)
        _icon(painter, kind, row.icon, "text_quiet")
        kind.setLeft(kind.left() + theme.px(_ICON_STEP))
        _write(painter, kind, row.kind, role=ink)
        _write(painter, layout.column("source", first), row.source, role=ink)
        self._paint_text(painter, layout.column("text", first), row, ink)
        self._paint_handling(painter, layout.column("handling", first), row)
        if layout.form.recorder:
            recorder = layout.column("recorder", first)
            _write(painter, recorder, row.recorder, role="text_quiet")

    def _paint_text(self, painter: QPainter, box: QRect, row: Row, ink: str) -> None:
        layout = self._shelf.layout
        step = row_layout.line_height(layout)
        line = QRect(box)
        if row.struck:
            _strike(painter, line, row.struck)
            line.translate(0, step)
        after_marks = self._paint_marks(painter, line, row)
        painter.setFont(theme.font(layout.text_size))
        painter.setPen(theme.color(ink))
        for words in self._shelf.text_of(row):
            painter.drawText(after_marks, _CONTENT, words)
            line.translate(0, step)
            after_marks = line
        if row.foot is not None:
            line.setHeight(theme.px(layout.form.foot) - theme.px(4))
            _paint_foot(painter, line, row.foot)

    def _paint_marks(self, painter: QPainter, line: QRect, row: Row) -> QRect:
        rest = QRect(line)
        for words in row.marks:
            pill.draw(painter, rest, words)
            rest.setLeft(rest.left() + pill.width(words) + row_layout.mark_gap())
        if row.files:
            clip = QRect(rest.left() - theme.px(2), rest.top(), theme.px(_ICON), rest.height())
            _icon(painter, clip, "paperclip", "text_quiet")
            rest.setLeft(rest.left() + row_layout.clip_width())
        return rest

    def _paint_handling(self, painter: QPainter, box: QRect, row: Row) -> None:
        if row.present >= 0:
            _steps(painter, box, row.present)
        elif row.done:
            _icon(painter, box, "check", "text_quiet", small=True)
            box.setLeft(box.left() + theme.px(20))
            _write(painter, box, row.done, size="tiny", role="text_quiet")


def _paint_foot(painter: QPainter, line: QRect, foot: tuple[str, str]) -> None:
    strong, plain = foot
    _icon(painter, line, "arrow-elbow-down-right", "accent_text", small=True)
    rest = line.adjusted(theme.px(22), 0, 0, 0)
    width = paint.text(painter, rest, strong, size="tiny", bold=True, role="accent_text")
    rest.setLeft(rest.left() + width + theme.space(3))
    if rest.width() > theme.space(4):
        _write(painter, rest, plain, size="tiny", role="text_quiet")


def _write(
    painter: QPainter,
    box: QRect,
    words: str,
    *,
    size: str = "base",
    bold: bool = False,
    role: str = "text",
) -> None:
    if words and box.width() > 0:
        painter.setFont(theme.font(size, bold=bold))
        painter.setPen(theme.color(role))
        shown = _fitting(words, size, bold, box.width(), theme.scale_percent())
        painter.drawText(box, _LINE, shown)


@lru_cache(maxsize=20_000)
def _fitting(words: str, size: str, bold: bool, width: int, _scale_percent: int) -> str:
    font = theme.font(size, bold=bold)
    if row_layout.needed_lines(words, font, width) == 1:
        return words
    metrics = QFontMetricsF(font)
    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)


def _strike(painter: QPainter, line: QRect, words: str) -> None:
    font = QFont(theme.font())
    font.setStrikeOut(True)
    painter.setFont(font)
    painter.setPen(theme.color("text_quiet"))
    shown = _fitting(words, "base", False, line.width(), theme.scale_percent())
    painter.drawText(line, _LINE, shown)


def _icon(painter: QPainter, box: QRect, name: str, role: str, *, small: bool = False) -> None:
    side = theme.px(_SMALL_ICON if small else _ICON)
    place = paint.middle(box, side, side)
    painter.drawPixmap(place.topLeft(), _glyph(name, side, theme.color(role).rgba()))


@lru_cache(maxsize=500)
def _glyph(name: str, side: int, rgba: int) -> QPixmap:
    return glyphs.pixmap(name, side, QColor.fromRgba(rgba))


def _steps(painter: QPainter, box: QRect, present: int) -> None:
    size = steps.bar_size(len(STEPS))
    place = paint.middle(box, size.width(), size.height())
    bar = _step_bar(step_signs(), present, theme.name(), theme.scale_percent())
    painter.drawPixmap(place.topLeft(), bar)


@lru_cache(maxsize=100)
def _step_bar(signs: tuple[str, ...], present: int, _theme: str, _scale_percent: int) -> QPixmap:
    size = steps.bar_size(len(signs))
    picture = QPixmap(size * _DENSITY)
    picture.setDevicePixelRatio(_DENSITY)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    steps.draw_bar(painter, QRect(QPoint(), size), signs, present)
    painter.end()
    return picture


def _before_time(column: QRect) -> QRect:
    """Return where the small icon of a line without number stands."""
    return column.adjusted(theme.px(28), 0, 0, 0)
