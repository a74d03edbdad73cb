"""Files that are broken, odd or made to hurt, and what must come of each.

A file is given by its name, a function that makes its bytes, and either the refusal that is
expected or the rows that must be read.
"""

import struct
from functools import partial
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_LZMA, ZipFile

from commandcenter.documents.sheets.errors import (
    BrokenQuotes,
    BrokenText,
    CellTooLong,
    Damaged,
    Empty,
    HasInstructions,
    NotATable,
    OutOfBounds,
    Protected,
    TooLarge,
    TooManySheets,
    Unreadable,
)
from commandcenter.kernel.errors import Rejected
from tests.documents.sheets.making import (
    BOOK,
    BOOK_RELATIONS,
    HEAD,
    SHEET,
    STRINGS,
    STYLES,
    TYPES,
    book,
    compound,
    packed,
    parts,
    record,
    relations,
    rows,
    strings,
    styles,
    worksheet,
    xls,
    xlsx,
)

RIGHT = [["姓名", "电话"], ["张三", "110"]]
LINES = "姓名,电话\n张三,110\n"
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
PREFIXED = (
    '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<x:sheetData><x:row r="1"><x:c r="A1" t="e"><x:v>#N/A</x:v></x:c></x:row></x:sheetData>'
    "</x:worksheet>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def part_with(name, declaration):
    """A workbook that declares entities in one of its parts."""
    content = parts()
    return packed(content | {name: content[name].replace(HEAD, HEAD + declaration)})


def cells(*made):
    """A workbook with one row."""
    return xlsx(f'<row r="1">{"".join(made)}</row>')


def cell(value, more="", ref="A1"):
    """A cell with a stored value."""
    return f'<c r="{ref}" {more}><v>{value}</v></c>'


def patched(data, old, new, count=-1):
    """The bytes with something else in place of some of them."""
    assert old in data
    return data.replace(old, new, count)


def lying():
    """An archive that says a part of 3 MB is 10 bytes long."""
    content = parts(rows(["a" * 3_000_000]))
    size = struct.pack("<I", len(content[SHEET].encode()))
    return patched(packed(content), size, struct.pack("<I", 10))


def with_bits(bits):
    """An archive whose entries carry these general purpose bits."""
    data = bytearray(xlsx())
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= bits
            at = data.find(mark, at + 1)
    return bytes(data)


def doubled():
    """An archive that holds the sheet twice, with different content."""
    target = BytesIO(xlsx())
    with ZipFile(target, "a") as archive:
        info = archive.getinfo(SHEET)
        archive.writestr(info.filename.upper(), worksheet(rows(["other"])))
    return target.getvalue()


def crowd(count):
    """An archive of very many parts."""
    return packed(parts() | {f"xl/media/{at}.png": b"" for at in range(count)})


def overlapping():
    """An archive whose directory lists the same large part under 200 names."""
    data = packed({"xl/workbook.xml": " " * 1_000_000} | parts())
    at = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x01\x02", at + 4)
    entry, tail = data[at:end], data.rindex(b"PK\x05\x06")
    more = b"".join(
        patched(entry, b"xl/workbook.xml", b"xl/workb%03d.xml" % number) for number in range(200)
    )
    directory = data[at:tail] + more
    count = data[at:tail].count(b"PK\x01\x02") + 200
    return (
        data[:at]
        + directory
        + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(directory), at, 0)
    )


def bomb(part):
    """A part that is small in the archive and 130 MB outside."""
    return packed(parts() | {part: HEAD + " " * 130_000_000})


def echo(count):
    """Many cells that all show one very long shared text."""
    shown = '<row r="{0}"><c r="A{0}" t="s"><v>0</v></c></row>'
    made = "".join(shown.format(at) for at in range(1, count))
    return xlsx(made, {STRINGS: strings("长" * 32_000)})


def rectangle():
    """Two cells without addresses that span a sheet of billions of cells."""
    wide = "<row>" + "<c/>" * 2_000_000 + "<c><v>1</v></c></row>"
    return xlsx(f'{wide}<row r="59999"><c><v>1</v></c></row>')


