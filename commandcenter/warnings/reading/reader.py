"""Reading a file or bytes; everything that takes them in comes through here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commandcenter.documents import confined
from commandcenter.kernel.errors import Rejected
from commandcenter.warnings.model.codes import Codes
from commandcenter.warnings.model.message import Message
from commandcenter.warnings.reading import errors, limits
from commandcenter.warnings.reading.child import serve
from commandcenter.warnings.reading.errors import (
    BadCertificate,
    NotOpened,
    TookTooLong,
    TooLarge,
    Unreadable,
)
from commandcenter.warnings.reading.plain import message_from

_REFUSALS = {
    kind.__name__: kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, Rejected)
}
_CERTIFICATE_ENDINGS = (".pem", ".crt", ".cer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a file holds.

    Attributes:
        data: As it came, to be kept.
        shape: cap, atom, rss, edxl or other.
        messages: In their order; one that was refused is the error that says why.
        links: Addresses of messages that a feed only names; nothing was fetched.
    """

    name: str
    data: bytes
    shape: str
    messages: tuple[Message | Rejected, ...] = ()
    links: tuple[str, ...] = ()


def read_file(path: Path, codes: Codes, *, certificates: Sequence[bytes] = ()) -> Reading:
    """Read the messages of a file.

    Raises:
        Rejected: It cannot be read; the sentence names the file and says what to do.
    """
    try:
        if not path.is_file():
            raise NotOpened(name=path.name)
        with path.open("rb") as file:
            data = file.read(limits.FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise NotOpened(name=path.name) from error
    return read(data, path.name, codes, certificates=certificates)


def read(data: bytes, name: str, codes: Codes, *, certificates: Sequence[bytes] = ()) -> Reading:
    """Read the messages in these bytes, in a process that is ended when it takes too much.

    Args:
        name: What the sentences call it.
        certificates: The pinned ones, as PEM, one each.

    Raises:
        Rejected: They cannot be read; the sentence names the file and says what to do.
    """
    if len(data) > limits.FILE_BYTES:
        raise TooLarge(name=name)
    arguments = (data, name, codes, tuple(certificates))
    try:
        with confined.told(serve, *arguments, bounds=limits.BOUNDS) as messages:
            return _received(messages, data, name)
    except confined.OutOfTime as error:
        raise TookTooLong(name=name) from error
    except confined.OutOfMemory as error:
        raise TooLarge(name=name) from error
    except confined.Died as error:
        raise Unreadable(name=name) from error


def _received(told: Iterator[Mapping[str, Any]], data: bytes, name: str) -> Reading:
    shape, links = "", ()
    messages: list[Message | Rejected] = []
    for one in told:
        if "refused" in one:
            raise _refusal(one)
        if "end" in one:
            break
        if "alert" in one:
            messages.append(_message(one["alert"]))
        else:
            shape, links = one["shape"], tuple(one["links"])
    return Reading(name=name, data=data, shape=shape, messages=tuple(messages), links=links)


def _message(record: Mapping[str, Any]) -> Message | Rejected:
    return _refusal(record) if "refused" in record else message_from(record)


def _refusal(record: Mapping[str, Any]) -> Rejected:
    return _REFUSALS[record["refused"]](**record["facts"])


def certificates_in(folder: Path) -> tuple[bytes, ...]:
    """Return the pinned certificates in a folder, as PEM.

    Raises:
        NotOpened: The folder cannot be read.
        BadCertificate: A file in it is none.
    """
    try:
        files = sorted(
            one for one in folder.iterdir() if one.suffix.lower() in _CERTIFICATE_ENDINGS
        )
        contents = {one.name: one.read_bytes() for one in files[: limits.CERTIFICATES]}
    except OSError as error:
        raise NotOpened(name=folder.name) from error
    return tuple(pem for name, data in contents.items() for pem in certificates_of(data, name))


def certificates_of(data: bytes, name: str) -> tuple[bytes, ...]:
    """Return the certificates in a file or field, as PEM; DER is read as well.

    Raises:
        BadCertificate: It is none.
    """
    from cryptography import x509  # noqa: PLC0415 - unsigned messages do without
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415

    if len(data) > limits.CERTIFICATE_BYTES:
        raise BadCertificate(name=name)
    try:
        if b"-----BEGIN" in data:
            found = x509.load_pem_x509_certificates(data)
        else:
            found = [x509.load_der_x509_certificate(data)]
    except ValueError as error:
        raise BadCertificate(name=name) from error
    return tuple(one.public_bytes(Encoding.PEM) for one in found)
