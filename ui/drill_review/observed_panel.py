"""The observations of a drill, and the one in front to be changed or linked."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right
from commandcenter.drills.model.drill import State
from commandcenter.drills.model.evaluation import Observation, Seen
from commandcenter.drills.model.plan import File
from commandcenter.drills.service import observing, records
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import minute
from commandcenter.kernel.words import N_
from ui.drill_review import links
from ui.drill_review.file_panel import FilePanel
from ui.drill_review.pictures import Pictures
from ui.drill_review.reading import Review
from ui.drill_review.words import SEEN_WORDS
from ui.records import fields, form
from ui.records.form import Form
from ui.records.pick_box import PickBox
from ui.shell.seat import Seat
from ui.widgets.labels import Label
from ui.widgets.record_table_model import Column
from ui.widgets.words import tr

_SIGNS = {Seen.STRENGTH: "+", Seen.PROBLEM: "!", Seen.NOTE: "·"}
_FIELDS = ("at", "kind", "text", "inject_id", "objective_id", "observer")


class ObservedPanel(FilePanel):
    """Photographs are attached to the observation in front, by choice or drop."""

    right = Right.EVALUATE
    kind = Observation
    new_words = N_("New observation")
    unsaved_words = N_("Save the observation first, then attach photographs.")

    def __init__(self, db: Database, seat: Seat) -> None:
        self._review: Review | None = None
        self._inject, self._objective = PickBox(), PickBox()
        super().__init__(
            db,
            seat,
            (
                Column(title=N_("Time"), text=lambda one: minute(one.at)[5:]),
                Column(title=N_("Kind"), text=_kind),
                Column(title=N_("What was seen"), text=lambda one: one.text),
                Column(title=N_("Linked with"), text=self._linked),
                Column(title=N_("Photographs"), text=self._count_files, is_number=True),
                Column(title=N_("Seen by"), text=lambda one: one.observer),
            ),
            self._form(),
            stretch=2,
            icon="camera",
        )
        self.pictures = Pictures(self._db, seat)
        self._photo_words = Label(tone="note")
        for part in (self.pictures, self.files, self._photo_words, self.attach, self.gone):
            self.editor.extra.addWidget(part)
        self._photo_words.setWordWrap(True)
        self._read_words()

    def show_review(self, review: Review) -> None:
        """Show the observations of a drill; what is being typed stays."""
        is_other = self._review is None or self._review.drill.id != review.drill.id
        self._review = review
        self._inject.offer(links.inject_choices(review))
        self._objective.offer(links.objective_choices(review))
        if is_other:
            self.begin_other(review.drill.id)
        self.show_records(review.observations[::-1])
        self._lock()
        self._show_files()

    def refusal(self) -> str:
        if self._review is not None and self._review.drill.state is State.CLOSED:
            return tr("This drill is archived. Take it out of the archive to change it.")
        return super().refusal()

    def title_of(self, record: Observation) -> str:
        known = self._review is not None and record in self._review.observations
        return tr(SEEN_WORDS[record.kind]) if known else tr("New observation")

    def values_of(self, record: Observation) -> Mapping[str, Any]:
        return {name: getattr(record, name) for name in _FIELDS}

    def text_of(self, record: Observation) -> str:
        words = (record.text, record.observer, _kind(record), self._linked(record))
        return " ".join(words).lower()

    def blank(self) -> Observation:
        if self._review is None:
            raise RuntimeError("there is no drill to observe")
        return Observation(
            id=new_id(),
            drill=self._review.drill.id,
            observer=self.seat.officer().name,
            at=self.seat.clock(),
            kind=Seen.PROBLEM,
            text="",
        )

    def saving(
        self, record: Observation, values: Mapping[str, Any], *, is_new: bool
    ) -> Callable[[], Any]:
        values = {**values, "at": fields.not_before(values["at"] or record.at, record.at)}
        changed, officer = replace(record, **values), self.seat.officer()
        write = observing.note if is_new else observing.change
        return partial(write, self._db, changed, officer=officer)

    def _form(self) -> Form:
        made = Form(
            (
                form.choice("kind", N_("Kind"), SEEN_WORDS),
                fields.paragraph("text", N_("What was seen"), lines=4),
                fields.moment("at", N_("Time"), self.seat_clock),
                fields.picked("inject_id", N_("Line of the script"), self._inject),
                fields.picked("objective_id", N_("Objective"), self._objective),
                form.line("observer", N_("Seen by")),
            )
        )
        fields.listen(made)
        return made

    def seat_clock(self) -> Any:
        """Return the time of the county, once there is a seat."""
        return self.seat.clock()

    def _show(self, record: Any) -> None:
        super()._show(record)
        self._lock()
        self._show_files()

    def _lock(self) -> None:
        """Let nobody change what somebody else noted."""
        if isinstance(self._chosen, Observation) and not self.refusal():
            self.editor.set_editable(self._not_own(self._chosen))

    def _not_own(self, one: Observation) -> str:
        """Return why this officer may not change an observation; empty for an own one."""
        if one.login in {"", self.seat.officer().login}:
            return ""
        return tr("{observer} noted this. Note what you saw yourself.").format(
            observer=one.observer
        )

    def _show_files(self) -> None:
        if not hasattr(self, "pictures"):
            return
        one = self.kept()
        known = self._files_of(one) if one is not None else ()
        self.files.show_files(known)
        self.pictures.show_files(known)
        may = one is not None and not self.refusal() and not self._not_own(one)
        self.attach.setEnabled(may)
        self.gone.setVisible(may)
        self.files.setEnabled(may)

    def kept(self) -> Observation | None:
        known = self._review.observations if self._review is not None else ()
        return next((one for one in known if one == self._chosen), None)

    def _files_of(self, one: Observation) -> tuple[File, ...]:
        return self._review.files.get(one.id, ()) if self._review is not None else ()

    def _count_files(self, one: Observation) -> str:
        count = len(self._files_of(one))
        return str(count) if count else ""

    def _linked(self, one: Observation) -> str:
        review = self._review
        if review is None:
            return ""
        inject, objective = review.inject(one.inject_id), review.objective(one.objective_id)
        parts = [f"#{inject.number}" if inject else "", f"O{objective.number}" if objective else ""]
        return " ".join(filter(None, parts))

    def take_out(self) -> None:
        one = self.kept()
        if one is None:
            return
        call = partial(records.remove, self._db, one, officer=self.seat.officer())
        self._chosen = None
        self.seat.background.write(
            self, call, lambda _done: self.changed.emit(), self.seat.messages.problem
        )

    def _read_words(self) -> None:
        super()._read_words()
        self.table.setAccessibleName(tr("Observations"))
        if hasattr(self, "pictures"):
            self.attach.setText(tr("Attach photographs"))
            self._photo_words.setText(tr("Photographs can be dropped here."))
            self.files.read_words()


def _kind(one: Observation) -> str:
    return f"{_SIGNS[one.kind]} {tr(SEEN_WORDS[one.kind])}"
