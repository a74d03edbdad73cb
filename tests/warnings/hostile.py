"""Broken and hostile files, made when they are needed."""

import gzip
import io
import zipfile
from collections.abc import Callable, Iterator
from functools import partial

from commandcenter.warnings.reading.errors import (
    BadPlace,
    BadTime,
    BrokenText,
    Damaged,
    Empty,
    FieldMissing,
    HasInstructions,
    NotXml,
    NoWarning,
    TextTooLong,
    TooDeep,
    TooLarge,
    TooMany,
    UnknownEncoding,
    UnknownWord,
)
from tests.warnings.making import (
    ID,
    SENT,
    alert,
    area,
    atom,
    declared,
    edxl,
    info,
    national,
    rss,
)

# A file, and what comes of it: the refusal, or nothing if it is read and does no harm.
Hostile = tuple[Callable[[], bytes], type[Exception] | None]
FILES: dict[str, Hostile] = {}

GOOD = declared(alert())
SECRETS = (
    "file:///etc/passwd",
    "http://192.0.2.1/x",
    "ftp://192.0.2.1/x",
    "//192.0.2.1/share/x",
    "expect://id",
    "php://filter/resource=/etc/passwd",
    "jar:file:///x.zip!/y",
    "gopher://192.0.2.1/1",
    "\\\\192.0.2.1\\share",
    "netdoc:///etc/passwd",
)


def put(name: str, made: str | bytes | Callable[[], str | bytes], why: type | None) -> None:
    """Add a file."""

    def make() -> bytes:
        found = made() if callable(made) else made
        return found.encode("utf-8", "surrogatepass") if isinstance(found, str) else found

    assert name not in FILES, name
    FILES[name] = (make, why)


def with_type(subset: str, body: str = "&x;") -> str:
    return f"<!DOCTYPE alert [{subset}]>{alert(info(description=body))}"


def laughs(levels: int, each: int) -> str:
    lines = ['<!ENTITY l0 "lol">'] + [
        f'<!ENTITY l{n} "{f"&l{n - 1};" * each}">' for n in range(1, levels)
    ]
    return with_type("".join(lines), f"&l{levels - 1};")


def document_types() -> None:
    for number, address in enumerate(SECRETS):
        put(f"xxe {number}", with_type(f'<!ENTITY x SYSTEM "{address}">'), HasInstructions)
        put(
            f"xxe parameter {number}",
            with_type(f'<!ENTITY % p SYSTEM "{address}"> %p;'),
            HasInstructions,
        )
        put(
            f"external type {number}",
            f'<!DOCTYPE alert SYSTEM "{address}">{alert()}',
            HasInstructions,
        )
        put(
            f"public type {number}",
            f'<!DOCTYPE alert PUBLIC "-//x" "{address}">{alert()}',
            HasInstructions,
        )
    for levels, each in ((10, 10), (30, 2), (5, 100), (3, 1000)):
        put(f"laughs {levels} {each}", laughs(levels, each), HasInstructions)
    put(
        "quadratic",
        lambda: with_type(f'<!ENTITY x "{"a" * 50_000}">', "&x;" * 20_000),
        HasInstructions,
    )
    put("an entity of itself", with_type('<!ENTITY x "&x;">'), HasInstructions)
    put("entities of each other", with_type('<!ENTITY x "&y;"><!ENTITY y "&x;">'), HasInstructions)
    put("an entity as attribute", with_type('<!ENTITY x "<">', '<b a="&x;"/>'), HasInstructions)
    put("an attribute list", with_type('<!ATTLIST alert x CDATA "1">', ""), HasInstructions)
    put("a notation", with_type('<!NOTATION x SYSTEM "x">', ""), HasInstructions)
    put("an empty type", f"<!DOCTYPE alert>{alert()}", HasInstructions)
    put("a type in blanks", f"\n\n \t<!DOCTYPE alert>{alert()}", HasInstructions)
    put("a type behind comments", "<!--x-->" * 100 + f"<!DOCTYPE alert>{alert()}", HasInstructions)
    put("a type behind an instruction", f"<?x y?><!DOCTYPE alert>{alert()}", HasInstructions)
    put("a type in utf-16", declared(with_type("", ""), "UTF-16").encode("utf-16"), HasInstructions)
    put("a type in utf-32", with_type("", "").encode("utf-32"), HasInstructions)
    put("a type in gbk", declared(with_type("", "雨"), "GBK").encode("gbk"), HasInstructions)
    put("a type behind a mark", b"\xef\xbb\xbf" + with_type("", "").encode(), HasInstructions)
    put("a type in small letters", f"<!doctype alert>{alert()}", HasInstructions)
    put("a type inside", alert(extra="<!DOCTYPE x>"), Damaged)
    put("a type at the end", alert() + "<!DOCTYPE x>", Damaged)
    put("an undeclared entity", alert(info(description="&secret;")), Damaged)
    put("an html entity", alert(info(description="a&nbsp;b")), Damaged)
    put(
        "a type in a feed's text",
        rss(f"<description><![CDATA[{with_type('')}]]></description>"),
        HasInstructions,
    )


