"""The lines of a script: rows that are dragged to where they belong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication

from commandcenter.drills.model.clock import ScriptLine, Standing
from commandcenter.drills.model.code_words import MEDIUM_WORDS
from commandcenter.drills.model.fields import FIELD_WORDS
from commandcenter.drills.model.script import Inject
from commandcenter.kernel.times import clock
from commandcenter.kernel.words import N_
from ui.drills.drill_words import offset_words
from ui.widgets import paint, theme
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.words import tr

TITLE_COLUMN = 2
_LEFT_OUT = {Standing.HELD: N_("On hold"), Standing.SKIPPED: N_("Skipped")}
_TONES = ("drill", "accent", "inverse")
_LONGEST = 9  # letters of a name
_LINE_PX = 3  # of the mark where a dragged row would go


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line as the table shows it.

    Attributes:
        objective: Number of its objective; 0 for none.
        tone: Of the pill of its branch.
        note: What its branch has to do with other lines.
        delivered: When it was delivered in the drill, if it was.
        standing: Why it was not, in words, if somebody or the program decided that.
    """

    line: Inject
    objective: int = 0
    tone: str = ""
    note: str = ""
    delivered: str = ""
    standing: str = ""


def rows_of(
    lines: Sequence[Inject],
    objectives: Mapping[UUID, int],
    played: Mapping[UUID, ScriptLine],
) -> list[Row]:
    """Return lines with what they have to do with each other.

    Args:
        objectives: Numbers by id.
        played: Where each line stands in the drill; none before it began.
    """
    branches = list(dict.fromkeys(line.branch for line in lines if line.branch))
    tones = {branch: _TONES[at % len(_TONES)] for at, branch in enumerate(branches)}
    numbers = {line.id: line.number for line in lines}
    decides: dict[UUID, list[str]] = {}
    for line in lines:
        if line.decided_by is not None and line.branch not in decides.get(line.decided_by, []):
            decides.setdefault(line.decided_by, []).append(line.branch)
    return [
        Row(
            line=line,
            objective=objectives.get(line.objective_id, 0) if line.objective_id else 0,
            tone=tones.get(line.branch, ""),
            note=_note(line, numbers, decides.get(line.id, [])),
            delivered=_delivered(played.get(line.id)),
            standing=_standing(played.get(line.id)),
        )
        for line in lines
    ]


def _note(line: Inject, numbers: Mapping[UUID, int], decides: Sequence[str]) -> str:
    words = []
    if line.decided_by is not None and line.decided_by in numbers:
        words.append(tr("after {number}").format(number=numbers[line.decided_by]))
    if decides:
        words.append(tr("decides {branches}").format(branches=tr(", ").join(map(_short, decides))))
    return " · ".join(words)


def _delivered(line: ScriptLine | None) -> str:
    if line is None or line.by is None or line.standing is not Standing.DELIVERED:
        return ""
    return clock(line.by.at)


def _standing(line: ScriptLine | None) -> str:
    if line is None or line.standing not in _LEFT_OUT:
        return ""
    is_too_late = line.standing is Standing.HELD and line.by is not None and line.by.is_due
    return tr("Too late, on hold") if is_too_late else tr(_LEFT_OUT[line.standing])


def _columns() -> tuple[Column[Row], ...]:
    return (
        Column(title=FIELD_WORDS["number"], text=lambda row: str(row.line.number), is_number=True),
        Column(title=N_("Drill time"), text=_due),
        Column(
            title=FIELD_WORDS["title"],
            text=lambda row: row.line.title,
            indent=lambda row: 1 if row.line.branch else 0,
        ),
        Column(title=N_("From → to"), text=_way),
        Column(title=FIELD_WORDS["medium"], text=lambda row: tr(MEDIUM_WORDS[row.line.medium])),
        Column(title=N_("Goal"), text=lambda row: f"O{row.objective}" if row.objective else ""),
        Column(title=FIELD_WORDS["owner"], text=lambda row: row.line.owner),
        Column(
            title=FIELD_WORDS["branch"],
            text=lambda row: row.note,
            tag=lambda row: (_short(row.line.branch), row.tone),
        ),
    )


