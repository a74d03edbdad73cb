"""Everything that happened in an incident, in one list."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QVBoxLayout, QWidget

from commandcenter.incidents.model.timeline import Moment
from commandcenter.kernel.words import N_
from ui.incidents.timeline_delegate import TimelineDelegate
from ui.incidents.timeline_row import TimelineRow, row_of, spoken
from ui.shell.page import Target
from ui.widgets import scaled
from ui.widgets.reading_position import keep_reading_position
from ui.widgets.record_table_model import RECORD_ROLE, Column, RecordTableModel
from ui.widgets.toggle import Toggle
from ui.widgets.words import tr


class _List(QListView):
    """Enter opens what a line came from; letters are keys of the page."""

    entered_row = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered_row.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Leave the letters to the keys of the page."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.doItemsLayout()


class TimelineTab(QWidget):
    """Shows the moments, newest on top; what the program noted can be left out.

    Signals:
        wanted: A line leads there (Target).
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moments: tuple[Moment, ...] = ()
        self.automatic = Toggle()
        self.automatic.setChecked(True)
        columns: list[Column[TimelineRow]] = [Column(title=N_("Timeline"), text=spoken)]
        self.model = RecordTableModel(columns, lambda row: row.key, self)
        self.list = _List()
        self._build()
        self.automatic.toggled.connect(lambda _on: self._show())
        self.list.entered_row.connect(self._open)
        self.list.doubleClicked.connect(self._open)
        self.read_words()

    def show_moments(self, moments: Sequence[Moment]) -> None:
        """Show these, given oldest first; the place in the list stays."""
        self._moments = tuple(moments)
        self._show()

    def rows(self) -> tuple[TimelineRow, ...]:
        """Return the lines on screen, from the top."""
        return tuple(self.model.record(row) for row in range(self.model.rowCount()))

    def take_focus(self) -> None:
        """Let the arrow keys walk through the lines."""
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0, 0))

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self.automatic.setText(tr("Automatic lines"))
        self.list.setAccessibleName(tr("Timeline"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.read_words()
        elif event.type() == QEvent.Type.StyleChange and hasattr(self, "list"):
            self.list.doItemsLayout()

    def _show(self) -> None:
        rows = map(row_of, reversed(self._moments))
        has_all = self.automatic.isChecked()
        shown = {row.key: row for row in rows if has_all or not row.is_quiet}
        self.model.show(list(shown.values()))

    def _open(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        row: TimelineRow = index.data(RECORD_ROLE)
        door = row.moment.door
        if door is not None:
            self.wanted.emit(Target(page=door.page, kind=door.kind, key=door.key))

    def _build(self) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(TimelineDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(False)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        keep_reading_position(self.list)
        head = QHBoxLayout()
        scaled.margins(head, 4, 1, 3, 1)
        head.addStretch()
        head.addWidget(self.automatic)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
