"""Files that come by paste, drop or choice."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage

from commandcenter.duty.model.entry import Attachment
from commandcenter.duty.model.files import attachment, suffixes
from commandcenter.kernel.times import BEIJING
from ui.widgets.words import tr


def paths(given: QMimeData) -> tuple[Path, ...]:
    """Return the files of this computer that were pasted or dropped."""
    return tuple(Path(url.toLocalFile()) for url in given.urls() if url.isLocalFile())


def picture(given: QMimeData, at: datetime) -> tuple[Attachment, bytes] | None:
    """Return a pasted picture as a PNG file named by its time; None if there is none."""
    image = given.imageData()
    if not isinstance(image, QImage) or image.isNull():
        return None
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub knows bytes only
    name = tr("Picture {time}.png").format(time=f"{at.astimezone(BEIJING):%H-%M-%S}")
    data = bytes(content.data())
    return attachment(name, data), data


def name_filter() -> str:
    """Return the filter of a file dialog."""
    patterns = " ".join(f"*.{suffix}" for suffix in suffixes())
    words = tr("Pictures, PDF, sound, office documents")
    return f"{words} ({patterns})"
