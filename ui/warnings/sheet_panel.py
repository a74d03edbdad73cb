"""A warning in full, and what is done about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from commandcenter.directory.model import Area
from commandcenter.kernel.words import N_
from commandcenter.warnings.model.message import SignatureState
from commandcenter.warnings.model.warning import State
from ui.shell.seat import Seat
from ui.warnings import sheet_words
from ui.warnings.area_map import AreaMap
from ui.warnings.ask_row import AskRow
from ui.warnings.flow import Flow
from ui.warnings.line_delegate import answered_words
from ui.warnings.line_parts import Band
from ui.warnings.sheet_parts import Doors, Facts, Passage, Raw
from ui.warnings.shown import Sheet
from ui.warnings.told_box import ToldBox
from ui.widgets import scaled, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.states import Deck
from ui.widgets.words import tr

_TICK_MS = 1_000
_WIDE_W, _MAP_W, _MAP_H = 760, 300, 240  # px at 100 %
CONFIRM, REFUSE, CALLS, LOG, FORWARD, RESPOND, INCIDENT = (
    "confirm",
    "refuse",
    "calls",
    "log",
    "forward",
    "respond",
    "incident",
)
# Key, word and icon of what can be done.
COMMANDS = {
    CONFIRM: ("Ctrl+Return", N_("Confirm"), "check"),
    REFUSE: ("Ctrl+Del", N_("Do not accept"), "x"),
    CALLS: ("Ctrl+J", N_("Call list"), "phone-call"),
    LOG: ("Ctrl+L", N_("Into the log"), "notebook"),
    FORWARD: ("Ctrl+T", N_("Start the forwarding clock"), "timer"),
    RESPOND: ("Ctrl+R", N_("Activate a response"), "shield-warning"),
    INCIDENT: ("Ctrl+I", N_("Open an incident"), "warning-circle"),
}
# What is asked before one of them.
_ASKS = {
    CONFIRM: N_("Whom you asked, and what they said"),
    REFUSE: N_("Why it is not accepted"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What an officer may do with a warning.

    Attributes:
        commands: Those that make sense now.
        words: What else than usual some of them are called.
        refusal: Why nothing may be done; empty if it may.
        channels: Code and word of the ways on which warnings are passed on.
    """

    commands: frozenset[str] = frozenset()
    words: Mapping[str, str] = field(default_factory=dict)
    refusal: str = ""
    channels: tuple[tuple[str, str], ...] = field(default=())


