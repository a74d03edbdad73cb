"""From text to elements, by a parser that fetches nothing and expands nothing."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from commandcenter.warnings.reading import limits
from commandcenter.warnings.reading.errors import Damaged, HasInstructions, TooDeep

CAP_NAMESPACES = {
    "http://www.incident.com/cap/1.0": "1.0",
    "urn:oasis:names:tc:emergency:cap:1.1": "1.1",
    "urn:oasis:names:tc:emergency:cap:1.2": "1.2",
}
SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"


def hardened() -> etree.XMLParser:
    """Return a parser that fetches nothing, expands nothing and guesses nothing."""
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
        remove_pis=True,
        remove_comments=False,  # a signature may cover them
    )


def tree_of(text: str, name: str) -> Any:
    """Return the root element.

    Raises:
        Damaged, HasInstructions, TooDeep: It is refused.
    """
    try:
        root = etree.fromstring(text.encode("utf-8", "surrogatepass"), hardened())
    except etree.XMLSyntaxError as error:
        raise Damaged(name=name, line=error.lineno or 1) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise HasInstructions(name=name)
    _check_shape(root, name)
    return root


def _check_shape(root: Any, name: str) -> None:
    depth = count = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "comment":
            continue
        depth += 1 if event == "start" else -1
        count += event == "start"
        too_many = count > limits.ELEMENTS or len(element.attrib) > limits.ATTRIBUTES
        if depth > limits.DEPTH or too_many:
            raise TooDeep(name=name)


def local(element: Any) -> str:
    """Return the name of an element without its namespace; empty for comments."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2]


def namespace(element: Any) -> str:
    """Return the namespace of an element; empty if it has none."""
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def children(element: Any, *names: str) -> Iterator[Any]:
    """Give the children with one of these names, whatever their namespace or capitals."""
    for child in element:
        if local(child).lower() in names:
            yield child


def text(element: Any) -> str:
    """Return the text directly inside an element, that of unknown children left out."""
    parts = [element.text or "", *(child.tail or "" for child in element)]
    return "".join(parts).strip()
