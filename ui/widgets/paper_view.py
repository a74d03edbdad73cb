"""A view of a paper exactly as it prints."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ui.widgets import pdf_pages, theme
from ui.widgets.chip import Chip
from ui.widgets.labels import tip
from ui.widgets.paper_layout import PaperLayout
from ui.widgets.words import tr

# Runs a call on another thread, then one of the two functions on this one.
Read: TypeAlias = Callable[
    [QObject, Callable[[], Any], Callable[[Any], None], Callable[[Exception], None]], None
]

ZOOMS = (50, 75, 100, 125, 150, 200, 300)  # percent
_A4_W, _A4_POINTS = 820, 595.28  # px at 100 %
_GAP, _VEIL, _NEAR = 20, 0.6, 2
_MARK_W, _MARK_H, _MARK_LEFT = 4, 22, 12  # px at 100 %
_STEP = 60


class PaperView(QAbstractScrollArea):
    """Shows the pages of a PDF below each other; they are drawn in the background.

    Signals:
        ready: A paper was measured and is on screen.
        failed: It could not be read (Exception).
    """

    ready = Signal()
    failed = Signal(object)

    def __init__(self, read: Read, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._data = b""
        self._edition = 0  # what is drawn of an earlier paper comes too late and is dropped
        self._layout: PaperLayout | None = None
        self._zoom: int | None = None  # None: as wide as there is room
        self._section: int | None = None
        self._pictures: dict[int, tuple[float, QImage]] = {}
        self._asked: set[tuple[int, int, float]] = set()
        self._zoom_chip = Chip(icon="magnifying-glass", parent=self)
        self._page_chip = Chip(parent=self)
        self._page_chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._page_chip.setEnabled(False)
        self._zoom_chip.clicked.connect(self._next_zoom)
        self.setObjectName("sunken")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().valueChanged.connect(self._on_moved)
        self.verticalScrollBar().setSingleStep(_STEP)
        self._read_words()

    def show_paper(self, data: bytes) -> None:
        """Show a paper; where the reader was stays, as far as it exists."""
        if data == self._data:
            return
        self._data = data
        self._edition += 1
        call = partial(pdf_pages.measure, data)
        self._read(self, call, partial(self._measured, self._edition), self.failed.emit)

    def clear(self) -> None:
        """Show nothing."""
        self._edition += 1
        self._data = b""
        self._layout = None
        self._pictures.clear()
        self._arrange()

    def page_count(self) -> int:
        """Return the number of pages; 0 before a paper was measured."""
        return self._layout.count if self._layout else 0

    def page(self) -> int:
        """Return the page that is being read, from 1."""
        if self._layout is None:
            return 1
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        return self._layout.page_at(middle) + 1

    def read_section(self, number: int | None) -> None:
        """Go to a section, and let the others step back; None shows all alike."""
        self._section = number
        self._go_to_section()
        self.viewport().update()

    def zoom(self) -> int:
        """Return the size of the paper in percent."""
        if self._zoom is not None:
            return self._zoom
        widest = max((size.width() for size in self._sizes()), default=_A4_POINTS)
        room = self.viewport().width() - 2 * theme.px(_GAP)
        return max(25, min(100, int(room * 100 / (widest * self._natural_scale()))))

    def zoom_by(self, steps: int) -> None:
        """Make the paper larger or smaller."""
        present = self.zoom()
        larger = [percent for percent in ZOOMS if percent > present]
        smaller = [percent for percent in ZOOMS if percent < present]
        if steps > 0 and larger:
            self.set_zoom(larger[0])
        elif steps < 0 and smaller:
            self.set_zoom(smaller[-1])

    def set_zoom(self, percent: int | None) -> None:
        """Show the paper in this size; None fits its width."""
        share = self._reading_share()
        self._zoom = percent
        self._arrange()
        self.verticalScrollBar().setValue(
            round(share * (self._layout.height if self._layout else 0))
        )

    def sizeHint(self) -> QSize:
        return QSize(theme.px(_A4_W + 2 * _GAP), theme.px(500))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(260), theme.px(160))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        ends = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        if event.key() in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom_by(1)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom_by(-1)
        elif event.key() == Qt.Key.Key_0:
            self.set_zoom(None)
        elif event.key() in ends:
            bar.setValue(ends[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        share = self._reading_share()
        self._arrange()
        if self._layout is not None:
            self.verticalScrollBar().setValue(round(share * self._layout.height))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_pictures"):
            self._pictures.clear()  # they carry the colour of the paper
            self._arrange()
        elif event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if self._layout is None:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        offset = self._offset()
        for number in self._visible():
            self._paint_page(painter, number, self._layout.page(number).translated(*offset))
        if self._section is not None and self._section < self._layout.sections():
            self._paint_section(painter, self._layout, self._section, offset)
        if self.hasFocus():
            painter.setPen(theme.color("focus"))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))

    def _measured(self, edition: int, contents: pdf_pages.Contents) -> None:
        if edition != self._edition:
            return
        before, bar = self._layout, self.verticalScrollBar()
        at = bar.value()
        self._pictures.clear()
        self._layout = PaperLayout(contents=contents, scale=1, width=1, gap=1)
        self._arrange()
        if before is None:
            bar.setValue(0)
            self._go_to_section()
        else:
            # In another language, or with more entries, a section stands elsewhere.
            bar.setValue(round(at + self._section_top(self._layout) - self._section_top(before)))
        self.ready.emit()

    def _sizes(self) -> tuple[Any, ...]:
        return self._layout.contents.sizes if self._layout else ()

    def _natural_scale(self) -> float:
        return theme.px(_A4_W) / _A4_POINTS

    def _reading_share(self) -> float:
        """Return how far down the paper the upper edge of the view is, from 0 to 1."""
        if self._layout is None or not self._layout.height:
            return 0
        return self.verticalScrollBar().value() / self._layout.height

    def _arrange(self) -> None:
        """Place the pages at the present size of view and paper."""
        bar, across = self.verticalScrollBar(), self.horizontalScrollBar()
        if self._layout is None:
            bar.setRange(0, 0)
            across.setRange(0, 0)
        else:
            scale = self._natural_scale() * self.zoom() / 100
            widest = max(size.width() for size in self._sizes()) * scale
            gap = theme.px(_GAP)
            view = self.viewport().size()
            self._layout = PaperLayout(
                contents=self._layout.contents,
                scale=scale,
                width=max(widest + 2 * gap, view.width()),
                gap=gap,
            )
            bar.setPageStep(view.height())
            bar.setRange(0, max(0, round(self._layout.height) - view.height()))
            across.setPageStep(view.width())
            across.setRange(0, max(0, round(self._layout.width) - view.width()))
        self._place_chips()
        self._on_moved()

    def _place_chips(self) -> None:
        self._zoom_chip.set_text(f"{self.zoom()} %")
        at = tr("Page {page} of {count}").format(page=self.page(), count=self.page_count())
        self._page_chip.set_text(at)
        self._page_chip.setVisible(self._layout is not None)
        self._zoom_chip.setVisible(self._layout is not None)
        inset = theme.space(4)
        area = self.viewport().geometry()
        for chip in (self._zoom_chip, self._page_chip):
            chip.resize(chip.sizeHint())
        bottom = area.bottom() - inset - self._zoom_chip.height()
        self._zoom_chip.move(area.left() + inset, bottom)
        self._page_chip.move(area.right() - inset - self._page_chip.width(), bottom)
        self.setAccessibleName(tr("Preview"))
        self.setAccessibleDescription(at)

    def _on_moved(self) -> None:
        self._place_chips()
        self._ask_for_pages()
        self.viewport().update()

    def _offset(self) -> tuple[float, float]:
        return -self.horizontalScrollBar().value(), -self.verticalScrollBar().value()

    def _visible(self) -> range:
        if self._layout is None:
            return range(0)
        top = self.verticalScrollBar().value()
        return self._layout.pages_between(top, top + self.viewport().height())

    def _ask_for_pages(self) -> None:
        if self._layout is None or not self.viewport().height():
            return
        seen = self._visible()
        near = range(max(0, seen.start - _NEAR), min(self._layout.count, seen.stop + _NEAR))
        self._pictures = {page: kept for page, kept in self._pictures.items() if page in near}
        scale = self._layout.scale * self.devicePixelRatioF()
        for page in seen:
            wanted = (self._edition, page, scale)
            if self._pictures.get(page, (0, None))[0] != scale and wanted not in self._asked:
                self._asked.add(wanted)
                call = partial(pdf_pages.draw, self._data, page, scale)
                self._read(self, call, partial(self._drawn, wanted), partial(self._lost, wanted))

    def _drawn(self, wanted: tuple[int, int, float], picture: QImage) -> None:
        self._asked.discard(wanted)
        edition, page, scale = wanted
        if edition == self._edition:
            self._pictures[page] = (scale, _on_paper(picture))
            self.viewport().update()

    def _lost(self, wanted: tuple[int, int, float], error: Exception) -> None:
        self._asked.discard(wanted)
        self.failed.emit(error)

    def _paint_page(self, painter: QPainter, number: int, at: QRectF) -> None:
        for spread in (3, 2, 1):
            painter.fillRect(at.adjusted(-spread, 0, spread, spread), theme.tint("scrim", 0.05))
        painter.fillRect(at, theme.color("paper"))
        kept = self._pictures.get(number)
        if kept is not None:
            painter.drawImage(at, kept[1])

    def _paint_section(
        self, painter: QPainter, layout: PaperLayout, number: int, offset: tuple[float, float]
    ) -> None:
        top, bottom = layout.section_top(number), layout.section_bottom(number)
        for page in self._visible():
            whole = layout.page(page)
            above = QRectF(whole)
            above.setBottom(min(whole.bottom(), top))
            below = QRectF(whole)
            below.setTop(max(whole.top(), bottom))
            for other in (above, below):
                if other.height() > 0:
                    veil = theme.tint("paper", _VEIL)
                    painter.fillRect(other.translated(*offset), veil)
        first = layout.page(layout.page_at(top))
        mark = QRectF(first.left() + theme.px(_MARK_LEFT), top, theme.px(_MARK_W), 0)
        mark.setHeight(theme.px(_MARK_H) * self.zoom() / 100)
        painter.fillRect(mark.translated(*offset), theme.color("paper_mark"))

    def _go_to_section(self) -> None:
        layout = self._layout
        if layout is not None and self._section is not None and self._section < layout.sections():
            top = layout.section_top(self._section) - theme.px(_GAP)
            self.verticalScrollBar().setValue(round(top if self._section else 0))

    def _section_top(self, layout: PaperLayout) -> float:
        number = self._section
        return 0 if number is None or number >= layout.sections() else layout.section_top(number)

    def _next_zoom(self) -> None:
        steps = (None, 100, 150, 200)
        at = steps.index(self._zoom) if self._zoom in steps else 0
        self.set_zoom(steps[(at + 1) % len(steps)])

    def _read_words(self) -> None:
        tip(self._zoom_chip, tr("Size of the paper: + larger, - smaller, 0 fits the width"))
        self._zoom_chip.setAccessibleName(tr("Size of the paper"))
        self._place_chips()


def _on_paper(picture: QImage) -> QImage:
    """Give a picture on white the colour that paper has in this theme."""
    painter = QPainter(picture)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.fillRect(picture.rect(), theme.color("paper"))
    painter.end()
    return picture
