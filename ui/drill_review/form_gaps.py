"""What a form has no grade for, group by group."""

from collections.abc import Collection
from uuid import UUID

from ui.drill_review.group_list import Bar, filled
from ui.drill_review.reading import Review
from ui.widgets.words import tr


def bars(review: Review, missing: Collection[UUID]) -> list[Bar]:
    """Return the bars of the groups as far as they are filled in."""
    found = []
    for code in review.group_codes():
        items = review.of_group(code)
        done = sum(one.id not in missing for one in items)
        found.append(filled(code, review.group_name(code), done, len(items)))
    return found


def told(review: Review, missing: Collection[UUID]) -> str:
    """Say how many items of which groups have no grade."""
    names = [
        tr("{group} {count}").format(group=review.group_name(code), count=count)
        for code in review.group_codes()
        if (count := sum(one.id in missing for one in review.of_group(code)))
    ]
    words = tr("{count} items have no grade: {groups}")
    return words.format(count=len(missing), groups=tr(", ").join(names))
