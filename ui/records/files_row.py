"""The files of a record or of a draft: chips that can be taken away again."""

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets import icons, paint, theme
from ui.widgets.labels import tip
from ui.widgets.words import tr

_PADDING, _GAP, _ICON = 10, 6, 14  # px at 100 %
_WIDEST = 320
_KB, _MB = 1_024, 1_048_576


class NamedFile(Protocol):
    """A file as its chip shows it."""

    @property
    def name(self) -> str:
        """Return what it is called."""

    @property
    def size(self) -> int:
        """Return its bytes."""


def size_shown(size: int) -> str:
    """Return a size as people read it."""
    if size >= _MB:
        return f"{size / _MB:.1f} MB"
    return f"{max(1, round(size / _KB))} KB"


class FileChip(QAbstractButton):
    """A file by name and size; pressing it does what the row says."""

    def __init__(self, file: NamedFile, sign: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.file = file
        self._sign = sign
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def describe(self, words: str) -> None:
        """Say what pressing it does."""
        self.setAccessibleName(f"{words} {self.file.name}")
        tip(self, f"{words} {self._label()}")

    def sizeHint(self) -> QSize:
        around = 2 * theme.px(_PADDING) + 2 * theme.px(_ICON + _GAP)
        width = min(paint.width(self._label(), "tiny") + around, theme.px(_WIDEST))
        return QSize(width, theme.size("target_min"))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme.px(96)), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = paint.middle(self.rect(), self.width(), theme.px(26))
        paint.rounded(painter, box, "surface_sunken", radius=13)
        side = theme.px(_ICON)
        inner = box.adjusted(theme.px(_PADDING), 0, -theme.px(_PADDING), 0)
        icons.paint(painter, paint.middle(inner, side, side), "paperclip", "text_quiet")
        end = QRect(inner.right() - side, inner.top(), side, inner.height())
        icons.paint(painter, paint.middle(end, side, side), self._sign, "text_quiet")
        inner.adjust(side + theme.px(_GAP), 0, -side - theme.px(_GAP), 0)
        paint.text(painter, inner, self._label(), size="tiny")
        if self.hasFocus():
            paint.focus_ring(painter, box, radius=13)

    def _label(self) -> str:
        return f"{self.file.name} {size_shown(self.file.size)}"


class FilesRow(QWidget):
    """The chips of files, one below the other.

    Signals:
        removed: The officer takes a file away (NamedFile).
    """

    removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._chips: list[FileChip] = []
        self.hide()

    def show_files(self, files: Sequence[NamedFile]) -> None:
        """Show these files."""
        for chip in self._chips:
            self._layout.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [FileChip(file, "x") for file in files]
        for chip in self._chips:
            self._layout.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
            chip.clicked.connect(partial(self.removed.emit, chip.file))
        self.read_words()
        self.setVisible(bool(files))

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        for chip in self._chips:
            chip.describe(tr("Remove"))
