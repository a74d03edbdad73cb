"""Some fields below a list that are asked for before something is noted."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commandcenter.kernel.errors import Rejected
from ui.records import fields as record_fields
from ui.records.ask_card import AskCard
from ui.records.form import Form, FormField
from ui.widgets import scaled
from ui.widgets.labels import Label

Confirmed = Callable[[Mapping[str, Any]], None]


class AskBar(AskCard):
    """Asks for the fields that it is given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form: Form | None = None
        self._confirmed: Confirmed | None = None
        self._title = Label(tone="strong")
        self._title.setWordWrap(True)
        self._place = QVBoxLayout()
        self._build()

    def ask(
        self,
        title: str,
        action: str,
        fields: Sequence[FormField],
        confirmed: Confirmed,
        values: Mapping[str, Any] | None = None,
    ) -> None:
        """Ask for these fields; the cursor goes into the first.

        Args:
            title: In words of the window, as is *action*.
        """
        self._confirmed = confirmed
        self._title.setText(title)
        self.button.setText(action)
        self._put(Form(fields), values or {})
        self.set_busy(False)
        self.say("")
        self.show()
        fields[0].control.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def confirm(self) -> None:
        if not self.button.isEnabled() or self._confirmed is None or self.form is None:
            return
        self.say("")
        try:
            values = self.form.values()
        except Rejected:
            return  # the field says it
        self.set_busy(True)
        self._confirmed(values)

    def refuse(self, error: Exception) -> None:
        super().refuse(error)
        if self.form is not None:
            # The field lost the cursor when nothing could be typed.
            self.form.fields[0].control.setFocus()

    def set_busy(self, is_busy: bool) -> None:
        super().set_busy(is_busy)
        if self.form is not None:
            self.form.set_editable(may_edit=not is_busy)

    def _put(self, form: Form, values: Mapping[str, Any]) -> None:
        if self.form is not None:
            self._place.removeWidget(self.form)
            self.form.deleteLater()
        self.form = form
        self._place.addWidget(form)
        form.set_columns(min(len(form.fields), 3))
        form.show_values({field.name: values.get(field.name) for field in form.fields})
        record_fields.listen(form)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 2, 4, 2)
        scaled.gap(layout, 2)
        layout.addLayout(self._place)
        layout.addWidget(self.error)
        layout.addLayout(self._foot(self._title))
