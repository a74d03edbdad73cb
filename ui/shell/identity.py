"""The strip that says whose shift it is, and whether the data is live."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from commandcenter.kernel.words import N_
from ui.shell.age_badge import AgeBadge
from ui.shell.clock import Clock, Ticker
from ui.shell.data_age import DataAge
from ui.shell.officer_button import OfficerButton
from ui.widgets import icons, keycap, paint, scaled, theme
from ui.widgets.fitting_row import FittingRow
from ui.widgets.hairline import Hairline
from ui.widgets.labels import tip
from ui.widgets.pill import Pill
from ui.widgets.times import span
from ui.widgets.words import tr

_BAR_H = 2  # px at 100 %
_LONGEST_TITLE = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleFact:
    """Who fills a role of the shift.

    Attributes:
        title: Source text, such as the Chinese 带班领导.
        short: Source text for narrow windows.
    """

    title: str
    short: str
    names: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityFacts:
    """What the strip shows.

    Attributes:
        shift: Name of the shift in the language of the county, empty if none is running.
        hours: Such as `20:00–08:00`.
        begins_at: Aware; with *ends_at* it gives the progress under the hours.
        ends_at: Aware.
        is_night: Chooses moon or sun.
    """

    county: str
    shift: str = ""
    hours: str = ""
    begins_at: datetime | None = None
    ends_at: datetime | None = None
    is_night: bool = False
    roles: Sequence[RoleFact] = ()


class IdentityStrip(FittingRow):
    """County, shift and people on the left; age, clock and officer on the right.

    Signals:
        keys_wanted: The user asked for the sheet of keys.
    """

    keys_wanted = Signal()

    def __init__(self, age: DataAge, ticker: Ticker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = IdentityFacts(county="")
        self._county = _County()
        self._shift = _Shift(ticker)
        self._roles: list[_Role] = []
        self._drills = Pill(tone="drill", icon="flag")
        self._running = 0
        self._playing = ""
        self.officer = OfficerButton()
        self._help = _HelpButton()
        self._help.clicked.connect(self.keys_wanted)
        self.set_padding(4)
        self.add_left(self._county, rank=5)
        self.add_left(Hairline(), rank=5)
        self.add_left(self._shift, gap_step=5)
        self.add_right(self._help, rank=4, gap_step=2)
        self.add_right(self.officer, gap_step=2)
        self.add_right(Hairline(), rank=4, gap_step=2)
        self.add_right(Clock(ticker), rank=1, gap_step=4)
        self.add_right(AgeBadge(age), gap_step=5)
        self.add_right(self._drills)
        self.want(self._drills, False)

    def set_facts(self, facts: IdentityFacts) -> None:
        """Show another shift."""
        self._facts = facts
        self._county.set_name(facts.county)
        self._shift.set_facts(facts)
        self.want(self._shift, bool(facts.shift))
        self._show_roles()

    def set_drills(self, count: int) -> None:
        """Say how many drills are running; nothing is shown for none."""
        self._running = count
        self._show_drills()

    def set_playing(self, title: str) -> None:
        """Say which drill this window plays in; empty for none."""
        self._playing = title
        self._show_drills()

    def _show_drills(self) -> None:
        running = tr("Drill running · {count}").format(count=self._running)
        playing = tr("This window plays: {title}").format(title=_cut(self._playing))
        self._drills.set_text(playing if self._playing else running)
        self.want(self._drills, bool(self._running or self._playing))
        self.arrange()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.size("identity_h"))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme.size("identity_h"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show_roles()
            self._show_drills()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._show_roles()
        super().resizeEvent(event)

    def _show_roles(self) -> None:
        compact = scaled.is_compact(self)
        self._shift.set_compact(compact)
        while len(self._roles) < len(self._facts.roles):
            role = _Role()
            self.add_left(role, rank=2 + min(len(self._roles), 2), gap_step=5)
            self._roles.append(role)
        for role, fact in zip(self._roles, self._facts.roles, strict=False):
            role.set_fact(fact, compact=compact)
        for number, role in enumerate(self._roles):
            self.want(role, number < len(self._facts.roles))
        tip(self, self._everything())
        self.setAccessibleName(self._everything())
        self.arrange()

    def _everything(self) -> str:
        facts = self._facts
        roles = [f"{tr(role.title)} {' · '.join(role.names)}" for role in facts.roles]
        return "  ".join(filter(None, [facts.county, facts.shift, facts.hours, *roles]))


class _County(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._name = ""

    def set_name(self, name: str) -> None:
        self._name = name
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(paint.width(self._name, "large", bold=True), theme.size("identity_h"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.text(QPainter(self), self.rect(), self._name, size="large", bold=True)


class _Column(QWidget):
    """A quiet caption over a value."""

    def paint_column(self, painter: QPainter, rect: QRect, caption: str) -> QRect:
        """Write the caption; return where the value goes."""
        line, value_line = paint.line_height("tiny"), paint.line_height("large")
        step = theme.px(18)
        top = rect.center().y() - step - theme.px(2) - (line - step) // 2
        at = QRect(rect.left(), top, rect.width(), line)
        paint.text(painter, at, caption, size="tiny", role="text_quiet")
        value_top = rect.center().y() - theme.px(1) - (value_line - theme.px(22)) // 2
        return QRect(rect.left(), value_top, rect.width(), value_line)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        paint.follow_look(self, event)


class _Shift(_Column):
    """Moon or sun, what is left of the shift, its name and hours over its progress."""

    def __init__(self, ticker: Ticker) -> None:
        super().__init__()
        self._ticker = ticker
        self._facts = IdentityFacts(county="")
        self._compact = False
        ticker.ticked.connect(lambda _at: self.update())

    def set_facts(self, facts: IdentityFacts) -> None:
        self._facts = facts
        self.updateGeometry()
        self.update()

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        caption = paint.width(self._caption(), "tiny")
        return QSize(
            theme.px(26) + max(caption, self._value_width()) + theme.px(2),
            theme.size("identity_h"),
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = theme.px(18)
        at = paint.middle(self.rect(), side, side)
        icons.paint(painter, at, "moon" if self._facts.is_night else "sun", "text_quiet")
        rest = self.rect().adjusted(theme.px(26), 0, 0, 0)
        value = self.paint_column(painter, rest, self._caption())
        name = paint.text(painter, value, self._facts.shift, size="large", bold=True)
        hours = value.adjusted(name + theme.px(8), 0, 0, 0)
        paint.text(painter, hours, self._facts.hours, size="large")
        track = QRect(rest.left(), self.height() - theme.px(5), self._value_width(), 0)
        track.setHeight(theme.px(_BAR_H))
        painter.fillRect(track, theme.color("line"))
        track.setWidth(round(track.width() * self._share()))
        painter.fillRect(track, theme.color("text_quiet"))

    def _value_width(self) -> int:
        name = paint.width(self._facts.shift, "large", bold=True)
        return name + theme.px(8) + paint.width(self._facts.hours, "large")

    def _caption(self) -> str:
        if self._facts.ends_at is None:
            return ""
        left = span((self._facts.ends_at - self._ticker.now()).total_seconds())
        words = N_("{time} left") if self._compact else N_("This shift: {time} left")
        return tr(words).format(time=left)

    def _share(self) -> float:
        begins_at, ends_at = self._facts.begins_at, self._facts.ends_at
        if begins_at is None or ends_at is None or ends_at <= begins_at:
            return 0
        return min(1, max(0, (self._ticker.now() - begins_at) / (ends_at - begins_at)))


class _Role(_Column):
    def __init__(self) -> None:
        super().__init__()
        self._title = ""
        self._names = ""

    def set_fact(self, fact: RoleFact, *, compact: bool) -> None:
        self._title = tr(fact.short if compact else fact.title)
        self._names = " · ".join(fact.names)
        if compact and len(fact.names) > 1:
            self._names = f"{fact.names[0]} +{len(fact.names) - 1}"
        self.setAccessibleName(f"{tr(fact.title)} {' · '.join(fact.names)}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = max(paint.width(self._title, "tiny"), paint.width(self._names, "large"))
        return QSize(width + theme.px(2), theme.size("identity_h"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        value = self.paint_column(painter, self.rect(), self._title)
        paint.text(painter, value, self._names, size="large")


def _cut(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…"


class _HelpButton(QAbstractButton):
    """The keycap F1."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._read_words()

    def sizeHint(self) -> QSize:
        side = theme.size("target_min")
        return QSize(side, side)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._read_words()
        paint.follow_look(self, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        inset = (self.width() - keycap.width("F1")) // 2
        keycap.draw(painter, self.rect().adjusted(inset, 0, 0, 0), "F1")
        if self.hasFocus():
            paint.focus_ring(painter, self.rect())

    def _read_words(self) -> None:
        self.setAccessibleName(f"{tr('Keys')} F1")
        tip(self, tr("Keys"))
