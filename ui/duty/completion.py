"""Completing names of units and people by characters or pinyin initials."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QStringListModel
from PySide6.QtWidgets import QCompleter, QLineEdit

from commandcenter.kernel.text import fold
from ui.widgets.paint import paintable
from ui.widgets.popup_list import PopupList

_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something a field can be completed to.

    Attributes:
        text: What the field gets.
        detail: What tells two of the same name apart.
        initials: Pinyin initials.
        value: What it stands for.
    """

    text: str
    detail: str = ""
    initials: str = ""
    value: object = None

    @property
    def shown(self) -> str:
        """The line in the list."""
        return paintable(f"{self.text}  {self.detail}".rstrip())


class Completion(QObject):
    """Offers what fits below a line; the line itself changes only when one is chosen."""

    def __init__(self, line: QLineEdit, chosen: Callable[[Choice], object]) -> None:
        super().__init__(line)
        self._line = line
        self._chosen = chosen
        self._choices: Sequence[Choice] = ()
        self._offered: Sequence[Choice] = ()
        self._words = QStringListModel(self)
        self._completer = QCompleter(self._words, self)
        self._completer.setPopup(PopupList())
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWidget(line)
        self._completer.setMaxVisibleItems(_SHOWN)
        self._completer.activated.connect(self._take)
        line.textEdited.connect(self._offer)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these from now on."""
        self._choices = choices

    def offered(self) -> Sequence[Choice]:
        """Return what is offered for the text in the line."""
        return self._offered

    def _offer(self, typed: str) -> None:
        self._offered = fitting(typed, self._choices)
        self._words.setStringList([choice.shown for choice in self._offered])
        if self._offered:
            self._completer.complete()
        elif (popup := self._completer.popup()) is not None:
            popup.hide()

    def _take(self, shown: str) -> None:
        choice = next(choice for choice in self._offered if choice.shown == shown)
        self._line.setText(choice.text)
        self._chosen(choice)


def fitting(typed: str, choices: Sequence[Choice]) -> Sequence[Choice]:
    """Return the choices that begin with or contain what was typed, or its initials."""
    wanted = fold(typed).strip()
    if not wanted:
        return ()
    ranked = [(rank, choice) for choice in choices if (rank := _rank(wanted, choice)) is not None]
    ranked.sort(key=lambda pair: pair[0])
    found = [choice for _, choice in ranked[:_SHOWN]]
    # Nothing to offer to somebody who has written it all.
    return () if len(found) == 1 and fold(found[0].text) == wanted else found


def _rank(wanted: str, choice: Choice) -> int | None:
    text = fold(choice.text)
    tries = (
        text.startswith(wanted),
        choice.initials.startswith(wanted),
        wanted in text,
        wanted in choice.initials,
    )
    return next((rank for rank, fits in enumerate(tries) if fits), None)
