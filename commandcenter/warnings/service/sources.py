"""Asking sources for warnings: a folder, or a server; for a worker in the background."""

import http.client
import random
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar
from urllib.parse import SplitResult, urljoin, urlsplit

from commandcenter.kernel.errors import Rejected, Unavailable
from commandcenter.kernel.words import N_
from commandcenter.warnings.model.feeds import Feed, FeedKind, wait
from commandcenter.warnings.reading import limits

_UNFINISHED = (".part", ".tmp", ".crdownload", ".filepart", "~")
_FOLDER_FILES = 2_000
_NOT_MODIFIED, _OK = 304, 200
_MOVED = (301, 302, 303, 307, 308)
_MOST_MOVES = 3
_PIECE_BYTES = 65_536


class NoAnswer(Unavailable):
    """The source did not answer, or not as a source of warnings does."""

    sentence = N_("The source {name} does not answer: {problem}. It is asked again by itself.")


class MovedAway(Rejected):
    """The server sends the program to another server, which nobody pinned."""

    sentence = N_("The source {name} points to another server. Enter its new address by hand.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A file that came from a source.

    Attributes:
        name: Of the file, or the address.
    """

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a source gave.

    Attributes:
        etag, modified: What the server said of it, to be sent with the next question.
    """

    incoming: tuple[Incoming, ...] = ()
    etag: str = ""
    modified: str = ""


@dataclass(slots=True, kw_only=True)
class Folder:
    """A folder into which another program puts files. They are read and never touched.

    A file is taken once it has the same size and time as at the question before.
    """

    feed: Feed
    _before: dict[str, tuple[int, int]] = field(default_factory=dict)
    _taken: dict[str, tuple[int, int]] = field(default_factory=dict)

    def poll(self) -> Answer:
        """Return the files that are new or changed, and written to the end.

        Raises:
            NoAnswer: The folder cannot be read.
        """
        try:
            found = self._stamps()
            ready = [
                name
                for name, stamp in found.items()
                if self._before.get(name) == stamp and self._taken.get(name) != stamp
            ]
            incoming = tuple(self._read(name) for name in sorted(ready))
        except OSError as error:
            problem = error.strerror or str(error)
            raise NoAnswer(name=self.feed.name, problem=problem) from error
        self._before = found
        self._taken = {name: stamp for name, stamp in self._taken.items() if name in found}
        return Answer(incoming=incoming)

    def done(self, name: str) -> None:
        """Note that a file was dealt with; it is not given again."""
        if name in self._before:
            self._taken[name] = self._before[name]

    def _stamps(self) -> dict[str, tuple[int, int]]:
        stamps: dict[str, tuple[int, int]] = {}
        for one in Path(self.feed.place).iterdir():
            if one.name.startswith(".") or one.name.lower().endswith(_UNFINISHED):
                continue
            if one.is_file() and not one.is_symlink():
                about = one.stat()
                stamps[one.name] = (about.st_size, about.st_mtime_ns)
        # The newest ones, should somebody never clear it out.
        newest = sorted(stamps.items(), key=lambda item: item[1][1])[-_FOLDER_FILES:]
        return dict(newest)

    def _read(self, name: str) -> Incoming:
        with (Path(self.feed.place) / name).open("rb") as file:
            return Incoming(name=name, data=file.read(limits.FILE_BYTES + 1))


@dataclass(slots=True, kw_only=True)
class Server:
    """A server that is asked over HTTP or HTTPS.

    The certificate of the server is checked. A redirect is followed on the same server only.
    Each link of a feed is fetched once, from the same server only.

    Attributes:
        answer_s: How long one whole answer may take.
    """

    TIMEOUT_S: ClassVar[float] = 10.0

    feed: Feed
    answer_s: float = 20.0
    _fetched: set[str] = field(default_factory=set)

    def poll(self) -> Answer:
        """Return what the server gave, if it is new.

        Raises:
            NoAnswer, MovedAway: It could not be asked.
        """
        asked = {"If-None-Match": self.feed.etag, "If-Modified-Since": self.feed.modified}
        status, said, data = self._get(self.feed.place, asked)
        if status == _NOT_MODIFIED:
            return Answer(etag=self.feed.etag, modified=self.feed.modified)
        found = Incoming(name=self.feed.place, data=data)
        return Answer(
            incoming=(found,),
            etag=said.get("etag", ""),
            modified=said.get("last-modified", ""),
        )

    def wanted(self, links: tuple[str, ...]) -> tuple[str, ...]:
        """Return the links of a feed that are on the same server and were not dealt with yet."""
        ours = urlsplit(self.feed.place)
        new = (link for link in links if link not in self._fetched)
        return tuple(link for link in new if _is_same_server(ours, urlsplit(link)))

    def fetch(self, link: str) -> Incoming:
        """Return what a link of a feed leads to.

        Raises:
            NoAnswer, MovedAway: It could not be asked.
        """
        _, _, data = self._get(link, {})
        return Incoming(name=link, data=data)

    def done(self, name: str) -> None:
        """Note that an answer was dealt with; a link of this name is not fetched again."""
        self._fetched.add(name)

    def _get(self, address: str, asked: Mapping[str, str]) -> tuple[int, dict[str, str], bytes]:
        began = urlsplit(address)
        for _ in range(_MOST_MOVES + 1):
            status, said, data = self._ask(address, asked)
            if status not in _MOVED:
                return status, said, data
            address = urljoin(address, said.get("location", ""))
            if not _is_same_server(began, urlsplit(address)):
                raise MovedAway(name=self.feed.name)
        raise MovedAway(name=self.feed.name)

    def _ask(self, address: str, asked: Mapping[str, str]) -> tuple[int, dict[str, str], bytes]:
        connection = self._connection(address)
        # A server that sends a byte now and then would else hold the worker for ever.
        is_cut = threading.Event()
        guard = threading.Timer(self.answer_s, _cut, [connection, is_cut])
        guard.daemon = True
        guard.start()
        try:
            answer = self._exchange(connection, address, asked)
        except (OSError, http.client.HTTPException, ValueError) as error:
            problem = str(error) or type(error).__name__
            raise NoAnswer(name=self.feed.name, problem=problem) from error
        finally:
            guard.cancel()
            guard.join()
            connection.close()
        if is_cut.is_set():  # what came until then looks like a whole answer
            raise NoAnswer(name=self.feed.name, problem="timed out")
        return answer

    def _connection(self, address: str) -> http.client.HTTPConnection:
        parts = urlsplit(address)
        host = parts.hostname or ""
        if parts.scheme == "http":
            return http.client.HTTPConnection(host, parts.port, timeout=self.TIMEOUT_S)
        context = ssl.create_default_context(cadata=self.feed.ca or None)
        return http.client.HTTPSConnection(
            host, parts.port, timeout=self.TIMEOUT_S, context=context
        )

    def _exchange(
        self, connection: http.client.HTTPConnection, address: str, asked: Mapping[str, str]
    ) -> tuple[int, dict[str, str], bytes]:
        parts = urlsplit(address)
        path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
        headers = {name: value for name, value in asked.items() if value}
        headers |= {"Accept": "application/cap+xml, application/xml, */*;q=0.5"}
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        said = {name.lower(): value for name, value in response.getheaders()}
        if response.status == _NOT_MODIFIED or response.status in _MOVED:
            return response.status, said, b""
        if response.status != _OK:
            raise NoAnswer(name=self.feed.name, problem=f"HTTP {response.status}")
        data = bytearray()
        while len(data) <= limits.FILE_BYTES and (piece := response.read1(_PIECE_BYTES)):
            data += piece
        return response.status, said, bytes(data)


def _cut(connection: http.client.HTTPConnection, is_cut: threading.Event) -> None:
    is_cut.set()
    if connection.sock is not None:
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # it has just ended by itself


def _is_same_server(one: SplitResult, other: SplitResult) -> bool:
    return (one.scheme, one.hostname, one.port) == (other.scheme, other.hostname, other.port)


def source_of(feed: Feed) -> Folder | Server:
    """Return what asks a source."""
    return Folder(feed=feed) if feed.kind is FeedKind.FOLDER else Server(feed=feed)


def next_at(now: datetime, interval: timedelta, failures: int) -> datetime:
    """Return when a source is asked again; later after each failure, and by chance."""
    return now + wait(interval, failures, random.random())  # noqa: S311 - spreads load, no secret
