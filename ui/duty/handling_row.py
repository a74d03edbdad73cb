"""The four verbs of a draft: what was done while typing, with whom and when."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from commandcenter.duty.model.entry import Handling, Step, Urgency
from commandcenter.duty.model.words import STEP, STEP_SIGN, URGENCY
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.times import clock
from ui.duty.fields import LineField
from ui.widgets import paint, scaled, theme
from ui.widgets.labels import Label, tip
from ui.widgets.segmented import Segmented
from ui.widgets.typed_time import Toward, read_time, shown_time
from ui.widgets.words import tr

_PADDING, _GAP, _HEIGHT, _NARROWEST = 8, 6, 26, 56  # px at 100 %
_URGENCIES = (Urgency.ROUTINE, Urgency.URGENT, Urgency.FLASH)


class StepChip(QAbstractButton):
    """One verb: an outline until it is done, then with whom and when."""

    def __init__(self, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = step
        self._done: Handling | None = None
        self._is_brief = False
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_done(self, handling: Handling | None) -> None:
        """Show that the step was done, or that it was not."""
        self._done = handling
        self.setChecked(handling is not None)
        self.read_words()

    def set_brief(self, is_brief: bool) -> None:
        """Show only when, not with whom."""
        self._is_brief = is_brief
        self.updateGeometry()
        self.update()

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        key = f"Ctrl+{tuple(Step).index(self.step) + 1}"
        self.setAccessibleName(tr(STEP[self.step]))
        self.setAccessibleDescription(self._facts())
        tip(self, f"{tr(STEP[self.step])} {self._facts()} ({key})")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = paint.width(self._sign(), bold=True) + 2 * theme.px(_PADDING)
        if self._shown():
            width += theme.px(_GAP) + paint.width(self._shown(), "tiny")
        return QSize(width, theme.size("target_min"))

    def minimumSizeHint(self) -> QSize:
        # Where room is short the name is cut, never the verb.
        return QSize(min(self.sizeHint().width(), theme.px(_NARROWEST)), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = paint.middle(self.rect(), self.width(), theme.px(_HEIGHT))
        is_done = self._done is not None
        if is_done:
            paint.rounded(painter, box, "accent_surface", radius=4)
        else:
            paint.rounded(painter, box, None, radius=4, edge="line_strong")
        inner = box.adjusted(theme.px(_PADDING), 0, 0, 0)
        ink = "accent_text" if is_done else "text"
        width = paint.text(painter, inner, self._sign(), bold=is_done, role=ink)
        inner.setLeft(inner.left() + width + theme.px(_GAP))
        paint.text(painter, inner, self._shown(), size="tiny", role=ink)
        if self.hasFocus():
            paint.focus_ring(painter, box, radius=4)

    def _sign(self) -> str:
        return tr(STEP_SIGN[self.step])

    def _shown(self) -> str:
        return clock(self._done.at) if self._done and self._is_brief else self._facts()

    def _facts(self) -> str:
        if self._done is None:
            return ""
        return " ".join(part for part in (self._done.to, clock(self._done.at)) if part)


class HandlingRow(QWidget):
    """The four chips, the urgency, and below them whom the last step reached.

    Signals:
        changed: Something was chosen or typed.
    """

    changed = Signal()

    def __init__(
        self,
        clock_now: Callable[[], datetime],
        officer_name: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._now = clock_now
        self._officer_name = officer_name
        self._steps: dict[Step, Handling] = {}
        self._edited: Step | None = None
        self._caption = Label(tone="quiet")
        self.chips = {step: StepChip(step) for step in Step}
        self.urgency = Segmented()
        self.to = LineField(prefixed=True)
        self.at = LineField(prefixed=True)
        self._editor = QWidget()
        self._row = QHBoxLayout()
        self._elsewhere: QHBoxLayout | None = None
        self._build()
        for step, chip in self.chips.items():
            chip.clicked.connect(lambda _checked=False, step=step: self.toggle(step))
        self.urgency.chosen.connect(lambda _value: self.changed.emit())
        for field in (self.to, self.at):
            field.line.textEdited.connect(lambda _text: self._on_edited())
        self.read_words()

    def show_values(self, steps: tuple[Handling, ...], urgency: Urgency) -> None:
        """Show these without telling anybody."""
        self._steps = {one.step: one for one in steps}
        self.urgency.set_value(urgency)
        self._edit(None)
        self._show()

    def steps(self) -> tuple[Handling, ...]:
        """Return what was done, in the order of the verbs."""
        return tuple(self._steps[step] for step in Step if step in self._steps)

    def chosen_urgency(self) -> Urgency:
        """Return how fast it has to be handled."""
        return Urgency(str(self.urgency.value()))

    def place_urgency(self, row: QHBoxLayout | None) -> None:
        """Put the urgency beside the chips, or at the end of another row."""
        for place in (self._row, self._elsewhere):
            if place is not None:
                place.removeWidget(self.urgency)
        self._elsewhere = row
        (self._row if row is None else row).addWidget(self.urgency)

    def toggle(self, step: Step) -> None:
        """Note that a step was done now, or take the note back."""
        if step in self._steps and step is not self._edited:
            self._edit(step)
        elif step in self._steps:
            del self._steps[step]
            self._edit(None)
        else:
            self._steps[step] = Handling(step=step, at=self._now(), by=self._officer_name())
            self._edit(step)
        self._show()
        self.changed.emit()

    def take_in(self, at: datetime) -> None:
        """Note that the message was taken at this moment, unless it is noted already."""
        if Step.TAKE not in self._steps:
            self._steps[Step.TAKE] = Handling(step=Step.TAKE, at=at, by=self._officer_name())
            self._show()

    def error(self) -> str:
        """Return what is wrong with the time of the step that is being edited."""
        return self.at.error()

    def in_order(self) -> list[QWidget]:
        """Return what Tab comes to, in its order."""
        return [*self.chips.values(), self.to.line, self.at.line, self.urgency]

    def set_compact(self, is_compact: bool) -> None:
        """Take the compact or the comfortable form."""
        for field in (self.to, self.at):
            field.set_compact(is_compact)
        for chip in self.chips.values():
            chip.set_brief(is_compact)

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self._caption.setText(tr("Handled"))
        self.urgency.setAccessibleName(tr("Urgency"))
        self.urgency.set_choices([(one.value, tr(URGENCY[one])) for one in _URGENCIES])
        self.to.set_caption(tr("Whom"))
        self.at.set_caption(tr("When"))
        for chip in self.chips.values():
            chip.read_words()

    def _build(self) -> None:
        chips = self._row
        scaled.gap(chips, 1)
        chips.addWidget(self._caption)
        chips.addSpacing(theme.space(2))
        for chip in self.chips.values():
            chips.addWidget(chip)
        chips.addStretch()
        editor = QHBoxLayout(self._editor)
        editor.setContentsMargins(0, 0, 0, 0)
        scaled.gap(editor, 2)
        editor.addWidget(self.to, 3)
        editor.addWidget(self.at, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 2)
        layout.addLayout(chips)
        layout.addWidget(self._editor)
        self._editor.hide()
        self.place_urgency(None)

    def _edit(self, step: Step | None) -> None:
        self._edited = step
        done = self._steps.get(step) if step is not None else None
        self.at.set_error("")
        if done is not None:
            self.to.show_text(done.to)
            self.at.show_text(shown_time(done.at, now=self._now()))
        self._editor.setVisible(done is not None)

    def _on_edited(self) -> None:
        if self._edited is None:
            return
        done = self._steps[self._edited]
        try:
            at = read_time(self.at.text(), now=self._now(), toward=Toward.PAST)
            self.at.set_error("")
        except Rejected as error:
            at = None
            self.at.set_error(error.said(tr))
        to = self.to.text().strip()
        self._steps[self._edited] = replace(done, to=to, at=at or done.at)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        for step, chip in self.chips.items():
            chip.show_done(self._steps.get(step))
