"""The line of the script in front: what it says, when it comes, and what to do with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from commandcenter.drills.model.clock import Course, ScriptLine, Standing
from commandcenter.drills.model.code_words import MEDIUM_WORDS, VISIBILITY_WORDS
from commandcenter.drills.model.drill import Objective
from commandcenter.drills.model.script import Visibility
from commandcenter.kernel.times import clock
from ui.drill_run import words
from ui.widgets import paint, scaled, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Well
from ui.widgets.labels import Label, set_property
from ui.widgets.words import tr

_BAR, _EDGE, _COUNT_W = 3, 3, 132  # px at 100 %
_FACTS = 4
# What can be done to the line in front.
FIRE, HOLD, SKIP, BACK = "fire", "hold", "skip", "back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What the card shows.

    Attributes:
        branch: One that can be opened now and has to do with this line.
        condition: When it is to be opened.
    """

    line: ScriptLine
    course: Course
    is_next: bool
    objectives: Mapping[UUID, Objective]
    branch: str = ""
    condition: str = ""
    may_act: bool = True


class LineCard(QWidget):
    """Shows a line in large type.

    Signals:
        fire_wanted, hold_wanted, skip_wanted, back_wanted, branch_wanted: Of the line shown.
    """

    fire_wanted = Signal()
    hold_wanted = Signal()
    skip_wanted = Signal()
    back_wanted = Signal()
    branch_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._front: Front | None = None
        self._asked = ""
        self.what = Label(tone="drill")
        self.when = Label(tone="quiet")
        self.title = Label(tone="display")
        self.title.setWordWrap(True)
        self.countdown = _Countdown()
        self.text = _Quote()
        self.facts = _Facts()
        self.expected = _Expected()
        self.branch = KeyButton(key="O", icon="git-branch")
        self.condition = Label(tone="note")
        self.condition.setWordWrap(True)
        self.fire = _Large(key="Space", kind="drill")
        self.hold = _Large(key="H")
        self.skip = _Large(key="K")
        self.back = _Large(key="B")
        self._build()
        self.fire.clicked.connect(self.fire_wanted)
        self.hold.clicked.connect(self.hold_wanted)
        self.skip.clicked.connect(self.skip_wanted)
        self.back.clicked.connect(self.back_wanted)
        self.branch.clicked.connect(self.branch_wanted)

    def front(self) -> Front | None:
        """Return what is shown."""
        return self._front

    def show_front(self, front: Front, now: datetime) -> None:
        """Show a line as it stands at a moment."""
        is_other = self._front is None or self._front.line.inject.id != front.line.inject.id
        self._front = front
        inject = front.line.inject
        if is_other:
            self._scroll.verticalScrollBar().setValue(0)
        name = tr("Line {number}").format(number=inject.number)
        self.what.setText(f"{tr('Next line')} · {name}" if front.is_next else name)
        self.title.setText(inject.title)
        self.text.set_text(inject.text)
        self.text.setVisible(bool(inject.text.strip()))
        self.facts.set_facts(_facts(front))
        self.expected.set_text(inject.expected, inject.within_s)
        self.condition.setText(front.condition)
        self.branch.setText(tr("Open the branch {branch}").format(branch=front.branch))
        self._branch_row.setVisible(bool(front.branch))
        self._show_acts(front)
        self.tick(now)

    def tick(self, now: datetime) -> None:
        """Show what a second changes."""
        if self._front is not None:
            self.when.setText(_when(self._front))
            self.countdown.set_words(*_countdown(self._front, now))

    def ask(self, what: str) -> None:
        """Ask once more for this act on the line; empty for none."""
        self._asked = what
        if self._front is not None:
            self._show_acts(self._front)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_compact = scaled.is_compact(self)
        edge, step = (3, 2) if is_compact else (5, 4)
        scaled.margins(self._outer, edge, 3, edge, 3 if is_compact else 4)
        scaled.gap(self._outer, 2 if is_compact else 3)
        scaled.gap(self._inner, step)
        # Where there is not room for all, what players should do comes before who says it.
        self._inner.removeWidget(self.expected)
        self._inner.insertWidget(1 if is_compact else 2, self.expected)
        self.countdown.set_caption(is_shown=not is_compact)
        set_property(self.title, "tone", "title" if is_compact else "display")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        if self._front is not None and self._front.is_next:
            painter.fillRect(QRect(0, 0, self.width(), theme.px(_EDGE)), theme.color("drill"))

    def _show_acts(self, front: Front) -> None:
        line, may = front.line, front.may_act and front.course.is_running
        is_told = line.standing is Standing.DELIVERED
        once = tr("Press once more")
        self.fire.setText(once if self._asked == FIRE else tr("Deliver"))
        self.hold.setText(once if self._asked == HOLD else tr("Hold"))
        self.skip.setText(once if self._asked == SKIP else tr("Skip"))
        self.back.setText(
            tr("Press once more to go back") if self._asked == BACK else tr("Back to here")
        )
        self.fire.setVisible(not is_told)
        self.hold.setVisible(not is_told)
        self.skip.setVisible(not is_told)
        self.back.setVisible(is_told and front.course.ended_at is None)
        self.fire.setEnabled(may)
        self.hold.setEnabled(may and line.standing in {Standing.PENDING, Standing.WAITING})
        self.skip.setEnabled(may and line.standing is not Standing.SKIPPED)
        self.back.setEnabled(may)
        self.branch.setEnabled(may)

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self.what)
        top.addStretch(1)
        top.addWidget(self.when)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        scaled.gap(head, 3)
        head.addWidget(self.title, 1)
        head.addWidget(self.countdown, 0, Qt.AlignmentFlag.AlignTop)
        inner = QWidget()
        self._inner = QVBoxLayout(inner)
        self._inner.setContentsMargins(0, 0, 0, 0)
        scaled.gap(self._inner, 4)
        self._inner.addWidget(self.text)
        self._inner.addWidget(self.facts)
        self._inner.addWidget(self.expected)
        self._inner.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        self._scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        self._branch_row = QWidget()
        branch = QHBoxLayout(self._branch_row)
        branch.setContentsMargins(0, 0, 0, 0)
        scaled.gap(branch, 3)
        branch.addWidget(self.branch)
        branch.addWidget(self.condition, 1)
        acts = QHBoxLayout()
        acts.setContentsMargins(0, 0, 0, 0)
        scaled.gap(acts, 2)
        for button, share in ((self.fire, 2), (self.hold, 1), (self.skip, 1), (self.back, 1)):
            acts.addWidget(button, share)
        layout = self._outer = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addLayout(head)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._branch_row)
        layout.addLayout(acts)


