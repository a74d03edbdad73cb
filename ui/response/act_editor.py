"""The sheet on which an act is written, with the word of what it does on its button."""

from ui.records.editor import Editor
from ui.widgets.words import tr


class ActEditor(Editor):
    """An editor whose button says what happens."""

    action = ""  # source text

    def set_action(self, action: str) -> None:
        """Say what the button does.

        Args:
            action: Source text.
        """
        self.action = action
        self._read_words()

    def _read_words(self) -> None:
        super()._read_words()
        if self.action:
            self.save.setText(tr(self.action))
        # A sheet can be left even if nothing was typed on it.
        self.cancel.setText(tr("Give up") if self.is_edited() else tr("Leave"))
        self.cancel.setEnabled(True)
