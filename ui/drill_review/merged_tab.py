"""The forms of all evaluators made one: result, groups, and where evaluators differ."""

from fractions import Fraction
from functools import partial

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.drills.model.evaluation import Evaluation, Grade
from commandcenter.drills.model.merging import (
    POINTS,
    RESULT_WORDS,
    GroupResult,
    ItemResult,
    Merged,
    tenths,
)
from commandcenter.drills.model.review import REACHED_WORDS, Reached
from commandcenter.kernel.times import minute
from commandcenter.kernel.words import N_
from ui.drill_review import told
from ui.drill_review.group_list import Bar, GroupList
from ui.drill_review.reading import Review
from ui.drill_review.tab import Tab
from ui.drill_review.told import Told
from ui.drill_review.words import GRADE_KEYS
from ui.shell.seat import Seat
from ui.widgets import scaled, theme
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.segmented import Segmented
from ui.widgets.states import Deck
from ui.widgets.words import language, tr

_SIDE_W, _COMPACT_SIDE_W = 360, 280  # px at 100 %
_EVERY = ""
_DIFFER, _ZERO, _ALL = "differ", "zero", "all"
_REACHED = {Reached.YES: "●", Reached.PARTLY: "◐", Reached.NO: "○", Reached.UNKNOWN: "–"}
_SHOWN = {
    _DIFFER: N_("Evaluators differ"),
    _ZERO: N_("Not met"),
    _ALL: N_("All items"),
}


