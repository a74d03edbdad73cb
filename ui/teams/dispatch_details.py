"""Everything about one team that was sent: task, ladder, response times, result."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from commandcenter.kernel.times import clock as hour_and_minute
from commandcenter.kernel.words import N_
from commandcenter.teams.model.accountability import Measure, Verdict, judged
from commandcenter.teams.model.dispatch import LADDER, OPTIONAL, Act, Circle, Dispatch, Step
from commandcenter.teams.model.dispatch_words import CIRCLE_WORDS, MEASURE_WORDS, STEP_WORDS
from commandcenter.teams.model.team import Line
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.times import span
from ui.widgets.words import tr

Limits = Mapping[tuple[Circle, Measure], timedelta]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """A step of the ladder in words.

    Attributes:
        note: Who noted it; what was corrected and why.
    """

    step: Step
    name: str
    time: str
    note: str = ""


COMMANDS: tuple[tuple[str, str, str], ...] = (
    ("step", N_("Next step"), "Enter"),
    ("told", N_("Told time"), "Shift+Enter"),
    ("safe", N_("All safe"), "Space"),
    ("correct", N_("Correct time"), "Ctrl+E"),
    ("back", N_("Step back"), "Backspace"),
    ("result", N_("Result"), "Ctrl+R"),
    ("free", N_("Let go"), "Del"),
)


class DispatchDetails(Card):
    """Shows one dispatch; its buttons do what the keys of the board do.

    Signals:
        wanted: A command, by its name in `COMMANDS`.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(tone="title")
        self._place = Label(tone="note")
        self._task = Label()
        self._phones = Label(tone="note")
        self._times = Label(tone="note")
        self._result = Label(tone="note")
        for label in (self._place, self._task, self._phones, self._times, self._result):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        columns: tuple[Column[Rung], ...] = (
            Column(title=N_("Step"), text=lambda rung: rung.name),
            Column(title=N_("Time"), text=lambda rung: rung.time),
            Column(title=N_("Noted"), text=lambda rung: rung.note),
        )
        self.ladder = RecordTable(columns, lambda rung: rung.step, stretch=2)
        self.buttons = {name: KeyButton(key=key) for name, _, key in COMMANDS}
        self._build()
        self.read_words()

    def show_dispatch(
        self, one: Dispatch, line: Line | None, limits: Limits, at: datetime, *, trip: str = ""
    ) -> None:
        """Show a dispatch as it stands.

        Args:
            trip: How far the team has to go, in words.
        """
        self._title.setText(one.team_name)
        order = one.order
        self._place.setText(" · ".join(part for part in (one.number, order.place, trip) if part))
        self._task.setText(order.task)
        self._phones.setText(_phones(line))
        self._phones.setVisible(bool(self._phones.text()))
        verdicts = [_said(verdict) for verdict in judged(one, dict(limits), at=at)]
        self._times.setText("\n".join([tr(CIRCLE_WORDS[order.circle]), *verdicts]))
        self._result.setText(_result(one))
        self._result.setVisible(one.result is not None)
        self.ladder.show_records(rungs(one))
        following = one.next_step
        self.buttons["step"].setText(tr(STEP_WORDS[following]) if following else tr("Next step"))
        self.buttons["safe"].setEnabled(one.check_due_at is not None)

    def chosen_step(self) -> Step | None:
        """Return the rung that was chosen in the ladder."""
        rung: Rung | None = self.ladder.present()
        return None if rung is None else rung.step

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        for name, words, _ in COMMANDS:
            self.buttons[name].setText(tr(words))
        self.ladder.setAccessibleName(tr("Steps of the ladder"))

    def set_editable(self, is_editable: bool) -> None:
        """Leave out the commands for those who may not dispatch."""
        for button in self.buttons.values():
            button.setVisible(is_editable)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.read_words()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 3, 4, 3)
        scaled.gap(layout, 2)
        for label in (self._title, self._place, self._task, self._phones):
            layout.addWidget(label)
        grid = QGridLayout()
        scaled.gap(grid, 2)
        for number, (name, button) in enumerate(self.buttons.items()):
            grid.addWidget(button, number // 2, number % 2)
            button.clicked.connect(lambda _on=False, name=name: self.wanted.emit(name))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout.addLayout(grid)
        layout.addWidget(self.ladder, 1)
        layout.addWidget(self._times)
        layout.addWidget(self._result)


def rungs(one: Dispatch) -> list[Rung]:
    """Return the ladder of a dispatch: what was taken, what was left out, what comes."""
    found = []
    for step in LADDER:
        if step in OPTIONAL and step not in one.times:
            continue
        at = one.times.get(step)
        if at is not None:
            time = hour_and_minute(at)
        else:
            time = tr("not noted") if step in one.missing else "–"
        found.append(Rung(step=step, name=tr(STEP_WORDS[step]), time=time, note=_note(one, step)))
    return found


def _note(one: Dispatch, step: Step) -> str:
    if step is Step.ORDERED:
        return one.ordered_by
    rows = [row for row in one.history if row.step is step and row.act is not Act.CHECK]
    parts = []
    for row in rows:
        if row.act is Act.CORRECT:
            parts.append(tr("corrected: {reason}").format(reason=row.reason))
        elif row.act is Act.UNDO:
            parts.append(tr("taken back: {reason}").format(reason=row.reason))
        elif row.act is Act.TAKE:
            parts.append(f"{hour_and_minute(row.at)} {row.by}" if len(rows) > 1 else row.by)
    return " → ".join(parts)


def _said(verdict: Verdict) -> str:
    limit, measure = span(verdict.limit.total_seconds()), tr(MEASURE_WORDS[verdict.measure])
    if verdict.taken is not None:
        words = N_("{measure}: {time}, allowed {limit} ✓")
        if not verdict.is_met:
            words = N_("{measure}: {time}, allowed {limit} ✗")
        time = span(verdict.taken.total_seconds())
        return tr(words).format(measure=measure, time=time, limit=limit)
    return tr("{measure}: allowed {limit}").format(measure=measure, limit=limit)


def _phones(line: Line | None) -> str:
    if line is None:
        return ""
    team = line.team
    leader = f"{team.leader} {team.leader_phone}".strip()
    return " · ".join(part for part in (team.duty_phone, leader, team.radio_channel) if part)


def _result(one: Dispatch) -> str:
    found = one.result
    if found is None:
        return ""
    counts = tr(
        "{rescued} rescued, {found_dead} found dead, {evacuated} evacuated, {injured} own injured"
    ).format(
        rescued=found.rescued,
        found_dead=found.found_dead,
        evacuated=found.evacuated,
        injured=found.injured,
    )
    return " · ".join(part for part in (counts, found.consumption, found.remarks) if part)
