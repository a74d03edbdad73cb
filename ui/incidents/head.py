"""The top of an incident: what it is, how bad, until when, and what can be done."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.incidents.model.incident import Act, ActRow, Incident, State
from commandcenter.incidents.model.level import Level
from commandcenter.incidents.model.words import LEVEL_WORDS, STATE_WORDS
from commandcenter.kernel.times import clock as hour_and_minute
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_
from commandcenter.matters.model.clock import Clock
from ui.incidents import clock_paint
from ui.incidents.reading import Detail
from ui.incidents.terms import Terms
from ui.incidents.words import criterion, place_of, rule_words, severity
from ui.widgets import paint, scaled, theme
from ui.widgets import severity as shapes
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.fitting_row import FittingRow
from ui.widgets.labels import Label
from ui.widgets.one_line import OneLine
from ui.widgets.pill import Pill
from ui.widgets.times import day_and_weekday
from ui.widgets.words import tr

_MARK, _CLOCK_H = 20, 24  # px at 100 %
_MOST_CLOCKS = 4
_TONES = {State.CLOSED: "ok", State.WITHDRAWN: "", State.MERGED: ""}
_CONFIRMED = N_("{level}, confirmed by {by} at {time} · {reason}")
_DIFFERENT = N_("The figures now speak for {level} · {reason}")


class _Mark(QWidget):
    """The shape of the level."""

    def __init__(self) -> None:
        super().__init__()
        self.level = Level.INFO
        scaled.width(self, _MARK)
        scaled.height(self, _MARK)

    def paintEvent(self, _event: QPaintEvent) -> None:
        shape = severity(self.level)
        if shape is not None:
            shapes.draw(QPainter(self), self.rect(), shape, filled=True)


class _RunningClock(QWidget):
    """One deadline: what for, and the time that is left."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._name = ""
        self._clock: Clock | None = None

    def show_clock(self, clock: Clock, name: str) -> None:
        """Show another deadline."""
        self._clock, self._name = clock, name
        self.setAccessibleName(f"{name} {clock_paint.shown(clock, self._now())}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if self._clock is None:
            return QSize(0, theme.px(_CLOCK_H))
        room = clock_paint.width(self._clock, self._now(), size="large")
        # Digits that run differ a little in width.
        wide = paint.width(self._name, "tiny") + theme.space(2) + room + theme.space(1)
        return QSize(wide, theme.px(_CLOCK_H))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._clock is None:
            return
        painter, rest = QPainter(self), QRect(self.rect())
        width = paint.text(painter, rest, self._name, size="tiny", role="text_quiet")
        rest.setLeft(rest.left() + width + theme.space(2))
        clock_paint.draw(painter, rest, self._clock, self._now(), size="large")


class Head(Card):
    """Says what the incident is; its buttons show the keys of the page.

    Signals:
        acted: A button was pressed (its name).
    """

    acted = Signal(str)

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._detail: Detail | None = None
        self._terms = Terms()
        self._may_report = True
        self._mark = _Mark()
        self._title = OneLine(size="title", bold=True)
        self._number = Label(tone="note")
        self._state = Pill()
        self._sensitive = Pill(tone="orange")
        self._level = OneLine()
        self._other = OneLine(bold=True, role="orange_text")
        self._facts = OneLine(role="text_quiet")
        self._clock_row = FittingRow()
        self._clocks = [_RunningClock(now) for _ in range(_MOST_CLOCKS)]
        self._more = Label(tone="note")
        self.pause = KeyButton(key="Ctrl+Shift+P", icon="pause", kind="bare")
        self.pause.hide()
        self._buttons_row = FittingRow()
        self.buttons: dict[str, KeyButton] = {}
        self._build()

    def show_detail(self, detail: Detail, terms: Terms) -> None:
        """Show an incident as it stands."""
        self._detail, self._terms = detail, terms
        one = detail.incident
        self._mark.level = one.level
        self._mark.update()
        title = one.facts.title
        drill = tr("DRILL: {title}").format(title=title)
        self._title.setText(title if one.drill_id is None else drill)
        self._number.setText(one.number)
        self._state.set_text(tr(STATE_WORDS[one.state]), tone=_TONES.get(one.state, "accent"))
        marks = [
            tr("Sensitive") if one.is_sensitive else "",
            tr("Near accident") if one.is_near_accident else "",
        ]
        self._sensitive.set_text(" · ".join(filter(None, marks)))
        self._sensitive.setVisible(any(marks))
        self._level.setText(level_words(detail))
        self._show_other(detail)
        self._facts.setText(" · ".join(_facts(one, terms, self._now())))
        self._show_clocks(detail.running if one.is_open else ())
        self._show_buttons(one)

    def set_may_report(self, may_report: bool) -> None:
        """Leave the buttons out for those who may not change anything."""
        self._may_report = may_report
        if self._detail is not None:
            self._show_buttons(self._detail.incident)

    def level_text(self) -> str:
        """Return what is said of the level."""
        return self._level.text()

    def facts_text(self) -> str:
        """Return the line of facts."""
        return self._facts.text()

    def tick(self) -> None:
        """Let the clocks run."""
        for clock in self._clocks:
            if clock.isVisible():
                clock.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "buttons"):
            self._read_words()

    def _show_other(self, detail: Detail) -> None:
        """Say so when the figures have come to speak for another level."""
        proposal, one = detail.proposal, detail.incident
        is_other = one.is_open and proposal.level is not one.level
        confirmed = confirmation(detail.acts)
        # An officer has seen this proposal and decided otherwise.
        is_known = confirmed is not None and confirmed.proposed is proposal.level
        self._other.setVisible(is_other and not is_known)
        words = tr(LEVEL_WORDS[proposal.level])
        reason = criterion(proposal.decided)
        self._other.setText(tr(_DIFFERENT).format(level=words, reason=reason))

    def _show_clocks(self, running: Sequence[Clock]) -> None:
        for at, widget in enumerate(self._clocks):
            is_there = at < len(running)
            self._clock_row.want(widget, is_there)
            if is_there:
                clock = running[at]
                rule = self._terms.reports.get(clock.rule)
                name = rule_words(rule) if clock.rule else clock.title
                widget.show_clock(clock, name)
        left = len(running) - len(self._clocks)
        self._more.setText(tr("{count} more").format(count=left))
        self._clock_row.want(self._more, left > 0)
        self.pause.setText(tr("Pause"))
        may_pause = self._may_report and any(one.can_pause for one in running)
        self.pause.setVisible(may_pause)
        self._clock_row.setVisible(bool(running))
        self._clock_row.arrange()

    def _show_buttons(self, one: Incident) -> None:
        wanted = possible(one) if self._may_report else frozenset()
        for name, button in self.buttons.items():
            self._buttons_row.want(button, name in wanted)
        self._buttons_row.setVisible(bool(wanted))
        self._buttons_row.arrange()

    def _build(self) -> None:
        title = QHBoxLayout()
        scaled.gap(title, 2)
        title.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        title.addWidget(self._title, 1)
        title.addWidget(self._number)
        title.addWidget(self._sensitive)
        title.addWidget(self._state)
        for rank, clock in enumerate(self._clocks):
            self._clock_row.add_left(clock, rank=rank, gap_step=5)
        self._clock_row.add_left(self._more, rank=1)
        for name, (words, key, icon, rank) in BUTTONS.items():
            kind = "primary" if name == REPORT else ""
            button = KeyButton(tr(words), key=key, icon=icon, kind=kind)
            button.clicked.connect(lambda _on=False, name=name: self.acted.emit(name))
            self.buttons[name] = button
            self._buttons_row.add_left(button, rank=rank, gap_step=2)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 3, 4, 3)
        scaled.gap(layout, 2)
        layout.addLayout(title)
        for widget in (self._level, self._other, self._facts):
            layout.addWidget(widget)
        deadlines = QHBoxLayout()
        deadlines.addWidget(self._clock_row, 1)
        deadlines.addWidget(self.pause)
        layout.addLayout(deadlines)
        layout.addWidget(self._buttons_row)

    def _read_words(self) -> None:
        for name, (words, *_) in BUTTONS.items():
            self.buttons[name].setText(tr(words))
        if self._detail is not None:
            self.show_detail(self._detail, self._terms)


