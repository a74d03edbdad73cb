"""The files of drafts: choosing, taking in, keeping, taking away."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtWidgets import QFileDialog

from commandcenter.duty.model.entry import Attachment
from commandcenter.duty.service import files
from commandcenter.kernel.errors import Rejected
from ui.duty import given_files
from ui.duty.desk import Desk
from ui.duty.draft_card import DraftCard
from ui.duty.draft_keeper import DraftKeeper
from ui.widgets.words import tr


class DraftFiles(QObject):
    """Holds the bytes of files until their draft is recorded."""

    def __init__(self, desk: Desk, keeper: DraftKeeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._keeper = keeper
        self._contents: dict[UUID, dict[str, bytes]] = {}

    def follow(self, card: DraftCard, contents: Mapping[str, bytes] | None = None) -> None:
        """Serve a card, whose draft may have files already."""
        if contents:
            self._contents[card.text.id] = dict(contents)
        card.form.file_removed.connect(lambda file: self._detach(card, file))
        card.form.files_wanted.connect(lambda: self.choose(card))
        card.form.files_given.connect(lambda given: self._take_given(card, given))

    def contents(self, draft_id: UUID, wanted: Sequence[Attachment]) -> dict[str, bytes]:
        """Return the bytes of a draft's files, without those of entries it corrects."""
        known = self._contents.get(draft_id, {})
        return {one.sha256: known[one.sha256] for one in wanted if one.sha256 in known}

    def forget(self, draft_id: UUID) -> None:
        """Let the files of a draft go."""
        self._contents.pop(draft_id, None)

    def choose(self, card: DraftCard) -> None:
        """Let the officer choose files."""
        dialog = QFileDialog(card, tr("Attach"), "", given_files.name_filter())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.attach(card, [*map(Path, names)]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def attach(self, card: DraftCard, paths: Sequence[Path]) -> None:
        """Read files and attach them."""
        for path in paths:
            self._desk.background.read(
                card,
                partial(files.take_in, path),
                lambda taken: self._attach(card, *taken),
                card.show_problem,
            )

    def _take_given(self, card: DraftCard, given: QMimeData) -> None:
        if chosen := given_files.paths(given):
            self.attach(card, chosen)
            return
        try:
            taken = given_files.picture(given, self._desk.clock())
        except Rejected as error:
            card.show_problem(error)
            return
        if taken is not None:
            self._attach(card, *taken)

    def _attach(self, card: DraftCard, file: Attachment, content: bytes) -> None:
        text = card.text
        if card.is_saving or any(known.sha256 == file.sha256 for known in text.attachments):
            return
        self._contents.setdefault(text.id, {})[file.sha256] = content
        self._keeper.keep_file(text.id, file, content)
        card.change(attachments=(*text.attachments, file))

    def _detach(self, card: DraftCard, file: Attachment) -> None:
        text = card.text
        self._keeper.drop_file(text.id, file.sha256)
        card.change(attachments=tuple(one for one in text.attachments if one != file))
