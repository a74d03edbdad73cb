"""Who sees which lines of a script before the drill is over."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from commandcenter.drills.model.drill import Drill, Part, State
from commandcenter.drills.model.script import Inject, Visibility

_OVER = frozenset({State.ENDED, State.CLOSED})
_CONTROLLING = frozenset({Part.CONTROLLER, Part.SIMULATOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What somebody has to do with a drill.

    Attributes:
        is_maker: Plans or runs drills.
        parts: Roles on the day, of which a person may have several.
    """

    is_maker: bool = False
    parts: frozenset[Part] = frozenset()

    def may_look(self, drill: Drill) -> bool:
        """Say whether lines are seen that were not delivered yet; after the end they all are."""
        is_staff = bool(self.parts & {*_CONTROLLING, Part.EVALUATOR})
        return drill.state in _OVER or self.is_maker or is_staff

    def sees(self, drill: Drill, line: Inject, *, is_delivered: bool) -> bool:
        """Say whether a line is seen."""
        if drill.state in _OVER or self.is_maker or self.parts & _CONTROLLING:
            return True
        if Part.EVALUATOR in self.parts:
            return line.visibility is not Visibility.CONTROLLERS
        return is_delivered and line.visibility is Visibility.PLAYERS

    def seen(
        self, drill: Drill, lines: Sequence[Inject], delivered: Collection[UUID]
    ) -> tuple[Inject, ...]:
        """Return the lines that are seen, in their order."""
        return tuple(
            one for one in lines if self.sees(drill, one, is_delivered=one.id in delivered)
        )