LEVEL, REPORT, PHONE, FIGURES, TEAMS, TASK = "level", "report", "phone", "figures", "teams", "task"
RESPOND = "respond"
HANDLE, CONTROL, CLOSE, REOPEN = "handle", "control", "close", "reopen"
MERGE, WITHDRAW = "merge", "withdraw"
# Words, key, outline, and how soon it is left out where there is little room.
BUTTONS: dict[str, tuple[str, str, str, int]] = {
    REPORT: (N_("Write the report"), "Ctrl+R", "paper-plane-tilt", 0),
    LEVEL: (N_("Set the level"), "Ctrl+L", "gauge", 0),
    TEAMS: (N_("Dispatch teams"), "Ctrl+D", "users-three", 1),
    FIGURES: (N_("Note figures"), "Ctrl+G", "list-numbers", 2),
    PHONE: (N_("Reported by phone"), "Ctrl+P", "phone-outgoing", 3),
    TASK: (N_("New task"), "Ctrl+T", "list-plus", 4),
    RESPOND: (N_("Activate a response"), "Ctrl+Shift+N", "shield-check", 5),
    HANDLE: (N_("Say that it is handled"), "Ctrl+Shift+H", "play", 6),
    CONTROL: (N_("Say that it is controlled"), "Ctrl+Shift+K", "check-circle", 7),
    CLOSE: (N_("Close the incident"), "Ctrl+Shift+E", "check", 8),
    REOPEN: (N_("Open again"), "Ctrl+Shift+R", "arrow-counter-clockwise", 0),
}
_OPEN = frozenset({REPORT, LEVEL, TEAMS, RESPOND, FIGURES, PHONE, TASK, CLOSE, MERGE, WITHDRAW})


