"""Reading a table from a file or the clipboard."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from commandcenter.documents import confined
from commandcenter.documents.sheets import errors, limits
from commandcenter.documents.sheets.book import Book, Merged, Sheet
from commandcenter.documents.sheets.child import serve
from commandcenter.documents.sheets.errors import (
    Empty,
    NotOpened,
    Stopped,
    TookTooLong,
    TooLarge,
    Unreadable,
)
from commandcenter.documents.sheets.texts import read_lines
from commandcenter.kernel.errors import Rejected

_REFUSALS = {
    kind.__name__: kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, Rejected)
}


def read(
    path: Path,
    *,
    progress: Callable[[int], None] = lambda _rows: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Book:
    """Return the tables of a file: .xlsx, .xlsm without its macros, .xls, CSV or other text.

    The file is read by another process, which is ended when it takes too much time or memory.

    Args:
        progress: Told how many rows are in.
        cancelled: Asked many times a second.

    Raises:
        Rejected: The file cannot be read; the sentence says where and what to do.
        Stopped: The user no longer wants it.
    """
    try:
        if not path.is_file():
            raise NotOpened(name=path.name)
        size = path.stat().st_size
    except (OSError, ValueError) as error:
        raise NotOpened(name=path.name) from error
    if size > limits.FILE_BYTES:
        raise TooLarge(name=path.name)
    receiver = _Receiver(path.name, progress)
    look = partial(_stop_if, cancelled)
    try:
        with confined.told(serve, str(path), bounds=limits.bounds(), look=look) as messages:
            return receiver.book(messages)
    except confined.OutOfTime as error:
        raise TookTooLong(name=path.name, seconds=round(limits.TIME_S)) from error
    except confined.OutOfMemory as error:
        raise TooLarge(name=path.name) from error
    except confined.Died as error:
        raise Unreadable(name=path.name) from error


def _stop_if(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Stopped


def paste(text: str, *, name: str) -> Book:
    """Return the table that was copied from Excel or another program.

    Args:
        name: What the sentences call it, such as the word for the clipboard.

    Raises:
        Rejected: It cannot be read; the sentence says where and what to do.
    """
    if len(text) > limits.PASTED_CHARACTERS:
        raise TooLarge(name=name)
    sheet = read_lines(text, name, name)
    if not sheet.rows:
        raise Empty(name=name)
    return Book(name=name, sheets=[sheet])


class _Receiver:
    def __init__(self, name: str, progress: Callable[[int], None]) -> None:
        self._name = name
        self._progress = progress
        self._hidden: tuple[str, ...] = ()
        self._sheets: list[tuple[str, list[Merged], list[tuple[str, ...]]]] = []
        self._count = 0

    def book(self, messages: Iterator[Mapping[str, Any]]) -> Book:
        for message in messages:
            if "refused" in message:
                raise _REFUSALS[message["refused"]](**message["facts"])
            if "end" in message:
                break
            self._take(message)
        sheets = [Sheet(name=name, rows=rows, merged=merged) for name, merged, rows in self._sheets]
        return Book(name=self._name, sheets=sheets, hidden=self._hidden)

    def _take(self, message: Mapping[str, Any]) -> None:
        if "hidden" in message:
            self._hidden = tuple(message["hidden"])
        elif "sheet" in message:
            areas = [
                Merged(top=top, left=left, bottom=bottom, right=right)
                for top, left, bottom, right in message["merged"]
            ]
            self._sheets.append((message["sheet"], areas, []))
        else:
            self._sheets[-1][2].extend(map(tuple, message["rows"]))
            self._count += len(message["rows"])
            self._progress(self._count)
