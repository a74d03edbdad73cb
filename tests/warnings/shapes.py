"""What real senders write: each shape with what must be read from it."""

from collections.abc import Callable
from html import escape
from typing import Any

from tests.warnings.making import (
    AREA,
    ID,
    SENT,
    alert,
    area,
    atom,
    declared,
    edxl,
    fields,
    info,
    national,
    rss,
)

RING = "28.1,120.1 28.2,120.1 28.2,120.2 28.1,120.1"
PARAMETER = "<parameter><valueName>{}</valueName><value>{}</value></parameter>"
CODE = "<eventCode><valueName>GB</valueName><value>{}</value></eventCode>"
PLAIN = {"severity": "Unknown", "headline": "雨"}


def only(reading: Any) -> Any:
    [message] = reading.messages
    return message


def says(**wanted: Any) -> Callable[[Any], bool]:
    """Compare fields of the only message; those of its first part are named `info_…`."""

    def check(reading: Any) -> bool:
        message = only(reading)
        for name, value in wanted.items():
            owner = message.info if name.startswith("info_") else message
            found = getattr(owner, name.removeprefix("info_"))
            assert found == value, (name, found)
        return True

    return check


def utf8(text: str) -> bytes:
    return text.encode()


def encoded(text: str, said: str, encoding: str, mark: bytes = b"") -> bytes:
    return mark + declared(text, said).encode(encoding)


def first_area(**wanted: Any) -> Callable[[Any], bool]:
    def check(reading: Any) -> bool:
        found = only(reading).info.areas[0]
        assert {name: getattr(found, name) for name in wanted} == wanted
        return True

    return check


def count(messages: int, links: int = 0, shape: str = "cap") -> Callable[[Any], bool]:
    def check(reading: Any) -> bool:
        assert (len(reading.messages), len(reading.links), reading.shape) == (
            messages,
            links,
            shape,
        )
        return all(hasattr(one, "identifier") for one in reading.messages)

    return check


