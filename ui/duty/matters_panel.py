"""Open matters, the one due first on top."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QVBoxLayout, QWidget

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_
from commandcenter.matters.model.matter import Matter
from commandcenter.matters.service import matters as service
from ui.duty.completion import Choice, Completion
from ui.duty.desk import Desk
from ui.duty.inline_form import Ask, InlineForm
from ui.duty.matter_delegate import MatterDelegate, time_shown, title_shown
from ui.widgets import scaled, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.reading_position import keep_reading_position
from ui.widgets.record_table_model import RECORD_ROLE, Column, RecordTableModel
from ui.widgets.states import Deck
from ui.widgets.typed_time import Toward, read_time, shown_time
from ui.widgets.words import tr

_ASSIGNED = N_("Assigned: {title}")
_FEWEST_ROWS = 2


class _List(QListView):
    """Enter opens, other letters are keys of the page."""

    entered_matter = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.currentIndex().isValid():
                self.entered_matter.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Leave the letters to the keys of the page."""


class MattersPanel(Card):
    """Lists what is open, with the time that is left, and gives it to somebody.

    Signals:
        opened: The officer wants to see where a matter came from (Matter).
        changed: A matter was given to somebody.
        asking: The form was opened; it should be in sight.
    """

    opened = Signal(object)
    changed = Signal()
    asking = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._assigned: Matter | None = None
        self._is_refused = False  # the officer now sees the present state beside the form
        self._title = Label(tone="strong")
        self._count = Label(tone="note")
        self._order = Label(tone="quiet")
        self._assign = KeyButton(key="Ctrl+R", kind="bare")
        self._assign.clicked.connect(self.assign)
        columns: list[Column[Matter]] = [Column(title=N_("Open matters"), text=self._spoken)]
        self.model = RecordTableModel(columns, lambda matter: matter.id, self)
        self.list = _List()
        self.delegate = MatterDelegate(desk.clock)
        self.form = InlineForm(
            [Ask(name="owner", caption=N_("Owner"), stretch=3), Ask(name="due", caption=N_("Due"))],
            N_("Assign"),
        )
        self._owners = Completion(self.form.fields["owner"].line, lambda _choice: None)
        self._deck = Deck(self.list)
        self._build()
        self._deck.show_loading()
        self.read_words()

    def show_matters(self, matters: Sequence[Matter]) -> None:
        """Show these; the list keeps its place and selection."""
        self.model.show(matters)
        if self._is_refused and self._assigned is not None:
            same = [matter for matter in matters if matter.id == self._assigned.id]
            self._assigned = same[0] if same else self._assigned
            self._is_refused = False
        self._count.setText(str(len(matters)))
        if matters:
            self._deck.show_content()
        else:
            self._deck.show_state(
                "check-circle",
                tr("Nothing is open"),
                tr("What is not followed through shows here."),
            )

    def turn(self) -> None:
        """Wait for other matters: those of a drill, or those of reality."""
        self.model.show(())
        self._deck.show_loading()

    def show_problem(self, words: str) -> None:
        """Say that the matters could not be read; those on screen stay."""
        if not self.model.rowCount():
            self._deck.show_state("warning-circle", tr("Not loaded"), words)

    def offer(self, owners: Sequence[Choice]) -> None:
        """Offer these people and units for completion."""
        self._owners.set_choices(owners)

    def assign(self) -> None:
        """Ask who gets the selected matter, and until when."""
        if not self.list.currentIndex().isValid() and self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0, 0))
        matter: Matter | None = self.list.currentIndex().data(RECORD_ROLE)
        if matter is None:
            return
        self._assigned = matter
        now = self._desk.clock()
        due = shown_time(matter.due_at, now=now) if matter.due_at else ""
        self.form.ask(title_shown(matter), {"owner": matter.owner, "due": due})
        self.asking.emit()

    def set_compact(self, is_compact: bool) -> None:
        """Take the compact or the comfortable form."""
        self.delegate.is_compact = is_compact
        self._order.setVisible(not is_compact)
        row = self.delegate.sizeHint(None, None).height()  # type: ignore[arg-type]  # not looked at
        self.list.setMinimumHeight(_FEWEST_ROWS * row)
        self.list.doItemsLayout()

    def tick(self) -> None:
        """Let the remaining times run."""
        if self.isVisible():
            self.list.viewport().update()

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self._title.setText(tr("Open matters"))
        self._order.setText(tr("by due time"))
        self._assign.setText(tr("Assign"))
        self.list.setAccessibleName(tr("Open matters"))
        if not self.model.rowCount() and self._count.text():
            self.show_matters(())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.read_words()

    def _build(self) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(self.delegate)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        keep_reading_position(self.list)
        self.list.clicked.connect(self._open)
        self.list.entered_matter.connect(self._open)
        self.form.confirmed.connect(self._do_assign)
        self.form.left.connect(self.list.setFocus)
        head = QHBoxLayout()
        scaled.gap(head, 2)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addStretch()
        head.addWidget(self._assign)
        head.addWidget(self._order)
        inner = QVBoxLayout()
        scaled.margins(inner, 4, 2, 2, 1)
        inner.addLayout(head)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, theme.space(1))
        layout.setSpacing(0)
        layout.addLayout(inner)
        layout.addWidget(self._deck, 1)
        layout.addWidget(self.form)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(RECORD_ROLE))

    def _spoken(self, matter: Matter) -> str:
        return f"{title_shown(matter)} {matter.owner} {time_shown(matter, self._desk.clock())}"

    def _do_assign(self, typed: dict[str, str]) -> None:
        matter = self._assigned
        if matter is None:
            return
        try:
            due_at = read_time(typed["due"], now=self._desk.clock(), toward=Toward.FUTURE)
        except Rejected as error:
            self.form.fields["due"].set_error(error.said(tr))
            return
        self.form.set_busy(True)
        call = partial(
            service.assign,
            self._desk.db,
            matter.id,
            owner=typed["owner"].strip(),
            due_at=due_at,
            seen_version=matter.version,
            officer=self._desk.officer(),
        )
        self._desk.background.write(self, call, self._on_assigned, self._refused)

    def _on_assigned(self, matter: Matter) -> None:
        self.form.close_bar()
        self._desk.messages.say(_ASSIGNED, title=title_shown(matter))
        self.changed.emit()

    def _refused(self, error: Exception) -> None:
        self.form.refuse(error)
        self._is_refused = True
        self.changed.emit()  # so that the list shows the present state beside the sentence
