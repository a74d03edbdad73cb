"""The badge that tells how old the data on screen is."""

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from commandcenter.kernel.words import N_
from ui.shell.data_age import AgeState, DataAge
from ui.widgets import hatch, icons, paint, scaled, theme
from ui.widgets.labels import tip
from ui.widgets.times import ago
from ui.widgets.words import tr

OFFLINE = N_("The database does not answer. What you type is kept on this computer.")
_WORDS = {
    AgeState.LIVE: N_("Live"),
    AgeState.LATE: N_("Delayed"),
    AgeState.STALE: N_("Stale"),
    AgeState.OFFLINE: N_("Offline"),
}
_TIPS = {
    AgeState.LIVE: N_("What you see is what the database holds now."),
    AgeState.LATE: N_("The database has not answered for some seconds."),
    AgeState.STALE: N_("What you see is old. Check important facts by phone."),
    AgeState.OFFLINE: OFFLINE,
}
_ICONS = {
    AgeState.LATE: "clock",
    AgeState.STALE: "clock-counter-clockwise",
    AgeState.OFFLINE: "cloud-slash",
}
_PADDING, _MARK, _GAP = 12, 14, 6  # px at 100 %


class AgeBadge(QWidget):
    """Shows state and age: 实时 1 秒前; shape, word and ground differ together."""

    def __init__(self, age: DataAge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._age = age
        age.changed.connect(self._on_changed)
        self._on_changed()

    def sizeHint(self) -> QSize:
        word, note = self._texts()
        inner = theme.px(_MARK + _GAP) + paint.width(word, bold=True)
        if not scaled.is_narrow(self):
            # Room for two figures, so that the badge does not move its neighbours each second.
            note_width = max(paint.width(note, "tiny"), paint.width(ago(48), "tiny"))
            inner += theme.px(_GAP) + note_width
        return QSize(inner + 2 * theme.px(_PADDING), theme.size("pill_large_h"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._on_changed()
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        state = self._age.state()
        box = QRect(0, 0, self.width(), theme.size("pill_large_h"))
        box.moveTop((self.height() - box.height()) // 2)
        self._paint_ground(painter, box, state)
        ink = "surface_raised" if state is AgeState.OFFLINE else "text"
        inner = box.adjusted(theme.px(_PADDING), 0, -theme.px(_PADDING), 0)
        self._paint_mark(painter, inner, state, ink)
        inner.adjust(theme.px(_MARK + _GAP), 0, 0, 0)
        word, note = self._texts()
        inner.adjust(paint.text(painter, inner, word, bold=True, role=ink), 0, 0, 0)
        inner.adjust(theme.px(_GAP), 0, 0, 0)
        quiet = ink if state is AgeState.OFFLINE else "text_quiet"
        if not scaled.is_narrow(self):
            paint.text(painter, inner, note, size="tiny", role=quiet)

    def _paint_ground(self, painter: QPainter, box: QRect, state: AgeState) -> None:
        fill = {AgeState.LIVE: "ok_surface", AgeState.OFFLINE: "text"}.get(state, "surface_raised")
        edge = "line" if theme.has_outlines() else ""
        paint.rounded(painter, box, fill, radius=15, edge=edge)
        if state is AgeState.STALE:
            painter.save()
            path = QPainterPath()
            path.addRoundedRect(box, theme.px(15), theme.px(15))
            painter.setClipPath(path)
            hatch.draw(painter, box, "stale")
            painter.restore()

    def _paint_mark(self, painter: QPainter, inner: QRect, state: AgeState, ink: str) -> None:
        side = theme.px(_MARK)
        at = paint.middle(inner, side, side)
        if state is not AgeState.LIVE:
            icons.paint(painter, at, _ICONS[state], ink)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = QPointF(at.center()) + QPointF(0.5, 0.5)
        painter.setBrush(theme.tint("ok", 0.3))
        painter.drawEllipse(middle, side * 0.5, side * 0.5)
        painter.setBrush(theme.color("ok"))
        painter.drawEllipse(middle, side * 0.3, side * 0.3)
        painter.restore()

    def _texts(self) -> tuple[str, str]:
        seconds = self._age.seconds()
        note = tr("no answer yet") if seconds is None else ago(seconds)
        return tr(_WORDS[self._age.state()]), note

    def _on_changed(self) -> None:
        word, note = self._texts()
        self.setAccessibleName(f"{word} {note}")
        tip(self, f"{word} {note}  {tr(_TIPS[self._age.state()])}")
        self.updateGeometry()
        self.update()
