"""Tables as text: CSV files of every encoding that Chinese offices use, and the clipboard."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from commandcenter.documents.sheets.book import Rows, Sheet
from commandcenter.documents.sheets.errors import BrokenQuotes, BrokenText, NotATable

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_SEPARATORS = "\t,;|"
_LINES_LOOKED_AT = 50
# Pages, pictures of pages and formatted text that some programs call a table.
_MARKUP = re.compile(r"\s*(?:<[!?A-Za-z]|%PDF|\{\\rtf)")
_SCARCE = 4  # at most one byte of so many
_BETWEEN_CELLS = re.compile(r"[\n\r\t,;|]")
_HAN = re.compile("[\u4e00-\u9fff]")
_ENOUGH_HAN = 2  # in a line of the national encoding, these practically never occur by chance


def read_text(data: bytes, name: str, sheet: str) -> Sheet:
    """Return the one table of a text file.

    Raises:
        Rejected: It is no text, no table, or too large.
    """
    text = decoded(data, name)
    if _MARKUP.match(text):
        raise NotATable(name=name)
    return read_lines(text, name, sheet)


def read_lines(text: str, name: str, sheet: str) -> Sheet:
    """Return the table in a text whose separator is not known.

    Raises:
        Rejected: Quotation marks do not match, or it is too large.
    """
    return Sheet(name=sheet, rows=Rows(name).of(sheet, _records(text, separator(text), name)))


def _records(text: str, separator: str, name: str) -> Iterator[list[str]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise BrokenQuotes(name=name, line=reader.line_num) from error


def separator(text: str) -> str:
    """Return what stands between the cells: what divides most lines into equally many."""
    return max(_SEPARATORS, key=lambda character: _evenness(text, character))


def _evenness(text: str, character: str) -> tuple[int, int]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=character)
    try:
        widths = Counter(len(row) for row in islice(reader, _LINES_LOOKED_AT) if len(row) > 1)
    except csv.Error:
        return 0, 0
    if not widths:
        return 0, 0
    width, lines = max(widths.items(), key=lambda found: (found[1], found[0]))
    return lines, width


def decoded(data: bytes, name: str) -> str:
    """Return the text of a file, by its mark or by trying what can be told apart.

    Raises:
        BrokenText: It is no text, or lines of two encodings.
    """
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, name)
    if b"\0" in data:
        return _without_mark(data, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        _refuse_two_encodings(data, name)
        return _strictly(data, "gb18030", name)


def _without_mark(data: bytes, name: str) -> str:
    line = data.count(b"\n", 0, data.index(0)) + 1
    if _is_stray(data):
        raise BrokenText(name=name, line=line)
    text = _strictly(data, _byte_order(data), name)
    if not _BETWEEN_CELLS.search(text):
        raise BrokenText(name=name, line=line)
    return text


def _is_stray(data: bytes) -> bool:
    """Whether a few NULs stand in a text of single bytes, which as UTF-16 would be nonsense."""
    if _SCARCE * data.count(0) > len(data):
        return False
    rest = data.replace(b"\0", b"")
    return any(_decodes(rest, encoding) for encoding in ("utf-8", "gb18030"))


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _byte_order(data: bytes) -> str:
    is_little = data[1::2].count(0) >= data[::2].count(0)
    return "utf-16-le" if is_little else "utf-16-be"


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        raise BrokenText(name=name, line=before.count("\n") + 1) from error
    broken = text.find("\0")
    if broken >= 0:
        raise BrokenText(name=name, line=text.count("\n", 0, broken) + 1)
    return text


def _refuse_two_encodings(data: bytes, name: str) -> None:
    """Refuse what would silently become nonsense: any bytes make some text in GB 18030."""
    modern, national = [], []
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.isascii():
            continue
        try:
            if len(_HAN.findall(line.decode("utf-8"))) >= _ENOUGH_HAN:
                modern.append(number)
        except UnicodeDecodeError:
            national.append(number)
    if modern and national:
        raise BrokenText(name=name, line=min((modern, national), key=len)[0])
