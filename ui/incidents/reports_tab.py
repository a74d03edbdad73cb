"""The reports of an incident: the chain at the left, one of them at the right."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.rights import Right, may
from commandcenter.incidents.model.report import (
    UNDER_WAY,
    Report,
    ReportKind,
    ReportState,
    SendChannel,
)
from commandcenter.incidents.model.words import CHANNEL_WORDS, REPORT_STATE_WORDS, report_name
from commandcenter.incidents.service import exports
from commandcenter.kernel.words import N_
from ui.incidents.acts import Acts
from ui.incidents.ask_bar import AskBar
from ui.incidents.reading import Detail
from ui.incidents.report_chain import ChainList, Link, history, links, next_kind
from ui.incidents.report_steps import ReportSteps, Then
from ui.incidents.report_text import ReportText
from ui.incidents.sign_bar import SignBar
from ui.incidents.terms import Terms
from ui.incidents.words import name_of
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.labels import Label
from ui.widgets.paper_view import PaperView
from ui.widgets.pill import Pill
from ui.widgets.segmented import Segmented
from ui.widgets.states import StatePanel
from ui.widgets.toggle import Toggle
from ui.widgets.words import language, tr

_CHAIN_W = 260  # px at 100 %


class ReportsTab(QWidget):
    """One report is written at a time; its next step is one key.

    Args:
        ask: Where reasons are asked for.
    """

    def __init__(
        self, db: Database, seat: Seat, acts: Acts, ask: AskBar, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._db = db
        self._seat = seat
        self.steps = ReportSteps(db, seat, acts, ask, self)
        self._detail: Detail | None = None
        self._terms = Terms()
        self._report: Report | None = None
        self._wanted: UUID | None = None
        self._refusal = ""
        self._asked_paper = 0  # a paper that is late is dropped
        self.chain = ChainList(seat.clock)
        self.text = ReportText()
        self.sign = SignBar()
        self.channel = Segmented()
        self._title = Label(tone="heading")
        self._state = Pill()
        self._unsaved = Pill(tone="accent")
        self._note = Label(tone="note")
        self._error = Label(tone="error")
        self._told = Label()
        self.paper = PaperView(seat.background.read)
        self.preview = Toggle()
        self._nothing = StatePanel()
        self._stack = QStackedWidget()
        self.buttons = {
            name: KeyButton(key=key, kind=kind) for name, (_, key, kind) in _BUTTONS.items()
        }
        self._build()
        self._connect()
        self.read_words()

    def show_detail(self, detail: Detail, terms: Terms, refusal: str) -> None:
        """Show the chain; the report in front and what was typed stay."""
        is_other = self._detail is None or self._detail.incident.id != detail.incident.id
        self._detail, self._terms, self._refusal = detail, terms, refusal
        found = links(detail, terms, self._seat.clock())
        self.chain.show_links(found)
        if self._wanted is not None and self.chain.choose(self._wanted):
            self._wanted = None
        elif is_other or self.chain.present() is None:
            open_ = [one.id for one in detail.reports if one.state in UNDER_WAY]
            told = [link.key for link in found if link.clock is None]
            if key := next(iter((*open_, *told[-1:])), None):
                self.chain.choose(key)
        self._show_present(self.chain.present())

    def want(self, report_id: UUID) -> None:
        """Bring a report to the front, now or as soon as it is read."""
        if not self.chain.choose(report_id):
            self._wanted = report_id

    def begin(self, kind: ReportKind | None = None) -> None:
        """Begin the next report of the chain, or go on with the one that is being written."""
        detail = self._detail
        if detail is None or self._refusal:
            self._say(self._refusal)
            return
        open_ = [one for one in detail.reports if one.state in UNDER_WAY]
        if open_ and kind is None:
            self.chain.choose(open_[0].id)
            self.text.take_focus()
            return
        self.steps.begin(detail.incident, kind or next_kind(detail))

    def submit(self) -> None:
        """Keep what was typed."""
        self._keep(None)

    def advance(self) -> None:
        """Take the next step: check, sign, send."""
        one = self._report
        if one is None or self._refusal:
            return
        if one.state is ReportState.DRAFT:
            self._keep(self.steps.check)
        elif one.state is ReportState.CHECKED:
            self.sign.submit()
        elif one.state is ReportState.SIGNED:
            channel = str(self.channel.value() or SendChannel.SYSTEM)
            self.steps.ask_send(one, SendChannel(channel))

    def give_up(self) -> bool:
        """Throw away what was typed; False if nothing was."""
        return self.text.give_up()

    def is_edited(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return self.text.is_edited()

    def take_focus(self) -> None:
        """Put the cursor where the next thing is typed."""
        if self._report is not None and self._report.state is ReportState.DRAFT:
            self.text.take_focus()
        else:
            self.chain.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def tick(self) -> None:
        """Let the remaining times run."""
        self.chain.viewport().update()

    def said(self) -> str:
        """Return the sentence that is shown."""
        return self._error.text()

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        for name, (words, *_) in _BUTTONS.items():
            self.buttons[name].setText(tr(words))
        self._unsaved.set_text(tr("Not kept yet"))
        self.preview.setText(tr("As it prints"))
        self.paper.setAccessibleName(tr("As it prints"))
        self.channel.set_choices(tuple((one, tr(CHANNEL_WORDS[one])) for one in SendChannel))
        self.channel.setAccessibleName(tr("Sent by"))
        self.chain.setAccessibleName(tr("Reports"))
        self._nothing.show_state(
            "paper-plane-tilt",
            tr("Nothing reported yet"),
            tr("The first report is put together from what is known."),
            action=tr("Write the first report"),
            key="Ctrl+R",
        )
        if self._detail is not None:
            self.show_detail(self._detail, self._terms, self._refusal)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_stack"):
            self.read_words()

    def _show_present(self, link: Link | None) -> None:
        self._report = link.report if link is not None else None
        if link is None or link.clock is not None:
            self._show_nothing(link)
        elif link.report is not None:
            self._show_report(link.report)
        elif link.call is not None:
            self._stack.setCurrentWidget(self._told)
            self._title.setText(link.title)
            self._state.setVisible(False)
            self._note.setText(link.text)
            reply = link.call.reply
            said = tr("Reply: {text}").format(text=reply) if reply else ""
            self._told.setText("\n\n".join(filter(None, (link.call.content, said))))
        self.preview.setVisible(link is not None and link.clock is None)
        if self.preview.isChecked() and link is not None and link.clock is None:
            self._show_paper(link)
        self._show_buttons()

    def _show_paper(self, link: Link) -> None:
        """Show a report, or the record of a call, as it prints."""
        if self._detail is None:
            return
        self._stack.setCurrentWidget(self.paper)
        if link.report is not None:
            call = partial(exports.bulletin, self._db, link.key, language=language())
        else:
            call = partial(
                exports.phone_form,
                self._db,
                self._detail.incident.id,
                link.key,
                officer=self._seat.officer(),
                language=language(),
            )
        self._asked_paper += 1
        asked = self._asked_paper
        self._seat.background.read(self, call, partial(self._on_paper, asked), self._refuse)

    def _on_paper(self, asked: int, data: bytes) -> None:
        if asked == self._asked_paper:
            self.paper.show_paper(data)

    def _show_nothing(self, link: Link | None) -> None:
        self._stack.setCurrentWidget(self._nothing)
        self._title.setText(link.title if link is not None else tr("Reports"))
        self._note.setText(link.text if link is not None else "")
        self._state.setVisible(False)

    def _show_report(self, one: Report) -> None:
        self._stack.setCurrentWidget(self.text)
        self._title.setText(name_of(one))
        self._state.setVisible(True)
        tone = "ok" if one.state is ReportState.SENT else "accent"
        self._state.set_text(tr(REPORT_STATE_WORDS[one.state]), tone=tone)
        self._note.setText(history(one, self._seat.clock()))
        self.text.show_report(one, may_edit=not self._refusal)

    def _show_buttons(self) -> None:
        one = self._report
        state = one.state if one is not None else None
        may_write = not self._refusal and one is not None
        is_edited = self.text.is_edited()
        wanted = {
            "keep": state in (ReportState.DRAFT, ReportState.CHECKED),
            "again": state is ReportState.DRAFT,
            "check": state is ReportState.DRAFT,
            "back": state in (ReportState.CHECKED, ReportState.SIGNED),
            "send": state is ReportState.SIGNED,
            "discard": state in UNDER_WAY,
        }
        for name, button in self.buttons.items():
            button.setVisible(may_write and wanted.get(name, False))
        self.buttons["keep"].setEnabled(is_edited)
        is_to_sign = may_write and state is ReportState.CHECKED
        self.sign.setVisible(is_to_sign and not is_edited)
        if one is not None and is_to_sign:
            officer = self._seat.officer()
            is_own = may(officer, Right.SIGN_OFF) and officer.login != one.text.login
            self.sign.ask(is_own=is_own)
        self.channel.setVisible(may_write and state is ReportState.SIGNED)
        self._unsaved.setVisible(is_edited)
        has_sent = self._detail is not None and any(r.sent for r in self._detail.reports)
        is_free = self._detail is not None and not any(
            r.state in UNDER_WAY for r in self._detail.reports
        )
        can_begin = not self._refusal and is_free and self._detail is not None
        self.buttons["next"].setVisible(can_begin)
        self.buttons["next"].setText(self._next_words())
        self.buttons["final"].setVisible(can_begin and has_sent)

    def _next_words(self) -> str:
        if self._detail is None:
            return ""
        kind = next_kind(self._detail)
        sent = sum(one.kind is kind and one.sent is not None for one in self._detail.reports)
        name = report_name(tr, kind, sent + 1)
        return tr("Write: {report}").format(report=name)

    def _keep(self, then: Then | None) -> None:
        """Keep what was typed, then take the next step; that alone if nothing was typed."""
        one, text = self._report, self.text.text()
        if one is None or text is None or self._refusal:
            return
        if self.text.is_edited():
            self.steps.keep(one, text, then)
        elif then is not None:
            then(one)

    def _with_report(self, do: Callable[[Report], None]) -> None:
        if self._report is not None:
            do(self._report)

    def _assemble(self, one: Report) -> None:
        self.text.settle(one.id)
        self.steps.assemble(one)

    def _on_sign(self, login: str, password: str) -> None:
        if self._report is not None:
            self.steps.sign(self._report, login, password)

    def _on_begun(self, report_id: UUID) -> None:
        self._wanted = report_id

    def _refuse(self, error: Exception) -> None:
        self._say(sentence(error))

    def _say(self, words: str) -> None:
        self._error.setText(words)
        self._error.setVisible(bool(words))

    def _connect(self) -> None:
        self.chain.chosen.connect(self._on_chosen)
        self.chain.entered_link.connect(lambda _link: self.take_focus())
        self.text.edited.connect(self._show_buttons)
        self.preview.toggled.connect(lambda _on: self._show_present(self.chain.present()))
        self.paper.failed.connect(self._seat.messages.problem)
        self.sign.sign_wanted.connect(self._on_sign)
        self.steps.said.connect(self._say)
        self.steps.begun.connect(self._on_begun)
        self.steps.kept.connect(self.text.settle)
        self._nothing.acted.connect(self.begin)
        self.buttons["keep"].clicked.connect(self.submit)
        self.buttons["again"].clicked.connect(partial(self._with_report, self._assemble))
        self.buttons["check"].clicked.connect(self.advance)
        self.buttons["send"].clicked.connect(self.advance)
        self.buttons["back"].clicked.connect(
            partial(self._with_report, partial(self.steps.ask_reason, "back"))
        )
        self.buttons["discard"].clicked.connect(
            partial(self._with_report, partial(self.steps.ask_reason, "discard"))
        )
        self.buttons["next"].clicked.connect(lambda: self.begin(None))
        self.buttons["final"].clicked.connect(lambda: self.begin(ReportKind.FINAL))

    def _on_chosen(self, link: Link | None) -> None:
        self._say("")
        self._show_present(link)

    def _build(self) -> None:
        self.channel.set_value(SendChannel.SYSTEM)
        for label in (self._note, self._error, self._told):
            label.setWordWrap(True)
        self._told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._error.hide()
        for widget in (self.text, self._told, self._nothing, self.paper):
            self._stack.addWidget(widget)
        left = QVBoxLayout()
        scaled.gap(left, 2)
        left.addWidget(self.chain, 1)
        for name in ("next", "final"):
            left.addWidget(self.buttons[name])
        scaled.width(self.chain, _CHAIN_W)
        head = QHBoxLayout()
        scaled.gap(head, 2)
        head.addWidget(self._title)
        head.addWidget(self._state)
        head.addWidget(self._unsaved)
        head.addStretch()
        head.addWidget(self.preview)
        foot = QHBoxLayout()
        scaled.gap(foot, 2)
        for name in ("discard", "back", "again"):
            foot.addWidget(self.buttons[name])
        foot.addStretch()
        foot.addWidget(self.channel)
        for name in ("keep", "check", "send"):
            foot.addWidget(self.buttons[name])
        right = QVBoxLayout()
        scaled.gap(right, 2)
        right.addLayout(head)
        right.addWidget(self._note)
        right.addWidget(self._stack, 1)
        right.addWidget(self._error)
        right.addWidget(self.sign)
        right.addLayout(foot)
        layout = QHBoxLayout(self)
        scaled.margins(layout, 0, 2, 4, 3)
        scaled.gap(layout, 3)
        layout.addLayout(left)
        layout.addLayout(right, 1)


_BUTTONS: dict[str, tuple[str, str, str]] = {
    "next": (N_("Write the report"), "Ctrl+R", ""),
    "final": (N_("Write the final report"), "", ""),
    "discard": (N_("Give it up"), "", "bare"),
    "back": (N_("Return to the drafter"), "", "bare"),
    "again": (N_("Put together anew"), "", "bare"),
    "keep": (N_("Keep"), "Ctrl+S", ""),
    "check": (N_("Check it off"), "Ctrl+Enter", "primary"),
    "send": (N_("Send"), "Ctrl+Enter", "primary"),
}
