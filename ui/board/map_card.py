"""The map of the board: townships in the colour of the worst warning, items and teams."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from commandcenter.board.model import Item, Post, Snapshot
from commandcenter.directory.model import Area
from commandcenter.kernel.severity import Severity as Worst
from ui.board.card import color_of
from ui.records.outlines import area_of
from ui.widgets import paint, scaled, severity, theme
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.map_parts import MapArea, MapMark
from ui.widgets.map_view import MapView
from ui.widgets.severity import Severity
from ui.widgets.states import Deck
from ui.widgets.toggle import Toggle
from ui.widgets.words import tr

_TOWNSHIP = "township"
_WITH_HINT_W = 560  # px at 100 %


class MapCard(Card):
    """Shows where things are.

    Signals:
        item_wanted: The mark of an item was pressed (its id).
        post_wanted: The mark of teams was pressed (the id of the dispatch).
    """

    item_wanted = Signal(object)
    post_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._areas: tuple[Area, ...] = ()
        self._county = ""
        self._colours: Mapping[str, Worst] = {}
        self._items: tuple[Item, ...] = ()
        self._posts: tuple[Post, ...] = ()
        self.map = MapView(ground="surface_raised")
        self.map.chosen.connect(self._on_chosen)
        self.title = Label(tone="heading")
        self.hint = Label(tone="note")
        self.with_items, self.with_teams = Toggle(), Toggle()
        for toggle in (self.with_items, self.with_teams):
            toggle.setChecked(True)
            toggle.toggled.connect(self._show_marks)
        # Where it is narrow, the words that can be guessed make room.
        self.hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._legend = _Legend()
        self._deck = Deck(self.map)
        self._build()
        self.read_words()

    def show_ground(self, areas: Sequence[Area]) -> None:
        """Show the townships of these areas."""
        self._areas = tuple(one for one in areas if one.tier == _TOWNSHIP and one.geometry)
        self._county = next((one.name for one in areas if one.parent is None), "")
        self._show_areas()
        self.read_words()

    def show_snapshot(self, snapshot: Snapshot, items: tuple[Item, ...]) -> None:
        """Colour the townships and show where items and teams are.

        Args:
            items: Those to be marked; later ones lie above earlier ones.
        """
        if snapshot.area_colours != self._colours:
            self._colours = dict(snapshot.area_colours)
            self._show_areas()
        self._items, self._posts = items, snapshot.posts
        self._show_marks()

    def choose(self, key: UUID | None) -> None:
        """Put a ring round the mark of the card in front."""
        self.map.choose(key)

    def read_words(self) -> None:
        """Put the words into the language of the window."""
        self.title.setText(self._county or tr("Map"))
        self.hint.setText(tr("coloured by the worst warning in force"))
        self.with_items.setText(tr("Items"))
        self.with_teams.setText(tr("Teams"))
        self.map.setAccessibleName(tr("Map of the county"))
        self.map.setAccessibleDescription(self._spoken_colours())
        self._legend.update()
        if not self._areas:
            self._deck.show_state(
                "map-trifold",
                tr("No outlines"),
                tr("Import the areas with their outlines to see the map."),
            )
        else:
            self._deck.show_content()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(280), theme.px(200))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.hint.setVisible(self.width() >= theme.px(_WITH_HINT_W))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_deck"):
            self.read_words()

    def _show_areas(self) -> None:
        found = ((area, area_of(area)) for area in self._areas)
        self.map.show_areas(
            [_coloured(area, known, self._colours) for area, known in found if known is not None]
        )
        self.map.setAccessibleDescription(self._spoken_colours())

    def _show_marks(self) -> None:
        marks = [_item_mark(one) for one in self._items if self.with_items.isChecked()]
        if self.with_teams.isChecked():
            marks += [
                MapMark(key=one.id, name=one.name, at=one.position, count=one.teams)
                for one in self._posts
            ]
        self.map.show_marks(marks)

    def _on_chosen(self, key: UUID) -> None:
        is_post = any(one.id == key for one in self._posts)
        (self.post_wanted if is_post else self.item_wanted).emit(key)

    def _spoken_colours(self) -> str:
        names = {area.code: area.name for area in self._areas}
        worst_first = sorted(self._colours.items(), key=lambda one: one[1].rank)
        return ", ".join(
            f"{names[code]} {tr(Severity(worst.value).word)}"
            for code, worst in worst_first
            if code in names
        )

    def _build(self) -> None:
        head = QHBoxLayout()
        scaled.gap(head, 3)
        head.addWidget(self.title)
        head.addWidget(self.hint, 1)
        head.addStretch()
        head.addWidget(self.with_items)
        head.addWidget(self.with_teams)
        layout = QVBoxLayout(self)
        scaled.margins(layout, 4, 2, 4, 2)
        scaled.gap(layout, 1)
        layout.addLayout(head)
        layout.addWidget(self._deck, 1)
        layout.addWidget(self._legend)


class _Legend(QWidget):
    """The four shapes and what they mean."""

    def __init__(self) -> None:
        super().__init__()
        scaled.height(self, 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        row, side = self.rect(), theme.px(12)
        for one in Severity:
            severity.draw(painter, paint.middle(row, side, side), one, filled=True)
            words = row.adjusted(side + theme.space(2), 0, 0, 0)
            written = paint.text(painter, words, tr(one.level_word), size="tiny", role="text_quiet")
            row.setLeft(words.left() + written + theme.space(4))
        self.setAccessibleName(", ".join(f"{tr(s.word)} {tr(s.level_word)}" for s in Severity))


def _coloured(area: Area, known: MapArea, colours: Mapping[str, Worst]) -> MapArea:
    worst = colours.get(area.code)
    if worst is None:
        return replace(known, fill="surface_sunken", edge="surface_raised", ink="text")
    shape = Severity(worst.value)
    return replace(
        known, fill=f"{shape.role}_surface", edge="surface_raised", ink="text", severity=shape
    )


def _item_mark(item: Item) -> MapMark:
    position = item.position or (0.0, 0.0)
    return MapMark(
        key=item.id,
        name=item.title,
        at=position,
        severity=color_of(item),
        is_filled=not item.is_acknowledged,
        role="text",
    )
