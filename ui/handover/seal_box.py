"""The seal: pale before, a code that any phone reads after."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets import paint, scaled, theme
from ui.widgets.labels import Label

_QUIET_EDGE = 10  # px at 100 %


@dataclass(frozen=True, slots=True, kw_only=True)
class SealFacts:
    """What stands beside the code.

    Attributes:
        payload: Of the code; of a seal that is not given yet something to look like one.
        lines: Below the title, in the language of the window.
    """

    payload: str
    is_sealed: bool
    title: str
    lines: Sequence[str]


class SealCode(QWidget):
    """A QR code, crisp at every scale."""

    def __init__(self, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._payload = ""
        self._is_sealed = False

    def set_code(self, payload: str, *, is_sealed: bool) -> None:
        """Show another code; a pale one before the seal."""
        self._payload = payload
        self._is_sealed = is_sealed
        self.update()

    def set_side(self, side: int) -> None:
        """Take another size, in px at 100 %."""
        self._side = side
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        side = theme.px(self._side)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._payload:
            return
        painter = QPainter(self)
        box = QRectF(0, 0, theme.px(self._side), theme.px(self._side)).adjusted(1, 1, -1, -1)
        if self._is_sealed:
            # Scanners want dark on light with a quiet margin, in every theme.
            paint.rounded(painter, box, "paper")
        else:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("line_strong"), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(box, theme.size("radius"), theme.size("radius"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        self._paint_squares(painter, box)

    def _paint_squares(self, painter: QPainter, box: QRectF) -> None:
        rows = _modules(self._payload)
        density = self.devicePixelRatioF()
        inset = theme.px(_QUIET_EDGE)
        inner = box.adjusted(inset, inset, -inset, -inset)
        # Edges on whole dots, or hair lines would show between neighbours.
        edges = [round(at * inner.width() * density / len(rows)) for at in range(len(rows) + 1)]
        color = theme.color("paper_ink" if self._is_sealed else "line")
        painter.translate(round(inner.left()), round(inner.top()))
        painter.scale(1 / density, 1 / density)
        for y, row in enumerate(rows):
            for x, is_dark in enumerate(row):
                if is_dark:
                    width, height = edges[x + 1] - edges[x], edges[y + 1] - edges[y]
                    painter.fillRect(edges[x], edges[y], width, height, color)


class SealBox(QWidget):
    """The code with what stands beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = Label(tone="quiet")
        self.code = SealCode(112)
        self._title = Label(tone="heading")
        self._lines = Label(tone="quiet")
        self._lines.setWordWrap(True)
        self._lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = QVBoxLayout()
        scaled.gap(words, 1)
        words.addWidget(self._title)
        words.addWidget(self._lines)
        words.addStretch()
        beside = QHBoxLayout()
        scaled.gap(beside, 4)
        beside.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop)
        beside.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 1)
        layout.addWidget(self._caption)
        layout.addLayout(beside, 1)

    def set_compact(self, compact: bool) -> None:
        """Take less room."""
        self.code.set_side(84 if compact else 112)

    def show_seal(self, caption: str, facts: SealFacts) -> None:
        """Show the seal as it stands."""
        self._caption.setText(caption)
        self.code.set_code(facts.payload, is_sealed=facts.is_sealed)
        self._title.setText(facts.title)
        self._lines.setText("\n".join(facts.lines))
        self.setAccessibleName(f"{caption} {facts.title} {' '.join(facts.lines)}")


@lru_cache(maxsize=8)
def _modules(payload: str) -> tuple[tuple[int, ...], ...]:
    import segno  # noqa: PLC0415 - only a seal needs it

    return tuple(map(tuple, segno.make_qr(payload, error="m").matrix))
