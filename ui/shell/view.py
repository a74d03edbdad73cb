"""Language, theme, scale, motion and sound of this workstation, changed while the program runs."""

from dataclasses import replace

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QApplication

from commandcenter.kernel.words import LANGUAGES
from ui.shell import view_settings
from ui.shell.language import speak
from ui.shell.view_settings import ViewSettings
from ui.widgets import scaled, theme
from ui.widgets.theme import SCALES
from ui.widgets.tokens import THEMES


class View(QObject):
    """Applies the settings of the view and remembers them.

    Signals:
        changed: Something looks or reads differently now.
    """

    changed = Signal()

    def __init__(
        self, app: QApplication, settings: QSettings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._settings = settings
        self.settings = view_settings.load(settings)
        self._apply_look()
        speak(app, self.settings.language)

    def set_language(self, language: str) -> None:
        """Take one of the languages of the catalogue."""
        self._keep(replace(self.settings, language=language))
        speak(self._app, language)
        self.changed.emit()

    def set_theme(self, name: str) -> None:
        """Take one of the themes."""
        self._keep(replace(self.settings, theme=name))
        self._apply_look()
        self.changed.emit()

    def set_scale(self, percent: int) -> None:
        """Take one of the scales."""
        self._keep(replace(self.settings, scale_percent=percent))
        self._apply_look()
        self.changed.emit()

    def set_motion(self, has_motion: bool) -> None:
        """Let unacknowledged marks pulse, or not."""
        self._keep(replace(self.settings, has_motion=has_motion))
        theme.allow_motion(has_motion)
        self.changed.emit()

    def set_sound(self, has_sound: bool) -> None:
        """Let what is unacknowledged be heard, or not."""
        self._keep(replace(self.settings, has_sound=has_sound))
        self.changed.emit()

    def next_language(self) -> None:
        """Change to the next language."""
        self.set_language(_next(LANGUAGES, self.settings.language))

    def next_theme(self) -> None:
        """Change to the next theme."""
        self.set_theme(_next(THEMES, self.settings.theme))

    def scale_by(self, steps: int) -> None:
        """Make everything larger or smaller by so many steps."""
        at = SCALES.index(self.settings.scale_percent) + steps
        if 0 <= at < len(SCALES):
            self.set_scale(SCALES[at])

    def recall(self, name: str) -> str:
        """Return what a page remembered under a name; empty if nothing."""
        return str(self._settings.value(name, ""))

    def remember(self, name: str, text: str) -> None:
        """Keep how a page is to look the next time, such as the columns of a table."""
        self._settings.setValue(name, text)

    def _keep(self, view: ViewSettings) -> None:
        self.settings = view
        view_settings.save(self._settings, view)

    def _apply_look(self) -> None:
        theme.allow_motion(self.settings.has_motion)
        theme.apply(self._app, self.settings.theme, self.settings.scale_percent)
        scaled.apply_again()


def _next(choices: tuple[str, ...], present: str) -> str:
    return choices[(choices.index(present) + 1) % len(choices)]
