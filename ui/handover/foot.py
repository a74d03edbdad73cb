"""The foot of the walk: who hands over, who takes over, and the seal."""

from functools import partial

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commandcenter.duty.model.shift import Member, Shift
from commandcenter.duty.model.words import ROLE
from commandcenter.handover.model import Handover, Section, check_ready
from commandcenter.kernel.errors import Rejected
from commandcenter.kernel.words import N_
from ui.handover.facts import Facts
from ui.handover.seal_box import SealBox, SealFacts
from ui.handover.sign_card import SignCard, Signer
from ui.handover.signing import Signing
from ui.widgets import scaled, theme
from ui.widgets.cards import Card
from ui.widgets.words import tr

_HIGH, _LOW = 176, 132  # px at 100 %
_SHORT_HASH = 8
_OPEN_END = "————"
_CHAIN = N_("Last shift {before} → this shift {now}")
_CONTENT = N_("Snapshot of {sections} sections · {pages} pages")
_FOR_GOOD = N_("After sealing: additions only")
_LEADER_SIGNS = N_("Leader signs too: open incident")
_AFTER_TWO, _AFTER_THREE = N_("Made when both sign"), N_("Made when all three sign")


class Foot(Card):
    """Cards to sign in, beside the seal that is still pale.

    Signals:
        sign_wanted: Somebody entered account and password (Signing, str, str).
    """

    sign_wanted = Signal(object, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = {signing: SignCard() for signing in Signing}
        self._seal = SealBox()
        self._leader_line = _Divider()
        layout = QHBoxLayout(self)
        scaled.margins(layout, 5, 3, 5, 3)
        scaled.gap(layout, 5)
        layout.addWidget(self.cards[Signing.OUTGOING], 5)
        layout.addWidget(_Divider())
        layout.addWidget(self.cards[Signing.INCOMING], 5)
        layout.addWidget(self._leader_line)
        layout.addWidget(self.cards[Signing.LEADER], 5)
        layout.addWidget(_Divider())
        layout.addWidget(self._seal, 3)
        for signing, card in self.cards.items():
            card.sign_wanted.connect(partial(self.sign_wanted.emit, signing))

    def show_handover(self, facts: Facts, handover: Handover, *, own: str, pages: int) -> None:
        """Show who has signed and who is expected to.

        Args:
            own: Account of the officer at this seat.
            pages: Of the paper; 0 while it is being made.
        """
        giving = facts.chief(facts.shift)
        given_by = facts.login_of(giving.person_id) if giving else ""
        taking = facts.chief(facts.relief)
        taken_by = facts.login_of(taking.person_id) if taking else ""
        if not taken_by and own != given_by:
            taken_by = own
        leading = facts.leader(facts.shift)
        led_by = facts.login_of(leading.person_id) if leading else ""
        logins = [account.login for account in facts.signers()]
        self._show_card(
            Signing.OUTGOING,
            handover,
            _signer(_GIVER, giving, facts.shift, given_by, logins),
        )
        hint = _missing(handover)
        taker = _signer(_TAKER, taking, facts.relief, taken_by, logins, hint=hint)
        self._show_card(Signing.INCOMING, handover, taker)
        self._show_card(
            Signing.LEADER, handover, _signer(_LEADER, leading, facts.shift, led_by, logins)
        )
        for widget in (self._leader_line, self.cards[Signing.LEADER]):
            widget.setVisible(handover.needs_leader)
        self._seal.show_seal(tr(N_("Seal")), _seal_facts(facts, handover, pages))

    def next_card(self) -> SignCard:
        """Return the card on which the next signature is missing."""
        order = (Signing.OUTGOING, Signing.LEADER, Signing.INCOMING)
        cards = [self.cards[signing] for signing in order]
        missing = [card for card in cards if not card.is_signed() and not card.isHidden()]
        return missing[0] if missing else cards[-1]

    def sizeHint(self) -> QSize:
        return QSize(theme.px(900), theme.px(_LOW if scaled.is_compact(self) else _HIGH))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        compact = scaled.is_compact(self)
        self._seal.set_compact(compact)
        for card in self.cards.values():
            card.set_compact(compact)
        self.updateGeometry()

    def _show_card(self, signing: Signing, handover: Handover, signer: Signer) -> None:
        signatures = {
            Signing.OUTGOING: handover.outgoing,
            Signing.INCOMING: handover.incoming,
            Signing.LEADER: handover.leader,
        }
        self.cards[signing].show_signer(signer, signatures[signing])


class _Divider(QWidget):
    def __init__(self) -> None:
        super().__init__()
        scaled.width(self, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("line"))


_GIVER = N_("Hands over"), N_("Sign and hand over")
_TAKER = N_("Takes over"), N_("Sign and take over")
_LEADER = N_("Duty leader"), N_("Sign and confirm")


def _signer(
    part: tuple[str, str],
    member: Member | None,
    shift: Shift | None,
    login: str,
    logins: list[str],
    *,
    hint: str = "",
) -> Signer:
    caption, verb = part
    facts = [tr(ROLE[member.role])] if member else []
    facts += [shift.name] if shift else []
    return Signer(
        caption=caption,
        name=member.name if member else "",
        post=" · ".join(facts),
        login=login,
        hint=hint,
        verb=verb,
        logins=logins,
    )


def _missing(handover: Handover) -> str:
    """Return what has to be done before the handover can be sealed."""
    try:
        check_ready(handover)
    except Rejected as missing:
        return missing.said(tr)
    return ""


def _seal_facts(facts: Facts, handover: Handover, pages: int) -> SealFacts:
    before = facts.sealed[0].hash.hex()[:_SHORT_HASH] if facts.sealed else _OPEN_END
    grouped = f"{before[:4]} {before[4:]}" if facts.sealed else before
    lines = [
        tr(_CONTENT).format(sections=len(Section), pages=pages or "…"),
        tr(_CHAIN).format(before=grouped, now=_OPEN_END),
        *([tr(_LEADER_SIGNS)] if handover.needs_leader else []),
        tr(_FOR_GOOD),
    ]
    return SealFacts(
        payload=handover.snapshot.sha256,
        is_sealed=False,
        title=tr(_AFTER_THREE if handover.needs_leader else _AFTER_TWO),
        lines=lines,
    )
