"""One item of the checklist with what was found."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QVBoxLayout, QWidget

from commandcenter.handover.model import FINDING_WORDS, Check, Finding
from commandcenter.kernel.words import N_
from commandcenter.matters.model.matter import Matter
from ui.handover.line import EnterLine
from ui.widgets import paint, scaled, theme
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Well
from ui.widgets.labels import Label
from ui.widgets.segmented import Segmented
from ui.widgets.words import tr

_TITLE_W = 84  # px at 100 %; with less room the choice goes below the words
_TITLE_LENGTH = 40
_CHOOSE = N_("Choose the open matter")
_NOTHING_OPEN = N_("No open matter yet: record it on the duty page first.")


class CheckRow(QWidget):
    """Title, the three findings, and for what is abnormal the matter and a note.

    Signals:
        changed: The officer found something else (Check).
        left: The note is finished; the next check can be made.
        entry_wanted: There is no open matter yet and one has to be recorded.
    """

    changed = Signal(object)
    left = Signal()
    entry_wanted = Signal()

    def __init__(self, check: Check, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.check = check
        self._is_current = False
        self._matters: tuple[Matter, ...] = ()
        self._title = Label()
        self._title.setWordWrap(True)
        self.finding = Segmented(strong={Finding.ABNORMAL})
        self.matter = QComboBox()
        self.matter.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.note = EnterLine(maxLength=200)
        self._record = KeyButton(icon="plus", kind="bare")
        self._more = Well()
        self._build()
        self.finding.chosen.connect(self.set_finding)
        self.matter.activated.connect(self._on_matter)
        self.note.editingFinished.connect(self._keep_note)
        self.note.returnPressed.connect(self.left)
        self._record.clicked.connect(self.entry_wanted)
        self._read_words()

    def show_check(self, check: Check, matters: Sequence[Matter]) -> None:
        """Show what was found; a note that is being typed stays."""
        is_typed = self.note.text() != self.check.note
        self.check = check
        self._matters = tuple(matters)
        if not is_typed:
            self.note.setText(check.note)
        self._read_words()

    def set_current(self, is_current: bool) -> None:
        """Mark the check that the keys 1 to 3 speak of."""
        self._is_current = is_current
        self._title.setProperty("tone", "strong" if is_current else "")
        self._title.style().polish(self._title)
        self.update()

    def set_finding(self, finding: object) -> None:
        """Take a finding; only what is abnormal keeps its matter."""
        is_abnormal = finding is Finding.ABNORMAL
        found = replace(
            self.check,
            finding=Finding(str(finding)),
            matter_id=self.check.matter_id if is_abnormal else None,
        )
        self._say(found)
        if is_abnormal:
            (self.matter if self._matters else self._record).setFocus()
        else:
            self.left.emit()

    def is_open(self) -> bool:
        """Whether something is missing: a finding, or the matter of what is abnormal."""
        is_abnormal = self.check.finding is Finding.ABNORMAL
        return self.check.finding is None or (is_abnormal and self.check.matter_id is None)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._is_current:
            bar = self.rect().adjusted(0, theme.px(4), 0, -theme.px(4))
            bar.setWidth(theme.size("bar_w"))
            paint.rounded(QPainter(self), bar, "accent", radius=1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _build(self) -> None:
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        scaled.gap(self._head, 2)
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self.finding, 0, Qt.AlignmentFlag.AlignLeft)
        more = QVBoxLayout(self._more)
        scaled.margins(more, 2, 2, 2, 2)
        scaled.gap(more, 1)
        more.addWidget(self.matter)
        more.addWidget(self._record)
        more.addWidget(self.note)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 2, 1, 0, 1)
        scaled.gap(layout, 1)
        layout.addLayout(self._head)
        layout.addWidget(self._more)

    def _arrange(self) -> None:
        is_narrow = self.width() - self.finding.sizeHint().width() < theme.px(_TITLE_W)
        self._head.setDirection(
            QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        )

    def _read_words(self) -> None:
        self._title.setText(self.check.title)
        self.finding.setAccessibleName(self.check.title)
        self.finding.set_choices([(one, tr(words)) for one, words in FINDING_WORDS.items()])
        self.finding.set_value(self.check.finding)
        self.note.setPlaceholderText(tr("Note"))
        self.note.setAccessibleName(f"{self.check.title} {tr('Note')}")
        self._record.setText(tr("Record it on the duty page"))
        self._fill_matters()
        self._more.setVisible(self.check.finding is Finding.ABNORMAL)
        self._arrange()

    def _fill_matters(self) -> None:
        self.matter.setAccessibleName(f"{self.check.title} {tr(_CHOOSE)}")
        self.matter.setVisible(bool(self._matters))
        self._record.setVisible(not self._matters)
        self._record.setAccessibleDescription(tr(_NOTHING_OPEN))
        self.matter.clear()
        self.matter.addItem(tr(_CHOOSE), None)
        for number, matter in enumerate(self._matters, start=1):
            title = paint.paintable(matter.title)
            short = title if len(title) <= _TITLE_LENGTH else title[:_TITLE_LENGTH] + "…"
            self.matter.addItem(tr("Open {number}: {title}").format(number=number, title=short))
            self.matter.setItemData(number, matter.id)
        chosen: UUID | None = self.check.matter_id
        ids = [matter.id for matter in self._matters]
        self.matter.setCurrentIndex(ids.index(chosen) + 1 if chosen in ids else 0)

    def _on_matter(self, index: int) -> None:
        self._say(replace(self.check, matter_id=self.matter.itemData(index)))
        self.note.setFocus()

    def _keep_note(self) -> None:
        if self.note.text() != self.check.note:
            self._say(replace(self.check, note=self.note.text()))

    def _say(self, found: Check) -> None:
        if found != self.check:
            self.check = found
            self._read_words()
            self.changed.emit(found)


def hint() -> str:
    """Return the line that tells the keys of the findings."""
    words = (tr(one) for one in FINDING_WORDS.values())
    return "  ".join(f"{key} {word}" for key, word in enumerate(words, start=1))
