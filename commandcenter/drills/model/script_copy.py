"""Lines of one script put into another one."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from commandcenter.drills.model.script import Inject
from commandcenter.drills.model.script_lines import Script, in_order
from commandcenter.kernel.ids import new_id


def joined(
    script: Sequence[Inject], drill_id: UUID, source: Sequence[Inject], *, later_s: int
) -> Script:
    """Return a script with all lines of another one put in.

    They get the numbers after the last one and keep their gaps; branches of the same name
    become one. Objectives are those of a drill, and are not taken along.

    Args:
        later_s: By how much they are due later than in their own script.
    """
    ids = {line.id: new_id() for line in source}
    last = max((line.number for line in script), default=0)
    taken = [
        replace(
            line,
            id=ids[line.id],
            drill=drill_id,
            number=number,
            offset_s=line.offset_s + later_s,
            objective_id=None,
            decided_by=ids.get(line.decided_by) if line.decided_by is not None else None,
            version=1,
        )
        for number, line in enumerate(in_order(source), start=last + 1)
    ]
    return in_order((*script, *taken))
