"""One line to note what was seen: one key begins it, Enter notes it."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commandcenter.drills.model.evaluation import Seen
from commandcenter.drills.service.files import Given
from commandcenter.kernel.times import clock
from ui.drill_review.words import SEEN_WORDS
from ui.records.files_row import FilesRow
from ui.records.pick_box import Choice, PickBox
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.segmented import Segmented
from ui.widgets.words import tr

_LONGEST, _LINK_W = 4_000, 320  # characters, px at 100 %


class QuickLine(Card):
    """The time is that of the first key, whatever the sentence takes to write.

    Signals:
        entered: What was typed is to be noted.
        files_wanted: The officer wants to choose photographs.
        files_given: Photographs were dropped (QMimeData).
        given_up: Everything typed was cleared with Esc on an empty line.
    """

    entered = Signal()
    files_wanted = Signal()
    files_given = Signal(QMimeData)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.at: datetime | None = None
        self.given: tuple[Given, ...] = ()
        self._time = Label(tone="strong")
        self.kind = Segmented(strong=(Seen.PROBLEM,))
        self.text = QLineEdit(maxLength=_LONGEST)
        self.link = PickBox()
        self.attach = KeyButton(key="Ctrl+O", icon="camera")
        self.save = KeyButton(key="Enter", kind="primary")
        self.files = FilesRow()
        self.note = Label(tone="error")
        self.setAcceptDrops(True)
        self._build()
        self.files.removed.connect(self._take_away)
        self.save.clicked.connect(self.entered)
        self.attach.clicked.connect(self.files_wanted)
        self.kind.set_value(Seen.PROBLEM)
        self.read_words()
        self.say("")
        self._show_time()

    def begin(self, kind: Seen, at: datetime) -> None:
        """Begin a sentence; one that was begun goes on, as the other kind."""
        self.kind.set_value(kind)
        if self.at is None:
            self.at = at
        self._show_time()
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def is_edited(self) -> bool:
        """Whether something was typed or attached that is not noted yet."""
        return bool(self.text.text().strip() or self.given)

    def add(self, given: Given) -> None:
        """Attach a photograph; the same one is attached once."""
        if all(one.sha256 != given.sha256 for one in self.given):
            self.given = (*self.given, given)
            self.files.show_files(self.given)

    def clear(self) -> None:
        """Begin anew, once what was typed has been noted."""
        self.at, self.given = None, ()
        self.text.clear()
        self.link.pick(None)
        self.files.show_files(())
        self.say("")
        self._show_time()

    def offer(self, choices: Sequence[Choice]) -> None:
        """Offer the lines of the script and the objectives to link with."""
        self.link.offer(choices)

    def say(self, words: str) -> None:
        """Show a sentence below the line; nothing with an empty one."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def set_editable(self, refusal: str) -> None:
        """Allow to note something, or say why this officer cannot."""
        for part in (self.kind, self.text, self.link, self.attach, self.save):
            part.setEnabled(not refusal)
        if refusal or self.note.text():
            self.say(refusal)

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self.kind.set_choices([(kind, tr(words)) for kind, words in SEEN_WORDS.items()])
        self.kind.setAccessibleName(tr("Kind"))
        self.text.setPlaceholderText(tr("What was seen; + strength, - problem, . note begin it"))
        self.text.setAccessibleName(tr("What was seen"))
        self.link.setAccessibleName(tr("Line of the script or objective"))
        edit = self.link.lineEdit()
        if edit is not None:
            edit.setPlaceholderText(tr("Line or objective"))
        self.attach.setText(tr("Photograph"))
        self.save.setText(tr("Note it"))
        self.files.read_words()
        self._show_time()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "note"):
            self.read_words()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.files_given.emit(event.mimeData())
        event.acceptProposedAction()

    def _take_away(self, gone: Given) -> None:
        self.given = tuple(one for one in self.given if one != gone)
        self.files.show_files(self.given)

    def _show_time(self) -> None:
        self._time.setText(clock(self.at) if self.at is not None else tr("Now"))

    def _build(self) -> None:
        scaled.width(self.link, _LINK_W)
        self.note.setWordWrap(True)
        row = QHBoxLayout()
        scaled.gap(row, 2)
        row.addWidget(self._time)
        row.addWidget(self.kind)
        row.addWidget(self.text, 1)
        row.addWidget(self.save)
        below = QHBoxLayout()
        scaled.gap(below, 2)
        below.addWidget(self.link)
        below.addWidget(self.attach)
        below.addWidget(self.files)
        below.addStretch()
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 2, 3, 2)
        scaled.gap(layout, 2)
        layout.addLayout(row)
        layout.addLayout(below)
        layout.addWidget(self.note)
