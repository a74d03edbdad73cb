"""Messages in every shape, built and not pasted; each names only what it is about."""

from collections.abc import Callable

NAMESPACES = {
    "1.0": "http://www.incident.com/cap/1.0",
    "1.1": "urn:oasis:names:tc:emergency:cap:1.1",
    "1.2": "urn:oasis:names:tc:emergency:cap:1.2",
}
ID = "33039941600000_20260718224100_1"
SENT = "2026-07-18T22:41:00+08:00"
HEAD = {
    "identifier": ID,
    "sender": "33039941600000",
    "sent": SENT,
    "status": "Actual",
    "msgType": "Alert",
    "scope": "Public",
}
AREA = (
    "<area><areaDesc>清溪县龙潭镇</areaDesc><geocode><valueName>GB2260</valueName>"
    "<value>330399</value></geocode></area>"
)
INFO = {
    "language": "zh-CN",
    "category": "Met",
    "event": "暴雨",
    "urgency": "Immediate",
    "severity": "Severe",
    "certainty": "Likely",
    "expires": "2026-07-19T10:41:00+08:00",
    "senderName": "清溪县气象台",
    "headline": "清溪县气象台发布暴雨橙色预警[Ⅱ级/严重]",
    "description": "过去3小时龙潭镇降水已达50毫米以上。",
    "instruction": "转移危险地带人员。",
}


def fields(values: dict[str, object], prefix: str = "") -> str:
    return "".join(
        f"<{prefix}{name}>{value}</{prefix}{name}>"
        for name, value in values.items()
        if value is not None
    )


def info(extra: str = AREA, prefix: str = "", **changed: object) -> str:
    """Return an info; a field that is None is left out."""
    return f"<{prefix}info>{fields(INFO | changed, prefix)}{extra}</{prefix}info>"


def alert(
    body: str | None = None,
    *,
    version: str | None = "1.2",
    prefix: str = "",
    extra: str = "",
    **changed: object,
) -> str:
    """Return an alert; a field that is None is left out."""
    name = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    space = f' {name}="{NAMESPACES[version]}"' if version else ""
    inner = info(prefix=prefix, extra="" if prefix else AREA) if body is None else body
    head = fields(HEAD | changed, prefix)
    return f"<{prefix}alert{space}>{head}{extra}{inner}</{prefix}alert>"


def declared(text: str, encoding: str = "UTF-8") -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?>\n{text}'


def area(extra: str = "", name: str | None = "龙潭镇") -> str:
    return f"<area>{fields({'areaDesc': name})}{extra}</area>"


def atom(*entries: str) -> str:
    inside = "".join(f"<entry><id>x</id><title>t</title>{one}</entry>" for one in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><id>f</id><title>预警</title>{inside}</feed>'


def rss(*items: str) -> str:
    inside = "".join(f"<item><title>t</title>{one}</item>" for one in items)
    return f'<rss version="2.0"><channel><title>预警</title>{inside}</channel></rss>'


def edxl(inner: str) -> str:
    return (
        '<EDXLDistribution xmlns="urn:oasis:names:tc:emergency:EDXL:DE:1.0">'
        "<distributionID>d</distributionID><contentObject><xmlContent><embeddedXMLContent>"
        f"{inner}</embeddedXMLContent></xmlContent></contentObject></EDXLDistribution>"
    )


def national(**changed: object) -> str:
    """Return a message with the names of the national feed."""
    values: dict[str, object] = {
        "identifier": ID,
        "sender": "清溪县气象台",
        "senderCode": "33039941600000",
        "sendTime": "2026-07-18 22:41:00+08:00",
        "status": "Actual",
        "msgType": "Alert",
        "scope": "Public",
    } | changed
    said = {
        "eventType": "11B03",
        "urgency": "Immediate",
        "severity": "orange",
        "certainty": "Likely",
        "effective": "2026-07-18 22:41:00+08:00",
        "headline": "清溪县气象台发布暴雨橙色预警[Ⅱ级/严重]",
        "description": "过去3小时降水已达50毫米。",
    }
    place = "<area><areaDesc>清溪县</areaDesc><geocode>330399</geocode></area>"
    return f"<alert>{fields(values)}<info>{fields(said)}{place}</info></alert>"


Make = Callable[[], bytes]
