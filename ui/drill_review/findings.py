"""What was found in a drill, as the summary lists it, and what it came to in one line."""

from collections.abc import Sequence
from dataclasses import dataclass

from commandcenter.drills.model.evaluation import Met, Seen
from commandcenter.drills.model.merging import RESULT_WORDS, tenths
from commandcenter.drills.model.review import Review
from commandcenter.kernel.times import clock
from ui.drill_review.spans import span_s
from ui.drill_review.words import MET_WORDS, SEEN_WORDS
from ui.widgets.words import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that was found, with the tab that it leads to."""

    key: tuple[str, object]
    time: str
    kind: str
    text: str
    tab: str


def found(review: Review) -> Sequence[Finding]:
    """Return problems, what was not done, items that were not met, then strengths."""
    missed = [
        Finding(
            key=("expected", one.expected.key),
            time="",
            kind=tr(MET_WORDS[Met.MISSED]),
            text=f"#{one.expected.inject.number} {one.expected.text}",
            tab="expected",
        )
        for one in review.timings
        if one.mark is not None and one.mark.met is Met.MISSED
    ]
    zero = [
        Finding(
            key=("merged", one.item.id),
            time="",
            kind=tr("Item not met"),
            text=one.item.text,
            tab="merged",
        )
        for one in review.merged.items
        if one.has_zero
    ]
    seen = {
        kind: [
            Finding(
                key=("observed", one.id),
                time=clock(one.at),
                kind=tr(SEEN_WORDS[kind]),
                text=one.text,
                tab="observed",
            )
            for one in review.observed(kind)
        ]
        for kind in Seen
    }
    return [*seen[Seen.PROBLEM], *missed, *zero, *seen[Seen.STRENGTH]]


def figures(review: Review) -> str:
    """Say in one line what the drill came to."""
    merged, counted = review.merged, review.figures
    parts = []
    if merged.result is not None and merged.percent is not None:
        parts.append(f"{tr(RESULT_WORDS[merged.result])} {tenths(merged.percent)} %")
    words = tr("{met} of {judged} judged actions in time")
    parts.append(words.format(met=counted.met, judged=counted.judged))
    if counted.median_s is not None:
        parts.append(tr("half of them within {time}").format(time=span_s(int(counted.median_s))))
    parts.append(tr("{count} corrective actions").format(count=len(review.actions)))
    return " · ".join(parts)
