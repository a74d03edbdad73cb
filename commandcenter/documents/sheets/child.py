"""The process that reads one file: whatever the file does to it, the program goes on."""

import re
from io import BytesIO
from multiprocessing.connection import Connection
from pathlib import Path

from commandcenter.documents import confined
from commandcenter.documents.confined import tell
from commandcenter.documents.sheets import limits
from commandcenter.documents.sheets.archives import cleaned
from commandcenter.documents.sheets.book import Book
from commandcenter.documents.sheets.errors import Empty, NotOpened, Protected, TooLarge
from commandcenter.documents.sheets.texts import read_text
from commandcenter.documents.sheets.workbooks import read_workbook
from commandcenter.kernel.errors import Rejected

_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and .xlsx with a password
# The stream of an encrypted .xlsx, and the record behind the beginning of an encrypted .xls.
_ENCRYPTED = re.compile(
    re.escape("EncryptedPackage".encode("utf-16-le"))
    + rb"|\x09\x08\x10\x00.{16}(?:\x86\x00\x00\x00)?\x2f\x00",
    re.DOTALL,
)
_ROWS_SENT = 2_000


def serve(pipe: Connection, path: str) -> None:
    """Read a file and send it in pieces, or the reason why not. Runs in a process of its own."""
    confined.enter(pipe, limits.bounds())
    try:
        _send(pipe, book_of(Path(path)))
    except Rejected as refused:
        tell(pipe, refused=type(refused).__name__, facts=refused.facts)
    except MemoryError:
        tell(pipe, refused=TooLarge.__name__, facts={"name": Path(path).name})


def book_of(path: Path) -> Book:
    """Return what stands in a file, by its content and not by its name.

    Raises:
        Rejected: It cannot be read.
    """
    try:
        with path.open("rb") as file:
            data = file.read(limits.FILE_BYTES + 1)
    except OSError as error:
        raise NotOpened(name=path.name) from error
    if len(data) > limits.FILE_BYTES:
        raise TooLarge(name=path.name)
    book = _read(data, path)
    filled = [sheet for sheet in book.sheets if sheet.rows]
    if not filled:
        raise Empty(name=path.name)
    return Book(name=book.name, sheets=filled, hidden=book.hidden)


def _read(data: bytes, path: Path) -> Book:
    if data.startswith(_ARCHIVES):
        return read_workbook(cleaned(data, path.name), path.name)
    if data.startswith(_COMPOUND):
        if _ENCRYPTED.search(data):
            raise Protected(name=path.name)
        return read_workbook(BytesIO(data), path.name)
    return Book(name=path.name, sheets=[read_text(data, path.name, path.stem)])


def _send(pipe: Connection, book: Book) -> None:
    tell(pipe, hidden=list(book.hidden))
    for sheet in book.sheets:
        merged = [(area.top, area.left, area.bottom, area.right) for area in sheet.merged]
        tell(pipe, sheet=sheet.name, merged=merged)
        for start in range(0, len(sheet.rows), _ROWS_SENT):
            tell(pipe, rows=sheet.rows[start : start + _ROWS_SENT])
    tell(pipe, end=True)
