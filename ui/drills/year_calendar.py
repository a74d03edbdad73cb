"""The calendar of drills: a month, or a week."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_
from ui.drills import year_days
from ui.drills.year_board import YearBoard
from ui.drills.year_canvas import YearCanvas
from ui.drills.year_days import A_DAY
from ui.drills.year_month import MonthCanvas
from ui.drills.year_move import Held
from ui.drills.year_reading import YearRead
from ui.drills.year_tab import PAGE
from ui.drills.year_week import WeekCanvas
from ui.shell.seat import Seat
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.segmented import Segmented
from ui.widgets.words import tr

_MONTH, _WEEK = "month", "week"


class CalendarTab(YearBoard):
    """Month and week, with the same drill in front."""

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        today = day_of(seat.clock())
        self.month = MonthCanvas(today)
        self.week = WeekCanvas(today)
        self._views = QStackedWidget()
        self.title = Label(tone="title")
        self.before = KeyButton(key="PgUp", kind="bare", icon="caret-left")
        self.after = KeyButton(key="PgDn", kind="bare", icon="caret-right")
        self.to_today = KeyButton(key="T", kind="bare")
        self.view = Segmented()
        self._today = today
        super().__init__(db, seat, parent)
        self._put_together()
        self.read_words()

    def canvas(self) -> YearCanvas:
        return self.month if self._views.currentWidget() is self.month else self.week

    def canvases(self) -> Sequence[YearCanvas]:
        return (self.month, self.week)

    def show_read(self, read: YearRead) -> None:
        is_other_year = self.read is None or self.read.year != read.year
        super().show_read(read)
        self._today = self.month.today = self.week.today = read.today
        if is_other_year and self.month.month.year != read.year:
            day = read.today if read.today.year == read.year else date(read.year, 1, 1)
            self._show_day(day)
        self._show_title()

    def turn(self, by: int) -> None:
        """Show the next month or week, or with -1 the one before."""
        self.month.turn(by) if self.canvas() is self.month else self.week.turn(by)

    def show_today(self) -> None:
        """Show the month and the week of today."""
        self._show_day(self._today)

    def show_view(self, name: str) -> None:
        """Show the month, or the week."""
        held, front = self.canvas().held, self.canvas().front
        before = self.canvas()
        other = self.month if name == _MONTH else self.week
        if other is before:
            return
        self.view.set_value(name)
        self._views.setCurrentWidget(other)
        before.release()
        self._follow(held, front)
        self._show_title()
        self.take_focus()

    def turn_view(self) -> None:
        """Change between month and week."""
        self.show_view(_WEEK if self.canvas() is self.month else _MONTH)

    def read_words(self) -> None:
        self.view.set_choices([(_MONTH, tr("Month view")), (_WEEK, tr("Week view"))])
        self.view.setAccessibleName(tr("Month or week"))
        self.to_today.setText(tr("Today"))
        self.before.setAccessibleName(tr("Earlier days"))
        self.after.setAccessibleName(tr("Later days"))
        self.month.setAccessibleName(tr("Drills of the month"))
        self.week.setAccessibleName(tr("Drills of the week"))
        self._show_title()

    def _follow(self, held: Held | None, front: object) -> None:
        """Show in one view what was in front of the other."""
        other = self.canvas()
        if other is self.week:
            span = held.span if held is not None else None
            one = next((drill for drill in other.drills if drill.id == front), None)
            span = span or (self.month.days.span(one) if one is not None else None)
            inside = self.month.month <= self._today < year_days.first_of_next(self.month.month)
            if span is not None:
                self.week.bring(span)
            else:
                self.week.show_week(self._today if inside else self.month.month)
        else:
            self.month.show_month(self.week.monday + 3 * A_DAY)
        one = next((drill for drill in other.drills if drill.id == front), None)
        other.choose(one.id if one is not None else None)
        if held is not None:
            other.hold(held.drill, held.span, held.grip)

    def _show_day(self, day: date) -> None:
        self.month.show_month(day)
        self.week.show_week(day)

    def _show_week_of(self, day: date) -> None:
        self.show_view(_WEEK)
        self.week.show_week(day)

    def _show_title(self) -> None:
        if self.canvas() is self.month:
            month = self.month.month
            words = tr("{month} {year}").format(
                month=year_days.month_word(month.month), year=month.year
            )
        else:
            first, last = self.week.monday, self.week.monday + 6 * A_DAY
            words = tr("{year}, {first} to {last}").format(
                year=first.year,
                first=f"{first.month}-{first.day}",
                last=f"{last.month}-{last.day}",
            )
        self.title.setText(words)

    def _put_together(self) -> None:
        for widget in (self.before, self.title, self.after, self.to_today):
            self.head.addWidget(widget)
        self.head.addStretch()
        self.head.addWidget(self.view)
        card = Card()
        inner = QVBoxLayout(card)
        scaled.margins(inner, 2, 1, 2, 2)
        inner.addWidget(self._views)
        self.place.addWidget(card, 1)
        for canvas in (self.month, self.week):
            self._views.addWidget(canvas)
            self.connect_canvas(canvas)
            canvas.turned.connect(lambda _day: self._show_title())
        self.view.set_value(_MONTH)
        self.view.chosen.connect(self.show_view)
        self.before.clicked.connect(partial(self.turn, -1))
        self.after.clicked.connect(partial(self.turn, 1))
        self.to_today.clicked.connect(self.show_today)
        self.month.day_wanted.connect(self._show_week_of)
        self.setFocusProxy(self._views)
        self.setTabOrder(self.month, self.week)
        self.setTabOrder(self.week, self.side.tray)
        self._add_actions()

    def _add_actions(self) -> None:
        add = partial(self.seat.actions.add, self, page=PAGE)
        add(N_("Month or week before"), "PgUp", partial(self.turn, -1))
        add(N_("Next month or week"), "PgDown", partial(self.turn, 1))
        add(N_("Go to today"), "T", self.show_today)
        add(N_("Month or week"), "W", self.turn_view)
        add(N_("Look for free days"), "P", self.propose, icon="magic-wand")
