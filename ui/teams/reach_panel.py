"""Reach (救援圈): villages that nobody reaches in time, and what a change would do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from commandcenter.database.engine import Database
from commandcenter.directory.model import Area
from commandcenter.directory.service import areas
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import day_of
from commandcenter.kernel.words import N_
from commandcenter.teams.model.accountability import Measure
from commandcenter.teams.model.dispatch import Circle
from commandcenter.teams.model.reach import Base, WhatIf
from commandcenter.teams.model.strength import RosterQuery
from commandcenter.teams.service import dispatch, reach
from commandcenter.teams.service.reach import Reached, Shape
from ui.records.outlines import areas_of
from ui.shell.seat import Seat
from ui.shell.sentences import sentence
from ui.teams.reach_map import marks_of, zone_of
from ui.teams.reach_rows import Change, Village, villages, when
from ui.teams.roster_terms import HAZARD, Terms
from ui.teams.roster_terms import read as read_terms
from ui.widgets import scaled
from ui.widgets.buttons import KeyButton
from ui.widgets.cards import Card, Field
from ui.widgets.labels import Label
from ui.widgets.map_parts import MapArea
from ui.widgets.map_view import MapView
from ui.widgets.record_table import RecordTable
from ui.widgets.record_table_model import Column
from ui.widgets.segmented import Segmented
from ui.widgets.states import Deck
from ui.widgets.words import tr

# The circles of the county: joint operation in town, arrival in the country, forest fires.
_CIRCLES = (
    (Circle.URBAN, Measure.JOINT),
    (Circle.RURAL, Measure.ARRIVE),
    (Circle.FOREST, Measure.ARRIVE),
)
_CAPTIONS = (N_("Teams made for"), N_("Moved in thought"))
_LIST_W = 560  # px at 100 %


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    reached: Reached
    shapes: tuple[Shape, ...]
    limits: tuple[float, ...]
    areas: tuple[MapArea, ...]
    terms: Terms = field(default_factory=Terms)


class ReachPanel(QWidget):
    """A list and a map of what lies outside; teams are moved and added in thought only."""

    def __init__(self, db: Database, seat: Seat, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._db = db
        self._seat = seat
        self._read: _Read | None = None
        self._asked = 0
        self._is_stale = True
        self.what_if: WhatIf | None = None
        self.limits = Segmented()
        self.hazard, self.team = QComboBox(), QComboBox()
        self._fields = (Field("", self.hazard), Field("", self.team))
        self._count = Label(tone="strong")
        self._said = Label(tone="note")
        self._hint = Label(tone="note")
        columns: tuple[Column[Village], ...] = (
            Column(title=N_("Village"), text=lambda one: one.name),
            Column(title=N_("First after"), text=lambda one: when(one.seconds)),
            Column(title=N_("By"), text=lambda one: one.team),
            Column(title=N_("In thought"), text=_thought),
        )
        self.table = RecordTable(columns, lambda one: one.place.code, stretch=2)
        self.map = MapView()
        self.move_team = KeyButton(key="Ctrl+T")
        self.add_team = KeyButton(key="Ctrl+Shift+N")
        self.forget = KeyButton(key="Ctrl+Z", kind="bare")
        self._content = QWidget()
        self.deck = Deck(self._content)
        self._build()
        self._connect()
        self._add_actions()
        self.deck.show_loading()
        self.read_words()

    def refresh(self) -> None:
        """Work out the reach anew."""
        self._is_stale = False
        self._asked += 1
        call = partial(_work_out, self._db, self._seat, self._query(), self.what_if)
        self._seat.background.read(
            self, call, partial(self._show, self._asked), partial(self._failed, self._asked)
        )

    def mark_stale(self) -> None:
        """Note that teams have changed since it was worked out."""
        self._is_stale = True

    def refresh_if_stale(self) -> None:
        """Work it out anew if teams have changed."""
        if self._is_stale:
            self.refresh()

    def take_focus(self) -> None:
        """Let the keys walk through the list."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def search(self) -> None:
        """Choose another kind of event."""
        self.hazard.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def limit_s(self) -> float:
        """Return the limit that is chosen, in seconds."""
        value = self.limits.value()
        return float(value) if isinstance(value, int | float) else 0.0

    def move_to_village(self) -> None:
        """Move the chosen team, in thought, to the chosen village."""
        village: Village | None = self.table.present()
        if village is not None:
            self._move(village.place.lon, village.place.lat)

    def add_at_village(self) -> None:
        """Add a team, in thought, at the chosen village."""
        village: Village | None = self.table.present()
        if village is not None:
            self._add(village.place.lon, village.place.lat)

    def take_back(self) -> None:
        """Forget every change in thought."""
        if self.what_if is not None:
            self.what_if = None
            self.refresh()

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self.move_team.setText(tr("Move it here"))
        self.add_team.setText(tr("A new team here"))
        self.forget.setText(tr("Forget the changes"))
        self.table.setAccessibleName(tr("Villages outside"))
        self.map.setAccessibleName(tr("Map of the county"))
        for captioned, words in zip(self._fields, _CAPTIONS, strict=True):
            captioned.set_caption(tr(words))
        self.limits.setAccessibleName(tr("Limit"))
        self._hint.setText(
            tr(
                "Diamond: village outside. Dot: team. Square: moved or added in thought."
                " A double click on the map moves the chosen team there."
            )
        )
        if self._read is not None:
            self._show_read(self._read)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.read_words()

    def _query(self) -> RosterQuery | None:
        hazard = str(self.hazard.currentData() or "")
        return RosterQuery(hazard=hazard) if hazard else None

    def _chosen_team(self) -> UUID | None:
        found = self.team.currentData()
        return UUID(found) if found else None

    def _move(self, lon: float, lat: float) -> None:
        team = self._chosen_team()
        present = self.what_if or WhatIf()
        if team is None:
            return
        added = {one.id for one in present.added}
        if team in added:
            kept = tuple(
                replace(one, lon=lon, lat=lat) if one.id == team else one for one in present.added
            )
            self.what_if = replace(present, added=kept)
        else:
            self.what_if = replace(present, moved={**present.moved, team: (lon, lat)})
        self.refresh()

    def _add(self, lon: float, lat: float) -> None:
        present = self.what_if or WhatIf()
        new = Base(id=new_id(), lon=lon, lat=lat)
        self.what_if = replace(present, added=(*present.added, new))
        self.refresh()

    def _show(self, asked: int, read: _Read) -> None:
        if asked == self._asked:
            self._read = read
            self.deck.show_content()
            self._show_read(read)

    def _failed(self, asked: int, error: Exception) -> None:
        if asked != self._asked:
            return
        self._is_stale = True
        self._seat.messages.problem(error)
        if self._read is None:
            self.deck.show_state(
                "warning-circle", tr("Not loaded"), sentence(error), action=tr("Try again")
            )

    def _show_read(self, read: _Read) -> None:
        self.limits.set_choices([(limit, _minutes(limit)) for limit in read.limits])
        if self.limits.value() not in read.limits:
            self.limits.set_value(read.limits[1])
        terms = read.terms
        hazards = [(code, terms.said(HAZARD, code)) for code in terms.codes(HAZARD)]
        _fill(self.hazard, tr("anything"), hazards)
        teams = [(str(one.id), one.name) for one in read.reached.teams]
        added = self.what_if.added if self.what_if is not None else ()
        teams += [
            (str(one.id), tr("New team {number}").format(number=n))
            for n, one in enumerate(added, 1)
        ]
        _fill(self.team, tr("no team"), teams)
        self.map.show_areas(read.areas)
        self._show_limit()

    def _show_limit(self) -> None:
        read = self._read
        if read is None:
            return
        limit = self.limit_s()
        found = villages(read.reached, limit, read.terms)
        self.table.show_records(found)
        zones = [zone_of(shape) for shape in read.shapes if shape.limit_s == limit]
        self.map.show_zones(zones)
        self.map.show_marks(marks_of(read.reached, found))
        outside = sum(one.change is not Change.LOST for one in found)
        total = len(read.reached.coverage.places)
        self._count.setText(
            tr("{outside} of {total} villages are farther than {limit}").format(
                outside=outside, total=total, limit=_minutes(limit)
            )
        )
        self._show_difference(read.reached, limit)

    def _show_difference(self, reached: Reached, limit: float) -> None:
        found = reached.difference(limit)
        words = ""
        if found is not None:
            words = tr(
                "In thought: {gained} villages come inside, {lost} fall outside;"
                " {faster} are reached sooner, {slower} later."
            ).format(
                gained=len(found.gained),
                lost=len(found.lost),
                faster=found.faster,
                slower=found.slower,
            )
        if reached.unplaced:
            missing = tr("{count} teams have no position and count nowhere.")
            words = f"{words} {missing.format(count=len(reached.unplaced))}".strip()
        self._said.setText(words)
        self._said.setVisible(bool(words))
        self.forget.setVisible(found is not None)

    def _on_mark(self, key: object) -> None:
        self.map.choose(key if isinstance(key, str | UUID) else None)
        if isinstance(key, UUID):
            at = self.team.findData(str(key))
            if at >= 0:
                self.team.setCurrentIndex(at)
        elif isinstance(key, str):
            self.table.choose(key)

    def _on_village(self, village: Village | None) -> None:
        self.map.choose(village.place.code if village is not None else None)

    def _connect(self) -> None:
        self.limits.chosen.connect(lambda _value: self._show_limit())
        self.hazard.activated.connect(lambda _index: self.refresh())
        self.team.activated.connect(lambda _index: self.map.choose(self._chosen_team()))
        self.table.chosen.connect(self._on_village)
        self.map.chosen.connect(self._on_mark)
        self.map.pointed.connect(self._move)
        self.move_team.clicked.connect(self.move_to_village)
        self.add_team.clicked.connect(self.add_at_village)
        self.forget.clicked.connect(self.take_back)
        self.deck.acted.connect(self.refresh)

    def _add_actions(self) -> None:
        add = partial(self._seat.actions.add, self, page="teams")
        add(N_("Move the team to the village, in thought"), "Ctrl+T", self.move_to_village)
        add(N_("Add a team at the village, in thought"), "Ctrl+Shift+N", self.add_at_village)
        add(N_("Forget the changes in thought"), "Ctrl+Z", self.take_back)

    def _build(self) -> None:
        for label in (self._said, self._hint, self._count):
            label.setWordWrap(True)
        head, thought = QHBoxLayout(), QHBoxLayout()
        for row in (head, thought):
            scaled.gap(row, 2)
        foot = Qt.AlignmentFlag.AlignBottom
        head.addWidget(self.limits, 0, foot)
        head.addWidget(self._fields[0], 1)
        head.addWidget(self._fields[1], 1)
        thought.addWidget(self.move_team, 0, foot)
        thought.addWidget(self.add_team, 0, foot)
        thought.addStretch()
        left, card = QVBoxLayout(), Card()
        scaled.margins(left, 4, 3, 4, 3)
        scaled.gap(left, 2)
        for part in (head, thought):
            left.addLayout(part)
        counted = QHBoxLayout()
        counted.addWidget(self._count, 1)
        counted.addWidget(self.forget)
        left.addLayout(counted)
        left.addWidget(self._said)
        left.addWidget(self.table, 1)
        left.addWidget(self._hint)
        card.setLayout(left)
        scaled.width(card, _LIST_W)
        row = QHBoxLayout(self._content)
        row.setContentsMargins(0, 0, 0, 0)
        scaled.gap(row, 3)
        row.addWidget(card)
        row.addWidget(self.map, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.deck)


