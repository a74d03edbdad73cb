"""The keys of the board, and what dragging a team means."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from commandcenter.directory.rights import NotAllowed
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.times import clock as hour_and_minute
from commandcenter.kernel.words import N_
from commandcenter.teams.model.dispatch import Act, Dispatch, Step
from commandcenter.teams.model.dispatch_words import STEP_WORDS
from commandcenter.teams.model.ladder import NotOnScene
from ui.teams import dispatch_lanes
from ui.teams.dispatch_ask import REASON, TIME
from ui.teams.dispatch_card import Card
from ui.teams.dispatch_lanes import Lane, Move, Refusal
from ui.widgets.typed_time import Toward, UnreadableTime, read_time, shown_time
from ui.widgets.words import tr

if TYPE_CHECKING:
    from ui.teams.dispatch_tab import DispatchTab

_TITLES: dict[Act, str] = {
    Act.UNDO: N_("Take back '{step}' of {team}"),
    Act.CANCEL: N_("Call off {team}"),
    Act.RELEASE: N_("Release {team}"),
    Act.CORRECT: N_("'{step}' of {team}: a later time"),
    Act.TAKE: N_("'{step}' of {team}: as told"),
}
_ACTIONS: dict[Act, str] = {
    Act.UNDO: N_("Take back"),
    Act.CANCEL: N_("Call off"),
    Act.RELEASE: N_("Release"),
    Act.CORRECT: N_("Correct"),
    Act.TAKE: N_("Note it"),
}
_NOT_SENT = N_("{team} is not sent. Enter writes an order for it.")
_FIRST = N_("Only the order is left. Del calls the team off.")


class TimeMissing(Rejected):
    """A time is asked for."""

    sentence = N_("Write the time.")


class Commands:
    """What keys, buttons and drops do to the team in front."""

    def __init__(self, tab: "DispatchTab") -> None:
        self._tab = tab
        self._add_actions()
        tab.details.wanted.connect(self.run)
        tab.board.hovered.connect(self._offer)
        tab.board.dropped.connect(self._drop)
        tab.board.opened.connect(lambda _card: tab.toggle_details())
        for box in tab.board.boxes.values():
            box.view.entered_card.connect(self.step)
        tab.acts.done.connect(lambda _after: self._close_ask())

    def run(self, name: str) -> None:
        """Do what a button of the details says."""
        {
            "step": self.step,
            "told": self.told,
            "safe": self.safe,
            "correct": self.correct,
            "back": self.back,
            "result": self.result,
            "free": self.free,
        }[name]()

    def step(self) -> None:
        """Note the next step; order a team that stands by."""
        card = self._tab.board.present()
        one = self._tab.present()
        if one is None and card is not None and self._may():
            self._tab.write_order(card.team_id)
        elif one is not None and one.next_step is not None:
            self._do(one, Move(act=Act.TAKE, step=one.next_step))

    def told(self) -> None:
        """Ask when the next step was, as told."""
        one = self._sent()
        if one is not None and one.next_step is not None and self._may():
            self._ask_time(one, Move(act=Act.TAKE, step=one.next_step), names=(TIME,))

    def back(self) -> None:
        """Ask why the last step is taken back."""
        one = self._sent()
        if one is None:
            return
        move = dispatch_lanes.taken_back(one)
        if move is None:
            self._tab.seat.messages.say(_FIRST)
        else:
            self._do(one, move)

    def free(self) -> None:
        """Ask why a team is called off or released."""
        one = self._sent()
        if one is not None:
            self._do(one, dispatch_lanes.freed(one))

    def safe(self) -> None:
        """Note that everybody answered the safety call."""
        one = self._sent()
        if one is None:
            return
        if one.check_due_at is None:
            self._tab.seat.messages.problem(NotOnScene(team=one.team_name))
        else:
            self._do(one, Move(act=Act.CHECK, step=one.step))

    def correct(self) -> None:
        """Ask for a later time of the chosen step, or of the last one."""
        one = self._sent()
        if one is None or not self._may():
            return
        chosen = self._tab.details.chosen_step() if self._tab.details.ladder.hasFocus() else None
        is_taken = chosen is not None and chosen in one.times and chosen is not Step.ORDERED
        step = chosen if chosen is not None and is_taken else one.step
        if step is Step.ORDERED:
            self._tab.seat.messages.say(_FIRST)
        else:
            self._ask_time(one, Move(act=Act.CORRECT, step=step), names=(TIME, REASON))

    def result(self) -> None:
        """Open the form for the result."""
        one = self._sent()
        if one is not None and self._may():
            self._tab.write_result(one)

    def _add_actions(self) -> None:
        tab, actions = self._tab, self._tab.seat.actions
        add = partial(actions.add, page="teams")
        for owner in (tab.board, tab.details):
            add(owner, N_("Answer the safety call"), "Space", self.safe)
            add(owner, N_("Take the last step back"), "Backspace", self.back)
            add(owner, N_("Correct the time of a step"), "Ctrl+E", self.correct)
            add(owner, N_("Note the result"), "Ctrl+R", self.result)
            add(owner, N_("Call off or release"), "Del", self.free)
        add(tab.board, N_("Next step, or order the team"), "Return", self.step)
        add(tab.board, N_("Next step at a told time"), "Shift+Return", self.told)
        add(tab, N_("Details of the team in front"), "Ctrl+I", tab.toggle_details)
        add(tab, N_("Board or reach"), "Ctrl+M", tab.toggle_view)
        add(tab.order, N_("Give the order"), "Ctrl+D", tab.order.give)
        add(tab.order, N_("Tick the response package"), "Ctrl+P", tab.order.tick_package)
        add(tab.order, N_("Discard the order"), "Ctrl+Del", tab.order.discard)

    def _sent(self) -> Dispatch | None:
        one, card = self._tab.present(), self._tab.board.present()
        if one is None and card is not None:
            self._tab.seat.messages.say(_NOT_SENT, team=card.name)
        return one

    def _may(self) -> bool:
        refusal: NotAllowed | None = self._tab.acts.refusal()
        if refusal is not None:
            self._tab.seat.messages.problem(refusal)
        return refusal is None

    def _do(self, one: Dispatch, move: Move) -> None:
        if not self._may():
            return
        if move.needs_reason:
            self._ask(one, move, (REASON,), {})
        else:
            self._tab.acts.move(one, move)

    def _ask_time(self, one: Dispatch, move: Move, *, names: tuple[str, ...]) -> None:
        now = self._tab.seat.clock()
        at = one.times.get(move.step, now)
        self._ask(one, move, names, {TIME: shown_time(at, now=now)})

    def _ask(
        self, one: Dispatch, move: Move, names: tuple[str, ...], values: dict[str, str]
    ) -> None:
        facts = {"step": tr(STEP_WORDS[move.step]), "team": one.team_name}
        title = tr(_TITLES[move.act]).format(**facts)

        def confirmed(typed: Mapping[str, str]) -> None:
            self._confirm(one, move, names, typed)

        self._tab.ask.ask(title, tr(_ACTIONS[move.act]), names, confirmed, values=values)

    def _confirm(
        self, one: Dispatch, move: Move, names: tuple[str, ...], typed: Mapping[str, str]
    ) -> None:
        ask = self._tab.ask
        at = None
        if TIME in names:
            try:
                at = read_time(typed[TIME], now=self._tab.seat.clock(), toward=Toward.PAST)
            except UnreadableTime as error:
                ask.refuse(error)
                return
            if at is None:
                ask.refuse(TimeMissing())
                return
        if not self._tab.acts.move(one, move, reason=typed[REASON], at=at, failed=ask.refuse):
            ask.set_busy(False)

    def _close_ask(self) -> None:
        if self._tab.ask.is_busy():
            self._tab.ask.close_bar()

    def _offer(self, card: Card, lane: Lane) -> None:
        words, is_possible = self._meaning(card, lane)
        self._tab.board.show_offer(lane, words, is_possible=is_possible)

    def _meaning(self, card: Card, lane: Lane) -> tuple[str, bool]:
        if self._tab.acts.refusal() is not None:
            return "", False
        one = self._dispatch_of(card)
        if one is None:
            return (tr("order it"), True) if lane is Lane.ORDERED else ("", False)
        found = dispatch_lanes.dropped(one, lane)
        if isinstance(found, Refusal):
            return "", False
        if found.act is Act.TAKE:
            at = hour_and_minute(self._tab.seat.clock())
            words = tr("note '{step}' {at}")
            return words.format(step=tr(STEP_WORDS[found.step]), at=at), True
        return tr(_ACTIONS[found.act]), True

    def _drop(self, card: Card, lane: Lane) -> None:
        one = self._dispatch_of(card)
        if not self._may():
            return
        if one is None:
            if lane is Lane.ORDERED:
                self._tab.write_order(card.team_id)
            return
        found = dispatch_lanes.dropped(one, lane)
        if isinstance(found, Move):
            self._do(one, found)
        elif found is not Refusal.SAME:
            self._tab.seat.messages.say(found.value)

    def _dispatch_of(self, card: Card) -> Dispatch | None:
        return next((one for one in self._tab.picture.out if one.id == card.key), None)
