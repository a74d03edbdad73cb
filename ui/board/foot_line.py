"""The line below the board: responses, what planners think of, sources, how old the data is."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from commandcenter.board.model import Phrase, Response, Snapshot
from commandcenter.kernel.times import clock
from ui.board import doors
from ui.board.column_view import Clock
from ui.shell.strip_item import Look, Run, StripItem
from ui.widgets import scaled
from ui.widgets.fitting_row import FittingRow
from ui.widgets.labels import Label
from ui.widgets.times import span
from ui.widgets.words import tr

_HEIGHT = 32  # px at 100 %
_TOLD = 12  # reminders in the note
_REMINDERS_RANK, _SOURCES_RANK = 98, 99


class FootLine(FittingRow):
    """Hidden while it has nothing to say; where it is narrow, the sources go first.

    Signals:
        wanted: Where a response or the reminders lead (Target).
    """

    wanted = Signal(object)

    def __init__(self, now: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._snapshot: Snapshot | None = None
        self._old_since = ""
        self.old = StripItem()
        self.old.setEnabled(False)
        self.responses: list[StripItem] = []
        self.reminders = StripItem(self)
        self.reminders.clicked.connect(partial(self.wanted.emit, doors.DRILLS))
        self.sources = Label(tone="note")
        self.add_left(self.old, gap_step=2)
        self.add_right(self.reminders, rank=_REMINDERS_RANK, gap_step=2)
        self.add_right(self.sources, rank=_SOURCES_RANK)
        scaled.height(self, _HEIGHT)
        self._read_words()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show responses and sources."""
        before = self._snapshot.responses if self._snapshot is not None else ()
        if len(before) != len(snapshot.responses):
            self._make(len(snapshot.responses))
        self._snapshot = snapshot
        self._read_words()

    def show_old(self, since: str) -> None:
        """Say since when what is shown is not renewed; nothing with an empty text."""
        self._old_since = since
        self._read_words()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "responses"):
            self._read_words()

    def _make(self, count: int) -> None:
        for item in self.responses:
            self.remove(item)
        self.responses = [StripItem(self) for _ in range(count)]
        for number, item in enumerate(self.responses):
            self.add_left(item, rank=1 + number, gap_step=2)
            item.clicked.connect(partial(self._open, number))

    def _open(self, number: int) -> None:
        if self._snapshot is not None:
            self.wanted.emit(doors.of_response(self._snapshot.responses[number].id))

    def _read_words(self) -> None:
        words = tr("Not renewed since {time}").format(time=self._old_since)
        mark = Run(icon="clock-counter-clockwise", role="text")
        self.old.set_look(Look(runs=(mark, Run(words=words, bold=True)), fill="surface_sunken"))
        self.want(self.old, bool(self._old_since))
        responses = self._snapshot.responses if self._snapshot is not None else ()
        for item, one in zip(self.responses, responses, strict=True):
            item.set_look(self._look(one))
        sources = self._snapshot.sources.said(tr) if self._snapshot is not None else ""
        self.sources.setText(sources)
        self.want(self.sources, bool(sources))
        reminders = self._snapshot.reminders if self._snapshot is not None else ()
        self.reminders.set_look(_reminding(reminders))
        self.reminders.setToolTip("\n".join(one.said(tr) for one in reminders[:_TOLD]))
        self.want(self.reminders, bool(reminders))
        self.setVisible(bool(self._old_since or responses or sources or reminders))
        self.arrange()

    def _look(self, one: Response) -> Look:
        begun = tr("begun {time}").format(time=clock(one.since))
        for_long = tr("for {time}").format(time=span((self._now() - one.since).total_seconds()))
        facts = [one.words.said(tr), f"{one.by} {begun}".strip(), for_long]
        icon = Run(icon="check-circle", role="ok")
        return Look(runs=(icon, Run(words=" · ".join(facts), role="text_quiet", size="tiny")))


def _reminding(reminders: Sequence[Phrase]) -> Look:
    """Return how many reminders there are, with the first one in words."""
    words = tr("Drills: {count} reminders").format(count=len(reminders))
    first = reminders[0].said(tr) if reminders else ""
    mark = Run(icon="calendar-blank", role="text_quiet")
    return Look(runs=(mark, Run(words=f"{words} · {first}", role="text_quiet", size="tiny")))
