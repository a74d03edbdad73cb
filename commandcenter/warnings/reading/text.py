"""From bytes to text: encodings, and what no warning begins with."""

import codecs
import re

from commandcenter.warnings.reading.errors import (
    BrokenText,
    Damaged,
    Empty,
    HasInstructions,
    NotXml,
    UnknownEncoding,
)

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED_WIDE = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
# What a declaration may say, and how it is decoded. GB18030 holds GB 2312 and GBK.
_DECLARED = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "ascii",
    "ascii": "ascii",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5",
    "iso-8859-1": "latin-1",
    "latin1": "latin-1",
    "windows-1252": "cp1252",
    # Programs that write into memory first say so of what is UTF-8 in the end.
    "utf-16": "utf-8",
    "utf-16le": "utf-8",
    "utf-16be": "utf-8",
}
_DECLARATION = re.compile(r"<\?xml[\s][^<>]{0,300}?\?>")
_ENCODING = re.compile(rb"""<\?xml\s[^<>]{0,300}?encoding\s{0,20}=\s{0,20}["']([^"']{0,60})["']""")
_LOOKED_AT = 1_000
# So many letters beyond ASCII are no accident when they make sense as UTF-8.
_CERTAIN = 6


def text_of(data: bytes, name: str) -> tuple[str, bool]:
    """Return the text of an XML file without its declaration, and whether it declared another.

    Raises:
        Empty, NotXml, UnknownEncoding, BrokenText, HasInstructions: It is refused.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise Empty(name=name)
    text, differs = _decoded(data, name)
    return prepared(text, name), differs


def prepared(text: str, name: str) -> str:
    """Return the text of an XML message without its declaration.

    Raises:
        NotXml, HasInstructions: It is refused.
    """
    text = text.lstrip("\ufeff \t\r\n")
    if not text.startswith("<"):
        raise NotXml(name=name)
    text = _DECLARATION.sub("", text, count=1) if text.startswith("<?xml") else text
    _refuse_document_type(text, name)
    return text


def _decoded(data: bytes, name: str) -> tuple[str, bool]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, name), False
    for beginning, encoding in _UNMARKED_WIDE:
        if data.startswith(beginning):
            return _strict(data, encoding, name), False
    found = _ENCODING.search(data[:_LOOKED_AT].lstrip())
    declared = found[1].decode("ascii", "replace").lower() if found else "utf-8"
    if data.lstrip()[:1] != b"<":
        raise NotXml(name=name)
    if declared not in _DECLARED:
        raise UnknownEncoding(name=name, encoding=declared)
    encoding = _DECLARED[declared]
    if encoding != "utf-8" and _is_utf8(data):
        return data.decode(), True
    return _strict(data, encoding, name), declared.startswith("utf-16")


def _is_utf8(data: bytes) -> bool:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    return len(data) - len(text) >= _CERTAIN


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise BrokenText(name=name, encoding=encoding.upper()) from error


def _refuse_document_type(text: str, name: str) -> None:
    """Refuse a document type; it can only stand before the first element."""
    at = 0
    while at >= 0:
        at = _skipped(text, at)
        if text.startswith("<!--", at):
            at = _behind(text, "-->", at, name)
        elif text.startswith("<?", at):
            at = _behind(text, "?>", at, name)
        elif text[at : at + 2] == "<!":
            raise HasInstructions(name=name)
        else:
            return


def _skipped(text: str, at: int) -> int:
    while text[at : at + 1] in (" ", "\t", "\r", "\n"):
        at += 1
    return at


def _behind(text: str, end: str, at: int, name: str) -> int:
    found = text.find(end, at + 2)
    if found < 0:
        raise Damaged(name=name, line=text.count("\n", 0, at) + 1)
    return found + len(end)
