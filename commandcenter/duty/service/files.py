"""The files that belong to entries: taking them in from a disk, reading them back."""

from pathlib import Path

from commandcenter.database import attachments
from commandcenter.database.engine import Database
from commandcenter.duty.model.entry import Attachment
from commandcenter.duty.model.files import UnreadableFile, attachment, bare_name


def take_in(path: Path) -> tuple[Attachment, bytes]:
    """Return a file of this computer as an attachment, and its bytes.

    Raises:
        TooLarge, NotAttachable, EmptyFile, UnreadableFile: It cannot belong to an entry.
    """
    try:
        attachments.check_size(bare_name(path.name), path.stat().st_size)
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(name=bare_name(path.name)) from error
    return attachment(path.name, content), content


def content(db: Database, sha256: str) -> bytes:
    """Return the bytes of an attachment.

    Raises:
        Unavailable: The database did not answer.
    """
    with db.read() as tx:
        return attachments.get(tx, sha256)


def save_copy(db: Database, sha256: str, path: Path) -> None:
    """Write an attachment to a file of this computer.

    Raises:
        UnreadableFile: The folder refuses it.
        Unavailable: The database did not answer.
    """
    copied = content(db, sha256)
    try:
        path.write_bytes(copied)
    except OSError as error:
        raise UnreadableFile(name=bare_name(path.name)) from error