ORANGE = says(identifier=ID, colour="orange", info_kind="11B03", info_event="暴雨")
SHAPES: dict[str, tuple[bytes, Callable[[Any], bool]]] = {
    # Versions, namespaces, prefixes.
    "cap 1.0": (utf8(alert(version="1.0", msgType="Alert")), says(protocol="1.0", colour="orange")),
    "cap 1.1": (utf8(alert(version="1.1")), says(protocol="1.1", colour="orange")),
    "cap 1.2": (utf8(alert()), says(protocol="1.2", oddities=())),
    "no namespace": (utf8(alert(version=None)), says(protocol="", oddities=("namespace",))),
    "another namespace": (
        utf8(alert().replace("cap:1.2", "cap:9.9")),
        says(oddities=("namespace",), colour="orange"),
    ),
    "a prefix": (utf8(alert(prefix="cap:")), says(protocol="1.2", colour="orange")),
    "very likely of 1.0": (
        utf8(alert(info(certainty="Very Likely"), version="1.0")),
        says(info_certainty="Likely"),
    ),
    "a geocode of 1.0": (
        utf8(alert(info(area("<geocode>GB2260=330399</geocode>")), version="1.0")),
        first_area(codes=("330399",), geocodes=(("GB2260", "330399"),)),
    ),
    # Encodings.
    "a mark": (encoded(alert(), "UTF-8", "utf-8", b"\xef\xbb\xbf"), ORANGE),
    "a mark, no declaration": (b"\xef\xbb\xbf" + utf8(alert()), ORANGE),
    "no declaration": (utf8(alert()), ORANGE),
    "gbk": (encoded(alert(), "GBK", "gbk"), ORANGE),
    "gb2312": (encoded(alert(), "gb2312", "gb2312"), ORANGE),
    "gb18030": (
        encoded(alert(info(description="㐂𠮷村")), "GB18030", "gb18030"),
        says(info_description="㐂𠮷村"),
    ),
    "utf-16 with a mark": (encoded(alert(), "UTF-16", "utf-16"), ORANGE),
    "utf-16be with a mark": (encoded(alert(), "UTF-16", "utf-16-be", b"\xfe\xff"), ORANGE),
    "utf-16le without a mark": (encoded(alert(), "UTF-16LE", "utf-16-le"), ORANGE),
    "utf-32": (encoded(alert(), "UTF-32", "utf-32"), ORANGE),
    "says utf-16, is utf-8": (
        encoded(alert(), "utf-16", "utf-8"),
        says(colour="orange", oddities=("declared_encoding",)),
    ),
    "says gbk, is utf-8": (
        encoded(alert(), "GBK", "utf-8"),
        says(colour="orange", oddities=("declared_encoding",)),
    ),
    "ascii": (
        encoded(
            alert(
                info(
                    **PLAIN,
                    event="Rain",
                    description="x",
                    instruction="y",
                    senderName="z",
                    language="en-US",
                    extra="",
                ).replace("雨", "R")
            ),
            "us-ascii",
            "ascii",
        ),
        says(info_event="Rain", colour=None),
    ),
    "latin-1": (
        encoded(
            alert(
                info(
                    event="Überflutung",
                    extra="",
                    headline="x",
                    description="y",
                    instruction="z",
                    senderName="s",
                )
            ),
            "ISO-8859-1",
            "latin-1",
        ),
        says(info_event="Überflutung"),
    ),
    "blank lines first": (utf8("\n\n  " + declared(alert())), ORANGE),
    "comments and instructions first": (
        utf8(declared('<?xml-stylesheet href="x.xsl"?><!-- <!DOCTYPE none> -->' + alert())),
        ORANGE,
    ),
    # Several parts.
    "chinese second": (
        utf8(alert(info(language="en-US", event="Rain", headline="Rain") + info())),
        says(info_language="zh-CN", info_event="暴雨", colour="orange"),
    ),
    "no language, chinese second": (
        utf8(alert(info(language=None, event="Rain", headline="R", description="d") + info())),
        says(info_event="暴雨"),
    ),
    "the worst colour of the parts": (
        utf8(alert(info(severity="blue", headline="x") + info(severity="red", headline="x"))),
        says(colour="red"),
    ),
    "ten parts": (utf8(alert(info() * 10)), ORANGE),
    # Places.
    "a polygon": (
        utf8(alert(info(area(f"<polygon>{RING}</polygon>")))),
        first_area(
            polygons=(((120.1, 28.1), (120.1, 28.2), (120.2, 28.2), (120.1, 28.1)),),
            codes=(),
        ),
    ),
    "a polygon over several lines": (
        utf8(alert(info(area(f"<polygon>\n{RING.replace(' ', chr(10))}\n</polygon>")))),
        lambda reading: len(only(reading).info.areas[0].polygons[0]) == 4,
    ),
    "two polygons and an empty one": (
        utf8(alert(info(area(f"<polygon>{RING}</polygon><polygon/>" * 2)))),
        lambda reading: len(only(reading).info.areas[0].polygons) == 2,
    ),
    "a circle": (
        utf8(alert(info(area("<circle>28.1,120.1 5.5</circle>")))),
        lambda reading: only(reading).info.areas[0].circles[0].radius_km == 5.5,
    ),
    "nine and twelve digits": (
        utf8(alert(info(area("<geocode>330399101 330399101202,330399102</geocode>")))),
        first_area(codes=("330399101", "330399101202", "330399102")),
    ),
    "codes in one value": (
        utf8(
            alert(
                info(
                    area(
                        "<geocode><valueName>区划</valueName><value>330399,330301</value></geocode>"
                    )
                )
            )
        ),
        first_area(codes=("330399", "330301")),
    ),
    "a foreign code": (
        utf8(
            alert(info(area("<geocode><valueName>SAME</valueName><value>06037</value></geocode>")))
        ),
        first_area(codes=(), geocodes=(("SAME", "06037"),)),
    ),
    "a hundred areas": (
        utf8(alert(info(AREA * 100))),
        lambda reading: len(only(reading).info.areas) == 100,
    ),
    "an area without a name": (
        utf8(alert(info(area("<circle>28,120 1</circle>", name=None)))),
        says(oddities=("area_name_missing",)),
    ),
    "heights": (
        utf8(alert(info(area("<altitude>100</altitude><ceiling>900</ceiling>")))),
        first_area(altitude="100", ceiling="900"),
    ),
    # What is left out, and other words.
    "the bare minimum": (
        utf8(alert("<info><event>雷电</event></info>", scope=None)),
        says(
            info_kind="11B14",
            info_urgency="Unknown",
            oddities=(
                "urgency_missing",
                "severity_missing",
                "certainty_missing",
                "scope_missing",
            ),
        ),
    ),
    "nothing said": (utf8(alert("")), says(infos=(), oddities=("info_missing",), headline=ID)),
    "a cancellation without a part": (
        utf8(alert("", msgType="Cancel", references=f"33039941600000,{ID},{SENT}")),
        says(msg_type="Cancel", infos=(), oddities=()),
    ),
    "small letters": (
        utf8(alert(info(urgency="immediate", severity="SEVERE"), status="actual", msgType="ALERT")),
        says(status="Actual", info_urgency="Immediate", info_severity="Severe"),
    ),
    "an exercise": (utf8(alert(status="Exercise")), says(status="Exercise")),
    "a time in UTC": (
        utf8(alert(sent="2026-07-18T14:41:00-00:00")),
        lambda reading: only(reading).sent.utcoffset().total_seconds() == 0,
    ),
    "a time with Z and fractions": (utf8(alert(sent="2026-07-18T14:41:00.250Z")), ORANGE),
    "references": (
        utf8(alert(msgType="Update", references=f"a,one,{SENT} b,two,2026-07-18 22:41:00+08:00")),
        lambda reading: (
            [(one.sender, one.identifier, one.sent) for one in only(reading).references]
            == [("a", "one", SENT), ("b", "two", "2026-07-18 22:41:00+08:00")]
        ),
    ),
    "identifiers as references": (
        utf8(alert(msgType="Update", references="one,two three")),
        lambda reading: (
            [one.identifier for one in only(reading).references] == ["one", "two", "three"]
        ),
    ),
    "resources": (
        utf8(
            alert(
                info(
                    "<resource><resourceDesc>雷达图</resourceDesc><mimeType>image/png"
                    "</mimeType><uri>http://192.0.2.1/r.png</uri><derefUri>QUJD</derefUri>"
                    "</resource>"
                )
            )
        ),
        lambda reading: (
            only(reading).info.resources[0].has_content
            and only(reading).info.resources[0].uri == "http://192.0.2.1/r.png"
        ),
    ),
    "strange elements": (
        utf8(alert(extra="<vendor><secret>x</secret></vendor>")),
        ORANGE,
    ),
    "cdata": (
        utf8(alert(info(description="<![CDATA[雨 < 50 & 风]]>"))),
        says(info_description="雨 < 50 & 风"),
    ),
    "character references": (
        utf8(alert(info(description="&#26292;&#x96E8; &lt;b&gt;"))),
        says(info_description="暴雨 <b>"),
    ),
    # Colours and kinds.
    "a colour as severity": (
        utf8(alert(info(severity="Red"))),
        says(
            colour="red",
            info_severity="Extreme",
            info_colour_from="severity",
            oddities=("colours_differ",),
        ),
    ),
    "a chinese colour as severity": (
        utf8(alert(info(severity="黄色", headline="雨"))),
        says(colour="yellow"),
    ),
    "a colour as parameter": (
        utf8(alert(info(PARAMETER.format("awareness_level", "4; red; Extreme"), **PLAIN))),
        says(colour="red", info_colour_from="parameter"),
    ),
    "a colour in the code": (
        utf8(alert(info(CODE.format("11B2002"), **PLAIN))),
        says(colour="yellow", info_kind="11B20", info_kind_code="11B2002"),
    ),
    "a colour derived": (
        utf8(alert(info(severity="Extreme", headline="雨"))),
        says(colour="red", info_colour_from="derived"),
    ),
    "no colour": (utf8(alert(info(**PLAIN))), says(colour=None)),
    "an unknown code": (
        utf8(alert(info(CODE.format("11B99"), event="怪事"))),
        says(info_kind="11B99", info_event="怪事"),
    ),
    # The national feed.
    "national names": (
        utf8(national()),
        says(colour="orange", info_kind="11B03", protocol="national"),
    ),
    "national, without serial": (
        utf8(national(identifier="33039941600000_20260718224100")),
        lambda reading: only(reading).number.serial == "",
    ),
    "national, another number": (utf8(national(identifier="QX-7")), says(number=None)),
    "national, flat": (
        utf8(national().replace("<info>", "").replace("</info>", "")),
        says(colour="orange", info_kind="11B03"),
    ),
    # Feeds and envelopes.
    "atom with messages": (
        utf8(atom(f"<content>{alert()}</content>", f"<content>{alert(identifier='2')}</content>")),
        count(2, shape="atom"),
    ),
    "atom with a message as text": (
        utf8(atom(f"<content type='text'>{escape(declared(alert()))}</content>")),
        count(1, shape="atom"),
    ),
    "atom with links": (
        utf8(
            atom(
                '<link href="https://192.0.2.1/1.xml" type="application/cap+xml"/>',
                '<link rel="alternate" href="https://192.0.2.1/2.xml"/>',
            )
        ),
        count(0, 2, "atom"),
    ),
    "atom of nothing": (utf8(atom()), count(0, 0, "atom")),
    "rss with links": (
        utf8(rss("<link>http://192.0.2.1/1.xml</link>")),
        count(0, 1, "rss"),
    ),
    "rss with a message in cdata": (
        utf8(rss(f"<description><![CDATA[{alert()}]]></description>")),
        count(1, shape="rss"),
    ),
    "rss with a page in cdata": (
        utf8(
            rss(
                "<link>http://192.0.2.1/1</link><description><![CDATA[<p>alert </p>]]>"
                "</description>"
            )
        ),
        count(0, 1, "rss"),
    ),
    "edxl": (utf8(edxl(alert())), count(1, shape="edxl")),
    "a list of messages": (
        utf8(f"<alerts>{alert()}{alert(identifier='2')}</alerts>"),
        count(2, shape="other"),
    ),
    "the fields of a part": (
        utf8(
            alert(
                info(
                    fields(
                        {
                            "audience": "沿河村民",
                            "web": "https://192.0.2.1",
                            "contact": "0577-66123081",
                            "onset": SENT,
                        }
                    )
                )
            )
        ),
        says(info_audience="沿河村民", info_contact="0577-66123081"),
    ),
}
