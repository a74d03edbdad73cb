"""The incidents on the left: open ones first, filtered by state, level and words."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from commandcenter.incidents.model.level import LEVELS
from commandcenter.incidents.model.words import LEVEL_WORDS, STATE_WORDS
from commandcenter.kernel.text import fold
from commandcenter.kernel.words import N_
from ui.incidents.list_delegate import ListDelegate
from ui.incidents.reading import Listed
from ui.incidents.terms import Terms
from ui.incidents.words import place_of
from ui.shell.seat import Seat
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.initials import initials
from ui.widgets.labels import Label
from ui.widgets.reading_position import keep_reading_position
from ui.widgets.record_table_model import RECORD_ROLE, Column, RecordTableModel
from ui.widgets.segmented import Segmented
from ui.widgets.states import Deck
from ui.widgets.words import tr

OPEN, ALL, ONLY = "open", "all", "only"


class _List(QListView):
    """Enter opens; letters are keys of the page."""

    entered_row = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered_row.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Leave the letters to the keys of the page."""


class ListPanel(Card):
    """Shows the incidents and which of them is in front.

    Signals:
        chosen: Another one came to the front (UUID).
        entered: Enter: the keys go to the incident.
        new_wanted: An incident is to be opened.
        review_wanted: What was reported is to be looked back at.
    """

    chosen = Signal(object)
    entered = Signal()
    new_wanted = Signal()
    review_wanted = Signal()

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._listed: tuple[Listed, ...] = ()
        self._initials: dict[str, str] = {}
        self._wanted: UUID | None = None
        self._only: tuple[str, frozenset[UUID]] | None = None
        self._may_open = True
        self.search = QLineEdit(clearButtonEnabled=True)
        self.level = QComboBox()
        self.states = Segmented()
        self._title = Label(tone="title")
        self._count = Label(tone="note")
        self.new = KeyButton(key="Ctrl+N", icon="plus")
        self.review = KeyButton(key="Ctrl+Shift+F5", icon="clock-counter-clockwise", kind="bare")
        self.delegate = ListDelegate(seat.clock)
        columns: list[Column[Listed]] = [Column(title=N_("Incidents"), text=self._spoken)]
        self.model = RecordTableModel(columns, lambda one: one.incident.id, self)
        self.list = _List()
        self.deck = Deck(self.list)
        self._build()
        self._connect()
        self.deck.show_loading()
        self.read_words()

    def show_listed(self, listed: Sequence[Listed]) -> None:
        """Show these; the one in front and the place in the list stay."""
        is_first = not self._listed
        self._listed = tuple(listed)
        self.show_found()
        if is_first and self.search.hasFocus() and not self.search.text():
            self.take_focus()  # the list was not there when the page came to the front

    def show_terms(self, terms: Terms) -> None:
        """Take the words of the county."""
        self.delegate.terms = terms
        self.show_found()

    def set_may_open(self, may_open: bool) -> None:
        """Say whether this officer may open incidents."""
        self._may_open = may_open
        self.new.setEnabled(may_open)

    def show_found(self) -> None:
        """Show what fits the filters."""
        found = [one for one in self._listed if self._fits(one)]
        present = self.present()
        self.model.show(found)
        is_open = sum(one.incident.is_open for one in self._listed)
        self._count.setText(tr("{count} open").format(count=is_open))
        if found:
            self.deck.show_content()
        elif self._listed:
            self._show_none()
        else:
            self._show_empty()
        wanted = self._wanted or present
        if wanted is not None and self.choose(wanted):
            return
        if found and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0, 0))

    def show_problem(self, title: str, words: str) -> None:
        """Say that nothing could be read; what is on screen stays."""
        if not self._listed:
            self.deck.show_state("warning-circle", title, words)

    def choose(self, incident_id: UUID) -> bool:
        """Bring an incident to the front; one that the filters leave out waits for them."""
        for row in range(self.model.rowCount()):
            if self.model.record(row).incident.id == incident_id:
                self._wanted = None
                self.list.setCurrentIndex(self.model.index(row, 0))
                return True
        if any(one.incident.id == incident_id for one in self._listed):
            self._wanted = incident_id
            self.show_everything()
            return self.present() == incident_id
        return False

    def want(self, incident_id: UUID) -> None:
        """Bring an incident to the front, now or as soon as it is read."""
        if not self.choose(incident_id):
            self._wanted = incident_id

    def present(self) -> UUID | None:
        """Return the incident in front."""
        index = self.list.currentIndex()
        return None if not index.isValid() else index.data(RECORD_ROLE).incident.id

    def show_everything(self) -> None:
        """Take every filter away."""
        self.search.clear()
        self.level.setCurrentIndex(0)
        self.states.set_value(ALL)
        self.show_found()

    def show_open(self) -> None:
        """Show what is open, whatever its level and words."""
        self.show_everything()
        self.states.set_value(OPEN)
        self._on_filter()

    def show_only(self, title: str, ids: Iterable[UUID]) -> None:
        """Show these and no others until another choice is made.

        Args:
            title: What they are, as source text.
        """
        self._only = (title, frozenset(ids))
        self._wanted = None
        self.show_everything()
        self._read_states()
        self.states.set_value(ONLY)
        self.show_found()
        self.list.setCurrentIndex(self.model.index(0, 0))

    def take_focus(self) -> None:
        """Let the arrow keys walk through the list."""
        place = self.list if self.model.rowCount() else self.search
        place.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def tick(self) -> None:
        """Let the remaining times run."""
        if self.isVisible():
            self.list.viewport().update()

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self._title.setText(tr("Incidents"))
        self.new.setText(tr("Open one"))
        self.review.setText(tr("Looking back"))
        self.search.setPlaceholderText(tr("Search: characters, pinyin initials, numbers"))
        self.search.setAccessibleName(tr("Search"))
        self.list.setAccessibleName(tr("Incidents"))
        self.level.setAccessibleName(tr("Level"))
        self.states.setAccessibleName(tr("State"))
        self._read_states()
        present = self.level.currentIndex()
        self.level.clear()
        self.level.addItem(tr("Every level"), "")
        for level in reversed(LEVELS):
            self.level.addItem(tr(LEVEL_WORDS[level]), level.value)
        self.level.setCurrentIndex(max(0, present))

    def _read_states(self) -> None:
        choices = [(OPEN, tr("Open")), (ALL, tr("All"))]
        if self._only is not None:
            choices.append((ONLY, tr(self._only[0])))
        self.states.set_choices(choices)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.take_focus()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.read_words()
            if self._listed:
                self.show_found()

    def _fits(self, listed: Listed) -> bool:
        one = listed.incident
        if self.states.value() == OPEN and not one.is_open and one.id != self._wanted:
            return False
        if self.states.value() == ONLY and self._only is not None and one.id not in self._only[1]:
            return False
        level = self.level.currentData()
        if level and one.level.value != level:
            return False
        words = fold(self.search.text()).split()
        text = self._text_of(listed) if words else ""
        return all(word in text for word in words)

    def _text_of(self, listed: Listed) -> str:
        one = listed.incident
        terms = self.delegate.terms
        words = " ".join(
            (
                one.number,
                one.facts.title,
                place_of(one, terms.area(one.facts.area_code)),
                terms.kind(one.facts.kind),
                tr(STATE_WORDS[one.state]),
            )
        )
        if words not in self._initials:
            self._initials[words] = initials(words)
        return f"{fold(words)} {self._initials[words]}"

    def _spoken(self, listed: Listed) -> str:
        one = listed.incident
        state, level = tr(STATE_WORDS[one.state]), tr(LEVEL_WORDS[one.level])
        return f"{one.number} {one.facts.title} {one.facts.place} {level} {state}"

    def _show_none(self) -> None:
        self.deck.show_state(
            "magnifying-glass",
            tr("Nothing fits"),
            tr("Fewer words or another state show more."),
            action=tr("Show everything"),
        )

    def _show_empty(self) -> None:
        action = tr("Open the first one") if self._may_open else ""
        self.deck.show_state(
            "warning",
            tr("No incidents"),
            tr("A log line becomes an incident with Ctrl+I; here everything about it stands."),
            action=action,
            key="Ctrl+N" if action else "",
        )

    def _on_acted(self) -> None:
        if self._listed:
            self.show_everything()
        else:
            self.new_wanted.emit()

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(current.data(RECORD_ROLE).incident.id)

    def _on_filter(self) -> None:
        self._wanted = None
        self.show_found()

    def _connect(self) -> None:
        self.list.selectionModel().currentRowChanged.connect(self._on_current)
        self.list.entered_row.connect(self.entered)
        self.search.textEdited.connect(lambda _text: self._on_filter())
        self.search.returnPressed.connect(self.take_focus)
        self.level.activated.connect(lambda _index: self._on_filter())
        self.states.chosen.connect(lambda _value: self._on_filter())
        self.new.clicked.connect(self.new_wanted)
        self.review.clicked.connect(self.review_wanted)
        self.deck.acted.connect(self._on_acted)

    def _build(self) -> None:
        self.states.set_value(OPEN)
        self.list.setModel(self.model)
        self.list.setItemDelegate(self.delegate)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        keep_reading_position(self.list)
        head = QHBoxLayout()
        scaled.gap(head, 2)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addStretch()
        head.addWidget(self.new)
        filters = QHBoxLayout()
        scaled.gap(filters, 2)
        filters.addWidget(self.states)
        filters.addWidget(self.level, 1)
        top = QVBoxLayout()
        scaled.margins(top, 4, 3, 4, 2)
        scaled.gap(top, 2)
        top.addLayout(head)
        top.addWidget(self.search)
        top.addLayout(filters)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.deck, 1)
        foot = QHBoxLayout()
        scaled.margins(foot, 3, 1, 4, 1)
        foot.addWidget(self.review)
        foot.addStretch()
        layout.addLayout(foot)
