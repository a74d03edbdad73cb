"""Which role may do what; for reading, since it is part of the program."""

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from commandcenter.directory.rights import RIGHT_WORDS, RIGHTS, ROLE_WORDS, Right, Role
from ui.widgets import icons, paint, theme
from ui.widgets.words import tr

_ROW_H, _FIRST_W, _ICON = 28, 190, 16  # px at 100 %


class RightsTable(QWidget):
    """Rights below each other, roles beside each other, a tick where they meet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read_words()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(600), theme.px(_ROW_H) * (len(Right) + 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(400), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for column, role in enumerate(Role):
            at = self._cell(0, column)
            words = tr(ROLE_WORDS[role])
            paint.text(painter, at, words, size="tiny", role="text_quiet", align=paint.CENTRE)
        painter.fillRect(0, theme.px(_ROW_H) - 1, self.width(), 1, theme.color("line"))
        for number, right in enumerate(Right, start=1):
            first = QRect(0, number * theme.px(_ROW_H), theme.px(_FIRST_W), theme.px(_ROW_H))
            if number % 2:
                row = QRect(0, first.top(), self.width(), first.height())
                paint.rounded(painter, row, theme.tint("hover", 0.6))
            paint.text(painter, first.adjusted(theme.space(2), 0, 0, 0), tr(RIGHT_WORDS[right]))
            for column, role in enumerate(Role):
                if right in RIGHTS[role]:
                    side = theme.px(_ICON)
                    mark = QRect(0, 0, side, side)
                    mark.moveCenter(self._cell(number, column).center())
                    icons.paint(painter, mark, "check", "ok")

    def _cell(self, row: int, column: int) -> QRect:
        left = theme.px(_FIRST_W)
        width = (self.width() - left) // len(Role)
        return QRect(left + column * width, row * theme.px(_ROW_H), width, theme.px(_ROW_H))

    def _read_words(self) -> None:
        self.setAccessibleName(tr("Rights of the roles"))
        lines = [
            f"{tr(ROLE_WORDS[role])}: {', '.join(tr(RIGHT_WORDS[right]) for right in rights)}"
            for role, rights in RIGHTS.items()
        ]
        self.setAccessibleDescription("\n".join(lines))