def sizes() -> None:
    put("huge text", lambda: alert(info(description="雨" * 700_000)), TooLarge)
    put("long text", lambda: alert(info(description="雨" * 400_000)), TextTooLong)
    put("a long headline", lambda: alert(info(headline="雨" * 20_001)), TextTooLong)
    put("a long identifier", lambda: alert(identifier="1" * 2_001), TextTooLong)
    put("a long comment", lambda: f"<!--{'x' * 1_900_000}-->{alert()}", None)
    put("many comments", lambda: "<!--x-->" * 200_000 + alert(), None)
    put("many instructions", lambda: "<?x y?>" * 200_000 + alert(), None)
    put("blanks before", lambda: " " * 1_900_000 + alert(), None)
    put("blanks behind", lambda: alert() + "\n" * 1_900_000, None)
    put("two megabytes and one", lambda: " " * 2_000_001, TooLarge)
    put("nothing", b"", Empty)
    put("blanks", b" \r\n\t ", Empty)
    put("zeros", b"\0" * 1_000, Empty)
    put("a mark alone", b"\xef\xbb\xbf", NotXml)
    for depth in (65, 300, 5_000, 100_000):
        put(f"depth {depth}", partial(nested, depth), TooDeep if depth < 257 else Damaged)
    put("depth without an end", "<a>" * 100_000, Damaged)
    put(
        "100,000 attributes",
        lambda: "<alert " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>",
        TooDeep,
    )
    put("100,000 equal attributes", lambda: "<alert " + 'a="1" ' * 100_000 + "/>", Damaged)
    put(
        "50,000 namespaces",
        lambda: "<alert " + " ".join(f'xmlns:a{n}="u{n}"' for n in range(50_000)) + "/>",
        FieldMissing,
    )
    put("300,000 elements", lambda: alert(extra="<x/>" * 300_000), TooDeep)
    put("90,000 parts", lambda: alert("<info/>" * 90_000), TooMany)
    put("11 parts", alert(info() * 11), TooMany)
    put("101 areas", alert(info(area() * 101)), TooMany)
    put("201 messages", lambda: f"<alerts>{alert('') * 201}</alerts>", TooMany)
    put("501 links", lambda: rss(*(f"<link>http://x/{n}</link>" for n in range(501))), TooMany)
    put("many identifiers", alert(extra="<identifier>x</identifier>" * 1_001), TooMany)
    put("many references", alert(msgType="Update", references="a," * 5_000), TooMany)
    put(
        "a reference without an end",
        lambda: alert(msgType="Update", references="a" * 200_001),
        TextTooLong,
    )
    put("commas as references", alert(msgType="Update", references="," * 20_000), None)
    put(
        "many parameters",
        lambda: alert(
            info("<parameter><valueName>a</valueName><value>b</value></parameter>" * 1_001)
        ),
        TooMany,
    )
    put("many resources", alert(info("<resource/>" * 1_001)), TooMany)
    put("many codes", lambda: alert(info(area("<geocode>330399</geocode>" * 5_001))), TooMany)
    put("a name of a million letters", lambda: f"<{'a' * 1_000_000}/>", Damaged)


def nested(depth: int) -> str:
    return alert(extra="<x>" * depth + "</x>" * depth)


