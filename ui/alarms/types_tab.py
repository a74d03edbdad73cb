"""What may be an alarm at all: cause, what to do, how bad; no row, no sound."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from commandcenter.alarms.model.kinds import AlarmType
from commandcenter.alarms.service import types
from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right
from commandcenter.kernel.errors import Conflict, Rejected
from commandcenter.kernel.severity import Severity
from commandcenter.kernel.words import N_
from ui.alarms import alarm_words
from ui.records import form
from ui.records.form import Form, FormField
from ui.records.panel import RecordPanel
from ui.shell.seat import Seat
from ui.widgets.labels import Label
from ui.widgets.record_table_model import Column
from ui.widgets.severity import Severity as Shape
from ui.widgets.words import tr

_HELP = N_("What has no row here, or a row that is off, makes no sound; it is a line of the log.")
_TEXTS = {
    "zh": N_("Name in Chinese"),
    "cause_zh": N_("Cause"),
    "action_zh": N_("What to do"),
    "source_zh": N_("Source"),
    "en": N_("Name in English"),
    "cause_en": N_("Cause in English"),
    "action_en": N_("What to do, in English"),
    "source_en": N_("Source in English"),
}
_FIGURES = {
    "delay_s": N_("Has to last, seconds"),
    "count": N_("Has to be said, times"),
    "window_s": N_("Same alarm within, seconds"),
}


_BLANK = AlarmType(
    code="",
    zh="",
    en="",
    cause_zh="",
    cause_en="",
    action_zh="",
    action_en="",
    source_zh="",
    source_en="",
    severity=Severity.YELLOW,
)


class NoNumber(Rejected):
    """Delays and counts are whole numbers."""

    sentence = N_("Write a whole number.")


class TypesTab(RecordPanel):
    """Rows are shipped with the program; a county changes them."""

    right = Right.MANAGE_RULES

    def __init__(self, db: Database, seat: Seat) -> None:
        self._db = db
        super().__init__(
            seat,
            (
                Column(title=N_("Alarm"), text=lambda one: alarm_words.kind_words(one, one.code)),
                Column(title=N_("Colour"), text=_color),
                Column(title=N_("Cause"), text=alarm_words.cause),
                Column(title=N_("What to do"), text=alarm_words.advice),
                Column(title=N_("Delay"), text=lambda one: f"{one.delay_s} s", is_number=True),
                Column(title=N_("State"), text=_state),
            ),
            Form(
                (
                    form.switch("is_active", N_("Is an alarm")),
                    form.choice("severity", N_("Colour"), _colors()),
                    *(form.line(name, words) for name, words in _TEXTS.items()),
                    *(_number(name, words) for name, words in _FIGURES.items()),
                )
            ),
            stretch=3,
        )
        self.new.hide()
        self._help = Label(tone="note")
        self._help.setWordWrap(True)
        self.editor.extra.addWidget(self._help)
        self._read_words()

    def key_of(self, record: AlarmType) -> Hashable:
        return record.code

    def title_of(self, record: AlarmType) -> str:
        return alarm_words.kind_words(record, record.code)

    def values_of(self, record: AlarmType) -> Mapping[str, Any]:
        return {field.name: getattr(record, field.name) for field in self.editor.form.fields}

    def text_of(self, record: AlarmType) -> str:
        return " ".join(getattr(record, name) for name in ("code", *_TEXTS)).lower()

    def blank(self) -> AlarmType:
        return _BLANK

    def begin_new(self) -> None:
        """Do nothing: what can be an alarm is known to the program alone."""

    def saving(
        self,
        record: AlarmType,
        values: Mapping[str, Any],
        *,
        is_new: bool,  # noqa: ARG002 - no row is ever new
    ) -> Callable[[], Any]:
        changed = replace(record, **values)
        return partial(types.change, self._db, changed, officer=self.seat.officer())

    def reading(self, key: Hashable) -> Callable[[], Any]:
        return partial(self._find, key)

    def _find(self, key: Hashable) -> AlarmType:
        found = [one for one in types.everything(self._db) if one.code == key]
        if not found:
            raise Conflict
        return found[0]

    def _read_words(self) -> None:
        super()._read_words()
        if hasattr(self, "_help"):
            self._help.setText(tr(_HELP))


def _colors() -> dict[Severity, str]:
    return {one: Shape(one.value).word for one in Severity}


def _color(one: AlarmType) -> str:
    return tr(Shape(one.severity.value).word)


def _state(one: AlarmType) -> str:
    return tr("alarm") if one.is_active else tr("log only")


def _number(name: str, caption: str) -> FormField:
    field = form.line(name, caption, longest=6)

    def read() -> int:
        typed = str(field.read())
        if not typed.isdecimal():
            raise NoNumber
        return int(typed)

    # An empty field is no zero.
    return replace(field, read=read, write=lambda value: field.write(str(value)))
