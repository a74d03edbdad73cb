"""A folded draft: number, kind, how it begins, when it was touched, its key."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.widgets import icons, keycap, paint, pill, theme

_HEIGHT, _ICON = 40, 16  # px at 100 %


class FoldedLine(QAbstractButton):
    """Pressing it unfolds the draft."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = self._begins = self._ago = self._key = ""
        self._icon = "phone-incoming"
        self._mark, self._is_drill = "", False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_facts(
        self,
        title: str,
        icon: str,
        begins: str,
        *,
        ago: str,
        key: str,
        mark: str = "",
        is_drill: bool = False,
    ) -> None:
        """Show these facts.

        Args:
            mark: Whether it is for a drill or for reality, in words; may be empty.
        """
        self._title, self._icon, self._begins = title, icon, begins
        self._ago, self._key = ago, key
        self._mark, self._is_drill = mark, is_drill
        self.setAccessibleName(" ".join(part for part in (mark, title, begins) if part))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(_HEIGHT))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = self.rect().adjusted(theme.space(4), 0, -theme.space(4), 0)
        if self._key:
            cap = keycap.width(self._key)
            place = QRect(box.right() - cap, box.top(), cap, box.height())
            keycap.draw(painter, place, self._key)
            box.setRight(place.left() - theme.space(3))
        if box.width() > theme.px(360):
            paint.text(painter, box, self._ago, size="tiny", role="text_quiet", align=paint.RIGHT)
            box.setRight(box.right() - paint.width(self._ago, "tiny") - theme.space(3))
        if self._mark:
            tone = "drill" if self._is_drill else "inverse"
            pill.draw(painter, box, self._mark, tone=tone, bold=True)
            box.setLeft(box.left() + pill.width(self._mark, bold=True) + theme.space(2))
        width = paint.text(painter, box, self._title, bold=True)
        box.setLeft(box.left() + width + theme.space(4))
        side = theme.px(_ICON)
        icons.paint(painter, paint.middle(box, side, side), self._icon, "text_quiet")
        box.setLeft(box.left() + theme.px(24))
        paint.text(painter, box, self._begins, role="text_quiet")
        if self.hasFocus():
            paint.focus_ring(painter, self.rect())
