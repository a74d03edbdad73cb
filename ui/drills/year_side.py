"""Beside calendar and Gantt chart: the drill in front, what speaks against it, what waits."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from commandcenter.drills.model.clash import Clash, Weight
from commandcenter.drills.model.code_words import STATE_WORDS
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.model.proposing import Proposal
from commandcenter.kernel.words import N_
from ui.drills.drill_words import STATE_TONES
from ui.drills.year_clash_list import ClashList, ProposalList
from ui.drills.year_move import Held, may_move
from ui.drills.year_reading import worst
from ui.drills.year_tray import YearTray
from ui.drills.year_words import span_words, when_words
from ui.records.conflict_box import ConflictBox
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.pill import Pill
from ui.widgets.words import tr

KEYS = N_(
    "Arrow keys walk from drill to drill. Space takes one up: arrow keys move it, with Shift its"
    " end, with Ctrl its beginning; Enter saves, Esc puts it back."
)
_ASKS = {
    Weight.BLOCK: N_("This forbids the time. Enter once more saves it all the same."),
    Weight.WARN: N_("Enter saves it all the same."),
}


class YearSide(Card):
    """Says what the keys would do, and lists the drills without a day below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(tone="heading")
        self._state = Pill()
        self._when = Label(tone="strong")
        self._facts = Label(tone="note")
        self._clash_title = Label(tone="quiet")
        self.clashes = ClashList()
        self._ask = Label(tone="error")
        self.conflict = ConflictBox()
        self._free_title = Label(tone="quiet")
        self.proposals = ProposalList()
        self._tray_title = Label(tone="heading")
        self.tray = YearTray()
        self.save = KeyButton(key="Enter", kind="primary")
        self.put_back = KeyButton(key="Esc")
        self.open = KeyButton(key="Enter", kind="bare", icon="arrow-square-out")
        self.propose = KeyButton(key="P", kind="bare", icon="magic-wand")
        self.undo = KeyButton(key="Ctrl+Z", kind="bare", icon="arrow-counter-clockwise")
        self._build()
        self.show_nothing()
        self.read_words()

    def show_nothing(self) -> None:
        """Show what the keys do, as no drill is in front."""
        self._title.setText(tr("No drill in front"))
        self._state.hide()
        self._when.hide()
        self._facts.setText(tr(KEYS))
        self._show_clashes((), tr("Conflicts"))
        self._show_buttons(one=None, is_held=False)
        self.show_proposals(())

    def show_front(self, one: Drill, facts: str, clashes: Sequence[Clash]) -> None:
        """Show the drill in front, where it is."""
        self._show_names(one)
        self._when.setText(when_words(one))
        self._facts.setText(facts)
        self._show_clashes(clashes, tr("Conflicts"))
        self._show_buttons(one=one, is_held=False)

    def show_held(
        self, held: Held, facts: str, clashes: Sequence[Clash], *, is_over: bool = False
    ) -> None:
        """Show the drill that is held, and what speaks against where it is now."""
        self._show_names(held.drill)
        self._when.setText(span_words(held.span))
        origin = span_words(held.origin) if held.origin is not None else when_words(held.drill)
        self._facts.setText(tr("So far: {when}").format(when=origin) + f"\n{facts}")
        words = tr("Nothing speaks against it") if not clashes else tr("Conflicts")
        if is_over:
            words = tr("This time is over already")
        self._show_clashes(clashes, words)
        self._show_buttons(one=held.drill, is_held=True)

    def ask(self, clashes: Sequence[Clash]) -> None:
        """Say what one more Enter would do."""
        weight = worst(clashes)
        self._ask.setText(tr(_ASKS[weight]) if weight is not None else "")
        self._ask.setVisible(weight is not None)

    def show_proposals(self, proposals: Sequence[Proposal]) -> None:
        """Offer free times."""
        self.proposals.show_proposals(proposals)
        self._free_title.setVisible(bool(proposals))
        for part in (self._tray_title, self.tray):  # there is not room for both
            part.setHidden(bool(proposals))

    def show_waiting(self, drills: Sequence[Drill]) -> None:
        """Show the drills without a day."""
        self.tray.show_waiting(drills)
        self._tray_title.setText(tr("Waiting for a day: {count}").format(count=len(drills)))

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self.save.setText(tr("Save the new time"))
        self.put_back.setText(tr("Put back"))
        self.open.setText(tr("Open the drill"))
        self.propose.setText(tr("Free days"))
        self.undo.setText(tr("Undo"))
        self._free_title.setText(tr("Free times: a digit takes one"))
        self.tray.setAccessibleName(tr("Drills without a day"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.read_words()

    def _show_names(self, one: Drill) -> None:
        self._title.setText(f"{one.number}  {one.title}")
        self._state.set_text(tr(STATE_WORDS[one.state]), tone=STATE_TONES[one.state])
        self._state.show()
        self._when.show()

    def _show_clashes(self, clashes: Sequence[Clash], title: str) -> None:
        self.clashes.show_clashes(clashes)
        self._clash_title.setText(title)
        self._clash_title.setVisible(bool(clashes) or title != tr("Conflicts"))
        self._ask.hide()

    def _show_buttons(self, *, one: Drill | None, is_held: bool) -> None:
        self.save.setVisible(is_held)
        self.put_back.setVisible(is_held)
        self.open.setVisible(one is not None and not is_held)
        self.propose.setVisible(one is not None and may_move(one))

    def _build(self) -> None:
        for label in (self._title, self._facts, self._ask, self._when):
            label.setWordWrap(True)
        doors = QHBoxLayout()
        for button in (self.open, self.propose):
            doors.addWidget(button)
        doors.addStretch()
        back = QHBoxLayout()
        back.addWidget(self.undo)
        back.addStretch()
        acts = QHBoxLayout()
        scaled.gap(acts, 2)
        acts.addWidget(self.put_back, 1)
        acts.addWidget(self.save, 2)
        head = QHBoxLayout()
        head.addWidget(self._when, 1)
        head.addWidget(self._state)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 3, 4, 3)
        scaled.gap(layout, 2)
        layout.addWidget(self._title)
        layout.addLayout(head)
        layout.addWidget(self._scrolling(), 3)
        layout.addWidget(self.conflict)
        layout.addWidget(self._ask)
        layout.addLayout(acts)
        layout.addLayout(doors)
        layout.addLayout(back)
        layout.addWidget(self._tray_title)
        layout.addWidget(self.tray, 2)
        self.undo.hide()

    def _scrolling(self) -> QScrollArea:
        """Return what may be longer than there is room for."""
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        scaled.gap(inner, 2)
        for part in (self._facts, self._clash_title, self.clashes, self._free_title):
            inner.addWidget(part)
        inner.addWidget(self.proposals)
        inner.addStretch()
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        scroll.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        return scroll
