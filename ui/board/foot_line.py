"""The line below the board: responses in force, data sources, and how old the data is."""

from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commandcenter.board.model import Response, Snapshot
from commandcenter.kernel.times import clock
from ui.board import doors
from ui.board.column_view import Clock
from ui.shell.strip_item import Look, Run, StripItem
from ui.widgets import scaled
from ui.widgets.labels import Label
from ui.widgets.times import span
from ui.widgets.words import tr

_HEIGHT = 32  # px at 100 %


class FootLine(QWidget):
    """Hidden while it has nothing to say.

    Signals:
        wanted: Where a response leads (Target).
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
        self.sources = Label(tone="note")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        scaled.gap(self._row, 2)
        self._row.addWidget(self.old)
        self._row.addWidget(self.sources)
        self._row.addStretch(1)
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
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_row"):
            self._read_words()

    def _make(self, count: int) -> None:
        for item in self.responses:
            self._row.removeWidget(item)
            item.deleteLater()
        self.responses = [StripItem(self) for _ in range(count)]
        for number, item in enumerate(self.responses):
            self._row.insertWidget(1 + number, item)
            item.clicked.connect(partial(self._open, number))

    def _open(self, number: int) -> None:
        if self._snapshot is not None:
            self.wanted.emit(doors.of_response(self._snapshot.responses[number].id))

    def _read_words(self) -> None:
        words = tr("Not renewed since {time}").format(time=self._old_since)
        mark = Run(icon="clock-counter-clockwise", role="text")
        self.old.set_look(Look(runs=(mark, Run(words=words, bold=True)), fill="surface_sunken"))
        self.old.setVisible(bool(self._old_since))
        responses = self._snapshot.responses if self._snapshot is not None else ()
        for item, one in zip(self.responses, responses, strict=True):
            item.set_look(self._look(one))
        sources = self._snapshot.sources.said(tr) if self._snapshot is not None else ""
        self.sources.setText(sources)
        self.setVisible(bool(self._old_since or responses or sources))

    def _look(self, one: Response) -> Look:
        begun = tr("begun {time}").format(time=clock(one.since))
        for_long = tr("for {time}").format(time=span((self._now() - one.since).total_seconds()))
        facts = [one.words.said(tr), f"{one.by} {begun}".strip(), for_long]
        icon = Run(icon="check-circle", role="ok")
        return Look(runs=(icon, Run(words=" · ".join(facts), role="text_quiet", size="tiny")))
