"""Recurring drills: a rule of recurrence, its model, and laying it out over the year."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.model.recurrence import days_in
from commandcenter.drills.model.year import Series
from commandcenter.drills.service import records
from commandcenter.drills.service import series as service
from commandcenter.drills.service.series import Laid
from commandcenter.kernel.errors import Conflict, Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_
from ui.drills.year_reading import YearRead
from ui.drills.year_words import day_words
from ui.records import form
from ui.records.form import Form, FormField
from ui.records.panel import RecordPanel
from ui.records.pick_box import Choice, PickBox
from ui.shell.seat import Seat
from ui.widgets.buttons import KeyButton
from ui.widgets.initials import initials
from ui.widgets.labels import Label
from ui.widgets.record_table_model import Column
from ui.widgets.typed_day import needed_day
from ui.widgets.words import tr

_LAID = N_("'{title}': {added} drills planned, {known} were there, {skipped} days left out.")
_LAID_BLINDLY = N_(
    "'{title}': {added} drills planned, {known} were there, {skipped} days left out. "
    "The holidays of that year are not known yet: look at the days again."
)
_MOST_DAYS = 12
_EXAMPLE = "FREQ=MONTHLY;BYDAY=1TU"  # the first Tuesday of each month


class ModelMissing(Rejected):
    """A recurrence without a drill to repeat."""

    sentence = N_("Choose the drill that is repeated.")


class SeriesPanel(RecordPanel):
    """Each recurrence with the days it has in the year that is shown."""

    right = Right.PLAN_DRILLS
    new_words = N_("New recurrence")

    def __init__(self, db: Database, seat: Seat) -> None:
        self._db = db
        self._read: YearRead | None = None
        self._model = PickBox()
        super().__init__(
            seat,
            (
                Column(title=N_("Title"), text=lambda one: one.title),
                Column(title=N_("Recurrence"), text=lambda one: one.rrule),
                Column(title=N_("First day"), text=lambda one: day_words(one.begins_on)),
                Column(
                    title=N_("Days this year"),
                    text=lambda one: str(self._days(one)),
                    is_number=True,
                ),
                Column(title=N_("In force"), text=lambda one: tr("yes") if one.is_active else ""),
            ),
            Form(
                (
                    form.line("title", N_("Title")),
                    _model_field(self._model),
                    _rule_field(),
                    _first_day(),
                    form.switch("is_active", N_("In force")),
                )
            ),
            stretch=0,
        )
        self._said = Label(tone="note")
        self._said.setWordWrap(True)
        self.lay_out = KeyButton(kind="raised", icon="repeat")
        self.editor.extra.addWidget(self._said)
        self.editor.extra.addWidget(self.lay_out)
        self.lay_out.clicked.connect(self.plan_days)
        self.editor.form.edited.connect(self._show_days)

    def show_read(self, read: YearRead) -> None:
        """Show the recurrences of the county."""
        self._read = read
        self._model.offer([_choice(one) for one in read.drills])
        self.lay_out.setText(tr("Plan the days of {year}").format(year=read.year))
        self.show_records(read.of.series)
        self._show_days()

    def plan_days(self) -> None:
        """Plan a drill for each day of the recurrence in front."""
        one = self.table.present()
        if one is None or self._read is None or self.refusal() or self.editor.is_edited():
            return
        self.lay_out.setEnabled(False)
        call = partial(
            service.lay_out,
            self._db,
            one,
            self._read.year,
            at=self.seat.clock(),
            officer=self.seat.officer(),
        )
        self.seat.background.write(self, call, partial(self._laid, one), self._not_laid)

    def title_of(self, record: Series) -> str:
        return record.title or tr("New recurrence")

    def values_of(self, record: Series) -> Mapping[str, Any]:
        return {name: getattr(record, name) for name in type(record).__dataclass_fields__}

    def text_of(self, record: Series) -> str:
        return f"{record.title} {initials(record.title)} {record.rrule}".lower()

    def blank(self) -> Series:
        today = self._read.today if self._read is not None else self.seat.clock().date()
        return Series(
            id=new_id(),
            title="",
            rrule=_EXAMPLE,
            begins_on=today,
            model_id=new_id(),
        )

    def saving(
        self, record: Series, values: Mapping[str, Any], *, is_new: bool
    ) -> Callable[[], Any]:
        act = service.add if is_new else service.change
        return partial(act, self._db, replace(record, **values), officer=self.seat.officer())

    def reading(self, key: Hashable) -> Callable[[], Any]:
        return partial(_find, self._db, key)

    def _show(self, record: Any) -> None:
        super()._show(record)
        if hasattr(self, "lay_out"):
            self._show_days()

    def _show_days(self) -> None:
        """Say which days the recurrence in the form has."""
        words = ""
        chosen: Any = self._chosen
        if self._read is not None and isinstance(chosen, Series):
            try:
                days = days_in(replace(chosen, **self.editor.form.values()), self._read.year)
            except Rejected:
                days = ()
                self.editor.form.clear_errors()  # nothing was to be saved yet
            shown = [f"{day.month}-{day.day}" for day in days[:_MOST_DAYS]]
            more = ["…"] if len(days) > _MOST_DAYS else []
            said = tr(", ").join([*shown, *more])
            words = tr("{count} days in {year}: {days}").format(
                count=len(days), year=self._read.year, days=said
            )
        self._said.setText(words)
        is_ready = self.table.present() is not None and not self.editor.is_edited()
        self.lay_out.setEnabled(is_ready and not self.refusal())

    def _days(self, one: Series) -> int:
        try:
            return len(days_in(one, self._read.year)) if self._read is not None else 0
        except Rejected:
            return 0

    def _laid(self, one: Series, laid: Laid) -> None:
        added, skipped = len(laid.added), len(laid.skipped)
        self.seat.messages.say(
            _LAID if laid.are_holidays_known else _LAID_BLINDLY,
            title=one.title,
            added=added,
            known=laid.known,
            skipped=skipped,
        )
        self.lay_out.setEnabled(True)
        self.changed.emit()

    def _not_laid(self, error: Exception) -> None:
        self.lay_out.setEnabled(True)
        self.seat.messages.problem(error)


def _model_field(box: PickBox) -> FormField:
    def read() -> Any:
        picked = box.picked()
        if picked is None:
            raise ModelMissing
        return picked

    return FormField(
        name="model_id",
        caption=N_("Drill that is repeated"),
        control=box,
        read=read,
        write=box.pick,
        said=box.name_of,
    )


def _rule_field() -> FormField:
    field = form.line("rrule", N_("Recurrence"))
    if isinstance(field.control, QLineEdit):
        field.control.setPlaceholderText(_EXAMPLE)
    return field


def _first_day() -> FormField:
    control = QLineEdit(maxLength=10, placeholderText="2026-07-18")
    return FormField(
        name="begins_on",
        caption=N_("First day"),
        control=control,
        read=lambda: needed_day(control.text()),
        write=lambda value: control.setText(str(value or "")),
    )


def _choice(one: Drill) -> Choice:
    return Choice(
        id=one.id,
        name=f"{one.number} {one.title}",
        detail=one.lead_org,
        initials=initials(one.title),
    )


def _find(db: Database, key: Any) -> Series:
    found = records.find(db, Series, key)
    if found is None:
        raise Conflict
    return found
