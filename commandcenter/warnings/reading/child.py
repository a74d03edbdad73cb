"""The process that reads one message: whatever the message does to it, the program goes on."""

from collections.abc import Sequence
from dataclasses import replace
from multiprocessing.connection import Connection

from commandcenter.documents import confined
from commandcenter.documents.confined import tell
from commandcenter.kernel.errors import Rejected
from commandcenter.warnings.model.codes import Codes
from commandcenter.warnings.model.message import Message, Oddity
from commandcenter.warnings.reading import limits
from commandcenter.warnings.reading.envelopes import Envelope, envelope_of
from commandcenter.warnings.reading.errors import TooLarge
from commandcenter.warnings.reading.messages import message_of
from commandcenter.warnings.reading.plain import plain
from commandcenter.warnings.reading.text import text_of
from commandcenter.warnings.reading.tree import tree_of


def serve(
    pipe: Connection, data: bytes, name: str, codes: Codes, certificates: Sequence[bytes]
) -> None:
    """Read a file and tell its messages, or the reason why not. Runs in a process of its own."""
    confined.enter(pipe, limits.BOUNDS)
    try:
        envelope, differs = opened(data, name)
        tell(pipe, shape=envelope.shape, links=list(envelope.links))
        for alert in envelope.alerts:
            _tell_one(pipe, alert, name, codes, certificates, differs=differs)
        tell(pipe, end=True)
    except Rejected as refused:
        tell(pipe, refused=type(refused).__name__, facts=refused.facts)
    except MemoryError:
        tell(pipe, refused=TooLarge.__name__, facts={"name": name})


def opened(data: bytes, name: str) -> tuple[Envelope, bool]:
    """Return what a file holds, and whether it declared another encoding than it has.

    Raises:
        Rejected: It cannot be read.
    """
    if len(data) > limits.FILE_BYTES:
        raise TooLarge(name=name)
    text, differs = text_of(data, name)
    return envelope_of(tree_of(text, name), name), differs


def _tell_one(
    pipe: Connection,
    alert: object,
    name: str,
    codes: Codes,
    certificates: Sequence[bytes],
    *,
    differs: bool,
) -> None:
    try:
        message = read_one(alert, name, codes, certificates, differs=differs)
    except Rejected as refused:
        tell(pipe, alert={"refused": type(refused).__name__, "facts": refused.facts})
    else:
        tell(pipe, alert=plain(message))


def read_one(
    alert: object, name: str, codes: Codes, certificates: Sequence[bytes], *, differs: bool
) -> Message:
    """Return a message.

    Raises:
        Rejected: It is refused.
    """
    message = message_of(alert, name, codes, certificates)
    if not differs:
        return message
    return replace(message, oddities=(*message.oddities, Oddity.DECLARED_ENCODING))
