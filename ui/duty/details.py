"""Everything that is known of one line of the log."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from commandcenter.directory.model import masked
from commandcenter.directory.rights import Right, may
from commandcenter.duty.model.entry import Attachment, Entry
from commandcenter.duty.model.lines import SEALED, LogLine
from commandcenter.duty.model.words import CHANNEL, DIRECTION, KIND, STEP, URGENCY
from commandcenter.duty.service import files
from commandcenter.kernel.times import BEIJING
from commandcenter.kernel.words import N_
from ui.duty.desk import Desk
from ui.duty.row import said
from ui.records.files_row import FileChip
from ui.shell.page import Target
from ui.widgets import scaled, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.words import tr

_SAVED = N_("Saved {name}")
_WAS = N_("{now} (was {before})")
_LONG_WORD = re.compile(r"[!-~]{24}(?=[!-~])")
_CAPTION_W = 100  # px at 100 %
Fact = tuple[str, str]


class DetailsPanel(Card):
    """Shows a line with all its fields, corrections, steps and files.

    Signals:
        left: Esc, or the button; the list gets the keys again.
    """

    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._line: LogLine | None = None
        self._title = Label(tone="title")
        self._close = KeyButton(kind="bare")
        self._close.clicked.connect(self.left)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.viewport().setAutoFillBackground(False)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._close)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 3, 4, 3)
        scaled.gap(layout, 2)
        layout.addLayout(head)
        layout.addWidget(self._area, 1)

    def line(self) -> LogLine | None:
        """Return what is shown."""
        return self._line

    def show_line(self, line: LogLine) -> None:
        """Show another line."""
        self._line = line
        self._read()

    def renew(self, entry: Entry) -> None:
        """Show the same entry as it is now; where the reader was stays."""
        line = self._line
        if line is None or line.entry is None or line.entry.id != entry.id or line.entry == entry:
            return
        self._line = replace(line, entry=entry)
        bar = self._area.verticalScrollBar()
        at = bar.value()
        self._read()
        bar.setValue(at)

    def take_focus(self) -> None:
        """Let the arrow keys scroll."""
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._line is not None:
            self._read()

    def save_as(self, file: Attachment) -> None:
        """Let the officer choose where a copy of a file goes; it is never opened here."""
        dialog = QFileDialog(self, tr("Save as"), file.name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda name: self.save_to(file, Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, file: Attachment, path: Path) -> None:
        """Write a copy of a file there."""
        self._desk.background.read(
            self,
            partial(files.save_copy, self._desk.db, file.sha256, path),
            lambda _nothing: self._desk.messages.say(_SAVED, name=path.name),
            self._desk.messages.problem,
        )

    def _read(self) -> None:
        line = self._line
        if line is None:
            return
        self._close.setText(tr("Close"))
        self._close.set_key("Esc")
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 3)
        if line.entry is None:
            self._title.setText(said(line)[0])
            self._add_automatic(layout, line)
        else:
            is_drill = line.entry.draft.drill_id is not None
            number = line.entry.number
            drill = tr("DRILL: {title}").format(title=number)
            self._title.setText(drill if is_drill else number)
            self._add_entry(layout, line.entry)
        layout.addStretch()
        self._area.setWidget(content)
        content.setAutoFillBackground(False)  # the card shines through

    def _add_automatic(self, layout: QVBoxLayout, line: LogLine) -> None:
        layout.addWidget(_text(said(line)[1], "large"))
        facts = [
            (tr("Written"), moment(line.at)),
            (tr("By"), line.author),
            (tr("Journal number"), str(line.seq)),
        ]
        layout.addLayout(_facts(facts))
        if line.kind == SEALED:
            report = KeyButton(tr("Open the report"), kind="bare", icon="handshake")
            handover = UUID(str(line.body["handover_id"]))
            target = Target(page="handover", kind="report", key=handover)
            report.clicked.connect(partial(self._desk.navigation.open, target))
            layout.addWidget(report, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_entry(self, layout: QVBoxLayout, entry: Entry) -> None:
        holds = entry.newest
        if holds is not entry:
            layout.addWidget(_text(entry.draft.content, "struck"))
        layout.addWidget(_text(holds.draft.content, "large"))
        if holds is not entry:
            _add_correction(layout, holds)
        layout.addLayout(_facts([*self._told(entry), *_recorded(entry)]))
        # A correction may have left one out; it was received all the same.
        given = tuple(dict.fromkeys((*holds.draft.attachments, *entry.draft.attachments)))
        if given:
            layout.addWidget(Label(tr("Files"), "strong"))
        for file in given:
            chip = FileChip(file, "download-simple")
            chip.describe(tr("Save as"))
            chip.clicked.connect(partial(self.save_as, file))
            layout.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
        if holds.steps:
            layout.addWidget(Label(tr("Handled"), "strong"))
            layout.addLayout(_facts(_steps(holds)))

    def _told(self, entry: Entry) -> Sequence[Fact]:
        """Return the fields as they hold; one that was corrected says what it was."""
        before, now = self._fields(entry), self._fields(entry.newest)
        return [
            (name, value if value == was or not was else tr(_WAS).format(now=value, before=was))
            for (name, value), (_, was) in zip(now, before, strict=True)
        ]

    def _fields(self, entry: Entry) -> Sequence[Fact]:
        draft = entry.draft
        sees_phones = may(self._desk.officer(), Right.SEE_PHONES)
        return [
            (tr("Kind"), tr(KIND[draft.kind])),
            (tr("Way"), f"{tr(DIRECTION[draft.direction])} · {tr(CHANNEL[draft.channel])}"),
            (tr("Occurred"), moment(draft.occurred_at)),
            (tr("Received"), moment(entry.received_at)),
            (tr("Unit"), draft.org),
            (tr("Name"), draft.name),
            (tr("Post"), draft.post),
            (tr("Phone"), draft.phone if sees_phones else masked(draft.phone)),
            (tr("Place"), draft.place),
            (tr("Told already"), draft.reported_to),
            (tr("Urgency"), tr(URGENCY[draft.urgency])),
            (tr("Internal"), tr("yes") if draft.is_internal else ""),
            (tr("Owner"), draft.owner),
            (tr("Due"), moment(draft.due_at)),
        ]


def _recorded(entry: Entry) -> Sequence[Fact]:
    return [
        (tr("Corrects"), entry.corrects_number),
        (tr("Reason"), entry.draft.reason),
        (tr("Written"), moment(entry.recorded_at)),
        (tr("Recorded by"), entry.recorder),
        (tr("Journal number"), str(entry.seq)),
    ]


def _add_correction(layout: QVBoxLayout, by: Entry) -> None:
    words = tr("Corrected {time} {who}").format(time=moment(by.recorded_at), who=by.recorder)
    label = Label(f"{words} · {by.number}", "strong")
    label.setWordWrap(True)
    layout.addWidget(label)
    layout.addLayout(_facts([(tr("Reason"), by.draft.reason)]))


def moment(at: datetime | None) -> str:
    """Return a moment with its date, to the second."""
    return "" if at is None else f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}"


def _steps(entry: Entry) -> Sequence[Fact]:
    return [
        (
            tr(STEP[one.step]),
            " ".join(part for part in (moment(one.at), one.by, one.to, one.result) if part),
        )
        for one in entry.steps
    ]


def _facts(facts: Sequence[Fact]) -> QFormLayout:
    form = QFormLayout()
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    scaled.gap(form, 1)
    for name, value in facts:
        if value:
            caption = Label(name, "quiet")
            caption.setMinimumWidth(theme.px(_CAPTION_W))
            form.addRow(caption, _text(value))
    return form


def _text(words: str, tone: str = "") -> Label:
    # A label breaks lines between words only; what is longer than a line would be cut off.
    label = Label(_LONG_WORD.sub("\\g<0>\u200b", words), tone)
    label.setWordWrap(True)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label