class MergedTab(Tab):
    """The result on the left, the items behind it on the right."""

    kinds = ("merged",)

    def __init__(self, db: Database, seat: Seat) -> None:
        super().__init__(db, seat)
        self.result = Label(tone="display")
        self.percent = Label(tone="title")
        self._counted = Label(tone="note")
        self._forms = Label(tone="note")
        self.groups = GroupList()
        self.shown = Segmented()
        self.items: RecordTable = RecordTable(
            (
                Column(title=N_("Group of items"), text=self._group),
                Column(title=N_("Evaluation item"), text=lambda one: one.item.text),
                Column(title=N_("Grades"), text=self._grades),
                Column(title=N_("Mean"), text=_mean, is_number=True),
                Column(title=N_("Comments"), text=_comments),
            ),
            key=lambda one: one.item.id,
            stretch=1,
        )
        self._whole = Label()
        self._items_deck = Deck(self.items)
        self.objectives = Label()
        self._aims = Card()
        self._aims_title = Label(tone="strong")
        self._asked = 0
        self._told: Told | None = None
        self.shown.set_value(_DIFFER)
        self._build()
        self.shown.chosen.connect(lambda _value: self._show_items())
        self.groups.chosen.connect(lambda _code: self._show_items())
        self.items.chosen.connect(self._show_whole)
        self.seat.actions.add(
            self,
            N_("Evaluators differ, not met, or all"),
            "Ctrl+D",
            self._next,
            page="drill_review",
        )
        self.read_words()

    def show_review(self, review: Review) -> None:
        if self.review is not None and self.review.drill.id != review.drill.id:
            self._told = None
        self.review = review
        self._show_objectives()
        merged, forms = review.sheet.merged, review.evaluations
        handed_in = [one for one in forms if one.handed_in_at is not None]
        self._counted.setText(
            tr("{done} of {count} forms handed in").format(done=len(handed_in), count=len(forms))
        )
        self._forms.setText("\n".join(map(_form, forms)))
        if not handed_in:
            self._deck.show_state(
                "clipboard-text",
                tr("No form is handed in yet"),
                tr("{count} are being filled in.").format(count=len(forms)),
            )
            return
        self._deck.show_content()
        self._show_result(merged)
        self._show_items()

    def on_front(self) -> None:
        if self.review is None:
            return
        self._asked += 1
        call = partial(
            told.read,
            self.db,
            self.review.drill.id,
            language=language(),
            at=self.seat.clock(),
        )
        failed = self.seat.messages.problem
        self.seat.background.read(self, call, partial(self._show_told, self._asked), failed)

    def take_focus(self) -> None:
        self.items.setFocus()

    def read_words(self) -> None:
        self.groups.setAccessibleName(tr("Groups of items"))
        self.items.setAccessibleName(tr("Evaluation items"))
        self.shown.set_choices([(value, tr(words)) for value, words in _SHOWN.items()])
        self.shown.setAccessibleName(tr("Which items"))
        self._aims_title.setText(tr("Objectives reached"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_side"):
            self._set_side()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_side()

    def _show_result(self, merged: Merged) -> None:
        review = self.review
        if review is None:
            return
        result, percent = merged.result, merged.percent
        self.result.setText(tr(RESULT_WORDS[result]) if result is not None else "–")
        self.percent.setText(f"{tenths(percent)} %" if percent is not None else "")
        every = Bar(
            code=_EVERY,
            name=tr("All groups"),
            label=f"{tenths(percent)} %" if percent is not None else "–",
            share=(percent or Fraction(0)) / 100,
        )
        bars = [self._bar(one, merged) for one in merged.groups]
        self.groups.show_groups([every, *bars])

    def _show_told(self, asked: int, read: Told) -> None:
        if asked == self._asked:
            self._told = read
            self._show_objectives()

    def _show_objectives(self) -> None:
        """Say of each objective whether it was reached."""
        found = self._told.review.objectives if self._told is not None else ()
        self.objectives.setText(
            "\n".join(
                f"{_REACHED[one.reached]}  O{one.objective.number} {one.objective.text}"
                f"  ·  {tr(REACHED_WORDS[one.reached])}"
                for one in found
            )
        )
        self._aims.setVisible(bool(found))

    def _bar(self, one: GroupResult, merged: Merged) -> Bar:
        percent = one.percent
        name = self.review.group_name(one.group) if self.review is not None else one.group
        ticks = [_own_share(one, each) for each in merged.evaluations]
        return Bar(
            code=one.group,
            name=name,
            label=f"{tenths(percent)} %" if percent is not None else tr("n/a"),
            share=(percent or Fraction(0)) / 100,
            ticks=tuple(sorted({share for share in ticks if share is not None}))
            if len(merged.evaluations) > 1
            else (),
        )

    def _show_items(self) -> None:
        review = self.review
        if review is None:
            return
        group, wanted = self.groups.present(), self.shown.value()
        found = [
            one
            for one in review.sheet.merged.items
            if group in {_EVERY, one.item.group} and _is_wanted(one, wanted)
        ]
        self.items.show_records(found)
        if found:
            self._items_deck.show_content()
            if self.items.present() is None:
                self.items.selectRow(0)
        else:
            words = {
                _DIFFER: tr("No two evaluators differ here."),
                _ZERO: tr("Nothing was left undone here."),
            }
            self._items_deck.show_state(
                "check-circle",
                tr("Nothing here"),
                words.get(str(wanted), tr("This group has no items.")),
            )
        self._show_whole(self.items.present())

    def _show_whole(self, one: ItemResult | None) -> None:
        """Show each grade of an item with who gave it and why."""
        if one is None or self.review is None:
            self._whole.setText("")
            return
        names = {form.id: form.evaluator for form in self.review.evaluations}
        lines = [one.item.text]
        for score in one.scores:
            said = f"{names.get(score.evaluation_id, '')}  {GRADE_KEYS[score.grade]}"
            lines.append(f"{said}  {score.comment}".rstrip())
        self._whole.setText("\n".join(lines))

    def _group(self, one: ItemResult) -> str:
        return self.review.group_name(one.item.group) if self.review is not None else ""

    def _grades(self, one: ItemResult) -> str:
        return "  ".join(GRADE_KEYS[score.grade] for score in one.scores)

    def _next(self) -> None:
        values = list(_SHOWN)
        at = (values.index(str(self.shown.value())) + 1) % len(values)
        self.shown.set_value(values[at])
        self._show_items()

    def _set_side(self) -> None:
        width = _COMPACT_SIDE_W if scaled.is_compact(self) else _SIDE_W
        self._side.setFixedWidth(theme.px(width))

    def _build(self) -> None:
        self._whole.setWordWrap(True)
        self._side = Card()
        side = QVBoxLayout(self._side)
        scaled.margins(side, 1, 3, 1, 2)
        scaled.gap(side, 2)
        top = QHBoxLayout()
        scaled.margins(top, 3, 0, 3, 0)
        scaled.gap(top, 3)
        top.addWidget(self.result)
        top.addWidget(self.percent)
        top.addStretch()
        told = QVBoxLayout()
        scaled.margins(told, 3, 0, 3, 0)
        scaled.gap(told, 1)
        told.addWidget(self._counted)
        told.addWidget(self._forms)
        side.addLayout(top)
        side.addLayout(told)
        side.addWidget(self.groups, 1)
        self.objectives.setWordWrap(True)
        aims = QVBoxLayout(self._aims)
        scaled.margins(aims, 4, 3, 4, 3)
        scaled.gap(aims, 1)
        aims.addWidget(self._aims_title)
        aims.addWidget(self.objectives)
        listed = Card()
        inner = QVBoxLayout(listed)
        scaled.margins(inner, 4, 3, 4, 3)
        scaled.gap(inner, 2)
        head = QHBoxLayout()
        head.addWidget(self.shown)
        head.addStretch()
        inner.addLayout(head)
        inner.addWidget(self._items_deck, 1)
        inner.addWidget(self._whole)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        scaled.gap(row, 3)
        row.addWidget(self._side)
        right = QVBoxLayout()
        scaled.gap(right, 3)
        right.addWidget(self._aims)
        right.addWidget(listed, 1)
        row.addLayout(right, 1)
        self._deck = Deck(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._deck)


def _own_share(group: GroupResult, form: Evaluation) -> Fraction | None:
    """Return what one evaluator alone gave a group, of what could have been given."""
    points = [
        POINTS[score.grade]
        for item in group.items
        for score in item.scores
        if score.evaluation_id == form.id and score.grade in POINTS
    ]
    return Fraction(sum(points), POINTS[Grade.GOOD] * len(points)) if points else None


def _is_wanted(one: ItemResult, wanted: object) -> bool:
    if wanted == _DIFFER:
        return one.spread > 0
    return one.has_zero if wanted == _ZERO else True


def _mean(one: ItemResult) -> str:
    return tenths(one.mean) if one.mean is not None else "–"


def _comments(one: ItemResult) -> str:
    return " / ".join(score.comment for score in one.scores if score.comment)


def _form(one: Evaluation) -> str:
    if one.handed_in_at is None:
        state = tr("being filled in")
    else:
        state = tr("handed in {time}").format(time=minute(one.handed_in_at)[5:])
    return " · ".join(filter(None, (one.evaluator, one.post, state)))