class SheetPanel(Card):
    """Everything as plain text; what is typed stays with the warning it was typed for.

    Signals:
        wanted: Something is to be done (its command, Sheet).
        decided: It is confirmed or refused for a reason (its command, Sheet, the reason).
        opened: Another warning is to be shown (UUID).
    """

    wanted = Signal(str, object)
    decided = Signal(str, object, str)
    opened = Signal(object)

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self._sheet: Sheet | None = None
        self._offered = Offered()
        self.band = Band(seat.clock)
        self.buttons = {
            name: KeyButton(key=_cap(key), icon=icon) for name, (key, _, icon) in COMMANDS.items()
        }
        self.ask = AskRow()
        self._error = Label(tone="error")
        self.facts = Facts()
        self.map = AreaMap()
        self.description = Passage(N_("Description"))
        self.instruction = Passage(N_("What to do"))
        self.earlier = Doors(N_("It replaces"), icon="arrow-bend-left-up")
        self.later = Doors(N_("Replaced by"), icon="arrow-bend-right-down")
        self.told = ToldBox(seat.clock)
        self.raw = Raw("Ctrl+U")
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._content = QWidget()
        self.area = QScrollArea(widgetResizable=True)
        self.deck = Deck(self.area)
        self._build()
        self._connect()
        self._ticks = QTimer(self, interval=_TICK_MS)
        self._ticks.timeout.connect(self.band.tick)
        self._ticks.start()
        self.deck.show_loading()
        self.read_words()

    def show_sheet(self, sheet: Sheet, offered: Offered) -> None:
        """Show a warning as it stands; the place in it stays unless it is another one."""
        is_other = self._sheet is None or self._sheet.line.id != sheet.line.id
        self._sheet, self._offered = sheet, offered
        now = self._seat.clock()
        self.band.show_line(sheet.line)
        self.facts.show_facts(sheet_words.facts(sheet, now))
        info = sheet.warning.message.info
        self.description.show_text(info.description)
        self.instruction.show_text(info.instruction)
        self.earlier.show_doors([(one.id, sheet_words.link(one, now)) for one in sheet.earlier])
        self.later.show_doors([(one.id, sheet_words.link(one, now)) for one in sheet.later])
        self.told.offer(offered.channels)
        self.told.show_told(sheet.line.id, sheet.told, may_add=not offered.refusal)
        self.raw.show_text(sheet.raw)
        self.map.show_message(sheet.warning.message, sheet.line.severity)
        self.ask.show_about(sheet.line.id)
        if is_other:
            self.ask.close_bar()
            self.say("")
        self._show_commands()
        if is_other:
            self.area.verticalScrollBar().setValue(0)
        self.deck.show_content()

    def show_county(self, areas: Sequence[Area]) -> None:
        """Take the areas of the county for the map."""
        self.map.show_county(areas)
        self.map.setVisible(self.map.has_anything())

    def show_problem(self, words: str) -> None:
        """Say that the warning could not be read; one on screen stays."""
        if self._sheet is None:
            self.deck.show_state("warning-circle", tr("Not loaded"), words)

    def show_nothing(self) -> None:
        """Say that no warning is chosen."""
        self._sheet = None
        self.deck.show_state(
            "broadcast", tr("No warning chosen"), tr("Choose one on the left, or open a file.")
        )

    def sheet(self) -> Sheet | None:
        """Return the warning that is shown."""
        return self._sheet

    def do(self, command: str) -> None:
        """Do what a button stands for, if it is offered."""
        if self._sheet is None or command not in self._offered.commands:
            return
        if self._offered.refusal:
            self.say(self._offered.refusal)
        elif command in _ASKS and (command == REFUSE or _needs_reason(self._sheet)):
            caption = _ASKS[command]
            action = COMMANDS[command][1]
            self.ask.ask(self._sheet.line.id, command, caption=caption, action=action)
            self.area.ensureWidgetVisible(self.ask)
        elif command == CONFIRM:
            self.decided.emit(command, self._sheet, "")
        else:
            self.say("")
            self.wanted.emit(command, self._sheet)

    def say(self, words: str) -> None:
        """Show a sentence; nothing with an empty one."""
        self._error.setText(words)
        self._error.setVisible(bool(words))

    def said(self) -> str:
        """Return the sentence that is shown."""
        return self._error.text()

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        for name, (_, word, _) in COMMANDS.items():
            self.buttons[name].setText(tr(word))
        self.map.setAccessibleName(tr("Map of the warning"))
        if self._sheet is not None:
            self.show_sheet(self._sheet, self._offered)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.read_words()
        elif event.type() == QEvent.Type.StyleChange:
            self._place_map()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_map()

    def _place_map(self) -> None:
        is_wide = self.width() >= theme.px(_WIDE_W)
        direction = QBoxLayout.Direction
        self._halves.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)
        self.map.setFixedHeight(theme.px(_MAP_H))
        self.map.setMinimumWidth(theme.px(_MAP_W))
        self.map.setMaximumWidth(theme.px(_MAP_W) if is_wide else theme.px(2 * _MAP_W))

    def _show_commands(self) -> None:
        sheet, offered = self._sheet, self._offered
        if sheet is None:
            return
        words = self._command_words(sheet)
        main = CONFIRM if sheet.line.state is State.PENDING else CALLS
        for name, button in self.buttons.items():
            button.setVisible(name in offered.commands)
            button.setEnabled(not offered.refusal)
            button.setText(words[name])
            button.set_kind("primary" if name == main else "")
        if offered.refusal:
            self.say(offered.refusal)

    def _command_words(self, sheet: Sheet) -> Mapping[str, str]:
        words = {name: tr(word) for name, (_, word, _) in COMMANDS.items()}
        words[CALLS] = answered_words(sheet.line) or words[CALLS]
        return {**words, **self._offered.words}

    def _connect(self) -> None:
        for name, button in self.buttons.items():
            button.clicked.connect(partial(self.do, name))
        self.ask.confirmed.connect(self._on_reason)
        self.ask.left.connect(self.area.setFocus)
        self.earlier.opened.connect(self.opened)
        self.later.opened.connect(self.opened)

    def _on_reason(self, about: UUID, command: str, reason: str) -> None:
        if self._sheet is not None and self._sheet.line.id == about:
            self.decided.emit(command, self._sheet, reason)

    def _build(self) -> None:
        self._error.setWordWrap(True)
        self._error.hide()
        commands = Flow(list(self.buttons.values()))
        scaled.gap(self._halves, 4)
        self._halves.addWidget(self.facts, 1)
        self._halves.addWidget(self.map, 0, Qt.AlignmentFlag.AlignTop)
        self.map.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        inner = QVBoxLayout(self._content)
        scaled.margins(inner, 4, 4, 4, 4)
        scaled.gap(inner, 4)
        for widget in (self.band, commands, self.ask, self._error):
            inner.addWidget(widget)
        inner.addLayout(self._halves)
        parts = (self.description, self.instruction, self.later, self.earlier, self.told, self.raw)
        for part in parts:
            inner.addWidget(part)
        inner.addStretch()
        self.area.setWidget(self._content)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.viewport().setAutoFillBackground(False)
        self._content.setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.deck)


def _needs_reason(sheet: Sheet) -> bool:
    """Say whether whoever trusts this warning has to say why."""
    is_failed = sheet.warning.signature is SignatureState.FAILED
    return is_failed or sheet.warning.state is State.REFUSED


def _cap(key: str) -> str:
    return key.replace("Return", "Enter")
