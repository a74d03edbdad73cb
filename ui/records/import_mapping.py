"""Which column holds which field, with the first texts of each column beside it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.records.import_part import Part, SheetKind
from ui.widgets import scaled
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.words import tr

_LEAST_LETTERS = 10


class MappingForm(Card):
    """What the sheet is about, and a box for each of its fields.

    Args:
        hidden: Fields of which no text is shown.

    Signals:
        kind_chosen: The sheet is about something else (SheetKind or None).
        column_chosen: A field stands in another column (name as str, column or None).
    """

    kind_chosen = Signal(object)
    column_chosen = Signal(str, object)

    def __init__(self, hidden: frozenset[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hidden = hidden
        self._offered: Sequence[SheetKind] = ()
        self._part: Part | None = None
        self._title = Label(tone="heading")
        self.kind = QComboBox()
        self.boxes: dict[str, QComboBox] = {}
        self._examples: dict[str, Label] = {}
        self._scroll = QScrollArea(widgetResizable=True)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 3, 4, 3)
        scaled.gap(layout, 2)
        layout.addWidget(self._title)
        layout.addWidget(self.kind)
        layout.addWidget(self._scroll, 1)
        self.kind.activated.connect(lambda _at: self.kind_chosen.emit(self.kind.currentData()))

    def offer(self, offered: Sequence[SheetKind]) -> None:
        """Offer these kinds of sheets."""
        self._offered = offered

    def show_part(self, part: Part | None) -> None:
        """Show a sheet."""
        is_same = (
            part is not None
            and self._part is not None
            and part.sheet is self._part.sheet
            and part.kind is self._part.kind
        )
        is_as_shown = part is not None and part is self._part
        self._part = part
        if not is_same:
            self._make()
        if not is_as_shown:
            self._fill()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._make()
            self._fill()

    def _make(self) -> None:
        """Make a row for each field of the kind."""
        self.kind.clear()
        self.kind.addItem(tr("Leave this sheet out"), None)
        for kind in self._offered:
            self.kind.addItem(tr(kind.title), kind)
        self.kind.setAccessibleName(tr("What the sheet is about"))
        content = QWidget()
        grid = QGridLayout(content)
        scaled.margins(grid, 0, 0, 2, 0)
        scaled.gap(grid, 2)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 3)
        self.boxes, self._examples = {}, {}
        part = self._part
        names = part.headings() if part is not None else []
        fields = part.kind.fields if part is not None and part.kind is not None else ()
        for row, field in enumerate(fields):
            caption = tr(field.title) + (" *" if field.is_required else "")
            box = QComboBox()
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(_LEAST_LETTERS)
            box.addItem("", None)
            for column, name in enumerate(names):
                box.addItem(name, column)
            box.setAccessibleName(caption)
            box.activated.connect(partial(self._choose, field.name))
            example = Label(tone="note")
            example.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self.boxes[field.name], self._examples[field.name] = box, example
            grid.addWidget(Label(caption), row, 0)
            grid.addWidget(box, row, 1)
            grid.addWidget(self._examples[field.name], row, 2)
        grid.setRowStretch(len(fields), 1)
        self._scroll.setWidget(content)
        self._scroll.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)  # a scroll area fills what it is given

    def _choose(self, name: str, _at: int) -> None:
        self.column_chosen.emit(name, self.boxes[name].currentData())

    def _fill(self) -> None:
        part = self._part
        self._title.setText("" if part is None else part.sheet.name)
        self.kind.setEnabled(part is not None)
        if part is None:
            return
        kinds = [None, *self._offered]
        self.kind.setCurrentIndex(kinds.index(part.kind))
        for name, box in self.boxes.items():
            column = part.columns.of_field.get(name)
            box.setCurrentIndex(0 if column is None else column + 1)
            self._examples[name].setText("" if name in self._hidden else part.examples(name))
