"""Moving drills: what calendar and Gantt chart do with what is held, let go and taken back."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.drills.model.clash import Clash, Weight
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.model.proposing import Proposal
from commandcenter.drills.service import drills as service
from commandcenter.drills.service import records
from commandcenter.kernel.errors import Conflict
from commandcenter.kernel.words import N_
from ui.drills import year_proposals
from ui.drills.year_canvas import YearCanvas
from ui.drills.year_move import Held, Span
from ui.drills.year_reading import YearRead, worst
from ui.drills.year_side import YearSide
from ui.drills.year_tab import YearTab
from ui.drills.year_undo import Move, MoveStays, take_back
from ui.drills.year_words import span_words, when_words
from ui.records.conflict_box import Difference
from ui.shell.seat import Seat
from ui.widgets import scaled, theme
from ui.widgets.words import tr

_SIDE_W, _COMPACT_SIDE_W = 360, 284  # px at 100 %
_MOST_UNDO = 30
_MOVED = N_("'{title}': {when}. Ctrl+Z takes it back.")
_TAKEN_BACK = N_("'{title}' is back where it was.")
_STAYS = N_("'{title}' was held or cancelled and stays where it is. Copy it for another time.")
_NO_DAY = N_(
    "No free day was found for '{title}'. Move it to another month, or choose a day yourself."
)
_NONE_IN_FRONT = N_("Bring a drill to the front first: arrow keys walk through them.")
_NOTHING = N_("There is no move to take back.")
_DIGITS = {Qt.Key(Qt.Key.Key_1 + at): at + 1 for at in range(9)}


class YearBoard(YearTab):
    """A canvas and its side.

    A time that nothing speaks against is saved as soon as a drill is dropped there. Otherwise
    the drill stays in the hand, what speaks against it stands beside, and Enter saves it all
    the same; where the time is forbidden, only the second one does.
    """

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(db, seat, parent)
        self.side = YearSide()
        self.head = QHBoxLayout()
        self.place = QVBoxLayout()
        self._undo: list[Move] = []
        self._warned: Span | None = None
        self._is_saving = False
        self._build()
        self._connect_side()

    # Each of them answers

    def canvas(self) -> YearCanvas:
        """Return the canvas in front."""
        raise NotImplementedError

    def canvases(self) -> Sequence[YearCanvas]:
        """Return all canvases."""
        raise NotImplementedError

    # What both do

    def show_read(self, read: YearRead) -> None:
        super().show_read(read)
        days = read.days()
        for canvas in self.canvases():
            canvas.is_editable = not self.refusal()
            canvas.show_drills(read.drills, days)
            canvas.show_weights(read.weights())
        self.side.show_waiting(read.undated())
        self._show_side()

    def take_focus(self) -> None:
        self.canvas().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def choose(self, drill: Drill) -> bool:
        self.canvas().choose(drill.id)
        span = self.canvas().days.span(drill)
        if span is not None:
            self.canvas().bring(span)
        return self.canvas().present() is not None

    def give_up(self) -> None:
        """Put back what is held."""
        self.side.conflict.hide()
        self.canvas().release()
        self._show_side()
        self.take_focus()

    def undo(self) -> None:
        """Take back the last move."""
        if self._is_saving:
            return
        if not self._undo:
            self.seat.messages.say(_NOTHING)
            return
        self._is_saving = True
        call = partial(take_back, self.db, self._undo[-1], officer=self.seat.officer())
        self.seat.background.write(self, call, self._taken_back, self._not_taken_back)

    def propose(self) -> None:
        """Look for free times for the drill in front."""
        held, one = self.canvas().held, self.canvas().present()
        drill = held.drill if held is not None else one
        if self.read is None:
            return
        if drill is None:
            self.seat.messages.say(_NONE_IN_FRONT)
            return
        usual = self.read.of.assumed
        call = partial(year_proposals.best, self.db, drill, at=self.seat.clock(), usual=usual)
        done = partial(self._show_proposals, drill)
        self.seat.background.read(self, call, done, self.seat.messages.problem)

    def submit(self) -> None:
        """Save what is held."""
        self._let_go(by_pointer=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = _DIGITS.get(Qt.Key(event.key()))
        if number is None or not self.side.proposals.take(number):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = _COMPACT_SIDE_W if scaled.is_compact(self) else _SIDE_W
        self.side.setFixedWidth(theme.px(width))

    def connect_canvas(self, canvas: YearCanvas) -> None:
        """Serve a canvas."""
        canvas.chosen.connect(self._on_chosen)
        canvas.moved.connect(self._on_moved)
        canvas.dropped.connect(lambda by_pointer: self._let_go(by_pointer=by_pointer))
        canvas.opened.connect(self.open_drill)
        canvas.refused.connect(self._on_refused)

    # Parts

    def _on_chosen(self, _one: Drill | None) -> None:
        self.side.show_proposals(())
        self._show_side()

    def _on_moved(self, held: Held) -> None:
        self._warned = None
        clashes = self._clashes(held)
        self.canvas().show_held_weight(worst(clashes))
        self._show_held(held, clashes)

    def _show_held(self, held: Held, clashes: Sequence[Clash]) -> None:
        is_over = held.span.ends_at <= self.seat.clock()
        self.side.show_held(held, self._facts(held.drill), clashes, is_over=is_over)

    def _show_proposals(self, drill: Drill, found: Sequence[Proposal]) -> None:
        if self.canvas().front != drill.id:
            return
        if found and self.side.tray.hasFocus():
            self.take_focus()  # it makes room for what was found
        self.side.show_proposals(found)
        if not found:
            self.seat.messages.say(_NO_DAY, title=drill.title)

    def _on_refused(self, one: Drill) -> None:
        refusal = self.refusal()
        self.side.ask(())
        if not refusal:
            self.seat.messages.say(_STAYS, title=one.title)

    def _let_go(self, *, by_pointer: bool) -> None:
        held = self.canvas().held
        if held is None or self._is_saving:
            return
        if held.span == held.origin:
            self.give_up()
            return
        clashes = self._clashes(held)
        is_said = self._warned == held.span
        has_to_ask = worst(clashes) is Weight.BLOCK or (by_pointer and bool(clashes))
        if has_to_ask and not is_said:
            self._warned = held.span
            self.side.ask(clashes)
            self.take_focus()
            return
        self._save(held)

    def _save(self, held: Held) -> None:
        self._is_saving = True
        span = held.span
        moved = replace(
            held.drill, begins_at=span.begins_at, ends_at=span.ends_at, month=span.first.month
        )
        call = partial(service.change, self.db, moved, officer=self.seat.officer())
        done, failed = partial(self._saved, held.drill), partial(self._not_saved, held)
        self.seat.background.write(self, call, done, failed)

    def _saved(self, before: Drill, after: Drill) -> None:
        self._is_saving = False
        self._undo = [*self._undo, Move(before=before, after=after)][-_MOST_UNDO:]
        self.side.undo.show()
        self.side.show_proposals(())
        self.canvas().release()
        self._put(after)
        self.seat.messages.say(_MOVED, title=after.title, when=when_words(after))
        self.changed.emit()

    def _not_saved(self, held: Held, error: Exception) -> None:
        self._is_saving = False
        if isinstance(error, Conflict):
            call = partial(records.find, self.db, Drill, held.drill.id)
            done = partial(self._show_conflict, held)
            self.seat.background.read(self, call, done, self.seat.messages.problem)
        else:
            self.seat.messages.problem(error)

    def _show_conflict(self, held: Held, current: Drill | None) -> None:
        if current is None:
            self.give_up()
            self.changed.emit()
            return
        mine, now = span_words(held.span), when_words(current)
        differences = [Difference(caption=tr("Time"), mine=mine, current=now)]
        if current.title != held.drill.title:
            titles = Difference(caption=tr("Title"), mine=held.drill.title, current=current.title)
            differences.append(titles)
        canvas = self.canvas()
        if canvas.held is not None:
            canvas.held = replace(canvas.held, drill=current, origin=canvas.days.span(current))
        self._put(current)
        self.side.conflict.show_differences(differences, takes_focus=True)

    def _keep_mine(self) -> None:
        self.side.conflict.hide()
        held = self.canvas().held
        if held is not None:
            self._save(held)

    def _taken_back(self, after: Drill) -> None:
        self._is_saving = False
        self._drop_move()
        self._put(after)
        self.choose(after)
        self.seat.messages.say(_TAKEN_BACK, title=after.title)
        self.changed.emit()

    def _not_taken_back(self, error: Exception) -> None:
        self._is_saving = False
        if isinstance(error, MoveStays):
            self._drop_move()  # those before it can still be taken back
        self.seat.messages.problem(error)
        self.changed.emit()

    def _drop_move(self) -> None:
        self._undo.pop()
        self.side.undo.setVisible(bool(self._undo))

    def _put(self, changed: Drill) -> None:
        """Show a drill as it was written, until the year is read anew."""
        if self.read is None:
            return
        drills = tuple(changed if one.id == changed.id else one for one in self.read.drills)
        self.read = replace(self.read, drills=drills)
        for canvas in self.canvases():
            canvas.show_drills(drills, canvas.days)
        self.side.show_waiting(self.read.undated())
        self._show_side()

    def _show_side(self) -> None:
        canvas = self.canvas()
        if canvas.held is not None:
            self._show_held(canvas.held, self._clashes(canvas.held))
            return
        one = canvas.present()
        if one is None or self.read is None:
            self.side.show_nothing()
        else:
            self.side.show_front(one, self._facts(one), self.read.clashes_of(one))

    def _clashes(self, held: Held) -> tuple[Clash, ...]:
        return () if self.read is None else self.read.clashes_at(held.drill, held.span)

    def _facts(self, one: Drill) -> str:
        people = tr("{count} people expected").format(count=one.expected) if one.expected else ""
        return "\n".join(line for line in (one.lead_org, one.place, people) if line)

    def _on_tray_dragged(self, drill: Drill, at: QPoint) -> None:
        canvas = self.canvas()
        place = canvas.drop_position(at)
        if place is None:
            return
        span = canvas.span_at(place)
        if canvas.held is None:
            canvas.hold(drill, span)
        else:
            canvas.carry_to(span)

    def _on_tray_dropped(self, _drill: Drill, at: QPoint) -> None:
        if self.canvas().drop_position(at) is None:
            self.give_up()
        else:
            self._let_go(by_pointer=True)

    def _bring_from_tray(self, drill: Drill) -> None:
        if self.canvas().held is None:
            self.canvas().choose(drill.id)

    def _take_from_tray(self, drill: Drill) -> None:
        if self.read is not None:
            self.canvas().hold(drill, self.canvas().days.usual_span(drill))
            self.take_focus()

    def _take_proposal(self, span: Span) -> None:
        canvas, one = self.canvas(), self.canvas().present()
        if canvas.held is None and one is not None:
            canvas.hold(one, span)
        else:
            canvas.carry_to(span)
        if canvas.held is not None:
            canvas.bring(span)
            self._save(canvas.held)

    def _connect_side(self) -> None:
        side = self.side
        side.save.clicked.connect(self.submit)
        side.put_back.clicked.connect(self.give_up)
        side.propose.clicked.connect(self.propose)
        side.undo.clicked.connect(self.undo)
        side.open.clicked.connect(self._open_front)
        side.proposals.taken.connect(self._take_proposal)
        side.conflict.mine_wanted.connect(self._keep_mine)
        side.conflict.current_wanted.connect(self.give_up)
        side.tray.brought.connect(self._bring_from_tray)
        side.tray.taken.connect(self._take_from_tray)
        side.tray.dragged.connect(self._on_tray_dragged)
        side.tray.dropped.connect(self._on_tray_dropped)

    def _open_front(self) -> None:
        one = self.canvas().present()
        if one is not None:
            self.open_drill(one)

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        scaled.gap(left, 2)
        scaled.gap(self.head, 2)
        left.addLayout(self.head)
        left.addLayout(self.place, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        scaled.gap(layout, 3)
        layout.addLayout(left, 1)
        layout.addWidget(self.side)
