"""The line at the foot of the window that tells what happened."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QRect, QSize, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from commandcenter.kernel.errors import CommandCenterError
from ui.shell.sentences import BUG
from ui.widgets import icons, paint, theme
from ui.widgets.labels import tip
from ui.widgets.words import tr

PASSING_MS = 8_000
PROBLEM_MS = 20_000
_ICON, _PADDING = 14, 16  # px at 100 %


@dataclass(frozen=True, slots=True, kw_only=True)
class _Message:
    sentence: str
    facts: Mapping[str, object] = field(default_factory=dict)
    is_problem: bool = False
    error: CommandCenterError | None = None

    def words(self) -> str:
        if self.error is not None:
            return self.error.said(tr)
        return tr(self.sentence).format(**self.facts)


class MessageBar(QWidget):
    """Shows one message at a time and never takes the focus.

    A state that stays (`keep`) shows whenever no passing message does. The same message
    again is shown once, with how often it came.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passing: _Message | None = None
        self._repeats = 1
        self._kept: dict[str, _Message] = {}
        self._status = _Message(sentence="")
        self._is_saving = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._pass)

    def say(self, sentence: str, **facts: object) -> None:
        """Tell that something was done.

        Args:
            sentence: Source text; names in braces are filled from *facts*.
        """
        self._show(_Message(sentence=sentence, facts=facts), PASSING_MS)

    def problem(self, error: Exception) -> None:
        """Tell what went wrong; an error that nobody expected has a sentence of its own."""
        expected = error if isinstance(error, CommandCenterError) else None
        self._show(_Message(sentence=BUG, error=expected, is_problem=True), PROBLEM_MS)

    def keep(self, key: str, sentence: str, **facts: object) -> None:
        """Show a state until `end` is called with the same key."""
        is_new = key not in self._kept
        self._kept[key] = _Message(sentence=sentence, facts=facts, is_problem=True)
        self._read_words(announce=is_new)

    def end(self, key: str) -> None:
        """Take a state away; nothing happens if it is not shown."""
        if self._kept.pop(key, None) is not None:
            self._read_words(announce=False)

    def set_status(self, sentence: str, **facts: object) -> None:
        """Show a quiet text at the right end, such as server and workstation."""
        self._status = _Message(sentence=sentence, facts=facts)
        self.update()

    def set_saving(self, is_saving: bool) -> None:
        """Show that a change is taking longer than a second to be written."""
        self._is_saving = is_saving
        self._read_words(announce=False)

    def text(self) -> str:
        """Return what is shown now."""
        message = self._shown()
        if message is None:
            return tr("Saving…") if self._is_saving else ""
        repeats = f" ×{self._repeats}" if message is self._passing and self._repeats > 1 else ""
        return message.words() + repeats

    def sizeHint(self) -> QSize:
        return QSize(theme.px(400), theme.size("message_h"))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme.size("message_h"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words(announce=False)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        message = self._shown()
        is_problem = message is not None and message.is_problem
        inner = self.rect().adjusted(theme.px(_PADDING), 0, -theme.px(_PADDING), 0)
        status = self._status.words() if self._status.sentence else ""
        status_width = paint.width(status, "tiny")
        text_width = paint.width(self.text(), "tiny", bold=is_problem) + theme.px(_ICON + 12)
        if status_width + text_width + theme.space(4) < inner.width():
            paint.text(painter, inner, status, size="tiny", role="text_quiet", align=paint.RIGHT)
        if is_problem:
            box = self.rect().adjusted(theme.px(8), theme.px(2), 0, -theme.px(2))
            box.setWidth(min(text_width + theme.px(20), box.width()))
            paint.rounded(painter, box, "text")
        if self.text():
            self._paint_message(painter, inner, is_problem)

    def _paint_message(self, painter: QPainter, inner: QRect, is_problem: bool) -> None:
        side = theme.px(_ICON)
        at = paint.middle(inner, side, side)
        ink = "surface_raised" if is_problem else "text_quiet"
        name = "warning-circle" if is_problem else "check-circle"
        if self._shown() is None:
            name = "floppy-disk"
        icons.paint(painter, at, name, ink if is_problem else "ok")
        rest = inner.adjusted(side + theme.px(8), 0, 0, 0)
        paint.text(painter, rest, self.text(), size="tiny", bold=is_problem, role=ink)

    def _show(self, message: _Message, duration_ms: int) -> None:
        is_same = self._passing is not None and message.words() == self._passing.words()
        self._repeats = self._repeats + 1 if is_same else 1
        self._passing = message
        self._timer.start(duration_ms)
        self._read_words(announce=True)

    def _pass(self) -> None:
        self._passing = None
        self._repeats = 1
        self._read_words(announce=False)

    def _shown(self) -> _Message | None:
        return self._passing or next(reversed(self._kept.values()), None)

    def _read_words(self, *, announce: bool) -> None:
        self.setAccessibleName(self.text())
        tip(self, self.text())
        if announce:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.text()))
        self.update()