def possible(one: Incident) -> frozenset[str]:
    """Return the names of what can be done to an incident where it stands."""
    if not one.is_open:
        return frozenset({REOPEN})
    more = {
        State.OPEN: {HANDLE, CONTROL},
        State.HANDLING: {CONTROL},
        State.CONTROLLED: {HANDLE},
    }
    return _OPEN | more[one.state]


def level_words(detail: Detail) -> str:
    """Return the level, what decided it, and who confirmed it."""
    one = detail.incident
    confirmed = confirmation(detail.acts)
    if confirmed is None:
        return tr("Level not confirmed · proposed {level} · {reason}").format(
            level=tr(LEVEL_WORDS[detail.proposal.level]), reason=criterion(detail.proposal.decided)
        )
    reason = confirmed.reason
    if not reason:
        decided = [
            each for each in detail.proposal.criteria if each.rule.code == confirmed.criterion
        ]
        reason = criterion(decided[0] if decided else None)
    return tr(_CONFIRMED).format(
        level=tr(LEVEL_WORDS[one.level]),
        by=confirmed.by,
        time=hour_and_minute(confirmed.at),
        reason=reason,
    )


def confirmation(acts: Sequence[ActRow]) -> ActRow | None:
    """Return who said last how bad it is; None before anybody did."""
    return next((row for row in reversed(acts) if row.act is Act.LEVEL), None)


def _facts(one: Incident, terms: Terms, now: datetime) -> list[str]:
    place = place_of(one, terms.area(one.facts.area_code))
    occurred = one.facts.occurred_at
    facts = [
        terms.kind(one.facts.kind),
        place or tr("place unknown"),
        tr("learned {time}").format(time=moment(one.learned_at, now)),
        tr("occurred {time}").format(time=moment(occurred, now)) if occurred else "",
        one.facts.source,
    ]
    return [fact for fact in facts if fact]


def moment(at: datetime, now: datetime) -> str:
    """Return a time, with its day where that is not today."""
    time = hour_and_minute(at)
    day = day_of(at)
    return time if day == day_of(now) else f"{day_and_weekday(day)[0]} {time}"
