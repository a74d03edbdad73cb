"""What is said of the folders and addresses that are watched."""

from dataclasses import dataclass
from datetime import datetime

from commandcenter.kernel.words import N_
from commandcenter.warnings.model.feeds import Feed, FeedKind
from ui.warnings import times
from ui.widgets.times import ago, span
from ui.widgets.words import tr

KINDS = {FeedKind.FOLDER: N_("Folder"), FeedKind.HTTP: N_("Web address")}
# Names of errors as they are kept.
PROBLEMS = {
    "NoAnswer": N_("does not answer"),
    "MovedAway": N_("points to another server"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A source, and when this workstation asks it next.

    Attributes:
        next_at: None where nobody here asks it.
    """

    feed: Feed
    next_at: datetime | None = None


def state(row: SourceRow) -> str:
    """Return how asking a source goes."""
    feed = row.feed
    if not feed.is_active:
        return tr("Switched off")
    if feed.failures:
        unreadable = N_("cannot be read")
        problem = tr(PROBLEMS.get(feed.error, unreadable))
        words = tr("{problem}, {count} times in a row").format(problem=problem, count=feed.failures)
        lost = tr("Lost: {words}").format(words=words)
        return lost if feed.is_lost else words
    return tr("Answers") if feed.last_ok_at is not None else tr("Not asked yet")


def last(feed: Feed, now: datetime) -> str:
    """Return when a source last answered."""
    if feed.last_ok_at is None:
        return tr("never")
    at = times.moment(feed.last_ok_at, now)
    return f"{at} · {ago(max(0.0, (now - feed.last_ok_at).total_seconds()))}"


def following(row: SourceRow, now: datetime) -> str:
    """Return when a source is asked next."""
    if not row.feed.is_active or row.next_at is None:
        return "–"
    rest = (row.next_at - now).total_seconds()
    return tr("in {time}").format(time=span(rest)) if rest > 0 else tr("now")
