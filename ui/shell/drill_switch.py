"""Taking part in a drill with this window, and going back to reality."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from commandcenter.kernel.words import N_
from ui.shell.actions import Actions
from ui.shell.drill_line import DrillLine
from ui.shell.identity import IdentityStrip
from ui.shell.messages import MessageBar
from ui.shell.navigation import Navigation, Play
from ui.shell.page import REALITY
from ui.shell.playing import SWITCH_KEY, Playing

_NONE_RUNS = N_("No drill is running.")
_OVER = N_("The drill {title} is over. This window is back in reality.")
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
    ) -> None:
        super().__init__(owner)
        self._owner = owner
        self._playing = playing
        self._navigation = navigation
        self._identity = identity
        self._line = line
        self._messages = messages
        actions.add(
            owner,
            N_("Take part in a drill, or go back to reality"),
            SWITCH_KEY,
            self.turn,
            icon="flag",
        )
        playing.changed.connect(self._on_changed)
        playing.left.connect(lambda title: messages.say(_OVER, title=title))
        navigation.opened.connect(lambda _target: self._show_line())
        navigation.scope_wanted.connect(self._go_into)
        line.left.connect(playing.leave)

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
            self._choose()

    def _choose(self) -> None:
        menu = QMenu(self._owner)
        for number, one in enumerate(self._playing.running, start=1):
            action = menu.addAction(f"&{number}  {one.title.replace('&', '&&')}")
            action.triggered.connect(partial(self._join, one.id))
        menu.aboutToHide.connect(menu.deleteLater)
        strip = self._identity
        at = strip.mapToGlobal(strip.rect().bottomRight()) if strip.isVisible() else QCursor.pos()
        menu.popup(at)
        menu.setActiveAction(menu.actions()[0])

    def _join(self, drill_id: UUID, _checked: bool = False) -> None:
        self._playing.join(drill_id)

    def _go_into(self, scope: str | UUID) -> None:
        if scope == REALITY:
            self._playing.leave()
        elif isinstance(scope, UUID) and not self._playing.join(scope):
            self._playing.leave()
            self._messages.say(_NOT_RUNNING)

    def _on_changed(self) -> None:
        current = self._playing.current
        self._identity.set_playing("" if current is None else current.title)
        self._navigation.set_scope(self._playing.drill_id)
        self._show_line()

    def _show_line(self) -> None:
        current = self._playing.current
        play = self._navigation.play_of(self._navigation.current())
        title = "" if current is None else current.title
        self._line.show_facts(title, is_played=play is not Play.NEVER)
