"""A file with warnings: what was understood, or why it was refused, before it is taken in."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from commandcenter.database.engine import Database
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_
from commandcenter.warnings.model.message import Message, Oddity
from commandcenter.warnings.model.warning import Origin, WarningRecord
from commandcenter.warnings.model.words import MSG_TYPE_WORDS
from commandcenter.warnings.reading import reader
from commandcenter.warnings.reading.reader import Reading
from commandcenter.warnings.service import codes, feeds, intake
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.warnings import sheet_words, times
from ui.warnings.sheet_parts import Facts
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card, Well
from ui.widgets.labels import Label
from ui.widgets.severity import Severity
from ui.widgets.states import Deck
from ui.widgets.words import tr

_FILES = "CAP (*.xml *.cap *.atom *.rss);;* (*)"
ODDITIES = {
    Oddity.NAMESPACE: N_("the namespace of the standard is missing"),
    Oddity.NAMES: N_("elements are called as in the national feed"),
    Oddity.SCOPE_MISSING: N_("it does not say whom it is for"),
    Oddity.INFO_MISSING: N_("it says nothing but that it exists"),
    Oddity.EVENT_MISSING: N_("the kind is missing"),
    Oddity.URGENCY_MISSING: N_("the urgency is missing"),
    Oddity.SEVERITY_MISSING: N_("the severity is missing"),
    Oddity.CERTAINTY_MISSING: N_("the certainty is missing"),
    Oddity.AREA_NAME_MISSING: N_("an area has no name"),
    Oddity.IDENTIFIER_FORM: N_("the number has signs that do not belong there"),
    Oddity.COLOURS_DIFFER: N_("it says more than one colour"),
    Oddity.DECLARED_ENCODING: N_("the encoding is not the one it declares"),
    Oddity.REFERENCES_MISSING: N_("it does not say what it changes"),
}


class IncomingPanel(Card):
    """Ctrl+O chooses a file, Ctrl+S takes in what was understood; nothing before that.

    Signals:
        taken: Warnings were taken in (the id of the first, its headline).
        left: Back to the list.
    """

    taken = Signal(object, str)
    left = Signal()

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._db = db
        self._seat = seat
        self._reading: Reading | None = None
        self._asked = 0
        self._is_busy = False
        self._refusal = ""
        self._title = Label(tone="title")
        self.choose = KeyButton(key="Ctrl+O", icon="folder-open")
        self._verdict = Label(tone="large")
        self._verdict.setWordWrap(True)
        self._list = QVBoxLayout()
        self.wells: list[Well] = []
        self._error = Label(tone="error")
        self._error.setWordWrap(True)
        self._do = KeyButton(key="Ctrl+S", kind="primary")
        self._leave = KeyButton(key="Esc", kind="bare")
        self._content = QWidget()
        self._area = QScrollArea(widgetResizable=True)
        self.deck = Deck(self._area)
        self._build()
        self.choose.clicked.connect(self.open_file)
        self.deck.acted.connect(self.open_file)
        self._do.clicked.connect(self.submit)
        self._leave.clicked.connect(self.left)
        self._show_empty()
        self._read_words()

    def set_refusal(self, words: str) -> None:
        """Say why this officer may take nothing in; nothing with an empty text."""
        self._refusal = words
        self._show_reading()

    def open_file(self) -> None:
        """Ask for a file."""
        dialog = QFileDialog(self, tr("Choose a warning"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilter(_FILES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.read_file)
        dialog.open()

    def read_file(self, path: str) -> None:
        """Read a file in the background; it is not taken in."""
        self._asked += 1
        self._reading = None
        self._say("")
        self._verdict.setText(tr("Reading {name} …").format(name=Path(path).name))
        self.deck.show_loading()
        call = partial(_read, self._db, Path(path))
        number = self._asked
        self._seat.background.read(
            self, call, partial(self._show_read, number), partial(self._not_read, number)
        )

    def submit(self) -> None:
        """Take in what was understood."""
        if self._reading is None or self._is_busy or not self._do.isEnabled():
            return
        self._set_busy(is_busy=True)
        call = partial(
            intake.take_in,
            self._db,
            self._reading,
            origin=Origin.FILE,
            officer=self._seat.officer(),
            drill_id=self._seat.drill_id,
        )
        self._seat.background.write(self, call, self._on_taken, self._not_taken)

    def verdict(self) -> str:
        """Return the sentence that says what is in the file, or why it was refused."""
        return self._verdict.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _show_read(self, number: int, found: Reading) -> None:
        if number == self._asked:
            self._reading = found
            self._show_reading()
            self.setFocus()

    def _not_read(self, number: int, error: Exception) -> None:
        if number == self._asked:
            self._verdict.setText("")
            self.deck.show_state(
                "warning-circle",
                tr("Refused"),
                sentence(error),
                action=tr("Choose another file"),
                key="Ctrl+O",
            )
            self._do.setEnabled(False)

    def _show_reading(self) -> None:
        found = self._reading
        good = [one for one in found.messages if isinstance(one, Message)] if found else []
        self._do.setEnabled(bool(good) and not self._refusal and not self._is_busy)
        self._do.setText(tr("Take in {count}").format(count=len(good)) if good else tr("Take in"))
        self._say(self._refusal)
        if found is None:
            return
        self._verdict.setText(
            tr("{name}: {count} warnings understood, {refused} refused.").format(
                name=found.name, count=len(good), refused=len(found.messages) - len(good)
            )
        )
        for well in self.wells:
            self._list.removeWidget(well)
            well.deleteLater()
        self.wells = [self._well(one) for one in found.messages]
        for at, well in enumerate(self.wells):
            self._list.insertWidget(at, well)
        self.deck.show_content()

    def _well(self, one: Message | Rejected) -> Well:
        well = Well()
        inner = QVBoxLayout(well)
        scaled.margins(inner, 4, 3, 4, 3)
        scaled.gap(inner, 2)
        title = Label(tone="heading")
        title.setWordWrap(True)
        inner.addWidget(title)
        if isinstance(one, Message):
            title.setText(one.headline)
            facts = Facts()
            facts.show_facts(_facts(one, self._seat))
            inner.addWidget(facts)
        else:
            title.setText(tr("Refused"))
            why = Label(one.said(tr), tone="error")
            why.setWordWrap(True)
            inner.addWidget(why)
        return well

    def _on_taken(self, taken: tuple[WarningRecord, ...]) -> None:
        self._set_busy(is_busy=False)
        self._reading = None
        self._show_empty()
        self._show_reading()
        if taken:
            self.taken.emit(taken[0].id, taken[0].message.headline)

    def _not_taken(self, error: Exception) -> None:
        self._set_busy(is_busy=False)
        self._say(sentence(error))

    def _set_busy(self, *, is_busy: bool) -> None:
        self._is_busy = is_busy
        self._do.setEnabled(not is_busy)
        self.choose.setEnabled(not is_busy)

    def _show_empty(self) -> None:
        self._verdict.setText("")
        self.deck.show_state(
            "file-text",
            tr("No file chosen"),
            tr("Choose a warning file or drop it here: it is shown before it is taken in."),
            action=tr("Choose a file"),
            key="Ctrl+O",
        )

    def _say(self, words: str) -> None:
        self._error.setText(words)
        self._error.setVisible(bool(words))

    def _read_words(self) -> None:
        self._title.setText(tr("Warning from a file"))
        self.choose.setText(tr("Choose a file"))
        self._leave.setText(tr("Leave"))
        if self._reading is None:
            self._show_empty()
        self._show_reading()

    def _build(self) -> None:
        head = QHBoxLayout()
        scaled.margins(head, 4, 4, 4, 0)
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self.choose)
        inner = QVBoxLayout(self._content)
        scaled.margins(inner, 4, 3, 4, 3)
        scaled.gap(inner, 3)
        inner.addWidget(self._verdict)
        scaled.gap(self._list, 3)
        self._list.addStretch()
        inner.addLayout(self._list, 1)
        self._area.setWidget(self._content)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.viewport().setAutoFillBackground(False)
        self._content.setAutoFillBackground(False)
        foot = QHBoxLayout()
        scaled.margins(foot, 4, 0, 4, 3)
        scaled.gap(foot, 2)
        foot.addWidget(self._error, 1)
        foot.addStretch()
        foot.addWidget(self._leave)
        foot.addWidget(self._do)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(self.deck, 1)
        layout.addLayout(foot)
        self.setFocusProxy(self._area)


def _read(db: Database, path: Path) -> Reading:
    return reader.read_file(path, codes.codes(db), certificates=feeds.pinned(db))


def _facts(message: Message, seat: Seat) -> list[tuple[str, str]]:
    now, info = seat.clock(), message.info
    colour = message.colour
    severity = Severity(colour.value) if colour is not None else None
    level = f"{tr(severity.word)} {tr(severity.level_word)}" if severity else tr("no colour")
    ends = times.until(info.expires, now) if info.expires is not None else tr("by rule")
    kind = tr(MSG_TYPE_WORDS[message.msg_type])
    odd = tr(", ").join(tr(ODDITIES[one]) for one in message.oddities)
    rows = [
        (tr("Colour"), level),
        (tr("Issuer"), info.sender_name or message.sender),
        (tr("Signature"), sheet_words.signature(message)),
        (tr("Issued"), f"{times.moment(message.sent, now)} · {kind}"),
        (tr("In force"), ends),
        (tr("Where"), sheet_words.areas(message)),
        (tr("Description"), info.description),
        (tr("Odd"), odd),
        (tr("Number"), message.identifier),
    ]
    return [(caption, words) for caption, words in rows if words]