def encodings() -> None:
    for said in (
        "utf-7",
        "UTF-7",
        "ebcdic-us",
        "cp037",
        "idna",
        "punycode",
        "rot13",
        "base64",
        "zlib",
        "unicode_escape",
        "x-user-defined",
        "ucs-4",
        "hex",
        "\xfc\xf6",
        "",
        "../../etc/passwd",
        "utf-8-sig",
        "shift_jis",
    ):
        put(
            f"encoding {said!r}",
            f'<?xml version="1.0" encoding="{said}"?>{alert("")}'.encode("latin-1"),
            UnknownEncoding,
        )
    put("utf-7 itself", declared(alert(), "utf-7").encode("utf-7"), UnknownEncoding)
    put("utf-8 that is gbk", declared(alert()).encode("gbk"), BrokenText)
    put("no declaration, gbk", alert().encode("gbk"), BrokenText)
    put("ascii that is not", declared(alert(), "us-ascii").encode("gbk"), BrokenText)
    put("half a utf-16", declared(alert(), "UTF-16").encode("utf-16")[:-1], BrokenText)
    put("a false mark", b"\xff\xfe" + alert().encode(), BrokenText)
    put("overlong", alert().encode().replace("暴雨".encode(), b"\xc0\xbc", 1), BrokenText)
    put("surrogates", alert(info(description="\ud800")), BrokenText)
    put("a NUL", alert(info(description="a\0b")), Damaged)
    put("a NUL first", b"<\0" + alert().encode(), BrokenText)
    put("control signs", alert(info(description="\x01\x02\x1b[2J")), Damaged)
    put("a NUL as reference", alert(info(description="&#0;")), Damaged)
    put("a surrogate as reference", alert(info(description="&#xD800;")), Damaged)
    put("beyond unicode", alert(info(description="&#x110000;")), Damaged)
    put("a sign without an end", alert(info(description="&#" + "1" * 9_000)), Damaged)
    put("xml 1.1", GOOD.replace('"1.0"', '"1.1"'), None)
    put("xml 9.9", GOOD.replace('"1.0"', '"9.9"'), None)
    put("two declarations", declared(GOOD), Damaged)


def other_files() -> None:
    put("gzip", lambda: gzip.compress(alert().encode()), NotXml)
    put("gzip bomb", lambda: gzip.compress(b"<a>" * 30_000_000, 9), NotXml)
    put("zip", zipped, NotXml)
    for name, start in {
        "png": b"\x89PNG\r\n\x1a\n",
        "pdf": b"%PDF-1.7\n",
        "exe": b"MZ\x90\0",
        "elf": b"\x7fELF",
        "jpeg": b"\xff\xd8\xff\xe0",
        "rar": b"Rar!\x1a\x07",
        "7z": b"7z\xbc\xaf'\x1c",
        "doc": b"\xd0\xcf\x11\xe0",
        "json": b'{"a": 1}',
        "text": "暴雨".encode(),
        "csv": b"a,b\n",
        "shell": b"#!/bin/sh\n",
        "xz": b"\xfd7zXZ\0",
        "bz2": b"BZh9",
    }.items():
        put(name, start + bytes(range(1, 200)) * 5, NotXml)
    put("html", "<html><body><p>alert</p></body></html>", NoWarning)
    put("html 5", "<!DOCTYPE html><html></html>", HasInstructions)
    put("svg", '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', NoWarning)
    put("xslt", '<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform"/>', NoWarning)
    put("soap", "<Envelope><Body/></Envelope>", NoWarning)
    put("an element", "<a/>", NoWarning)
    put("an empty edxl", edxl(""), NoWarning)


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.xml", b"\0" * 50_000_000)
    return file.getvalue()


def truncated() -> None:
    for percent in range(5, 100, 5):
        put(f"cut at {percent}%", cut(GOOD.encode(), percent), Exception)
        put(
            f"gbk cut at {percent}%",
            cut(declared(alert(), "GBK").encode("gbk"), percent),
            Exception,
        )
        put(
            f"utf-16 cut at {percent}%",
            cut(declared(alert(), "UTF-16").encode("utf-16"), percent),
            Exception,
        )
    for number in range(20):
        put(f"a wrong byte {number}", flipped(GOOD.encode(), number), Exception)


