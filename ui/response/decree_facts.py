"""What a decision says, fact by fact."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from commandcenter.incidents.model.response import ActRow, Decree, Response
from commandcenter.incidents.model.response_words import ACT_WORDS, BASIS_WORDS
from commandcenter.kernel.times import minute
from commandcenter.kernel.words import N_
from ui.response.terms import Terms
from ui.response.words import LEVEL_SEVERITY, LEVEL_WORDS, name_of
from ui.widgets import paint, scaled, severity, theme
from ui.widgets.labels import Label
from ui.widgets.words import tr

_MARK, _HEAD_H = 22, 40  # px at 100 %
_CAPTIONS = {
    "decided": N_("Decided by"),
    "basis": N_("Basis"),
    "areas": N_("Areas"),
    "actions": N_("Actions"),
    "notified": N_("Notified"),
}


class LevelHead(QWidget):
    """Shape, hazard and level in large type, with how long it has lasted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._one: Response | None = None
        self._terms = Terms()
        self._lasted = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_response(self, one: Response, terms: Terms, lasting: str) -> None:
        """Show a response."""
        self._one, self._terms, self._lasted = one, terms, lasting
        level = tr(LEVEL_WORDS[one.stage])
        self.setAccessibleName(f"{name_of(one, terms)} {level} {lasting}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(_HEAD_H))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._one is None:
            return
        painter = QPainter(self)
        area: QRect = self.rect()
        colour = LEVEL_SEVERITY.get(self._one.stage)
        if colour is not None:
            side = theme.px(_MARK)
            severity.draw(painter, paint.middle(area, side, side), colour, filled=True)
            area.setLeft(area.left() + side + theme.space(3))
        level = tr(LEVEL_WORDS[self._one.stage])
        written = paint.text(painter, area, level, size="display", bold=True)
        area.setLeft(area.left() + written + theme.space(3))
        width = paint.width(self._lasted, "title", bold=True)
        paint.text(painter, area, self._lasted, size="title", bold=True, align=paint.RIGHT)
        area.setRight(area.right() - width - theme.space(3))
        words = tr("{name} · {number}").format(
            name=name_of(self._one, self._terms), number=self._one.number
        )
        paint.text(painter, area, words, size="large", role="text_quiet")


class DecreeFacts(QScrollArea):
    """The facts of one act; the head above them says where the response stands now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = LevelHead()
        self.title = Label(tone="strong")
        self._captions = {name: Label(tone="quiet") for name in _CAPTIONS}
        self.facts = {name: Label() for name in _CAPTIONS}
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 2)
        layout.addWidget(self.head)
        layout.addWidget(self.title)
        layout.addLayout(self._grid())
        layout.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)

    def show_act(self, one: Response, act: ActRow, terms: Terms, lasting: str) -> None:
        """Show an act of a response."""
        self.head.show_response(one, terms, lasting)
        decree = act.decree
        self.title.setText(
            tr("{act} {at}, recorded by {by}").format(
                act=tr(ACT_WORDS[act.act]), at=minute(act.at), by=act.by
            )
        )
        basis = tr("{kind}: {basis}").format(
            kind=tr(BASIS_WORDS[decree.basis_kind]), basis=decree.basis
        )
        said = {
            "decided": _decided(decree),
            "basis": basis,
            "areas": terms.said_areas(decree.areas),
            "actions": decree.actions,
            "notified": decree.notified,
        }
        for name, words in said.items():
            self._captions[name].setText(tr(_CAPTIONS[name]))
            self._captions[name].setVisible(bool(words))
            self.facts[name].setText(words)
            self.facts[name].setVisible(bool(words))

    def show_lasting(self, one: Response, terms: Terms, lasting: str) -> None:
        """Let the running time run."""
        self.head.show_response(one, terms, lasting)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.space(4))
        grid.setVerticalSpacing(theme.space(2))
        top = Qt.AlignmentFlag.AlignTop
        for row, (name, fact) in enumerate(self.facts.items()):
            fact.setWordWrap(True)
            fact.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            fact.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            grid.addWidget(self._captions[name], row, 0, top)
            grid.addWidget(fact, row, 1, top)
        grid.setColumnStretch(1, 1)
        return grid


def _decided(decree: Decree) -> str:
    words = tr("{post}, approved by {name}").format(post=decree.decided_by, name=decree.approver)
    return (
        tr("{words} · {doc_no}").format(words=words, doc_no=decree.doc_no)
        if decree.doc_no
        else words
    )
