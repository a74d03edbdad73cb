"""Whoever works by keys goes on after what had them is hidden."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QWidget


@contextmanager
def keys_kept(page: QWidget, otherwise: QWidget) -> Iterator[None]:
    """Give the keys to a widget if what has them now in a page is hidden meanwhile.

    Qt would give them to the next button, and Space would press it.
    """
    had: QWidget | None = page.window().focusWidget()
    yield
    is_hidden = had is not None and page.isAncestorOf(had) and not had.isVisibleTo(page)
    if is_hidden and otherwise.isVisibleTo(page):
        otherwise.setFocus()
