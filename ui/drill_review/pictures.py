"""Photographs as they are, small, above the names of their files."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from commandcenter.database.engine import Database
from commandcenter.drills.model.plan import File
from commandcenter.drills.service import files
from ui.shell.seat import Seat
from ui.widgets import paint, theme

_SHOWN, _HEIGHT, _GAP = 2, 132, 8  # pictures, px at 100 %


class Pictures(QWidget):
    """Reads the first few photographs of a record and shows them beside each other."""

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._db, self._seat = db, seat
        self._files: tuple[File, ...] = ()
        self._pixmaps: dict[str, QPixmap] = {}
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_files(self, known: Sequence[File]) -> None:
        """Show those of these files that are pictures."""
        shown = tuple(one for one in known if one.media_type.startswith("image/"))[:_SHOWN]
        if shown == self._files:
            return
        self._files, self._pixmaps = shown, {}
        self.setVisible(bool(shown))
        self.setAccessibleName(", ".join(one.name for one in shown))
        for one in shown:
            call, done = partial(files.content, self._db, one), partial(self._read, one.sha256)
            self._seat.background.read(self, call, done, self._seat.messages.problem)
        self.update()

    def shown(self) -> int:
        """Return how many pictures are painted."""
        return len(self._pixmaps)

    def sizeHint(self) -> QSize:
        return QSize(0, theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        left, room = 0, QSize(self.width(), self.height())
        for one in self._files:
            pixmap = self._pixmaps.get(one.sha256)
            if pixmap is None:
                continue
            size = pixmap.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawPixmap(left, 0, size.width(), size.height(), pixmap)
            left += size.width() + theme.px(_GAP)

    def _read(self, sha256: str, content: bytes) -> None:
        pixmap = QPixmap()
        if any(one.sha256 == sha256 for one in self._files) and pixmap.loadFromData(content):
            self._pixmaps[sha256] = pixmap
            self.update()
