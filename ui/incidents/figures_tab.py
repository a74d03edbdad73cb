"""Casualties and losses: the form for a new count, and what was counted before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.incidents.model.evacuation import Counts, Moved
from commandcenter.incidents.model.figures import Counted, Delta, Figures, difference
from commandcenter.incidents.model.incident import EventClass, Incident
from commandcenter.incidents.model.words import FIGURE_WORDS
from commandcenter.incidents.service import facts as service
from commandcenter.kernel.errors import Conflict, Rejected, Unavailable
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_
from ui.incidents.figures_form import FiguresForm
from ui.incidents.head import moment
from ui.incidents.words import deltas
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Field
from ui.widgets.labels import Label
from ui.widgets.pill import Pill
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.toggle import Toggle
from ui.widgets.typed_time import Toward, read_time
from ui.widgets.words import tr

_NOTED = N_("Figures of {number} noted")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A count with what it changed."""

    counted: Counted
    deltas: tuple[Delta, ...]


class FiguresTab(QWidget):
    """Fields hold what was counted last; only what changed is typed.

    Signals:
        changed: Figures were written.
    """

    changed = Signal()

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._db = db
        self._seat = seat
        self._incident: Incident | None = None
        self._counted: tuple[Counted, ...] = ()
        self._typed: dict[UUID, dict[str, str]] = {}
        self._sent: dict[UUID, Figures] = {}
        self._refusal = ""
        self.form = FiguresForm()
        self.more = Toggle()
        self.source = QLineEdit(maxLength=200)
        self.as_of = QLineEdit(maxLength=20)
        self._source = Field("", self.source)
        self._as_of = Field("", self.as_of)
        self._note = Label(tone="note")
        self._error = Label(tone="error")
        self._scroll = QScrollArea(widgetResizable=True)
        self._unsaved = Pill(tone="accent")
        self.save = KeyButton(key="Ctrl+S", kind="primary")
        self.take = KeyButton(key="Ctrl+Shift+G", kind="bare", icon="download-simple")
        self._moved: Mapping[str, int] = {}
        columns: list[Column[_Line]] = [
            Column(title=N_("As of"), text=lambda one: moment(one.counted.as_of, seat.clock())),
            Column(title=N_("What changed"), text=lambda one: _changed(one.deltas)),
            Column(title=N_("Counted by"), text=lambda one: one.counted.figures.source),
            Column(title=N_("Noted by"), text=lambda one: one.counted.by),
        ]
        self.table = RecordTable(columns, lambda one: one.counted.seq, stretch=1)
        self._build()
        self._connect()
        self.read_words()

    def show_incident(
        self, one: Incident, counted: Sequence[Counted], refusal: str, moved: Counts
    ) -> None:
        """Show the newest count; what was typed and not noted stays.

        Args:
            moved: People of its evacuation lists.
        """
        is_other = self._incident is None or self._incident.id != one.id
        was_same = tuple(counted) == self._counted and not is_other
        was_refused, self._refusal = self._refusal, refusal
        self._incident, self._counted = one, tuple(counted)
        self._moved = _moved(moved)
        newest = counted[-1].figures if counted else None
        self._show_fields(newest)
        if not was_same and one.id not in self._typed:
            self._show_newest()
        elif not was_same:
            self._put_back(newest, self._typed[one.id])
        self._show_history()
        # Why it was not noted stays said as long as what was typed stays.
        if is_other or refusal != was_refused or not self.is_edited():
            self.say(refusal)
        self._show_edited()

    def submit(self) -> None:
        """Note the figures."""
        one = self._incident
        if one is None or self._refusal or not self.save.isEnabled():
            return
        try:
            figures = self._figures(one)
        except Rejected as error:
            self.say(sentence(error))
            return
        self.say("")
        self.save.setEnabled(False)
        call = partial(
            service.count,
            self._db,
            one.id,
            figures,
            officer=self._seat.officer(),
            seen=self._counted[-1].figures.id if self._counted else None,
        )
        done, failed = partial(self._on_noted, one), partial(self._on_refused, one.id)
        self._seat.background.write(self, call, done, failed)

    def take_moved(self) -> None:
        """Put in whom the evacuation lists count as moved; it is noted like what is typed."""
        if self.take.isHidden():
            return
        if not self.source.text().strip():
            self.source.setText(tr("Evacuation list"))
        self.form.put(self._moved)
        self._go_to("evacuated")

    def give_up(self) -> bool:
        """Throw away what was typed; False if nothing was."""
        if self._incident is None or self._typed.pop(self._incident.id, None) is None:
            return False
        self._show_newest()
        self.say(self._refusal)
        self._show_edited()
        return True

    def unsaved(self) -> tuple[str, ...]:
        """Return the figures that were typed and are not noted, incident by incident."""
        captions = {name: tr(words) for name, words in FIGURE_WORDS.items()}
        return tuple(
            "\n".join(
                tr("{caption}: {text}").format(caption=captions[name], text=text)
                if name in captions
                else text
                for name, text in typed.items()
                if text.strip()
            )
            for typed in self._typed.values()
        )

    def is_edited(self) -> bool:
        """Whether something was typed that is not noted yet."""
        return self._incident is not None and self._incident.id in self._typed

    def take_focus(self) -> None:
        """Put the cursor into the first figure."""
        self._go_to("dead")

    def _go_to(self, name: str) -> None:
        """Put the cursor into a figure and bring it into sight."""
        line = self.form.lines[name]
        line.setFocus()
        line.selectAll()
        self._scroll.ensureWidgetVisible(self.form.fields[name])

    def say(self, words: str) -> None:
        """Show a sentence; nothing with an empty one."""
        self._error.setText(words)
        self._error.setVisible(bool(words))

    def said(self) -> str:
        """Return the sentence that is shown."""
        return self._error.text()

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self._note.setText(tr("Type what changed. An empty field is being verified."))
        self.more.setText(tr("All figures"))
        self._source.set_caption(tr("Counted by"))
        self._as_of.set_caption(tr("As of"))
        self.as_of.setPlaceholderText(tr("now"))
        self._unsaved.set_text(tr("Not noted yet"))
        self.save.setText(tr("Note figures"))
        words = tr("From the evacuation list: {count} people moved")
        self.take.setText(words.format(count=self._moved.get("evacuated", 0)))
        self.table.setAccessibleName(tr("Earlier figures"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "table"):
            self.read_words()

    def _figures(self, one: Incident) -> Figures:
        at = self._read_time()
        values = self.form.values()
        figures = Figures(id=new_id(), as_of=at, source=self.source.text().strip(), **values)
        sent = self._sent.get(one.id)
        if sent is not None and replace(figures, id=sent.id) == sent:
            return sent  # the same words again are the same act
        self._sent[one.id] = figures
        return figures

    def _read_time(self) -> datetime | None:
        try:
            return read_time(self.as_of.text(), now=self._seat.clock(), toward=Toward.PAST)
        except Rejected as error:
            self._as_of.set_error(error.said(tr))
            raise

    def _on_noted(self, one: Incident, after: Counted) -> None:
        self._typed.pop(one.id, None)
        self._sent.pop(one.id, None)
        self._seat.messages.say(_NOTED, number=one.number)
        if self._incident is not None and self._incident.id == one.id:
            self._counted = tuple(sorted({*self._counted, after}, key=lambda each: each.seq))
            self._show_newest()
            self._show_edited()
        self.changed.emit()

    def _on_refused(self, incident_id: UUID, error: Exception) -> None:
        if not isinstance(error, Unavailable):
            self._sent.pop(incident_id, None)
        self._show_edited()
        if self._incident is not None and self._incident.id == incident_id:
            self.say(sentence(error))
        else:
            self._seat.messages.problem(error)
        if isinstance(error, Conflict):
            self.changed.emit()  # the next reading brings what somebody else counted

    def _on_edited(self) -> None:
        if self._incident is not None:
            texts = self.form.changed_texts() | {"": self.source.text(), "as_of": self.as_of.text()}
            self._typed[self._incident.id] = texts
        self._as_of.set_error("")
        self.say(self._refusal)
        self._show_edited()

    def _show_newest(self) -> None:
        self.form.show_figures(self._counted[-1].figures if self._counted else None)
        self.source.clear()
        self.as_of.clear()

    def _put_back(self, newest: Figures | None, typed: dict[str, str]) -> None:
        self.form.show_figures(newest)
        texts = dict(typed)
        self.source.setText(texts.pop("", ""))
        self.as_of.setText(texts.pop("as_of", ""))
        self.form.show_texts(texts)

    def _show_edited(self) -> None:
        self._unsaved.setVisible(self.is_edited())
        self._show_take()
        self.save.setEnabled(self.is_edited() and not self._refusal)
        self.form.setEnabled(not self._refusal)
        self.source.setEnabled(not self._refusal)
        self.as_of.setEnabled(not self._refusal)

    def _show_take(self) -> None:
        """Offer what the lists count as long as the fields say something else."""
        texts = self.form.texts()
        is_other = any(texts[name].strip() != str(count) for name, count in self._moved.items())
        self.take.setVisible(bool(self._moved) and is_other and not self._refusal)
        self.read_words()

    def _show_fields(self, newest: Figures | None) -> None:
        event_class = self._incident.facts.event_class if self._incident else EventClass.ACCIDENT
        self.form.show_for(event_class, has_all=self.more.isChecked(), figures=newest)

    def _show_history(self) -> None:
        lines, before = [], None
        for one in self._counted:
            lines.append(_Line(counted=one, deltas=difference(before, one.figures)))
            before = one.figures
        self.table.show_records(lines[::-1])

    def _connect(self) -> None:
        self.form.edited.connect(self._on_edited)
        self.source.textEdited.connect(lambda _text: self._on_edited())
        self.as_of.textEdited.connect(lambda _text: self._on_edited())
        self.save.clicked.connect(self.submit)
        self.take.clicked.connect(self.take_moved)
        self.more.toggled.connect(
            lambda _on: self._show_fields(self._counted[-1].figures if self._counted else None)
        )

    def _build(self) -> None:
        self._error.setWordWrap(True)
        head = QHBoxLayout()
        scaled.gap(head, 3)
        head.addWidget(self._note, 1)
        head.addWidget(self.take)
        head.addWidget(self._unsaved)
        head.addWidget(self.more)
        scroll = self._scroll
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.form)
        inner.addStretch()
        scroll.setWidget(holder)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.viewport().setAutoFillBackground(False)
        holder.setAutoFillBackground(False)
        foot = QHBoxLayout()
        scaled.gap(foot, 3)
        foot.addWidget(self._source, 2)
        foot.addWidget(self._as_of, 1)
        foot.addWidget(self.save)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 2, 4, 3)
        scaled.gap(layout, 2)
        layout.addLayout(head)
        layout.addWidget(scroll, 3)
        layout.addWidget(self._error)
        layout.addLayout(foot)
        layout.addWidget(self.table, 2)


def _moved(counts: Counts) -> dict[str, int]:
    """Return the figures that the evacuation lists know; none before anybody was moved."""
    if not counts.settled:
        return {}
    return {
        "evacuated": counts.settled,
        "gathered": counts.by_state.get(Moved.SHELTERED, 0),
        "scattered": counts.by_state.get(Moved.WITH_RELATIVES, 0),
    }


def _changed(changes: tuple[Delta, ...]) -> str:
    return deltas(changes) if changes else tr("no change")
