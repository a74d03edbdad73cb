"""Makes workbooks from their parts, so that any of them can be missing, wrong or hostile."""

import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
BOOK = "xl/workbook.xml"
BOOK_RELATIONS = "xl/_rels/workbook.xml.rels"
STYLES = "xl/styles.xml"
TYPES = "[Content_Types].xml"


def text_cell(ref, text):
    """A cell with its text inside."""
    return f'<c r="{ref}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def rows(*texts):
    """Rows of text cells from A1 on."""
    made = []
    for number, row in enumerate(texts, start=1):
        cells = "".join(text_cell(f"{chr(65 + at)}{number}", text) for at, text in enumerate(row))
        made.append(f'<row r="{number}">{cells}</row>')
    return "".join(made)


def worksheet(data, *, before="", after=""):
    """A sheet around its rows."""
    return (
        f'{HEAD}<worksheet xmlns="{_MAIN}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'
    )


def strings(*texts):
    """The table of shared strings."""
    items = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return f'{HEAD}<sst xmlns="{_MAIN}">{items}</sst>'


def book(*sheets, properties=""):
    """The list of sheets; each a name and what else its tag holds."""
    tags = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="rId{at}" {more}/>'
        for at, (name, more) in enumerate(sheets, start=1)
    )
    return (
        f'{HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{properties}'
        f"<sheets>{tags}</sheets></workbook>"
    )


def relations(*targets, kind="worksheet"):
    """Where the sheets of the list stand, then styles and shared strings."""
    tags = [
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, target in enumerate(targets, start=1)
    ]
    tags += [
        f'<Relationship Id="s{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
        for name in ("styles", "sharedStrings")
    ]
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(tags)}</Relationships>'


def styles(*formats):
    """Cell formats by the number of a number format; format 0 is general."""
    tags = "".join(f'<xf numFmtId="{number}" applyNumberFormat="1"/>' for number in (0, *formats))
    return f'{HEAD}<styleSheet xmlns="{_MAIN}"><cellXfs>{tags}</cellXfs></styleSheet>'


FILLED = rows(["姓名", "电话"], ["张三", "110"])


def parts(data=FILLED, **sheet):
    """All parts of a workbook with one sheet, to be changed."""
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return {
        TYPES: f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r"'
        f' Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        BOOK: book(("队伍", "")),
        BOOK_RELATIONS: relations("worksheets/sheet1.xml"),
        SHEET: worksheet(data, **sheet),
        STRINGS: strings(),
        STYLES: styles(14, 20, 22, 46),  # day, time, both, duration
    }


def packed(content, *, compression=ZIP_DEFLATED):
    """The archive of these parts."""
    target = BytesIO()
    with ZipFile(target, "w", compression) as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return target.getvalue()


def xlsx(data=FILLED, changes=None, **sheet):
    """A workbook with one sheet; *changes* replaces parts, None leaves one out."""
    content = parts(data, **sheet) | (changes or {})
    return packed({name: part for name, part in content.items() if part is not None})


_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR = 512


def compound(streams, *, loops=False):
    """An OLE file of streams, the envelope of .xls and of encrypted workbooks."""
    padded = {name: data.ljust(-(-max(len(data), 4096) // _SECTOR) * _SECTOR, b"\0")
              for name, data in streams.items()}  # fmt: skip
    fat, body, entries = [_FAT, _END], b"", [_entry("Root Entry", 5, _END, 0, child=1)]
    for at, (name, data) in enumerate(padded.items(), start=1):
        first, count = len(fat), len(data) // _SECTOR
        fat += [*range(first + 1, first + count), first if loops else _END]
        sibling = at + 1 if at < len(padded) else _FREE
        entries.append(_entry(name, 2, first, len(data), right=sibling))
        body += data
    fat += [_FREE] * (128 - len(fat))
    entries += [_entry("", 0, 0, 0)] * (4 - len(entries))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    return header + struct.pack("<128I", *fat[:128]) + b"".join(entries) + body


def _entry(name, kind, first, size, *, child=_FREE, right=_FREE):
    spelt = name.encode("utf-16-le") + b"\0\0" if name else b""
    links = struct.pack("<HBBIII", len(spelt), kind, 1, _FREE, right, child)
    return spelt.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", first, size)


def record(kind, data=b""):
    """A record of the old binary format."""
    return struct.pack("<HH", kind, len(data)) + data


def xls(*texts, extra=b""):
    """A workbook in the old binary format with rows of text."""
    start = struct.pack("<HHHHII", 0x600, 5, 0x1234, 0x7CC, 0, 6)
    head = record(0x809, start) + extra
    place = len(head) + 4 + 8 + 4 + 4
    listed = record(0x85, struct.pack("<IBBBB", place, 0, 0, 4, 0) + b"Team") + record(0x0A)
    cells = b"".join(
        record(0x204, struct.pack("<HHHHB", y, x, 0, len(text), 1) + text.encode("utf-16-le"))
        for y, row in enumerate(texts)
        for x, text in enumerate(row)
    )
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x1234, 0x7CC, 0, 6))
    return compound({"Workbook": head + listed + sheet + cells + record(0x0A)})