def _facts(front: Front) -> list[tuple[str, str]]:
    inject = front.line.inject
    objective = front.objectives.get(inject.objective_id) if inject.objective_id else None
    medium = tr(MEDIUM_WORDS[inject.medium])
    if inject.visibility is not Visibility.PLAYERS:
        medium = f"{medium} · {tr(VISIBILITY_WORDS[inject.visibility])}"
    goal = "" if objective is None else f"O{objective.number} {objective.text}"
    return [
        (tr("Comes from"), inject.sender),
        (tr("Goes to"), inject.receiver),
        (tr("Medium"), medium),
        (tr("Objective"), goal) if goal else (tr("Delivered by"), inject.owner),
    ]


def _when(front: Front) -> str:
    planned = front.course.planned_at(front.line.inject)
    line = front.line
    if planned is None:
        return tr("{offset} after the start").format(offset=words.offset(line.inject.offset_s))
    said = tr("Planned {time}").format(time=clock(planned))
    if line.standing is Standing.DELIVERED and line.by is not None:
        came = tr("delivered {time} by {by}").format(time=clock(line.by.at), by=_by(line.by.by))
        return f"{said} · {came}"
    if line.due_at is not None and clock(line.due_at) != clock(planned):
        is_sooner = line.due_at < planned
        moved = tr("sooner, {time}") if is_sooner else tr("now {time}")
        moved = moved.format(time=clock(line.due_at))
        return f"{said} · {moved}"
    return said


def _by(name: str) -> str:
    return tr("the program") if name == "program" else name


