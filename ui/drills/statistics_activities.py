"""Training and publicity, counted: noted in one line, changed at the side."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right
from commandcenter.drills.model.year import Activity
from commandcenter.drills.service import records, year_rows
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_
from ui.drills.terms import ACTIVITY, Terms
from ui.drills.year_reading import YearRead
from ui.drills.year_words import day_words
from ui.records import fields, form
from ui.records.fields import CodeBox
from ui.records.form import Form, FormField
from ui.records.panel import RecordPanel
from ui.shell.seat import Seat
from ui.widgets.initials import initials
from ui.widgets.record_table_model import Column
from ui.widgets.typed_day import needed_day
from ui.widgets.words import tr


class ActivitiesPanel(RecordPanel):
    """What was held, when, by whom, and how many it reached; the newest first."""

    right = Right.PLAN_DRILLS
    new_words = N_("Note an activity")

    def __init__(self, db: Database, seat: Seat) -> None:
        self._db = db
        self._read: YearRead | None = None
        self._terms = Terms()
        self._last: Activity | None = None
        self._kind, self._area = CodeBox(), CodeBox()
        activity_form = Form(
            (
                form.line("title", N_("Title")),
                fields.code("kind", N_("Kind"), self._kind),
                _day_field(),
                form.line("organiser", N_("Organiser")),
                fields.code("area_code", N_("Area"), self._area),
                fields.number("times", N_("Times held")),
                fields.number("headcount", N_("People reached")),
                fields.number("amount", N_("Amount handed out or put up")),
                fields.paragraph("remarks", N_("Remarks")),
            )
        )
        fields.listen(activity_form)
        super().__init__(
            seat,
            (
                Column(title=N_("Day"), text=lambda one: day_words(one.on)),
                Column(title=N_("Kind"), text=self._kind_words),
                Column(title=N_("Title"), text=lambda one: one.title),
                Column(title=N_("Organiser"), text=lambda one: one.organiser),
                Column(title=N_("Area"), text=lambda one: self._terms.area(one.area_code)),
                Column(title=N_("Times"), text=lambda one: _said(one.times), is_number=True),
                Column(
                    title=N_("Attendance"), text=lambda one: _said(one.headcount), is_number=True
                ),
                Column(title=N_("Amount"), text=lambda one: _said(one.amount), is_number=True),
            ),
            activity_form,
            stretch=2,
        )

    def show_read(self, read: YearRead) -> None:
        """Show the activities of the year."""
        self._read, self._terms = read, read.terms
        self._kind.offer(read.terms.offered(ACTIVITY))
        self._area.offer(read.terms.places())
        self.show_records(read.activities)

    def title_of(self, record: Activity) -> str:
        return record.title or tr("Note an activity")

    def values_of(self, record: Activity) -> Mapping[str, Any]:
        return {name: getattr(record, name) for name in type(record).__dataclass_fields__}

    def text_of(self, record: Activity) -> str:
        texts = (record.title, initials(record.title), record.organiser, self._kind_words(record))
        return " ".join(texts).lower()

    def blank(self) -> Activity:
        # The next one is mostly of the kind and unit of the one before.
        last = self._last
        today = self._read.today if self._read is not None else self.seat.clock().date()
        return Activity(
            id=new_id(),
            kind=last.kind if last is not None else str(self._kind.code() or ""),
            title="",
            on=today,
            organiser=last.organiser if last is not None else "",
        )

    def saving(
        self, record: Activity, values: Mapping[str, Any], *, is_new: bool
    ) -> Callable[[], Any]:
        act = year_rows.add_activity if is_new else year_rows.change_activity
        self._last = replace(record, **values)
        return partial(act, self._db, self._last, officer=self.seat.officer())

    def reading(self, key: Hashable) -> Callable[[], Any]:
        return partial(_find, self._db, key)

    def _kind_words(self, one: Activity) -> str:
        return self._terms.said(ACTIVITY, one.kind)


def _said(number: int) -> str:
    return f"{number:,}" if number else ""


def _day_field() -> FormField:
    control = QLineEdit(maxLength=10, placeholderText="2026-07-18")
    return FormField(
        name="on",
        caption=N_("Day"),
        control=control,
        read=lambda: needed_day(control.text()),
        write=lambda value: control.setText(str(value or "")),
    )


def _find(db: Database, key: Any) -> Activity:
    found = records.find(db, Activity, key)
    if found is None:
        raise Conflict
    return found
