"""What speaks against a time, sentence by sentence, and free times one can take."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from commandcenter.drills.model.clash import Clash
from commandcenter.drills.model.proposing import Proposal
from ui.drills import year_paint
from ui.drills.year_move import Span
from ui.drills.year_words import span_words
from ui.widgets import keycap, paint, theme
from ui.widgets.words import tr

_SIGN, _PAD, _GAP = 14, 8, 6  # px at 100 %
_MOST = 8
_WRAPPED = int(Qt.TextFlag.TextWordWrap)


class ClashList(QWidget):
    """Sentences with a sign before each; those that forbid come first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clashes: tuple[Clash, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_clashes(self, clashes: Sequence[Clash]) -> None:
        """Show these; what is the same is painted once."""
        found = tuple(sorted(clashes, key=lambda one: one.weight.value))
        if found == self._clashes:
            return
        self._clashes = found
        self.setAccessibleName(" ".join(self.sentences()))
        self.setVisible(bool(found))
        self.updateGeometry()
        self.update()

    def sentences(self) -> list[str]:
        """Return what is said."""
        said = list(dict.fromkeys(one.said(tr) for one in self._clashes))
        if len(said) <= _MOST:
            return said
        return [*said[:_MOST], tr("{count} more").format(count=len(said) - _MOST)]

    def sizeHint(self) -> QSize:
        width = max(self.width(), theme.px(120))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self.heightForWidth(max(self.width(), theme.px(120))))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return sum(self._heights(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font())
        weights = list({one.said(tr): one.weight for one in self._clashes}.values())
        top, side = 0, theme.px(_SIGN)
        sentences = self.sentences()
        for at, height in enumerate(self._heights(self.width())):
            if at < len(weights) and at < _MOST:
                sign = QRect(0, top + theme.px(2), side, side)
                year_paint.draw_sign(painter, sign, weights[at])
            painter.setPen(theme.color("text"))
            words = paint.paintable(sentences[at])
            painter.drawText(self._text_box(top, height), _WRAPPED, words)
            top += height

    def _text_box(self, top: int, height: int) -> QRect:
        left = theme.px(_SIGN + _PAD)
        return QRect(left, top, self.width() - left, height)

    def _heights(self, width: int) -> list[int]:
        metrics = self.fontMetrics()
        room = QRect(0, 0, max(1, width - theme.px(_SIGN + _PAD)), 10_000)
        return [
            metrics.boundingRect(room, _WRAPPED, words).height() + theme.px(_GAP)
            for words in self.sentences()
        ]


class ProposalList(QWidget):
    """Free times with what speaks for them; a digit or a click takes one.

    Signals:
        taken: One was taken (Span).
    """

    taken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.proposals: tuple[Proposal, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_proposals(self, proposals: Sequence[Proposal]) -> None:
        """Offer these."""
        self.proposals = tuple(proposals)
        self.setVisible(bool(proposals))
        self.updateGeometry()
        self.update()

    def take(self, number: int) -> bool:
        """Take the one with a number from 1; False if there is none."""
        if not 1 <= number <= len(self.proposals):
            return False
        one = self.proposals[number - 1]
        self.taken.emit(Span(begins_at=one.begins_at, ends_at=one.ends_at))
        return True

    def sizeHint(self) -> QSize:
        return QSize(theme.px(160), len(self.proposals) * self._row_h())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            at = event.pos().y() // self._row_h()
            words = _reasons(self.proposals[at]) if at < len(self.proposals) else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.take(int(event.position().y() // self._row_h()) + 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, height = QPainter(self), self._row_h()
        for at, one in enumerate(self.proposals):
            row = QRect(0, at * height, self.width(), height - theme.px(2))
            paint.rounded(painter, row, "surface_sunken", radius=4)
            cap = row.adjusted(theme.px(_PAD), 0, 0, 0)
            keycap.draw(painter, cap, str(at + 1))
            inner = row.adjusted(theme.px(2 * _PAD) + keycap.width("1"), theme.px(3), 0, 0)
            inner.setHeight(paint.line_height())
            words = span_words(Span(begins_at=one.begins_at, ends_at=one.ends_at))
            paint.text(painter, inner, words, bold=True)
            below = inner.translated(0, inner.height())
            paint.text(painter, below, _reasons(one), size="tiny", role="text_quiet")

    def _row_h(self) -> int:
        return paint.line_height() + paint.line_height("tiny") + theme.px(10)


def _reasons(one: Proposal) -> str:
    return tr("; ").join(reason.said(tr) for reason in one.reasons)
