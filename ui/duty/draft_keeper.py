"""Writing half-typed drafts into the station file, a moment after each key press."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from commandcenter.database.station import KeptDraft
from commandcenter.duty.model.entry import Attachment
from commandcenter.kernel.ids import new_id
from ui.duty.desk import Desk
from ui.duty.draft_text import DraftText, from_body, to_body

DELAY_MS = 200


@dataclass(slots=True, kw_only=True)
class Kept:
    """A draft that was found in the station file.

    Attributes:
        contents: Bytes of its files by SHA-256.
    """

    text: DraftText
    contents: dict[str, bytes] = field(default_factory=dict)


class DraftKeeper(QObject):
    """Keeps drafts in the order in which they were typed, off the GUI thread.

    Signals:
        kept: A draft is safe on this computer (UUID).
        failed: A draft could not be kept (Exception).
    """

    kept = Signal(UUID)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._login = desk.officer().login
        self._changed: dict[UUID, DraftText] = {}
        self._files: dict[tuple[UUID, str], UUID] = {}
        # Started by the first key press and not again by the next, so that nobody who
        # types without a pause outruns it.
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self.flush)

    def keep(self, text: DraftText) -> None:
        """Write this draft down within a moment."""
        self._changed[text.id] = text
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Write everything down now, as when the window closes."""
        self._timer.stop()
        changed, self._changed = self._changed, {}
        for text in changed.values():
            self._write(KeptDraft(id=text.id, body=to_body(text)), text.id)

    def drop(self, draft_id: UUID) -> None:
        """Forget a draft that was recorded or thrown away, with its files."""
        self._changed.pop(draft_id, None)
        self._run(partial(self._desk.station.drop_draft, draft_id))
        for owner, sha256 in [key for key in self._files if key[0] == draft_id]:
            self.drop_file(owner, sha256)

    def keep_file(self, draft_id: UUID, file: Attachment, content: bytes) -> None:
        """Write down a file of a draft; once, because it may be large."""
        kept_id = self._files.setdefault((draft_id, file.sha256), new_id())
        body = {
            "file_of": str(draft_id),
            "sha256": file.sha256,
            "content": base64.b64encode(content).decode("ascii"),
        }
        self._write(KeptDraft(id=kept_id, body=body), draft_id)

    def drop_file(self, draft_id: UUID, sha256: str) -> None:
        """Forget a file of a draft."""
        kept_id = self._files.pop((draft_id, sha256), None)
        if kept_id is not None:
            self._run(partial(self._desk.station.drop_draft, kept_id))

    def take(self, receive: Callable[[Sequence[Kept]], None]) -> None:
        """Ask for the officer's drafts that no other window shows, oldest first."""
        call = partial(self._desk.station.take_drafts, self._desk.database_id, self._login)
        self._desk.local.write(
            self, call, lambda found: receive(self._sorted(found)), self.failed.emit
        )

    def _sorted(self, found: Sequence[KeptDraft]) -> Sequence[Kept]:
        drafts = {
            one.id: Kept(text=from_body(one.id, one.body))
            for one in found
            if "file_of" not in one.body
        }
        for one in found:
            if "file_of" not in one.body:
                continue
            owner, sha256 = UUID(one.body["file_of"]), one.body["sha256"]
            self._files[owner, sha256] = one.id
            if owner in drafts:
                drafts[owner].contents[sha256] = base64.b64decode(one.body["content"])
            else:
                self.drop_file(owner, sha256)
        return tuple(drafts.values())

    def _write(self, draft: KeptDraft, told: UUID) -> None:
        call = partial(self._desk.station.keep_draft, self._desk.database_id, self._login, draft)
        self._run(call, lambda: self.kept.emit(told))

    def _run(self, call: Callable[[], Any], done: Callable[[], None] = lambda: None) -> None:
        self._desk.local.write(self, call, lambda _nothing: done(), self.failed.emit)
