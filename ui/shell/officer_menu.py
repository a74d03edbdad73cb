"""The menu under the officer's name."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from commandcenter.kernel.words import N_
from ui.shell.view import View
from ui.widgets import icons
from ui.widgets.theme import SCALES
from ui.widgets.words import tr

THEME_WORDS = {"light": N_("Light"), "dark": N_("Dark"), "high_contrast": N_("High contrast")}
# Each in itself, for whoever cannot read the other.
LANGUAGE_NAMES = {"zh": "中文", "en": "English"}


class OfficerMenu(QMenu):
    """Language, theme, size, motion, sound; then whatever the window adds.

    The menu is made anew whenever it opens, so it is always in the language of the window.
    """

    def __init__(self, view: View, more: Sequence[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self._more = more
        self.aboutToShow.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        settings = self._view.settings
        self.clear()
        for submenu in self.findChildren(QMenu):
            submenu.deleteLater()
        self._add_choice(
            tr("Language"), "translate", LANGUAGE_NAMES, settings.language, self._view.set_language
        )
        themes = {name: tr(word) for name, word in THEME_WORDS.items()}
        self._add_choice(tr("Theme"), "circle-half", themes, settings.theme, self._view.set_theme)
        sizes = {percent: f"{percent} %" for percent in SCALES}
        self._add_choice(tr("Size"), "text-aa", sizes, settings.scale_percent, self._view.set_scale)
        pulse = self.addAction(tr("Pulse what is unacknowledged"))
        pulse.setCheckable(True)
        pulse.setChecked(settings.has_motion)
        pulse.toggled.connect(self._view.set_motion)
        sound = self.addAction(tr("Sound for what is unacknowledged"))
        sound.setCheckable(True)
        sound.setChecked(settings.has_sound)
        sound.toggled.connect(self._view.set_sound)
        self.addSeparator()
        self.addActions(self._more)

    def _add_choice(
        self,
        title: str,
        icon: str,
        choices: dict[str, str] | dict[int, str],
        present: object,
        choose: Callable[..., None],
    ) -> None:
        menu = QMenu(title, self)
        menu.setIcon(icons.icon(icon))
        group = QActionGroup(menu)
        for value, words in choices.items():
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(value == present)
            action.triggered.connect(partial(choose, value))
            group.addAction(action)
        self.addMenu(menu)