def long_list(names):
    """A workbook that lists more sheets than it has."""
    return xlsx(changes={BOOK: book(*((name, "") for name in names))})


def merged(*areas):
    """A sheet with joined cells."""
    tags = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return xlsx(after=f"<mergeCells>{tags}</mergeCells>")


def two_sheets(first, second):
    """A sheet with a remark, and the table."""
    return xlsx(
        changes={
            BOOK: book(("说明", first), ("队伍", second)),
            BOOK_RELATIONS: relations("worksheets/sheet0.xml", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet0.xml": worksheet(rows(["只看不填"])),
        }
    )


def binary(beginning, length=3_000):
    """Something that is no text."""
    return beginning + bytes(at * 37 % 256 for at in range(length))


ARCHIVES = {
    "no entries.xlsx": (partial(packed, {}), NotATable),
    "a tenth.xlsx": (lambda: xlsx()[: len(xlsx()) // 10], Damaged),
    "half.xlsx": (lambda: xlsx()[: len(xlsx()) // 2], Damaged),
    "most of it.xlsx": (lambda: xlsx()[: len(xlsx()) * 9 // 10], Damaged),
    "one byte less.xlsx": (lambda: xlsx()[:-1], Damaged),
    "signature alone.xlsx": (lambda: b"PK\x03\x04", Damaged),
    "garbage within.xlsx": (lambda: patched(xlsx(), b"\0\0", b"\7\3", 9), Rejected),
    "wrong checksum.xlsx": (
        lambda: patched(packed(parts(), compression=0), b"110", b"119"),
        Damaged,
    ),
    "bomb in the sheet.xlsx": (partial(bomb, SHEET), TooLarge),
    "bomb in the texts.xlsx": (partial(bomb, STRINGS), TooLarge),
    "bomb in the formats.xlsx": (partial(bomb, STYLES), TooLarge),
    "lying about its size.xlsx": (lying, Damaged),
    "overlapping.xlsx": (overlapping, Damaged),
    "crowd.xlsx": (partial(crowd, 1_500), TooLarge),
    "pictures.xlsx": (partial(crowd, 300), RIGHT),
    "sheet twice.xlsx": (doubled, Damaged),
    "password of an archive.xlsx": (partial(with_bits, 1), Protected),
    "bzip2.xlsx": (lambda: packed(parts(), compression=ZIP_BZIP2), Damaged),
    "lzma.xlsx": (lambda: packed(parts(), compression=ZIP_LZMA), Damaged),
    "climbing out.xlsx": (
        lambda: packed({"../../../etc/evil.xml": "x", "/evil.rels": "y"} | parts()),
        RIGHT,
    ),
    "document.xlsx": (lambda: packed({TYPES: "x", "word/document.xml": "x"}), NotATable),
    "open document.ods": (lambda: packed({"mimetype": "x", "content.xml": "x"}), NotATable),
    "binary workbook.xlsb": (lambda: packed({TYPES: "x", "xl/workbook.bin": b"x"}), NotATable),
    "macros.xlsm": (
        lambda: xlsx(changes={"xl/vbaProject.bin": binary(b"\xd0\xcf\x11\xe0")}),
        RIGHT,
    ),
    "links elsewhere.xlsx": (
        lambda: xlsx(changes={"xl/externalLinks/externalLink1.xml": OUTSIDE}),
        RIGHT,
    ),
    "archive named csv.csv": (xlsx, RIGHT),
}

PARTS = {
    **{
        f"reads a file in {part.rpartition('/')[2]}.xlsx": (
            partial(part_with, part, OUTSIDE),
            HasInstructions,
        )
        for part in (SHEET, STRINGS, BOOK, BOOK_RELATIONS, STYLES, TYPES)
    },
    "laughs.xlsx": (partial(part_with, SHEET, ENTITIES), HasInstructions),
    "laughs quietly.xlsx": (partial(part_with, STRINGS, ENTITIES.lower()), HasInstructions),
    "unknown entity.xlsx": (lambda: xlsx(rows(["a&x;b"])), Damaged),
    "wide characters.xlsx": (
        lambda: packed(parts() | {SHEET: parts()[SHEET].encode("utf-16")}),
        Damaged,
    ),
    "not closed.xlsx": (lambda: packed(parts() | {SHEET: parts()[SHEET][:-60]}), Rejected),
    "no markup.xlsx": (lambda: packed(parts() | {SHEET: "姓名,电话"}), Rejected),
    "empty part.xlsx": (lambda: packed(parts() | {SHEET: ""}), Rejected),
    "no sheet.xlsx": (lambda: xlsx(changes={SHEET: None}), Rejected),
    "no relations.xlsx": (lambda: xlsx(changes={BOOK_RELATIONS: None}), Rejected),
    "no types.xlsx": (lambda: xlsx(changes={TYPES: None}), RIGHT),
    "no formats.xlsx": (lambda: xlsx(changes={STYLES: None}), RIGHT),
    "no texts.xlsx": (lambda: xlsx(changes={STRINGS: None}), RIGHT),
    "is its own sheet.xlsx": (
        lambda: xlsx(changes={BOOK_RELATIONS: relations("workbook.xml")}),
        Rejected,
    ),
    "relation outside.xlsx": (
        lambda: xlsx(changes={BOOK_RELATIONS: relations("../../../../etc/passwd")}),
        Rejected,
    ),
    "text out of range.xlsx": (lambda: cells(cell(99, "t='s'")), Damaged),
    "negative text.xlsx": (lambda: cells(cell(-1, "t='s'")), Damaged),
    "enormous text number.xlsx": (lambda: cells(cell("9" * 40, "t='s'")), Damaged),
    "texts refer to texts.xlsx": (
        lambda: xlsx(changes={STRINGS: strings('<c t="s"><v>0</v></c>')}),
        RIGHT,
    ),
    "deep.xlsx": (lambda: xlsx("<row>" * 100_000), Rejected),
    "a million sheets.xlsx": (partial(long_list, map(str, range(1_000_000))), TooManySheets),
    "101 sheets.xlsx": (partial(long_list, range(101)), TooManySheets),
    "long name.xlsx": (partial(long_list, ["名" * 500]), RIGHT),
    "markup in the name.xlsx": (partial(long_list, ["&lt;b&gt;{name}"]), RIGHT),
    "hidden.xlsx": (partial(long_list, ()), Empty),
    "all hidden.xlsx": (lambda: xlsx(changes={BOOK: book(("队", 'state="hidden"'))}), Empty),
    "very hidden.xlsx": (lambda: xlsx(changes={BOOK: book(("队", 'state="veryHidden"'))}), Empty),
    "one hidden.xlsx": (partial(two_sheets, 'state="hidden"', ""), RIGHT),
    "chart alone.xlsx": (
        lambda: xlsx(
            changes={BOOK_RELATIONS: relations("worksheets/sheet1.xml", kind="chartsheet")}
        ),
        Empty,
    ),
    "echo.xlsx": (partial(echo, 20_000), (TooLarge, Unreadable)),
    "faint echo.xlsx": (partial(echo, 1_000), TooLarge),
    "rectangle.xlsx": (rectangle, (TooLarge, Unreadable)),
}

CELLS = {
    "huge dimension.xlsx": (lambda: xlsx(before='<dimension ref="A1:XFD1048576"/>'), RIGHT),
    "senseless dimension.xlsx": (lambda: xlsx(before='<dimension ref="ZZZZ"/>'), Damaged),
    "last cell of Excel.xlsx": (lambda: cells(cell(1, ref="XFD1048576")), OutOfBounds),
    "row 60001.xlsx": (lambda: cells(cell(1, ref="A60001")), OutOfBounds),
    "column IW.xlsx": (lambda: cells(cell(1, ref="IW1")), OutOfBounds),
    "formats far out.xlsx": (
        lambda: xlsx(rows(*RIGHT) + '<row r="1048576"><c r="XFD1048576" s="1"/></row>'),
        RIGHT,
    ),
    "a million columns.xlsx": (
        lambda: xlsx("<row>" + "<c><v>1</v></c>" * 1_000_000 + "</row>"),
        OutOfBounds,
    ),
    "no addresses.xlsx": (lambda: xlsx("<row><c><v>1</v></c><c><v>2</v></c></row>"), [["1", "2"]]),
    "rows upside down.xlsx": (
        lambda: xlsx(f'<row r="2">{cell(2, ref="A2")}</row><row r="1">{cell(1)}</row>'),
        [["1"], ["2"]],
    ),
    "row nought.xlsx": (lambda: cells(cell(1, ref="A0")), Damaged),
    "no letters.xlsx": (lambda: cells(cell(1, ref="1")), Damaged),
    "letters overflow.xlsx": (lambda: cells(cell(1, ref="ZZZZZZZZZZZZZZZZ1")), OutOfBounds),
    "number overflows.xlsx": (lambda: cells(cell(1, ref="A99999999999999")), OutOfBounds),
    "starts at C3.xlsx": (
        lambda: xlsx(f'<row r="3">{cell(1, ref="C3")}</row>'),
        [[], [], ["", "", "1"]],
    ),
    "4,000 characters.xlsx": (lambda: xlsx(rows(["长" * 4_000])), [["长" * 4_000]]),
    "too long.xlsx": (lambda: xlsx(rows(["长" * 32_768])), CellTooLong),
    "long attribute.xlsx": (lambda: cells(cell(1, 'x="' + "a" * 5_000_000 + '"')), [["1"]]),
    "stored result.xlsx": (lambda: cells('<c r="A1"><f>1+1</f><v>2</v></c>'), [["2"]]),
    "starts a program.xlsx": (
        lambda: cells("<c r='A1' t='str'><f>cmd|' /C calc'!A0</f><v>ok</v></c>"),
        [["ok"]],
    ),
    "fetches a page.xlsx": (
        lambda: cells('<c r="A1"><f>WEBSERVICE("http://x")</f></c>'),
        [["#NORESULT!"]],
    ),
    "no result.xlsx": (lambda: cells('<c r="A1" t="n"><f>1</f><v/></c>'), [["#NORESULT!"]]),
    "shared formula.xlsx": (
        lambda: cells('<c r="A1"><f t="shared" si="0"/></c>'),
        [["#NORESULT!"]],
    ),
    "empty result.xlsx": (
        lambda: cells(cell(1), '<c r="B1" t="str"><f>""</f><v></v></c>', cell(2, ref="C1")),
        [["1", "", "2"]],
    ),
    "failed.xlsx": (lambda: cells('<c r="A1" t="e"><f>X!A1</f><v>#REF!</v></c>'), [["#REF!"]]),
    "prefixed.xlsx": (
        lambda: packed(parts() | {SHEET: PREFIXED}),
        [["#N/A"]],
    ),
    "infinite.xlsx": (lambda: cells(cell("1e999"), cell("NaN", ref="B1")), [["INF", "nan"]]),
    "words as number.xlsx": (lambda: cells(cell("abc")), [["abc"]]),
    "digits lost.xlsx": (lambda: cells(cell("340621199001011234")), [["3.40621199001011E+17"]]),
    "telephone.xlsx": (
        lambda: cells(cell("13800000000"), cell("1.38E10", ref="B1")),
        [["13800000000", "13800000000"]],
    ),
    "decimals.xlsx": (
        lambda: cells(cell("0.1"), cell("-0", ref="B1"), cell("-2.5", ref="C1")),
        [["0.1", "0", "-2.5"]],
    ),
    "truth.xlsx": (lambda: cells(cell(1, "t='b'"), cell(0, "t='b'", "B1")), [["TRUE", "FALSE"]]),
    "days.xlsx": (
        lambda: cells(
            cell(46221, "s='1'"),
            cell("46221.5", "s='3'", "B1"),
            cell(0.5, "s='2'", "C1"),
            cell(1.5, "s='4'", "D1"),
        ),
        [["2026-07-18", "2026-07-18 12:00:00", "12:00:00", "36:00:00"]],
    ),
    "no such day.xlsx": (lambda: cells(cell(99999999, "s='1'")), [["99999999"]]),
    "format out of range.xlsx": (lambda: cells(cell(5, "s='77'")), [["5"]]),
    "no such format.xlsx": (lambda: xlsx(changes={STYLES: styles(*range(9_000, 9_200))}), RIGHT),
    "pieces of text.xlsx": (
        lambda: cells('<c r="A1" t="inlineStr"><is><r><t>富</t></r><r><t>文本</t></r></is></c>'),
        [["富文本"]],
    ),
    "hidden characters.xlsx": (
        lambda: xlsx(rows(["撤离\u202e路东😀𬭩"])),
        [["撤离\u202e路东😀𬭩"]],
    ),
    "NUL in a cell.xlsx": (lambda: xlsx(rows(["a_x0000_b"])), [["a\0b"]]),
    "half a character.xlsx": (lambda: xlsx(rows(["a_xD800_b"])), [["a_xD800_b"]]),
    "line breaks.xlsx": (lambda: xlsx(rows(["a_x000D_\nb"])), [["a\r\nb"]]),
    "merged.xlsx": (lambda: merged("A1:B1", "A5:A9"), RIGHT),
    "merged without sense.xlsx": (lambda: merged("A1:", "x", "B2:A1"), Rejected),
    "merged to the end.xlsx": (lambda: merged("A1:XFD1048576"), RIGHT),
    "100,000 merged.xlsx": (
        lambda: merged(*(f"A{at}:A{at + 1}" for at in range(1, 200_000, 2))),
        RIGHT,
    ),
    "title alone.xlsx": (lambda: xlsx(rows(["应急救援队伍名册"])), [["应急救援队伍名册"]]),
    "nothing.xlsx": (lambda: xlsx(""), Empty),
    "formats alone.xlsx": (lambda: xlsx('<row r="1"><c r="A1" s="1"/></row>'), Empty),
}

OLD = {
    "old.xls": (lambda: xls(*RIGHT), RIGHT),
    "old named new.xlsx": (lambda: xls(*RIGHT), RIGHT),
    "old and half.xls": (lambda: xls(*RIGHT)[:2_000], Rejected),
    "old header alone.xls": (lambda: xls(*RIGHT)[:512], Unreadable),
    "old and garbled.xls": (lambda: binary(xls(*RIGHT)[:1_600]), Rejected),
    "old with a password.xls": (lambda: xls(["a"], extra=record(0x2F, bytes(54))), Protected),
    "new with a password.xlsx": (lambda: compound({"EncryptedPackage": bytes(9_000)}), Protected),
    "old document.xls": (lambda: compound({"WordDocument": bytes(9_000)}), Damaged),
    "sectors in a ring.xls": (lambda: compound({"Workbook": bytes(9_000)}, loops=True), Rejected),
    "record too long.xls": (lambda: xls(["a"], extra=b"\xfc\0\xff\xff"), Rejected),
    "bounds.xls": (lambda: xls(*RIGHT, extra=record(0x42, b"\xb0\x04") * 2_000), RIGHT),
}

TEXTS = {
    "utf-8.csv": (LINES.encode, RIGHT),
    "utf-8 with mark.csv": (lambda: LINES.encode("utf-8-sig"), RIGHT),
    "national.csv": (lambda: LINES.encode("gb18030"), RIGHT),
    "rare characters.csv": (lambda: "姓名\n𬭩㐂\n".encode("gb18030"), [["姓名"], ["𬭩㐂"]]),
    "utf-16.txt": (lambda: LINES.replace(",", "\t").encode("utf-16"), RIGHT),
    "utf-16 big end.txt": (lambda: b"\xfe\xff" + LINES.encode("utf-16-be"), RIGHT),
    "utf-16 without mark.txt": (lambda: LINES.encode("utf-16-le"), RIGHT),
    "utf-16 half.txt": (lambda: LINES.encode("utf-16")[:-1], BrokenText),
    "semicolons.csv": (lambda: LINES.replace(",", ";").encode(), RIGHT),
    "tabs.txt": (lambda: LINES.replace(",", "\t").encode(), RIGHT),
    "bars.txt": (lambda: LINES.replace(",", "|").encode(), RIGHT),
    "text named xlsx.xlsx": (LINES.encode, RIGHT),
    "returns.csv": (lambda: LINES.replace("\n", "\r").encode(), RIGHT),
    "all line ends.csv": (
        lambda: b"a,b\r\nc,d\ne,f\rg,h",
        [["a", "b"], ["c", "d"], ["e", "f"], ["g", "h"]],
    ),
    "line break in a cell.csv": (lambda: b'a,"b\nc"\r\nd,e', [["a", "b\nc"], ["d", "e"]]),
    "quotes in a cell.csv": (lambda: b'a,"b ""c"" d"', [["a", 'b "c" d']]),
    "quote not closed.csv": (lambda: b'a,b\nc,"d\ne,f\n', BrokenQuotes),
    "text after a quote.csv": (lambda: b'a,b\n"c"d,e\n', BrokenQuotes),
    "quotes alone.csv": (lambda: b'"' * 200_001, Rejected),
    "two encodings.csv": (lambda: LINES.encode() + "李四,值班\n".encode("gb18030"), BrokenText),
    "two encodings the other way.csv": (
        lambda: LINES.encode("gb18030") * 3 + "李四,值班\n".encode(),
        BrokenText,
    ),
    "half a character at the end.csv": (lambda: LINES.encode() + "水".encode()[:2], BrokenText),
    "half a national one.csv": (lambda: LINES.encode("gb18030") + b"\xcb", BrokenText),
    "surrogates.csv": (lambda: "队伍,\ud800\n".encode("utf-8", "surrogatepass"), Rejected),
    "bytes of no character.csv": (lambda: b"a,b\nc,\xff\xff\n", BrokenText),
    "NUL.csv": (lambda: b"a,b\nc,\0\n", BrokenText),
    "NULs.csv": (lambda: bytes(100_000), BrokenText),
    "controls.csv": (lambda: b"a,\x0b\x1b[31m\n", [["a", "\x0b\x1b[31m"]]),
    "formulas as text.csv": (
        lambda: b"=1+1,+2,-3,@x\n=cmd|' /C calc'!A0,a,b,c",
        [["=1+1", "+2", "-3", "@x"], ["=cmd|' /C calc'!A0", "a", "b", "c"]],
    ),
    "no bytes.csv": (lambda: b"", Empty),
    "mark alone.csv": (lambda: b"\xef\xbb\xbf", Empty),
    "line ends alone.csv": (lambda: b"\n" * 5_000, Empty),
    "commas alone.csv": (lambda: b",,,\n,,,\n", Empty),
    "ragged.csv": (lambda: b"a,b,c\nd\n\ne,f\n", [["a", "b", "c"], ["d"], [], ["e", "f"]]),
    "60,001 rows.csv": (lambda: b"a,b\n" * 60_001, OutOfBounds),
    "257 columns.csv": (lambda: b",".join([b"a"] * 257), OutOfBounds),
    "a million columns.csv": (lambda: b"a," * 1_000_000 + b"b", OutOfBounds),
    "one long line.csv": (lambda: b"a" * 10_000_000, Rejected),
    "long cell.csv": (lambda: b"a," + b"b" * 40_000, CellTooLong),
    "page.xls": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", NotATable),
    "markup.xls": (lambda: b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', NotATable),
    "printed.csv": (lambda: b"%PDF-1.7\n1 0 obj", NotATable),
    "formatted.csv": (lambda: rb"{\rtf1 a}", NotATable),
    "picture.xlsx": (lambda: binary(b"\x89PNG\r\n\x1a\n\0"), BrokenText),
    "program.csv": (lambda: binary(b"MZ\x90\0\3\0\0\0"), BrokenText),
    "braces {name} {0}.csv": (lambda: b"a,\xff\xff", BrokenText),
}

FILES = ARCHIVES | PARTS | CELLS | OLD | TEXTS

# These take the memory of the process that reads them, or make the parser panic.
GREEDY = (
    "echo.xlsx",
    "rectangle.xlsx",
    "sectors in a ring.xls",
    "old header alone.xls",
    "bomb in the sheet.xlsx",
)
