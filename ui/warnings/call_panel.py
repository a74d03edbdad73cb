"""Call-and-answer (叫应): whom to call about a warning, and what they said."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commandcenter.kernel.ids import new_id
from commandcenter.warnings.model.calls import Attempt, Outcome, is_answer
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.warnings import call_words
from ui.warnings.call_view import CallView
from ui.warnings.call_words import OUTCOMES, Row
from ui.warnings.line_parts import LineHead
from ui.warnings.shown import CallList
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.states import Deck
from ui.widgets.words import tr

_TICK_MS = 1_000
_LONGEST = 500


class _ReplyLine(QLineEdit):
    """Enter notes 'answered'; with Alt the digits note the other outcomes.

    Signals:
        noted: An outcome was chosen (Outcome).
        left: Back to the list; what was typed stays.
    """

    noted = Signal(object)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        digit = chr(event.key()) if Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9 else ""
        by_key = {key: outcome for outcome, (key, _) in OUTCOMES.items()}
        if is_enter:
            self.noted.emit(Outcome.ANSWERED)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and digit in by_key:
            self.noted.emit(by_key[digit])
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class CallPanel(Card):
    """A list to be worked off by keys; each note goes out at once and the next one is in front.

    What is typed for somebody stays theirs, also while others are called, until it is noted.

    Signals:
        noted: A call is to be recorded (Attempt); answered by `settle` or `refuse`.
        left: Back to the warning.
    """

    noted = Signal(object)
    left = Signal()

    def __init__(self, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self._calls: CallList | None = None
        self._refusal = ""
        self._typed: dict[UUID, str] = {}
        self._sent: dict[UUID, Attempt] = {}  # by call; failed ones stay to keep their id
        self._waiting: set[UUID] = set()
        self._in_front: UUID | None = None
        self.head = LineHead(seat.clock)
        self.stats = Label(tone="strong")
        self.view = CallView(seat.clock)
        self.deck = Deck(self.view)
        self.who = Label(tone="heading")
        self.reply = _ReplyLine(maxLength=_LONGEST)
        self.buttons = {
            outcome: KeyButton(key=key, kind="primary" if outcome is Outcome.ANSWERED else "")
            for outcome, (key, _) in OUTCOMES.items()
        }
        self._back = KeyButton(key="Esc", kind="bare", icon="arrow-left")
        self._error = Label(tone="error")
        self._foot = QWidget()
        self._build()
        self._connect()
        self._ticks = QTimer(self, interval=_TICK_MS)
        self._ticks.timeout.connect(self._tick)
        self._ticks.start()
        self.deck.show_loading()
        self.read_words()

    def show_calls(self, calls: CallList, *, refusal: str = "") -> None:
        """Show a call list as it stands.

        Args:
            refusal: Why this officer may note nothing; empty if they may.
        """
        if self._calls is None or self._calls.line.id != calls.line.id:
            self._in_front = None
            self.say("")
        self._calls, self._refusal = calls, refusal
        self.head.show_line(calls.line)
        self.view.show_rows(call_words.rows(calls))
        self._show_stats()
        self._show_row()
        if calls.calls:
            self.deck.show_content()
        else:
            self.deck.show_state(
                "phone",
                tr("Nobody has to be called"),
                tr("For this colour no posts are named in the table of call lists."),
            )
        self._foot.setVisible(bool(calls.calls))

    def calls(self) -> CallList | None:
        """Return what is shown."""
        return self._calls

    def note(self, outcome: Outcome) -> None:
        """Note what the call of the person in front brought, and go to the next one."""
        row = self.view.present()
        if row is None or not row.is_open or self._refusal or row.call.id in self._waiting:
            return
        replied = self._typed.get(row.call.id, "").strip()
        at = self._seat.clock()
        note = Attempt(
            id=new_id(),
            call_id=row.call.id,
            outcome=outcome,
            called_at=at,
            answered_at=at if is_answer(outcome) else None,
            replied=replied,
        )
        before = self._sent.get(row.call.id)
        if before is not None and (before.outcome, before.replied) == (outcome, replied):
            note = before  # it may have arrived although nothing was heard of it
        self._sent[row.call.id] = note
        self._waiting.add(row.call.id)
        self.say("")
        self.noted.emit(note)
        self.view.choose_next(leave_out=self._waiting)
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def settle(self, note: Attempt) -> None:
        """Take it that a note was recorded."""
        self._waiting.discard(note.call_id)
        self._sent.pop(note.call_id, None)
        if self._typed.get(note.call_id, "").strip() == note.replied:
            self._typed.pop(note.call_id, None)
            if self._in_front == note.call_id:
                self.reply.clear()
        self._show_row()

    def refuse(self, note: Attempt, error: Exception) -> None:
        """Say why a note was not recorded; the person comes back with what was typed."""
        self._waiting.discard(note.call_id)
        self.view.choose(note.call_id)
        self._show_row()
        self.say(sentence(error))

    def say(self, words: str) -> None:
        """Show a sentence; nothing with an empty one."""
        self._error.setText(words)
        self._error.setVisible(bool(words))

    def said(self) -> str:
        """Return the sentence that is shown."""
        return self._error.text()

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        for outcome, button in self.buttons.items():
            button.setText(tr(OUTCOMES[outcome][1]))
        self._back.setText(tr("Back to the warning"))
        self.reply.setPlaceholderText(tr("What was replied; Enter notes 'answered'"))
        self.reply.setAccessibleName(tr("Reply"))
        self.view.setAccessibleName(tr("Whom to call"))
        if self._calls is not None:
            self.show_calls(self._calls, refusal=self._refusal)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.read_words()

    def _tick(self) -> None:
        self.view.tick()
        self.head.tick()

    def _show_stats(self) -> None:
        if self._calls is None:
            return
        found = self._calls.statistics()
        words = [
            tr("Answered {answered}/{called}").format(answered=found.answered, called=found.listed),
            tr("in time {count}").format(count=found.in_time),
            tr("not answered {count}").format(count=found.open) if found.open else "",
        ]
        self.stats.setText(" · ".join(word for word in words if word) if found.listed else "")

    def unsaved(self) -> tuple[str, ...]:
        """Return what was typed of calls that are not recorded, in front or not."""
        return tuple(self._typed.values())

    def _show_row(self) -> None:
        row = self.view.present()
        key = row.call.id if row is not None else None
        if key != self._in_front:
            self._in_front = key
            self.reply.setText(self._typed.get(key, "") if key is not None else "")
        self.who.setText(_who(row))
        is_open = row is not None and row.is_open and key not in self._waiting
        may_note = is_open and not self._refusal
        self.reply.setReadOnly(not may_note)
        for button in self.buttons.values():
            button.setEnabled(may_note)
        if self._refusal:
            self.say(self._refusal)

    def _on_typed(self, text: str) -> None:
        if self._in_front is not None:
            self._typed[self._in_front] = text

    def _take_reply(self) -> None:
        self.reply.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _connect(self) -> None:
        self.view.chosen.connect(lambda _row: self._show_row())
        self.view.noted.connect(self.note)
        self.view.note_wanted.connect(self._take_reply)
        self.reply.textEdited.connect(self._on_typed)
        self.reply.noted.connect(self.note)
        self.reply.left.connect(self.view.setFocus)
        self._back.clicked.connect(self.left)
        for outcome, button in self.buttons.items():
            button.clicked.connect(partial(self.note, outcome))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _build(self) -> None:
        self._error.setWordWrap(True)
        self._error.hide()
        top = QHBoxLayout()
        scaled.gap(top, 4)
        top.addWidget(self.head, 1)
        top.addWidget(self._back)
        foot = QVBoxLayout(self._foot)
        scaled.margins(foot, 4, 2, 4, 3)
        scaled.gap(foot, 2)
        row = QHBoxLayout()
        scaled.gap(row, 2)
        row.addWidget(self.reply, 1)
        for button in self.buttons.values():
            row.addWidget(button)
        line = QHBoxLayout()
        scaled.gap(line, 3)
        line.addWidget(self.who, 1)
        line.addWidget(self.stats)
        foot.addLayout(line)
        foot.addLayout(row)
        head = QVBoxLayout()
        scaled.margins(head, 4, 3, 4, 2)
        head.addLayout(top)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.deck, 1)
        layout.addWidget(self._error)
        layout.addWidget(self._foot)
        scaled.margins(layout, 0, 0, 0, 0)
        self.setFocusProxy(self.view)


def _who(row: Row | None) -> str:
    if row is None:
        return ""
    return "  ".join(part for part in (row.name, row.post or row.behind, row.phone) if part)
