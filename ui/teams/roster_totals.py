"""How many teams, firms and people there are, by category; each number is a filter."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from commandcenter.kernel.words import N_
from commandcenter.teams.model.strength import Total
from ui.teams.roster_terms import CATEGORY, Terms
from ui.widgets import paint, scaled, theme
from ui.widgets.labels import tip
from ui.widgets.words import tr

_H, _PAD = 48, 12  # px at 100 %
_TEAMS = N_("{teams} teams · {people} pax")
_FIRMS = N_("{teams} firms · {people} pax")


class TotalTile(QAbstractButton):
    """A category with what it counts; pressed while only it is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_total(self, caption: str, words: str) -> None:
        """Show another category or number."""
        self._caption = caption
        self.setText(words)
        self.setAccessibleName(f"{caption} {words}")
        tip(self, f"{caption} {words}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(_H))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(60), theme.px(_H))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill = "hover" if self.underMouse() else "surface_raised"
        edge = "line_strong" if theme.has_outlines() else ""
        paint.rounded(painter, self.rect(), "selection" if self.isChecked() else fill, edge=edge)
        if self.isChecked():
            bar = self.rect().adjusted(0, theme.px(8), 0, -theme.px(8))
            bar.setWidth(theme.size("bar_w"))
            paint.rounded(painter, bar, "accent", radius=1)
        inner = self.rect().adjusted(theme.px(_PAD), theme.px(5), -theme.px(_PAD), -theme.px(5))
        upper, lower = inner.adjusted(0, 0, 0, 0), inner.adjusted(0, 0, 0, 0)
        upper.setHeight(inner.height() // 2)
        lower.setTop(upper.bottom() + 1)
        paint.text(painter, upper, self._caption, size="tiny", role="text_quiet")
        paint.text(painter, lower, self.text(), bold=True)
        if self.hasFocus():
            paint.focus_ring(painter, self.rect())


class TotalsBar(QWidget):
    """All teams first, then the categories in the county's order.

    Signals:
        chosen: The category to show (str), empty for all.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles: dict[str, TotalTile] = {}
        self._totals: Sequence[Total] = ()
        self._terms = Terms()
        self._category = ""
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(self._layout, 2)

    def show_totals(self, totals: Sequence[Total], terms: Terms, category: str) -> None:
        """Show what was counted; *category* is the one in force."""
        self._totals, self._terms, self._category = totals, terms, category
        codes = ["", *(total.category for total in totals)]
        if list(self.tiles) != codes:
            self._make(codes)
        self._read_words()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _make(self, codes: Sequence[str]) -> None:
        for tile in self.tiles.values():
            tile.hide()
            tile.deleteLater()
        self.tiles = {code: TotalTile() for code in codes}
        for code, tile in self.tiles.items():
            tile.clicked.connect(partial(self._choose, code))
            self._layout.addWidget(tile, 1)

    def _choose(self, code: str) -> None:
        self.chosen.emit("" if code == self._category else code)

    def _read_words(self) -> None:
        if not self.tiles:
            return
        everything = Total(
            category="",
            teams=sum(total.teams for total in self._totals),
            people=sum(total.people for total in self._totals),
        )
        for total in (everything, *self._totals):
            caption = self._terms.said(CATEGORY, total.category) or tr("All categories")
            words = tr(_FIRMS if total.are_firms else _TEAMS)
            tile = self.tiles[total.category]
            tile.show_total(caption, words.format(teams=total.teams, people=total.people))
            tile.setChecked(total.category == self._category)
