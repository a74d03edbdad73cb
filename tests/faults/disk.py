"""A disk whose power is cut: what a record of writes and syncs may have left behind.

What was synced is there. What was written after the last sync is there, or not, or in
part; a new or removed name is durable once its file or its folder was synced.
"""

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

OPENED, WRITTEN, SYNCED, CUT, UNLINKED, FOLDER_SYNCED = range(1, 7)
SECTOR = 512
_HEADER = struct.Struct("=IIQQQ")


@dataclass(frozen=True, slots=True)
class Event:
    """One call of the program that was recorded."""

    kind: int
    name: str
    inode: int
    offset: int
    data: bytes


def read_record(file: Path) -> Iterator[Event]:
    """Give the events of a record in their order."""
    content, place = file.read_bytes(), 0
    while place < len(content):
        kind, path_length, inode, offset, length = _HEADER.unpack_from(content, place)
        place += _HEADER.size
        name = Path(content[place : place + path_length].decode()).name
        place += path_length
        yield Event(kind, name, inode, offset, content[place : place + length])
        place += length


@dataclass(slots=True)
class _File:
    """A file without its name.

    Attributes:
        waiting: Writes and cuts since the last sync.
    """

    durable: bytearray = field(default_factory=bytearray)
    waiting: list[Event] = field(default_factory=list)


def _apply(content: bytearray, event: Event, sectors: list[bool] | None = None) -> None:
    if event.kind == CUT:
        del content[event.offset :]
        content.extend(bytes(event.offset - len(content)))
        return
    content.extend(bytes(max(0, event.offset + len(event.data) - len(content))))
    if sectors is None:
        content[event.offset : event.offset + len(event.data)] = event.data
        return
    for number, arrived in enumerate(sectors):
        if arrived:
            piece = event.data[number * SECTOR : (number + 1) * SECTOR]
            first = event.offset + number * SECTOR
            content[first : first + len(piece)] = piece


class Disk:
    """A folder as it is and as it would be found after a power cut."""

    def __init__(self, folder: Path) -> None:
        """Begin with what lies in a folder, all of it durable."""
        self._files: dict[int, _File] = {}
        self._names: dict[str, int] = {}
        self._durable_names: dict[str, int] = {}
        self._waiting_names: list[tuple[str, int | None]] = []
        for path in folder.iterdir():
            inode = path.stat().st_ino
            self._files[inode] = _File(durable=bytearray(path.read_bytes()))
            self._names[path.name] = self._durable_names[path.name] = inode

    def happen(self, event: Event) -> None:
        """Go on by one event."""
        if event.kind == FOLDER_SYNCED:
            for name, inode in self._waiting_names:
                self._name(self._durable_names, name, inode)
            self._waiting_names.clear()
            return
        if event.kind == UNLINKED:
            self._names.pop(event.name, None)
            self._waiting_names.append((event.name, None))
            return
        if self._names.get(event.name) != event.inode:
            # A number that was used before belongs to a new file now.
            if event.inode in self._files:
                self._files[-len(self._files)] = self._files.pop(event.inode)
            self._files[event.inode] = _File()
            self._names[event.name] = event.inode
            self._waiting_names.append((event.name, event.inode))
        file = self._files[event.inode]
        if event.kind in (WRITTEN, CUT):
            file.waiting.append(event)
        elif event.kind == SYNCED:
            self._sync(event.name, event.inode, file)

    def _sync(self, name: str, inode: int, file: _File) -> None:
        for waiting in file.waiting:
            _apply(file.durable, waiting)
        file.waiting.clear()
        if (name, inode) in self._waiting_names:
            self._waiting_names.remove((name, inode))
            self._durable_names[name] = inode

    @staticmethod
    def _name(names: dict[str, int], name: str, inode: int | None) -> None:
        if inode is None:
            names.pop(name, None)
        else:
            names[name] = inode

    def after_power_cut(self, luck: random.Random, how: str) -> dict[str, bytes]:
        """Return the files that are found.

        Args:
            how: What becomes of unsynced writes: "none" or "all" arrive, "some", or
                "torn": some, and of these some sectors.
        """
        names = dict(self._durable_names)
        for name, inode in self._waiting_names:
            if how == "all" or (how != "none" and luck.random() < 0.5):
                self._name(names, name, inode)
        return {
            name: bytes(self._content(self._files[inode], luck, how))
            for name, inode in names.items()
            if inode in self._files
        }

    def _content(self, file: _File, luck: random.Random, how: str) -> bytearray:
        content = bytearray(file.durable)
        for event in file.waiting:
            if how == "all":
                _apply(content, event)
            elif how != "none" and luck.random() < 0.5:
                count = -(-len(event.data) // SECTOR)
                sectors = [luck.random() < 0.5 for _ in range(count)] if how == "torn" else None
                _apply(content, event, sectors)
        return content
