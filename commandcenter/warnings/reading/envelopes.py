"""Finding the messages in a file: a message alone, or a feed or envelope that carries some."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from commandcenter.warnings.reading import limits
from commandcenter.warnings.reading.errors import NoWarning, TooMany
from commandcenter.warnings.reading.text import prepared
from commandcenter.warnings.reading.tree import children, local, namespace, text, tree_of

_ATOM = "http://www.w3.org/2005/Atom"
_SHAPES = {"alert": "cap", "feed": "atom", "rss": "rss", "rdf": "rss", "edxldistribution": "edxl"}
_CARRIERS = frozenset(
    {"content", "description", "encoded", "embeddedxmlcontent", "contentdata", "xmlcontent", "data"}
)
_ITEMS = ("entry", "item")
_LOOKED_AT = 4_000
# A message, perhaps with a document type before it, which is then refused.
_MESSAGE_AS_TEXT = re.compile(
    r"(?:<\?[^>]*>|<!--[^>]*-->|<!DOCTYPE[^>]*>(?!\s*<html)|\s)*<(?:[\w.-]+:)?alert[\s>]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What a file holds.

    Attributes:
        shape: cap, atom, rss, edxl or other.
        alerts: Elements of messages.
        links: Addresses of messages that a feed only names.
    """

    shape: str
    alerts: tuple[Any, ...] = ()
    links: tuple[str, ...] = ()


def envelope_of(root: Any, name: str) -> Envelope:
    """Return the messages in a file and the links to others.

    Raises:
        NoWarning, TooMany: It is refused.
        Rejected: A message written as text inside a feed is refused.
    """
    shape = _SHAPES.get(local(root).lower(), "other")
    alerts = list(_alerts(root, name))
    if len(alerts) > limits.ALERTS:
        raise TooMany(name=name, limit=limits.ALERTS, field="alert")
    links = tuple(dict.fromkeys(_links(root))) if shape in ("atom", "rss") else ()
    if len(links) > limits.LINKS:
        raise TooMany(name=name, limit=limits.LINKS, field="link")
    is_feed = shape in ("atom", "rss")
    if not alerts and not is_feed:
        raise NoWarning(name=name)
    return Envelope(shape=shape, alerts=tuple(alerts), links=links)


def _alerts(root: Any, name: str) -> Iterator[Any]:
    """Give the outermost messages; those that stand as text in a feed are read from it."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        tag = local(element).lower()
        if tag == "alert":
            yield element
        elif tag in _CARRIERS and (inner := _inner(element)):
            inside = tree_of(prepared(inner, name), name)
            yield from (one for one in inside.iter() if local(one).lower() == "alert")
        else:
            waiting.extend(reversed(element))


def _inner(element: Any) -> str:
    """Return the text of an element if it is a message written as text; else nothing."""
    inner = text(element) if len(element) == 0 else ""
    return inner if _MESSAGE_AS_TEXT.match(inner[:_LOOKED_AT]) else ""


def _links(root: Any) -> Iterator[str]:
    for item in root.iter():
        if local(item).lower() not in _ITEMS or any(local(one) == "alert" for one in item.iter()):
            continue
        yield from _links_of(item)


def _links_of(item: Any) -> Iterator[str]:
    """Give the address of what an entry stands for, at most one."""
    links = list(children(item, "link"))
    if namespace(item) == _ATOM:
        suited = [one for one in links if "cap" in (one.get("type") or "")]
        plain = [one for one in links if one.get("rel") in (None, "alternate")]
        addresses = [one.get("href") or "" for one in (*suited, *plain)]
    else:
        addresses = [text(one) for one in links]
    found = [one.strip() for one in addresses if one.strip().lower().startswith("http")]
    yield from (one[: limits.LINE_CHARACTERS] for one in found[:1])
