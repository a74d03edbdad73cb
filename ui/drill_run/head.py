"""The head of the console: which drill, its clock, and what stops it."""

from datetime import datetime

from PySide6.QtCore import QEvent, QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from commandcenter.drills.model.clock import REAL_TIME
from commandcenter.drills.model.code_words import CONTENT_WORDS, FORM_WORDS
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.service.course import Run
from ui.drill_run import words
from ui.drill_run.reading import Reading
from ui.drill_run.twice import Twice
from ui.widgets import paint, scaled, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.labels import Label, tip
from ui.widgets.pill import Pill
from ui.widgets.words import tr

END, END_ALL = "end", "end_all"
_MS_PER_S = 1_000
_LONGEST = 18  # letters of another drill


class Head(QWidget):
    """Shows the drill in front and how its clock stands.

    Signals:
        other_wanted: The next of the drills that run is wanted in front.
        pause_wanted, end_wanted, end_all_wanted: The key of the button was meant.
        speed_wanted: Faster (1) or slower (-1).
    """

    other_wanted = Signal()
    pause_wanted = Signal()
    end_wanted = Signal()
    end_all_wanted = Signal()
    speed_wanted = Signal(int)

    def __init__(self, twice: Twice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._twice = twice
        self._run: Run | None = None
        self._others: tuple[Drill, ...] = ()
        self.title = _Title()
        self.pills = [Pill(), Pill(), Pill()]
        self.other = KeyButton(key="Ctrl+→", kind="bare")
        self.clock = _Clock()
        self.slower, self.faster = KeyButton(key="-", kind="bare"), KeyButton(key="+", kind="bare")
        self.speed = Label(tone="strong")
        self.pause = KeyButton(key="P", kind="raised", icon="pause")
        self.end = KeyButton(key="Ctrl+E", kind="raised")
        self.end_all = KeyButton(key="Ctrl+Shift+E", kind="raised")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        scaled.gap(row, 2)
        row.addWidget(self.title)
        for pill in self.pills:
            row.addWidget(pill)
        row.addWidget(self.other)
        row.addStretch(1)
        row.addWidget(self.clock)
        for widget in (self.slower, self.speed, self.faster, self.pause, self.end, self.end_all):
            row.addWidget(widget)
        self.other.clicked.connect(self.other_wanted)
        self.pause.clicked.connect(self.pause_wanted)
        self.end.clicked.connect(self.end_wanted)
        self.end_all.clicked.connect(self.end_all_wanted)
        self.slower.clicked.connect(lambda: self.speed_wanted.emit(-1))
        self.faster.clicked.connect(lambda: self.speed_wanted.emit(1))
        twice.changed.connect(self._show_acts)

    def show_reading(self, reading: Reading, now: datetime) -> None:
        """Show the drill in front."""
        run = reading.run
        if run is None:
            return
        self._run = run
        self._others = tuple(one for one in reading.running if one.id != run.drill.id)
        self.title.set_text(run.drill.title)
        self._show_pills(run.drill)
        self._show_others()
        self._show_acts()
        self.tick(now)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.clock.set_caption(is_shown=not scaled.is_compact(self))
        if self._run is not None:
            self._show_pills(self._run.drill)
            self._show_others()

    def _show_pills(self, drill: Drill) -> None:
        said = [
            tr(CONTENT_WORDS[drill.content]),
            tr(FORM_WORDS[drill.form]),
            tr("No script") if drill.is_unscripted else "",
        ]
        is_wide = not scaled.is_compact(self)
        for pill, text in zip(self.pills, said, strict=True):
            pill.set_text(text)
            pill.setVisible(bool(text) and is_wide)

    def tick(self, now: datetime) -> None:
        """Show what a second changes."""
        if self._run is not None:
            seconds = self._run.course.offset_ms(now) // _MS_PER_S
            self.clock.set_time(words.offset(seconds), is_standing=self._run.course.is_paused)

    def _show_others(self) -> None:
        self.other.setVisible(bool(self._others))
        if not self._others:
            return
        first = self._others[0].title
        cut = first if len(first) <= _LONGEST else f"{first[: _LONGEST - 1]}…"
        named = tr("Also running, {count}: {title}").format(count=len(self._others), title=cut)
        short = tr("Also running: {count}").format(count=len(self._others))
        self.other.setText(short if scaled.is_compact(self) else named)
        tip(self.other, first)

    def _show_acts(self) -> None:
        if self._run is None:
            return
        course = self._run.course
        runs = course.is_running
        self.pause.setText(tr("Go on") if course.is_paused else tr("Pause"))
        self.pause.set_kind("drill" if course.is_paused else "raised")
        once = tr("Press once more")
        self.end.setText(once if self._twice.asks(END) else tr("End the drill"))
        self.end_all.setText(once if self._twice.asks(END_ALL) else tr("End all"))
        self.speed.setText(f"{course.speed_percent / REAL_TIME:g}×")
        self.speed.setAccessibleName(tr("Speed of the clock"))
        self.slower.setAccessibleName(tr("Slower"))
        self.faster.setAccessibleName(tr("Faster"))
        for widget in (self.clock, self.slower, self.speed, self.faster, self.pause, self.end):
            widget.setVisible(runs)
        self.end_all.setVisible(runs and bool(self._others))


class _Title(QWidget):
    """The name of the drill, cut where there is no room."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def set_text(self, said: str) -> None:
        """Show a name."""
        self._words = said
        self.setAccessibleName(said)
        tip(self, said)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        wide = paint.width(self._words, "title", bold=True) + theme.space(2)
        return QSize(wide, theme.size("button_h"))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(140), theme.size("button_h"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.text(QPainter(self), self.rect(), self._words, size="title", bold=True)


class _Clock(QWidget):
    """The clock of the drill."""

    def __init__(self) -> None:
        super().__init__()
        self._time, self._stands = "00:00:00", False
        self._has_caption = True

    def set_time(self, time: str, *, is_standing: bool) -> None:
        """Show a time."""
        if (time, is_standing) != (self._time, self._stands):
            self._time, self._stands = time, is_standing
            self.setAccessibleName(f"{tr('Drill clock')} {time[:5]}")
            self.updateGeometry()
            self.update()

    def set_caption(self, *, is_shown: bool) -> None:
        """Say what the time is, or leave the room to others."""
        if is_shown != self._has_caption:
            self._has_caption = is_shown
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        wide = paint.width("00:00:00", "display", bold=True)
        if self._has_caption or self._stands:
            wide += paint.width(tr("Drill clock"), "tiny") + theme.space(3)
        return QSize(wide, theme.size("button_h"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        caption = tr("Paused") if self._stands else tr("Drill clock")
        if self._has_caption or self._stands:  # a clock that stands says so in any window
            paint.text(painter, self.rect(), caption, size="tiny", role="text_quiet")
        room = QRect(self.rect())
        paint.text(
            painter,
            room,
            self._time,
            size="display",
            bold=True,
            role="text_quiet" if self._stands else "drill_text",
            align=paint.RIGHT,
        )
