"""The duty page: the log on the left, drafts and open matters on the right."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from commandcenter.directory.rights import Right
from commandcenter.duty.model.entry import Entry
from commandcenter.duty.model.lines import LogLine
from commandcenter.duty.model.overview import Overview
from commandcenter.duty.service import log
from commandcenter.duty.service import overview as overview_service
from commandcenter.kernel.times import day_of
from commandcenter.matters.model.matter import Matter
from commandcenter.matters.service import matters as matter_service
from ui.duty.assistance import Assistance, Known
from ui.duty.desk import Desk
from ui.duty.details import DetailsPanel
from ui.duty.draft_card import DraftCard
from ui.duty.drafts_panel import DraftsPanel
from ui.duty.fitting import Shape
from ui.duty.keys import add_actions
from ui.duty.log_panel import LogPanel
from ui.duty.matters_panel import MattersPanel
from ui.shell.page import Page, Target
from ui.shell.sentences import sentence
from ui.widgets import scaled, theme
from ui.widgets.cards import Card
from ui.widgets.states import StatePanel
from ui.widgets.words import tr

NEW, ENTRY, SEARCH, DRAFT, MATTERS = "new", "entry", "search", "draft", "matters"
_RIGHT_W = {False: 560, True: 396}  # px at 100 %: comfortable, compact
# Narrower than this there is room for one side at a time.
_BOTH_W = 860
# Narrower than this the filters of the log stand in two rows.
_ONE_ROW_W = 700
_LEAST = (480, 200)
_SCROLL_BAR = 12
_UNLIMITED = 16_777_215  # QWIDGETSIZE_MAX
_TICK_MS = 1_000
_NAMES_AFTER_MS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class _News:
    """What a refresh reads besides the lines of the log.

    Attributes:
        detailed: The entry whose details are shown, as it is now.
        drill_id: The drill that it is about; None for reality.
    """

    overview: Overview
    matters: tuple[Matter, ...]
    units: tuple[str, ...]
    detailed: Entry | None
    drill_id: UUID | None


class DutyPage(Page):
    """Puts the panels together and connects them.

    Targets: `new` opens a draft, `entry` shows a line by journal number or entry id,
    `search` searches a text, `draft` goes to a draft by its position, `matters` to what is
    open.
    """

    name: ClassVar[str] = "duty"
    # Those whose acts stand in the log, as lines of their own or as entries.
    parts: ClassVar[frozenset[str]] = frozenset(
        {"duty", "matters", "handover", "directory", "teams", "incidents"}
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_restored = False
        self._day = day_of(desk.clock())
        self._form: tuple[bool, bool, bool, int] | None = None
        self.log = LogPanel(desk)
        self.drafts = DraftsPanel(desk)
        self.matters = MattersPanel(desk)
        self.details = DetailsPanel(desk)
        self.assistance = Assistance(desk, self)
        self._no_right, self._locked = StatePanel(), Card()
        self._left, self._right, self._work = QWidget(), QStackedWidget(), QScrollArea()
        self._side: QWidget = self._left
        self._build()
        self._connect()
        add_actions(self, desk.actions)
        self._ticks = QTimer(self, interval=_TICK_MS)
        self._ticks.timeout.connect(self._tick)
        self._ticks.start()
        self.setFocusProxy(self.log)
        self.read_words()
        self.log.model.settled.connect(self._read_names, Qt.ConnectionType.SingleShotConnection)
        self._show_right()
        desk.playing.changed.connect(self._turn)
        desk.playing.offered.connect(self.drafts.show_drills)

    def refresh(self) -> None:
        self.log.refresh()
        drill_id = self._desk.playing.drill_id
        call = partial(_read_news, self._desk, self._detailed(), drill_id)
        self._desk.background.read(self, call, self._show, self._failed)

    def on_answer(self, changed: frozenset[str]) -> None:
        if "directory" in changed:
            self.assistance.read()
        super().on_answer(changed)

    def go_to(self, target: Target) -> None:
        if target.kind == NEW:
            self.new_draft()
        elif target.kind == ENTRY:
            self._show_entry(target.key)
        elif target.kind == SEARCH:
            self._show_side(self._left)
            self.log.filters.search_for(str(target.key))
        elif target.kind == DRAFT and isinstance(target.key, int):
            self.go_to_draft(target.key)
        elif target.kind == MATTERS:
            self.go_to_matters()

    def place(self) -> Target:
        line = self.log.selected()
        if line is None:
            return Target(page=self.name)
        return Target(page=self.name, kind=ENTRY, key=line.seq)

    def new_draft(self) -> None:
        """Put the cursor into the text of an empty draft."""
        if self._desk.may(Right.RECORD):
            self.show_work()
            self.drafts.new_draft()
            self._reveal_draft()

    def go_to_draft(self, number: int) -> None:
        """Unfold the draft with this position, counted from 1."""
        if self._desk.may(Right.RECORD):
            self.show_work()
            self.drafts.go_to(number)
            self._reveal_draft()

    def go_to_log(self) -> None:
        """Let the keys walk through the log."""
        self._show_side(self._left)
        self.log.take_focus()

    def go_to_matters(self) -> None:
        """Let the keys walk through the open matters."""
        self.show_work()
        matters = self.matters.list
        matters.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not matters.currentIndex().isValid():
            matters.setCurrentIndex(self.matters.model.index(0, 0))

    def search(self) -> None:
        """Put the cursor into the search field."""
        self._show_side(self._left)
        self.log.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.log.filters.search.selectAll()

    def show_work(self) -> None:
        """Show drafts and open matters on the right."""
        self._right.setCurrentWidget(self._work)
        self._show_side(self._right)

    def show_details(self, line: LogLine) -> None:
        """Show a line whole, in the place of the drafts."""
        self.details.show_line(line)
        self._right.setCurrentWidget(self.details)
        self._show_side(self._right)
        self.details.take_focus()

    def open_phrases(self) -> None:
        """Offer quick phrases for the unfolded draft."""
        card = self.drafts.current()
        if card is not None and self._right.currentWidget() is self._work:
            self.assistance.open_phrases(card)

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self._no_right.show_state(
            "lock",
            tr("You may read the log"),
            tr("Duty leader, watch chief and deputies write it."),
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(_LEAST[0]), theme.px(_LEAST[1]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose_form()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.read_words()
        elif event.type() == QEvent.Type.StyleChange:
            self._form = None
            self._choose_form()

    def _build(self) -> None:
        locked = QVBoxLayout(self._locked)
        locked.setContentsMargins(0, 0, 0, 0)
        locked.addWidget(self._no_right)
        work = QWidget()
        work.setObjectName("page")
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        scaled.gap(column, 3)
        column.addWidget(self.drafts)
        column.addWidget(self._locked)
        column.addWidget(self.matters, 1)
        self._work.setWidget(work)
        self._work.setWidgetResizable(True)
        self._work.setFrameShape(QFrame.Shape.NoFrame)
        self._work.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._work.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._right.addWidget(self._work)
        self._right.addWidget(self.details)
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self.log)
        layout = QHBoxLayout(self)
        # A window that becomes narrow takes another form instead of growing again.
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        scaled.margins(layout, 0, 0, 0, 0)
        scaled.gap(layout, 3)
        layout.addWidget(self._left, 1)
        layout.addWidget(self._right)

    def _show_right(self) -> None:
        """Let those write who may, in the drill that is played or in reality."""
        can_record = self._desk.may(Right.RECORD)
        self.drafts.setVisible(can_record)
        self._locked.setVisible(not can_record)
        if can_record and not self._is_restored:
            self._is_restored = True
            self.drafts.restore()

    def _turn(self) -> None:
        """Show the drill that is played from now on, or reality; drafts stay what they are."""
        self._show_right()
        if self._right.currentWidget() is self.details:
            self.show_work()
        self.matters.turn()
        self.drafts.turn()
        self.log.turn()
        self.refresh()

    def _connect(self) -> None:
        self.log.details_wanted.connect(self.show_details)
        self.log.correction_wanted.connect(partial(self._begin_with, self.drafts.correct))
        self.log.reality_wanted.connect(partial(self._begin_with, self.drafts.record_really))
        self.log.new_wanted.connect(self.new_draft)
        self.log.changed.connect(self.refresh)
        self.log.failed.connect(self._failed)
        self.log.filters.matters_wanted.connect(self.go_to_matters)
        self.drafts.recorded.connect(lambda _entry: self.refresh())
        self.drafts.left.connect(self.go_to_log)
        self.drafts.phone_typed.connect(self.assistance.look_up)
        self.drafts.phrases_wanted.connect(self.assistance.open_phrases)
        self.matters.opened.connect(lambda matter: self._show_entry(matter.id))
        self.matters.changed.connect(self.refresh)
        self.matters.asking.connect(lambda: self._reveal(self.matters.form))
        self.details.left.connect(self._leave_details)
        self.assistance.known.connect(self._offer)

    def _begin_with(self, open_draft: Callable[[Entry], None], entry: Entry) -> None:
        self.show_work()
        open_draft(entry)
        self._reveal_draft()

    def _show_entry(self, key: object) -> None:
        self._show_side(self._left)
        if isinstance(key, int):
            self.log.show_seq(key)
        elif isinstance(key, UUID):
            call = partial(log.find, self._desk.db, key)
            self._desk.background.read(self, call, self._show_found, self._desk.messages.problem)

    def _show_found(self, entry: Entry | None) -> None:
        if entry is None:
            return
        drill_id, playing = entry.draft.drill_id, self._desk.playing
        if drill_id is None:
            playing.leave()
        elif not playing.join(drill_id):
            # Of a drill that is over: shown whole, as what it is.
            line = LogLine(seq=entry.seq, at=entry.received_at, kind="duty.entry", entry=entry)
            self.show_details(line)
            return
        self.log.show_seq(entry.seq)

    def _leave_details(self) -> None:
        self.show_work()
        self.go_to_log()

    def _reveal_draft(self) -> None:
        card: DraftCard | None = self.drafts.current()
        if card is not None:
            self._reveal(card.save_button)

    def _reveal(self, widget: QWidget) -> None:
        # The layout has placed what was unfolded only after this turn.
        QTimer.singleShot(0, widget, lambda: self._work.ensureWidgetVisible(widget))

    def _show(self, news: _News) -> None:
        if news.drill_id != self._desk.playing.drill_id:
            return  # the window has turned meanwhile; another reading is on its way
        self.log.show_overview(news.overview)
        self.log.filters.offer_units(news.units)
        self.log.filters.show_open_matters(len(news.matters))
        self.assistance.show_overview(news.overview)
        self.drafts.set_next_number(f"{news.overview.next_serial:03d}")
        self.matters.show_matters(news.matters)
        if news.detailed is not None:
            self.details.renew(news.detailed)

    def _detailed(self) -> UUID | None:
        """Return the entry whose details are shown; others may change it meanwhile."""
        line = self.details.line()
        if line is None or line.entry is None or self._right.currentWidget() is not self.details:
            return None
        return line.entry.id

    def _failed(self, error: Exception) -> None:
        self.mark_stale()
        self.matters.show_problem(sentence(error))
        self._desk.messages.problem(error)

    def _read_names(self) -> None:
        # Names in pinyin take a while to make; the log is painted first.
        QTimer.singleShot(_NAMES_AFTER_MS, self, self.assistance.read)

    def _offer(self, known: Known) -> None:
        self.drafts.offer(known.unit_choices, known.person_choices)
        self.matters.offer([*known.person_choices, *known.unit_choices])

    def _tick(self) -> None:
        day = day_of(self._desk.clock())
        is_new_day, self._day = day != self._day, day
        self.drafts.tick(is_new_day=is_new_day)
        self.matters.tick()
        if is_new_day:
            self.refresh()

    def _choose_form(self) -> None:
        is_compact, has_both = scaled.is_compact(self), self.width() >= theme.px(_BOTH_W)
        right = theme.px(_RIGHT_W[is_compact]) if has_both else self.width()
        left = self.width() - right - theme.space(3) if has_both else self.width()
        is_narrow = left < theme.px(_ONE_ROW_W)
        if self._form == (is_compact, has_both, is_narrow, right):
            return
        self._form = (is_compact, has_both, is_narrow, right)
        self._right.setMinimumWidth(right if has_both else 0)
        self._right.setMaximumWidth(right if has_both else _UNLIMITED)
        self.log.set_form(is_compact=is_compact, is_narrow=is_narrow)
        # Without the margins of the card and a scroll bar beside it.
        room = right - 2 * theme.space(4) - theme.px(_SCROLL_BAR)
        self.drafts.set_shape(Shape(is_compact=is_compact, room=room))
        self.matters.set_compact(is_compact)
        self._show_side(self._side)

    def _show_side(self, side: QWidget) -> None:
        self._side = side
        has_both = self._form is None or self._form[1]
        self._left.setVisible(has_both or side is self._left)
        self._right.setVisible(has_both or side is self._right)


def _read_news(desk: Desk, detailed: UUID | None, drill_id: UUID | None) -> _News:
    return _News(
        overview=overview_service.overview(desk.db, at=desk.clock(), drill_id=drill_id),
        matters=matter_service.still_open(desk.db, drill_id=drill_id),
        units=log.organisations(desk.db),
        detailed=None if detailed is None else log.find(desk.db, detailed),
        drill_id=drill_id,
    )
