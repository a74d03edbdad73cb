"""Which fields received key input, and what each of them is about.

Every key a driven workstation gets passes through `watching`. What changes the content of the
focused widget is written down as (subject, field, value): the record the form is about, the
name that the field has for screen readers, and what stands in it afterwards.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from shiboken6 import isValid

from ui.duty.draft_card import DraftCard
from ui.handover.checks import ChecksPanel
from ui.handover.sign_card import SignCard
from ui.incidents.ask_bar import AskBar
from ui.incidents.facts_tab import FactsTab
from ui.incidents.figures_tab import FiguresTab
from ui.incidents.opening_sheet import OpeningSheet
from ui.incidents.report_text import ReportText
from ui.incidents.sign_bar import SignBar
from ui.records.chips import Chips
from ui.response.decree_tab import DecreeTab
from ui.response.evacuation_editor import EvacueeEditor
from ui.response.evacuation_tab import EvacuationTab
from ui.shell.login import LoginPage
from ui.shell.palette import Palette
from ui.teams.dispatch_ask import AskBar as DispatchAsk
from ui.teams.dispatch_result import ResultForm
from ui.teams.proposal_sheet import OrderSheet
from ui.widgets.segmented import Segmented

# Who signs types account and password; where a paper goes is a file name.
_NOT_ABOUT_ANYTHING = (LoginPage, SignBar, SignCard, QFileDialog, Palette)
_TEXT = (QLineEdit, QPlainTextEdit)
_CHOICE = (QComboBox, Segmented, Chips, QAbstractButton)

Subject = tuple[str, str]


def _of_question(bar: AskBar) -> Subject:
    """Return what is done to what: (incident, act), (incident, (act, task)) or (act, report)."""
    first, second = bar.key()  # type: ignore[misc]  # each question of the page has such a pair
    if isinstance(first, str):
        return first, str(second)
    return (second, str(first)) if isinstance(second, str) else second


def _of_decree(tab: DecreeTab) -> Subject:
    response, kind = tab._key
    return ("response", str(tab._opening_id)) if response is None else (kind, str(response))


# What a field is about: the nearest of these around it says so.
_SUBJECTS: dict[type[QWidget], Callable[[Any], Subject]] = {
    DraftCard: lambda card: ("log entry", str(card.text.id)),
    OpeningSheet: lambda sheet: ("incident", str(sheet._ids[0])),
    FactsTab: lambda tab: ("incident", str(tab._incident.id)),
    FiguresTab: lambda tab: ("incident", str(tab._incident.id)),
    AskBar: _of_question,
    ReportText: lambda text: ("report", str(text._report.id)),
    OrderSheet: lambda sheet: ("order", str(sheet._order.order_id)),
    DispatchAsk: lambda bar: ("step of team", bar.accessibleName()),
    ResultForm: lambda form: ("work of team", str(form._dispatch_id)),
    DecreeTab: _of_decree,
    EvacueeEditor: lambda editor: ("household", str(editor._one.id)),
    EvacuationTab: lambda tab: ("moving", "+".join(str(p.id) for p in tab.table.picked_people())),
    ChecksPanel: lambda panel: ("handover", str(panel._handover.id)),
}


class Typed:
    """The list of typed fields, in the order they were typed.

    Keys one after another in the same field are one input; coming back to it is another.
    """

    def __init__(self) -> None:
        self.rows: list[dict[str, str]] = []
        self._numbers: dict[Subject, int] = {}
        self._last: tuple[str, str] | None = None

    @contextmanager
    def watching(self, widget: QWidget) -> Iterator[None]:
        """Write down what a key that goes to this widget changes in it."""
        before, place = content(widget), self._place(widget)
        yield
        if before is None or place is None or not isValid(widget):
            if place is None:
                self._last = None
            return
        after = content(widget)
        if after not in (before, None):
            self._note(place, str(after))

    def _note(self, place: tuple[str, str], value: str) -> None:
        if place == self._last:
            self.rows[-1]["value"] = value
            return
        self._last = place
        subject, field = place
        self.rows.append({"subject": subject, "field": field, "value": value})

    def _place(self, widget: QWidget) -> tuple[str, str] | None:
        """Return subject and field; None for what is not a field of a record."""
        if not isinstance(widget, (*_TEXT, *_CHOICE)):
            return None
        if isinstance(widget, QLineEdit) and widget.echoMode() is not QLineEdit.EchoMode.Normal:
            return None
        around = list(_around(widget))
        if any(isinstance(one, _NOT_ABOUT_ANYTHING) for one in around):
            return None
        name = widget.accessibleName()
        for one in around:
            of = next((of for kind, of in _SUBJECTS.items() if isinstance(one, kind)), None)
            if of is not None:
                return self._named(of(one)), name
        return ("?", name) if isinstance(widget, _TEXT) else None

    def _named(self, subject: Subject) -> str:
        kind, _ = subject
        known = [one for one in self._numbers if one[0] == kind]
        return f"{kind} {self._numbers.setdefault(subject, len(known) + 1)}"


def content(widget: QWidget | None) -> str | None:
    """Return what stands in a field in words; None for what is none."""
    if isinstance(widget, QLineEdit):
        return widget.text()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, Segmented | Chips):
        return widget.accessibleDescription()
    if isinstance(widget, QAbstractButton) and widget.isCheckable():
        return str(widget.isChecked())
    return None


def _around(widget: QWidget) -> Iterator[QWidget]:
    one: QWidget | None = widget
    while one is not None:
        yield one
        one = one.parentWidget()
