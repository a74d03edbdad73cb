"""The sample of a quarter: drawn with a seed, reviewed report by report."""

from collections.abc import Callable, Hashable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLineEdit

from commandcenter.database.engine import Database
from commandcenter.incidents.model.review import MAX_SCORE, MAX_SEED, Drawn, Review, Sample
from commandcenter.incidents.service import reviews
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.words import N_
from ui.records import form
from ui.records.form import Form, FormField
from ui.review import said
from ui.review.list_tab import ListCard
from ui.review.noting_tab import NotingTab
from ui.review.reading import QUARTERS, Looked
from ui.shell.page import REALITY, Target
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.labels import Label
from ui.widgets.record_table_model import Column
from ui.widgets.segmented import Segmented
from ui.widgets.words import tr

_NONE = (
    N_("No sample of this quarter yet"),
    N_("Tell a seed beforehand, such as the day's date, and draw with Ctrl+D."),
)
_NO_REPORTS = (N_("No report to review"), N_("Nothing was sent in this quarter."))
_SEED_W, _LONGEST = 160, 2_000  # px at 100 %, characters


class NoSeed(Rejected):
    """A seed is a whole number."""

    sentence = N_("Write the seed as a whole number, such as 20261001.")


class NoScore(Rejected):
    """A score is a whole number."""

    sentence = N_("Write the score as a whole number from 0 to {limit}.")


