"""Limits of criteria as people write them: 1000 for ten million yuan, 0.5 for 5,000 m²."""

from decimal import Decimal, InvalidOperation

from PySide6.QtWidgets import QLineEdit

from commandcenter.incidents.model.figures import unit_of
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.text import fold
from commandcenter.kernel.words import N_
from ui.records.form import FormField
from ui.widgets.words import tr

_LONGEST = 16
# Decimal places that the shown unit has more than the stored one, and its word.
_UNITS = {
    "fen": (6, N_("×10,000 yuan")),
    "m2": (4, N_("ha")),
    "tenths": (1, N_("magnitude")),
    "houses": (0, N_("households")),
    "rooms": (0, N_("rooms")),
    "people": (0, N_("people")),
}

# Whatever is more than nothing: the smallest stored unit.
_ANYTHING = Decimal(0)


class NoLimit(Rejected):
    """What was typed is no number."""

    sentence = N_("'{text}' is no number. Write digits, such as 30 or 0.5.")


class TooFine(Rejected):
    """Nobody counts a part of a person."""

    sentence = N_("{text} is too fine: {unit} have at most {places} decimal places.")


def limit_field(name: str, caption: str) -> FormField:
    """Return a field for a limit, in the unit that people use; empty is none."""
    line = QLineEdit(maxLength=_LONGEST)
    return FormField(
        name=name,
        caption=caption,
        control=line,
        read=lambda: _read(line.text()),
        write=lambda value: line.setText(said(value)),
        said=said,
    )


def said(value: Decimal | None) -> str:
    """Return a limit as it is typed."""
    if value is None:
        return ""
    if value == _ANYTHING:
        return ">0"
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def unit(figure: str) -> str:
    """Return the word of the unit in which the limits of a figure are typed."""
    return tr(_UNITS[_unit_of(figure)][1])


def shown(figure: str, stored: int | None) -> Decimal | None:
    """Return a limit in the unit that people use."""
    places = _UNITS[_unit_of(figure)][0]
    if stored is None:
        return None
    return _ANYTHING if places and stored == 1 else Decimal(stored).scaleb(-places)


def stored(figure: str, shown: Decimal | None) -> int | None:
    """Return a limit in the unit that is stored.

    Raises:
        TooFine: It has more decimal places than the stored unit.
    """
    if shown is None:
        return None
    if shown == _ANYTHING:
        return 1
    places = _UNITS[_unit_of(figure)][0]
    whole = shown.scaleb(places)
    if whole != whole.to_integral_value():
        raise TooFine(text=said(shown), unit=unit(figure), places=places)
    return int(whole)


def _unit_of(figure: str) -> str:
    return unit_of(figure.partition("+")[0])


def _read(text: str) -> Decimal | None:
    typed = fold(text).strip().replace(",", "").removeprefix(">")
    if not typed:
        return None
    try:
        value = Decimal(typed)
    except InvalidOperation as error:
        raise NoLimit(text=text.strip()) from error
    if not value.is_finite() or "e" in typed:
        raise NoLimit(text=text.strip())
    return value
