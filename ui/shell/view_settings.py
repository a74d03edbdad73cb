"""How this workstation shows the program: remembered beside the window's geometry."""

from dataclasses import dataclass

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication

from commandcenter.kernel.words import LANGUAGES
from ui.widgets.theme import SCALES
from ui.widgets.tokens import THEMES


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewSettings:
    """What the officer menu changes.

    Attributes:
        has_motion: Whether unacknowledged marks pulse.
        has_sound: Whether what is unacknowledged can be heard.
    """

    language: str = LANGUAGES[0]
    theme: str = THEMES[0]
    scale_percent: int = 100
    has_motion: bool = True
    has_sound: bool = True


def load(settings: QSettings) -> ViewSettings:
    """Read the settings; what is missing or wrong falls back to the default."""
    default = ViewSettings(theme=_system_theme())
    language = str(settings.value("view/language", default.language))
    theme = str(settings.value("view/theme", default.theme))
    scale = str(settings.value("view/scale_percent", default.scale_percent))
    return ViewSettings(
        language=language if language in LANGUAGES else default.language,
        theme=theme if theme in THEMES else default.theme,
        scale_percent=int(scale) if scale in map(str, SCALES) else default.scale_percent,
        has_motion=_is_on(settings, "view/has_motion"),
        has_sound=_is_on(settings, "view/has_sound"),
    )


def save(settings: QSettings, view: ViewSettings) -> None:
    """Remember the settings."""
    settings.setValue("view/language", view.language)
    settings.setValue("view/theme", view.theme)
    settings.setValue("view/scale_percent", view.scale_percent)
    settings.setValue("view/has_motion", view.has_motion)
    settings.setValue("view/has_sound", view.has_sound)


def _is_on(settings: QSettings, name: str) -> bool:
    return str(settings.value(name, "true")).lower() != "false"


def _system_theme() -> str:
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "high_contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"
