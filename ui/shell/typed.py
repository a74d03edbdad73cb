"""What was typed on a page whose drill is over: whether there is any."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget


@runtime_checkable
class Keeps(Protocol):
    """A part of a page that keeps what was typed for a record while others are looked at."""

    def unsaved(self) -> Sequence[str]:
        """Return what was typed and is not saved, record by record, in front or not."""


def kept(page: QWidget) -> tuple[str, ...]:
    """Return what the parts of a page keep and have not saved; fields may show none of it."""
    parts = [part for part in page.findChildren(QWidget) if isinstance(part, Keeps)]
    return tuple(text for part in parts for text in part.unsaved() if text.strip())


def has_typed(page: QWidget) -> bool:
    """Say whether somebody typed on a page what it has not taken over since."""
    texts: list[QTextEdit | QPlainTextEdit] = [
        *page.findChildren(QTextEdit),
        *page.findChildren(QPlainTextEdit),
    ]
    return any(_is_typed(line) for line in page.findChildren(QLineEdit)) or any(
        text.document().isModified() and text.toPlainText() and not text.isReadOnly()
        for text in texts
    )


def _is_typed(line: QLineEdit) -> bool:
    """Leave out what is searched for: nobody misses it."""
    is_search = line.isClearButtonEnabled()
    return line.isModified() and bool(line.text()) and not (line.isReadOnly() or is_search)
