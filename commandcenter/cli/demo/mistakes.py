"""What is misheard on the telephone, and how it is put right (更正)."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from commandcenter.cli.demo.chance import id_of_millisecond, pick
from commandcenter.cli.demo.recording import Past
from commandcenter.cli.demo.scene import DAY_MINUTES, Scene, clock
from commandcenter.cli.demo.timeline import MINUTE_US, Timeline
from commandcenter.duty.model.entry import Draft, Handling, Step

_COUNTED = re.compile(
    r"(?<![\d.:–/-])(\d{1,4}) (厘米|立方米|米|人|户|台|辆|亩|名|份|毫米|个|车|吨|条)"
)
_ADDS_TEN = 0.5
_SOON = timedelta(seconds=70)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """An entry with a mistake in it, and what it should have said.

    Attributes:
        heard: As it was written; what was done later was done about the correction.
        right: As it should have been written.
        later_steps: What was done later.
    """

    heard: Past
    right: Draft
    reason: str
    later_steps: tuple[Handling, ...]


def misheard(past: Past, scene: Scene, chance: Random) -> Mistake:
    """Return what was written instead: another village, or another number."""
    right = past.draft
    village, others = scene.village_name, scene.town.villages
    if village in right.content:
        other = others[(scene.village + 1) % len(others)]
        wrong = replace(
            right,
            content=right.content.replace(village, other.name),
            place=right.place.replace(village, other.name),
            area_code=other.code,
        )
        reason = f"地点应为{village}，{right.name or right.org} {{clock}} 来电核实"
    else:
        wrong, reason = _miscounted(right, chance)
    return Mistake(
        heard=replace(past, draft=wrong, later_steps=()),
        right=right,
        reason=reason,
        later_steps=past.later_steps,
    )


def put_right(mistake: Mistake, at: int, timeline: Timeline, chance: Random) -> Past:
    """Return the entry that corrects the mistake, written at this microsecond."""
    watch = timeline.watch(at)
    recorder = pick(chance, watch.recorders)
    recorded, received = timeline.moment(at), timeline.moment(at // MINUTE_US * MINUTE_US)
    done = Handling(step=Step.FOLLOW, at=recorded, by=recorder.name, result="已更正")
    # Whatever was noted before the correction keeps its order, but comes after it.
    later = [
        max(step.at, recorded + _SOON * turn) for turn, step in enumerate(mistake.later_steps, 1)
    ]
    draft = replace(
        mistake.right,
        id=id_of_millisecond(timeline.millisecond(at), chance),
        received_at=received,
        steps=() if later else (done,),
        owner="",
        due_at=None,
        corrects=mistake.right.id,
        reason=mistake.reason.format(clock=clock(at // MINUTE_US % DAY_MINUTES - 1)),
    )
    return Past(
        draft=draft,
        received_at=received,
        recorded_at=recorded,
        recorder=recorder,
        shift=watch.shift,
        later_steps=tuple(
            replace(step, at=moment)
            for step, moment in zip(mistake.later_steps, later, strict=True)
        ),
    )


def _miscounted(right: Draft, chance: Random) -> tuple[Draft, str]:
    found = _COUNTED.search(right.content)
    if found is None:
        last = (int(right.phone[-1]) + 1 + int(chance.random() * 9)) % 10
        wrong_phone = replace(right, phone=f"{right.phone[:-1]}{last}")
        return wrong_phone, f"来电号码末位记错，应为 {right.phone[-1]}"
    figure = int(found[1])
    wrong = figure + 10 if figure == 1 or chance.random() < _ADDS_TEN else figure // 2
    text = right.content[: found.start(1)] + str(wrong) + right.content[found.end(1) :]
    return replace(right, content=text), f"数字听错，应为 {figure} {found[2]}，{{clock}} 与对方核对"
