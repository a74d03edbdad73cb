"""Which files may belong to an entry: pictures, PDF, sound and office documents."""

import hashlib
from pathlib import PurePosixPath, PureWindowsPath

from commandcenter.duty.model.entry import Attachment
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_

_TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "webp": "image/webp",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "pdf": "application/pdf",
    "ofd": "application/ofd",
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
    "m4a": "audio/mp4",
    "amr": "audio/amr",
    "ogg": "audio/ogg",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "wps": "application/vnd.ms-works",
    "et": "application/vnd.ms-excel",
}
# How files begin whose content can be told at once; a program renamed to .jpg is none.
_BEGINNINGS: dict[str, tuple[bytes, ...]] = {
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/gif": (b"GIF8",),
    "image/bmp": (b"BM",),
    "image/webp": (b"RIFF",),
    "image/tiff": (b"II*\0", b"MM\0*"),
    "application/pdf": (b"%PDF-",),
}
_LONGEST_NAME = 200
_LONGEST_ENDING = 10


class NotAttachable(Rejected):
    """A file that is neither picture, PDF, sound nor office document."""

    sentence = N_("'{name}' cannot be attached. Attach a picture, PDF, sound or office document.")


class EmptyFile(Rejected):
    """A file without content proves nothing."""

    sentence = N_("'{name}' is empty. Attach the file again.")


class FileMissing(Rejected):
    """An entry names a file whose bytes nobody has."""

    sentence = N_("'{name}' is not there any more. Attach the file again.")


class UnreadableFile(Rejected):
    """The disk or the folder refuses the file."""

    sentence = N_("'{name}' cannot be read or written there. Choose another file or folder.")


def suffixes() -> tuple[str, ...]:
    """Return the endings of files that may be attached, without the dot."""
    return tuple(_TYPES)


def attachment(name: str, content: bytes) -> Attachment:
    """Return what an entry says of a file.

    Args:
        name: File name, with or without a folder.

    Raises:
        NotAttachable, EmptyFile: The file cannot belong to an entry.
    """
    label = bare_name(name)
    if not content:
        raise EmptyFile(name=label)
    media_type = _TYPES.get(label.rpartition(".")[2].lower(), "")
    beginnings = _BEGINNINGS.get(media_type, (b"",))
    if not media_type or not content.startswith(beginnings):
        raise NotAttachable(name=label)
    digest = hashlib.sha256(content).hexdigest()
    return Attachment(sha256=digest, name=label, media_type=media_type, size=len(content))


def bare_name(name: str) -> str:
    """Return a file name without folders and control characters, short enough to show."""
    last = PurePosixPath(PureWindowsPath(name).name).name
    shown = "".join(character for character in last if character.isprintable()).strip(" .")
    _, dot, suffix = shown.rpartition(".")
    ending = dot + suffix if len(suffix) < _LONGEST_ENDING else ""
    return shown.removesuffix(ending)[: _LONGEST_NAME - len(ending)] + ending
