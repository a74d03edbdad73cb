"""What the days of a year are: holidays, worked weekends, periods of the county."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from commandcenter.drills.model.days_off import DaysOff
from commandcenter.drills.model.drill import Drill
from commandcenter.drills.model.periods import Stretch
from commandcenter.drills.model.year import PeriodKind
from commandcenter.kernel.words import N_
from ui.drills.year_move import Span, placed, put_on
from ui.widgets.words import tr

# What forbids stands above what warns.
_ORDER = (PeriodKind.BLOCKED, PeriodKind.RISK, PeriodKind.ANCHOR)
TINTS = {
    PeriodKind.BLOCKED: "red_surface",
    PeriodKind.RISK: "orange_surface",
    PeriodKind.ANCHOR: "ok_surface",
}
EDGES = {
    PeriodKind.BLOCKED: "red",
    PeriodKind.RISK: "orange",
    PeriodKind.ANCHOR: "ok",
}
INKS = {
    PeriodKind.BLOCKED: "red_text",
    PeriodKind.RISK: "orange_text",
    PeriodKind.ANCHOR: "ok",
}
MONTHS = tuple(range(1, 13))
MONTH_WORDS = (
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June")),
    *(N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December")),
)
WEEKDAY_WORDS = (
    *(N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday")),
    *(N_("Friday"), N_("Saturday"), N_("Sunday")),
)
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days of a year, as the calendar paints them.

    Attributes:
        usual: How long a drill lasts that does not say so.
        today: The day on which they were read.
    """

    off: DaysOff
    usual: timedelta
    today: date = date.min
    stretches: Sequence[Stretch] = field(default=())

    def of_kind(self, kind: PeriodKind, day: date) -> Stretch | None:
        """Return the period of a kind that holds a day."""
        found = (one for one in self.stretches if one.period.kind is kind and one.holds(day))
        return next(found, None)

    def stretch(self, day: date) -> Stretch | None:
        """Return the period that says most about a day."""
        found = (self.of_kind(kind, day) for kind in _ORDER)
        return next((one for one in found if one is not None), None)

    def is_off(self, day: date) -> bool:
        """Say whether people have the day off: a holiday, or a weekend that is not worked."""
        return not self.off.is_working_day(day)

    def span(self, drill: Drill) -> Span | None:
        """Return when a drill is held; None while it has no day."""
        return placed(drill, self.usual)

    def put_on(self, day: date) -> Span:
        """Return the usual hours on a day."""
        return put_on(day, self.usual)

    def usual_span(self, drill: Drill) -> Span:
        """Return the first workday to come of a drill's month, for one that has no day yet."""
        day = date(drill.year, drill.month or 1, 1)
        end = first_of_next(date(drill.year, drill.month or len(MONTHS), 1))
        if day <= self.today < end - A_DAY:
            day = self.today + A_DAY
        while self.is_off(day):
            day += A_DAY
        return self.put_on(day)

    def note(self, day: date) -> str:
        """Return what stands beside the number of a day: holiday, or what it is worked for."""
        if day in self.off.workdays:
            return tr("Work")
        name = self.off.holidays.get(day, "")
        return tr("Off") if name.startswith("休息日") else name.partition("（")[0]

    def spoken(self, day: date) -> str:
        """Return all there is to say about a day."""
        words = [self.off.workdays.get(day, ""), self.off.holidays.get(day, "")]
        if words[0]:
            words[0] = tr("Worked for {holiday}").format(holiday=words[0])
        words += [one.period.title for one in self.stretches if one.holds(day)]
        return tr(", ").join(word for word in words if word)


def month_word(month: int) -> str:
    """Return the name of a month."""
    return tr(MONTH_WORDS[month - 1])


def monday_of(day: date) -> date:
    """Return the first day of the week that a day lies in."""
    return day - day.weekday() * A_DAY


def first_of_next(day: date) -> date:
    """Return the first day of the month after that of a day."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def weeks_of(day: date) -> list[date]:
    """Return the Mondays of the weeks that the month of a day touches."""
    after, weeks = first_of_next(day), [monday_of(day.replace(day=1))]
    while weeks[-1] + 7 * A_DAY < after:
        weeks.append(weeks[-1] + 7 * A_DAY)
    return weeks


def days_between(first: date, last: date) -> Iterator[date]:
    """Yield each day from the first to the last."""
    for at in range((last - first).days + 1):
        yield first + at * A_DAY
