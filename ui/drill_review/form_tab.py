"""The evaluation form of whoever sits here, for one hand on a tablet or on the keys."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right
from commandcenter.drills.model.evaluation import Evaluation, Grade
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.words import N_
from ui.drill_review import form_gaps
from ui.drill_review.form_choice import FormChoice
from ui.drill_review.form_foot import Aside, FormFoot, said_in
from ui.drill_review.form_writes import FormWrites
from ui.drill_review.group_list import GroupList
from ui.drill_review.item_card import ItemCard
from ui.drill_review.item_cards import ItemCards
from ui.drill_review.reading import Review
from ui.drill_review.score_keeper import Given, ScoreKeeper
from ui.drill_review.tab import Tab
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets import scaled, theme
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.states import Deck
from ui.widgets.words import tr

_SENT_AGAIN = N_("Some grades are not saved yet. They are sent again now.")
_GROUPS_W, _COMPACT_GROUPS_W = 300, 232  # px at 100 %


class FormTab(Tab):
    """Groups on the left, the items of the one in front on the right, handing in below."""

    kinds = ("form",)

    def __init__(self, db: Database, seat: Seat) -> None:
        super().__init__(db, seat)
        self.evaluation: Evaluation | None = None
        self._shown: tuple[object, ...] = ()
        # Of each form that was in front, so that a grade that was refused stays with its form.
        self._forms: dict[tuple[UUID, UUID | None], tuple[FormWrites, ScoreKeeper]] = {}
        self.writes, self.keeper = self._new_form()
        self._said: dict[FormWrites, Aside] = {}  # typed at the foot and not saved
        self._is_late = False  # somebody else wrote at the foot first
        self.choice = FormChoice(db, seat)
        self.groups = GroupList()
        self.items = ItemCards()
        self._title = Label(tone="heading")
        self._note = Label(tone="note")
        self.foot = FormFoot()
        self._build()
        self._connect()
        self._add_actions()
        self.read_words()

    def show_review(self, review: Review) -> None:
        is_other = self.review is None or self.review.drill.id != review.drill.id
        self.review = review
        self.choice.show_review(review)
        if is_other:
            self._change_form(review)
        self._show_form(review)

    def _on_other_form(self) -> None:
        if self.review is not None:
            self._change_form(self.review)
            self._show_form(self.review)
            self.take_focus()

    def _on_begun(self, begun: Evaluation) -> None:
        """Bring a form from paper to the front that was begun just now."""
        if self.review is None:
            return
        if all(one.id != begun.id for one in self.review.evaluations):
            evaluations = (*self.review.evaluations, begun)
            self.review = replace(self.review, evaluations=evaluations)
        self.choice.show_review(self.review)
        self.choice.choose(begun.id)
        self.changed.emit()

    def _new_form(self) -> tuple[FormWrites, ScoreKeeper]:
        writes = FormWrites(self.db, self.seat)
        keeper = ScoreKeeper(self.seat.background, writes.writing, self)
        keeper.changed.connect(partial(self._on_changed, keeper))
        keeper.refused.connect(partial(self._on_refused, keeper))
        return writes, keeper

    def _change_form(self, review: Review) -> None:
        """Take up the form in front where it was left."""
        key = (review.drill.id, self.choice.paper)
        if key not in self._forms:
            self._forms[key] = self._new_form()
        said = self.foot.put_aside()
        if said is not None:
            self._said[self.writes] = said
        self.keeper.put_aside(self.items.typed())
        self.writes, self.keeper = self._forms[key]
        self._shown, self._is_late = (), False

    def _show_form(self, review: Review) -> None:
        self.evaluation = self.choice.form(review)
        self.writes.show_form(review.drill, self.evaluation)
        own = self.evaluation.id if self.evaluation is not None else None
        self.keeper.show_scores(
            {item: one for (form, item), one in review.scores.items() if form == own}
        )
        if not review.items:
            self._deck.show_state(
                "clipboard-text", tr("No items"), tr("Items of the form are kept at Admin.")
            )
            return
        self._deck.show_content()
        name = self.evaluation.evaluator if self.evaluation else self.seat.officer().name
        self.foot.show_form(self.evaluation, name, self._said.pop(self.writes, None))
        self._show_progress()
        self._show_items(self.groups.present())
        if self._is_late:
            self._is_late = False
            self.foot.ask_whose()
        self._set_editable()

    def take_focus(self) -> None:
        card = self.card(self.items.front) or next(iter(self.cards), None)
        (card or self.groups).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def paper_key(self, review: Review) -> object:
        """Return the form in front; all of them as long as it is not begun."""
        drill = review.drill.id
        return drill if self.evaluation is None else (drill, str(self.evaluation.id))

    def begin_new(self) -> None:
        self.choice.begin()

    def submit(self) -> None:
        self.hand_in()

    def give_up(self) -> None:
        self.choice.ask.close_bar()
        self.foot.stop_asking()
        self.take_focus()

    def read_words(self) -> None:
        self.groups.setAccessibleName(tr("Groups of items"))
        self._note.setText(tr("2, 1, 0, N grade; Enter comments; arrow keys walk"))
        self.foot.read_words()

    @property
    def cards(self) -> list[ItemCard]:
        """The cards of the group in front."""
        return self.items.cards

    def card(self, item: UUID | None) -> ItemCard | None:
        """Return the card of an item, if its group is in front."""
        return self.items.card(item)

    def missing(self) -> tuple[UUID, ...]:
        """Return the items without a grade, in the order of the form."""
        items = self.review.items if self.review is not None else ()
        return tuple(one.id for one in items if self.keeper.given(one.id) is None)

    def go_to_missing(self) -> None:
        """Bring the first item without a grade to the front."""
        missing = self.missing()
        if missing:
            self.go_to_item(missing[0])

    def go_to_item(self, item: UUID) -> None:
        """Bring an item to the front, in whatever group it is."""
        review = self.review
        found = [one for one in review.items if one.id == item] if review is not None else []
        if found:
            self.groups.choose(found[0].group)
            card = self.card(item)
            if card is not None:
                self.items.focus_on(card)

    def hand_in(self) -> None:
        """Hand the form in; with what is missing said before."""
        review = self.review
        if review is None or self.refusal_here(Right.EVALUATE) or self._is_handed_in():
            return
        if late := self.keeper.late():
            self.go_to_item(late[0])
            self.foot.say(tr("Somebody else graded this item as well. Choose which grade stands."))
            return
        if self.keeper.unsaved():
            self.keeper.retry()
            self.foot.say(tr(_SENT_AGAIN))
            return
        if self.foot.ask_whose():
            return
        missing = set(self.missing())
        if missing and not self.foot.is_asking():
            self.keeper.put_aside(self.items.typed())
            self.foot.ask(form_gaps.told(review, missing, self.keeper.comments))
            return
        call = self.writes.handing_in(self.foot.values(), with_gaps=bool(missing))
        self._write_form(call, is_pressed=True)

    def take_back(self) -> None:
        """Take back a form that was handed in."""
        if self._is_handed_in() and not self.refusal_here(Right.EVALUATE):
            self._write_form(self.writes.taking_back(), is_pressed=True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_side"):
            self._set_side()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_side()

    def _is_handed_in(self) -> bool:
        return self.evaluation is not None and self.evaluation.handed_in_at is not None

    def _give(self, item: UUID, grade: Grade | None) -> None:
        card = self.card(item)
        comment = card.comment.text().strip() if card is not None else ""
        given = None if grade is None else Given(grade=grade, comment=comment)
        self.keeper.give(item, given)

    def _begin(self, item: UUID) -> None:
        self.keeper.begin(item)

    def _comment(self, item: UUID, comment: str) -> None:
        given = self.keeper.given(item)
        if given is not None:
            self.keeper.give(item, Given(grade=given.grade, comment=comment))
        elif not comment:
            self.keeper.end(item)
        elif (card := self.card(item)) is not None:
            card.say(tr("Give it a grade as well; the comment is saved with it."))

    def _walk(self, item: UUID, by: int) -> None:
        ids = [one.item_id() for one in self.cards]
        at = ids.index(item) + by
        if 0 <= at < len(ids):
            self.items.focus_on(self.cards[at])
        elif self.groups.step(by) and self.cards:
            self.items.focus_on(self.cards[0 if by > 0 else -1])

    def _show_progress(self) -> None:
        review = self.review
        if review is None:
            return
        missing = set(self.missing())
        self.groups.show_groups(form_gaps.bars(review, missing))
        self.foot.show_progress(len(review.items) - len(missing), len(review.items))

    def _show_items(self, code: str) -> None:
        """Show the cards of a group; those that are there already stay, with what is typed."""
        review = self.review
        if review is None:
            return
        items = review.of_group(code)
        shown = (review.drill.id, code, items)
        self._title.setText(review.group_name(code))
        if shown != self._shown:
            self.keeper.put_aside(self.items.typed())
            self._shown = shown
            self.items.show_items(items, self.keeper.comments)
            self._set_editable()
        for card in self.cards:
            self.items.show_given(card.item_id(), self.keeper)

    def _settle(self, item: UUID, is_mine: bool) -> None:
        if is_mine:
            self.keeper.insist(item)
        else:
            self.items.take_written(item, self.keeper)
        self.items.show_given(item, self.keeper)

    def _on_changed(self, keeper: ScoreKeeper, item: UUID) -> None:
        if keeper is not self.keeper:
            return
        self.items.show_given(item, self.keeper)
        self._show_progress()
        if not keeper.unsaved():
            self.foot.unsay(tr(_SENT_AGAIN))

    def _on_refused(self, keeper: ScoreKeeper, item: UUID, error: Exception) -> None:
        if isinstance(error, Conflict):
            self.changed.emit()  # to see what somebody else gave
            if keeper is self.keeper:
                return
        card = self.card(item) if keeper is self.keeper else None
        if card is not None:
            card.say(sentence(error))
        self.seat.messages.problem(error)

    def _describe(self) -> None:
        if not self.refusal_here(Right.EVALUATE) and not self._is_handed_in():
            self._write_form(self.writes.describing(self.foot.values()), is_pressed=False)

    def _write_form(self, call: Callable[[], Evaluation], *, is_pressed: bool) -> None:
        self.foot.begin_write(is_pressed=is_pressed)
        done = partial(self._form_written, self.writes, is_pressed)
        failed = partial(self._form_not_written, self.writes, is_pressed)
        self.write(call, done, failed)

    def _form_written(self, writes: FormWrites, was_pressed: bool, evaluation: Evaluation) -> None:
        self.foot.end_write(was_pressed=was_pressed)
        if writes is not self.writes:
            said = self._said.get(writes)
            if said is not None and said.said == said_in(evaluation):
                del self._said[writes]
            self.changed.emit()
            return
        self.evaluation = evaluation
        if self.review is not None:
            writes.show_form(self.review.drill, evaluation)
        self.foot.accept_saved(evaluation)
        self.foot.show_form(evaluation, evaluation.evaluator)
        self._set_editable()
        self.changed.emit()

    def _form_not_written(self, writes: FormWrites, was_pressed: bool, error: Exception) -> None:
        self.foot.end_write(was_pressed=was_pressed)
        if writes is self.writes:
            self.foot.refuse(sentence(error), was_pressed=was_pressed)
            self._is_late = isinstance(error, Conflict)
        else:
            self.seat.messages.problem(error)
        self.changed.emit()

    def _set_editable(self) -> None:
        refusal = self.refusal_here(Right.EVALUATE)
        is_open = not refusal and not self._is_handed_in()
        for card in self.cards:
            card.set_editable(may_edit=is_open)
        self.foot.set_editable(refusal)
        self.choice.set_editable(may_edit=not refusal)

    def _connect(self) -> None:
        self.items.graded.connect(self._give)
        self.items.commented.connect(self._comment)
        self.items.typing.connect(self._begin)
        self.items.settled.connect(self._settle)
        self.items.walked.connect(self._walk)
        self.groups.chosen.connect(self._show_items)
        self.groups.activated.connect(lambda _index: self.take_focus())
        self.choice.chosen.connect(self._on_other_form)
        self.choice.begun.connect(self._on_begun)
        self.choice.ask.left.connect(self.take_focus)
        self.foot.described.connect(self._describe)
        self.foot.hand_in.clicked.connect(self.hand_in)
        self.foot.take_back.clicked.connect(self.take_back)
        self.foot.first_missing.clicked.connect(self.go_to_missing)

    def _add_actions(self) -> None:
        add = partial(self.seat.actions.add, self, page="drill_review")
        add(N_("Next group of items"), "PgDown", lambda: self._step(1))
        add(N_("Group of items before"), "PgUp", lambda: self._step(-1))
        add(N_("First item without a grade"), "Ctrl+J", self.go_to_missing)
        add(N_("Hand the form in"), "Ctrl+Return", self.hand_in, icon="paper-plane-tilt")
        add(N_("Take the form back"), "Ctrl+Backspace", self.take_back)

    def _step(self, by: int) -> None:
        if self.groups.step(by):
            self.take_focus()

    def _set_side(self) -> None:
        width = _COMPACT_GROUPS_W if scaled.is_compact(self) else _GROUPS_W
        self._side.setFixedWidth(theme.px(width))

    def _build(self) -> None:
        self._side = Card()
        side = QVBoxLayout(self._side)
        scaled.margins(side, 1, 2, 1, 2)
        side.addWidget(self.choice)
        side.addWidget(self.groups, 1)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._note)
        right = QVBoxLayout()
        scaled.gap(right, 2)
        right.addLayout(head)
        right.addWidget(self.items, 1)
        right.addWidget(self.choice.ask)
        right.addWidget(self.foot)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        scaled.gap(row, 3)
        row.addWidget(self._side)
        row.addLayout(right, 1)
        self._deck = Deck(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._deck)
