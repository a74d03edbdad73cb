"""Keeping a finished document: whole or not at all."""

import os
from pathlib import Path

from commandcenter.documents.errors import NotSaved
from commandcenter.kernel.ids import new_id


def save(path: Path, data: bytes) -> None:
    """Write a file so that the old one stays until the new one is complete on the disk.

    Raises:
        NotSaved: The target is open elsewhere, or the folder is missing, full or protected.
    """
    try:
        _replace(path, data)
    except OSError as error:
        raise NotSaved(name=path.name) from error


def _replace(path: Path, data: bytes) -> None:
    draft = path.with_name(f".{new_id()}.tmp")
    try:
        with draft.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
