"""The Gantt chart of the year."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_
from ui.drills.year_board import YearBoard
from ui.drills.year_canvas import YearCanvas
from ui.drills.year_gantt import ZOOMS, GanttCanvas
from ui.drills.year_tab import PAGE
from ui.shell.seat import Seat
from ui.widgets import scaled
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.segmented import Segmented
from ui.widgets.words import tr

_ZOOM_WORDS = (N_("Year"), N_("Half-year"), N_("Quarter"), N_("One month"))


class GanttTab(YearBoard):
    """Rows of drills or of lead units, as wide as one wants."""

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        self.gantt = GanttCanvas(day_of(seat.clock()))
        self.rows = Segmented()
        self.zoom = Segmented()
        self._note = Label(tone="note")
        super().__init__(db, seat, parent)
        self._put_together()
        self.read_words()

    def canvas(self) -> YearCanvas:
        return self.gantt

    def canvases(self) -> Sequence[YearCanvas]:
        return (self.gantt,)

    def zoom_by(self, by: int) -> None:
        """Show less of the year in more detail, or with -1 more of it."""
        at = max(0, min(len(ZOOMS) - 1, ZOOMS.index(self.gantt.zoom) + by))
        self.show_zoom(ZOOMS[at])

    def show_zoom(self, zoom: int) -> None:
        """Make the year so many times as wide as the window."""
        self.zoom.set_value(zoom)
        self.gantt.show_zoom(zoom)

    def turn_rows(self) -> None:
        """Change between a row for each drill and one for each lead unit."""
        self._show_rows(not self.gantt.by_unit)

    def read_words(self) -> None:
        self.rows.set_choices([(False, tr("By drill")), (True, tr("By lead unit"))])
        self.rows.setAccessibleName(tr("Rows"))
        words = zip(ZOOMS, _ZOOM_WORDS, strict=True)
        self.zoom.set_choices([(zoom, tr(word)) for zoom, word in words])
        self.zoom.setAccessibleName(tr("Detail"))
        self.gantt.setAccessibleName(tr("Gantt chart of the year"))
        self._note.setText(tr("Dashed: the month alone is known"))

    def _show_rows(self, by_unit: bool) -> None:
        self.rows.set_value(by_unit)
        self.gantt.show_rows(by_unit=by_unit)

    def _put_together(self) -> None:
        self.head.addWidget(self.rows)
        self.head.addWidget(self._note)
        self.head.addStretch()
        self.head.addWidget(self.zoom)
        card = Card()
        inner = QVBoxLayout(card)
        scaled.margins(inner, 2, 1, 2, 2)
        inner.addWidget(self.gantt)
        self.place.addWidget(card, 1)
        self.connect_canvas(self.gantt)
        self.rows.set_value(False)
        self.zoom.set_value(1)
        self.rows.chosen.connect(self._show_rows)
        self.zoom.chosen.connect(self.show_zoom)
        self.setFocusProxy(self.gantt)
        self.setTabOrder(self.gantt, self.side.tray)
        add = partial(self.seat.actions.add, self, page=PAGE)
        add(N_("Rows by drill or by lead unit"), "U", self.turn_rows)
        add(N_("More detail"), "+", partial(self.zoom_by, 1))
        add(N_("Less detail"), "-", partial(self.zoom_by, -1))
        add(N_("Look for free days"), "P", self.propose, icon="magic-wand")
