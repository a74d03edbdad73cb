"""Taking part in a drill with this window, and going back to reality."""

from collections.abc import Iterable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from commandcenter.kernel.words import N_
from ui.shell.actions import Actions
from ui.shell.candidates import Candidate, matching
from ui.shell.drill_line import DrillLine
from ui.shell.identity import IdentityStrip
from ui.shell.messages import MessageBar
from ui.shell.navigation import Navigation, Play
from ui.shell.page import REALITY, Target
from ui.shell.palette import Palette
from ui.shell.playing import SWITCH_KEY, Playing, RunningDrill
from ui.widgets.initials import initials
from ui.widgets.words import tr

DRILLS = N_("Drills that run now")
_TAKE_PART = N_("Take part: {title}")
_NONE_RUNS = N_("No drill is running.")
_OVER = N_("The drill {title} is over. This window is back in reality.")
_LEFT = N_("The drill {title} is over. What was typed in it and not recorded is still on: {pages}.")
_NOT_RUNNING = N_("This belongs to a drill that is over.")


class DrillSwitch(QObject):
    """Keeps the pages, the strip and the line in the drill that the window plays in."""

    def __init__(
        self,
        owner: QWidget,
        *,
        playing: Playing,
        navigation: Navigation,
        identity: IdentityStrip,
        line: DrillLine,
        messages: MessageBar,
        actions: Actions,
        palette: Palette,
    ) -> None:
        super().__init__(owner)
        self._playing = playing
        self._navigation = navigation
        self._identity = identity
        self._line = line
        self._messages = messages
        self._palette = palette
        palette.add_source(DRILLS, self._candidates)
        actions.add(
            owner,
            N_("Take part in a drill, or go back to reality"),
            SWITCH_KEY,
            self.turn,
            icon="flag",
        )
        playing.changed.connect(self._on_changed)
        playing.ended.connect(self._end)
        navigation.opened.connect(lambda _target: self._show_line())
        navigation.scope_wanted.connect(self._go_into)
        line.left.connect(self._leave)

    def turn(self) -> None:
        """Go back to reality; out of reality, take part in the drill that runs."""
        running = self._playing.running
        if self._playing.current is not None:
            self._playing.leave()
        elif not running:
            self._messages.say(_NONE_RUNS)
        elif len(running) == 1:
            self._playing.join(running[0].id)
        else:
            self._palette.open_sheet()
            self._palette.line.setText(tr(_TAKE_PART).format(title=""))

    def _leave(self) -> None:
        if self._navigation.is_over():
            self._navigation.open(Target(page=self._navigation.current()))
        self._playing.leave()

    def _end(self, ended: Sequence[RunningDrill], left: RunningDrill | None) -> None:
        """Let drills go that are over, and say where something typed in them is still found."""
        for one in ended:
            self._navigation.end(one.id)
        typed_in = [one for one in ended if self._navigation.over(one.id)]
        if typed_in:
            pages = dict.fromkeys(
                page for one in typed_in for page in self._navigation.over(one.id)
            )
            self._messages.say(
                _LEFT, title=_listed(one.title for one in typed_in), pages=_listed(map(tr, pages))
            )
        elif left is not None:
            self._messages.say(_OVER, title=left.title)

    def _candidates(self, query: str) -> Sequence[Candidate]:
        one_by_one = (
            Candidate(
                title=tr(_TAKE_PART).format(title=one.title),
                initials=initials(tr(_TAKE_PART).format(title=one.title)),
                icon="flag",
                act=partial(self._playing.join, one.id),
            )
            for one in self._playing.running
            if one != self._playing.current
        )
        return matching(query, one_by_one)

    def _go_into(self, scope: str | UUID) -> None:
        if scope == REALITY:
            self._playing.leave()
        elif isinstance(scope, UUID) and not self._playing.join(scope):
            self._playing.leave()
            self._messages.say(_NOT_RUNNING)

    def _on_changed(self) -> None:
        current = self._playing.current
        self._identity.set_playing("" if current is None else current.title)
        before = self._navigation.scope()
        is_over = before is not None and not self._playing.is_running(before)
        self._navigation.set_scope(self._playing.drill_id, is_over=is_over)
        self._show_line()

    def _show_line(self) -> None:
        current = self._playing.current
        play = self._navigation.play_of(self._navigation.current())
        title = "" if current is None else current.title
        if self._navigation.is_over():
            self._line.show_over()
        else:
            self._line.show_facts(title, is_played=play is not Play.NEVER)


def _listed(titles: Iterable[str]) -> str:
    return tr(", ").join(titles)
