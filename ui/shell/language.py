"""Changing the language of everything on screen at once."""

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from ui.widgets import words


class _Dialogs:
    translator: QTranslator | None = None  # for the words of Qt's own dialogs


def speak(app: QApplication, language: str) -> None:
    """Take this language; every widget gets a LanguageChange and re-reads its texts.

    Args:
        language: One of `commandcenter.kernel.words.LANGUAGES`.
    """
    words.use(language)
    if _Dialogs.translator is not None:
        app.removeTranslator(_Dialogs.translator)
        _Dialogs.translator = None
    if language == "zh":
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        translator = QTranslator()
        if translator.load("qtbase_zh_CN", folder):
            app.installTranslator(translator)
            _Dialogs.translator = translator
    for window in app.topLevelWidgets():  # each hands the event on to its children
        QCoreApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
