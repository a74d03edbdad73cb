"""A workbook is an archive. This makes a clean copy of it, so that what was checked is read.

Kept are the parts that cells come from, inflated under a limit and without entities. Macros,
pictures, links to other files and everything else never reach the parser.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from posixpath import basename
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from commandcenter.documents.sheets import limits
from commandcenter.documents.sheets.book import NO_RESULT, out_of_bounds
from commandcenter.documents.sheets.errors import (
    Damaged,
    HasInstructions,
    NotATable,
    Protected,
    TooLarge,
    TooManySheets,
)

_BOOK = "xl/workbook.xml"
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
_BROKEN = (
    BadZipFile,
    EOFError,
    LookupError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)
_NEEDLESS = re.compile(
    "docProps/|customXml/|xl/(?:theme|drawings|charts|chartsheets|pivotCache|pivotTables"
    "|externalLinks|comments|threadedComments|persons|media|printerSettings)",
    re.IGNORECASE,
)
_INSTRUCTION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE_CHARACTERS = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")

# A cell beyond row 60,000 or column IV, and the rest of its tag.
_FAR = re.compile(
    rb"""\br=["']((?:[A-Z]{3,}|I[W-Z]|[J-Z][A-Z])\d+|[A-Z]+(?:[6-9]\d{4}|\d{6,}))["'][^<>]{0,1000}>"""
)
_LAST_ROW = re.compile(rb"[A-Z]{1,2}60000")
_ERROR = re.compile(rb"""(<(?:\w+:)?c\s[^<>]*?\bt=)(["'])e\2""")
_FORMULA = re.compile(
    rb"<((?:\w+:)?)c\b([^<>]*)>\s*<\1f\b[^<>]*(?:/>|>[^<]*</\1f>)\s*"
    rb"(?:<\1v\s*/>|<\1v>\s*</\1v>)?\s*</\1c>"
)
_TYPE = re.compile(rb"""\st=["'][^"']*["']""")
_SHEET = re.compile(rb"""<(?:\w+:)?sheet\s[^<>]*>""")
_RELATION = re.compile(rb"""<(?:\w+:)?Relationship\s[^<>]*>""")


def cleaned(data: bytes, name: str) -> BytesIO:
    """Return a copy of a workbook that holds checked parts alone.

    Raises:
        Rejected: It is damaged, protected, too large, or not a workbook.
    """
    if data.count(_ENTRY) > limits.PARTS:
        raise TooLarge(name=name)
    with _archive(data, name) as source:
        entries = source.infolist()
        _check_entries(entries, name)
        copy = BytesIO()
        room = limits.INFLATED_BYTES
        with ZipFile(copy, "w", ZIP_STORED) as target:
            for entry in filter(_is_needed, entries):
                part = _inflated(source, entry, name, room)
                room -= len(part)
                target.writestr(entry.filename, _checked(part, entry, source, name))
    copy.seek(0)
    return copy


@contextmanager
def _archive(data: bytes, name: str) -> Iterator[ZipFile]:
    try:
        source = ZipFile(BytesIO(data))
    except _BROKEN as error:
        raise Damaged(name=name) from error
    with source:
        yield source


def _check_entries(entries: list[ZipInfo], name: str) -> None:
    names = [entry.filename.lower() for entry in entries]
    if _BOOK not in names:
        raise NotATable(name=name)
    if len(set(names)) != len(names):
        raise Damaged(name=name)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise Protected(name=name)


def _is_needed(entry: ZipInfo) -> bool:
    is_markup = entry.filename.lower().endswith((".xml", ".rels"))
    return is_markup and not _NEEDLESS.match(entry.filename)


def _inflated(source: ZipFile, entry: ZipInfo, name: str, room: int) -> bytes:
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise Damaged(name=name)
    try:
        with source.open(entry) as part:
            data = part.read(room + 1)
    except _BROKEN as error:
        raise Damaged(name=name) from error
    if len(data) > room:
        raise TooLarge(name=name)
    return data


def _checked(part: bytes, entry: ZipInfo, source: ZipFile, name: str) -> bytes:
    if part.startswith(_WIDE_CHARACTERS):
        raise Damaged(name=name)
    if _INSTRUCTION.search(part):
        raise HasInstructions(name=name, part=entry.filename)
    if entry.filename.lower() == _BOOK:
        count = len(_SHEET.findall(part))
        if count > limits.SHEETS:
            raise TooManySheets(name=name, count=count, limit=limits.SHEETS)
    if b"sheetData" not in part:
        return part
    far = _far_cell(part)
    if far:
        raise out_of_bounds(name, _sheet_name(entry, source), far)
    return _with_visible_errors(part)


def _far_cell(part: bytes) -> str:
    """Return a filled cell out of bounds; cells that only carry a format do not matter."""
    for found in _FAR.finditer(part):
        if not found[0].endswith(b"/>") and not _LAST_ROW.fullmatch(found[1]):
            return found[1].decode()
    return ""


def _with_visible_errors(part: bytes) -> bytes:
    """Return the sheet with failed formulas as text; the parser would read them as empty."""
    if b't="e"' in part or b"t='e'" in part:
        part = _ERROR.sub(rb'\1"str"', part)
    return _FORMULA.sub(_without_result, part)


def _without_result(found: re.Match[bytes]) -> bytes:
    if b't="str"' in found[2]:
        return found[0]  # an empty text is a result
    tag = _TYPE.sub(b"", found[2]) + b' t="str"'
    prefix, text = found[1], NO_RESULT.encode()
    return b"<%bc%b><%bv>%b</%bv></%bc>" % (prefix, tag, prefix, text, prefix, prefix)


def _sheet_name(entry: ZipInfo, source: ZipFile) -> str:
    """Return the name that people know a part by, or the part's own if that cannot be told."""
    try:
        book = source.read(_BOOK)
        relations = source.read("xl/_rels/workbook.xml.rels")
    except _BROKEN:
        return entry.filename
    targets = {
        _attribute(tag, b"Id"): basename(_attribute(tag, b"Target"))
        for tag in _RELATION.findall(relations)
    }
    for tag in _SHEET.findall(book):
        if targets.get(_attribute(tag, b"id")) == basename(entry.filename):
            return _attribute(tag, b"name")
    return entry.filename


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"[\s:]" + name + rb"""=["']([^"']*)["']""", tag)
    return found[1].decode(errors="replace") if found else ""
