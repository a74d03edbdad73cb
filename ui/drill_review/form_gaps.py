"""What a form has no grade for, group by group."""

from collections.abc import Collection, Mapping
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


def told(review: Review, missing: Collection[UUID], comments: Mapping[UUID, str]) -> str:
    """Say how many items of which groups have no grade, and which of them have a comment."""
    names = [
        tr("{group} {count}").format(group=review.group_name(code), count=count)
        for code in review.group_codes()
        if (count := sum(one.id in missing for one in review.of_group(code)))
    ]
    words = tr("{count} items have no grade: {groups}")
    lines = [words.format(count=len(missing), groups=tr(", ").join(names))]
    commented = [
        tr("{group} #{number}").format(group=review.group_name(code), number=number)
        for code in review.group_codes()
        for number, one in enumerate(review.of_group(code), start=1)
        if one.id in missing and comments.get(one.id)
    ]
    if commented:
        words = tr("A comment is saved with a grade alone, N will do. Not saved: {items}")
        lines.append(words.format(items=tr(", ").join(commented)))
    return "\n".join(lines)
