"""One draft: unfolded with all its fields, or folded to a line."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from commandcenter.duty.model.entry import (
    ContentTooLong,
    EmptyContent,
    EntryKind,
    FieldTooLong,
    InFuture,
    ReasonMissing,
    ReceivedBeforeOccurred,
)
from commandcenter.duty.model.words import KIND
from commandcenter.kernel.errors import CommandCenterError
from ui.duty.draft_form import DraftForm
from ui.duty.draft_text import DraftText, redated
from ui.duty.fitting import Shape, show_keys
from ui.duty.folded_line import FoldedLine
from ui.duty.kept_mark import KeptMark
from ui.duty.kinds import ICON
from ui.duty.row import one_line
from ui.shell.sentences import sentence
from ui.widgets import scaled, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label, tip
from ui.widgets.pill import Pill
from ui.widgets.times import ago
from ui.widgets.words import tr

_FIELDS_OF: dict[type[Exception], str] = {
    ReceivedBeforeOccurred: "received",
    InFuture: "received",
    ReasonMissing: "reason",
}


_KIND_W, _LEAST_KIND_W = 168, 92  # px at 100 %


class DraftCard(Card):
    """Knows what is typed; who keeps and records it is the panel.

    Signals:
        changed: Something was typed or chosen.
        save_wanted, fold_wanted, discard_wanted, phrases_wanted: Keys or buttons.
        unfold_wanted: The folded line was pressed.
    """

    changed = Signal()
    save_wanted = Signal()
    fold_wanted = Signal()
    discard_wanted = Signal()
    phrases_wanted = Signal()
    unfold_wanted = Signal()

    def __init__(
        self,
        text: DraftText,
        clock: Callable[[], datetime],
        officer_name: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._base = text
        self._clock = clock
        self._position = 1
        self._next_number = self._mark = self._short_mark = ""
        self._is_showing = False
        self._is_saving = False
        self._is_folded = False
        self._shape = Shape()
        self.form = DraftForm(clock, officer_name)
        self.kind = QComboBox()
        self.folded = FoldedLine()
        self.kept = KeptMark()
        self.save_button = KeyButton(kind="primary")
        self.scope = Pill(tone="drill")
        self.scope.hide()
        self._title = Label(tone="title")
        self._problem = Label(tone="error")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._discard = KeyButton(kind="bare", icon="trash")
        self._phrases = KeyButton(kind="bare")
        self._fold = KeyButton(kind="bare")
        self._open = QWidget()
        self._build()
        self._connect()
        self.setAcceptDrops(True)
        foot = (self._phrases, self._fold, self.save_button, self._discard)
        for before, after in pairwise((self.kind, *self.form.in_order(), *foot)):
            QWidget.setTabOrder(before, after)
        self.read_words()
        self._show()

    @property
    def text(self) -> DraftText:
        """The draft as it stands in the fields."""
        return self.form.typed(self._base)

    @property
    def is_saving(self) -> bool:
        """Whether it is being written into the database."""
        return self._is_saving

    @property
    def is_folded(self) -> bool:
        """Whether only its line is shown."""
        return self._is_folded

    def change(self, **values: object) -> None:
        """Change something that is not typed, such as the files."""
        self._base = replace(self.text, **values)  # type: ignore[arg-type]  # fields by name
        self._show()
        self._on_changed()

    def redate(self) -> None:
        """Spell out the dates of the times, because the day has changed."""
        self._base = redated(self.text, now=self._clock())
        self._is_showing = True
        self.form.show_times(self._base)
        self._is_showing = False
        self.changed.emit()

    def set_position(self, position: int) -> None:
        """Show which draft this is, which is also its key."""
        if position != self._position:
            self._position = position
            self._title.setText(self._name())
            self.read_age()

    def set_next_number(self, number: str) -> None:
        """Show the number the entry will probably get."""
        self._next_number = number
        self._read_save_words()

    def set_scope(self, mark: str, short: str) -> None:
        """Show whether it is for a drill or for reality.

        Args:
            mark: In words; nothing while there is no drill.
            short: In as few as there is room for in the compact form.
        """
        is_drill = self._base.drill_id is not None
        self._mark, self._short_mark = mark, short
        shown = short if self._shape.is_compact else mark
        self.scope.set_text(shown, tone="drill" if is_drill else "inverse")
        self.scope.setVisible(bool(mark))
        tip(self.scope, mark)
        self.save_button.set_kind("drill" if is_drill else "primary")
        self.read_age()
        self.update()

    def set_kept(self, at: datetime) -> None:
        """Show since when what is typed is safe on this computer."""
        self.kept.show_at(at)

    def set_folded(self, is_folded: bool) -> None:
        """Fold or unfold it."""
        self._is_folded = is_folded
        self._open.setVisible(not is_folded)
        self.folded.setVisible(is_folded)
        self.read_age()
        self.update()

    def set_shape(self, shape: Shape) -> None:
        """Take the compact or the comfortable form."""
        self._shape = shape
        self.form.set_shape(shape)
        self.kept.set_brief(shape.is_compact)
        self.set_scope(self._mark, self._short_mark)
        self._fit()

    def set_saving(self, is_saving: bool) -> None:
        """Keep the fields as they are while they are written into the database."""
        self._is_saving = is_saving
        self.form.set_read_only(is_saving)
        self.kind.setEnabled(not is_saving)
        self.save_button.setEnabled(not is_saving)
        self._read_save_words()

    def show_problem(self, error: Exception) -> None:
        """Say what hinders saving, at the field if it is one."""
        if isinstance(error, FieldTooLong):
            name = str(error.facts["field"])
            caption = self.form.fields[name].line.accessibleName()
            self._say_at(name, FieldTooLong(**{**error.facts, "field": caption}))
        elif type(error) in _FIELDS_OF and isinstance(error, CommandCenterError):
            self._say_at(_FIELDS_OF[type(error)], error)
        else:
            self.say(sentence(error))
            if isinstance(error, EmptyContent | ContentTooLong):
                self.form.content.setFocus()

    def show_wrong_field(self, name: str, error: CommandCenterError) -> None:
        """Say at a field why it cannot be read."""
        self._say_at(name, error)

    def say(self, words: str) -> None:
        """Show a sentence above the buttons; nothing with an empty one."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def problem(self) -> str:
        """Return the sentence above the buttons."""
        return self._problem.text()

    def write_here(self) -> None:
        """Put the cursor into the text."""
        self.form.content.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self._is_showing = True
        kinds = [tr(KIND[kind]) for kind in EntryKind]
        if [self.kind.itemText(row) for row in range(self.kind.count())] != kinds:
            self.kind.clear()
            for kind, words in zip(EntryKind, kinds, strict=True):
                self.kind.addItem(words, kind.value)
            self.kind.setCurrentIndex(self.kind.findData(self._base.kind.value))
        self._is_showing = False
        self.kind.setAccessibleName(tr("Kind of entry"))
        self._title.setText(self._name())
        self._phrases.setText(tr("Phrases"))
        self._fold.setText(tr("Keep draft"))
        self._discard.setAccessibleName(tr("Discard"))
        tip(self._discard, f"{tr('Discard')} (Ctrl+Del)")
        self.form.read_words()
        self._read_save_words()
        self.kept.read_words()
        self.read_age()
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.save_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.fold_wanted.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.form.files_given.emit(event.mimeData())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.read_words()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_folded:
            edge = QRect(0, 0, self.width(), theme.px(3))
            is_drill = self._base.drill_id is not None
            QPainter(self).fillRect(edge, theme.color("drill" if is_drill else "accent"))

    def _build(self) -> None:
        self.kind.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        head = QHBoxLayout()
        scaled.gap(head, 3)
        head.addWidget(self._title)
        head.addWidget(self.kind, 1)
        head.addWidget(self.scope)
        head.addStretch()
        head.addWidget(self.kept)
        head.addWidget(self._discard)
        foot = QHBoxLayout()
        scaled.gap(foot, 1)
        foot.addWidget(self._phrases)
        foot.addStretch()
        foot.addWidget(self._fold)
        foot.addWidget(self.save_button)
        layout = QVBoxLayout(self._open)
        scaled.margins(layout, 4, 3, 4, 3)
        scaled.gap(layout, 2)
        layout.addLayout(head)
        layout.addWidget(self.form)
        layout.addWidget(self._problem)
        layout.addLayout(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._open)
        whole.addWidget(self.folded)
        self.folded.hide()

    def _connect(self) -> None:
        self.form.changed.connect(self._on_changed)
        self.form.content.confirmed.connect(self.save_wanted)
        self.form.content.left.connect(self.fold_wanted)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.save_button.clicked.connect(self.save_wanted)
        self._fold.clicked.connect(self.fold_wanted)
        self._discard.clicked.connect(self.discard_wanted)
        self._phrases.clicked.connect(self.phrases_wanted)
        self.folded.clicked.connect(self.unfold_wanted)

    def _fit(self) -> None:
        # As wide as its longest word, unless the title beside it is long.
        wanted = min(self.kind.sizeHint().width(), theme.px(_KIND_W))
        self.kind.setMinimumWidth(min(wanted, theme.px(_LEAST_KIND_W)))
        self.kind.setMaximumWidth(wanted)
        row = [self._phrases, self._fold, self.save_button]
        show_keys(row, {self._phrases: "Ctrl+J", self._fold: "Esc"}, self._shape.room)

    def _show(self) -> None:
        self._is_showing = True
        self.form.show_text(self._base)
        self.kind.setCurrentIndex(self.kind.findData(self._base.kind.value))
        self._is_showing = False
        self.read_age()

    def _on_kind(self) -> None:
        if not self._is_showing:
            self._base = replace(self._base, kind=EntryKind(self.kind.currentData()))
            self.form.set_kind(self._base.kind)
            self._on_changed()

    def _on_changed(self) -> None:
        if self._is_showing:
            return
        was_empty = self._base.touched_at is None
        if was_empty and self.text.is_empty:
            return
        if was_empty:
            self._is_showing = True
            self.form.note_reception()
            self._is_showing = False
        self._base = replace(self._base, touched_at=self._clock())
        if self.text.is_empty:
            # Whatever comes next is another message, with a time of its own.
            self._base = DraftText(
                id=self._base.id, kind=self._base.kind, drill_id=self._base.drill_id
            )
            self._show()
        self.say("")
        self.changed.emit()

    def _say_at(self, name: str, error: CommandCenterError) -> None:
        self.form.show_error(name, error.said(tr))

    def _name(self) -> str:
        if self._base.corrects is None:
            return tr("Draft {number}").format(number=self._position)
        corrected = self._base.corrects_number.rpartition("-")[2]
        return tr("Corrects {number}").format(number=corrected)

    def _read_save_words(self) -> None:
        words = tr("Record {number}").format(number=self._next_number).strip()
        self.save_button.setText(tr("Recording…") if self._is_saving else words)
        self.save_button.set_key("" if self._is_saving else "Enter")

    def read_age(self) -> None:
        """Show anew how long ago a folded draft was touched."""
        if not self._is_folded:
            return
        text = self.text
        who = " ".join(part for part in (text.org, text.name) if part)
        parts = (tr(KIND[text.kind]), one_line(who), one_line(text.content))
        said = " ".join(part for part in parts if part)
        passed = (self._clock() - text.touched_at).total_seconds() if text.touched_at else 0
        self.folded.show_facts(
            self._name(),
            ICON[text.kind],
            said,
            ago=ago(max(0.0, passed)),
            mark=self._mark,
            is_drill=self._base.drill_id is not None,
            key=f"Alt+{self._position}" if self._position <= 9 else "",  # noqa: PLR2004 - keys end
        )
