"""A sealed handover: number, check code, who signed, and taking the paper along."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.documents import seal
from commandcenter.handover.model import Handover
from commandcenter.kernel.times import BEIJING
from commandcenter.kernel.words import N_
from ui.handover.seal_box import SealCode
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.pill import Pill
from ui.widgets.words import tr

_CODE_SIDE = 176  # px at 100 %
_SIGNERS = (
    (N_("Hands over"), "outgoing"),
    (N_("Takes over"), "incoming"),
    (N_("Duty leader"), "leader"),
)


class SealedCard(Card):
    """What proves the handover.

    Signals:
        save_wanted: Keep the paper as a file.
        print_wanted: Print it.
    """

    save_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handover: Handover | None = None
        self._title = Label(tone="title")
        self._sealed = Pill(tone="ok", icon="check")
        self._number = Label(tone="display")
        self._number_caption = Label(tone="quiet")
        self._check_code = Label(tone="large")
        self._check_caption = Label(tone="quiet")
        self._code = SealCode(_CODE_SIDE)
        self._signed = Label(tone="note")
        self.print = KeyButton(key="Ctrl+P", icon="printer")
        self.save = KeyButton(key="Ctrl+S", icon="download-simple")
        self._build()
        self.print.clicked.connect(self.print_wanted)
        self.save.clicked.connect(self.save_wanted)

    def show_handover(self, handover: Handover) -> None:
        """Show another sealed handover."""
        self._handover = handover
        self._read_words()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()

    def _build(self) -> None:
        for label in (self._number, self._check_code):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._sealed)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 3, 4, 4)
        scaled.gap(layout, 2)
        layout.addLayout(head)
        for widget in (
            self._number_caption,
            self._number,
            self._check_caption,
            self._check_code,
            self._code,
            self._signed,
        ):
            layout.addWidget(widget)
        layout.addStretch()
        layout.addWidget(self.print)
        layout.addWidget(self.save)

    def _read_words(self) -> None:
        handover = self._handover
        if handover is None or handover.seq is None or handover.sealed_at is None:
            return
        shown = seal.Seal(seq=handover.seq, hash=handover.hash, at=handover.sealed_at)
        groups = seal.check_code(shown).split()
        self._title.setText(tr("Sealed handover"))
        self._sealed.set_text(f"{handover.sealed_at.astimezone(BEIJING):%H:%M:%S}")
        self._number_caption.setText(tr("Journal number"))
        self._number.setText(f"#{handover.seq}")
        self._check_caption.setText(tr("Check code"))
        half = len(groups) // 2
        self._check_code.setText("\n".join((" ".join(groups[:half]), " ".join(groups[half:]))))
        self._code.set_code(seal.payload(shown), is_sealed=True)
        self._code.setAccessibleName(f"{tr('Check code')} {seal.check_code(shown)}")
        self._signed.setText("\n".join(_signatures(handover)))
        self.print.setText(tr("Print"))
        self.save.setText(tr("Save as PDF"))


def _signatures(handover: Handover) -> list[str]:
    lines = []
    for caption, signer in _SIGNERS:
        signature = getattr(handover, signer)
        if signature is not None:
            time = f"{signature.at.astimezone(BEIJING):%H:%M:%S}"
            lines.append(f"{tr(caption)}  {signature.name}  {time}")
    return lines