def _thought(village: Village) -> str:
    if village.after_s is None or village.after_s == village.seconds:
        return tr(village.change.value) if village.change.value else ""
    time = when(village.after_s)
    return f"{tr(village.change.value)} {time}" if village.change.value else time


def _fill(box: QComboBox, nothing: str, choices: Sequence[tuple[str, str]]) -> None:
    present = box.currentData()
    box.clear()
    box.addItem(nothing, "")
    for value, words in choices:
        box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(present or "")))


def _minutes(seconds: float) -> str:
    return tr("{minutes} min").format(minutes=round(seconds / 60))


def _limits(rows: Mapping[tuple[Circle, Measure], timedelta]) -> tuple[float, ...]:
    return tuple(sorted({rows[key].total_seconds() for key in _CIRCLES}))


def _work_out(db: Database, seat: Seat, query: RosterQuery | None, what_if: WhatIf | None) -> _Read:
    at = seat.clock()
    day = day_of(at)
    limits = _limits(dispatch.limits(db, on=day))
    with db.read() as tx:
        towns: tuple[Area, ...] = areas.existing(tx, on=day, tier="township")
    return _Read(
        reached=reach.covered(db, at=at, query=query, what_if=what_if),
        shapes=reach.shapes(db, limits, at=at, query=query, what_if=what_if),
        limits=limits,
        areas=areas_of(towns),
        terms=read_terms(db, on=day),
    )