class SamplesTab(NotingTab):
    """The reports that were drawn, and the form that scores the one in front."""

    def __init__(self, db: Database, seat: Seat) -> None:
        self._db = db
        self._looked: Looked | None = None
        self._sample_ids: dict[tuple[int, int], UUID] = {}  # drawing again draws the same
        self.quarter, self.seed = Segmented(), QLineEdit(maxLength=len(str(MAX_SEED)))
        self.draw = KeyButton(key="Ctrl+D", icon="dice-five")
        self.drawn, self.error = Label(tone="note"), Label(tone="error")
        card = ListCard(
            (
                Column(title=N_("Incident"), text=lambda one: one.number),
                Column(title=N_("Report"), text=lambda one: said.report(one.report)),
                Column(title=N_("Sent at"), text=_sent_at),
                Column(title=N_("Score"), text=_score, is_number=True),
                Column(title=N_("Review"), text=_content),
                Column(title=N_("Reviewed by"), text=_by),
            ),
            lambda one: one.report.id,
            _door,
            stretch=4,
            empty=_NONE,
        )
        fields = (_score_field(), form.line("content", N_("Review"), longest=_LONGEST))
        super().__init__(seat, card, Form(fields))
        self._build()
        card.table.chosen.connect(self._on_chosen)
        self.quarter.chosen.connect(lambda _value: self._show())
        self.draw.clicked.connect(self.draw_sample)
        self.seed.returnPressed.connect(self.draw_sample)
        self._read_words()

    def show_looked(self, looked: Looked) -> None:
        """Show the samples of a year; the quarter in front stays."""
        is_first = self._looked is None
        self._looked = looked
        if is_first:
            self.quarter.set_value(max(looked.samples, default=1))
        self._show()

    def sample(self) -> Sample | None:
        """Return the sample in front."""
        return None if self._looked is None else self._looked.samples.get(self._quarter())

    def draw_sample(self) -> None:
        """Draw the reports of the quarter in front with the seed that was typed."""
        if self._looked is None or self.sample() is not None or self.refusal():
            return
        typed = self.seed.text().strip()
        if not typed.isdecimal():
            self._refuse(NoSeed())
            return
        self.error.hide()
        which = (self._looked.year, self._quarter())
        call = partial(
            reviews.sample,
            self._db,
            *which,
            seed=int(typed),
            officer=self.seat.officer(),
            sample_id=self._sample_ids.setdefault(which, new_id()),
        )
        self.seat.background.write(self, call, self._was_drawn, self._refuse)

    def blank(self) -> Mapping[str, Any]:
        present: Drawn | None = self.card.table.present()
        review = present.review if present is not None else None
        if review is None:
            return {"score": None, "content": ""}
        return {"score": review.score, "content": review.content}

    def noting(self, key: Hashable, values: Mapping[str, Any], id_: UUID) -> Callable[[], Any]:
        sample = self.sample()
        assert sample is not None and isinstance(key, UUID)  # noqa: S101, PT018 - a row is in front
        one = Review(id=id_, sample_id=sample.id, report_id=key, **values)
        return partial(reviews.review, self._db, one, officer=self.seat.officer())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "drawn"):
            self._read_words()
            self._show()

    def _quarter(self) -> int:
        value = self.quarter.value()
        return value if isinstance(value, int) else 1

    def _show(self) -> None:
        if self._looked is None:
            return
        sample, quarter = self.sample(), self._quarter()
        self.card.set_empty(*(_NONE if sample is None else _NO_REPORTS))
        self.card.show_rows(self._looked.drawn.get(quarter, ()))
        for widget in (self.seed, self.draw):
            widget.setVisible(sample is None)
        may_draw = not self.refusal()
        self.draw.setEnabled(may_draw)
        self.seed.setEnabled(may_draw)
        self.drawn.setText("" if sample is None else _drawn_words(sample))
        self._on_chosen(self.card.table.present())

    def _on_chosen(self, one: Drawn | None) -> None:
        if one is None:
            self.show_form(None, tr("Choose a report"), {"score": None, "content": ""})
            self.editor.form.set_editable(may_edit=False)
            return
        title = f"{one.number} {said.report(one.report)}"
        self.show_form(one.report.id, title, self.blank())

    def _was_drawn(self, _sample: Sample) -> None:
        self.seed.clear()
        self.changed.emit()

    def _refuse(self, error: Exception) -> None:
        self.error.setText(sentence(error))
        self.error.show()

    def _build(self) -> None:
        self.error.hide()
        self.error.setWordWrap(True)
        self.drawn.setWordWrap(True)
        scaled.width(self.seed, _SEED_W)
        head = self.card.head
        head.addWidget(self.quarter)
        head.addWidget(self.seed)
        head.addWidget(self.draw)
        head.addWidget(self.error, 1)
        head.addWidget(self.drawn, 1)
        head.addStretch()

    def _read_words(self) -> None:
        self.quarter.set_choices(
            [(one, tr("Quarter {count}").format(count=one)) for one in QUARTERS]
        )
        self.quarter.setAccessibleName(tr("Quarter"))
        self.seed.setPlaceholderText(tr("Seed"))
        self.seed.setAccessibleName(tr("Seed"))
        self.draw.setText(tr("Draw the sample"))
        self.card.table.setAccessibleName(tr("Sample"))
        self.card.note.setText(
            tr("With the same seed anybody draws the same reports. Nobody reviews their own.")
        )


def _drawn_words(one: Sample) -> str:
    words = tr("{drawn} of {count} reports, {percent} %, seed {seed}, drawn by {name} at {time}")
    return words.format(
        drawn=len(one.drawn),
        count=one.count,
        percent=one.percent,
        seed=one.seed,
        name=one.by,
        time=said.moment(one.at),
    )


def _score_field() -> FormField:
    line = QLineEdit(maxLength=3)

    def read() -> int:
        typed = line.text().strip()
        if not typed.isdecimal():
            raise NoScore(limit=MAX_SCORE)
        return int(typed)

    return FormField(
        name="score",
        caption=N_("Score, 0 to 100"),
        control=line,
        read=read,
        write=lambda value: line.setText("" if value is None else str(value)),
    )


def _sent_at(one: Drawn) -> str:
    return said.moment(one.report.sent.sent_at) if one.report.sent is not None else ""


def _score(one: Drawn) -> str:
    return tr("to be reviewed") if one.review is None else str(one.review.score)


def _content(one: Drawn) -> str:
    return "" if one.review is None else one.review.content


def _by(one: Drawn) -> str:
    return "" if one.review is None else one.review.by


def _door(one: Drawn) -> Target:
    return Target(page="incidents", kind="report", key=one.report.id, scope=REALITY)
