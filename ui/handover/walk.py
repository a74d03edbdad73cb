"""The walk: steps on the left, the paper in the middle, the checklist on the right."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from commandcenter.handover.model import Check, Handover, Mark, Section, State
from commandcenter.kernel.words import N_
from ui.handover.checks import ChecksPanel
from ui.handover.facts import Facts
from ui.handover.foot import Foot
from ui.handover.returned import ReturnedPanel
from ui.handover.walk_head import WalkHead
from ui.shell.actions import Actions
from ui.widgets import scaled, theme
from ui.widgets.paper_view import PaperView, Read

_SIDES = (288, 384)  # px at 100 %
_COMPACT_SIDES = (220, 300)


class WalkView(QWidget):
    """A handover under way, or returned.

    Signals:
        accept_wanted: The section is understood (Section).
        return_wanted: The section goes back (Section, reason as str).
        checked: A check was made (Check).
        noted: The note for the next shift (str).
        sign_wanted: Somebody signs (Signing, account, password).
        freeze_wanted: Freeze what was returned anew.
        entry_wanted: Something has to be recorded on the duty page.
    """

    accept_wanted = Signal(object)
    return_wanted = Signal(object, str)
    checked = Signal(object)
    noted = Signal(str)
    sign_wanted = Signal(object, str, str)
    freeze_wanted = Signal()
    entry_wanted = Signal()

    def __init__(self, read: Read, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: Facts | None = None
        self._handover: Handover | None = None
        self._own = ""
        # Accepted here, whether or not it is written already: Enter can be pressed quickly.
        self._accepting: set[Section] = set()
        self.head = WalkHead()
        self.paper = PaperView(read)
        self.checks = ChecksPanel()
        self.returned = ReturnedPanel()
        self.foot = Foot()
        self._right = QStackedWidget()
        self._upper = QWidget()
        self._build()
        self._connect()

    @property
    def section(self) -> Section:
        """The section that is being read."""
        return self.head.steps.section()

    def show_handover(self, facts: Facts, handover: Handover, *, own: str) -> None:
        """Show the handover as it stands; section and typed text stay.

        Args:
            own: Account of the officer at this seat.
        """
        is_other = self._handover is None or self._handover.id != handover.id
        self._facts, self._handover, self._own = facts, handover, own
        is_walking = handover.state is State.WALKING
        self.head.show_handover(facts, handover)
        if is_other:
            self._accepting.clear()
            self.head.steps.go_to(_first_to_read(handover))
        side = self.checks if is_walking else self.returned
        is_turned = self._right.currentWidget() is not side
        self._right.setCurrentWidget(side)
        self.returned.show_handover(handover)
        self.foot.setVisible(is_walking)
        self._show_section()
        self._show_foot()
        focused = QApplication.focusWidget()
        if is_turned and focused is not None and self._right.isAncestorOf(focused):
            self.take_focus()  # or it would be in a line that nobody asked for

    def show_paper(self, data: bytes) -> None:
        """Show the paper as it will print."""
        self.paper.show_paper(data)

    def add_actions(self, actions: Actions, page: str) -> None:
        """Register the keys of the walk."""
        keys = (
            (N_("Accept, read the next"), "Return", self._enter),
            (N_("Return, write the reason"), "R", self._ask_reason),
            (N_("Check is normal"), "1", lambda: self.checks.answer(1)),
            (N_("Check is abnormal"), "2", lambda: self.checks.answer(2)),
            (N_("Check is not applicable"), "3", lambda: self.checks.answer(3)),
            (N_("Next check"), "Right", lambda: self.checks.step(1)),
            (N_("Check before"), "Left", lambda: self.checks.step(-1)),
            (N_("Note for the next shift"), "N", self.checks.note.setFocus),
        )
        for text, key, call in keys:
            actions.add(self._upper, text, key, call, page=page)
        actions.add(self, N_("Sign"), "S", self.sign, page=page)
        actions.add(self, N_("Back to the steps"), "Esc", self.take_focus, page=page)

    def take_focus(self) -> None:
        """Let the keys of the walk count."""
        self.checks.hide_reason()
        if self.returned.isVisible():
            self.returned.freeze.setFocus()
        else:
            self.head.steps.setFocus()

    def sign(self) -> None:
        """Go to the next signature that is missing."""
        if self.foot.isVisible():
            self.foot.next_card().take_focus()

    def go_on(self) -> None:
        """Read the next section that is not accepted; when there is none, sign."""
        sections = list(Section)
        at = sections.index(self.section)
        later = [*sections[at + 1 :], *sections[:at]]
        left = [section for section in later if not self._is_accepted(section)]
        if left:
            self.head.steps.go_to(left[0])
        else:
            self.sign()

    def refuse(self, section: Section, sentence: str) -> None:
        """Come back to a section whose answer was not taken, and say why."""
        self._accepting.discard(section)
        self.head.steps.go_to(section)
        self.checks.refuse(sentence)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._handover is not None:
            self._show_foot()
        elif event.type() == QEvent.Type.StyleChange:
            self._set_sides()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_sides()

    def _build(self) -> None:
        self._right.addWidget(self.checks)
        self._right.addWidget(self.returned)
        upper = QHBoxLayout(self._upper)
        upper.setContentsMargins(0, 0, 0, 0)
        scaled.gap(upper, 3)
        upper.addWidget(self.head)
        upper.addWidget(self.paper, 1)
        upper.addWidget(self._right)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 3)
        layout.addWidget(self._upper, 1)
        layout.addWidget(self.foot)
        self.setFocusProxy(self.head.steps)

    def _connect(self) -> None:
        steps, checks = self.head.steps, self.checks
        steps.reached.connect(lambda _section: self._show_section())
        steps.page_wanted.connect(self._turn)
        self.paper.ready.connect(self._show_foot)
        checks.accept_wanted.connect(self._accept)
        checks.return_wanted.connect(self._return)
        checks.checked.connect(self._on_checked)
        checks.noted.connect(self.noted)
        checks.entry_wanted.connect(self.entry_wanted)
        checks.done.connect(self.take_focus)
        self.returned.freeze_wanted.connect(self.freeze_wanted)
        self.returned.entry_wanted.connect(self.entry_wanted)
        self.foot.sign_wanted.connect(self._sign)

    def _set_sides(self) -> None:
        left, right = _COMPACT_SIDES if scaled.is_compact(self) else _SIDES
        self.head.setFixedWidth(theme.px(left))
        self._right.setFixedWidth(theme.px(right))

    def _show_section(self) -> None:
        if self._handover is None or self._facts is None:
            return
        self.checks.show_section(self._handover, self.section, self._facts.still_open)
        self.paper.read_section(list(Section).index(self.section))

    def _show_foot(self) -> None:
        if self._handover is not None and self._facts is not None:
            pages = self.paper.page_count()
            self.foot.show_handover(self._facts, self._handover, own=self._own, pages=pages)

    def _turn(self, pages: int) -> None:
        bar = self.paper.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())

    def _enter(self) -> None:
        """Do what Enter means where the focus is."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractButton):
            focused.click()
        elif isinstance(focused, QComboBox):
            self.focusNextChild()
        elif self.returned.isVisible():
            self.freeze_wanted.emit()
        else:
            self._accept()

    def _accept(self) -> None:
        section = self.section
        self._accepting.add(section)
        self.checks.keep_note()
        self.accept_wanted.emit(section)

    def _ask_reason(self) -> None:
        if self.checks.isVisible():
            self.checks.ask_reason()

    def _return(self, reason: str) -> None:
        self.return_wanted.emit(self.section, reason)

    def _on_checked(self, check: Check) -> None:
        self.checked.emit(check)

    def _sign(self, signing: object, login: str, password: str) -> None:
        self.checks.keep_note()
        self.sign_wanted.emit(signing, login, password)

    def _is_accepted(self, section: Section) -> bool:
        mark = self._handover.marks.get(section) if self._handover else None
        is_written = mark is not None and mark.mark is Mark.ACCEPTED
        return is_written or section in self._accepting


def _first_to_read(handover: Handover) -> Section:
    unread = [section for section in Section if section not in handover.marks]
    returned = [section for section, mark in handover.marks.items() if mark.mark is Mark.RETURNED]
    return next(iter([*returned, *unread, Section.OVERVIEW]))
