"""Reading a table from a file or the clipboard."""

import json
import logging
import multiprocessing
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import monotonic
from typing import Any

import psutil

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

log = logging.getLogger(__name__)

_LOOK_S = 0.02
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
    with _reader(path) as (process, pipe):
        return _Receiver(path.name, progress).book(_messages(process, pipe, path.name, cancelled))


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


@contextmanager
def _reader(path: Path) -> Iterator[tuple[BaseProcess, Connection]]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=serve, args=(theirs, str(path)), daemon=True)
    process.start()
    theirs.close()
    try:
        yield process, ours
    finally:
        ours.close()
        process.kill()
        process.join()
        process.close()


def _messages(
    process: BaseProcess, pipe: Connection, name: str, cancelled: Callable[[], bool]
) -> Iterator[Mapping[str, Any]]:
    latest = monotonic() + limits.TIME_S
    while True:
        if cancelled():
            raise Stopped
        if monotonic() > latest:
            raise TookTooLong(name=name, seconds=round(limits.TIME_S))
        if _memory_bytes(process) > limits.MEMORY_BYTES:
            raise TooLarge(name=name)
        if pipe.poll(_LOOK_S):
            try:
                yield json.loads(pipe.recv_bytes(limits.MESSAGE_BYTES))
            except (EOFError, OSError, ValueError) as error:
                process.join(1)
                log.warning("the reader of a table ended with %s", process.exitcode)
                raise Unreadable(name=name) from error


def _memory_bytes(process: BaseProcess) -> int:
    try:
        return int(psutil.Process(process.pid).memory_info().rss)
    except psutil.Error:  # it has just ended; the pipe says how
        return 0


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
