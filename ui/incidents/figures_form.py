"""Fields for casualties and losses: what is not touched stays, what is emptied is unknown."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QWidget

from commandcenter.incidents.model.figures import (
    CASUALTIES,
    COUNTED,
    DISASTER,
    PEOPLE,
    Figures,
)
from commandcenter.incidents.model.incident import EventClass
from commandcenter.incidents.model.words import FIGURE_WORDS, VERIFYING
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.text import fold
from commandcenter.kernel.words import N_
from ui.incidents.words import unit
from ui.widgets import scaled
from ui.widgets.cards import Field
from ui.widgets.labels import set_property
from ui.widgets.words import tr

_COLUMNS = 4
_USUAL = (*CASUALTIES, "at_risk", *PEOPLE, "loss_fen")
_MORE: Mapping[EventClass, tuple[str, ...]] = {
    EventClass.NATURAL: tuple(dict.fromkeys((*_USUAL, "to_move", "forest_m2", *DISASTER))),
}


class NoFigure(Rejected):
    """What was typed is no figure."""

    sentence = N_("'{text}' is no figure. Write digits alone, or nothing if it is not known.")


class FiguresForm(QWidget):
    """One field for each figure; those of the kind of event show, and any that is known.

    Signals:
        edited: The user typed something.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[str, ...] = ()
        self._had: Mapping[str, int | None] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        scaled.gap(self._grid, 2)
        self.lines = {name: QLineEdit(maxLength=16) for name in COUNTED}
        self.fields = {name: Field("", line) for name, line in self.lines.items()}
        for name, line in self.lines.items():
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
            line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            line.textEdited.connect(lambda _text, name=name: self._on_edited(name))
            self.fields[name].setParent(self)
            # Captions of any length share the width in equal parts.
            self.fields[name].setSizePolicy(
                QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred
            )
            self.fields[name].hide()
        self.read_words()

    def show_for(self, event_class: EventClass, *, has_all: bool, figures: Figures | None) -> None:
        """Show the fields that matter for a class of events."""
        usual = COUNTED if has_all else _MORE.get(event_class, _USUAL)
        known = [n for n in COUNTED if figures is not None and getattr(figures, n) is not None]
        shown = tuple(dict.fromkeys((*usual, *known)))
        if shown == self._shown:
            return
        self._shown = shown
        for field in self.fields.values():
            field.hide()
            self._grid.removeWidget(field)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)
        for at, name in enumerate(shown):
            self._grid.addWidget(self.fields[name], at // _COLUMNS, at % _COLUMNS)
            self.fields[name].show()

    def show_figures(self, figures: Figures | None) -> None:
        """Fill the fields with what was counted last."""
        self._had = {name: getattr(figures, name) if figures else None for name in COUNTED}
        for name, line in self.lines.items():
            line.setText(_typed(name, self._had[name]))
            self.fields[name].set_error("")
            self._mark(name)

    def values(self) -> dict[str, int | None]:
        """Return every figure: what was typed, else what it was.

        Raises:
            NoFigure: A field cannot be read; it says so too.
        """
        found = {}
        for name, line in self.lines.items():
            try:
                found[name] = read_figure(name, line.text())
            except NoFigure as error:
                self.fields[name].set_error(error.said(tr))
                line.setFocus()
                raise
        return found

    def texts(self) -> dict[str, str]:
        """Return what stands in the fields."""
        return {name: line.text() for name, line in self.lines.items()}

    def changed_texts(self) -> dict[str, str]:
        """Return what stands in the fields that say something else than was counted last."""
        return {name: text for name, text in self.texts().items() if self._is_changed(name)}

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Put back what was typed before."""
        for name, text in texts.items():
            self.lines[name].setText(text)
            self._mark(name)

    def put(self, figures: Mapping[str, int]) -> None:
        """Put figures that were counted elsewhere into their fields, as if they were typed."""
        for name, value in figures.items():
            self.lines[name].setText(_typed(name, value))
            self.fields[name].set_error("")
            self._mark(name)
        self.edited.emit()

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        for name, field in self.fields.items():
            word = unit(name)[1]
            caption = tr(FIGURE_WORDS[name])
            field.set_caption(f"{caption} ({word})" if word else caption)
            self.lines[name].setPlaceholderText(tr(VERIFYING))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.read_words()

    def _on_edited(self, name: str) -> None:
        self.fields[name].set_error("")
        self._mark(name)
        self.edited.emit()

    def _mark(self, name: str) -> None:
        set_property(self.lines[name], "state", "changed" if self._is_changed(name) else "")

    def _is_changed(self, name: str) -> bool:
        return self.lines[name].text().strip() != _typed(name, self._had.get(name))


def _typed(name: str, value: int | None) -> str:
    """Return a figure as it is typed."""
    if value is None:
        return ""
    places, _ = unit(name)
    text = f"{Decimal(value).scaleb(-places):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_figure(name: str, text: str) -> int | None:
    """Return what was typed for a figure; None if nothing was.

    Raises:
        NoFigure: It is none.
    """
    typed = fold(text).strip()
    if not typed:
        return None
    try:
        value = Decimal(typed).scaleb(unit(name)[0])
    except InvalidOperation as error:
        raise NoFigure(text=text.strip()) from error
    if not value.is_finite() or value != value.to_integral_value() or value < 0:
        raise NoFigure(text=text.strip())
    return int(value)
