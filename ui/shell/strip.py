"""The strip that says whether anything needs attention, on every page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from commandcenter.kernel.words import N_
from ui.shell.clock import Ticker
from ui.shell.page import REALITY, Target
from ui.shell.strip_item import Look, Run, StripItem
from ui.widgets import paint, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.fitting_row import FittingRow
from ui.widgets.severity import Severity
from ui.widgets.times import countdown
from ui.widgets.words import tr

UNACKNOWLEDGED = Target(page="alarms", kind="unacknowledged", scope=REALITY)
NEW_ENTRY = Target(page="duty", kind="new")

_MOST_ABOUT = 12  # letters
_OPEN_WORDS = {
    Severity.RED: N_("red, not acknowledged"),
    Severity.ORANGE: N_("orange, not acknowledged"),
    Severity.YELLOW: N_("yellow, not acknowledged"),
    Severity.BLUE: N_("blue, not acknowledged"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many of one colour there are.

    Attributes:
        unacknowledged: How many of them nobody has acknowledged.
    """

    severity: Severity
    number: int
    unacknowledged: int = 0
    target: Target | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A number or a running clock.

    Attributes:
        label: Source text.
        about: What the clock belongs to, in words; its beginning is shown.
        value: Shown as it is, unless *due_at* is given.
        begun_at: With *due_at* it gives the progress; aware.
        severity: A shape before the label, for clocks that are running out.
        pulses: Whether the shape pulses: late, and nobody said that they know.
    """

    label: str
    about: str = ""
    value: str = ""
    due_at: datetime | None = None
    begun_at: datetime | None = None
    severity: Severity | None = None
    pulses: bool = False
    target: Target | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StripFacts:
    """What the strip shows.

    Attributes:
        unacknowledged: How many alarms of the worst colour nobody has acknowledged; None while
            alarms have not been read.
        worst: Their colour.
    """

    unacknowledged: int | None = None
    worst: Severity = Severity.RED
    counts: Sequence[Count] = ()
    slots: Sequence[Slot] = ()


class AlarmStrip(FittingRow):
    """What is unacknowledged, counts by colour, running clocks, and the button for a new entry.

    Signals:
        wanted: Where the pressed number leads (Target).
    """

    wanted = Signal(object)

    def __init__(self, ticker: Ticker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ticker = ticker
        self._facts = StripFacts()
        self._main = StripItem()
        self._main.clicked.connect(partial(self.wanted.emit, UNACKNOWLEDGED))
        self._items: list[StripItem] = []
        self._more = StripItem()
        self._more.clicked.connect(self._open_more)
        self._menu = QMenu(self)
        self.new_entry = KeyButton(key="F2", kind="primary", icon="plus")
        self.new_entry.clicked.connect(partial(self.wanted.emit, NEW_ENTRY))
        self.add_left(self._main, gap_step=1)
        self.add_right(_Inset(self.new_entry))
        self.add_right(self._more)
        self.want(self._more, False)
        self.left_out.connect(self._count_left_out)
        ticker.ticked.connect(lambda _at: self._paint_slots())
        self._read_words()

    def set_facts(self, facts: StripFacts) -> None:
        """Show other numbers."""
        self._facts = facts
        wanted: list[Count | Slot] = [*facts.counts, *facts.slots]
        while len(self._items) < len(wanted):
            item = StripItem()
            item.clicked.connect(partial(self._go, len(self._items)))
            self.add_left(item, rank=len(self._items) + 1, gap_step=1)
            self._items.append(item)
        for number, item in enumerate(self._items):
            self.want(item, number < len(wanted))
            item.setEnabled(number < len(wanted) and wanted[number].target is not None)
        self._read_words()

    def words(self) -> Sequence[str]:
        """Return what the strip says, item by item, whether it fits or not."""
        shown = len(self._facts.counts) + len(self._facts.slots)
        return [self._main.words(), *(item.words() for item in self._items[:shown])]

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.size("strip_h"))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme.size("strip_h"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def paintEvent(self, _event: QPaintEvent) -> None:
        edge = "line" if theme.has_outlines() else ""
        paint.rounded(QPainter(self), self.rect(), "surface_raised", edge=edge)

    def _read_words(self) -> None:
        self.new_entry.setText(tr("New entry"))
        self._main.set_look(self._main_look())
        for number, count in enumerate(self._facts.counts):
            is_divided = number == 0 and not self._facts.unacknowledged
            self._items[number].set_look(_count_look(count, is_divided=is_divided))
        self._paint_slots()
        self._count_left_out()
        self.arrange()

    def _paint_slots(self) -> None:
        now = self._ticker.now()
        clocks = self._items[len(self._facts.counts) :]
        for number, slot in enumerate(self._facts.slots):
            clocks[number].set_look(_slot_look(slot, now, is_divided=number == 0))

    def _main_look(self) -> Look:
        facts = self._facts
        if facts.unacknowledged is None:
            words = Run(words=tr("Reading alarms …"), role="text_quiet")
            return Look(runs=(Run(icon="hourglass", role="text_quiet"), words))
        if not facts.unacknowledged:
            words = Run(words=tr("None unacknowledged"), bold=True)
            return Look(runs=(Run(icon="check-circle", role="text_quiet"), words))
        ink = "text_inverse"
        return Look(
            runs=(
                Run(mark=facts.worst, filled=True, role=ink),
                Run(words=str(facts.unacknowledged), size="title", bold=True, role=ink),
                Run(words=tr(_OPEN_WORDS[facts.worst]), bold=True, role=ink),
                Run(key="F10", role=ink),
            ),
            fill=facts.worst.role,
            pulses=True,
        )

    def _go(self, number: int) -> None:
        wanted: list[Count | Slot] = [*self._facts.counts, *self._facts.slots]
        target = wanted[number].target
        if target is not None:
            self.wanted.emit(target)

    def _count_left_out(self) -> None:
        missing = [item for item in self.missing() if item in self._items]
        words = tr("{count} more").format(count=len(missing))
        self._more.set_look(Look(runs=(Run(words=words, role="text_quiet"),)))
        self.want(self._more, bool(missing))

    def _open_more(self) -> None:
        self._menu.clear()
        for item in self.missing():
            if isinstance(item, StripItem) and item in self._items:
                action = self._menu.addAction(item.words())
                action.triggered.connect(partial(self._go, self._items.index(item)))
        self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))


class _Inset(QWidget):
    """Keeps a button away from the edges of the strip."""

    def __init__(self, button: KeyButton) -> None:
        super().__init__()
        self._button = button
        button.setParent(self)

    def sizeHint(self) -> QSize:
        return self._button.sizeHint() + QSize(theme.px(6), 0)

    def resizeEvent(self, _event: object) -> None:
        hint = self._button.sizeHint()
        top = (self.height() - hint.height()) // 2
        self._button.setGeometry(0, top, hint.width(), hint.height())


def _count_look(count: Count, *, is_divided: bool) -> Look:
    words = tr(count.severity.word)
    if count.unacknowledged:
        words = tr("{color}, {count} not acknowledged").format(
            color=words, count=count.unacknowledged
        )
    return Look(
        runs=(
            Run(mark=count.severity, filled=count.unacknowledged > 0),
            Run(words=str(count.number), size="large", bold=True),
            Run(words=words, role="text_quiet"),
        ),
        is_divided=is_divided,
    )


def _slot_look(slot: Slot, now: datetime, *, is_divided: bool) -> Look:
    role, runs = "text", []
    if slot.severity is not None:
        role = f"{slot.severity.role}_text"
        runs.append(Run(mark=slot.severity, filled=True))
    runs.append(Run(words=tr(slot.label), role="text_quiet"))
    if slot.due_at is None:
        runs.append(Run(words=slot.value, size="large", bold=True, role=role))
        return Look(runs=tuple(runs), is_divided=is_divided, pulses=slot.pulses, hint=slot.about)
    left = countdown((slot.due_at - now).total_seconds())
    holds = "0" * len(left)
    runs.append(Run(words=left, size="large", bold=True, role=role, holds=holds))
    if slot.about:
        runs.append(Run(words=_beginning(slot.about), role="text_quiet"))
    share = _share(slot, now)
    return Look(
        runs=tuple(runs),
        share=share,
        is_divided=is_divided,
        pulses=slot.pulses,
        hint=slot.about,
    )


def _beginning(words: str) -> str:
    return words if len(words) <= _MOST_ABOUT else words[: _MOST_ABOUT - 1] + "…"


def _share(slot: Slot, now: datetime) -> float | None:
    if slot.begun_at is None or slot.due_at is None or slot.due_at <= slot.begun_at:
        return None
    return (now - slot.begun_at) / (slot.due_at - slot.begun_at)
