"""The form of a source: a folder or an address, and whose certificates it is trusted by."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_
from commandcenter.warnings.model.feeds import Feed, FeedKind
from ui.shell.sentences import sentence
from ui.warnings.source_words import KINDS
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card, Field
from ui.widgets.labels import Label
from ui.widgets.segmented import Segmented
from ui.widgets.words import tr

_LONGEST = 200
_CAPTIONS = {
    "name": N_("Name of the source"),
    "kind": N_("Kind"),
    "place": N_("Folder or address"),
    "certificates": N_("Certificates of the senders (PEM)"),
    "ca": N_("Certificate authority of the server (PEM), if it has one of its own"),
}


class SourceForm(Card):
    """Shows a source to be changed, or takes a new one; what is typed survives refreshes.

    Signals:
        submitted: A source is to be saved (Feed); answered by `settle` or `refuse`.
        toggled: A source is to be switched on or off (Feed).
        folder_wanted: A folder is to be chosen.
        left: Back to the list.
    """

    submitted = Signal(object)
    toggled = Signal(object)
    folder_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._feed: Feed | None = None
        self._is_new = False
        self._is_edited = False
        self._is_busy = False
        self._refusal = ""
        self._title = Label(tone="title")
        self._title.setWordWrap(True)
        self.name = QLineEdit(maxLength=_LONGEST)
        self.kind = Segmented()
        self.place = QLineEdit(maxLength=1_000)
        self.certificates = QPlainTextEdit(tabChangesFocus=True)
        self.ca = QPlainTextEdit(tabChangesFocus=True)
        self.fields = {name: Field("", getattr(self, name)) for name in _CAPTIONS}
        self._folder = KeyButton(icon="folder-open")
        self._error = Label(tone="error")
        self._error.setWordWrap(True)
        self._error.hide()
        self._toggle = KeyButton(kind="bare", icon="power")
        self._do = KeyButton(key="Ctrl+S", kind="primary")
        self._build()
        self._connect()
        self._read_words()
        self._show_buttons()

    def begin(self) -> None:
        """Take a new source."""
        if not (self._is_new and self._is_edited):
            self._is_new, self._is_edited = True, False
            self._feed = Feed(id=new_id(), name="", kind=FeedKind.FOLDER, place="")
            self._show()
        self.take_focus()

    def show_feed(self, feed: Feed) -> None:
        """Show a source; typed text of another one is kept until it is saved or given up."""
        if self._is_edited:
            return
        self._feed, self._is_new = feed, False
        self._show()

    def follow(self, feed: Feed) -> None:
        """Take over what became of the source that is shown; what is typed stays."""
        if not self._is_new and self._feed is not None and self._feed.id == feed.id:
            if self._is_edited:
                self._feed = replace(feed, version=self._feed.version)
            else:
                self.show_feed(feed)

    def is_new(self) -> bool:
        """Whether a new source is being typed in."""
        return self._is_new

    def give_up(self) -> None:
        """Throw away what was typed."""
        self._is_edited = self._is_new = False
        self._say("")
        self._show()

    def take_folder(self, path: str) -> None:
        """Take a folder that was chosen."""
        self.kind.set_value(FeedKind.FOLDER)
        self.place.setText(path)
        self._note_edit()

    def take_focus(self) -> None:
        """Put the cursor into the first field."""
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def submit(self) -> None:
        """Save what was typed."""
        if self._feed is None or self._is_busy or self._refusal:
            return
        self._say("")
        self._set_busy(is_busy=True)
        self.submitted.emit(replace(self._feed, **self._typed()))

    def settle(self, saved: Feed) -> None:
        """Take it that it was saved."""
        self._set_busy(is_busy=False)
        self._is_new = self._is_edited = False
        self._feed = saved
        self._show()

    def refuse(self, error: Exception) -> None:
        """Say why it was not saved; what was typed stays."""
        self._set_busy(is_busy=False)
        self._say(sentence(error))

    def set_refusal(self, words: str) -> None:
        """Say why this officer may change nothing; nothing with an empty text."""
        if words != self._refusal:
            self._refusal = words
            self._say(words)
        self._show_buttons()

    def said(self) -> str:
        """Return the sentence that is shown."""
        return self._error.text()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _typed(self) -> dict[str, Any]:
        return {
            "name": self.name.text().strip(),
            "kind": self.kind.value() or FeedKind.FOLDER,
            "place": self.place.text().strip(),
            "certificates": self.certificates.toPlainText().strip(),
            "ca": self.ca.toPlainText().strip(),
        }

    def _show(self) -> None:
        feed = self._feed
        if feed is not None:
            self.name.setText(feed.name)
            self.kind.set_value(feed.kind)
            self.place.setText(feed.place)
            self.certificates.setPlainText(feed.certificates)
            self.ca.setPlainText(feed.ca)
            self._is_edited = False
        self._title.setText(feed.name if feed is not None and feed.name else tr("New source"))
        self._show_buttons()

    def _show_buttons(self) -> None:
        may_edit = not self._refusal and not self._is_busy and self._feed is not None
        self._do.setEnabled(may_edit)
        self._folder.setEnabled(may_edit)
        self._toggle.setEnabled(may_edit)
        self._toggle.setVisible(not self._is_new and self._feed is not None)
        is_on = self._feed is not None and self._feed.is_active
        self._toggle.setText(tr("Switch it off") if is_on else tr("Switch it on"))
        for field in self.fields.values():
            field.control.setEnabled(may_edit)
        self.fields["ca"].setVisible(self.kind.value() is FeedKind.HTTP)
        self._folder.setVisible(self.kind.value() is not FeedKind.HTTP)

    def _set_busy(self, *, is_busy: bool) -> None:
        self._is_busy = is_busy
        self._show_buttons()

    def _note_edit(self) -> None:
        self._is_edited = True
        self._show_buttons()

    def _say(self, words: str) -> None:
        self._error.setText(words)
        self._error.setVisible(bool(words))

    def _connect(self) -> None:
        for line in (self.name, self.place):
            line.textEdited.connect(lambda _text: self._note_edit())
        for text in (self.certificates, self.ca):
            text.textChanged.connect(self._on_text)
        self.kind.chosen.connect(lambda _kind: self._note_edit())
        self._folder.clicked.connect(self.folder_wanted)
        self._toggle.clicked.connect(self._on_toggle)
        self._do.clicked.connect(self.submit)

    def _on_text(self) -> None:
        if self._feed is not None and self.certificates.hasFocus() | self.ca.hasFocus():
            self._is_edited = True

    def _on_toggle(self) -> None:
        if self._feed is not None and not self._is_busy:
            self._set_busy(is_busy=True)
            self.toggled.emit(self._feed)

    def _build(self) -> None:
        place = QHBoxLayout()
        scaled.gap(place, 2)
        place.addWidget(self.fields["place"], 1)
        place.addWidget(self._folder, 0, Qt.AlignmentFlag.AlignBottom)
        foot = QHBoxLayout()
        scaled.gap(foot, 2)
        foot.addWidget(self._toggle)
        foot.addStretch()
        foot.addWidget(self._do)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 4, 4, 3)
        scaled.gap(layout, 3)
        layout.addWidget(self._title)
        layout.addWidget(self.fields["name"])
        layout.addWidget(self.fields["kind"])
        layout.addLayout(place)
        for name in ("certificates", "ca"):
            layout.addWidget(self.fields[name], 1)
        layout.addStretch()
        layout.addWidget(self._error)
        layout.addLayout(foot)

    def _read_words(self) -> None:
        for name, caption in _CAPTIONS.items():
            self.fields[name].set_caption(tr(caption))
        self.kind.set_choices([(kind, tr(word)) for kind, word in KINDS.items()])
        self._folder.setText(tr("Choose"))
        self._do.setText(tr("Save"))
        if self._feed is None or not self._feed.name:
            self._title.setText(tr("New source"))
        self._show_buttons()