def _due(row: Row) -> str:
    due = offset_words(row.line.offset_s)
    return f"{due} ✓{row.delivered}" if row.delivered else f"{due} {row.standing}".rstrip()


def _way(row: Row) -> str:
    if not row.line.sender and not row.line.receiver:
        return ""
    return f"{_short(row.line.sender)} → {_short(row.line.receiver)}".strip()


def _short(name: str) -> str:
    """Return a name as far as there is room for it; the form has all of it."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


class ScriptTable(RecordTable):
    """A row is dragged to another place; a line shows where it would go.

    Signals:
        moved: A line is to stand below another one (its id, that of the other or None).
    """

    moved = Signal(object, object)

    def __init__(self) -> None:
        super().__init__(_columns(), lambda row: row.line.id, stretch=TITLE_COLUMN)
        self._pressed: QPoint | None = None
        self._dragged: UUID | None = None
        self._gap: int | None = None
        self.may_drag: Callable[[], bool] = lambda: True

    def line(self) -> Inject | None:
        """Return the line in front."""
        row = self.present()
        return None if row is None else row.line

    def lines(self) -> list[Inject]:
        """Return all lines as they stand."""
        return [self.records.record(at).line for at in range(self.records.rowCount())]

    def gap(self) -> int | None:
        """Return before which row a dragged one would go; None while none is dragged."""
        return self._gap

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid() and self.may_drag():
            self._pressed = event.position().toPoint()
            self._dragged = self.records.record(index.row()).line.id

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        at = event.position().toPoint()
        far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._gap is not None or far:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._scroll_towards(at)
            self._gap = self._gap_at(at)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        dragged, gap = self._dragged, self._gap
        self.drop_nothing()
        if dragged is not None and gap is not None:
            self._put(dragged, gap)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._gap is not None:
            self.drop_nothing()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Leave the letters to the keys of the page."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._gap is None:
            return
        at = self._gap
        top = self.rowViewportPosition(at) if at < self.records.rowCount() else self._bottom()
        mark = QRect(0, top - theme.px(_LINE_PX) // 2 - 1, self.viewport().width(), 0)
        mark.setHeight(theme.px(_LINE_PX))
        paint.rounded(QPainter(self.viewport()), mark, "accent", radius=1)

    def drop_nothing(self) -> None:
        """Let a dragged row go back to where it was."""
        self._pressed = self._dragged = self._gap = None
        self.unsetCursor()
        self.viewport().update()

    def move_front(self, step: int) -> None:
        """Let the line in front change its place with the one beside it."""
        line, lines = self.line(), self.lines()
        if line is None:
            return
        at = [one.id for one in lines].index(line.id)
        if 0 <= at + step < len(lines):
            self._put(line.id, at + step + (1 if step > 0 else 0))

    def _put(self, line_id: UUID, gap: int) -> None:
        """Ask for a line to go before a row; nothing happens where it stands already."""
        ids = [line.id for line in self.lines()]
        if line_id in ids and ids.index(line_id) not in {gap, gap - 1}:
            self.moved.emit(line_id, ids[gap - 1] if gap else None)

    def _gap_at(self, at: QPoint) -> int:
        row = self.rowAt(at.y())
        if row < 0:
            return 0 if at.y() < 0 else int(self.records.rowCount())
        middle = self.rowViewportPosition(row) + self.rowHeight(row) // 2
        return row + (1 if at.y() > middle else 0)

    def _bottom(self) -> int:
        last = self.records.rowCount() - 1
        return self.rowViewportPosition(last) + self.rowHeight(last)

    def _scroll_towards(self, at: QPoint) -> None:
        bar, edge = self.verticalScrollBar(), theme.size("row_h_auto") // 2
        if at.y() < edge:
            bar.setValue(bar.value() - 1)
        elif at.y() > self.viewport().height() - edge:
            bar.setValue(bar.value() + 1)
