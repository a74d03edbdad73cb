"""The calls that write one form: its grades, handing it in, taking it back."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from uuid import UUID

from commandcenter.database.engine import Database
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.model.evaluation import Evaluation, Score
from commandcenter.drills.service import evaluating
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.officer import Officer
from ui.drill_review.score_keeper import Given
from ui.shell.seat import Seat


class FormWrites:
    """Begins the officer's form with the first thing that is written into it."""

    def __init__(self, db: Database, seat: Seat) -> None:
        self._db = db
        self._seat = seat
        self._drill: Drill | None = None
        self._form: Evaluation | None = None
        # Sent with whatever begins the form, so that it is begun once.
        self._form_id = new_id()
        self._score_ids: dict[UUID, UUID] = {}
        # Last described from here: a call may have been made before the answer to the one
        # before it came. Only calls touch it, and they run one after the other.
        self._wrote: Evaluation | None = None

    def show_form(self, drill: Drill, form: Evaluation | None) -> None:
        """Write into this form from now on; None for one that is still to begin."""
        if self._drill is None or self._drill.id != drill.id or self._form != form:
            self._score_ids = {}
        if self._drill is None or self._drill.id != drill.id:
            self._form_id = new_id()
        self._drill, self._form = drill, form

    def writing(
        self, item: UUID, given: Given | None, seen: Score | None
    ) -> Callable[[], Score | None]:
        """Return the call that writes what an item was given in place of what was seen."""
        begin, officer = self._beginning(), self._seat.officer()
        score_id = self._score_ids.setdefault(item, new_id())
        if given is None:
            self._score_ids.pop(item)

        def write() -> Score | None:
            form = begin()
            if given is None:
                evaluating.unscore(self._db, form.id, item, officer=officer, seen=seen)
                return None
            return evaluating.score(
                self._db,
                form.id,
                item,
                given.grade,
                officer=officer,
                score_id=score_id,
                comment=given.comment,
                seen=seen,
            )

        return write

    def describing(self, said: Mapping[str, str]) -> Callable[[], Evaluation]:
        """Return the call that writes post and comment over what was seen."""
        # One that was begun elsewhere may hold what nobody has seen here.
        seen = self._form.version if self._form is not None else 1
        return partial(self._describe, self._beginning(), said, seen, self._seat.officer())

    def handing_in(self, said: Mapping[str, str], *, with_gaps: bool) -> Callable[[], Evaluation]:
        """Return the call that writes what was said and hands the form in."""
        describe, officer = self.describing(said), self._seat.officer()
        return lambda: evaluating.hand_in(
            self._db, describe().id, officer=officer, with_gaps=with_gaps
        )

    def taking_back(self) -> Callable[[], Evaluation]:
        """Return the call that takes the form back."""
        begin, officer = self._beginning(), self._seat.officer()
        return lambda: evaluating.take_back(self._db, begin().id, officer=officer)

    def _beginning(self) -> Callable[[], Evaluation]:
        """Return the call that begins the form, or gives the one that is there."""
        drill, form = self._drill, self._form
        if form is not None:
            return lambda: form
        if drill is None:
            raise RuntimeError("there is no drill to evaluate")
        officer, form_id = self._seat.officer(), self._form_id
        return lambda: evaluating.open_form(self._db, drill.id, form_id=form_id, officer=officer)

    def _describe(
        self,
        begin: Callable[[], Evaluation],
        said: Mapping[str, str],
        seen: int,
        officer: Officer,
    ) -> Evaluation:
        form, wrote = begin(), self._wrote
        if wrote is not None and wrote.id == form.id:
            seen = max(seen, wrote.version)
            form = max(form, wrote, key=lambda one: one.version)
        if all(getattr(form, name) == text for name, text in said.items()):
            return form
        changed = replace(form, version=seen, post=said["post"], comment=said["comment"])
        self._wrote = evaluating.describe(self._db, changed, officer=officer)
        return self._wrote
