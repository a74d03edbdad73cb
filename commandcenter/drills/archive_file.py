"""The file that a drill is kept in (演练归档包): papers, files, and a list that vouches for them.

The same contents give the same bytes. Reading one back trusts nothing in it.
"""

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_

MANIFEST = "manifest.json"
FORMAT = "commandcenter drill archive"
VERSION = 1

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that the format knows
_UNIX = 3
_READABLE = 0o100644 << 16
# A list of several thousand files; an archive has hundreds.
_LONGEST_MANIFEST = 2**20
_MOST_BYTES = 8 * 2**30  # of all files together; far more than a drill has
_CHUNK = 2**16
# Others are unpacked in one piece, whatever their size.
_PACKED = (ZIP_STORED, ZIP_DEFLATED)
_BROKEN = (
    *(BadZipFile, EOFError, OSError, RuntimeError, ValueError, LookupError, zlib.error),
    *(ArithmeticError, MemoryError, NotImplementedError),
)


class NoArchive(Rejected):
    """A file that is no archive of a drill, or that nothing can be read from any more."""

    sentence = N_(
        "'{name}' is no archive of a drill, or it is broken. "
        "Choose another file, or archive it anew."
    )


class Fault(StrEnum):
    """What is wrong with a file of an archive."""

    MISSING = "missing"
    CHANGED = "changed"
    UNKNOWN = "unknown"  # nobody put it there
    BROKEN = "broken"


FAULT_WORDS: dict[Fault, str] = {
    Fault.MISSING: N_("missing"),
    Fault.CHANGED: N_("changed after it was archived"),
    Fault.UNKNOWN: N_("not of this archive"),
    Fault.BROKEN: N_("cannot be read"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The journal row that an archive shows the state after.

    Attributes:
        hash: Of that row, in hexadecimal.
        at: When it was written.
    """

    seq: int
    hash: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What an archive says of itself.

    Attributes:
        drill: Id of the drill.
        head: None for a county without a journal.
    """

    drill: str
    year: int
    number: int
    title: str
    head: Head | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """An archive as it was found.

    Attributes:
        files: How many are as they were.
        faults: By name of the file.
    """

    about: About
    files: int
    faults: Mapping[str, Fault]

    @property
    def is_whole(self) -> bool:
        """Whether everything is as it was put in."""
        return not self.faults


def pack(files: Mapping[str, bytes], about: About) -> bytes:
    """Return the archive of some files by name; the same files give the same bytes."""
    listed = [
        {"name": name, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
        for name, content in sorted(files.items())
    ]
    manifest = {"format": FORMAT, "version": VERSION, **_told(about), "files": listed}
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        _put(archive, MANIFEST, text.encode())
        for name, content in sorted(files.items()):
            _put(archive, name, content)
    return out.getvalue()


def _put(archive: ZipFile, name: str, content: bytes) -> None:
    entry = ZipInfo(name, date_time=_FIRST_DAY)
    entry.create_system, entry.external_attr = _UNIX, _READABLE
    entry.compress_type = ZIP_DEFLATED
    archive.writestr(entry, content)


def _told(about: About) -> dict[str, Any]:
    head = about.head
    return {
        "drill": {
            "id": about.drill,
            "year": about.year,
            "number": about.number,
            "title": about.title,
        },
        "journal": None if head is None else {"seq": head.seq, "hash": head.hash, "at": head.at},
    }


def verify(path: Path) -> Checked:
    """Compare an archive with its list, file by file.

    Raises:
        NoArchive: There is no list that could be read.
    """
    try:
        with path.open("rb") as file:
            return _verify(file)
    except (*_BROKEN, TypeError, AttributeError) as error:
        raise NoArchive(name=path.name) from error


def _verify(file: BinaryIO) -> Checked:
    with ZipFile(file) as archive:
        manifest = json.loads(_manifest(archive))
        if (manifest["format"], manifest["version"]) != (FORMAT, VERSION):
            raise ValueError(manifest["format"])
        found = Counter(entry.filename for entry in archive.infolist())
        listed = {one["name"]: one for one in manifest["files"]}
        if sum(_size(one) for one in listed.values()) > _MOST_BYTES:
            raise ValueError(MANIFEST)
        faults = {
            name: fault
            for name, one in listed.items()
            if (fault := _fault(archive, found, one)) is not None
        }
        strangers = [name for name in found if name != MANIFEST and name not in listed]
        faults |= dict.fromkeys(strangers, Fault.UNKNOWN)
        return Checked(about=_about(manifest), files=len(listed) - len(faults), faults=faults)


def _fault(archive: ZipFile, found: Mapping[str, int], one: Mapping[str, Any]) -> Fault | None:
    name, size = str(one["name"]), _size(one)
    if name not in found:
        return Fault.MISSING
    if found[name] > 1:
        return Fault.CHANGED
    digest, read = hashlib.sha256(), 0
    try:
        for piece in _pieces(archive, name, size):
            digest.update(piece)
            read += len(piece)
    except _BROKEN:
        return Fault.BROKEN
    is_same = read == size and digest.hexdigest() == one["sha256"]
    return None if is_same else Fault.CHANGED


def _size(one: Mapping[str, Any]) -> int:
    size = int(one["size"])
    if size < 0:
        raise ValueError(size)
    return size


def _manifest(archive: ZipFile) -> bytes:
    found = b"".join(_pieces(archive, MANIFEST, _LONGEST_MANIFEST))
    if len(found) > _LONGEST_MANIFEST:
        raise ValueError(MANIFEST)
    return found


def _pieces(archive: ZipFile, name: str, limit: int) -> Iterator[bytes]:
    """Give a file of an archive piece by piece, up to one byte more than it may have."""
    if archive.getinfo(name).compress_type not in _PACKED:
        raise ValueError(name)
    with archive.open(name) as file:
        rest = limit + 1
        while rest > 0 and (piece := file.read(min(_CHUNK, rest))):
            yield piece
            rest -= len(piece)


def _about(manifest: Mapping[str, Any]) -> About:
    drill, head = manifest["drill"], manifest["journal"]
    return About(
        drill=str(drill["id"]),
        year=int(drill["year"]),
        number=int(drill["number"]),
        title=str(drill["title"]),
        head=None
        if head is None
        else Head(seq=int(head["seq"]), hash=str(head["hash"]), at=str(head["at"])),
    )
