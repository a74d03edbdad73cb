"""The photographs of a record: shown as chips, added by choice, paste or drop, opened."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from commandcenter.drills.service import files
from commandcenter.drills.service.files import Given
from commandcenter.duty.model.files import attachment, suffixes
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import BEIJING
from ui.shell.background import Background
from ui.widgets.words import tr


class Photographs(QObject):
    """Takes files in, in the background.

    Args:
        add: Gets each file that was taken in.
        refuse: Gets the error of each that was not.
    """

    def __init__(
        self,
        owner: QWidget,
        background: Background,
        add: Callable[[Given], None],
        refuse: Callable[[Exception], None],
    ) -> None:
        super().__init__(owner)
        self._owner = owner
        self._background = background
        self._add, self._refuse = add, refuse

    def choose(self) -> None:
        """Let the officer choose files."""
        patterns = " ".join(f"*.{suffix}" for suffix in suffixes())
        words = tr("Pictures, PDF, sound, office documents")
        dialog = QFileDialog(self._owner, tr("Attach"), "", f"{words} ({patterns})")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.take_in([*map(Path, names)]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take_in(self, paths: Sequence[Path]) -> None:
        """Read files of this computer."""
        for path in paths:
            call = partial(files.take_in, path)
            self._background.read(self._owner, call, self._add, self._refuse)

    def take_given(self, given: QMimeData, at: datetime) -> None:
        """Take what was pasted or dropped: files, or a picture."""
        paths = [Path(url.toLocalFile()) for url in given.urls() if url.isLocalFile()]
        if paths:
            self.take_in(paths)
            return
        image = given.imageData()
        if isinstance(image, QImage) and not image.isNull():
            try:
                self._add(_picture(image, at))
            except Rejected as error:
                self._refuse(error)


def _picture(image: QImage, at: datetime) -> Given:
    """Return a picture as a PNG file named by its time."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub knows bytes only
    content = bytes(data.data())
    name = tr("Picture {time}.png").format(time=f"{at.astimezone(BEIJING):%H-%M-%S}")
    known = attachment(name, content)
    return Given(
        id=new_id(),
        name=known.name,
        media_type=known.media_type,
        sha256=known.sha256,
        content=content,
    )
