"""What is wrong with a script, each finding a door to the line and the field."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from commandcenter.drills.model.script_checks import Finding
from ui.widgets import icons, scaled, theme
from ui.widgets.labels import Label
from ui.widgets.words import tr

_FINDING = Qt.ItemDataRole.UserRole
_ROWS, _COMPACT_ROWS = 4, 2
_ROW_H, _ICON = 21, 14  # px at 100 %


class _List(QListWidget):
    opened = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentRow() >= 0:
            self.opened.emit(self.currentItem().data(_FINDING))
        else:
            super().keyPressEvent(event)


class FindingsList(QWidget):
    """Hidden while nothing is wrong; the list scrolls and never pushes the script away.

    Signals:
        wanted: A finding leads there (Finding).
        counted: How many there are.
    """

    wanted = Signal(object)
    counted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: tuple[Finding, ...] | None = None
        self._is_aside = False
        self._title = Label(tone="strong")
        self._help = Label(tone="note")
        self.list = _List()
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = QHBoxLayout()
        scaled.gap(head, 2)
        head.addWidget(self._title)
        head.addWidget(self._help)
        head.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 1)
        layout.addLayout(head)
        layout.addWidget(self.list)
        self.list.itemClicked.connect(lambda item: self.wanted.emit(item.data(_FINDING)))
        self.list.opened.connect(self.wanted)
        self.hide()

    def show_findings(self, found: Sequence[Finding]) -> None:
        """Show what is wrong; the one in front stays in front if it is still there."""
        if tuple(found) == self._found:
            return
        self._found = tuple(found)
        self._fill()
        self._measure()
        self.set_aside(self._is_aside)
        self.counted.emit(len(found))

    def set_aside(self, is_aside: bool) -> None:
        """Leave the room to something else for a while, or come back."""
        self._is_aside = is_aside
        self.setVisible(bool(self.found()) and not is_aside)

    def found(self) -> tuple[Finding, ...]:
        """Return what is shown."""
        return self._found or ()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        is_look = event.type() in {QEvent.Type.LanguageChange, QEvent.Type.StyleChange}
        if is_look and self._found is not None:
            self._fill()
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        """Leave the script the most room where there is little."""
        most = _COMPACT_ROWS if scaled.is_compact(self) else _ROWS
        rows = max(1, min(most, len(self.found())))
        self.list.setFixedHeight(theme.px(_ROW_H) * rows + theme.px(4))
        self.list.setIconSize(QSize(theme.px(_ICON), theme.px(_ICON)))

    def _fill(self) -> None:
        kept = self.list.currentItem().data(_FINDING) if self.list.currentRow() >= 0 else None
        self.list.clear()
        marks = {True: icons.icon("warning", "orange"), False: icons.icon("info", "text_quiet")}
        for finding in self.found():
            item = QListWidgetItem(marks[finding.is_grave], finding.said(tr))
            item.setData(_FINDING, finding)
            self.list.addItem(item)
            if finding == kept:
                self.list.setCurrentItem(item)
        grave = sum(finding.is_grave for finding in self.found())
        words = tr("{count} problems in the script")
        if grave:
            words = tr("{count} findings, {grave} of them grave")
        self._title.setText(words.format(count=len(self.found()), grave=grave))
        self._help.setText(tr("Enter goes to the line and the field."))
        self.list.setAccessibleName(self._title.text())
