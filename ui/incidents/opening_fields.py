"""The fields of the sheet that opens an incident."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from commandcenter.incidents.model.level import LEVELS
from commandcenter.incidents.model.words import FIGURE_WORDS, LEVEL_WORDS, VERIFYING
from commandcenter.kernel.words import N_
from ui.incidents.fields import CodeBox, TextBox
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Field
from ui.widgets.labels import Label
from ui.widgets.toggle import Toggle
from ui.widgets.words import tr

_CAPTIONS = {
    "title": N_("What happened, in one line"),
    "kind": N_("Kind of incident"),
    "place": N_("Place"),
    "area": N_("Township or village"),
    "occurred": N_("Occurred"),
    "learned": N_("Learned of"),
    "source": N_("Reported by"),
    "course": N_("Course"),
    "level": N_("Level"),
    "reason": N_("Reason for another level"),
    "existing": N_("Or part of an open incident"),
}
_QUICK = ("dead", "missing", "trapped", "serious")


class OpeningFields(QWidget):
    """What is known at once: what, where, when, who said so, how many, how bad."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = {
            name: QLineEdit(maxLength=200)
            for name in ("title", "place", "occurred", "learned", "source", "reason")
        }
        self.kind, self.area, self.level, self.existing = (CodeBox() for _ in range(4))
        self.course = TextBox(lines=4)
        self.figures = {name: QLineEdit(maxLength=10) for name in _QUICK}
        self.is_sensitive = Toggle()
        controls: dict[str, QWidget] = {
            **self.lines,
            "kind": self.kind,
            "area": self.area,
            "course": self.course,
            "level": self.level,
            "existing": self.existing,
        }
        self.fields = {name: Field("", control) for name, control in controls.items()}
        self.figure_fields = {name: Field("", line) for name, line in self.figures.items()}
        self.join = KeyButton(icon="link")
        self.proposal = Label(tone="strong")
        self.proposal.setWordWrap(True)
        self._build()

    def typed(self) -> tuple[str, ...]:
        """Return what stands in the fields, to see whether it was changed."""
        lines = (line.text() for line in (*self.lines.values(), *self.figures.values()))
        return (*lines, self.course.toPlainText(), self.kind.code(), self.area.code())

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self.join.setText(tr("Add the log line to it"))
        self.is_sensitive.setText(tr("Sensitive: report one level higher"))
        for name, field in self.fields.items():
            field.set_caption(tr(_CAPTIONS[name]))
        for name, field in self.figure_fields.items():
            field.set_caption(tr(FIGURE_WORDS[name]))
            self.figures[name].setPlaceholderText(tr(VERIFYING))
        self.lines["learned"].setPlaceholderText(tr("now"))
        words = [(level.value, tr(LEVEL_WORDS[level])) for level in reversed(LEVELS)]
        self.level.offer(words)

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        scaled.gap(grid, 3)
        places = (
            ("title", 0, 0, 12),
            ("kind", 1, 0, 4),
            ("place", 1, 4, 4),
            ("area", 1, 8, 4),
            ("occurred", 2, 0, 3),
            ("learned", 2, 3, 3),
            ("source", 2, 6, 6),
            ("course", 3, 0, 12),
            ("level", 6, 0, 4),
            ("reason", 6, 4, 8),
            ("existing", 8, 0, 8),
        )
        for name, row, column, span in places:
            grid.addWidget(self.fields[name], row, column, 1, span)
        for at, field in enumerate(self.figure_fields.values()):
            grid.addWidget(field, 4, 3 * at, 1, 3)
        grid.addWidget(self.proposal, 5, 0, 1, 8)
        grid.addWidget(self.is_sensitive, 5, 8, 1, 4)
        grid.addWidget(self.join, 8, 8, 1, 4, Qt.AlignmentFlag.AlignBottom)
        for column in range(12):
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(9, 1)