def cut(data: bytes, percent: int) -> bytes:
    return data[: len(data) * percent // 100]


def flipped(data: bytes, number: int) -> bytes:
    at = 60 + number * 40
    return data[:at] + b"<\xff" + data[at:]


def places() -> None:
    ring = "28.1,120.1 28.2,120.1 28.2,120.2 28.1,120.1"
    for bad in (
        "nan,120 28,120 28,121 nan,120",
        "inf,120 28,120 28,121 inf,120",
        "1e309,1 2,2 3,3 1e309,1",
        "-Infinity,1 2,2 3,3 -Infinity,1",
        "91,120 28,120 28,121 91,120",
        "28,181 28,120 28,121 28,181",
        "28.1,120.1 28.2,120.1 28.2,120.2",
        "28.1,120.1 28.2,120.1 28.1,120.1",
        f"{ring[:-11]} 28.1,120.15",
        "28 120 28 121",
        "a,b c,d e,f a,b",
        ",",
        "28,120,5",
        "٢٨,120 28,120 28,121 ٢٨,120",
        "28,120 " * 3,
        "0x1c,120 28,121 28,122 0x1c,120",
        "1" * 400 + ",1 2,2 3,3 1,1",
        "28_0,120 28,121 28,122 28_0,120",
        "28,120;28,121;29,121;28,120",
        "#REF!,1 2,2 3,3 #REF!,1",
    ):
        put(f"polygon {bad[:60]}", alert(info(area(f"<polygon>{bad}</polygon>"))), BadPlace)
    for bad in (
        "28,120",
        "28,120 -1",
        "28,120 nan",
        "28,120 inf",
        "28,120 1e9",
        "28,120 1 1",
        "91,1 1",
        "28,181 1",
        "x 1",
        "28;120 1",
    ):
        put(f"circle {bad}", alert(info(area(f"<circle>{bad}</circle>"))), BadPlace)
    put(
        "5,001 points",
        lambda: alert(info(area(f"<polygon>{'28,120 ' * 5_001}</polygon>"))),
        TooMany,
    )
    put(
        "a million points",
        lambda: alert(info(area(f"<polygon>{'1,1 ' * 450_000}</polygon>"))),
        TextTooLong,
    )
    put("101 polygons", alert(info(area(f"<polygon>{ring}</polygon>" * 101))), TooMany)


def values() -> None:
    for bad in (
        "2026-07-18T22:41:00",
        "2026-07-18",
        "22:41",
        "yesterday",
        "20260718T224100+0800",
        "2026-13-40T99:99:99+08:00",
        "2026-02-30T00:00:00+08:00",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59-14:00",
        "2026-07-18T22:41:00+99:00",
        "1784472060",
        "2026-07-18T22:41+08:00",
        "\uff12026-07-18T22:41:00+08:00",
        "=NOW()",
        "2026-07-18T22:41:60+08:00",
        "+002026-07-18T22:41:00Z",
    ):
        put(f"sent {bad}", alert(sent=bad), BadTime)
        put(f"expires {bad}", alert(info(expires=bad)), BadTime)
    put("national time without zone", national(sendTime="2026-07-18 22:41:00"), BadTime)
    for field in ("identifier", "sender", "sent", "status", "msgType"):
        put(f"without {field}", alert(**{field: None}), FieldMissing)
        put(f"{field} empty", alert(**{field: "  "}), FieldMissing)
    for field, bad in (
        ("status", "Real"),
        ("msgType", "Nothing"),
        ("scope", "Secret"),
        ("status", "Actual Exercise"),
        ("msgType", "=cmd|' /C calc'!A0"),
    ):
        put(f"{field} {bad}", alert(**{field: bad}), UnknownWord)
    for field in ("urgency", "severity", "certainty"):
        put(f"{field} unknown", alert(info(**{field: "Terrible"})), UnknownWord)


def harmless() -> None:
    put("bidi", alert(info(headline="撤离路\u202e东\u2066")), None)
    put("formula", alert(info(headline='=HYPERLINK("http://192.0.2.1")', sender_name="+1")), None)
    put("markup", alert(info(headline="&lt;img src='file:///etc/passwd'&gt;")), None)
    put("path as identifier", alert(identifier="../../../etc/passwd"), None)
    put("sql as identifier", alert(identifier="'; DROP TABLE warning; --"), None)
    put("line ends in the identifier", alert(identifier="a\nb"), None)
    put(
        "xinclude",
        alert(
            info(
                description='<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text"'
                ' href="file:///etc/passwd"/>'
            )
        ),
        None,
    )
    put(
        "xinclude as root",
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>',
        NoWarning,
    )
    for address in SECRETS[:4]:
        put(
            f"schema location {address}",
            alert().replace(
                "<alert ",
                '<alert xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
                f' xsi:schemaLocation="urn:oasis:names:tc:emergency:cap:1.2 {address}" ',
            ),
            None,
        )
        put(
            f"stylesheet {address}",
            f'<?xml-stylesheet type="text/xsl" href="{address}"?>{alert()}',
            None,
        )
        put(f"resource {address}", alert(info(f"<resource><uri>{address}</uri></resource>")), None)
        put(f"base {address}", alert().replace("<alert ", f'<alert xml:base="{address}" '), None)
        put(f"link {address}", atom(f'<link href="{address}"/>'), None)
    put("refers to itself", alert(msgType="Update", references=f"33039941600000,{ID},{SENT}"), None)
    put("a message in a message", alert(extra=alert()), None)
    put("messages in messages", lambda: "<alert>" * 60 + alert() + "</alert>" * 60, TooDeep)
    put(
        "another namespace for each field",
        alert().replace("<sender>", '<sender xmlns="urn:x">'),
        None,
    )
    put("entities in a feed's text", rss(f"<description>{'&amp;' * 5_000}</description>"), None)


def all_made() -> Iterator[str]:
    for fill in (
        document_types,
        sizes,
        encodings,
        other_files,
        truncated,
        places,
        values,
        harmless,
    ):
        fill()
    yield from FILES


NAMES = tuple(all_made())
