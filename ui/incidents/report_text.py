"""The words of a report: to be edited while it is a draft, to be read afterwards."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from commandcenter.incidents.model.report import Report, ReportState, Text
from commandcenter.kernel.words import N_
from ui.incidents.fields import TextBox
from ui.widgets import scaled
from ui.widgets.cards import Field
from ui.widgets.words import tr

_SECTIONS = {
    "basic": (N_("Basic facts"), 6),
    "casualties": (N_("Casualties and losses"), 3),
    "measures": (N_("Measures"), 5),
    "next_steps": (N_("Next steps"), 3),
}
_LINES = {
    "title": N_("Title"),
    "to_orgs": N_("Sent to"),
    "cc_orgs": N_("Copies to"),
    "contact": N_("Contact"),
    "contact_phone": N_("Phone"),
}


class ReportText(QWidget):
    """Everything a report says; what was typed stays until it is kept.

    Signals:
        edited: The user changed something.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report: Report | None = None
        self._typed: dict[UUID, dict[str, str]] = {}
        self.lines = {name: QLineEdit(maxLength=200) for name in _LINES}
        self.texts = {name: TextBox(lines=lines) for name, (_, lines) in _SECTIONS.items()}
        self.fields = {
            name: Field("", control) for name, control in {**self.lines, **self.texts}.items()
        }
        self._build()
        for line in self.lines.values():
            line.textEdited.connect(lambda _text: self._on_edited())
        for box in self.texts.values():
            box.edited.connect(self._on_edited)
        self.read_words()

    def show_report(self, one: Report, *, may_edit: bool) -> None:
        """Show a report; what was typed for it comes back."""
        self._report = one
        typed = self._typed.get(one.id, {})
        for name in self.fields:
            self._put(name, typed.get(name, getattr(one.text, name)))
        is_draft = one.state in (ReportState.DRAFT, ReportState.CHECKED)
        for line in self.lines.values():
            line.setReadOnly(not (may_edit and is_draft))
        for box in self.texts.values():
            box.setReadOnly(not (may_edit and is_draft))

    def is_edited(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return self._report is not None and self._report.id in self._typed

    def unsaved(self) -> tuple[str, ...]:
        """Return what was typed and is not kept yet, report by report, in front or not."""
        captions = _LINES | {name: caption for name, (caption, _) in _SECTIONS.items()}
        return tuple(
            "\n".join(
                tr("{caption}: {text}").format(caption=tr(captions[name]), text=text)
                for name, text in typed.items()
                if text.strip()
            )
            for typed in self._typed.values()
        )

    def text(self) -> Text | None:
        """Return what stands in the fields."""
        if self._report is None:
            return None
        values: Mapping[str, Any] = self._values()
        return replace(self._report.text, **values)

    def settle(self, report_id: UUID) -> None:
        """Note that what was typed is kept."""
        self._typed.pop(report_id, None)

    def give_up(self) -> bool:
        """Throw away what was typed; False if nothing was."""
        one = self._report
        if one is None or self._typed.pop(one.id, None) is None:
            return False
        for name in self.fields:
            self._put(name, getattr(one.text, name))
        self.edited.emit()
        return True

    def take_focus(self) -> None:
        """Put the cursor into the first section."""
        self.texts["basic"].setFocus()

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        for name, caption in _LINES.items():
            self.fields[name].set_caption(tr(caption))
        for name, (caption, _) in _SECTIONS.items():
            self.fields[name].set_caption(tr(caption))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.read_words()

    def _values(self) -> dict[str, str]:
        found = {name: line.text().strip() for name, line in self.lines.items()}
        return found | {name: box.toPlainText().strip() for name, box in self.texts.items()}

    def _put(self, name: str, text: str) -> None:
        if name in self.lines:
            if self.lines[name].text() != text:
                self.lines[name].setText(text)
                self.lines[name].setCursorPosition(0)
        else:
            self.texts[name].show_text(text)

    def _on_edited(self) -> None:
        if self._report is None:
            return
        values = self._values()
        if all(value == getattr(self._report.text, name).strip() for name, value in values.items()):
            self._typed.pop(self._report.id, None)
        else:
            raw = {name: line.text() for name, line in self.lines.items()}
            raw |= {name: box.toPlainText() for name, box in self.texts.items()}
            self._typed[self._report.id] = raw
        self.edited.emit()

    def _build(self) -> None:
        content = QWidget()
        grid = QGridLayout(content)
        scaled.margins(grid, 0, 0, 2, 0)
        scaled.gap(grid, 2)
        grid.addWidget(self.fields["title"], 0, 0, 1, 2)
        for row, name in enumerate(_SECTIONS, start=1):
            grid.addWidget(self.fields[name], row, 0, 1, 2)
        grid.addWidget(self.fields["to_orgs"], 5, 0)
        grid.addWidget(self.fields["cc_orgs"], 5, 1)
        grid.addWidget(self.fields["contact"], 6, 0)
        grid.addWidget(self.fields["contact_phone"], 6, 1)
        grid.setRowStretch(7, 1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(content)
        scroll.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
