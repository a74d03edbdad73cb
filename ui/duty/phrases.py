"""Quick phrases in a menu, each with a digit."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from commandcenter.directory.model import Term
from ui.duty.draft_card import DraftCard
from ui.widgets.paint import paintable
from ui.widgets.words import language, tr


def words_of(phrase: Term) -> str:
    """Return a phrase in the language of the window."""
    return phrase.en if language() == "en" and phrase.en else phrase.zh


def open_menu(card: DraftCard, phrases: Sequence[Term]) -> QMenu:
    """Show the phrases below the text of a draft; the chosen one goes to the cursor."""
    content = card.form.content
    menu = QMenu(card)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for number, phrase in enumerate(phrases, start=1):
        words = words_of(phrase)
        shown = paintable(words).strip().replace("&", "&&")
        action = menu.addAction(f"&{number} {shown}" if number < 10 else shown)  # noqa: PLR2004 - digits end
        action.triggered.connect(lambda _on=False, words=words: content.insertPlainText(words))
    if not phrases:
        menu.addAction(tr("No phrases yet")).setEnabled(False)
    menu.popup(content.mapToGlobal(QPoint(0, content.height())))
    return menu
