"""The forms below the list: acknowledge, and shelve. They open no dialog and lose nothing."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commandcenter.alarms.model.alarm import Alarm
from commandcenter.alarms.model.course import MAX_NOTE
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_
from ui.alarms import alarm_words
from ui.alarms.action_choice import ActionChoice
from ui.alarms.alarm_words import Line
from ui.alarms.values import Acknowledgement, Overview, Shelving
from ui.records.ask_card import AskCard
from ui.widgets import scaled, theme
from ui.widgets.cards import Field
from ui.widgets.labels import Label
from ui.widgets.severity import Severity, SeverityMark
from ui.widgets.words import tr

_MINUTES = "30"
_MINUTES_W = 120  # px at 100 %


class MinutesWrong(Rejected):
    """How long an alarm is silent is a number of minutes."""

    sentence = N_("Write the minutes as a number, such as 30.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """What was typed for one alarm, and the id under which it is sent."""

    act_id: UUID
    choice: str = ""
    text: str = ""


class ActForm(AskCard):
    """What both forms have in common; what was typed for each alarm is kept until it is sent.

    Signals:
        confirmed: It is to be done (Acknowledgement or Shelving).
    """

    confirmed = Signal(object)

    button_words = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line: Line | None = None
        self._drafts: dict[UUID, _Draft] = {}
        self.mark = SeverityMark(Severity.RED, filled=False)
        self.title = Label(tone="strong")
        self.title.setWordWrap(True)
        self.hint = Label(tone="note")
        self.hint.setWordWrap(True)
        self.body = QVBoxLayout()
        self._build()

    # Each form answers these

    def typed(self) -> tuple[str, str]:
        """Return what is chosen and what is written."""
        raise NotImplementedError

    def show_typed(self, choice: str, text: str) -> None:
        """Show what was typed before."""
        raise NotImplementedError

    def made(self, alarm: Alarm, act_id: UUID) -> Acknowledgement | Shelving:
        """Return what is to be done.

        Raises:
            Rejected: What was typed cannot be read.
        """
        raise NotImplementedError

    def take_focus(self) -> None:
        """Put the cursor where one begins."""
        raise NotImplementedError

    # What both do

    def begin(self, line: Line) -> None:
        """Ask about an alarm, with what was typed for it before."""
        self._keep()
        self.line = line
        draft = self._drafts.get(line.alarm.id)
        self.show_typed(draft.choice if draft else "", draft.text if draft else "")
        self.mark.set_severity(line.severity, filled=line.alarm.is_waiting)
        self.say("")
        self.set_busy(False)
        self.read_words()
        self.show()
        self.take_focus()

    def follow(self, line: Line | None) -> None:
        """Take the alarm as it is now; what was typed stays. None if it is closed."""
        if self.line is not None and line is not None:
            self.line = line
            self.mark.set_severity(line.severity, filled=line.alarm.is_waiting)
            self.read_words()

    def close_bar(self) -> None:
        self._keep()
        self.line = None
        super().close_bar()

    def settle(self, alarm_id: UUID) -> None:
        """Forget what was typed: it was done."""
        self._drafts.pop(alarm_id, None)
        if self.line is not None and self.line.alarm.id == alarm_id:
            self.line = None
            super().close_bar()

    def refuse_for(self, alarm_id: UUID, error: Exception) -> None:
        """Say why it was not done, if this alarm is still the one that is asked about."""
        if self.line is not None and self.line.alarm.id == alarm_id:
            self.refuse(error)

    def confirm(self) -> None:
        if self.line is None or not self.button.isEnabled():
            return
        draft = self._keep()
        try:
            act = self.made(self.line.alarm, draft.act_id)
        except Rejected as error:
            self.refuse(error)
            return
        self.say("")
        self.set_busy(True)
        self.confirmed.emit(act)

    def read_words(self) -> None:
        super().read_words()
        self.button.setText(tr(self.button_words))
        if self.line is not None:
            self.title.setText(self.line.alarm.title)
            kind = self.line.kind
            words = (alarm_words.cause(kind), alarm_words.advice(kind))
            self.hint.setText(" · ".join(filter(None, words)))

    def _keep(self) -> _Draft:
        """Remember what is typed; another text is another act."""
        if self.line is None:
            return _Draft(act_id=new_id())
        key, (choice, text) = self.line.alarm.id, self.typed()
        before = self._drafts.get(key)
        if before is None or (before.choice, before.text) != (choice, text):
            before = _Draft(act_id=new_id(), choice=choice, text=text)
        self._drafts[key] = replace(before)
        return before

    def _build(self) -> None:
        head = QHBoxLayout()
        scaled.gap(head, 2)
        head.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.hint)
        head.addLayout(words, 1)
        foot = self._foot(self.error)
        foot.insertStretch(1)
        scaled.gap(self.body, 2)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 3, 4, 3)
        scaled.gap(layout, 2)
        layout.addLayout(head)
        layout.addLayout(self.body)
        layout.addLayout(foot)


class AcknowledgeForm(ActForm):
    """Says what is done about an alarm; for a red one it has to be chosen."""

    button_words = N_("Acknowledge")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = ActionChoice()
        self.note = QLineEdit(maxLength=MAX_NOTE)
        self._note_field = Field("", self.note)
        self.body.addWidget(self.choice)
        self.body.addWidget(self._note_field)
        self.read_words()

    def show_overview(self, overview: Overview) -> None:
        """Offer the actions of the county."""
        self.choice.show_actions(overview.actions)

    def typed(self) -> tuple[str, str]:
        return self.choice.value(), self.note.text()

    def show_typed(self, choice: str, text: str) -> None:
        self.choice.set_value(choice)
        self.note.setText(text)

    def made(self, alarm: Alarm, act_id: UUID) -> Acknowledgement:
        action, note = self.typed()
        return Acknowledgement(act_id=act_id, alarm=alarm, action=action, note=note.strip())

    def take_focus(self) -> None:
        self.choice.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def read_words(self) -> None:
        super().read_words()
        self.choice.read_words()
        self._note_field.set_caption(tr("What was done"))


class ShelveForm(ActForm):
    """Says for how long an alarm is silent, and why."""

    button_words = N_("Shelve")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.minutes = QLineEdit(maxLength=4)
        self.reason = QLineEdit(maxLength=MAX_NOTE)
        self._minutes_field = Field("", self.minutes)
        self._reason_field = Field("", self.reason)
        row = QHBoxLayout()
        scaled.gap(row, 3)
        row.addWidget(self._minutes_field)
        row.addWidget(self._reason_field, 1)
        scaled.width(self._minutes_field, _MINUTES_W)
        self.body.addLayout(row)
        self.read_words()

    def typed(self) -> tuple[str, str]:
        return self.minutes.text(), self.reason.text()

    def show_typed(self, choice: str, text: str) -> None:
        self.minutes.setText(choice or _MINUTES)
        self.reason.setText(text)

    def made(self, alarm: Alarm, act_id: UUID) -> Shelving:
        minutes, reason = self.typed()
        if not minutes.strip().isdecimal() or not int(minutes):
            raise MinutesWrong
        length = timedelta(minutes=int(minutes))
        return Shelving(act_id=act_id, alarm=alarm, length=length, reason=reason.strip())

    def take_focus(self) -> None:
        self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def read_words(self) -> None:
        super().read_words()
        self._minutes_field.set_caption(tr("Minutes"))
        self._reason_field.set_caption(tr("Reason"))

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, theme.px(120)))