def _countdown(front: Front, now: datetime) -> tuple[str, str]:
    line, course = front.line, front.course
    if course.ended_at is not None:
        return "", ""
    if line.standing is Standing.PENDING and course.is_paused:
        return words.left(line.inject.offset_s - course.offset_ms(now) / 1_000), tr("paused")
    if line.due_at is not None:
        return words.left((line.due_at - now).total_seconds()), tr("then by itself")
    return "", words.standing(line, is_next=False) if course.began_at is not None else ""


class _Large(KeyButton):
    """A button that is hit without looking."""

    def __init__(self, *, key: str, kind: str = "") -> None:
        super().__init__(key=key, kind=kind)
        self.is_spread = False
        self.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), theme.px(44))


class _Countdown(QWidget):
    """What is left, in the largest type there is, and what happens then."""

    def __init__(self) -> None:
        super().__init__()
        self._time, self._words = "", ""
        self._has_caption = True

    def set_caption(self, *, is_shown: bool) -> None:
        """Say below what happens then, or leave the room to others."""
        if is_shown != self._has_caption:
            self._has_caption = is_shown
            self.updateGeometry()

    def set_words(self, time: str, said: str) -> None:
        """Show these."""
        if (time, said) != (self._time, self._words):
            is_wider = len(time) != len(self._time) or said != self._words
            self._time, self._words = time, said
            self.setAccessibleName(said)
            if is_wider:
                self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        wide = max(
            theme.px(_COUNT_W),
            paint.width(self._time, "hero", bold=True),
            paint.width(self._words, "tiny"),
        )
        foot = paint.line_height("tiny") if self._has_caption or not self._time else 0
        return QSize(wide, (paint.line_height("hero") if self._time else 0) + foot)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        high = paint.line_height("hero") if self._time else 0
        top = QRect(0, 0, self.width(), high)
        paint.text(
            painter, top, self._time, size="hero", bold=True, role="drill_text", align=paint.RIGHT
        )
        if self._time and not self._has_caption:
            return
        foot = QRect(0, high, self.width(), paint.line_height("tiny"))
        paint.text(painter, foot, self._words, size="tiny", role="text_quiet", align=paint.RIGHT)


class _Quote(QWidget):
    """What players are told, with a bar beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._label = Label(tone="reading")
        self._label.setWordWrap(True)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 0, 0, 0)
        layout.addWidget(self._label)

    def set_text(self, said: str) -> None:
        """Show a text."""
        self._label.setText(said.strip())

    def paintEvent(self, _event: QPaintEvent) -> None:
        bar = QRect(0, 0, theme.px(_BAR), self.height())
        QPainter(self).fillRect(bar, theme.color("drill"))


class _Facts(QWidget):
    """Captions over values, side by side."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        scaled.gap(row, 4)
        self._pairs = [(Label(tone="quiet"), Label()) for _ in range(_FACTS)]
        for caption, value in self._pairs:
            value.setWordWrap(True)
            column = QVBoxLayout()
            column.setContentsMargins(0, 0, 0, 0)
            scaled.gap(column, 1)
            column.addWidget(caption)
            column.addWidget(value)
            column.addStretch(1)
            row.addLayout(column, 1)

    def set_facts(self, facts: list[tuple[str, str]]) -> None:
        """Show these; an empty value is a dash."""
        for (caption, value), (title, said) in zip(self._pairs, facts, strict=True):
            caption.setText(title)
            value.setText(said or "—")


class _Expected(Well):
    """What players should do after this line."""

    def __init__(self) -> None:
        super().__init__()
        self._caption = Label(tone="quiet")
        self._actions = Label()
        self._actions.setWordWrap(True)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 3, 2, 3, 2)
        scaled.gap(layout, 1)
        layout.addWidget(self._caption)
        layout.addWidget(self._actions)

    def set_text(self, expected: str, within_s: int | None) -> None:
        """Show one action a line; nothing at all if none is expected."""
        actions = [one.strip() for one in expected.splitlines() if one.strip()]
        self.setVisible(bool(actions))
        caption = tr("Expected actions")
        if within_s:
            limit = tr("within {time}").format(time=words.left(within_s))
            caption = f"{caption} · {limit}"
        self._caption.setText(caption)
        self._actions.setText("\n".join(f"□  {one}" for one in actions))
