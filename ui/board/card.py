"""A card of the board in words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from commandcenter.board.model import Item, ItemKind, Shown
from commandcenter.kernel.words import N_
from ui.widgets.severity import Severity
from ui.widgets.times import ago, countdown, span
from ui.widgets.words import tr

TITLES = {
    ItemKind.INCIDENT: N_("Incidents"),
    ItemKind.WARNING: N_("Warnings"),
    ItemKind.HAZARD: N_("Hazards"),
    ItemKind.READING: N_("Readings"),
}
COUNTS = {
    ItemKind.INCIDENT: N_("{count} under way"),
    ItemKind.WARNING: N_("{count} in force"),
    ItemKind.HAZARD: N_("{count} due"),
    ItemKind.READING: N_("{count} over the line"),
}
ICONS = {
    ItemKind.INCIDENT: "warning-circle",
    ItemKind.WARNING: "broadcast",
    ItemKind.HAZARD: "warning",
    ItemKind.READING: "activity",
}
# Title and sentence of an empty column.
EMPTY = {
    ItemKind.INCIDENT: (
        N_("No incident under way"),
        N_("A line of the log becomes one with Ctrl+I."),
    ),
    ItemKind.WARNING: (N_("No warning in force"), N_("Warnings that come in show here.")),
    ItemKind.HAZARD: (N_("No hazard due"), N_("Hazards whose time is near show here.")),
    ItemKind.READING: (N_("No line passed"), N_("Stations over a line show here.")),
}
_LONG_S = 48 * 3_600  # running seconds say nothing about days


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An item as it stands in its column.

    Attributes:
        is_ended: It is over; it stays while somebody looks at the column.
    """

    item: Item
    is_ended: bool = False

    @property
    def key(self) -> UUID:
        """What it is found again by."""
        return self.item.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The number that a card is read for.

    Attributes:
        tone: Colour role of the number.
    """

    label: str = ""
    value: str = ""
    tone: str = "text"


def cards(shown: Shown) -> list[Card]:
    """Return the cards of a column."""
    return [Card(item=item, is_ended=item.id in shown.ended) for item in shown.items]


def color_of(item: Item) -> Severity | None:
    """Return the colour of an item as shapes and roles know it."""
    return Severity(item.severity.value) if item.severity is not None else None


def running(item: Item, now: datetime) -> Figure:
    """Return the time that its next clock has left, or how late it is."""
    if item.due_at is None:
        return Figure()
    left = (item.due_at - now).total_seconds()
    name = tr(item.clock_label)
    if left < 0:
        return Figure(label=_late(name), value=_time(-left), tone="red_text")
    is_near = item.warn_at is not None and now >= item.warn_at
    label = tr("{clock} left").format(clock=name) if name else tr("left")
    return Figure(label=label, value=_time(left), tone="orange_text" if is_near else "text")


def main_figure(item: Item, now: datetime) -> Figure:
    """Return what stands large: its value, or else its running time."""
    value = item.value.said(tr)
    if not value:
        return running(item, now)
    surface = color_of(item)
    tinted = surface is not None and not item.is_acknowledged
    tone = f"{surface.role}_text" if surface is not None and tinted else "text"
    return Figure(label=tr(item.value_label) if item.value_label else "", value=value, tone=tone)


def beside(item: Item, now: datetime) -> Figure:
    """Return what stands at the right of the main figure."""
    if item.due_at is not None and item.value.text:
        return running(item, now)
    return Figure(value=item.status.said(tr))


def age(item: Item, now: datetime) -> str:
    """Return how long ago it changed, to the minute."""
    seconds = (now - item.at).total_seconds()
    return ago(seconds) if seconds >= 60 else tr("just now")  # noqa: PLR2004 - a minute


def mark_words(card: Card) -> str:
    """Return the words that stand at the right of the title."""
    if card.is_ended:
        return tr("over")
    if not card.item.is_acknowledged:
        return tr("Unacknowledged")
    severity = color_of(card.item)
    return tr(severity.word) if severity is not None else ""


def spoken(card: Card, now: datetime) -> str:
    """Return the card for screen readers; times to the minute, so that they rarely change."""
    item, severity = card.item, color_of(card.item)
    words = [
        tr("Drill") if item.drill_id is not None else "",
        tr(severity.word) if severity is not None else "",
        mark_words(card) if card.is_ended or not item.is_acknowledged else "",
        item.title,
        item.place.said(tr),
        _spoken_figure(item, now),
        item.status.said(tr),
        tr("data stale") if item.is_stale else "",
        item.who,
        age(item, now),
    ]
    return " · ".join(word for word in words if word)


def _spoken_figure(item: Item, now: datetime) -> str:
    value = item.value.said(tr)
    if value:
        label = tr(item.value_label) if item.value_label else ""
        return f"{label} {value}".strip()
    if item.due_at is None:
        return ""
    left = (item.due_at - now).total_seconds()
    name = tr(item.clock_label)
    label = tr("{clock} left").format(clock=name) if left >= 0 else _late(name)
    return f"{label} {span(abs(left))}"


def _late(name: str) -> str:
    return tr("{clock} late").format(clock=name) if name else tr("late")


def _time(seconds: float) -> str:
    if seconds < _LONG_S:
        return countdown(seconds)
    return tr("{count} days").format(count=int(seconds // 86_400))
